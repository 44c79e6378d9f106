//! Which articles are one: reprints and near-duplicates, and which of them was first.
//!
//! Enters: texts, and what is known of when and where they were published. Leaves: [`Sketch`]es that can be compared
//! and looked up by their [`Sketch::bands`], a [`likeness`] where two are one, and the [`Claim`] that goes first. Pure;
//! where sketches are kept is not its matter.
//!
//! A text is the set of its shingles, five words in a row each (A. Z. Broder, "On the resemblance and containment of
//! documents", 1997). The resemblance of two sets is the share of what they have in common. It is estimated from the
//! least hashes of each set under many hash functions, of which some together make a band, so that texts that are alike
//! meet in one of the bands (J. Leskovec, A. Rajaraman, J. D. Ullman, "Mining of Massive Datasets", chapter 3).
//!
//! Notices of one template resemble each other as well, and differ in who and how many. So what is one must also share
//! its figures and names: that is told by containment, since a reprint may leave some out.

mod origin;
mod sketch;

pub use origin::Claim;
pub use sketch::Sketch;

/// Texts with this share of common shingles may be one. Among 7,753 articles of newspapers, the pairs above 0.6 were
/// reprints and announcements in the same words; of those between 0.5 and 0.6, five in twelve were follow-ups that tell
/// the story so far once more, which are articles of their own.
const LEAST_RESEMBLANCE: f64 = 0.6;
/// The share of its figures and names that the text with fewer of them has in common with the other.
const LEAST_CONTAINMENT: f64 = 0.7;
/// With fewer figures and names than this, a text has nothing to be told by but its wording …
const FEW_SPECIFICS: usize = 6;
/// … which then has to be the same nearly everywhere.
const NEARLY_ALL: f64 = 0.85;

/// How much two texts have in common, from 0 to 1, where that is so much that they are one article.
pub fn likeness(one: &Sketch, other: &Sketch) -> Option<f64> {
    let resemblance = one.resemblance(other);
    let (shared, fewer) = one.specifics_shared(other);
    let is_one = if fewer < FEW_SPECIFICS {
        resemblance >= NEARLY_ALL
    } else {
        resemblance >= LEAST_RESEMBLANCE && shared as f64 >= LEAST_CONTAINMENT * fewer as f64
    };
    is_one.then_some(resemblance)
}

#[cfg(test)]
mod tests {
    use super::{Sketch, likeness};

    const ARTICLE: &str = "\
Sáng 12/3, Đảng ủy xã Hồ Sen tổ chức hội nghị sơ kết công tác xây dựng Đảng quý I và triển khai nhiệm vụ quý II năm 2021. \
Đồng chí Lò Thị Mận, Bí thư Đảng ủy xã chủ trì hội nghị.
Theo báo cáo, Đảng bộ xã hiện có 17 chi bộ trực thuộc với 342 đảng viên. Trong quý, cấp ủy các cấp đã bám sát chương trình \
công tác, lãnh đạo hoàn thành các chỉ tiêu về phát triển kinh tế, giữ vững quốc phòng, an ninh. Đảng bộ đã kết nạp 6 đảng \
viên mới, công nhận chính thức 4 đồng chí, kiểm tra 3 chi bộ và 8 đảng viên khi có dấu hiệu vi phạm.
Kết luận hội nghị, đồng chí Lò Thị Mận yêu cầu các chi bộ tiếp tục nâng cao chất lượng sinh hoạt, chuẩn bị tốt nhân sự cho \
cuộc bầu cử đại biểu Hội đồng nhân dân các cấp, phấn đấu trong năm kết nạp 20 đảng viên, không để xảy ra khiếu kiện đông người. \
Hội nghị cũng đã khen thưởng 5 tập thể và 12 cá nhân có thành tích xuất sắc.";

    fn sketch(text: &str) -> Sketch {
        Sketch::of(text).expect("a text that is long enough")
    }

    fn meets(one: &Sketch, other: &Sketch) -> bool {
        one.bands().any(|band| other.bands().any(|own| own == band))
    }

    #[test]
    fn a_reprint_with_another_lead_caption_and_footer_is_found() {
        let reprint = format!(
            "Vừa qua, tại nhà văn hóa trung tâm đã diễn ra hội nghị sơ kết ba tháng đầu năm của địa phương.\n{}\n\
             Ảnh: Toàn cảnh hội nghị sơ kết quý I của Đảng bộ xã Hồ Sen.\nNguồn: Báo Hồ Sen",
            ARTICLE.replace("Sáng 12/3, Đảng ủy", "Đảng uỷ")
        );
        let (one, other) = (sketch(ARTICLE), sketch(&reprint));
        assert!(meets(&one, &other));
        let found = likeness(&one, &other).expect("one article");
        assert!((0.6..0.95).contains(&found), "{found}");
        assert_eq!(likeness(&other, &one), Some(found));
    }

    #[test]
    fn two_notices_of_one_template_are_two() {
        let other = [
            ("Hồ Sen", "Suối Mây"),
            ("Lò Thị Mận", "Hoàng Văn Pín"),
            ("12/3", "15/3"),
            ("17 chi bộ", "11 chi bộ"),
            ("342 đảng viên", "208 đảng viên"),
            ("6 đảng", "2 đảng"),
            ("4 đồng chí", "3 đồng chí"),
            ("3 chi bộ và 8", "1 chi bộ và 5"),
            ("20 đảng viên", "9 đảng viên"),
            ("5 tập thể và 12", "3 tập thể và 7"),
        ];
        let template = other.iter().fold(ARTICLE.to_owned(), |text, (from, to)| {
            text.replace(from, to)
        });
        let (one, other) = (sketch(ARTICLE), sketch(&template));
        // They do resemble each other: it is what they tell that keeps them apart.
        assert!(one.resemblance(&other) > 0.4, "{}", one.resemblance(&other));
        assert_eq!(likeness(&one, &other), None);
    }

    #[test]
    fn spelling_and_spacing_make_no_difference() {
        let respelled = ARTICLE
            .replace("ủy", "uỷ")
            .replace(" đã ", "  đã\u{a0}")
            .to_uppercase();
        assert!(sketch(ARTICLE).resemblance(&sketch(&respelled)) > 0.99);
    }

    #[test]
    fn a_text_of_a_few_words_has_no_sketch() {
        assert!(Sketch::of("Chi bộ họp thường kỳ tháng 3.").is_none());
    }

    #[test]
    fn a_sketch_is_the_same_after_it_was_kept() {
        let one = sketch(ARTICLE);
        let (signature, specifics) = one.to_bytes();
        assert_eq!(Sketch::from_bytes(&signature, &specifics), Some(one));
        assert_eq!(Sketch::from_bytes(&signature[1..], &specifics), None);
    }
}
