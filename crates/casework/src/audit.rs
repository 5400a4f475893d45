//! What is noted whoever does it: reads of sealed fields, searches, sign-ins, refusals.
//!
//! No role is asked for, or the refused could not be noted. Nothing but codes, keys and counts gets in: the words searched
//! for and the password tried are not kept.

use journal::{Body, Fact};
use model::{FieldKey, Id};

use crate::bounds::bad_field;
use crate::{Action, Ctx, Refusal};

/// People in one fact at most; who shows more notes it in several.
const PEOPLE: usize = 10_000;

/// What is noted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AuditCommand {
    /// Sealed fields of these people were shown.
    Reads {
        /// Whose.
        people: Vec<Id>,
        /// Which.
        fields: Vec<FieldKey>,
    },
    /// Somebody searched.
    Search {
        /// How many people were found.
        found: u64,
    },
    /// Somebody signed in, or failed to.
    SignIn {
        /// Whether it succeeded.
        ok: bool,
    },
    /// Somebody was refused.
    Refusal {
        /// What they asked for.
        action: Action,
        /// Why it was refused.
        refusal: Refusal,
    },
}

pub(crate) fn decide(ctx: &Ctx, command: AuditCommand) -> Result<Vec<Fact>, Refusal> {
    let body = match command {
        AuditCommand::Reads { people, fields } if people.is_empty() || fields.is_empty() => return Ok(vec![]),
        AuditCommand::Reads { people, .. } if people.len() > PEOPLE => return Err(bad_field("people")),
        AuditCommand::Reads { people, fields } => Body::FieldsRead { people, fields },
        AuditCommand::Search { found } => Body::Searched { found },
        AuditCommand::SignIn { ok } => Body::SignIn { ok },
        AuditCommand::Refusal { action, refusal } => {
            Body::Refused { action: action.code().into(), code: refusal.code().into() }
        }
    };
    Ok(vec![ctx.of_instance(body)])
}
