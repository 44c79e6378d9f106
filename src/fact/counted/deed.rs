//! What was done to what a figure counts: the verb before it in its clause, or behind its noun.

use crate::fact::Scene;
use crate::fact::counted::noun::{Noun, noun_after};
use crate::knowledge::cue::Cue;
use crate::mention::quantity::QuantityMention;
use crate::text::{Gap, Kind, TokenRange};

/// What a figure's clause says of what it counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Deed {
    Have,
    /// Delegates stand for them.
    Represent,
    /// Must be disciplined: they are, unless the sentence goes on to say how many were.
    Require,
    /// Only proposed: no count.
    Propose,
    Admit,
    Confirm,
    Discipline,
    Remove,
    Inspect,
    Supervise,
    Commend,
    Transfer,
    Attend,
    Establish,
    Dissolve,
    Merge,
    HoldCongress,
    Other,
}

impl Deed {
    /// Whether it is done to members only, so that the persons it is done to are members.
    pub fn names_members(self) -> bool {
        matches!(
            self,
            Self::Admit | Self::Confirm | Self::Discipline | Self::Remove
        )
    }

    /// Whether a heading that names it says what was done to whatever its list counts.
    pub(super) fn names_parts(self) -> bool {
        self.names_members() || matches!(self, Self::Inspect | Self::Supervise | Self::Commend)
    }

    /// Whether what is joined to a figure by "cùng" shares what was done to it.
    pub(super) fn is_shared(self) -> bool {
        self.names_parts() || matches!(self, Self::Transfer | Self::Attend | Self::Propose)
    }
}

const BEFORE: [(Cue, Deed); 19] = [
    (Cue::DeedRequired, Deed::Require),
    (Cue::DeedHave, Deed::Have),
    (Cue::DeedRepresent, Deed::Represent),
    (Cue::DeedProposed, Deed::Propose),
    (Cue::DeedIdle, Deed::Propose),
    (Cue::DeedAdmit, Deed::Admit),
    (Cue::DeedConfirm, Deed::Confirm),
    (Cue::DeedDiscipline, Deed::Discipline),
    (Cue::DeedRemove, Deed::Remove),
    (Cue::DeedInspect, Deed::Inspect),
    (Cue::DeedSupervise, Deed::Supervise),
    (Cue::DeedCommend, Deed::Commend),
    (Cue::DeedTransfer, Deed::Transfer),
    (Cue::DeedAttend, Deed::Attend),
    (Cue::DeedEstablish, Deed::Establish),
    (Cue::DeedDissolve, Deed::Dissolve),
    (Cue::DeedMerge, Deed::Merge),
    (Cue::DeedHoldCongress, Deed::HoldCongress),
    (Cue::DeedOther, Deed::Other),
];

const AFTER: [(Cue, Deed); 10] = [
    (Cue::AfterAdmit, Deed::Admit),
    (Cue::AfterConfirm, Deed::Confirm),
    (Cue::AfterRemove, Deed::Remove),
    (Cue::AfterDiscipline, Deed::Discipline),
    (Cue::AfterCommend, Deed::Commend),
    (Cue::AfterTransfer, Deed::Transfer),
    (Cue::AfterHoldCongress, Deed::HoldCongress),
    (Cue::AfterEstablish, Deed::Establish),
    (Cue::AfterAttend, Deed::Attend),
    (Cue::AfterOther, Deed::Other),
];

/// Tokens after a noun past which a verb of its own ends the search for a deed.
const WEAK_REACH: usize = 6;
/// Tokens after a noun in which its deed may follow: `… được xóa tên`, `… năm năm liền được … tặng giấy khen`.
const AFTER_REACH: usize = 18;

/// Tokens of an organization's name.
const NAME_REACH: usize = 30;
/// Tokens of an agent between "được" and its deed: `ủy ban kiểm tra, cấp ủy các cấp`.
const AGENT_REACH: usize = 10;

/// A deed and, if they stand before the figure, its own words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Done {
    pub deed: Deed,
    pub tokens: Option<TokenRange>,
}

/// What was done to what a figure counts, whose noun ends at `noun_end`: before it in its label or clause, or behind.
pub(super) fn done(
    scene: &Scene<'_>,
    quantity: &QuantityMention,
    noun_end: usize,
    label: Option<&TokenRange>,
    clause: &TokenRange,
) -> Option<Done> {
    if let Some(deed) = deed_as_noun(scene, noun_end) {
        return Some(Done { deed, tokens: None });
    }
    let before = label
        .and_then(|label| label_deed(scene, label.clone()))
        .or_else(|| predicated(scene, quantity))
        .or_else(|| governing(scene, quantity, clause))
        .filter(|(_, tokens)| !is_cut_off(scene, tokens.end, quantity, clause));
    if let Some(now) = apposed(scene, quantity) {
        return Some(Done {
            deed: deed_after(scene, noun_end).unwrap_or(Deed::Have),
            tokens: Some(now),
        });
    }
    let is_new = scene
        .cue_at(quantity.tokens.end, Cue::NounMemberNew)
        .is_some()
        || label.is_some_and(|label| scene.find_cue(label.clone(), Cue::NounMemberNew).is_some());
    let after = badge_years(scene, noun_end)
        .or_else(|| deed_after(scene, noun_end))
        .or(is_new.then_some(Deed::Admit));
    // "bị cách chức và 37 người bị khai trừ": what is joined has a deed of its own.
    let is_close = before.as_ref().is_some_and(|(_, tokens)| {
        tokens.end + 1 >= quantity.tokens.start
            && (tokens.end..quantity.tokens.start).all(|at| {
                scene.reading.tokens[at].is_word() && scene.cue_at(at, Cue::And).is_none()
            })
    });
    match (before, after) {
        (Some(_), Some(deed)) if !is_close && deed.names_members() => {
            Some(Done { deed, tokens: None })
        }
        (Some((Deed::Have, _)) | None, Some(deed)) => Some(Done { deed, tokens: None }),
        // "sau lễ trao quyết định, 18 huyện ủy có thay đổi": what has a predicate of its own behind a comma.
        (Some((_, tokens)), Some(deed))
            if label.is_none() && is_behind_comma(scene, &tokens, quantity) =>
        {
            Some(Done { deed, tokens: None })
        }
        (
            Some((Deed::Other, _)),
            Some(deed @ (Deed::HoldCongress | Deed::Commend | Deed::Remove)),
        ) => Some(Done { deed, tokens: None }),
        (Some((Deed::Have, tokens)), None) if attended(scene, quantity, clause) => Some(Done {
            deed: Deed::Attend,
            tokens: Some(tokens),
        }),
        (Some((Deed::Other, tokens)), _) => Some(Done {
            deed: if is_proposed(scene, clause.start..tokens.start) {
                Deed::Propose
            } else {
                purpose(scene, noun_end).unwrap_or(Deed::Other)
            },
            tokens: Some(tokens),
        }),
        (Some((Deed::Propose, tokens)), Some(deed)) if is_of_another(scene, &tokens, quantity) => {
            Some(Done { deed, tokens: None })
        }
        (Some((deed, tokens)), _) => Some(Done {
            deed: if is_proposed(scene, clause.start..tokens.start) {
                Deed::Propose
            } else {
                settled(scene, quantity, deed)
            },
            tokens: Some(tokens),
        }),
        (None, None) => None,
    }
}

/// The deed nearest before a figure that is done to it: not one that only tells of what "và" joins it to, as in `tiếp nhận
/// 3 chi bộ của trường mới sáp nhập và 90 đảng viên`.
fn governing(
    scene: &Scene<'_>,
    quantity: &QuantityMention,
    clause: &TokenRange,
) -> Option<(Deed, TokenRange)> {
    let nearest = last_deed(scene, clause.clone())?;
    let start = quantity.tokens.start;
    let is_modifier = matches!(nearest.0, Deed::Merge | Deed::Establish | Deed::Dissolve)
        && scene.cue_at(nearest.1.end, Cue::And) == Some(start);
    if is_modifier {
        last_deed(scene, clause.start..nearest.1.start).or(Some(nearest))
    } else {
        Some(nearest)
    }
}

/// `Dự Đại hội Chi bộ X có 34 đảng viên`: the first figure of a clause that opens with attending tells who attended.
fn attended(scene: &Scene<'_>, quantity: &QuantityMention, clause: &TokenRange) -> bool {
    let between = clause.start..quantity.number.start;
    scene.cue_at(clause.start, Cue::CountAttending).is_some()
        && scene.mentions.quantities_in(between).is_empty()
}

/// `Chi bộ X, hiện 34 đảng viên,`: the word behind a comma that says how many there are now.
fn apposed(scene: &Scene<'_>, quantity: &QuantityMention) -> Option<TokenRange> {
    let start = quantity.tokens.start;
    let now = scene.cue_before(start, Cue::CountNow)?;
    let comma = now.checked_sub(1)?;
    let mut organizations = scene
        .mentions
        .organizations_in(comma.saturating_sub(NAME_REACH)..comma);
    let is_apposed = scene.reading.tokens[comma].is_mark(b',')
        && organizations.any(|(_, mention)| mention.tokens.end == comma && !mention.is_generic);
    is_apposed.then_some(now..start)
}

/// Whether a comma, and nothing counted, stands between a deed and a figure that starts its own clause.
fn is_behind_comma(scene: &Scene<'_>, deed: &TokenRange, quantity: &QuantityMention) -> bool {
    let start = quantity.tokens.start;
    let opens = start
        .checked_sub(1)
        .is_some_and(|before| scene.reading.tokens[before].is_mark(b','));
    opens && !is_of_another(scene, deed, quantity)
}

/// Whether something is counted between a deed and a figure, so that the deed is done to that.
fn is_of_another(scene: &Scene<'_>, deed: &TokenRange, quantity: &QuantityMention) -> bool {
    !scene
        .mentions
        .quantities_in(deed.end..quantity.number.start)
        .is_empty()
}

/// `71 khiển trách, 17 cảnh cáo và 7 khai trừ`: a deed in the place of a noun.
fn deed_as_noun(scene: &Scene<'_>, at: usize) -> Option<Deed> {
    let starts_line = scene.reading.line_of(at)?.tokens.start == at;
    let (deed, end) = deed_at(scene, at).filter(|_| !starts_line)?;
    let ends = scene
        .reading
        .tokens
        .get(end)
        .is_none_or(|next| matches!(next.kind, Kind::Mark(_)) || next.gap >= Gap::Line)
        || scene.cue_at(end, Cue::And).is_some();
    (matches!(deed, Deed::Discipline | Deed::Remove) && ends).then_some(deed)
}

/// Whether a deed stands in the place of a noun at a token.
pub(super) fn stands_at(scene: &Scene<'_>, at: usize) -> bool {
    deed_as_noun(scene, at).is_some()
}

/// `05 đồng chí 70 năm`, where the sentence speaks of badges.
pub(super) fn badge_years(scene: &Scene<'_>, noun_end: usize) -> Option<Deed> {
    let years = scene
        .mentions
        .quantities_in(noun_end..noun_end + 1)
        .first()?;
    scene.cue_at(years.tokens.end, Cue::DateYear)?;
    let sentence = scene.reading.sentence_of(noun_end);
    scene.find_cue(sentence, Cue::DeedBadge)?;
    Some(Deed::Commend)
}

/// What a label says was done: `Số chi bộ bị kỷ luật`, `Số tổ chức cơ sở đảng hoàn thành tốt nhiệm vụ`.
fn label_deed(scene: &Scene<'_>, label: TokenRange) -> Option<(Deed, TokenRange)> {
    let governing = last_deed(scene, label.clone());
    if governing
        .as_ref()
        .is_some_and(|(deed, _)| *deed != Deed::Have)
    {
        return governing;
    }
    let predicate = label.clone().find_map(|at| {
        let (end, deed) = after_at(scene, at)?;
        // "đảng viên dự bị": "dự" is no attending.
        let is_other_word = scene.cue_at(at, Cue::DeedNot).is_some_and(|not| not > end);
        (end <= label.end && !is_other_word).then_some((deed, at..end))
    });
    predicate.or(governing)
}

/// Whether exactly one deed and the joint before it stand between two figures: `61, chuyển đi 24`.
pub(super) fn joins(scene: &Scene<'_>, between: TokenRange) -> bool {
    let comma = scene.reading.tokens[between.start]
        .is_mark(b',')
        .then_some(between.start + 1);
    let joint = scene.cue_at(between.start, Cue::And).or(comma);
    joint
        .and_then(|joint| deed_at(scene, joint))
        .is_some_and(|(_, end)| end == between.end)
}

/// The deed that a heading's words name.
pub(super) fn deed_of_words(scene: &Scene<'_>, words: TokenRange) -> Option<Deed> {
    last_deed(scene, words).map(|(deed, _)| deed)
}

/// The deed of the longest phrase at a token that tells one behind its noun.
fn after_at(scene: &Scene<'_>, at: usize) -> Option<(usize, Deed)> {
    AFTER
        .iter()
        .filter_map(|(cue, deed)| Some((scene.cue_at(at, *cue)?, *deed)))
        .max_by_key(|(end, _)| *end)
}

/// `xóa tên do vi phạm là hơn 38.519`: the deed of which the figure is told, and its words up to the figure.
fn predicated(scene: &Scene<'_>, quantity: &QuantityMention) -> Option<(Deed, TokenRange)> {
    let end = quantity.tokens.start;
    let copula = scene.cue_before(end, Cue::Copula)?;
    let sentence = scene.reading.sentence_of(quantity.number.start);
    let start = (sentence.start..copula)
        .rev()
        .find(|&at| {
            matches!(scene.reading.tokens[at].kind, Kind::Mark(_))
                || scene.reading.tokens[at].is_number()
        })
        .map_or(sentence.start, |at| at + 1);
    let start = scene.cue_at(start, Cue::PartStrict).unwrap_or(start);
    deed_at(scene, start)
        .filter(|(deed, deed_end)| deed.names_members() && *deed_end <= copula)
        .map(|(deed, _)| (deed, start..end))
}

/// What must be done is done, unless the sentence goes on to say how many were.
fn settled(scene: &Scene<'_>, quantity: &QuantityMention, deed: Deed) -> Deed {
    let sentence = scene.reading.sentence_of(quantity.number.start);
    let rest = quantity.tokens.end..sentence.end;
    match deed {
        Deed::Require if scene.find_cue(rest, Cue::DeedDone).is_some() => Deed::Propose,
        Deed::Require => Deed::Discipline,
        deed => deed,
    }
}

/// `kiến nghị khai trừ`, `đề nghị Ban Thường vụ xem xét, thi hành kỷ luật`: whether what stands before a deed proposes
/// it. `theo đề nghị của` does not, nor does what a report goes on to say was done.
fn is_proposed(scene: &Scene<'_>, before: TokenRange) -> bool {
    let Some(proposal) = scene.find_last_cue(before.clone(), Cue::DeedProposed) else {
        return false;
    };
    let is_noun = scene.cue_at(proposal.end, Cue::Of).is_some();
    let is_done = scene
        .find_cue(proposal.end..before.end, Cue::ReportOpen)
        .is_some();
    proposal.end == before.end || !(is_noun || is_done)
}

/// Whether a comma right after a deed parts it from the figure, with nothing counted between: `sau khi hợp nhất, 12 chi
/// bộ`. `Trong số đảng viên bị kỷ luật, 9 người` it does not part.
fn is_cut_off(
    scene: &Scene<'_>,
    deed_end: usize,
    quantity: &QuantityMention,
    clause: &TokenRange,
) -> bool {
    scene.reading.tokens[deed_end].is_mark(b',')
        && scene
            .mentions
            .quantities_in(deed_end..quantity.number.start)
            .is_empty()
        && quantity.tokens.start == deed_end + 1
        && scene.cue_at(clause.start, Cue::PartAmong).is_none()
}

/// The deed nearest to the end of a range.
fn last_deed(scene: &Scene<'_>, range: TokenRange) -> Option<(Deed, TokenRange)> {
    range.clone().rev().find_map(|at| {
        let hits = scene.reading.hits_at(at);
        let longest = hits.first()?;
        if scene.knowledge.lexicon.has(longest.entry, Cue::DeedNot) {
            return None;
        }
        let is_inside_not = (range.start..at).rev().take(4).any(|earlier| {
            scene
                .cue_at(earlier, Cue::DeedNot)
                .is_some_and(|end| end > at)
        });
        if is_inside_not {
            return None;
        }
        let (deed, end) = deed_at(scene, at).filter(|(_, end)| *end <= range.end)?;
        // "thi hành kỷ luật với 7 đảng viên": the word after a deed only leads to whom it is done to.
        let leads_on = deed == Deed::Have && scene.cue_at(at, Cue::DeedJoint) == Some(end);
        if leads_on && ends_deed(scene, at) {
            return None;
        }
        // "làm việc với" ends with a deed of its own: the longer phrase counts.
        let start = scene
            .reading
            .hits_ending_at(end)
            .find(|hit| hit.start as usize >= range.start && deed_of(scene, hit.entry).is_some())
            .map_or(at, |hit| hit.start as usize);
        deed_at(scene, start).map(|(deed, end)| (deed, start..end))
    })
}

/// Whether a deed that is done to something ends right before a token.
fn ends_deed(scene: &Scene<'_>, at: usize) -> bool {
    scene
        .reading
        .hits_ending_at(at)
        .filter_map(|hit| deed_of(scene, hit.entry))
        .any(Deed::is_shared)
}

/// The deed of the longest phrase at a token that is one.
fn deed_at(scene: &Scene<'_>, at: usize) -> Option<(Deed, usize)> {
    scene
        .reading
        .hits_at(at)
        .iter()
        .find_map(|hit| Some((deed_of(scene, hit.entry)?, hit.end as usize)))
}

fn deed_of(scene: &Scene<'_>, entry: u32) -> Option<Deed> {
    BEFORE
        .iter()
        .find(|(cue, _)| scene.knowledge.lexicon.has(entry, *cue))
        .map(|(_, deed)| *deed)
}

/// The deed that follows a noun: `… bị khai trừ`, `… đạt trong sạch, vững mạnh … được tặng giấy khen`. A figure joined by
/// "với" or "và" shares what follows it: `33 tổ chức cơ sở đảng với 4.208 đảng viên về …`.
pub(super) fn deed_after(scene: &Scene<'_>, noun_end: usize) -> Option<Deed> {
    let sentence = scene.reading.sentence_of(noun_end.saturating_sub(1));
    let end = (noun_end + AFTER_REACH).min(sentence.end);
    let mut weak = None;
    let mut past = noun_end;
    for at in noun_end..end {
        let token = &scene.reading.tokens[at];
        if at == noun_end
            && token.is_mark(b',')
            && let Some(deed) =
                shared_over_comma(scene, noun_end).or_else(|| goes_over_comma(scene, noun_end))
        {
            return Some(deed);
        }
        if token.is_number() {
            let is_joined = at <= noun_end + 2 && weak.is_none();
            let Some(next) = scene.mentions.quantities_in(at..at + 1).first() else {
                continue;
            };
            let (noun, next_end) = noun_after(scene, next.tokens.end);
            if noun == Noun::None {
                continue;
            }
            let shared = if noun == Noun::Member && is_joined {
                deed_after(scene, next_end)
            } else {
                None
            };
            // "81 tổ chức đảng và 6.000 đảng viên bị kỷ luật": what "và" joins suffers the same.
            let is_and = scene.cue_at(noun_end, Cue::And).is_some();
            return shared
                .filter(|deed| match deed {
                    Deed::Transfer | Deed::Remove | Deed::Other => true,
                    deed => is_and && deed.is_shared(),
                })
                .or(weak);
        }
        if let Some(end) = scene.cue_at(at, Cue::PhraseComma) {
            past = end;
        }
        if at < past {
            continue;
        }
        if let Some(end) = occasion(scene, at) {
            past = end;
            continue;
        }
        if matches!(
            token.kind,
            Kind::Mark(b';' | b',' | b'(' | b':' | b'.' | b')')
        ) || token.gap >= Gap::Line
        {
            return weak;
        }
        let goes_to = scene
            .cue_at(at, Cue::TransferTo)
            .is_some_and(|end| scene.mentions.organization_at(end).is_some());
        if goes_to {
            return Some(Deed::Transfer);
        }
        // "4 chi bộ chưa tổ chức đại hội": what is denied was not done.
        if scene.cue_at(at, Cue::Negation).is_some() {
            return Some(Deed::Other);
        }
        match after_at(scene, at) {
            Some((end, Deed::Other)) => {
                weak = Some(Deed::Other);
                past = end;
            }
            Some((_, deed)) => return Some(deed),
            None => {
                if let Some(deed) = suffered(scene, at) {
                    return Some(deed);
                }
            }
        }
        if at > noun_end + WEAK_REACH
            && weak.is_none()
            && scene.cue_at(at, Cue::ClauseVerb).is_some()
        {
            return None;
        }
    }
    weak
}

/// `5 chi bộ, 23 đảng viên được biểu dương`: what the members behind a comma undergo, the organizations before it do too.
fn shared_over_comma(scene: &Scene<'_>, comma: usize) -> Option<Deed> {
    let next = scene.mentions.quantities_in(comma..comma + 3).first()?;
    let (noun, end) = noun_after(scene, next.tokens.end);
    scene
        .cue_before(comma, Cue::NounOrganization)
        .or_else(|| scene.cue_before(comma, Cue::NounOrganizationTail))?;
    if noun != Noun::Member || next.tokens.start != comma + 1 {
        return None;
    }
    deed_after(scene, end).filter(|deed| deed.names_parts())
}

/// `31 tổ chức cơ sở đảng, chuyển về Đảng bộ X`: what went to an organization.
fn goes_over_comma(scene: &Scene<'_>, comma: usize) -> Option<Deed> {
    let to = scene.cue_at(comma + 1, Cue::AfterTransfer)?;
    let mut organizations = scene.mentions.organizations_in(comma + 1..to + 1);
    organizations
        .any(|(_, mention)| !mention.is_generic)
        .then_some(Deed::Transfer)
}

/// `khi có dấu hiệu vi phạm`: on what occasion something was done holds no deed of its own.
fn occasion(scene: &Scene<'_>, at: usize) -> Option<usize> {
    let end = scene.cue_at(at, Cue::DeedNot)?;
    after_at(scene, at)
        .is_none_or(|(after, _)| after < end)
        .then_some(end)
}

/// `được kiểm tra`, `được Đảng ủy khen thưởng`, `được ủy ban kiểm tra các cấp kiểm tra`: the deed after "được" or "bị" and
/// whoever does it.
fn suffered(scene: &Scene<'_>, at: usize) -> Option<Deed> {
    let agent = scene.cue_at(at, Cue::Passive)?;
    let named = scene.mentions.organization_at(agent);
    let verb = named.map_or(agent, |(_, mention)| mention.tokens.end);
    let beside = deed_at(scene, verb)
        .map(|(deed, _)| deed)
        .filter(|deed| !matches!(deed, Deed::Have | Deed::Propose | Deed::Represent));
    beside.or_else(|| done_by_agent(scene, verb))
}

/// The deed behind an agent that is no organization by name: `cấp ủy, ủy ban kiểm tra các cấp`.
fn done_by_agent(scene: &Scene<'_>, agent: usize) -> Option<Deed> {
    scene
        .cue_at(agent, Cue::Committee)
        .or_else(|| scene.cue_at(agent, Cue::CountAgent))?;
    let mut past = agent;
    for at in agent..agent + AGENT_REACH {
        let token = scene.reading.tokens.get(at)?;
        if !(token.is_word() || token.is_mark(b',')) || token.gap >= Gap::Line {
            return None;
        }
        let body = [Cue::Committee, Cue::CountAgent]
            .into_iter()
            .filter_map(|cue| scene.cue_at(at, cue))
            .max();
        past = past.max(body.unwrap_or(at));
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
fn purpose(scene: &Scene<'_>, noun_end: usize) -> Option<Deed> {
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
