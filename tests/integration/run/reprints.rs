//! Articles that stand on several sites: which are one, and which of them was first.

use crate::crawl::server::{Reply, Server};
use crate::crawl::setting::Setting;
use crate::run::folder::{duplicates, records, run_at};
use crate::run::paper::night_after;
use dangbo::run::RunReport;
use dangbo::timestamp::Timestamp;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

const STORY: &str = "\
<p>Sáng 12/3, Đảng ủy xã Hồ Sen tổ chức hội nghị sơ kết công tác xây dựng Đảng quý I. Đồng chí Lò Thị Mận, Bí thư Đảng \
ủy xã chủ trì hội nghị.</p><p>Theo báo cáo, Đảng bộ xã hiện có 17 chi bộ trực thuộc với 342 đảng viên. Trong quý, cấp ủy \
các cấp đã bám sát chương trình công tác, lãnh đạo hoàn thành các chỉ tiêu về phát triển kinh tế, giữ vững quốc phòng, \
an ninh. Đảng bộ đã kết nạp 6 đảng viên mới, công nhận chính thức 4 đồng chí, kiểm tra 3 chi bộ và 8 đảng viên.</p><p>Kết \
luận hội nghị, đồng chí Lò Thị Mận yêu cầu các chi bộ tiếp tục nâng cao chất lượng sinh hoạt, chuẩn bị tốt nhân sự cho \
cuộc bầu cử đại biểu Hội đồng nhân dân các cấp, phấn đấu trong năm kết nạp 20 đảng viên mới.</p>";

fn page(title: &str, date: &str, text: &str) -> Reply {
    Reply::page(&format!(
        "<title>{title}</title><h1>{title}</h1><p class=ngay>Cập nhật ngày: {date} | 08:00</p><div class=chi-tiet>{text}</div>"
    ))
}

/// A reprint: another lead, a caption, a footer.
fn reprint(footer: &str) -> String {
    format!(
        "<p>Vừa qua, tại nhà văn hóa trung tâm đã diễn ra hội nghị sơ kết ba tháng đầu năm.</p>\
         {STORY}<p><em>Toàn cảnh hội nghị sơ kết quý I của Đảng bộ xã.</em></p><p>{footer}</p>"
    )
}

/// A site with one article, once it is there.
fn site(
    host: u8,
    is_there: &Arc<AtomicBool>,
    article: impl Fn() -> Reply + Send + Sync + 'static,
) -> Server {
    let is_there = Arc::clone(is_there);
    Server::start(host, move |asked| match asked.path.as_str() {
        "/robots.txt" => Reply::status(404),
        "/" if is_there.load(Ordering::SeqCst) => Reply::page("<a href=/tin>tin</a>"),
        "/" => Reply::page("<p>Trang chủ"),
        "/tin" => article(),
        _ => Reply::status(404),
    })
}

fn setting(servers: &[&Server]) -> Setting {
    let sites: String = servers
        .iter()
        .enumerate()
        .map(|(number, server)| {
            format!(
                "[[site]]\nname = \"site {number}\"\nstart = [\"{}\"]\n",
                server.url("/")
            )
        })
        .collect();
    Setting::new(&sites).in_memory()
}

fn night(setting: &Setting, number: i64) -> RunReport {
    run_at(setting, night_after(100 + number)).expect("a run")
}

/// What records say they are reprints of: address by address, as was known when they were written.
fn told(setting: &Setting) -> BTreeMap<String, bool> {
    records(setting)
        .iter()
        .map(|record| {
            let document = &record["document"];
            let is_reprint = !document["duplicate_of"].is_null();
            let warned = document["warnings"]
                .as_array()
                .expect("warnings")
                .iter()
                .any(|warning| warning["code"] == "duplicate-of");
            assert_eq!(is_reprint, warned);
            (
                document["url"].as_str().expect("an address").to_owned(),
                is_reprint,
            )
        })
        .collect()
}

#[test]
fn a_reprint_with_another_lead_caption_and_footer_has_the_earlier_one_as_its_origin() {
    let there = Arc::new(AtomicBool::new(true));
    // The reprint stands on the site that is crawled first.
    let later = site(1, &there, || {
        page(
            "Hội nghị sơ kết ở Hồ Sen",
            "14/03/2021",
            &reprint("Tin đã đăng"),
        )
    });
    let first = site(2, &there, || {
        page("Đảng bộ xã Hồ Sen sơ kết quý I", "12/03/2021", STORY)
    });
    let setting = setting(&[&later, &first]);
    let report = night(&setting, 0);
    let expected = BTreeMap::from([(later.url("/tin"), first.url("/tin"))]);
    assert_eq!(duplicates(&setting), expected);
    assert_eq!(
        told(&setting),
        BTreeMap::from([(later.url("/tin"), true), (first.url("/tin"), false)])
    );
    assert_eq!(report.reprints, 1);
    let of = |url: String| {
        records(&setting)
            .into_iter()
            .find(|record| record["document"]["url"] == url.as_str())
            .expect("a record")
    };
    let (origin, reprint) = (of(first.url("/tin")), of(later.url("/tin")));
    assert_eq!(
        reprint["document"]["duplicate_of"],
        origin["document"]["id"]
    );
}

#[test]
fn an_origin_that_is_found_a_night_later_is_the_origin_all_the_same() {
    let (now, later) = (
        Arc::new(AtomicBool::new(true)),
        Arc::new(AtomicBool::new(false)),
    );
    let reprinted = site(1, &now, || {
        page("Hội nghị ở Hồ Sen", "14/03/2021", &reprint("Tin đã đăng"))
    });
    let again = site(2, &now, || page("Hội nghị sơ kết", "15/03/2021", STORY));
    let first = site(3, &later, || {
        page("Đảng bộ xã Hồ Sen sơ kết", "12/03/2021", STORY)
    });
    let setting = setting(&[&reprinted, &again, &first]);
    night(&setting, 0);
    let tin = |server: &Server| server.url("/tin");
    assert_eq!(
        duplicates(&setting),
        BTreeMap::from([(tin(&again), tin(&reprinted))])
    );
    later.store(true, Ordering::SeqCst);
    night(&setting, 1);
    // Records say what was known when they were written; the index says what is known now.
    let expected = BTreeMap::from([(tin(&again), tin(&first)), (tin(&reprinted), tin(&first))]);
    assert_eq!(duplicates(&setting), expected);
    let told = told(&setting);
    assert_eq!(
        (
            told[&tin(&reprinted)],
            told[&tin(&again)],
            told[&tin(&first)]
        ),
        (false, true, false)
    );
}

#[test]
fn on_one_day_the_one_that_names_its_source_is_the_reprint() {
    let there = Arc::new(AtomicBool::new(true));
    let credited = site(1, &there, || {
        page(
            "Hội nghị ở Hồ Sen",
            "12/03/2021",
            &reprint("Nguồn: Báo Hồ Sen"),
        )
    });
    let own = site(2, &there, || {
        page("Đảng bộ xã Hồ Sen sơ kết", "12/03/2021", STORY)
    });
    let setting = setting(&[&credited, &own]);
    night(&setting, 0);
    assert_eq!(
        duplicates(&setting),
        BTreeMap::from([(credited.url("/tin"), own.url("/tin"))])
    );
}

#[test]
fn a_reprint_without_a_date_was_published_on_the_day_in_vietnam_that_it_was_fetched_on() {
    let there = Arc::new(AtomicBool::new(true));
    let undated = site(1, &there, || {
        let text = reprint("Nguồn: Báo Hồ Sen").replace("Sáng 12/3, ", "");
        Reply::page(&format!(
            "<title>Hội nghị</title><h1>Hội nghị</h1><div class=chi-tiet>{text}</div>"
        ))
    });
    let own = site(2, &there, || {
        let text = STORY.replace("Sáng 12/3, ", "");
        page("Đảng bộ xã Hồ Sen sơ kết", "13/03/2021", &text)
    });
    let setting = setting(&[&undated, &own]);
    // Three in the morning of the day on which the other was published.
    let now = Timestamp::parse_w3c("2021-03-12T20:00:00Z").expect("a moment");
    run_at(&setting, now).expect("a run");
    assert_eq!(
        duplicates(&setting),
        BTreeMap::from([(undated.url("/tin"), own.url("/tin"))])
    );
}

/// Another article than the story.
const OTHER: &str = "\
<p>Chiều 20/3, Huyện ủy Suối Mây khai mạc lớp bồi dưỡng nhận thức về Đảng cho 85 quần chúng ưu tú. Đồng chí Vi Văn Khển, \
Phó Bí thư Thường trực Huyện ủy, dự và phát biểu tại buổi lễ.</p><p>Lớp học kéo dài 5 ngày với 5 chuyên đề về lịch sử, \
Cương lĩnh và Điều lệ của Đảng. Học viên đến từ 14 xã và 9 cơ quan của huyện, nhiều người là giáo viên, công nhân nông \
trường và bộ đội xuất ngũ.</p><p>Năm ngoái, toàn huyện mở 4 lớp như vậy cho 310 người; 122 người trong số họ đã đứng vào \
hàng ngũ của Đảng, đưa số đảng viên trong huyện lên 2.740.</p>";

/// A site whose article is rewritten as another one, once the flag is up.
fn rewritten(host: u8, is_rewritten: &Arc<AtomicBool>, date: &'static str) -> Server {
    let is_rewritten = Arc::clone(is_rewritten);
    let there = Arc::new(AtomicBool::new(true));
    site(host, &there, move || {
        if is_rewritten.load(Ordering::SeqCst) {
            page("Huyện ủy Suối Mây mở lớp", "20/03/2021", OTHER)
        } else {
            page("Đảng bộ xã Hồ Sen sơ kết", date, STORY)
        }
    })
}

/// The newest record of an address says that it is a reprint of this document.
fn newest_origin(setting: &Setting, url: &str) -> serde_json::Value {
    let records = records(setting);
    let newest = records
        .iter()
        .rfind(|record| record["document"]["url"] == url);
    newest.expect("a record")["document"]["duplicate_of"].clone()
}

#[test]
fn an_origin_that_is_rewritten_leaves_its_reprints_to_the_oldest_of_them() {
    let [now, later] = [true, false].map(|is| Arc::new(AtomicBool::new(is)));
    let origin = rewritten(1, &later, "12/03/2021");
    let reprinted = site(2, &now, || page("Hội nghị", "13/03/2021", STORY));
    let old_text = site(3, &later, || page("Sơ kết", "21/03/2021", STORY));
    // Younger than what stood at the rewritten address before, and older than what stands there now.
    let new_text = site(4, &later, || page("Mở lớp", "19/03/2021", OTHER));
    let setting = setting(&[&origin, &reprinted, &old_text, &new_text]);
    let tin = |server: &Server| server.url("/tin");
    night(&setting, 0);
    let expected = BTreeMap::from([(tin(&reprinted), tin(&origin))]);
    assert_eq!(duplicates(&setting), expected);
    later.store(true, Ordering::SeqCst);
    night(&setting, 10);
    let expected = BTreeMap::from([
        (tin(&old_text), tin(&reprinted)),
        (tin(&origin), tin(&new_text)),
    ]);
    assert_eq!(duplicates(&setting), expected);
}

#[test]
fn a_reprint_that_is_rewritten_is_an_article_of_its_own() {
    let [now, later] = [true, false].map(|is| Arc::new(AtomicBool::new(is)));
    let origin = site(1, &now, || page("Hội nghị", "12/03/2021", STORY));
    let reprinted = rewritten(2, &later, "13/03/2021");
    let setting = setting(&[&origin, &reprinted]);
    let tin = |server: &Server| server.url("/tin");
    night(&setting, 0);
    assert!(newest_origin(&setting, &tin(&reprinted)).is_string());
    later.store(true, Ordering::SeqCst);
    let report = night(&setting, 10);
    assert_eq!(duplicates(&setting), BTreeMap::new());
    assert!(newest_origin(&setting, &tin(&reprinted)).is_null());
    assert_eq!(report.reprints, 0);
}

#[test]
fn two_notices_of_one_template_are_two() {
    let there = Arc::new(AtomicBool::new(true));
    let one = site(1, &there, || {
        page("Đảng bộ xã Hồ Sen sơ kết", "12/03/2021", STORY)
    });
    let other = site(2, &there, || {
        let story = [
            ("Hồ Sen", "Suối Mây"),
            ("Lò Thị Mận", "Hoàng Văn Pín"),
            ("12/3", "15/3"),
            ("17 chi", "11 chi"),
            ("342 đảng", "208 đảng"),
            ("6 đảng", "2 đảng"),
            ("4 đồng", "3 đồng"),
            ("3 chi bộ và 8", "1 chi bộ và 5"),
            ("20 đảng", "9 đảng"),
        ]
        .iter()
        .fold(STORY.to_owned(), |story, (from, to)| {
            story.replace(from, to)
        });
        page("Đảng bộ xã Suối Mây sơ kết", "15/03/2021", &story)
    });
    let setting = setting(&[&one, &other]);
    night(&setting, 0);
    assert_eq!(duplicates(&setting), BTreeMap::new());
    assert!(told(&setting).values().all(|is_reprint| !is_reprint));
}
