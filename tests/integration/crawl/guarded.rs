//! Addresses that are not connected to, and certificates that are not trusted.

use crate::crawl::server::{Reply, Server, read_request};
use crate::crawl::setting::{Seen, Setting};
use dangbo::crawl::{self, CrawlReport, End, Reason, Surroundings, guard};
use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair, date_time_ymd};
use rustls::pki_types::PrivateKeyDer;
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use std::fs;
use std::io::{self, BufReader, Write};
use std::net::{IpAddr, Ipv4Addr, TcpListener};
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;

/// Crawls with another way of resolving names.
fn crawl_with(
    setting: &Setting,
    names: impl Fn(&str) -> io::Result<Vec<IpAddr>> + Send + Sync + 'static,
) -> CrawlReport {
    let surroundings = Surroundings {
        names: Arc::new(names),
        ..Surroundings::real()
    };
    crawl::run_in(
        &setting.config(),
        &surroundings,
        &AtomicBool::new(false),
        &mut Seen::default(),
    )
    .expect("a crawl")
}

const LOOPBACK: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);

#[test]
fn a_name_that_leads_to_the_loopback_interface_is_not_connected_to() {
    let server = Server::start(1, |_| Reply::page("<p>Riêng."));
    let port = server.address.port();
    let setting = Setting::new(&format!(
        "[[site]]\nname = \"xa\"\nstart = [\"http://noi-bo.example:{port}/\"]\n"
    ));
    let report = crawl_with(&setting, |_| Ok(vec![LOOPBACK]));
    assert_eq!(
        report.sites["xa"].refused[&Reason::PrivateAddress],
        1,
        "{report}"
    );
    assert_eq!(report.end, End::Partial);
    assert!(server.asked().is_empty());
}

#[test]
fn a_redirect_to_a_private_address_is_not_followed() {
    let inner = Server::start(9, |_| Reply::page("<p>Riêng."));
    let (port, to) = (inner.address.port(), inner.url("/"));
    let names = format!("http://noi-bo.example:{port}/");
    let outer = Server::start(1, move |asked| match asked.path.as_str() {
        "/" => Reply::page("<a href=/1>một</a><a href=/2>hai</a>"),
        "/1" => Reply::redirect(&to),
        "/2" => Reply::redirect(&names),
        _ => Reply::status(404),
    });
    // The operator has let in the hosts by mistake; the addresses are refused all the same.
    let setting = Setting::new(&format!(
        "[[site]]\nname = \"xa\"\nstart = [\"{}\"]\nhosts = [\"127.0.0.1\", \"127.0.0.9\", \"noi-bo.example\"]\n",
        outer.url("/")
    ));
    let report = crawl_with(&setting, |_| {
        Ok(vec![IpAddr::V4(Ipv4Addr::new(127, 0, 0, 9))])
    });
    assert_eq!(
        report.sites["xa"].refused[&Reason::PrivateAddress],
        2,
        "{report}"
    );
    assert_eq!(report.sites["xa"].moved, 2);
    assert!(inner.asked().is_empty());
}

#[test]
fn a_name_whose_address_changes_is_checked_whenever_it_is_connected_to() {
    let server = Server::start(1, |_| Reply::page("<p>Riêng."));
    let port = server.address.port();
    let setting = Setting::new(&format!(
        "[[site]]\nname = \"xa\"\nstart = [\"http://doi.example:{port}/\"]\n"
    ))
    .with(
        "timeout = \"5s\"",
        "timeout = \"5s\"\nconnect_timeout = \"300ms\"",
    );
    // A public address that nobody has at first, for which the run tries again; from then on a private one.
    let public: IpAddr = "3ffe::1".parse().expect("an address");
    assert!(guard::is_public(public));
    let asked = Arc::new(AtomicU32::new(0));
    let count = Arc::clone(&asked);
    let report = crawl_with(&setting, move |_| {
        let is_first = count.fetch_add(1, Ordering::SeqCst) == 0;
        Ok(vec![if is_first { public } else { LOOPBACK }])
    });
    assert_eq!(
        report.sites["xa"].refused[&Reason::PrivateAddress],
        1,
        "{report}"
    );
    assert!(report.left_hosts.is_empty(), "{report}");
    assert!(server.asked().is_empty());
    // Once for each connection that was tried, twice for robots.txt: the addresses are those that were checked.
    assert_eq!(asked.load(Ordering::SeqCst), 3);
}

#[test]
fn the_proxy_of_the_environment_is_not_used() {
    let proxy = Server::start(1, |_| Reply::page("<p>Qua proxy."));
    let site = Server::start(2, |_| Reply::page("<p>Thẳng."));
    let setting = Setting::new(&format!(
        "[[site]]\nname = \"xa\"\nstart = [\"{}\"]\n",
        site.url("/")
    ));
    let output = setting
        .command()
        .env("http_proxy", proxy.url("/"))
        .env("HTTP_PROXY", proxy.url("/"))
        .env("ALL_PROXY", proxy.url("/"))
        .output()
        .expect("the program");
    assert_eq!(output.status.code(), Some(0));
    assert!(proxy.asked().is_empty());
    assert_eq!(site.count("/"), 1);
}

/// A server for HTTPS whose certificate is valid between two years, and the certificate of who signed it.
struct Secure {
    port: u16,
    authority: String,
    asked: Arc<Mutex<Vec<String>>>,
}

fn secure(name: &str, from: i32, to: i32) -> Secure {
    let key = KeyPair::generate().expect("a key");
    let mut params = CertificateParams::new(Vec::<String>::new()).expect("parameters");
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.not_before = date_time_ymd(2000, 1, 1);
    params.not_after = date_time_ymd(2200, 1, 1);
    let authority = params.self_signed(&key).expect("a certificate").pem();
    let issuer = Issuer::new(params, key);
    let mut params = CertificateParams::new(vec![name.to_owned()]).expect("parameters");
    params.not_before = date_time_ymd(from, 1, 1);
    params.not_after = date_time_ymd(to, 1, 1);
    let key = KeyPair::generate().expect("a key");
    let certificate = params.signed_by(&key, &issuer).expect("a certificate");
    let _ = rustls::crypto::ring::default_provider().install_default();
    let config = ServerConfig::builder()
        .with_no_client_auth()
        .with_single_cert(
            vec![certificate.der().clone()],
            PrivateKeyDer::try_from(key.serialize_der()).expect("a key"),
        )
        .expect("a configuration");
    let config = Arc::new(config);
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
    let port = listener.local_addr().expect("an address").port();
    let asked: Arc<Mutex<Vec<String>>> = Arc::default();
    let log = Arc::clone(&asked);
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let connection = ServerConnection::new(Arc::clone(&config)).expect("a connection");
            let mut stream = BufReader::new(StreamOwned::new(connection, stream));
            while let Some(asked) = read_request(&mut stream) {
                log.lock().expect("no panic").push(asked.path);
                if stream
                    .get_mut()
                    .write_all(&Reply::page("<p>Kín.").bytes)
                    .is_err()
                {
                    break;
                }
            }
        }
    });
    Secure {
        port,
        authority,
        asked,
    }
}

impl Secure {
    fn crawl(&self, is_trusted: bool) -> CrawlReport {
        let port = self.port;
        let mut setting = Setting::new(&format!(
            "[[site]]\nname = \"xa\"\nstart = [\"https://localhost:{port}/\"]\n"
        ))
        .with("allow_private = [", "allow_private = [\"localhost\", ");
        if is_trusted {
            setting = setting.with("[network]", "[network]\nextra_roots = [\"ca.pem\"]");
            fs::write(setting.folder.path().join("ca.pem"), &self.authority)
                .expect("a writable folder");
        }
        crawl_with(&setting, |_| Ok(vec![LOOPBACK]))
    }

    fn is_refused(&self, is_trusted: bool) {
        let report = self.crawl(is_trusted);
        assert_eq!(report.end, End::Partial, "{report}");
        let host = format!("https://localhost:{}", self.port);
        assert_eq!(
            report.left_hosts.get(&host),
            Some(&Reason::InsecureTls),
            "{report}"
        );
        assert!(self.asked.lock().expect("no panic").is_empty());
    }
}

#[test]
fn a_valid_certificate_is_trusted() {
    let report = secure("localhost", 2001, 2199).crawl(true);
    assert_eq!(
        (report.end, report.sites["xa"].new),
        (End::Done, 1),
        "{report}"
    );
}

#[test]
fn an_expired_certificate_is_not_trusted() {
    secure("localhost", 2001, 2002).is_refused(true);
}

#[test]
fn a_certificate_of_an_unknown_authority_is_not_trusted() {
    secure("localhost", 2001, 2199).is_refused(false);
}

#[test]
fn a_certificate_of_another_host_is_not_trusted() {
    secure("khac.example", 2001, 2199).is_refused(true);
}
