//! The pathways of a pack, for whoever decides about them: every stage in its order, what is done in it, by whom and by when,
//! what others must agree to, what silence means, how it is appealed, what the person is told, and how a case ends.
//!
//! Everything is told from the pathway itself, in its own texts; nothing is summed up.

mod clock;
mod work;

use model::{Date, FieldId};
use packs::Pack;
use pathways::{Anchor, CaseVersion, Leaf, Pathway, Stage};
use rules::LooseCond;

use crate::gate::Frame;
use crate::labels::Labels;
use crate::say::{Html, MessageArg, Say};
use crate::words::{self, Cited};

/// A pathway.
pub struct WayPanel {
    /// Where it stands on the page.
    pub anchor: String,
    /// Its title.
    pub title: Html,
    /// Who opens a case, and what that depends on.
    pub opens: Vec<Html>,
    /// The wall behind which its cases lie.
    pub wall: Option<String>,
    /// The law of what cites nothing of its own.
    pub cited: Cited,
    /// Its stages, in their order.
    pub stages: Vec<WayStage>,
    /// How a case ends, and who closes it.
    pub ends: Vec<Html>,
}

/// A stage.
pub struct WayStage {
    /// What it is called.
    pub says: Html,
    /// What it waits for, and by when it is over.
    pub lines: Vec<Html>,
    /// What is done in it.
    pub items: Vec<WayItem>,
}

/// A task, a decision or a referral.
pub struct WayItem {
    /// What it is called.
    pub says: Html,
    /// Whether it is done only where somebody puts it on the list.
    pub optional: bool,
    /// By whom, by when, and all that is said of it.
    pub lines: Vec<Html>,
    /// The law of its clock, where that is another than the pathway's.
    pub cited: Option<Cited>,
}

/// The pathways of a pack in force.
pub fn panels(frame: &Frame, pack: &Pack) -> Vec<WayPanel> {
    let pathways = &frame.in_force.pathways;
    let named = |id: &str| pathways.named(&format!("{}/{id}", pack.name), &pack.hash);
    let running = pack.pathways.iter().filter_map(|tried| named(&tried.pathway.id));
    running.map(|running| WayTeller::new(pathways.version(running), frame).panel()).collect()
}

/// Tells of one pathway.
struct WayTeller<'a> {
    version: CaseVersion<'a>,
    pathway: &'a Pathway,
    labels: Labels<'a>,
    say: Say,
    today: Date,
}

impl<'a> WayTeller<'a> {
    fn new(version: CaseVersion<'a>, frame: &Frame) -> Self {
        let (pathway, say) = (version.pathway, frame.say);
        Self { version, pathway, labels: Labels { schema: &pathway.schema, say }, say, today: frame.today }
    }

    fn panel(&self) -> WayPanel {
        let (pathway, say) = (self.pathway, self.say);
        let opens = &pathway.opens;
        WayPanel {
            anchor: format!("way-{}", pathway.id),
            title: say.text(&pathway.title),
            opens: [self.by("way-opens", &opens.by)].into_iter().chain(self.depends(opens.applies)).collect(),
            wall: pathway.sees.compartment.map(|wall| words::compartment(say, wall)),
            cited: Cited::of(say, &pathway.law),
            stages: pathway.stages.iter().enumerate().map(|(position, stage)| self.stage(position, stage)).collect(),
            ends: pathway.ends.iter().map(|end| self.end(&end.says, &end.by)).collect(),
        }
    }

    fn end(&self, says: &model::Text, by: &[String]) -> Html {
        let says = self.say.text(says);
        if by.is_empty() {
            return says;
        }
        let roles = words::roles(self.say, by);
        self.say.rich("way-end", &[("end", MessageArg::Html(says)), ("roles", MessageArg::Text(&roles))])
    }

    fn stage(&self, position: usize, stage: &Stage) -> WayStage {
        let items = self.pathway.items.iter().filter(|item| item.stage == position);
        let waits = stage.enter.into_iter().chain(stage.done);
        let lines = [
            self.stages_line("way-after", &stage.after),
            self.stages_line("way-any", &stage.any),
            self.depends(stage.applies),
            stage.due.as_ref().map(|due| self.due(due)),
        ];
        WayStage {
            says: self.say.text(&stage.says),
            lines: lines.into_iter().flatten().chain(waits.filter_map(|it| self.read_line("way-waits", it))).collect(),
            items: items.map(|item| self.item(item)).collect(),
        }
    }

    fn stages_line(&self, key: &str, stages: &[usize]) -> Option<Html> {
        let named = stages.iter().filter_map(|position| self.pathway.stages.get(*position));
        self.listing(key, named.map(|stage| self.say.text(&stage.says)).collect())
    }

    /// That something is by these roles.
    fn by(&self, key: &str, roles: &[String]) -> Html {
        self.say.rich(key, &[("roles", MessageArg::Text(&words::roles(self.say, roles)))])
    }

    /// On what it depends whether something applies.
    fn depends(&self, applies: Option<LooseCond>) -> Option<Html> {
        applies.and_then(|applies| self.read_line("way-depends", applies))
    }

    /// A line about what a condition reads; nothing where it reads nothing.
    fn read_line(&self, key: &str, condition: LooseCond) -> Option<Html> {
        let read = self.pathway.rules.reads(condition).into_iter();
        self.listing(key, read.map(|field| self.field(field)).collect())
    }

    /// A line about several things, each told once; nothing where there are none.
    fn listing(&self, key: &str, items: Vec<Html>) -> Option<Html> {
        let mut told: Vec<Html> = vec![];
        for item in items {
            if !told.contains(&item) {
                told.push(item);
            }
        }
        let what = (!told.is_empty()).then(|| self.labels.listed(told.into_iter()))?;
        Some(self.say.rich(key, &[("what", MessageArg::Html(what))]))
    }

    /// A field; of what a case says of itself, what it says that of.
    fn field(&self, field: FieldId) -> Html {
        match self.pathway.leaves.get(field) {
            Some(leaf) => self.leaf(leaf),
            None => self.labels.field(self.pathway.schema.name(field)),
        }
    }

    fn leaf(&self, leaf: Leaf) -> Html {
        let says = match leaf {
            Leaf::OpenedAt => None,
            Leaf::Item(position, _) => self.pathway.items.get(position).map(|item| &item.says),
            Leaf::Entered(position) | Leaf::Left(position) => {
                self.pathway.stages.get(position).map(|stage| &stage.says)
            }
        };
        says.map_or_else(|| Html::escaped(&self.say.t("way-opening")), |says| self.say.text(says))
    }

    /// From what a clock counts, where that is said.
    fn start(&self, anchor: Anchor) -> Option<Html> {
        match anchor {
            Anchor::Opening => None,
            Anchor::Leaf(leaf) => Some(self.leaf(leaf)),
            Anchor::Value(value) => {
                let read = self.pathway.rules.reads_of(value).into_iter().map(|field| self.field(field));
                Some(self.labels.listed(read))
            }
        }
    }
}
