//! What is noted whoever does it: reads of sealed fields, searches, sign-ins, refusals.
//!
//! No role is asked for, or the refused could not be noted. Nothing but codes and counts gets in: the words
//! searched for and the password tried are not kept.

use journal::{Body, Fact};

use super::{bad_field, of_instance};
use crate::{Command, Ctx, Refusal};

pub(super) fn decide(ctx: &Ctx, command: Command) -> Result<Vec<Fact>, Refusal> {
    let body = match command {
        Command::NoteReads { people, .. } if people.is_empty() => return Ok(vec![]),
        Command::NoteReads { people, fields } => Body::FieldsRead { people, fields },
        Command::NoteSearch { found } => Body::Searched { found },
        Command::NoteSignIn { ok } => Body::SignIn { ok },
        Command::NoteRefusal { action, code } => {
            let bad = [("action", &action), ("code", &code)].into_iter().find(|(_, text)| !is_code(text));
            if let Some((field, _)) = bad {
                return Err(bad_field(field));
            }
            Body::Refused { action, code }
        }
        _ => return Err(Refusal::NotAllowed),
    };
    Ok(of_instance(ctx, body))
}

/// A stable code, which no name and no number of a document can pass for.
fn is_code(text: &str) -> bool {
    let plain = |c: char| c.is_ascii_lowercase() || matches!(c, '-' | '_');
    (1..=64).contains(&text.len()) && text.chars().all(plain)
}
