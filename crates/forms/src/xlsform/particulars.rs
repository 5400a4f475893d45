//! What each type of question has of its own: its parameters, what it notes by itself, what is wrong with them.

use super::item::{SheetAction, SheetItem};
use super::parameters::{accepted, parameters, said};
use super::problem::CellPlace;
use super::row::{SurveyRow, set};
use super::settings::is_yes;
use super::survey::SheetReading;

/// What an audit takes.
const AUDIT: [&str; 6] = [
    "identify-user",
    "location-max-age",
    "location-min-interval",
    "location-priority",
    "track-changes",
    "track-changes-reasons",
];

/// Of it, what says where a phone was: all three or none.
const LOCATION: [&str; 3] = ["location-max-age", "location-min-interval", "location-priority"];

impl SheetReading<'_> {
    /// What each type has of its own.
    pub(super) fn particulars(&mut self, item: &mut SheetItem, pairs: &[(String, String)]) {
        let at = item.row.place("parameters");
        let kind = item.type_name.clone();
        match kind.as_str() {
            "calculate" if item.bind("calculate").is_none() && !item.dynamic_default => {
                self.problems.error(
                    &item.row.place("bind::calculate"),
                    "no-calculation",
                    format!("`{}` calculates nothing", item.name),
                    "Write what it comes to into `calculation`",
                );
            }
            "text" => {
                accepted(pairs, &["rows"], &at, self.problems);
                if let Some(rows) = said(pairs, "rows") {
                    self.whole(rows, "rows", &at);
                    set(&mut item.control, "rows", rows);
                }
            }
            "photo" => self.picture(item, pairs, &at),
            "audio" | "background-audio" => self.sound(item, pairs, &at),
            "geopoint" | "geotrace" | "geoshape" => self.place(item, pairs, &at),
            "range" => self.range(item, pairs, &at),
            "start-geopoint" => item.actions.push(SheetAction {
                name: "odk:setgeopoint",
                event: "odk-instance-first-load",
                value: None,
                quality: None,
            }),
            "background-geopoint" => {
                if item.trigger.is_empty() {
                    self.problems.error(
                        &item.row.place("trigger"),
                        "no-trigger",
                        format!("`{}` does not say when it notes a place", item.name),
                        "Write the question that sets it off into `trigger`",
                    );
                }
                if item.bind("calculate").is_some() {
                    self.problems.error(
                        &item.row.place("bind::calculate"),
                        "calculation",
                        "a place that is noted is not calculated",
                        "Leave `calculation` empty",
                    );
                }
            }
            "subscriberid" | "simserial" => self.problems.warn(
                &item.row.place("type"),
                "left-empty",
                format!("phones no longer tell `{kind}`: it stays empty"),
                "",
            ),
            _ => {}
        }
    }

    pub fn whole(&mut self, value: &str, name: &str, at: &CellPlace) {
        if value.parse::<i64>().is_err() {
            self.problems.error(at, "parameters", format!("`{name}` takes a whole number, and `{value}` is none"), "");
        }
    }

    fn picture(&mut self, item: &mut SheetItem, pairs: &[(String, String)], at: &CellPlace) {
        accepted(pairs, &["max-pixels", "app"], at, self.problems);
        if !item.default.is_empty() && !item.default.contains("jr://images/") {
            item.default = format!("jr://images/{}", item.default);
        }
        match said(pairs, "max-pixels") {
            Some(pixels) => {
                self.whole(pixels, "max-pixels", at);
                item.set_bind("orx:max-pixels", pixels);
            }
            None => self.problems.warn(
                &item.row.place("type"),
                "large-pictures",
                format!("`{}` sends pictures in full size", item.name),
                "Write max-pixels=1024 into `parameters`: phones send them faster",
            ),
        }
        let appearance = item.row.control("appearance").map(str::to_owned);
        if let Some(app) = said(pairs, "app").filter(|_| appearance.as_deref().is_none_or(|said| said == "annotate")) {
            set(&mut item.control, "intent", app);
        }
    }

    fn sound(&mut self, item: &mut SheetItem, pairs: &[(String, String)], at: &CellPlace) {
        accepted(pairs, &["quality"], at, self.problems);
        let background = item.type_name == "background-audio";
        let known: &[&str] =
            if background { &["voice-only", "low", "normal"] } else { &["voice-only", "low", "normal", "external"] };
        let quality = said(pairs, "quality").map(str::to_owned);
        if let Some(quality) = quality.as_deref().filter(|quality| !known.contains(quality)) {
            self.problems.error(
                at,
                "parameters",
                format!("`{quality}` is no quality of sound"),
                format!("It takes {}", known.join(", ")),
            );
        }
        if background {
            item.actions.push(SheetAction {
                name: "odk:recordaudio",
                event: "odk-instance-load",
                value: None,
                quality,
            });
        } else if let Some(quality) = quality {
            item.set_bind("odk:quality", &quality);
        }
    }

    fn place(&mut self, item: &mut SheetItem, pairs: &[(String, String)], at: &CellPlace) {
        let point = item.type_name == "geopoint";
        let known: &[&str] = if point {
            &["allow-mock-accuracy", "capture-accuracy", "reference-geometry", "warning-accuracy"]
        } else {
            &["allow-mock-accuracy", "incremental", "reference-geometry"]
        };
        accepted(pairs, known, at, self.problems);
        for (name, attribute) in
            [("capture-accuracy", "accuracyThreshold"), ("warning-accuracy", "unacceptableAccuracyThreshold")]
        {
            if let Some(value) = said(pairs, name) {
                if value.parse::<f64>().is_err() {
                    self.problems.error(
                        at,
                        "parameters",
                        format!("`{name}` takes a number, and `{value}` is none"),
                        "",
                    );
                }
                set(&mut item.control, attribute, value);
            }
        }
        if let Some(value) = said(pairs, "incremental") {
            if is_yes(value) != Some(true) {
                self.problems.error(at, "parameters", "`incremental` takes true alone", "Leave it out otherwise");
            }
            set(&mut item.control, "incremental", "true");
        }
        if let Some(value) = said(pairs, "allow-mock-accuracy") {
            if !matches!(value, "true" | "false") {
                self.problems.error(at, "parameters", "`allow-mock-accuracy` takes true or false", "");
            }
            item.set_bind("odk:allow-mock-accuracy", value);
        }
        if let Some(value) = said(pairs, "reference-geometry") {
            value.clone_into(&mut item.itemset);
        }
    }

    fn range(&mut self, item: &mut SheetItem, pairs: &[(String, String)], at: &CellPlace) {
        accepted(pairs, &["start", "end", "step", "tick_interval", "placeholder", "tick_labelset"], at, self.problems);
        let mut pairs = pairs.to_vec();
        for (name, default) in [("start", "1"), ("end", "10"), ("step", "1")] {
            if said(&pairs, name).is_none() {
                pairs.push((name.into(), default.into()));
            }
        }
        super::selects::check_range(&pairs, self.lists.as_slice(), at, self.problems);
        let numbers = ["start", "end", "step", "tick_interval", "placeholder"];
        let fraction = |name: &&str| {
            said(&pairs, name).and_then(|value| value.parse::<f64>().ok()).is_some_and(|number| number.fract() != 0.0)
        };
        if numbers.iter().any(fraction) {
            item.set_bind("type", "decimal");
        }
        for (name, value) in
            pairs.iter().filter(|(name, _)| !matches!(name.as_str(), "tick_labelset" | "tick_interval" | "placeholder"))
        {
            set(&mut item.control, name, value.clone());
        }
        for (name, attribute) in [("tick_interval", "odk:tick-interval"), ("placeholder", "odk:placeholder")] {
            if let Some(value) = said(&pairs, name) {
                set(&mut item.control, attribute, value);
            }
        }
        if let Some(list) = said(&pairs, "tick_labelset") {
            list.clone_into(&mut item.itemset);
        }
        item.parameters = pairs;
    }

    /// It stands in `meta`, under its own name.
    pub(super) fn audit(&mut self, row: SurveyRow) {
        if !row.name.is_empty() && row.name != "audit" {
            self.problems.error(&row.place("name"), "name", "an audit is always called `audit`", "Leave `name` empty");
        }
        let at = row.place("parameters");
        let pairs = parameters(&row.parameters, &at, self.problems);
        accepted(&pairs, &AUDIT, &at, self.problems);
        let mut item = SheetItem { name: "audit".into(), type_name: "audit".into(), row, ..SheetItem::default() };
        item.set_bind("type", "binary");
        let located = LOCATION.iter().filter(|name| said(&pairs, name).is_some()).count();
        if located > 0 && located < LOCATION.len() {
            self.problems.error(&at, "parameters", "where a phone was is noted only with all three of location-priority, location-min-interval and location-max-age", "");
        }
        for name in ["track-changes", "track-changes-reasons", "identify-user"].into_iter().chain(LOCATION) {
            if let Some(value) = said(&pairs, name) {
                item.set_bind(&format!("odk:{name}"), value);
            }
        }
        self.meta.push(item);
    }
}
