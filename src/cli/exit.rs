//! Exit codes: what a scheduler may conclude.

use dangbo::crawl::CrawlError;
use dangbo::crawl::StoreError;
use dangbo::run::RunError;
use std::io;
use std::process::ExitCode;

/// Columns of a line of help.
const HELP_WIDTH: usize = 100;

/// How the program ended; [`Exit::ALL`] tells what each means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Exit {
    Done = 0,
    CouldNotStart = 1,
    SomeFailed = 2,
    Partial = 3,
    LimitReached = 4,
    StateDamaged = 5,
    Busy = 6,
    Drifted = 7,
    Interrupted = 130,
}

impl Exit {
    /// Each with what it means, and whether trying again helps: the README's table, and what `--help` says.
    pub(crate) const ALL: [(Self, &str, &str); 9] = [
        (Self::Done, "all was done", ""),
        (
            Self::CouldNotStart,
            "could not start, read or write: usage, configuration, dictionaries, a full or failing disk",
            "when that is mended",
        ),
        (
            Self::SomeFailed,
            "all was done save some documents (each reported with its cause), a score is below its floor, a checked \
             site gave no whole article, or dictionaries have a problem",
            "only with other input",
        ),
        (
            Self::Partial,
            "a crawl or run is done save what could not be fetched and may be later",
            "yes",
        ),
        (
            Self::LimitReached,
            "a crawl or run has reached a limit and there is more to do",
            "yes: it goes on",
        ),
        (
            Self::StateDamaged,
            "the state of a crawl or run is damaged, and was not touched",
            "when it is restored, or the folders moved away",
        ),
        (
            Self::Busy,
            "another crawl or run is at work on the same folder",
            "yes, later",
        ),
        (
            Self::Drifted,
            "a site is not read any more as it used to be, whatever else is left to do",
            "the next night; somebody has to look at it",
        ),
        (
            Self::Interrupted,
            "interrupted: what had been begun was finished and written",
            "yes",
        ),
    ];

    /// What `--help` says of the codes that a command ends with.
    pub(crate) fn help(codes: &[Self]) -> String {
        let mut out = "Exit codes, and whether to try again:".to_owned();
        for (exit, meaning, again) in Self::ALL {
            if !codes.contains(&exit) {
                continue;
            }
            let again = match again {
                "" => String::new(),
                again => format!(" [{again}]"),
            };
            let mut width = HELP_WIDTH;
            for (index, word) in format!("{meaning}{again}").split(' ').enumerate() {
                if width + 1 + word.chars().count() > HELP_WIDTH {
                    let code = (index == 0).then(|| (exit as u8).to_string());
                    out += &format!("\n  {:<5}", code.unwrap_or_default());
                    width = 7;
                } else {
                    out.push(' ');
                    width += 1;
                }
                out += word;
                width += word.chars().count();
            }
        }
        out
    }

    /// The same of all codes.
    pub(crate) fn help_of_all() -> String {
        Self::help(&Self::ALL.map(|(exit, ..)| exit))
    }

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

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

#[cfg(test)]
mod tests {
    use super::Exit;

    #[test]
    fn the_readme_tells_what_the_program_tells() {
        let readme = include_str!("../../README.md");
        for (exit, meaning, again) in Exit::ALL {
            let cell = if again.is_empty() {
                " |".to_owned()
            } else {
                format!(" {again} |")
            };
            let row = format!("\n| {} | {meaning} |{cell}\n", exit as u8);
            assert!(readme.contains(&row), "{row}");
        }
        assert_eq!(readme.matches("\n| exit code |").count(), 1);
    }

    #[test]
    fn help_tells_the_codes_of_a_command() {
        let help = Exit::help(&[Exit::Done, Exit::Partial]);
        assert_eq!(
            help,
            "Exit codes, and whether to try again:\n  0    all was done\n  3    a crawl or run is done save what could \
             not be fetched and may be later [yes]"
        );
        assert!(
            Exit::help_of_all()
                .lines()
                .all(|line| line.chars().count() <= super::HELP_WIDTH)
        );
    }
}
