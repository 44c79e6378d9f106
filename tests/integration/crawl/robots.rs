//! robots.txt as hosts have it, or fail to have it, and the pace that it asks for.

use crate::crawl::server::{Reply, Server};
use crate::crawl::setting::Setting;
use dangbo::crawl::{End, Reason};
use std::time::{Duration, Instant};

#[test]
fn a_robots_txt_that_fails_is_a_no() {
    for status in [429, 500, 503] {
        let server = Server::start(1, move |asked| match asked.path.as_str() {
            "/robots.txt" => Reply::status(status),
            _ => Reply::page("<p>Trang."),
        });
        let setting = Setting::new(&format!(
            "[[site]]\nname = \"xa\"\nstart = [\"{}\"]\n",
            server.url("/")
        ));
        let (report, _) = setting.crawl().expect("a crawl");
        assert_eq!(report.end, End::Partial, "{report}");
        let host = format!("http://{}", server.address);
        assert_eq!(
            report.left_hosts.get(&host),
            Some(&Reason::RobotsUnreachable)
        );
        assert_eq!((server.count("/"), server.count("/robots.txt")), (0, 3));
    }
}

#[test]
fn a_robots_txt_that_is_not_there_is_a_yes() {
    for status in [401, 403, 404, 410] {
        let server = Server::start(1, move |asked| match asked.path.as_str() {
            "/robots.txt" => Reply::status(status),
            _ => Reply::page("<p>Trang."),
        });
        let setting = Setting::new(&format!(
            "[[site]]\nname = \"xa\"\nstart = [\"{}\"]\n",
            server.url("/")
        ));
        let (report, _) = setting.crawl().expect("a crawl");
        assert_eq!(
            (report.end, report.sites["xa"].new),
            (End::Done, 1),
            "{report}"
        );
    }
}

#[test]
fn a_robots_txt_that_is_kept_elsewhere_is_read_there() {
    let server = Server::start(1, |asked| match asked.path.as_str() {
        "/robots.txt" => Reply::redirect("/r/robots.txt"),
        "/r/robots.txt" => Reply::new(200, &[], b"User-agent: *\nDisallow: /cam\n"),
        "/" => Reply::page("<a href=/cam>cấm</a>"),
        _ => Reply::page("<p>Trang."),
    });
    let setting = Setting::new(&format!(
        "[[site]]\nname = \"xa\"\nstart = [\"{}\"]\n",
        server.url("/")
    ));
    let (report, _) = setting.crawl().expect("a crawl");
    assert_eq!(
        report.sites["xa"].refused[&Reason::RobotsDisallowed],
        1,
        "{report}"
    );
    assert_eq!(server.count("/cam"), 0);
}

#[test]
fn a_crawl_delay_beyond_patience_leaves_the_host() {
    for delay in ["3", "86400", "1e19"] {
        let text = format!("User-agent: *\nCrawl-delay: {delay}\n");
        let server = Server::start(1, move |asked| match asked.path.as_str() {
            "/robots.txt" => Reply::new(200, &[], text.as_bytes()),
            _ => Reply::page("<a href=/1>một</a>"),
        });
        let setting = Setting::new(&format!(
            "[[site]]\nname = \"xa\"\nstart = [\"{}\"]\n",
            server.url("/")
        ));
        let host = format!("http://{}", server.address);
        // What it said is remembered in the second run.
        for _ in 0..2 {
            let (report, _) = setting.crawl().expect("a crawl");
            assert_eq!(report.end, End::Partial, "{report}");
            assert_eq!(report.left_hosts.get(&host), Some(&Reason::SlowPace));
        }
        assert_eq!(server.count("/"), 0);
        assert_eq!(server.count("/robots.txt"), 1);
    }
}

#[test]
fn crawl_delay_is_kept() {
    let server = Server::start(1, |asked| match asked.path.as_str() {
        "/robots.txt" => Reply::new(200, &[], b"User-agent: *\nCrawl-delay: 0.3\n"),
        "/" => Reply::page("<a href=/1>một</a><a href=/2>hai</a><a href=/3>ba</a>"),
        _ => Reply::page("<p>Trang."),
    });
    let setting = Setting::new(&format!(
        "[[site]]\nname = \"xa\"\nstart = [\"{}\"]\n",
        server.url("/")
    ));
    let began = Instant::now();
    let (report, _) = setting.crawl().expect("a crawl");
    assert_eq!(report.sites["xa"].new, 4);
    assert!(began.elapsed() >= Duration::from_millis(900));
}
