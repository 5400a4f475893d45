//! Markup that is already safe, and the escaping that makes it so.

use std::fmt;

/// Markup made by this crate; shown as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Html(String);

impl Html {
    /// Markup whose every foreign part was escaped before.
    pub(crate) fn trusted(markup: String) -> Self {
        Self(markup)
    }

    /// Text as markup.
    pub fn escaped(text: &str) -> Self {
        Self(escape(text))
    }
}

impl fmt::Display for Html {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl askama::filters::HtmlSafe for Html {}

/// Text with the five characters that mean something in markup or attributes replaced.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}
