//! What would fit a field, told to whoever wrote something else into it: how a day is written, between which ends a number lies,
//! in which currency an amount is.

use model::{Decimal, Field, FieldType, Money, ValueRange};

use crate::labels::Labels;
use crate::say::{Html, MessageArg};

/// Why what was written is not taken. What can be read, and is refused for another reason, just does not fit.
pub fn unfit(field: &Field, text: &str, labels: &Labels<'_>) -> Html {
    let reads = labels.schema.read_as(field.ty, text).is_ok();
    let told = if reads { None } else { fits(field.ty, labels) };
    told.unwrap_or_else(|| Html::escaped(&labels.say.t("record-unfit-here")))
}

/// How a value of a type is written, as far as it is not chosen.
fn fits(ty: FieldType, labels: &Labels<'_>) -> Option<Html> {
    let such = |key: &str, example: &str| labels.say.rich(key, &[("example", MessageArg::Text(example))]);
    Some(match ty {
        FieldType::Date => such("fits-day", "1990-05-21"),
        FieldType::PartialDate => {
            let [day, month, year] = ["1990-05-21", "1990-05", "1990"].map(MessageArg::Text);
            labels.say.rich("fits-partial-day", &[("day", day), ("month", month), ("year", year)])
        }
        FieldType::Time => such("fits-time", "09:30"),
        FieldType::Int { range } => {
            within(Html::escaped(&labels.say.t("fits-whole")), range, |end| end.to_string(), labels)
        }
        FieldType::Decimal { places, range } => {
            let head = labels.say.rich("fits-decimal", &[("places", MessageArg::Count(places.into()))]);
            within(head, range, |number| Decimal(number).to_string(), labels)
        }
        FieldType::Money { currency, range } => {
            let written = |minor| Money { currency, minor }.to_string();
            let example = some(range, 125 * 10_i64.pow(currency.decimals().into()));
            within(such("fits-money", &written(example)), range, written, labels)
        }
        FieldType::Bool | FieldType::Text | FieldType::Code(_) | FieldType::CodeSet(_) | FieldType::Record => {
            return None;
        }
    })
}

/// A number, or the end of a range beyond which it lies.
fn some(range: ValueRange, number: i64) -> i64 {
    number.max(range.min.unwrap_or(i64::MIN)).min(range.max.unwrap_or(i64::MAX))
}

/// The same with the ends between which it lies.
fn within(head: Html, range: ValueRange, written: impl Fn(i64) -> String, labels: &Labels<'_>) -> Html {
    let end = |key: &str, end: i64| labels.say.rich(key, &[("end", MessageArg::Text(&written(end)))]);
    let ends = [range.min.map(|least| end("fits-least", least)), range.max.map(|most| end("fits-most", most))];
    labels.listed(std::iter::once(head).chain(ends.into_iter().flatten()))
}

#[cfg(test)]
mod tests {
    use model::Schema;

    use super::*;
    use crate::say::{Say, Tongue};

    #[track_caller]
    fn check(ty: FieldType, expected: &str) {
        let schema = Schema::default();
        let labels = Labels { schema: &schema, say: Say { tongue: Tongue::En } };
        let told = fits(ty, &labels).unwrap().to_string();
        let plain: String = told.split('<').map(|part| part.split_once('>').map_or(part, |(_, after)| after)).collect();
        // Without the marks that keep the direction of what is put into a sentence.
        assert_eq!(plain.replace(['\u{2068}', '\u{2069}'], ""), expected);
    }

    #[test]
    fn whoever_writes_what_does_not_fit_is_told_what_would() {
        let between = |min, max| ValueRange { min, max };
        check(FieldType::Date, "write the day as 1990-05-21: the year, the month, the day");
        check(FieldType::Int { range: ValueRange::OPEN }, "write a whole number");
        check(FieldType::Int { range: ValueRange::from(1) }, "write a whole number, not less than 1");
        check(
            FieldType::Int { range: between(Some(1), Some(40)) },
            "write a whole number, not less than 1, not more than 40",
        );
        let share = FieldType::Decimal { places: 2, range: between(Some(0), Some(40_000)) };
        check(share, "write a number with at most 2 decimals, not less than 0, not more than 4");
        check(FieldType::Decimal { places: 1, range: ValueRange::OPEN }, "write a number with at most 1 decimal");
        let rent = FieldType::Money { currency: "JOD".parse().unwrap(), range: ValueRange::from(0) };
        check(rent, "write an amount such as 125.000 JOD, not less than 0.000 JOD");
    }

    #[test]
    fn what_is_chosen_has_no_way_to_be_written() {
        let schema = Schema::default();
        let labels = Labels { schema: &schema, say: Say { tongue: Tongue::Ar } };
        assert!(fits(FieldType::Bool, &labels).is_none() && fits(FieldType::Text, &labels).is_none());
    }
}
