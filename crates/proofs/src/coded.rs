//! Claims as CBOR and back: a CBOR web token (RFC 8392) with one private claim.
//!
//! The private claim is `-798749` (the letters O, W and 1 by number), never the `-260` of health certificates: no
//! health app is to take a proof of status for one of its own, or the other way round.

use coset::cbor::value::Value;
use model::day_number;

use crate::cbor::{self, CborMap};
use crate::{ProofClaims, ProofEffect, ProofKind, moment};

/// Claim: who issued it.
pub(crate) const ISSUER: i64 = 1;
/// Claim: from when on it no longer holds.
pub(crate) const EXPIRY: i64 = 4;
/// Claim: since when it holds.
pub(crate) const ISSUED: i64 = 6;
/// Claim: everything else.
const CONTENT: i64 = -798_749;

const REFERENCE: i64 = 1;
const NAME: i64 = 2;
const BIRTH_YEAR: i64 = 3;
const EFFECT: i64 = 4;
const WORDS: i64 = 5;
const LAW: i64 = 6;
const VALID_UNTIL: i64 = 7;
const KIND: i64 = 8;
const SYNTHETIC: i64 = 9;

/// The bytes that are signed.
pub(crate) fn write(claims: &ProofClaims) -> Option<Vec<u8>> {
    cbor::write(&cbor::map([
        (ISSUER, claims.issuer.as_str().into()),
        (EXPIRY, moment::end(claims.expires).into()),
        (ISSUED, moment::begin(claims.issued).into()),
        (CONTENT, content(claims)),
    ]))
}

fn content(claims: &ProofClaims) -> Value {
    let fields = [
        (REFERENCE, Some(claims.reference.as_str().into())),
        (NAME, Some(claims.name.as_str().into())),
        (BIRTH_YEAR, claims.birth_year.map(Value::from)),
        (EFFECT, Some(claims.effect.code.as_str().into())),
        (WORDS, Some(claims.effect.words.as_str().into())),
        (LAW, Some(claims.law.as_str().into())),
        (VALID_UNTIL, claims.valid_until.map(|day| day_number(day).into())),
        (KIND, Some(claims.kind.word().into())),
        (SYNTHETIC, Some(claims.synthetic.into())),
    ];
    cbor::map(fields.into_iter().filter_map(|(key, value)| Some((key, value?))))
}

/// Reads them back. Whatever [`write`] would have written otherwise is no proof: unknown fields, other lengths,
/// another order, bytes that follow.
pub(crate) fn read(bytes: &[u8]) -> Option<ProofClaims> {
    let map = cbor::read(bytes)?;
    let claims = claims(&map, &map.map(CONTENT)?)?;
    (claims.fault().is_none() && write(&claims)? == bytes).then_some(claims)
}

fn claims(map: &CborMap, content: &CborMap) -> Option<ProofClaims> {
    Some(ProofClaims {
        issuer: map.text(ISSUER)?,
        reference: content.text(REFERENCE)?,
        kind: ProofKind::of(&content.text(KIND)?)?,
        name: content.text(NAME)?,
        birth_year: content.number(BIRTH_YEAR).and_then(|year| i16::try_from(year).ok()),
        effect: ProofEffect { code: content.text(EFFECT)?, words: content.text(WORDS)? },
        law: content.text(LAW)?,
        valid_until: content.number(VALID_UNTIL).and_then(|day| moment::numbered(day.try_into().ok()?)),
        issued: moment::begun(map.number(ISSUED)?)?,
        expires: moment::ended(map.number(EXPIRY)?)?,
        synthetic: content.get(SYNTHETIC)?.as_bool()?,
    })
}
