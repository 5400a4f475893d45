//! The languages of the interface, and how one is chosen: asked for, remembered, accepted, else English.

use fluent_templates::{LanguageIdentifier, langid};

/// Languages whose script runs from right to left; packs speak more than the interface does.
const FROM_THE_RIGHT: [&str; 9] = ["ar", "fa", "ur", "he", "ps", "ckb", "dv", "ug", "sd"];

/// The direction of a language's script.
pub fn direction(tag: &str) -> &'static str {
    let primary = tag.split(['-', '_']).next().unwrap_or_default();
    if FROM_THE_RIGHT.contains(&primary) { "rtl" } else { "ltr" }
}

/// A language the interface speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "ISO 639 codes")]
pub enum Tongue {
    En,
    Fr,
    Es,
    Ar,
}

impl Tongue {
    /// All of them, in the order of the language switch.
    pub const ALL: [Self; 4] = [Self::En, Self::Fr, Self::Es, Self::Ar];

    /// The language's tag.
    pub fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Fr => "fr",
            Self::Es => "es",
            Self::Ar => "ar",
        }
    }

    /// The language's name in itself.
    pub fn own_name(self) -> &'static str {
        match self {
            Self::En => "English",
            Self::Fr => "Français",
            Self::Es => "Español",
            Self::Ar => "العربية",
        }
    }

    /// The direction of its script.
    pub fn dir(self) -> &'static str {
        direction(self.tag())
    }

    /// A language by its tag; regions are left aside (`fr-CA` is French).
    pub fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.trim().split(['-', '_']).next()?.to_ascii_lowercase();
        Self::ALL.into_iter().find(|tongue| tongue.tag() == primary)
    }

    /// The language a person gets: the one asked for on this page, else the one remembered, else the best of
    /// what the browser accepts.
    pub fn choose(asked: Option<&str>, remembered: Option<&str>, accepted: Option<&str>) -> Self {
        let named = |tag: Option<&str>| tag.and_then(Self::from_tag);
        named(asked).or_else(|| named(remembered)).or_else(|| accepted.and_then(Self::accepted)).unwrap_or(Self::En)
    }

    fn accepted(header: &str) -> Option<Self> {
        let mut offers: Vec<(u16, Self)> = header.split(',').filter_map(offer).filter(|(q, _)| *q > 0).collect();
        offers.sort_by_key(|(quality, _)| std::cmp::Reverse(*quality));
        offers.first().map(|(_, tongue)| *tongue)
    }

    pub(super) fn identifier(self) -> LanguageIdentifier {
        match self {
            Self::En => langid!("en"),
            Self::Fr => langid!("fr"),
            Self::Es => langid!("es"),
            Self::Ar => langid!("ar"),
        }
    }
}

/// One item of `Accept-Language`, its weight in thousandths.
fn offer(item: &str) -> Option<(u16, Tongue)> {
    let mut parts = item.split(';');
    let tongue = Tongue::from_tag(parts.next()?)?;
    let weight = parts.find_map(|part| part.trim().strip_prefix("q=")).unwrap_or("1");
    Some((thousandths(weight)?, tongue))
}

fn thousandths(weight: &str) -> Option<u16> {
    let (whole, fraction) = weight.split_once('.').unwrap_or((weight, "0"));
    let fraction = format!("{fraction:0<3}");
    let fraction: u16 = fraction.get(..3)?.parse().ok()?;
    Some(whole.trim().parse::<u16>().ok()?.min(1) * 1000 + fraction)
}
