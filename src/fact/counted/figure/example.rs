//! Figures of organizations that stand out: who leads in what was just counted, who comes next, who has most and least members.

use super::Figure;
use crate::fact::Scene;
use crate::fact::counted::deed::{self, Deed};
use crate::fact::counted::ellipsis::Subject;
use crate::fact::counted::noun::{self, Noun};
use crate::fact::counted::sentence_before;
use crate::knowledge::cue::{Cue, CueSet};
use crate::text::{Kind, TokenRange};

/// Tokens of an organization's name before its figure.
const EXAMPLE_NAME: usize = 30;
/// Tokens of a heading before its colon.
const HEADING_WORDS: usize = 24;

/// Whether words say who leads. `nhất là khi Đảng bộ mới được thành lập` opens a clause.
pub(super) fn gives_examples(scene: &Scene<'_>, before: TokenRange) -> bool {
    let leading = scene.find_cue(before, Cue::CountLeading);
    leading.is_some_and(|leading| scene.cue_at(leading.end, Cue::CountOpener).is_none())
}

impl Figure<'_, '_> {
    /// `kết nạp 58 đảng viên. Dẫn đầu là Đảng bộ X (11 đảng viên), Đảng bộ Y 8 người`: examples of what was just counted.
    /// `Đông nhất là Chi bộ X, 46 đồng chí; ít nhất là Chi bộ Y, chỉ 6`, `Địa phương có số đảng viên bị kỷ luật cao nhất là huyện
    /// X (13 người)`: what the words before the superlative say.
    pub(super) fn take_up_example(&mut self) {
        let is_open = matches!(self.noun, Noun::Member | Noun::Person)
            || (self.noun == Noun::None && self.is_bare());
        let is_plain = self.is_plain();
        if !self.is_example || !is_open || !is_plain || self.kind.is_some() {
            return;
        }
        let Some(told) = self.told_of_leaders() else {
            return;
        };
        let end = self.end_of_named();
        if let Some(subject) = self.named_before(end) {
            self.noun = Noun::Member;
            self.subject = Some(subject);
            self.set_deed(told);
        } else if self.noun == Noun::Member
            && self.scene.cue_before(end, Cue::CountLeading).is_some()
        {
            self.set_deed(told);
        }
    }

    /// `Kết quả kết nạp đảng viên 6 tháng: Đảng bộ xã A 13, Đảng bộ xã B 11`: what the words before the colon count, by
    /// organization.
    pub(super) fn take_up_item_by_organization(&mut self) {
        let scene = self.scene;
        let is_open = (self.noun == Noun::None && self.is_bare())
            || (self.noun == Noun::Person && self.kind.is_none());
        let is_plain = self.is_plain();
        if !is_open || !is_plain || self.label.is_some() {
            return;
        }
        let start = self.quantity.tokens.start;
        let Some(subject) = self.named_before(self.end_of_named()) else {
            return;
        };
        let sentence = scene.reading.sentence_of(start).start;
        let Some(colon) = (sentence..start)
            .take(HEADING_WORDS)
            .find(|&at| scene.reading.tokens[at].is_mark(b':'))
        else {
            return;
        };
        let heading = sentence..colon;
        let names = noun::noun_within(scene, heading.clone()) == Noun::Member
            && scene
                .mentions
                .quantities_in(heading.clone())
                .iter()
                .all(|figure| noun::noun_after(scene, figure.tokens.end).0 == Noun::None);
        if let Some((deed, _)) =
            deed::label_deed(scene, heading).filter(|(deed, _)| names && deed.names_members())
        {
            self.noun = Noun::Member;
            self.subject = Some(subject);
            self.set_deed(deed);
        }
    }

    /// `Các đảng bộ có đông đảng viên được tặng Huy hiệu Đảng là huyện A 54 đảng viên, thị xã B 37 đảng viên`: what is said of several,
    /// each of which "là" or a colon names with its figure.
    pub(super) fn take_up_item_of_several(&mut self) {
        let scene = self.scene;
        let start = self.quantity.tokens.start;
        if self.noun != Noun::Member || self.label.is_some() {
            return;
        }
        let Some(subject) = self.named_before(start) else {
            return;
        };
        let sentence = scene.reading.sentence_of(start).start;
        let reach = sentence..start.min(sentence + HEADING_WORDS);
        if scene.cue_at(sentence, Cue::Plural).is_none() {
            return;
        }
        let Some(link) = scene.find_cue(reach, Cue::Copula) else {
            return;
        };
        let heading = sentence..link.start;
        if !self.are_named_from(link.end, heading.clone()) {
            return;
        }
        let names = scene.find_cue(heading.clone(), Cue::NounMember).is_some()
            && scene.mentions.quantities_in(heading.clone()).is_empty();
        let told = deed::label_deed(scene, heading).filter(|(deed, _)| names && deed.names_parts());
        let is_plain = self.is_plain();
        if let Some((deed, _)) = told
            && (is_plain || self.deed() == Some(deed))
        {
            self.subject = Some(subject);
            self.set_deed(deed);
        }
    }

    /// Whether a heading speaks of several organizations or places to which something was done, and a list that no ";" ends names
    /// the first of them right behind its link.
    fn are_named_from(&self, first: usize, heading: TokenRange) -> bool {
        let scene = self.scene;
        let several = scene.cue_at(heading.start, Cue::Plural);
        let are_persons = several.is_some_and(|noun| {
            scene.starts_any(
                noun,
                const { CueSet::of(&[Cue::NounPerson, Cue::NounMember, Cue::NounPersonKind]) },
            )
        });
        let names_first = scene.mentions.organization_at(first).is_some()
            || scene.mentions.territory_at(first).is_some();
        let mut list = scene.reading.tokens[first..self.quantity.tokens.start].iter();
        names_first
            && !are_persons
            && scene.find_cue(heading, Cue::CountUndone).is_none()
            && !list.any(|token| token.is_mark(b';'))
    }

    /// What was done to those of whom the leaders have most: what the words before the superlative say, or what was done to
    /// those just counted. None where the sentence speaks of nothing that has members, or is past its examples.
    fn told_of_leaders(&self) -> Option<Option<Deed>> {
        let scene = self.scene;
        let before = sentence_before(scene, self.quantity);
        let leading = scene.find_cue(before.clone(), Cue::CountLeading)?;
        // "trong khi Đảng bộ Y có gần 700 đảng viên": what is set against the leaders is told by itself.
        if scene
            .find_cue(leading.end..before.end, Cue::CountContrast)
            .is_some()
        {
            return None;
        }
        let words = before.start..leading.start.max(before.start);
        let names = noun::noun_within(scene, words.clone()) == Noun::Member
            && scene.mentions.quantities_in(words.clone()).is_empty();
        // "có số người được nhận đông nhất": of those who received it.
        let is_size = scene.cue_at(leading.start, Cue::CountLargest).is_some()
            && scene.find_cue(words.clone(), Cue::Passive).is_none()
            && deed::is_plain(deed::deed_of_words(scene, words.clone()));
        if is_size {
            return Some(None);
        }
        if names
            && let Some((deed, _)) = deed::label_deed(scene, words)
            && deed != Deed::Have
        {
            return Some(Some(deed));
        }
        self.previous
            .filter(|previous| previous.said() == Some(Noun::Member))
            .map(|previous| previous.deed)
            .or(names.then_some(None))
    }

    /// Where the words end that may name whose example it is: before the link, the bracket, the comma, or the superlative.
    fn end_of_named(&self) -> usize {
        let scene = self.scene;
        let tokens = &scene.reading.tokens;
        let start = self.quantity.tokens.start;
        let mark = |end: usize, marks: &[u8]| {
            end.checked_sub(1)
                .filter(|&at| marks.iter().any(|&mark| tokens[at].is_mark(mark)))
        };
        let end = [Cue::DeedHave, Cue::Copula, Cue::CountLeading]
            .into_iter()
            .filter_map(|cue| scene.cue_before(start, cue))
            .min()
            .or(mark(start, b"(:"))
            .unwrap_or(start);
        let end = mark(end, b",").unwrap_or(end);
        scene.cue_before(end, Cue::Acting).unwrap_or(end)
    }

    /// The organization or the place that is named right before a token.
    fn named_before(&self, end: usize) -> Option<Subject> {
        let scene = self.scene;
        let organization = scene
            .mentions
            .organizations_in(end.saturating_sub(EXAMPLE_NAME)..end)
            .find(|(_, mention)| mention.tokens.end == end && !mention.is_generic)
            .map(|(index, _)| Subject::Organization(index));
        organization.or_else(|| {
            let territory = scene.mentions.territory_ending_at(end)?;
            let opens = scene.mentions.territories[territory].tokens.start;
            // "đông nhất là Đảng bộ huyện X" names an organization; only after "là" or a joint does a place stand for one.
            let is_apart = opens
                .checked_sub(1)
                .is_some_and(|before| matches!(scene.reading.tokens[before].kind, Kind::Mark(_)))
                || scene.ends_any(
                    opens,
                    const { CueSet::of(&[Cue::Copula, Cue::And, Cue::CountLeading]) },
                );
            is_apart.then_some(Subject::Territory(territory))
        })
    }
}
