//! What is said: one file per kind of fact.
//!
//! Enters: a [`Scene`]: the reading, its mentions, and the stance of its clauses. Leaves: [`Draft`]s. Whom a fact is
//! about, when, and whether it was said before is for `resolve`. What a kind is and by what two facts of it are one stands
//! here: [`KINDS`] and [`Value::identity`].

mod aim;
mod beside_plan;
mod carried;
mod congress;
mod counted;
pub(crate) mod date_range;
mod denial;
mod governor;
mod log;
mod member_count;
mod noun;
pub(crate) mod officeholder;
mod organization_count;
mod reason;
mod result;
mod row;
mod several;
mod stance;
mod target;
mod term;

use crate::knowledge::Knowledge;
use crate::knowledge::cue::{Cue, CueSet};
use crate::knowledge::lexicon::SenseKind;
use crate::mention::Mentions;
use crate::mention::organization::OrganizationMention;
use crate::record::{self, Bound, Quantity, Rule, Unit, Value};
use crate::text::fold::lower;
use crate::text::{Reading, TokenRange};
use Part::{Figure, Name, Number, OfQuantity, Text};
use aim::Aim;
use counted::Counted;
use std::cell::OnceCell;

pub use log::Log;
pub(crate) use log::{Completed, Notes};
pub(crate) use reason::Reason;
pub(crate) use several::Several;
pub(crate) use stance::{Stance, StancesWhenAsked};

/// A kind of fact: its name in records, what reads it, and by what two of it are compared.
pub struct Kind {
    pub name: &'static str,
    reader: Reader,
    pub(crate) scored: Scored,
}

/// By what facts of a kind are scored, as the contract's JSON names it.
pub(crate) struct Scored {
    /// What is the same in two that state one thing.
    pub key: &'static [Part],
    /// What besides is the same in two that agree in full.
    pub beyond: Beyond,
}

/// A part of a key: a field of the fact, or what its `quantity` tells.
pub(crate) enum Part {
    Text(&'static str),
    /// A person's name, in whichever spelling.
    Name(&'static str),
    Number(&'static str),
    /// The value of the quantity, or its low and high.
    Figure,
    /// A text of the quantity.
    OfQuantity(&'static str),
}

/// What two facts of one key may differ in.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Beyond {
    /// Whose it is.
    Organization,
    /// What it is of and for: subject and goal.
    Wording,
}

/// What a kind's rules are given: the scene alone, or with it the figures that two kinds share.
enum Reader {
    Scene(fn(&Scene<'_>, &mut Vec<Draft>)),
    Counted(fn(&Scene<'_>, &[Counted<'_>], &mut Vec<Draft>)),
    Aims(fn(&Scene<'_>, &[Aim], &mut Vec<Draft>)),
}

/// Every kind, in the order it is read. Command line, scores, README and tests take their lists from here.
pub const KINDS: &[Kind] = &[
    Kind {
        name: "member_count",
        reader: Reader::Counted(member_count::read),
        scored: Scored {
            key: &[Text("measure"), Figure, OfQuantity("bound")],
            beyond: Beyond::Organization,
        },
    },
    Kind {
        name: "organization_count",
        reader: Reader::Counted(organization_count::read),
        scored: Scored {
            key: &[Text("measure"), Figure],
            beyond: Beyond::Organization,
        },
    },
    Kind {
        name: "term",
        reader: Reader::Scene(term::read),
        scored: Scored {
            key: &[Number("start_year"), Number("end_year")],
            beyond: Beyond::Organization,
        },
    },
    Kind {
        name: "congress",
        reader: Reader::Scene(congress::read),
        scored: Scored {
            key: &[Number("ordinal"), Text("form")],
            beyond: Beyond::Organization,
        },
    },
    Kind {
        name: "target",
        reader: Reader::Aims(target::read),
        scored: Scored {
            key: &[Figure, OfQuantity("bound"), OfQuantity("unit")],
            beyond: Beyond::Wording,
        },
    },
    Kind {
        name: "result",
        reader: Reader::Aims(result::read),
        scored: Scored {
            key: &[Figure, OfQuantity("bound"), OfQuantity("unit")],
            beyond: Beyond::Wording,
        },
    },
    Kind {
        name: "officeholder",
        reader: Reader::Scene(officeholder::read),
        scored: Scored {
            key: &[Name("name"), Text("role")],
            beyond: Beyond::Organization,
        },
    },
];

/// What the sentences of a scene state, kind by kind.
pub fn read(scene: &Scene<'_>) -> Vec<Draft> {
    let (counted, aims) = (counted::find(scene), aim::aims(scene));
    let mut drafts = Vec::new();
    for kind in KINDS {
        match kind.reader {
            Reader::Scene(read) => read(scene, &mut drafts),
            Reader::Counted(read) => read(scene, &counted, &mut drafts),
            Reader::Aims(read) => read(scene, &aims, &mut drafts),
        }
    }
    denial::leave_out(scene, &mut drafts);
    drafts
}

/// What a kind's rules look at.
pub struct Scene<'s> {
    pub(crate) reading: &'s Reading<'s>,
    pub(crate) knowledge: &'s Knowledge,
    pub(crate) mentions: &'s Mentions,
    /// The year in which the article speaks, where it lets one tell.
    pub(crate) today: Option<u16>,
    pub(crate) stances: StancesWhenAsked<'s>,
    /// The tables of the article, found when a figure is first looked up in one.
    pub(crate) tables: OnceCell<row::Tables>,
    /// Where it is noted how figures were completed and why candidates came to nothing, when somebody wants to know.
    pub(crate) log: &'s Log,
}

impl<'s> Scene<'s> {
    /// A reading with what it names, and the year it was published in, if known; what rules ask for besides is found when they
    /// do.
    pub fn new(
        reading: &'s Reading<'s>,
        knowledge: &'s Knowledge,
        mentions: &'s Mentions,
        published: Option<u16>,
        log: &'s Log,
    ) -> Self {
        let today = published.or_else(|| mentions.latest_year());
        Self {
            reading,
            knowledge,
            mentions,
            today,
            stances: StancesWhenAsked::of(reading, mentions, today),
            tables: OnceCell::new(),
            log,
        }
    }
}

impl Scene<'_> {
    /// See [`Reading::cue_at`].
    #[inline(always)]
    pub(crate) fn cue_at(&self, token: usize, cue: Cue) -> Option<usize> {
        self.reading.cue_at(token, cue)
    }

    /// See [`Reading::starts_any`].
    #[inline(always)]
    pub(crate) fn starts_any(&self, token: usize, cues: CueSet) -> bool {
        self.reading.starts_any(token, cues)
    }

    /// See [`Reading::cue_before`].
    #[inline(always)]
    pub(crate) fn cue_before(&self, end: usize, cue: Cue) -> Option<usize> {
        self.reading.cue_before(end, cue)
    }

    /// The start of the words for a secretary's or deputy's post that end right before `end`.
    pub(crate) fn post_before(&self, end: usize) -> Option<usize> {
        [Cue::RoleStandingDeputy, Cue::RoleDeputy, Cue::RoleSecretary]
            .into_iter()
            .find_map(|role| self.cue_before(end, role))
    }

    /// The organization mention that starts at a token, with its index: the token starts a head, so that one look tells of
    /// most others that they start none.
    pub(crate) fn organization_at(&self, token: usize) -> Option<(usize, &OrganizationMention)> {
        (self
            .reading
            .has_sense_at(token, SenseKind::OrganizationHead))
        .then(|| self.mentions.organization_at(token))
        .flatten()
    }

    /// See [`Reading::ends_any`].
    pub(crate) fn ends_any(&self, end: usize, cues: CueSet) -> bool {
        self.reading.ends_any(end, cues)
    }

    /// See [`Reading::find_cue`].
    pub(crate) fn find_cue(&self, range: TokenRange, cue: Cue) -> Option<TokenRange> {
        self.reading.find_cue(range, cue)
    }

    /// Where the brackets are closed in which words stand with others, `reach` tokens at most on either side.
    pub(crate) fn aside_end(&self, words: &TokenRange, reach: usize) -> Option<usize> {
        let tokens = &self.reading.tokens;
        let is_bracket = |at: &usize| tokens[*at].is_mark(b'(') || tokens[*at].is_mark(b')');
        let mut before = (words.start.saturating_sub(reach)..words.start).rev();
        let open = before
            .find(is_bracket)
            .filter(|&open| tokens[open].is_mark(b'('))?;
        let mut after = words.end..tokens.len().min(words.end + reach);
        let close = after
            .find(is_bracket)
            .filter(|&close| tokens[close].is_mark(b')'))?;
        let is_alone = open + 1 == words.start && words.end == close;
        (!is_alone).then_some(close)
    }

    /// The organization mention that "và" joins to this one from the left: "Đảng bộ A và Đảng bộ B".
    pub(crate) fn coordinated_before(&self, mention: usize) -> Option<usize> {
        let mentions = &self.mentions.organizations;
        let joint = self.cue_before(mentions[mention].tokens.start, Cue::And)?;
        let before = mention.checked_sub(1)?;
        (mentions[before].tokens.end == joint && !mentions[before].is_generic).then_some(before)
    }

    /// See [`Reading::finds_any`].
    pub(crate) fn finds_any(&self, range: TokenRange, cues: CueSet) -> bool {
        self.reading.finds_any(range, cues)
    }

    /// See [`Reading::find_last_cue`].
    pub(crate) fn find_last_cue(&self, range: TokenRange, cue: Cue) -> Option<TokenRange> {
        self.reading.find_last_cue(range, cue)
    }
}

/// Whom a fact is about, as far as its sentence says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Owner {
    /// The organization mention of this index, short form or full.
    Mention(usize),
    /// An organization that the rule itself composed from text: canonical name and the tokens it was read from.
    Named(String, TokenRange),
    /// An organization that the rule itself read from text that is no mention of the scene.
    Read(Box<OrganizationMention>),
    /// Nothing in the rule's own words: whoever the text speaks of at this token.
    Context(usize),
    /// The Party as a whole.
    Party,
    /// The article does not let one tell.
    Unknown,
}

/// A fact as its sentence states it.
#[derive(Debug, Clone, PartialEq)]
pub struct Draft {
    pub(crate) value: Value,
    pub(crate) owner: Owner,
    /// The smallest stretch that states it.
    pub(crate) tokens: TokenRange,
    pub(crate) rule: Rule,
}

/// See [`Value::identity`].
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Identity {
    kind: std::mem::Discriminant<Value>,
    /// The measure of a count, the role of an officeholder.
    measure: u8,
    numbers: [Option<record::Number>; 3],
    hedge: Option<(Bound, Unit)>,
    words: [Option<String>; 2],
}

impl Value {
    /// What makes the value one fact for one organization; the words that a kind does not decide by are left out.
    pub(crate) fn identity(&self) -> Identity {
        let kind = std::mem::discriminant(self);
        let folded = |text: &Option<String>| text.as_deref().map(lower);
        let figure = |quantity: &Quantity| [quantity.value, quantity.low, quantity.high];
        let whole = |number: u16| Some(record::Number::whole(i64::from(number)));
        let bare = Identity {
            kind,
            measure: 0,
            numbers: [None; 3],
            hedge: None,
            words: [None, None],
        };
        match self {
            Self::MemberCount {
                measure,
                quantity,
                group,
            } => Identity {
                measure: *measure as u8,
                numbers: figure(quantity),
                hedge: Some((quantity.bound, quantity.unit)),
                words: [folded(group), None],
                ..bare
            },
            Self::OrganizationCount {
                measure,
                quantity,
                unit_type,
            } => Identity {
                measure: *measure as u8,
                numbers: figure(quantity),
                hedge: Some((quantity.bound, quantity.unit)),
                words: [Some(unit_type.clone()), None],
                ..bare
            },
            Self::Term {
                start_year,
                end_year,
            } => Identity {
                numbers: [whole(*start_year), whole(*end_year), None],
                ..bare
            },
            Self::Congress { ordinal, .. } => Identity {
                numbers: [whole(*ordinal), None, None],
                ..bare
            },
            Self::Target {
                quantity,
                subject,
                goal,
            }
            | Self::Result {
                quantity,
                subject,
                goal,
            } => Identity {
                numbers: figure(quantity),
                hedge: Some((quantity.bound, quantity.unit)),
                words: [folded(subject), folded(goal).map(|goal| opening(&goal))],
                ..bare
            },
            Self::Officeholder { name, role, .. } => Identity {
                measure: *role as u8,
                words: [Some(lower(name)), None],
                ..bare
            },
        }
    }
}

/// The first words of a goal, by which two are one: a headline shortens "hoàn thành tốt nhiệm vụ trở lên".
fn opening(goal: &str) -> String {
    const WORDS: usize = 5;
    goal.split_whitespace()
        .take(WORDS)
        .collect::<Vec<_>>()
        .join(" ")
}
