//! What was found out of cases, kept while they go on: each write settles a case from its last one, and no list settles a case
//! of which nothing new was said.
//!
//! Nothing here is ever believed by itself. A memory is held against the facts of the case, and rows against the last fact
//! about their person; whatever does not fit is worked out anew.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use casework::{RecordView, RunningCase, work_of};
use model::Id;
use pathways::{CaseMemory, CaseRow, PathwaysInForce};

/// Cases whose states are kept: those on which work is going on.
const STATES: usize = 400;
/// Cases whose rows are kept: a few hundred bytes each.
const ROWS: usize = 100_000;

/// The last fact about a person, and the end of its link.
pub(crate) type Stamp = (u64, [u8; 8]);

/// What is known of cases on the pathways in force.
#[derive(Default)]
pub(crate) struct Cases(Mutex<Known>);

#[derive(Default)]
struct Known {
    pathways: Arc<PathwaysInForce>,
    states: HashMap<(Id, String), Arc<CaseMemory>>,
    rows: HashMap<Id, (Stamp, Arc<[CaseRow]>)>,
}

impl Cases {
    /// What is known of a case on a version of its pathway, for whoever goes on from there.
    pub(crate) fn memory(&self, pathways: &Arc<PathwaysInForce>, record: Id, version: &str) -> Arc<CaseMemory> {
        self.with(pathways, |known| {
            if known.states.len() >= STATES {
                known.states.clear();
            }
            Arc::clone(known.states.entry((record, version.to_owned())).or_default())
        })
    }

    /// The rows of a case that is written, kept for whoever reads them.
    pub(crate) fn written(
        &self,
        pathways: &Arc<PathwaysInForce>,
        record: &RecordView<'_>,
        stamp: Option<Stamp>,
    ) -> Arc<[CaseRow]> {
        let rows: Arc<[CaseRow]> = match RunningCase::of(pathways, record) {
            Ok(Some(case)) => case.rows_remembering(&self.memory(pathways, record.id, &case.running.version)).into(),
            Ok(None) | Err(_) => work_of(pathways, record).into(),
        };
        if let Some(stamp) = stamp {
            self.keep(pathways, record.id, stamp, &rows);
        }
        rows
    }

    /// The rows of a case as of the last fact about its person; found out where they are not known.
    pub(crate) fn read(
        &self,
        pathways: &Arc<PathwaysInForce>,
        record: Id,
        stamp: Stamp,
        find: impl FnOnce() -> Vec<CaseRow>,
    ) -> Arc<[CaseRow]> {
        let known = self.with(pathways, |known| known.rows.get(&record).cloned());
        if let Some((_, rows)) = known.filter(|(then, _)| *then == stamp) {
            return rows;
        }
        let rows: Arc<[CaseRow]> = find().into();
        self.keep(pathways, record, stamp, &rows);
        rows
    }

    fn keep(&self, pathways: &Arc<PathwaysInForce>, record: Id, stamp: Stamp, rows: &Arc<[CaseRow]>) {
        self.with(pathways, |known| {
            if known.rows.len() >= ROWS {
                known.rows.clear();
            }
            known.rows.insert(record, (stamp, Arc::clone(rows)));
        });
    }

    /// What is known on these pathways; nothing that was found out on others.
    fn with<T>(&self, pathways: &Arc<PathwaysInForce>, of: impl FnOnce(&mut Known) -> T) -> T {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if !Arc::ptr_eq(&known.pathways, pathways) {
            *known = Known { pathways: Arc::clone(pathways), ..Known::default() };
        }
        of(&mut known)
    }
}
