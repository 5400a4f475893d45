//! A new pack to begin with: one rule, its parameter, its own field and its tests, all of them sound.

use crate::source::Source;

/// The files, with `NAME` and `PREFIX` where the pack's own are to stand.
const FILES: [(&str, &str); 6] = [
    ("pack.yaml", include_str!("skeleton/files/pack.yaml")),
    ("fields.yaml", include_str!("skeleton/files/fields.yaml")),
    ("params/deadline.yaml", include_str!("skeleton/files/params.yaml")),
    ("measures/welcome-visit.yaml", include_str!("skeleton/files/measure.yaml")),
    ("tests/welcome-visit.yaml", include_str!("skeleton/files/tests.yaml")),
    ("README.md", include_str!("skeleton/files/README.md")),
];

/// A pack of this name that loads and passes its tests. The name is checked when the pack is loaded.
pub fn skeleton(name: &str) -> Source {
    let prefix = name.replace('-', "_");
    let own = |text: &str| text.replace("NAME", name).replace("PREFIX", &prefix);
    let files = FILES.into_iter().map(|(path, text)| (path.to_owned(), own(text))).collect();
    Source::new(name, files)
}
