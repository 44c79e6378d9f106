//! The deed behind a noun: its own verb, what "và" or a comma shares with it, what an agent did to it, what it was chosen
//! for.

use super::{Deed, deed_at};
use crate::fact::Scene;
use crate::fact::counted::noun::{Noun, noun_after};
use crate::knowledge::cue::Cue;
use crate::text::{Gap, Kind};

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

/// Figures that share the deed behind the last of them.
const JOINED: usize = 3;
/// Tokens of an agent between "được" and its deed: `ủy ban kiểm tra, cấp ủy các cấp`.
const AGENT_REACH: usize = 10;

/// The deed of the longest phrase at a token that tells one behind its noun.
pub(super) fn after_at(scene: &Scene<'_>, at: usize) -> Option<(usize, Deed)> {
    AFTER
        .iter()
        .filter_map(|(cue, deed)| Some((scene.cue_at(at, *cue)?, *deed)))
        .max_by_key(|(end, _)| *end)
}

/// The deed that follows a noun: `… bị khai trừ`, `… đạt trong sạch, vững mạnh … được tặng giấy khen`. A figure joined by
/// "với" or "và" shares what follows it: `33 tổ chức cơ sở đảng với 4.208 đảng viên về …`.
pub(in crate::fact::counted) fn deed_after(scene: &Scene<'_>, noun_end: usize) -> Option<Deed> {
    deed_after_joined(scene, noun_end, JOINED)
}

/// The same, if no more than so many figures may share it.
fn deed_after_joined(scene: &Scene<'_>, noun_end: usize, joined: usize) -> Option<Deed> {
    let sentence = scene.reading.sentence_of(noun_end.saturating_sub(1));
    let end = (noun_end + AFTER_REACH).min(sentence.end);
    let mut weak = None;
    let mut past = noun_end;
    for at in noun_end..end {
        let token = &scene.reading.tokens[at];
        if at == noun_end
            && token.is_mark(b',')
            && let Some(deed) = shared_over_comma(scene, noun_end, joined)
                .or_else(|| goes_over_comma(scene, noun_end))
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
            let shared = match joined.checked_sub(1) {
                Some(rest) if noun == Noun::Member && is_joined => {
                    deed_after_joined(scene, next_end, rest)
                }
                _ => None,
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
fn shared_over_comma(scene: &Scene<'_>, comma: usize, joined: usize) -> Option<Deed> {
    let rest = joined.checked_sub(1)?;
    let next = scene.mentions.quantities_in(comma..comma + 3).first()?;
    let (noun, end) = noun_after(scene, next.tokens.end);
    scene
        .cue_before(comma, Cue::NounOrganization)
        .or_else(|| scene.cue_before(comma, Cue::NounOrganizationTail))?;
    if noun != Noun::Member || next.tokens.start != comma + 1 {
        return None;
    }
    deed_after_joined(scene, end, rest).filter(|deed| deed.names_parts())
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
