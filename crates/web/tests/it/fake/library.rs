//! The shipped packs, with what a test wants to see and no shipped pack has: a title in English alone, a right
//! without words, and a citation that somebody compared with the law.

use std::sync::{Arc, LazyLock};

use model::{Date, Lang, Text};
use packs::measure::{Pack, Packs};
use packs::{LoadOptions, Source};

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
