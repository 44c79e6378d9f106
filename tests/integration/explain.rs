//! What `explain` tells of a text besides its facts.

use dangbo::article::Article;
use dangbo::explain::{Filter, explain};
use dangbo::knowledge::Knowledge;

fn explained(text: &str) -> String {
    let knowledge = Knowledge::bundled().expect("the bundled dictionaries load");
    let article = Article {
        text: text.to_owned(),
        ..Article::default()
    };
    explain(&article, &knowledge, &Filter::default())
}

#[test]
fn a_count_tells_which_steps_completed_it() {
    let told = explained(
        "Đảng bộ huyện xóa tên 60 đảng viên. Trong đó, năm 2016 là 18 đảng viên.\n\nB. ĐẢNG VIÊN\n- Khai trừ: 9\n",
    );
    let (first, rest) = told.split_once("fact 2 by").expect("a second fact");
    let (second, third) = rest.split_once("fact 3 by").expect("a third fact");
    assert!(!first.contains("completed by"), "{told}");
    assert!(
        second.contains("\n    completed by: part by time\n"),
        "{told}"
    );
    assert!(third.contains("\n    completed by: heading\n"), "{told}");
}

#[test]
fn what_is_dropped_has_a_code_and_a_sentence() {
    let told = explained("Tỉnh ủy đã chuyển 64 tổ chức cơ sở đảng về 2 đảng bộ mới.");
    let reason = "dropped by count/figure as destination: a destination, not something counted\n";
    assert!(told.contains(reason), "{told}");
}
