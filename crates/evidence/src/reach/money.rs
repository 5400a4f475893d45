//! Sums of money as text, with all decimals of their currency. Whole minor units; no floats.

use model::Currency;

use super::Span;
use super::cost::Cost;

/// The two ends of a sum.
pub(super) fn span(cost: &Cost, currency: Currency) -> Span {
    let text = |sum| currency.amount(sum);
    Span { min: cost.least().map(text), max: cost.most().map(text) }
}

/// The same for each of those to whom something is due, to the minor unit, halves away from zero. Open where nobody is.
pub(super) fn each(cost: &Cost, currency: Currency) -> Span {
    let due = i128::from(cost.due());
    let share = |sum: i128| {
        let half = if sum < 0 { -due } else { due };
        (due > 0).then(|| currency.amount((2 * sum + half) / (2 * due)))
    };
    Span { min: cost.least().and_then(share), max: cost.most().and_then(share) }
}

#[cfg(test)]
mod tests {
    use rules::expr::Type;
    use rules::walk::{End, Range};

    use super::*;

    fn cost(currency: Currency, amounts: &[(End, End)]) -> Cost {
        let mut cost = Cost::default();
        for (lo, hi) in amounts {
            cost.add(Some(Range::between(Type::Money(currency), *lo, *hi)));
        }
        cost
    }

    /// The sum, and a share of it, from the least to the most.
    #[track_caller]
    fn check(currency: &str, amounts: &[(End, End)], sum: [Option<&str>; 2], share: [Option<&str>; 2]) {
        let currency = currency.parse().unwrap();
        let cost = cost(currency, amounts);
        let expected = |[min, max]: [Option<&str>; 2]| Span { min: min.map(Into::into), max: max.map(Into::into) };
        assert_eq!((span(&cost, currency), each(&cost, currency)), (expected(sum), expected(share)));
    }

    const fn exactly(minor: i64) -> (End, End) {
        (End::At(minor), End::At(minor))
    }

    #[test]
    fn a_share_is_rounded_to_the_minor_unit_and_an_open_end_stays_open() {
        let two = [exactly(100), (End::At(100), End::At(101))];
        check("EUR", &two, [Some("2.00"), Some("2.01")], [Some("1.00"), Some("1.01")]);
        let three = [two[0], two[1], (End::At(-350), End::Above)];
        check("EUR", &three, [Some("-1.50"), None], [Some("-0.50"), None]);
        check("EUR", &[], [Some("0.00"), Some("0.00")], [None, None]);
    }

    #[test]
    fn a_sum_has_the_decimals_of_its_currency() {
        check("JOD", &[exactly(35_125), exactly(1)], [Some("35.126"); 2], [Some("17.563"); 2]);
        check("XOF", &[exactly(350), exactly(1)], [Some("351"); 2], [Some("176"); 2]);
        check("XOF", &[exactly(-350)], [Some("-350"); 2], [Some("-350"); 2]);
        let many = [exactly(i64::MAX), exactly(i64::MAX)];
        check("CLF", &many, [Some("1844674407370955.1614"); 2], [Some("922337203685477.5807"); 2]);
    }
}
