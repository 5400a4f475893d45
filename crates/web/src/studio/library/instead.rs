//! What there is instead of a practice that no pack runs: packs that run for practices which answer the same systems of the
//! dialogue, or, where nothing is traced to it, the same objectives. They do other things, and the page says so.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use library::{PackState, Practice};
use packs::Packs;

use super::{adopt_path, words};
use crate::app::LibraryShelf;
use crate::say::{Html, Say};

/// Packs shown at most.
const MOST: usize = 4;

/// A pack that runs for the same need.
pub(crate) struct Instead {
    /// Where a click leads: to the pack in force, else to what installing it would change.
    pub address: String,
    pub title: Html,
    /// What it has in common with the practice: names of systems or objectives.
    pub shared: Vec<String>,
}

/// The packs that share most with a practice, the nearest first.
pub(super) fn of(say: Say, shelf: &LibraryShelf, packs: &Packs, practice: &Practice) -> Vec<Instead> {
    let mut found: BTreeMap<&str, (usize, Vec<String>)> = BTreeMap::new();
    let runs = |state| matches!(state, PackState::Runs | PackState::Partly);
    for (other, _) in shelf.checked.practices().filter(|(_, held)| runs(held.state)) {
        let Some(pack) = other.pack() else { continue };
        let shared = shared(say, shelf, practice, other);
        if shared.is_empty() {
            continue;
        }
        let groups = practice.groups.iter().filter(|group| other.groups.contains(group)).count();
        let score = 4 * shared.len() + groups;
        if found.get(pack).is_none_or(|(best, _)| *best < score) {
            found.insert(pack, (score, shared));
        }
    }
    let mut found: Vec<_> = found.into_iter().collect();
    found.sort_by_key(|(_, (score, _))| Reverse(*score));
    let view = |(name, (_, shared)): (&str, (usize, Vec<String>))| {
        let (_, pack) = shelf.checked.pack(name)?;
        let here = packs.pack(name).is_some();
        let address = if here { format!("/studio/packs/{name}") } else { adopt_path(name) };
        Some(Instead { address, title: say.text(&pack.title), shared })
    };
    found.into_iter().filter_map(view).take(MOST).collect()
}

/// Names of the systems that both answer; of objectives where no recommendation names the practice.
fn shared(say: Say, shelf: &LibraryShelf, practice: &Practice, other: &Practice) -> Vec<String> {
    let library = &shelf.checked.library;
    let wanted = library.systems(&practice.id);
    if wanted.is_empty() {
        let both = practice.gcm.iter().filter(|number| other.gcm.contains(number));
        return both.map(|number| crate::words::objective(say, *number)).collect();
    }
    library.systems(&other.id).intersection(&wanted).map(|system| words::system(say, system)).collect()
}
