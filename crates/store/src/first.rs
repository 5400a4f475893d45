//! A record of the first version, opened: its rows are derived anew, what accounts proved themselves by is sealed, and the
//! head gets its mark. Facts stay as they are, for ever. It happens once, in one transaction.

use crate::beside::{Beside, Credential, keep};
use crate::db::Statement;
use crate::error::WriteError;
use crate::writer::{FoundHead, Head, Memory, Parts, Writer};

/// Brings the record up to date, where it is of the first version.
pub(crate) async fn bring_up_to_date(writer: &mut Writer) -> Result<(), WriteError> {
    let row = writer.conn().row(Head::select()).await?.ok_or(WriteError::Chain)?;
    let FoundHead::First(head) = Head::find(&row, &writer.shared().own.head)? else { return Ok(()) };
    writer.conn().begin().await?;
    let done = moved(writer, &head).await;
    writer.conn().end(done).await
}

async fn moved(writer: &mut Writer, head: &Head) -> Result<(), WriteError> {
    let accounts = writer.conn().rows(Statement::of("SELECT name, password FROM account_first")).await?;
    for row in accounts {
        let (name, password) = (row.text(0)?, row.text(1)?);
        let credential = Credential { password, generation: 0, factor: None, used: 0 };
        let kept = keep(&writer.shared().own.beside, Beside::Credential, name.as_bytes(), &credential);
        writer.conn().run(kept.ok_or(WriteError::Chain)?).await?;
    }
    writer.conn().run(Statement::of("DROP TABLE account_first")).await?;
    let memory = Memory::with(head, Parts::default())?;
    writer.fold_all(memory).await.map(|_| ())
}
