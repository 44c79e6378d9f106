//! How numbers are written: Vietnamese notation first, English where it makes sense.

use crate::record::Number;

/// The number of a figure's digits and marks: a dot groups thousands, a comma is the decimal mark.
///
/// `is_measured` (a scale or a percent sign follows) lets `2,155 triệu` and `95.5%` be decimals.
pub(super) fn parse(text: &str, is_measured: bool) -> Option<Number> {
    let digits_only =
        |part: &str| !part.is_empty() && part.bytes().all(|digit| digit.is_ascii_digit());
    let decimal = |whole: &str, fraction: &str| -> Option<Number> {
        let mantissa: i64 = format!("{whole}{fraction}").parse().ok()?;
        Some(Number::new(mantissa, u8::try_from(fraction.len()).ok()?))
    };
    let grouped = |text: &str, mark: char| -> Option<i64> {
        let mut groups = text.split(mark);
        let head = groups.next()?;
        let rest: Vec<&str> = groups.collect();
        let fits = digits_only(head)
            && head.len() <= 3
            && rest.iter().all(|g| g.len() == 3 && digits_only(g));
        if fits {
            format!("{head}{}", rest.concat()).parse().ok()
        } else {
            None
        }
    };
    match (text.contains('.'), text.contains(',')) {
        (false, false) => text.parse().ok().map(|value: i64| Number::new(value, 0)),
        (true, true) => {
            let (thousands, decimals) = if text.rfind(',') > text.rfind('.') {
                ('.', ',')
            } else {
                (',', '.')
            };
            let (whole, fraction) = text.rsplit_once(decimals)?;
            decimal(&grouped(whole, thousands)?.to_string(), fraction)
        }
        (has_dot, _) => {
            let mark = if has_dot { '.' } else { ',' };
            let prefers_groups = has_dot || !is_measured;
            if prefers_groups && let Some(value) = grouped(text, mark) {
                return Some(Number::new(value, 0));
            }
            let (whole, fraction) = text.split_once(mark)?;
            (digits_only(whole) && digits_only(fraction)).then(|| decimal(whole, fraction))?
        }
    }
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn vietnamese_notation_before_english() {
        for (text, measured, value) in [
            ("1.084", false, 1084.0),
            ("1.800", false, 1800.0),
            ("200.579", false, 200_579.0),
            ("4,6", true, 4.6),
            ("2,155", true, 2.155),
            ("2,120", false, 2120.0),
            ("95.5", true, 95.5),
            ("1.234,5", false, 1234.5),
            ("09", false, 9.0),
        ] {
            assert_eq!(
                parse(text, measured).map(|n| n.as_f64()),
                Some(value),
                "{text}"
            );
        }
        assert_eq!(parse("1.2.3", false), None);
    }
}
