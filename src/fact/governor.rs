//! Whose term, whose congress: the noun to the left that an ordinal or a stretch of years belongs to.
//!
//! Enters: a scene and a token. Leaves: [`Governor`]. "Bí thư Tỉnh ủy khóa XV, đại biểu Quốc hội khóa XIV" has one
//! governor for each ordinal.

use crate::fact::{Owner, Scene};
use crate::knowledge::cue::Cue;
use crate::knowledge::organizations::HeadKind;
use crate::text::{Kind, TokenRange};

/// What governs a token from the left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Governor {
    /// An organization mention, by index; generic ones included.
    Organization(usize),
    /// The Party as a whole: Trung ương, Bộ Chính trị, "của Đảng".
    Party(TokenRange),
    /// A body that is no Party organization.
    Other,
    /// Nothing in reach.
    None,
}

impl Governor {
    /// The nearest noun left of `at`, not before `from`.
    pub fn left_of(scene: &Scene<'_>, from: usize, at: usize) -> Self {
        let mentions = &scene.mentions.organizations;
        let mut end = at;
        while end > from {
            let token = end - 1;
            if matches!(scene.reading.tokens[token].kind, Kind::Mark(b';' | b'?' | b'!')) {
                return Self::None;
            }
            let last = mentions.partition_point(|mention| mention.tokens.start < end);
            if let Some(index) = last.checked_sub(1)
                && mentions[index].tokens.end == end
            {
                return match mentions[index].kind {
                    HeadKind::National => Self::Party(mentions[index].tokens.clone()),
                    _ => Self::Organization(index),
                };
            }
            if let Some(start) = scene.cue_before(end, Cue::BodyOther)
                && start >= from
            {
                return Self::Other;
            }
            if let Some(start) = scene.cue_before(end, Cue::BodyParty)
                && start >= from
            {
                return Self::Party(start..end);
            }
            end -= 1;
        }
        Self::None
    }

    /// The owner of a fact that this governs, where nothing else is said; `at` is the fact's own token.
    pub fn owner(&self, scene: &Scene<'_>, at: usize) -> Owner {
        match self {
            Self::Organization(index) if scene.mentions.organizations[*index].is_generic => Owner::Unknown,
            Self::Organization(index) => Owner::Mention(*index),
            Self::Party(_) => Owner::Party,
            Self::Other => Owner::Unknown,
            Self::None => Owner::Context(at),
        }
    }

    /// Where the governing noun starts.
    pub fn start(&self, scene: &Scene<'_>) -> Option<usize> {
        match self {
            Self::Organization(index) => Some(scene.mentions.organizations[*index].tokens.start),
            Self::Party(tokens) => Some(tokens.start),
            Self::Other | Self::None => None,
        }
    }
}
