//! My work: what is to be done with cases, what is late first. In hand, or of the whole office.

use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::State;
use instance::Acting;
use instance::desk::{WorkQuery, WorkRow};
use model::Timestamp;

use super::list::name_of;
use crate::app::App;
use crate::gate::{AskedKind, DrawnPage, Failure, Frame};
use crate::labels::Labels;
use crate::say::{Html, MessageArg};

/// Rows a page.
const SIZE: u64 = 50;

/// The page.
#[derive(Template)]
#[template(path = "desk/work.html")]
pub struct WorkListPage {
    /// The frame.
    pub frame: Arc<Frame>,
    /// Whether what the reader has in hand is shown, and not all of the office.
    pub mine: bool,
    /// How much is in the reader's hands, and in the office.
    pub counts: [u64; 2],
    /// How much there is, in words.
    pub lead: Html,
    /// What is late, due today, within a week, later, and without a day; empty ones are left out.
    pub bands: Vec<WorkBand>,
    /// Address of the page before.
    pub before: Option<String>,
    /// Address of the page after.
    pub after: Option<String>,
}

/// Work that is due about the same time.
pub struct WorkBand {
    /// When, in words.
    pub title: String,
    /// How its mark looks.
    pub look: &'static str,
    /// What.
    pub rows: Vec<WorkLine>,
}

/// One thing to do.
pub struct WorkLine {
    /// Address of its record.
    pub address: String,
    /// Whose it is.
    pub person: Html,
    /// What is to be done.
    pub says: Html,
    /// The pathway.
    pub pathway: Html,
    /// Who has it in hand.
    pub assignee: Option<String>,
    /// By when.
    pub due: Option<Html>,
}

/// Shows the page.
pub async fn show(
    State(app): State<App>,
    Extension(frame): Extension<Arc<Frame>>,
    Extension(acting): Extension<Acting>,
) -> Result<DrawnPage, Failure> {
    let desk = app.instance.desk(&frame.in_force, &acting);
    let (own, all) = (desk.count_work(true).await?, desk.count_work(false).await?);
    // Whoever has nothing in hand looks at what nobody has done yet.
    let mine = match frame.asked("whose") {
        Some("office") => false,
        Some(_) => true,
        None => own.all > 0,
    };
    let count = if mine { own } else { all };
    let last = count.all.saturating_sub(1) / SIZE;
    let page = frame.asked_as("page", AskedKind::Number)?.unwrap_or(0).min(last);
    let found = desk.work(&WorkQuery { in_hand: mine, page, size: SIZE }).await?;
    let labels = Labels { schema: &frame.in_force.packs.schema, say: frame.say };
    let whose = if mine { "mine" } else { "office" };
    let turned = |page: u64| format!("/desk/work?whose={whose}&page={page}");
    let counts = [("late", MessageArg::Count(count.late)), ("all", MessageArg::Count(count.all))];
    DrawnPage::of(&WorkListPage {
        mine,
        counts: [own.all, all.all],
        lead: frame.say.rich("work-lead", &counts),
        bands: bands(&found.rows, &labels, &frame),
        before: page.checked_sub(1).map(turned),
        after: (page < last).then(|| turned(page.saturating_add(1))),
        frame,
    })
}

/// Rows by when they are due; the order within stays.
fn bands(rows: &[WorkRow], labels: &Labels<'_>, frame: &Frame) -> Vec<WorkBand> {
    let today = frame.today;
    let band = |row: &WorkRow| match row.due {
        _ if row.late => 0,
        // A day is over at the first instant of the next: what is due by then is due on the day before.
        Some(due) => match model::day_number(last_day(due, frame)) - model::day_number(today) {
            ..=0 => 1,
            1..=7 => 2,
            _ => 3,
        },
        None => 4,
    };
    let titles = [
        ("work-late", "no"),
        ("work-today", "ask"),
        ("work-week", "ask"),
        ("work-later", "none"),
        ("work-undated", "none"),
    ];
    let bands = titles.into_iter().enumerate().map(|(position, (key, look))| {
        let rows = rows.iter().filter(|row| band(row) == position).map(|row| WorkLine::of(row, labels, frame));
        WorkBand { title: frame.say.t(key), look, rows: rows.collect() }
    });
    bands.filter(|band| !band.rows.is_empty()).collect()
}

fn last_day(due: Timestamp, frame: &Frame) -> model::Date {
    frame.day_of(Timestamp(due.0.saturating_sub(1)))
}

impl WorkLine {
    fn of(row: &WorkRow, labels: &Labels<'_>, frame: &Frame) -> Self {
        let say = frame.say;
        let says = match &row.says {
            Some(says) if row.serve => say.rich("work-serve", &[("item", MessageArg::Html(say.text(says)))]),
            Some(says) => say.text(says),
            None => Html::escaped(&say.t("work-look")),
        };
        Self {
            address: super::records::path(row.record.id),
            person: name_of(labels, |field| row.record.named.get(field)),
            says,
            pathway: say.text(&row.pathway),
            assignee: row.record.assignee.clone(),
            due: row.due.map(|due| say.day(&last_day(due, frame))),
        }
    }
}
