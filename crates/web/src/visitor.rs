//! Where a stranger comes from, as far as that is asked: so that none takes the time of all others. It is held in memory
//! while they wait, and written nowhere.
//!
//! Reached from outside there is a proxy before the server, which adds to `X-Forwarded-For` by whom it was reached: its word
//! is the last of the list, all before it is what the stranger says. A proxy that adds nothing makes all strangers one.

use std::convert::Infallible;
use std::net::{IpAddr, Ipv6Addr, SocketAddr};

use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::request::Parts;

use crate::app::App;

const FORWARDED: &str = "x-forwarded-for";

/// The other end of a connection.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Peer(pub SocketAddr);

/// Where a request comes from: an address, or the network of one that has as many as it likes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Visitor(pub String);

impl FromRequestParts<App> for Visitor {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Infallible> {
        let peer = parts.extensions.get::<Peer>().map(|peer| peer.0.ip());
        let proxied = app.settings.address.is_secure();
        Ok(Self::of(&parts.headers, peer, proxied))
    }
}

impl Visitor {
    fn of(headers: &HeaderMap, peer: Option<IpAddr>, proxied: bool) -> Self {
        let from = if proxied { forwarded(headers).or(peer) } else { peer };
        Self(from.map(network).unwrap_or_default())
    }
}

/// What the proxy itself has added.
fn forwarded(headers: &HeaderMap) -> Option<IpAddr> {
    let list = headers.get_all(FORWARDED).iter().next_back()?.to_str().ok()?;
    address_in(list.rsplit(',').next()?.trim())
}

/// An address as proxies write it: alone, in brackets, or with the port of the other end.
fn address_in(text: &str) -> Option<IpAddr> {
    let alone = text.strip_prefix('[').and_then(|text| text.strip_suffix(']')).unwrap_or(text);
    alone.parse().ok().or_else(|| text.parse().ok().map(|end: SocketAddr| end.ip()))
}

/// A site is given up to 2^80 addresses of the sixth version, 65536 networks of them, and counts as one.
fn network(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => Ipv6Addr::from(u128::from(address) >> 80 << 80).to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(forwarded: &[&str], proxied: bool, expect: &str) {
        let headers = forwarded.iter().map(|list| (FORWARDED.parse().unwrap(), list.parse().unwrap())).collect();
        let peer = Some("127.0.0.1".parse().unwrap());
        assert_eq!(Visitor::of(&headers, peer, proxied).0, expect, "{forwarded:?}");
    }

    #[test]
    fn behind_a_proxy_its_own_word_counts_and_what_a_stranger_says_before_it_does_not() {
        check(&["203.0.113.7"], true, "203.0.113.7");
        check(&["10.0.0.1, 203.0.113.7"], true, "203.0.113.7");
        check(&["10.0.0.1", "203.0.113.7"], true, "203.0.113.7");
        check(&[], true, "127.0.0.1");
        check(&["nobody"], true, "127.0.0.1");
    }

    #[test]
    fn the_port_of_the_other_end_is_no_part_of_the_address() {
        check(&["203.0.113.7:4711"], true, "203.0.113.7");
        check(&["[2001:db8:1:2::3]:4711"], true, "2001:db8:1::");
        check(&["[2001:db8:1:2::3]"], true, "2001:db8:1::");
        check(&["203.0.113.7:4711:1"], true, "127.0.0.1");
        check(&["203.0.113.7:port"], true, "127.0.0.1");
    }

    #[test]
    fn without_a_proxy_nobody_says_where_they_come_from() {
        check(&["203.0.113.7"], false, "127.0.0.1");
    }

    #[test]
    fn addresses_of_one_network_are_one_visitor() {
        check(&["2001:db8:1:2:3:4:5:6"], true, "2001:db8:1::");
        check(&["2001:db8:1:ffff:ffff::1"], true, "2001:db8:1::");
        check(&["2001:db8:2::1"], true, "2001:db8:2::");
        check(&["::ffff:203.0.113.7"], true, "203.0.113.7");
    }
}
