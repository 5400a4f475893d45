//! The core pack and every shipped pack, held against what scripts outside the project rely on.

use std::collections::BTreeSet;
use std::path::Path;

use jiff::civil::{Date, date};
use model::{Class, Compartment, FieldType, Text, ValueRange};
use packs::{LoadOptions, Source};
use rules::dates::{add_days, working_days};

use super::support::load;

fn shipped() -> Vec<Source> {
    Source::shipped_names().iter().map(|name| Source::shipped(name).unwrap()).collect()
}

#[test]
fn every_shipped_pack_loads_without_problems_or_warnings() {
    let strict = LoadOptions { today: None, strict: true };
    let packs = packs::load(&shipped(), &strict).unwrap_or_else(|problems| panic!("{problems}"));
    assert_eq!(packs.packs.len(), Source::shipped_names().len());
}

#[test]
fn the_core_pack_declares_the_agreed_fields() {
    let packs = packs::load(&[], &LoadOptions::default()).unwrap_or_else(|problems| panic!("{problems}"));
    let schema = packs.schema;
    assert_eq!(schema.fields().len(), 61);
    let class = |name: &str| schema.get(schema.field(name).unwrap()).unwrap().class;
    assert_eq!(class("id"), Class::Open);
    assert_eq!(class("name.full"), Class::Sealed);
    assert_eq!(class("contact.channel"), Class::Sealed);
    assert_eq!(class("birth_date"), Class::Personal);
    assert_eq!(class("protection.status"), Class::Protected(Compartment::Asylum));
    assert_eq!(class("child.care"), Class::Protected(Compartment::Child));
    assert_eq!(class("disability"), Class::Protected(Compartment::Health));
    let kind = |name: &str| schema.get(schema.field(name).unwrap()).unwrap().ty;
    assert_eq!(kind("household.size"), FieldType::Int { range: ValueRange::from(0) });
    assert_eq!(kind("arrived_on"), FieldType::PartialDate);
    assert_eq!(kind("application.lodged_on"), FieldType::Date);
}

#[test]
fn no_field_about_children_says_when_it_is_relevant() {
    let schema = packs::load(&[], &LoadOptions::default()).unwrap().schema;
    let children = schema.fields().iter().filter(|field| field.name.starts_with("child."));
    assert!(children.clone().count() == 3 && children.clone().all(|field| field.relevant.is_none()));
}

#[test]
fn labels_and_questions_of_the_core_exist_in_four_languages() {
    let schema = packs::load(&[], &LoadOptions::default()).unwrap().schema;
    let four = BTreeSet::from(["ar", "en", "es", "fr"]);
    for field in schema.fields() {
        for text in std::iter::once(&field.label).chain(&field.question) {
            let langs: BTreeSet<_> = text.0.keys().map(|lang| lang.0.as_str()).collect();
            assert_eq!(langs, four, "{}", field.name);
        }
    }
}

/// A case worker reads a pathway in their own language, whichever of the four that is.
#[test]
fn shipped_pathways_say_every_part_in_four_languages() {
    let packs = packs::load(&shipped(), &LoadOptions::default()).unwrap_or_else(|problems| panic!("{problems}"));
    let four = BTreeSet::from(["ar", "en", "es", "fr"]);
    let all: Vec<_> = packs.packs.iter().flat_map(|pack| &pack.pathways).map(|tried| &tried.pathway).collect();
    assert!(all.len() >= 4, "{}", all.len());
    for pathway in all {
        let said = |what: &str, text: &Text| {
            let langs: BTreeSet<_> = text.0.keys().map(|lang| lang.0.as_str()).collect();
            assert_eq!(langs, four, "{} of {}", what, pathway.id);
        };
        said("title", &pathway.title);
        pathway.stages.iter().for_each(|stage| said(&stage.id, &stage.says));
        pathway.items.iter().for_each(|item| said(&item.id, &item.says));
        let outcomes = pathway.items.iter().filter_map(|item| item.decision()).flat_map(|decision| &decision.outcomes);
        outcomes.for_each(|outcome| said(&outcome.id, &outcome.says));
        pathway.ends.iter().for_each(|end| said(&end.id, &end.says));
        pathway.texts.iter().for_each(|(name, text)| said(name, text));
        // Whatever is sent, shown or served has its words.
        let named = pathway.items.iter().flat_map(|item| {
            let sent = item.send.iter().map(|(_, name)| name).chain(&item.text);
            sent.chain(item.decision().and_then(|decision| decision.serve.as_ref()))
        });
        named.for_each(|name| assert!(pathway.texts.contains_key(name), "{name} of {}", pathway.id));
    }
}

#[test]
fn code_lists_hold_what_the_contract_names() {
    let schema = packs::load(&[], &LoadOptions::default()).unwrap().schema;
    let admits = |field: &str, codes: &str| {
        let list = match schema.get(schema.field(field).unwrap()).unwrap().ty {
            FieldType::Code(list) | FieldType::CodeSet(list) => schema.list(list).unwrap(),
            _ => panic!("{field} has no list"),
        };
        codes.split(' ').for_each(|code| assert!(list.admits(code), "{field} {code}"));
        list.clone()
    };
    admits("sex", "F M X");
    admits("household.role", "head partner child parent other");
    admits("stay.status", "national regular pending irregular undetermined");
    admits("protection.status", "none applicant refugee subsidiary temporary");
    admits("migration.stage", "aspiring stranded_aspiring abroad in_transit returned family_of_migrant settled");
    admits("application.kind", "residence renewal visa work other");
    admits("application.status", "submitted under_review booked granted refused withdrawn");
    admits("permit.kind", "residence work seasonal student humanitarian");
    admits("return.kind", "own_means assisted_voluntary repatriated evacuated deported readmitted");
    admits("work.status", "employed self_employed unemployed student inactive");
    admits(
        "work.sector",
        "agriculture domestic_work health_care construction food_processing seafaring street_vending",
    );
    admits("work.sector", "tourism transport manufacturing trade education other");
    let care = admits("child.care", "parent customary_caregiver separated with_spouse unaccompanied unverified");
    assert!(care.means_unknown("unverified") && !care.means_unknown("separated"));
    let countries = admits("country", "PRT IRL QAT BGD ESP ECU CAN SSD");
    assert_eq!(countries.listed().len(), 249 + 1, "those of ISO, and Kosovo");
    assert!(!countries.admits("PT") && !countries.admits("XXA") && countries.admits("XKX"));
    assert!(admits("work.occupation", "9 92 532 9111 0110").hierarchical);
    assert!(admits("place", "BD10 BD1004 BD-10 AF33 TUR047007").hierarchical);
    let languages = admits("languages", "eng ben hin tgl que");
    assert!(!languages.admits("en") && !languages.admits("ENG"));
}

#[test]
fn national_calendars_say_what_they_cover_and_where_they_come_from() {
    let calendars = packs::load(&[], &LoadOptions::default()).unwrap().calendars;
    assert!(calendars.len() > 60, "{}", calendars.len());
    for (name, calendar) in &calendars {
        let (from, to) = calendar.covers.unwrap();
        assert!(from == date(2019, 1, 1) && to >= date(2021, 12, 31), "{name}");
        let source = calendar.source.as_deref().unwrap_or_default();
        assert!(source.contains("holidays 0.") && source.contains("to verify"), "{name}: {source}");
        assert!(!calendar.weekend.is_empty() && calendar.holidays.len() > 40, "{name}");
    }
    let weekend = |name: &str| calendars[name].weekend.as_slice();
    assert_eq!([weekend("PRT"), weekend("BGD"), weekend("NPL")], [&[6, 7][..], &[5, 6], &[6]]);
    assert_eq!((calendars["NPL"].unsure.as_slice(), calendars["PRT"].unsure.as_slice()), (&[7][..], &[][..]));
}

/// Of the countries that a rule is of, the calendar is there: nobody's days are counted as if there were no holidays.
#[test]
fn every_country_of_a_shipped_pack_has_a_calendar() {
    let packs = packs::load(&shipped(), &LoadOptions::default()).unwrap();
    let countries = packs.packs.iter().filter_map(|pack| pack.jurisdiction.as_deref());
    let without: Vec<&str> = countries.filter(|country| !packs.calendars.contains_key(*country)).collect();
    assert_eq!(without, Vec::<&str>::new());
}

/// Whether each day of two years is worked, by the calendars that were entered by hand from the laws.
#[test]
fn the_four_entered_by_hand_say_the_same_of_every_day() {
    let made = packs::load(&[], &LoadOptions::default()).unwrap().calendars;
    let by_hand = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../xtask/calendars/by-hand");
    for name in ["ESP", "IRL", "NLD", "PRT"] {
        let text = std::fs::read_to_string(by_hand.join(format!("{name}.yaml"))).unwrap();
        let when = format!("all: [{{id: c, says: s, when: 'working_days_since(on, calendar: {name}) > 1'}}]");
        let file = (format!("calendars/{name}.yaml"), text);
        let measure = format!("measure: m\nvalid: [2020-01-01, open]\n{when}\n");
        let packs = load(&[(file.0.as_str(), file.1.as_str()), ("measures/m.yaml", &measure)]).unwrap();
        let entered = &packs.packs[0].measures[0].calendars[name];
        let mut day = date(2020, 1, 1);
        while day < date(2021, 12, 31) {
            let next = day.tomorrow().unwrap();
            let [one, other] = [entered, &made[name]].map(|calendar| working_days(calendar, day, next));
            assert_eq!(one, other, "{name} on {next}");
            day = next;
        }
    }
}

/// Good Friday and Easter Monday are the same days wherever they are holidays.
#[test]
fn easter_falls_on_the_same_day_in_all_four() {
    let calendars = packs::load(&[], &LoadOptions::default()).unwrap().calendars;
    let named = |country: &str, name: &str| -> Vec<Date> {
        let holidays = calendars[country].holidays.iter();
        holidays.filter(|(_, holiday)| holiday.name.0.values().any(|text| text == name)).map(|(day, _)| *day).collect()
    };
    let friday = named("PRT", "Good Friday");
    assert_eq!(friday.len(), 12);
    assert_eq!((&named("ESP", "Good Friday"), &named("NLD", "Good Friday")), (&friday, &friday));
    let monday: Vec<Date> = friday.iter().map(|day| add_days(*day, 3).unwrap()).collect();
    assert_eq!((&named("IRL", "Easter Monday"), &named("NLD", "Easter Monday")), (&monday, &monday));
}

#[test]
fn every_shipped_text_for_people_exists_in_four_languages() {
    let packs = packs::load(&shipped(), &LoadOptions::default()).unwrap();
    for pack in &packs.packs {
        let says = pack.measures.iter().flat_map(|measure| {
            std::iter::once(&measure.title).chain(measure.conditions.iter().map(|condition| &condition.says))
        });
        for text in [&pack.title, &pack.summary].into_iter().chain(says) {
            for lang in ["en", "fr", "es", "ar"] {
                assert!(text.in_lang(&model::Lang(lang.into())).is_some(), "{}: {text:?} in {lang}", pack.name);
            }
        }
    }
}
