//! The sentences that bear on a post, cut into parts.
//!
//! Enters: a scene. Leaves: [`Cut`], the parts of each sentence, with the names that organizations swallowed given back to
//! persons and the other way round. Knows nothing of who holds what.

use crate::fact::Scene;
use crate::fact::officeholder::part::{self, Element, Part};
use crate::fact::officeholder::post::{self, Post};
use crate::fact::officeholder::{POSTS, alias, owner, table};
use crate::knowledge::cue::{Cue, CueSet};
use crate::text::{TokenRange, room};
use std::iter::Peekable;

/// The sentences of an article, cut into parts that lie one after the other.
pub(super) struct Cut {
    /// While a sentence is cut, its own parts are the last.
    pub parts: Vec<Part>,
    /// By sentence: where its parts end; one that bears on no post has none.
    ends: Vec<usize>,
    /// The sentences that tell a post.
    pub posts: Vec<usize>,
}

impl Cut {
    pub(super) fn of(scene: &Scene<'_>) -> Self {
        let has_rows = table::has_rows(scene);
        let mut cut = Self {
            parts: Vec::with_capacity(room(scene.reading.tokens.len())),
            ends: Vec::with_capacity(scene.reading.sentences.len()),
            posts: Vec::new(),
        };
        let tells_post = |index: &usize| scene.reading.cues_of_sentence(*index).meets(POSTS);
        let mut posts = (0..scene.reading.sentences.len())
            .filter(tells_post)
            .peekable();
        let mut bearing = Bearing {
            scene,
            has_rows,
            nearest: None,
            lists: false,
            table: (0, false),
        };
        for (index, sentence) in scene.reading.sentences.iter().enumerate() {
            if scene.reading.is_furniture(sentence.start) {
                continue;
            }
            if bearing.has(index, &mut posts) {
                cut.sentence(scene, index, has_rows);
            }
            cut.ends.push(cut.parts.len());
        }
        cut
    }

    /// Cuts a sentence and sees whose its names are.
    fn sentence(&mut self, scene: &Scene<'_>, index: usize, has_rows: bool) {
        let own = self.parts.len();
        let sentence = scene.reading.sentences[index].clone();
        part::cut(scene, sentence, &mut self.parts);
        let may_tell_post = scene.reading.cues_of_sentence(index).meets(post::OPENING);
        if may_tell_post {
            free_names(scene, &mut self.parts, own);
            bind_names(scene, &mut self.parts, own);
        }
        alias::one_name_each(scene, &mut self.parts, own);
        if has_rows {
            table::cut_names(scene, &mut self.parts, own);
        }
        if may_tell_post && self.parts[own..].iter().any(|part| part.post().is_some()) {
            self.posts.push(self.ends.len());
        }
    }

    /// The parts of each sentence.
    pub(super) fn sentences(&self) -> Vec<&[Part]> {
        let mut start = 0;
        let of = |&end: &usize| &self.parts[std::mem::replace(&mut start, end)..end];
        self.ends.iter().map(of).collect()
    }
}

/// Which sentences bear on a post: those that tell one or name a person, the rows of a table that tells one, and of those near
/// one what names an office, the short ones, other rows and dated lines, as careers and signatures have them, to the last one.
struct Bearing<'b> {
    scene: &'b Scene<'b>,
    has_rows: bool,
    /// The last sentence, or the one ahead within reach, that tells a post.
    nearest: Option<usize>,
    /// The sentence before is a row or a dated line that bears on a post.
    lists: bool,
    /// Where the table ends that was met last, and whether it tells a post.
    table: (usize, bool),
}

impl Bearing<'_> {
    /// Sentences on either side of one that tells a post in which an office bears on it.
    const REACH: usize = 4;
    /// Tokens of a short sentence.
    const SHORT: usize = 12;

    /// Whether the next sentence does; none is passed over.
    fn has(&mut self, index: usize, posts: &mut Peekable<impl Iterator<Item = usize>>) -> bool {
        const SOMEBODY: CueSet = POSTS.union(CueSet::of(&[
            Cue::PersonAddress,
            Cue::PersonRank,
            Cue::RoleYouth,
        ]));
        const OFFICES: CueSet = CueSet::of(&[Cue::TitleHead, Cue::RoleNotSecretary]);
        while let Some(post) = posts.next_if(|post| *post <= index + Self::REACH) {
            self.nearest = Some(post);
        }
        let reading = self.scene.reading;
        let sentence = &reading.sentences[index];
        let cues = reading.cues_of_sentence(index);
        let is_near = (self.nearest).is_some_and(|post| post + Self::REACH >= index);
        let is_row = self.is_row(index);
        self.lists = (is_near || self.lists || is_row && self.is_told_in_table(index))
            && (is_row || self.opens_dated(sentence));
        self.lists
            || cues.meets(SOMEBODY)
            || !self.scene.mentions.persons_in(sentence.clone()).is_empty()
            || is_near && (sentence.len() <= Self::SHORT || cues.meets(OFFICES))
    }

    fn is_row(&self, index: usize) -> bool {
        let sentences = &self.scene.reading.sentences;
        self.has_rows && (sentences.get(index)).is_some_and(|one| table::is_row(self.scene, one))
    }

    /// Whether the table of a row tells a post. It goes on past a line that is none.
    fn is_told_in_table(&mut self, row: usize) -> bool {
        if row >= self.table.0 {
            let mut end = row + 1;
            while self.is_row(end) || self.is_row(end + 1) {
                end += 1;
            }
            let tells = |index| (self.scene.reading).cues_of_sentence(index).meets(POSTS);
            self.table = (end, (row..end).any(tells));
        }
        self.table.1
    }

    /// Whether a sentence opens as the dated lines of a career do.
    fn opens_dated(&self, sentence: &TokenRange) -> bool {
        !self.scene.reading.tokens[sentence.start].is_word()
            || (self.scene.cue_at(sentence.start, Cue::OfficeAside)).is_some()
    }
}

/// Gives back to persons the names that organizations have swallowed: `Bí thư Đảng ủy xã Trần Văn Nam phát biểu`. The
/// sentence's parts begin at `own`.
fn free_names(scene: &Scene<'_>, parts: &mut Vec<Part>, own: usize) {
    let mut at = own;
    while at < parts.len() {
        if let Some((shorter, name)) = swallowed(scene, &parts[own..], at - own) {
            parts[at] = Part {
                tokens: shorter.tokens.clone(),
                element: Element::Post(Box::new(shorter)),
            };
            parts.insert(
                at + 1,
                Part {
                    tokens: name.clone(),
                    element: Element::Person(name),
                },
            );
            at += 1;
        }
        at += 1;
    }
}

/// Gives to organizations the names that look like persons', where the holder stands before: `Ông Lê Văn Sang, Bí thư Đảng
/// ủy xã Kim Song Trường`. The sentence's parts begin at `own`.
fn bind_names(scene: &Scene<'_>, parts: &mut Vec<Part>, own: usize) {
    let mut at = own + 2;
    while at + 1 < parts.len() {
        if let Some(longer) = with_name(scene, &parts[own..], at - own) {
            parts[at] = longer;
            parts.remove(at + 1);
        }
        at += 1;
    }
}

/// The post with the name behind it as its organization's.
fn with_name(scene: &Scene<'_>, parts: &[Part], at: usize) -> Option<Part> {
    let post = parts[at].post()?;
    let mention = post.mention(scene)?;
    let Element::Person(name) = &parts[at + 1].element else {
        return None;
    };
    let is_own = parts[at + 1].tokens.start == name.start && name.start == post.tokens.end;
    // All provinces and districts are in the dictionary: "ông Hùng, Bí thư Thành ủy Lê Văn Sang chất vấn".
    let is_open = mention.has_unit
        || mention
            .level
            .is_some_and(|level| !mention.is_named && !owner::has_own_committee(level));
    if !(is_own && is_open && (explains_holder(parts, at) || is_given(scene, parts, at))) {
        return None;
    }
    let longer = post::with_name(scene, mention, name);
    Some(Part {
        tokens: parts[at].tokens.start..name.end,
        element: Element::Post(Box::new(post.of(longer))),
    })
}

/// `ông A, Bí thư Đảng ủy xã …`: whether a post stands behind a comma or dash and a name without titles.
fn explains_holder(parts: &[Part], at: usize) -> bool {
    let is_joint = |part: &Part| part.is_mark(b',') || part.is_mark(b'-');
    let is_title = |part: &Part| matches!(part.element, Element::Title | Element::Post(_));
    match &parts[..at] {
        [.., title, name, joint] => is_joint(joint) && name.is_person() && !is_title(title),
        [name, joint] => is_joint(joint) && name.is_person(),
        _ => false,
    }
}

/// `ông A được bầu giữ chức Bí thư Đảng ủy xã …`, `bà B, trước đó là …`: whether a verb of offices right behind somebody gives the
/// post. `Người thay ông A là Bí thư Đảng ủy xã C` tells of C.
fn is_given(scene: &Scene<'_>, parts: &[Part], at: usize) -> bool {
    const TIMES: CueSet = CueSet::of(&[Cue::OfficePast, Cue::OfficePresent, Cue::StatusFormer]);
    let is_verbal = |part: &Part| {
        matches!(
            part.element,
            Element::Aside
                | Element::Mark(b',')
                | Element::Verb(
                    Cue::OfficeAppoint
                        | Cue::OfficeIs
                        | Cue::OfficeLink
                        | Cue::OfficePast
                        | Cue::OfficePredicate
                        | Cue::StatusFormer
                )
        )
    };
    let Some(name) = (0..at).rev().find(|&before| !is_verbal(&parts[before])) else {
        return false;
    };
    let told = &parts[name + 1..at];
    let tells_when = |part: &Part| scene.starts_any(part.tokens.start, TIMES);
    let is_own = || parts[..name].iter().all(is_verbal) || told.iter().any(tells_when);
    let gives = told.last().is_some_and(|verb| {
        verb.is_verb(Cue::OfficeAppoint) || verb.is_verb(Cue::OfficeIs) && is_own()
    });
    parts[name].is_person() && gives
}

/// The post without the name at its end, where nobody else in reach holds it.
fn swallowed(scene: &Scene<'_>, parts: &[Part], at: usize) -> Option<(Post, TokenRange)> {
    let post = parts[at].post()?;
    let name = post.doubtful_name.clone()?;
    // "Ông A, 68 tuổi, Bí thư Chi bộ thôn Đồng Du Trung": with what is told aside between commas, where they open the sentence.
    let is_aside = |part: &Part| part.element == Element::Aside || part.is_mark(b',');
    let past_asides = (0..at).rev().find(|&left| !is_aside(&parts[left]));
    let past_asides = past_asides.filter(|&left| left <= 1);
    let beside = at.checked_sub(2);
    let has_name_before = [beside, past_asides]
        .into_iter()
        .flatten()
        .any(|left| parts[left].is_person());
    let has_name_after = parts.get(at + 1).is_some_and(Part::is_person);
    let is_governed = at.checked_sub(1).is_some_and(|left| {
        matches!(
            parts[left].element,
            Element::Verb(Cue::OfficeAppoint | Cue::OfficeIs)
        )
    });
    (!has_name_before && !has_name_after && !is_governed)
        .then(|| (post.without_doubtful_name(scene), name))
}
