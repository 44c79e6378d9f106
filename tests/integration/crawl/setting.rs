//! What a crawl needs in a test: a folder, a configuration that hurries, and the program itself.

use dangbo::crawl::{self, Config, CrawlError, CrawlReport, Event, Verdict, Watcher};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::AtomicBool;
use tempfile::TempDir;

/// A folder with a configuration in it.
pub(crate) struct Setting {
    pub folder: TempDir,
    text: String,
}

/// The part of a configuration that all tests have: no pauses, and loopback addresses allowed.
const COMMON: &str = "\
[agent]
contact = \"crawl@example.org\"
[keep]
folder = \"kept\"
warc = \"WARC\"
[limits]
page = \"1 MB\"
[pace]
delay = \"0s\"
connections = 4
backoff = \"1ms\"
patience = \"2s\"
[network]
timeout = \"5s\"
allow_private = [\"127.0.0.1\", \"127.0.0.2\", \"127.0.0.3\", \"127.0.0.4\", \"127.0.0.5\", \"127.0.0.6\", \"127.0.0.7\", \"127.0.0.8\"]
";

impl Setting {
    /// A setting for sites as a configuration has them.
    pub(crate) fn new(sites: &str) -> Self {
        Self {
            folder: tempfile::tempdir().expect("a folder"),
            text: format!("{}{sites}", COMMON.replace("WARC", "1 GB")),
        }
    }

    /// The same in a folder that lies in memory, where the machine has one for that. A program that dies loses no more
    /// there than on a disk, and nothing waits for one.
    #[must_use]
    pub(crate) fn in_memory(mut self) -> Self {
        let memory = Path::new("/dev/shm");
        if memory.is_dir() {
            self.folder = tempfile::tempdir_in(memory).expect("a folder");
        }
        self
    }

    /// The same with another text in place of some text of the configuration.
    #[must_use]
    pub(crate) fn with(mut self, old: &str, new: &str) -> Self {
        assert!(
            self.text.contains(old),
            "{old} does not stand in the configuration"
        );
        self.text = self.text.replacen(old, new, 1);
        self
    }

    /// Adds sites as a configuration has them.
    pub(crate) fn add(&mut self, sites: &str) {
        self.text.push_str(sites);
    }

    /// The configuration, read.
    pub(crate) fn config(&self) -> Config {
        Config::parse(&self.text, &self.folder.path().join("dangbo.toml")).expect("a configuration")
    }

    /// The folder of state and WARC files.
    pub(crate) fn kept(&self) -> PathBuf {
        self.folder.path().join("kept")
    }

    /// Crawls in this process.
    pub(crate) fn crawl(&self) -> Result<(CrawlReport, Seen), CrawlError> {
        let mut seen = Seen::default();
        let report = crawl::run(&self.config(), &AtomicBool::new(false), &mut seen)?;
        Ok((report, seen))
    }

    /// The program, about to crawl.
    pub(super) fn command(&self) -> Command {
        command("crawl", &self.write())
    }

    /// The program, about to do its nightly run.
    pub(crate) fn run_command(&self) -> Command {
        command("run", &self.write())
    }

    /// Writes the configuration; returns where.
    pub(crate) fn write(&self) -> PathBuf {
        let path = self.folder.path().join("dangbo.toml");
        std::fs::write(&path, &self.text).expect("a writable folder");
        path
    }

    /// The folder of records.
    pub(crate) fn records(&self) -> PathBuf {
        self.folder.path().join("records")
    }
}

/// The program, about to do something by a configuration.
fn command(name: &str, config: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dangbo"));
    command
        .arg(name)
        .arg("--config")
        .arg(config)
        .env_remove("DANGBO_FAILPOINT")
        .stdout(Stdio::null())
        .stderr(Stdio::piped());
    command
}

/// What was seen of a crawl.
#[derive(Debug, Default)]
pub(crate) struct Seen {
    /// Addresses and what became of them.
    pub visits: Vec<(String, Verdict)>,
    /// Everything else, as it prints.
    pub others: Vec<String>,
}

impl Watcher for Seen {
    fn saw(&mut self, event: &Event<'_>) {
        match *event {
            Event::Visited { url, verdict, .. } => self.visits.push((url.to_owned(), verdict)),
            other => self.others.push(format!("{other:?}")),
        }
    }
}
