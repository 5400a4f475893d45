//! The next question: the one that most measures wait for, the least sensitive of those, protected ones last.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use model::{Class, FieldId, Household, KindId, Schema};

/// One datum to ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Question {
    /// A field of a listed member.
    Field {
        /// Position of the member.
        member: usize,
        /// The field.
        field: FieldId,
    },
    /// Who else belongs to the household.
    Members,
    /// Which other records of a kind a member has.
    Records {
        /// Position of the member.
        member: usize,
        /// The kind.
        kind: KindId,
    },
    /// A field of a record that is listed.
    OfRecord {
        /// Position of the member whose it is.
        member: usize,
        /// Position of the record among the member's of its kind.
        record: usize,
        /// The field.
        field: FieldId,
    },
}

impl Question {
    /// As answers name it: `birth_date` of the person asked about, `members[2].birth_date` of another, `members`,
    /// `lodging` for the records of a kind, `lodging[0].until` for a field of one.
    pub fn name(self, schema: &Schema, household: &Household) -> String {
        match self {
            Self::Field { member, field } => of_member(member, schema.name(field), household),
            Self::Members => "members".into(),
            Self::Records { member, kind } => {
                of_member(member, schema.kind_at(kind).map_or("", |kind| &kind.name), household)
            }
            Self::OfRecord { member, record, field } => {
                let (kind, word) = schema.name(field).split_once('.').unwrap_or_default();
                of_member(member, &format!("{kind}[{record}].{word}"), household)
            }
        }
    }

    /// The position of another and the field, of a name that answers give: `members[2].birth_date`. Nothing where it names a
    /// field of the person asked about, or none.
    pub fn of_member(name: &str) -> Option<(usize, &str)> {
        let (position, field) = name.strip_prefix("members[")?.split_once("].")?;
        Some((position.parse().ok()?, field))
    }

    /// The question that has this name where answers are about the member at a position; nothing where none has.
    pub fn named(schema: &Schema, about: usize, name: &str) -> Option<Self> {
        if name == "members" {
            return Some(Self::Members);
        }
        let (member, name) = Self::of_member(name).unwrap_or((about, name));
        if let Some(field) = schema.field(name) {
            return Some(Self::Field { member, field });
        }
        if let Some(kind) = schema.kind_id(name) {
            return Some(Self::Records { member, kind });
        }
        let (kind, rest) = name.split_once('[')?;
        let (record, word) = rest.split_once("].")?;
        let field = schema.record_field(&format!("{kind}.{word}"))?;
        Some(Self::OfRecord { member, record: record.parse().ok()?, field })
    }

    /// Whether the office says it, and not the person.
    fn is_for_office(self, schema: &Schema) -> bool {
        matches!(self, Self::Field { field, .. } if schema.is_for_office(field))
    }

    /// Whether it is protected, how sensitive it is, and its place in the form.
    fn place(self, schema: &Schema) -> (bool, u8, usize, usize) {
        let (member, place, class) = match self {
            Self::Members => return (false, 1, usize::MAX, 0),
            Self::Field { member, field } | Self::OfRecord { member, field, .. } => {
                (member, field.index(), schema.get(field).map(|field| field.class))
            }
            Self::Records { member, kind } => {
                let wall = schema.kind_at(kind).and_then(|kind| kind.compartment);
                (member, usize::MAX, wall.map(Class::Protected))
            }
        };
        let (protected, sensitive) = match class {
            Some(Class::Open) => (false, 0),
            Some(Class::Personal) | None => (false, 1),
            Some(Class::Sealed) => (false, 2),
            Some(Class::Protected(_)) => (true, 3),
        };
        (protected, sensitive, place, member)
    }
}

fn of_member(member: usize, name: &str, household: &Household) -> String {
    if member == household.about { name.into() } else { format!("members[{member}].{name}") }
}

/// What one measure lacks.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'a> {
    /// How much the measure counts among others.
    pub weight: u32,
    /// What its undecided conditions lack.
    pub questions: &'a BTreeSet<Question>,
}

/// A whole, divisible without a rest by every number of questions up to 16: scores stay exact without fractions.
const WHOLE: u64 = 720_720;

/// What is missing, by who says it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Parted {
    /// What the person is asked for.
    pub of_person: BTreeSet<Question>,
    /// What the office says.
    pub of_office: BTreeSet<Question>,
}

impl Parted {
    /// Parts questions by who says what they ask for.
    pub fn of(schema: &Schema, questions: BTreeSet<Question>) -> Self {
        let (of_office, of_person) = questions.into_iter().partition(|question| question.is_for_office(schema));
        Self { of_person, of_office }
    }
}

/// All questions that any measure waits for, the most useful first: each measure shares its weight among its
/// questions. Ties go to the least sensitive, then to the order of the form; protected questions come last.
pub fn next_questions(schema: &Schema, wanted: &[Wanted]) -> Vec<Question> {
    let mut scores: BTreeMap<Question, u64> = BTreeMap::new();
    for measure in wanted {
        let among = u64::try_from(measure.questions.len()).unwrap_or(u64::MAX).max(1);
        let share = u64::from(measure.weight) * WHOLE / among;
        for question in measure.questions {
            *scores.entry(*question).or_default() += share;
        }
    }
    let mut ranked: Vec<(Question, u64)> = scores.into_iter().collect();
    ranked.sort_by_key(|(question, score)| {
        let (protected, sensitive, place, member) = question.place(schema);
        (protected, Reverse(*score), sensitive, place, member)
    });
    ranked.into_iter().map(|(question, _)| question).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_datum_of_another_member_names_their_position() {
        for (name, expected) in [
            ("members[2].birth_date", Some((2, "birth_date"))),
            ("members[0].work.has", Some((0, "work.has"))),
            ("birth_date", None),
            ("members", None),
            ("members[x].birth_date", None),
            ("members[2", None),
        ] {
            assert_eq!(Question::of_member(name), expected, "{name}");
        }
    }
}
