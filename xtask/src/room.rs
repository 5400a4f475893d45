//! The modules of a room, parsed: where each stands and what it holds. What is there for tests alone is left out.

use std::path::{Path, PathBuf};

use syn::{Attribute, Item, ItemMod};

/// One module with all below it.
#[derive(Debug)]
pub struct Module {
    /// Its name; that of the room for a root.
    pub name: String,
    /// The file it stands in.
    pub file: PathBuf,
    /// What it holds, its modules and tests excepted.
    pub items: Vec<Item>,
    /// Its modules.
    pub children: Vec<Module>,
}

/// The folders of all rooms with their names.
pub fn all(root: &Path) -> Result<Vec<(String, PathBuf)>, String> {
    let folder = root.join("crates");
    let entries = std::fs::read_dir(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut rooms: Vec<(String, PathBuf)> = entries
        .filter_map(Result::ok)
        .map(|entry| (entry.file_name().to_string_lossy().into_owned(), entry.path()))
        .filter(|(_, path)| path.join("Cargo.toml").is_file())
        .collect();
    rooms.sort();
    Ok(rooms)
}

/// The library and the program of a room, as far as it has them.
pub fn read(name: &str, folder: &Path) -> Result<Vec<Module>, String> {
    let roots = ["lib.rs", "main.rs"].map(|file| folder.join("src").join(file));
    let found = roots.into_iter().filter(|file| file.is_file());
    found.map(|file| from_file(name, &file, &folder.join("src"))).collect()
}

/// The module of a file; its own modules stand in `below`.
fn from_file(name: &str, file: &Path, below: &Path) -> Result<Module, String> {
    let text = std::fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))?;
    let parsed = syn::parse_file(&text).map_err(|error| format!("{}: {error}", file.display()))?;
    module(name, file, below, parsed.items)
}

fn module(name: &str, file: &Path, below: &Path, items: Vec<Item>) -> Result<Module, String> {
    let mut found = Module { name: name.into(), file: file.into(), items: Vec::new(), children: Vec::new() };
    for item in items.into_iter().filter(|item| !for_tests(attributes(item))) {
        match item {
            Item::Mod(inner) => found.children.push(child(inner, file, below)?),
            other => found.items.push(other),
        }
    }
    Ok(found)
}

fn child(inner: ItemMod, file: &Path, below: &Path) -> Result<Module, String> {
    let name = inner.ident.to_string();
    let folder = below.join(&name);
    if let Some((_, items)) = inner.content {
        return module(&name, file, &folder, items);
    }
    let beside = below.join(format!("{name}.rs"));
    let path = if beside.is_file() { beside } else { folder.join("mod.rs") };
    from_file(&name, &path, &folder)
}

/// `#[cfg(test)]`, also together with a feature.
fn for_tests(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        let said = attribute.meta.require_list().map(|list| list.tokens.to_string()).unwrap_or_default();
        attribute.path().is_ident("cfg") && said.split(|c: char| !c.is_alphanumeric()).any(|word| word == "test")
    })
}

fn attributes(item: &Item) -> &[Attribute] {
    match item {
        Item::Const(item) => &item.attrs,
        Item::Enum(item) => &item.attrs,
        Item::Fn(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Macro(item) => &item.attrs,
        Item::Mod(item) => &item.attrs,
        Item::Static(item) => &item.attrs,
        Item::Struct(item) => &item.attrs,
        Item::Trait(item) => &item.attrs,
        Item::Type(item) => &item.attrs,
        Item::Use(item) => &item.attrs,
        _ => &[],
    }
}

#[cfg(test)]
pub mod testing {
    use super::*;

    /// A room whose modules stand in these files below `src/`.
    pub fn room(files: &[(&str, &str)]) -> Vec<Module> {
        let dir = tempfile::tempdir().unwrap();
        for (path, text) in files {
            let path = dir.path().join("src").join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        read("room", dir.path()).unwrap()
    }
}

#[cfg(test)]
mod tests {
    use super::testing::room;
    use super::*;

    fn names(module: &Module) -> Vec<String> {
        let below = module.children.iter().flat_map(names);
        std::iter::once(module.name.clone()).chain(below).collect()
    }

    #[test]
    fn modules_are_found_in_every_place_they_may_stand_in() {
        let files = [
            ("lib.rs", "mod a; mod b; mod c { mod d; }"),
            ("a.rs", "mod e;"),
            ("a/e.rs", ""),
            ("b/mod.rs", "mod f;"),
            ("b/f.rs", ""),
            ("c/d.rs", ""),
        ];
        assert_eq!(names(&room(&files)[0]), ["room", "a", "e", "b", "f", "c", "d"]);
    }

    #[test]
    fn what_is_there_for_tests_is_left_out() {
        let text = "#[cfg(test)] mod tests; #[cfg(all(test, unix))] struct T; #[cfg(feature = \"latest\")] struct F;";
        let room = room(&[("lib.rs", text)]);
        assert_eq!((room[0].children.len(), room[0].items.len()), (0, 1));
    }
}
