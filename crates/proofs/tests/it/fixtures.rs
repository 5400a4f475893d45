//! `e2e/fixtures/proofs.json`: what the crate says of many texts, for the page in the browser to say the same.
//!
//! A difference fails here, and says where the new file lies.

use std::path::PathBuf;

use model::Timestamp;
use proofs::{ProofClaims, PublishedKeys, RevokedList, issue, verify};
use serde_json::{Value, json};

use crate::support::{
    ISSUER, SEED, bytes, claims, code, day, envelope, from_packed, from_signed, key, key_of, keys, kid, packed,
    payload, proof, protected, signed,
};

const ON: &str = "2026-06-01";
const OTHER: &str = "https://other.example.org";
const MADE: Timestamp = Timestamp(1_777_636_800_000_000);

/// One text and what is said of it.
fn case(name: &str, text: &str, keys: &PublishedKeys, revoked: Option<&str>, on: &str) -> Value {
    let list = revoked.map(|list| RevokedList::read(list, keys)).transpose();
    let answer = list.and_then(|list| verify(text, keys, list.as_ref(), day(on)));
    let why = answer.as_ref().err().map(ToString::to_string);
    let code = answer.as_ref().err().map(|refusal| refusal.code());
    let claims = answer.ok();
    let keys: Value = serde_json::from_str(&keys.write()).unwrap();
    json!({
        "name": name, "text": text, "keys": keys, "revoked": revoked, "on": on,
        "ok": claims.is_some(), "code": code, "why": why, "claims": claims,
    })
}

fn cases() -> Vec<Value> {
    [taken(), by_day_and_key(), by_list(), by_text(), by_envelope(), by_content()].concat()
}

fn plain(name: &str, text: &str) -> Value {
    case(name, text, &keys(), None, ON)
}

fn taken() -> Vec<Value> {
    let issued = |claims: &ProofClaims| issue(claims, &key()).unwrap();
    let arabic = ProofClaims { name: "فاطمة الزهراء".into(), law: "محكمة ".repeat(8), ..claims() };
    vec![
        plain("a proof", &proof()),
        plain(
            "nothing known of year or end",
            &issued(&ProofClaims { birth_year: None, valid_until: None, ..claims() }),
        ),
        plain("invented", &issued(&ProofClaims { synthetic: true, kind: proofs::ProofKind::Document, ..claims() })),
        plain("in Arabic", &issued(&arabic)),
        plain("number of the key outside", &from_signed(&outside(&kid(&SEED)))),
    ]
}

fn outside(kid: &[u8]) -> Vec<u8> {
    envelope(&[0xa1, 1, 0x26], &[&[0xa1, 4][..], &bytes(kid)].concat(), &payload(&proof()), &SEED)
}

fn by_day_and_key() -> Vec<Value> {
    let on = |on: &str| case("on a day", &proof(), &keys(), None, on);
    let of = |name: &str, issuer: &str, from: &str, until: Option<&str>| {
        let key = key().published(issuer, day(from), until.map(day));
        case(name, &proof(), &PublishedKeys::new(vec![key]), None, ON)
    };
    let mut cases: Vec<Value> = ["2026-03-04", "2026-03-05", "2026-09-04", "2026-09-05"].map(on).to_vec();
    cases.push(of("key not yet in use", ISSUER, "2026-03-06", None));
    cases.push(of("key no longer in use", ISSUER, "2026-01-01", Some("2026-03-04")));
    cases.push(of("key of another issuer", OTHER, "2026-01-01", None));
    cases.push(case("no keys", &proof(), &PublishedKeys::default(), None, ON));
    let twin = PublishedKeys::new(vec![key_of(9).published(ISSUER, day("2026-01-01"), None)]);
    let own = twin.all().iter().next().unwrap().kid();
    let twin = PublishedKeys::read(&twin.write().replace(&own, &hex::encode(kid(&SEED)))).unwrap();
    cases.push(case("key of the same number", &proof(), &twin, None, ON));
    let both = PublishedKeys::new(twin.all().iter().chain(keys().all().iter()).cloned().collect());
    cases.push(case("two keys of one number", &proof(), &both, None, ON));
    cases
}

fn by_list() -> Vec<Value> {
    let sign = |issuer: &str, reference: &str, key: &proofs::IssuerKey| {
        RevokedList::sign(issuer, [reference], MADE, key).unwrap()
    };
    let with = |name: &str, list: &str| case(name, &proof(), &keys(), Some(list), ON);
    let reference = claims().reference;
    let own = sign(ISSUER, &reference, &key());
    let many: Vec<String> = (0..2050).map(|number| number.to_string()).collect();
    let many = RevokedList::sign(ISSUER, many.iter().map(String::as_str), MADE, &key()).unwrap();
    let other = key_of(8).published(OTHER, day("2026-01-01"), None);
    let both = PublishedKeys::new(keys().all().iter().cloned().chain([other]).collect());
    let late = PublishedKeys::new(vec![key().published(ISSUER, day("2026-01-01"), Some(day("2026-04-30")))]);
    vec![
        with("taken back", &own),
        with("not on the list", &sign(ISSUER, "another", &key())),
        with("a list of two blocks", &many),
        with("list of an unknown key", &sign(ISSUER, &reference, &key_of(8))),
        with("list of a key of another", &sign(OTHER, &reference, &key())),
        with("list cut off", &own[..own.len() - 9]),
        with("no list", "OWR2:"),
        with("proof as list", &proof().replacen("OW1:", "OWR1:", 1)),
        case("list as proof", &own.replacen("OWR1:", "OW1:", 1), &keys(), None, ON),
        case("list of another issuer", &proof(), &both, Some(&sign(OTHER, &reference, &key_of(8))), ON),
        case("list made after the key's time", &proof(), &late, Some(&own), ON),
    ]
}

fn by_text() -> Vec<Value> {
    let overflow = format!("{}::", from_packed(&packed(&proof())[..2]));
    vec![
        plain("empty", ""),
        plain("another prefix", "HC1:6BF"),
        plain("nothing after the prefix", "OW1:"),
        plain("small letters", "OW1:abc"),
        plain("one letter too many", "OW1:A"),
        plain("three letters that overflow", "OW1::::"),
        plain("two letters that overflow", &overflow),
        plain("not zlib", &from_packed(b"not zlib")),
        plain("a blank after it", &format!("{} ", proof())),
        plain("cut in half", &proof()[..proof().len() / 2]),
        plain("too large", &format!("OW1:{}", "0".repeat(16_385))),
        plain("too large in its block", &from_signed(&[0; 8193])),
    ]
}

fn by_envelope() -> Vec<Value> {
    let of = |name: &str, bytes: &[u8]| plain(name, &from_signed(bytes));
    let good = signed(&proof());
    let header = |header: &[u8]| envelope(header, &[0xa0], &payload(&proof()), &SEED);
    let kid = bytes(&kid(&SEED));
    vec![
        of("nothing signed", &[]),
        of("without its tag", &good[1..]),
        of("a byte after it", &[&good[..], &[0]].concat()),
        of("another algorithm", &header(&[&[0xa2, 1, 0x38, 0x24, 4][..], &kid].concat())),
        of("a longer form of the algorithm", &header(&[&[0xa2, 1, 0x38, 6, 4][..], &kid].concat())),
        of("headers in another order", &header(&[&[0xa2, 4][..], &kid, &[1, 0x26]].concat())),
        of("no number of a key", &header(&[0xa1, 1, 0x26])),
        of("a short number of a key", &outside(&[1, 2, 3])),
        of("an unknown number of a key", &outside(&[0; 8])),
        of("a signature of zeros", &[&good[..good.len() - 64], &[0; 64]].concat()),
        of("a short signature", &[&good[..good.len() - 66], &[0x58, 63], &good[good.len() - 63..]].concat()),
    ]
}

fn by_content() -> Vec<Value> {
    let good = payload(&proof());
    let of = |name: &str, payload: &[u8]| {
        plain(name, &from_signed(&envelope(&protected(&kid(&SEED)), &[0xa0], payload, &SEED)))
    };
    let replaced = |from: &[u8], to: &[u8]| {
        let at = good.windows(from.len()).position(|window| window == from).unwrap();
        [&good[..at], to, &good[at + from.len()..]].concat()
    };
    vec![
        of("no claims", &[]),
        of("claims and more", &[&good[..], &[0]].concat()),
        of("a year in a longer form", &replaced(&[3, 0x19, 7, 0xc6], &[3, 0x1a, 0, 0, 7, 0xc6])),
        of("a year to come", &replaced(&[3, 0x19, 7, 0xc6], &[3, 0x19, 8, 0xc6])),
        of("a kind that is none", &replaced(b"fstatus", b"fstatue")),
        of("a flag that is none", &replaced(&[9, 0xf4], &[9, 0])),
        of("an unknown field", &replaced(&[9, 0xf4], &[10, 0xf4])),
        of("the claim of health certificates", &replaced(&[0x3a, 0, 0x0c, 0x30, 0x1c], &[0x39, 1, 3])),
        of("a line break in a name", &replaced(b"Amina", b"Ami\nn")),
        of("a name that is no text", &replaced(b"Amina", b"Ami\xffa")),
        of("a status that ends before the proof", &replaced(&[7, 0x19, 0x51, 0x91], &[7, 0x19, 0x4f, 0x91])),
        of(
            "issued in the middle of a day",
            &replaced(&1_772_668_800u32.to_be_bytes(), &1_772_668_801u32.to_be_bytes()),
        ),
        of("expired before issued", &replaced(&1_788_566_400u32.to_be_bytes(), &1_772_668_800u32.to_be_bytes())),
    ]
}

/// What is said when each byte in turn has its last bit turned: codes, each with how many bytes follow with it.
fn altered(bytes: &[u8], text: impl Fn(&[u8]) -> String) -> Value {
    let mut runs: Vec<(String, usize)> = Vec::new();
    for at in 0..bytes.len() {
        let mut altered = bytes.to_vec();
        altered[at] ^= 1;
        let code = code(&text(&altered), &keys(), None, ON);
        match runs.last_mut() {
            Some((last, count)) if *last == code => *count += 1,
            _ => runs.push((code, 1)),
        }
    }
    json!(runs)
}

fn fixtures() -> String {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    let altered = json!({
        "text": altered(proof().as_bytes(), text),
        "packed": altered(&packed(&proof()), from_packed),
        "signed": altered(&signed(&proof()), from_signed),
    });
    let file = json!({ "cases": cases(), "proof": proof(), "on": ON, "altered": altered });
    serde_json::to_string_pretty(&file).unwrap() + "\n"
}

fn path() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../e2e/fixtures/proofs.json")
}

#[test]
fn the_fixtures_of_the_page_are_what_the_crate_says() {
    let (kept, said) = (std::fs::read_to_string(path()).unwrap_or_default(), fixtures());
    if kept != said {
        let new = std::env::temp_dir().join("proofs.json");
        std::fs::write(&new, said).unwrap();
        panic!("what the crate says now lies in {}: look at the difference before it is kept", new.display());
    }
}
