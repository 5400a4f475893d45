//! What a pathway says of its own case, as fields: `case.ITEM.done_on`, `case.STAGE.left`, `case.opened_at`.
//!
//! They stand in the schema behind the fields of the pack, so that conditions read them as they read any other field;
//! the timeline fills them in. What the case has not recorded is not applicable, never unknown: nobody can be asked.

use model::{
    Class, Code, CodeList, Codes, Field, FieldId, FieldState, FieldType, Row, Schema, Text, Value, ValueRange,
};

/// The first word of all of them; no pack may stand under it.
pub const CASE: &str = "case";

/// The answers that a referral gets.
pub const ANSWERS: [&str; 3] = ["accepted", "declined", "completed"];

/// Something that can be said of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Leaf {
    /// The moment it was opened.
    OpenedAt,
    /// Something of an item, by its position.
    Item(usize, ItemLeaf),
    /// The moment a stage was entered.
    Entered(usize),
    /// Whether a stage is left.
    Left(usize),
}

/// Something that can be said of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ItemLeaf {
    Done,
    DoneOn,
    OpenedOn,
    Count,
    Outcome,
    MadeOn,
    ServedOn,
    Appealed,
    AppealedOn,
    Final,
    DueOn,
    Late,
    Answer,
}

/// The kinds of item, as far as they decide what can be said of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ItemKind {
    /// A task.
    Task,
    /// A decision, with its outcomes.
    Decision(Vec<String>),
    /// A referral.
    Referral,
}

/// Which fields of a schema say what of a case.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Leaves(Vec<(FieldId, Leaf)>);

impl ItemLeaf {
    /// Every one, with its word.
    pub const ALL: [(&'static str, Self); 13] = [
        ("done", Self::Done),
        ("done_on", Self::DoneOn),
        ("opened_on", Self::OpenedOn),
        ("count", Self::Count),
        ("outcome", Self::Outcome),
        ("made_on", Self::MadeOn),
        ("served_on", Self::ServedOn),
        ("appealed", Self::Appealed),
        ("appealed_on", Self::AppealedOn),
        ("final", Self::Final),
        ("due_on", Self::DueOn),
        ("late", Self::Late),
        ("answer", Self::Answer),
    ];

    /// Whether it can be said of an item of a kind.
    fn of(self, kind: &ItemKind) -> bool {
        match self {
            Self::Done | Self::DoneOn | Self::OpenedOn | Self::DueOn | Self::Late | Self::Count => true,
            Self::Outcome | Self::MadeOn | Self::ServedOn | Self::Appealed | Self::AppealedOn | Self::Final => {
                matches!(kind, ItemKind::Decision(_))
            }
            Self::Answer => *kind == ItemKind::Referral,
        }
    }
}

impl Leaves {
    /// Adds the fields of a case to a schema.
    pub fn extend(schema: &mut Schema, stages: &[String], items: &[(String, ItemKind)]) -> Self {
        let mut leaves = Self::default();
        leaves.add(schema, "opened_at", FieldType::Date, Leaf::OpenedAt);
        for (position, id) in stages.iter().enumerate() {
            leaves.add(schema, &format!("{id}.entered_on"), FieldType::Date, Leaf::Entered(position));
            leaves.add(schema, &format!("{id}.left"), FieldType::Bool, Leaf::Left(position));
        }
        for (position, (id, kind)) in items.iter().enumerate() {
            for (word, leaf) in ItemLeaf::ALL.into_iter().filter(|(_, leaf)| leaf.of(kind)) {
                let name = format!("{id}.{word}");
                if let Some(ty) = field_type(schema, &name, leaf, kind) {
                    leaves.add(schema, &name, ty, Leaf::Item(position, leaf));
                }
            }
        }
        leaves
    }

    fn add(&mut self, schema: &mut Schema, name: &str, ty: FieldType, leaf: Leaf) {
        let field = Field {
            name: format!("{CASE}.{name}"),
            ty,
            class: Class::Open,
            label: Text::english(name.replace(['_', '.'], " ")),
            question: None,
            relevant: None,
            pack: CASE.into(),
            hxl: None,
            facet: false,
        };
        // Two items of one name are refused by themselves.
        self.0.extend(schema.add_field(field).map(|id| (id, leaf)));
    }

    /// Every field with what it says.
    pub fn all(&self) -> &[(FieldId, Leaf)] {
        &self.0
    }

    /// What a case says of itself when it has just been opened, with everything else unknown.
    pub fn at_first(&self, schema: &Schema) -> Row {
        let mut row = Row::new(schema);
        for (field, leaf) in &self.0 {
            let state = match (leaf, schema.get(*field).map(|field| field.ty)) {
                (Leaf::OpenedAt, _) => FieldState::Unknown,
                (_, Some(FieldType::Bool)) => FieldState::Known(Value::Bool(false)),
                (_, Some(FieldType::Int { .. })) => FieldState::Known(Value::Int(0)),
                (_, _) => FieldState::NotApplicable,
            };
            row.set(*field, state);
        }
        row
    }

    /// What a field says of the case; `None` where it is one of the data.
    pub fn get(&self, field: FieldId) -> Option<Leaf> {
        self.0.iter().find(|(known, _)| *known == field).map(|(_, leaf)| *leaf)
    }
}

fn field_type(schema: &mut Schema, name: &str, leaf: ItemLeaf, kind: &ItemKind) -> Option<FieldType> {
    Some(match leaf {
        ItemLeaf::Done | ItemLeaf::Appealed | ItemLeaf::Final | ItemLeaf::Late => FieldType::Bool,
        ItemLeaf::DoneOn
        | ItemLeaf::OpenedOn
        | ItemLeaf::MadeOn
        | ItemLeaf::ServedOn
        | ItemLeaf::AppealedOn
        | ItemLeaf::DueOn => FieldType::Date,
        ItemLeaf::Count => FieldType::Int { range: ValueRange::from(0) },
        ItemLeaf::Outcome | ItemLeaf::Answer => {
            let codes = match kind {
                ItemKind::Decision(outcomes) => outcomes.clone(),
                ItemKind::Task | ItemKind::Referral => ANSWERS.map(str::to_owned).to_vec(),
            };
            let code = |code: String| Code { label: Text::english(code.replace('_', " ")), code, unknown: false };
            let codes = Codes::Listed(codes.into_iter().map(code).collect());
            let list = CodeList { name: format!("{CASE}.{name}"), hierarchical: false, codes };
            FieldType::Code(schema.add_list(list)?)
        }
    })
}
