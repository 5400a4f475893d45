//! What is on record of a person, field by field, on their page: the value, who says it where sources disagree, and one
//! field opened in its row, with its past and a form for whoever may amend it.

use std::collections::BTreeMap;
use std::sync::Arc;

use casework::source;
use instance::desk::{ClaimNote, ShownClaims, ShownPerson};
use instance::{Acting, CORE};
use model::core::HOUSEHOLD_ID;
use model::{Field, FieldState, Id, Value};
use packs::Packs;

use super::controls::{ControlView, FormSaid, controls};
use super::fields;
use crate::app::App;
use crate::gate::{Failure, Frame};
use crate::labels::Labels;
use crate::question::may_not_apply;
use crate::say::{Html, Say};

/// What is on record, and what could be.
pub struct RecordedFields {
    /// What is on record, by group.
    pub groups: Vec<GroupView>,
    /// What the reader may add, by group.
    pub missing: Vec<GroupView>,
    /// The field that stands open, where nothing is on record of it.
    pub opened: Option<FieldPanel>,
}

/// A group of fields.
pub struct GroupView {
    /// Its name.
    pub title: String,
    /// Its fields.
    pub fields: Vec<FieldView>,
}

/// One field.
pub struct FieldView {
    /// Its label.
    pub label: Html,
    /// What is on record.
    pub value: Html,
    /// The mark of a sealed or protected field.
    pub mark: Option<Html>,
    /// Whether sources disagree.
    pub contested: bool,
    /// Who says so.
    pub sources: String,
    /// Where it stands open.
    pub open: String,
    /// Whether the reader may amend it, or only see its past.
    pub may: bool,
    /// The field in its row, where it is the one that stands open.
    pub panel: Option<FieldPanel>,
}

/// A field that stands open.
pub struct FieldPanel {
    /// The field.
    pub field: String,
    /// Its label.
    pub label: Html,
    /// Where its form goes.
    pub here: String,
    /// Address of the page with no field open.
    pub close: String,
    /// How many claims its form saw.
    pub seen: u64,
    /// How it is entered; nothing for whoever may not amend it.
    pub control: Option<ControlView>,
    /// Whether it may be said that it does not apply.
    pub may_not_apply: bool,
    /// Whether the desk has a word to take back.
    pub takes_back: bool,
    /// Whether sources disagree.
    pub contested: bool,
    /// What was said, the latest first.
    pub notes: Vec<ClaimLine>,
    /// Why what was entered is not on record.
    pub wrong: Option<Html>,
    /// What was typed and is not saved, where somebody else was first.
    pub typed: Option<Html>,
}

/// Something that was said of a field.
pub struct ClaimLine {
    /// When.
    pub at: Html,
    /// Who says so, and who wrote it.
    pub by: String,
    /// What.
    pub value: Html,
    /// Whether it counts.
    pub counts: bool,
}

/// What became of a form of one field.
pub struct FieldEntry {
    /// What it said.
    pub form: FormSaid,
    /// Why that is not on record.
    pub wrong: Html,
    /// Whether somebody else was first: the form then shows what is on record now.
    pub late: bool,
}

impl RecordedFields {
    pub(super) fn of(person: &ShownPerson, panel: Option<FieldPanel>, packs: &Packs, say: Say) -> Self {
        let labels = &Labels { schema: &packs.schema, say };
        let mut panel = panel;
        let known = |field: &Field| person.fields.get(&field.name).is_some_and(|found| !found.state.is_unknown());
        let schema = labels.schema.fields();
        let groups = grouped(schema.iter().filter(|field| known(field)), packs, say, |field| {
            let open = panel.take_if(|panel| panel.field == field.name);
            FieldView::of(field, person, open, labels)
        });
        // What packs add is asked where a measure needs it: here it would bury what everybody has.
        let addable = |field: &&Field| field.pack == CORE && person.amendable.contains(&field.name) && !known(field);
        let missing =
            grouped(schema.iter().filter(addable), packs, say, |field| FieldView::of(field, person, None, labels));
        Self { groups, missing, opened: panel }
    }
}

fn grouped<'f>(
    shown: impl Iterator<Item = &'f Field>,
    packs: &Packs,
    say: Say,
    mut view: impl FnMut(&'f Field) -> FieldView,
) -> Vec<GroupView> {
    let mut titles: Vec<String> = Vec::new();
    let mut by_title: BTreeMap<String, Vec<FieldView>> = BTreeMap::new();
    for field in shown {
        let title = fields::group_title(packs, say, field);
        if !titles.contains(&title) {
            titles.push(title.clone());
        }
        by_title.entry(title).or_default().push(view(field));
    }
    let group = |title: String| by_title.remove(&title).map(|fields| GroupView { title, fields });
    titles.into_iter().filter_map(group).collect()
}

impl FieldView {
    fn of(field: &Field, person: &ShownPerson, panel: Option<FieldPanel>, labels: &Labels<'_>) -> Self {
        let unknown = FieldState::Unknown;
        let found = person.fields.get(&field.name);
        let state = found.map_or(&unknown, |found| &found.state);
        let sources = found.map_or(&[][..], |found| found.sources.as_slice());
        Self {
            label: labels.field(&field.name),
            value: value(field, state, labels),
            mark: fields::mark(labels.say, field.class),
            contested: matches!(state, FieldState::Contested(_)),
            sources: sources.join(&labels.say.t("list-separator")),
            open: format!("/desk/people/{}?edit={}#edit", person.id, field.name),
            may: person.amendable.contains(&field.name),
            panel,
        }
    }
}

/// What is on record in words. What the desk itself calls a household tells nobody anything.
fn value(field: &Field, state: &FieldState<Value>, labels: &Labels<'_>) -> Html {
    let own = |value: &Value| value.to_text().split_once('/').is_some_and(|(register, _)| source::is_own(register));
    match state {
        FieldState::Known(value) if field.name == HOUSEHOLD_ID.name && own(value) => {
            Html::escaped(&labels.say.t("household-here"))
        }
        state => labels.state(&field.name, state),
    }
}

impl FieldPanel {
    /// The panel of a field of somebody; nothing where the reader may not see it.
    pub(super) async fn opened(
        app: &App,
        frame: &Arc<Frame>,
        acting: &Acting,
        (person, name): (Id, &str),
        entry: Option<FieldEntry>,
    ) -> Result<Option<Self>, Failure> {
        let labels = Labels { schema: &frame.in_force.packs.schema, say: frame.say };
        let Some(field) = labels.schema.field(name).and_then(|field| labels.schema.get(field)) else { return Ok(None) };
        let found = app.instance.desk(&frame.in_force, acting).claims(person, name).await?;
        Ok(found.map(|found| Self::of((person, field), &found, entry, frame, &labels)))
    }

    fn of(
        (person, field): (Id, &Field),
        found: &ShownClaims,
        entry: Option<FieldEntry>,
        frame: &Frame,
        labels: &Labels<'_>,
    ) -> Self {
        let late = entry.as_ref().is_some_and(|entry| entry.late);
        let said = entry.as_ref().filter(|_| late).and_then(|entry| entry.form.fields.get(&field.name));
        let typed = said.map(|said| value(field, said, labels));
        let (form, wrong) = match entry {
            Some(entry) if late => (FormSaid::default(), Some(entry.wrong)),
            Some(entry) => (entry.form, Some(entry.wrong)),
            None => (FormSaid::default(), None),
        };
        // Of what sources contest, the desk's own word stands in the form: it is the one that this form amends.
        let contested = matches!(found.state, FieldState::Contested(_));
        let own = found.own.clone().unwrap_or(FieldState::Unknown);
        let stands = if contested { own } else { found.state.clone() };
        let seen = form.seen.unwrap_or(found.seen);
        let mut control =
            controls(std::iter::once(field), &form, |_| stands.clone(), labels).pop().map(ControlView::in_a_line);
        // Where the field itself knows better why, as how a day is written, that stands at it.
        if let Some(control) = control.as_mut().filter(|control| control.wrong.is_none()) {
            control.wrong.clone_from(&wrong);
        }
        Self {
            field: field.name.clone(),
            label: labels.field(&field.name),
            here: format!("/desk/people/{person}/amend"),
            close: format!("/desk/people/{person}#on-record"),
            seen,
            control: control.filter(|_| found.may),
            may_not_apply: may_not_apply(field),
            takes_back: found.may && found.own.as_ref().is_some_and(|own| !own.is_unknown()),
            contested,
            notes: found.notes.iter().map(|note| ClaimLine::of(note, &field.name, frame, labels)).collect(),
            wrong,
            typed,
        }
    }
}

impl ClaimLine {
    fn of(note: &ClaimNote, field: &str, frame: &Frame, labels: &Labels<'_>) -> Self {
        let value = match &note.state {
            FieldState::Unknown => Html::escaped(&labels.say.t("field-taken-back")),
            state => labels.state(field, state),
        };
        let by = match &note.by {
            Some(by) => format!("{}{}{by}", note.source, labels.say.t("list-separator")),
            None => note.source.clone(),
        };
        Self { at: frame.moment(note.at), by, value, counts: note.counts }
    }
}
