//! Functions of numbers, and of yes and no.

use super::Call;
use crate::fill::Datum;
use crate::fill::eval::{Evaluated, FormWorld};

pub fn call(world: &FormWorld<'_>, call: Call<'_>) -> Option<Evaluated> {
    let number = |place: usize| world.argument_number(call, place);
    let of = |apply: fn(f64) -> f64| number(0).map(|number| Datum::Number(apply(number)));
    Some(match call.name {
        "true" => Ok(Datum::Flag(true)),
        "false" => Ok(Datum::Flag(false)),
        "not" => world.argument(call, 0).map(|datum| Datum::Flag(!datum.flag())),
        "boolean" => world.argument(call, 0).map(|datum| Datum::Flag(datum.flag())),
        "boolean-from-string" => world
            .argument_text(call, 0)
            .map(|text| Datum::Flag(matches!(text.to_ascii_lowercase().as_str(), "true" | "1"))),
        "if" => decided(world, call),
        "number" => number(0).map(Datum::Number),
        "int" => of(f64::trunc),
        "floor" => of(f64::floor),
        "ceiling" => of(f64::ceil),
        "abs" => of(f64::abs),
        "sqrt" => of(f64::sqrt),
        "exp" => of(f64::exp),
        "exp10" => of(|power| 10f64.powf(power)),
        "log" => of(f64::ln),
        "log10" => of(f64::log10),
        "sin" => of(f64::sin),
        "cos" => of(f64::cos),
        "tan" => of(f64::tan),
        "asin" => of(f64::asin),
        "acos" => of(f64::acos),
        "atan" => of(f64::atan),
        "atan2" => number(0).and_then(|y| Ok(Datum::Number(y.atan2(number(1)?)))),
        "pow" => number(0).and_then(|base| Ok(Datum::Number(base.powf(number(1)?)))),
        "pi" => Ok(Datum::Number(std::f64::consts::PI)),
        "random" => Ok(Datum::Number(world.chance.fraction())),
        "round" => rounded(world, call),
        "sum" => values(world, call).map(|numbers| Datum::Number(numbers.iter().sum())),
        "min" => extreme(world, call, f64::min),
        "max" => extreme(world, call, f64::max),
        _ => return None,
    })
}

/// Only what is decided for is computed.
fn decided(world: &FormWorld<'_>, call: Call<'_>) -> Evaluated {
    let place = if world.argument(call, 0)?.flag() { 1 } else { 2 };
    world.argument(call, place)
}

/// What is empty is left out, as in Collect.
fn values(world: &FormWorld<'_>, call: Call<'_>) -> Result<Vec<f64>, String> {
    let is_empty = |datum: &&Datum| matches!(datum, Datum::Text(text) if text.is_empty());
    Ok(world.values(call, 0)?.iter().filter(|datum| !is_empty(datum)).map(Datum::number).collect())
}

/// Of no values there is none; one that is no number makes the whole none.
fn extreme(world: &FormWorld<'_>, call: Call<'_>, of: fn(f64, f64) -> f64) -> Evaluated {
    let numbers = values(world, call)?;
    let any_none = numbers.iter().any(|number| number.is_nan());
    let found = numbers.into_iter().reduce(of).filter(|_| !any_none);
    Ok(Datum::Number(found.unwrap_or(f64::NAN)))
}

/// To so many digits after the point; what lies in the middle goes up.
fn rounded(world: &FormWorld<'_>, call: Call<'_>) -> Evaluated {
    let number = world.argument_number(call, 0)?;
    if call.arguments.len() < 2 {
        return Ok(Datum::Number((number + 0.5).floor()));
    }
    let places = world.argument_number(call, 1)?;
    if number.is_nan() || places.is_nan() {
        return Ok(Datum::Number(f64::NAN));
    }
    #[expect(clippy::cast_possible_truncation, reason = "bounded")]
    let places = places.clamp(-30.0, 30.0) as i32;
    let scale = 10f64.powi(places.abs());
    // Through its decimal digits, so that 1.005 to two places is 1.01, as it is written.
    let shifted: f64 = format!("{number}e{places}").parse().unwrap_or(number * scale);
    let whole = (shifted + 0.5).floor();
    Ok(Datum::Number(format!("{whole}e{}", -places).parse().unwrap_or(whole)))
}
