//! What is open: the kinds of record that the reader may read, each with how many there are, and the records of one.

use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::State;
use instance::Acting;
use instance::desk::{Among, Desk, RecordRow, RecordsPage, RecordsQuery};
use model::{Id, Kind};

use super::narrow::{RecordsNarrow, saying};
use super::{LISTS, RecordLine, called, kind_of, list_path, new_itself_path, path};
use crate::app::App;
use crate::gate::{AskedKind, DrawnPage, Failure, Frame};
use crate::labels::Labels;
use crate::say::{Html, MessageArg};

/// Records a page.
const SIZE: u64 = 25;

/// The page.
#[derive(Template)]
#[template(path = "desk/records/list.html")]
pub struct RecordsListPage {
    /// The frame.
    pub frame: Arc<Frame>,
    /// The kinds, the one that is shown marked.
    pub kinds: Vec<KindTab>,
    /// The record to which all of these lead, where they were asked for: its address and what it is called.
    pub at: Option<(String, Html)>,
    /// By what the list can be narrowed.
    pub narrow: Option<RecordsNarrow>,
    /// Whether closed ones are shown.
    pub closed: bool,
    /// Address of the others.
    pub others: String,
    /// Which are shown, in words.
    pub shown: Html,
    /// The records.
    pub rows: Vec<RecordLine>,
    /// How many entries cannot be read, where any cannot.
    pub unreadable: Option<Html>,
    /// Address of the form of a new one, where the reader may open one that owns itself.
    pub new: Option<String>,
    /// Whether records of the kind are anybody's.
    pub owned: bool,
    /// Address of the page before.
    pub before: Option<String>,
    /// Address of the page after.
    pub after: Option<String>,
}

/// A kind, with how many records of it are open.
pub struct KindTab {
    /// Address of its list.
    pub address: String,
    /// Its name in words.
    pub title: Html,
    /// How many are open.
    pub open: u64,
    /// Whether it is the one that is shown.
    pub here: bool,
}

/// Shows the page.
pub async fn show(
    State(app): State<App>,
    Extension(frame): Extension<Arc<Frame>>,
    Extension(acting): Extension<Acting>,
) -> Result<DrawnPage, Failure> {
    let desk = app.instance.desk(&frame.in_force, &acting);
    let at = led_to(&desk, &frame).await?;
    let counted = counted(&desk, at.as_ref().map(|(kind, row)| (*kind, row.id))).await?;
    let Some(kind) = kind_shown(&frame, &counted)? else {
        return DrawnPage::of(&RecordsListPage::empty(Arc::clone(&frame)));
    };
    let listed = Listed::of(&desk, &frame, kind, at.as_ref().map(|(_, row)| row.id)).await?;
    let itself = desk.kinds().into_iter().find(|(kind, _)| kind.name == listed.query.kind && kind.owns_itself());
    let labels = Labels { schema: &frame.in_force.packs.schema, say: frame.say };
    DrawnPage::of(&RecordsListPage {
        kinds: tabs(&frame, &counted, &listed.query, &labels),
        at: at.map(|(kind, row)| (path(row.id), called(kind, &row, &labels))),
        new: itself
            .filter(|(kind, may)| may.open && desk.opens_case(kind))
            .map(|(kind, _)| new_itself_path(&frame, &kind.name)),
        owned: itself.is_none(),
        ..RecordsListPage::of(&frame, &listed, &labels)
    })
}

/// The record to which all that are listed lead, where the address names one.
async fn led_to<'f>(desk: &Desk<'_>, frame: &'f Frame) -> Result<Option<(&'f Kind, RecordRow)>, Failure> {
    let Some(id) = frame.asked("at") else { return Ok(None) };
    let row = desk.record(id.parse().map_err(|_| Failure::NotFound)?).await?.ok_or(Failure::NotFound)?.row;
    let kind = frame.in_force.packs.schema.kind(&row.kind).ok_or(Failure::NotFound)?;
    Ok(Some((kind, row)))
}

/// The kinds, each with how many are open: of those whose records may lead to a record how many do, where one is named.
async fn counted<'d>(desk: &'d Desk<'_>, at: Option<(&Kind, Id)>) -> Result<Vec<(&'d Kind, u64)>, Failure> {
    if let Some((kind, to)) = at {
        return Ok(desk.leading_to(kind, to).await?);
    }
    let mut counted = vec![];
    for (kind, _) in desk.kinds() {
        counted.push((kind, desk.count_records(&kind.name, true, &Among::Every).await?));
    }
    Ok(counted)
}

/// The kind that is asked for, else the one of which most are open. A word that this session does not know is told: the list of
/// another kind would look like the answer.
fn kind_shown(frame: &Frame, counted: &[(&Kind, u64)]) -> Result<Option<String>, Failure> {
    if let Some(word) = frame.asked("kind") {
        let asked = kind_of(frame, &frame.in_force.packs.schema, word).ok_or(Failure::NoList(LISTS))?;
        return Ok(Some(asked.name.clone()));
    }
    let fullest = counted.iter().max_by_key(|(_, open)| *open);
    Ok(fullest.map(|(kind, _)| kind.name.clone()))
}

/// The kinds, the one that is shown marked.
fn tabs(frame: &Frame, counted: &[(&Kind, u64)], shown: &RecordsQuery, labels: &Labels<'_>) -> Vec<KindTab> {
    let tab = |(kind, open): &(&Kind, u64)| KindTab {
        address: listed_at(frame, &kind.name, leading(&shown.among)),
        title: labels.kind(&kind.name),
        open: *open,
        here: kind.name == shown.kind,
    };
    counted.iter().map(tab).collect()
}

/// The record to which all that are listed lead.
fn leading(among: &Among) -> Option<Id> {
    if let Among::LeadingTo(to) = among { Some(*to) } else { None }
}

/// Address of the list of a kind, of those that lead to a record where one is named.
fn listed_at(frame: &Frame, kind: &str, to: Option<Id>) -> String {
    let address = list_path(frame, kind);
    to.map_or_else(|| address.clone(), |to| format!("{address}&at={to}"))
}

/// A page of the records of a kind, with what was asked for.
struct Listed {
    query: RecordsQuery,
    found: RecordsPage,
}

impl Listed {
    async fn of(desk: &Desk<'_>, frame: &Frame, kind: String, at: Option<Id>) -> Result<Self, Failure> {
        let open = frame.asked("closed").is_none();
        let labels = Labels { schema: &frame.in_force.packs.schema, say: frame.say };
        let among = match (at, frame.asked("says")) {
            (Some(at), _) => Among::LeadingTo(at),
            (None, Some(asked)) => saying(labels.schema.kind(&kind).ok_or(Failure::NotFound)?, asked, &labels)?,
            (None, None) => Among::Every,
        };
        // A page beyond the last would say that there is nothing: it is the last.
        let last = desk.count_records(&kind, open, &among).await?.saturating_sub(1) / SIZE;
        let page = frame.asked_as("page", AskedKind::Number)?.unwrap_or(0).min(last);
        let query = RecordsQuery { kind, open, among, page, size: SIZE };
        let found = desk.records(&query).await?;
        Ok(Self { query, found })
    }
}

impl RecordsListPage {
    /// Whether only what says something is listed: that nothing does is not that there is nothing.
    fn is_narrowed(&self) -> bool {
        self.narrow.as_ref().is_some_and(|narrow| narrow.clear.is_some())
    }

    /// The records, and the ways to others of the kind; the kinds beside it are not told yet.
    fn of(frame: &Arc<Frame>, Listed { query, found }: &Listed, labels: &Labels<'_>) -> Self {
        let rows: Vec<RecordLine> =
            found.rows.iter().map(|row| RecordLine::of(row, labels, |at| frame.moment(at))).collect();
        let skipped = query.page.saturating_mul(SIZE);
        let shown = u64::try_from(rows.len()).unwrap_or(u64::MAX);
        let unreadable = u64::try_from(found.unreadable).unwrap_or(u64::MAX);
        let end = skipped.saturating_add(shown).saturating_add(unreadable);
        let counts = [
            ("from", MessageArg::Count(skipped.saturating_add(shown.min(1)))),
            ("to", MessageArg::Count(end)),
            ("total", MessageArg::Count(found.total)),
        ];
        let open = listed_at(frame, &query.kind, leading(&query.among));
        let closed = format!("{open}&closed=1");
        let (whole, others) = if query.open { (open, closed) } else { (closed, open) };
        let said = match (&query.among, frame.asked("says")) {
            (Among::Saying(..), Some(asked)) => format!("&says={asked}"),
            _ => String::new(),
        };
        let (here, others) = (format!("{whole}{said}"), format!("{others}{said}"));
        let kind = labels.schema.kind(&query.kind).filter(|_| leading(&query.among).is_none());
        let turned = |page: u64| format!("{here}&page={page}");
        Self {
            closed: !query.open,
            narrow: kind.and_then(|kind| RecordsNarrow::of(kind, &whole, &query.among, labels)),
            others,
            shown: frame.say.rich("records-shown", &counts),
            rows,
            unreadable: (unreadable > 0)
                .then(|| frame.say.rich("work-unreadable", &[("n", MessageArg::Count(unreadable))])),
            before: query.page.checked_sub(1).map(turned),
            after: (end < found.total).then(|| turned(query.page.saturating_add(1))),
            ..Self::empty(Arc::clone(frame))
        }
    }

    fn empty(frame: Arc<Frame>) -> Self {
        let (kinds, rows, closed, others) = (vec![], vec![], false, String::new());
        let (new, before, after, owned) = (None, None, None, true);
        Self {
            kinds,
            at: None,
            narrow: None,
            closed,
            others,
            shown: Html::escaped(""),
            rows,
            unreadable: None,
            new,
            owned,
            before,
            after,
            frame,
        }
    }
}
