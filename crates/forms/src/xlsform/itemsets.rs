//! The choices of a question in the document: where they come from, narrowed and shuffled as the sheet says.

use super::choices::ChoiceList;
use super::item::{ItemIx, SheetItem};
use super::localized::Localized;
use super::outputs::with_outputs;
use super::parameters::said;
use super::references::{Putting, has_reference};
use super::selects::{is_file, split_ending};
use super::write::Writing;
use crate::xml::Element;

impl Writing<'_> {
    pub(super) fn choices(&mut self, ix: ItemIx, item: &SheetItem, control: &mut Element) {
        if item.itemset.is_empty() {
            return;
        }
        let list = self.lists.iter().find(|list| list.name == item.itemset).cloned();
        if item.searches && list.is_some() {
            self.listed(item, list.as_ref(), control);
            return;
        }
        let (mut nodeset, value, label) = self.itemset(ix, item, list.as_ref());
        nodeset = self.randomized(ix, item, nodeset);
        let set = Element::new("itemset").with("nodeset", nodeset);
        control.push(set.and(Element::new("value").with("ref", value)).and(Element::new("label").with("ref", label)));
    }

    fn itemset(&mut self, ix: ItemIx, item: &SheetItem, list: Option<&ChoiceList>) -> (String, String, String) {
        let at = item.row.place("choice_filter");
        let from_answers = has_reference(&item.itemset) && item.type_name != "range";
        let filter = |writing: &mut Self, above: bool| {
            writing.paths(&item.choice_filter.clone(), ix, Putting { from_current: true, from_above: above }, &at)
        };
        if from_answers {
            let path = self.paths(
                &item.itemset.clone(),
                ix,
                Putting { from_above: true, ..Putting::default() },
                &item.row.place("type"),
            );
            let path = path.trim().to_owned();
            let (nodeset, child) = path.rsplit_once('/').unwrap_or(("", &path));
            let chosen = filter(self, true).replace(&format!("current()/{nodeset}"), ".").replace(nodeset, ".");
            let narrowed = if chosen.is_empty() { format!("./{child} != ''") } else { chosen };
            return (format!("{nodeset}[{narrowed}]"), child.to_owned(), child.to_owned());
        }
        let (name, ending) =
            if is_file(&item.itemset) { split_ending(&item.itemset) } else { (item.itemset.as_str(), "") };
        let (value, label) = match ending {
            "" => ("name", if list.is_some_and(ChoiceList::needs_texts) { "jr:itext(itextId)" } else { "label" }),
            ".geojson" => ("id", "title"),
            _ => ("name", "label"),
        };
        let named = |name: &str, otherwise: &str| {
            said(&item.parameters, name).filter(|_| !ending.is_empty()).unwrap_or(otherwise).to_owned()
        };
        let filtered = filter(self, false);
        let narrowed = if filtered.is_empty() { String::new() } else { format!("[{filtered}]") };
        (format!("instance('{name}')/root/item{narrowed}"), named("value", value), named("label", label))
    }

    fn randomized(&mut self, ix: ItemIx, item: &SheetItem, nodeset: String) -> String {
        if said(&item.parameters, "randomize") != Some("true") {
            return nodeset;
        }
        match said(&item.parameters, "seed").map(str::to_owned) {
            None => format!("randomize({nodeset})"),
            Some(seed) => {
                let seed = self.paths(&seed, ix, Putting::default(), &item.row.place("parameters"));
                format!("randomize({nodeset}, {})", seed.trim())
            }
        }
    }

    /// Choices that `search()` finds stand in the body themselves.
    fn listed(&mut self, item: &SheetItem, list: Option<&ChoiceList>, control: &mut Element) {
        let Some(list) = list else { return };
        for (number, choice) in list.choices.iter().enumerate() {
            let label = match &choice.label {
                _ if list.needs_texts() => {
                    Element::new("label").with("ref", format!("jr:itext('{}-{number}')", list.name))
                }
                Some(Localized::Plain(label)) if item.label.is_some() => {
                    with_outputs(self.survey, Element::new("label"), label, ItemIx(0), &choice.place, self.problems)
                }
                _ => Element::new("label"),
            };
            control.push(Element::new("item").and(label).and(Element::new("value").saying(&choice.name)));
        }
    }
}
