//! From the files of a library to practices and recommendations, every problem at its place.
//!
//! Codes come first, for everything names them; then practices; then recommendations, which name practices; then what
//! all of them are in other languages.

use std::collections::{BTreeMap, BTreeSet};

use packs::Source;
use yaml::{At, Diagnostic, Map, Node, Problems, Report, Severity, scalars};

use super::codes::GoalCodes;
use super::words::{Addressee, Kind, Phase, Status, Voice};
use super::{Library, Practice, Recommendation};
use fields::{carried, countries, items, listed, passages, string, systems};

mod fields;
mod texts;

const ACTOR_KEYS: [&str; 4] = ["actor", "iso3", "reported_by", "practices"];
const PRACTICE_KEYS: [&str; 16] = [
    "id",
    "text",
    "quote",
    "status",
    "kind",
    "gcm",
    "sdg",
    "groups",
    "phase",
    "where",
    "figures",
    "iso3",
    "reported_by",
    "pack",
    "missing",
    "reason",
];
const PART_KEYS: [&str; 3] = ["part", "by", "recommendations"];
const RECOMMENDATION_KEYS: [&str; 9] = ["id", "text", "to", "where", "asked_by", "gcm", "sdg", "rows", "practices"];

pub(super) fn read(source: &Source) -> Result<Library, Problems> {
    let mut reader = LibraryReader { source, codes: GoalCodes::default(), ids: BTreeSet::new(), problems: Vec::new() };
    reader.codes = reader.codes();
    if !reader.problems.is_empty() {
        return Err(Problems(reader.problems));
    }
    let practices = reader.all("practices/", LibraryReader::actor);
    // One that could not be read exists all the same: a recommendation traced to it has no problem of its own.
    reader.ids = practices.iter().map(|(id, _)| id.clone()).collect();
    let practices: Vec<Practice> = practices.into_iter().filter_map(|(_, practice)| practice).collect();
    let recommendations = reader.all("recommendations/", LibraryReader::part);
    let (texts, problems) = texts::read(source, &practices, &recommendations);
    // Where an English text could not be read, its translations translate nothing: that is no problem of theirs.
    if reader.problems.is_empty() {
        reader.problems = problems;
    }
    if reader.problems.iter().any(|problem| problem.severity == Severity::Error) {
        return Err(Problems(reader.problems));
    }
    let numbered = practices.iter().enumerate();
    let by_id: BTreeMap<String, usize> = numbered.map(|(position, one)| (one.id.clone(), position)).collect();
    Ok(Library { codes: reader.codes, practices, recommendations, texts, by_id })
}

struct LibraryReader<'a> {
    source: &'a Source,
    codes: GoalCodes,
    /// Ids of all practices, once they have been read.
    ids: BTreeSet<String>,
    problems: Vec<Diagnostic>,
}

impl LibraryReader<'_> {
    fn codes(&mut self) -> GoalCodes {
        let path = "codes.yaml";
        let Some(text) = self.source.files.get(path) else {
            let mut report = self.report(path);
            report.error(At::START, "missing-file", format!("expected the file `{path}`"));
            self.problems.extend(report.finish());
            return GoalCodes::default();
        };
        let mut found = GoalCodes::default();
        self.file(path, text, |_, map, report| {
            found = GoalCodes::read(map, report);
            Vec::<()>::new()
        });
        found
    }

    fn report(&self, path: &str) -> Report {
        Report::new(format!("{}/{path}", self.source.name))
    }

    /// Everything in the files of a folder, in order of their names.
    fn all<T>(&mut self, folder: &str, read: fn(&Self, &str, &Map, &mut Report) -> Vec<T>) -> Vec<T> {
        let stem = |path: &'_ str| path.strip_prefix(folder)?.strip_suffix(".yaml").map(str::to_owned);
        let files = self.source.files.iter().filter_map(|(path, text)| Some((path, text, stem(path)?)));
        let mut all = Vec::new();
        for (path, text, stem) in files {
            all.extend(self.file(path, text, |reader, map, report| read(reader, &stem, map, report)));
        }
        all
    }

    fn file<T>(&mut self, path: &str, text: &str, read: impl FnOnce(&Self, &Map, &mut Report) -> Vec<T>) -> Vec<T> {
        let mut report = self.report(path);
        let root = yaml::read(text, &mut report);
        let map = root.as_ref().and_then(|root| root.map("a mapping", &mut report));
        let found = map.map(|map| read(self, map, &mut report)).unwrap_or_default();
        self.problems.extend(report.finish());
        found
    }

    /// The practices of one actor by their ids; none where a practice could not be read.
    fn actor(&self, stem: &str, map: &Map, report: &mut Report) -> Vec<(String, Option<Practice>)> {
        map.only(&ACTOR_KEYS, report);
        let line = |key: &str, report: &mut Report| {
            map.require(key, report).and_then(|node| scalars::string(node, "a text", report)).unwrap_or_default()
        };
        let (actor, reported_by) = (line("actor", report), line("reported_by", report));
        let iso3 = map.require("iso3", report).map(|node| countries(node, report)).unwrap_or_default();
        let about = Actor { name: &actor, iso3: &iso3, reported_by: &reported_by };
        let items = items(map, "practices", report);
        let named = items.into_iter().filter_map(|map| Some((string(map, "id", report)?, map)));
        let named: Vec<(String, &Map)> = named.map(|(id, map)| (format!("{stem}/{id}"), map)).collect();
        named.into_iter().map(|(id, map)| (id.clone(), self.practice(&about, id, map, report))).collect()
    }

    fn practice(&self, about: &Actor<'_>, id: String, map: &Map, report: &mut Report) -> Option<Practice> {
        map.only(&PRACTICE_KEYS, report);
        let (text, quote) = (string(map, "text", report), string(map, "quote", report));
        let status = map.require("status", report).and_then(|node| scalars::word(node, Status::ALL, report));
        let kind = map.require("kind", report).and_then(|node| scalars::word(node, Kind::ALL, report));
        let phase = map.require("phase", report).and_then(|node| scalars::word(node, Phase::ALL, report));
        let groups = listed(map, "groups", super::Group::ALL, report);
        let passages = passages(map, report);
        let (gcm, sdg) = self.aims(map, report);
        let carried = carried(map, report);
        let figures = map.get("figures").map(|node| scalars::strings(node, "a list of figures", report));
        let reported_by = map.get("reported_by").and_then(|node| scalars::string(node, "a text", report));
        let iso3 = map.get("iso3").map(|node| countries(node, report));
        let (carried, at) = carried?;
        Some(Practice {
            id,
            actor: about.name.to_owned(),
            iso3: iso3.unwrap_or_else(|| about.iso3.to_vec()),
            text: text?,
            quote: quote?,
            status: status?,
            kind: kind?,
            gcm,
            sdg,
            groups,
            phase: phase?,
            passages,
            figures: figures.unwrap_or_default(),
            reported_by: reported_by.unwrap_or_else(|| about.reported_by.to_owned()),
            carried,
            at,
        })
    }

    fn part(&self, stem: &str, map: &Map, report: &mut Report) -> Vec<Recommendation> {
        map.only(&PART_KEYS, report);
        let part = string(map, "part", report).unwrap_or_default();
        if part != stem {
            let at = map.get("part").map_or(map.at, |node| node.at);
            report.error(at, "file-name", format!("part `{part}` stands in the file of `{stem}`"));
        }
        let voice = map.require("by", report).and_then(|node| scalars::word(node, Voice::ALL, report));
        let items = items(map, "recommendations", report);
        let voice = voice.unwrap_or(Voice::Official);
        items.into_iter().filter_map(|map| self.recommendation(&part, voice, map, report)).collect()
    }

    fn recommendation(&self, part: &str, voice: Voice, map: &Map, report: &mut Report) -> Option<Recommendation> {
        map.only(&RECOMMENDATION_KEYS, report);
        let id = string(map, "id", report);
        let text = string(map, "text", report);
        let to = listed(map, "to", Addressee::ALL, report);
        let passages = passages(map, report);
        let asked_by = asked_by(map, voice, report);
        let (gcm, sdg) = self.aims(map, report);
        let systems = map.require("rows", report).map(|node| systems(node, report)).unwrap_or_default();
        let practices = map.require("practices", report).map(|node| self.traced(node, report)).unwrap_or_default();
        let (id, text) = (format!("{part}/{}", id?), text?);
        let part = part.to_owned();
        Some(Recommendation { id, part, voice, text, to, passages, asked_by, gcm, sdg, systems, practices })
    }

    /// Objectives and targets.
    fn aims(&self, map: &Map, report: &mut Report) -> (Vec<u8>, Vec<String>) {
        let gcm = map.require("gcm", report).map(|node| self.codes.objectives(node, report));
        let sdg = map.require("sdg", report).map(|node| self.codes.targets(node, report));
        (gcm.unwrap_or_default(), sdg.unwrap_or_default())
    }

    /// Practices that a recommendation is traced to.
    fn traced(&self, node: &Node, report: &mut Report) -> Vec<String> {
        let mut ids = Vec::new();
        for scalar in scalars::scalars(node, "a list of practices", report) {
            if !self.ids.contains(&scalar.text) {
                let found =
                    report.error(scalar.at, "unknown-practice", format!("there is no practice `{}`", scalar.text));
                found.did_you_mean(&scalar.text, self.ids.iter().map(String::as_str));
            }
            ids.push(scalar.text.clone());
        }
        ids
    }
}

/// What all practices of a file share.
struct Actor<'a> {
    name: &'a str,
    iso3: &'a [String],
    reported_by: &'a str,
}

/// Who asked for it: said where speakers or the floor did, for they are many; elsewhere the report did.
fn asked_by(map: &Map, voice: Voice, report: &mut Report) -> Option<String> {
    match voice {
        Voice::Speaker | Voice::Floor => string(map, "asked_by", report),
        Voice::Official | Voice::SideEvent | Voice::KeyMessage | Voice::Conclusion => {
            let found = map.get("asked_by")?;
            report.error(found.at, "asked-by", "only what speakers or the floor asked for says who");
            None
        }
    }
}
