//! Registering invented people in numbers: one command each, some hundreds under way at a time, as everybody else comes in.
//!
//! The generator draws each date by itself; what cannot be beside the others in one life is left out, as it is refused.

use casework::import::impossible_dates;
use casework::record::RecordAsked;
use casework::source::SYNTHETIC;
use casework::{Fields, PersonCommand, RecordCommand};
use futures::stream::{self, StreamExt, TryStreamExt};
use model::{Date, FieldState, Id, Row, Schema, Value, core, day_number, from_day_number};

use crate::{Acting, Fault, InForce, Instance};

/// Registrations under way at a time: enough to fill the writer's groups.
const UNDER_WAY: usize = 2048;

impl Instance {
    /// Registers invented people. `progress` is told how many there are so far.
    pub async fn register_synthetic(
        &self,
        in_force: &InForce,
        acting: &Acting,
        people: impl Iterator<Item = Row> + Send,
        progress: &mut (dyn FnMut(u64) + Send),
    ) -> Result<u64, Fault> {
        let schema = &in_force.packs.schema;
        let today = in_force.view.today(&acting.seat.controller, &acting.seat.office, self.now());
        let register = |row: Row| {
            let command = registration(self.new_id(), schema, &row, today);
            async move { self.submit_as(acting, SYNTHETIC, command.into(), |ctx| ctx).await }
        };
        let mut registered = stream::iter(people).map(register).buffer_unordered(UNDER_WAY);
        let mut count = 0;
        while registered.try_next().await?.is_some() {
            count += 1;
            progress(count);
        }
        Ok(count)
    }

    /// Opens a paper and a conversation of some invented people, so that a trial has something to work on.
    pub async fn open_synthetic(&self, in_force: &InForce, acting: &Acting) -> Result<u64, Fault> {
        let today = in_force.view.today(&acting.seat.controller, &acting.seat.office, self.now());
        let (mut cursor, mut opened) = (Some(-1), 0);
        while let Some(from) = cursor {
            let (people, next) = self.store.snapshot(from, 1_000).await?;
            cursor = next;
            for (position, person) in people.iter().enumerate().filter(|(position, _)| position % SOME == 0) {
                for command in begun(person.id, || self.new_id(), position, today) {
                    self.submit_as(acting, SYNTHETIC, command.into(), |ctx| ctx).await?;
                    opened += 1;
                }
            }
        }
        Ok(opened)
    }
}

/// One person of so many has records in a trial.
const SOME: usize = 50;

/// What is open about somebody invented: a paper that runs out, and what was spoken of.
fn begun(person: Id, id: impl Fn() -> Id, position: usize, today: Date) -> [RecordCommand; 2] {
    let known = |name: &str, value| (name.to_owned(), FieldState::Known(value));
    let code = |code: &str| Value::Code(code.to_owned());
    let days = i32::try_from(position % 90).unwrap_or_default();
    let on = |days: i32| Value::Date(from_day_number(day_number(today) + days));
    let what =
        ["passport", "identity_card", "residence_permit"].into_iter().cycle().nth(position / SOME).unwrap_or("other");
    let paper =
        [known("paper.what", code(what)), known("paper.expires_on", on(days - 30)), known("paper.seen", code("copy"))];
    let spoken = [
        known("conversation.on", on(-days)),
        known("conversation.channel", code("phone")),
        known("conversation.said", Value::Text("Made up: asked which papers are needed.".to_owned())),
    ];
    let open = |kind: &str, fields: [(String, FieldState<Value>); 3]| {
        let asked = RecordAsked::Open { kind: kind.to_owned(), fields: fields.into() };
        RecordCommand { owner: person, record: id(), asked }
    };
    [open("paper", paper), open("conversation", spoken)]
}

fn registration(person: Id, schema: &Schema, row: &Row, today: Date) -> PersonCommand {
    let fields = row.on_record().map(|(field, state)| (schema.name(field).to_owned(), state.clone()));
    let fields: Fields = fields.filter(|(name, _)| name != core::ID.name).collect();
    PersonCommand::Register { person, synthetic: true, fields: that_can_be(fields, today) }
}

fn that_can_be(mut fields: Fields, today: Date) -> Fields {
    let days = |fields: &Fields, field: &str| fields.get(field).and_then(FieldState::known).and_then(Value::days);
    while let Some(one) = impossible_dates(|field| days(&fields, field), today).into_iter().next() {
        fields.remove(one.field);
    }
    fields
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_life_that_cannot_be_the_date_is_left_out_that_cannot_be() {
        let read =
            |(field, text): (&str, &str)| (field.to_owned(), FieldState::Known(Value::Partial(text.parse().unwrap())));
        let life = [("birth_date", "2001-05"), ("permit.issued_on", "2000-01-01"), ("arrived_on", "2019")].map(read);
        let kept = that_can_be(life.into(), "2026-11-24".parse().unwrap());
        assert_eq!(kept.keys().collect::<Vec<_>>(), ["arrived_on", "birth_date"]);
    }
}
