//! The shipped packs, with what a test wants to see and no shipped pack has: a title in English alone, a right
//! without words, and a citation that somebody compared with the law.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use casework::Refusal;
use casework::view::{Decided, Proposal};
use futures::FutureExt;
use futures::future::ready;
use model::{Date, Id, Lang, Text};
use packs::{LoadOptions, Pack, Packs, Source};
use rules::measure::Measure;
use web::chart::Split;
use web::ports::library::{Changed, Figures, Loss};
use web::ports::{Asker, Change, Library, PortError, Reply};

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
    /// Whether the next change takes something from somebody, and from whom figures are shown.
    loses: bool,
    real: bool,
    proposals: BTreeMap<Id, Proposal>,
}

impl State {
    /// A change of what is in force touches the pack's first measure; a new pack touches nothing.
    fn change(&self, source: &Source) -> Change {
        let there = self.packs.pack(&source.name).filter(|_| self.files.contains_key(&source.name));
        let measures = there.iter().filter_map(|pack| pack.measures.first());
        let figures = |synthetic, people, lost| Figures {
            on: day("2020-12-01"),
            people: Some(people),
            synthetic,
            before: Split { yes: Some(people - 500), needs: Some(200), no: Some(300) },
            after: Split { yes: Some(people - 500 - lost), needs: Some(200), no: Some(300 + lost) },
            gained: synthetic.then_some(0),
            lost: Some(lost),
            undecidable: Some(0),
        };
        let lost = if self.loses { 312 } else { 0 };
        let changed = |measure: &Measure| Changed {
            pack: measure.pack.clone(),
            measure: measure.id.clone(),
            title: measure.title.clone(),
            loss: self.loses.then_some(Loss::Somebody),
            record: Some(figures(!self.real, 20_077, lost)),
            invented: Some(figures(true, 3_041, lost)),
        };
        Change { takes_away: self.loses && there.is_some(), measures: measures.map(changed).collect(), threshold: 10 }
    }

    fn put(&mut self, source: Source) {
        let shipped = packs().pack(&source.name).cloned();
        let there = &mut Arc::make_mut(&mut self.packs).packs;
        there.retain(|other| other.name != source.name);
        there.extend(shipped);
        self.files.insert(source.name, source.files);
    }

    fn made(&self, asker: &Asker, source: Source, reason: String) -> Proposal {
        let role = if asker.actor.account == "paula" { "PA" } else { "DP" };
        Proposal {
            replaces: self.packs.pack(&source.name).map(|pack| pack.hash.clone()),
            hash: source.hash(),
            name: source.name,
            version: "1.0.0".into(),
            files: source.files,
            takes_away: vec!["portugal-pending-regular/pending-counts-as-regular".into()],
            reason,
            by: asker.actor.account.clone(),
            roles: vec![role.into()],
            controller: "agency".into(),
            at: super::NOON,
            decided: None,
        }
    }

    /// As the record decides; its own tests say who may.
    fn conclude(&mut self, asker: Asker, id: Id, approve: bool, reason: String) -> Result<(), PortError> {
        let made = self.proposals.get_mut(&id).ok_or(Refusal::NotFound)?;
        let by = asker.actor.account;
        if made.decided.is_some() {
            return Err(Refusal::ExistsAlready.into());
        }
        if (approve && made.by == by) || (by == "paula" && made.by != by) {
            return Err(Refusal::NeedsAnotherPerson.into());
        }
        made.decided = Some(Decided { approved: approve, by, at: super::NOON, reason });
        let source = Source::new(made.name.clone(), std::mem::take(&mut made.files));
        if approve {
            self.put(source);
        }
        Ok(())
    }
}

impl Shelf {
    /// Every shipped pack is in force.
    pub fn new(packs: Arc<Packs>) -> Self {
        let shipped =
            Source::shipped_names().into_iter().filter_map(|name| Some((Source::shipped(&name)?.files, name)));
        let files = shipped.map(|(files, name)| (name, files)).collect();
        let (installed, proposals) = (Vec::new(), BTreeMap::new());
        Self { state: Mutex::new(State { packs, files, installed, loses: false, real: false, proposals }) }
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

    /// Every change takes something from somebody.
    pub fn loses(&self) {
        self.locked(|state| state.loses = true);
    }

    /// The people on record are real.
    pub fn real(&self) {
        self.locked(|state| state.real = true);
    }

    /// What was proposed.
    pub fn proposed(&self) -> BTreeMap<Id, Proposal> {
        self.locked(|state| state.proposals.clone())
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

    fn change(&self, source: Source) -> Reply<'_, Change> {
        ready(Ok(self.locked(|state| state.change(&source)))).boxed()
    }

    fn install(&self, asker: Asker, source: Source) -> Reply<'_, ()> {
        let done = self.locked(|state| {
            if state.change(&source).takes_away {
                return Err(Refusal::NeedsAnotherPerson.into());
            }
            state.installed.push((asker.actor.account, asker.purpose, source.name.clone()));
            state.put(source);
            Ok(())
        });
        ready(done).boxed()
    }

    fn propose(&self, asker: Asker, source: Source, reason: String) -> Reply<'_, Id> {
        let id = self.locked(|state| {
            let id = Id([u8::try_from(state.proposals.len()).unwrap_or(u8::MAX) + 100; 16]);
            let made = state.made(&asker, source, reason);
            state.proposals.insert(id, made);
            id
        });
        ready(Ok(id)).boxed()
    }

    fn proposals(&self) -> Reply<'_, BTreeMap<Id, Proposal>> {
        ready(Ok(self.locked(|state| state.proposals.clone()))).boxed()
    }

    fn conclude(&self, asker: Asker, proposal: Id, approve: bool, reason: String) -> Reply<'_, ()> {
        ready(self.locked(|state| state.conclude(asker, proposal, approve, reason))).boxed()
    }
}
