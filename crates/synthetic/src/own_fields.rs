//! Fields that one pack brought with it: nothing is known of them but their type, and that is enough to fill them.

use model::{Class, FieldId, FieldState, FieldType, Row, Schema, Value};

use super::datum::DATA;
use super::day::{Days, around_spring_2020};
use super::dice::Dice;

/// The fields of packs that are filled; sealed ones and sets are left alone.
#[derive(Debug)]
pub struct OwnFields(Vec<(FieldId, Answers)>);

#[derive(Debug)]
enum Answers {
    Bool,
    Int,
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
        FieldType::Int { .. } => Some(Answers::Int),
        FieldType::Date => Some(Answers::Date),
        FieldType::PartialDate => Some(Answers::PartialDate),
        FieldType::Code(list) => {
            let codes: Vec<String> = schema.list(list)?.listed().iter().map(|code| code.code.clone()).collect();
            (!codes.is_empty()).then_some(Answers::Code(codes))
        }
        FieldType::CodeSet(_) | FieldType::Text => None,
    }
}

impl Answers {
    fn draw(&self, days: &Days, dice: &mut Dice) -> Value {
        match self {
            // What packs ask of their own is mostly an exception: withdrew, convicted, refused.
            Self::Bool => Value::Bool(dice.chance(150)),
            Self::Int => Value::Int(i64::from(dice.below(120))),
            Self::Date => Value::Date(days.at(around_spring_2020(dice))),
            Self::PartialDate => Value::Partial(days.at(around_spring_2020(dice)).into()),
            Self::Code(codes) => Value::Code(dice.one_of(codes).cloned().unwrap_or_default()),
        }
    }
}
