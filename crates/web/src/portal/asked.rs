//! A question as it is shown: its words, what stands in it, what is wrong with it.

use forms::{FieldKind, Filling, FormQuestion, FormWords, NodeIx, QuestionKind, ShownChoice, answer_problem};

use crate::say::{Html, Say};

/// One question of a page.
pub struct AskedView {
    /// What tells it from others of the page.
    pub id: String,
    /// What is asked.
    pub label: Html,
    /// What helps.
    pub hint: Option<Html>,
    /// How it is answered.
    pub input: AskedInput,
    /// What stands in it.
    pub value: String,
    /// What is wrong with it, in words that say what to do.
    pub error: Option<String>,
    /// Whether it may be left empty.
    pub optional: bool,
}

/// How a question is answered.
pub enum AskedInput {
    /// It is read.
    Note,
    /// In a line: the keyboard that suits, and what a browser may fill in.
    Line(&'static str, &'static str),
    /// In several lines.
    Words,
    /// One of a few: value, words, whether chosen.
    One(Vec<ChoiceView>),
    /// One of many.
    Pick(Vec<ChoiceView>),
    /// Any of several.
    Several(Vec<ChoiceView>),
    /// All of several, each with its place.
    Order(Vec<ChoiceView>),
    /// A day, in three fields.
    Day([String; 3]),
    /// A time of day.
    Time,
    /// Read and agreed.
    Tick(bool),
}

impl AskedView {
    /// Whether it is read and not answered.
    pub fn is_note(&self) -> bool {
        matches!(self.input, AskedInput::Note)
    }

    /// The attributes by which a control says what helps and what is wrong.
    pub fn described(&self) -> Html {
        let (hint, fault) = (self.hint.as_ref().map(|_| "hint"), self.error.as_ref().map(|_| "fault"));
        let by: Vec<String> = hint.into_iter().chain(fault).map(|what| format!("{}-{what}", self.id)).collect();
        let by = if by.is_empty() { String::new() } else { format!(" aria-describedby=\"{}\"", by.join(" ")) };
        Html::trusted(by + if fault.is_some() { " aria-invalid=\"true\"" } else { "" })
    }

    /// In which direction it is typed.
    pub fn dir(&self) -> &'static str {
        match self.input {
            AskedInput::Line("numeric" | "decimal" | "tel" | "email", _) => "ltr",
            _ => "auto",
        }
    }
}

/// One thing that may be chosen.
pub struct ChoiceView {
    /// What is stored.
    pub value: String,
    /// What is shown.
    pub label: Html,
    /// The same where no markup can stand.
    pub plain: String,
    /// Whether it is chosen.
    pub chosen: bool,
    /// Its place in an order.
    pub rank: String,
}

/// Choices beyond these are picked from a list.
const FEW: usize = 12;

/// A question at a node of the answers.
pub fn asked(
    filling: &Filling<'_>,
    (node, place): (NodeIx, usize),
    number: usize,
    say: Say,
    faults: bool,
) -> Option<AskedView> {
    let question = filling.form().question_of(node)?;
    let state = filling.state_of(place)?;
    let bind = &filling.form().node(node)?.bind;
    let value = state.text.clone();
    let is_note = state.is_readonly && question.kind == QuestionKind::Input && value.is_empty();
    let input = if is_note { AskedInput::Note } else { input(filling, question, bind.kind, place, &value, say) };
    let error = if faults && !is_note { wrong(filling, node, place, say) } else { None };
    Some(AskedView {
        id: format!("a{number}"),
        label: words(filling, question.label.as_ref(), place, say),
        hint: question
            .hint
            .as_ref()
            .map(|hint| words(filling, Some(hint), place, say))
            .filter(|hint| !hint.to_string().trim().is_empty()),
        optional: !state.is_required && !matches!(input, AskedInput::Note),
        input,
        value,
        error,
    })
}

/// Words of a form; in another language than the page's they are marked as what they are.
pub fn words(filling: &Filling<'_>, said: Option<&FormWords>, place: usize, say: Say) -> Html {
    let Some(said) = said else { return Html::default() };
    let (text, other) = filling.says(said, place);
    marked(filling, &text, other, say)
}

/// The same of words that were found: `other` is the language in which they are, where it is not the one that was chosen.
pub fn marked(filling: &Filling<'_>, text: &str, other: Option<usize>, say: Say) -> Html {
    let shown = Html::escaped(&plain(text));
    let (_, code) = filling.form().texts.named(other.unwrap_or(filling.language()));
    match code {
        Some(code) if other.is_some() => say.untranslated(code, &shown),
        Some(code) => say.spoken(code, &shown),
        None => shown,
    }
}

/// Marks of emphasis that forms for phones use are left out: here words speak for themselves.
fn plain(text: &str) -> String {
    text.replace("**", "").trim().to_owned()
}

fn input(
    filling: &Filling<'_>,
    question: &FormQuestion,
    kind: FieldKind,
    place: usize,
    value: &str,
    say: Say,
) -> AskedInput {
    let offered = || filling.choices(question, place).unwrap_or_default();
    let chosen: Vec<&str> = value.split_whitespace().collect();
    let view = |choice: ShownChoice, is_chosen: bool| ChoiceView {
        rank: chosen
            .iter()
            .position(|one| *one == choice.value)
            .map(|place| (place + 1).to_string())
            .unwrap_or_default(),
        label: marked(filling, &choice.label, choice.language, say),
        plain: plain(&choice.label),
        chosen: is_chosen,
        value: choice.value,
    };
    match question.kind {
        QuestionKind::SelectOne => {
            let all: Vec<ChoiceView> = offered()
                .into_iter()
                .map(|choice| {
                    let is = choice.value == value;
                    view(choice, is)
                })
                .collect();
            if all.len() > FEW || question.looks("minimal") { AskedInput::Pick(all) } else { AskedInput::One(all) }
        }
        QuestionKind::SelectMany => AskedInput::Several(
            offered()
                .into_iter()
                .map(|choice| {
                    let is = chosen.contains(&choice.value.as_str());
                    view(choice, is)
                })
                .collect(),
        ),
        QuestionKind::Rank => AskedInput::Order(offered().into_iter().map(|choice| view(choice, false)).collect()),
        QuestionKind::Trigger => AskedInput::Tick(value == "OK"),
        _ => match kind {
            FieldKind::Int => AskedInput::Line("numeric", "off"),
            FieldKind::Decimal => AskedInput::Line("decimal", "off"),
            FieldKind::Date => AskedInput::Day(day_parts(value)),
            FieldKind::Time => AskedInput::Time,
            _ if question.looks("multiline") || question.attribute("rows").is_some() => AskedInput::Words,
            _ if question.looks("numbers") => AskedInput::Line("numeric", "off"),
            _ => typed(filling, question),
        },
    }
}

/// A line, with the keyboard that suits and what a browser may fill in by itself.
fn typed(filling: &Filling<'_>, question: &FormQuestion) -> AskedInput {
    match filling.form().node(question.node).map(|node| node.name.as_str()) {
        Some("contact.phone") => AskedInput::Line("tel", "tel"),
        Some("contact.email") => AskedInput::Line("email", "email"),
        Some("name.full") => AskedInput::Line("text", "name"),
        _ => AskedInput::Line("text", "off"),
    }
}

fn day_parts(value: &str) -> [String; 3] {
    let mut parts = value.split('-').map(str::to_owned);
    let (year, month, day) = (parts.next(), parts.next(), parts.next());
    [day, month, year].map(Option::unwrap_or_default)
}

/// What is wrong with an answer: the form's own words, else what is accepted.
pub fn wrong(filling: &Filling<'_>, node: NodeIx, place: usize, say: Say) -> Option<String> {
    let state = filling.state_of(place)?;
    let bind = &filling.form().node(node)?.bind;
    let told = |said: Option<&FormWords>, otherwise: &str| {
        let own = said.map(|said| filling.says(said, place).0).filter(|text| !text.trim().is_empty());
        own.unwrap_or_else(|| say.t(otherwise))
    };
    if state.text.is_empty() {
        return state.is_required.then(|| told(bind.required_message.as_ref(), "portal-required"));
    }
    if answer_problem(bind.kind, &state.text).is_some() {
        return Some(say.t(match bind.kind {
            FieldKind::Int => "portal-whole",
            FieldKind::Decimal => "portal-number",
            FieldKind::Date => "portal-date",
            FieldKind::Time => "portal-time",
            _ => "portal-other",
        }));
    }
    if !is_offered(filling, node, place, &state.text) {
        return Some(say.t("portal-offered"));
    }
    (!state.holds).then(|| told(bind.constraint_message.as_ref(), "portal-constraint"))
}

/// Whether what was chosen may be chosen: other answers, or a newer form, may have taken it away since.
fn is_offered(filling: &Filling<'_>, node: NodeIx, place: usize, text: &str) -> bool {
    let Some(question) = filling.form().question_of(node) else { return true };
    let offered =
        |value: &str| filling.choices(question, place).unwrap_or_default().iter().any(|one| one.value == value);
    match question.kind {
        QuestionKind::SelectOne => offered(text),
        QuestionKind::SelectMany | QuestionKind::Rank => text.split_whitespace().all(offered),
        _ => true,
    }
}
