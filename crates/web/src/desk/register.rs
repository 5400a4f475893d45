//! Registering a person in the browser, alone or with the household of somebody on record.
//!
//! What is asked first stands open, the rest behind "more"; what is left empty is not known. A form that does not fit comes
//! back with everything that was typed. Who may be on record already is shown before anything is stored, and whoever
//! registers decides. A form that is sent twice registers one person: the id comes of the form and of the session, so that
//! nobody can choose one.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use casework::{Action, Refusal};
use instance::desk::{Desk, HouseholdFound, PeopleAlike};
use instance::{Acting, CORE, Fault};
use model::{Field, FieldState, Id, core};
use packs::Packs;

use super::controls::{ControlInput, ControlView, FormSaid, WrongLine, controls, said, wrong};
use super::fields;
use super::others::{AlikeView, HouseholdView};
use crate::app::App;
use crate::gate::{DrawnPage, Failure, Frame, Posted};
use crate::labels::Labels;
use crate::say::Html;

/// What is asked first.
const FIRST: [&str; 9] = [
    "name.full",
    "name.given",
    "name.family",
    "birth_date",
    "sex",
    "nationalities",
    "language.preferred",
    "contact.phone",
    "contact.safe",
];
/// What no form asks for: what registers call people, and which household it is, which another member tells.
const NOT_ASKED: [&str; 4] =
    [core::ID.name, core::EXTERNAL_SYSTEM.name, core::EXTERNAL_ID.name, core::HOUSEHOLD_ID.name];

/// The page.
#[derive(Template)]
#[template(path = "desk/register.html")]
pub struct RegisterPage {
    /// The frame.
    pub frame: Arc<Frame>,
    /// Where the form goes.
    pub here: String,
    /// By what the form is known again.
    pub form_id: String,
    /// With whose household, where it is with somebody's.
    pub household: Option<HouseholdView>,
    /// What is asked first.
    pub first: Vec<ControlView>,
    /// The rest, by group.
    pub more: Vec<(String, Vec<ControlView>)>,
    /// Whether the rest stands open.
    pub more_open: bool,
    /// Why nothing was stored.
    pub problem: Option<RegisterProblem>,
    /// Who may be the same person.
    pub alike: Vec<AlikeView>,
    /// Their ids, so that nobody else is passed over unseen.
    pub shown: String,
    /// Whether there may be more of them.
    pub more_alike: bool,
    /// Whether somebody was just registered whom the reader may not open.
    pub registered: bool,
}

/// Why nothing was stored.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum RegisterProblem {
    /// Something does not fit its field.
    Unfit,
    /// Nothing was filled in.
    Empty,
    /// The form was sent before and said something else; of whom, for whoever may open them.
    SentBefore(Option<Id>),
    /// Sources disagree which household it is.
    HouseholdContested,
    /// Somebody else said something of the household meanwhile.
    HouseholdMoved,
}

/// What was sent and is not stored.
#[derive(Default)]
struct Sent {
    form: FormSaid,
    form_id: Option<String>,
    problem: Option<RegisterProblem>,
    /// The field that cannot be, and why.
    cannot: Option<(String, Html)>,
    alike: PeopleAlike,
}

/// The form of somebody new.
pub async fn begin(
    State(app): State<App>,
    Extension(frame): Extension<Arc<Frame>>,
    Extension(acting): Extension<Acting>,
) -> Result<DrawnPage, Failure> {
    DrawnPage::of(&page(&app, frame, &acting, None, Sent::default()))
}

/// Registers somebody.
pub async fn enter(
    State(app): State<App>,
    Extension(frame): Extension<Arc<Frame>>,
    Extension(acting): Extension<Acting>,
    Extension(posted): Extension<Posted>,
) -> Result<Response, Failure> {
    taken(&app, frame, &acting, &posted, None).await
}

/// The form of another member of somebody's household.
pub async fn begin_member(
    State(app): State<App>,
    Extension(frame): Extension<Arc<Frame>>,
    Extension(acting): Extension<Acting>,
    Path(of): Path<String>,
) -> Result<DrawnPage, Failure> {
    let of = of.parse().map_err(|_| Failure::NotFound)?;
    let household = app.instance.desk(&frame.in_force, &acting).household_of(of).await?;
    let problem = household.contested.then_some(RegisterProblem::HouseholdContested);
    DrawnPage::of(&page(&app, frame, &acting, Some(&household), Sent { problem, ..Sent::default() }))
}

/// Registers another member of somebody's household.
pub async fn enter_member(
    State(app): State<App>,
    Extension(frame): Extension<Arc<Frame>>,
    Extension(acting): Extension<Acting>,
    Extension(posted): Extension<Posted>,
    Path(of): Path<String>,
) -> Result<Response, Failure> {
    let of = of.parse().map_err(|_| Failure::NotFound)?;
    let household = app.instance.desk(&frame.in_force, &acting).household_of(of).await?;
    taken(&app, frame, &acting, &posted, Some(household)).await
}

/// What becomes of a form: somebody is registered, or the form comes again and says why not.
async fn taken(
    app: &App,
    frame: Arc<Frame>,
    acting: &Acting,
    posted: &Posted,
    household: Option<HouseholdFound>,
) -> Result<Response, Failure> {
    let in_force = frame.in_force.clone();
    let schema = &in_force.packs.schema;
    let desk = app.instance.desk(&in_force, acting);
    let form_id = posted.text("form_id").to_owned();
    let person = person_of(&frame, &form_id)?;
    let form = said(schema, asked_for(&desk, schema), posted);
    let again = |problem| Sent { form_id: Some(form_id.clone()), problem: Some(problem), ..Sent::default() };
    let shown = |sent: Sent, status| {
        let drawn = DrawnPage::of(&page(app, Arc::clone(&frame), acting, household.as_ref(), sent))?;
        Ok::<Response, Failure>((status, drawn).into_response())
    };
    if !form.unfit.is_empty() {
        return shown(Sent { form, ..again(RegisterProblem::Unfit) }, StatusCode::UNPROCESSABLE_ENTITY);
    }
    if form.fields.values().all(FieldState::is_unknown) {
        return shown(Sent { form, ..again(RegisterProblem::Empty) }, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let alike = desk.alike(person, &form.fields).await?;
    let sees = match desk.finds(person).await {
        Ok(()) => true,
        Err(Fault::Refused(Refusal::NotFound)) => false,
        Err(fault) => return Err(fault.into()),
    };
    if !(passed_over(posted, &alike) || sees) {
        return shown(Sent { form, form_id: Some(form_id), alike, ..Sent::default() }, StatusCode::OK);
    }
    let fields = form.fields.clone();
    let done = match &household {
        None => desk.register(person, fields).await,
        Some(household) => desk.register_with(household.of.id, person, fields).await,
    };
    match done {
        Ok(()) => Ok(Redirect::to(&registered(acting, person)).into_response()),
        Err(fault) => {
            let labels = Labels { schema, say: frame.say };
            let (problem, status, cannot) = refused(fault, sees.then_some(person), &labels)?;
            shown(Sent { form, cannot, ..again(problem) }, status)
        }
    }
}

/// Whether whoever registers has seen all of these and said that it is somebody else.
fn passed_over(posted: &Posted, alike: &PeopleAlike) -> bool {
    let seen: BTreeSet<&str> = posted.text("shown").split_whitespace().collect();
    let mut ids = alike.people.iter().map(|one| one.row.id.to_string());
    alike.people.is_empty() || (!posted.text("other").is_empty() && ids.all(|id| seen.contains(id.as_str())))
}

/// The page of the person, for whoever may open it; else the form of the next one.
fn registered(acting: &Acting, person: Id) -> String {
    match acting.may_here(Action::ReadPersonal) {
        Ok(()) => format!("/desk/people/{person}?registered=1"),
        Err(_) => "/desk/people/new?registered=1".to_owned(),
    }
}

/// Why nobody was registered, and of which field that is.
#[expect(clippy::type_complexity, reason = "said once, to one caller")]
fn refused(
    fault: Fault,
    person: Option<Id>,
    labels: &Labels<'_>,
) -> Result<(RegisterProblem, StatusCode, Option<(String, Html)>), Failure> {
    use RegisterProblem::{HouseholdContested, HouseholdMoved, SentBefore, Unfit};
    let unfit = |field: String, why: Html| (Unfit, StatusCode::UNPROCESSABLE_ENTITY, Some((field, why)));
    Ok(match fault {
        Fault::Refused(Refusal::ExistsAlready) => (SentBefore(person), StatusCode::CONFLICT, None),
        Fault::Refused(Refusal::Overtaken) => (HouseholdMoved, StatusCode::CONFLICT, None),
        Fault::Refused(Refusal::BadField { field }) if field == core::HOUSEHOLD_ID.name => {
            (HouseholdContested, StatusCode::CONFLICT, None)
        }
        Fault::Refused(Refusal::BadField { field }) => unfit(field, Html::escaped(&labels.say.t("record-unfit-here"))),
        Fault::Refused(Refusal::CannotBe { field, with }) => unfit(field, labels.cannot_be(with.as_deref())),
        fault => return Err(fault.into()),
    })
}

/// The id of whoever a form registers: of the form and of the session that it was made for.
fn person_of(frame: &Frame, form_id: &str) -> Result<Id, Failure> {
    let form: Id = form_id.parse().map_err(|_| Failure::Unsound)?;
    let anchor = frame.anchor.ok_or(Failure::Stale)?;
    let drawn = anchor.derive(&format!("onward person {form}"));
    drawn.first_chunk().copied().map(Id).ok_or(Failure::Unsound)
}

/// The fields that the form asks for, in the order of the schema.
fn asked_for<'s>(desk: &Desk<'_>, schema: &'s model::Schema) -> Vec<&'s Field> {
    let asked = schema.fields().iter().filter(|field| field.pack == CORE && !NOT_ASKED.contains(&field.name.as_str()));
    asked.filter(|field| desk.enters(field)).collect()
}

fn page(app: &App, frame: Arc<Frame>, acting: &Acting, household: Option<&HouseholdFound>, sent: Sent) -> RegisterPage {
    let in_force = frame.in_force.clone();
    let labels = Labels { schema: &in_force.packs.schema, say: frame.say };
    let desk = app.instance.desk(&in_force, acting);
    let Sent { mut form, form_id, problem, cannot, alike } = sent;
    form.unfit.extend(cannot.iter().map(|(field, _)| field.clone()));
    let drawn = controls(asked_for(&desk, labels.schema).into_iter(), &form, |_| FieldState::Unknown, &labels);
    let mut drawn: Vec<ControlView> = drawn.into_iter().map(ControlView::in_a_line).collect();
    for control in &mut drawn {
        if let Some((_, why)) = cannot.as_ref().filter(|(field, _)| *field == control.name) {
            control.wrong = Some(why.clone());
        }
    }
    let place = |control: &ControlView| place(&control.name, household.is_some());
    let (mut first, rest): (Vec<_>, Vec<_>) = drawn.into_iter().partition(|control| place(control).is_some());
    first.sort_by_key(place);
    let shown: Vec<String> = alike.people.iter().map(|one| one.row.id.to_string()).collect();
    RegisterPage {
        here: household.map_or("/desk/people/new".into(), |found| format!("/desk/people/{}/household", found.of.id)),
        form_id: form_id.unwrap_or_else(|| app.instance.new_id().to_string()),
        household: household.map(|found| HouseholdView::of(found, &labels)),
        more_open: rest.iter().any(|control| !control.value.is_empty() || control.wrong.is_some()),
        first,
        more: grouped(rest, &in_force.packs, &labels),
        problem,
        alike: alike.people.iter().map(|one| AlikeView::of(one, &labels)).collect(),
        shown: shown.join(" "),
        more_alike: alike.more,
        registered: frame.asked("registered").is_some() && problem.is_none(),
        frame,
    }
}

/// Where a field stands among those that are asked first, if it does. The place in a household is asked right after the name.
fn place(field: &str, with_household: bool) -> Option<usize> {
    let asked = if with_household && field == core::HOUSEHOLD_ROLE.name { core::NAME_FAMILY.name } else { field };
    FIRST.iter().position(|first| *first == asked)
}

fn grouped(rest: Vec<ControlView>, packs: &Packs, labels: &Labels<'_>) -> Vec<(String, Vec<ControlView>)> {
    let mut titles: Vec<String> = vec![];
    let mut groups: BTreeMap<String, Vec<ControlView>> = BTreeMap::new();
    for control in rest {
        let title = labels.find(&control.name).map(|field| fields::group_title(packs, labels.say, field));
        let title = title.unwrap_or_default();
        if !titles.contains(&title) {
            titles.push(title.clone());
        }
        groups.entry(title).or_default().push(control);
    }
    titles.into_iter().filter_map(|title| groups.remove(&title).map(|group| (title, group))).collect()
}

impl RegisterPage {
    /// The fields that were not taken.
    fn wrong(&self) -> Vec<WrongLine> {
        let labels = Labels { schema: &self.frame.in_force.packs.schema, say: self.frame.say };
        wrong(self.first.iter().chain(self.more.iter().flat_map(|(_, group)| group)), &labels)
    }
}

impl RegisterProblem {
    /// Its words.
    pub fn key(self) -> &'static str {
        match self {
            Self::Unfit => "register-unfit",
            Self::Empty => "record-empty-form",
            Self::SentBefore(_) => "register-sent-before",
            Self::HouseholdContested => "register-household-contested",
            Self::HouseholdMoved => "register-household-moved",
        }
    }

    /// Whose page to look at.
    pub fn page(self) -> Option<String> {
        match self {
            Self::SentBefore(person) => person.map(|person| format!("/desk/people/{person}")),
            Self::Unfit | Self::Empty | Self::HouseholdContested | Self::HouseholdMoved => None,
        }
    }
}
