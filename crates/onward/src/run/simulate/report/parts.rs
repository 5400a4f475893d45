//! Small pieces of the report: counts, rows, tables.

use web::chart::{self, Split};
pub use web::escape;

/// The heads of the three answers.
pub const ANSWERS: &str = "<th scope=\"col\" class=\"r\">Reached</th><th scope=\"col\" class=\"r\">Cannot tell</th>\
                           <th scope=\"col\" class=\"r\">Left behind</th>";

/// A count with its thousands apart, or the mark of one that is withheld.
pub fn count(count: Option<u64>) -> String {
    count.map_or_else(|| "<span title=\"withheld\">·</span>".to_owned(), grouped)
}

pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let first = digits.len() % 3;
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && place % 3 == first {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A row of three answers with a bar under its name, which is markup.
pub fn row(name: &str, split: &Split) -> String {
    let bar = chart::split(split, split.total(), None);
    let cells = [split.yes, split.needs, split.no].map(|found| format!("<td class=\"r\">{}</td>", count(found)));
    format!("<tr><th scope=\"row\">{name}{bar}</th>{}</tr>", cells.concat())
}

/// A table; the first cell of each row is its name, all cells are markup.
pub fn table(caption: &str, head: &[&str], rows: &[Vec<String>]) -> String {
    let heads = head.iter().enumerate().map(|(place, head)| {
        let class = if place == 0 { "" } else { " class=\"r\"" };
        format!("<th scope=\"col\"{class}>{}</th>", escape(head))
    });
    let rows = rows.iter().map(|row| {
        let cells = row.iter().enumerate().map(|(place, cell)| match place {
            0 => format!("<th scope=\"row\">{cell}</th>"),
            _ => format!("<td class=\"r\">{cell}</td>"),
        });
        format!("<tr>{}</tr>", cells.collect::<String>())
    });
    format!(
        "<table class=\"figures\"><caption>{}</caption><thead><tr>{}</tr></thead><tbody>{}</tbody></table>",
        escape(caption),
        heads.collect::<String>(),
        rows.collect::<String>()
    )
}

/// A panel around something, if there is something.
pub fn panel(content: &str) -> String {
    if content.is_empty() { String::new() } else { format!("<section class=\"panel\">{content}</section>\n") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_stand_apart() {
        let shown = [0, 12, 123, 1234, 61204, 1_234_567].map(grouped);
        assert_eq!(shown, ["0", "12", "123", "1,234", "61,204", "1,234,567"]);
    }

    #[test]
    fn what_is_withheld_is_a_mark_and_no_number() {
        assert!(count(None).contains('·'));
        let split = Split { yes: None, needs: Some(3), no: Some(4) };
        assert!(row("a", &split).contains("withheld"));
    }
}
