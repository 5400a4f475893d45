//! The frame of a page: who reads it, in which language, where, on what kind of instance, and what is in force there. All
//! of it is found once, at the gate, so that a page never shows two states of the instance.

use std::collections::BTreeMap;

use axum::extract::Query;
use axum::http::request::Parts;
use axum::http::{Uri, header};
use casework::Action;
use casework::view::Founded;
use instance::door::{OpenSession, Token};
use instance::{Acting, Fault, InForce, purpose_of};
use model::{Date, Timestamp, Zone};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::cookies::{self, Kept};
use super::form_token::form_token;
use crate::app::App;
use crate::say::{Html, MessageArg, Say, Tongue};

/// All but the unreserved characters of an address.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// What there is to look after: whoever may do one of these, or propose it, has administration.
pub(crate) const GOVERNING: [Action; 5] =
    [Action::GrantAccounts, Action::InstallPack, Action::Erase, Action::GovernPurposes, Action::ReadJournal];

/// What importing takes: whether a row changes somebody tells what is on record of them.
pub(crate) const IMPORTS: &[Action] = &[Action::Register, Action::ReadPersonal];

/// What registering somebody takes: at the office of whoever does it.
pub(crate) const REGISTERS: &[Action] = &[Action::Register];

/// What every page is drawn in.
#[derive(Clone)]
pub struct Frame {
    /// Speaks the reader's language.
    pub say: Say,
    /// Who reads, where somebody signed in.
    pub session: Option<OpenSession>,
    /// What the instance calls itself, and what it may hold.
    pub instance: Founded,
    /// What is in force.
    pub in_force: InForce,
    /// The day it is where the reader sits.
    pub today: Date,
    /// The path of the page.
    pub path: String,
    /// Ties forms to this browser: the session's token, or the door's.
    pub anchor: Option<Token>,
    /// Carried by every form of the page; empty where there is nothing to tie it to.
    pub form_token: String,
    query: BTreeMap<String, String>,
    zone: Zone,
    now: Timestamp,
}

impl Frame {
    /// The frame of a request.
    pub async fn of(app: &App, parts: &Parts) -> Result<Self, Fault> {
        let (query, tongue) = (query_of(&parts.uri), tongue_of(parts));
        let session = match Kept::Session.find(&parts.headers, app) {
            Some(token) => app.instance.session(token).await?,
            None => None,
        };
        let anchor = session.as_ref().map(|session| session.token).or(Kept::Door.find(&parts.headers, app));
        let (in_force, instance, now) =
            (app.instance.in_force().await?, app.instance.founded().clone(), app.instance.now());
        let seat = session.as_ref().and_then(|session| session.seat.as_ref());
        let (controller, office) =
            seat.map_or((instance.controller.as_str(), ""), |seat| (&seat.controller, &seat.office));
        let frame = Self {
            today: in_force.view.today(controller, office, now),
            zone: in_force.view.zone(controller, office),
            say: Say { tongue },
            session,
            instance,
            in_force,
            path: parts.uri.path().to_owned(),
            anchor: None,
            form_token: String::new(),
            query,
            now,
        };
        Ok(frame.anchored(app, anchor))
    }

    /// The frame with its forms tied to a token.
    pub fn anchored(self, app: &App, anchor: Option<Token>) -> Self {
        let form_token = anchor.map(|token| form_token(token, app.instance.random())).unwrap_or_default();
        Self { anchor, form_token, ..self }
    }

    /// The same page with what is in force by now.
    pub fn renewed(&self, in_force: InForce) -> Self {
        Self { in_force, ..self.clone() }
    }

    /// Whether the instance holds synthetic people only.
    pub fn trial(&self) -> bool {
        self.instance.mode == casework::Mode::Trial
    }

    /// What the address asks for under this name; empty is nothing.
    pub fn asked(&self, name: &str) -> Option<&str> {
        self.query.get(name).map(String::as_str).filter(|value| !value.is_empty())
    }

    /// All that the address asks for.
    pub fn query(&self) -> &BTreeMap<String, String> {
        &self.query
    }

    /// The language asked for on this very page, which is then remembered.
    pub fn language_asked(&self) -> Option<Tongue> {
        self.asked("lang").and_then(Tongue::from_tag)
    }

    /// Bytes that only this session comes by, for one use: the same ones whenever it asks.
    pub fn derived(&self, label: &str) -> [u8; 32] {
        self.anchor.map(|token| token.derive(&format!("onward page {label}"))).unwrap_or_default()
    }

    /// The other languages, each with the address of this page in it.
    pub fn other_languages(&self) -> Vec<(Tongue, String)> {
        let others = Tongue::ALL.into_iter().filter(|tongue| *tongue != self.say.tongue);
        others.map(|tongue| (tongue, self.with_query("lang", tongue.tag()))).collect()
    }

    /// The address of this page with one part of its query changed.
    pub fn with_query(&self, name: &str, value: &str) -> String {
        let mut query = self.query.clone();
        query.insert(name.into(), value.into());
        address(&self.path, &query)
    }

    /// The account's name, where somebody signed in.
    pub fn account(&self) -> Option<&str> {
        self.session.as_ref().map(|session| session.actor.account.as_str())
    }

    /// "Signed in as ...".
    pub fn signed_in_as(&self) -> Html {
        self.say.rich("signed-in-as", &[("account", MessageArg::Text(self.account().unwrap_or_default()))])
    }

    /// In which office the reader sits, where they may sit in several.
    pub fn seated_at(&self) -> Option<Html> {
        let session = self.session.as_ref().filter(|session| session.actor.seats().len() > 1)?;
        let seat = session.seat.as_ref()?;
        let named =
            self.in_force.view.office(&seat.controller, &seat.office).map_or(&seat.office, |office| &office.name);
        Some(self.say.rich("seated-at", &[("office", MessageArg::Text(named))]))
    }

    /// The reader, acting for the purpose of an action.
    pub fn acting(&self, action: Action) -> Result<Acting, Fault> {
        let session = self.session.as_ref().ok_or(casework::Refusal::NotAllowed)?;
        // Who has several seats and has not chosen acts in none.
        let seat = session.seat.as_ref().ok_or_else(|| Fault::NoSeat(session.actor.account.clone()))?;
        Acting::of(&self.in_force.view, &session.actor.account, Some(seat), purpose_of(action), None, self.now)
    }

    /// The day of a moment, where the reader sits.
    pub fn day_of(&self, at: Timestamp) -> Date {
        self.zone.day(at)
    }

    /// A moment to the minute, where the reader sits.
    pub fn moment(&self, at: Timestamp) -> Html {
        let (hour, minute) = self.zone.time(at);
        let time = format!("{hour:02}:{minute:02}");
        self.say.rich("moment", &[("day", MessageArg::Day(self.day_of(at))), ("time", MessageArg::Text(&time))])
    }

    /// What clocks show where the reader sits.
    pub fn clock(&self) -> &str {
        self.zone.name()
    }

    /// On which day the page is printed, for whoever finds it on paper.
    pub fn printed_on(&self) -> Html {
        self.say.rich("printed-on", &[("day", MessageArg::Day(self.today))])
    }

    /// Whether the reader may do something, so that a page offers it; the gate of its route decides anew.
    pub fn may(&self, action: Action) -> bool {
        self.acting(action).is_ok_and(|acting| acting.may(action).is_ok())
    }

    /// Whether a page leads to what this action opens: strangers are led there too, and sign in on the way.
    pub fn offers(&self, action: Action) -> bool {
        self.session.is_none() || self.may(action)
    }

    /// Whether the reader may do something to rows of the office where they sit, those to come included.
    pub fn may_here(&self, action: Action) -> bool {
        self.acting(action).is_ok_and(|acting| acting.may_here(action).is_ok())
    }

    /// Whether the reader may register people.
    pub fn may_register(&self) -> bool {
        REGISTERS.iter().all(|action| self.may_here(*action))
    }

    /// Whether the reader may import.
    pub fn may_import(&self) -> bool {
        IMPORTS.iter().all(|action| self.may_here(*action))
    }

    /// Whether the reader may do something to others than themselves.
    pub fn may_beyond_own(&self, action: Action) -> bool {
        self.acting(action).is_ok_and(|acting| acting.may_beyond_own(action).is_ok())
    }

    /// Whether the reader may at least propose something to a second person.
    pub fn proposes(&self, action: Action) -> bool {
        self.acting(action).is_ok_and(|acting| acting.may_propose(action))
    }

    /// Whether one of these actions is the reader's to do or to propose, so that a page offers what takes it.
    pub fn any_of(&self, actions: &[Action]) -> bool {
        actions.iter().any(|action| self.may_beyond_own(*action) || self.proposes(*action))
    }

    /// Whether anything in force has places, and the reader works with records.
    pub fn has_places(&self) -> bool {
        let takes = self.in_force.packs.schema.kinds().any(|kind| kind.takes.is_some());
        takes && self.session.is_some() && self.may(casework::Action::ReadPersonal)
    }

    /// Whether there is anything for the reader under "administration".
    pub fn governs(&self) -> bool {
        self.any_of(&GOVERNING)
    }

    /// Whether the page lies under this path; such a link of the navigation is marked.
    pub fn under(&self, path: &str) -> bool {
        self.path == path || self.path.strip_prefix(path).is_some_and(|rest| rest.starts_with('/'))
    }
}

/// A path with a query.
pub fn address(path: &str, query: &BTreeMap<String, String>) -> String {
    let pairs: Vec<String> = query.iter().map(|(name, value)| format!("{}={}", encode(name), encode(value))).collect();
    if pairs.is_empty() { path.to_owned() } else { format!("{path}?{}", pairs.join("&")) }
}

/// Percent-encoding of everything but the unreserved characters.
pub fn encode(text: &str) -> String {
    utf8_percent_encode(text, RESERVED).to_string()
}

/// The language that a request asks for, in its address, by a cookie, or by what the browser accepts.
pub(super) fn tongue_of(parts: &Parts) -> Tongue {
    let query = query_of(&parts.uri);
    let accepted = parts.headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    let asked = query.get("lang").map(String::as_str);
    Tongue::choose(asked, cookies::language_of(&parts.headers).as_deref(), accepted)
}

fn query_of(uri: &Uri) -> BTreeMap<String, String> {
    Query::try_from_uri(uri).map(|Query(query)| query).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_keeps_its_query_whole() {
        let query = BTreeMap::from([("on".to_owned(), "2020-04-01".to_owned()), ("a b".to_owned(), "é&=".to_owned())]);
        assert_eq!(address("/studio", &query), "/studio?a%20b=%C3%A9%26%3D&on=2020-04-01");
        assert_eq!(address("/studio", &BTreeMap::new()), "/studio");
    }
}
