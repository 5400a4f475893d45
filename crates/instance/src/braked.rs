//! Who is told to wait: that is written down once, and nothing of what was asked.

use casework::{Action, AuditCommand, Refusal};

use crate::brake::Go;
use crate::{Acting, Fault, Instance};

impl Instance {
    /// Names and ids are tried out by asking for them: who asks too much waits, and it is written down once.
    pub(crate) async fn braked(&self, acting: &Acting, go: Go) -> Result<(), Fault> {
        let Go::Wait { until, first } = go else { return Ok(()) };
        if first {
            tracing::warn!("an account searches more than anybody needs to; the journal says which");
            let noted = AuditCommand::Refusal { action: Action::Search, refusal: Refusal::TooMany };
            self.submit(acting, noted).await?;
        }
        Err(Fault::Wait(until))
    }
}
