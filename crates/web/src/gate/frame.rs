//! The frame of a page: who reads it, in which language, where, and on what kind of instance.

use std::collections::BTreeMap;

use axum::extract::Query;
use axum::http::request::Parts;
use axum::http::{Uri, header};
use casework::{Action, authorise, may_propose};
use model::Date;

use super::cookies;
use crate::app::App;
use crate::ports::{Instance, PortError};
use crate::say::{Arg, Html, Say, Tongue};
use crate::signin::session::Session;
use crate::signin::token::Token;

/// What every page is drawn in.
#[derive(Clone)]
pub struct Frame {
    /// Speaks the reader's language.
    pub say: Say,
    /// Who reads, where somebody signed in.
    pub session: Option<Session>,
    /// What the instance is.
    pub instance: Instance,
    /// The path of the page.
    pub path: String,
    /// Ties forms to this browser: the session's token, or the door's.
    pub anchor: Option<Token>,
    /// Carried by every form of the page; empty where there is nothing to tie it to.
    pub form_token: String,
    query: BTreeMap<String, String>,
}

impl Frame {
    /// The frame of a request.
    pub async fn of(app: &App, parts: &Parts) -> Result<Self, PortError> {
        let secure = app.settings.secure;
        let query = query_of(&parts.uri);
        let accepted = parts.headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
        let asked = query.get("lang").map(String::as_str);
        let tongue = Tongue::choose(asked, cookies::language_of(&parts.headers), accepted);
        let session = match cookies::session_of(&parts.headers, secure) {
            Some(token) => Session::find(app, token).await?,
            None => None,
        };
        let anchor = session.as_ref().map(|session| session.token).or(cookies::door_of(&parts.headers, secure));
        let instance = app.ports.record.instance().await?;
        let path = parts.uri.path().to_owned();
        let frame =
            Self { say: Say { tongue }, session, instance, path, anchor: None, form_token: String::new(), query };
        Ok(frame.anchored(app, anchor))
    }

    /// The frame with its forms tied to a token.
    pub fn anchored(self, app: &App, anchor: Option<Token>) -> Self {
        let form_token = anchor.map(|token| token.form_token(&*app.ports.randomness)).unwrap_or_default();
        Self { anchor, form_token, ..self }
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
        self.say.rich("signed-in-as", &[("account", Arg::Text(self.account().unwrap_or_default()))])
    }

    /// Whether the reader may do something, so that a page offers it; the gate of its route decides anew.
    pub fn may(&self, action: Action, today: Date) -> bool {
        let purpose = super::purpose(self, action);
        let occasion = self.instance.occasion(&purpose, today);
        self.session.as_ref().is_some_and(|session| authorise(&session.actor, action, &occasion).is_ok())
    }

    /// Whether the reader may at least propose something to a second person.
    pub fn proposes(&self, action: Action, today: Date) -> bool {
        let purpose = super::purpose(self, action);
        let occasion = self.instance.occasion(&purpose, today);
        self.session.as_ref().is_some_and(|session| may_propose(&session.actor, action, &occasion))
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
    text.bytes().fold(String::new(), |out, byte| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => out + &char::from(byte).to_string(),
        byte => out + &format!("%{byte:02X}"),
    })
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
