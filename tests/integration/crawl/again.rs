//! From one crawl to the next: hosts that rest, sites that are renamed, and what comes first where not all is reached.

use crate::crawl::machine::crawl_at;
use crate::crawl::server::{Reply, Server};
use crate::crawl::setting::Setting;
use dangbo::crawl::{End, Reason};
use dangbo::timestamp::Timestamp;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU32, Ordering};

const HOUR: i64 = 3_600_000;
const DAY: i64 = 24 * HOUR;

fn clock() -> Arc<AtomicI64> {
    Arc::new(AtomicI64::new(1_609_459_200_000))
}

/// A start page with links to so many pages, whose text tells how often they were edited.
fn paper(host: u8, pages: &Arc<AtomicU32>, edits: &Arc<AtomicU32>) -> Server {
    let (pages, edits) = (Arc::clone(pages), Arc::clone(edits));
    Server::start(host, move |asked| match asked.path.as_str() {
        "/robots.txt" => Reply::status(404),
        "/" => {
            let links = (0..pages.load(Ordering::SeqCst))
                .map(|number| format!("<a href=/{number}>{number}</a>"));
            Reply::page(&links.collect::<String>())
        }
        "/3" => Reply::page(&format!("<p>Bản {}.", edits.load(Ordering::SeqCst))),
        path => Reply::page(&format!("<p>Trang {path}.")),
    })
}

fn setting(name: &str, server: &Server) -> Setting {
    let start = server.url("/");
    Setting::new(&format!(
        "[[site]]\nname = \"{name}\"\nstart = [\"{start}\"]\n"
    ))
    .in_memory()
    .with("connections = 4", "connections = 1")
}

#[test]
fn a_host_that_asks_for_a_year_is_left_alone_for_a_day_and_that_is_told() {
    let times = AtomicU32::new(0);
    let server = Server::start(1, move |asked| match asked.path.as_str() {
        "/robots.txt" => Reply::status(404),
        _ if times.fetch_add(1, Ordering::SeqCst) == 0 => {
            Reply::new(503, &[("Retry-After", "31536000")], b"")
        }
        _ => Reply::page("<p>Được."),
    });
    let setting = setting("xa", &server);
    let time = clock();
    let until = Timestamp(time.load(Ordering::SeqCst) + DAY);
    let host = format!("http://{}", server.address);
    for later in [0, 23 * HOUR] {
        time.fetch_add(later, Ordering::SeqCst);
        let report = crawl_at(&setting, &time);
        assert_eq!(report.left_hosts.get(&host), Some(&Reason::Busy));
        assert_eq!(report.resting.get(&host), Some(&until));
        let words = format!("left to the next run: busy, not asked before {until}");
        assert!(report.to_string().contains(&words), "{report}");
        assert_eq!(server.count("/"), 1);
    }
    time.fetch_add(HOUR, Ordering::SeqCst);
    let report = crawl_at(&setting, &time);
    assert_eq!(
        (report.end, report.sites["xa"].new),
        (End::Done, 1),
        "{report}"
    );
}

#[test]
fn pages_of_a_site_that_has_another_name_today_go_to_it() {
    let [pages, edits] = [5, 0].map(|count| Arc::new(AtomicU32::new(count)));
    let server = paper(1, &pages, &edits);
    let setting = setting("tin", &server);
    let time = clock();
    crawl_at(&setting, &time);
    edits.store(1, Ordering::SeqCst);
    time.fetch_add(10 * DAY, Ordering::SeqCst);
    let setting = setting.with("name = \"tin\"", "name = \"tinhuy\"");
    let report = crawl_at(&setting, &time);
    let site = &report.sites["tinhuy"];
    assert_eq!(
        (site.new, site.changed, site.unchanged),
        (0, 1, 5),
        "{report}"
    );
    assert_eq!(report.strays, 0);
}

#[test]
fn pages_that_belong_to_no_site_any_more_are_told() {
    let [pages, edits] = [5, 0].map(|count| Arc::new(AtomicU32::new(count)));
    let [before, after] = [1, 2].map(|host| paper(host, &pages, &edits));
    let setting = setting("tin", &before);
    let time = clock();
    crawl_at(&setting, &time);
    let setting = setting
        .with("name = \"tin\"", "name = \"tinhuy\"")
        .with(&before.url("/"), &after.url("/"));
    let report = crawl_at(&setting, &time);
    assert_eq!(report.strays, 6);
    let words = "6 known pages belong to no site of the configuration";
    assert!(report.to_string().contains(words), "{report}");
}

#[test]
fn new_pages_and_known_ones_take_turns_where_not_all_are_reached() {
    let [pages, edits] = [30, 0].map(|count| Arc::new(AtomicU32::new(count)));
    let server = paper(1, &pages, &edits);
    let setting = setting("xa", &server);
    let time = clock();
    crawl_at(&setting, &time);
    let setting = setting.with("name = \"xa\"", "name = \"xa\"\npages = 20");
    pages.store(50, Ordering::SeqCst);
    for night in 0..3 {
        time.fetch_add(100 * DAY, Ordering::SeqCst);
        let report = crawl_at(&setting, &time);
        let site = &report.sites["xa"];
        assert_eq!(report.end, End::LimitReached, "{report}");
        let least = [4, 5, 1][night];
        assert!(site.new >= least, "night {night}: {report}");
        assert!(site.unchanged >= 9, "night {night}: {report}");
    }
    assert!((30..50).all(|page| server.count(&format!("/{page}")) == 1));
}
