//! Sites whose known articles lead elsewhere all of a sudden, and sites that are only a notice.

use crate::crawl::server::{Asked, Reply, Server};
use crate::crawl::setting::Setting;
use crate::run::folder::{report, run_at};
use crate::run::paper::night_after;
use dangbo::run::drift::Lack;
use dangbo::run::{End, RunReport};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// A site of so many articles that `turned` answers for once the switch is on, and its setting.
fn site(
    articles: u32,
    turned: impl Fn(&Asked) -> Reply + Send + Sync + 'static,
) -> (Server, Setting, Arc<AtomicBool>) {
    let switch = Arc::new(AtomicBool::new(false));
    let is_turned = Arc::clone(&switch);
    let server = Server::start(1, move |asked| match asked.path.as_str() {
        "/robots.txt" => Reply::status(404),
        _ if is_turned.load(Ordering::SeqCst) => turned(asked),
        "/" => start_page(articles, "tin"),
        path => article(path),
    });
    let start = server.url("/");
    let setting = Setting::new(&format!("[[site]]\nname = \"xa\"\nstart = [\"{start}\"]\n"));
    (server, setting.in_memory(), switch)
}

fn start_page(articles: u32, folder: &str) -> Reply {
    let links = (1..=articles).map(|number| format!("<a href=/{folder}/{number}>{number}</a>"));
    Reply::page(&links.collect::<String>())
}

fn article(path: &str) -> Reply {
    let number = path.rsplit('/').next().unwrap_or_default();
    Reply::page(&format!(
        "<h1>Đảng bộ xã số {number}</h1><p>Đảng bộ xã Hồ Sen hiện có {number} chi bộ với 1{number} đảng viên.</p>"
    ))
}

fn log_in() -> Reply {
    Reply::page("<title>Đăng nhập</title><form><p>Mời đăng nhập</p></form>")
}

fn night(setting: &Setting, night: i64) -> RunReport {
    run_at(setting, night_after(night)).expect("a run")
}

fn lacks(found: &RunReport) -> Vec<Lack> {
    found.alarms.iter().map(|alarm| alarm.lack).collect()
}

#[test]
fn pages_that_all_lead_to_one_alarm_every_night_until_they_are_back() {
    for articles in [8, 40] {
        let (server, setting, switch) = site(articles, |asked| match asked.path.as_str() {
            "/login" => log_in(),
            _ => Reply::redirect("/login"),
        });
        assert_eq!(night(&setting, 0).end, End::Done);
        switch.store(true, Ordering::SeqCst);
        for later in 1..5 {
            let found = night(&setting, later);
            assert_eq!(
                lacks(&found),
                [Lack::LedAway],
                "{articles}, {later}: {found}"
            );
            assert_eq!(found.end, End::Drifted);
            let to = server.url("/login");
            let words = format!(
                "known articles are at their address, and {articles} of {articles} before: do they all lead to {to} now?"
            );
            assert!(found.to_string().contains(&words), "{found}");
            let alarm = &report(&setting)["alarms"][0];
            assert_eq!(
                (&alarm["lack"], &alarm["to"]),
                (&"led-away".into(), &to.into())
            );
        }
        switch.store(false, Ordering::SeqCst);
        for later in 5..8 {
            let found = night(&setting, later);
            assert_eq!(lacks(&found), [], "{articles}: {found}");
            assert_eq!(found.end, End::Done, "{found}");
        }
    }
}

#[test]
fn an_operator_is_told_by_the_exit_code() {
    let (_server, setting, switch) = site(8, |asked| match asked.path.as_str() {
        "/login" => log_in(),
        _ => Reply::redirect("/login"),
    });
    for expected in [0, 7, 7] {
        let output = setting.run_command().output().expect("the program");
        assert_eq!(output.status.code(), Some(expected), "{output:?}");
        switch.store(true, Ordering::SeqCst);
    }
}

#[test]
fn it_is_one_place_whatever_it_is_asked_and_wherever_it_is() {
    let ask_for_a_name = |asked: &Asked| match asked.path.split('?').next() {
        Some("/login") => log_in(),
        _ => Reply::redirect(&format!("/login?back={}", asked.path)),
    };
    let another_host = |asked: &Asked| Reply::redirect(&format!("http://127.0.0.9{}", asked.path));
    let cookie = |asked: &Asked| Reply::redirect(&asked.path);
    let start_page = |asked: &Asked| match asked.path.as_str() {
        "/" => start_page(8, "tin"),
        _ => Reply::redirect("/"),
    };
    type Turned = Box<dyn Fn(&Asked) -> Reply + Send + Sync>;
    let ways: [(&str, Turned); 4] = [
        ("/login", Box::new(ask_for_a_name)),
        ("http://127.0.0.9/", Box::new(another_host)),
        ("/", Box::new(cookie)),
        ("/", Box::new(start_page)),
    ];
    for (place, turned) in ways {
        let (_server, setting, switch) = site(8, turned);
        night(&setting, 0);
        switch.store(true, Ordering::SeqCst);
        // By then all of them are due.
        let found = night(&setting, 3);
        let mut alarms = found.alarms.iter();
        let alarm = alarms.find(|alarm| alarm.lack == Lack::LedAway);
        let alarm = alarm.unwrap_or_else(|| panic!("{place}: {found}"));
        let to = alarm.to.as_deref().unwrap_or_default();
        assert!(to.ends_with(place), "{to}");
        assert_eq!(night(&setting, 4).end, End::Drifted);
    }
}

#[test]
fn articles_that_move_to_addresses_of_their_own_alarm_nobody() {
    let (_server, setting, switch) = site(12, |asked| match asked.path.as_str() {
        "/" => start_page(12, "bai"),
        path => match path.strip_prefix("/tin/") {
            Some(number) => Reply::redirect(&format!("/xem?bai=/bai/{number}")),
            None => article(path),
        },
    });
    night(&setting, 0);
    switch.store(true, Ordering::SeqCst);
    for later in [3, 4, 8] {
        let found = night(&setting, later);
        assert_eq!(lacks(&found), [], "{found}");
        assert_eq!(found.end, End::Done, "{found}");
    }
}

#[test]
fn a_small_site_that_is_only_a_notice_alarms() {
    for articles in [8, 12] {
        let notice = "<title>Bảo trì</title><p>Hệ thống đang bảo trì, mời quay lại sau.</p>";
        let (_server, setting, switch) = site(articles, move |_| Reply::page(notice));
        night(&setting, 0);
        switch.store(true, Ordering::SeqCst);
        for later in 3..6 {
            let found = night(&setting, later);
            assert_eq!(lacks(&found), [Lack::NoArticle], "{articles}: {found}");
            assert_eq!(found.end, End::Drifted);
        }
    }
}
