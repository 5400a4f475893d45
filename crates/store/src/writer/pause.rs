//! Between groups: the writer waits for the next, and where none comes leaves nothing behind that tells in which order it wrote.

use std::time::Duration;

use tokio::sync::mpsc;

use super::group::Writer;
use super::plan::Planned;

/// How long nobody writes before SQLite's log is emptied: it tells in which order rows were written.
const PAUSE: Duration = Duration::from_millis(250);

impl Writer {
    /// What is to be done next. Where nobody writes for a moment the log is emptied; whoever reads just then keeps it, and it is
    /// tried again.
    pub(super) async fn next(&mut self, planned: &mut mpsc::Receiver<Planned>) -> Option<Planned> {
        let mut is_empty = false;
        while !is_empty {
            match tokio::time::timeout(PAUSE, planned.recv()).await {
                Ok(next) => return next,
                Err(_) => is_empty = self.conn.empty_log().await.unwrap_or(false),
            }
        }
        planned.recv().await
    }
}
