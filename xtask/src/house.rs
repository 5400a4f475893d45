//! The house as `ARCHITECTURE.md` draws it: its table of rooms, and the circles of modules that it names.
//!
//! The tables are read where they stand, so there is no copy that could differ from them.

/// One row of the table of rooms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoomRow {
    /// The room's name, which is its package's.
    pub name: String,
    /// The floor it stands on.
    pub floor: u32,
    /// The rooms it uses.
    pub uses: Uses,
}

/// The column `uses`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Uses {
    /// `all`: whatever stands below.
    All,
    /// These.
    Named(Vec<Arrow>),
}

/// One room that is used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arrow {
    /// The room.
    pub to: String,
    /// `room (tests)`: by tests, benches and examples alone.
    pub tests_only: bool,
}

/// A circle that stands in the table of circles, with its reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedCircle {
    /// The room.
    pub room: String,
    /// Its modules.
    pub modules: Vec<String>,
}

/// The rooms of the table whose head begins with `room | floor | uses`.
pub fn rooms(text: &str) -> Result<Vec<RoomRow>, String> {
    let rows = table(text, &["room", "floor", "uses"]).ok_or("ARCHITECTURE.md has no table `room | floor | uses`")?;
    rows.iter().map(|cells| room(cells)).collect()
}

fn room(cells: &[String]) -> Result<RoomRow, String> {
    let [name, floor, uses, ..] = cells else { return Err(format!("a row is too short: {}", cells.join(" | "))) };
    let name = name.trim_matches('`').to_owned();
    let floor = floor.parse().map_err(|_| format!("the floor of `{name}` is no number: {floor}"))?;
    let uses = match uses.as_str() {
        "-" => Uses::Named(Vec::new()),
        "all" => Uses::All,
        list => Uses::Named(list.split(',').map(arrow).collect()),
    };
    Ok(RoomRow { name, floor, uses })
}

fn arrow(text: &str) -> Arrow {
    let text = text.trim();
    let bare = text.strip_suffix("(tests)");
    Arrow { to: bare.unwrap_or(text).trim().to_owned(), tests_only: bare.is_some() }
}

/// The circles of the table whose head begins with `circle in | modules | why`; there need be none. One without its
/// reason does not count.
pub fn circles(text: &str) -> Vec<NamedCircle> {
    let rows = table(text, &["circle in", "modules", "why"]).unwrap_or_default();
    let circle = |cells: &Vec<String>| match cells.as_slice() {
        [room, modules, why, ..] if !why.is_empty() => Some(NamedCircle {
            room: room.trim_matches('`').to_owned(),
            modules: modules.split(',').map(|module| module.trim().trim_matches('`').to_owned()).collect(),
        }),
        _ => None,
    };
    rows.iter().filter_map(circle).collect()
}

/// The rows of the first table with this head, each as its cells.
fn table(text: &str, head: &[&str]) -> Option<Vec<Vec<String>>> {
    let begins = |line: &&str| cells(line).iter().map(String::as_str).take(head.len()).eq(head.iter().copied());
    let mut lines = text.lines().skip_while(|line| !begins(line));
    lines.next()?;
    Some(lines.skip(1).take_while(|line| line.starts_with('|')).map(cells).collect())
}

fn cells(line: &str) -> Vec<String> {
    let inner = line.trim().trim_start_matches('|').trim_end_matches('|');
    inner.split('|').map(|cell| cell.trim().to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const MAP: &str = "# House\n\n| room | floor | uses | what lives there |\n|---|---|---|---|\n\
        | `model` | 0 | - | nouns |\n| `packs` | 4 | model, rules (tests) | data |\n| `onward` | 9 | all | - |\n\n\
        | circle in | modules | why |\n|---|---|---|\n| `rules` | walk, bind | they are one |\n| `rules` | a, b | |\n";

    #[test]
    fn rows_are_read_where_they_stand() {
        let rows = rooms(MAP).unwrap();
        let arrow = |to: &str, tests_only| Arrow { to: to.into(), tests_only };
        let named = |arrows| Uses::Named(arrows);
        let row = |name: &str, floor, uses| RoomRow { name: name.into(), floor, uses };
        assert_eq!(
            rows,
            [
                row("model", 0, named(vec![])),
                row("packs", 4, named(vec![arrow("model", false), arrow("rules", true)])),
                row("onward", 9, Uses::All),
            ]
        );
    }

    #[test]
    fn a_floor_that_is_no_number_and_a_map_without_a_table_are_refused() {
        assert!(rooms(&MAP.replace("| 4 |", "| four |")).is_err());
        assert!(rooms("# House").is_err());
    }

    #[test]
    fn a_circle_without_its_reason_does_not_count() {
        let modules = vec!["walk".to_owned(), "bind".to_owned()];
        assert_eq!(circles(MAP), [NamedCircle { room: "rules".into(), modules }]);
        assert_eq!(circles("# House"), []);
    }
}
