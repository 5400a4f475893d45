//! Fields as data: measures, forms, imports, pages and the lake all read this one schema.

mod reading;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::{Code, CodeList, Codes, Field, FieldKey, Kind, KindId, KindList, ListId};

/// Position of a field in its schema; of a field of a record its number among those, and the number of a kind for the
/// list of its records, where that is a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FieldId(u16);

impl FieldId {
    /// As an index.
    pub fn index(self) -> usize {
        usize::from(self.0)
    }

    /// From an index; a schema holds fewer than 32,768 fields of people, and as many of records.
    pub fn from_index(index: usize) -> Self {
        Self(u16::try_from(index).unwrap_or(u16::MAX))
    }

    /// Its number among the fields of records, where it is one. No row of a person has a place for it.
    pub fn of_record(self) -> Option<usize> {
        self.0.checked_sub(OF_RECORDS).filter(|_| self.0 < LISTS).map(usize::from)
    }

    /// The list of a person's records of a kind, for whoever keeps people as columns.
    pub fn list(kind: KindId) -> Self {
        Self(kind.0.saturating_add(LISTS))
    }

    /// The kind whose list it is.
    pub fn list_of(self) -> Option<KindId> {
        self.0.checked_sub(LISTS).map(KindId)
    }
}

/// Where the numbers of fields of records begin.
const OF_RECORDS: u16 = 1 << 15;
/// Where those of lists begin.
const LISTS: u16 = OF_RECORDS + (1 << 14);

/// All fields and code lists that are installed, in form order. Built by `packs`, read by all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Schema {
    fields: Vec<Field>,
    lists: Vec<CodeList>,
    by_name: HashMap<String, FieldId>,
    by_key: HashMap<FieldKey, FieldId>,
    /// By the keys of the names that fields had before.
    formers: BTreeMap<FieldKey, FieldId>,
    lists_by_name: BTreeMap<String, ListId>,
    /// Fields that the office says, and nobody else is asked for.
    offices: BTreeSet<FieldId>,
    /// Kinds of record, by name.
    kinds: BTreeMap<String, Kind>,
    /// Their names, in the order in which they came.
    kinds_by_id: Vec<String>,
    /// What measures read of records, those fields among it that every kind has.
    of_records: Vec<(KindId, Field)>,
    /// The list of each kind as a column, by the numbers of kinds.
    lists_of_kinds: Vec<Field>,
    /// Fields of records by whole names.
    records_by_name: HashMap<String, FieldId>,
    /// Kinds of record and fields of them that are gone on purpose, by their whole names.
    retired: BTreeSet<String>,
}

impl Schema {
    /// Adds a list and says where it stands; a second list of one name is refused.
    pub fn add_list(&mut self, list: CodeList) -> Option<ListId> {
        if self.lists_by_name.contains_key(&list.name) {
            return None;
        }
        let id = ListId(u16::try_from(self.lists.len()).ok()?);
        self.lists_by_name.insert(list.name.clone(), id);
        self.lists.push(list);
        Some(id)
    }

    /// Adds a code to a list that writes its codes down; one that it holds already is refused.
    pub fn add_code(&mut self, list: ListId, code: Code) -> bool {
        match self.lists.get_mut(usize::from(list.0)).map(|list| &mut list.codes) {
            Some(Codes::Listed(codes)) if codes.iter().all(|known| known.code != code.code) => {
                codes.push(code);
                true
            }
            _ => false,
        }
    }

    /// Adds a field and says where it stands; a second field of one name, or of one key, is refused, and so is one that
    /// another was called before: facts under that key are the other's.
    pub fn add_field(&mut self, field: Field) -> Option<FieldId> {
        let key = FieldKey::of(&field.name);
        if self.by_name.contains_key(&field.name) || self.keyed(key).is_some() {
            return None;
        }
        let id = FieldId(u16::try_from(self.fields.len()).ok()?);
        self.by_name.insert(field.name.clone(), id);
        self.by_key.insert(key, id);
        self.fields.push(field);
        Some(id)
    }

    /// Adds a name that a field had before, so that facts that carry its key stay readable. Refused is a name whose key
    /// is that of a field, or of a former name already: nobody could tell of which of the two a fact speaks.
    pub fn add_former(&mut self, field: FieldId, name: &str) -> Option<FieldKey> {
        let key = FieldKey::of(name);
        if self.get(field).is_none() || self.keyed(key).is_some() {
            return None;
        }
        self.formers.insert(key, field);
        Some(key)
    }

    /// Has the office asked for a field, and never the person: whether there is a place, what a case worker found.
    pub fn ask_office(&mut self, field: FieldId) {
        self.offices.insert(field);
    }

    /// Whether the office says it, so that no question about it goes to the person.
    pub fn is_for_office(&self, field: FieldId) -> bool {
        self.offices.contains(&field)
    }

    /// Adds a kind of record; refused is a second one of the name, and one of whose fields another field has the key:
    /// that field's name is handed back.
    pub fn add_kind(&mut self, kind: Kind) -> Result<(), String> {
        if self.named(FieldKey::of(&kind.name)).is_some() {
            return Err(kind.name);
        }
        let mut keys = BTreeSet::new();
        for field in &kind.fields {
            let key = FieldKey::of(&field.name);
            let taken = self.named(key).is_some();
            if taken || !keys.insert(key) {
                return Err(field.name.clone());
            }
        }
        let id = KindId(u16::try_from(self.kinds_by_id.len()).map_err(|_| kind.name.clone())?);
        for field in kind.fields.iter().cloned().chain(kind.days()) {
            self.number_record_field(id, field).ok_or_else(|| kind.name.clone())?;
        }
        self.lists_of_kinds.push(kind.as_column());
        self.kinds_by_id.push(kind.name.clone());
        self.kinds.insert(kind.name.clone(), kind);
        Ok(())
    }

    fn number_record_field(&mut self, kind: KindId, field: Field) -> Option<()> {
        let number =
            u16::try_from(self.of_records.len()).ok()?.checked_add(OF_RECORDS).filter(|number| *number < LISTS)?;
        self.records_by_name.insert(field.name.clone(), FieldId(number));
        self.of_records.push((kind, field));
        Some(())
    }

    /// The number of a kind of record, by its name.
    pub fn kind_id(&self, name: &str) -> Option<KindId> {
        let position = self.kinds_by_id.iter().position(|known| known == name)?;
        u16::try_from(position).ok().map(KindId)
    }

    /// A kind of record by its number; numbers of this schema always have one.
    pub fn kind_at(&self, id: KindId) -> Option<&Kind> {
        self.kinds_by_id.get(usize::from(id.0)).and_then(|name| self.kinds.get(name))
    }

    /// The person's field that says whether the records of a kind that are listed are all, where others may keep more.
    pub fn complete_field(&self, kind: KindId) -> Option<FieldId> {
        let kind = self.kind_at(kind).filter(|kind| kind.list == KindList::Open)?;
        self.field(&kind.complete())
    }

    /// All kinds of record with their numbers.
    pub fn numbered_kinds(&self) -> impl Iterator<Item = (KindId, &Kind)> {
        let named = (0..).map(KindId).zip(&self.kinds_by_id);
        named.filter_map(|(id, name)| self.kinds.get(name).map(|kind| (id, kind)))
    }

    /// A field that measures read of a record, by its whole name: `lodging.from`, and `lodging.opened_on` of every kind.
    pub fn record_field(&self, name: &str) -> Option<FieldId> {
        self.records_by_name.get(name).copied()
    }

    /// The kind whose field it is, if it is one of records.
    pub fn kind_of(&self, field: FieldId) -> Option<KindId> {
        self.of_records.get(field.of_record()?).map(|(kind, _)| *kind)
    }

    /// What measures read of the records of a kind.
    pub fn record_fields(&self, kind: KindId) -> impl Iterator<Item = (FieldId, &Field)> {
        let numbered = (OF_RECORDS..=u16::MAX).map(FieldId).zip(&self.of_records);
        numbered.filter(move |(_, (of, _))| *of == kind).map(|(id, (_, field))| (id, field))
    }

    /// Says of a kind of record, or of a field of one, that it goes on purpose.
    pub fn retire(&mut self, name: &str) {
        self.retired.insert(name.to_owned());
    }

    /// Whether a kind of record, or a field of one, that is not there went on purpose.
    pub fn is_retired(&self, name: &str) -> bool {
        self.retired.contains(name)
    }

    /// A kind of record by its name.
    pub fn kind(&self, name: &str) -> Option<&Kind> {
        self.kinds.get(name)
    }

    /// All kinds of record, by name.
    pub fn kinds(&self) -> impl Iterator<Item = &Kind> {
        self.kinds.values()
    }

    /// The name of whatever has a key: a field of people, or of a kind of record, or a kind itself.
    pub fn named(&self, key: FieldKey) -> Option<&str> {
        let of_people = self.keyed(key).map(|field| self.name(field));
        let of_kind = |kind: &'_ Kind| FieldKey::of(&kind.name) == key;
        let of_records = || self.kinds().find_map(|kind| kind.keyed(key)).map(|field| field.name.as_str());
        of_people.or_else(of_records).or_else(|| self.kinds().find(|kind| of_kind(kind)).map(|kind| kind.name.as_str()))
    }

    /// The keys of all former names, with the fields that had them.
    pub fn formers(&self) -> impl Iterator<Item = (FieldKey, FieldId)> {
        self.formers.iter().map(|(key, field)| (*key, *field))
    }

    /// All fields, in form order.
    pub fn fields(&self) -> &[Field] {
        &self.fields
    }

    /// All fields with their positions.
    pub fn numbered(&self) -> impl Iterator<Item = (FieldId, &Field)> {
        self.fields.iter().enumerate().map(|(index, field)| (FieldId::from_index(index), field))
    }

    /// A field by its name.
    pub fn field(&self, name: &str) -> Option<FieldId> {
        self.by_name.get(name).copied()
    }

    /// A field by the key under which facts carry it, that of a former name included.
    pub fn keyed(&self, key: FieldKey) -> Option<FieldId> {
        self.by_key.get(&key).or_else(|| self.formers.get(&key)).copied()
    }

    /// What stands at a position; positions of this schema always hold a field.
    pub fn get(&self, id: FieldId) -> Option<&Field> {
        match (id.list_of(), id.of_record()) {
            (Some(kind), _) => self.lists_of_kinds.get(usize::from(kind.0)),
            (None, Some(number)) => self.of_records.get(number).map(|(_, field)| field),
            (None, None) => self.fields.get(id.index()),
        }
    }

    /// The name of a field of this schema.
    pub fn name(&self, id: FieldId) -> &str {
        self.get(id).map_or("", |field| field.name.as_str())
    }

    /// A code list by its name.
    pub fn list_named(&self, name: &str) -> Option<ListId> {
        self.lists_by_name.get(name).copied()
    }

    /// A code list by its position.
    pub fn list(&self, id: ListId) -> Option<&CodeList> {
        self.lists.get(usize::from(id.0))
    }

    /// All code lists.
    pub fn lists(&self) -> &[CodeList] {
        &self.lists
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Class, FieldState, FieldType, Text, Value, ValueError};

    fn schema() -> Schema {
        let mut schema = Schema::default();
        let isco = CodeList {
            name: "isco08".into(),
            hierarchical: true,
            codes: Codes::Shaped { alphabet: "0123456789".into(), length: (1, 4), labelled: vec![] },
        };
        let isco = schema.add_list(isco).unwrap();
        for (name, ty) in [
            ("job", FieldType::Code(isco)),
            ("born", FieldType::PartialDate),
            ("lodged", FieldType::Date),
            ("ok", FieldType::Bool),
        ] {
            schema
                .add_field(Field {
                    name: name.into(),
                    ty,
                    class: Class::Personal,
                    label: Text::english(name),
                    question: None,
                    relevant: None,
                    pack: "t".into(),
                    hxl: None,
                    facet: false,
                })
                .unwrap();
        }
        schema
    }

    #[test]
    fn scalars_are_typed_by_the_field_and_keep_their_spelling() {
        let schema = schema();
        let read = |field: &str, text: &str| schema.read(schema.field(field).unwrap(), text);
        assert_eq!(read("job", "0110"), Ok(FieldState::Known(Value::Code("0110".into()))));
        assert_eq!(read("born", "2008").unwrap().known().unwrap().to_text(), "2008");
        assert_eq!(read("lodged", "2008"), Err(ValueError::Day));
        assert_eq!(read("ok", "no"), Err(ValueError::Bool));
        assert_eq!(read("ok", " "), Ok(FieldState::Unknown));
        assert_eq!(read("ok", "n/a"), Ok(FieldState::NotApplicable));
    }

    #[test]
    fn a_field_is_found_by_the_keys_of_all_its_names() {
        let mut schema = schema();
        let job = schema.field("job").unwrap();
        let former = FieldKey::of("profession");
        assert_eq!(schema.keyed(former), None);
        assert_eq!(schema.add_former(job, "profession"), Some(former));
        assert_eq!((schema.keyed(former), schema.keyed(FieldKey::of("job"))), (Some(job), Some(job)));
        assert_eq!(schema.field("profession"), None, "no name of today");
        assert_eq!(schema.formers().collect::<Vec<_>>(), [(former, job)]);
    }

    #[test]
    fn a_name_belongs_to_one_field_whether_it_has_it_or_had_it() {
        let mut schema = schema();
        let [job, born] = ["job", "born"].map(|name| schema.field(name).unwrap());
        assert_eq!(schema.add_former(job, "born"), None, "another's name of today");
        assert_eq!(schema.add_former(job, "job"), None, "its own name of today");
        schema.add_former(job, "profession").unwrap();
        assert_eq!(schema.add_former(job, "profession"), None, "twice");
        assert_eq!(schema.add_former(born, "profession"), None, "another's former name");
        let taken = Field { name: "profession".into(), ..schema.get(born).unwrap().clone() };
        assert_eq!(schema.add_field(taken), None, "a new field of a former name");
        assert_eq!(schema.add_former(FieldId::from_index(99), "trade"), None, "no such field");
    }
}
