//! One practice: what it is, who told of it, what it serves, and the pack that runs it or why none does.

use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::{Path, State};
use library::{Held, NotCarried, PackState, Practice};
use packs::Packs;

use super::instead::{self, Instead};
use super::{PracticeCard, ToldView, adopt_path, compare_path, english, recommendation_path, report, words};
use crate::app::{App, LibraryShelf};
use crate::gate::{DrawnPage, Failure, Frame, encode};
use crate::labels::plain_country;
use crate::say::{Html, Say};
use crate::words::{Objective, objectives};

/// Similar practices shown at most.
const ALIKE: usize = 4;

/// The page.
#[derive(Template)]
#[template(path = "studio/library/practice.html")]
pub(crate) struct PracticePage {
    pub frame: Arc<Frame>,
    pub card: PracticeCard,
    /// The practice as plain text, for the window's title.
    pub title: String,
    pub phase: String,
    pub reported_by: Html,
    pub countries: Vec<String>,
    pub groups: Vec<String>,
    /// The report's words.
    pub quote: Html,
    pub passages: Vec<Html>,
    pub figures: Vec<Html>,
    pub objectives: Vec<Objective>,
    /// Number and name.
    pub targets: Vec<(String, String)>,
    pub carried: Carried,
    /// Packs that run for the same need, where none runs this.
    pub instead: Vec<Instead>,
    /// Address and words of each.
    pub recommendations: Vec<(String, ToldView)>,
    /// Similar practices, each with the address of both side by side.
    pub alike: Vec<PracticeCard>,
    /// Address of the list from which to choose another one to compare with.
    pub choose: String,
}

/// The pack, or why there is none.
pub(crate) struct Carried {
    /// The pack's name and title, where it loads.
    pub pack: Option<(String, Html)>,
    /// Address of the installed pack.
    pub installed: Option<String>,
    /// Address of what installing it would change.
    pub adopt: Option<String>,
    /// The model rule that it adapts, for other countries: address and title.
    pub model: Option<(String, Html)>,
    /// What of the practice it does not run, where it runs the rest.
    pub missing: Vec<String>,
    /// Whether an author could write a pack: not where packs do not carry such a thing.
    pub writable: bool,
    /// Why it does not run, in the library's words; what its tests say is in English.
    pub reason: Option<ToldView>,
}

/// Shows the page.
pub async fn show(
    State(app): State<App>,
    Extension(frame): Extension<Arc<Frame>>,
    Path((actor, practice)): Path<(String, String)>,
) -> Result<DrawnPage, Failure> {
    let shelf = LibraryShelf::of(&app, &frame).await?;
    let (practice, held) = shelf.practice(&format!("{actor}/{practice}"))?;
    let packs = Arc::clone(&frame.in_force.packs);
    DrawnPage::of(&PracticePage::of(frame, &shelf, &packs, practice, held))
}

impl PracticePage {
    fn of(frame: Arc<Frame>, shelf: &LibraryShelf, packs: &Packs, practice: &Practice, held: &Held) -> Self {
        let say = frame.say;
        let library = &shelf.checked.library;
        let told = |one| ToldView::of(say, library.told_recommendation(one, say.tongue.tag()));
        Self {
            card: PracticeCard::of(say, shelf, practice, held),
            title: library.told_actor(practice, say.tongue.tag()).words.to_owned(),
            phase: words::phase(say, practice.phase),
            reported_by: english(&practice.reported_by),
            countries: practice.iso3.iter().map(|code| plain_country(packs, say, code)).collect(),
            groups: practice.groups.iter().map(|group| words::group(say, *group)).collect(),
            quote: english(&practice.quote),
            passages: practice.passages.iter().map(|passage| report::passage(say, *passage)).collect(),
            figures: practice.figures.iter().map(|figure| english(figure)).collect(),
            objectives: objectives(practice.gcm.iter().copied(), say),
            targets: targets(practice, say),
            carried: Carried::of(say, shelf, packs, practice, held),
            instead: if held.state == PackState::None { instead::of(say, shelf, packs, practice) } else { Vec::new() },
            recommendations: library
                .recommending(&practice.id)
                .map(|one| (recommendation_path(&one.id), told(one)))
                .collect(),
            alike: alike(say, shelf, practice),
            choose: format!("{}?compare={}", super::LIBRARY, encode(&practice.id)),
            frame,
        }
    }
}

/// Numbers and names of a practice's targets.
pub(super) fn targets(practice: &Practice, say: Say) -> Vec<(String, String)> {
    practice.sdg.iter().map(|target| (target.clone(), words::target(say, target))).collect()
}

impl Carried {
    pub(super) fn of(say: Say, shelf: &LibraryShelf, packs: &Packs, practice: &Practice, held: &Held) -> Self {
        let named = practice.pack();
        let loaded = named.and_then(|name| shelf.checked.pack(name)).map(|(_, pack)| pack);
        Self {
            pack: loaded.map(|pack| (pack.name.clone(), say.text(&pack.title))),
            installed: named.filter(|name| packs.pack(name).is_some()).map(|name| format!("/studio/packs/{name}")),
            adopt: loaded.map(|pack| adopt_path(&pack.name)),
            model: loaded
                .and_then(|pack| shelf.checked.pack(pack.adapts.as_deref()?))
                .map(|(_, base)| (adopt_path(&base.name), say.text(&base.title))),
            missing: missing(say, practice, held),
            writable: held.state == PackState::None && NotCarried::from_code(&held.reason).is_none(),
            reason: matches!(held.state, PackState::Fails | PackState::None).then(|| reason(say, shelf, held)),
        }
    }
}

/// What packs do not carry yet is said to readers, not to those who write packs; other reasons are the practice's own.
fn reason(say: Say, shelf: &LibraryShelf, held: &Held) -> ToldView {
    match NotCarried::from_code(&held.reason) {
        Some(what) => ToldView::ours(&words::not_carried(say, what)),
        None => ToldView::of(say, shelf.checked.library.told_reason(&held.reason, say.tongue.tag())),
    }
}

fn missing(say: Say, practice: &Practice, held: &Held) -> Vec<String> {
    let partly = held.state == PackState::Partly;
    practice.missing().iter().filter(|_| partly).map(|one| words::missing(say, *one)).collect()
}

/// Practices that share most with one: its pack first, then kind, objectives and groups.
fn alike(say: Say, shelf: &LibraryShelf, practice: &Practice) -> Vec<PracticeCard> {
    let shared = |other: &Practice| {
        let pack = usize::from(practice.pack().is_some() && practice.pack() == other.pack());
        let objectives = practice.gcm.iter().filter(|number| other.gcm.contains(number)).count();
        let targets = practice.sdg.iter().filter(|target| other.sdg.contains(target)).count();
        let groups = practice.groups.iter().filter(|group| other.groups.contains(group)).count();
        8 * pack + 2 * usize::from(practice.kind == other.kind) + 2 * objectives + 2 * targets + groups
    };
    let mut others: Vec<_> = shelf.checked.practices().filter(|(other, _)| other.id != practice.id).collect();
    others.sort_by_key(|(other, _)| std::cmp::Reverse(shared(other)));
    let card = |(other, held): (&Practice, &Held)| PracticeCard {
        address: compare_path(&practice.id, &other.id),
        ..PracticeCard::of(say, shelf, other, held)
    };
    others.into_iter().take(ALIKE).map(card).collect()
}
