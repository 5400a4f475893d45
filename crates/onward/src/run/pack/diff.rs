//! How two packs differ, file by file: what installing one would change.

use packs::diff::FileChange;
use packs::{LoadOptions, Packs, Source};
use pathways::{TriedPathway, loosened, succession};

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
    pathways_of(&old, &new);
    Ok(())
}

/// What the newer version of a pathway leaves behind, or loosens; nothing of a pack that does not load, which is said
/// where it is checked.
fn pathways_of(old: &Source, new: &Source) {
    let load = |source: &Source| packs::load(std::slice::from_ref(source), &LoadOptions::default()).ok();
    let Some((old, new)) = load(old).zip(load(new)) else { return };
    let all = |packs: &Packs| packs.packs.iter().flat_map(|pack| pack.pathways.clone()).collect::<Vec<_>>();
    let newer = all(&new);
    for TriedPathway { pathway, .. } in all(&old) {
        let next = newer.iter().map(|tried| &tried.pathway).find(|next| next.id == pathway.id);
        for lack in succession(&pathway, next) {
            out::say(format!("warning[{}]: where cases run on it: {}", lack.code, lack.what));
        }
        for what in next.map(|next| loosened(&pathway, next)).unwrap_or_default() {
            out::say(format!("note: `{}`: {what}; that takes two people", pathway.id));
        }
    }
}

/// Lines that only one side has, each marked.
fn show(change: &FileChange) {
    out::line(&change.path);
    change.removed.iter().for_each(|line| out::line(format!("- {line}")));
    change.added.iter().for_each(|line| out::line(format!("+ {line}")));
}
