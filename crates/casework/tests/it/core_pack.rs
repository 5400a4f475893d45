//! The core pack as it ships, read by imports: every field by its name and by its HXL tag.

use casework::import::{Cell, Column, Mapping, Survey};
use model::Schema;

use crate::import::occasion;

fn core() -> Schema {
    packs::load(&[], &packs::LoadOptions::default()).unwrap().schema
}

fn header(text: &str) -> [Cell<'_>; 1] {
    [Cell { address: "A1", text }]
}

#[test]
fn every_field_is_taken_by_its_name() {
    let schema = core();
    assert!(!schema.fields().is_empty());
    for field in schema.fields() {
        assert!(
            Survey::new(&schema, &Mapping::default(), occasion(false), &header(&field.name), None).is_ok(),
            "{}",
            field.name
        );
    }
}

#[test]
fn every_tag_names_one_field_alone() {
    let schema = core();
    for tag in schema.fields().iter().filter_map(|field| field.hxl.as_deref()) {
        let tags = [Cell { address: "A2", text: tag }];
        let survey =
            Survey::new(&schema, &Mapping::default(), occasion(false), &header("words of theirs"), Some(&tags));
        assert!(survey.is_ok(), "{tag}");
    }
}

#[test]
fn the_mapping_of_a_prefecture_s_register_fits() {
    let text = "\
source: prefecture
id: Dossier
dates: dmy
columns:
  Nom complet: name.full
  Né(e) le: birth_date
  Sexe: {field: sex, values: {féminin: F, masculin: M}}
  Nationalité: nationalities
  Dépôt de la demande: application.lodged_on
  Remarque: ignore
";
    let mapping = Mapping::read("map.yaml", text, &core()).unwrap();
    assert_eq!(mapping.columns.len(), 6);
    assert_eq!(mapping.columns["Remarque"], Column::Ignore);
}
