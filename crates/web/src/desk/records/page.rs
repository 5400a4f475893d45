//! One record: what it says in a form that is filled already, what was done with it, and what may be done now. Where something
//! that was asked is refused, the same page comes back and says why.

use std::collections::BTreeMap;
use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use casework::RecordRights;
use instance::Acting;
use instance::desk::ShownRecord;
use model::{Field, FieldState, Id, Kind, Value};

use super::case::{CasePanel, OfferView};
use super::entry::RecordEntry;
use super::history::{HistoryLine, of_page};
use super::links::offer_links;
use super::moving::MovePanel;
use super::own_place::PlacePanel;
use super::places::{BlockForm, LimitPanel, NIGHTS, by_what};
use super::step_form::StepForm;
use super::{called, list_path, path, told, whose};
use crate::app::App;
use crate::desk::controls::{ControlInput, ControlView, FormSaid, WrongLine, controls, said, wrong};
use crate::gate::{AskedKind, DrawnPage, Failure, Frame, Posted};
use crate::labels::Labels;
use crate::say::{Html, MessageArg, escape};

/// The page of a record.
#[derive(Template)]
#[template(path = "desk/records/record.html")]
pub struct RecordPage {
    /// The frame.
    pub frame: Arc<Frame>,
    /// Address of this page.
    pub here: String,
    /// Its kind in words, and the address of the list of the kind.
    pub kind: Html,
    /// The list of its kind.
    pub list: String,
    /// What it is called.
    pub name: Html,
    /// Whose it is, with the address of a person's page where there is one; nobody's where it owns itself.
    pub person: Option<(Option<String>, Html)>,
    /// Of a person made by the generator.
    pub synthetic: bool,
    /// The mark of a kind behind a wall.
    pub mark: Option<String>,
    /// Whether something may still be done with it.
    pub open: bool,
    /// Who has it in hand.
    pub assignee: Option<String>,
    /// Whether the reader has it in hand.
    pub mine: bool,
    /// What the reader may do with it.
    pub may: RecordRights,
    /// Accounts into whose hands they may put it.
    pub hands: Vec<String>,
    /// How many facts of it the page shows.
    pub version: u64,
    /// The form.
    pub controls: Vec<ControlView>,
    /// What it says, where the form is not the reader's.
    pub facts: Vec<(Html, Html)>,
    /// That there are fields behind walls which the reader does not open, where there are.
    pub walled: Option<String>,
    /// What was done and said, the latest first.
    pub history: Vec<HistoryLine>,
    /// How much of what became of its lines is not told here.
    pub earlier: Option<Html>,
    /// What became of what was entered last.
    pub entry: Option<RecordEntry>,
    /// How it stands on its pathway.
    pub case: Option<CasePanel>,
    /// The place that it takes at another record.
    pub place: Option<PlacePanel>,
    /// The places that it has.
    pub limits: Vec<LimitPanel>,
    /// Of how many marked lines what was asked is so now, and of how many it could not be.
    pub settled: Option<Html>,
    /// What leads here: addresses of lists, their kinds, and how many are open.
    pub leading: Vec<(String, Html, u64)>,
    /// That its rules can no longer be read here, where they cannot.
    pub unreadable: Option<String>,
    /// The newer rules to which it can be moved.
    pub moving: Option<MovePanel>,
    /// What was typed and is not saved, where somebody else was first.
    pub typed: Vec<TypedLine>,
    /// What was typed beside an act that is refused.
    pub step: StepSaid,
    /// The form of a step of its pathway that is refused.
    pub sent: StepForm,
}

/// Something that was typed and is not saved.
pub struct TypedLine {
    /// The name under which it was sent.
    pub name: String,
    /// What people call that.
    pub label: Html,
    /// What was typed, in the words that the form has for it.
    pub said: Html,
}

/// What is typed beside a step: it stands there again where the step is refused.
#[derive(Debug, Clone, Default)]
pub struct StepSaid {
    /// Why a record is closed, or opened again.
    pub reason: String,
    /// Into whose hands it is put.
    pub to: String,
    /// What was said in a conversation.
    pub note: String,
    /// The form of it: sent twice it is written down once.
    pub form: String,
    /// When, as it was typed.
    pub happened: String,
}

impl StepSaid {
    pub(super) fn posted(posted: &Posted) -> Self {
        let text = |name: &str| posted.text(name).trim().to_owned();
        Self {
            reason: text("reason"),
            to: text("to"),
            note: text("note"),
            form: text("form"),
            happened: text("happened"),
        }
    }
}

/// Shows a record.
pub async fn show(
    State(app): State<App>,
    Extension(frame): Extension<Arc<Frame>>,
    Extension(acting): Extension<Acting>,
    Path(id): Path<String>,
) -> Result<DrawnPage, Failure> {
    let entry = frame.asked("saved").map(|_| RecordEntry::Saved);
    let page = drawn(&app, frame, &acting, record_id(&id)?, entry, None).await?;
    DrawnPage::of(&page)
}

/// Takes what a record says now.
pub async fn amend(
    State(app): State<App>,
    Extension(frame): Extension<Arc<Frame>>,
    Extension(acting): Extension<Acting>,
    Extension(posted): Extension<Posted>,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let id = record_id(&id)?;
    let in_force = frame.in_force.clone();
    let desk = app.instance.desk(&in_force, &acting);
    let before = desk.record(id).await?.ok_or(Failure::NotFound)?;
    let kind = in_force.packs.schema.kind(&before.row.kind).ok_or(Failure::NotFound)?;
    let seen = posted.text("seen").parse().map_err(|_| Failure::Unsound)?;
    let mut form = FormSaid { seen: Some(seen), ..said(&in_force.packs.schema, &kind.fields, &posted) };
    let (entry, status) = if form.unfit.is_empty() {
        match desk.amend_record(id, form.fields.clone(), Some(seen)).await {
            Ok(()) => return Ok(saved(id)),
            Err(fault) => {
                form.mark(&fault);
                RecordEntry::of(fault)?
            }
        }
    } else {
        (RecordEntry::Unfit, StatusCode::UNPROCESSABLE_ENTITY)
    };
    let page = drawn(&app, frame, &acting, id, Some(entry), Some(form)).await?;
    answer(&page, status)
}

pub(super) fn record_id(text: &str) -> Result<Id, Failure> {
    text.parse().map_err(|_| Failure::NotFound)
}

pub(super) fn saved(record: Id) -> Response {
    Redirect::to(&format!("{}?saved=1", path(record))).into_response()
}

/// A page as an answer of its own, where what was asked was refused.
pub(super) fn answer(page: &RecordPage, status: StatusCode) -> Result<Response, Failure> {
    Ok((status, DrawnPage::of(page)?).into_response())
}

pub(super) async fn drawn(
    app: &App,
    frame: Arc<Frame>,
    acting: &Acting,
    id: Id,
    entry: Option<RecordEntry>,
    form: Option<FormSaid>,
) -> Result<RecordPage, Failure> {
    let in_force = frame.in_force.clone();
    let desk = app.instance.desk(&in_force, acting);
    let found = desk.record(id).await?.ok_or(Failure::NotFound)?;
    let kind = in_force.packs.schema.kind(&found.row.kind).ok_or(Failure::NotFound)?;
    let labels = Labels { schema: &in_force.packs.schema, say: frame.say };
    let from = frame.asked_as("from", AskedKind::Day)?;
    let limits = if kind.owns_itself() { desk.places(id, from, NIGHTS).await? } else { vec![] };
    let limits = limits.iter().map(|limit| LimitPanel::of(limit, &path(id), &frame, &labels));
    let limits = limits.map(|limit| LimitPanel { block: BlockForm::new(app.instance.new_id()), ..limit }).collect();
    let mut leading = vec![];
    if kind.owns_itself() {
        for (other, open) in desk.leading_to(kind, id).await? {
            leading.push((format!("{}&at={id}", list_path(&frame, &other.name)), labels.kind(&other.name), open));
        }
    }
    let sent = form.as_ref().map(|form| form.texts.clone());
    let mut page = RecordPage::of(Arc::clone(&frame), acting, kind, &found, entry, form);
    offer_links(&desk, kind, &mut page.controls, &labels).await?;
    if let Some(sent) = &sent {
        page.name_links(sent);
    }
    let step = StepSaid { form: app.instance.new_id().to_string(), ..StepSaid::default() };
    Ok(RecordPage { limits, leading, step, ..page })
}

impl RecordPage {
    /// How many are in it or expected, of what has places.
    fn inside(&self) -> Option<Html> {
        let inside: u64 = self.limits.iter().map(|limit| limit.inside).sum();
        let count = ("count", MessageArg::Count(inside));
        (self.open && inside > 0).then(|| self.frame.say.rich("places-inside", &[count]))
    }

    /// What became of what was entered last, in words that fit what the page is of.
    fn told(&self) -> String {
        let Some(entry) = self.entry else { return String::new() };
        let own = self.place.as_ref().map(|place| place.by);
        let by = own.unwrap_or_else(|| by_what(self.limits.iter().map(|limit| limit.by)));
        self.frame.say.t(by.pick(entry.key(), entry.key_by_day()))
    }

    /// The fields of the form that were not taken.
    fn wrong(&self) -> Vec<WrongLine> {
        let labels = Labels { schema: &self.frame.in_force.packs.schema, say: self.frame.say };
        wrong(self.controls.iter(), &labels)
    }

    /// The case of which an end is to be chosen, where it is closed with one.
    fn ending(&self) -> Option<&CasePanel> {
        self.case.as_ref().filter(|_| self.open)
    }

    /// What was typed in a field of a form of a step that is refused.
    fn kept(&self, step: &str, item: &str, name: &str) -> &str {
        self.sent.kept(step, item, name)
    }

    /// Why such a field does not fit.
    fn amiss(&self, step: &str, item: &str, name: &str) -> Option<&str> {
        self.sent.amiss(step, item, name)
    }

    /// Whether the form of a step of an item is one that is refused.
    fn is_sent_for(&self, item: &str) -> bool {
        self.sent.is_for(item)
    }

    /// How a form asks why something is done that is done rarely.
    fn why_of(&self, words: &str) -> String {
        format!("{words}: {}", self.frame.say.t("record-reason"))
    }

    /// Whether a form of a step asks for an account that may have the record.
    fn lists_hands(&self, step: &str) -> bool {
        step == "appoint" && !self.hands.is_empty()
    }

    /// How a form asks who is given a seat.
    fn seat_for(&self) -> String {
        format!("{}: {}", self.frame.say.t("case-appoint"), self.frame.say.t("record-assign-to"))
    }

    /// Whether it was to be put into hands that may not have it.
    fn gave_nobody(&self) -> bool {
        self.entry == Some(RecordEntry::Nobody) && !self.sent.is_marked()
    }

    /// Whether a conversation was to be noted for a moment at which it cannot have been.
    fn is_early(&self) -> bool {
        let moment = matches!(self.entry, Some(RecordEntry::NotYet | RecordEntry::NoSuchMoment));
        moment && !self.sent.is_marked()
    }

    /// Whether it is called otherwise than its kind.
    fn has_name(&self) -> bool {
        self.name != self.kind
    }

    /// The page of a case that was to be closed without a choice of how it ends.
    pub(super) fn of_an_end(self, closing: bool) -> Self {
        let unchosen = closing && self.entry == Some(RecordEntry::NoReason) && self.case.is_some();
        if unchosen { Self { entry: Some(RecordEntry::NoEnd), ..self } } else { self }
    }

    /// Whether there is anything to choose: a case is closed only as its pathway says.
    fn closable(&self) -> bool {
        !(self.unreadable.is_some() && self.open) && self.ending().is_none_or(|case| !case.ends.is_empty())
    }

    pub(super) fn of(
        frame: Arc<Frame>,
        acting: &Acting,
        kind: &Kind,
        found: &ShownRecord,
        entry: Option<RecordEntry>,
        form: Option<FormSaid>,
    ) -> Self {
        let labels = Labels { schema: &frame.in_force.packs.schema, say: frame.say };
        let is_late = entry.is_some_and(RecordEntry::is_late);
        let FormShown { said, version, typed } = FormShown::of(form.unwrap_or_default(), is_late, found, &labels);
        let (controls, facts) = says(kind, found, &said, &labels);
        let (past, earlier) = of_page(&found.history);
        Self {
            version,
            controls,
            facts,
            history: past.into_iter().map(|note| HistoryLine::of(note, found, &frame, &labels)).collect(),
            earlier: (earlier > 0).then(|| frame.say.n("places-earlier-told", &earlier)),
            entry,
            case: found.case.as_ref().map(|case| CasePanel::of(case, &found.row, &frame, &labels)),
            place: found.place.as_ref().map(|place| PlacePanel::of(place, found, &frame, &labels)),
            moving: found.moving.as_ref().and_then(|moving| MovePanel::of(moving, &frame, &labels)),
            typed,
            ..Self::headed(frame, acting, kind, found)
        }
    }

    /// What stands at the head of the page and what may be done; nothing yet of what the record says and how it came there.
    fn headed(frame: Arc<Frame>, acting: &Acting, kind: &Kind, found: &ShownRecord) -> Self {
        let labels = Labels { schema: &frame.in_force.packs.schema, say: frame.say };
        let row = &found.row;
        let page = row.person.map(|person| format!("/desk/people/{person}"));
        Self {
            here: path(row.id),
            kind: labels.kind(&kind.name),
            list: list_path(&frame, &kind.name),
            name: called(kind, row, &labels),
            person: whose(row, &labels).map(|whose| (page, whose)),
            synthetic: found.synthetic,
            mark: kind.compartment.map(|_| frame.say.t("record-protected")),
            open: row.open,
            assignee: row.assignee.clone(),
            mine: row.assignee.as_deref() == Some(acting.actor.account.as_str()),
            may: found.may,
            hands: found.hands.clone(),
            version: found.version,
            controls: vec![],
            facts: vec![],
            walled: (!found.walled.is_empty()).then(|| frame.say.t("walled")),
            history: vec![],
            earlier: None,
            entry: None,
            case: None,
            place: None,
            limits: vec![],
            settled: None,
            leading: vec![],
            unreadable: found.unreadable.then(|| frame.say.t("case-unreadable")),
            moving: None,
            typed: vec![],
            step: StepSaid::default(),
            sent: StepForm::default(),
            frame,
        }
    }

    /// The page with what became of marked lines.
    pub(super) fn with_settled(mut self, done: u64, left: u64) -> Self {
        let counts = [("done", MessageArg::Count(done)), ("left", MessageArg::Count(left))];
        let key = if left == 0 { "places-settled" } else { "places-settled-in-part" };
        self.settled = Some(self.frame.say.rich(key, &counts));
        self
    }

    /// The page with the form to shut places as it was filled in.
    pub(super) fn with_block(mut self, limit: &str, form: BlockForm) -> Self {
        if let Some(panel) = self.limits.iter_mut().find(|panel| panel.limit == limit) {
            panel.block = form;
        }
        self
    }

    /// The page with something that was typed and is not saved.
    pub(super) fn with_typed(mut self, label: &str, text: &str) -> Self {
        if !text.is_empty() {
            let said = Html::trusted(format!("<bdi dir=\"auto\">{}</bdi>", escape(text)));
            let known = Html::escaped(&self.frame.say.t(label));
            self.typed.push(TypedLine { name: label.to_owned(), label: known, said });
        }
        self
    }

    /// What was typed leads to records that the form calls by their names: they stand beside it under the same.
    fn name_links(&mut self, sent: &BTreeMap<String, String>) {
        for line in &mut self.typed {
            let control = self.controls.iter().find(|control| control.name == line.name);
            let Some(ControlInput::One(options)) = control.map(|control| &control.input) else { continue };
            let text = sent.get(&line.name);
            if let Some((_, words, _)) = options.iter().find(|(code, ..)| Some(code) == text) {
                line.said = words.clone();
            }
        }
    }
}

/// What a record says: in a form where the reader may amend it, else in words.
fn says(
    kind: &Kind,
    found: &ShownRecord,
    form: &FormSaid,
    labels: &Labels<'_>,
) -> (Vec<ControlView>, Vec<(Html, Html)>) {
    let state = |name: &str| found.fields.get(name).map_or(FieldState::Unknown, |field| field.state.clone());
    let shown = kind.fields.iter().filter(|field| found.fields.contains_key(&field.name));
    if found.may.amend && found.row.open {
        return (controls(shown, form, state, labels), vec![]);
    }
    let fact =
        |field: &Field| (labels.field(&field.name), told(&field.name, &state(&field.name), &found.row, labels, true));
    (vec![], shown.map(fact).collect())
}

/// The form as the page shows it.
struct FormShown {
    said: FormSaid,
    /// How many facts of the record whoever fills it in has seen.
    version: u64,
    /// What was typed and stands in it no more.
    typed: Vec<TypedLine>,
}

impl FormShown {
    /// Where somebody else was first, it shows their words, and beside it what was typed. Else a form that comes again is
    /// still the one that saw what it saw.
    fn of(form: FormSaid, is_late: bool, found: &ShownRecord, labels: &Labels<'_>) -> Self {
        if is_late {
            let typed = typed(&form, found, labels);
            return Self { said: FormSaid::default(), version: found.version, typed };
        }
        Self { version: form.seen.unwrap_or(found.version), said: form, typed: vec![] }
    }
}

/// What was typed, as far as it is not what is on record now.
fn typed(form: &FormSaid, found: &ShownRecord, labels: &Labels<'_>) -> Vec<TypedLine> {
    let differs = |name: &str, said: &FieldState<Value>| {
        let there = found.fields.get(name).map_or(&FieldState::Unknown, |field| &field.state);
        said != there
    };
    let lost = form.fields.iter().filter(|(name, said)| differs(name, said));
    let line = |(name, said): (&String, &FieldState<Value>)| TypedLine {
        name: name.clone(),
        label: labels.field(name),
        said: told(name, said, &found.row, labels, false),
    };
    lost.map(line).collect()
}
