//! The kinds of record that a pack brings: whose they are, who opens them, behind which wall, what is asked, what they take.

use casework::record::opened_by;
use model::{About, Kind};
use packs::{Pack, Packs};

use crate::labels::Labels;
use crate::say::{Html, MessageArg};
use crate::words;

/// A kind of record.
pub struct BroughtKind {
    /// What it is called.
    pub title: Html,
    /// The wall behind which its records lie.
    pub wall: Option<String>,
    /// Whose they are, who opens them, and what they take.
    pub lines: Vec<Html>,
    /// What is asked, in the order of its form.
    pub fields: Vec<Html>,
}

/// The kinds that a pack brings.
pub fn kinds(packs: &Packs, pack: &Pack, labels: Labels<'_>) -> Vec<BroughtKind> {
    let own = packs.schema.kinds().filter(|kind| kind.pack == pack.name);
    own.map(|kind| BroughtKind::of(kind, &opens(kind, pack), labels)).collect()
}

/// Who opens one: whom its pathway names, else whom the reviewed table does.
fn opens(kind: &Kind, pack: &Pack) -> Vec<String> {
    let way = pack.pathways.iter().map(|tried| &tried.pathway).find(|pathway| pathway.kind == kind.name);
    let table = || opened_by(kind.work).into_iter().map(|role| role.code().to_owned()).collect();
    way.map_or_else(table, |pathway| pathway.opens.by.clone())
}

impl BroughtKind {
    fn of(kind: &Kind, opens: &[String], labels: Labels<'_>) -> Self {
        let say = labels.say;
        let whose = Html::escaped(&say.t(match kind.about {
            About::Person => "brings-person",
            About::Household => "brings-household",
            About::Itself => "brings-itself",
        }));
        let roles = words::roles(say, opens);
        let opens = say.rich("way-opens", &[("roles", MessageArg::Text(&roles))]);
        Self {
            title: say.text(&kind.title),
            wall: kind.compartment.map(|wall| words::compartment(say, wall)),
            lines: [whose, opens].into_iter().chain(takes(kind, labels)).collect(),
            fields: kind.fields.iter().map(|field| say.text(&field.label)).collect(),
        }
    }
}

/// What its records take of those to which they lead.
fn takes(kind: &Kind, labels: Labels<'_>) -> Option<Html> {
    let takes = kind.takes.as_ref()?;
    let (from, what) = (labels.field(&takes.link), labels.field(&takes.limit));
    Some(labels.say.rich("brings-takes", &[("from", MessageArg::Html(from)), ("what", MessageArg::Html(what))]))
}
