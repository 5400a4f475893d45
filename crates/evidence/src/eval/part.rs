//! Some rows of a scene as a scene of their own: what concerns few people is computed for few.
//!
//! Columns are taken over when they are first read. Where members matter, the households of the rows come whole.

use std::collections::HashMap;

use model::KindId;
use rules::expr::FieldRef;

use super::BatchScene;
use crate::frame::{FieldColumn, RecordColumn};
use crate::household::Runs;
use crate::kleene::Bits;

/// The scene that a part is of, and where the part's rows stand in it.
pub(super) struct Whole<'a> {
    scene: &'a BatchScene<'a>,
    rows: Vec<usize>,
    /// Whether the rows of the part are records of those of the whole: then it has no households, and what it reads of a
    /// head is the person's.
    pub(super) of_records: bool,
}

impl<'a> Whole<'a> {
    /// Rows that stand for records of these rows.
    pub(super) fn of_records(scene: &'a BatchScene<'a>, rows: Vec<usize>) -> Self {
        Self { scene, rows, of_records: true }
    }

    /// The scene, and where a row of the part stands in it.
    pub(super) fn parents(&self) -> (&'a BatchScene<'a>, &[usize]) {
        (self.scene, &self.rows)
    }
}

impl BatchScene<'_> {
    /// The scene of these rows alone, or of all rows of their households.
    pub(crate) fn part(&self, rows: &Bits, households: bool) -> BatchScene<'_> {
        let rows: Vec<usize> =
            if households { self.runs.holding(rows).iter().collect() } else { rows.iter().collect() };
        let runs = if households { self.runs.among(&rows) } else { Runs::alone(rows.len()) };
        let part = BatchScene::over(self.schema, rows.len(), runs, HashMap::new());
        BatchScene { whole: Some(Whole { scene: self, rows, of_records: false }), ..part }
    }

    /// Where a row of this part stands in the whole.
    pub(crate) fn in_whole(&self, row: usize) -> usize {
        self.whole.as_ref().map_or(row, |whole| whole.rows.get(row).copied().unwrap_or(usize::MAX))
    }

    /// The rows of this part that are among these of the whole.
    pub(crate) fn rows_among(&self, some: &Bits) -> Vec<usize> {
        (0..self.rows).filter(|row| some.has(self.in_whole(*row))).collect()
    }

    /// The records of a kind of each row.
    pub(super) fn records_of(&self, kind: KindId) -> RecordColumn {
        match &self.whole {
            Some(whole) => whole.scene.records_of(kind).rows(&whole.rows),
            None => self.records.get(&kind).cloned().unwrap_or_else(|| RecordColumn::unknown(self.rows)),
        }
    }

    /// A column of the whole, as far as this part has its rows.
    pub(super) fn of_whole(&self, field: FieldRef) -> Option<FieldColumn> {
        self.whole.as_ref().map(|whole| whole.scene.column(field).rows(&whole.rows))
    }
}
