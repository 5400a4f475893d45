//! Functions of what was chosen, and of lists.

use super::Call;
use crate::fill::chance::shuffled;
use crate::fill::eval::{Evaluated, FormWorld};
use crate::fill::{Datum, Spot};

pub fn call(world: &FormWorld<'_>, call: Call<'_>) -> Option<Evaluated> {
    Some(match call.name {
        "selected" | "is-selected" => selected(world, call),
        "selected-at" => selected_at(world, call),
        "count-selected" => world.argument_text(call, 0).map(|text| size(text.split_whitespace().count())),
        "checklist" => checklist(world, call),
        "weighted-checklist" => weighted(world, call),
        "jr:choice-name" => choice_name(world, call),
        "jr:itext" => world.argument_text(call, 0).map(|id| Datum::Text(world.text_by_id(&id, None, call.scope))),
        "pulldata" => pulldata(world, call),
        "randomize" => randomized(world, call),
        _ => return None,
    })
}

#[expect(clippy::cast_precision_loss, reason = "a length")]
fn size(of: usize) -> Datum {
    Datum::Number(of as f64)
}

fn selected(world: &FormWorld<'_>, call: Call<'_>) -> Evaluated {
    let (chosen, wanted) = (world.argument_text(call, 0)?, world.argument_text(call, 1)?);
    // As Collect looks it up: nothing is among nothing.
    Ok(Datum::Flag(format!(" {chosen} ").contains(&format!(" {} ", wanted.trim()))))
}

fn selected_at(world: &FormWorld<'_>, call: Call<'_>) -> Evaluated {
    let (chosen, place) = (world.argument_text(call, 0)?, world.argument_number(call, 1)?);
    if place.is_nan() || place < 0.0 {
        return Ok(Datum::empty());
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "not negative, and a place in a text")]
    let place = place as usize;
    Ok(Datum::Text(chosen.split_whitespace().nth(place).unwrap_or_default().into()))
}

/// Whether of the answers at least and at most so many are yes; a negative bound is none.
fn checklist(world: &FormWorld<'_>, call: Call<'_>) -> Evaluated {
    let (least, most) = (world.argument_number(call, 0)?, world.argument_number(call, 1)?);
    let met = world.values(call, 2)?.iter().filter(|value| value.flag()).count();
    Ok(within(size(met).number(), least, most))
}

fn weighted(world: &FormWorld<'_>, call: Call<'_>) -> Evaluated {
    let (least, most) = (world.argument_number(call, 0)?, world.argument_number(call, 1)?);
    let values = world.values(call, 2)?;
    let met = values.chunks(2).filter_map(|pair| pair.first().filter(|flag| flag.flag()).and(pair.get(1)));
    Ok(within(met.map(Datum::number).sum(), least, most))
}

fn within(met: f64, least: f64, most: f64) -> Datum {
    Datum::Flag((least < 0.0 || met >= least) && (most < 0.0 || met <= most))
}

fn choice_name(world: &FormWorld<'_>, call: Call<'_>) -> Evaluated {
    let (chosen, path) = (world.argument_text(call, 0)?, world.argument_text(call, 1)?);
    Ok(Datum::Text(world.choice_label(&path, &chosen, call.scope)?))
}

/// Of the row of a list in which one column says a text, what another column says.
fn pulldata(world: &FormWorld<'_>, call: Call<'_>) -> Evaluated {
    let text = |place: usize| world.argument_text(call, place);
    let (list, wanted, key, value) = (text(0)?, text(1)?, text(2)?, text(3)?);
    let Some(place) = world.lists.place(&list) else { return Err(format!("there is no list `{list}`")) };
    let Some(tree) = world.tree(place) else { return Ok(Datum::empty()) };
    let root = tree.below(0, false).next().unwrap_or_default();
    let row = world.lists.found(place, root, "item", &key, &value).first().copied();
    let found = row.and_then(|row| tree.named(row, &wanted).next()).and_then(|node| tree.get(node));
    Ok(Datum::Text(found.map(|node| node.text.clone()).unwrap_or_default()))
}

fn randomized(world: &FormWorld<'_>, call: Call<'_>) -> Evaluated {
    let nodes = world.argument_nodes(call, 0)?;
    let seed = match call.arguments.get(1) {
        None => i64::try_from(world.chance.next() >> 1).unwrap_or_default(),
        Some(_) => seed_of(&world.argument(call, 1)?),
    };
    let order = shuffled(nodes.len(), seed);
    Ok(Datum::Nodes(order.into_iter().filter_map(|place| nodes.get(place).copied()).collect::<Vec<Spot>>()))
}

/// A number as it is, without its fraction; a text by the first eight bytes of its SHA-256.
#[expect(clippy::cast_possible_truncation, reason = "as Java does: what does not fit is the greatest that does")]
fn seed_of(seed: &Datum) -> i64 {
    use sha2::Digest;
    let number = seed.number();
    if !number.is_nan() {
        return number as i64;
    }
    let hash = sha2::Sha256::digest(seed.text().as_bytes());
    hash.iter().take(8).fold(0i64, |all, byte| (all << 8) | i64::from(*byte))
}
