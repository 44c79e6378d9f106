//! Answers of odd hosts: what the crawl kept as a page is read as one.

use crate::crawl::server::{Reply, Server};
use crate::crawl::setting::Setting;
use crate::run::folder::{check_against_evidence, skips, versions};
use flate2::Compression;
use flate2::write::GzEncoder;
use std::io::Write;
use std::process::Command;

fn article(number: u32) -> String {
    format!(
        "<h1>Đảng bộ xã Hồ Sen họp lần {number}</h1>\
         <p>Đảng bộ xã Hồ Sen hiện có {number} chi bộ với 34{number} đảng viên.</p>"
    )
}

fn gzip(text: &str) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder
        .write_all(text.as_bytes())
        .expect("no error in memory");
    encoder.finish().expect("no error in memory")
}

#[test]
fn what_was_kept_as_a_page_is_read_as_one() {
    const HTML: (&str, &str) = ("Content-Type", "text/html");
    let coded = |coding, number| {
        Reply::new(
            200,
            &[HTML, ("Content-Encoding", coding)],
            article(number).as_bytes(),
        )
    };
    let server = Server::start(1, move |asked| match asked.path.as_str() {
        "/robots.txt" => Reply::status(404),
        "/" => Reply::page(
            "<a href=/1>1</a><a href=/2>2</a><a href=/3>3</a><a href=/4>4</a><a href=/5>5</a>",
        ),
        // Names that are no codings.
        "/1" => coded("utf-8", 11),
        "/2" => coded("None", 12),
        "/3" => coded("identity", 13),
        // No type is told.
        "/4" => {
            let page = format!("<!doctype html>{}", article(14));
            Reply::new(200, &[("Content-Encoding", "gzip")], &gzip(&page))
        }
        _ => Reply::new(200, &[], article(15).as_bytes()),
    });
    let setting = Setting::new(&format!(
        "[[site]]\nname = \"xa\"\nstart = [\"{}\"]\n",
        server.url("/")
    ))
    .in_memory();
    let output = setting.run_command().output().expect("the program");
    let words = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{words}");
    assert_eq!(versions(&setting).len(), 5, "{:?}", skips(&setting));
    check_against_evidence(&setting);
    // Who reads the evidence without its state sees as much, and the start page.
    let output = Command::new(env!("CARGO_BIN_EXE_dangbo"))
        .args(["extract", "--quiet"])
        .arg(setting.kept().join("dangbo-000001.warc.gz"))
        .output()
        .expect("the program");
    let records = String::from_utf8_lossy(&output.stdout).lines().count();
    assert_eq!((output.status.code(), records), (Some(0), 6));
}
