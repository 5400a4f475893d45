//! People in the reader's scope: filters in the address (codes only), words in a form, a page at a time. Filters are chosen
//! on a page that lists nobody: their codes weigh more than the people, and choosing reads nothing of anybody.

use std::collections::BTreeMap;
use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::State;
use casework::{Action, Scope};
use instance::Acting;
use instance::desk::{PeoplePage, PeopleQuery, PersonRow};
use model::{Field, FieldState, FieldType, Schema, Value};

use super::fields;
use crate::app::App;
use crate::gate::{AskedKind, DrawnPage, Failure, Frame, Posted, address};
use crate::labels::Labels;
use crate::question::findable;
use crate::say::{Html, MessageArg, Say};

/// People a page.
const SIZE: u64 = 25;
/// What a row shows beside the name.
const COLUMNS: [&str; 4] = ["birth_date", "sex", "nationalities", "stay.status"];

/// The fields a name is made of.
const NAMES: [&str; 4] = ["name.full", "name.given", "name.family", "name.known_as"];

/// The page.
#[derive(Template)]
#[template(path = "desk/list.html")]
pub struct DeskPage {
    /// The frame.
    pub frame: Arc<Frame>,
    /// Whether words were searched for.
    pub searched: bool,
    /// Whether somebody whom the reader may not open is on record with these words.
    pub elsewhere: bool,
    /// What the reader may see.
    pub view: View,
    /// The words, shown back in the form.
    pub words: String,
    /// Headings of the columns.
    pub columns: Vec<Html>,
    /// The people.
    pub rows: Vec<DeskRow>,
    /// Whether filters are being chosen, and nobody is listed.
    pub narrowing: bool,
    /// Address of that page.
    pub narrow: String,
    /// Filters to choose from.
    pub filters: Vec<DeskFilter>,
    /// How many filters are in use.
    pub filtered: u64,
    /// Which of them are shown, in words.
    pub shown: Html,
    /// Address of the page before.
    pub before: Option<String>,
    /// Address of the page after.
    pub after: Option<String>,
}

/// What a reader may see of the people on record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum View {
    /// Who they are.
    People,
    /// That somebody is on record, not who.
    Existence,
    /// Nobody: no list has been given to the reader.
    Nothing,
}

/// A person.
pub struct DeskRow {
    /// Address of their page.
    pub address: String,
    /// Their name.
    pub name: Html,
    /// The columns.
    pub cells: Vec<(Html, Html)>,
}

/// A filter.
pub struct DeskFilter {
    /// The field.
    pub field: String,
    /// Its label.
    pub label: Html,
    /// Its codes: code, label, whether chosen.
    pub options: Vec<(String, Html, bool)>,
}

/// Shows people by filters.
pub async fn show(
    State(app): State<App>,
    Extension(frame): Extension<Arc<Frame>>,
    Extension(acting): Extension<Acting>,
) -> Result<DrawnPage, Failure> {
    let query = filters_asked(&frame, &frame.in_force.packs.schema)?;
    let view = View::of(&acting);
    if view == View::People && frame.asked("narrow").is_some() {
        let nobody = PeoplePage { total: 0, rows: vec![] };
        let list = DeskPage::of(frame, &Listed { query: &query, found: &nobody, view });
        let filters = list.choices(&query);
        return DrawnPage::of(&DeskPage { narrowing: true, filters, ..list });
    }
    let found = app.instance.desk(&frame.in_force, &acting).people(&query).await?;
    DrawnPage::of(&DeskPage::of(frame, &Listed { query: &query, found: &found, view }))
}

/// Shows people by words of their names, phones or documents.
pub async fn search(
    State(app): State<App>,
    Extension(frame): Extension<Arc<Frame>>,
    Extension(acting): Extension<Acting>,
    Extension(posted): Extension<Posted>,
) -> Result<DrawnPage, Failure> {
    let words = posted.text("words").trim();
    let query = PeopleQuery { size: SIZE, columns: wanted(), ..PeopleQuery::default() };
    if words.is_empty() {
        let found = app.instance.desk(&frame.in_force, &acting).people(&query).await?;
        return DrawnPage::of(&DeskPage::of(frame, &Listed { query: &query, found: &found, view: View::of(&acting) }));
    }
    let found = app.instance.desk(&frame.in_force, &acting).search(words, &query.columns).await?;
    let total = u64::try_from(found.rows.len()).unwrap_or(u64::MAX);
    let page = PeoplePage { total, rows: found.rows };
    let list = DeskPage::of(frame, &Listed { query: &query, found: &page, view: View::of(&acting) });
    DrawnPage::of(&DeskPage {
        searched: true,
        elsewhere: found.elsewhere,
        words: words.to_owned(),
        after: None,
        ..list
    })
}

/// What a list is made of.
struct Listed<'a> {
    query: &'a PeopleQuery,
    found: &'a PeoplePage,
    view: View,
}

impl View {
    /// By whose pages the reader may open, and whom they may at least look for.
    fn of(acting: &Acting) -> Self {
        match (acting.may(Action::ReadPersonal), acting.may(Action::Search)) {
            (Ok(Scope::Offices { .. } | Scope::Controller { .. } | Scope::People { .. }), _) => Self::People,
            (_, Ok(Scope::Existence { .. })) => Self::Existence,
            (_, _) => Self::Nothing,
        }
    }
}

/// What the address of a list holds besides filters.
const BESIDES: [&str; 3] = ["page", "narrow", "lang"];

/// What a list is asked for. A filter that is none would leave nobody out, and the list would look like the answer.
fn filters_asked(frame: &Frame, schema: &Schema) -> Result<PeopleQuery, Failure> {
    let facet = |name: &str| {
        let field = schema.field(name).and_then(|id| schema.get(id));
        field.is_some_and(|field| field.facet && fields::is_plain(field))
    };
    let by_field = |(name, value): &(&String, &String)| !BESIDES.contains(&name.as_str()) && !value.is_empty();
    let asked: Vec<_> = frame.query().iter().filter(by_field).collect();
    if asked.iter().any(|(name, _)| !facet(name)) {
        return Err(Failure::NoFilter);
    }
    let filters = asked.into_iter().map(|(name, value)| (name.clone(), value.clone())).collect();
    let page = frame.asked_as("page", AskedKind::Number)?.unwrap_or(0);
    Ok(PeopleQuery { filters, page, size: SIZE, columns: wanted() })
}

fn wanted() -> Vec<String> {
    NAMES.into_iter().chain(COLUMNS).map(str::to_owned).collect()
}

impl DeskPage {
    fn of(frame: Arc<Frame>, listed: &Listed<'_>) -> Self {
        let &Listed { query, found, view } = listed;
        let packs = Arc::clone(&frame.in_force.packs);
        let labels = Labels { schema: &packs.schema, say: frame.say };
        let shown = u64::try_from(found.rows.len()).unwrap_or(u64::MAX);
        let skipped = query.page.saturating_mul(query.size);
        let more = skipped.saturating_add(shown) < found.total;
        let page = |page: u64| address("/desk", &turned(query, page));
        Self {
            searched: false,
            elsewhere: false,
            view,
            words: String::new(),
            columns: COLUMNS.iter().map(|name| labels.field(name)).collect(),
            rows: found.rows.iter().map(|row| DeskRow::of(row, &labels)).collect(),
            narrowing: false,
            narrow: narrowed(query),
            filters: vec![],
            filtered: u64::try_from(query.filters.len()).unwrap_or(u64::MAX),
            shown: shown_words(frame.say, skipped, shown, found.total),
            before: query.page.checked_sub(1).map(page),
            after: more.then(|| page(query.page.saturating_add(1))),
            frame,
        }
    }

    fn choices(&self, query: &PeopleQuery) -> Vec<DeskFilter> {
        let schema = &self.frame.in_force.packs.schema;
        let labels = Labels { schema, say: self.frame.say };
        fields::choices(schema).map(|field| DeskFilter::of(field, query, &labels)).collect()
    }
}

/// Where filters are chosen, those in use chosen already.
fn narrowed(query: &PeopleQuery) -> String {
    let mut asked = query.filters.clone();
    asked.insert("narrow".into(), "1".into());
    address("/desk", &asked)
}

fn shown_words(say: Say, skipped: u64, shown: u64, total: u64) -> Html {
    let (from, to) = (skipped.saturating_add(shown.min(1)), skipped.saturating_add(shown));
    say.rich(
        "people-shown",
        &[("from", MessageArg::Count(from)), ("to", MessageArg::Count(to)), ("total", MessageArg::Count(total))],
    )
}

fn turned(query: &PeopleQuery, page: u64) -> BTreeMap<String, String> {
    let mut asked = query.filters.clone();
    asked.insert("page".into(), page.to_string());
    asked
}

impl DeskRow {
    fn of(row: &PersonRow, labels: &Labels<'_>) -> Self {
        let unknown = FieldState::Unknown;
        let cell = |name: &str| {
            let state = row.fields.get(name).unwrap_or(&unknown);
            (labels.field(name), labels.state(name, state))
        };
        Self {
            address: format!("/desk/people/{}", row.id),
            name: name_of(labels, |field| row.fields.get(field)),
            cells: COLUMNS.iter().map(|name| cell(name)).collect(),
        }
    }
}

/// What to call a person: the full name, else its parts, else what they are known as.
pub(super) fn name_of<'a>(labels: &Labels<'_>, field: impl Fn(&str) -> Option<&'a FieldState<Value>>) -> Html {
    let text = |name: &str| field(name).and_then(FieldState::known).map(Value::to_text);
    let parts: Vec<String> = ["name.given", "name.family"].into_iter().filter_map(text).collect();
    let name = text("name.full").or_else(|| (!parts.is_empty()).then(|| parts.join(" ")));
    match name.or_else(|| text("name.known_as")) {
        Some(name) => labels.value("name.full", &Value::Text(name)),
        None => Html::escaped(&labels.say.t("name-unknown")),
    }
}

impl DeskFilter {
    fn of(field: &Field, query: &PeopleQuery, labels: &Labels<'_>) -> Self {
        let chosen = query.filters.get(&field.name);
        let option = |code: &str, label: Html| (code.to_owned(), label, chosen.is_some_and(|chosen| chosen == code));
        let word = |key: &str| Html::escaped(&labels.say.t(key));
        let options = if field.ty == FieldType::Bool {
            vec![option("true", word("yes")), option("false", word("no"))]
        } else {
            let list = field.ty.list().and_then(|list| labels.schema.list(list));
            let codes = list.map_or(&[][..], |list| list.listed());
            let known = codes.iter().map(|code| (code.code.clone(), labels.code(&field.name, &code.code)));
            findable(known.collect()).into_iter().map(|(code, label)| option(&code, label)).collect()
        };
        Self { field: field.name.clone(), label: labels.field(&field.name), options }
    }
}
