//! Into whose hands a record may be put: whoever works at the office of the reader, reads whose it is, and opens the wall before
//! it. The record itself asks the same once more when it is done.

use casework::{Action, RecordView, authorise, opens_wall, reads_kind};
use model::Kind;

use crate::desk::Desk;

/// Accounts that are offered at most.
const OFFERED: usize = 200;

impl Desk<'_> {
    pub(super) fn hands(&self, kind: &Kind, record: &RecordView<'_>) -> Vec<String> {
        let (view, now, occasion) = (&self.in_force.view, self.instance.now(), self.acting.occasion());
        let may = |account: &&String| {
            let theirs = view.actor(account, now).seated(&self.acting.seat);
            let reads = if kind.owns_itself() {
                reads_kind(&theirs, kind, &occasion)
            } else {
                authorise(&theirs, Action::ReadPersonal, &occasion)
            };
            let opens = opens_wall(&theirs, record.wall, record.owner, &occasion);
            opens && reads.is_ok_and(|scope| scope.admits(record.owner))
        };
        view.accounts.keys().filter(may).take(OFFERED).cloned().collect()
    }
}
