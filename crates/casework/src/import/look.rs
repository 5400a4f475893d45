//! What is stored and should be looked at: nothing that cannot be, but something that may not have been meant.

/// Why to look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum LookKind {
    /// A word for "nothing" was read as an empty cell.
    ReadAsEmpty,
    /// A day of a spreadsheet in a column whose texts say that it may be swapped.
    MaybeSwapped,
    /// A household number in a file that names no register.
    UnnamedRegister,
    /// Born so long ago that hardly anybody is.
    VeryOld,
    /// More people than hardly any household has.
    LargeHousehold,
    /// A phone by which nobody is found: of a few digits, or with words beside it.
    OddPhone,
    /// Letters that were read in another encoding before, or lost.
    OddLetters,
    /// A row that the spreadsheet does not show.
    HiddenRow,
    /// A column that the spreadsheet does not show.
    HiddenColumn,
}

impl LookKind {
    /// Stable name.
    pub fn code(self) -> &'static str {
        match self {
            Self::ReadAsEmpty => "read-as-empty",
            Self::MaybeSwapped => "maybe-swapped",
            Self::UnnamedRegister => "unnamed-register",
            Self::VeryOld => "very-old",
            Self::LargeHousehold => "large-household",
            Self::OddPhone => "odd-phone",
            Self::OddLetters => "odd-letters",
            Self::HiddenRow => "hidden-row",
            Self::HiddenColumn => "hidden-column",
        }
    }

    /// What it means.
    pub fn says(self) -> &'static str {
        match self {
            Self::ReadAsEmpty => "`N/A`, `-`, `NULL` and the like were read as an empty cell",
            Self::MaybeSwapped => "a day of the spreadsheet, whose day and month may have been swapped",
            Self::UnnamedRegister => {
                "household numbers of a register without a name: say `source:` in a mapping file, or those of another file \
                 without one would be taken for the same households"
            }
            Self::VeryOld => "born more than 110 years ago",
            Self::LargeHousehold => "a household of more than thirty",
            Self::OddPhone => "fewer than six digits, or words beside them: nobody is found by such a phone",
            Self::OddLetters => {
                "letters that were read in another encoding before (`Ã©` for `é`) or lost (`Mu?ammad`): export the \
                 register again as UTF-8"
            }
            Self::HiddenRow => "rows that the spreadsheet hides, by a filter perhaps, were read like all others",
            Self::HiddenColumn => "columns that the spreadsheet hides were read like all others",
        }
    }
}

/// A cell to look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Look {
    /// Why.
    pub kind: LookKind,
    /// Where it stands.
    pub cell: String,
}
