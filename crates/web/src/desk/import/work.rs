//! The work on a file: a dry run, or the import itself, by the use case of the command line. It goes on whether or not
//! anybody watches, on a thread of its own: reading a file waits for nobody else.

use std::path::Path;
use std::sync::Arc;

use instance::import::{Import, ImportError, ImportWatch, RejectedRow};
use instance::{Acting, Fault, InForce};
use model::Id;
use tokio::runtime::Handle;

use crate::app::App;
use crate::uploads::{HandedBack, KEPT, Outcome, Refused, Stage, Upload};

/// Rows of a dry run that are shown.
const SHOWN: usize = 100;

/// Who imports, and by which packs.
pub(super) struct Job {
    pub acting: Acting,
    pub in_force: InForce,
    pub dry_run: bool,
}

/// Begins work on a file, unless it is under way.
pub(super) fn begin(app: &App, id: Id, job: Job) {
    let Some(upload) = app.uploads.begin(id, job.dry_run) else { return };
    let dry_run = job.dry_run;
    let (app, thread) = (app.clone(), app.clone());
    tokio::spawn(async move {
        let runtime = Handle::current();
        let work = tokio::task::spawn_blocking(move || runtime.block_on(work(&thread, id, &upload, &job)));
        let stage =
            work.await.unwrap_or_else(|_| refused(if dry_run { Refused::Unavailable } else { Refused::Broken }));
        app.uploads.over(id, stage, app.instance.now());
        sweep_later(&app);
    });
}

/// Looks once more when whatever lies there now is too old.
pub(super) fn sweep_later(app: &App) {
    let (uploads, instance) = (Arc::downgrade(&app.uploads), Arc::downgrade(&app.instance));
    tokio::spawn(async move {
        tokio::time::sleep(KEPT).await;
        if let (Some(uploads), Some(instance)) = (uploads.upgrade(), instance.upgrade()) {
            uploads.sweep(instance.now());
        }
    });
}

async fn work(app: &App, id: Id, upload: &Upload, job: &Job) -> Stage {
    let mapping = upload.mapping.clone().unwrap_or_default();
    let import = Import {
        file: &upload.file,
        choice: &upload.choice,
        mapping: &mapping,
        synthetic: upload.synthetic,
        dry_run: job.dry_run,
        without_ids: upload.without_ids,
    };
    let mut handed = vec![];
    let watch = ImportWatch {
        before: &mut |_| {},
        progress: &mut |rows| app.uploads.rows(id, rows),
        rejected: &mut |row| {
            if handed.len() < SHOWN {
                handed.push(HandedBack::of(row));
            }
        },
    };
    let done = app.instance.import(&job.in_force, &job.acting, &import, watch).await;
    let over = |stopped, report| Stage::Over(Arc::new(Outcome { dry_run: job.dry_run, stopped, report, handed }));
    match done {
        Ok(report) => over(false, report),
        Err(ImportError::Stopped { report, why, lost }) => {
            tracing::error!(fault = why.in_full(), "an import stopped on the way");
            if let Some(lost) = lost {
                tracing::error!(fault = lost.in_full(), "its rows handed back could not be written down");
            }
            over(true, *report)
        }
        Err(ImportError::Sheet(problems)) => refused(Refused::Sheet(problems)),
        Err(ImportError::NoIds { known, unknown, .. }) => refused(Refused::NoIds { known, unknown }),
        Err(ImportError::NotSynthetic) => refused(Refused::NotSynthetic),
        Err(ImportError::Fault(fault)) => refused(why(&fault, upload)),
    }
}

fn refused(why: Refused) -> Stage {
    Stage::Mapping(Some(Arc::new(why)))
}

fn why(fault: &Fault, upload: &Upload) -> Refused {
    match fault {
        Fault::File(words) => Refused::File(without_place(words, &upload.file)),
        Fault::Refused(_) => Refused::NotAllowed,
        Fault::Wait(_) => Refused::TooMuch,
        fault => {
            tracing::error!(fault = fault.in_full(), "a file could not be imported");
            Refused::Unavailable
        }
    }
}

/// Where files lie on the server is nothing to whoever brought one: neither its own place nor that of its rows handed back.
pub(super) fn without_place(words: &str, file: &Path) -> String {
    let mut left = words.replace(&format!("`{}`: ", file.display()), "");
    if let Some(folder) = file.parent() {
        left = left.replace(&format!("{}/", folder.display()), "");
    }
    left
}

impl HandedBack {
    fn of(row: &RejectedRow) -> Self {
        let RejectedRow { row, cell, reason, help, .. } = row;
        Self { row: *row, cell: cell.clone(), reason: reason.clone(), help: help.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_place_on_the_server_is_told() {
        for (words, told) in [
            ("`/srv/onward/uploads/7`: no table", "no table"),
            ("`/srv/onward/uploads/7.rejects.csv`: no space left", "`7.rejects.csv`: no space left"),
        ] {
            assert_eq!(without_place(words, Path::new("/srv/onward/uploads/7")), told);
        }
    }
}
