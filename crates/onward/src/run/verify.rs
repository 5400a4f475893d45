//! `onward verify`: whether a proof holds, and what it says. No instance and no network: whoever checks somebody at a door
//! tells nobody of it.
//!
//! Ends with 1 where it does not hold, and with 2 where the keys or the list cannot be read as what they are.

use std::fs;
use std::path::Path;

use proofs::{ProofClaims, ProofKind, ProofRefusal, PublishedKeys, RevokedList, verify};
use serde_json::json;

use crate::cli::{Format, VerifyArgs};
use crate::fail::{Fail, Outcome};
use crate::out;
use crate::world::today;

/// How the text of a proof begins.
const BEGINS: &str = "OW1:";

pub fn run(args: &VerifyArgs) -> Outcome {
    let keys = PublishedKeys::read(&text(&args.keys)?)
        .map_err(|error| Fail::wrong(format!("`{}` holds no published keys: {error}", args.keys.display())))?;
    let proof = if args.proof.starts_with(BEGINS) { args.proof.clone() } else { text(Path::new(&args.proof))? };
    let list = args.revoked.as_deref().map(text).transpose()?;
    let list = list.map(|list| RevokedList::read(list.trim(), &keys)).transpose();
    let found = list.and_then(|list| verify(proof.trim(), &keys, list.as_ref(), args.on.unwrap_or_else(today)));
    match args.format {
        Format::Json => out::json(&answer(&found))?,
        _ => told(&found),
    }
    found.map(drop).map_err(Fail::not_all_right)
}

fn text(path: &Path) -> Outcome<String> {
    fs::read_to_string(path).map_err(|error| Fail::wrong(format!("`{}` cannot be read: {error}", path.display())))
}

fn answer(found: &Result<ProofClaims, ProofRefusal>) -> serde_json::Value {
    match found {
        Ok(claims) => json!({"ok": true, "why": null, "code": null, "claims": claims}),
        Err(refusal) => json!({"ok": false, "why": refusal.to_string(), "code": refusal.code(), "claims": null}),
    }
}

/// What it says; of a proof that does not hold, nothing.
fn told(found: &Result<ProofClaims, ProofRefusal>) {
    let Ok(claims) = found else { return };
    if claims.synthetic {
        out::line("SYNTHETIC: of an invented person; it is worth nothing");
    }
    let kind = if claims.kind == ProofKind::Status { "status" } else { "document" };
    let born = claims.birth_year.map_or_else(String::new, |year| format!(", born {year}"));
    out::line(format!("{kind} of {}{born}: {}", claims.name, claims.effect.words));
    out::line(format!("by {}, {}", claims.issuer, claims.law));
    let until = claims.valid_until.map_or_else(|| "no end is set".to_owned(), |day| format!("until {day}"));
    out::line(format!("it holds {until}; this proof itself from {} to {}", claims.issued, claims.expires));
}
