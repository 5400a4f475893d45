//! A household as somebody describes it, question by question. It lives in the form of the page and nowhere else: no
//! record, no address, no cookie holds any of it. What cannot be read is refused, and nothing is put in its place.

use std::collections::BTreeMap;

use model::{FieldId, FieldState, Household, Roster, Row, Schema, Value, folding};
use rules::answer::Question;

use crate::gate::{Failure, Posted};
use crate::question::{entered, is_answer, read};

/// Before the member and the field, in the names of a form: `a.0.country`.
const SAID: &str = "a.";
/// What a form says of how many others there are.
const MEMBERS: &str = "members";
/// What else our form may hold, besides an answer.
const ACTS: [&str; 4] = ["form_token", "question", "skip", "back"];
/// Households are larger only by mistake.
const LARGEST: usize = 15;

/// What can be asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Datum {
    /// How many others belong to the household.
    Members,
    /// A field of somebody.
    Of(usize, FieldId),
}

/// An answer that does not fit its question.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Unfit;

/// What has been said so far, as it was written; nothing is "I do not know".
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Described {
    said: BTreeMap<Datum, String>,
}

impl Datum {
    /// From the name that answers and forms use: `country`, `members[2].birth_date`, `members`.
    pub fn named(schema: &Schema, name: &str) -> Option<Self> {
        if name == MEMBERS {
            return Some(Self::Members);
        }
        let (member, field) = Question::of_member(name).unwrap_or((0, name));
        // Records are not described here: of those that others may keep it can be said that there is none.
        let whether_all = || schema.kind_id(field).and_then(|kind| schema.complete_field(kind));
        Some(Self::Of(member, schema.field(field).or_else(whether_all)?)).filter(|_| member <= LARGEST)
    }

    /// The name that answers and forms use.
    pub fn name(self, schema: &Schema) -> String {
        match self {
            Self::Members => MEMBERS.to_owned(),
            Self::Of(0, field) => schema.name(field).to_owned(),
            Self::Of(member, field) => format!("members[{member}].{}", schema.name(field)),
        }
    }
}

impl Described {
    /// What a form holds. One that was not written by our own page is refused.
    pub fn read(schema: &Schema, posted: &Posted) -> Result<Self, Failure> {
        let known = |name: &String| name.starts_with(SAID) || ACTS.contains(&name.as_str()) || is_answer(name);
        if !posted.0.keys().all(known) {
            return Err(Failure::Strange);
        }
        let mut described = Self::default();
        for (name, text) in posted.0.iter().filter_map(|(name, text)| Some((name.strip_prefix(SAID)?, text))) {
            let datum = Datum::named(schema, name).ok_or(Failure::Unsound)?;
            if !text.is_empty() && !fits(schema, datum, text) {
                return Err(Failure::Unsound);
            }
            described.said.insert(datum, text.clone());
        }
        let others = described.others();
        let lists = |datum: &Datum| !matches!(datum, Datum::Of(member, _) if *member > others);
        if described.said.keys().all(lists) { Ok(described) } else { Err(Failure::Unsound) }
    }

    /// Takes the answer to a question: as it was written, or ticked.
    pub fn answer(&mut self, schema: &Schema, datum: Datum, posted: &Posted) -> Result<(), Unfit> {
        let field = match datum {
            Datum::Members => None,
            Datum::Of(_, field) => schema.get(field),
        };
        let others = || folding::with_ascii_digits(posted.text("value").trim()).into_owned();
        let text = field.map_or_else(others, |field| entered(field, posted));
        if text.is_empty() || !fits(schema, datum, &text) {
            return Err(Unfit);
        }
        self.said.insert(datum, text);
        Ok(())
    }

    /// That somebody does not know, or would rather not say: it is not asked again.
    pub fn skip(&mut self, datum: Datum) {
        self.said.insert(datum, String::new());
    }

    /// Takes back what was said; with how many others there are, all that was said of them.
    pub fn take_back(&mut self, datum: Datum) {
        self.said.remove(&datum);
        if datum == Datum::Members {
            self.said.retain(|datum, _| !matches!(datum, Datum::Of(1.., _)));
        }
    }

    /// Whether this was answered or passed over.
    pub fn has(&self, datum: Datum) -> bool {
        self.said.contains_key(&datum)
    }

    /// All that was said, and what a form calls it.
    pub fn fields<'a>(&'a self, schema: &'a Schema) -> impl Iterator<Item = (Datum, String, &'a str)> {
        self.said.iter().map(|(datum, text)| (*datum, format!("{SAID}{}", datum.name(schema)), text.as_str()))
    }

    /// What is known of a datum of somebody.
    pub fn state(&self, schema: &Schema, datum: Datum) -> FieldState<Value> {
        let (Datum::Of(_, field), Some(text)) = (datum, self.said.get(&datum)) else { return FieldState::Unknown };
        read(schema, field, text).unwrap_or(FieldState::Unknown)
    }

    /// As measures read it. Only somebody who said how many others there are has said that nobody else belongs.
    pub fn household(&self, schema: &Schema) -> Household {
        let mut members = vec![Row::new(schema); self.others() + 1];
        for (datum, text) in &self.said {
            let Datum::Of(member, field) = *datum else { continue };
            if let (Some(row), Some(state)) = (members.get_mut(member), read(schema, field, text)) {
                row.set(field, state);
            }
        }
        let counted = self.said.get(&Datum::Members).is_some_and(|text| !text.is_empty());
        Household { members, roster: if counted { Roster::Complete } else { Roster::Open }, about: 0 }
    }

    fn others(&self) -> usize {
        self.said.get(&Datum::Members).and_then(|text| text.parse().ok()).unwrap_or(0)
    }
}

fn fits(schema: &Schema, datum: Datum, text: &str) -> bool {
    match datum {
        Datum::Members => text.parse().is_ok_and(|others: usize| others <= LARGEST),
        Datum::Of(_, field) => read(schema, field, text).is_some(),
    }
}

#[cfg(test)]
mod tests {
    use model::{Class, Code, CodeList, Codes, Field, FieldType, Text};

    use super::*;

    fn schema() -> Schema {
        let mut schema = Schema::default();
        let codes =
            ["glasses", "wheelchair"].map(|code| Code { code: code.into(), label: Text::default(), unknown: false });
        let codes = Codes::Listed(codes.into());
        let needs = schema.add_list(CodeList { name: "needs".into(), hierarchical: false, codes }).unwrap();
        let (currency, range) = ("JOD".parse().unwrap(), model::ValueRange::from(0));
        for (name, ty) in [
            ("birth_date", FieldType::PartialDate),
            ("work.has", FieldType::Bool),
            ("flat.rent", FieldType::Money { currency, range }),
            ("care.share", FieldType::Decimal { places: 2, range }),
            ("household.size", FieldType::Int { range }),
            ("health.needs", FieldType::CodeSet(needs)),
        ] {
            let (label, pack) = (Text::english(name), "core".to_owned());
            let (name, class) = (name.to_owned(), Class::Open);
            let field = Field { name, ty, class, label, question: None, relevant: None, pack, hxl: None, facet: false };
            schema.add_field(field).unwrap();
        }
        schema
    }

    fn posted(fields: &[(&str, &str)]) -> Posted {
        Posted(fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect())
    }

    #[track_caller]
    fn check(fields: &[(&str, &str)], roster: Roster, born: &[&str]) {
        let schema = schema();
        let described = Described::read(&schema, &posted(fields)).unwrap();
        let household = described.household(&schema);
        let field = schema.field("birth_date").unwrap();
        let told = household.members.iter().map(|row| match row.get(field) {
            FieldState::Known(value) => value.to_text(),
            _ => String::new(),
        });
        assert_eq!(
            (household.roster, told.collect::<Vec<_>>()),
            (roster, born.iter().map(ToString::to_string).collect())
        );
    }

    #[test]
    fn a_household_is_as_large_as_it_was_said_to_be_and_open_until_then() {
        check(&[], Roster::Open, &[""]);
        check(&[("a.birth_date", "1990-05")], Roster::Open, &["1990-05"]);
        check(&[("a.members", "0")], Roster::Complete, &[""]);
        check(&[("a.members", "")], Roster::Open, &[""]);
        check(&[("a.members", "2"), ("a.members[2].birth_date", "2015")], Roster::Complete, &["", "", "2015"]);
    }

    #[test]
    fn a_form_that_our_page_did_not_write_is_refused() {
        for (name, value) in [
            ("a.birth_date", "soon"),
            ("a.no.such.field", "1"),
            ("a.members", "many"),
            ("a.members", "16"),
            ("a.members[1].birth_date", "1990"),
            ("a.members[99].birth_date", ""),
        ] {
            assert_eq!(Described::read(&schema(), &posted(&[(name, value)])), Err(Failure::Unsound), "{name}={value}");
        }
    }

    #[test]
    fn an_answer_that_does_not_fit_is_not_taken_and_one_passed_over_is_not_asked_again() {
        let (schema, mut described) = (schema(), Described::default());
        let born = Datum::named(&schema, "birth_date").unwrap();
        for unfit in ["", " ", "yesterday", "31.12.1990"] {
            assert_eq!(described.answer(&schema, born, &posted(&[("value", unfit)])), Err(Unfit), "{unfit}");
        }
        assert!(!described.has(born));
        described.skip(born);
        assert!(described.has(born) && described.state(&schema, born).is_unknown());
    }

    #[track_caller]
    fn answered(field: &str, text: &str, expected: Option<&str>) {
        let (schema, mut described) = (schema(), Described::default());
        let datum = Datum::named(&schema, field).unwrap();
        let taken = described.answer(&schema, datum, &posted(&[("value", text)]));
        assert_eq!(taken.is_ok(), expected.is_some(), "{text}");
        assert_eq!(described.state(&schema, datum).known().map(Value::to_text).as_deref(), expected);
    }

    #[test]
    fn numbers_and_days_are_read_in_the_digits_of_any_script() {
        answered("household.size", "٤", Some("4"));
        answered("birth_date", "١٩٩٠", Some("1990"));
        answered("birth_date", "१९९०-०५-१७", Some("1990-05-17"));
        let (schema, mut described) = (schema(), Described::default());
        assert_eq!(described.answer(&schema, Datum::Members, &posted(&[("value", "٢")])), Ok(()));
        assert_eq!(described.household(&schema).members.len(), 3);
    }

    #[track_caller]
    fn ticked(fields: &[(&str, &str)], expected: Option<&str>) {
        let (schema, mut described) = (schema(), Described::default());
        let needs = Datum::named(&schema, "health.needs").unwrap();
        assert_eq!(described.answer(&schema, needs, &posted(fields)).is_ok(), expected.is_some(), "{fields:?}");
        assert_eq!(described.state(&schema, needs).known().map(Value::to_text).as_deref(), expected, "{fields:?}");
    }

    #[test]
    fn that_none_of_several_fits_is_ticked_and_an_empty_form_says_nothing() {
        ticked(&[], None);
        ticked(&[("pick", "")], None);
        ticked(&[("value.-", "1")], Some(""));
        ticked(&[("value.-", "1"), ("value.glasses", "1")], None);
        ticked(&[("pick", "wheelchair"), ("value.glasses", "1")], Some("glasses wheelchair"));
        ticked(&[("pick", "monocle")], None);
    }

    #[test]
    fn that_a_question_does_not_apply_is_chosen_and_never_typed_nor_said_of_what_everybody_has() {
        for typed in ["n/a", "N/A", "#N/A", "NULL", "?"] {
            answered("flat.rent", typed, None);
            answered("birth_date", typed, None);
        }
        let (schema, chosen) = (schema(), posted(&[("not_applicable", "1"), ("value", "1990")]));
        for (field, expected) in [("flat.rent", Ok(())), ("health.needs", Ok(())), ("birth_date", Err(Unfit))] {
            let (mut described, datum) = (Described::default(), Datum::named(&schema, field).unwrap());
            assert_eq!(described.answer(&schema, datum, &chosen), expected, "{field}");
            let state = expected.map_or(FieldState::Unknown, |()| FieldState::NotApplicable);
            assert_eq!(described.state(&schema, datum), state, "{field}");
        }
    }

    #[test]
    fn an_amount_is_in_the_currency_that_stands_beside_it_and_in_no_other() {
        answered("flat.rent", "35.125", Some("35.125 JOD"));
        answered("flat.rent", "٣٥", Some("35.000 JOD"));
        answered("flat.rent", "35.125 JOD", Some("35.125 JOD"));
        for unfit in ["35 EUR", "35,125", "1 250", "-1", "35.1255", "much", ""] {
            answered("flat.rent", unfit, None);
        }
        answered("care.share", "0.25", Some("0.25"));
        answered("care.share", "0.255", None);
    }

    #[test]
    fn with_the_number_of_others_all_that_was_said_of_them_is_taken_back() {
        let (schema, fields) = (schema(), posted(&[("a.members", "1"), ("a.members[1].work.has", "true")]));
        let mut described = Described::read(&schema, &fields).unwrap();
        described.take_back(Datum::Members);
        assert_eq!(described, Described::default());
    }
}
