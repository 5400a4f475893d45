//! Writing down what is about to be shown.

use casework::AuditCommand;

use super::Desk;
use super::sight::Reads;
use crate::Fault;

/// People in one fact at most.
const PEOPLE: usize = 10_000;

impl Desk<'_> {
    /// Writes down that sealed or protected fields are shown. Where this fails, they are not.
    pub(super) async fn note_reads(&self, (people, fields): Reads) -> Result<(), Fault> {
        let fields: Vec<_> = fields.into_iter().collect();
        for people in people.chunks(PEOPLE) {
            let noted = AuditCommand::Reads { people: people.to_vec(), fields: fields.clone() };
            self.instance.submit(self.acting, noted).await?;
        }
        Ok(())
    }
}
