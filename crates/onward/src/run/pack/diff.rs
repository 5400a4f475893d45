//! How two packs differ, file by file: what installing one would change.

use packs::Source;
use packs::diff::FileChange;

use crate::cli::{AtArgs, PackDiff};
use crate::fail::Outcome;
use crate::{catalogue, open, out};

pub async fn run(args: &PackDiff) -> Outcome {
    let new = catalogue::sound(&args.pack)?;
    let old = match (&args.against, &args.dir) {
        (Some(against), _) => Some(catalogue::sound(against)?),
        (None, Some(dir)) => {
            let at = AtArgs { dir: dir.clone(), database: args.database.clone() };
            let store = open::store(&at).await?;
            let view = store.instance().await.map_err(instance::Fault::from)?;
            store.close().await;
            let there = view.packs.get(&instance::change::named(&new)?.name);
            there.map(|pack| Source::new(new.name.clone(), (*pack.files).clone()))
        }
        (None, None) => None,
    };
    let Some(old) = old else {
        out::say(format!("`{}` is not in force there: all of it is new", new.name));
        return Ok(());
    };
    packs::diff::changes(&old.files, &new.files).iter().for_each(show);
    Ok(())
}

/// Lines that only one side has, each marked.
fn show(change: &FileChange) {
    out::line(&change.path);
    change.removed.iter().for_each(|line| out::line(format!("- {line}")));
    change.added.iter().for_each(|line| out::line(format!("+ {line}")));
}
