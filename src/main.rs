//! dangbo: arguments → command → exit code.

mod cli;

use mimalloc::MiMalloc;
use std::process::ExitCode;

/// An article is many small strings that live as long as it does; the system's allocator takes an eighth of the time.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    #[cfg(unix)]
    cli::hold_back_signals();
    cli::run()
}
