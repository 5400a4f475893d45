//! Functions of texts.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::Digest;

use super::Call;
use crate::fill::Datum;
use crate::fill::eval::{Evaluated, FormWorld};

pub fn call(world: &FormWorld<'_>, call: Call<'_>) -> Option<Evaluated> {
    let text = |place: usize| world.argument_text(call, place);
    let pair = |of: fn(&str, &str) -> Datum| Ok(of(&text(0)?, &text(1)?));
    Some(match call.name {
        "string" => text(0).map(Datum::Text),
        "string-length" => text(0).map(|text| count(text.chars().count())),
        "concat" => joined(world, call, 0, ""),
        "join" => text(0).and_then(|between| joined(world, call, 1, &between)),
        "coalesce" => coalesce(world, call),
        "contains" => pair(|text, part| Datum::Flag(text.contains(part))),
        "starts-with" => pair(|text, part| Datum::Flag(text.starts_with(part))),
        "ends-with" => pair(|text, part| Datum::Flag(text.ends_with(part))),
        "substring-before" => {
            pair(|text, part| Datum::Text(text.split_once(part).map_or("", |(before, _)| before).into()))
        }
        "substring-after" => {
            pair(|text, part| Datum::Text(text.split_once(part).map_or("", |(_, after)| after).into()))
        }
        "substr" | "substring" => substr(world, call),
        "translate" => translate(world, call),
        "normalize-space" => text(0).map(|text| Datum::Text(text.split_whitespace().collect::<Vec<_>>().join(" "))),
        "regex" => regex(world, call),
        "digest" => digest(world, call),
        "base64-decode" => text(0).map(|text| Datum::Text(decoded(&text))),
        "uuid" => uuid(world, call),
        _ => return None,
    })
}

#[expect(clippy::cast_precision_loss, reason = "a length")]
fn count(of: usize) -> Datum {
    Datum::Number(of as f64)
}

fn joined(world: &FormWorld<'_>, call: Call<'_>, from: usize, between: &str) -> Evaluated {
    let values = world.values(call, from)?;
    Ok(Datum::Text(values.iter().map(Datum::text).collect::<Vec<_>>().join(between)))
}

/// The first that is not empty; the last, where all are.
fn coalesce(world: &FormWorld<'_>, call: Call<'_>) -> Evaluated {
    let mut last = Datum::empty();
    for place in 0..call.arguments.len() {
        last = world.argument(call, place)?;
        if !last.text().is_empty() {
            return Ok(last);
        }
    }
    Ok(last)
}

/// From one place to before another, from 0; a negative place counts from the end.
fn substr(world: &FormWorld<'_>, call: Call<'_>) -> Evaluated {
    let chars: Vec<char> = world.argument_text(call, 0)?.chars().collect();
    let length = i64::try_from(chars.len()).unwrap_or(i64::MAX);
    #[expect(clippy::cast_possible_truncation, reason = "a place in a text; what is none is 0")]
    let place = |number: f64| if number.is_nan() { 0 } else { number as i64 };
    let within = |place: i64| {
        usize::try_from(if place < 0 { (length + place).max(0) } else { place.min(length) }).unwrap_or_default()
    };
    let start = within(place(world.argument_number(call, 1)?));
    let end = if call.arguments.len() > 2 { within(place(world.argument_number(call, 2)?)) } else { chars.len() };
    Ok(Datum::Text(chars.get(start..end).unwrap_or_default().iter().collect()))
}

fn translate(world: &FormWorld<'_>, call: Call<'_>) -> Evaluated {
    let (text, from, to) =
        (world.argument_text(call, 0)?, world.argument_text(call, 1)?, world.argument_text(call, 2)?);
    let (from, to): (Vec<char>, Vec<char>) = (from.chars().collect(), to.chars().collect());
    let changed = text.chars().filter_map(|c| match from.iter().position(|known| *known == c) {
        Some(place) => to.get(place).copied(),
        None => Some(c),
    });
    Ok(Datum::Text(changed.collect()))
}

/// Whether the whole text is as the pattern says.
fn regex(world: &FormWorld<'_>, call: Call<'_>) -> Evaluated {
    let (text, pattern) = (world.argument_text(call, 0)?, world.argument_text(call, 1)?);
    whole_match(&pattern, &text).map(Datum::Flag)
}

/// Whether the whole of a text is as a pattern says.
pub fn whole_match(pattern: &str, text: &str) -> Result<bool, String> {
    let compiled = fancy_regex::Regex::new(&format!("^(?:{pattern})$"))
        .map_err(|_| format!("the pattern `{pattern}` cannot be read"))?;
    compiled.is_match(text).map_err(|_| format!("the pattern `{pattern}` takes too long"))
}

fn digest(world: &FormWorld<'_>, call: Call<'_>) -> Evaluated {
    let (text, name) = (world.argument_text(call, 0)?, world.argument_text(call, 1)?);
    let bytes = match name.to_ascii_uppercase().as_str() {
        "MD5" => md5::Md5::digest(text.as_bytes()).to_vec(),
        "SHA-1" => sha1::Sha1::digest(text.as_bytes()).to_vec(),
        "SHA-256" => sha2::Sha256::digest(text.as_bytes()).to_vec(),
        "SHA-384" => sha2::Sha384::digest(text.as_bytes()).to_vec(),
        "SHA-512" => sha2::Sha512::digest(text.as_bytes()).to_vec(),
        other => {
            return Err(format!("`{other}` is no way to make a digest: MD5, SHA-1, SHA-256, SHA-384 and SHA-512 are"));
        }
    };
    let written = if call.arguments.len() > 2 { world.argument_text(call, 2)? } else { "base64".into() };
    match written.as_str() {
        "hex" => Ok(Datum::Text(hex::encode(bytes))),
        "base64" => Ok(Datum::Text(STANDARD.encode(bytes))),
        other => Err(format!("`{other}` is no way to write a digest: base64 and hex are")),
    }
}

fn decoded(text: &str) -> String {
    STANDARD.decode(text.trim()).ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
}

const SIGNS: &[u8; 36] = b"0123456789abcdefghijklmnopqrstuvwxyz";

/// With a number, so many characters by chance.
fn uuid(world: &FormWorld<'_>, call: Call<'_>) -> Evaluated {
    if call.arguments.is_empty() {
        return Ok(Datum::Text(world.chance.uuid()));
    }
    let length = world.argument_number(call, 0)?;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "bounded to a hundred")]
    let length = if length.is_nan() { 0 } else { length.clamp(0.0, 100.0) as usize };
    let sign =
        |_| char::from(*SIGNS.get(usize::try_from(world.chance.next() % 36).unwrap_or_default()).unwrap_or(&b'0'));
    Ok(Datum::Text((0..length).map(sign).collect()))
}
