//! Exact decimal numbers in their written form, for whatever counts them in whole units of a smaller kind.

/// A number as it is spelt: digits, and digits after a point.
#[derive(Debug, Clone, Copy)]
pub struct Digits<'a> {
    negative: bool,
    whole: &'a str,
    fraction: &'a str,
}

impl<'a> Digits<'a> {
    /// `None` where the text is no number of digits with at most one point between them.
    pub fn read(text: &'a str) -> Option<Self> {
        let (negative, digits) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
        let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        let (whole, fraction) = match digits.split_once('.') {
            Some((whole, fraction)) => (whole, all_digits(fraction).then_some(fraction)?),
            None => (digits, ""),
        };
        all_digits(whole).then_some(Self { negative, whole, fraction })
    }

    /// How many decimals are written.
    pub fn decimals(self) -> usize {
        self.fraction.len()
    }

    /// As a whole number of units of which ten to the `places` make one. `None` where more decimals are written, or
    /// the number leaves 64 bits.
    pub fn units(self, places: usize) -> Option<i64> {
        let Self { negative, whole, fraction } = self;
        let sign = if negative { "-" } else { "" };
        (fraction.len() <= places).then(|| format!("{sign}{whole}{fraction:0<places$}").parse().ok()).flatten()
    }
}

/// So many units, of which ten to the `places` make one, with all their decimals.
pub fn written(units: i128, places: usize) -> String {
    let digits = format!("{:0>width$}", units.unsigned_abs(), width = places + 1);
    let (whole, fraction) = digits.split_at(digits.len() - places);
    let (sign, point) = (if units < 0 { "-" } else { "" }, if places == 0 { "" } else { "." });
    format!("{sign}{whole}{point}{fraction}")
}
