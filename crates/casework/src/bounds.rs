//! How long texts may be and what may stand in them: asked of every command before anything follows from it, so that no
//! command, however bad, can be refused after it was decided and take its neighbours along.

use journal::Fact;
use model::plain;

use crate::{Ctx, Refusal};

/// Bytes of a name of the house: an account, an office, a controller, a purpose, a source, a device.
pub const NAME: usize = 200;
/// Bytes of an idempotency key.
const KEY: usize = 300;
/// Bytes of a reason, a reference, a title.
pub const REASON: usize = 2000;
/// Bytes of one text on record.
pub const TEXT: usize = 8000;

/// Whether a text is short enough and holds nothing that gives orders to whatever shows it.
pub(crate) fn is_text(text: &str, most: usize) -> bool {
    text.len() <= most && plain::is_text(text)
}

/// The same for what is one line and not empty.
pub(crate) fn is_name(text: &str) -> bool {
    !text.trim().is_empty() && text.len() <= NAME && plain::is_line(text)
}

/// Refuses a text that is not one line, empty or long, by the name of its field.
pub(crate) fn name(field: &str, text: &str) -> Result<(), Refusal> {
    if is_name(text) { Ok(()) } else { Err(bad_field(field)) }
}

/// Refuses a reason that says nothing or too much.
pub(crate) fn reason(field: &str, text: &str) -> Result<(), Refusal> {
    if !text.trim().is_empty() && is_text(text, REASON) { Ok(()) } else { Err(bad_field(field)) }
}

pub(crate) fn bad_field(field: &str) -> Refusal {
    Refusal::BadField { field: field.to_owned() }
}

/// Whether the circumstances name everything that every write names, each within its bounds.
pub(crate) fn circumstances(ctx: &Ctx) -> Result<(), Refusal> {
    let named = [&ctx.actor.account, &ctx.controller, &ctx.office, &ctx.purpose, &ctx.source];
    if named.iter().any(|text| text.trim().is_empty()) {
        return Err(Refusal::IncompleteContext);
    }
    let optional = |text: &Option<String>, most: usize| {
        text.as_ref().is_none_or(|text| !text.is_empty() && text.len() <= most && plain::is_line(text))
    };
    let within = named.iter().all(|text| is_name(text));
    if within && optional(&ctx.device, NAME) && optional(&ctx.idempotency, KEY) {
        Ok(())
    } else {
        Err(Refusal::TooLarge)
    }
}

/// Whether facts can be sealed, keys apart.
pub(crate) fn sealable(facts: &[Fact]) -> Result<(), Refusal> {
    let all = facts.iter().try_for_each(journal::check);
    all.map_err(|_| Refusal::TooLarge)
}
