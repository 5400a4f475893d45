//! A record of an earlier version, opened: its rows are derived anew, what accounts proved themselves by is sealed, and the
//! head gets its mark and the sums that it bears. Facts stay as they are, for ever. It happens once, in one transaction.
//!
//! A record of this version is never taken for one of the first, whatever its head says: whoever wipes the mark off would
//! have rows and credentials of their own choice sealed.

use journal::SealedFact;

use crate::beside::{Beside, Credential, Only, keep};
use crate::db::Statement;
use crate::error::WriteError;
use crate::head::{FoundHead, Head};
use crate::writer::{Memory, Parts, Writer};

/// Brings the record up to date, where it is of an earlier version.
pub(crate) async fn bring_up_to_date(writer: &mut Writer) -> Result<(), WriteError> {
    let row = writer.conn().row(Head::select()).await?.ok_or(WriteError::Chain)?;
    let found = Head::find(&row, &writer.shared().own.head)?;
    if matches!(found, FoundHead::Marked(_)) {
        return Ok(());
    }
    writer.conn().begin().await?;
    let done = match found {
        FoundHead::Marked(_) => Ok(()),
        FoundHead::Unsummed(head) => summed(writer, head).await,
        FoundHead::First(head) => moved(writer, head).await,
    };
    writer.conn().end(done).await
}

/// A record whose head bore no sums: people's rows are made anew from facts, and what is kept beside the journal is taken
/// as it lies. By which rules rows were derived is forgotten, for here no schema is known: they are made once more by it.
async fn summed(writer: &mut Writer, head: Head) -> Result<(), WriteError> {
    writer.conn().run(Statement::of("DELETE FROM derived")).await?;
    let beside = writer.sum_up().await?;
    let memory = Memory::with(&Head { beside, ..head }, Parts::default())?;
    let in_force = writer.shared().in_force();
    writer.fold_all(memory, 0, &in_force).await.map(|_| ())
}

/// Refuses a record with a fact that the first version did not write, or without any.
async fn only_first(writer: &mut Writer) -> Result<(), WriteError> {
    let last = Statement::of("SELECT sealed FROM fact ORDER BY seq DESC LIMIT 1");
    let last = writer.conn().row(last).await?.ok_or(WriteError::Head)?;
    let last = SealedFact::from_bytes(&last.bytes(0)?).map_err(|_| WriteError::Head)?;
    if last.is_first() { Ok(()) } else { Err(WriteError::Head) }
}

async fn moved(writer: &mut Writer, head: Head) -> Result<(), WriteError> {
    only_first(writer).await?;
    let accounts = writer.conn().rows(Statement::of("SELECT name, password FROM account_first")).await?;
    for row in accounts {
        let (name, password) = (row.text(0)?, row.text(1)?);
        let credential = Credential { password, generation: 0, factor: None, used: 0 };
        let (key, named) = (&writer.shared().own.beside, Credential::name(&name, 0));
        let kept = keep(key, Beside::Credential, &named, &credential, Only::First).ok_or(WriteError::Chain)?;
        writer.conn().run(kept.statement(None)).await?;
    }
    writer.conn().run(Statement::of("DROP TABLE account_first")).await?;
    let beside = writer.sum_up().await?;
    let memory = Memory::with(&Head { beside, ..head }, Parts::default())?;
    let in_force = writer.shared().in_force();
    writer.fold_all(memory, 0, &in_force).await.map(|_| ())
}
