//! How two packs differ, file by file: what installing one would change.

use std::collections::BTreeSet;

use packs::Source;

use crate::cli::{At, PackDiff};
use crate::fail::{Fail, Outcome};
use crate::instance::Instance;
use crate::{catalogue, out};

pub async fn run(args: &PackDiff) -> Outcome {
    let new = catalogue::sound(&args.pack)?;
    let old = match (&args.against, &args.dir) {
        (Some(against), _) => Some(catalogue::sound(against)?),
        (None, Some(dir)) => {
            let at = At { dir: dir.clone(), database: args.database.clone() };
            let store = Instance::store(&at).await?;
            let view = store.instance().await.map_err(Fail::wrong)?;
            store.close().await;
            let there = view.packs.get(&new.name);
            there.map(|pack| Source::new(new.name.clone(), pack.files.clone()))
        }
        (None, None) => None,
    };
    let Some(old) = old else {
        out::say(format!("`{}` is not in force there: all of it is new", new.name));
        return Ok(());
    };
    let files: BTreeSet<&String> = old.files.keys().chain(new.files.keys()).collect();
    for file in files {
        show(file, old.files.get(file).map_or("", String::as_str), new.files.get(file).map_or("", String::as_str));
    }
    Ok(())
}

/// Lines that only one side has, each marked.
fn show(file: &str, old: &str, new: &str) {
    if old == new {
        return;
    }
    out::line(file);
    let (old_lines, new_lines): (Vec<&str>, Vec<&str>) = (old.lines().collect(), new.lines().collect());
    let start = old_lines.iter().zip(&new_lines).take_while(|(a, b)| a == b).count();
    let end = old_lines.iter().rev().zip(new_lines.iter().rev()).take_while(|(a, b)| a == b).count();
    let changed = |lines: &[&str], mark: char| {
        let last = lines.len().saturating_sub(end).max(start);
        lines.iter().take(last).skip(start).for_each(|line| out::line(format!("{mark} {line}")));
    };
    changed(&old_lines, '-');
    changed(&new_lines, '+');
}
