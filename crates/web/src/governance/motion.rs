//! What is put before other people, in words.

use std::fmt::Write;

use casework::view::InstanceView;
use journal::{Basis, Grant, Motion};
use packs::Packs;

use crate::gate::Frame;
use crate::labels::isolated;
use crate::say::{Html, MessageArg, Say};
use crate::words;

/// A motion in words: a title, and what it says, line by line.
pub struct MotionView {
    /// What it is about.
    pub title: Html,
    /// The same without marks, for the head of a page.
    pub name: String,
    /// Whether rules are put in force by it, and not something else is done.
    pub is_pack: bool,
    /// What would be so.
    pub lines: Vec<Html>,
    /// What is so now.
    pub now: Vec<Html>,
}

impl MotionView {
    /// A motion as it reads beside what is in force.
    pub fn of(frame: &Frame, motion: &Motion) -> Self {
        let (say, view) = (frame.say, &frame.in_force.view);
        let account = |account: &str, grants: &[Grant]| {
            let there = view.accounts.get(account).map_or(&[][..], |there| &there.grants);
            let lines = |grants: &[Grant]| grants.iter().map(|grant| granted(say, view, grant)).collect();
            (lines(grants), lines(there))
        };
        let (lines, now) = match motion {
            Motion::Account { account: name, grants } => account(name, grants),
            Motion::Office { description, .. } => {
                let above = description.above.clone().unwrap_or_else(|| say.t("none"));
                let (zone, above) = (MessageArg::Text(&description.zone), MessageArg::Text(&above));
                (vec![say.rich("motion-office-says", &[("zone", zone), ("above", above)])], vec![])
            }
            Motion::Purpose { says, bases, .. } => {
                let bases: Vec<String> = bases.iter().map(|given| basis(say, *given)).collect();
                let bases = Html::escaped(&bases.join(&say.t("list-separator")));
                (vec![say.text(says), bases], vec![])
            }
            Motion::LiftHold { reference, .. } => (vec![isolated(reference)], vec![]),
            Motion::ResetPassword { .. } => (vec![Html::escaped(&say.t("motion-reset-says"))], vec![]),
            Motion::Forget { .. } => (vec![Html::escaped(&say.t("motion-forget-says"))], vec![]),
            Motion::Pack { .. } => (vec![], vec![]),
        };
        let is_pack = matches!(motion, Motion::Pack { .. });
        Self { title: title(frame, motion), name: say.t(kind(motion)), is_pack, lines, now }
    }
}

/// What kind of thing is proposed.
fn kind(motion: &Motion) -> &'static str {
    match motion {
        Motion::Pack { .. } => "motion-pack",
        Motion::Account { .. } => "motion-account",
        Motion::Office { .. } => "motion-office",
        Motion::Purpose { .. } => "motion-purpose",
        Motion::LiftHold { .. } => "motion-lift-hold",
        Motion::ResetPassword { .. } => "motion-reset",
        Motion::Forget { .. } => "motion-forget",
    }
}

/// A motion in one line.
pub fn title(frame: &Frame, motion: &Motion) -> Html {
    let (say, packs) = (frame.say, &frame.in_force.packs);
    let of = |what: Html| {
        say.rich("motion-of", &[("kind", MessageArg::Text(&say.t(kind(motion)))), ("what", MessageArg::Html(what))])
    };
    match motion {
        Motion::Pack { pack, .. } => pack_title(say, packs, &pack.name),
        Motion::Account { account, .. } | Motion::ResetPassword { account } => of(isolated(account)),
        Motion::Office { description, .. } => of(isolated(&description.name)),
        Motion::Purpose { purpose, .. } => of(isolated(purpose)),
        Motion::LiftHold { person, .. } | Motion::Forget { person } => of(isolated(&person.to_string())),
    }
}

/// What a pack is called: by the one in force, else by its name.
fn pack_title(say: Say, packs: &Packs, name: &str) -> Html {
    packs.pack(name).map_or_else(|| isolated(name), |pack| say.text(&pack.title))
}

/// One grant in a line: the role, the office, what it opens, until when.
pub fn granted(say: Say, view: &InstanceView, grant: &Grant) -> Html {
    let office = view.office(&grant.controller, &grant.office).map_or(&grant.office, |office| &office.name);
    let role = words::role(say, &grant.role);
    let mut line =
        say.rich("grant-line", &[("role", MessageArg::Text(&role)), ("office", MessageArg::Text(office))]).to_string();
    for compartment in &grant.compartments {
        let named = words::compartment(say, *compartment);
        let _ = write!(line, " <span class=\"tag seal\">{}</span>", crate::say::escape(&named));
    }
    if let Some(until) = grant.until {
        let _ = write!(line, " {}", say.rich("grant-until", &[("day", MessageArg::Day(until))]));
    }
    Html::trusted(line)
}

/// A legal basis in words.
pub fn basis(say: Say, basis: Basis) -> String {
    say.t(match basis {
        Basis::Consent => "basis-consent",
        Basis::VitalInterest => "basis-vital",
        Basis::PublicInterest => "basis-public",
        Basis::LegitimateInterest => "basis-legitimate",
        Basis::Contract => "basis-contract",
        Basis::LegalObligation => "basis-legal",
    })
}
