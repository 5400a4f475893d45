//! The shipped packs, with what a test wants to see and no shipped pack has: a title in English alone, a right
//! without words, and a citation that somebody compared with the law.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use futures::FutureExt;
use futures::future::ready;
use model::{Date, Lang, Text};
use packs::measure::{Pack, Packs};
use packs::{LoadOptions, Source};
use web::ports::{Asker, Library, Reply};

static PACKS: LazyLock<Arc<Packs>> = LazyLock::new(|| Arc::new(shipped()));

/// The packs; read once in each process.
pub fn packs() -> Arc<Packs> {
    PACKS.clone()
}

/// A day; the first of all days where the text is none.
pub fn day(text: &str) -> Date {
    text.parse().unwrap_or(Date::MIN)
}

/// A text that reads the same in all four languages.
pub fn said(text: &str) -> Text {
    Text(["en", "fr", "es", "ar"].map(|lang| (Lang(lang.into()), text.to_owned())).into())
}

fn shipped() -> Packs {
    let sources: Vec<Source> = Source::shipped_names().iter().filter_map(|name| Source::shipped(name)).collect();
    let mut packs = packs::load(&sources, &LoadOptions::default()).unwrap_or_else(|problems| panic!("{problems:?}"));
    packs.packs.iter_mut().for_each(alter);
    packs
}

fn alter(pack: &mut Pack) {
    for measure in &mut pack.measures {
        match measure.id.as_str() {
            "automatic-renewal" => {
                pack.title = Text::english("Permits renewed by themselves");
                measure.title = pack.title.clone();
                measure.gives.push("right.without.words".into());
            }
            "pending-counts-as-regular" => {
                let rows = measure.params.values_mut().flat_map(|param| &mut param.rows);
                rows.for_each(|row| row.law.checked = Some(("M. Costa".into(), day("2026-10-01"))));
            }
            _ => {}
        }
    }
}

/// The packs in force, and who put one there.
pub struct Shelf {
    state: Mutex<State>,
}

struct State {
    packs: Arc<Packs>,
    files: BTreeMap<String, BTreeMap<String, String>>,
    installed: Vec<(String, String, String)>,
}

impl Shelf {
    /// Every shipped pack is in force.
    pub fn new(packs: Arc<Packs>) -> Self {
        let shipped =
            Source::shipped_names().into_iter().filter_map(|name| Some((Source::shipped(&name)?.files, name)));
        let files = shipped.map(|(files, name)| (name, files)).collect();
        Self { state: Mutex::new(State { packs, files, installed: Vec::new() }) }
    }

    /// Takes a pack out of force.
    pub fn without(&self, name: &str) {
        self.locked(|state| {
            state.files.remove(name);
            Arc::make_mut(&mut state.packs).packs.retain(|pack| pack.name != name);
        });
    }

    /// Leaves no pack in force.
    pub fn empty(&self) {
        self.locked(|state| {
            state.files.clear();
            Arc::make_mut(&mut state.packs).packs.clear();
        });
    }

    /// Has an older version of a pack in force: one line of one file was otherwise.
    pub fn older(&self, name: &str, file: &str, line: &str) {
        self.locked(|state| {
            let text = state.files.get_mut(name).and_then(|files| files.get_mut(file));
            if let Some(text) = text {
                text.push_str(line);
            }
        });
    }

    /// Account, purpose and pack of each installation.
    pub fn installed(&self) -> Vec<(String, String, String)> {
        self.locked(|state| state.installed.clone())
    }

    fn locked<T>(&self, work: impl FnOnce(&mut State) -> T) -> T {
        work(&mut self.state.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Library for Shelf {
    fn packs(&self) -> Arc<Packs> {
        self.locked(|state| state.packs.clone())
    }

    fn installed(&self, pack: String) -> Reply<'_, Option<BTreeMap<String, String>>> {
        ready(Ok(self.locked(|state| state.files.get(&pack).cloned()))).boxed()
    }

    fn install(&self, asker: Asker, pack: String) -> Reply<'_, ()> {
        self.locked(|state| {
            let shipped = packs().pack(&pack).cloned();
            let there = &mut Arc::make_mut(&mut state.packs).packs;
            there.retain(|other| other.name != pack);
            there.extend(shipped);
            state.files.extend(Source::shipped(&pack).map(|source| (pack.clone(), source.files)));
            state.installed.push((asker.actor.account, asker.purpose, pack));
        });
        ready(Ok(())).boxed()
    }
}
