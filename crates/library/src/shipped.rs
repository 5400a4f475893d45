//! The repository's `library/` folder, compiled into the program.

use std::collections::BTreeMap;

use include_dir::{Dir, include_dir};
use packs::Source;

static SHIPPED: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../library");

pub(super) fn source() -> Source {
    let mut files = BTreeMap::new();
    collect(&SHIPPED, &mut files);
    Source::new("library", files)
}

fn collect(dir: &Dir<'_>, files: &mut BTreeMap<String, String>) {
    for file in dir.files() {
        if let (Some(path), Some(text)) = (file.path().to_str(), file.contents_utf8()) {
            files.insert(path.replace('\\', "/"), text.to_owned());
        }
    }
    dir.dirs().for_each(|inner| collect(inner, files));
}
