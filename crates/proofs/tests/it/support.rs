//! Who issues, what is issued, and a second way to write an envelope: by hand, with none of the crate's code.

use std::sync::LazyLock;

use model::Date;
use p256::ecdsa::signature::Signer;
use p256::ecdsa::{Signature, SigningKey};
use proofs::{IssuerKey, ProofClaims, ProofEffect, ProofKind, ProofRefusal, PublishedKeys, RevokedList, issue, verify};

pub const ISSUER: &str = "https://status.example.org";
pub const SEED: [u8; 32] = [7; 32];

pub fn day(text: &str) -> Date {
    text.parse().unwrap()
}

pub fn key_of(seed: u8) -> IssuerKey {
    IssuerKey::from_bytes(&[seed; 32]).unwrap()
}

pub fn key() -> IssuerKey {
    IssuerKey::from_bytes(&SEED).unwrap()
}

/// Made once: thousands of texts are held against them.
static KEYS: LazyLock<PublishedKeys> =
    LazyLock::new(|| PublishedKeys::new(vec![key().published(ISSUER, day("2026-01-01"), None)]));

pub fn keys() -> PublishedKeys {
    KEYS.clone()
}

pub fn claims() -> ProofClaims {
    ProofClaims {
        issuer: ISSUER.into(),
        reference: "7KQ4-M9XD-31TZ-PW0E".into(),
        kind: ProofKind::Status,
        name: "Amina Diallo".into(),
        birth_year: Some(1990),
        effect: ProofEffect {
            code: "temporary_protection".into(),
            words: "Temporary protection: may stay, work and use health care".into(),
        },
        law: "Directive 2001/55/EC, article 8".into(),
        valid_until: Some(day("2027-03-04")),
        issued: day("2026-03-05"),
        expires: day("2026-09-04"),
        synthetic: false,
    }
}

pub fn proof() -> String {
    issue(&claims(), &key()).unwrap()
}

/// Checks a text on a day within its time, with the keys of the issuer and no list.
pub fn checked(text: &str) -> Result<ProofClaims, ProofRefusal> {
    verify(text, &KEYS, None, day("2026-06-01"))
}

/// The code of a refusal, or `ok`, as the command line and the page come to it: the list is read first.
pub fn code(text: &str, keys: &PublishedKeys, revoked: Option<&str>, on: &str) -> String {
    let list = revoked.map(|list| RevokedList::read(list, keys)).transpose();
    match list.and_then(|list| verify(text, keys, list.as_ref(), day(on))) {
        Ok(_) => "ok".into(),
        Err(refusal) => refusal.code(),
    }
}

/// The bytes below base45.
pub fn packed(text: &str) -> Vec<u8> {
    base45::decode(text.split_once(':').unwrap().1).unwrap()
}

/// The bytes of the envelope, by an inflater of somebody else.
pub fn signed(text: &str) -> Vec<u8> {
    use std::io::Read;
    let mut bytes = Vec::new();
    flate2::read::ZlibDecoder::new(&packed(text)[..]).read_to_end(&mut bytes).unwrap();
    bytes
}

pub fn from_packed(packed: &[u8]) -> String {
    format!("OW1:{}", base45::encode(packed))
}

/// A proof of any bytes, packed as proofs are: one stored block.
pub fn from_signed(bytes: &[u8]) -> String {
    let length = u16::try_from(bytes.len()).unwrap();
    let (a, b) = bytes.iter().fold((1u32, 0u32), |(a, b), byte| {
        let a = (a + u32::from(*byte)) % 65_521;
        (a, (b + a) % 65_521)
    });
    let head = [&[0x78, 1, 1][..], &length.to_le_bytes(), &(!length).to_le_bytes()].concat();
    from_packed(&[&head[..], bytes, &(b << 16 | a).to_be_bytes()].concat())
}

/// CBOR: the head of an item.
pub fn head(major: u8, number: usize) -> Vec<u8> {
    let kind = major << 5;
    match number {
        0..24 => vec![kind | u8::try_from(number).unwrap()],
        24..256 => vec![kind + 24, u8::try_from(number).unwrap()],
        256..65_536 => [&[kind + 25][..], &u16::try_from(number).unwrap().to_be_bytes()].concat(),
        _ => [&[kind + 26][..], &u32::try_from(number).unwrap().to_be_bytes()].concat(),
    }
}

/// CBOR: bytes.
pub fn bytes(bytes: &[u8]) -> Vec<u8> {
    [head(2, bytes.len()), bytes.to_vec()].concat()
}

/// CBOR: a text.
pub fn text(text: &str) -> Vec<u8> {
    [head(3, text.len()), text.as_bytes().to_vec()].concat()
}

/// An envelope written by hand over these headers and this payload, signed with the key of a seed.
pub fn envelope(protected: &[u8], unprotected: &[u8], payload: &[u8], seed: &[u8; 32]) -> Vec<u8> {
    let signing = SigningKey::from_slice(seed).unwrap();
    let to_sign = [head(4, 4), text("Signature1"), bytes(protected), bytes(&[]), bytes(payload)].concat();
    let signature: Signature = signing.sign(&to_sign);
    [&[0xd2, 0x84][..], &bytes(protected), unprotected, &bytes(payload), &bytes(&signature.to_bytes())].concat()
}

/// The payload of a proof, found by hand.
pub fn payload(text: &str) -> Vec<u8> {
    let signed = signed(text);
    // Tag, array, 14 bytes of headers (a string of 13), an empty map, then the payload with a length of one or two bytes.
    let rest = &signed[17..];
    match rest {
        [0x58, length, rest @ ..] => rest[..usize::from(*length)].to_vec(),
        [0x59, high, low, rest @ ..] => rest[..usize::from(*high) << 8 | usize::from(*low)].to_vec(),
        _ => panic!("{rest:?}"),
    }
}

/// The number of the key of a seed, as bytes.
pub fn kid(seed: &[u8; 32]) -> Vec<u8> {
    let key = IssuerKey::from_bytes(seed).unwrap().published(ISSUER, day("2026-01-01"), None);
    hex::decode(key.kid()).unwrap()
}

/// The protected header of proofs.
pub fn protected(kid: &[u8]) -> Vec<u8> {
    [&[0xa2, 1, 0x26, 4][..], &bytes(kid)].concat()
}
