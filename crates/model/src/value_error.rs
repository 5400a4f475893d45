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
    /// Below the field's declared minimum, which is written as its values are.
    #[error("expected at least {0}")]
    Below(String),
    /// Above the field's declared maximum.
    #[error("expected at most {0}")]
    Above(String),
    /// Not a number of digits with a point, or with more decimals than the field has.
    #[error("expected a number with {most} after a point", most = decimals(*.places))]
    Decimal {
        /// How many decimals the field has.
        places: u8,
    },
    /// Beyond 64 bits.
    #[error("expected a smaller number")]
    Large,
    /// No amount in the currency of the field.
    #[error("expected an amount in {currency}, with the currency beside it, as `{example}`")]
    Money {
        /// The currency.
        currency: String,
        /// An amount in it, as it is written.
        example: String,
    },
    /// No id of a record.
    #[error("expected the id of a record, 32 digits")]
    Record,
    /// No list of records; names the kind.
    #[error("expected a list of records of `{0}`, as `[{{\"field\": \"value\"}}]`")]
    Records(String),
    /// Not an ISO date.
    #[error("expected a date as YYYY-MM-DD (or YYYY-MM, YYYY where the field allows it)")]
    Date,
    /// A month or a year where the field takes a day.
    #[error("expected a day as YYYY-MM-DD; a month or a year alone does not say it")]
    Day,
    /// No time of day.
    #[error("expected a time of day as HH:MM, from 00:00 to 23:59")]
    Time,
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

fn decimals(places: u8) -> String {
    match places {
        0 => "no decimals".into(),
        1 => "at most 1 decimal".into(),
        places => format!("at most {places} decimals"),
    }
}

fn among(codes: &[String]) -> String {
    let codes: Vec<String> = codes.iter().map(|code| format!("`{code}`")).collect();
    if codes.is_empty() { String::new() } else { format!(" ({})", codes.join(", ")) }
}

fn nearest(near: Option<&String>) -> String {
    near.map_or_else(String::new, |near| format!("; did you mean `{near}`?"))
}
