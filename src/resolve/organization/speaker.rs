//! Who speaks: whose officer says, is quoted or is asked what a token stands in.
//!
//! Enters: a scene and a token or line. Leaves: the index of the organization mention at the end of the speaker's title.

use super::Cast;
use super::context::LINE_REACH;
use super::short_form::of_headed_unit;
use super::standing::says_more;
use crate::fact::Scene;
use crate::knowledge::cue::{Cue, CueSet};
use crate::knowledge::organizations::{HeadKind, Level};
use crate::mention::organization::OrganizationMention;
use crate::text::{Kind, TokenRange};

/// Tokens from "theo" to the organization whose officer tells.
const SOURCE_REACH: usize = 12;
/// Tokens of a quotation on either side of a token in it.
const QUOTE_REACH: usize = 240;
/// Tokens behind a quotation in which it is said whose it is.
const ATTRIBUTION_REACH: usize = 30;

/// "bà A, Phó Bí thư Đảng ủy phường B, nguyên Bí thư Đảng ủy phường C, cho biết": whether a mention ends the title of a post that
/// somebody held before.
fn was_officer(scene: &Scene<'_>, mention: &OrganizationMention) -> bool {
    let post = scene.post_before(mention.tokens.start);
    post.is_some_and(|post| scene.cue_before(post, Cue::StatusFormer).is_some())
}

impl Cast {
    /// "Đồng chí A, Bí thư Chi bộ B cho biết, chi bộ có 46 đảng viên": the one whose officer speaks of it, or is asked. A guest
    /// who praises or asks speaks of the host's.
    pub(super) fn of_speaker(
        &self,
        scene: &Scene<'_>,
        short: &OrganizationMention,
    ) -> Option<String> {
        let end = short.tokens.start;
        if let Some(quoted) = self.quoted(scene, end) {
            let mention = &scene.mentions.organizations[quoted];
            return (mention.kind == short.kind && says_more(mention))
                .then(|| self.name_of(quoted).map(str::to_owned))
                .flatten();
        }
        // "Bí thư Đảng ủy Khối nhận xét, Đảng bộ này …": another, which was told of.
        if scene.cue_at(short.tokens.end, Cue::CountThis).is_some() {
            return None;
        }
        let sentence = scene.reading.sentence_of(end).start;
        let Some(speaker) = self.speaker(scene, sentence, end) else {
            let line = scene.reading.line_of(end)?.tokens.start;
            let asked = self.interviewed(scene, line)?;
            let is_own = scene.mentions.organizations[asked].kind == short.kind;
            // "- Như Đảng bộ Cục Thuế, Bí thư Đảng ủy …": another, of which he tells.
            let mut others = scene.mentions.organizations_in(sentence..end);
            let tells_of_other =
                others.any(|(_, other)| other.kind == short.kind && says_more(other));
            return (is_own && !tells_of_other)
                .then(|| self.name_of(asked).map(str::to_owned))
                .flatten();
        };
        let mention = &scene.mentions.organizations[speaker];
        let addresses_host = scene
            .find_cue(mention.tokens.end..end, Cue::OrganizationHost)
            .is_some();
        let is_others = || short.kind == HeadKind::Party && self.name_of(speaker) != self.main();
        let tells = says_more(mention) || of_headed_unit(scene, mention).is_some() || is_others();
        (mention.kind == short.kind && tells && !addresses_host)
            .then(|| self.name_of(speaker).map(str::to_owned))
            .flatten()
    }

    /// "(Trò chuyện với đồng chí X, Bí thư Huyện ủy Y)": whose officer is asked, where the top of the article tells that
    /// somebody is and the line starts with a dash, as answers do.
    pub(super) fn interviewed(&self, scene: &Scene<'_>, line: usize) -> Option<usize> {
        /// Sentences at the top that tell who is asked.
        const TOP: usize = 4;
        if !scene.reading.tokens[line].is_mark(b'-') {
            return None;
        }
        let sentences = &scene.reading.sentences;
        let end = sentences.get(TOP).or(sentences.last())?.start;
        let asks = (0..TOP.min(sentences.len())).any(|top| {
            scene
                .reading
                .cues_of_sentence(top)
                .has(Cue::SpeechInterview)
        });
        let mut named = scene.mentions.organizations_in(0..end);
        named
            .find(|(index, _)| asks && self.has_officer(scene, *index))
            .map(|(index, _)| index)
    }

    /// `Đồng chí X, Phó Bí thư Đảng ủy Khối lưu ý, …`, `Theo ông X, Bí thư Đảng ủy Khối, …`: whose officer speaks.
    pub(super) fn speaker(&self, scene: &Scene<'_>, start: usize, end: usize) -> Option<usize> {
        let told_by = scene.find_last_cue(start..end, Cue::SpeechSource);
        let behind = |source: TokenRange| {
            let reach = end.min(source.end + SOURCE_REACH);
            scene.mentions.organizations_in(source.end..reach).next()
        };
        let before = || {
            let speech = scene.find_last_cue(start..end, Cue::Speech)?;
            let titles = || scene.mentions.organizations_in(start..speech.start).rev();
            let current = titles().find(|(_, one)| !was_officer(scene, one));
            current.or_else(|| titles().next())
        };
        let speaks = |(index, _): &(usize, &OrganizationMention)| self.has_officer(scene, *index);
        let speaker = before()
            .filter(speaks)
            .or_else(|| told_by.and_then(behind).filter(speaks))?;
        Some(self.as_secretary(scene, start, speaker.0))
    }

    /// `Bí thư Đảng ủy UBND tỉnh A, Phó Bí thư Tỉnh ủy, cho biết`: who is secretary of one organization and but a deputy in the
    /// last that the titles name speaks for the first.
    fn as_secretary(&self, scene: &Scene<'_>, start: usize, last: usize) -> usize {
        let mentions = &scene.mentions.organizations;
        let own = &mentions[last];
        let is_secretary = |mention: &OrganizationMention| {
            let before = |role: Cue| scene.cue_before(mention.tokens.start, role);
            before(Cue::RoleSecretary).is_some()
                && before(Cue::RoleDeputy).is_none()
                && before(Cue::RoleStandingDeputy).is_none()
        };
        if is_secretary(own) {
            return last;
        }
        let before = scene.mentions.organizations_in(start..own.tokens.start);
        let mut posts = before
            .rev()
            .take_while(|(index, _)| self.has_officer(scene, *index));
        posts
            .find(|(_, mention)| is_secretary(mention) && mention.kind == own.kind)
            .map_or(last, |(index, _)| index)
    }

    /// Whether a mention is the end of its secretary's or a deputy's title.
    fn has_officer(&self, scene: &Scene<'_>, index: usize) -> bool {
        let start = scene.mentions.organizations[index].tokens.start;
        let is_officers = scene.ends_any(
            start,
            const { CueSet::of(&[Cue::RoleSecretary, Cue::RoleDeputy, Cue::RoleStandingDeputy]) },
        );
        is_officers && self.name_of(index).is_some()
    }

    /// Whose officer speaks in the sentences before on a line, of something of his own: a guest who praises or asks speaks
    /// of the host's, and so does one from the province.
    pub(super) fn speaker_of_line(&self, scene: &Scene<'_>, range: TokenRange) -> Option<usize> {
        let from = range.start.max(range.end.saturating_sub(LINE_REACH));
        let speech = scene.find_last_cue(from..range.end, Cue::Speech)?;
        let sentence = scene.reading.sentence_of(speech.start);
        let start = sentence.start.max(from);
        let speaker = self.speaker(scene, start, speech.end)?;
        let mention = &scene.mentions.organizations[speaker];
        let addresses_host = scene
            .find_cue(mention.tokens.end..speech.end, Cue::OrganizationHost)
            .is_some();
        let is_guest =
            mention.level.is_some_and(Level::is_provincial) && self.main() != self.name_of(speaker);
        (!addresses_host && !is_guest).then_some(speaker)
    }

    /// "“Chi bộ chúng tôi có 31 đảng viên”, ông X, Bí thư Chi bộ Y nói", "* Bà X, Bí thư Chi bộ Y:" above the line: whose
    /// officer's words a token stands in.
    pub(super) fn quoted(&self, scene: &Scene<'_>, token: usize) -> Option<usize> {
        let line = scene.reading.line_of(token)?.tokens.clone();
        let tokens = &scene.reading.tokens;
        let from = line.start.max(token.saturating_sub(QUOTE_REACH));
        let marks = tokens[from..token]
            .iter()
            .filter(|mark| mark.is_mark(b'"'))
            .count();
        if marks % 2 == 1 {
            let reach = line.end.min(token + QUOTE_REACH);
            let close = (token..reach).find(|&at| tokens[at].is_mark(b'"'))?;
            let end = line.end.min(close + ATTRIBUTION_REACH);
            let goes_on = |mark: usize| matches!(tokens[mark].kind, Kind::Mark(b',' | b'-'));
            let is_attributed = close + 1 < end && goes_on(close + 1);
            let speech = scene.find_cue(close..end, Cue::Speech)?;
            let mut before = scene.mentions.organizations_in(close..speech.start);
            let (index, _) = before.next()?;
            return (is_attributed && self.has_officer(scene, index)).then_some(index);
        }
        let lines = &scene.reading.lines;
        let above = lines.partition_point(|other| other.tokens.start < line.start);
        let label = lines[..above].last()?.tokens.clone();
        let ends_open = tokens.get(label.end.checked_sub(1)?)?.is_mark(b':');
        let mut named = scene.mentions.organizations_in(label);
        let (index, _) = named.next_back()?;
        (ends_open && self.has_officer(scene, index)).then_some(index)
    }
}
