//! From the names on the command line to loaded packs: a shipped pack by its name, else a folder or an archive.

use std::collections::BTreeSet;
use std::path::Path;

use instance::Fault;
use packs::{LoadOptions, Packs, Source};
use yaml::Problems;

use crate::fail::{Fail, Outcome};
use crate::out;

/// The files of one pack, named as a caller names it.
pub fn source(name: &str) -> Result<Source, Named> {
    let path = Path::new(name);
    if let Some(shipped) = Source::shipped(name) {
        if path.is_dir() {
            out::say(format!("note: `{name}` is the pack that ships with Onward; the folder here is `./{name}`"));
        }
        return Ok(shipped);
    }
    if path.exists() { Source::open(path).map_err(Named::Problems) } else { Err(Named::Unknown) }
}

/// Why a name yields no pack.
pub enum Named {
    /// Neither shipped nor a folder or archive.
    Unknown,
    /// Found, but refused.
    Problems(Problems),
}

/// Loads packs for a call that needs them sound: any problem ends it as a wrong call, each with its place.
pub fn load(names: &[String]) -> Outcome<Packs> {
    let sources: Vec<Source> = names.iter().map(|name| sound(name)).collect::<Outcome<_>>()?;
    load_sources(&sources, LoadOptions::default())
}

/// Refuses a country that there is not, with the nearest that there is.
pub fn known_country(packs: &Packs, code: Option<&str>) -> Outcome {
    code.map_or(Ok(()), |code| packs::check_country(packs, code).map_err(Fail::wrong))
}

/// Loads sources that were read already.
pub fn load_sources(sources: &[Source], options: LoadOptions) -> Outcome<Packs> {
    packs::load(sources, &options).map_err(refused)
}

/// Every pack that ships with the program and is somebody's rule: the model rules that others adapt are nobody's, and
/// would presume of everybody that they are in the country.
pub fn shipped_rules() -> Vec<Source> {
    let shipped: Vec<Source> = Source::shipped_names().iter().filter_map(|name| Source::shipped(name)).collect();
    let models: BTreeSet<String> = shipped.iter().flat_map(|pack| pack.taken.values().cloned()).collect();
    shipped.into_iter().filter(|pack| !models.contains(&pack.name)).collect()
}

/// The files of one pack, or the end of the call.
pub fn sound(name: &str) -> Outcome<Source> {
    source(name).map_err(|why| match why {
        Named::Unknown => unknown(name),
        Named::Problems(problems) => refused(problems),
    })
}

/// A name that is no pack, with the nearest that is.
pub fn unknown(name: &str) -> Fail {
    let shipped = Source::shipped_names();
    let near = model::nearest(name, shipped.iter().map(String::as_str));
    let fail = Fail::wrong(format!("`{name}` is neither a shipped pack nor a folder or archive"));
    match near {
        Some(near) => fail.help(format!("did you mean `{near}`?")),
        None => fail.help("`onward pack list` shows the packs that ship with Onward"),
    }
}

pub fn refused(problems: Problems) -> Fail {
    Fault::Unsound(problems).into()
}
