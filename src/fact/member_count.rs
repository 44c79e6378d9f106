//! member_count.
use crate::fact::{Draft, Scene};

/// Reads the facts of this kind.
pub fn read(_scene: &Scene<'_>, _drafts: &mut Vec<Draft>) {}
