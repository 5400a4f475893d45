//! Who is on record already and may be the same person as one who is about to be registered: by words of the name, by the
//! birth date as far as both are known, by a document or an address that is one person's.
//!
//! Nobody is merged or chosen here: people compare, and decide. Looked for are people whom the reader may open, and compared
//! is what the reader may see of them. Two words of the name make people alike, for parts are dropped and added; a birth date
//! that cannot be the same sets them apart, unless the whole name is the same.

use std::collections::{BTreeMap, BTreeSet};

use casework::Fields;
use model::{Date, FieldState, Id, PartialDate, Value, core, folding};
use store::Page;

use super::{Desk, PersonRow};
use crate::Fault;

/// Parts of a name that are the person's own: those of a father are a brother's too.
const NAMES: [&str; 4] =
    [core::NAME_FULL.name, core::NAME_GIVEN.name, core::NAME_FAMILY.name, core::NAME_KNOWN_AS.name];
/// What is one person's and nobody else's.
const OWN: [&str; 2] = [core::DOCUMENT_NUMBER.name, core::CONTACT_EMAIL.name];
/// What of those who are alike is shown.
const SHOWN: [&str; 3] = [core::BIRTH_DATE.name, core::SEX.name, core::NATIONALITIES.name];
/// Words of a name that are looked for, two at a time.
const WORDS: usize = 6;
/// People who are looked at for two words.
const LOOKED_AT: u32 = 200;
/// People who are shown.
const MOST: usize = 10;

/// Those who may be the same person.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PeopleAlike {
    /// Those who are most alike first.
    pub people: Vec<PersonAlike>,
    /// Whether there may be more: not everybody with such a name was looked at, or not all are shown.
    pub more: bool,
}

/// Somebody who may be the same person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonAlike {
    /// Who, with name, birth date, sex and nationalities.
    pub row: PersonRow,
    /// Why.
    pub why: Likeness,
}

/// Why somebody may be the same person; the strongest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Likeness {
    /// The same document or e-mail address.
    Paper,
    /// Such a name, and a birth date that can be the same.
    NameAndBirth,
    /// Such a name, and a birth date is missing.
    Name,
    /// The whole name, and another birth date.
    NameNotBirth,
}

impl Desk<'_> {
    /// People on record who may be whoever these fields are of, apart from the one whom they are for.
    pub async fn alike(&self, person: Id, fields: &Fields) -> Result<PeopleAlike, Fault> {
        let about = Traits::of(|name| fields.get(name).cloned().unwrap_or(FieldState::Unknown));
        let (sight, page) = (self.sight(), Page { skip: 0, limit: LOOKED_AT });
        let (mut found, mut more) = (BTreeMap::new(), false);
        for words in about.searches() {
            let people = self.instance.store.search(&sight.of_store(), &words, page).await?;
            more |= people.len() >= usize::try_from(LOOKED_AT).unwrap_or(usize::MAX);
            found.extend(people.into_iter().map(|view| (view.id, view)));
        }
        found.remove(&person);
        let compared: Vec<String> = NAMES.into_iter().chain(OWN).chain(SHOWN).map(str::to_owned).collect();
        let likeness = |view: &casework::OwnerView| {
            let states = sight.states(view, &compared);
            about.likeness(&Traits::of(|name| states.get(name).cloned().unwrap_or(FieldState::Unknown)))
        };
        let mut alike: Vec<_> = found.into_values().filter_map(|view| Some((likeness(&view)?, view))).collect();
        alike.sort_by_key(|(why, view)| (*why, view.id));
        more |= alike.len() > MOST;
        alike.truncate(MOST);
        let (why, views): (Vec<Likeness>, Vec<_>) = alike.into_iter().unzip();
        let shown: Vec<String> = NAMES.into_iter().chain(SHOWN).map(str::to_owned).collect();
        let rows = self.rows(&sight, &views, &shown).await?;
        Ok(PeopleAlike { people: rows.into_iter().zip(why).map(|(row, why)| PersonAlike { row, why }).collect(), more })
    }
}

/// By what people are compared.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Traits {
    /// Folded words of the name.
    names: BTreeSet<String>,
    /// What may be the birth date; several where sources disagree.
    births: Vec<PartialDate>,
    /// Documents and addresses, folded.
    papers: BTreeSet<String>,
}

impl Traits {
    fn of(state: impl Fn(&str) -> FieldState<Value>) -> Self {
        let values = |name: &str| match state(name) {
            FieldState::Known(value) => vec![value],
            FieldState::Contested(values) => values,
            FieldState::Unknown | FieldState::NotApplicable => vec![],
        };
        let birth = |value: Value| match value {
            Value::Partial(date) => Some(date),
            Value::Date(date) => Some(date.into()),
            _ => None,
        };
        let words =
            |name: &str| values(name).iter().flat_map(|value| folding::words(&value.to_text())).collect::<Vec<_>>();
        // As the search cuts them: an address at no sign, a number of a document without what separates it.
        let paper = |name: &str| {
            let whole = |text: &str| folding::folded(text).trim().to_owned();
            let folded = |value: &Value| {
                let text = value.to_text();
                if name == core::CONTACT_EMAIL.name { whole(&text) } else { folding::compact(&text) }
            };
            values(name).iter().map(folded).filter(|text| !text.is_empty()).collect::<Vec<_>>()
        };
        Self {
            names: NAMES.into_iter().flat_map(words).collect(),
            births: values(core::BIRTH_DATE.name).into_iter().filter_map(birth).collect(),
            papers: OWN.into_iter().flat_map(paper).collect(),
        }
    }

    /// What is searched for: every two words of the name, the only one there is, and each document.
    fn searches(&self) -> Vec<String> {
        let words: Vec<&String> = self.names.iter().take(WORDS).collect();
        let rest = |first: usize| words.iter().skip(first + 1);
        let pairs = words.iter().enumerate();
        let mut searches: Vec<String> =
            pairs.flat_map(|(first, word)| rest(first).map(move |other| format!("{word} {other}"))).collect();
        if let [only] = words.as_slice() {
            searches.push((*only).clone());
        }
        searches.extend(self.papers.iter().cloned());
        searches
    }

    fn likeness(&self, other: &Self) -> Option<Likeness> {
        if !self.papers.is_disjoint(&other.papers) {
            return Some(Likeness::Paper);
        }
        let shared = self.names.intersection(&other.names).count();
        let (whole, known) = (self.names == other.names, !self.births.is_empty() && !other.births.is_empty());
        let pairs = self.births.iter().flat_map(|one| other.births.iter().map(move |birth| (*one, *birth)));
        let same = pairs.into_iter().any(|(one, birth)| can_be_one(one, birth));
        let lone = self.names.len() == 1 || other.names.len() == 1;
        match (shared, known) {
            (1, true) if same && lone => Some(Likeness::NameAndBirth),
            (1, false) if whole => Some(Likeness::Name),
            (0 | 1, _) => None,
            (_, true) if same => Some(Likeness::NameAndBirth),
            (_, true) => whole.then_some(Likeness::NameNotBirth),
            (_, false) => Some(Likeness::Name),
        }
    }
}

/// Whether two birth dates can be of one person. The first of January stands for a day that nobody knows as often as for
/// itself, and day and month change places.
fn can_be_one(one: PartialDate, other: PartialDate) -> bool {
    let (a, b) = (days(one), days(other));
    let swapped =
        |date: Date, other: Date| (date.year(), date.month(), date.day()) == (other.year(), other.day(), other.month());
    let exact = one.exact().zip(other.exact());
    (a.0 <= b.1 && b.0 <= a.1) || exact.is_some_and(|(one, other)| swapped(one, other))
}

fn days(date: PartialDate) -> (Date, Date) {
    let first = |date: Date| (date.month(), date.day()) == (1, 1);
    match date.exact().filter(|day| first(*day)).and_then(|day| PartialDate::year(day.year()).ok()) {
        Some(year) => (year.lo(), year.hi()),
        None => (date.lo(), date.hi()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn traits(name: &str, birth: &str, paper: &str) -> Traits {
        let text = |text: &str| match text {
            "" => FieldState::Unknown,
            text => FieldState::Known(Value::Text(text.to_owned())),
        };
        Traits::of(|field| match field {
            "name.full" => text(name),
            "document.number" => text(paper),
            "birth_date" if !birth.is_empty() => FieldState::Known(Value::Partial(birth.parse().unwrap())),
            _ => FieldState::Unknown,
        })
    }

    #[track_caller]
    fn check(one: (&str, &str), other: (&str, &str), expect: Option<Likeness>) {
        let (one, other) = (traits(one.0, one.1, ""), traits(other.0, other.1, ""));
        assert_eq!(one.likeness(&other), expect);
        assert_eq!(other.likeness(&one), expect, "the other way round");
    }

    #[test]
    fn two_words_of_a_name_and_a_birth_date_that_can_be_the_same_make_people_alike() {
        let expect = Some(Likeness::NameAndBirth);
        check(("Amina Yusuf", "1990-05-17"), ("Yusuf, AMINA Haddad", "1990"), expect);
        check(("أمل حدّاد", "1990-05"), ("امل حداد", "1990-05-17"), expect);
        check(("Amina Yusuf", "1990-01-01"), ("Amina Yusuf", "1990-05-17"), expect);
        check(("Amina Yusuf", "1990-05-03"), ("Amina Yusuf", "1990-03-05"), expect);
        check(("Amina", "1990-05-17"), ("Amina Yusuf", "1990-05-17"), expect);
    }

    #[test]
    fn a_missing_birth_date_sets_nobody_apart() {
        check(("Amina Yusuf", ""), ("Amina Yusuf Haddad", "1990"), Some(Likeness::Name));
        check(("Amina", ""), ("Amina", ""), Some(Likeness::Name));
        check(("Amina", ""), ("Amina Yusuf", "1990"), None);
    }

    #[test]
    fn another_birth_date_sets_people_apart_unless_the_whole_name_is_the_same() {
        check(("Amina Yusuf", "1990-05-17"), ("Amina Yusuf", "1991-05-17"), Some(Likeness::NameNotBirth));
        check(("Amina Yusuf Haddad", "1990-05-17"), ("Amina Yusuf", "1991-05-17"), None);
        check(("Amina", "1990"), ("Amina", "1991"), None);
    }

    #[test]
    fn one_word_among_others_makes_nobody_alike() {
        check(("Amina Yusuf", "1990"), ("Karim Yusuf", "1990"), None);
        check(("Amina Yusuf", ""), ("Karim Yusuf", ""), None);
        check(("", "1990"), ("", "1990"), None);
    }

    #[test]
    fn a_document_is_one_persons_whatever_their_name() {
        let (one, other) = (traits("Amina", "1990", "AB-1234"), traits("Karim", "1950", "ab 1234"));
        assert_eq!(one.likeness(&other), Some(Likeness::Paper));
        assert_eq!(traits("", "", "").likeness(&traits("", "", "")), None);
    }

    #[test]
    fn every_two_words_are_looked_for_and_the_only_one() {
        let searches = |name: &str, paper: &str| traits(name, "", paper).searches();
        assert_eq!(searches("Amina", ""), ["amina"]);
        assert_eq!(searches("b a c", "X 1"), ["a b", "a c", "b c", "x1"]);
        assert_eq!(searches("a b c d e f g h", "").len(), 15);
        assert!(searches("", "").is_empty());
    }
}
