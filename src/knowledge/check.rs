//! What is wrong with dictionaries, row by row.
//!
//! Enters: the dictionaries' texts. Leaves: problems, each with file and line. Loading alone stops at the first error;
//! this goes on, and looks at spelling too.

use crate::knowledge::table::{Table, choices};
use crate::knowledge::{FILES, Knowledge, SITES};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use unicode_normalization::is_nfc;

/// Checks the bundled dictionaries, each replaced by what `replacement` returns for its file name, if anything.
pub(crate) fn problems(replacement: impl Fn(&str) -> Option<String>) -> Vec<String> {
    let mut out = Vec::new();
    for (file, bundled) in FILES {
        let text = replacement(file).map_or(Cow::Borrowed(*bundled), Cow::Owned);
        spelling(file, &text, &mut out);
        if *file == SITES {
            continue;
        }
        match Table::parse(file, &text) {
            Ok(table) => unique(file, &table, &mut out),
            Err(error) => out.push(error.to_string()),
        }
    }
    if let Err(error) = Knowledge::load(replacement) {
        let error = error.to_string();
        if !out.contains(&error) {
            out.push(error);
        }
    }
    out
}

fn spelling(file: &str, text: &str, out: &mut Vec<String>) {
    for (index, line) in text.lines().enumerate() {
        let at = index + 1;
        if !is_nfc(line) {
            out.push(format!(
                "{file}:{at}: expected composed letters (NFC), found decomposed ones"
            ));
        }
        let has_cells = file != SITES;
        if has_cells && line.split('\t').any(|cell| cell.trim() != cell) {
            out.push(format!(
                "{file}:{at}: expected no spaces around a cell, found some"
            ));
        }
    }
}

/// A row says one thing once: rows that differ in their last cell, the note, at most. A row of several cues says each, and a
/// phrase without braces has no other row.
fn unique(file: &str, table: &Table<'_>, out: &mut Vec<String>) {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let mut once = |words: String, line: usize, out: &mut Vec<String>| match seen.entry(words) {
        Entry::Vacant(unknown) => {
            unknown.insert(line);
        }
        Entry::Occupied(known) => out.push(format!(
            "{file}:{line}: expected a row once, found \"{}\" in line {} too",
            known.key(),
            known.get()
        )),
    };
    for row in table.rows() {
        let [word, said @ .., _note] = row.cells() else {
            continue;
        };
        if word.is_empty() {
            out.push(format!(
                "{file}:{}: expected a word in the first cell, found none",
                row.line()
            ));
        }
        let said = match row.list("cue") {
            Ok(cues) => {
                if !word.contains('{') {
                    once((*word).to_owned(), row.line(), out);
                }
                cues.map(str::to_owned).collect()
            }
            Err(_) => vec![said.join("\" \"")],
        };
        for word in choices(word).unwrap_or_default() {
            for said in &said {
                once(format!("{word}\" \"{said}"), row.line(), out);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::problems;

    #[test]
    fn bundled_dictionaries_have_no_problem() {
        let found = problems(|_| None);
        assert!(found.is_empty(), "{}", found.join("\n"));
    }

    #[test]
    fn a_cue_given_twice_is_told() {
        let text = "phrase\tcue\tnote\nvà\tand | aim.skip\t\n{và | cùng}\tand\t\n";
        let found = problems(|file| (file == "cues/text.tsv").then(|| text.to_owned()));
        let expected = "cues/text.tsv:3: expected a row once, found \"và\" \"and\" in line 2 too";
        assert!(found.iter().any(|problem| problem == expected), "{found:?}");
    }

    #[test]
    fn a_second_row_of_a_phrase_is_told() {
        let text = "phrase\tcue\tnote\nvà\tand\t\nvà\taim.skip\t\n{và | cùng}\taim.verb\t\n";
        let found = problems(|file| (file == "cues/text.tsv").then(|| text.to_owned()));
        let expected = "cues/text.tsv:3: expected a row once, found \"và\" in line 2 too";
        let rows = (found.iter()).filter(|problem| problem.contains("expected a row once"));
        assert_eq!(rows.collect::<Vec<_>>(), [expected], "{found:?}");
    }

    #[test]
    fn what_a_column_does_not_know_is_told() {
        let congress = "level\torganization\tterm_start\tterm_end\tordinal\theld_start\theld_end\tstatus\tnote\n";
        let short = "form\texpansion\tsafety\tcontext\tkind\tnote\n";
        for (file, header, rows, expected) in [
            (
                "congresses.tsv",
                congress,
                "province\tAn Giang\t2020\t2025\t11\t\t\tverifed\t\n",
                "2: status:",
            ),
            (
                "congresses.tsv",
                congress,
                "planet\tAn Giang\t2020\t2025\t11\t\t\tverified\t\n",
                "2: level:",
            ),
            (
                "congresses.tsv",
                congress,
                "province\tAn Giang\t2020\t2015\t11\t\t\tverified\t\n",
                "2: term_end:",
            ),
            (
                "congresses.tsv",
                congress,
                "province\tAn Giang\t2020\t2025\t11\tsoon\t\tverified\t\n",
                "2: held_start:",
            ),
            (
                "congresses.tsv",
                congress,
                "national\tĐảng Cộng sản Việt Nam\t2021\t2026\t13\t\t\tverified\t\n\
                 national\tĐảng Cộng sản Việt Nam\t2026\t2031\t13\t\t\tverified\t\n",
                "3: ordinal: expected a congress that no row above tells of",
            ),
            (
                "congresses.tsv",
                congress,
                "province\tAn Giang\t2020\t2025\t11\t\t\tverified\t\n\
                 province\tAn Giang\t2020\t2025\t12\t\t\tverified\t\n",
                "3: ordinal: expected a congress that no row above tells of",
            ),
            (
                "abbreviations.tsv",
                short,
                "BXD\tBộ Xây dựng\tsafe\t\torganisation\t\n",
                "2: kind:",
            ),
            (
                "abbreviations.tsv",
                short,
                "BXD\t\tsafe\t\torganization\t\n",
                "2: expansion:",
            ),
            (
                "abbreviations.tsv",
                short,
                "BXD\tBộ Xây dựng\tsafe\t\torganization\t\nBXD\tban xây dựng\tsafe\t\torganization\t\n",
                "3: safety:",
            ),
        ] {
            let text = format!("{header}{rows}");
            let found = problems(|name| (name == file).then(|| text.clone()));
            let expected = format!("{file}:{expected}");
            assert!(
                found.iter().any(|problem| problem.starts_with(&expected)),
                "{expected} {found:?}"
            );
        }
    }

    #[test]
    fn each_corruption_is_told_with_its_line() {
        let corrupt = |text: &'static str| {
            problems(move |file| (file == "levels.tsv").then(|| text.to_owned()))
        };
        for (text, expected) in [
            ("", "levels.tsv: expected a header line"),
            (
                "phrase\tnote\nxã\t\n",
                "levels.tsv: expected a column \"level\"",
            ),
            (
                "phrase\tlevel\tnote\nxã\tcommune\n",
                "levels.tsv:2: expected 3 cells, found 2",
            ),
            (
                "phrase\tlevel\tnote\nxã\tplanet\t\n",
                "levels.tsv:2: level: expected a level",
            ),
            (
                "phrase\tlevel\tnote\nxã\tcommune\t\nxã\tcommune\t\n",
                "levels.tsv:3: expected a row once",
            ),
            (
                "phrase\tlevel\tnote\nxã\tcommune\t\n{phường | xã}\tcommune\t\n",
                "levels.tsv:3: expected a row once",
            ),
            (
                "phrase\tlevel\tnote\nxã \tcommune\t\n",
                "levels.tsv:2: expected no spaces",
            ),
            (
                "phrase\tlevel\tnote\nxa\u{303}\tcommune\t\n",
                "levels.tsv:2: expected composed letters",
            ),
        ] {
            let found = corrupt(text);
            assert!(
                found.iter().any(|problem| problem.starts_with(expected)),
                "{text:?} gave {found:?}"
            );
        }
    }
}
