//! One article, written in every encoding by other programs (`iconv`, Python), comes back the same.

use dangbo::knowledge::Knowledge;
use dangbo::text::decode::{DecodeError, Decoded, Encoding, decode, repair, repair_below};
use std::path::Path;
use unicode_normalization::UnicodeNormalization;

fn file(name: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/integration/encodings")
        .join(name);
    std::fs::read(path).expect("the fixture is there")
}

fn read(bytes: Vec<u8>) -> Result<Decoded, DecodeError> {
    let knowledge = Knowledge::bundled().expect("the bundled dictionaries are whole");
    decode(bytes, &knowledge.encodings)
}

fn expected() -> String {
    String::from_utf8(file("utf8.txt")).expect("it is UTF-8")
}

/// Decodes a fixture and says what was repaired in it.
fn check(name: &str, found: &[Encoding]) {
    let decoded = read(file(name)).expect(name);
    let composed: String = decoded.text.nfc().collect();
    assert_eq!(composed, expected(), "{name}");
    let repairs: Vec<Encoding> = decoded.repairs.keys().copied().collect();
    assert_eq!(repairs, found, "{name}");
    assert_eq!(decoded.is_derived, name != "utf8.txt", "{name}");
}

#[test]
fn unicode_is_read_with_and_without_its_mark() {
    check("utf8.txt", &[]);
    check("utf8-mark.txt", &[]);
    for name in [
        "utf16le-mark.txt",
        "utf16be-mark.txt",
        "utf16le.txt",
        "utf16be.txt",
    ] {
        check(name, &[Encoding::Utf16]);
    }
}

#[test]
fn a_lead_is_repaired_with_its_text() {
    let knowledge = Knowledge::bundled().expect("the bundled dictionaries are whole");
    let whole = String::from_utf8(file("tcvn3-letters.txt")).expect("it is UTF-8");
    let right: String = repair(whole.clone(), &knowledge.encodings).text;
    let (head, below) = whole.split_once('\n').expect("lines");
    let (lead, text) = repair_below(
        Some(head.to_owned()),
        below.to_owned(),
        &knowledge.encodings,
    );
    let lead = lead.expect("the lead stays one");
    assert_eq!(format!("{lead}\n{}", text.text), right);
    assert_ne!(lead, head);
    let (lead, text) = repair_below(
        Some("Một\nhai\n".to_owned()),
        "ba".to_owned(),
        &knowledge.encodings,
    );
    assert_eq!(
        (lead.as_deref(), text.text.as_str()),
        (Some("Một\nhai\n"), "ba")
    );
}

#[test]
fn bytes_of_older_encodings_are_read() {
    check("windows-1258.txt", &[Encoding::Windows1258]);
    check("tcvn3.txt", &[Encoding::Tcvn3]);
    check("vni.txt", &[Encoding::Vni]);
    check("utf8-with-tcvn3-bytes.txt", &[Encoding::Tcvn3]);
}

#[test]
fn letters_of_older_encodings_in_utf8_are_read() {
    check("tcvn3-letters.txt", &[Encoding::Tcvn3]);
    check("vni-letters.txt", &[Encoding::Vni]);
    check("utf8-with-tcvn3-letters.txt", &[Encoding::Tcvn3]);
    check("mojibake.txt", &[Encoding::Mojibake]);
}

#[test]
fn every_single_line_is_read_by_its_own_words() {
    for name in ["windows-1258.txt", "tcvn3.txt", "vni.txt"] {
        let lines = expected();
        for (line, bytes) in lines.lines().zip(file(name).split(|&byte| byte == b'\n')) {
            let decoded = read(bytes.to_vec()).expect(name);
            assert_eq!(decoded.text.nfc().collect::<String>(), line, "{name}");
        }
    }
}

#[test]
fn capitals_of_tcvn3_come_back_where_the_whole_line_has_them() {
    let decoded = read(b"\xa7\xb6NG B\xe9 T\xd8NH S\xacN LA\n".to_vec()).expect("it is TCVN3");
    assert_eq!(decoded.text, "ĐẢNG BỘ TỈNH SƠN LA\n");
}

#[test]
fn text_of_other_languages_and_odd_signs_stay() {
    let knowledge = Knowledge::bundled().expect("the bundled dictionaries are whole");
    for text in [
        "El niño está aquí, señor; ¿qué pasó?",
        "Für die Größe der Stadt über dem Fluß",
        "La réunion s'est tenue à Hanoï, à l'été, où le comité a été élu",
        "© 2021 – 100 € ± 5 ™",
        "Hà Nội: Ðảng bộ, café, Müller",
        "Báo cáo: Hoà Bình, Hà Nam, Cao Bá Quát, Phú Thành",
        "D\u{323}a\u{309}ng bô\u{323}",
    ] {
        let decoded = repair(text.to_owned(), &knowledge.encodings);
        assert_eq!((decoded.text.as_str(), decoded.is_derived), (text, false));
    }
}

#[test]
fn a_letter_cut_off_at_the_end_is_no_reason_to_refuse() {
    let mut bytes = file("utf8.txt");
    let cut = expected().rfind('ẩ').expect("the last name has it") + 1;
    bytes.truncate(cut);
    let decoded = read(bytes).expect("all but the last letter is UTF-8");
    assert!(decoded.text.ends_with("Hồ Khắc Th\u{fffd}"));
    assert_eq!(
        decoded.repairs.keys().copied().collect::<Vec<_>>(),
        [Encoding::BrokenUtf8]
    );
}

#[test]
fn binary_is_refused_with_what_was_found() {
    let error = read(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0".to_vec()).expect_err("it is a picture");
    assert_eq!(
        error.to_string(),
        "expected text, found 5 NUL bytes among 18"
    );
    let letters = "\u{feff}Đảng bộ".chars();
    let wide = letters.flat_map(|letter| u32::from(letter).to_le_bytes());
    let error = read(wide.collect()).expect_err("it is UTF-32");
    assert!(matches!(error, DecodeError::Utf32), "{error}");
    let noise: Vec<u8> = (0..4000_u32)
        .map(|at| (at.wrapping_mul(2_654_435_761) >> 24) as u8 | 1)
        .collect();
    let error = read(noise).expect_err("it is noise");
    assert!(matches!(error, DecodeError::Unknown { .. }), "{error}");
}
