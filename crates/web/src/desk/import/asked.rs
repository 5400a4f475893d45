//! What the reader of files asks, as questions of a page, and the answers of its form. Nothing is answered in anybody's
//! place: what is left open is found out by the reader, or asked again.

use sheets::{ChoiceError, SheetChoice, SheetError};

use crate::gate::{AskedKind, Failure, Posted};
use crate::say::{Html, MessageArg, Say};

/// What may separate cells, by the name under which a form sends it.
const SEPARATORS: [(&str, char); 4] = [("comma", ','), ("semicolon", ';'), ("tab", '\t'), ("pipe", '|')];

/// Encodings that can be chosen; those that a file asks about come first.
const ENCODINGS: [&str; 14] = [
    "utf-8",
    "windows-1252",
    "windows-1256",
    "windows-1250",
    "windows-1251",
    "windows-1253",
    "windows-1254",
    "windows-1255",
    "windows-874",
    "gb18030",
    "big5",
    "shift_jis",
    "euc-kr",
    "utf-16le",
];

/// The questions about a file.
#[derive(Default)]
pub(super) struct Asked {
    /// What is asked, in words; nothing where the file tells all.
    pub question: Option<Html>,
    /// What else the reader says, in its own language.
    pub words: Option<String>,
    /// Sheets to choose from.
    pub sheets: Vec<AskedOption>,
    pub separators: Vec<AskedOption>,
    pub encodings: Vec<AskedOption>,
    pub header_row: String,
}

/// An answer to choose.
pub(super) struct AskedOption {
    pub value: String,
    pub label: Html,
    pub chosen: bool,
}

/// What a form says of a file.
pub(super) fn choice(posted: &Posted) -> Result<SheetChoice, Failure> {
    let said = |name: &str| Some(posted.text(name).to_owned()).filter(|text| !text.trim().is_empty());
    let separator = |name: String| SEPARATORS.into_iter().find(|(known, _)| *known == name).map(|(_, sign)| sign);
    let number = |text: String| text.trim().parse().map_err(|_| Failure::Unread("header_row", AskedKind::Number));
    Ok(SheetChoice {
        sheet: said("sheet"),
        separator: said("separator").map(|name| separator(name).ok_or(Failure::Unsound)).transpose()?,
        encoding: said("encoding"),
        header_row: said("header_row").map(number).transpose()?,
    })
}

impl Asked {
    /// The questions that can be answered, with the answers so far, and the one that has to be.
    pub fn of(say: Say, choice: &SheetChoice, error: Option<&SheetError>) -> Self {
        let mut sheets: Vec<&str> = choice.sheet.iter().map(String::as_str).collect();
        let mut encodings: Vec<(String, Html)> = vec![];
        match error {
            Some(SheetError::Choice(
                ChoiceError::AskSheet { sheets: named }
                | ChoiceError::NoSuchSheet { sheets: named }
                | ChoiceError::OnlyHidden { hidden: named },
            )) => sheets = named.iter().map(String::as_str).collect(),
            Some(SheetError::Choice(ChoiceError::AskEncoding { readings })) => {
                let reading = |one: &sheets::PageReading| {
                    let args = [("page", MessageArg::Text(one.encoding)), ("word", MessageArg::Text(&one.sample))];
                    (one.encoding.to_lowercase(), Html::escaped(&say.with("import-reads-as", &args)))
                };
                encodings = readings.iter().map(reading).collect();
            }
            _ => {}
        }
        let others = ENCODINGS.into_iter().map(|name| (name.to_owned(), Html::escaped(name)));
        let known: Vec<String> = encodings.iter().map(|(name, _)| name.clone()).collect();
        encodings.extend(others.filter(|(name, _)| !known.contains(name)));
        let option = |value: &str, label: Html, said: Option<&str>| AskedOption {
            value: value.to_owned(),
            label,
            chosen: said == Some(value),
        };
        let separator = SEPARATORS.into_iter().find(|(_, sign)| Some(*sign) == choice.separator).map(|(name, _)| name);
        let sheet = choice.sheet.as_deref();
        let encoding = choice.encoding.as_deref();
        Self {
            question: error.and_then(|error| question(say, error)),
            words: error.filter(|error| question(say, error).is_none()).map(ToString::to_string),
            sheets: sheets.iter().map(|name| option(name, Html::escaped(name), sheet)).collect(),
            separators: SEPARATORS.iter().map(|(name, _)| option(name, sign(say, name), separator)).collect(),
            encodings: encodings.into_iter().map(|(name, label)| option(&name, label, encoding)).collect(),
            header_row: choice.header_row.map_or_else(String::new, |row| row.to_string()),
        }
    }
}

/// The question, where it is one that the page can ask.
fn question(say: Say, error: &SheetError) -> Option<Html> {
    match error {
        SheetError::Choice(
            ChoiceError::AskSheet { .. } | ChoiceError::NoSuchSheet { .. } | ChoiceError::OnlyHidden { .. },
        ) => Some(Html::escaped(&say.t("import-ask-sheet"))),
        SheetError::Choice(ChoiceError::AskEncoding { .. }) => Some(Html::escaped(&say.t("import-ask-encoding"))),
        SheetError::Choice(ChoiceError::AskSeparator { .. } | ChoiceError::AskOneColumn { .. }) => {
            Some(Html::escaped(&say.t("import-ask-separator")))
        }
        SheetError::Title { row, likely } => {
            let args = [("row", MessageArg::Count(*row)), ("likely", MessageArg::Count(*likely))];
            Some(say.rich("import-ask-row", &args))
        }
        _ => None,
    }
}

fn sign(say: Say, name: &str) -> Html {
    let words = match name {
        "comma" => say.t("import-comma"),
        "semicolon" => say.t("import-semicolon"),
        "tab" => say.t("import-tab"),
        _ => say.t("import-pipe"),
    };
    Html::escaped(&words)
}
