//! Fields that one pack brought with it: nothing is known of them but their type, and that is enough to fill them.

use model::{Class, Decimal, FieldId, FieldState, FieldType, Money, Row, Schema, TimeOfDay, Value};

use super::datum::DATA;
use super::day::{Days, around_spring_2020};
use super::dice::Dice;

/// The fields of packs that are filled; sealed ones and sets are left alone.
#[derive(Debug)]
pub struct OwnFields(Vec<(FieldId, Answers)>);

/// Different numbers of one field at most.
const MOST: i64 = 120;

#[derive(Debug)]
enum Answers {
    Bool,
    /// A number or an amount, among so many that lie evenly from the least on.
    Number(FieldType, Steps),
    Date,
    PartialDate,
    Code(Vec<String>),
}

impl OwnFields {
    pub fn new(schema: &Schema) -> Self {
        let is_ours = |name: &str| DATA.iter().any(|(_, datum, _)| *datum == name);
        let own = schema
            .numbered()
            .filter(|(_, field)| field.class != Class::Sealed && field.pack != "core" && !is_ours(&field.name));
        Self(own.filter_map(|(id, field)| Some((id, answers(schema, field.ty)?))).collect())
    }

    /// Six in a hundred are missing, four not applicable; a day is that of something that befell few (a death in the
    /// family, wages that never came), and not applicable to eighty. The dice are of their own, by `seed`, so that
    /// another pack changes nobody.
    pub fn fill(&self, days: &Days, seed: u64, row: &mut Row) {
        if self.0.is_empty() {
            return;
        }
        let mut dice = Dice::new(seed);
        for (field, answers) in &self.0 {
            let applies_from = if matches!(answers, Answers::Date | Answers::PartialDate) { 86 } else { 10 };
            match dice.below(100) {
                0..6 => (),
                number if number < applies_from => row.set(*field, FieldState::NotApplicable),
                _ => row.set(*field, FieldState::Known(answers.draw(days, &mut dice))),
            }
        }
    }
}

fn answers(schema: &Schema, ty: FieldType) -> Option<Answers> {
    match ty {
        FieldType::Bool => Some(Answers::Bool),
        FieldType::Int { .. } | FieldType::Decimal { .. } | FieldType::Money { .. } | FieldType::Time => {
            Some(Answers::Number(ty, Steps::of(ty)))
        }
        FieldType::Date => Some(Answers::Date),
        FieldType::PartialDate => Some(Answers::PartialDate),
        FieldType::Code(list) => {
            let codes: Vec<String> = schema.list(list)?.listed().iter().map(|code| code.code.clone()).collect();
            (!codes.is_empty()).then_some(Answers::Code(codes))
        }
        FieldType::CodeSet(_) | FieldType::Text | FieldType::Record => None,
    }
}

/// Numbers that a field can have, evenly apart.
#[derive(Debug)]
struct Steps {
    least: i64,
    apart: i64,
    count: u32,
}

impl Steps {
    /// Whole numbers below 120; decimals in steps of their last place; amounts in tenths of their unit's hundred; times of day in quarters of an hour. What the
    /// field bounds keeps to its bounds.
    fn of(ty: FieldType) -> Self {
        let apart = match ty {
            FieldType::Decimal { places, .. } => 10_i64.pow(Decimal::PLACES.saturating_sub(places).into()),
            FieldType::Money { currency, .. } => currency.minor_units().saturating_mul(10),
            FieldType::Time => 15,
            _ => 1,
        };
        let range = ty.range().unwrap_or_default();
        let least = range.min.or(range.max.map(|max| max.min(0))).unwrap_or(0);
        let room = range.max.map_or(MOST, |max| max.saturating_sub(least) / apart + 1);
        Self { least, apart, count: u32::try_from(room.clamp(1, MOST)).unwrap_or(1) }
    }

    fn draw(&self, ty: FieldType, dice: &mut Dice) -> Value {
        let number = self.least.saturating_add(i64::from(dice.below(self.count)).saturating_mul(self.apart));
        match ty {
            FieldType::Decimal { .. } => Value::Decimal(Decimal(number)),
            FieldType::Money { currency, .. } => Value::Money(Money { currency, minor: number }),
            FieldType::Time => Value::Time(TimeOfDay::of_minutes(number).unwrap_or(TimeOfDay::LAST)),
            _ => Value::Int(number),
        }
    }
}

impl Answers {
    fn draw(&self, days: &Days, dice: &mut Dice) -> Value {
        match self {
            // What packs ask of their own is mostly an exception: withdrew, convicted, refused.
            Self::Bool => Value::Bool(dice.chance(150)),
            Self::Number(ty, steps) => steps.draw(*ty, dice),
            Self::Date => Value::Date(days.at(around_spring_2020(dice))),
            Self::PartialDate => Value::Partial(days.at(around_spring_2020(dice)).into()),
            Self::Code(codes) => Value::Code(dice.one_of(codes).cloned().unwrap_or_default()),
        }
    }
}

#[cfg(test)]
mod tests {
    use model::ValueRange;

    use super::*;

    #[track_caller]
    fn check(ty: FieldType) {
        let (steps, mut dice) = (Steps::of(ty), Dice::new(7));
        for _ in 0..500 {
            let value = steps.draw(ty, &mut dice);
            assert_eq!(ty.holds(&value), Some(true), "{ty:?}: {value:?}");
        }
    }

    #[test]
    fn a_number_or_an_amount_is_one_that_its_field_can_hold() {
        let [jod, xof] = ["JOD", "XOF"].map(|code| code.parse().unwrap());
        check(FieldType::Int { range: ValueRange::OPEN });
        check(FieldType::Int { range: ValueRange { min: Some(3), max: Some(5) } });
        check(FieldType::Int { range: ValueRange { min: None, max: Some(-5) } });
        check(FieldType::Decimal { places: 2, range: ValueRange { min: Some(0), max: Some(10_000) } });
        check(FieldType::Money { currency: jod, range: ValueRange::from(1) });
        check(FieldType::Time);
        check(FieldType::Money { currency: xof, range: ValueRange { min: Some(7), max: Some(7) } });
    }
}
