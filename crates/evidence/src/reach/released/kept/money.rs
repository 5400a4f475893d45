//! Sums of money beside those that were released before: their difference is what few people are due, unless many came.
//!
//! A sum is shown again where it is the same, or where the people behind it are more or fewer by the threshold.

use crate::reach::{CostFigures, MeasureFigures, QuotaFigures, ReachFigures, Span};

/// Withholds sums whose difference to one that was shown would tell of few.
pub(super) fn beside<'a>(
    mut figures: ReachFigures,
    earlier: impl Iterator<Item = &'a ReachFigures>,
    threshold: u64,
) -> ReachFigures {
    for before in earlier {
        for measure in &mut figures.measures {
            let same = |other: &&MeasureFigures| other.pack == measure.pack && other.measure == measure.measure;
            for other in before.measures.iter().filter(same) {
                beside_measure((&mut measure.cost, &mut measure.quota), other, threshold);
            }
        }
    }
    figures
}

type Money<'a> = (&'a mut Vec<CostFigures>, &'a mut Option<QuotaFigures>);

fn beside_measure((costs, quota): Money, before: &MeasureFigures, threshold: u64) {
    for cost in costs {
        let same = |other: &&CostFigures| other.name == cost.name && other.currency == cost.currency;
        for other in before.cost.iter().filter(same) {
            let people = |one: &CostFigures| one.fixed.zip(one.open).map(|(fixed, open)| fixed + open);
            if tells(&cost.sum, &other.sum, (people(cost), people(other)), threshold) {
                cost.sum = Span::default();
            }
        }
    }
    if let Some((own, other)) = quota.as_mut().zip(before.quota.as_ref())
        && let Some((cost, shown)) = own.cost.as_mut().zip(other.cost.as_ref())
        && tells(cost, shown, (own.granted, other.granted), threshold)
    {
        *cost = Span::default();
    }
}

/// Whether two sums that are both shown differ by what few are due.
fn tells(now: &Span, then: &Span, (people, before): (Option<u64>, Option<u64>), threshold: u64) -> bool {
    let nothing = Span::default();
    *now != nothing && *then != nothing && now != then && !changed_by_many(people, before, threshold)
}

fn changed_by_many(now: Option<u64>, then: Option<u64>, threshold: u64) -> bool {
    now.zip(then).is_some_and(|(now, then)| now.abs_diff(then) >= threshold)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(now: (&str, u64), then: (&str, u64), expect: bool) {
        let span = |text: &str| Span { min: Some(text.into()), max: Some(text.into()) };
        assert_eq!(tells(&span(now.0), &span(then.0), (Some(now.1), Some(then.1)), 10), expect);
    }

    #[test]
    fn a_sum_that_moved_with_few_people_is_withheld() {
        check(("5000.00", 50), ("5000.00", 50), false);
        check(("5100.00", 50), ("5000.00", 50), true);
        check(("5900.00", 59), ("5000.00", 50), true);
        check(("6000.00", 60), ("5000.00", 50), false);
    }
}
