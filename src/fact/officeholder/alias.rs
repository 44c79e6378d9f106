//! Other names of one person: `chị Mười Thắm (tên thật Hồ Thị Thắm)`, `Bùi San hay Đặng Trần Thi, bí danh Lê Tâm`.
//!
//! Enters: the parts of a sentence. Leaves: the parts, with one name for each person.

use crate::fact::Scene;
use crate::fact::officeholder::part::{Element, Part};
use crate::knowledge::cue::Cue;
use crate::mention::person;

/// One person, one name: who is called by an alias gets the name in full that brackets tell (`chị Mười Thắm (tên thật Hồ
/// Thị Thắm)`), and other names of who is named in full are nobody else (`Bùi San hay Đặng Trần Thi, bí danh Lê Tâm`). The
/// sentence's parts begin at `own`.
pub(super) fn one_name_each(scene: &Scene<'_>, all: &mut Vec<Part>, own: usize) {
    let [first, .., last] = &all[own..] else {
        return;
    };
    let tokens = first.tokens.start..last.tokens.end;
    if scene.find_cue(tokens, Cue::PersonAlias).is_none() {
        return;
    }
    let mut parts = all.split_off(own);
    let mut at = 1;
    while at < parts.len() {
        at = match scene.cue_at(parts[at].tokens.start, Cue::PersonAlias) {
            Some(_) => one_name(scene, &mut parts, at).max(at + 1),
            None => at + 1,
        };
    }
    all.append(&mut parts);
}

/// The same for the names behind one word; where they end.
fn one_name(scene: &Scene<'_>, parts: &mut Vec<Part>, word: usize) -> usize {
    let is_mark = |part: &Part| {
        matches!(
            part.element,
            Element::Mark(b'*' | b'"' | b'(' | b',' | b':' | b'[' | b']')
        ) || part.element == Element::And
            || part.is_verb(Cue::OfficeIs)
    };
    let Some(called) = called_before(scene, parts, word) else {
        return word;
    };
    let words_end = scene.cue_at(parts[word].tokens.start, Cue::PersonAlias);
    let mut at = word;
    while at < parts.len() && words_end.is_some_and(|end| parts[at].tokens.start < end) {
        at += 1;
    }
    let first = at;
    while at < parts.len() && (is_mark(&parts[at]) || parts[at].is_person()) {
        at += 1;
    }
    let Some(full) = (first..at).find(|&at| parts[at].is_person()) else {
        return word;
    };
    let is_alias = match &parts[called].element {
        Element::Person(name) => {
            person::name_end(scene.reading, scene.knowledge, name.start).is_none()
        }
        element => matches!(element, Element::Short(_)),
    };
    let closes = parts.get(full + 1).is_some_and(|close| close.is_mark(b')'));
    if is_alias && closes {
        let element = parts[full].element.clone();
        let tokens = parts[called].tokens.start..parts[full + 1].tokens.end;
        parts.splice(called..full + 2, [Part { element, tokens }]);
        return called;
    }
    if !is_alias && parts[called].is_person() {
        for other in &mut parts[full..at] {
            if matches!(&other.element, Element::Person(name) if name.start == other.tokens.start) {
                other.element = Element::Noun;
            }
        }
    }
    at
}

/// The part that names who has another name, past marks and brackets: `**Bùi San** (1914 - 2003) hay`.
fn called_before(scene: &Scene<'_>, parts: &[Part], word: usize) -> Option<usize> {
    let mut at = word.checked_sub(1)?;
    loop {
        match parts[at].element {
            Element::Mark(b')') => at = (0..at).rev().find(|&open| parts[open].is_mark(b'('))?,
            Element::Mark(b'*' | b'"' | b'(' | b',' | b']') | Element::Noun => {}
            _ if scene
                .cue_at(parts[at].tokens.start, Cue::PersonAlias)
                .is_some() => {}
            _ => return Some(at),
        }
        at = at.checked_sub(1)?;
    }
}
