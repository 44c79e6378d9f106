//! A web server on the loopback interface, one thread a connection: it serves what a test wants served, right or wrong.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// A request as it came.
#[derive(Debug, Clone)]
pub(crate) struct Asked {
    /// Path and query.
    pub path: String,
    pub headers: Vec<(String, String)>,
}

impl Asked {
    /// A header's value.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let header = self.headers.iter().find(|(own, _)| own == name);
        header.map(|(_, value)| value.as_str())
    }
}

/// What is sent back.
#[derive(Debug, Clone)]
pub(crate) struct Reply {
    /// The bytes of head and body.
    pub bytes: Vec<u8>,
    pub after: After,
}

/// What happens once the bytes were sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum After {
    KeepAlive,
    Close,
    /// Nothing more comes, and the connection stays.
    Stall,
    /// A byte at a time, with this pause before each.
    Drip(Duration),
}

impl Reply {
    /// A whole answer.
    pub(crate) fn new(status: u16, headers: &[(&str, &str)], body: &[u8]) -> Self {
        let mut head = format!(
            "HTTP/1.1 {status} Status\r\nContent-Length: {}\r\n",
            body.len()
        );
        for (name, value) in headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        head.push_str("\r\n");
        Self {
            bytes: [head.as_bytes(), body].concat(),
            after: After::KeepAlive,
        }
    }

    /// A page.
    pub(crate) fn page(html: &str) -> Self {
        Self::new(
            200,
            &[("Content-Type", "text/html; charset=utf-8")],
            html.as_bytes(),
        )
    }

    /// An XML file.
    pub(crate) fn xml(text: &str) -> Self {
        Self::new(200, &[("Content-Type", "application/xml")], text.as_bytes())
    }

    /// A redirect.
    pub(crate) fn redirect(to: &str) -> Self {
        Self::new(302, &[("Location", to)], b"")
    }

    /// An answer without a body to speak of.
    pub(crate) fn status(status: u16) -> Self {
        Self::new(status, &[], b"")
    }

    /// Bytes as they are, and what happens then.
    pub(super) fn raw(bytes: impl Into<Vec<u8>>, after: After) -> Self {
        Self {
            bytes: bytes.into(),
            after,
        }
    }
}

type Handler = dyn Fn(&Asked) -> Reply + Send + Sync;

/// A server; it ends when it is dropped.
pub(crate) struct Server {
    pub address: SocketAddr,
    asked: Arc<Mutex<Vec<Asked>>>,
    is_over: Arc<AtomicBool>,
}

impl Server {
    /// Serves on the loopback address 127.0.0.`host`.
    pub(crate) fn start(
        host: u8,
        handler: impl Fn(&Asked) -> Reply + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::new(127, 0, 0, host), 0)).expect("a free port");
        let address = listener.local_addr().expect("an address");
        let asked: Arc<Mutex<Vec<Asked>>> = Arc::default();
        let is_over: Arc<AtomicBool> = Arc::default();
        let handler: Arc<Handler> = Arc::new(handler);
        let (log, over) = (Arc::clone(&asked), Arc::clone(&is_over));
        thread::spawn(move || {
            for stream in listener.incoming() {
                if over.load(Ordering::SeqCst) {
                    return;
                }
                let Ok(stream) = stream else { continue };
                let (log, handler) = (Arc::clone(&log), Arc::clone(&handler));
                // A client that goes away ends its own connection and nothing else.
                thread::spawn(move || serve(stream, &log, &*handler));
            }
        });
        Self {
            address,
            asked,
            is_over,
        }
    }

    /// The address of a path here.
    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// The requests so far.
    pub(crate) fn asked(&self) -> Vec<Asked> {
        self.asked.lock().expect("no panic in a server").clone()
    }

    /// How often a path was asked for.
    pub(crate) fn count(&self, path: &str) -> usize {
        self.asked()
            .iter()
            .filter(|asked| asked.path == path)
            .count()
    }

    /// Forgets the requests so far.
    pub(crate) fn forget(&self) {
        self.asked.lock().expect("no panic in a server").clear();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.is_over.store(true, Ordering::SeqCst);
        // Wakes the listener up.
        let _ = TcpStream::connect(self.address);
    }
}

fn serve(stream: TcpStream, log: &Mutex<Vec<Asked>>, handler: &Handler) -> Option<()> {
    stream.set_nodelay(true).ok()?;
    let mut input = BufReader::new(stream.try_clone().ok()?);
    loop {
        let asked = read_request(&mut input)?;
        log.lock().ok()?.push(asked.clone());
        let reply = handler(&asked);
        if !send(&stream, &mut input, &reply) {
            return None;
        }
    }
}

/// Reads one request from a connection, of any kind.
pub(super) fn read_request(input: &mut impl BufRead) -> Option<Asked> {
    let mut line = String::new();
    if input.read_line(&mut line).ok()? == 0 {
        return None;
    }
    let path = line.split(' ').nth(1)?.to_owned();
    let mut headers = Vec::new();
    loop {
        line.clear();
        input.read_line(&mut line).ok()?;
        let Some((name, value)) = line.split_once(':') else {
            return Some(Asked { path, headers });
        };
        headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
    }
}

/// Sends a reply; returns whether the connection goes on.
fn send(mut stream: &TcpStream, input: &mut impl Read, reply: &Reply) -> bool {
    let wait_for_end = |input: &mut dyn Read| {
        let mut rest = [0; 64];
        while matches!(input.read(&mut rest), Ok(read) if read > 0) {}
    };
    match reply.after {
        After::Drip(pause) => {
            for byte in &reply.bytes {
                thread::sleep(pause);
                if stream.write_all(&[*byte]).is_err() {
                    break;
                }
            }
            return false;
        }
        _ if stream.write_all(&reply.bytes).is_err() => return false,
        After::KeepAlive => return true,
        After::Close => {}
        After::Stall => wait_for_end(input),
    }
    let _ = stream.shutdown(Shutdown::Both);
    false
}
