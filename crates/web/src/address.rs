//! Where people reach an instance: by this cookies are marked, and requests under another name are refused.

use std::str::FromStr;

use axum::http::HeaderMap;
use axum::http::header::HOST;
use axum::http::uri::{Authority, Scheme, Uri};

/// Where people reach an instance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicAddress(Reached);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Reached {
    /// From this machine alone, under whatever port.
    Loopback,
    /// By TLS under this name, from outside.
    Named(String),
}

/// What was given is no address under which people can safely reach an instance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an address from outside is `https://` and a name, without a path")]
pub struct AddressError;

impl PublicAddress {
    /// From this machine alone.
    pub fn loopback() -> Self {
        Self(Reached::Loopback)
    }

    /// Whether people come by TLS, so that cookies are marked for it.
    pub fn is_secure(&self) -> bool {
        matches!(self.0, Reached::Named(_))
    }

    /// Whether a request was sent to this address. A name that is not ours is somebody else's page pointing here.
    pub(crate) fn admits(&self, headers: &HeaderMap) -> bool {
        let named = headers.get(HOST).and_then(|host| host.to_str().ok());
        let Some(host) = named.and_then(|named| named.parse::<Authority>().ok()) else { return false };
        match &self.0 {
            Reached::Loopback => matches!(host.host(), "localhost" | "127.0.0.1" | "[::1]"),
            Reached::Named(name) => host.as_str().eq_ignore_ascii_case(name),
        }
    }
}

impl FromStr for PublicAddress {
    type Err = AddressError;

    fn from_str(text: &str) -> Result<Self, AddressError> {
        let address: Uri = text.parse().map_err(|_| AddressError)?;
        let bare = matches!(address.path(), "" | "/") && address.query().is_none();
        let named = address.authority().filter(|named| !named.as_str().contains('@'));
        match (address.scheme() == Some(&Scheme::HTTPS) && bare, named) {
            (true, Some(named)) => Ok(Self(Reached::Named(named.as_str().to_owned()))),
            _ => Err(AddressError),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(address: &PublicAddress, host: &str, expected: bool) {
        let mut headers = HeaderMap::new();
        headers.insert(HOST, host.parse().unwrap());
        assert_eq!(address.admits(&headers), expected, "{host}");
    }

    #[test]
    fn requests_under_another_name_are_not_ours() {
        let public: PublicAddress = "https://onward.example".parse().unwrap();
        for (host, ours) in [("onward.example", true), ("Onward.Example", true), ("onward.example:8443", false)] {
            check(&public, host, ours);
        }
        for (host, ours) in [("evil.example", false), ("onward.example.evil", false), ("127.0.0.1", false)] {
            check(&public, host, ours);
        }
        let here = PublicAddress::loopback();
        for (host, ours) in [("127.0.0.1:8080", true), ("localhost", true), ("[::1]:80", true), ("10.0.0.1", false)] {
            check(&here, host, ours);
        }
        assert!(!here.admits(&HeaderMap::new()), "a request that names nobody");
        assert!(public.is_secure() && !here.is_secure());
    }

    #[test]
    fn an_address_from_outside_is_by_tls_and_has_no_path() {
        assert!("https://onward.example:8443".parse::<PublicAddress>().is_ok());
        for bad in ["http://onward.example", "onward.example", "https://a@b.example", "https://a.example/x", ""] {
            assert_eq!(bad.parse::<PublicAddress>(), Err(AddressError), "{bad}");
        }
    }
}
