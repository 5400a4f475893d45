//! Rows of a table that are no people: the header again, where files were put together or a report repeats it on each
//! page, and the sum below. Either would be somebody of that name.

use std::collections::BTreeMap;

use model::folding;

use super::{Cell, CellProblem};

/// What columns are called, by their letters, and what stands in front of sums, folded.
#[derive(Debug, Clone, Default)]
pub(super) struct Heads {
    names: BTreeMap<String, Vec<String>>,
    sums: Vec<String>,
}

/// What stands in front of a sum.
const SUMS: [&str; 26] = [
    "total",
    "totals",
    "subtotal",
    "totaal",
    "totale",
    "totali",
    "totaux",
    "gesamt",
    "insgesamt",
    "gesamtsumme",
    "toplam",
    "итого",
    "всего",
    "всього",
    "разом",
    "усього",
    "المجموع",
    "مجموع",
    "الاجمالي",
    "اجمالي",
    "مجموعه",
    "σύνολο",
    "jumla",
    "ድምር",
    "ogolem",
    "razem",
];

/// What stands beside it.
const BESIDE: [&str; 9] =
    ["grand", "general", "generale", "sub", "sous", "people", "persons", "individuals", "personas"];

impl Heads {
    pub(super) fn of(headers: &[Cell<'_>], tags: Option<&[Cell<'_>]>) -> Self {
        let mut names: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for head in headers.iter().chain(tags.into_iter().flatten()) {
            names.entry(head.column().to_owned()).or_default().push(folding::as_seen(head.text));
        }
        Self { names, sums: SUMS.iter().map(|sum| folding::folded(sum)).collect() }
    }

    /// Why a row is no person.
    pub(super) fn stray(&self, row: &[Cell<'_>]) -> Option<CellProblem> {
        let mut filled = row.iter().filter(|cell| !cell.trimmed().is_empty());
        let first = filled.next()?;
        let is_head = |cell: &Cell<'_>| {
            let names = self.names.get(cell.column());
            names.is_some_and(|names| names.contains(&folding::as_seen(cell.text)))
        };
        if is_head(first) && filled.next().is_some_and(is_head) && filled.all(is_head) {
            let reason = "the row repeats the names of the columns";
            return Some(CellProblem::new(first.address, "header-again", reason, "delete the row"));
        }
        self.is_sum(first.text).then(|| {
            let reason = "the row reads like a sum and not like a person";
            CellProblem::new(first.address, "sum-row", reason, "delete the row, or write the id or the name otherwise")
        })
    }

    fn is_sum(&self, text: &str) -> bool {
        if text.starts_with(|sign: char| sign.is_ascii_digit()) {
            return false;
        }
        let words = folding::words(text);
        let is_number = |word: &String| word.bytes().all(|byte| byte.is_ascii_digit());
        words.iter().any(|word| self.sums.contains(word))
            && words.iter().all(|word| self.sums.contains(word) || BESIDE.contains(&word.as_str()) || is_number(word))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_sum(text: &str) -> bool {
        Heads::of(&[], None).is_sum(text)
    }

    #[test]
    fn a_sum_is_told_from_a_name_that_holds_its_word() {
        for text in
            ["Total", "TOTAL: 2", "Grand total", "Sous-total", "Total général 1200", "Итого:", "المجموع", "الإجمالي"]
        {
            assert!(is_sum(text), "{text}");
        }
        for text in ["Totala Karim", "Sum Li", "", "12", "2 total", "Omar Total", "T-1"] {
            assert!(!is_sum(text), "{text}");
        }
    }
}
