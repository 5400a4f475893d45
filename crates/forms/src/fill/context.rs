//! What surrounds a filling: when, for whom, with which files. All of it is passed in.

use jiff::ZonedDateTime;

use super::FormMedia;

/// What surrounds a filling.
#[derive(Debug, Clone)]
pub struct FillContext {
    /// Now, where the person is.
    pub now: ZonedDateTime,
    /// From which numbers by chance are made.
    pub seed: u64,
    /// The language that is shown, by its place in the form.
    pub language: usize,
    /// Files that come with the form.
    pub media: FormMedia,
    /// What a device or an account says of itself: `deviceid`, `username`.
    pub properties: Vec<(String, String)>,
}

impl FillContext {
    /// At a moment, in the form's own language, with nothing else.
    pub fn at(now: ZonedDateTime, seed: u64) -> Self {
        Self { now, seed, language: 0, media: FormMedia::default(), properties: Vec::new() }
    }

    /// What a property is.
    pub fn property(&self, name: &str) -> Option<&str> {
        self.properties.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}
