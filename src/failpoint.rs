//! Failpoints: places where a test may let the program die or the disk fail, one at every write, sync and rename.
//!
//! In a release build they are nothing. Otherwise `DANGBO_FAILPOINT=NAME:N:HOW` acts at the N-th time that the place
//! NAME is passed: `die` ends the process there and then, as a lost machine would; `full` gives the error of a full
//! disk; `torn` (only where bytes are written) writes the first half of them and dies.

use std::io;

/// The places of a crawl, in the order in which a batch passes them.
pub const CRAWL: &[&str] = &[
    "warc/create",
    "warc/write",
    "warc/sync",
    "state/write",
    "state/commit",
    "state/committed",
    "cdxj/write",
    "cdxj/rename",
];

/// The places of a run after its crawl, likewise.
pub const RUN: &[&str] = &[
    "run/crawled",
    "records/file",
    "records/create",
    "records/write",
    "records/sync",
    "ledger/commit",
    "ledger/committed",
    "index/write",
    "index/rename",
    "report/write",
    "report/rename",
];

/// Passes the place `name`.
///
/// # Errors
/// The disk's, if a test asked for it.
pub(crate) fn pass(name: &'static str) -> io::Result<()> {
    pass_writing(name, &[], &mut io::sink())
}

/// Passes the place `name`, where `bytes` are about to be written to `out`.
///
/// # Errors
/// The disk's, if a test asked for it.
pub(crate) fn pass_writing(
    name: &'static str,
    bytes: &[u8],
    out: &mut dyn io::Write,
) -> io::Result<()> {
    debug_assert!(
        CRAWL.contains(&name) || RUN.contains(&name),
        "{name} is not listed"
    );
    #[cfg(debug_assertions)]
    return armed::pass(name, bytes, out);
    #[cfg(not(debug_assertions))]
    {
        let _ = (name, bytes, out);
        Ok(())
    }
}

#[cfg(debug_assertions)]
mod armed {
    use std::io;
    use std::sync::LazyLock;
    use std::sync::atomic::{AtomicU64, Ordering};

    struct Order {
        name: String,
        time: u64,
        how: String,
    }

    static ORDER: LazyLock<Option<Order>> = LazyLock::new(|| {
        let order = std::env::var("DANGBO_FAILPOINT").ok()?;
        let mut parts = order.split(':');
        Some(Order {
            name: parts.next()?.to_owned(),
            time: parts.next()?.parse().ok()?,
            how: parts.next()?.to_owned(),
        })
    });
    static PASSED: AtomicU64 = AtomicU64::new(0);

    pub(super) fn pass(name: &str, bytes: &[u8], out: &mut dyn io::Write) -> io::Result<()> {
        let Some(order) = ORDER.as_ref().filter(|order| order.name == name) else {
            return Ok(());
        };
        if PASSED.fetch_add(1, Ordering::SeqCst) + 1 != order.time {
            return Ok(());
        }
        match order.how.as_str() {
            "full" => Err(io::Error::from(io::ErrorKind::StorageFull)),
            "torn" => {
                // What of it reaches the disk is the point of the test, whether it succeeds is not.
                let _ = out.write_all(&bytes[..bytes.len() / 2]);
                let _ = out.flush();
                std::process::abort()
            }
            _ => std::process::abort(),
        }
    }
}
