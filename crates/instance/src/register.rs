//! Registering invented people in numbers: one command each, some hundreds under way at a time, as everybody else comes in.
//!
//! The generator draws each date by itself; what cannot be beside the others in one life is left out, as it is refused.

use casework::import::impossible_dates;
use casework::source::SYNTHETIC;
use casework::{Fields, PersonCommand};
use futures::stream::{self, StreamExt, TryStreamExt};
use model::{Date, FieldState, Id, Row, Schema, Value, core};

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
