//! Where a line has gone: the unit, village or commune that its words name as what they tell of, whose organization a short form
//! on the line then is.

use super::Cast;
use super::short_form::as_unit;
use super::standing::{opens, says_more};
use crate::fact::Scene;
use crate::knowledge::cue::{Cue, CueSet};
use crate::knowledge::organizations::{HeadKind, Level};
use crate::mention::organization::OrganizationMention;
use crate::text::{Kind, TokenRange};

impl Cast {
    /// "Ở Công ty TNHH X, chi bộ có 26 đảng viên", "điển hình như Công ty Y, Bí thư Chi bộ …": the cell of the unit or village where the
    /// line has gone, or that it gives as an example right before, if no other cell was named since.
    pub(super) fn cell_of_setting(
        &self,
        scene: &Scene<'_>,
        index: usize,
        short: &OrganizationMention,
    ) -> Option<String> {
        if short.kind != HeadKind::Cell {
            return None;
        }
        let to = short.tokens.start;
        let from = scene.reading.line_of(to)?.tokens.start;
        // "Đơn vị thi công là Công ty X, Bí thư Chi bộ …", "giống như thôn Y, chi bộ …": a bare "là", "như" or "bao gồm" gives no
        // example.
        let is_example = |tokens: &TokenRange| {
            let word = scene.cue_before(tokens.start, Cue::OrganizationExample);
            word.is_some_and(|word| {
                tokens.start > word + 1 && scene.cue_at(word, Cue::DeedHave).is_none()
            }) && scene.reading.tokens[tokens.end].is_mark(b',')
                && opens_with_cell(scene, tokens.end + 1..to + 1)
        };
        let is_setting = |tokens: &TokenRange| {
            tokens.start > from
                && tokens.end <= to
                && (scene.cue_before(tokens.start, Cue::PlaceLocative).is_some()
                    || is_example(tokens))
        };
        let units = scene.mentions.units_in(from..to).iter();
        let unit = units.rev().find(|unit| is_setting(&unit.tokens));
        let village = scene
            .mentions
            .territories_in(from..to)
            .iter()
            .rfind(|place| place.level == Level::Village && is_setting(&place.tokens));
        let (tokens, name) = match (unit, village) {
            (Some(unit), Some(village)) if village.tokens.start > unit.tokens.start => {
                as_unit(scene, village)?
            }
            (Some(unit), _) => (unit.tokens.clone(), unit.name(scene.reading).to_owned()),
            (None, village) => as_unit(scene, village?)?,
        };
        let is_named_since = scene.mentions.organizations[..index]
            .iter()
            .rev()
            .take_while(|other| other.tokens.start > tokens.start)
            .any(|other| other.kind == short.kind && says_more(other));
        // "Chi bộ Công ty X ở khu công nghiệp Y": where the cell lies that was named.
        let setting = scene.cue_before(tokens.start, Cue::PlaceLocative);
        let located = setting.and_then(|at| scene.mentions.organization_ending_at(at));
        let is_located = located.is_some_and(|(_, cell)| cell.kind == short.kind && cell.is_named);
        // "Tại Chi bộ Bảo hiểm xã hội huyện, … giúp 9 hộ ở thôn Y. Bí thư Chi bộ …": what the cell did there that opens its sentence.
        let opening = scene.reading.sentence_of(tokens.start).start;
        let first = scene.cue_at(opening, Cue::PlaceLocative);
        let first = first.and_then(|at| scene.organization_at(at));
        let is_done_there = first.is_some_and(|(_, cell)| {
            cell.kind == short.kind && cell.is_named && cell.tokens.end < tokens.start
        });
        (!is_named_since && !is_located && !is_done_there).then(|| format!("{} {name}", short.name))
    }

    /// "Chi bộ đầu tiên của xã được thành lập với 7 đảng viên": the cell of the commune or ward of which it was the first.
    pub(super) fn first_of_place(
        &self,
        scene: &Scene<'_>,
        short: &OrganizationMention,
    ) -> Option<String> {
        const BORN: CueSet = CueSet::of(&[Cue::OrganizationBorn, Cue::AfterEstablish]);
        let word = scene.cue_at(short.tokens.end, Cue::OrganizationFirst)?;
        let end = scene.cue_at(word, Cue::PlaceLevel)?;
        let named = scene.mentions.territory_at(word);
        let (_, level) = (scene.reading).level_at(word)?;
        // "Chi bộ đầu tiên của xã trong doanh nghiệp" is the first of a sort.
        let is_born = scene.starts_any(named.map_or(end, |place| place.tokens.end), BORN);
        let is_communes =
            !level.is_provincial() && !level.is_of_district() && level != Level::Village;
        if !is_born || !is_communes || short.kind != HeadKind::Cell {
            return None;
        }
        let name = match named {
            Some(place) => place.name.clone(),
            None => self.place.name_at(scene, word, level)?,
        };
        let word = scene.reading.canonical(word..end).to_lowercase();
        Some(format!("{} {word} {name}", short.name))
    }

    /// "Anh là Bí thư Chi bộ của phân xưởng, chi bộ có 28 đảng viên", "Chi bộ đầu tiên của xã ra đời. Năm 1949, chi bộ có …": the cell
    /// that was just called by no more on the line.
    pub(super) fn cell_of_line(
        &self,
        scene: &Scene<'_>,
        index: usize,
        short: &OrganizationMention,
    ) -> Option<String> {
        let line = scene.reading.line_of(short.tokens.start)?.tokens.start;
        let before = index.checked_sub(1)?;
        let last = &scene.mentions.organizations[before];
        let end = last.tokens.end;
        let is_told =
            scene.cue_at(end, Cue::Of).is_some() || self.first_of_place(scene, last).is_some();
        let are_cells = short.kind == HeadKind::Cell && last.kind == HeadKind::Cell;
        (are_cells && is_told && last.tokens.start >= line && !last.is_generic)
            .then(|| self.name_of(before).map(str::to_owned))
            .flatten()
    }

    /// "Ở Công ty X, Đảng bộ có 64 đảng viên. Đồng chí A, Bí thư Đảng ủy, …", "Xã B là xã vùng cao. Bí thư Đảng ủy C …": the unit's
    /// that opens the sentence of a short form; what the one before it on the line stands for, where that is another's than the
    /// article's; for "Đảng ủy" beside a committee with a name of its own, the commune's of which the line tells.
    pub(super) fn party_of_setting(
        &self,
        scene: &Scene<'_>,
        index: usize,
        short: &OrganizationMention,
    ) -> Option<String> {
        let main = self
            .main
            .as_ref()
            .filter(|_| short.kind == HeadKind::Party)?;
        // "toàn Đảng bộ có …": the whole's again.
        if scene
            .cue_before(short.tokens.start, Cue::PlaceWhole)
            .is_some()
        {
            return None;
        }
        if let Some(unit) = opening_unit(scene, &short.tokens) {
            return Some(format!("{} {unit}", short.name));
        }
        let line = scene.reading.line_of(short.tokens.start)?.tokens.start;
        let before = index.checked_sub(1)?;
        let last = &scene.mentions.organizations[before];
        let is_on_line = last.tokens.start >= line && last.kind == HeadKind::Party;
        if is_on_line && !last.is_generic && !says_more(last) {
            let name = self.name_of(before);
            return name.filter(|name| *name != main.name).map(str::to_owned);
        }
        let is_committee = scene.cue_at(short.tokens.start, Cue::OrganizationBareCommittee)
            == Some(short.tokens.end);
        if is_on_line || !is_committee || !main.has_own_committee {
            return None;
        }
        // "Xã B là …", "Tại xã B, …", "Về xã B, chúng tôi gặp …"
        let is_told_of = |at: usize| {
            let mut settings = [Cue::PlaceLocative, Cue::OfficeDestination].into_iter();
            opens(scene, at)
                || settings.any(|word| {
                    scene
                        .cue_before(at, word)
                        .is_some_and(|at| opens(scene, at))
                })
        };
        let mut places = scene
            .mentions
            .territories_in(line..short.tokens.start)
            .iter();
        let place = places.rfind(|place| {
            let is_communes = !place.level.is_provincial()
                && !place.level.is_of_district()
                && place.level != Level::Village;
            place.is_levelled && is_communes && is_told_of(place.tokens.start)
        })?;
        let word = scene.cue_at(place.tokens.start, Cue::PlaceLevel)?;
        self.of_territory(scene, place.tokens.start..word, &place.name)
    }
}

/// "Ở Công ty X, [Đảng bộ] có …": the unit between a word for where that opens the sentence and the comma before a short form, of
/// which is told what it has. Where it acts ("… trao Huy hiệu"), the unit may only be where it does.
fn opening_unit<'s>(scene: &'s Scene<'_>, short: &TokenRange) -> Option<&'s str> {
    if let Some(post) = opening_post(scene, short) {
        return Some(post);
    }
    let now = scene.cue_at(short.end, Cue::CountNow);
    let has = scene.cue_at(now.unwrap_or(short.end), Cue::CountHas);
    now.or(has)?;
    let comma = short.start.checked_sub(1)?;
    scene.reading.tokens[comma].is_mark(b',').then_some(())?;
    let unit = &scene.mentions.units[scene.mentions.unit_ending_at(comma)?];
    let setting = scene.cue_before(unit.tokens.start, Cue::PlaceLocative)?;
    opens(scene, setting).then_some(unit.name(scene.reading))
}

/// "Tại Đồn Biên phòng X (xã Y), Ban Chấp hành [Đảng bộ] ra mắt": the military post where the sentence of a short form
/// opens, if no other organization is named between them: nobody else meets there.
fn opening_post<'s>(scene: &'s Scene<'_>, short: &TokenRange) -> Option<&'s str> {
    let sentence = scene.reading.sentence_of(short.start).start;
    let unit = scene.mentions.units_in(sentence..short.start).first()?;
    let (start, end) = (unit.tokens.start, unit.tokens.end);
    scene.cue_at(start, Cue::OrganizationPost)?;
    let setting = scene.cue_before(start, Cue::PlaceLocative)?;
    let mut others = scene.mentions.organizations_in(end..short.start);
    let names_other = others.any(|(_, other)| other.is_named);
    let is_apart = |at: usize| {
        let mark = scene.reading.tokens.get(at);
        mark.is_some_and(|mark| matches!(mark.kind, Kind::Mark(b',' | b'(')))
    };
    (opens(scene, setting) && is_apart(end) && !names_other).then_some(unit.name(scene.reading))
}

/// Whether a range opens with just "chi bộ", or a post in it.
fn opens_with_cell(scene: &Scene<'_>, range: TokenRange) -> bool {
    let first = scene.mentions.organizations_in(range.clone()).next();
    first.is_some_and(|(_, first)| {
        let at = first.tokens.start;
        first.kind == HeadKind::Cell
            && !says_more(first)
            && scene.post_before(at).unwrap_or(at) == range.start
    })
}
