//! The packs in the repository's `packs/` folder, compiled into the program.

use std::collections::BTreeMap;

use include_dir::{Dir, include_dir};

use super::Source;

/// The pack that every other one builds on.
pub(super) const CORE: &str = "core";

static SHIPPED: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../packs");

pub(super) fn names() -> Vec<String> {
    let names = SHIPPED.dirs().filter_map(|dir| dir.path().to_str());
    let mut names: Vec<String> = names.filter(|name| *name != CORE).map(str::to_owned).collect();
    names.sort();
    names
}

pub(super) fn source(name: &str) -> Option<Source> {
    let dir = SHIPPED.dirs().find(|dir| dir.path().to_str() == Some(name))?;
    let mut files = BTreeMap::new();
    collect(dir, name, &mut files);
    Some(Source::new(name, files))
}

/// A shipped pack that others may adapt. Nobody adapts the core pack: all build on it.
pub(super) fn base(name: &str) -> Option<Source> {
    (name != CORE).then(|| source(name)).flatten()
}

fn collect(dir: &Dir<'_>, root: &str, files: &mut BTreeMap<String, String>) {
    for file in dir.files() {
        let path = file.path().strip_prefix(root).ok().and_then(|path| path.to_str());
        if let (Some(path), Some(text)) = (path, file.contents_utf8()) {
            files.insert(path.replace('\\', "/"), text.to_owned());
        }
    }
    dir.dirs().for_each(|inner| collect(inner, root, files));
}
