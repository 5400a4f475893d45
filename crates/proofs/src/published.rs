//! The keys that an issuer publishes, as a file of JSON:
//! `{"keys":[{"kid":"..","alg":"ES256","x":"..","y":"..","issuer":"..","from":"2026-01-01","until":null}]}`.
//!
//! A file is taken whole or refused whole: a key left out because it could not be read would pass for an unknown one.
//! The number of a key is a hint and proves nothing, so it is taken as it stands and several keys may share one.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use model::{Date, PartialDate};
use p256::Sec1Point;
use p256::ecdsa::VerifyingKey;
use serde::{Deserialize, Serialize};

use crate::ProofRefusal;
use crate::claims::is_issuer;
use crate::envelope::{Kid, SignedEnvelope, kid_of};

/// Why a file of keys is not taken.
#[derive(Debug, thiserror::Error)]
pub enum PublishedKeysError {
    /// It is not JSON of that shape.
    #[error("the file of keys cannot be read: {0}")]
    Json(#[from] serde_json::Error),
    /// A key cannot be one.
    #[error("key {number} of the file: `{field}` cannot be read")]
    Key {
        /// Which, from 1.
        number: usize,
        /// What of it.
        field: &'static str,
    },
}

/// One key that an issuer published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublishedKey {
    kid: Kid,
    pub(crate) issuer: String,
    from: Date,
    until: Option<Date>,
    pub(crate) point: VerifyingKey,
}

/// Keys of one issuer or several.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PublishedKeys(Vec<PublishedKey>);

/// A payload with the keys that signed it; there is at least one.
pub(crate) struct Signed<'e, 'k> {
    pub payload: &'e [u8],
    pub keys: Vec<&'k PublishedKey>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct KeysFile {
    keys: Vec<KeyRow>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct KeyRow {
    kid: String,
    alg: String,
    x: String,
    y: String,
    issuer: String,
    from: String,
    until: Option<String>,
}

impl PublishedKey {
    pub(crate) fn of(point: VerifyingKey, issuer: &str, from: Date, until: Option<Date>) -> Self {
        Self { kid: kid_of(&point), issuer: issuer.to_owned(), from, until, point }
    }

    /// Its number, in hexadecimal digits.
    pub fn kid(&self) -> String {
        hex::encode(self.kid)
    }

    /// Whose it is.
    pub fn issuer(&self) -> &str {
        &self.issuer
    }

    /// Whether it signs on a day.
    pub fn is_valid_on(&self, day: Date) -> bool {
        self.from <= day && self.until.is_none_or(|until| day <= until)
    }

    fn row(&self) -> KeyRow {
        let point = self.point.to_sec1_point(false);
        let half = |half: Option<&[u8]>| URL_SAFE_NO_PAD.encode(half.unwrap_or_default());
        KeyRow {
            kid: self.kid(),
            alg: "ES256".to_owned(),
            x: half(point.x().map(AsRef::as_ref)),
            y: half(point.y().map(AsRef::as_ref)),
            issuer: self.issuer.clone(),
            from: self.from.to_string(),
            until: self.until.map(|until| until.to_string()),
        }
    }
}

impl PublishedKeys {
    /// These keys.
    pub fn new(keys: Vec<PublishedKey>) -> Self {
        Self(keys)
    }

    /// The keys, in the order of the file.
    pub fn all(&self) -> &[PublishedKey] {
        &self.0
    }

    /// Reads a file of keys.
    pub fn read(json: &str) -> Result<Self, PublishedKeysError> {
        let KeysFile { keys } = serde_json::from_str(json)?;
        let read =
            |(at, row): (usize, &KeyRow)| row.key().map_err(|field| PublishedKeysError::Key { number: at + 1, field });
        keys.iter().enumerate().map(read).collect::<Result<_, _>>().map(Self)
    }

    /// Writes a file of keys.
    pub fn write(&self) -> String {
        let file = KeysFile { keys: self.0.iter().map(PublishedKey::row).collect() };
        serde_json::to_string(&file).unwrap_or_default()
    }

    /// What an envelope holds, with those of these keys that signed it.
    pub(crate) fn opened<'e>(&self, envelope: &'e SignedEnvelope) -> Result<Signed<'e, '_>, ProofRefusal> {
        let numbered: Vec<_> = self.0.iter().filter(|key| key.kid == envelope.kid()).collect();
        let signed = |key: &&PublishedKey| envelope.payload_signed_by(&key.point);
        match numbered.iter().find_map(signed) {
            _ if numbered.is_empty() => Err(ProofRefusal::UnknownKey),
            Some(payload) => {
                Ok(Signed { payload, keys: numbered.into_iter().filter(|key| signed(key).is_some()).collect() })
            }
            None => Err(ProofRefusal::Altered),
        }
    }
}

impl Signed<'_, '_> {
    /// Those of the keys that are an issuer's.
    pub fn keys_of(&self, issuer: &str) -> impl Iterator<Item = &PublishedKey> {
        self.keys.iter().copied().filter(move |key| key.issuer == issuer)
    }
}

impl KeyRow {
    fn key(&self) -> Result<PublishedKey, &'static str> {
        let from = day(&self.from).ok_or("from")?;
        let until = self.until.as_deref().map(|until| day(until).ok_or("until")).transpose()?;
        match self {
            _ if self.alg != "ES256" => Err("alg"),
            _ if !is_issuer(&self.issuer) => Err("issuer"),
            _ if until.is_some_and(|until| until < from) => Err("until"),
            _ => Ok(PublishedKey {
                kid: kid(&self.kid).ok_or("kid")?,
                issuer: self.issuer.clone(),
                from,
                until,
                point: point(&self.x, &self.y).ok_or("x")?,
            }),
        }
    }
}

fn day(text: &str) -> Option<Date> {
    text.parse::<PartialDate>().ok()?.exact()
}

fn kid(text: &str) -> Option<Kid> {
    let kid = hex::decode(text).ok()?.try_into().ok()?;
    (hex::encode(kid) == text).then_some(kid)
}

fn point(x: &str, y: &str) -> Option<VerifyingKey> {
    let half = |text: &str| <[u8; 32]>::try_from(URL_SAFE_NO_PAD.decode(text).ok()?).ok();
    let point = Sec1Point::from_affine_coordinates(&half(x)?.into(), &half(y)?.into(), false);
    VerifyingKey::from_sec1_point(&point).ok()
}
