//! What a type of question becomes: its control and its bind.

use super::item::SheetItem;
use super::localized::Localized;
use super::row::set;

/// A type of question.
#[derive(Debug, Clone, Copy)]
pub struct TypeSpec {
    pub name: &'static str,
    /// The element of its control; none, where nothing is asked.
    pub tag: Option<&'static str>,
    pub media: Option<&'static str>,
    pub bind: &'static [(&'static str, &'static str)],
    pub hint: Option<&'static str>,
}

type Bind = &'static [(&'static str, &'static str)];

const fn asked(name: &'static str, tag: &'static str, bind: Bind) -> TypeSpec {
    TypeSpec { name, tag: Some(tag), media: None, bind, hint: None }
}

const fn upload(name: &'static str, media: &'static str) -> TypeSpec {
    TypeSpec { name, tag: Some("upload"), media: Some(media), bind: &[("type", "binary")], hint: None }
}

const fn silent(name: &'static str, bind: Bind) -> TypeSpec {
    TypeSpec { name, tag: None, media: None, bind, hint: None }
}

const fn counted(
    name: &'static str,
    constraint: &'static [(&'static str, &'static str)],
    hint: &'static str,
) -> TypeSpec {
    TypeSpec { name, tag: Some("input"), media: None, bind: constraint, hint: Some(hint) }
}

const STRING: Bind = &[("type", "string")];
const INT: Bind = &[("type", "int")];
const DECIMAL: Bind = &[("type", "decimal")];
const DATE: Bind = &[("type", "date")];
const TIME: Bind = &[("type", "time")];
const DATE_TIME: Bind = &[("type", "dateTime")];
const NOTE: Bind = &[("readonly", "true()"), ("type", "string")];
const START: Bind = &[("jr:preload", "timestamp"), ("type", "dateTime"), ("jr:preloadParams", "start")];
const END: Bind = &[("jr:preload", "timestamp"), ("type", "dateTime"), ("jr:preloadParams", "end")];
const TODAY: Bind = &[("jr:preload", "date"), ("type", "date"), ("jr:preloadParams", "today")];
const DEVICE: Bind = &[("jr:preload", "property"), ("type", "string"), ("jr:preloadParams", "deviceid")];
const SUBSCRIBER: Bind = &[("jr:preload", "property"), ("type", "string"), ("jr:preloadParams", "subscriberid")];
const SIM: Bind = &[("jr:preload", "property"), ("type", "string"), ("jr:preloadParams", "simserial")];
const PHONE: Bind = &[("jr:preload", "property"), ("type", "string"), ("jr:preloadParams", "phonenumber")];
const USER: Bind = &[("jr:preload", "property"), ("type", "string"), ("jr:preloadParams", "username")];
const EMAIL: Bind = &[("jr:preload", "property"), ("type", "string"), ("jr:preloadParams", "email")];

/// All types there are, but for groups and what is chosen.
pub const TYPES: &[TypeSpec] = &[
    asked("text", "input", STRING),
    asked("string", "input", STRING),
    asked("q string", "input", STRING),
    asked("add text prompt", "input", STRING),
    asked("integer", "input", INT),
    asked("int", "input", INT),
    asked("q int", "input", INT),
    asked("add integer prompt", "input", INT),
    asked("decimal", "input", DECIMAL),
    asked("q decimal", "input", DECIMAL),
    asked("add decimal prompt", "input", DECIMAL),
    asked("date", "input", DATE),
    asked("q date", "input", DATE),
    asked("add date prompt", "input", DATE),
    asked("time", "input", TIME),
    asked("datetime", "input", DATE_TIME),
    asked("dateTime", "input", DATE_TIME),
    asked("date time", "input", DATE_TIME),
    asked("q dateTime", "input", DATE_TIME),
    asked("q date time", "input", DATE_TIME),
    asked("add date time prompt", "input", DATE_TIME),
    asked("add dateTime prompt", "input", DATE_TIME),
    asked("note", "input", NOTE),
    asked("q note", "input", NOTE),
    asked("add note prompt", "input", NOTE),
    asked("acknowledge", "trigger", STRING),
    asked("q acknowledge", "trigger", STRING),
    asked("add acknowledge prompt", "trigger", STRING),
    asked("trigger", "trigger", &[]),
    asked("geopoint", "input", &[("type", "geopoint")]),
    asked("gps", "input", &[("type", "geopoint")]),
    asked("location", "input", &[("type", "geopoint")]),
    asked("q location", "input", &[("type", "geopoint")]),
    asked("q geopoint", "input", &[("type", "geopoint")]),
    asked("add location prompt", "input", &[("type", "geopoint")]),
    asked("geotrace", "input", &[("type", "geotrace")]),
    asked("q geotrace", "input", &[("type", "geotrace")]),
    asked("geoshape", "input", &[("type", "geoshape")]),
    asked("q geoshape", "input", &[("type", "geoshape")]),
    asked("barcode", "input", &[("type", "barcode")]),
    asked("q barcode", "input", &[("type", "barcode")]),
    asked("add barcode prompt", "input", &[("type", "barcode")]),
    asked("select one", "select1", STRING),
    asked("select all that apply", "select", STRING),
    asked("select one external", "input", STRING),
    asked("rank", "odk:rank", &[("type", "odk:rank")]),
    asked("range", "range", INT),
    asked("start-geopoint", "action", &[("type", "geopoint")]),
    asked("background-audio", "action", &[("type", "binary")]),
    asked("background-geopoint", "trigger", &[("type", "geopoint")]),
    upload("photo", "image/*"),
    upload("q picture", "image/*"),
    upload("q image", "image/*"),
    upload("audio", "audio/*"),
    upload("q audio", "audio/*"),
    upload("video", "video/*"),
    upload("q video", "video/*"),
    upload("file", "application/*"),
    upload("osm", "osm/*"),
    silent("calculate", STRING),
    silent("q calculate", STRING),
    silent("add calculate prompt", STRING),
    silent("hidden", STRING),
    silent("audit", &[("type", "binary")]),
    silent("start", START),
    silent("start time", START),
    silent("get start time", START),
    silent("end", END),
    silent("end time", END),
    silent("get end time", END),
    silent("today", TODAY),
    silent("get today", TODAY),
    silent("deviceid", DEVICE),
    silent("device id", DEVICE),
    silent("get device id", DEVICE),
    silent("subscriberid", SUBSCRIBER),
    silent("subscriber id", SUBSCRIBER),
    silent("get subscriber id", SUBSCRIBER),
    silent("simserial", SIM),
    silent("sim id", SIM),
    silent("get sim id", SIM),
    silent("phonenumber", PHONE),
    silent("get phone number", PHONE),
    silent("username", USER),
    silent("email", EMAIL),
    counted("phone number", &[("type", "string"), ("constraint", "regex(., '^\\d*$')")], "Enter numbers only."),
    counted("percentage", &[("type", "int"), ("constraint", "0 <= . and . <= 100")], ""),
    counted(
        "number of days in last month",
        &[("type", "int"), ("constraint", "0 <= . and . <= 31")],
        "Enter a number 0-31.",
    ),
    counted(
        "number of days in last six months",
        &[("type", "int"), ("constraint", "0 <= . and . <= 183")],
        "Enter a number 0-183.",
    ),
    counted(
        "number of days in last year",
        &[("type", "int"), ("constraint", "0 <= . and . <= 365")],
        "Enter a number 0-365.",
    ),
];

/// Other names of a type.
const ALIASES: &[(&str, &str)] = &[
    ("imei", "deviceid"),
    ("image", "photo"),
    ("add image prompt", "photo"),
    ("add photo prompt", "photo"),
    ("add audio prompt", "audio"),
    ("add video prompt", "video"),
    ("add file prompt", "file"),
];

/// A type by its first name.
pub fn first_name(name: &str) -> &str {
    ALIASES.iter().find(|(alias, _)| *alias == name).map_or(name, |(_, first)| first)
}

/// A type by its name.
pub fn type_of(name: &str) -> Option<&'static TypeSpec> {
    TYPES.iter().find(|spec| spec.name == name)
}

/// Every name that may stand in the column `type`, for whoever misspelt one.
pub fn type_names() -> impl Iterator<Item = &'static str> {
    const OTHERS: [&str; 10] = [
        "begin group",
        "end group",
        "begin repeat",
        "end repeat",
        "select_one",
        "select_multiple",
        "select_one_from_file",
        "select_multiple_from_file",
        "image",
        "csv-external",
    ];
    TYPES.iter().map(|spec| spec.name).chain(ALIASES.iter().map(|(alias, _)| *alias)).chain(OTHERS)
}

/// Puts what a type brings before what the row says.
pub fn apply(item: &mut SheetItem, spec: &TypeSpec) {
    item.tag = spec.tag;
    let own = std::mem::take(&mut item.bind);
    item.has_bind |= !spec.bind.is_empty();
    item.bind =
        spec.bind.iter().map(|(name, value)| ((*name).to_owned(), Localized::Plain((*value).to_owned()))).collect();
    for (name, said) in own {
        match item.bind.iter_mut().find(|(known, _)| *known == name) {
            Some((_, old)) => *old = said,
            None => item.bind.push((name, said)),
        }
    }
    let control = std::mem::take(&mut item.control);
    item.control = spec.media.map(|media| ("mediatype".to_owned(), media.to_owned())).into_iter().collect();
    for (name, value) in control {
        set(&mut item.control, &name, value);
    }
    if item.hint.is_none() {
        item.hint = spec.hint.filter(|hint| !hint.is_empty()).map(|hint| Localized::Plain(hint.to_owned()));
    }
}
