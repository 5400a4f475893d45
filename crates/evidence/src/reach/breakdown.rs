//! Groups by which reach is broken down: sex, age band, nationality, status, place.
//!
//! Refused: identifying or protected fields, dates as such, and stay status together with nationality and place,
//! which would turn a simulation into a hunt.

use model::{Class, Date, FieldId, FieldState, FieldType, Schema, Value};
use rules::dates;

use crate::frame::FieldColumn;

/// First ages of the bands; the last one is open.
const BANDS: [i64; 8] = [0, 5, 12, 18, 25, 35, 50, 65];

/// What people are grouped by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Breakdown {
    name: String,
    field: FieldId,
    age: bool,
}

/// Why people cannot be grouped so.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BreakdownError {
    /// No such field.
    #[error("there is no field `{name}` to group by{}", .near.as_ref().map_or_else(String::new, |near| format!("; did you mean `{near}`?")))]
    Unknown {
        /// As asked for.
        name: String,
        /// The nearest name there is.
        near: Option<String>,
    },
    /// The field identifies, is protected, or has too many values to be groups.
    #[error("people cannot be grouped by `{0}`: only codes, booleans and age bands that are not protected make groups")]
    Unsuitable(String),
    /// Together these would point at people.
    #[error("`stay.status` with nationality is not shown below the first administrative level: leave out `place`")]
    Hunt,
}

impl Breakdown {
    /// Reads what people are to be grouped by: `sex`, `age_band`, `nationality`, or any field of codes or booleans.
    pub fn read(schema: &Schema, names: &[&str]) -> Result<Vec<Self>, BreakdownError> {
        let asked = |name: &str| names.contains(&name);
        if asked("stay.status") && asked("place") && (asked("nationality") || asked("nationalities")) {
            return Err(BreakdownError::Hunt);
        }
        names.iter().map(|name| Self::one(schema, name)).collect()
    }

    fn one(schema: &Schema, name: &str) -> Result<Self, BreakdownError> {
        let of = match name {
            "age_band" => "birth_date",
            "nationality" => "nationalities",
            other => other,
        };
        let Some(field) = schema.field(of) else {
            let names = schema.fields().iter().map(|field| field.name.as_str()).chain(["age_band", "nationality"]);
            let near = model::nearest(name, names).map(ToOwned::to_owned);
            return Err(BreakdownError::Unknown { name: name.into(), near });
        };
        let age = name == "age_band";
        let fits = schema.get(field).is_some_and(|field| match (field.class, field.ty) {
            (Class::Open | Class::Personal, FieldType::Bool | FieldType::Code(_) | FieldType::CodeSet(_)) => true,
            (Class::Open | Class::Personal, FieldType::Date | FieldType::PartialDate) => age,
            (
                Class::Open | Class::Personal,
                FieldType::Int { .. }
                | FieldType::Decimal { .. }
                | FieldType::Money { .. }
                | FieldType::Text
                | FieldType::Time
                | FieldType::Record,
            )
            | (Class::Sealed | Class::Protected(_), _) => false,
        });
        if fits { Ok(Self { name: name.into(), field, age }) } else { Err(BreakdownError::Unsuitable(name.into())) }
    }

    /// As asked for.
    pub fn name(&self) -> &str {
        &self.name
    }

    pub(crate) fn field(&self) -> FieldId {
        self.field
    }

    /// The groups there are, and the number of each row's group.
    pub(crate) fn groups(&self, column: &FieldColumn, on: Date) -> (Vec<String>, Vec<u32>) {
        let mut labels: Vec<String> = vec![];
        let number = |state: &FieldState<Value>| {
            let label = if self.age { band(state, on) } else { label(state) };
            let position = labels.iter().position(|known| *known == label).unwrap_or_else(|| {
                labels.push(label);
                labels.len() - 1
            });
            u32::try_from(position).unwrap_or(u32::MAX)
        };
        let table: Vec<u32> = column.states.iter().map(number).collect();
        let keys = column.keys.iter().map(|key| table.get(*key as usize).copied().unwrap_or_default());
        (labels, keys.collect())
    }
}

fn label(state: &FieldState<Value>) -> String {
    match state {
        FieldState::Known(value) => value.to_text(),
        FieldState::Unknown => "unknown".into(),
        FieldState::NotApplicable => "n/a".into(),
        FieldState::Contested(_) => "contested".into(),
    }
}

/// The band that holds every age the person may have; else unknown.
fn band(state: &FieldState<Value>, on: Date) -> String {
    let days = match state {
        FieldState::Known(value) => value.days(),
        FieldState::NotApplicable => return "n/a".into(),
        FieldState::Unknown | FieldState::Contested(_) => None,
    };
    let Some((first, last)) = days else { return "unknown".into() };
    let position = |birth: Date| BANDS.iter().rposition(|from| dates::age(birth, on) >= *from);
    match (position(first), position(last)) {
        (Some(old), Some(young)) if old == young => match (BANDS.get(old), BANDS.get(old + 1)) {
            (Some(from), Some(next)) => format!("{from}-{}", next - 1),
            (Some(from), None) => format!("{from}+"),
            (None, _) => "unknown".into(),
        },
        _ => "unknown".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::people::from_cell;
    use crate::testing::schema;

    #[test]
    fn a_band_is_told_only_where_every_possible_birthday_falls_in_it() {
        let schema = schema();
        let birth = schema.field("birth_date").unwrap();
        let on = model::Date::constant(2020, 9, 1);
        let check = |text: &str| band(&from_cell(&schema, birth, text).unwrap(), on);
        assert_eq!(check("2002-09-01"), "18-24");
        assert_eq!(check("2002-09-02"), "12-17");
        assert_eq!(check("2002"), "unknown");
        assert_eq!(check("1950"), "65+");
        assert_eq!(check("n/a"), "n/a");
        assert_eq!(check("2021-01-01"), "unknown");
    }

    #[test]
    fn what_identifies_or_is_protected_makes_no_groups() {
        let schema = schema();
        for name in ["name.full", "child.care", "id", "application.lodged_on", "care.hours"] {
            let refused = Breakdown::read(&schema, &[name]);
            assert_eq!(refused, Err(BreakdownError::Unsuitable(name.into())));
        }
        let near = Breakdown::read(&schema, &["nationalty"]).unwrap_err();
        assert!(near.to_string().ends_with("did you mean `nationality`?"), "{near}");
    }

    #[test]
    fn status_by_nationality_by_place_is_refused() {
        let asked = ["stay.status", "nationality", "place"];
        assert_eq!(Breakdown::read(&schema(), &asked), Err(BreakdownError::Hunt));
        assert_eq!(Breakdown::read(&schema(), &["nationalities", "place", "stay.status"]), Err(BreakdownError::Hunt));
    }
}
