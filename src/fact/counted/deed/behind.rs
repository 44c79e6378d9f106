//! The deed behind a noun: its own verb, what "và" or a comma shares with it, what an agent did to it, what it was chosen
//! for.

use super::listed::past_list;
use super::{Deed, cues_of, deed_at};
use crate::fact::Scene;
use crate::fact::counted::noun::{Noun, noun_after, past_share};
use crate::knowledge::cue::{Cue, CueSet};
use crate::text::{Gap, Kind};

const AFTER: [(Cue, Deed); 12] = [
    (Cue::AfterAdmit, Deed::Admit),
    (Cue::AfterConfirm, Deed::Confirm),
    (Cue::AfterRemove, Deed::Remove),
    (Cue::AfterDiscipline, Deed::Discipline),
    (Cue::AfterCommend, Deed::Commend),
    (Cue::AfterTransfer, Deed::Transfer),
    (Cue::AfterHoldCongress, Deed::HoldCongress),
    (Cue::AfterEstablish, Deed::Establish),
    (Cue::AfterDissolve, Deed::Dissolve),
    (Cue::AfterMerge, Deed::Merge),
    (Cue::AfterAttend, Deed::Attend),
    (Cue::AfterOther, Deed::Other),
];

/// The cues of deeds behind what they are done to.
pub(in crate::fact::counted) const AFTER_CUES: CueSet = cues_of(&AFTER);

/// Tokens after a noun past which a verb of its own ends the search for a deed.
const WEAK_REACH: usize = 6;
/// Tokens after a noun in which its deed may follow: `… được xóa tên`, `… năm năm liền được … tặng giấy khen`.
const AFTER_REACH: usize = 18;

/// Tokens of brackets that hold figures only: `(2008 - 2012)`.
const BRACKET_REACH: usize = 8;
/// Tokens of an aside or a verb before a figure's number: `cùng khoảng 1.900 đảng viên`.
const ASIDE_REACH: usize = 3;

/// Figures that share the deed behind the last of them.
const JOINED: usize = 3;
/// Tokens of an agent between "được" and its deed: `ủy ban kiểm tra, cấp ủy các cấp`.
const AGENT_REACH: usize = 10;

/// The deed of the longest phrase at a token that tells one behind its noun. `30 năm tuổi Đảng trở lên` tells how long they
/// have been members, and of no badge.
pub(super) fn after_at(scene: &Scene<'_>, at: usize) -> Option<(usize, Deed)> {
    AFTER
        .iter()
        .filter_map(|(cue, deed)| Some((scene.cue_at(at, *cue)?, *deed)))
        .max_by_key(|(end, _)| *end)
        .filter(|(end, deed)| {
            let has_object =
                scene.cue_at(at, Cue::AfterBare) == Some(*end) && !ends_or_is_placed(scene, *end);
            !has_object
                && (*deed != Deed::Commend || scene.cue_at(*end, Cue::QuantityOrMore).is_none())
        })
}

/// `2 chi bộ vừa lập`, `… vừa lập năm 2019`, but `… vừa lập kế hoạch`: whether the clause ends at a token or a time or place follows.
fn ends_or_is_placed(scene: &Scene<'_>, at: usize) -> bool {
    let ends = scene.reading.words_end_at(at);
    let dates = scene.mentions.dates_in(at..at + 1);
    const SAYS: CueSet = CueSet::of(&[Cue::OfficePlace, Cue::StanceYear, Cue::And]);
    ends || !dates.is_empty() || scene.starts_any(at, SAYS)
}

/// `6 đảng viên bị phê bình`: whether what befell them is told right behind the noun and is no part of what was done before.
pub(super) fn is_own(scene: &Scene<'_>, noun_end: usize) -> bool {
    let end = scene
        .reading
        .sentence_of(noun_end.saturating_sub(1))
        .end
        .min(noun_end + AFTER_REACH);
    (noun_end..end)
        .take_while(|&at| scene.reading.tokens[at].is_word())
        .find_map(|at| {
            let (after, _) = after_at(scene, at)?;
            Some(scene.cue_at(at, Cue::AfterOwn) == Some(after))
        })
        .unwrap_or(false)
}

/// The deed that follows a noun: `… bị khai trừ`, `… đạt trong sạch, vững mạnh … được tặng giấy khen`. A figure joined by
/// "với" or "và" shares what follows it: `33 tổ chức cơ sở đảng với 4.208 đảng viên về …`.
pub(in crate::fact::counted) fn deed_after(scene: &Scene<'_>, noun_end: usize) -> Option<Deed> {
    // "có 27 đảng viên mà chưa có chỗ họp": what is said of those whom one has.
    let is_aside = scene.cue_at(noun_end, Cue::CountThough).is_some();
    (!is_aside)
        .then(|| deed_after_joined(scene, noun_end, JOINED))
        .flatten()
}

/// Whether a dash stands by itself at a token and parts what follows: `một trong 57 chi bộ của Đảng bộ X - nơi không có …`.
fn is_dash(scene: &Scene<'_>, at: usize) -> bool {
    scene.reading.tokens[at].is_mark(b'-')
        && scene.reading.is_spaced(at)
        && at + 1 < scene.reading.tokens.len()
        && scene.reading.is_spaced(at + 1)
}

/// The same, if no more than so many figures may share it.
fn deed_after_joined(scene: &Scene<'_>, noun_end: usize, joined: usize) -> Option<Deed> {
    let sentence_end = scene.reading.sentence_of(noun_end.saturating_sub(1)).end;
    let mut search = Search {
        scene,
        noun_end,
        joined,
        sentence_end,
        end: (noun_end + AFTER_REACH).min(sentence_end),
        weak: None,
    };
    let mut at = noun_end;
    while at < search.end {
        match search.step(at) {
            Step::On(next) => at = next.max(at + 1),
            Step::End(deed) => return deed,
        }
    }
    search.weak
}

/// Where a search looks next, or what it has found.
enum Step {
    On(usize),
    End(Option<Deed>),
}

/// A search for what was done to those whose noun ends at a token.
struct Search<'s> {
    scene: &'s Scene<'s>,
    noun_end: usize,
    /// How many more figures may share the deed.
    joined: usize,
    sentence_end: usize,
    /// Where it gives up.
    end: usize,
    /// What holds unless more is said.
    weak: Option<Deed>,
}

impl Search<'_> {
    fn step(&mut self, at: usize) -> Step {
        let (scene, token) = (self.scene, &self.scene.reading.tokens[at]);
        if let Some(past) = self.past_name(at) {
            return Step::On(past);
        }
        if at == self.noun_end
            && let Some(past) = past_list(scene, at)
        {
            self.end = (self.end + past - at).min(self.sentence_end);
            return Step::On(past);
        }
        if let Some(deed) = self.over_comma(at) {
            return Step::End(Some(deed));
        }
        if token.is_number() {
            return self.at_figure(at);
        }
        if let Some(end) = scene.cue_at(at, Cue::PhraseComma) {
            // "14 chi bộ trong sạch, vững mạnh": the phrase itself may tell how they are rated.
            if after_at(scene, at) == Some((end, Deed::Other)) {
                self.weak = Some(Deed::Other);
            }
            return Step::On(end);
        }
        // "lập mới 6 chi bộ và sáp nhập 11 chi bộ": what follows is done to the next figure.
        if goes_on_with_deed(scene, at) {
            return Step::End(self.weak);
        }
        // "54 tổ chức cơ sở đảng thì cả 54 nơi hoàn tất đại hội": what follows is told of the next figure.
        if at == self.noun_end && goes_on_with_figure(scene, at) {
            return Step::End(None);
        }
        if let Some(end) = occasion(scene, at) {
            return Step::On(end);
        }
        let closes = matches!(
            token.kind,
            Kind::Mark(b';' | b',' | b'(' | b':' | b'.' | b')' | b'|')
        );
        if closes || is_dash(scene, at) {
            return Step::End(self.weak);
        }
        self.at_word(at)
    }

    /// Past a name, whose verb may stand behind it ("6/6 chi bộ trực thuộc Đảng bộ Công ty X đã tiến hành đại hội"), an
    /// aside or years.
    fn past_name(&mut self, at: usize) -> Option<usize> {
        let named = self.scene.organization_at(at);
        if let Some((_, mention)) = named.filter(|(_, mention)| mention.is_named) {
            self.end = (self.end + mention.tokens.len()).min(self.sentence_end);
            return Some(mention.tokens.end);
        }
        past_aside(self.scene, at).or_else(|| past_years(self.scene, at))
    }

    /// What is told behind a comma of what stands before it.
    fn over_comma(&self, at: usize) -> Option<Deed> {
        if at > self.noun_end {
            return goes_on_over_comma(self.scene, at);
        }
        if !self.scene.reading.tokens[at].is_mark(b',') {
            return None;
        }
        shared_over_comma(self.scene, at, self.joined).or_else(|| goes_over_comma(self.scene, at))
    }

    /// What the next figure is to those counted.
    fn at_figure(&self, at: usize) -> Step {
        if self.has_too_few(at) {
            return Step::End(Some(Deed::Other));
        }
        match next_figure(self.scene, self.noun_end, at) {
            NextFigure::CountsNothing => Step::On(at + 1),
            NextFigure::Owners(end) => Step::On(end),
            NextFigure::Other(noun, end) => {
                let is_beside = at <= self.noun_end + 2
                    && self.weak.is_none()
                    && !opens_whole(self.scene, self.noun_end);
                let rest = self.joined.checked_sub(1).filter(|_| is_beside);
                let shared =
                    rest.and_then(|rest| shared_with(self.scene, self.noun_end, &noun, end, rest));
                Step::End(shared.or(self.weak))
            }
        }
    }

    /// `37 chi bộ dưới 5 đảng viên`, `4 chi bộ chỉ có dưới 7 đảng viên`: whether a bound on their members tells the organizations
    /// apart from the rest.
    fn has_too_few(&self, at: usize) -> bool {
        let scene = self.scene;
        let Some(next) = scene.mentions.quantities_in(at..at + 1).first() else {
            return false;
        };
        let start = next.tokens.start;
        let verb = [Cue::DeedHave, Cue::Copula]
            .into_iter()
            .filter_map(|cue| scene.cue_before(start, cue))
            .min()
            .unwrap_or(start);
        let is_limit = scene.cue_before(at, Cue::QuantityThreshold).is_some();
        is_limit
            && verb == self.noun_end
            && scene.cue_before(self.noun_end, Cue::NounMember).is_none()
            && noun_after(scene, next.tokens.end).0 == Noun::Member
    }

    /// What a word tells.
    fn at_word(&mut self, at: usize) -> Step {
        let scene = self.scene;
        let goes_to = scene
            .cue_at(at, Cue::TransferTo)
            .is_some_and(|end| scene.organization_at(end).is_some());
        if goes_to {
            return Step::End(Some(Deed::Transfer));
        }
        // "4 chi bộ chưa tổ chức đại hội": what is denied was not done. "đưa 13 đảng viên không đủ tư cách ra khỏi Đảng" tells of
        // who was put out, behind why.
        if scene.cue_at(at, Cue::Negation).is_some() {
            let removed = (at..self.end)
                .take_while(|&at| scene.reading.tokens[at].is_word())
                .any(|at| scene.cue_at(at, Cue::AfterRemove).is_some());
            return Step::End(Some(if removed { Deed::Remove } else { Deed::Other }));
        }
        if at == self.noun_end && scene.cue_at(at, Cue::CountRated).is_some() {
            self.weak = Some(Deed::Other);
        }
        if at == self.noun_end && does_itself(scene, self.noun_end) {
            return Step::End(Some(Deed::Other));
        }
        // "28 đảng viên còn lại đang là sinh viên": which of them, and not what they do.
        if let Some(end) = scene.cue_at(at, Cue::CountRest) {
            return Step::On(end);
        }
        let mut next = at + 1;
        match after_at(scene, at) {
            Some((end, Deed::Other)) => {
                self.weak = Some(Deed::Other);
                next = end;
            }
            // "17 đảng viên là điều dưỡng đang theo học": who they are is nothing that was done; "… là bí thư chi bộ tham dự" is.
            Some((end, Deed::Attend))
                if scene.cue_at(self.noun_end, Cue::Copula).is_some()
                    && !comes(scene, self.noun_end, at) =>
            {
                next = end;
            }
            // "lập 9 đảng bộ xã trên cơ sở hợp nhất 21 đảng bộ cũ": what follows is done to the next figure.
            Some((end, Deed::Merge | Deed::Dissolve)) if scene.mentions.starts_figure(end) => {
                return Step::End(self.weak);
            }
            Some((_, deed)) => return Step::End(Some(deed)),
            None => match suffered(scene, at) {
                // "được triệu tập có mặt": what follows may say more.
                Some(Deed::Other) => self.weak = Some(Deed::Other),
                Some(deed) => return Step::End(Some(deed)),
                None => {}
            },
        }
        let is_far = at > self.noun_end + WEAK_REACH && self.weak.is_none();
        if is_far && scene.cue_at(at, Cue::ClauseVerb).is_some() {
            return Step::End(None);
        }
        Step::On(next)
    }
}

/// `150 đảng viên là bí thư chi bộ tham dự.`: whether coming to what the sentence tells of closes a clause at a token, and only the
/// office of those who did stands before it. Those whom somebody has are counted.
fn comes(scene: &Scene<'_>, noun_end: usize, at: usize) -> bool {
    let closes = |end: usize| scene.reading.words_end_at(end);
    let office = scene.cue_at(noun_end, Cue::Copula);
    let is_office = office.is_some_and(|office| {
        const OFFICES: CueSet = CueSet::of(&[Cue::RoleSecretary, Cue::RoleDeputy, Cue::TitleHead]);
        scene.starts_any(office, OFFICES) && scene.find_cue(office..at, Cue::Passive).is_none()
    });
    let near = noun_end.saturating_sub(AGENT_REACH)..noun_end;
    let own = scene.mentions.quantities_in(near).last();
    let is_had = own.is_some_and(|own| {
        let before = scene.cue_before(own.tokens.start, Cue::DeedHave);
        before.is_some()
    });
    let end = scene.cue_at(at, Cue::CountAttending);
    end.is_some_and(closes) && is_office && !is_had
}

/// `trong 2.486 đảng viên có 2.391 đảng viên thuộc diện đánh giá`: whether the figure whose noun ends at a token is the whole
/// of the next one.
fn opens_whole(scene: &Scene<'_>, noun_end: usize) -> bool {
    let sentence = scene.reading.sentence_of(noun_end.saturating_sub(1));
    let from = sentence.start.max(noun_end.saturating_sub(AGENT_REACH));
    let own = scene.mentions.quantities_in(from..noun_end).last();
    own.is_some_and(|own| scene.cue_before(own.tokens.start, Cue::PartOf).is_some())
}

/// Whether "và" and a deed with a figure of its own follow.
fn goes_on_with_deed(scene: &Scene<'_>, at: usize) -> bool {
    scene
        .cue_at(at, Cue::And)
        .and_then(|joint| deed_at(scene, joint))
        .is_some_and(|(deed, end)| {
            scene.mentions.starts_figure(end) && !matches!(deed, Deed::Have | Deed::Represent)
        })
}

/// Whether "thì" and a figure follow.
fn goes_on_with_figure(scene: &Scene<'_>, at: usize) -> bool {
    // "78 đảng bộ xã nhưng tới 14 nơi chưa đủ cấp phó": so is what is set against them.
    [Cue::CountThen, Cue::CountContrast]
        .into_iter()
        .filter_map(|cue| scene.cue_at(at, cue))
        .any(|then| {
            let next = scene.mentions.quantities_in(then..then + ASIDE_REACH);
            !next.is_empty()
        })
}

/// What the next figure of a sentence is to the one before it.
enum NextFigure {
    CountsNothing,
    /// Whose members they are, to the end of its noun: `72/74 đảng viên của 6 chi bộ trực thuộc về dự`.
    Owners(usize),
    /// A count of its own, with its noun and where that ends.
    Other(Noun, usize),
}

fn next_figure(scene: &Scene<'_>, noun_end: usize, at: usize) -> NextFigure {
    let Some(next) = scene.mentions.quantities_in(at..at + 1).first() else {
        return NextFigure::CountsNothing;
    };
    let (noun, end) = noun_after(scene, next.tokens.end);
    let is_of = scene.cue_before(next.tokens.start, Cue::OrganizationSuperior) == Some(noun_end);
    match noun {
        Noun::None => NextFigure::CountsNothing,
        Noun::Organization(_) if is_of => NextFigure::Owners(end),
        noun => NextFigure::Other(noun, end),
    }
}

/// `81 tổ chức đảng và 6.000 đảng viên bị kỷ luật`: the deed behind the next figure, where it is this one's too; what "và"
/// joins suffers the same.
fn shared_with(
    scene: &Scene<'_>,
    noun_end: usize,
    next: &Noun,
    next_end: usize,
    rest: usize,
) -> Option<Deed> {
    let is_joined = scene.starts_any(
        noun_end,
        const { CueSet::of(&[Cue::And, Cue::DeedHave, Cue::DeedJoint]) },
    );
    let is_and = scene.cue_at(noun_end, Cue::And).is_some();
    let shares = *next == Noun::Member || is_and && matches!(next, Noun::Organization(_));
    if !(is_joined && shares) {
        return None;
    }
    deed_after_joined(scene, next_end, rest).filter(|deed| match deed {
        Deed::Transfer | Deed::Remove | Deed::Other | Deed::HoldCongress => true,
        deed => is_and && deed.is_shared(),
    })
}

/// `6 đảng bộ xã kết nạp dưới 50% chỉ tiêu`: whether organizations admit, and are not counted as anything else.
fn does_itself(scene: &Scene<'_>, noun_end: usize) -> bool {
    let are_organizations = scene.ends_any(
        noun_end,
        const { CueSet::of(&[Cue::NounOrganization, Cue::NounOrganizationTail]) },
    );
    let admits = matches!(deed_at(scene, noun_end), Some((Deed::Admit, _)));
    are_organizations && admits && scene.cue_at(noun_end, Cue::AfterAdmit).is_none()
}

/// `5 chi bộ, 23 đảng viên được biểu dương`: what the members behind a comma undergo, the organizations before it do too. How
/// organizations are rated is shared by those that are a part: `trong đó 4 đảng bộ, 9 chi bộ được xếp loại tốt`.
fn shared_over_comma(scene: &Scene<'_>, comma: usize, joined: usize) -> Option<Deed> {
    let rest = joined.checked_sub(1)?;
    let next = scene.mentions.quantities_in(comma..comma + 3).first()?;
    let (noun, end) = noun_after(scene, next.tokens.end);
    scene
        .cue_before(comma, Cue::NounOrganization)
        .or_else(|| scene.cue_before(comma, Cue::NounOrganizationTail))?;
    if next.tokens.start != comma + 1 {
        return None;
    }
    let is_part = || {
        let from = comma.saturating_sub(AGENT_REACH);
        let own = scene.mentions.quantities_in(from..comma).last();
        own.is_some_and(|own| scene.cue_before(own.tokens.start, Cue::PartThose).is_some())
    };
    deed_after_joined(scene, end, rest).filter(|deed| match noun {
        Noun::Member => deed.names_parts() || matches!(deed, Deed::Transfer | Deed::Propose),
        Noun::Organization(_) => *deed == Deed::Commend || *deed == Deed::Other && is_part(),
        Noun::Person | Noun::None => false,
    })
}

/// `5 tổ chức đảng còn lại, gồm 199 đảng viên, chuyển giao cho Thành ủy`: where the aside that a comma opens ends, if it
/// only tells of how many members.
fn past_aside(scene: &Scene<'_>, comma: usize) -> Option<usize> {
    if !scene.reading.tokens[comma].is_mark(b',') {
        return None;
    }
    let figure = [Cue::PartOpen, Cue::DeedHave, Cue::DeedJoint]
        .into_iter()
        .filter_map(|cue| scene.cue_at(comma + 1, cue))
        .max()?;
    let inside = scene
        .mentions
        .quantities_in(figure..figure + ASIDE_REACH)
        .first()?;
    let (noun, end) = noun_after(scene, inside.tokens.end);
    let closes = scene.reading.tokens.get(end)?.is_mark(b',');
    (inside.tokens.start == figure && noun == Noun::Member && closes).then_some(end + 1)
}

/// `5 năm liên tục (2008 - 2012) được tặng cờ`, `chi bộ trực thuộc Đảng bộ Công ty X (Quảng Bình) đã …`: where brackets end
/// that hold figures and no word, a share, or a place.
fn past_years(scene: &Scene<'_>, open: usize) -> Option<usize> {
    let tokens = &scene.reading.tokens;
    if !tokens[open].is_mark(b'(') {
        return None;
    }
    if let Some(past) = past_share(scene, open) {
        return Some(past);
    }
    let territory = scene.mentions.territory_at(open + 1);
    let inside = territory.map_or(open + 1, |place| place.tokens.end);
    let close = (inside..tokens.len().min(open + BRACKET_REACH))
        .find(|&at| tokens[at].is_mark(b')') || tokens[at].is_word())?;
    tokens[close].is_mark(b')').then_some(close + 1)
}

/// `63 đảng viên mất liên lạc, bị xóa tên`: a second verb of what stands before the comma, with nothing else counted.
fn goes_on_over_comma(scene: &Scene<'_>, comma: usize) -> Option<Deed> {
    if !scene.reading.tokens[comma].is_mark(b',') {
        return None;
    }
    let (end, deed) = after_at(scene, comma + 1)?;
    let is_passive = scene.starts_any(
        comma + 1,
        const { CueSet::of(&[Cue::Passive, Cue::Obliged]) },
    );
    let has_object = !scene
        .mentions
        .quantities_in(end..end + ASIDE_REACH)
        .is_empty();
    (is_passive && !has_object && deed != Deed::Other).then_some(deed)
}

/// `31 tổ chức cơ sở đảng, chuyển về Đảng bộ X`: what went to an organization.
fn goes_over_comma(scene: &Scene<'_>, comma: usize) -> Option<Deed> {
    let to = scene.cue_at(comma + 1, Cue::AfterTransfer)?;
    let mut organizations = scene.mentions.organizations_in(comma + 1..to + 1);
    organizations
        .any(|(_, mention)| !mention.is_generic)
        .then_some(Deed::Transfer)
}

/// Whether what was done to those before a token starts there.
pub(super) fn told_behind(scene: &Scene<'_>, at: usize) -> bool {
    after_at(scene, at).is_some() || suffered(scene, at).is_some()
}

/// `khi có dấu hiệu vi phạm`: on what occasion something was done holds no deed of its own.
fn occasion(scene: &Scene<'_>, at: usize) -> Option<usize> {
    let end = super::not_at(scene, at)?;
    after_at(scene, at)
        .is_none_or(|(after, _)| after < end)
        .then_some(end)
}

/// `được kiểm tra`, `được Đảng ủy khen thưởng`, `được ủy ban kiểm tra các cấp kiểm tra`: the deed after "được" or "bị" and
/// whoever does it.
fn suffered(scene: &Scene<'_>, at: usize) -> Option<Deed> {
    let agent = scene.cue_at(at, Cue::Passive)?;
    let named = scene.organization_at(agent);
    let verb = named.map_or(agent, |(_, mention)| mention.tokens.end);
    // "được Tỉnh ủy quyết định trao tặng"
    let verb = scene.cue_at(verb, Cue::DeedDecided).unwrap_or(verb);
    if scene.cue_at(verb, Cue::DeedProposed).is_some() {
        return Some(Deed::Propose);
    }
    let beside = deed_at(scene, verb)
        .map(|(deed, _)| match deed {
            // "được triệu tập", "được Đảng ủy giới thiệu": it was done, and changes nothing that is counted.
            Deed::Propose if scene.cue_at(verb, Cue::DeedIdle).is_some() => Deed::Other,
            deed => deed,
        })
        .filter(|deed| !matches!(deed, Deed::Have | Deed::Propose | Deed::Represent));
    beside
        .or_else(|| done_by_agent(scene, verb))
        // "được Bộ Chính trị làm việc": whatever a Party organization did with them.
        .or_else(|| named.map(|_| Deed::Other))
}

/// The deed behind an agent that is no organization by name, or that it is only proposed: `cấp ủy, ủy ban kiểm tra các cấp`.
fn done_by_agent(scene: &Scene<'_>, agent: usize) -> Option<Deed> {
    scene
        .cue_at(agent, Cue::OrganizationCommittee)
        .or_else(|| scene.cue_at(agent, Cue::CountAgent))?;
    let mut past = agent;
    for at in agent..agent + AGENT_REACH {
        let token = scene.reading.tokens.get(at)?;
        if !(token.is_word() || token.is_mark(b',')) || token.gap >= Gap::Line {
            return None;
        }
        let body = [Cue::OrganizationCommittee, Cue::CountAgent]
            .into_iter()
            .filter_map(|cue| scene.cue_at(at, cue))
            .max();
        past = past.max(body.unwrap_or(at));
        if at >= past && scene.cue_at(at, Cue::DeedProposed).is_some() {
            return Some(Deed::Propose);
        }
        if at >= past
            && let Some((deed, _)) = deed_at(scene, at)
            && deed.names_parts()
        {
            return Some(deed);
        }
    }
    None
}

/// `chọn 6 chi bộ có thu, chi lớn để kiểm tra`: what they were chosen for.
pub(super) fn purpose(scene: &Scene<'_>, noun_end: usize) -> Option<Deed> {
    let sentence = scene.reading.sentence_of(noun_end.saturating_sub(1));
    let end = (noun_end + AFTER_REACH).min(sentence.end);
    (noun_end..end)
        .take_while(|&at| {
            let token = &scene.reading.tokens[at];
            token.is_word() || token.is_mark(b',')
        })
        .find_map(|at| {
            let verb = scene.cue_at(at, Cue::CountPurpose)?;
            deed_at(scene, verb).map(|(deed, _)| deed)
        })
        .filter(|deed| deed.names_parts())
}
