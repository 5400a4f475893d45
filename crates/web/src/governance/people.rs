//! The rights of a person on record, for those who look after them and need not see them: who read their data, a legal
//! hold, being forgotten. A person is named by the id that stands on letters and lists, and nothing of them is shown.

use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::{Path, State};
use axum::response::Redirect;
use casework::Action;
use instance::desk::{FieldsShown, ReadNote};
use journal::Motion;
use model::Id;

use super::accounts::proposed;
use crate::app::App;
use crate::change::reason;
use crate::gate::{AskedKind, DrawnPage, Failure, Frame, Posted};
use crate::labels::{Labels, isolated};
use crate::say::{Html, MessageArg};

/// What concerns the rights of one person: reading who looked, a hold, being forgotten.
pub(crate) const RIGHTS: [Action; 3] = [Action::GovernPurposes, Action::Erase, Action::ReadJournal];

/// Where a person is named.
pub(crate) const PEOPLE: &str = "/governance/people";
/// Readings shown at once.
const READS: u32 = 50;

/// The page on which a person is named.
#[derive(Template)]
#[template(path = "governance/people.html")]
pub struct FindPage {
    /// The frame.
    pub frame: Arc<Frame>,
}

/// One person's rights.
#[derive(Template)]
#[template(path = "governance/person.html")]
pub struct RightsPage {
    /// The frame.
    pub frame: Arc<Frame>,
    /// The person's id.
    pub id: String,
    /// Where forms are sent.
    pub here: String,
    /// Under a legal hold.
    pub held: bool,
    /// Whether the reader places and lifts holds.
    pub holds: bool,
    /// Whether the reader can ask that the person be forgotten.
    pub erases: bool,
    /// Whether the reader may read the journal.
    pub reads: Option<Vec<ReadRow>>,
    /// Address of earlier readings.
    pub earlier: Option<String>,
}

/// Somebody read fields of the person.
pub struct ReadRow {
    /// The day, where the reader of this page sits.
    pub day: Html,
    /// Who, and where.
    pub account: Html,
    /// The office.
    pub office: Html,
    /// Which fields.
    pub fields: Html,
}

/// Shows the page on which a person is named.
pub async fn find(Extension(frame): Extension<Arc<Frame>>) -> Result<DrawnPage, Failure> {
    DrawnPage::of(&FindPage { frame })
}

/// Goes to the person who was named.
pub async fn go(Extension(posted): Extension<Posted>) -> Result<Redirect, Failure> {
    let id: Id = posted.text("person").trim().parse().map_err(|_| Failure::NotFound)?;
    Ok(Redirect::to(&path(id)))
}

/// Shows one person's rights.
pub async fn show(
    State(app): State<App>,
    Extension(frame): Extension<Arc<Frame>>,
    Path(id): Path<String>,
) -> Result<DrawnPage, Failure> {
    let id: Id = id.parse().map_err(|_| Failure::NotFound)?;
    let acting = frame.acting(Action::GovernPurposes)?;
    let desk = app.instance.desk(&frame.in_force, &acting);
    let held = desk.is_held(id).await?;
    let page: u32 = frame.asked_as("page", AskedKind::Number)?.unwrap_or(0);
    let mut reads = None;
    if frame.may_beyond_own(Action::ReadJournal) {
        reads = Some(desk.reads_of(id, page.saturating_mul(READS), READS).await?);
    }
    let more = reads.as_ref().is_some_and(|reads| u32::try_from(reads.len()).is_ok_and(|count| count == READS));
    DrawnPage::of(&RightsPage {
        here: path(id),
        id: id.to_string(),
        held,
        holds: frame.proposes(Action::GovernPurposes),
        erases: frame.proposes(Action::Erase),
        reads: reads.map(|reads| reads.iter().map(|note| ReadRow::of(&frame, note)).collect()),
        earlier: more.then(|| frame.with_query("page", &page.saturating_add(1).to_string())),
        frame,
    })
}

/// Places a hold, or proposes that it be lifted.
pub async fn hold(
    State(app): State<App>,
    Extension(frame): Extension<Arc<Frame>>,
    Path(id): Path<String>,
    Extension(posted): Extension<Posted>,
) -> Result<Redirect, Failure> {
    let person: Id = id.parse().map_err(|_| Failure::NotFound)?;
    let acting = frame.acting(Action::GovernPurposes)?;
    match posted.text("hold") {
        "lift" => {
            let reference = reason(&posted)?;
            proposed(&app, &acting, Motion::LiftHold { person, reference }, &posted).await
        }
        "place" => {
            app.instance.hold(&acting, person, &reason(&posted)?).await?;
            Ok(Redirect::to(&path(person)))
        }
        _ => Err(Failure::Unsound),
    }
}

/// Asks that a person be forgotten.
pub async fn forget(
    State(app): State<App>,
    Extension(frame): Extension<Arc<Frame>>,
    Path(id): Path<String>,
    Extension(posted): Extension<Posted>,
) -> Result<Redirect, Failure> {
    let person: Id = id.parse().map_err(|_| Failure::NotFound)?;
    proposed(&app, &frame.acting(Action::Erase)?, Motion::Forget { person }, &posted).await
}

/// Address of a person's rights.
pub(crate) fn path(id: Id) -> String {
    format!("{PEOPLE}/{id}")
}

impl ReadRow {
    fn of(frame: &Frame, note: &ReadNote) -> Self {
        let labels = Labels { schema: &frame.in_force.packs.schema, say: frame.say };
        let others = |read: &FieldsShown| {
            let count = u64::try_from(read.others).unwrap_or(u64::MAX);
            (count > 0).then(|| frame.say.n("reads-others", &count))
        };
        let walled = |read: &FieldsShown| read.walled.then(|| Html::escaped(&frame.say.t("reads-walled")));
        let named = |read: &FieldsShown| {
            let names = read.names.iter().map(|name| what(&labels, name));
            labels.listed(names.chain(walled(read)).chain(others(read)))
        };
        Self {
            day: frame.say.day(&frame.day_of(note.at)),
            account: isolated(&note.account),
            office: isolated(&note.office),
            fields: note.read.as_ref().map_or_else(|| Html::escaped(&frame.say.t("reads-unreadable")), named),
        }
    }
}

/// What somebody read: a field, or whether there is a record of a kind.
fn what(labels: &Labels<'_>, name: &str) -> Html {
    match labels.schema.kind(name) {
        Some(_) => labels.say.rich("reads-record", &[("kind", MessageArg::Html(labels.kind(name)))]),
        None => labels.field(name),
    }
}
