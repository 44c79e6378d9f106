//! What a crawl takes from the machine beside the network and the disk.

use crate::crawl::guard::{Names, system_names};
use crate::timestamp::Timestamp;
use std::fmt;
use std::sync::Arc;

/// What a crawl takes from the machine beside the network and the disk.
#[derive(Clone)]
pub struct Surroundings {
    /// The time of day.
    pub clock: Arc<dyn Fn() -> Timestamp + Send + Sync>,
    /// How names become addresses.
    pub names: Names,
}

impl Surroundings {
    /// The machine's own.
    pub fn real() -> Self {
        Self {
            clock: Arc::new(Timestamp::now),
            names: system_names(),
        }
    }
}

impl fmt::Debug for Surroundings {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Surroundings").finish_non_exhaustive()
    }
}
