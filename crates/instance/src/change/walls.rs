//! What lay behind a wall stays behind it: a kind of record, or a field of one, is not opened again by a later version of its
//! pack, nor by another pack that takes its name. What was said while it was walled lies there for good, and would drop out
//! of sight of everybody who reads the opened kind.

use model::{Compartment, Kind, Schema};
use yaml::{At, Problems, Report};

use crate::Fault;

/// Refuses a schema that would open what is walled off.
pub(super) fn kept(before: &Schema, after: &Schema) -> Result<(), Fault> {
    let problems: Vec<_> = before.kinds().filter_map(|kind| Some((kind, after.kind(&kind.name)?))).collect();
    let opened = problems.into_iter().flat_map(|(was, now)| opened(was, now));
    let problems: Vec<_> = opened.flat_map(|(now, name, wall)| problem(now, &name, wall).finish()).collect();
    if problems.is_empty() { Ok(()) } else { Err(Fault::Unsound(Problems(problems))) }
}

/// The kind, or those of its fields, that lay behind a wall and would not any more.
fn opened<'k>(was: &Kind, now: &'k Kind) -> Vec<(&'k Kind, String, Compartment)> {
    if let Some(wall) = was.compartment.filter(|wall| now.compartment != Some(*wall)) {
        return vec![(now, was.name.clone(), wall)];
    }
    let fields = was.fields.iter().filter_map(|field| {
        let (wall, there) = (was.wall(field)?, now.field(&field.name)?);
        (now.wall(there) != Some(wall)).then(|| (now, field.name.clone(), wall))
    });
    fields.collect()
}

fn problem(now: &Kind, name: &str, wall: Compartment) -> Report {
    let mut report = Report::new(format!("{}/kinds/{}.yaml", now.pack, now.name));
    let code = wall.code();
    let message = format!("`{name}` lies behind `{code}` in the packs in force, and would be opened");
    report.error(At::START, "compartment-lowered", message).help(
        "what was said of it stays behind that wall: leave it there, and declare what is open under another name",
    );
    report
}

#[cfg(test)]
mod tests {
    use model::{About, Class, Field, FieldType, KindWork, Listing, NamePart, Text};

    use super::*;

    fn schema(wall: Option<Compartment>, class: Class) -> Schema {
        let mut schema = Schema::default();
        let field = Field {
            name: "stay_over.on".into(),
            ty: FieldType::Date,
            class,
            label: Text::english("on"),
            question: None,
            relevant: None,
            pack: "t".into(),
            hxl: None,
            facet: false,
        };
        let kind = Kind {
            name: "stay_over".into(),
            title: Text::english("t"),
            pack: "t".into(),
            about: About::Person,
            compartment: wall,
            work: KindWork::Person,
            listing: Listing::Ours,
            naming: vec![NamePart::Words("t".into())],
            unique: false,
            fields: vec![field],
            keep_months: None,
        };
        schema.add_kind(kind).unwrap();
        schema
    }

    #[test]
    fn a_wall_may_be_put_up_and_is_never_taken_down_or_changed_for_another() {
        let (gbv, child) = (Some(Compartment::Gbv), Some(Compartment::Child));
        let open = || schema(None, Class::Personal);
        let field = || schema(None, Class::Protected(Compartment::Gbv));
        let kind = |wall: Option<Compartment>| schema(wall, Class::Protected(wall.unwrap()));
        for (before, after, sound) in [
            (open(), open(), true),
            (open(), kind(gbv), true),
            (open(), field(), true),
            (field(), kind(gbv), true),
            (kind(gbv), kind(gbv), true),
            (kind(gbv), Schema::default(), true),
            (kind(gbv), open(), false),
            (kind(gbv), field(), false),
            (kind(gbv), kind(child), false),
            (field(), open(), false),
            (field(), kind(child), false),
        ] {
            let kept = kept(&before, &after);
            assert_eq!(kept.is_ok(), sound, "{before:?} to {after:?}: {kept:?}");
        }
    }
}
