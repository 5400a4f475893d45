//! The files of `library/texts/LOCALE/`: texts by the ids that they translate.
//!
//! Refused: a language that the library is not translated into, a file that translates none of the English ones, an id
//! or a reason that does not exist, and a text of nothing but blanks. That one is missing refuses nothing: readers are
//! given English, and a test asks for all of them.

use std::collections::BTreeMap;

use packs::Source;
use yaml::{At, Diagnostic, Map, Report, scalars};

use super::super::texts::{LibraryTexts, LocaleTexts, TRANSLATED, Translation, reasons};
use super::super::{Practice, Recommendation, StillMissing};

const FOLDER: &str = "texts/";

/// What may be translated, by the file it stands in.
struct Translatable<'a> {
    practices: BTreeMap<&'a str, Vec<&'a str>>,
    recommendations: BTreeMap<&'a str, Vec<&'a str>>,
    reasons: Vec<&'a str>,
}

pub(super) fn read(
    source: &Source,
    practices: &[Practice],
    recommendations: &[Recommendation],
) -> (LibraryTexts, Vec<Diagnostic>) {
    let known = Translatable {
        practices: by_file(practices.iter().map(|one| one.id.as_str())),
        recommendations: by_file(recommendations.iter().map(|one| one.id.as_str())),
        reasons: reasons(practices).into_iter().collect(),
    };
    let (mut texts, mut problems) = (LibraryTexts::default(), Vec::new());
    for (path, text) in &source.files {
        let Some((lang, file)) = path.strip_prefix(FOLDER).and_then(|path| path.split_once('/')) else { continue };
        let mut report = Report::new(format!("{}/{path}", source.name));
        if TRANSLATED.contains(&lang) {
            known.file(file, text, texts.0.entry(lang.to_owned()).or_default(), &mut report);
        } else {
            let message = format!("the library is not translated into `{lang}`, only into {}", TRANSLATED.join(", "));
            report.error(At::START, "unknown-language", message);
        }
        problems.extend(report.finish());
    }
    (texts, problems)
}

/// Ids without their file, by file.
fn by_file<'a>(ids: impl Iterator<Item = &'a str>) -> BTreeMap<&'a str, Vec<&'a str>> {
    let mut files: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (file, id) in ids.filter_map(|id| id.split_once('/')) {
        files.entry(file).or_default().push(id);
    }
    files
}

impl Translatable<'_> {
    fn file(&self, path: &str, text: &str, into: &mut LocaleTexts, report: &mut Report) {
        let root = yaml::read(text, report);
        let Some(map) = root.as_ref().and_then(|root| root.map("a mapping", report)) else { return };
        let reviewed = map.require("reviewed", report).and_then(|node| scalars::boolean(node, report));
        let of = |words: String| Translation { words, reviewed: reviewed.unwrap_or(false) };
        let stem = path.strip_suffix(".yaml").unwrap_or(path);
        let (folder, stem) = stem.split_once('/').unwrap_or((stem, ""));
        let named = |entries: Vec<(String, String)>| {
            entries.into_iter().map(|(id, words)| (format!("{stem}/{id}"), of(words))).collect::<Vec<_>>()
        };
        match (folder, self.practices.get(stem), self.recommendations.get(stem)) {
            ("practices", Some(ids), _) => {
                map.only(&["reviewed", "actor", "practices"], report);
                let actor = map.get("actor").and_then(|node| scalars::string(node, "a text", report));
                into.actors.extend(actor.map(|words| (stem.to_owned(), of(words))));
                into.practices.extend(named(entries("practices", "practice", ids, map, report)));
            }
            ("recommendations", _, Some(ids)) => {
                map.only(&["reviewed", "recommendations"], report);
                into.recommendations.extend(named(entries("recommendations", "recommendation", ids, map, report)));
            }
            ("reasons", ..) if stem.is_empty() => {
                map.only(&["reviewed", "reasons", "missing"], report);
                let plain = |(id, words): (String, String)| (id, of(words));
                into.reasons.extend(entries("reasons", "reason", &self.reasons, map, report).into_iter().map(plain));
                if map.get("missing").is_some() {
                    let words: Vec<&str> = StillMissing::ALL.iter().map(|(word, _)| *word).collect();
                    into.missing.extend(entries("missing", "word", &words, map, report).into_iter().map(plain));
                }
            }
            _ => {
                report.error(At::START, "unknown-file", "it translates no file of the library");
            }
        }
    }
}

/// Texts by what they translate.
fn entries(key: &str, what: &str, known: &[&str], map: &Map, report: &mut Report) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let texts = map.require(key, report).and_then(|node| node.map("texts by what they translate", report));
    for entry in texts.map(|map| map.entries.as_slice()).unwrap_or_default() {
        let id = entry.key.text.as_str();
        if !known.contains(&id) {
            let message = yaml::no_such(what, id);
            report.error(entry.key.at, "unknown-text", message).did_you_mean(id, known.iter().copied());
            continue;
        }
        match scalars::string(&entry.value, "a text", report) {
            Some(words) if words.trim().is_empty() => {
                report.error(entry.value.at, "empty-text", format!("nothing is said of `{id}`"));
            }
            Some(words) => found.push((id.to_owned(), words)),
            None => {}
        }
    }
    found
}
