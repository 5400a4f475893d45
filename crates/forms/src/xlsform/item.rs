//! The survey as a tree of items, and the paths between them.

use std::collections::HashMap;

use super::localized::Localized;
use super::row::SurveyRow;

/// An item by its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ItemIx(pub usize);

/// What an item is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SheetItemKind {
    /// The form as a whole.
    Survey,
    Group,
    Repeat,
    #[default]
    Question,
    /// A list in a file, and nothing else.
    File,
    /// An attribute of an entity.
    Attribute,
}

/// When a value is set by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetAction {
    pub name: &'static str,
    pub event: &'static str,
    /// What is set; else the default.
    pub value: Option<String>,
    pub quality: Option<String>,
}

/// One item.
#[derive(Debug, Clone, Default)]
#[expect(clippy::struct_excessive_bools, reason = "what a sheet says of a question, each by itself")]
pub struct SheetItem {
    pub kind: SheetItemKind,
    pub name: String,
    /// The first name of its type.
    pub type_name: String,
    pub parent: Option<ItemIx>,
    pub children: Vec<ItemIx>,
    /// The row that it comes from; of what was made by itself, the row that called for it.
    pub row: SurveyRow,
    pub label: Option<Localized>,
    pub hint: Option<Localized>,
    pub guidance: Option<Localized>,
    pub media: Vec<(String, Localized)>,
    pub bind: Vec<(String, Localized)>,
    pub has_bind: bool,
    pub control: Vec<(String, String)>,
    pub instance: Vec<(String, String)>,
    pub default: String,
    pub dynamic_default: bool,
    pub choice_filter: String,
    pub itemset: String,
    pub query: Option<String>,
    pub parameters: Vec<(String, String)>,
    pub trigger: Vec<String>,
    pub actions: Vec<SheetAction>,
    pub tag: Option<&'static str>,
    /// It is no part of what is shown.
    pub bodyless: bool,
    /// An attribute's value.
    pub value: String,
    /// Its choices are found by `search()`, and stand in the body.
    pub searches: bool,
}

impl SheetItem {
    pub fn bind(&self, name: &str) -> Option<&Localized> {
        self.bind.iter().find(|(known, _)| known == name).map(|(_, said)| said)
    }

    pub fn bind_text(&self, name: &str) -> &str {
        match self.bind(name) {
            Some(Localized::Plain(text)) => text,
            _ => "",
        }
    }

    pub fn set_bind(&mut self, name: &str, value: &str) {
        self.has_bind = true;
        match self.bind.iter_mut().find(|(known, _)| known == name) {
            Some((_, old)) => *old = Localized::Plain(value.into()),
            None => self.bind.push((name.into(), Localized::Plain(value.into()))),
        }
    }

    /// Whether its label is a text by id: said by language, or with pictures and sounds.
    pub fn label_is_text(&self) -> bool {
        self.label.as_ref().is_some_and(Localized::is_by_language) || !self.media.is_empty()
    }
}

/// All items; the first is the form.
#[derive(Debug, Clone, Default)]
pub struct SheetSurvey {
    pub items: Vec<SheetItem>,
    by_name: HashMap<String, Vec<ItemIx>>,
}

impl SheetSurvey {
    pub fn add(&mut self, mut item: SheetItem, parent: Option<ItemIx>) -> ItemIx {
        let ix = ItemIx(self.items.len());
        item.parent = parent;
        if !matches!(item.kind, SheetItemKind::File | SheetItemKind::Attribute) {
            self.by_name.entry(item.name.clone()).or_default().push(ix);
        }
        self.items.push(item);
        if let Some(parent) = parent.and_then(|parent| self.get_mut(parent)) {
            parent.children.push(ix);
        }
        ix
    }

    pub fn get(&self, ix: ItemIx) -> Option<&SheetItem> {
        self.items.get(ix.0)
    }

    pub fn get_mut(&mut self, ix: ItemIx) -> Option<&mut SheetItem> {
        self.items.get_mut(ix.0)
    }

    pub fn named(&self, name: &str) -> &[ItemIx] {
        self.by_name.get(name).map(Vec::as_slice).unwrap_or_default()
    }

    pub fn children(&self, ix: ItemIx) -> Vec<ItemIx> {
        self.get(ix).map(|item| item.children.clone()).unwrap_or_default()
    }

    /// An item and all in it, in order.
    pub fn within(&self, ix: ItemIx) -> Vec<ItemIx> {
        let mut found = vec![ix];
        self.children(ix).into_iter().for_each(|child| found.extend(self.within(child)));
        found
    }

    /// From the root.
    pub fn path(&self, ix: ItemIx) -> String {
        self.path_below(ix, None)
    }

    /// From below an item.
    pub fn path_below(&self, ix: ItemIx, above: Option<ItemIx>) -> String {
        let mut parts = Vec::new();
        let mut at = Some(ix);
        while let Some((here, item)) =
            at.filter(|here| Some(*here) != above).and_then(|here| self.get(here).map(|item| (here, item)))
        {
            let sign = if item.kind == SheetItemKind::Attribute { "@" } else { "" };
            parts.push(format!("/{sign}{}", item.name));
            at = self.get(here).and_then(|item| item.parent);
        }
        parts.into_iter().rev().collect()
    }

    fn above(&self, ix: ItemIx) -> Vec<ItemIx> {
        let mut found = Vec::new();
        let mut at = self.get(ix).and_then(|item| item.parent);
        while let Some(here) = at {
            found.push(here);
            at = self.get(here).and_then(|item| item.parent);
        }
        found
    }

    /// The repeat in which an item lies, itself not counted.
    pub fn repeat_above(&self, ix: ItemIx) -> Option<ItemIx> {
        self.above(ix).into_iter().find(|above| self.get(*above).is_some_and(|item| item.kind == SheetItemKind::Repeat))
    }

    /// The innermost repeat (or group or repeat) in which two lie, and how many steps lead up to it from the first.
    pub fn common(&self, of: ItemIx, other: ItemIx, repeats_only: bool) -> Option<(usize, ItemIx)> {
        let others = self.above(other);
        let fits = |ix: ItemIx| match self.get(ix).map(|item| item.kind) {
            Some(SheetItemKind::Repeat) => true,
            Some(SheetItemKind::Group) => !repeats_only,
            _ => false,
        };
        let found = self.above(of).into_iter().enumerate().find(|(_, above)| fits(*above) && others.contains(above));
        found.map(|(place, above)| (place + 1, above))
    }
}

impl SheetItemKind {
    /// Which of them a row begins or ends: `begin group`, `end_repeat`.
    pub fn of_row(kind: &str, word: &str) -> Option<Self> {
        let rest = kind.strip_prefix(word)?;
        let rest = rest.strip_prefix(' ').or_else(|| rest.strip_prefix('_'))?;
        match rest {
            "group" => Some(Self::Group),
            "repeat" | "lgroup" | "looped group" => Some(Self::Repeat),
            _ => None,
        }
    }
}
