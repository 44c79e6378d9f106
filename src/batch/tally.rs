//! What a run has done so far, for its summary.

use crate::batch::Failure;
use crate::source::{Counts, Refusal, SourceError};

/// Sums over a run.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally {
    /// Documents met, whatever became of them.
    pub read: u64,
    /// Bytes of the documents that yielded a record.
    pub bytes: u64,
    pub records: u64,
    pub facts: u64,
    /// Records of whose articles something was told that is not as expected.
    pub noted: u64,
    /// Documents that yielded no record, by reason.
    pub refused: Counts<Refusal>,
    /// Files in folders and records of WARC files that are of no type that can be read, by type.
    pub passed_over: Counts<String>,
}

impl Tally {
    pub(super) fn count_record(&mut self, bytes: u64, facts: u64, notes: &[String]) {
        self.noted += u64::from(!notes.is_empty());
        self.read += 1;
        self.bytes += bytes;
        self.records += 1;
        self.facts += facts;
    }

    pub(super) fn count_failure(&mut self, failure: &Failure) {
        if let Some(refusal) = failure.refusal() {
            self.read += 1;
            *self.refused.entry(refusal).or_default() += 1;
        } else if let Failure::Source(SourceError::OtherType { found, .. }) = failure {
            *self.passed_over.entry(found.clone()).or_default() += 1;
        }
    }

    pub(super) fn add(&mut self, other: &Self) {
        self.read += other.read;
        self.bytes += other.bytes;
        self.records += other.records;
        self.facts += other.facts;
        self.noted += other.noted;
        for (refusal, count) in &other.refused {
            *self.refused.entry(*refusal).or_default() += count;
        }
        for (kind, count) in &other.passed_over {
            *self.passed_over.entry(kind.clone()).or_default() += count;
        }
    }

    /// Documents that yielded no record.
    pub fn refusals(&self) -> u64 {
        self.refused.values().sum()
    }
}
