//! The last page of an import, and of its dry run: what became of the rows, what was read as what, what was not, and what to
//! look at. It repeats no cell and no header. And why nothing was written, in sentences.

use std::sync::Arc;

use askama::Template;
use casework::import::SheetProblem;
use instance::import::{ImportReport, ToLookAt};

use crate::gate::Frame;
use crate::labels::Labels;
use crate::say::{Html, MessageArg, Say};
use crate::uploads::{HandedBack, Outcome, Refused};

/// The page.
#[derive(Template)]
#[template(path = "desk/import/outcome.html")]
pub(super) struct OutcomePage {
    frame: Arc<Frame>,
    here: String,
    outcome: Arc<Outcome>,
    /// Whether rows that were handed back can be fetched.
    rejects: bool,
    /// Title, and what that means.
    title: [String; 2],
    read: Vec<ReadColumn>,
    not_read: Vec<Html>,
    looks: Vec<LookLine>,
}

/// A column that was read.
struct ReadColumn {
    letters: String,
    field: Html,
    how: Option<String>,
}

/// Cells of one kind to look at.
struct LookLine {
    says: String,
    cells: u64,
    first: String,
    more: bool,
}

impl OutcomePage {
    pub fn of(frame: Arc<Frame>, here: String, outcome: &Arc<Outcome>, rejects: bool) -> Self {
        let packs = Arc::clone(&frame.in_force.packs);
        let labels = Labels { schema: &packs.schema, say: frame.say };
        let ImportReport { read, not_read, problems, .. } = &outcome.report;
        let column = |read: &casework::import::ColumnReading| ReadColumn {
            letters: read.column.clone(),
            field: labels.field(read.field.as_deref().unwrap_or_default()),
            how: read.how.clone(),
        };
        Self {
            read: read.iter().map(column).collect(),
            not_read: not_read.iter().map(|name| left(frame.say, name)).collect(),
            looks: problems.iter().map(|(kind, told)| LookLine::of(frame.say, kind, told)).collect(),
            title: title(frame.say, outcome),
            outcome: Arc::clone(outcome),
            here,
            rejects,
            frame,
        }
    }

    fn report(&self) -> &ImportReport {
        &self.outcome.report
    }

    fn handed(&self) -> &[HandedBack] {
        &self.outcome.handed
    }

    /// Whether the file can be imported, or gone on with.
    fn goes_on(&self) -> bool {
        self.outcome.dry_run || self.outcome.stopped
    }
}

fn title(say: Say, outcome: &Outcome) -> [String; 2] {
    match (outcome.stopped, outcome.dry_run) {
        (true, _) => [say.t("import-stopped"), say.t("import-stopped-why")],
        (false, true) => [say.t("import-tried"), say.t("import-tried-why")],
        (false, false) => [say.t("import-done"), say.t("import-done-why")],
    }
}

/// A column or a sheet that was left alone.
fn left(say: Say, name: &str) -> Html {
    match (name.strip_prefix("column "), name.strip_prefix("sheet ")) {
        (Some(column), _) => say.rich("import-column", &[("column", MessageArg::Text(column))]),
        (_, Some(sheet)) => say.rich("import-sheet-named", &[("sheet", MessageArg::Text(sheet))]),
        (None, None) => Html::escaped(name),
    }
}

impl LookLine {
    fn of(say: Say, kind: &str, told: &ToLookAt) -> Self {
        let says = match kind {
            "read-as-empty" => say.t("import-look-empty"),
            "maybe-swapped" => say.t("import-look-swapped"),
            "unnamed-register" => say.t("import-look-register"),
            "very-old" => say.t("import-look-old"),
            "large-household" => say.t("import-look-household"),
            "odd-phone" => say.t("import-look-phone"),
            "odd-letters" => say.t("import-look-letters"),
            "hidden-row" => say.t("import-look-hidden-rows"),
            "hidden-column" => say.t("import-look-hidden-columns"),
            _ => told.says.to_owned(),
        };
        let more = told.cells > u64::try_from(told.first.len()).unwrap_or(u64::MAX);
        Self { says, cells: told.cells, first: told.first.join(", "), more }
    }
}

/// Why nothing was written, in sentences.
pub(super) fn refusal(labels: &Labels<'_>, why: &Refused) -> Vec<Html> {
    let say = labels.say;
    let one = |words: String| vec![Html::escaped(&words)];
    match why {
        Refused::Undecided(letters) => {
            vec![say.rich("import-undecided", &[("columns", MessageArg::Text(&letters.join(", ")))])]
        }
        Refused::TwoIds => one(say.t("import-two-ids")),
        Refused::NoRegister => one(say.t("import-no-register")),
        Refused::OwnName => one(say.t("import-own-name")),
        Refused::Sheet(problems) => problems.iter().map(|problem| sheet_problem(labels, problem)).collect(),
        Refused::NoIds { known, unknown } => {
            let args = [("known", MessageArg::Count(*known)), ("unknown", MessageArg::Count(*unknown))];
            vec![say.rich("import-no-ids", &args)]
        }
        Refused::NotSynthetic => one(say.t("import-not-synthetic")),
        Refused::Runs => one(say.t("import-runs")),
        Refused::NotAllowed => one(say.t("import-not-allowed")),
        Refused::TooMuch => one(say.t("import-too-much")),
        Refused::File(words) => vec![english(words)],
        Refused::Unavailable => one(say.t("import-unavailable")),
        Refused::Broken => one(say.t("import-broken")),
    }
}

/// What the reader of files says, in the language in which it says it.
fn english(words: &str) -> Html {
    Html::trusted(format!("<span lang=\"en\" dir=\"ltr\">{}</span>", crate::say::escape(words)))
}

fn sheet_problem(labels: &Labels<'_>, problem: &SheetProblem) -> Html {
    let say = labels.say;
    let field = |name: &str| ("field", MessageArg::Html(labels.field(name)));
    let cell = |name: &'static str, cell: &'_ str| (name, MessageArg::Html(crate::labels::isolated(cell)));
    match problem {
        SheetProblem::UnknownHeader { cell: at, .. } => say.rich("import-unknown-header", &[cell("cell", at)]),
        SheetProblem::RecordsColumn { cell: at } => say.rich("import-records-column", &[cell("cell", at)]),
        SheetProblem::MixedIds { own, other } => {
            say.rich("import-mixed-ids", &[cell("own", own), cell("other", other)])
        }
        SheetProblem::RepeatedField { cell: at, field: name } => {
            say.rich("import-repeated", &[cell("cell", at), field(name)])
        }
        SheetProblem::NoField => Html::escaped(&say.t("import-no-field")),
        SheetProblem::AmbiguousDates { field: name, cell: at } => {
            say.rich("import-ambiguous", &[field(name), cell("cell", at)])
        }
        SheetProblem::SwappedDates { field: name, day, text } => {
            say.rich("import-swapped", &[field(name), cell("day", day), cell("text", text)])
        }
        SheetProblem::ContradictoryDates { field: name, day_first, month_first } => {
            say.rich("import-contradictory", &[field(name), cell("day", day_first), cell("month", month_first)])
        }
        SheetProblem::MissingColumn { .. } | SheetProblem::IgnoredId { .. } => english(&problem.to_string()),
    }
}
