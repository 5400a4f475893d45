//! Terms as intervals for some rows: amounts, and the sort keys of a quota.

use rules::walk::{EvalError, Range};
use rules::{Bound, Term, Truth};

use super::{BatchScene, settled};

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

    /// The same for an amount, which must not stay open for want of holidays that a calendar does not know.
    pub(crate) fn amounts(&self, bound: &Bound, term: &Term, rows: &[usize]) -> Result<Vec<Option<Range>>, EvalError> {
        let cells = self.term(bound, term)?;
        let amount = |row: &usize| {
            let Some(cell) = cells.at(*row) else { return Ok(None) };
            let known = if cell.is_exact() { Truth::True } else { Truth::Unknown };
            settled(bound, known, &[cell], &[term])?;
            cell.range()
        };
        rows.iter().map(amount).collect()
    }
}
