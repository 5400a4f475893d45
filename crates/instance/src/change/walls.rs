//! What is on record of people stays where it was said, and in sight: a kind of record, or a field of one, that was ever in
//! force here is there in every later version, unless that says that it goes (`retired` in `pack.yaml`), and what ever lay
//! behind a wall is not opened again, by no version and by no other pack that takes its name. What was said while it was
//! walled lies there for good, and would drop out of sight of everybody who reads the opened kind.

use std::collections::BTreeSet;

use casework::InstanceView;
use model::{Compartment, Kind, Schema};
use packs::{KindBefore, kind_before};
use yaml::{At, Problems, Report};

use crate::Fault;

/// Refuses a schema that would open what was ever walled off, or loses what was ever declared.
pub(super) fn kept(view: &InstanceView, after: &Schema) -> Result<(), Fault> {
    let found: BTreeSet<Broken> = ever(view)
        .flat_map(|(pack, kind)| broken(&kind, after).into_iter().map(move |how| (pack.clone(), how)))
        .collect();
    let problems: Vec<_> = found.into_iter().flat_map(|(pack, how)| how.told(&pack).finish()).collect();
    if problems.is_empty() { Ok(()) } else { Err(Fault::Unsound(Problems(problems))) }
}

/// What goes out of sight because its pack says so, as `pack/kinds/name`.
pub(super) fn retired(before: &Schema, after: &Schema) -> Vec<String> {
    let gone = before.kinds().flat_map(|was| {
        let fields =
            was.fields.iter().filter(|field| after.kind(&was.name).is_some_and(|now| now.field(&field.name).is_none()));
        let whole = after.kind(&was.name).is_none().then_some(&was.name);
        let names: Vec<&String> = whole.into_iter().chain(fields.map(|field| &field.name)).collect();
        names.into_iter().map(|name| format!("{}/kinds/{name}", was.pack))
    });
    gone.collect()
}

/// The pack that declared it, and what would become of it.
type Broken = (String, How);

/// How something that was in force would not be what it was.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum How {
    /// It is no longer there.
    Gone(String),
    /// Its records were a person's, a household's or nobody's, and would be others'.
    Whose(String),
    /// It lay behind a wall, and would not.
    Opened(String, Compartment),
}

/// The kinds of all versions of all packs that were ever in force, each with its pack.
fn ever(view: &InstanceView) -> impl Iterator<Item = (&String, KindBefore)> {
    view.packs
        .iter()
        .flat_map(|(name, pack)| pack.kinds.iter().filter_map(move |text| Some((name, kind_before(text)?))))
}

fn broken(was: &KindBefore, after: &Schema) -> Vec<How> {
    let Some(now) = after.kind(&was.name) else {
        return if after.is_retired(&was.name) { vec![] } else { vec![How::Gone(was.name.clone())] };
    };
    if was.about != now.about {
        return vec![How::Whose(was.name.clone())];
    }
    if let Some(wall) = was.wall.filter(|wall| now.compartment != Some(*wall)) {
        return vec![How::Opened(was.name.clone(), wall)];
    }
    was.fields.iter().filter_map(|(name, wall)| broken_field(now, name, *wall, after)).collect()
}

fn broken_field(now: &Kind, name: &str, wall: Option<Compartment>, after: &Schema) -> Option<How> {
    let Some(field) = now.field(name) else {
        return (!after.is_retired(name)).then(|| How::Gone(name.to_owned()));
    };
    wall.filter(|wall| now.wall(field) != Some(*wall)).map(|wall| How::Opened(name.to_owned(), wall))
}

impl How {
    fn told(&self, pack: &str) -> Report {
        match self {
            Self::Whose(name) => {
                let mut report = Report::new(format!("{pack}/pack.yaml"));
                let message = format!("records of `{name}` were in force here as those of others than this says");
                report
                    .error(At::START, "dropped-record", message)
                    .help("whose the records of a kind are never changes: a kind of another name says otherwise");
                report
            }
            Self::Gone(name) => {
                let mut report = Report::new(format!("{pack}/pack.yaml"));
                let message =
                    format!("`{name}` was in force here, and what is on record under it would be seen by nobody");
                report
                    .error(At::START, "dropped-record", message)
                    .help(format!("declare it as before, or say that it goes: `retired: [{name}]`"));
                report
            }
            Self::Opened(name, wall) => {
                let kind = name.split('.').next().unwrap_or(name);
                let mut report = Report::new(format!("{pack}/kinds/{kind}.yaml"));
                let message = format!("`{name}` lay behind `{}` here, and would be opened", wall.code());
                report.error(At::START, "compartment-lowered", message).help(
                    "what was said of it stays behind that wall: leave it there, and declare what is open under another name",
                );
                report
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use casework::view::InstalledPack;
    use packs::{LoadOptions, Source};

    use super::*;

    const OPEN: &str = "\n  on: [date, personal]\n";
    const GBV: &str = "\n  on: [date, protected, gbv]\n";
    const CHILD: &str = "\n  on: {type: date, class: protected, compartment: child}\n";

    /// A kind behind a wall, with these fields.
    fn kind(wall: &str, fields: &str) -> String {
        format!("kind: visit\ntitle: {{en: Visit}}\nabout: person\nwork: place\nname: visit\n{wall}\nfields:{fields}")
    }

    fn manifest(more: &str) -> String {
        format!("pack: t\nversion: 1.0.0\ntitle: {{en: T}}\npurpose: p\nlicence: CC0-1.0\nprefix: tee\n{more}\n")
    }

    /// An instance on which versions of a pack with these kinds were in force.
    fn instance(versions: &[&str]) -> InstanceView {
        let kinds = versions.iter().map(|text| (*text).to_owned()).collect();
        let (version, hash, files) = ("1.0.0".into(), String::new(), BTreeMap::new().into());
        let (since, former) = (model::Timestamp(0), BTreeMap::new());
        InstanceView {
            packs: [("t".to_owned(), InstalledPack { version, hash, files, kinds, since, former })].into(),
            ..InstanceView::default()
        }
    }

    fn schema(files: &[(&str, &str)]) -> Schema {
        let files = files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
        packs::load(&[Source::new("t", files)], &LoadOptions::default())
            .unwrap_or_else(|problems| panic!("{problems}"))
            .schema
    }

    fn codes(versions: &[&str], after: &Schema) -> Vec<&'static str> {
        match kept(&instance(versions), after) {
            Ok(()) => vec![],
            Err(Fault::Unsound(problems)) => problems.0.iter().map(|problem| problem.code).collect(),
            Err(fault) => panic!("{fault}"),
        }
    }

    #[track_caller]
    fn check(versions: &[&str], retired: &str, now: Option<&str>, expected: &[&str]) {
        let manifest = manifest(retired);
        let mut files = vec![("pack.yaml", manifest.as_str())];
        files.extend(now.map(|now| ("kinds/visit.yaml", now)));
        assert_eq!(codes(versions, &schema(&files)), expected, "{versions:?} to {now:?}, {retired}");
    }

    #[test]
    fn a_wall_may_be_put_up_and_is_never_taken_down_or_changed_for_another() {
        let (open, field, child) = (kind("", OPEN), kind("", GBV), kind("", CHILD));
        let (walled, other) = (kind("compartment: gbv", GBV), kind("compartment: child", CHILD));
        for (before, after, expected) in [
            (&open, &open, None),
            (&open, &walled, None),
            (&open, &field, None),
            (&field, &walled, None),
            (&walled, &walled, None),
            (&walled, &open, Some("compartment-lowered")),
            (&walled, &field, Some("compartment-lowered")),
            (&walled, &other, Some("compartment-lowered")),
            (&field, &open, Some("compartment-lowered")),
            (&child, &open, Some("compartment-lowered")),
            (&field, &other, Some("compartment-lowered")),
        ] {
            check(&[before], "", Some(after), &Vec::from_iter(expected));
        }
    }

    #[test]
    fn what_was_ever_in_force_goes_only_where_the_pack_says_so() {
        let (one, two) = (kind("", OPEN), kind("", &format!("{OPEN}  by: [text, personal]\n")));
        check(&[&one], "", None, &["dropped-record"]);
        check(&[&one], "retired: [visit]", None, &[]);
        check(&[&two], "", Some(&one), &["dropped-record"]);
        check(&[&two], "retired: [visit.by]", Some(&one), &[]);
        check(&[&two], "retired: [visit.on]", Some(&kind("", "\n  by: [text, personal]\n")), &[]);
        check(&[&one], "", Some(&two), &[]);
        check(&[&two, &one], "", Some(&one), &["dropped-record"]);
    }

    /// Removed by one version and declared open by a later one, what was said behind the wall would lie open to nobody.
    #[test]
    fn a_wall_holds_against_every_version_that_was_ever_in_force() {
        let (walled, open) = (kind("compartment: gbv", GBV), kind("", OPEN));
        check(&[&walled], "retired: [visit]", None, &[]);
        check(&[&walled], "", Some(&open), &["compartment-lowered"]);
        check(
            &[&kind("", GBV), &kind("", "\n  by: [text, personal]\n")],
            "retired: [visit.by]",
            Some(&open),
            &["compartment-lowered"],
        );
    }

    #[test]
    fn what_goes_on_purpose_is_named() {
        let two = kind("", &format!("{OPEN}  by: [text, personal]\n"));
        let (first, later) = (manifest(""), manifest("retired: [visit.by]"));
        let before = schema(&[("pack.yaml", &first), ("kinds/visit.yaml", &two)]);
        let after = schema(&[("pack.yaml", &later), ("kinds/visit.yaml", &kind("", OPEN))]);
        assert_eq!(retired(&before, &after), ["t/kinds/visit.by"]);
        assert_eq!(retired(&before, &schema(&[("pack.yaml", &manifest("retired: [visit]"))])), ["t/kinds/visit"]);
        assert_eq!(retired(&after, &before), Vec::<String>::new());
    }
}
