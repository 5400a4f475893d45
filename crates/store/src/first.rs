//! A record of the first version, opened: its rows are derived anew, what accounts proved themselves by is sealed, and the
//! head gets its mark. Facts stay as they are, for ever. It happens once, in one transaction.
//!
//! A record of this version is never taken for one of the first, whatever its head says: whoever wipes the mark off would
//! have rows and credentials of their own choice sealed.

use journal::SealedFact;

use crate::beside::{Beside, Credential, keep};
use crate::db::Statement;
use crate::error::WriteError;
use crate::writer::{FoundHead, Head, Memory, Parts, Writer};

/// Brings the record up to date, where it is of the first version.
pub(crate) async fn bring_up_to_date(writer: &mut Writer) -> Result<(), WriteError> {
    let row = writer.conn().row(Head::select()).await?.ok_or(WriteError::Chain)?;
    let FoundHead::First(head) = Head::find(&row, &writer.shared().own.head)? else { return Ok(()) };
    writer.conn().begin().await?;
    let done = match only_first(writer).await {
        Ok(()) => moved(writer, &head).await,
        Err(error) => Err(error),
    };
    writer.conn().end(done).await
}

/// Refuses a record with a fact that the first version did not write, or without any.
async fn only_first(writer: &mut Writer) -> Result<(), WriteError> {
    let last = Statement::of("SELECT sealed FROM fact ORDER BY seq DESC LIMIT 1");
    let last = writer.conn().row(last).await?.ok_or(WriteError::Head)?;
    let last = SealedFact::from_bytes(&last.bytes(0)?).map_err(|_| WriteError::Head)?;
    if last.is_first() { Ok(()) } else { Err(WriteError::Head) }
}

async fn moved(writer: &mut Writer, head: &Head) -> Result<(), WriteError> {
    let accounts = writer.conn().rows(Statement::of("SELECT name, password FROM account_first")).await?;
    for row in accounts {
        let (name, password) = (row.text(0)?, row.text(1)?);
        let credential = Credential { password, generation: 0, factor: None, used: 0 };
        let kept = keep(&writer.shared().own.beside, Beside::Credential, &Credential::name(&name, 0), &credential);
        writer.conn().run(kept.ok_or(WriteError::Chain)?).await?;
    }
    writer.conn().run(Statement::of("DROP TABLE account_first")).await?;
    let memory = Memory::with(head, Parts::default())?;
    writer.fold_all(memory, 0).await.map(|_| ())
}
