//! What `ask` is given: one person or one household as JSON, read by the schema, with all its faults at once.
//!
//! The records of a kind are a list under its name (`records`). Scalars are typed by the field, from their source text. A fault names where it is and what is expected there;
//! it never repeats a value, which may be personal.

use std::collections::BTreeSet;
use std::fmt;

use model::{FieldId, FieldState, FieldType, Household, Roster, Row, Schema, Value, ValueError, nearest};
use serde_json::{Map, Value as Json};

mod records;

use records::Told;

/// One fault of a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuestionProblem {
    /// Where: `person.birth_date`, `household.members[2].work.occupation`; empty for the whole.
    pub path: String,
    /// What is wrong, and what is expected.
    pub message: String,
}

impl fmt::Display for QuestionProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.path.is_empty() { f.write_str(&self.message) } else { write!(f, "`{}`: {}", self.path, self.message) }
    }
}

/// Reads `{"person": {..}}` (an open roster) or `{"household": {"members": [..]}, "about": 0}` (a complete one, unless
/// it says `"roster": "open"`). Fields may be nested or dotted; `null` and the empty text are unknown.
pub fn read_question(schema: &Schema, question: &Json) -> Result<Household, Vec<QuestionProblem>> {
    let mut reader = QuestionReader { schema, problems: Vec::new() };
    let household = reader.household(question);
    if reader.problems.is_empty() { Ok(household) } else { Err(reader.problems) }
}

struct QuestionReader<'a> {
    schema: &'a Schema,
    problems: Vec<QuestionProblem>,
}

impl QuestionReader<'_> {
    fn problem(&mut self, path: &str, message: impl Into<String>) {
        self.problems.push(QuestionProblem { path: path.into(), message: message.into() });
    }

    fn household(&mut self, question: &Json) -> Household {
        let top = self.object("", question, &["person", "household", "about", "roster"]);
        let (members, inner) = match (top.get("person"), top.get("household")) {
            (Some(person), None) => (vec![self.member("person", person)], None),
            (None, Some(household)) => {
                let household = self.object("household", household, &["members", "roster"]);
                (self.members(household.get("members")), household.get("roster").cloned())
            }
            (_, _) => {
                self.problem("", "expected either `person` or `household`");
                (vec![], None)
            }
        };
        let usual = if top.contains_key("household") { Roster::Complete } else { Roster::Open };
        let roster = self.roster(top.get("roster").or(inner.as_ref()), usual);
        let about = self.about(top.get("about"), members.len());
        Household { members, roster, about }
    }

    /// The object, after refusing keys that are not among `known`.
    fn object(&mut self, path: &str, value: &Json, known: &[&str]) -> Map<String, Json> {
        let Json::Object(object) = value else {
            self.problem(path, "expected an object");
            return Map::new();
        };
        for key in object.keys().filter(|key| !known.contains(&key.as_str())) {
            if key == "members" {
                self.problem(&join(path, key), "members stand in a household: `{\"household\": {\"members\": [..]}}`");
                continue;
            }
            let near = nearest(key, known.iter().copied()).unwrap_or(known.first().copied().unwrap_or_default());
            self.problem(&join(path, key), format!("unknown key; did you mean `{near}`?"));
        }
        object.clone()
    }

    fn members(&mut self, members: Option<&Json>) -> Vec<Row> {
        let path = "household.members";
        match members {
            Some(Json::Array(members)) if !members.is_empty() => {
                let numbered = members.iter().enumerate();
                numbered.map(|(place, member)| self.member(&format!("{path}[{place}]"), member)).collect()
            }
            _ => {
                self.problem(path, "expected a list of at least one person");
                vec![]
            }
        }
    }

    fn roster(&mut self, roster: Option<&Json>, usual: Roster) -> Roster {
        match roster.map(Json::as_str) {
            None => usual,
            Some(Some("open")) => Roster::Open,
            Some(Some("complete")) => Roster::Complete,
            Some(_) => {
                self.problem("roster", "expected `open` or `complete`");
                usual
            }
        }
    }

    fn about(&mut self, about: Option<&Json>, members: usize) -> usize {
        let Some(about) = about else { return 0 };
        let place = about.as_u64().and_then(|place| usize::try_from(place).ok());
        place.filter(|place| *place < members).unwrap_or_else(|| {
            self.problem("about", "expected the position of a member, counted from 0");
            0
        })
    }

    fn member(&mut self, path: &str, value: &Json) -> Row {
        let mut row = Row::new(self.schema);
        let mut given = BTreeSet::new();
        let mut told = Told::default();
        match value {
            Json::Object(fields) => {
                let fields = self.records(path, fields, &mut told);
                self.fields(path, "", &fields, &mut row, &mut given);
            }
            _ => self.problem(path, "expected an object of fields"),
        }
        told.into_row(self.schema, &mut row);
        row
    }

    fn fields(
        &mut self,
        path: &str,
        group: &str,
        fields: &Map<String, Json>,
        row: &mut Row,
        given: &mut BTreeSet<FieldId>,
    ) {
        for (key, value) in fields {
            let name = join(group, key);
            let at = format!("{path}.{name}");
            match (self.schema.field(&name), value) {
                (None, Json::Object(inner)) => self.fields(path, &name, inner, row, given),
                (None, _) => self.unknown_field(&at, &name),
                (Some(field), _) if !given.insert(field) => self.problem(&at, "given twice"),
                (Some(field), value) => match self.state(field, value) {
                    Ok(state) => row.set(field, state),
                    Err(message) => self.problem(&at, message),
                },
            }
        }
    }

    fn unknown_field(&mut self, at: &str, name: &str) {
        let near = nearest(name, self.schema.fields().iter().map(|field| field.name.as_str()));
        let hint = near.map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
        self.problem(at, format!("no such field{hint}"));
    }

    fn state(&self, field: FieldId, value: &Json) -> Result<FieldState<Value>, String> {
        let ty = self.schema.get(field).map(|field| field.ty);
        match (value, ty) {
            (Json::Null, _) => Ok(FieldState::Unknown),
            (Json::Array(codes), Some(FieldType::CodeSet(list))) => {
                let code = |code: &Json| self.schema.code(list, code.as_str().unwrap_or_default());
                let codes: Result<_, ValueError> = codes.iter().map(code).collect();
                codes.map(|codes| FieldState::Known(Value::Codes(codes))).map_err(|error| error.to_string())
            }
            (Json::Array(_) | Json::Object(_), _) => Err("expected a single value".into()),
            (Json::String(text), _) => self.schema.read(field, text).map_err(|error| error.to_string()),
            (Json::Bool(_) | Json::Number(_), _) => {
                self.schema.read(field, &value.to_string()).map_err(|error| error.to_string())
            }
        }
    }
}

fn join(group: &str, key: &str) -> String {
    if group.is_empty() { key.into() } else { format!("{group}.{key}") }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::fixture::schema;

    fn problems(question: &Json) -> Vec<String> {
        read_question(&schema(), question).unwrap_err().iter().map(ToString::to_string).collect()
    }

    fn text(household: &Household, member: usize, name: &str) -> Option<String> {
        household.members[member].get(schema().field(name).unwrap()).known().map(Value::to_text)
    }

    #[test]
    fn a_person_may_be_nested_or_dotted_and_is_an_open_roster() {
        let nested =
            json!({"person": {"birth_date": "1990-05", "permit": {"kind": "work", "issued_on": "2020-01-02"}}});
        let dotted =
            json!({"person": {"birth_date": "1990-05", "permit.kind": "work", "permit.issued_on": "2020-01-02"}});
        let household = read_question(&schema(), &nested).unwrap();
        assert_eq!(household, read_question(&schema(), &dotted).unwrap());
        assert_eq!((household.roster, household.about), (Roster::Open, 0));
        assert_eq!(text(&household, 0, "permit.issued_on").as_deref(), Some("2020-01-02"));
    }

    #[test]
    fn scalars_are_read_from_their_source_text_by_the_fields_type() {
        let question = json!({"person": {
            "birth_date": 2008, "work.occupation": 9111, "care.hours": "12", "work.lost_income": false,
            "permit.kind": "n/a", "permit.issued_on": null, "languages": ["bn", "ar"],
        }});
        let household = read_question(&schema(), &question).unwrap();
        assert_eq!(text(&household, 0, "birth_date").as_deref(), Some("2008"));
        assert_eq!(text(&household, 0, "work.occupation").as_deref(), Some("9111"));
        assert_eq!(text(&household, 0, "care.hours").as_deref(), Some("12"));
        assert_eq!(text(&household, 0, "work.lost_income").as_deref(), Some("false"));
        assert_eq!(text(&household, 0, "languages").as_deref(), Some("ar bn"));
        let state = |name| household.members[0].get(schema().field(name).unwrap()).clone();
        assert_eq!(state("permit.kind"), FieldState::NotApplicable);
        assert_eq!(state("permit.issued_on"), FieldState::Unknown);
    }

    #[test]
    fn an_empty_set_is_a_value_and_an_empty_text_is_not() {
        let of = |languages: Json| {
            let household = read_question(&schema(), &json!({"person": {"languages": languages}})).unwrap();
            text(&household, 0, "languages")
        };
        assert_eq!(of(json!([])).as_deref(), Some(""));
        assert_eq!(of(json!("")), None);
        assert_eq!(of(json!("bn ar")).as_deref(), Some("ar bn"));
    }

    #[test]
    fn a_household_is_complete_unless_it_says_otherwise() {
        let of = |question: Json| read_question(&schema(), &question).unwrap();
        let household = of(json!({"household": {"members": [{}, {"birth_date": "2012"}]}, "about": 1}));
        assert_eq!((household.roster, household.about, household.members.len()), (Roster::Complete, 1, 2));
        assert_eq!(of(json!({"household": {"members": [{}], "roster": "open"}})).roster, Roster::Open);
        assert_eq!(of(json!({"household": {"members": [{}]}, "roster": "open"})).roster, Roster::Open);
    }

    #[test]
    fn all_faults_are_told_at_once_with_the_nearest_name_and_without_the_value() {
        let question = json!({"household": {"members": [
            {"birth_dat": "1990", "care.hours": -1},
            {"permit": {"kind": "wrok"}, "permit.kind": "work", "permit.issued_on": 1990, "care.hours": {"x": 1}},
        ]}, "about": 2, "onn": "2020-01-01"});
        assert_eq!(
            problems(&question),
            [
                "`onn`: unknown key; did you mean `person`?",
                "`household.members[0].birth_dat`: no such field; did you mean `birth_date`?",
                "`household.members[0].care.hours`: expected at least 0",
                "`household.members[1].permit.kind`: expected a code of `permit_kind` (`residence`, `work`, `student`); did you mean `work`?",
                "`household.members[1].permit.kind`: given twice",
                "`household.members[1].permit.issued_on`: expected a day as YYYY-MM-DD; a month or a year alone does not say it",
                "`household.members[1].care.hours`: expected a single value",
                "`about`: expected the position of a member, counted from 0",
            ]
        );
    }

    #[test]
    fn what_is_no_question_is_refused() {
        assert_eq!(problems(&json!([])), ["expected an object", "expected either `person` or `household`"]);
        assert_eq!(problems(&json!({})), ["expected either `person` or `household`"]);
        assert_eq!(problems(&json!({"person": 1})), ["`person`: expected an object of fields"]);
        assert_eq!(
            problems(&json!({"household": {"members": []}})),
            ["`household.members`: expected a list of at least one person"]
        );
        assert_eq!(problems(&json!({"person": {}, "roster": "half"})), ["`roster`: expected `open` or `complete`"]);
    }
}
