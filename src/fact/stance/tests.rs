use super::{Stance, StancesWhenAsked};
use crate::knowledge::Knowledge;
use crate::mention::Mentions;
use crate::text::Reading;

/// The stance at the token where `word` stands.
fn at(text: &str, word: &str) -> Stance {
    let knowledge = Knowledge::bundled().expect("the bundled dictionaries are sound");
    let mut reading = Reading::new(&[], text, &knowledge.lexicon);
    reading.find_phrases();
    let mentions = Mentions::find(&reading, &knowledge);
    let stances = StancesWhenAsked::of(&reading, &mentions, None);
    let token = (0..reading.tokens.len())
        .find(|&token| reading.word(token) == word)
        .expect("the word is there");
    stances.at(token)
}

#[test]
fn a_plan_lasts_over_sentences_and_semicolons() {
    let text = "Nhiệm kỳ tới, Đảng bộ phấn đấu có 90% chi bộ vững mạnh; mở 12 lớp. 100% đảng viên học tập 34 bài.";
    assert_eq!(at(text, "12"), Stance::Plan);
    assert_eq!(at(text, "34"), Stance::Plan);
}

#[test]
fn a_report_closes_it_at_a_comma() {
    let text = "Cả năm, Huyện ủy đặt chỉ tiêu kiểm tra 12 tổ chức đảng, đến nay đã hoàn thành 50% kế hoạch.";
    assert_eq!(at(text, "12"), Stance::Plan);
    assert_eq!(at(text, "50"), Stance::Report);
}

#[test]
fn a_paragraph_closes_it_and_a_heading_reopens_it() {
    let text = "Lễ sơ kết\n\nĐảng ủy phấn đấu kết nạp 12 đảng viên.\n\nĐảng bộ có 34 chi bộ.\n\nPhương hướng, nhiệm vụ\n\n\
                Kết nạp 56 đảng viên.\n\n- Thành lập 78 chi bộ.\n\nMai Lan\n\nCó 90 đảng viên.";
    assert_eq!(at(text, "12"), Stance::Plan);
    assert_eq!(at(text, "34"), Stance::Neutral);
    assert_eq!(at(text, "56"), Stance::Plan);
    assert_eq!(at(text, "78"), Stance::Plan);
    assert_eq!(at(text, "90"), Stance::Neutral);
}

#[test]
fn mention_of_a_plan_opens_none() {
    let text = "Đảng bộ kết nạp 905 đảng viên, vượt 13% so với chỉ tiêu; công nhận 77 đảng viên.";
    assert_eq!(at(text, "77"), Stance::Neutral);
    assert_eq!(
        at(
            "Có 16/18 chỉ tiêu đạt và vượt; kết nạp 846 đảng viên.",
            "846"
        ),
        Stance::Report
    );
}

#[test]
fn years_ahead_are_plans() {
    let text = "Ngày 12/5/2020, Đại hội họp. Đến năm 2025, có 88 chi bộ. Năm 2019, có 66 chi bộ.";
    assert_eq!(at(text, "88"), Stance::Plan);
    assert_eq!(at(text, "66"), Stance::Report);
}
