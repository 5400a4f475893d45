//! Changes of conditions as data: `{measure, drop, replace, add}`, each condition with its name, its expression, its
//! sentence and its citation.

use yaml::{Map, Node, Report, scalars};

use super::{ConditionChanges, NewCondition};

pub(super) fn changes(text: &str, report: &mut Report) -> Option<ConditionChanges> {
    let root = yaml::read(text, report)?;
    let map = root.map("`{measure, drop, replace, add}`", report)?;
    map.only(&["measure", "drop", "replace", "add"], report);
    let measure = scalars::string(map.require("measure", report)?, "a measure", report)?;
    let drop = map.get("drop").map(|node| scalars::strings(node, "a list of conditions", report)).unwrap_or_default();
    let (replace, add) = (conditions(map, "replace", report), conditions(map, "add", report));
    Some(ConditionChanges { measure, drop: drop.into_iter().collect(), replace, add })
}

fn conditions(map: &Map, key: &str, report: &mut Report) -> Vec<NewCondition> {
    let items = map.get(key).and_then(|node| node.list("a list of conditions", report)).unwrap_or_default();
    items.iter().filter_map(|item| condition(item, report)).collect()
}

fn condition(node: &Node, report: &mut Report) -> Option<NewCondition> {
    let map = node.map("`{id, when, says, law}`", report)?;
    map.only(&["id", "when", "says", "law"], report);
    let [id, when, law] = ["id", "when", "law"]
        .map(|key| map.require(key, report).and_then(|node| scalars::string(node, "a text", report)));
    let says = map.require("says", report).and_then(|node| scalars::text(node, report));
    Some(NewCondition { id: id?, when: when?, says: says?, law: law? })
}
