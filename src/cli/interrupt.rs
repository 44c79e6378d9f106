//! Ctrl-C: the first one asks for an orderly end, the second one takes no more time.

use crate::cli::crawl::Log;
use crate::cli::exit::Exit;
use crate::cli::watch::tell;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// A flag that is set when the program is told to stop, which is told as everything else is.
pub(crate) fn flag(log: Option<Log>) -> anyhow::Result<Arc<AtomicBool>> {
    let flag = Arc::new(AtomicBool::new(false));
    let seen = Arc::clone(&flag);
    ctrlc::set_handler(move || {
        if seen.swap(true, Ordering::Relaxed) {
            std::process::exit(Exit::Interrupted as i32);
        }
        let words = "interrupted: finishing what was begun; once more to stop at once";
        tell(log, "interrupted", words);
    })?;
    Ok(flag)
}
