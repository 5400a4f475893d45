//! Sums of money as text. Whole hundredths; no floats.

use super::Span;
use super::cost::Cost;

/// `12345` hundredths as `123.45`.
pub(super) fn text(cents: i128) -> String {
    let sign = if cents < 0 { "-" } else { "" };
    let size = cents.unsigned_abs();
    format!("{sign}{}.{:02}", size / 100, size % 100)
}

/// The two ends of a sum.
pub(super) fn span(cost: &Cost) -> Span {
    Span { min: cost.least().map(text), max: cost.most().map(text) }
}

/// The same for each of those to whom something is due, to the cent, halves away from zero. Open where nobody is.
pub(super) fn each(cost: &Cost) -> Span {
    let due = i128::from(cost.due());
    let share = |sum: i128| {
        let half = if sum < 0 { -due } else { due };
        (due > 0).then(|| text((2 * sum + half) / (2 * due)))
    };
    Span { min: cost.least().and_then(share), max: cost.most().and_then(share) }
}

#[cfg(test)]
mod tests {
    use rules::expr::Type;
    use rules::walk::{End, Range};

    use super::*;

    fn euros(lo: End, hi: End) -> Range {
        Range::between(Type::Money(model::Currency(*b"EUR")), lo, hi)
    }

    #[test]
    fn a_share_is_rounded_to_the_cent_and_an_open_end_stays_open() {
        let mut cost = Cost::default();
        cost.add(Some(euros(End::At(100), End::At(100))));
        cost.add(Some(euros(End::At(100), End::At(101))));
        assert_eq!(each(&cost), Span { min: Some("1.00".into()), max: Some("1.01".into()) });
        assert_eq!(span(&cost), Span { min: Some("2.00".into()), max: Some("2.01".into()) });
        cost.add(Some(euros(End::At(-350), End::Above)));
        assert_eq!(span(&cost), Span { min: Some("-1.50".into()), max: None });
        assert_eq!(each(&cost), Span { min: Some("-0.50".into()), max: None });
        assert_eq!(each(&Cost::default()), Span::default());
    }
}
