//! Days of a record that cannot be, as its kind says: what has happened lies not ahead, and what follows is not before what it
//! follows.
//!
//! As of people, a partial date contradicts another only where no day of the one fits any day of the other, and what stood
//! so before holds up nobody who says something else. What sources contest is compared with nothing.

use model::{Date, FieldKey, FieldState, Kind, KindDay, Value};

use super::stay::said_after;
use crate::lives::News;
use crate::{Fields, RecordView, Refusal};

/// Refuses what a new record says of days that cannot be.
pub(super) fn can_be(kind: &Kind, fields: &Fields, today: Date) -> Result<(), Refusal> {
    let news = fields.iter().map(|(field, state)| (field.as_str(), state)).collect();
    refuse(kind, &news, |field| fields.get(field).cloned().unwrap_or(FieldState::Unknown), today)
}

/// Refuses what is newly said of a record where a day could not be with it.
pub(super) fn can_become(
    there: &RecordView<'_>,
    kind: &Kind,
    (source, fields): (&str, &Fields),
    news: &News<'_>,
    today: Date,
) -> Result<(), Refusal> {
    refuse(kind, news, |field| said_after(there, source, FieldKey::of(field), fields), today)
}

fn refuse(kind: &Kind, news: &News<'_>, said: impl Fn(&str) -> FieldState<Value>, today: Date) -> Result<(), Refusal> {
    kind.dated.iter().try_for_each(|day| {
        ahead(day, news, today)?;
        before(day, news, &said)
    })
}

/// What has happened when it is written down, and is said to be still to come.
fn ahead(day: &KindDay, news: &News<'_>, today: Date) -> Result<(), Refusal> {
    let said = news.get(day.field.as_str()).and_then(|state| days(state));
    if day.past && said.is_some_and(|(first, _)| first > today) {
        return Err(Refusal::CannotBe { field: day.field.clone(), with: None });
    }
    Ok(())
}

/// What would lie before what it follows, by the one of the two that is newly said.
fn before(day: &KindDay, news: &News<'_>, said: impl Fn(&str) -> FieldState<Value>) -> Result<(), Refusal> {
    let Some(first) = &day.not_before else { return Ok(()) };
    let (own, other) = (news.contains_key(day.field.as_str()), news.contains_key(first.as_str()));
    let (Some((_, latest)), Some((earliest, _))) = (days(&said(&day.field)), days(&said(first))) else {
        return Ok(());
    };
    if !(own || other) || latest >= earliest {
        return Ok(());
    }
    // What is corrected is what was just said.
    let (field, with) = if own { (&day.field, first) } else { (first, &day.field) };
    Err(Refusal::CannotBe { field: field.clone(), with: Some(with.clone()) })
}

/// The first day and the last that it may be.
fn days(state: &FieldState<Value>) -> Option<(Date, Date)> {
    state.known().and_then(Value::days)
}

#[cfg(test)]
mod tests {
    use model::{About, KindList, KindWork, Text};

    use super::*;

    fn claim() -> Kind {
        let day = |word: &str, past, other: Option<&str>| KindDay {
            field: format!("wage.{word}"),
            past,
            not_before: other.map(|other| format!("wage.{other}")),
        };
        Kind {
            name: "wage".into(),
            title: Text::english("wage"),
            pack: "t".into(),
            about: About::Person,
            compartment: None,
            work: KindWork::Case,
            naming: vec![],
            unique: None,
            list: KindList::Ours,
            links: vec![],
            takes: None,
            dated: vec![day("since", true, None), day("paid_on", true, Some("since")), day("by", false, Some("since"))],
            fields: vec![],
        }
    }

    fn read(pairs: &[(&str, &str)]) -> Fields {
        let state = |text: &str| FieldState::Known(Value::Partial(text.parse().unwrap()));
        pairs.iter().map(|(word, text)| (format!("wage.{word}"), state(text))).collect()
    }

    /// What is on record, what is newly said, and the field that is refused with the other.
    #[track_caller]
    fn check(there: &[(&str, &str)], newly: &[(&str, &str)], expected: Option<(&str, Option<&str>)>) {
        let (there, newly) = (read(there), read(newly));
        let all: Fields = there.iter().chain(&newly).map(|(field, state)| (field.clone(), state.clone())).collect();
        let news = newly.iter().map(|(field, state)| (field.as_str(), state)).collect();
        let said = |field: &str| all.get(field).cloned().unwrap_or(FieldState::Unknown);
        let own = |word: &str| format!("wage.{word}");
        let expected = expected.map(|(field, with)| Refusal::CannotBe { field: own(field), with: with.map(own) });
        assert_eq!(refuse(&claim(), &news, said, "2026-11-24".parse().unwrap()).err(), expected);
    }

    #[test]
    fn what_has_happened_does_not_lie_ahead() {
        check(&[], &[("since", "2027-05-01")], Some(("since", None)));
        check(&[], &[("since", "2026-11-25")], Some(("since", None)));
        check(&[], &[("since", "2026-11-24")], None);
        check(&[], &[("since", "2026")], None);
        check(&[], &[("by", "2027-05-01")], None);
    }

    #[test]
    fn what_follows_is_not_before_what_it_follows() {
        check(&[], &[("since", "2026-05-01"), ("paid_on", "2026-04-30")], Some(("paid_on", Some("since"))));
        check(&[("since", "2026-05-01")], &[("paid_on", "2026-04-30")], Some(("paid_on", Some("since"))));
        check(&[("paid_on", "2026-04-30")], &[("since", "2026-05-01")], Some(("since", Some("paid_on"))));
        check(&[("since", "2026-05-01")], &[("paid_on", "2026-05-01")], None);
        check(&[("since", "2026-05-01")], &[("paid_on", "2026")], None);
        check(&[], &[("paid_on", "2026-04-30")], None);
    }

    #[test]
    fn what_stood_so_before_holds_up_nobody() {
        check(&[("since", "2027-05-01"), ("paid_on", "2026-05-01")], &[], None);
        check(&[("since", "2026-05-01"), ("paid_on", "2026-04-30")], &[("by", "2026-06-01")], None);
        check(&[("since", "2027-05-01")], &[("by", "2026-06-01")], Some(("by", Some("since"))));
    }
}
