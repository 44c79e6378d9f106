//! Values of options, refused with what was expected of them.

use dangbo::crawl::config::Amount;
use std::num::NonZeroUsize;

/// More threads than this are of no use to anybody.
const MOST_JOBS: usize = 256;

/// A number of threads.
///
/// # Errors
/// What was expected: it is no number, zero or beyond reason.
pub(crate) fn jobs(text: &str) -> Result<NonZeroUsize, String> {
    text.parse()
        .ok()
        .filter(|jobs: &NonZeroUsize| jobs.get() <= MOST_JOBS)
        .ok_or_else(|| format!("expected a number from 1 to {MOST_JOBS}"))
}

/// A number of bytes.
///
/// # Errors
/// What was expected: it is no amount.
pub(crate) fn bytes(text: &str) -> Result<u64, String> {
    let amount = Amount::read(text).ok_or_else(|| format!("expected {}", Amount::EXPECTED))?;
    Ok(amount.0)
}
