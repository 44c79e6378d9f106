//! How a mention stands in its sentence: a thing of the past, a superior in brackets, one of several that are listed.

use crate::fact::Scene;
use crate::knowledge::cue::{Cue, CueSet};
use crate::knowledge::organizations::HeadKind;
use crate::mention::ordinal;
use crate::mention::organization::OrganizationMention;
use crate::text::token::{Kind, Shape, Token};

/// Tokens before an organization in which a merger makes it a thing of the past.
const PREDECESSOR_REACH: usize = 26;

/// Whether a merger or closing before the mention in its sentence says that the organization is no more.
pub(in crate::resolve) fn is_predecessor(scene: &Scene<'_>, mention: &OrganizationMention) -> bool {
    let own = scene.reading.sentence_index(mention.tokens.start);
    let cues = scene.reading.cues_of_sentence(own);
    if !cues.has(Cue::OrganizationPredecessor) {
        return false;
    }
    let sentence = &scene.reading.sentences[own];
    let first = listed_first(scene, mention).tokens.start;
    let from = sentence.start.max(first.saturating_sub(PREDECESSOR_REACH));
    scene
        .find_last_cue(from..mention.tokens.start, Cue::OrganizationPredecessor)
        // "A, tiền thân của B": B goes on.
        .filter(|cue| {
            scene
                .cue_at(cue.start, Cue::OrganizationForerunner)
                .is_none()
        })
        .is_some_and(|cue| {
            let parts = |at: &usize| {
                let mark = scene.reading.tokens[*at].kind;
                matches!(mark, Kind::Mark(b',' | b';'))
            };
            (cue.end..mention.tokens.start)
                .filter(parts)
                .all(|mark| ends_organization(scene, mark))
        })
}

/// Whether the text says of a mention's organization that it is no more: a merger stands before it, or `(cũ)` behind.
pub(in crate::resolve) fn is_over(scene: &Scene<'_>, mention: &OrganizationMention) -> bool {
    let end = mention.tokens.end;
    let opens = scene.reading.mark_at(end, b'(');
    let word = end + usize::from(opens);
    scene.cue_at(word, Cue::OfficeThen).is_some() || is_predecessor(scene, mention)
}

/// `Đảng bộ Dân Chính Đảng - tiền thân của Đảng bộ Khối các cơ quan`: whether the text says of a mention's organization what it
/// has become. The sentences around may still tell of its time; the article is not about it.
pub(super) fn is_forerunner(scene: &Scene<'_>, mention: &OrganizationMention) -> bool {
    let end = mention.tokens.end;
    let mark = scene.reading.tokens.get(end).map(|mark| mark.kind);
    let is_apart = matches!(mark, Some(Kind::Mark(b',' | b'-' | b'(')));
    let became = scene.cue_at(end + usize::from(is_apart), Cue::OrganizationForerunner);
    became.is_some()
}

/// Whether an organization's name ends before a token: "kết thúc hoạt động của Đảng bộ A, Đảng bộ B và Đảng bộ C".
fn ends_organization(scene: &Scene<'_>, at: usize) -> bool {
    scene.mentions.organization_ending_at(at).is_some()
}

/// `Chi bộ Công ty X (Đảng bộ Khối Doanh nghiệp tỉnh)`, `đồng chí A (Chi bộ B)`: whether brackets hold nothing but the
/// organization that somebody belongs to, which does not act itself.
pub(super) fn is_superior(scene: &Scene<'_>, mention: &OrganizationMention) -> bool {
    let tokens = &scene.reading.tokens;
    let Some(open) = mention.tokens.start.checked_sub(1) else {
        return false;
    };
    tokens[open].is_mark(b'(') && scene.reading.mark_at(mention.tokens.end, b')')
}

/// Whether a mention's organization does or has what its sentence says.
pub(super) fn acts(scene: &Scene<'_>, mention: &OrganizationMention) -> bool {
    let from = scene
        .cue_before(mention.tokens.start, Cue::OrganizationCommittee)
        .unwrap_or(mention.tokens.start);
    // "đồng chí A, đảng viên Chi bộ B"
    const OBLIQUE: CueSet = CueSet::of(&[Cue::OrganizationOblique, Cue::NounMember]);
    let is_within = is_within(scene, from);
    // "ba năm trước Chi bộ X có 7 đảng viên": the word tells when.
    let is_oblique = is_within
        && scene.ends_any(from, OBLIQUE)
        && scene.cue_before(from, Cue::AimAgo).is_none()
        && !opens_joined_clause(scene, mention, from);
    // "Tại Đảng bộ Sở Y tế, đại hội …": a place that opens the sentence is what it speaks of.
    // "Với Đảng bộ Khối, cần giữ vững …"
    let is_apart = scene.reading.mark_at(mention.tokens.end, b',');
    let is_topic = || {
        let with = scene.cue_before(from, Cue::DeedJoint);
        is_apart && with.is_some_and(|with| opens(scene, with))
    };
    let is_setting = scene
        .cue_before(from, Cue::PlaceLocative)
        .is_some_and(|cue| opens(scene, cue))
        || is_topic();
    let is_host = || is_host(scene, mention, from);
    // "tin từ UBKT Tỉnh ủy X cho biết": the source of a report acts in it.
    let is_source = || {
        scene.cue_at(mention.tokens.end, Cue::Speech).is_some()
            && scene.cue_before(from, Cue::SpeechSource).is_some()
    };
    // "đã kỷ luật Ban cán sự đảng Bộ X": what a deed is done to does not act.
    const DONE_TO: CueSet = CueSet::of(&[
        Cue::DeedDiscipline,
        Cue::DeedInspect,
        Cue::DeedSupervise,
        Cue::DeedProposed,
    ]);
    let is_object = is_within && scene.ends_any(from, DONE_TO);
    // "… kết quả của Đảng bộ huyện: kết nạp 103 đảng viên": what a colon goes on with is told of it.
    // "Kết luận kiểm tra tại Đảng bộ Công ty X: 3 đảng viên vi phạm"
    let is_told_of = scene.ends_any(from, CueSet::of(&[Cue::Of, Cue::PlaceLocative]))
        && scene.reading.mark_at(mention.tokens.end, b':');
    // "kỷ niệm 92 năm Ngày thành lập Đảng": the Party does not act on its birthday.
    let is_founded =
        mention.kind == HeadKind::National && scene.cue_before(from, Cue::DeedEstablish).is_some();
    let is_addressed = is_addressed(scene, mention, from);
    (!is_oblique || is_setting || is_told_of || is_source() || is_host())
        && !is_founded
        && (is_addressed || !is_of_officer(scene, mention))
        && !attends(scene, from)
        && !sets_plan(scene, mention, from)
        // "Thực hiện Nghị quyết Đại hội Đảng bộ tỉnh, …"
        && !is_of_document(scene, mention)
        && !is_had(scene, mention)
        && (is_addressed || is_told_of || !is_object)
        && !is_predecessor(scene, mention)
        && !is_superior(scene, mention)
        && !closes_clause(scene, mention)
        && !is_item(scene, mention)
        && !is_of_several(scene, mention)
        && !is_listed_with_count(scene, mention)
        && !is_of_levels(scene, mention)
}

/// `Đảng bộ A kết nạp 9 đảng viên và Đảng bộ B kết nạp 7 đảng viên`: whether "và" behind another figure opens a clause of what a
/// mention's organization, whose committee's words start at `from`, did to how many.
fn opens_joined_clause(scene: &Scene<'_>, mention: &OrganizationMention, from: usize) -> bool {
    /// Tokens of the clause before in which its figure stands.
    const REACH: usize = 16;
    const DEEDS: [Cue; 9] = [
        Cue::DeedAdmit,
        Cue::DeedConfirm,
        Cue::DeedDiscipline,
        Cue::DeedRemove,
        Cue::DeedInspect,
        Cue::DeedSupervise,
        Cue::DeedEstablish,
        Cue::DeedCommend,
        Cue::DeedTransfer,
    ];
    let Some(joint) = scene.cue_before(from, Cue::And) else {
        return false;
    };
    let start = scene.reading.sentence_of(from).start;
    let before = start.max(joint.saturating_sub(REACH))..joint;
    let is_list = scene.mentions.organization_ending_at(joint).is_some();
    if is_list || scene.mentions.quantities_in(before).is_empty() {
        return false;
    }
    let end = mention.tokens.end;
    let word = [Cue::Acting, Cue::AimOnly];
    let verb = word.into_iter().find_map(|word| scene.cue_at(end, word));
    let verb = verb.unwrap_or(end);
    let figure = DEEDS
        .into_iter()
        .filter_map(|deed| scene.cue_at(verb, deed))
        .max();
    figure.is_some_and(|figure| scene.mentions.starts_figure(figure))
}

/// `ủy ban kiểm tra huyện ủy khiển trách 2 đảng viên; chi bộ khiển trách 3 đảng viên`, `Tỉnh ủy kỷ luật 2, huyện ủy kỷ luật 14`:
/// whether a bare cell or level disciplines beside a committee in its sentence: all cells or committees of a level.
fn is_of_levels(scene: &Scene<'_>, mention: &OrganizationMention) -> bool {
    let (start, end) = (mention.tokens.start, mention.tokens.end);
    let verb = scene.cue_at(end, Cue::StanceReport).unwrap_or(end);
    let is_kind = mention.kind == HeadKind::Cell && !says_more(mention)
        || mention.level.is_some() && !mention.is_named && !mention.has_unit;
    let is_bare = is_kind && !scene.reading.tokens[start].is_capitalized();
    let before = || scene.reading.sentence_of(start).start..start;
    is_bare
        && scene.cue_at(verb, Cue::DeedDiscipline).is_some()
        && scene.find_cue(before(), Cue::DeedDiscipline).is_some()
        && (scene.mentions.organizations_in(before()))
            .any(|(_, other)| other.kind == HeadKind::Party)
}

/// `đồng chí đề nghị Huyện ủy A sớm khắc phục …`, `lưu ý tân Bí thư Huyện ủy A giữ vững …`: whether a mention, whose committee's
/// words start at `from`, or its officer is asked to do what the sentence goes on with, a plan.
fn is_addressed(scene: &Scene<'_>, mention: &OrganizationMention, from: usize) -> bool {
    let goes_on = scene.reading.tokens.get(mention.tokens.end);
    let asked = scene.post_before(from).unwrap_or(from);
    let end = mention.tokens.end;
    let asks_plan = || {
        let behind = end..scene.reading.sentence_of(from).end.max(end);
        scene.find_cue(behind, Cue::StancePlan).is_some()
    };
    mention.kind != HeadKind::National
        && goes_on.is_some_and(Token::is_word)
        && scene.cue_before(asked, Cue::OrganizationHost).is_some()
        && asks_plan()
}

/// `cờ được trao cho Đảng bộ A, Đảng bộ B cùng 6 tổ chức cơ sở đảng`: whether a mention is one of a list that ends in how many
/// more there are.
fn is_listed_with_count(scene: &Scene<'_>, mention: &OrganizationMention) -> bool {
    /// Organizations of the longest list.
    const LONGEST: usize = 24;
    let mut end = mention.tokens.end;
    for _ in 0..LONGEST {
        let tokens = &scene.reading.tokens;
        let comma = tokens.get(end).filter(|comma| comma.is_mark(b','));
        let joint = scene.cue_at(end, Cue::And);
        let Some(next) = joint.or(comma.map(|_| end + 1)) else {
            return false;
        };
        if let Some((_, other)) = scene.organization_at(next) {
            end = other.tokens.end;
            continue;
        }
        let figure = scene.mentions.quantities_in(next..next + 1).first();
        let counts = |noun: usize| scene.cue_at(noun, Cue::NounOrganization).is_some();
        return joint.is_some()
            && is_within(scene, mention.tokens.start)
            && figure.is_some_and(|figure| counts(figure.tokens.end));
    }
    false
}

/// `3 đảng bộ xã A, B và C kết thúc hoạt động`: whether a number before a mention says that it is one of several.
fn is_of_several(scene: &Scene<'_>, mention: &OrganizationMention) -> bool {
    let start = mention.tokens.start;
    let Some(number) = start.checked_sub(1) else {
        return false;
    };
    let figures = scene.mentions.quantities_in(number..start);
    let is_counted = figures
        .last()
        .is_some_and(|figure| figure.tokens.end == start);
    is_counted && !scene.reading.tokens[start].is_capitalized()
}

/// Whether words of a token's own sentence stand before it: a headline's "… kết nạp đảng viên mới", "… học tập nghị quyết" says
/// nothing of what opens the next line.
pub(super) fn is_within(scene: &Scene<'_>, token: usize) -> bool {
    token > scene.reading.sentence_of(token).start
}

/// `Ở buổi sinh hoạt tháng 9 của Chi bộ X, 3 đảng viên …`: whether the meeting of a mention's organization, whose committee's
/// words start at `from`, is where a sentence goes on.
fn is_host(scene: &Scene<'_>, mention: &OrganizationMention, from: usize) -> bool {
    /// Tokens of the words for the meeting.
    const MEETING: usize = 12;
    let tokens = &scene.reading.tokens;
    let Some(of) = scene.cue_before(from, Cue::Of) else {
        return false;
    };
    let mark = tokens.get(mention.tokens.end).map(|mark| mark.kind);
    let sentence = scene.reading.sentence_of(from);
    let start = sentence.start.max(of.saturating_sub(MEETING));
    // "Tại hội nghị của Huyện ủy, 3 đảng viên Chi bộ X được khen": the members are the cell's.
    let are_others = || {
        let rest = mention.tokens.end..sentence.end;
        let mut others = scene.mentions.organizations_in(rest);
        others.any(|(_, other)| {
            let members = scene.cue_before(other.tokens.start, Cue::NounMember);
            members.is_some()
        })
    };
    let locative = scene.find_cue(start..of, Cue::PlaceLocative);
    matches!(mark, Some(Kind::Mark(b',' | b'(')))
        && locative.is_some_and(|at| {
            let is_clause = opens(scene, at.start) || tokens[at.start - 1].is_mark(b',');
            let between = &tokens[at.end.min(of)..of];
            is_clause
                && between
                    .iter()
                    .all(|word| word.is_word() || word.is_number())
        })
        && !are_others()
}

/// `80% chỉ tiêu Tỉnh ủy giao`, `21/28 nhiệm vụ Huyện ủy giao đã xong`: whether a mention, whose committee's words start at
/// `from`, sets the plan that others carry out.
fn sets_plan(scene: &Scene<'_>, mention: &OrganizationMention, from: usize) -> bool {
    let Some(end) = scene.cue_at(mention.tokens.end, Cue::OrganizationSetter) else {
        return false;
    };
    let tokens = &scene.reading.tokens;
    let follows_noun = from > scene.reading.sentence_of(from).start
        && tokens[from - 1].is_word()
        && !opens(scene, from);
    let is_relative = || {
        tokens
            .get(end)
            .is_none_or(|next| !next.is_word() || scene.cue_at(end, Cue::CountDone).is_some())
    };
    scene.cue_before(from, Cue::AimPlanNoun).is_some()
        || scene.cue_at(end, Cue::DeedAdmit).is_some()
        || follows_noun && is_relative()
}

/// `cho Đảng bộ A mang tên Đảng bộ B; lập mới 6 chi bộ`: whether a mention is the last word of a clause that it does not open:
/// what the next one tells is another's.
fn closes_clause(scene: &Scene<'_>, mention: &OrganizationMention) -> bool {
    scene.reading.mark_at(mention.tokens.end, b';') && is_within(scene, mention.tokens.start)
}

/// `Bí thư Đảng ủy X`, `Ủy viên Ban Thường vụ Tỉnh ủy`, `Phó Trưởng Ban Nội chính Tỉnh ủy`, `Tỉnh ủy viên`: whether a mention
/// is the end of somebody's title, alone or behind the body that the office is of, or its beginning.
pub(super) fn is_of_officer(scene: &Scene<'_>, mention: &OrganizationMention) -> bool {
    const BODIES: [Cue; 3] = [
        Cue::OrganizationCommittee,
        Cue::TitleBody,
        Cue::OrganizationUnit,
    ];
    const ANY_BODY: CueSet = CueSet::of(&BODIES);
    const OFFICES: CueSet = CueSet::of(&[
        Cue::RoleSecretary,
        Cue::RoleDeputy,
        Cue::RoleStandingDeputy,
        Cue::OrganizationGuest,
    ]);
    let start = mention.tokens.start;
    let holds_office = |at: usize| scene.ends_any(at, OFFICES);
    let body = || {
        let bodies = BODIES.into_iter();
        bodies
            .filter_map(|body| scene.cue_before(start, body))
            .min()
    };
    is_of_member(scene, mention)
        || holds_office(start)
        || scene.ends_any(start, ANY_BODY)
            && body().is_some_and(|body| {
                holds_office(body) || scene.cue_at(body, Cue::OrganizationGuest).is_some()
            })
}

/// `đồng chí X, Tỉnh ủy viên, Bí thư Huyện ủy Y`: whether a mention only tells which committee somebody sits on besides.
pub(super) fn is_of_member(scene: &Scene<'_>, mention: &OrganizationMention) -> bool {
    let member = scene.cue_at(mention.tokens.end, Cue::OrganizationMember);
    member.is_some()
}

/// `Dự đại hội có các đồng chí …`: whether a token stands in a sentence that opens with who attended.
pub(super) fn attends(scene: &Scene<'_>, token: usize) -> bool {
    let start = scene.reading.sentence_of(token).start;
    let hits = scene.reading.hits_at(start);
    // "Dự kiến", "Dự thảo": the longest phrase there tells.
    let longest = hits.iter().map(|hit| hit.end as usize).max();
    let attended = scene.cue_at(start, Cue::OrganizationAttendance);
    attended.is_some() && attended >= longest
}

/// `17/17 bản đều có chi bộ`, `3 đảng viên bị chi bộ phê bình`: what somebody has, or whichever cell is theirs.
fn is_had(scene: &Scene<'_>, mention: &OrganizationMention) -> bool {
    const TELLING: CueSet = CueSet::of(&[Cue::CountHas, Cue::Passive]);
    mention.kind == HeadKind::Cell
        && !says_more(mention)
        && is_within(scene, mention.tokens.start)
        && scene.ends_any(mention.tokens.start, TELLING)
}

/// `trong đó Đảng bộ huyện A 118, Đảng bộ huyện B 96`: whether a figure alone stands behind a mention, an item of a list
/// that is over with it.
pub(super) fn is_item(scene: &Scene<'_>, mention: &OrganizationMention) -> bool {
    let end = mention.tokens.end;
    let figures = scene.mentions.quantities_in(end..end + 1);
    figures.first().is_some_and(|figure| {
        let after = scene.reading.tokens.get(figure.tokens.end);
        after.is_none_or(|mark| matches!(mark.kind, Kind::Mark(b',' | b';' | b')' | b'.')))
    })
}

/// Whether a mention in a suspected copy can be trusted: it names a level or a unit, and no block.
pub(super) fn is_trusted(scene: &Scene<'_>, index: usize) -> bool {
    let mention = &scene.mentions.organizations[index];
    let has_block = scene
        .find_cue(mention.tokens.clone(), Cue::OrganizationBlock)
        .is_some();
    let stands_alone = matches!(mention.kind, HeadKind::National | HeadKind::Whole);
    stands_alone || (!has_block && (mention.level.is_some() || mention.has_unit))
}

/// Whether a mention says more than its head: a name, a unit or a level.
pub(super) fn says_more(mention: &OrganizationMention) -> bool {
    !mention.is_generic && (mention.is_named || mention.has_unit || mention.level.is_some())
}

/// Whether a mention is one of several that its sentence lists or picks out: "Dẫn đầu là Đảng bộ A, kế đến Đảng bộ B",
/// "Đảng bộ C dẫn đầu với …".
pub(super) fn is_example(scene: &Scene<'_>, mention: usize) -> bool {
    let first = first_of_list(scene, mention);
    let end = scene.mentions.organizations[mention].tokens.end;
    scene
        .cue_before(first.tokens.start, Cue::OrganizationExample)
        .is_some()
        || scene.cue_at(end, Cue::OrganizationLeads).is_some()
}

/// `Nghị quyết của Quân ủy Trung ương, Đảng ủy Quân khu 1`: whether a mention is one of those whose documents the text
/// names; they do not act themselves.
pub(super) fn is_of_document(scene: &Scene<'_>, mention: &OrganizationMention) -> bool {
    let first = listed_first(scene, mention);
    let from = scene
        .cue_before(first.tokens.start, Cue::OrganizationCommittee)
        .unwrap_or(first.tokens.start);
    let numbered = before_ordinal(scene, from);
    let named_by = [Cue::Congress, Cue::CongressMeeting]
        .into_iter()
        .find_map(|meeting| scene.cue_before(numbered, meeting))
        .unwrap_or(from);
    let document = scene.cue_before(named_by, Cue::OrganizationDocument);
    is_within(scene, named_by) && document.is_some()
}

/// Where the number of a meeting that ends at a token starts: `Hội nghị [lần thứ sáu] Ban Chấp hành Trung ương`.
fn before_ordinal(scene: &Scene<'_>, end: usize) -> usize {
    let number = end.checked_sub(1).filter(|&number| {
        ordinal::at(scene.reading, number).is_some_and(|ordinal| ordinal.end == end)
    });
    number.map_or(end, |number| {
        scene
            .cue_before(number, Cue::CongressOrdinal)
            .unwrap_or(number)
    })
}

/// The first of the organizations that a mention is listed with; a rule's own reading, which is no mention of the scene,
/// stands in no list and is its own first.
fn listed_first<'s>(
    scene: &'s Scene<'_>,
    mention: &'s OrganizationMention,
) -> &'s OrganizationMention {
    let mentions = &scene.mentions.organizations;
    let index = mentions.partition_point(|known| known.tokens.start < mention.tokens.start);
    match mentions.get(index) {
        Some(known) if known.tokens == mention.tokens => first_of_list(scene, index),
        _ => mention,
    }
}

/// The first of the organizations that a mention is listed with: "Đảng bộ A, Chi bộ B và Chi bộ C".
fn first_of_list<'s>(scene: &'s Scene<'_>, mention: usize) -> &'s OrganizationMention {
    /// Organizations of the longest list.
    const LONGEST: usize = 24;
    let mentions = &scene.mentions.organizations;
    let mut at = mention;
    for _ in 0..LONGEST {
        let start = mentions[at].tokens.start;
        let comma = start
            .checked_sub(1)
            .filter(|&comma| scene.reading.tokens[comma].is_mark(b','));
        let joint = comma.or(scene.cue_before(start, Cue::And));
        match (at.checked_sub(1), joint) {
            (Some(before), Some(joint)) if mentions[before].tokens.end == joint => at = before,
            _ => break,
        }
    }
    &mentions[at]
}

/// Whether a mention stands in a headline in capitals.
pub(super) fn is_shouted(scene: &Scene<'_>, mention: &OrganizationMention) -> bool {
    scene.reading.tokens[mention.tokens.clone()]
        .iter()
        .filter(|token| token.is_word() && token.expanded == 0)
        .all(|token| token.shape == Shape::Upper)
}

/// Whether a token opens its sentence, or follows what joins the sentence to the one before: "Trái lại, tại …", "Còn ở …".
pub(super) fn opens(scene: &Scene<'_>, token: usize) -> bool {
    let start = scene.reading.sentence_of(token).start;
    let is_dash = |at: usize| {
        matches!(
            scene.reading.tokens[at].kind,
            Kind::Mark(b'-' | b'+' | b'*')
        )
    };
    // "- Tại Chi bộ A, …"
    let start = start + usize::from(start < token && is_dash(start));
    let comma = token
        .checked_sub(1)
        .filter(|&before| before > start && scene.reading.tokens[before].is_mark(b','));
    let joint = scene.cue_before(comma.unwrap_or(token), Cue::PlaceOpening);
    token == start || joint == Some(start)
}
