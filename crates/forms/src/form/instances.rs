//! Lists beside the answers.

use crate::xml::Element;

/// A list beside the answers.
#[derive(Debug, Clone)]
pub struct Secondary {
    /// Its id.
    pub id: String,
    /// Where it comes from.
    pub source: SecondarySource,
}

/// Where a list comes from.
#[derive(Debug, Clone)]
pub enum SecondarySource {
    /// From the form itself.
    Inline(Element),
    /// From a file that comes with it: `jr://file-csv/places.csv`.
    File(String),
}

impl Secondary {
    /// The name of the file from which it comes.
    pub fn file(&self) -> Option<&str> {
        match &self.source {
            SecondarySource::Inline(_) => None,
            SecondarySource::File(uri) => uri.rsplit('/').next(),
        }
    }

    /// Whether it is what was filled in last.
    pub fn is_last_saved(&self) -> bool {
        matches!(&self.source, SecondarySource::File(uri) if uri == "jr://instance/last-saved")
    }
}
