//! The file of keys.

use proofs::PublishedKeys;

use crate::support::{ISSUER, day, key, keys};

const FILE: &str = r#"{"keys":[{"kid":"KID","alg":"ES256","x":"XXX","y":"YYY","issuer":"https://status.example.org","from":"2026-01-01","until":null}]}"#;

fn part<'a>(json: &'a str, name: &str) -> &'a str {
    json.split_once(&format!("\"{name}\":\"")).unwrap().1.split_once('"').unwrap().0
}

#[test]
fn the_file_has_the_shape_that_is_published() {
    let json = keys().write();
    let expect = FILE.replace("KID", part(&json, "kid")).replace("XXX", part(&json, "x"));
    assert_eq!(json, expect.replace("YYY", part(&json, "y")));
    assert_eq!((part(&json, "kid").len(), part(&json, "x").len(), part(&json, "y").len()), (16, 43, 43));
}

#[test]
fn what_is_written_is_read_back() {
    let two = PublishedKeys::new(vec![
        key().published(ISSUER, day("2026-01-01"), Some(day("2026-12-31"))),
        crate::support::key_of(8).published("Ministry", day("2027-01-01"), None),
    ]);
    assert_eq!(PublishedKeys::read(&two.write()).unwrap(), two);
    assert_eq!(two.all().iter().map(|key| key.issuer().to_owned()).collect::<Vec<_>>(), [ISSUER, "Ministry"]);
    assert_eq!(PublishedKeys::read(r#"{"keys":[]}"#).unwrap(), PublishedKeys::default());
}

#[track_caller]
fn check_refused(from: &str, to: &str, expect: &str) {
    let json = keys().write();
    assert!(json.contains(from), "{json}");
    let error = PublishedKeys::read(&json.replacen(from, to, 1)).unwrap_err();
    assert!(error.to_string().contains(expect), "{error}");
}

#[test]
fn a_file_with_a_key_that_cannot_be_one_is_refused_whole() {
    check_refused("ES256", "ES384", "key 1 of the file: `alg`");
    check_refused("2026-01-01", "2026-1-1", "`from`");
    check_refused("2026-01-01", "2026-01", "`from`");
    check_refused("null", "\"2025-12-31\"", "`until`");
    check_refused("null", "\"soon\"", "`until`");
    check_refused(ISSUER, "", "`issuer`");
    check_refused("\"kid\":\"", "\"kid\":\"00", "`kid`");
    check_refused("\"x\":\"", "\"x\":\"A", "`x`");
    check_refused("\"alg\"", "\"more\":1,\"alg\"", "unknown field `more`");
    check_refused(",\"issuer\"", ",\"issue\"", "unknown field `issue`");
}

#[test]
fn a_point_off_the_curve_is_no_key() {
    let json = keys().write();
    let y = part(&json, "y").to_owned();
    let other = format!("{}{}", if y.starts_with('A') { 'B' } else { 'A' }, &y[1..]);
    check_refused(&y, &other, "`x`");
}
