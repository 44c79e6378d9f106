//! The dictionaries built into the library.

/// File name under `dictionaries/` and text, in the order they are entered.
pub const FILES: &[(&str, &str)] = &[
    ("cues/translation.tsv", include_str!("../../dictionaries/cues/translation.tsv")),
    ("cues/text.tsv", include_str!("../../dictionaries/cues/text.tsv")),
    ("cues/quantity.tsv", include_str!("../../dictionaries/cues/quantity.tsv")),
    ("cues/organization.tsv", include_str!("../../dictionaries/cues/organization.tsv")),
    ("cues/role.tsv", include_str!("../../dictionaries/cues/role.tsv")),
    ("cues/office.tsv", include_str!("../../dictionaries/cues/office.tsv")),
    ("cues/stance.tsv", include_str!("../../dictionaries/cues/stance.tsv")),
    ("cues/aim.tsv", include_str!("../../dictionaries/cues/aim.tsv")),
    ("cues/congress.tsv", include_str!("../../dictionaries/cues/congress.tsv")),
    ("cues/count.tsv", include_str!("../../dictionaries/cues/count.tsv")),
    ("abbreviations.tsv", include_str!("../../dictionaries/abbreviations.tsv")),
    ("congresses.tsv", include_str!("../../dictionaries/congresses.tsv")),
    ("levels.tsv", include_str!("../../dictionaries/levels.tsv")),
    ("ranks.tsv", include_str!("../../dictionaries/ranks.tsv")),
    ("numerals.tsv", include_str!("../../dictionaries/numerals.tsv")),
    ("organizations.tsv", include_str!("../../dictionaries/organizations.tsv")),
    ("places.tsv", include_str!("../../dictionaries/places.tsv")),
    ("surnames.tsv", include_str!("../../dictionaries/surnames.tsv")),
    ("syllables.tsv", include_str!("../../dictionaries/syllables.tsv")),
    ("metadata.tsv", include_str!("../../dictionaries/metadata.tsv")),
    ("encodings.tsv", include_str!("../../dictionaries/encodings.tsv")),
];
