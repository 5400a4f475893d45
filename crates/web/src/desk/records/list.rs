//! What is open: the kinds of record that the reader may read, each with how many there are, and the records of one.

use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::State;
use instance::Acting;
use instance::desk::RecordsQuery;
use model::Timestamp;

use super::{RecordLine, called, kind_of, list_path, new_itself_path, path};
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
    /// Whether closed ones are shown.
    pub closed: bool,
    /// Address of the others.
    pub others: String,
    /// Which are shown, in words.
    pub shown: Html,
    /// The records.
    pub rows: Vec<RecordLine>,
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
    let labels = Labels { schema: &frame.in_force.packs.schema, say: frame.say };
    let at = match frame.asked("at") {
        Some(id) => Some(desk.record(id.parse().map_err(|_| Failure::NotFound)?).await?.ok_or(Failure::NotFound)?.row),
        None => None,
    };
    let to = at.as_ref().map(|row| row.id);
    let there = at.as_ref().and_then(|row| frame.in_force.packs.schema.kind(&row.kind));
    let (mut kinds, mut counted) = (vec![], vec![]);
    match (there, to) {
        (Some(there), Some(to)) => counted = desk.leading_to(there, to).await?,
        _ => {
            for (kind, _) in desk.kinds() {
                counted.push((kind, desk.count_records(&kind.name, true, None).await?));
            }
        }
    }
    let listed_at = |kind: &str| {
        let address = list_path(&frame, kind);
        to.map_or_else(|| address.clone(), |to| format!("{address}&at={to}"))
    };
    let fullest = counted.iter().max_by_key(|(_, open)| *open).map(|(kind, _)| kind.name.as_str());
    // A word that another session was given means nothing here.
    let asked = frame.asked("kind").and_then(|word| kind_of(&frame, &frame.in_force.packs.schema, word));
    let Some(kind) = asked.map(|kind| kind.name.as_str()).or(fullest).map(str::to_owned) else {
        return DrawnPage::of(&RecordsListPage::empty(Arc::clone(&frame)));
    };
    for (one, open) in counted {
        let (address, here) = (listed_at(&one.name), one.name == kind);
        kinds.push(KindTab { address, title: labels.kind(&one.name), open, here });
    }
    let shown = desk.kinds().into_iter().find(|(one, _)| one.name == kind && one.owns_itself());
    let owned = shown.is_none();
    let new = shown.filter(|(_, may)| may.open).map(|(one, _)| new_itself_path(&frame, &one.name));
    let closed = frame.asked("closed").is_some();
    // A page beyond the last would say that there is nothing: it is the last.
    let last = desk.count_records(&kind, !closed, to).await?.saturating_sub(1) / SIZE;
    let page = frame.asked_as("page", AskedKind::Number)?.unwrap_or(0).min(last);
    let query = RecordsQuery { kind: kind.clone(), open: !closed, at: to, page, size: SIZE };
    let found = desk.records(&query).await?;
    let moment = |at: Timestamp| frame.moment(at);
    let rows: Vec<RecordLine> = found.rows.iter().map(|row| RecordLine::of(row, &labels, moment)).collect();
    let shown = u64::try_from(rows.len()).unwrap_or(u64::MAX);
    let skipped = page.saturating_mul(SIZE);
    let address = listed_at(&kind);
    let base = if closed { format!("{address}&closed=1") } else { address.clone() };
    let turned = |page: u64| format!("{base}&page={page}");
    let others = if closed { address } else { format!("{address}&closed=1") };
    let counts = [
        ("from", MessageArg::Count(skipped.saturating_add(shown.min(1)))),
        ("to", MessageArg::Count(skipped.saturating_add(shown))),
        ("total", MessageArg::Count(found.total)),
    ];
    DrawnPage::of(&RecordsListPage {
        kinds,
        at: at.zip(there).map(|(row, there)| (path(row.id), called(there, &row, &labels))),
        closed,
        others,
        shown: frame.say.rich("records-shown", &counts),
        rows,
        new,
        owned,
        before: page.checked_sub(1).map(turned),
        after: (skipped.saturating_add(shown) < found.total).then(|| turned(page.saturating_add(1))),
        frame,
    })
}

impl RecordsListPage {
    fn empty(frame: Arc<Frame>) -> Self {
        let (kinds, rows, closed, others) = (vec![], vec![], false, String::new());
        let (new, before, after, owned) = (None, None, None, true);
        Self { kinds, at: None, closed, others, shown: Html::escaped(""), rows, new, owned, before, after, frame }
    }
}
