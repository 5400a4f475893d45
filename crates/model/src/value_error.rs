//! Why a text is no value.

/// Why a text is not a value of the wanted kind. The text itself is never repeated here: it may be personal.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ValueError {
    /// Not `true` or `false`.
    #[error("expected `true` or `false`")]
    Bool,
    /// Not a whole number, or below the field's minimum.
    #[error("expected a whole number")]
    Int,
    /// Below the field's declared minimum.
    #[error("expected at least {0}")]
    Below(i64),
    /// Not an ISO date.
    #[error("expected a date as YYYY-MM-DD (or YYYY-MM, YYYY where the field allows it)")]
    Date,
    /// Not in the list; names the list, the code that was probably meant, and a short list whole.
    #[error("expected a code of `{list}`{}{}", among(.codes), nearest(.near.as_ref()))]
    Code {
        /// The list's name.
        list: String,
        /// The code that was probably meant, if any.
        near: Option<String>,
        /// All there are, where they are few.
        codes: Vec<String>,
    },
}

fn among(codes: &[String]) -> String {
    let codes: Vec<String> = codes.iter().map(|code| format!("`{code}`")).collect();
    if codes.is_empty() { String::new() } else { format!(" ({})", codes.join(", ")) }
}

fn nearest(near: Option<&String>) -> String {
    near.map_or_else(String::new, |near| format!("; did you mean `{near}`?"))
}
