//! One cell of a row to the state of a field.

use std::borrow::Cow;

use model::{FieldId, FieldState, FieldType, ListId, Value, ValueError, folding};

use super::dates::{read, whole_day};
use super::headers::Taken;
use super::letters::{are_lost, are_odd};
use super::mapping::compared;
use super::meaning::{country_on_passports, no_country};
use super::nothing::says_nothing;
use super::numbers::{
    Spoilt, has_letter_among_digits, has_no_digit, is_cut, is_odd_phone, is_scientific, is_too_long_for_a_phone,
    names_by_number, whole,
};
use super::{Cell, CellProblem, Look, LookKind, RowReader};

/// What a cell says: a field and its state.
type Says = Option<(String, FieldState<Value>)>;

impl RowReader<'_> {
    /// What one cell says; nothing where its column is left alone or only names the row.
    pub(super) fn cell(&self, cell: Cell<'_>, looks: &mut Vec<Look>) -> Result<Says, CellProblem> {
        let Some(taken) = self.columns.get(cell.column()) else {
            let reason = "the column has no header";
            let help = "look for a separator too many in the row";
            return Err(CellProblem::new(cell.address, "no-header", reason, help));
        };
        let Some((field, taken)) = taken.as_ref().and_then(|taken| Some((taken.field?, taken))) else {
            return Ok(None);
        };
        let name = self.schema.name(field);
        if name == "id" {
            return Ok(None);
        }
        let mapped = if taken.values.is_empty() { None } else { taken.values.get(&compared(cell.text)) };
        let is_text = self.schema.get(field).is_some_and(|field| field.ty == FieldType::Text);
        if mapped.is_none() && says_nothing(name, is_text, &folding::visible(cell.text)) {
            looks.push(Look { kind: LookKind::ReadAsEmpty, cell: cell.address.to_owned() });
            return Ok(None);
        }
        if self.doubtful.contains(cell.column()) && whole_day(cell.trimmed()).is_some() {
            looks.push(Look { kind: LookKind::MaybeSwapped, cell: cell.address.to_owned() });
        }
        let text = mapped.map_or(cell.trimmed(), String::as_str);
        let state = self.state(field, taken, cell, text).map_err(|problem| problem.of_field(name))?;
        if let FieldState::Known(value) = &state {
            see(name, cell, value, looks).map_err(|problem| problem.of_field(name))?;
        }
        Ok(Some((name.to_owned(), state)).filter(|(_, state)| !state.is_unknown()))
    }

    fn state(
        &self,
        field: FieldId,
        taken: &Taken,
        cell: Cell<'_>,
        text: &str,
    ) -> Result<FieldState<Value>, CellProblem> {
        let kind = self.schema.get(field).map(|field| field.ty);
        let seen = folding::visible(text);
        // Text is kept as it was written; in all else a mark that nobody sees, or the digits of a script, mean nothing.
        let text = if seen.is_empty() || kind != Some(FieldType::Text) { &seen } else { text };
        let order = self.orders.get(cell.column()).copied().unwrap_or(self.order);
        let date = |text| read(text, order, taken.calendar).map_err(|error| CellProblem::date(cell.address, error));
        let text = match (kind, text) {
            (_, "" | "n/a") => Cow::Borrowed(text),
            (Some(FieldType::PartialDate), text) => {
                return date(text).map(|date| FieldState::Known(Value::Partial(date)));
            }
            (Some(FieldType::Date), text) => {
                let day = date(text)?.exact().ok_or_else(|| CellProblem::not_a_day(cell.address))?;
                return Ok(FieldState::Known(Value::Date(day)));
            }
            (Some(FieldType::Text), text) => self.text(self.schema.name(field), cell, text)?,
            // Spreadsheets tell the seconds of a time.
            (Some(FieldType::Time), text) => {
                let text = folding::with_ascii_digits(text);
                text.strip_suffix(":00")
                    .filter(|short| short.len() == 5)
                    .map(|short| Cow::Owned(short.to_owned()))
                    .unwrap_or(text)
            }
            // Spreadsheets shout their booleans.
            (Some(FieldType::Bool), text) => Cow::Owned(text.to_lowercase()),
            (Some(FieldType::Code(list) | FieldType::CodeSet(list)), text) => self.codes(list, text),
            (Some(FieldType::Money { .. }), text) => {
                // A cell that says its own keeps it.
                let text = folding::with_ascii_digits(text);
                taken.currency.map_or_else(|| text.clone(), |currency| Cow::Owned(currency.beside(&text)))
            }
            (_, text) => folding::with_ascii_digits(text),
        };
        self.schema.read(field, &text).or_else(|error| self.without_fraction(field, &text, error)).map_err(|error| {
            let problem = CellProblem::value(cell.address, &error);
            no_country(&text).map_or(problem.clone(), |help| CellProblem { help, ..problem })
        })
    }

    /// `4.0` is 4, in numbers and in codes of digits.
    fn without_fraction(&self, field: FieldId, text: &str, error: ValueError) -> Result<FieldState<Value>, ValueError> {
        let whole = text.trim_end_matches('0').strip_suffix(['.', ',']).filter(|whole| {
            let zeros = text.len() - whole.len() - 1;
            (1..=2).contains(&zeros) && !whole.is_empty() && whole.chars().all(|c| c.is_ascii_digit())
        });
        match whole {
            Some(whole) => self.schema.read(field, whole).map_err(|_| error),
            None => Err(error),
        }
    }

    /// Codes as the list spells them; passports write two countries in a way of their own.
    fn codes<'t>(&self, list: ListId, text: &'t str) -> Cow<'t, str> {
        let text = folding::with_ascii_digits(text);
        if self.schema.list(list).is_none_or(|list| list.name != "countries") {
            return text;
        }
        let codes: Vec<&str> = text.split(' ').map(|code| country_on_passports(code).unwrap_or(code)).collect();
        Cow::Owned(codes.join(" "))
    }

    /// Text, where a spreadsheet has not taken it for a number.
    fn text<'t>(&self, name: &str, cell: Cell<'_>, text: &'t str) -> Result<Cow<'t, str>, CellProblem> {
        if !names_by_number(name) {
            return Ok(Cow::Borrowed(text));
        }
        let seen = folding::visible(text);
        let digits = folding::with_ascii_digits(&seen);
        let spoilt = if is_scientific(&digits) {
            Some(Spoilt::Scientific)
        } else if name == "contact.phone" {
            let word = has_no_digit(&digits).then_some(Spoilt::NoDigit);
            let letter = || has_letter_among_digits(&digits).then_some(Spoilt::Letter);
            word.or_else(|| is_too_long_for_a_phone(&digits).then_some(Spoilt::TooLong)).or_else(letter)
        } else {
            (self.cut.contains(cell.column()) && is_cut(&digits)).then_some(Spoilt::DigitsLost)
        };
        match spoilt {
            Some(how) => Err(CellProblem::spoilt(cell.address, how)),
            None => Ok(Cow::Borrowed(whole(text))),
        }
    }
}

/// Looks at a value that is of its field's kind and still may not be meant.
fn see(name: &str, cell: Cell<'_>, value: &Value, looks: &mut Vec<Look>) -> Result<(), CellProblem> {
    let odd = match (name, value) {
        ("household.size", Value::Int(size)) if is_no_household(*size) => {
            return Err(CellProblem::no_household(cell.address));
        }
        ("household.size", Value::Int(size)) => (*size > LARGE).then_some(LookKind::LargeHousehold),
        ("contact.phone", Value::Text(text)) => {
            let seen = folding::visible(text);
            is_odd_phone(&folding::with_ascii_digits(&seen)).then_some(LookKind::OddPhone)
        }
        _ => None,
    };
    if let Value::Text(text) = value {
        if are_lost(text) {
            return Err(CellProblem::letters_lost(cell.address));
        }
        looks.extend(are_odd(text).then(|| Look { kind: LookKind::OddLetters, cell: cell.address.to_owned() }));
    }
    looks.extend(odd.map(|kind| Look { kind, cell: cell.address.to_owned() }));
    Ok(())
}

/// More people than live in nearly any household.
const LARGE: i64 = 30;

/// Whether nobody lives in a household, or so many that the number stands for not knowing.
pub(super) fn is_no_household(size: i64) -> bool {
    !(1..98).contains(&size)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_is_asked_lives_in_the_household_and_surveys_write_nines_where_nobody_knows() {
        let refused: Vec<i64> =
            [0, 1, 30, 97, 98, 99, 998, 999].into_iter().filter(|size| is_no_household(*size)).collect();
        assert_eq!(refused, [0, 98, 99, 998, 999]);
    }
}
