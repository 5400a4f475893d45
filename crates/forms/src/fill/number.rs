//! Numbers as texts and back, as `XPath` writes them.

/// A text as a number: digits with one point (or a comma, as people write it) and a minus; anything else is none.
pub fn told(text: &str) -> f64 {
    let text = text.trim();
    let plain = !text.is_empty() && text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '-'));
    if !plain {
        return f64::NAN;
    }
    text.replace(',', ".").parse().unwrap_or(f64::NAN)
}

/// A number as a text: a whole one without a point.
pub fn shown(number: f64) -> String {
    if number.is_nan() {
        return "NaN".into();
    }
    if number.is_infinite() {
        return if number > 0.0 { "Infinity".into() } else { "-Infinity".into() };
    }
    if number.abs() < 1e-12 {
        return "0".into();
    }
    let whole = number.round();
    if (number - whole).abs() < 1e-12 { format!("{whole:.0}") } else { format!("{number}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_without_a_point_where_they_are_whole() {
        for (number, text) in [
            (7.0, "7"),
            (-0.0, "0"),
            (0.5, "0.5"),
            (f64::NAN, "NaN"),
            (1e15, "1000000000000000"),
            (0.1 + 0.2, "0.30000000000000004"),
        ] {
            assert_eq!(shown(number), text);
        }
    }

    #[test]
    fn a_text_is_a_number_only_in_digits() {
        for (text, number) in [("7", 7.0), (" 7 ", 7.0), ("7,5", 7.5), ("-0.5", -0.5), (".5", 0.5)] {
            assert!((told(text) - number).abs() < 1e-12, "{text}");
        }
        for text in ["", "seven", "1e3", "+7", "0x10", "7 8", "1.2.3", "Infinity"] {
            assert!(told(text).is_nan(), "{text}");
        }
    }
}
