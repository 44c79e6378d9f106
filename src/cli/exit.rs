//! Exit codes: what a scheduler may conclude.

use dangbo::crawl::CrawlError;
use dangbo::run::RunError;
use dangbo::store::StoreError;
use std::io;
use std::process::ExitCode;

/// How the program ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Exit {
    /// All was done.
    Done = 0,
    /// It could not start, or not read or write its files: usage, configuration, dictionaries, a full or failing disk.
    /// Trying again helps only when that is mended.
    CouldNotStart = 1,
    /// All was done save some documents, or a score is below its floor; each is reported with its cause. Trying again
    /// helps only with other input.
    SomeFailed = 2,
    /// A crawl is done save what failed and may succeed later: trying again is right.
    Partial = 3,
    /// A limit was reached and there is more to do: the same command goes on.
    LimitReached = 4,
    /// What an earlier run left does not fit together, and was not touched.
    StateDamaged = 5,
    /// Another run is at work on the same folder.
    Busy = 6,
    /// A site is not read as it used to be: somebody has to look at it.
    Drifted = 7,
    /// It was told to stop. What had been begun was finished and written.
    Interrupted = 130,
}

impl Exit {
    /// What a command ends with that failed.
    pub(crate) fn of_error(error: &anyhow::Error) -> Self {
        let mut causes = error
            .chain()
            .filter_map(|cause| cause.downcast_ref::<io::Error>());
        // Whoever read the output has seen enough.
        if causes.any(|cause| cause.kind() == io::ErrorKind::BrokenPipe) {
            return Self::Done;
        }
        let of_crawl = match error.downcast_ref() {
            Some(RunError::Store(error)) => return Self::of_store(error),
            Some(RunError::Crawl(error)) => Some(error),
            _ => error.downcast_ref(),
        };
        match of_crawl {
            Some(CrawlError::Store(error)) => Self::of_store(error),
            _ => Self::CouldNotStart,
        }
    }

    fn of_store(error: &StoreError) -> Self {
        match error {
            StoreError::Damaged { .. } => Self::StateDamaged,
            StoreError::Busy { .. } => Self::Busy,
            _ => Self::CouldNotStart,
        }
    }
}

/// The same, for `--help`.
pub(crate) const HELP: &str = "\
Exit codes:
  0    all was done
  1    could not start, read or write: usage, dictionaries, a full or failing disk
  2    all was done save some documents, or a score is below its floor; each is reported, and trying again helps only
       with other input
  3    a crawl is done save what failed and may succeed later; trying again is right
  4    a crawl has reached a limit and there is more to do; the same command goes on
  5    the state of a crawl is damaged
  6    another crawl or run is at work on the same folder
  7    a site is not read any more as it used to be
  130  interrupted; what had been begun was finished and written";

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}
