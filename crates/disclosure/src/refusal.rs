//! Why figures are not released beside others.

use crate::figures::FiguresError;

/// Why figures are not released beside what was released before.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReleaseRefusal {
    /// The cells cannot be told apart from those of other releases.
    #[error(transparent)]
    Figures(#[from] FiguresError),
    /// The same count of the same day was another one when it was released: the record has moved under it.
    #[error("figures of this day were released before the record changed: `{0}` is another count now")]
    Moved(String),
    /// What is shown already gives away what these figures would add, whatever is hidden of them.
    #[error("beside what was released before, these figures would give away small counts even if all were hidden")]
    Exposed,
}
