//! Consistency checks: what a fact says against its neighbours and against what is known.

use crate::fact::Scene;
use crate::record::Fact;

/// Adds the codes of the checks that facts fail.
pub fn check(_scene: &Scene<'_>, _facts: &mut [Fact]) {}
