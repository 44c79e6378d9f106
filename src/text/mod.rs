//! Text as the rules see it: decoded, cut into tokens that remember where they stood, sentences and layout.
//!
//! Enters: decoded text. Leaves: [`Reading`]. Knows nothing of facts, organizations or files.
//!
//! No normalized copy of the text is made. A token keeps its place in the original and the id of its folded form
//! ([`fold`]), so that matching sees one spelling while every offset slices the original exactly.

pub mod decode;
pub mod fold;
pub mod layout;
pub mod metadata;
pub mod offset;
pub mod reading;
pub mod roman;
pub mod sentence;
pub mod syllable;
pub mod token;

pub use reading::{Hit, Reading, TokenRange};
pub use token::{Gap, Kind, Shape, Token};
