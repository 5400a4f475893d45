//! One person: what every installed measure says of them and why, what to ask next with a field for the answer, then what
//! is on record.
//!
//! A question that many measures ask has one form, to which each of them leads.

use std::collections::BTreeMap;
use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::{Path, State};
use casework::source::DESK;
use instance::desk::{HouseholdMember, OpenQuestion, ShownPerson};
use instance::{Acting, Answered, Unanswered};
use model::core::HOUSEHOLD_ID;
use model::{About, FieldState, Id};
use packs::Packs;
use rules::verdict::Verdict;

use super::list::name_of;
use super::on_record::{FieldPanel, GroupView, RecordedFields};
use super::records::{RecordLine, new_path};
use crate::answer::{self, AnswerView, AskForm, AskView, Replies};
use crate::app::App;
use crate::desk::controls::ControlInput;
use crate::entitled::{Entitled, Ties, entitled};
use crate::gate::{DrawnPage, Failure, Frame};
use crate::governance::people::{self, RIGHTS};
use crate::labels::Labels;
use crate::question::{AnswerKind, QuestionView, may_not_apply};
use crate::say::{Html, MessageArg, Say};

/// The page.
#[derive(Template)]
#[template(path = "desk/person.html")]
pub struct PersonPage {
    /// The frame.
    pub frame: Arc<Frame>,
    /// What to call the person.
    pub name: Html,
    /// The office responsible.
    pub office: String,
    /// Made by the generator.
    pub synthetic: bool,
    /// Under a legal hold.
    pub held: bool,
    /// How many measures say yes.
    pub yes: u64,
    /// How many need an answer.
    pub open: u64,
    /// Measures that say yes or need an answer, by where they hold.
    pub entitled: Vec<Entitled>,
    /// Measures that say no.
    pub refused: Vec<AnswerView>,
    /// Measures whose answer hangs on what is kept from the reader.
    pub kept: Vec<AnswerView>,
    /// Measures that cannot be told for this day, or of this person.
    pub untold: Vec<Html>,
    /// The question that settles most, its form where it is answered here, and how many measures wait for it.
    pub next: Option<(AskView, Option<AskForm>, u64)>,
    /// The forms of all other questions, each once.
    pub questions: Vec<AskForm>,
    /// What became of the answer that was entered last.
    pub entry: Option<EntryView>,
    /// What is on record, by group.
    pub groups: Vec<GroupView>,
    /// Fields of which nothing is on record and that the reader may fill in, by group.
    pub missing: Vec<GroupView>,
    /// The field that stands open, where nothing is on record of it.
    pub opened: Option<FieldPanel>,
    /// Address of where somebody is registered with this household, for those who may.
    pub join: Option<String>,
    /// Whether something is on record that this reader is not shown.
    pub walled: bool,
    /// The household.
    pub household: Vec<MemberView>,
    /// Their records, open ones first.
    pub records: Vec<RecordLine>,
    /// The kinds of which the reader may open one: address and name.
    pub openable: Vec<(String, Html)>,
    /// Address of who read their data and what they may ask for, for those who look after that.
    pub rights: Option<String>,
}

/// What became of an answer that was entered, and of which field.
pub enum AnswerEntry {
    /// It is on record.
    Entered,
    /// It did not fit its question.
    Unfit(String),
    /// It is a day that has not come, or one that cannot be with another.
    CannotBe(String, Option<String>),
    /// Somebody else was first.
    Overtaken(String),
}

/// The same in words.
pub struct EntryView {
    /// Class of its panel; empty where all went well.
    pub class: &'static str,
    /// What happened.
    pub says: Html,
    /// The field, where it was not taken.
    pub field: Option<Html>,
}

/// A member of the household.
pub struct MemberView {
    /// What to call them.
    pub name: Html,
    /// Their place in it.
    pub role: Html,
    /// Address of their page; none for the person themselves.
    pub address: Option<String>,
}

/// Shows the page.
pub async fn show(
    State(app): State<App>,
    Extension(frame): Extension<Arc<Frame>>,
    Extension(acting): Extension<Acting>,
    Path(id): Path<String>,
) -> Result<DrawnPage, Failure> {
    let id: Id = id.parse().map_err(|_| Failure::NotFound)?;
    let entry = frame.asked("entered").map(|_| AnswerEntry::Entered);
    let panel = match frame.asked("edit") {
        Some(field) => FieldPanel::opened(&app, &frame, &acting, (id, field), None).await?,
        None => None,
    };
    DrawnPage::of(&drawn(&app, frame, &acting, id, entry.as_ref(), panel).await?)
}

/// The page of somebody whom the reader may open.
pub(super) async fn drawn(
    app: &App,
    frame: Arc<Frame>,
    acting: &Acting,
    id: Id,
    entry: Option<&AnswerEntry>,
    panel: Option<FieldPanel>,
) -> Result<PersonPage, Failure> {
    let in_force = frame.in_force.clone();
    let desk = app.instance.desk(&in_force, acting);
    let found = desk.person(id, frame.today).await?.ok_or(Failure::NotFound)?;
    let labels = Labels { schema: &in_force.packs.schema, say: frame.say };
    let rows = desk.records_beside(&found).await?;
    let records = rows.iter().map(|row| RecordLine::of(row, &labels, |at| frame.moment(at))).collect();
    let is_at_home = found.fields.get(HOUSEHOLD_ID.name).is_some_and(|field| field.state.known().is_some());
    let may_open = desk.kinds().into_iter().filter(|(kind, may)| may.open && desk.opens_case(kind));
    let may_open = may_open.filter(|(kind, _)| match kind.about {
        About::Person => true,
        About::Household => is_at_home,
        About::Itself => false,
    });
    let openable = may_open.map(|(kind, _)| (new_path(&frame, id, &kind.name), labels.kind(&kind.name))).collect();
    let page = PersonPage::of(Arc::clone(&frame), &in_force.packs, &found, entry);
    let on_record = RecordedFields::of(&found, panel, &in_force.packs, frame.say);
    let RecordedFields { groups, missing, opened } = on_record;
    Ok(PersonPage { groups, missing, opened, records, openable, ..page })
}

impl PersonPage {
    fn of(frame: Arc<Frame>, packs: &Packs, person: &ShownPerson, entry: Option<&AnswerEntry>) -> Self {
        let labels = Labels { schema: &packs.schema, say: frame.say };
        let mut forms = Forms { person, labels: &labels, drawn: vec![], places: BTreeMap::new() };
        let next = next(person, &labels).map(|(ask, waiting)| {
            let form = forms.first(&ask);
            (ask, form, waiting)
        });
        let mut entitled = entitled(&person.answers.told, &ties(person), packs, frame.today, &labels);
        entitled
            .iter_mut()
            .flat_map(|place| &mut place.answers)
            .flat_map(AnswerView::asks)
            .for_each(|ask| ask.at = forms.place(ask));
        let told = &person.answers.told;
        let with = |verdict: Option<Verdict>| told.iter().filter(move |answer| answer.verdict == verdict);
        let view = |answer: &Answered| AnswerView::of(answer, packs, frame.today, frame.say);
        let count = |verdict: Verdict| u64::try_from(with(Some(verdict)).count()).unwrap_or(u64::MAX);
        Self {
            name: name_of(&labels, |field| person.fields.get(field).map(|found| &found.state)),
            office: person.office.clone(),
            synthetic: person.synthetic,
            held: person.held,
            yes: count(Verdict::Yes),
            open: count(Verdict::Needs),
            entitled,
            refused: with(Some(Verdict::No)).map(view).collect(),
            kept: with(None).map(view).collect(),
            untold: person.answers.untold.iter().map(|one| untold(one, packs, &labels)).collect(),
            next,
            questions: forms.drawn,
            entry: entry.map(|entry| EntryView::of(entry, &labels)),
            groups: vec![],
            missing: vec![],
            opened: None,
            join: (frame.may_import() && person.amendable.contains(HOUSEHOLD_ID.name))
                .then(|| format!("/desk/people/{}/household", person.id)),
            walled: person.walled,
            rights: frame.any_of(&RIGHTS).then(|| people::path(person.id)),
            household: person.household.iter().map(|member| MemberView::of(member, person.id, &labels)).collect(),
            records: vec![],
            openable: vec![],
            frame,
        }
    }
}

impl PersonPage {
    fn standing(&self) -> Html {
        standing(self.frame.say, self.open, self.next.is_some() || !self.questions.is_empty())
    }
}

/// How many verdicts wait for an answer. Where none does and something is asked all the same, that is said: an amount, say.
fn standing(say: Say, open: u64, asks: bool) -> Html {
    if open == 0 && asks { Html::escaped(&say.t("person-settled")) } else { say.n("person-open", &open) }
}

/// The question that settles most, one that can be answered here before all others. What the desk has answered is not asked
/// first again: where it is still open, another source says otherwise.
fn next(person: &ShownPerson, labels: &Labels<'_>) -> Option<(AskView, u64)> {
    let next = |askable: &dyn Fn(&str) -> bool| answer::next(person.answers.told.iter(), Replies::Office, askable);
    // Records are asked for by their kind, and answered by a field that says whether those listed are all.
    let own = |name: &str| person.questions.get(name).filter(|open| open.person == person.id);
    let field = |name: &str| person.fields.get(own(name).map_or(name, |open| open.field.as_str()));
    let answered = |name: &str| field(name).is_some_and(|field| field.sources.iter().any(|by| by == DESK));
    let found = next(&|name| person.questions.contains_key(name) && !answered(name));
    let found = found.or_else(|| next(&|name| !answered(name)));
    found.map(|(name, waiting)| (AskView { name: name.to_owned(), words: labels.question(name), at: None }, waiting))
}

/// Where the question is answered that settles most.
const FIRST: &str = "next";

/// The forms of the questions that the reader may answer: one for each field of each person, however many measures ask it.
struct Forms<'a> {
    person: &'a ShownPerson,
    labels: &'a Labels<'a>,
    drawn: Vec<AskForm>,
    places: BTreeMap<(Id, &'a str), String>,
}

impl<'a> Forms<'a> {
    /// The form that stands before all others.
    fn first(&mut self, ask: &AskView) -> Option<AskForm> {
        let open = self.person.questions.get(&ask.name)?;
        let form = self.form(ask, open, FIRST)?;
        self.places.insert((open.person, &open.field), FIRST.to_owned());
        Some(form)
    }

    /// Where a question is answered.
    fn place(&mut self, ask: &AskView) -> Option<String> {
        let open = self.person.questions.get(&ask.name)?;
        if let Some(place) = self.places.get(&(open.person, open.field.as_str())) {
            return Some(place.clone());
        }
        let place = format!("q{}", self.drawn.len() + 1);
        let form = self.form(ask, open, &place)?;
        self.drawn.push(form);
        self.places.insert((open.person, &open.field), place.clone());
        Some(place)
    }

    fn form(&self, ask: &AskView, open: &'a OpenQuestion, place: &str) -> Option<AskForm> {
        let field = self.labels.find(&open.field)?;
        let (kind, may_not_apply) = (AnswerKind::of(field, self.labels)?, may_not_apply(field));
        let (id, words) = (format!("{place}-value"), ask.words.clone());
        Some(AskForm {
            here: format!("/desk/people/{}", self.person.id),
            place: place.to_owned(),
            person: open.person.to_string(),
            field: open.field.clone(),
            seen: open.seen,
            question: QuestionView { id, name: open.field.clone(), words, kind, may_not_apply, waiting: None },
        })
    }
}

impl EntryView {
    fn of(entry: &AnswerEntry, labels: &Labels<'_>) -> Self {
        let says = |key: &str| Html::escaped(&labels.say.t(key));
        let beside = |other: &String| {
            labels.say.rich("entry-cannot-be-with", &[("other", MessageArg::Html(labels.field(other)))])
        };
        let (class, says, field) = match entry {
            AnswerEntry::Entered => ("", says("entry-entered"), None),
            AnswerEntry::Unfit(field) => ("no", says("entry-unfit"), Some(field)),
            AnswerEntry::CannotBe(field, None) => ("no", says("entry-not-yet"), Some(field)),
            AnswerEntry::CannotBe(field, Some(other)) => ("no", beside(other), Some(field)),
            AnswerEntry::Overtaken(field) => ("no", says("entry-overtaken"), Some(field)),
        };
        Self { class, says, field: field.map(|field| labels.field(field)) }
    }
}

fn ties(person: &ShownPerson) -> Ties {
    let state = |field: &str| person.fields.get(field).map(|found| &found.state);
    Ties::of(state("country"), state("nationalities"))
}

/// The title of a measure that says nothing.
fn untold(one: &Unanswered, packs: &Packs, labels: &Labels<'_>) -> Html {
    let rule = packs.measure(&one.pack, &one.measure);
    rule.map_or_else(|| crate::labels::isolated(&one.measure), |rule| labels.say.text(&rule.title))
}

impl MemberView {
    fn of(member: &HouseholdMember, person: Id, labels: &Labels<'_>) -> Self {
        let unknown = FieldState::Unknown;
        let role = member.fields.get("household.role").unwrap_or(&unknown);
        Self {
            name: name_of(labels, |field| member.fields.get(field)),
            role: labels.state("household.role", role),
            address: (member.id != person).then(|| format!("/desk/people/{}", member.id)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::say::Tongue;

    #[track_caller]
    fn check(open: u64, asks: bool, says: &str) {
        let said = standing(Say { tongue: Tongue::ALL[0] }, open, asks).to_string();
        assert!(said.contains(says), "{said}");
    }

    #[test]
    fn nothing_is_left_to_ask_only_where_nothing_is_asked() {
        check(0, false, "Nothing is left to ask.");
        check(0, true, "Who is entitled is clear everywhere.");
        check(1, true, "more needs an answer");
        check(1, false, "more needs an answer");
    }
}
