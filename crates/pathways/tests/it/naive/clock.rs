//! Clocks of the simple evaluator: one hour after the other, or one day, and whether it counts.

use jiff::civil::Date;

pub type Pauses = Vec<(i64, Option<i64>)>;
/// The first hour that is late with how it is shown, or what is left.
pub type End = Result<(i64, String), String>;

/// The end of a clock, hour by hour or day by day.
pub fn walked(start: i64, n: i64, unit: &str, pauses: &Pauses) -> End {
    let mut left = n;
    if unit == "hours" {
        let mut at = start;
        while left > 0 {
            match pauses.iter().find(|(from, until)| *from <= at && until.is_none_or(|until| at < until)) {
                Some((_, None)) => return Err(format!("{left} hours")),
                Some(_) => {}
                None => left -= 1,
            }
            at += 1;
        }
        return Ok((at, stamp(at)));
    }
    let mut day = start.div_euclid(24);
    while left > 0 {
        day += 1;
        let stands = |(from, until): &&(i64, Option<i64>)| {
            from.div_euclid(24) < day && until.is_none_or(|until| day <= until.div_euclid(24))
        };
        if let Some((_, None)) = pauses.iter().filter(|pause| pause.1.is_none()).find(stands) {
            return Err(format!("{left} {unit}"));
        }
        let free = unit == "working_days" && date(day).weekday().to_monday_one_offset() > 5;
        if !pauses.iter().any(|pause| stands(&pause)) && !free {
            left -= 1;
        }
    }
    Ok(((day + 1) * 24, date(day).to_string()))
}

pub fn date(day: i64) -> Date {
    let opened = jiff::civil::date(2020, 8, 26);
    (0..day).fold(opened, |day, _| day.tomorrow().unwrap())
}

pub fn stamp(hour: i64) -> String {
    format!("{}T{:02}:00", date(hour.div_euclid(24)), hour.rem_euclid(24))
}
