//! A small site with all that sites have: a feed, sitemaps, redirects, errors, and pages that are out of bounds.

use crate::crawl::evidence::{by_url, check_indexes, records};
use crate::crawl::server::{Asked, Reply, Server};
use crate::crawl::setting::{Seen, Setting};
use dangbo::crawl::stored::Stored;
use dangbo::crawl::{self, End, Limit, Reason, Surroundings};
use dangbo::timestamp::Timestamp;
use flate2::Compression;
use flate2::write::GzEncoder;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Write;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::time::Duration;

/// Serves the site. Pages have validators and answer conditional requests.
fn small_site() -> Server {
    Server::start(1, |asked| {
        let reply = answer(asked);
        let tag = format!("\"{}\"", reply.bytes.len());
        let is_ok = reply.bytes.starts_with(b"HTTP/1.1 200");
        if is_ok && asked.header("if-none-match") == Some(tag.as_str()) {
            return Reply::new(304, &[("ETag", &tag)], b"");
        }
        let mut reply = reply;
        if is_ok {
            let at = b"HTTP/1.1 200 Status\r\n".len();
            let line = format!("ETag: {tag}\r\n");
            reply.bytes.splice(at..at, line.into_bytes());
        }
        reply
    })
}

fn answer(asked: &Asked) -> Reply {
    match asked.path.as_str() {
        "/robots.txt" => Reply::new(
            200,
            &[("Content-Type", "text/plain")],
            b"User-agent: *\nDisallow: /rieng\nSitemap: /sitemap.xml\n",
        ),
        "/" => Reply::page(
            "<title>Trang chủ</title><a href=/tin/1>một</a><a href='/tin/2?utm_source=x'>hai</a>\
             <a href=/rieng/1>riêng</a><a href=/mat>mất</a><a href=/cu>cũ</a><a href=/vong>vòng</a>\
             <a href=/anh.jpg>ảnh</a><a href='http://khac.example/'>khác</a><a href=/ngoai/1>ngoài</a>",
        ),
        "/rss.xml" => Reply::xml(
            "<rss version='2.0'><channel><title>Tin</title><item><link>/tin/3</link></item></channel></rss>",
        ),
        "/sitemap.xml" => Reply::xml(
            "<sitemapindex><sitemap><loc>/sitemap-1.xml.gz</loc></sitemap></sitemapindex>",
        ),
        "/sitemap-1.xml.gz" => {
            let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
            encoder
                .write_all(b"<urlset><url><loc>/tin/4?a=1&amp;b=2</loc></url></urlset>")
                .expect("no error in memory");
            let body = encoder.finish().expect("no error in memory");
            Reply::new(200, &[("Content-Type", "application/x-gzip")], &body)
        }
        "/cu" => Reply::redirect("/tin/5"),
        "/vong" => Reply::redirect("/vong-2"),
        "/vong-2" => Reply::redirect("/vong"),
        "/tin/5" => Reply::page("<p>Năm.<a href=/tin/6>sáu</a>"),
        "/tin/6" => Reply::page("<p>Sáu.<a href=/tin/7>bảy</a>"),
        "/tin/7" => Reply::page("<p>Bảy.<a href=/tin/8>tám</a>"),
        "/anh.jpg" => Reply::new(200, &[("Content-Type", "image/jpeg")], &[0xff; 99]),
        path if path.starts_with("/tin/") || path.starts_with("/rieng/") => {
            Reply::page(&format!("<p>Trang {path}."))
        }
        _ => Reply::status(404),
    }
}

fn sites(server: &Server) -> String {
    format!(
        "[[site]]\nname = \"xa\"\nstart = [\"{}\"]\nfeeds = [\"{}\"]\nexclude = [\"/ngoai\"]\ndepth = 3\n",
        server.url("/"),
        server.url("/rss.xml")
    )
}

#[test]
fn everything_in_scope_is_kept_and_the_rest_accounted_for() {
    let server = small_site();
    let setting = Setting::new(&sites(&server));
    let (report, _) = setting.crawl().expect("a crawl");
    assert_eq!(report.end, End::Done, "{report}");
    let records = records(&setting.kept());
    check_indexes(&setting.kept());

    let responses = by_url(&records, "response");
    let kept: BTreeSet<(&str, &str)> = responses
        .iter()
        .map(|(&url, found)| (url, found[0].status()))
        .collect();
    let expected: Vec<(String, &str)> = [
        ("/", "200"),
        ("/cu", "302"),
        ("/robots.txt", "200"),
        ("/rss.xml", "200"),
        ("/sitemap-1.xml.gz", "200"),
        ("/sitemap.xml", "200"),
        ("/tin/1", "200"),
        ("/tin/2", "200"),
        ("/tin/3", "200"),
        ("/tin/4?a=1&b=2", "200"),
        ("/tin/5", "200"),
        ("/tin/6", "200"),
        ("/tin/7", "200"),
        ("/vong", "302"),
        ("/vong-2", "302"),
    ]
    .iter()
    .map(|(path, status)| (server.url(path), *status))
    .collect();
    let expected: BTreeSet<(&str, &str)> = expected
        .iter()
        .map(|(url, status)| (url.as_str(), *status))
        .collect();
    assert_eq!(kept, expected);
    assert!(responses.values().all(|found| found.len() == 1));
    assert_eq!(by_url(&records, "request").len(), expected.len());
    assert_eq!(by_url(&records, "metadata").len(), expected.len());

    let site = &report.sites["xa"];
    assert_eq!((site.new, site.moved, site.left), (11, 3, 0), "{report}");
    assert_eq!(site.refused[&Reason::RobotsDisallowed], 1);
    assert_eq!(site.refused[&Reason::NotFound], 1);
    assert_eq!(site.refused[&Reason::UnwantedType], 1);
    assert_eq!(server.count("/rieng/1"), 0);
    assert_eq!(server.count("/robots.txt"), 1);
}

#[test]
fn requests_say_who_asks() {
    let server = small_site();
    Setting::new(&sites(&server)).crawl().expect("a crawl");
    for asked in server.asked() {
        let agent = asked.header("user-agent").expect("an agent");
        assert!(agent.starts_with("dangbo/") && agent.ends_with("(+crawl@example.org)"));
        assert_eq!(asked.header("accept-encoding"), Some("gzip, br"));
    }
}

#[test]
fn a_second_run_asks_conditionally_and_adds_no_response() {
    let server = small_site();
    let setting = Setting::new(&sites(&server)).with(
        "[pace]",
        "[revisit]\nfirst = \"0s\"\nshortest = \"0s\"\n[pace]",
    );
    setting.crawl().expect("a first crawl");
    let before = records(&setting.kept());
    server.forget();
    let (report, _) = setting.crawl().expect("a second crawl");
    assert_eq!(report.end, End::Done, "{report}");
    let site = &report.sites["xa"];
    assert_eq!(
        (site.new, site.changed, site.unchanged, site.moved),
        (0, 0, 11, 3),
        "{report}"
    );

    let records = records(&setting.kept());
    check_indexes(&setting.kept());
    let count = |records: &[crate::crawl::evidence::Record]| {
        records
            .iter()
            .filter(|record| record.kind() == "response")
            .count()
    };
    assert_eq!(count(&records), count(&before));
    assert_eq!(by_url(&records, "revisit").len(), 14);
    let ids: BTreeSet<&str> = records
        .iter()
        .map(|record| record.head["warc-record-id"].as_str())
        .collect();
    for revisit in records.iter().filter(|record| record.kind() == "revisit") {
        assert!(ids.contains(revisit.head["warc-refers-to"].as_str()));
    }
    for asked in server.asked() {
        let had_validators = by_url(&before, "response")
            .get(server.url(&asked.path).as_str())
            .is_some_and(|found| found[0].status() == "200");
        assert_eq!(
            asked.header("if-none-match").is_some(),
            had_validators,
            "{}",
            asked.path
        );
    }
    // It was read in the first run, not a day ago.
    assert_eq!(server.count("/robots.txt"), 0);
}

#[test]
fn the_date_of_an_answer_is_one_wherever_it_stands() {
    let server = small_site();
    let setting = Setting::new(&sites(&server)).with(
        "[pace]",
        "[revisit]\nfirst = \"0s\"\nshortest = \"0s\"\n[pace]",
    );
    // No two looks at the clock show the same second.
    let time = Arc::new(AtomicI64::new(1_609_459_200_000));
    let surroundings = Surroundings {
        clock: Arc::new(move || Timestamp(time.fetch_add(1500, Ordering::SeqCst))),
        ..Surroundings::real()
    };
    for _ in 0..2 {
        let stop = AtomicBool::new(false);
        crawl::run_in(
            &setting.config(),
            &surroundings,
            &stop,
            &mut Seen::default(),
        )
        .expect("a crawl");
    }
    check_indexes(&setting.kept());
    let records = records(&setting.kept());
    let dates: BTreeMap<&str, &str> = records
        .iter()
        .map(|record| {
            let text = |key: &str| record.head[key].as_str();
            (text("warc-record-id"), text("warc-date"))
        })
        .collect();
    let revisits = records.iter().filter(|record| record.kind() == "revisit");
    let mut count = 0;
    for revisit in revisits {
        let referred = revisit.head["warc-refers-to"].as_str();
        assert_eq!(revisit.head["warc-refers-to-date"], dates[referred]);
        count += 1;
    }
    assert!(count > 10, "{count}");
    let stored = Stored::open(&setting.kept()).expect("a state");
    for answer in stored.answers(0, 100).expect("answers") {
        let date = dates[answer.warc.record_id.as_str()];
        assert_eq!(answer.fetched.to_string(), date);
    }
}

#[test]
fn entries_are_asked_for_in_every_run_and_pages_when_they_are_due() {
    let server = small_site();
    let setting = Setting::new(&sites(&server));
    setting.crawl().expect("a first crawl");
    server.forget();
    setting.crawl().expect("a second crawl");
    let asked: BTreeSet<String> = server.asked().into_iter().map(|asked| asked.path).collect();
    let expected = ["/", "/rss.xml", "/sitemap.xml"].map(str::to_owned);
    assert_eq!(asked, BTreeSet::from(expected));
}

#[test]
fn pages_kept_since_a_mark_are_read_back_as_they_were_served() {
    let server = small_site();
    let setting = Setting::new(&sites(&server));
    setting.crawl().expect("a crawl");
    let stored = Stored::open(&setting.kept()).expect("a state");
    let pages: Vec<_> = stored.since(0).collect::<Result<_, _>>().expect("pages");
    let urls: BTreeSet<&str> = pages.iter().map(|page| page.url.as_str()).collect();
    assert_eq!((pages.len(), urls.len()), (8, 8));
    let page = pages
        .iter()
        .find(|page| page.url == server.url("/tin/1"))
        .expect("the page");
    assert_eq!(page.body, "<p>Trang /tin/1.".as_bytes());
    assert_eq!(
        page.content_type.as_deref(),
        Some("text/html; charset=utf-8")
    );
    assert_eq!((page.site.as_str(), page.status), ("xa", 200));
    let records = records(&setting.kept());
    let record = records
        .iter()
        .find(|record| record.head["warc-record-id"] == page.warc.record_id);
    let record = record.expect("its record");
    assert_eq!(
        (record.file.as_str(), record.offset as u64),
        (page.warc.file.as_str(), page.warc.offset)
    );
    let last = pages.last().map(|page| page.mark).expect("a page");
    assert_eq!(stored.since(last).count(), 0);
    assert_eq!(stored.since(pages[3].mark).count(), 4);
}

#[test]
fn a_limit_ends_a_run_and_the_next_one_goes_on() {
    let server = small_site();
    let setting = Setting::new(&sites(&server))
        .with("[limits]", "[limits]\npages = 5")
        .with("connections = 4", "connections = 1");
    let mut ends = Vec::new();
    for _ in 0..12 {
        let (report, _) = setting.crawl().expect("a crawl");
        ends.push((report.end, report.limit));
        if report.end == End::Done {
            break;
        }
    }
    let (last, before) = ends.split_last().expect("a run");
    assert_eq!(*last, (End::Done, None), "{ends:?}");
    assert!(before.len() >= 4, "{ends:?}");
    assert!(
        before
            .iter()
            .all(|end| *end == (End::LimitReached, Some(Limit::Pages))),
        "{ends:?}"
    );
    let records = records(&setting.kept());
    assert_eq!(by_url(&records, "response").len(), 15);
    assert!(
        by_url(&records, "response")
            .values()
            .all(|found| found.len() == 1)
    );
}

#[test]
fn the_limit_of_one_site_leaves_the_others_alone() {
    let (first, second) = (small_site(), small_site());
    let both = format!(
        "{}pages = 3\n{}",
        sites(&first),
        sites(&second).replace("\"xa\"", "\"huyen\"")
    );
    let (report, _) = Setting::new(&both).crawl().expect("a crawl");
    assert_eq!(report.end, End::LimitReached, "{report}");
    assert_eq!(
        (report.limit, report.sites["xa"].limit),
        (None, Some(Limit::Pages))
    );
    assert!(report.sites["xa"].left > 0);
    assert_eq!(
        (report.sites["huyen"].new, report.sites["huyen"].left),
        (11, 0),
        "{report}"
    );
}

#[test]
fn files_are_followed_by_new_ones_when_full() {
    let server = small_site();
    let setting = Setting::new(&sites(&server)).with("warc = \"1 GB\"", "warc = \"2 kB\"");
    setting.crawl().expect("a crawl");
    let records = records(&setting.kept());
    let files: BTreeSet<&str> = records.iter().map(|record| record.file.as_str()).collect();
    assert!(files.len() > 3, "{files:?}");
    assert_eq!(by_url(&records, "response").len(), 15);
    check_indexes(&setting.kept());
}

#[test]
fn every_limit_ends_a_run_with_more_to_do() {
    let server = small_site();
    for (text, limit) in [
        ("[limits]\nbytes = 300", Limit::Bytes),
        ("[limits]\ntime = \"0s\"", Limit::Time),
        ("disk = \"1 kB\"\n[limits]", Limit::Disk),
    ] {
        let setting = Setting::new(&sites(&server)).with("[limits]", text);
        let (report, _) = setting.crawl().expect("a crawl");
        assert_eq!(
            (report.end, report.limit),
            (End::LimitReached, Some(limit)),
            "{report}"
        );
        assert!(report.sites["xa"].left > 0);
        let advice = match limit {
            Limit::Disk => "move WARC files away or raise keep.disk",
            _ => "run again to go on",
        };
        assert!(
            report
                .to_string()
                .contains(&format!("the limit of {limit} is reached: {advice}"))
        );
    }
}

#[test]
fn a_limit_of_the_disk_is_of_what_is_there() {
    // Letters that no compression makes fewer than half of.
    let noise = |seed: u64| -> String {
        let mut state = seed;
        let words = (0..10_000).map(|_| {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            format!("{:08x}", state >> 32)
        });
        words.collect()
    };
    let server = Server::start(1, move |asked| match asked.path[1..].parse() {
        Ok(number) => Reply::page(&format!("<p>{}", noise(number))),
        Err(_) if asked.path == "/" => {
            let links = (1..200).map(|number| format!("<a href=/{number}>{number}</a>"));
            Reply::page(&links.collect::<String>())
        }
        Err(_) => Reply::status(404),
    });
    let site = format!(
        "[[site]]\nname = \"xa\"\nstart = [\"{}\"]\n",
        server.url("/")
    );
    let setting = Setting::new(&site)
        .with("connections = 4", "connections = 1")
        .with("warc = \"1 GB\"", "warc = \"100 kB\"\ndisk = \"1500 kB\"");
    let crawl = || {
        let (report, _) = setting.crawl().expect("a crawl");
        assert_eq!(
            (report.end, report.limit),
            (End::LimitReached, Some(Limit::Disk)),
            "{report}"
        );
        report.sites["xa"].new
    };
    // The log of the state is gone between two runs.
    let fill = || {
        (0..9)
            .map(|_| crawl())
            .take_while(|&new| new > 0)
            .sum::<u64>()
    };
    assert!(fill() > 5);
    assert_eq!(crawl(), 0);
    // All but the newest are moved away.
    let names = || {
        let names = fs::read_dir(setting.kept())
            .expect("a folder")
            .map(|entry| {
                let name = entry.expect("an entry").file_name();
                name.into_string().expect("a name")
            });
        let names: BTreeSet<String> = names.filter(|name| name.ends_with(".warc.gz")).collect();
        names
    };
    let before = names();
    for name in before.iter().take(before.len() - 1) {
        fs::remove_file(setting.kept().join(name)).expect("a file");
    }
    assert!(crawl() > 5);
    // An index takes room as well.
    for name in names() {
        let _ = fs::remove_file(setting.kept().join(name.replace(".warc.gz", ".cdxj")));
    }
    let before = names();
    for name in before.iter().take(before.len() - 1) {
        fs::remove_file(setting.kept().join(name)).expect("a file");
    }
    fs::write(
        setting.kept().join("dangbo-000001.cdxj"),
        vec![b' '; 1_500_000],
    )
    .expect("a writable folder");
    assert_eq!(crawl(), 0);
}

/// A chain of pages, each linking to the next, and a sitemap that names one of them once `has_map` is set.
fn chain(has_map: &Arc<AtomicBool>) -> Server {
    let has_map = Arc::clone(has_map);
    Server::start(1, move |asked| match asked.path.as_str() {
        "/" => Reply::page("<a href=/1>đầu</a>"),
        "/sitemap.xml" if has_map.load(Ordering::SeqCst) => {
            Reply::xml("<urlset><url><loc>/3</loc></url></urlset>")
        }
        path => match path[1..].parse::<u32>() {
            Ok(number) => Reply::page(&format!("<a href=/{}>sau</a>", number + 1)),
            Err(_) => Reply::status(404),
        },
    })
}

fn numbered(server: &Server) -> Vec<usize> {
    (1..9)
        .map(|number| server.count(&format!("/{number}")))
        .collect()
}

#[test]
fn a_page_that_is_found_nearer_later_has_its_links_looked_at_again() {
    let has_map = Arc::new(AtomicBool::new(false));
    let server = chain(&has_map);
    let setting = Setting::new(&format!(
        "[[site]]\nname = \"xa\"\nstart = [\"{}\"]\nsitemaps = [\"{}\"]\ndepth = 3\n",
        server.url("/"),
        server.url("/sitemap.xml")
    ));
    setting.crawl().expect("a first crawl");
    assert_eq!(numbered(&server), [1, 1, 1, 0, 0, 0, 0, 0]);
    has_map.store(true, Ordering::SeqCst);
    setting.crawl().expect("a second crawl");
    // The third page is one link from the sitemap now; its answer is read back, not asked for again.
    assert_eq!(numbered(&server), [1, 1, 1, 1, 1, 0, 0, 0]);
}

#[test]
fn a_page_that_is_found_nearer_while_it_is_asked_for_has_its_links_looked_at_again() {
    // `/sau` is on its way from two steps off when another start page that links to it is answered.
    let (began, nearer) = (AtomicBool::new(false), AtomicBool::new(false));
    let wait_for = |flag: &AtomicBool| {
        for _ in 0..400 {
            if flag.load(Ordering::SeqCst) {
                return;
            }
            std::thread::sleep(Duration::from_millis(5));
        }
    };
    let server = Server::start(1, move |asked| match asked.path.as_str() {
        "/" => Reply::page("<a href=/truoc>trước</a>"),
        "/truoc" => Reply::page("<a href=/sau>sau</a>"),
        "/hai" => {
            wait_for(&began);
            nearer.store(true, Ordering::SeqCst);
            Reply::page("<a href=/sau>sau</a>")
        }
        "/sau" => {
            began.store(true, Ordering::SeqCst);
            wait_for(&nearer);
            std::thread::sleep(Duration::from_millis(300));
            Reply::page("<a href=/cuoi>cuối</a>")
        }
        "/cuoi" => Reply::page("<p>Cuối."),
        _ => Reply::status(404),
    });
    let setting = Setting::new(&format!(
        "[[site]]\nname = \"xa\"\nstart = [\"{}\", \"{}\"]\ndepth = 2\n",
        server.url("/"),
        server.url("/hai")
    ));
    setting.crawl().expect("a crawl");
    assert_eq!((server.count("/sau"), server.count("/cuoi")), (1, 1));
}

#[test]
fn a_known_page_that_a_crawl_begins_at_now_has_its_links_looked_at_again() {
    let server = chain(&Arc::default());
    let setting = Setting::new(&format!(
        "[[site]]\nname = \"xa\"\nstart = [\"{}\"]\ndepth = 2\n",
        server.url("/")
    ));
    setting.crawl().expect("a first crawl");
    assert_eq!(numbered(&server), [1, 1, 0, 0, 0, 0, 0, 0]);
    let (first, second) = (server.url("/"), server.url("/2"));
    let setting = setting.with(
        &format!("\"{first}\""),
        &format!("\"{first}\", \"{second}\""),
    );
    setting.crawl().expect("a second crawl");
    assert_eq!(numbered(&server), [1, 2, 1, 1, 0, 0, 0, 0]);
}

#[test]
fn what_an_entry_leads_to_is_asked_for_in_every_run() {
    let news = Arc::new(AtomicI64::new(1));
    let shown = Arc::clone(&news);
    let server = Server::start(1, move |asked| {
        let links = |name: &str| -> String {
            let links = (0..shown.load(Ordering::SeqCst)).map(|number| format!("/{name}{number}"));
            match name {
                "tin" => links
                    .map(|link| format!("<a href={link}>tin</a>"))
                    .collect(),
                _ => links
                    .map(|link| format!("<item><link>{link}</link></item>"))
                    .collect(),
            }
        };
        let feed = |items: String| {
            Reply::xml(&format!(
                "<rss version='2.0'><channel><title>Tin</title>{items}</channel></rss>"
            ))
        };
        match asked.path.as_str() {
            "/" => Reply::redirect("/trang-chu"),
            "/rss" => Reply::redirect("/rss.xml"),
            "/rss.xml" => feed(links("bai")),
            "/feed" => feed(links("moi")),
            "/trang-chu" => Reply::page(&format!(
                "<link rel=alternate type='application/rss+xml' href=/feed>{}",
                links("tin")
            )),
            "/robots.txt" => Reply::status(404),
            path => Reply::page(&format!("<p>Trang {path}.")),
        }
    });
    let setting = Setting::new(&format!(
        "[[site]]\nname = \"xa\"\nstart = [\"{}\"]\nfeeds = [\"{}\"]\n",
        server.url("/"),
        server.url("/rss")
    ));
    for night in 1..4 {
        news.store(night as i64, Ordering::SeqCst);
        let (report, _) = setting.crawl().expect("a crawl");
        assert_eq!(report.end, End::Done, "{report}");
        for name in ["tin", "bai", "moi"] {
            assert_eq!(server.count(&format!("/{name}{}", night - 1)), 1, "{name}");
        }
        assert_eq!(server.count("/trang-chu"), night);
    }
    // The page where the crawl begins is no article.
    let stored = Stored::open(&setting.kept()).expect("a state");
    let answers = stored.answers(0, 100).expect("answers");
    let entries: BTreeSet<&str> = answers
        .iter()
        .filter(|answer| answer.is_entry)
        .map(|answer| answer.url.as_str())
        .collect();
    let expected = ["/", "/rss", "/rss.xml", "/trang-chu"].map(|path| server.url(path));
    assert_eq!(entries, expected.iter().map(String::as_str).collect());
}

#[test]
fn an_entry_that_leads_to_nothing_makes_the_run_partial() {
    let server = Server::start(1, |asked| match asked.path.as_str() {
        "/" => Reply::redirect("/mat"),
        _ => Reply::status(404),
    });
    let setting = Setting::new(&format!(
        "[[site]]\nname = \"xa\"\nstart = [\"{}\"]\n",
        server.url("/")
    ));
    for _ in 0..2 {
        let (report, _) = setting.crawl().expect("a crawl");
        assert_eq!(report.end, End::Partial, "{report}");
        assert_eq!(
            report.sites["xa"].barren[&server.url("/mat")],
            Reason::NotFound
        );
    }
}

#[test]
fn a_page_that_robots_txt_names_as_a_sitemap_later_is_read_as_one() {
    let is_named = Arc::new(AtomicBool::new(false));
    let named = Arc::clone(&is_named);
    let server = Server::start(1, move |asked| match asked.path.as_str() {
        "/robots.txt" if named.load(Ordering::SeqCst) => {
            Reply::new(200, &[], b"Sitemap: /so-do.xml\n")
        }
        "/robots.txt" => Reply::status(404),
        "/" => Reply::page("<a href=/so-do.xml>sơ đồ</a>"),
        "/so-do.xml" => Reply::xml("<urlset><url><loc>/tin</loc></url></urlset>"),
        _ => Reply::page("<p>Tin."),
    });
    let setting = Setting::new(&format!(
        "[[site]]\nname = \"xa\"\nstart = [\"{}\"]\n",
        server.url("/")
    ));
    crawl_on_day(&setting, 1);
    assert_eq!(server.count("/tin"), 0);
    is_named.store(true, Ordering::SeqCst);
    crawl_on_day(&setting, 3);
    assert_eq!(server.count("/tin"), 1);
}

#[test]
fn a_page_that_waits_and_turns_out_to_be_a_feed_is_read_as_one() {
    let server = Server::start(1, |asked| match asked.path.as_str() {
        "/" => Reply::redirect("/vi"),
        "/vi" => Reply::page("<link rel=alternate type='application/rss+xml' href=/rss>"),
        "/a" => Reply::page("<a href=/rss>RSS</a>"),
        "/rss" => Reply::xml(
            "<rss version='2.0'><channel><title>Tin</title><item><link>/moi</link></item></channel></rss>",
        ),
        "/moi" => Reply::page("<p>Mới."),
        _ => Reply::status(404),
    });
    let setting = Setting::new(&format!(
        "[[site]]\nname = \"xa\"\nstart = [\"{}\", \"{}\"]\n",
        server.url("/a"),
        server.url("/"),
    ))
    .with("connections = 4", "connections = 1");
    setting.crawl().expect("a crawl");
    assert_eq!(server.count("/moi"), 1);
}

#[test]
fn a_sitemap_that_leads_to_a_known_page_leaves_it_a_page() {
    let leads = Arc::new(AtomicBool::new(false));
    let now = Arc::clone(&leads);
    let server = Server::start(1, move |asked| match asked.path.as_str() {
        "/robots.txt" if now.load(Ordering::SeqCst) => {
            Reply::new(200, &[], b"Sitemap: /so-do.xml\n")
        }
        "/" => Reply::page("<a href=/khac>khác</a>"),
        "/khac" if now.load(Ordering::SeqCst) => Reply::page("<a href=/moi>mới</a>"),
        "/khac" => Reply::page("<p>Khác."),
        "/moi" => Reply::page("<p>Mới."),
        "/so-do.xml" => Reply::redirect("/khac"),
        _ => Reply::status(404),
    });
    let setting = Setting::new(&format!(
        "[[site]]\nname = \"xa\"\nstart = [\"{}\"]\n",
        server.url("/")
    ));
    crawl_on_day(&setting, 1);
    leads.store(true, Ordering::SeqCst);
    crawl_on_day(&setting, 9);
    assert_eq!(server.count("/moi"), 1);
}

#[test]
fn entries_that_lead_to_each_other_come_to_an_end() {
    let server = Server::start(1, |asked| match asked.path.as_str() {
        "/a" => Reply::redirect("/b"),
        "/b" => Reply::redirect("/a"),
        _ => Reply::status(404),
    });
    let setting = Setting::new(&format!(
        "[[site]]\nname = \"xa\"\nstart = [\"{}\", \"{}\"]\n",
        server.url("/a"),
        server.url("/b"),
    ));
    for day in [2, 1, 3] {
        server.forget();
        crawl_on_day(&setting, day);
        assert_eq!((server.count("/a"), server.count("/b")), (1, 1));
    }
}

#[test]
fn pages_that_fail_in_every_run_do_not_hold_up_the_others() {
    let server = Server::start(1, |asked| match asked.path.as_str() {
        "/robots.txt" => Reply::status(404),
        "/" => {
            let links = (0..9).map(|page| format!("<a href=/loi{page}>lỗi</a>"));
            Reply::page(&(links.collect::<String>() + "<a href=/lanh>lành</a>"))
        }
        "/lanh" => Reply::page("<p>Lành."),
        _ => Reply::status(500),
    });
    let setting = Setting::new(&format!(
        "[[site]]\nname = \"xa\"\nstart = [\"{}\"]\n",
        server.url("/")
    ))
    .with("connections = 4", "connections = 1");
    setting.crawl().expect("a crawl");
    setting.crawl().expect("a second crawl");
    assert_eq!(server.count("/lanh"), 1);
}

#[test]
fn a_pace_that_robots_txt_asks_for_no_more_is_forgotten() {
    let is_slow = Arc::new(AtomicBool::new(true));
    let slow = Arc::clone(&is_slow);
    let server = Server::start(1, move |asked| match asked.path.as_str() {
        "/robots.txt" if slow.load(Ordering::SeqCst) => {
            Reply::new(200, &[], b"User-agent: *\nCrawl-delay: 60\n")
        }
        "/robots.txt" => Reply::status(404),
        _ => Reply::page("<p>Trang."),
    });
    let setting = Setting::new(&format!(
        "[[site]]\nname = \"xa\"\nstart = [\"{}\"]\n",
        server.url("/")
    ));
    crawl_on_day(&setting, 1);
    is_slow.store(false, Ordering::SeqCst);
    let report = crawl_on_day(&setting, 3);
    assert_eq!((report.end, server.count("/")), (End::Done, 1), "{report}");
}

#[test]
fn feeds_of_pages_are_not_adopted_when_the_scope_changes() {
    let server = Server::start(1, |asked| match asked.path.as_str() {
        "/" => Reply::page("<a href=/1>một</a>"),
        "/1" => Reply::page(
            "<link rel=alternate type='application/rss+xml' href=/1/feed><a href=/2>hai</a>",
        ),
        "/2" => Reply::page("<a href=/3>ba</a>"),
        _ => Reply::status(404),
    });
    let setting = Setting::new(&format!(
        "[[site]]\nname = \"xa\"\nstart = [\"{}\"]\ndepth = 2\n",
        server.url("/")
    ));
    setting.crawl().expect("a crawl");
    let setting = setting.with("depth = 2", "depth = 3");
    setting.crawl().expect("a second crawl");
    assert_eq!((server.count("/3"), server.count("/1/feed")), (1, 0));
}

/// Crawls on a day of 2021.
fn crawl_on_day(setting: &Setting, day: i64) -> crawl::CrawlReport {
    let now = Timestamp(1_609_459_200_000 + day * 86_400_000);
    let surroundings = Surroundings {
        clock: Arc::new(move || now),
        ..Surroundings::real()
    };
    let (stop, mut seen) = (AtomicBool::new(false), Seen::default());
    crawl::run_in(&setting.config(), &surroundings, &stop, &mut seen).expect("a crawl")
}

#[test]
fn a_wider_scope_is_followed_from_what_is_known() {
    let server = chain(&Arc::default());
    let site = |depth| {
        format!(
            "[[site]]\nname = \"xa\"\nstart = [\"{}\"]\ndepth = {depth}\n",
            server.url("/")
        )
    };
    let setting = Setting::new(&site(2));
    setting.crawl().expect("a first crawl");
    assert_eq!(numbered(&server), [1, 1, 0, 0, 0, 0, 0, 0]);
    let setting = setting.with("depth = 2", "depth = 4");
    setting.crawl().expect("a second crawl");
    assert_eq!(numbered(&server), [1, 1, 1, 1, 0, 0, 0, 0]);
    let setting = setting.with("depth = 4", "depth = 4\nexclude = [\"/3\"]");
    let (report, _) = setting.crawl().expect("a third crawl");
    assert_eq!(report.end, End::Done, "{report}");
}

#[test]
fn a_sitemap_that_says_a_page_has_changed_has_it_asked_for() {
    let day = Arc::new(AtomicI64::new(1));
    let shown = Arc::clone(&day);
    let server = Server::start(1, move |asked| match asked.path.as_str() {
        "/sitemap.xml" => {
            let day = shown.load(Ordering::SeqCst);
            Reply::xml(&format!(
                "<urlset><url><loc>/1</loc><lastmod>2021-01-0{day}</lastmod></url></urlset>"
            ))
        }
        "/1" => Reply::page(&format!("<p>Ngày {}.", shown.load(Ordering::SeqCst))),
        _ => Reply::status(404),
    });
    let setting = Setting::new(&format!(
        "[[site]]\nname = \"xa\"\nsitemaps = [\"{}\"]\n",
        server.url("/sitemap.xml")
    ));
    // Four in the morning of the first days of 2021; a page is due by itself after two days.
    let mut asked = Vec::new();
    for (hour, shows) in [(4, 1), (10, 1), (28, 2), (34, 2)] {
        day.store(shows, Ordering::SeqCst);
        let now = Timestamp(1_609_459_200_000 + hour * 3_600_000);
        let surroundings = Surroundings {
            clock: Arc::new(move || now),
            ..Surroundings::real()
        };
        let config = setting.config();
        crawl::run_in(
            &config,
            &surroundings,
            &AtomicBool::new(false),
            &mut Seen::default(),
        )
        .expect("a crawl");
        asked.push(server.count("/1"));
    }
    assert_eq!(asked, [1, 1, 2, 2]);
}
