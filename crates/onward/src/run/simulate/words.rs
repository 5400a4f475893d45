//! What a report calls measures, conditions, fields and groups, in the words of the packs.

use model::{Field, Lang, Text};
use rules::Bound;

use super::Side;
use super::uncounted::NoneOf;

/// The packs on both sides of a simulation, and over which measures those whom none reaches are counted.
#[derive(Clone, Copy)]
pub struct Words<'a> {
    pub here: &'a Side,
    pub variant: Option<&'a Side>,
    pub none_of: NoneOf,
}

fn spoken(text: &Text) -> Option<String> {
    text.best(&Lang::en()).map(|(_, text)| text.to_owned())
}

impl Words<'_> {
    /// The title of a measure, and of its pack.
    pub fn titles(&self, pack: &str, measure: &str) -> (String, String) {
        let side = [Some(self.here), self.variant].into_iter().flatten();
        let found =
            side.into_iter().find_map(|side| Some((side.packs.pack(pack)?, side.packs.measure(pack, measure)?)));
        let title = found.and_then(|(_, found)| spoken(&found.title));
        let pack_title = found.and_then(|(found, _)| spoken(&found.title));
        (title.unwrap_or_else(|| measure.to_owned()), pack_title.unwrap_or_else(|| pack.to_owned()))
    }

    /// The sentence of a condition, with its parameters as bound, and its law.
    pub fn says(&self, pack: &str, measure: &str, condition: &str) -> (String, String) {
        says(self.here, pack, measure, condition).unwrap_or_else(|| (condition.to_owned(), String::new()))
    }

    /// The same of the variant.
    pub fn variant_says(&self, pack: &str, measure: &str, condition: &str) -> String {
        let found = self.variant.and_then(|side| says(side, pack, measure, condition));
        found.map_or_else(|| condition.to_owned(), |(says, _)| says)
    }

    /// The question that asks for a field.
    pub fn question(&self, name: &str) -> String {
        if name == "members" {
            return "Who else belongs to the household?".into();
        }
        if name == "calendar" {
            return "Which days are working days? The calendar does not tell.".into();
        }
        if let Some(kind) = self.here.packs.schema.kind(name) {
            return format!("Which records are there: {}?", spoken(&kind.title).unwrap_or_else(|| name.to_owned()));
        }
        let field = self.field(name);
        let asked = field.and_then(|field| spoken(field.question.as_ref().unwrap_or(&field.label)));
        asked.unwrap_or_else(|| name.to_owned())
    }

    /// What people are grouped by.
    pub fn breakdown(&self, name: &str) -> String {
        let label = match name {
            "age_band" => Some("age".to_owned()),
            "nationality" => Some("nationality".to_owned()),
            other => self.field(other).and_then(|field| spoken(&field.label)),
        };
        format!("By {}", label.unwrap_or_else(|| name.to_owned()).to_lowercase())
    }

    /// The name of a group.
    pub fn group(&self, by: &str, value: &str) -> String {
        match (by, value) {
            (_, "") => return "none".into(),
            (_, "unknown") => return "not recorded".into(),
            (_, "n/a") => return "does not apply".into(),
            ("age_band", band) => return band.replace('-', "–"),
            (_, _) => {}
        }
        let field = self.field(if by == "nationality" { "nationalities" } else { by });
        let list = field.and_then(|field| self.here.packs.schema.list(field.ty.list()?));
        let name = |code: &str| list.and_then(|list| list.label(code)).and_then(spoken);
        let names = value.split(' ').map(|code| name(code).unwrap_or_else(|| code.to_owned()));
        names.collect::<Vec<_>>().join(", ")
    }

    fn field(&self, name: &str) -> Option<&Field> {
        let schema = &self.here.packs.schema;
        schema.field(name).or_else(|| schema.record_field(name)).and_then(|id| schema.get(id))
    }
}

fn says(side: &Side, pack: &str, measure: &str, condition: &str) -> Option<(String, String)> {
    let of = |bound: &&Bound| bound.pack == pack && bound.measure == measure;
    let found = side.bounds.iter().find(of)?.conditions.iter().find(|found| found.id == condition)?;
    Some((spoken(&found.says).unwrap_or_else(|| condition.to_owned()), found.law.cite.clone()))
}
