//! Text as the rules see it: decoded, cut into tokens that remember where they stood, sentences and layout.
//!
//! Enters: decoded text. Leaves: [`Reading`]. Knows nothing of facts, organizations or files.
//!
//! No normalized copy of the text is made. A token keeps its place in the original and the id of its folded form
//! ([`fold`]), so that matching sees one spelling while every offset slices the original exactly.

pub(crate) mod breaks;
pub mod decode;
pub(crate) mod fold;
pub(crate) mod layout;
pub(crate) mod lists;
mod marks;
pub(crate) mod metadata;
pub(crate) mod offset;
mod phrases;
pub(crate) mod reading;
pub(crate) mod roman;
pub(crate) mod sentence;
pub(crate) mod sieve;
pub(crate) mod syllable;
pub mod token;
pub(crate) mod word;

pub use layout::{Line, LineKind};
pub use phrases::Hit;
pub(crate) use phrases::room;
pub use reading::{Reading, TokenRange};
pub use token::{Gap, Kind, Shape, Token};
