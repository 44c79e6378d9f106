//! UTF-8 that somebody read as windows-1252: "Äáº£ng" for "Đảng".

use crate::text::decode::repair::has_unicode_vietnamese;

/// The text that was meant, as far as its bytes can be told; the rest stays as it is.
///
/// Repeated where it was misread twice, until it holds letters that are right.
pub(super) fn undo(text: &str) -> String {
    const TIMES: usize = 3;
    let mut text = text.to_owned();
    for _ in 0..TIMES {
        let undone = undo_once(&text);
        let is_done = undone == text || has_unicode_vietnamese(&undone);
        text = undone;
        if is_done {
            break;
        }
    }
    text
}

fn undo_once(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text.chars();
    while let Some(first) = rest.next() {
        match byte(first).and_then(|lead| sequence(lead, rest.clone())) {
            Some((letter, length)) => {
                out.push(letter);
                rest.nth(length - 2);
            }
            None => out.push(first),
        }
    }
    out
}

/// The letter that a lead byte and the letters after it stand for, and how many letters it takes.
fn sequence(lead: u8, rest: std::str::Chars<'_>) -> Option<(char, usize)> {
    let length = match lead {
        0xc2..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xf4 => 4,
        _ => return None,
    };
    let mut bytes = [lead, 0, 0, 0];
    let mut rest = rest;
    for slot in &mut bytes[1..length] {
        *slot = match rest.next()? {
            // The no-break space of "Ã\u{a0}" (à) often became a plain one.
            ' ' if lead == 0xc3 => 0xa0,
            letter => byte(letter)?,
        };
    }
    let decoded = std::str::from_utf8(&bytes[..length]).ok()?;
    decoded.chars().next().map(|letter| (letter, length))
}

/// The windows-1252 byte of a letter above ASCII; the five bytes that it leaves undefined stand for themselves.
fn byte(letter: char) -> Option<u8> {
    match u8::try_from(u32::from(letter)) {
        Ok(byte) if byte >= 0x80 => Some(byte),
        Ok(_) => None,
        Err(_) => (0x80..=0x9f).find(|&byte| {
            let (decoded, _) =
                encoding_rs::WINDOWS_1252.decode_without_bom_handling(std::slice::from_ref(&byte));
            decoded.starts_with(letter)
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::undo;

    fn misread(text: &str) -> String {
        encoding_rs::WINDOWS_1252
            .decode_without_bom_handling(text.as_bytes())
            .0
            .into_owned()
    }

    #[test]
    fn what_was_misread_once_or_twice_comes_back() {
        let text = "Đảng bộ “Khối” có 77 tổ chức cơ sở đảng – và 4.600 đảng viên à";
        assert_eq!(undo(&misread(text)), text);
        assert_eq!(undo(&misread(&misread(text))), text);
        assert_eq!(undo(&misread(text).replace('\u{a0}', " ")), text);
    }

    #[test]
    fn other_text_stays() {
        assert_eq!(undo("Hà Nội, café à la carte"), "Hà Nội, café à la carte");
    }
}
