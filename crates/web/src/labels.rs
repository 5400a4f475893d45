//! Names that people read for fields, codes and values, from the schema in force; a code without a label shows
//! itself.

use model::{Field, FieldState, Schema, Text, Value};
use packs::Packs;
use rules::answer::Question;
use rules::expr::Literal;

use crate::say::{Html, MessageArg, Say, escape};

/// Speaks of the fields of one schema in one language.
#[derive(Clone, Copy)]
pub struct Labels<'a> {
    /// The fields.
    pub schema: &'a Schema,
    /// The language.
    pub say: Say,
}

impl Labels<'_> {
    /// The label of a field, of `members` (who else belongs to the household) or of `members[2].birth_date`.
    pub fn field(&self, name: &str) -> Html {
        self.worded(name, |field| &field.label)
    }

    /// The question that asks for a field; its label where no question is written.
    pub fn question(&self, name: &str) -> Html {
        self.worded(name, |field| field.question.as_ref().unwrap_or(&field.label))
    }

    /// A code of a field's list.
    pub fn code(&self, field: &str, code: &str) -> Html {
        let list = self.find(field).and_then(|field| self.schema.list(field.ty.list()?));
        let label = list.and_then(|list| list.label(code));
        label.map_or_else(|| isolated(code), |label| self.say.text(label))
    }

    /// A right that a measure gives; one that the core pack does not list shows its code.
    pub fn right(&self, code: &str) -> Html {
        let rights = self.schema.list_named("rights").and_then(|id| self.schema.list(id));
        rights.and_then(|list| list.label(code)).map_or_else(|| isolated(code), |label| self.say.text(label))
    }

    /// What is on record of a field, in words.
    pub fn state(&self, field: &str, state: &FieldState<Value>) -> Html {
        match state {
            FieldState::Known(value) => self.value(field, value),
            FieldState::Unknown => self.word("state-unknown"),
            FieldState::NotApplicable => self.word("state-not-applicable"),
            FieldState::Contested(values) => self.contested(field, values),
        }
    }

    /// One value in words.
    pub fn value(&self, field: &str, value: &Value) -> Html {
        match value {
            Value::Bool(true) => self.word("yes"),
            Value::Bool(false) => self.word("no"),
            Value::Int(number) => isolated(&number.to_string()),
            Value::Decimal(number) => isolated(&number.to_string()),
            Value::Money(amount) => isolated(&amount.to_string()),
            Value::Text(text) => Html::trusted(format!("<bdi dir=\"auto\">{}</bdi>", escape(text))),
            Value::Record(id) => isolated(&id.to_string()),
            Value::Time(time) => isolated(&time.to_string()),
            Value::Date(day) => self.say.day(day),
            Value::Partial(partial) => {
                partial.exact().map_or_else(|| isolated(&partial.to_string()), |day| self.say.day(&day))
            }
            Value::Code(code) => self.code(field, code),
            Value::Codes(codes) if codes.is_empty() => self.word("none"),
            Value::Codes(codes) => self.listed(codes.iter().map(|code| self.code(field, code))),
        }
    }

    /// A value written in a pack.
    pub fn literal(&self, literal: &Literal) -> Html {
        match literal {
            Literal::Bool(true) => self.word("yes"),
            Literal::Bool(false) => self.word("no"),
            Literal::Int(number) => isolated(&number.to_string()),
            Literal::Decimal(number) => isolated(&number.to_string()),
            Literal::Money(money) => isolated(&money.to_string()),
            Literal::Date(day) => self.say.day(day),
            Literal::Time(time) => isolated(&time.to_string()),
            Literal::Code(code) => isolated(code),
        }
    }

    /// The name of a country.
    pub fn country(&self, iso3: &str) -> Html {
        self.code("country", iso3)
    }

    /// A field of people, or of a kind of record, where the schema has it.
    pub fn find(&self, name: &str) -> Option<&Field> {
        let of_people = self.schema.field(name).and_then(|id| self.schema.get(id));
        of_people.or_else(|| self.schema.record_field(name).and_then(|id| self.schema.get(id)))
    }

    /// A kind of record.
    pub fn kind(&self, name: &str) -> Html {
        self.schema.kind(name).map_or_else(|| isolated(name), |kind| self.say.text(&kind.title))
    }

    fn worded(&self, name: &str, words: impl Fn(&Field) -> &Text) -> Html {
        if name == "members" {
            return self.word("ask-members");
        }
        if name == "calendar" {
            return self.word("ask-calendar");
        }
        if let Some((position, field)) = Question::of_member(name) {
            let label = self.worded(field, words);
            let args = [
                ("position", MessageArg::Count(u64::try_from(position + 1).unwrap_or(u64::MAX))),
                ("field", MessageArg::Html(label)),
            ];
            return self.say.rich("field-of-member", &args);
        }
        if let Some(of_records) = self.of_records(name, &words) {
            return of_records;
        }
        self.find(name).map_or_else(|| isolated(name), |field| self.say.text(words(field)))
    }

    /// Which other records there are, `lodging`, and what one of them says, `lodging[0].until`.
    fn of_records(&self, name: &str, words: impl Fn(&Field) -> &Text) -> Option<Html> {
        match Question::named(self.schema, 0, name)? {
            Question::Records { kind, .. } => {
                let kind = self.kind(&self.schema.kind_at(kind)?.name);
                Some(self.say.rich("ask-records", &[("kind", MessageArg::Html(kind))]))
            }
            Question::OfRecord { record, field, .. } => {
                let kind = self.kind(&self.schema.kind_at(self.schema.kind_of(field)?)?.name);
                let field = self.say.text(words(self.schema.get(field)?));
                let args = [
                    ("position", MessageArg::Count(u64::try_from(record + 1).unwrap_or(u64::MAX))),
                    ("kind", MessageArg::Html(kind)),
                    ("field", MessageArg::Html(field)),
                ];
                Some(self.say.rich("field-of-record", &args))
            }
            Question::Field { .. } | Question::Members => None,
        }
    }

    fn contested(&self, field: &str, values: &[Value]) -> Html {
        let values = self.listed(values.iter().map(|value| self.value(field, value)));
        self.say.rich("state-contested", &[("values", MessageArg::Html(values))])
    }

    /// Several names, one after another.
    pub fn listed(&self, items: impl Iterator<Item = Html>) -> Html {
        let items: Vec<String> = items.map(|item| item.to_string()).collect();
        Html::trusted(items.join(&escape(&self.say.t("list-separator"))))
    }

    /// What people are broken down by.
    pub fn breakdown(&self, by: &str) -> String {
        self.say.t(match by {
            "sex" => "by-sex",
            "age_band" => "by-age",
            "nationality" => "by-nationality",
            _ => "by-other",
        })
    }

    /// A group of a breakdown.
    pub fn group(&self, by: &str, value: &str) -> Html {
        match (by, value) {
            (_, "") | ("age_band", "unknown") => self.word("not-recorded"),
            ("nationality", code) => self.code("nationalities", code),
            ("age_band", band) => isolated(&band.replace('-', "–")),
            (field, code) => self.code(field, code),
        }
    }

    /// Why a day cannot be: it has not come yet, or cannot be with another field.
    pub fn cannot_be(&self, with: Option<&str>) -> Html {
        match with {
            None => self.word("entry-not-yet"),
            Some(other) => self.say.rich("entry-cannot-be-with", &[("other", MessageArg::Html(self.field(other)))]),
        }
    }

    fn word(&self, key: &str) -> Html {
        Html::escaped(&self.say.t(key))
    }
}

/// The name of a country as plain text, where markup cannot stand.
pub fn plain_country(packs: &Packs, say: Say, iso3: &str) -> String {
    let list = packs.schema.list_named("countries").and_then(|id| packs.schema.list(id));
    let label = list.and_then(|list| list.label(iso3)).and_then(|label| label.best(&say.lang()));
    label.map_or_else(|| iso3.to_owned(), |(_, name)| name.to_owned())
}

/// Text whose direction must not mix with what surrounds it.
pub fn isolated(text: &str) -> Html {
    Html::trusted(format!("<bdi class=\"num\">{}</bdi>", escape(text)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_the_schema_lacks_shows_its_name() {
        let schema = Schema::default();
        let labels = Labels { schema: &schema, say: Say { tongue: crate::say::Tongue::En } };
        assert_eq!(labels.field("a<b").to_string(), "<bdi class=\"num\">a&lt;b</bdi>");
    }
}
