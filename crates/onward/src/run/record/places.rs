//! `onward record place|lines|board`: places by night on the command line, by codes and never by names.

use casework::{LineAsked, LineState, LinesAsked, PlaceAsked, Refusal};
use instance::Fault;
use instance::desk::{
    BoardRow, LineNote, OwnLine, RecordRow, ShownLimit, ShownLine, ShownNight, ShownPlace, ShownRecord,
};
use journal::LineSpan;
use model::{Date, Id, NamePart, Schema, Timestamp};
use serde_json::{Value as Json, json};

use super::{Asked, of_records, text};
use crate::cli::{LineArgs, PlaceArgs};
use crate::fail::{Fail, Outcome};
use crate::out;

/// Nights that the page of a record tells.
pub(super) const NIGHTS: usize = 14;

impl Asked<'_> {
    pub(super) async fn place(&self, kind: &str, record: &str, step: &PlaceArgs) -> Outcome {
        let before = self.shown(kind, record).await?;
        let (line, on) = (self.instance.new_id(), step.on);
        let asked = match &step.asked {
            asked if asked.reserve => PlaceAsked::Reserve { line, or_wait: false },
            asked if asked.wait => PlaceAsked::Reserve { line, or_wait: true },
            asked if asked.fill => PlaceAsked::Fill { line, on },
            _ => PlaceAsked::Free { on },
        };
        let desk = self.instance.desk(self.in_force, self.acting);
        desk.place_record(before.row.id, asked).await.map_err(of_place)?;
        self.after(kind, record).await
    }

    pub(super) async fn settle(&self, kind: &str, record: &str, step: &LineArgs) -> Outcome {
        let before = self.shown(kind, record).await?;
        let desk = self.instance.desk(self.in_force, self.acting);
        let limits = desk.places(before.row.id, None, 1).await.map_err(of_records)?;
        let limit = match (&step.limit, limits.as_slice()) {
            (_, []) => return Err(Fail::wrong(format!("a `{kind}` has no places"))),
            (None, [only]) => only,
            (Some(name), _) => limits
                .iter()
                .find(|limit| limit.limit == *name)
                .ok_or_else(|| Fail::wrong(format!("it has no places called `{name}`")))?,
            (None, _) => return Err(Fail::wrong("it has several kinds of places").help("`--limit FIELD`")),
        };
        let asked = self.line_asked(limit, step)?;
        let asked = LinesAsked { limit: limit.limit.clone(), asked };
        if !desk.ask_lines(before.row.id, asked).await.map_err(of_place)? {
            return Err(Fail::wrong("nobody who waits fits into what is free"));
        }
        self.after(kind, record).await
    }

    fn line_asked(&self, limit: &ShownLimit, step: &LineArgs) -> Outcome<LineAsked> {
        let asked = &step.asked;
        if let Some(units) = asked.block {
            let from = step.from.ok_or_else(|| Fail::wrong("from which night on?").help("`--from DAY`"))?;
            let why = step.why.clone().ok_or_else(|| Fail::wrong("why are they shut?").help("`--why REASON`"))?;
            let span = LineSpan { units, from, until: step.until };
            return Ok(LineAsked::Block { line: self.instance.new_id(), span, why });
        }
        if let Some(code) = &asked.fill {
            return Ok(LineAsked::Fill { line: line_of(limit, code)?, on: step.on });
        }
        if let Some(code) = &asked.free {
            return Ok(LineAsked::Free { line: line_of(limit, code)?, on: step.on });
        }
        Ok(LineAsked::Offer { most: asked.offer.unwrap_or(1) })
    }

    pub(super) async fn board(&self, from: Option<Date>, nights: usize) -> Outcome {
        let desk = self.instance.desk(self.in_force, self.acting);
        let rows = desk.board(from, nights).await.map_err(of_records)?;
        let schema = &self.in_force.packs.schema;
        out::answer(self.call.format, &rows.iter().map(board_row).collect::<Vec<_>>(), || {
            rows.iter().map(|row| board_line(row, schema)).collect::<Vec<_>>().join("\n")
        })
    }
}

/// Refusals in words of places.
fn of_place(fault: Fault) -> Fail {
    match fault {
        Fault::Refused(Refusal::ExistsAlready) => Fail::wrong("it is so already"),
        Fault::Refused(Refusal::NotOpen) => Fail::wrong("there is no place that could be filled or given back"),
        Fault::Refused(Refusal::BadField { field }) if field == "on" || field == "until" => {
            Fail::wrong("that is no day on which it can have been")
        }
        Fault::Refused(Refusal::BadField { field }) => {
            Fail::wrong(format!("`{field}` does not say what it must for this"))
        }
        Fault::Refused(refusal) => place_refusal(&refusal).unwrap_or_else(|| of_records(Fault::Refused(refusal))),
        fault => of_records(fault),
    }
}

/// What is refused of a place alone, by itself or beside a step.
pub(super) fn place_refusal(refusal: &Refusal) -> Option<Fail> {
    Some(match refusal {
        Refusal::NoPlace => Fail::wrong("there is no place on all of these nights")
            .help("`onward record place --wait` asks for the next"),
        Refusal::OthersWait => Fail::wrong("what is free is due to others, who wait longer")
            .help("`onward record place --wait` asks for the next"),
        Refusal::PlacesUnknown => Fail::wrong("nobody knows how many places there are"),
        Refusal::HostClosed => Fail::wrong("it was closed and takes nobody in"),
        Refusal::InPlace => {
            Fail::wrong("they are in a place elsewhere").help("say first that they left, or that they came")
        }
        Refusal::BadField { field } | Refusal::CannotBe { field, .. } if field.contains('.') => {
            Fail::wrong(format!("`{field}` does not say what it must for a place"))
        }
        _ => return None,
    })
}

/// A line by its code, or by its id where two have one code.
fn line_of(limit: &ShownLimit, named: &str) -> Outcome<Id> {
    let code = named.to_uppercase();
    let is_it = |shown: &&ShownLine| shown.line.code() == code || shown.line.id.to_string() == named;
    match limit.lines.iter().filter(is_it).collect::<Vec<_>>().as_slice() {
        [only] => Ok(only.line.id),
        [] => Err(Fail::wrong(format!("there is no line `{named}` here"))),
        _ => {
            Err(Fail::wrong(format!("several lines have the code `{named}`"))
                .help("name it by its id, `--format json`"))
        }
    }
}

/// The place that a record takes and the places that it has, beside what it says.
pub(super) fn told(shown: &ShownRecord, limits: &[ShownLimit], told: &mut Json) {
    let Some(told) = told.as_object_mut() else { return };
    if let Some(place) = &shown.place {
        let line = place.line.shown().map(line_told);
        let at = place.host.map(|host| host.to_string());
        let hidden = place.line == OwnLine::Hidden;
        told.insert(
            "place".into(),
            json!({
                "at": at, "line": line, "hidden": hidden, "elsewhere": place.amiss.elsewhere, "early": place.amiss.early,
                "free": place.free,
            }),
        );
    }
    if !limits.is_empty() {
        told.insert("places".into(), limits.iter().map(limit_told).collect());
    }
}

fn limit_told(limit: &ShownLimit) -> Json {
    json!({
        "limit": limit.limit, "number": limit.number, "disagree": limit.disagree,
        "nights": limit.nights.iter().map(night_told).collect::<Vec<_>>(),
        "lines": limit.lines.iter().map(line_told).collect::<Vec<_>>(),
        "exceeded": limit.exceeded.iter().map(|(night, over)| json!({"night": night.to_string(), "by": over})).collect::<Vec<_>>(),
    })
}

fn night_told(night: &ShownNight) -> Json {
    json!({
        "night": night.night.to_string(), "filled": night.count.filled, "held": night.count.held,
        "blocked": night.count.blocked, "free": night.free,
    })
}

fn line_told(shown: &ShownLine) -> Json {
    let line = &shown.line;
    json!({
        "id": line.id.to_string(), "code": line.code(), "state": word(line.state), "units": line.span.units,
        "from": (line.span.from != Date::MIN).then(|| line.span.from.to_string()),
        "until": shown.until.map(|until| until.to_string()), "overdue": shown.overdue,
        "expires": shown.told.and_then(|told| told.expires).map(Timestamp::rfc3339),
        "ends_today": shown.ends_today, "why": line.why,
    })
}

fn word(state: LineState) -> &'static str {
    match state {
        LineState::Waits => "waits",
        LineState::Held => "held",
        LineState::Lapsed => "lapsed",
        LineState::Filled => "filled",
        LineState::Freed => "freed",
        LineState::Blocked => "blocked",
        LineState::Opened => "opened",
    }
}

/// The page of a record with its places.
pub(super) fn page(page: String, shown: &ShownRecord, limits: &[ShownLimit]) -> String {
    let own = shown.place.iter().flat_map(own_lines);
    let all = limits.iter().flat_map(|limit| {
        let over = limit.exceeded.iter().map(|(night, over)| format!("  {night}: {over} more than there is room for"));
        let free = free_of(limit);
        std::iter::once(format!("{}: {free}", limit.limit)).chain(over).chain(limit.lines.iter().map(line_line))
    });
    std::iter::once(page).chain(own).chain(all).collect::<Vec<_>>().join("\n")
}

fn own_lines(place: &ShownPlace) -> Vec<String> {
    let own = match &place.line {
        OwnLine::None => None,
        OwnLine::Hidden => Some("  its place: not for you to see".to_owned()),
        OwnLine::Shown(line) => Some(format!("  its place: {}", line_line(line))),
    };
    let elsewhere =
        place.amiss.elsewhere.then(|| "  they have a place somewhere else too, on some of these nights".to_owned());
    let early = place.amiss.early.then(|| "  they came before the first night that it says".to_owned());
    own.into_iter().chain(early).chain(elsewhere).collect()
}

/// What became of a line, as the history of a record tells it. Of a line of a house it is not told who did it, nor when.
pub(super) fn became(told: &LineNote, at: Option<&str>, by: &str) -> Json {
    let (line, span) = (&told.line, told.line.span);
    json!({
        "at": at, "by": (!by.is_empty()).then_some(by), "did": word(line.state), "house": told.host.to_string(),
        "code": line.code(), "units": span.units,
        "from": (span.from != Date::MIN).then(|| span.from.to_string()),
        "until": span.until.map(|until| until.to_string()), "why": line.why,
    })
}

pub(super) fn became_line(told: &LineNote) -> String {
    let (line, span) = (&told.line, told.line.span);
    let until = span.until.map_or_else(|| "open".to_owned(), |until| until.to_string());
    let from = if span.from == Date::MIN { String::new() } else { format!(", {} to {until}", span.from) };
    let why = line.why.as_ref().map(|why| format!(": {why}")).unwrap_or_default();
    let left = if told.before == Some(LineState::Filled) && line.is_over() { "left" } else { word(line.state) };
    format!("{} {left} {}{from}, in {}{why}", line.code(), span.units, told.host)
}

fn line_line(shown: &ShownLine) -> String {
    let (line, until) = (&shown.line, shown.until.map_or_else(|| "open".to_owned(), |until| until.to_string()));
    let from = if line.span.from == Date::MIN { String::new() } else { format!(", {} to {until}", line.span.from) };
    let late = match (shown.overdue, shown.ends_today) {
        (true, _) => ", should have left",
        (false, true) => ", kept until today and no longer",
        (false, false) => "",
    };
    let why = line.why.as_ref().map(|why| format!(": {why}")).unwrap_or_default();
    format!("  {} {} {}{from}{late}{why}", line.code(), word(line.state), line.span.units)
}

fn free_of(limit: &ShownLimit) -> String {
    if !limit.disagree.is_empty() {
        let said: Vec<String> = limit.disagree.iter().map(i64::to_string).collect();
        return format!("sources disagree how many there are: {}", said.join(", "));
    }
    let night = |night: &ShownNight| match night.free {
        Some(free) => format!("{} {free}", night.night),
        None => format!("{} ?", night.night),
    };
    limit.nights.iter().map(night).collect::<Vec<_>>().join(", ")
}

fn board_row(row: &BoardRow) -> Json {
    let mut told = limit_told(&row.limit);
    if let Some(told) = told.as_object_mut() {
        told.insert("id".into(), json!(row.row.id.to_string()));
        told.insert("kind".into(), json!(row.row.kind));
    }
    told
}

fn board_line(row: &BoardRow, schema: &Schema) -> String {
    format!("{}  {} ({}): {}", row.row.id, called(&row.row, schema), row.limit.limit, free_of(&row.limit))
}

/// What a record is called, by the name that its kind gives it.
fn called(row: &RecordRow, schema: &Schema) -> String {
    let Some(kind) = schema.kind(&row.kind) else { return row.kind.clone() };
    let part = |part: &NamePart| match part {
        NamePart::Words(words) => words.clone(),
        NamePart::Field(position) => {
            let said = kind.fields.get(*position).and_then(|field| row.fields.get(&field.name));
            said.map_or_else(|| "not known".to_owned(), text)
        }
    };
    if kind.naming.is_empty() { row.kind.clone() } else { kind.naming.iter().map(part).collect() }
}
