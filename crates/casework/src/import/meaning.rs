//! What passports write for a nationality: most of it is ISO 3166, and some of it is not (ICAO Doc 9303, part 3).
//!
//! Two of those codes mean a country and nothing else and are read. The others say more than a country, or that there is
//! none: they are handed back with what they mean.

/// The country of a code that passports have and ISO has not.
pub(super) fn country_on_passports(code: &str) -> Option<&'static str> {
    match code {
        "D" => Some("DEU"),
        "RKS" | "UNK" => Some("XKX"),
        _ => None,
    }
}

/// What to do about a code of passports that is no country.
pub(super) fn no_country(code: &str) -> Option<&'static str> {
    match code {
        "GBD" | "GBN" | "GBO" | "GBP" | "GBS" => {
            Some("a British nationality other than of a citizen: write `GBR` where that is what counts")
        }
        "XXA" => Some("a stateless person: leave the cell empty and say so in `stateless`"),
        "XXB" | "XXC" => Some("a refugee's document: write the nationality, or leave the cell empty"),
        "XXX" => Some("no nationality is stated: leave the cell empty"),
        "UNO" | "UNA" | "EUE" | "XOM" | "XPO" => Some("the document of an organisation: write the nationality"),
        _ => None,
    }
}
