//! Keys of the first version, one a subject and one a compartment, put into rings: once, when such a store is opened.

use std::collections::BTreeMap;

use journal::{InstanceKey, Key, KeyRing, Subject};
use model::Compartment;

use super::{INSERT, KeyError, columns, wrapped};
use crate::db::{Conn, Statement};

/// Moves what is left in the table of the first version; nothing where it is empty.
pub(super) async fn into_rings(conn: &mut Conn, instance: &InstanceKey) -> Result<(), KeyError> {
    let rows = conn.rows(Statement::of("SELECT slot, generation, sealed FROM key")).await?;
    if rows.is_empty() {
        return Ok(());
    }
    let mut roots: BTreeMap<Subject, Key> = BTreeMap::new();
    let mut inner: Vec<(Subject, Compartment, Key)> = vec![];
    for row in &rows {
        match instance.unwrap_first(&wrapped(row)?)? {
            (subject, None, key) => drop(roots.insert(subject, key)),
            (subject, Some(compartment), key) => inner.push((subject, compartment, key)),
        }
    }
    let mut rings: BTreeMap<Subject, KeyRing> =
        roots.into_iter().map(|(owner, root)| (owner, KeyRing::of(owner, root))).collect();
    for (owner, compartment, key) in inner {
        // A compartment's key without its subject's opens nothing: the subject was forgotten.
        if let Some(ring) = rings.remove(&owner) {
            rings.insert(owner, ring.with_earlier(compartment, key));
        }
    }
    let wrapped = rings.values().map(|ring| instance.wrap(ring).ok_or(KeyError::Wrap));
    let wrapped = wrapped.collect::<Result<Vec<_>, _>>()?;
    conn.begin().await?;
    let moved = moved(conn, wrapped).await;
    conn.end(moved).await
}

async fn moved(conn: &mut Conn, rings: Vec<journal::WrappedRing>) -> Result<(), KeyError> {
    conn.bulk(INSERT, columns(rings)).await?;
    conn.run(Statement::of("DELETE FROM key")).await?;
    Ok(())
}
