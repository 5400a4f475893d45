//! The library in the studio: practices of the dialogue, found, read, compared, and adopted by installing their pack.
//!
//! Everything on these pages is public but installing, which the role table gives to few. What a pack runs is what its
//! tests showed when this program looked ([`library::Checked`]), not what the library claims.
//! Next: `list.rs`, the page one enters by.

pub mod adopt;
pub mod compare;
mod instead;
pub mod list;
pub mod practice;
pub mod recommendations;
mod report;
pub(crate) mod words;

use std::sync::Arc;

use library::search::{Line, index};
use library::{Checked, Held, PackState, Practice, ToldText};
use packs::Packs;

use crate::app::{App, LibraryShelf};
use crate::gate::{Failure, Frame, encode};
use crate::labels::plain_country;
use crate::say::{Html, Say, Tongue};

impl LibraryShelf {
    /// The one shelf of this program.
    pub async fn of(app: &App, frame: &Frame) -> Result<Arc<Self>, Failure> {
        let packs = Arc::clone(&frame.in_force.packs);
        let made = app.shelf.get_or_try_init(|| async move {
            let made = tokio::task::spawn_blocking(move || Self::made(&packs)).await;
            made.map_err(|_| Failure::Unavailable)?
        });
        made.await.cloned()
    }

    fn made(packs: &Packs) -> Result<Arc<Self>, Failure> {
        let checked = Checked::shipped().map_err(|problems| {
            tracing::error!(%problems, "the shipped library is unsound");
            Failure::Unavailable
        })?;
        let index = index(&checked, |practice, held| {
            Tongue::ALL.into_iter().flat_map(|tongue| labels(practice, held, packs, Say { tongue })).collect()
        });
        Ok(Arc::new(Self { checked, index }))
    }

    /// A practice, or no such page.
    pub fn practice(&self, id: &str) -> Result<(&Practice, &Held), Failure> {
        self.checked.practice(id).ok_or(Failure::NotFound)
    }
}

/// What a practice's codes are called in one language.
fn labels(practice: &Practice, held: &Held, packs: &Packs, say: Say) -> Vec<Line> {
    let groups = practice.groups.iter().map(|group| words::group(say, *group));
    let countries = practice.iso3.iter().map(|code| plain_country(packs, say, code));
    let objectives = practice.gcm.iter().map(|number| crate::words::objective(say, *number));
    let targets = practice.sdg.iter().map(|target| words::target(say, target));
    let single =
        [words::kind(say, practice.kind), words::phase(say, practice.phase), words::status(say, practice.status)];
    let running = matches!(held.state, PackState::Runs | PackState::Partly).then(|| words::pack_state(say, held.state));
    let line = |weight: f64| move |words: String| Line::new(say.tongue.tag(), weight, &words);
    let strong = groups.chain(countries).map(line(1.0));
    let weak = objectives.chain(targets).chain(single).chain(running).map(line(0.6));
    strong.chain(weak).collect()
}

/// Address of the library.
pub(crate) const LIBRARY: &str = "/studio/library";

/// Address of a practice.
pub(crate) fn practice_path(id: &str) -> String {
    format!("{LIBRARY}/practices/{id}")
}

/// Address of two practices side by side.
pub(crate) fn compare_path(a: &str, b: &str) -> String {
    format!("{LIBRARY}/compare?a={}&b={}", encode(a), encode(b))
}

/// Address of what installing a pack would change.
pub(crate) fn adopt_path(pack: &str) -> String {
    format!("{LIBRARY}/packs/{pack}")
}

/// Address of a recommendation.
pub(crate) fn recommendation_path(id: &str) -> String {
    let (part, id) = id.split_once('/').unwrap_or((id, ""));
    format!("{LIBRARY}/recommendations?part={}#{id}", encode(part))
}

/// English words of the library as such, whatever the language of the page.
pub(crate) fn english(words: &str) -> Html {
    Html::trusted(format!("<span lang=\"en\" dir=\"ltr\">{}</span>", crate::say::escape(words)))
}

/// A text of the library in the reader's language, or in English where it is not translated.
pub(crate) struct ToldView {
    pub words: Html,
    /// That nobody who speaks the language has read it yet; empty where somebody has.
    pub mark: Html,
}

impl ToldView {
    /// Our own words, in the reader's language.
    pub fn ours(words: &str) -> Self {
        Self { words: Html::escaped(words), mark: Html::default() }
    }

    pub fn of(say: Say, told: ToldText<'_>) -> Self {
        let here = told.lang == say.tongue.tag();
        let unread = crate::say::escape(&say.t("library-unread"));
        let mark = if told.reviewed { String::new() } else { format!(" <small class=\"unread\">{unread}</small>") };
        Self { words: if here { Html::escaped(told.words) } else { english(told.words) }, mark: Html::trusted(mark) }
    }
}

/// A practice in a list.
pub(crate) struct PracticeCard {
    /// Its id.
    pub id: String,
    /// Where a click leads.
    pub address: String,
    /// Whose it is.
    pub actor: Html,
    /// What it is.
    pub text: ToldView,
    /// What sort of thing, and how it stands.
    pub kind: String,
    pub status: String,
    /// Whether a pack runs it.
    pub state: State,
}

/// Whether a pack runs a practice, as class, mark and words.
pub(crate) struct State {
    pub class: &'static str,
    pub mark: &'static str,
    pub words: String,
}

impl State {
    pub fn of(say: Say, state: PackState) -> Self {
        let (class, mark) = match state {
            PackState::Runs => ("yes", "✓"),
            PackState::Partly => ("ask", "◐"),
            PackState::Fails => ("no", "×"),
            PackState::None => ("none", "–"),
        };
        Self { class, mark, words: words::pack_state(say, state) }
    }
}

impl PracticeCard {
    pub fn of(say: Say, shelf: &LibraryShelf, practice: &Practice, held: &Held) -> Self {
        let (library, lang) = (&shelf.checked.library, say.tongue.tag());
        let (actor, text) = (library.told_actor(practice, lang), library.told(practice, lang));
        Self {
            id: practice.id.clone(),
            address: practice_path(&practice.id),
            actor: ToldView::of(say, actor).words,
            // One mark for the card: whose it is may be unread where what it is has been read.
            text: ToldView::of(say, ToldText { reviewed: text.reviewed && actor.reviewed, ..text }),
            kind: words::kind(say, practice.kind),
            status: words::status(say, practice.status),
            state: State::of(say, held.state),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_shown_as_what_it_is_and_marked_where_no_speaker_has_read_it() {
        let say = Say { tongue: Tongue::Fr };
        let shown = |words, lang, reviewed| {
            let view = ToldView::of(say, ToldText { words, lang, reviewed });
            (view.words.to_string(), view.mark.to_string())
        };
        let (words, mark) = shown("Soins & abri", "fr", false);
        assert_eq!(words, "Soins &amp; abri");
        assert!(mark.contains("pas encore relue"), "{mark}");
        assert_eq!(shown("Soins", "fr", true), ("Soins".to_owned(), String::new()));
        let english = "<span lang=\"en\" dir=\"ltr\">Care</span>";
        assert_eq!(shown("Care", "en", true), (english.to_owned(), String::new()));
    }
}
