//! The end of the line: batches written in their order, with what the format needs around them.

use crate::batch::document::{Done, Notice};
use crate::batch::{Tally, Watcher};
use crate::sink::Sink;
use std::io::{self, Write};

pub(super) struct Output<'o> {
    sink: &'o dyn Sink,
    writer: &'o mut dyn Write,
    watcher: &'o mut dyn Watcher,
    tally: Tally,
    has_records: bool,
}

impl<'o> Output<'o> {
    pub(super) fn begin(
        sink: &'o dyn Sink,
        writer: &'o mut dyn Write,
        watcher: &'o mut dyn Watcher,
    ) -> io::Result<Self> {
        writer.write_all(&sink.head())?;
        Ok(Self {
            sink,
            writer,
            watcher,
            tally: Tally::default(),
            has_records: false,
        })
    }

    pub(super) fn write(&mut self, done: Done) -> io::Result<()> {
        for told in &done.told {
            match told {
                Notice::Failed(failure) => self.watcher.failed(failure),
                Notice::Noted(note) => self.watcher.noted(note),
            }
        }
        if !done.bytes.is_empty() {
            if self.has_records {
                self.writer.write_all(self.sink.separator())?;
            }
            self.has_records = true;
            self.writer.write_all(&done.bytes)?;
        }
        if done.is_waited_behind {
            self.writer.flush()?;
        }
        self.tally.add(&done.tally);
        self.watcher.advanced(&self.tally);
        Ok(())
    }

    pub(super) fn finish(self) -> io::Result<Tally> {
        self.writer.write_all(self.sink.foot())?;
        self.writer.flush()?;
        Ok(self.tally)
    }
}
