//! My work: what is to be done with cases, what is late first. In hand, of the whole office, nobody's yet, for the reader's
//! yes, overdue; narrowed by pathway and by a day.

use std::collections::BTreeMap;
use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::State;
use casework::Action;
use instance::Acting;
use instance::desk::{RecordRow, VoteCount, WorkCount, WorkDuty, WorkOffice, WorkQuery, WorkRow, WorkView};
use model::{Date, Timestamp};

use super::records::decided::sent_back_by;
use super::records::{self, called, whose};
use crate::app::App;
use crate::gate::{AskedKind, DrawnPage, Failure, Frame};
use crate::labels::Labels;
use crate::say::{Html, MessageArg, Say};
use crate::words;

/// Rows a page.
const SIZE: u64 = 50;
/// Address of the lists that nothing narrows.
const LISTS: &str = "/desk/work";

/// The page.
#[derive(Template)]
#[template(path = "desk/work.html")]
pub struct WorkListPage {
    /// The frame.
    pub frame: Arc<Frame>,
    /// Whose work, or which: the one that is shown marked.
    pub tabs: Vec<WorkTab>,
    /// The word of the one that is shown.
    pub whose: &'static str,
    /// Pathways of which something is to be done: word, name, how much, and whether it is shown alone.
    pub kinds: Vec<KindChoice>,
    /// By the end of which day, where one was asked for.
    pub until: String,
    /// Whether the list is narrowed by pathway or day.
    pub narrowed: bool,
    /// How much there is, in words.
    pub lead: Html,
    /// What is late, due today, within a week, later, and without a day; empty ones are left out.
    pub bands: Vec<WorkBand>,
    /// What is said where there is nothing.
    pub nothing: String,
    /// What is said of it besides.
    pub nothing_next: String,
    /// That more waits for votes than was looked at, in words.
    pub more: Option<String>,
    /// How many entries cannot be read, in words.
    pub unreadable: Option<Html>,
    /// Whether the list is being made anew.
    pub is_made_anew: bool,
    /// Address of the page before.
    pub before: Option<String>,
    /// Address of the page after.
    pub after: Option<String>,
}

/// A view of the list.
pub struct WorkTab {
    /// Its address.
    pub address: String,
    /// What it is called.
    pub title: String,
    /// How much stands there.
    pub count: u64,
    /// Whether it may be more.
    pub more: bool,
    /// Whether it is the one that is shown.
    pub here: bool,
}

/// A pathway by which the list is narrowed.
pub struct KindChoice {
    /// By which word of the session.
    pub word: String,
    /// What it is called.
    pub title: Html,
    /// How much there is of it.
    pub count: u64,
    /// Whether it alone is shown.
    pub here: bool,
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
    /// Address of its record; nothing where the reader may not open it.
    pub address: Option<String>,
    /// Whose it is, or whom to call.
    pub person: Html,
    /// What is to be done.
    pub says: Html,
    /// The pathway.
    pub pathway: Html,
    /// What is to be asked so that it has a day.
    pub asks: Option<Html>,
    /// For whom it is, where they do not see it.
    pub others: Option<Html>,
    /// That somebody sent it back, and why.
    pub sent_back: Option<Html>,
    /// Since when it has been the reader's to look at.
    pub escalated: Option<Html>,
    /// Whether nobody is named.
    pub elsewhere: bool,
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
    let schema = &frame.in_force.packs.schema;
    let labels = Labels { schema, say: frame.say };
    let own = desk.count_work(&WorkQuery { view: WorkView::Mine, ..WorkQuery::default() }).await?;
    // Whoever has nothing in hand looks at what nobody has done yet.
    let whose = match frame.asked("whose") {
        Some(word) => VIEWS.into_iter().find(|known| *known == word).unwrap_or("mine"),
        None if own.all > 0 => "mine",
        None => "office",
    };
    let until: Option<Date> = frame
        .asked("until")
        .filter(|day| !day.is_empty())
        .map(|_| frame.asked_as("until", AskedKind::Day))
        .transpose()?
        .flatten();
    // A word that another session was given means nothing here: the whole list would look like the answer.
    let kind = match frame.asked("kind") {
        Some(word) => Some(records::kind_of(&frame, schema, word).ok_or(Failure::NoList(LISTS))?.name.clone()),
        None => None,
    };
    let asked = frame.asked_as("page", AskedKind::Number)?.unwrap_or(0);
    let query = |page: u64| WorkQuery {
        view: view_of(whose),
        kind: kind.clone(),
        until,
        late: whose == "late",
        page,
        size: SIZE,
    };
    let mut page = asked;
    let mut found = desk.work(&query(page)).await?;
    let last = found.count.all.saturating_sub(1) / SIZE;
    if page > last {
        page = last;
        found = desk.work(&query(page)).await?;
    }
    let narrowing = narrowing(kind.as_deref(), until, &frame);
    // What was counted for the list is not counted twice.
    let all = match whose {
        "office" if narrowing.is_empty() => found.count.clone(),
        _ => desk.count_work(&WorkQuery::default()).await?,
    };
    let votes = desk.count_votes().await?;
    let counted = if whose == "mine" { &own } else { &all };
    let kinds = kinds(&counted.kinds, kind.as_deref(), &labels, &frame);
    let turned = |page: u64| format!("/desk/work?whose={whose}{narrowing}&page={page}");
    let counts = [("late", MessageArg::Count(found.count.late)), ("all", MessageArg::Count(found.count.all))];
    let unreadable = u64::try_from(found.unreadable).unwrap_or(u64::MAX);
    DrawnPage::of(&WorkListPage {
        tabs: tabs(whose, (&own, &all, votes), &frame),
        whose,
        kinds,
        until: until.map(|day| day.to_string()).unwrap_or_default(),
        narrowed: !narrowing.is_empty(),
        lead: frame.say.rich("work-lead", &counts),
        bands: bands(&found.rows, &labels, &frame),
        nothing: frame.say.t(nothing(whose, kind.is_some(), until.is_some())),
        nothing_next: frame.say.t(if frame.may(Action::WorkCase) { "work-none-next" } else { "work-none-unseen" }),
        more: found.more.then(|| frame.say.t("work-yes-more")),
        unreadable: (unreadable > 0)
            .then(|| frame.say.rich("work-unreadable", &[("n", MessageArg::Count(unreadable))])),
        is_made_anew: found.is_made_anew,
        before: page.checked_sub(1).map(turned),
        after: (page < last).then(|| turned(page.saturating_add(1))),
        frame,
    })
}

/// The views, by the words of their addresses.
const VIEWS: [&str; 5] = ["mine", "office", "nobody", "yes", "late"];

fn view_of(whose: &str) -> WorkView {
    match whose {
        "mine" => WorkView::Mine,
        "nobody" => WorkView::Nobodys,
        "yes" => WorkView::Yes,
        _ => WorkView::Office,
    }
}

/// What is said where there is nothing, by what the list was narrowed to.
fn nothing(whose: &str, by_kind: bool, by_day: bool) -> &'static str {
    match (whose, by_kind, by_day) {
        (_, true, _) => "work-none-view",
        (_, false, true) => "work-none-until",
        ("mine", ..) => "work-none-mine",
        ("nobody", ..) => "work-none-nobody",
        ("yes", ..) => "work-none-yes",
        ("late", ..) => "work-none-late",
        _ => "work-none",
    }
}

fn tabs(shown: &str, (own, all, votes): (&WorkCount, &WorkCount, VoteCount), frame: &Frame) -> Vec<WorkTab> {
    let tabs = VIEWS.into_iter().map(|whose| {
        let (key, count) = match whose {
            "mine" => ("work-mine", own.all),
            "nobody" => ("work-nobody", all.nobodys),
            "yes" => ("work-yes", votes.count),
            "late" => ("work-late", all.late),
            _ => ("work-office", all.all),
        };
        let (address, more) = (format!("/desk/work?whose={whose}"), whose == "yes" && votes.more);
        WorkTab { address, title: frame.say.t(key), count, more, here: whose == shown }
    });
    tabs.collect()
}

/// Pathways of which something is to be done. That one lies behind a wall is told by no address: they stand there by words of
/// the session.
fn kinds(counts: &BTreeMap<String, u64>, shown: Option<&str>, labels: &Labels<'_>, frame: &Frame) -> Vec<KindChoice> {
    let none = shown.filter(|shown| !counts.contains_key(*shown)).map(|shown| (shown, 0));
    let counted = counts.iter().map(|(kind, count)| (kind.as_str(), *count)).chain(none);
    let choices = counted.map(|(kind, count)| KindChoice {
        word: records::word_of(frame, kind),
        title: labels.kind(kind),
        count,
        here: shown == Some(kind),
    });
    choices.collect()
}

/// What narrows the list, as its address says it.
fn narrowing(kind: Option<&str>, until: Option<Date>, frame: &Frame) -> String {
    let kind = kind.map(|kind| format!("&kind={}", records::word_of(frame, kind)));
    let until = until.map(|day| format!("&until={day}"));
    kind.into_iter().chain(until).collect()
}

/// Rows by when they are due; the order within stays, but for what others do who do not see it.
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
        let mut rows: Vec<&WorkRow> = rows.iter().filter(|row| band(row) == position).collect();
        // What somebody else is only to be told of stands after what the reader can do.
        rows.sort_by_key(|row| !row.unseen_by.is_empty());
        let rows = rows.into_iter().map(|row| WorkLine::of(row, labels, frame)).collect();
        WorkBand { title: frame.say.t(key), look, rows }
    });
    bands.filter(|band| !band.rows.is_empty()).collect()
}

fn last_day(due: Timestamp, frame: &Frame) -> model::Date {
    frame.day_of(Timestamp(due.0.saturating_sub(1)))
}

impl WorkLine {
    fn of(row: &WorkRow, labels: &Labels<'_>, frame: &Frame) -> Self {
        let say = frame.say;
        let since = |at: Timestamp| say.rich("work-escalated", &[("when", MessageArg::Html(frame.moment(at)))]);
        let told = matches!(row.duty, WorkDuty::Tell | WorkDuty::AskHow);
        let page = |record: &RecordRow| {
            let path = records::path(record.id);
            if told { format!("{path}#messages") } else { path }
        };
        Self {
            address: row.record.as_ref().map(page),
            person: match (&row.record, &row.elsewhere) {
                (Some(record), _) => whose(record, labels).unwrap_or_else(|| named(record, labels)),
                (None, Some(office)) => call(office, say),
                (None, None) => Html::escaped(""),
            },
            says: says_of(row, labels),
            sent_back: row.sent_back.as_ref().map(|no| sent_back_by(no, say)),
            others: (!row.unseen_by.is_empty()).then(|| others(&row.unseen_by, say)),
            asks: row.says.as_ref().filter(|_| !row.asks.is_empty()).map(|_| looked_at(&row.asks, labels)),
            pathway: say.text(&row.pathway),
            escalated: row.escalated.map(since),
            elsewhere: row.record.is_none(),
            assignee: row.record.as_ref().and_then(|record| record.assignee.clone()),
            due: row.due.map(|due| say.day(&last_day(due, frame))),
        }
    }
}

/// What belongs to nobody is called by its own name.
fn named(record: &RecordRow, labels: &Labels<'_>) -> Html {
    labels.schema.kind(&record.kind).map_or_else(|| labels.kind(&record.kind), |kind| called(kind, record, labels))
}

/// What is to be done, in words.
fn says_of(row: &WorkRow, labels: &Labels<'_>) -> Html {
    let say = labels.say;
    let Some(says) = row.says.as_ref().map(|says| say.text(says)) else {
        return looked_at(&row.asks, labels);
    };
    let key = match row.duty {
        WorkDuty::Item | WorkDuty::Look => return says,
        WorkDuty::Vote => "work-vote",
        WorkDuty::Serve => "work-serve",
        WorkDuty::Tell => "work-tell",
        WorkDuty::AskHow => "work-ask-how",
        WorkDuty::Late => "work-above",
    };
    say.rich(key, &[("item", MessageArg::Html(says))])
}

/// What is to be asked; of a case in which nothing is open and nothing to be asked, that it is to be looked at.
fn looked_at(asks: &[String], labels: &Labels<'_>) -> Html {
    let say = labels.say;
    let Some((first, others)) = asks.split_first() else { return Html::escaped(&say.t("work-look")) };
    let what = ("what", MessageArg::Html(labels.question(first)));
    if others.is_empty() {
        return say.rich("work-ask", &[what]);
    }
    let n = ("n", MessageArg::Count(u64::try_from(others.len()).unwrap_or(u64::MAX)));
    say.rich("work-ask-more", &[what, n])
}

/// For whom something is who do not see it.
fn others(roles: &[String], say: Say) -> Html {
    say.rich("work-unseen", &[("roles", MessageArg::Text(&words::roles(say, roles)))])
}

/// Where something is late of whom the reader sees nobody, and whom they call.
fn call(office: &WorkOffice, say: Say) -> Html {
    let named = ("office", MessageArg::Text(office.name.as_str()));
    if office.call.is_empty() {
        return say.rich("work-elsewhere-nobody", &[named]);
    }
    let call = office.call.join(", ");
    say.rich("work-elsewhere", &[named, ("call", MessageArg::Text(&call))])
}
