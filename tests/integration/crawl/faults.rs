//! What hosts get wrong, one kind a test: what becomes of the page, of the pages beside it, and of the run.

use crate::crawl::evidence::{by_url, records};
use crate::crawl::server::{After, Asked, Reply, Server};
use crate::crawl::setting::Setting;
use dangbo::crawl::{CrawlReport, End, Reason, Verdict};
use flate2::Compression;
use flate2::write::GzEncoder;
use std::io::Write;
use std::net::{Ipv4Addr, TcpListener};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

/// A site of two pages, one of which has a fault.
struct Faulty {
    server: Server,
    setting: Setting,
}

/// What became of the page with the fault.
struct Outcome {
    report: CrawlReport,
    verdicts: Vec<Verdict>,
    faulty: Faulty,
}

/// A site whose page `/loi` is answered with `fault`.
fn faulty(fault: impl Fn(&Asked) -> Reply + Send + Sync + 'static) -> Faulty {
    let server = Server::start(1, move |asked| match asked.path.as_str() {
        "/robots.txt" => Reply::status(404),
        "/" => Reply::page("<a href=/loi>lỗi</a><a href=/lanh>lành</a>"),
        "/lanh" => Reply::page("<p>Lành."),
        _ => fault(asked),
    });
    let setting = Setting::new(&format!(
        "[[site]]\nname = \"xa\"\nstart = [\"{}\"]\n",
        server.url("/")
    ));
    Faulty { server, setting }
}

impl Faulty {
    fn with(mut self, old: &str, new: &str) -> Self {
        self.setting = self.setting.with(old, new);
        self
    }

    /// Crawls, and checks that the other page was kept.
    fn crawl(self) -> Outcome {
        let (report, seen) = self.setting.crawl().expect("a crawl");
        let fault = self.server.url("/loi");
        let verdicts = seen.visits.iter().filter(|(url, _)| *url == fault);
        let verdicts = verdicts.map(|(_, verdict)| *verdict).collect();
        let records = records(&self.setting.kept());
        let kept = by_url(&records, "response");
        assert!(
            kept.contains_key(self.server.url("/lanh").as_str()),
            "{report}"
        );
        Outcome {
            report,
            verdicts,
            faulty: self,
        }
    }
}

impl Outcome {
    /// It was tried three times, the run is partial, and the report says why.
    fn failed(self, reason: Reason) {
        let expected = [
            Verdict::Postponed(reason),
            Verdict::Postponed(reason),
            Verdict::Failed(reason),
        ];
        assert_eq!(self.verdicts, expected, "{}", self.report);
        assert_eq!(self.report.end, End::Partial);
        let line = format!("failed: 1 {reason}; tried again: 2 {reason}");
        assert!(self.report.to_string().contains(&line), "{}", self.report);
    }

    /// It was an answer, the run is done, and the report says what is not there.
    fn refused(self, reason: Reason) {
        assert_eq!(self.verdicts, [Verdict::Refused(reason)], "{}", self.report);
        assert_eq!(self.report.end, End::Done);
        let line = format!("nothing to keep: 1 {reason}");
        assert!(self.report.to_string().contains(&line), "{}", self.report);
        assert_eq!(self.faulty.server.count("/loi"), 1);
    }

    /// It was kept; returns the body.
    fn kept(self) -> Vec<u8> {
        assert_eq!(self.verdicts.last(), Some(&Verdict::New), "{}", self.report);
        assert_eq!(self.report.end, End::Done, "{}", self.report);
        let records = records(&self.faulty.setting.kept());
        let kept = by_url(&records, "response");
        kept[self.faulty.server.url("/loi").as_str()][0]
            .payload()
            .to_owned()
    }
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).expect("no error in memory");
    encoder.finish().expect("no error in memory")
}

fn coded(coding: &str, body: &[u8]) -> Reply {
    Reply::new(
        200,
        &[("Content-Type", "text/html"), ("Content-Encoding", coding)],
        body,
    )
}

fn partial(head: &str) -> String {
    format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n{head}\r\n")
}

#[test]
fn a_body_that_breaks_off_is_incomplete() {
    faulty(|_| Reply::raw(partial("Content-Length: 100\r\n") + "<p>Nửa", After::Close))
        .crawl()
        .failed(Reason::Incomplete);
}

#[test]
fn chunks_that_break_off_are_incomplete() {
    faulty(|_| {
        Reply::raw(
            partial("Transfer-Encoding: chunked\r\n") + "5\r\n<p>N\r\n",
            After::Close,
        )
    })
    .crawl()
    .failed(Reason::Incomplete);
}

#[test]
fn a_connection_that_closes_without_an_answer_is_incomplete() {
    faulty(|_| Reply::raw("", After::Close))
        .crawl()
        .failed(Reason::Incomplete);
}

#[test]
fn a_body_longer_than_its_length_is_cut_to_it() {
    let body = faulty(|_| {
        Reply::raw(
            partial("Content-Length: 5\r\n") + "<p>Đủ rồi, thừa",
            After::Close,
        )
    })
    .crawl()
    .kept();
    assert_eq!(body, "<p>Đ".as_bytes());
}

#[test]
fn an_answer_that_drips_times_out() {
    faulty(|_| {
        let body = partial("Content-Length: 1000\r\n") + &"x".repeat(1000);
        Reply::raw(body, After::Drip(Duration::from_millis(20)))
    })
    .with("timeout = \"5s\"", "timeout = \"300ms\"")
    .crawl()
    .failed(Reason::TimedOut);
}

#[test]
fn a_host_that_says_nothing_times_out() {
    faulty(|_| Reply::raw("", After::Stall))
        .with("timeout = \"5s\"", "timeout = \"300ms\"")
        .crawl()
        .failed(Reason::TimedOut);
}

#[test]
fn what_is_no_http_is_told() {
    faulty(|_| Reply::raw("SSH-2.0-OpenSSH_9.6\r\n\r\n", After::Close))
        .crawl()
        .failed(Reason::NotHttp);
}

#[test]
fn a_head_without_end_is_not_read() {
    faulty(|_| {
        Reply::raw(
            partial(&format!("X: {}\r\n", "a".repeat(1 << 20))),
            After::Close,
        )
    })
    .crawl()
    .refused(Reason::HeadTooLarge);
}

#[test]
fn a_large_head_is_not_kept() {
    faulty(|_| {
        let lines: String = (0..90)
            .map(|n| format!("X-{n}: {}\r\n", "a".repeat(1000)))
            .collect();
        Reply::raw(
            partial(&(lines + "Content-Length: 0\r\n")),
            After::KeepAlive,
        )
    })
    .crawl()
    .refused(Reason::HeadTooLarge);
}

#[test]
fn a_gzip_body_that_breaks_off_is_told() {
    let body = gzip("<p>Đảng bộ xã Tân Lập.".as_bytes());
    faulty(move |_| coded("gzip", &body[..body.len() - 9]))
        .crawl()
        .failed(Reason::BrokenEncoding);
}

#[test]
fn a_gzip_body_is_kept_as_it_was_sent() {
    let sent = gzip("<p>Đảng bộ xã Tân Lập.".as_bytes());
    let body = sent.clone();
    assert_eq!(faulty(move |_| coded("gzip", &body)).crawl().kept(), sent);
}

#[test]
fn a_gzip_bomb_is_too_large() {
    let body = gzip(&vec![0; 8 << 20]);
    assert!(body.len() < 10_000);
    faulty(move |_| coded("gzip", &body))
        .crawl()
        .refused(Reason::TooLarge);
}

#[test]
fn a_brotli_bomb_is_too_large() {
    // Eight megabytes of zeros.
    const BOMB: &[u8] = &[
        0xcb, 0xff, 0xff, 0x3f, 0xf8, 0x27, 0x00, 0xe2, 0xb1, 0x40, 0x20, 0xf7, 0xfe, 0x6f,
    ];
    faulty(|_| coded("br", BOMB))
        .crawl()
        .refused(Reason::TooLarge);
}

#[test]
fn a_zstd_bomb_is_too_large() {
    let level = ruzstd::encoding::CompressionLevel::Fastest;
    let body = ruzstd::encoding::compress_to_vec(&vec![0; 8 << 20][..], level);
    assert!(body.len() < 10_000);
    faulty(move |_| coded("zstd", &body))
        .crawl()
        .refused(Reason::TooLarge);
}

#[test]
fn an_unknown_coding_is_told() {
    faulty(|_| coded("sdch", b"<p>x"))
        .crawl()
        .failed(Reason::BrokenEncoding);
}

#[test]
fn a_page_of_fifty_megabytes_is_not_asked_for_to_the_end() {
    let began = Instant::now();
    faulty(|_| Reply::raw(partial("Content-Length: 50000000\r\n"), After::Stall))
        .crawl()
        .refused(Reason::TooLarge);
    faulty(|_| {
        let piece = "100000\r\n".to_owned() + &"x".repeat(1 << 20) + "\r\n";
        Reply::raw(
            partial("Transfer-Encoding: chunked\r\n") + &piece.repeat(2),
            After::Stall,
        )
    })
    .crawl()
    .refused(Reason::TooLarge);
    assert!(began.elapsed() < Duration::from_secs(5));
}

#[test]
fn statuses_are_told_apart() {
    for (status, reason) in [
        (400, Reason::ClientError),
        (401, Reason::Forbidden),
        (403, Reason::Forbidden),
        (404, Reason::NotFound),
        (410, Reason::Gone),
        (451, Reason::Forbidden),
        (304, Reason::OddStatus),
        (600, Reason::OddStatus),
    ] {
        faulty(move |_| Reply::status(status))
            .crawl()
            .refused(reason);
    }
    for status in [500, 502, 504] {
        faulty(move |_| Reply::status(status))
            .crawl()
            .failed(Reason::ServerError);
    }
}

#[test]
fn a_failure_that_passes_leaves_no_trace_but_a_count() {
    let times = AtomicU32::new(0);
    let outcome = faulty(move |_| match times.fetch_add(1, Ordering::SeqCst) {
        0 => Reply::status(500),
        1 => Reply::status(503),
        _ => Reply::page("<p>Được."),
    })
    .crawl();
    assert_eq!(outcome.report.sites["xa"].retried.len(), 2);
    assert_eq!(outcome.kept(), "<p>Được.".as_bytes());
}

#[test]
fn retry_after_is_waited_for() {
    let times = AtomicU32::new(0);
    let began = Instant::now();
    let outcome = faulty(move |_| match times.fetch_add(1, Ordering::SeqCst) {
        0 => Reply::new(429, &[("Retry-After", "1")], b""),
        _ => Reply::page("<p>Được."),
    })
    .crawl();
    outcome.kept();
    assert!(began.elapsed() >= Duration::from_secs(1));
}

#[test]
fn a_host_that_asks_for_an_hour_is_left_to_the_next_run() {
    let faulty = faulty(|_| Reply::new(429, &[("Retry-After", "3600")], b""))
        .with("connections = 4", "connections = 1");
    let (report, _) = faulty.setting.crawl().expect("a crawl");
    assert_eq!(report.end, End::Partial);
    let host = format!("http://{}", faulty.server.address);
    assert_eq!(report.left_hosts.get(&host), Some(&Reason::Busy));
    assert!(report.sites["xa"].left > 0);
    assert!(
        report.to_string().contains("left to the next run: busy"),
        "{report}"
    );
    assert_eq!(faulty.server.count("/loi"), 1);
}

#[test]
fn a_host_that_asks_for_an_hour_is_left_alone_for_an_hour() {
    let faulty = faulty(|_| Reply::new(429, &[("Retry-After", "3600")], b""))
        .with("connections = 4", "connections = 1");
    faulty.setting.crawl().expect("a crawl");
    let asked = faulty.server.asked().len();
    let (report, _) = faulty.setting.crawl().expect("a second crawl");
    assert_eq!(report.end, End::Partial);
    let host = format!("http://{}", faulty.server.address);
    assert_eq!(report.left_hosts.get(&host), Some(&Reason::Busy));
    assert_eq!(faulty.server.asked().len(), asked);
}

#[test]
fn a_host_that_only_fails_is_left_to_the_next_run() {
    let server = Server::start(1, |asked| match asked.path.as_str() {
        "/robots.txt" => Reply::status(404),
        "/" => {
            let links = (0..40).map(|page| format!("<a href=/{page}>{page}</a>"));
            Reply::page(&links.collect::<String>())
        }
        _ => Reply::status(500),
    });
    let setting = Setting::new(&format!(
        "[[site]]\nname = \"xa\"\nstart = [\"{}\"]\n",
        server.url("/")
    ))
    .with("connections = 4", "connections = 1");
    let (report, _) = setting.crawl().expect("a crawl");
    assert_eq!(report.end, End::Partial);
    let host = format!("http://{}", server.address);
    assert_eq!(report.left_hosts.get(&host), Some(&Reason::ServerError));
    assert_eq!(server.asked().len(), 2 + 8);
}

#[test]
fn a_host_that_refuses_connections_is_left_to_the_next_run() {
    let port = {
        let listener = TcpListener::bind((Ipv4Addr::new(127, 0, 0, 2), 0)).expect("a free port");
        listener.local_addr().expect("an address").port()
    };
    let closed = format!("http://127.0.0.2:{port}");
    let link = format!("<a href='{closed}/tin'>tắt</a>");
    let server = Server::start(1, move |asked| match asked.path.as_str() {
        "/" => Reply::page(&link),
        _ => Reply::status(404),
    });
    let setting = Setting::new(&format!(
        "[[site]]\nname = \"xa\"\nstart = [\"{}\"]\nhosts = [\"127.0.0.1\", \"127.0.0.2\"]\n",
        server.url("/")
    ));
    let (report, _) = setting.crawl().expect("a crawl");
    assert_eq!(report.end, End::Partial);
    assert_eq!(report.left_hosts.get(&closed), Some(&Reason::CannotConnect));
    assert_eq!((report.sites["xa"].new, report.sites["xa"].left), (1, 1));
}

#[test]
fn an_empty_page_is_not_taken_for_one() {
    faulty(|_| Reply::page(""))
        .crawl()
        .failed(Reason::EmptyBody);
    faulty(|_| coded("gzip", b""))
        .crawl()
        .failed(Reason::EmptyBody);
}

#[test]
fn what_holds_no_text_is_not_fetched() {
    for kind in ["image/jpeg", "application/pdf", "video/mp4"] {
        let head =
            format!("HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: 9999\r\n\r\n");
        faulty(move |_| Reply::raw(head.clone(), After::Stall))
            .crawl()
            .refused(Reason::UnwantedType);
    }
}

#[test]
fn a_redirect_that_leads_nowhere_is_told() {
    faulty(|_| Reply::status(302))
        .crawl()
        .refused(Reason::BadRedirect);
    faulty(|_| Reply::redirect("mailto:vanphong@tinhuy.example"))
        .crawl()
        .refused(Reason::BadRedirect);
}

#[test]
fn a_redirect_that_leads_back_to_itself_is_told() {
    faulty(|_| Reply::redirect("/loi"))
        .crawl()
        .refused(Reason::BadRedirect);
    faulty(|_| Reply::redirect("/loi?utm_source=x"))
        .crawl()
        .refused(Reason::BadRedirect);
}

#[test]
fn a_redirect_out_of_the_site_is_not_followed() {
    faulty(|_| Reply::redirect("http://khac.example/"))
        .crawl()
        .refused(Reason::RedirectOutOfScope);
}

#[test]
fn a_redirect_leads_on_whatever_its_body_is() {
    let broken = [("Location", "/lanh-2"), ("Content-Encoding", "gzip")];
    let unknown = [("Location", "/lanh-2"), ("Content-Encoding", "sdch")];
    let large = "HTTP/1.1 302 Found\r\nLocation: /lanh-2\r\nContent-Length: 50000000\r\n\r\n";
    let cut = "HTTP/1.1 302 Found\r\nLocation: /lanh-2\r\nContent-Length: 50\r\n\r\n<p>";
    for reply in [
        Reply::new(302, &broken, b"<p>x"),
        Reply::new(302, &unknown, b"<p>x"),
        Reply::raw(large, After::Stall),
        Reply::raw(cut, After::Close),
    ] {
        let outcome = faulty(move |asked| match asked.path.as_str() {
            "/loi" => reply.clone(),
            _ => Reply::page("<p>Hai."),
        })
        .crawl();
        assert_eq!(outcome.verdicts, [Verdict::Moved], "{}", outcome.report);
        assert_eq!(outcome.report.end, End::Done, "{}", outcome.report);
        assert_eq!(outcome.faulty.server.count("/lanh-2"), 1);
        let records = records(&outcome.faulty.setting.kept());
        let kept = by_url(&records, "response");
        let kept = kept[outcome.faulty.server.url("/loi").as_str()][0];
        assert_eq!(kept.head["warc-truncated"], "unspecified");
        assert!(kept.payload().is_empty());
    }
}

#[test]
fn redirects_in_a_row_are_followed_so_far() {
    let server = Server::start(1, |asked| match asked.path.strip_prefix("/") {
        Some("") => Reply::page("<a href=/1>một</a>"),
        Some(number) if number != "robots.txt" => {
            let number: u32 = number.parse().expect("a number");
            Reply::redirect(&format!("/{}", number + 1))
        }
        _ => Reply::status(404),
    });
    let setting = Setting::new(&format!(
        "[[site]]\nname = \"xa\"\nstart = [\"{}\"]\n",
        server.url("/")
    ));
    let (report, _) = setting.crawl().expect("a crawl");
    assert_eq!(report.end, End::Done, "{report}");
    assert_eq!(report.sites["xa"].moved, 5);
    assert_eq!(report.sites["xa"].refused[&Reason::TooManyRedirects], 1);
    assert_eq!((server.count("/6"), server.count("/7")), (1, 0));
}

#[test]
fn a_login_page_is_kept_once_however_many_pages_lead_to_it() {
    let server = Server::start(1, |asked| match asked.path.as_str() {
        "/robots.txt" => Reply::status(404),
        "/" => Reply::page("<a href=/tin/1>một</a><a href=/tin/2>hai</a><a href=/tin/3>ba</a>"),
        "/dang-nhap" => Reply::page("<form><input type=password name=p></form>"),
        _ => Reply::redirect("/dang-nhap"),
    });
    let setting = Setting::new(&format!(
        "[[site]]\nname = \"xa\"\nstart = [\"{}\"]\n",
        server.url("/")
    ));
    let (report, _) = setting.crawl().expect("a crawl");
    assert_eq!(report.end, End::Done, "{report}");
    assert_eq!((report.sites["xa"].new, report.sites["xa"].moved), (2, 3));
    assert_eq!(server.count("/dang-nhap"), 1);
}

/// A page with a link to `/lanh-2`, and whether the link was found.
fn finds_link(fault: impl Fn() -> Reply + Send + Sync + 'static) -> bool {
    let outcome = faulty(move |asked| match asked.path.as_str() {
        "/loi" => fault(),
        _ => Reply::page("<p>Hai."),
    })
    .crawl();
    let is_found = outcome
        .faulty
        .server
        .asked()
        .iter()
        .any(|asked| asked.path.starts_with("/lanh-2"));
    outcome.kept();
    is_found
}

/// A stream of one block that is not compressed (RFC 7932, section 9.2).
fn brotli(text: &[u8]) -> Vec<u8> {
    let length = u8::try_from(text.len() - 1).expect("a short text");
    let head = [0x0b | length << 7, length >> 1, 0x80];
    [&head[..], text, &[0x03]].concat()
}

#[test]
fn a_brotli_body_is_read() {
    assert!(finds_link(|| {
        coded(
            "br",
            &brotli("<p>Đảng bộ. <a href=/lanh-2>hai</a>".as_bytes()),
        )
    }));
}

#[test]
fn a_page_that_lies_about_its_charset_is_kept_and_read() {
    assert!(finds_link(|| {
        let headers = [("Content-Type", "text/html; charset=iso-8859-1")];
        Reply::new(
            200,
            &headers,
            "<meta charset=utf-16><p>Đảng ủy <a href='/lanh-2/đảng'>hai</a>".as_bytes(),
        )
    }));
}

#[test]
fn a_page_that_is_no_utf_8_is_kept_and_read() {
    assert!(finds_link(|| {
        let body = [&b"<p>\xff\xfe\x80 \xc3"[..], b"<a href=/lanh-2>hai</a>"].concat();
        Reply::new(200, &[("Content-Type", "text/html")], &body)
    }));
}

#[test]
fn sixty_thousand_nested_tags_are_kept_and_read() {
    let began = Instant::now();
    assert!(finds_link(|| Reply::page(&format!(
        "{}<a href=/lanh-2>hai</a>",
        "<div>".repeat(60_000)
    ))));
    assert!(began.elapsed() < Duration::from_secs(10));
}

#[test]
fn a_feed_that_is_a_page_is_told_and_makes_the_run_partial() {
    let server = Server::start(1, |asked| match asked.path.as_str() {
        "/rss.xml" => Reply::page("<p>Bảo trì."),
        _ => Reply::status(404),
    });
    let setting = Setting::new(&format!(
        "[[site]]\nname = \"xa\"\nfeeds = [\"{}\"]\n",
        server.url("/rss.xml")
    ));
    let (report, seen) = setting.crawl().expect("a crawl");
    assert_eq!(report.end, End::Partial);
    assert_eq!(report.sites["xa"].flawed[&Reason::UnreadableList], 1);
    assert!(seen.others.iter().any(|event| event.contains("Flawed")));
}

#[test]
fn a_feed_that_is_a_page_is_told_in_every_run() {
    let server = Server::start(1, |asked| match asked.path.as_str() {
        "/rss.xml" if asked.header("if-none-match").is_some() => Reply::status(304),
        "/rss.xml" => Reply::new(
            200,
            &[("Content-Type", "text/html"), ("ETag", "\"a\"")],
            b"<p>Loi.",
        ),
        _ => Reply::status(404),
    });
    let setting = Setting::new(&format!(
        "[[site]]\nname = \"xa\"\nfeeds = [\"{}\"]\n",
        server.url("/rss.xml")
    ));
    for _ in 0..3 {
        let (report, _) = setting.crawl().expect("a crawl");
        assert_eq!(report.end, End::Partial, "{report}");
    }
}

#[test]
fn a_start_page_that_is_not_there_makes_the_run_partial() {
    let server = Server::start(1, |_| Reply::status(404));
    let setting = Setting::new(&format!(
        "[[site]]\nname = \"xa\"\nstart = [\"{}\"]\n",
        server.url("/cu")
    ));
    let (report, _) = setting.crawl().expect("a crawl");
    assert_eq!(report.end, End::Partial);
    let line = format!("{} gave nothing: not-found", server.url("/cu"));
    assert!(report.to_string().contains(&line), "{report}");
}

#[test]
fn the_end_of_a_known_page_is_kept() {
    let times = AtomicU32::new(0);
    let faulty = faulty(move |_| match times.fetch_add(1, Ordering::SeqCst) {
        0 => Reply::page("<p>Còn."),
        _ => Reply::new(
            410,
            &[("Content-Type", "text/html")],
            "<p>Đã gỡ.".as_bytes(),
        ),
    })
    .with(
        "[pace]",
        "[revisit]\nfirst = \"0s\"\nshortest = \"0s\"\n[pace]",
    );
    faulty.setting.crawl().expect("a first crawl");
    let (report, _) = faulty.setting.crawl().expect("a second crawl");
    assert_eq!(report.sites["xa"].refused[&Reason::Gone], 1, "{report}");
    let records = records(&faulty.setting.kept());
    let statuses: Vec<&str> = by_url(&records, "response")[faulty.server.url("/loi").as_str()]
        .iter()
        .map(|record| record.status())
        .collect();
    assert_eq!(statuses, ["200", "410"]);
}
