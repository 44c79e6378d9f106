//! One request and its answer: no redirect followed, no proxy, nothing past a limit.
//!
//! Bodies are kept as they were sent (for evidence) and decoded (to be read), both bounded while they come in.
//! HTTP/1.1 only: a crawler that asks one thing every two seconds has nothing to multiplex, and what is written down is
//! what went over the wire, save for the case of header names and the transfer coding.

use crate::crawl::coding::{Body, Whole};
use crate::crawl::config::{Config, Network};
use crate::crawl::guard::{Guard, Names, PrivateAddress};
use crate::crawl::links::Kind;
use crate::crawl::reason::Reason;
use crate::timestamp::Timestamp;
use reqwest::header::{
    ACCEPT, ACCEPT_ENCODING, CONTENT_ENCODING, HeaderMap, HeaderName, HeaderValue,
    IF_MODIFIED_SINCE, IF_NONE_MATCH, USER_AGENT,
};
use std::error::Error;
use std::fs;
use std::io;
use std::net::IpAddr;
use std::time::{Duration, Instant};
use thiserror::Error as ThisError;
use url::Url;

/// How much of a status line and headers is read, in bytes.
pub(super) const MAX_HEAD: usize = 64 << 10;

/// What a copy that is already kept is known by.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Validators {
    pub etag: Option<String>,
    pub last_modified: Option<String>,
}

/// A request.
#[derive(Debug, Clone)]
pub(super) struct Request {
    pub(super) url: Url,
    pub(super) kind: Kind,
    pub(super) validators: Validators,
    /// The largest body that is kept, as sent and decoded.
    pub(super) limit: u64,
    /// Whether the body of a 404 or 410 is kept: it tells the end of a page that was there.
    pub(super) keeps_ends: bool,
}

/// What a host answered.
#[derive(Debug, Clone)]
pub(super) struct Answer {
    pub status: u16,
    pub headers: Vec<(String, Vec<u8>)>,
    /// None where it was not wanted.
    pub body: Option<Whole>,
    pub address: Option<IpAddr>,
    pub began: Timestamp,
    pub took: Duration,
    /// The request line and headers that were answered.
    pub request: Vec<u8>,
}

impl Answer {
    /// The first header of a name, if it is text.
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        let header = self
            .headers
            .iter()
            .find(|(own, _)| own.eq_ignore_ascii_case(name));
        header.and_then(|(_, value)| std::str::from_utf8(value).ok())
    }
}

/// A client that could not be set up.
#[derive(Debug, ThisError)]
pub enum ClientError {
    /// A file of certificates cannot be read.
    #[error("{at}: expected certificates (PEM): {error}")]
    Certificates {
        at: String,
        error: Box<dyn Error + Send + Sync>,
    },
    /// The system offers no certificates, or the contact cannot stand in a header.
    #[error("expected a client for HTTPS: {0}")]
    Client(#[from] reqwest::Error),
}

/// Asks hosts.
#[derive(Debug, Clone)]
pub(super) struct Client {
    http: reqwest::Client,
    guard: Guard,
    headers: HeaderMap,
}

impl Client {
    pub(super) fn new(config: &Config, names: Names) -> Result<Self, ClientError> {
        // The whole program has one provider; it may have been set before.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let guard = Guard::new(names, &config.network.allow_private);
        let builder = reqwest::Client::builder()
            .http1_only()
            .https_only(false)
            .no_proxy()
            .referer(false)
            .redirect(reqwest::redirect::Policy::none())
            .connect_timeout(config.network.connect_timeout.0)
            .timeout(config.network.timeout.0)
            .pool_max_idle_per_host(config.pace.connections as usize)
            .tcp_nodelay(true)
            .dns_resolver(guard.clone())
            .tls_certs_merge(roots(&config.network)?);
        Ok(Self {
            http: builder.build()?,
            guard,
            headers: headers(&config.agent.header()),
        })
    }

    /// Asks for one thing, at the time `now`.
    pub(super) async fn ask(&self, request: Request, now: Timestamp) -> Result<Answer, Reason> {
        if self.guard.admits_literal(&request.url).is_err() {
            return Err(Reason::PrivateAddress);
        }
        let mut headers = self.headers.clone();
        let validators = &request.validators;
        for (name, value) in [
            (IF_NONE_MATCH, &validators.etag),
            (IF_MODIFIED_SINCE, &validators.last_modified),
        ] {
            if let Some(value) = value
                .as_ref()
                .and_then(|value| HeaderValue::from_str(value).ok())
            {
                headers.insert(name, value);
            }
        }
        let began = Instant::now();
        let head = head(&request.url, &headers);
        let sent = self
            .http
            .get(request.url.clone())
            .headers(headers)
            .send()
            .await;
        let mut response = sent.map_err(|error| reason(&error))?;
        let mut answer = Answer {
            status: response.status().as_u16(),
            headers: response
                .headers()
                .iter()
                .map(|(name, value)| (name.as_str().to_owned(), value.as_bytes().to_owned()))
                .collect(),
            body: None,
            address: response.remote_addr().map(|address| address.ip()),
            began: now,
            took: Duration::ZERO,
            request: head,
        };
        let size: usize = answer
            .headers
            .iter()
            .map(|(name, value)| name.len() + value.len() + 4)
            .sum();
        if size > MAX_HEAD {
            return Err(Reason::HeadTooLarge);
        }
        if is_body_wanted(&request, &answer)? {
            let coding = answer.header(CONTENT_ENCODING.as_str());
            answer.body = match body(&mut response, coding, request.limit).await {
                Ok(body) => Some(body),
                // Where it leads stands in the head.
                Err(_) if is_redirect(answer.status) => None,
                Err(reason) => return Err(reason),
            };
        }
        answer.took = began.elapsed();
        Ok(answer)
    }
}

/// The body of an answer, as it comes in.
async fn body(
    response: &mut reqwest::Response,
    coding: Option<&str>,
    limit: u64,
) -> Result<Whole, Reason> {
    if response
        .content_length()
        .is_some_and(|length| length > limit)
    {
        return Err(Reason::TooLarge);
    }
    let mut body = Body::new(coding, limit)?;
    while let Some(piece) = response.chunk().await.map_err(|error| reason(&error))? {
        body.push(&piece)?;
    }
    body.finish()
}

fn is_redirect(status: u16) -> bool {
    matches!(status, 300..=303 | 307 | 308)
}

/// Certificates that are trusted beside the system's.
fn roots(network: &Network) -> Result<Vec<reqwest::Certificate>, ClientError> {
    let mut roots = Vec::new();
    for path in &network.extra_roots {
        let certificates = fs::read(path)
            .map_err(Into::into)
            .and_then(|pem| reqwest::Certificate::from_pem_bundle(&pem).map_err(Into::into))
            .map_err(|error| ClientError::Certificates {
                at: path.display().to_string(),
                error,
            })?;
        roots.extend(certificates);
    }
    Ok(roots)
}

/// The headers of every request. What they say is ASCII: the configuration sees to that.
fn headers(agent: &str) -> HeaderMap {
    let mut headers = HeaderMap::new();
    headers.insert(
        ACCEPT,
        HeaderValue::from_static(
            "text/html,application/xhtml+xml,application/xml;q=0.9,text/plain;q=0.8,*/*;q=0.1",
        ),
    );
    headers.insert(ACCEPT_ENCODING, HeaderValue::from_static("gzip, br"));
    if let Ok(agent) = HeaderValue::from_str(agent) {
        headers.insert(USER_AGENT, agent);
    }
    headers
}

/// The request as it goes over the wire.
fn head(url: &Url, headers: &HeaderMap) -> Vec<u8> {
    let mut head = format!("GET {}", url.path()).into_bytes();
    if let Some(query) = url.query() {
        head.extend(b"?");
        head.extend(query.as_bytes());
    }
    head.extend(b" HTTP/1.1\r\n");
    let mut line = |name: &HeaderName, value: &[u8]| {
        head.extend(name.as_str().as_bytes());
        head.extend(b": ");
        head.extend(value);
        head.extend(b"\r\n");
    };
    for (name, value) in headers {
        line(name, value.as_bytes());
    }
    let host = &url[url::Position::BeforeHost..url::Position::AfterPort];
    line(&reqwest::header::HOST, host.as_bytes());
    head.extend(b"\r\n");
    head
}

/// Whether an answer's body is read.
fn is_body_wanted(request: &Request, answer: &Answer) -> Result<bool, Reason> {
    match answer.status {
        200..=299 if request.kind == Kind::Page && !is_text(answer.header("content-type")) => {
            Err(Reason::UnwantedType)
        }
        200..=299 => Ok(true),
        // A redirect's body says nothing, but it belongs to the evidence; where it cannot be had, it is left out.
        status if is_redirect(status) => Ok(request.kind != Kind::Robots),
        404 | 410 => Ok(request.keeps_ends),
        _ => Ok(false),
    }
}

/// Whether a type can hold an article. A page without a type is given the benefit of the doubt.
fn is_text(content_type: Option<&str>) -> bool {
    let Some(text) = content_type else {
        return true;
    };
    let kind = text
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase();
    kind.is_empty() || kind.starts_with("text/") || kind.ends_with("xml")
}

/// What a failure was.
fn reason(error: &reqwest::Error) -> Reason {
    let mut cause: Option<&(dyn Error + 'static)> = Some(error);
    while let Some(error) = cause {
        if error.is::<PrivateAddress>() {
            return Reason::PrivateAddress;
        }
        if error.is::<rustls::Error>() {
            return Reason::InsecureTls;
        }
        if let Some(error) = error.downcast_ref::<hyper::Error>() {
            if error.is_parse_too_large() {
                return Reason::HeadTooLarge;
            }
            if error.is_parse() {
                return Reason::NotHttp;
            }
        }
        // The errors of rustls come wrapped as those of input and output, which do not count them as their sources.
        cause = match error
            .downcast_ref::<io::Error>()
            .and_then(io::Error::get_ref)
        {
            Some(inner) => Some(inner),
            None => error.source(),
        };
    }
    if error.is_timeout() {
        Reason::TimedOut
    } else if error.is_dns() {
        Reason::NoAddress
    } else if error.is_connect() {
        Reason::CannotConnect
    } else {
        Reason::Incomplete
    }
}
