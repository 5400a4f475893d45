//! Registering invented people in numbers: one command each, some hundreds under way at a time, as everybody else comes in.

use casework::{Fields, PersonCommand};
use futures::stream::{self, StreamExt, TryStreamExt};
use model::{Id, Row, Schema, core};

use crate::{Acting, Fault, InForce, Instance};

/// Registrations under way at a time: enough to fill the writer's groups.
const UNDER_WAY: usize = 2048;
/// The source that invented people are from.
const GENERATOR: &str = "synthetic";

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
        let register = |row: Row| {
            let command = registration(self.new_id(), schema, &row);
            async move { self.submit_as(acting, GENERATOR, command.into(), |ctx| ctx).await }
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

fn registration(person: Id, schema: &Schema, row: &Row) -> PersonCommand {
    let fields = row.on_record().map(|(field, state)| (schema.name(field).to_owned(), state.clone()));
    let fields: Fields = fields.filter(|(name, _)| name != core::ID.name).collect();
    PersonCommand::Register { person, synthetic: true, fields }
}
