//! Functions of days and moments.

use jiff::civil::{self, Weekday};

use super::Call;
use crate::fill::Datum;
use crate::fill::calendar::{civil_of, date_of, days_since_epoch};
use crate::fill::datum::DAY;
use crate::fill::eval::{Evaluated, FormWorld};
use crate::form::{FieldKind, answer_problem};

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

pub fn call(world: &FormWorld<'_>, call: Call<'_>) -> Option<Evaluated> {
    Some(match call.name {
        "today" => Ok(Datum::Day(days_since_epoch(world.context.now.date()))),
        "now" => Ok(world.now()),
        "date" => world.argument(call, 0).and_then(|datum| world.as_day(&datum)),
        "date-time" => world.argument(call, 0).and_then(|datum| world.as_moment(&datum)),
        "decimal-date-time" => world.argument(call, 0).and_then(|datum| decimal(world, &datum)),
        "decimal-time" => world.argument(call, 0).map(|datum| fraction_of_day(&datum)),
        "format-date" | "format-date-time" => formatted(world, call),
        _ => return None,
    })
}

impl FormWorld<'_> {
    fn now(&self) -> Datum {
        let now = &self.context.now;
        Datum::Moment(now.timestamp().as_millisecond(), now.offset().seconds())
    }

    /// The day that a text names.
    pub(in crate::fill) fn day_of(&self, text: &str) -> Option<i64> {
        if let Some((_, _)) = text.split_once('T') {
            return match self.moment_of(text)? {
                Datum::Moment(millis, _) => self.day_of_moment(millis),
                _ => None,
            };
        }
        text.trim().parse().ok().map(days_since_epoch)
    }

    fn day_of_moment(&self, millis: i64) -> Option<i64> {
        let stamp = jiff::Timestamp::from_millisecond(millis).ok()?;
        Some(days_since_epoch(stamp.to_zoned_datetime(self.context.now.time_zone().clone()).date()))
    }

    /// The moment that a text names; without an offset, where the person is.
    pub(in crate::fill) fn moment_of(&self, text: &str) -> Option<Datum> {
        let text = text.trim();
        if answer_problem(FieldKind::DateTime, text).is_some() {
            return None;
        }
        let moment =
            |zoned: jiff::ZonedDateTime| Datum::Moment(zoned.timestamp().as_millisecond(), zoned.offset().seconds());
        if let Ok(stamp) = text.parse::<jiff::Timestamp>() {
            return Some(moment(stamp.to_zoned_datetime(self.context.now.time_zone().clone())));
        }
        let local: civil::DateTime = text.parse().ok()?;
        local.to_zoned_datetime(self.context.now.time_zone().clone()).ok().map(moment)
    }

    fn midnight(&self, days: i64) -> Option<Datum> {
        let zoned = date_of(days)?.to_zoned_datetime(self.context.now.time_zone().clone()).ok()?;
        Some(Datum::Moment(zoned.timestamp().as_millisecond(), zoned.offset().seconds()))
    }

    /// As a day: a number counts days, a text is read, an empty one stays empty.
    fn as_day(&self, datum: &Datum) -> Evaluated {
        match datum {
            Datum::Day(_) => Ok(datum.clone()),
            Datum::Moment(millis, _) => Ok(self.day_of_moment(*millis).map_or_else(Datum::empty, Datum::Day)),
            #[expect(clippy::cast_possible_truncation, reason = "a number beyond any calendar is shown as none")]
            Datum::Number(number) if !number.is_nan() => Ok(Datum::Day(number.floor() as i64)),
            Datum::Text(text) if !text.is_empty() => {
                self.day_of(text).map(Datum::Day).ok_or_else(|| format!("`{text}` is no date"))
            }
            Datum::Number(_) | Datum::Text(_) => Ok(Datum::empty()),
            _ => Err("that is no date".into()),
        }
    }

    fn as_moment(&self, datum: &Datum) -> Evaluated {
        match datum {
            Datum::Moment(..) => Ok(datum.clone()),
            Datum::Day(days) => Ok(self.midnight(*days).unwrap_or_else(Datum::empty)),
            #[expect(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "days as milliseconds")]
            Datum::Number(number) if !number.is_nan() => {
                let offset = self.context.now.offset().seconds();
                Ok(Datum::Moment((number * DAY as f64) as i64 - i64::from(offset) * 1000, offset))
            }
            Datum::Text(text) if !text.is_empty() => {
                let found = self.moment_of(text).or_else(|| self.day_of(text).and_then(|day| self.midnight(day)));
                found.ok_or_else(|| format!("`{text}` is no date with a time"))
            }
            Datum::Number(_) | Datum::Text(_) => Ok(Datum::empty()),
            _ => Err("that is no date with a time".into()),
        }
    }
}

/// Days with their fraction; of an empty answer nothing.
fn decimal(world: &FormWorld<'_>, datum: &Datum) -> Evaluated {
    let empty = matches!(datum, Datum::Text(text) if text.is_empty());
    if empty { Ok(Datum::empty()) } else { world.as_moment(datum).map(|moment| Datum::Number(utc_days(&moment))) }
}

/// Days from the beginning of 1970 in UTC.
#[expect(clippy::cast_precision_loss, reason = "milliseconds of any calendar are exact")]
fn utc_days(moment: &Datum) -> f64 {
    match moment {
        Datum::Moment(millis, _) => *millis as f64 / DAY as f64,
        other => other.number(),
    }
}

fn fraction_of_day(datum: &Datum) -> Datum {
    let text = datum.text();
    if text.is_empty() {
        return Datum::empty();
    }
    let clock = text.split_once('T').map_or(text.as_str(), |(_, clock)| clock);
    let time: Option<civil::Time> = crate::form::without_offset(clock).parse().ok();
    let nanos =
        time.filter(|_| clock.contains(':')).map(|time| time.duration_since(civil::Time::midnight()).as_secs_f64());
    Datum::Number(nanos.map_or(f64::NAN, |seconds| seconds / 86_400.0))
}

fn formatted(world: &FormWorld<'_>, call: Call<'_>) -> Evaluated {
    let (datum, pattern) = (world.argument(call, 0)?, world.argument_text(call, 1)?);
    let Datum::Moment(millis, offset) = world.as_moment(&datum)? else { return Ok(Datum::empty()) };
    let Some(at) = civil_of(millis, offset) else { return Ok(Datum::empty()) };
    let mut said = String::new();
    let mut signs = pattern.chars();
    while let Some(sign) = signs.next() {
        if sign != '%' {
            said.push(sign);
            continue;
        }
        let token = signs.next().ok_or("a `%` stands at the end of how a date is to be written")?;
        said.push_str(&part(at, token).ok_or_else(|| format!("`%{token}` is no part of a date"))?);
    }
    Ok(Datum::Text(said))
}

fn part(at: civil::DateTime, token: char) -> Option<String> {
    Some(match token {
        '%' => "%".into(),
        'Y' => format!("{:04}", at.year()),
        'y' => format!("{:02}", at.year().rem_euclid(100)),
        'm' => format!("{:02}", at.month()),
        'n' => at.month().to_string(),
        'b' => MONTHS.get(usize::try_from(at.month()).ok()?.checked_sub(1)?)?.to_string(),
        'd' => format!("{:02}", at.day()),
        'e' => at.day().to_string(),
        'H' => format!("{:02}", at.hour()),
        'h' => at.hour().to_string(),
        'M' => format!("{:02}", at.minute()),
        'S' => format!("{:02}", at.second()),
        '3' => format!("{:03}", at.subsec_nanosecond() / 1_000_000),
        'a' => weekday(at.weekday()).into(),
        'W' => at.date().iso_week_date().week().to_string(),
        _ => return None,
    })
}

fn weekday(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "Mon",
        Weekday::Tuesday => "Tue",
        Weekday::Wednesday => "Wed",
        Weekday::Thursday => "Thu",
        Weekday::Friday => "Fri",
        Weekday::Saturday => "Sat",
        Weekday::Sunday => "Sun",
    }
}
