//! The four cookies: the session, the door (which ties a sign-in form to one browser), the browser (by which it is known
//! again) and the language. Their names carry the instance's mark, for a browser does not tell ports apart.

use axum::http::{HeaderMap, HeaderName, header};
use axum::response::AppendHeaders;
use cookie::{Cookie, SameSite, time::Duration};
use instance::door::Token;

use crate::app::App;
use crate::say::Tongue;

const LANGUAGE: &str = "onward-language";
/// A browser is known for half a year, a language for a whole one.
const HALF_A_YEAR: Duration = Duration::days(180);
const A_YEAR: Duration = Duration::days(365);

/// A cookie that only this instance reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// The session's token, until the browser closes.
    Session,
    /// The token of somebody who has not signed in yet.
    Door,
    /// The token by which a browser is known where somebody signed in before.
    Browser,
}

/// Headers that set cookies.
pub fn set<const N: usize>(cookies: [String; N]) -> AppendHeaders<[(HeaderName, String); N]> {
    AppendHeaders(cookies.map(|cookie| (header::SET_COOKIE, cookie)))
}

impl Kept {
    /// Keeps a token.
    pub fn keep(self, token: Token, app: &App) -> String {
        let mut cookie = kept(self.name(app), token.to_text(), app);
        if self == Self::Browser {
            cookie.set_max_age(HALF_A_YEAR);
        }
        cookie.to_string()
    }

    /// Takes a cookie away.
    pub fn forget(self, app: &App) -> String {
        let mut cookie = kept(self.name(app), String::new(), app);
        cookie.set_max_age(Duration::ZERO);
        cookie.to_string()
    }

    /// The token, where the browser sent one.
    pub fn find(self, headers: &HeaderMap, app: &App) -> Option<Token> {
        find(headers, &self.name(app))?.parse().ok()
    }

    /// `__Host-` cookies cannot be set by a neighbouring host; they need TLS, which loopback lacks.
    fn name(self, app: &App) -> String {
        let host = if app.settings.address.is_secure() { "__Host-" } else { "" };
        let what = match self {
            Self::Session => "session",
            Self::Door => "door",
            Self::Browser => "browser",
        };
        format!("{host}onward-{what}-{}", app.instance.mark())
    }
}

/// Remembers a language; it is no secret, and scripts have no need of it either.
pub fn language(tongue: Tongue, app: &App) -> String {
    let mut cookie = kept(LANGUAGE.to_owned(), tongue.tag().to_owned(), app);
    cookie.set_max_age(A_YEAR);
    cookie.to_string()
}

/// The remembered language.
pub fn language_of(headers: &HeaderMap) -> Option<String> {
    find(headers, LANGUAGE)
}

fn kept(name: String, value: String, app: &App) -> Cookie<'static> {
    let cookie = Cookie::build((name, value)).path("/").http_only(true).same_site(SameSite::Strict);
    cookie.secure(app.settings.address.is_secure()).build()
}

fn find(headers: &HeaderMap, name: &str) -> Option<String> {
    let lines = headers.get_all(header::COOKIE).iter().filter_map(|line| line.to_str().ok());
    let mut pairs = lines.flat_map(Cookie::split_parse).flatten();
    pairs.find(|pair| pair.name() == name).map(|pair| pair.value().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cookie_is_found_by_its_whole_name() {
        let mut headers = HeaderMap::new();
        headers.append(header::COOKIE, "x-onward-language=fr; onward-language=ar".parse().unwrap());
        assert_eq!(language_of(&headers).as_deref(), Some("ar"));
        assert_eq!(find(&headers, "language"), None);
    }
}
