//! Functions of places on the globe.

use super::Call;
use crate::fill::Datum;
use crate::fill::eval::{Evaluated, FormWorld};

/// Of the sphere on which these programs measure, metres.
const RADIUS: f64 = 6_378_100.0;

pub fn call(world: &FormWorld<'_>, call: Call<'_>) -> Option<Evaluated> {
    Some(match call.name {
        "area" | "enclosed-area" => points(world, call).map(|points| Datum::Number(area(&points))),
        "distance" => points(world, call).map(|points| Datum::Number(points.windows(2).map(apart).sum())),
        "geofence" => geofence(world, call),
        _ => return None,
    })
}

/// Latitude and longitude of all points that the arguments name.
fn points(world: &FormWorld<'_>, call: Call<'_>) -> Result<Vec<(f64, f64)>, String> {
    let values = world.values(call, 0)?;
    values
        .iter()
        .flat_map(|value| value.text().split(';').map(str::trim).map(str::to_owned).collect::<Vec<_>>())
        .filter(|text| !text.is_empty())
        .map(|text| point(&text))
        .collect()
}

fn point(text: &str) -> Result<(f64, f64), String> {
    let mut parts = text.split_whitespace().map(str::parse::<f64>);
    match (parts.next(), parts.next()) {
        (Some(Ok(latitude)), Some(Ok(longitude))) => Ok((latitude, longitude)),
        _ => Err(format!("`{text}` is no place on the globe: latitude and longitude are, such as 23.81 90.41")),
    }
}

fn apart(pair: &[(f64, f64)]) -> f64 {
    let [(a_lat, a_lon), (b_lat, b_lon)] = pair else { return 0.0 };
    let (a, b) = (a_lat.to_radians(), b_lat.to_radians());
    let along = (a.sin() * b.sin() + a.cos() * b.cos() * (a_lon - b_lon).to_radians().cos()).clamp(-1.0, 1.0);
    along.acos() * RADIUS
}

/// Around the sphere, metres.
const AROUND: f64 = 2.0 * std::f64::consts::PI * RADIUS;

/// Of the shape whose corners these are, square metres: laid flat at each corner's latitude, as Collect does.
fn area(points: &[(f64, f64)]) -> f64 {
    let Some((lat, lon)) = points.first().filter(|_| points.len() > 2) else { return 0.0 };
    let flat = |(a, o): &(f64, f64)| ((a - lat) * AROUND / 360.0, (o - lon) * AROUND * a.to_radians().cos() / 360.0);
    let flat: Vec<(f64, f64)> = points.iter().map(flat).collect();
    let triangle = |pair: &[(f64, f64)]| match pair {
        [(ay, ax), (by, bx)] => (ay * bx - ax * by) / 2.0,
        _ => 0.0,
    };
    flat.windows(2).map(triangle).sum::<f64>().abs()
}

/// Whether a point lies within a shape.
fn geofence(world: &FormWorld<'_>, call: Call<'_>) -> Evaluated {
    let place = world.argument_text(call, 0)?;
    if place.trim().is_empty() {
        return Ok(Datum::Flag(false));
    }
    let (x, y) = point(&place)?;
    let shape = world.argument_text(call, 1)?;
    let corners: Vec<(f64, f64)> =
        shape.split(';').map(str::trim).filter(|text| !text.is_empty()).map(point).collect::<Result<_, _>>()?;
    let ends = corners.iter().skip(1).chain(corners.first());
    let crossed = corners
        .iter()
        .zip(ends)
        .filter(|((ax, ay), (bx, by))| (ay > &y) != (by > &y) && x < (bx - ax) * (y - ay) / (by - ay) + ax);
    Ok(Datum::Flag(crossed.count() % 2 == 1))
}
