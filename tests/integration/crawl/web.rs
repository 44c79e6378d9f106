//! A web of several hosts, made by rule: robots.txt, feeds, sitemaps, redirects, errors that pass and errors that stay.

use crate::crawl::server::{Asked, Reply, Server};
use crate::crawl::setting::Setting;
use flate2::Compression;
use flate2::write::GzEncoder;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::Write as _;
use std::sync::{Arc, Mutex, OnceLock};

/// A web of `hosts` servers with `pages` pages in all.
pub(super) struct Web {
    pub servers: Vec<Server>,
}

/// What the servers know of each other.
struct Plan {
    pages: usize,
    bases: OnceLock<Vec<String>>,
    /// What has failed once and will not again.
    failed: Mutex<BTreeSet<String>>,
}

impl Web {
    pub(super) fn start(hosts: u8, pages: usize) -> Self {
        let plan = Arc::new(Plan {
            pages: pages / usize::from(hosts),
            bases: OnceLock::new(),
            failed: Mutex::default(),
        });
        let servers: Vec<Server> = (0..hosts)
            .map(|host| {
                let plan = Arc::clone(&plan);
                Server::start(host + 1, move |asked| plan.answer(usize::from(host), asked))
            })
            .collect();
        let bases = servers.iter().map(|server| server.url("")).collect();
        plan.bases.set(bases).expect("the first time");
        Self { servers }
    }

    /// A setting for a site that is made of all the hosts, which are asked one thing every few milliseconds.
    pub(super) fn setting(&self) -> Setting {
        let list = |path: &str| {
            let urls: Vec<String> = self
                .servers
                .iter()
                .map(|server| format!("\"{}\"", server.url(path)))
                .collect();
            urls.join(", ")
        };
        let hosts: Vec<String> = self
            .servers
            .iter()
            .map(|server| format!("\"{}\"", server.address.ip()))
            .collect();
        Setting::new(&format!(
            "[[site]]\nname = \"web\"\nstart = [{}]\nfeeds = [{}]\nhosts = [{}]\ndepth = 40\n",
            list("/"),
            list("/rss.xml"),
            hosts.join(", ")
        ))
        .with("warc = \"1 GB\"", "warc = \"100 kB\"")
    }
}

impl Plan {
    /// Pages are numbered: some redirect, some are gone, some fail the first time, and each links to some others.
    fn answer(&self, host: usize, asked: &Asked) -> Reply {
        let base = &self.bases.get().expect("all servers have begun")[host];
        let page = |number: usize| format!("{base}/tin/{number}.html");
        match asked.path.as_str() {
            "/robots.txt" => {
                let text = format!("User-agent: *\nDisallow: /cam/\nSitemap: {base}/sitemap.xml\n");
                Reply::new(200, &[("Content-Type", "text/plain")], text.as_bytes())
            }
            "/" => Reply::page(&format!(
                "<h1>Trang chủ {host}</h1><a href=/tin/1.html>một</a><a href=/cam/1>cấm</a>"
            )),
            "/rss.xml" => {
                let items = (1..=10).fold(String::new(), |mut items, number| {
                    let _ = write!(
                        items,
                        "<item><link>{}</link></item>",
                        page(number * 7 % self.pages)
                    );
                    items
                });
                Reply::xml(&format!(
                    "<rss version='2.0'><channel><title>Tin</title>{items}</channel></rss>"
                ))
            }
            "/sitemap.xml" => Reply::xml(
                "<sitemapindex><sitemap><loc>/a.xml.gz</loc></sitemap><sitemap><loc>/b.xml</loc></sitemap></sitemapindex>",
            ),
            "/a.xml.gz" => {
                let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
                let text = self.sitemap(&page, 0);
                encoder
                    .write_all(text.as_bytes())
                    .expect("no error in memory");
                Reply::new(200, &[], &encoder.finish().expect("no error in memory"))
            }
            "/b.xml" => Reply::xml(&self.sitemap(&page, 1)),
            path => self.page(host, path),
        }
    }

    /// Every twentieth page stands in one of two sitemaps; the others are only linked to.
    fn sitemap(&self, page: &dyn Fn(usize) -> String, which: usize) -> String {
        let entries = (0..self.pages / 20).filter(|number| number % 2 == which);
        let entries = entries.fold(String::new(), |mut entries, number| {
            let _ = write!(entries, "<url><loc>{}</loc></url>", page(number * 20));
            entries
        });
        format!("<urlset>{entries}</urlset>")
    }

    fn page(&self, host: usize, path: &str) -> Reply {
        let number = path
            .strip_prefix("/tin/")
            .and_then(|rest| rest.strip_suffix(".html"));
        let Some(number) = number
            .and_then(|number| number.parse::<usize>().ok())
            .filter(|&number| number < self.pages)
        else {
            return Reply::status(404);
        };
        if number % 23 == 5
            && self
                .failed
                .lock()
                .expect("no panic")
                .insert(format!("{host}{path}"))
        {
            return Reply::status(if number % 2 == 0 { 500 } else { 503 });
        }
        match number % 29 {
            3 => return Reply::status(404),
            7 => return Reply::status(403),
            11 => return Reply::redirect(&format!("/tin/{}.html", (number * 3 + 1) % self.pages)),
            _ => {}
        }
        let bases = self.bases.get().expect("all servers have begun");
        let next = (number + 1) % self.pages;
        let far = (number * 13 + 5) % self.pages;
        let other = &bases[(host + number) % bases.len()];
        let words = "Đảng bộ xã kết nạp đảng viên mới. ".repeat(number % 40);
        Reply::page(&format!(
            "<h1>Tin {number} của {host}</h1><p>{words}<a href={next}.html>sau</a><a href=/tin/{far}.html>xa</a>\
             <a href='{other}/tin/{far}.html'>khác</a><a href=/khong-co/{number}>mất</a>"
        ))
    }
}
