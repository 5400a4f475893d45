//! The three cookies: the session, the door (which ties a sign-in form to one browser) and the language.

use axum::http::{HeaderMap, HeaderName, header};
use axum::response::AppendHeaders;

use crate::say::Tongue;
use crate::signin::token::Token;

const LANGUAGE: &str = "onward-language";

/// Headers that set cookies.
pub fn set<const N: usize>(cookies: [String; N]) -> AppendHeaders<[(HeaderName, String); N]> {
    AppendHeaders(cookies.map(|cookie| (header::SET_COOKIE, cookie)))
}

/// Keeps the session's token until the browser closes.
pub fn session(token: Token, secure: bool) -> String {
    kept(session_name(secure), &token.to_cookie(), secure)
}

/// Keeps the token of somebody who has not signed in yet.
pub fn door(token: Token, secure: bool) -> String {
    kept(door_name(secure), &token.to_cookie(), secure)
}

/// Takes the session's cookie away.
pub fn forget_session(secure: bool) -> String {
    kept(session_name(secure), "", secure) + "; Max-Age=0"
}

/// Takes the door's cookie away.
pub fn forget_door(secure: bool) -> String {
    kept(door_name(secure), "", secure) + "; Max-Age=0"
}

/// Remembers a language for a year; it is no secret, and scripts have no need of it either.
pub fn language(tongue: Tongue, secure: bool) -> String {
    kept(LANGUAGE, tongue.tag(), secure) + "; Max-Age=31536000"
}

/// The session's token, where the browser sent one.
pub fn session_of(headers: &HeaderMap, secure: bool) -> Option<Token> {
    find(headers, session_name(secure)).and_then(Token::from_cookie)
}

/// The door's token, where the browser sent one.
pub fn door_of(headers: &HeaderMap, secure: bool) -> Option<Token> {
    find(headers, door_name(secure)).and_then(Token::from_cookie)
}

/// The remembered language.
pub fn language_of(headers: &HeaderMap) -> Option<&str> {
    find(headers, LANGUAGE)
}

/// `__Host-` cookies cannot be set by a neighbouring host; they need `Secure`, which loopback lacks.
fn session_name(secure: bool) -> &'static str {
    if secure { "__Host-onward-session" } else { "onward-session" }
}

fn door_name(secure: bool) -> &'static str {
    if secure { "__Host-onward-door" } else { "onward-door" }
}

fn kept(name: &str, value: &str, secure: bool) -> String {
    let secure = if secure { "; Secure" } else { "" };
    format!("{name}={value}; Path=/; HttpOnly; SameSite=Strict{secure}")
}

fn find<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let lines = headers.get_all(header::COOKIE).iter().filter_map(|line| line.to_str().ok());
    let mut pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(found, _)| *found == name).map(|(_, value)| value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cookies_are_for_this_site_and_no_script() {
        let cookie = kept("a", "b", true);
        assert_eq!(cookie, "a=b; Path=/; HttpOnly; SameSite=Strict; Secure");
        assert!(!kept("a", "b", false).contains("Secure"));
        assert!(session_name(true).starts_with("__Host-"));
    }

    #[test]
    fn a_cookie_is_found_by_its_whole_name() {
        let mut headers = HeaderMap::new();
        headers.append(header::COOKIE, "x-onward-language=fr; onward-language=ar".parse().unwrap());
        assert_eq!(language_of(&headers), Some("ar"));
        assert_eq!(find(&headers, "language"), None);
    }
}
