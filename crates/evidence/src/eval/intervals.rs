//! Terms as intervals for some rows: amounts, and the sort keys of a quota.

use rules::walk::{EvalError, Range};
use rules::{Bound, Term};

use super::BatchScene;

impl BatchScene<'_> {
    /// The interval in which a term lies for each of these rows; `None` where it does not apply.
    pub(crate) fn intervals(
        &self,
        bound: &Bound,
        term: &Term,
        rows: &[usize],
    ) -> Result<Vec<Option<Range>>, EvalError> {
        let cells = self.term(bound, term)?;
        rows.iter().map(|row| cells.at(*row).map_or(Ok(None), super::ValueCell::range)).collect()
    }
}
