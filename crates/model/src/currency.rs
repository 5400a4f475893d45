//! The currencies there are, and into how many decimals each of them is divided.
//!
//! From ISO 4217, as its maintenance agency (SIX) published it on 1 January 2026: list one, and of list three what was
//! withdrawn since 2020, the year of the first practices, so that an old decision can still be read. No other code is a
//! currency, and none without a minor unit (gold, drawing rights, tests) is money. What a locale shows of a currency is
//! another matter: there an Iraqi dinar has no decimals, and by ISO 4217 it has three.

use std::fmt;
use std::str::FromStr;

use crate::PartialDate;

/// Currencies and funds of list one by the decimals of their unit.
const LISTED: [(u8, &str); 4] = [
    (0, "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"),
    (
        2,
        "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW \
         CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF \
         IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK \
         MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP \
         SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XAD XCD XCG \
         YER ZAR ZMW ZWG",
    ),
    (3, "BHD IQD JOD KWD LYD OMR TND"),
    (4, "CLF UYW"),
];

/// Of list three: what was withdrawn since 2020, with its decimals and the month.
const WITHDRAWN: [(&str, u8, (i16, i8)); 6] = [
    ("ANG", 2, (2025, 3)),
    ("BGN", 2, (2026, 1)),
    ("CUC", 2, (2021, 6)),
    ("HRK", 2, (2023, 1)),
    ("SLL", 2, (2023, 12)),
    ("ZWL", 2, (2024, 9)),
];

/// Codes of list one whose minor unit is "N.A.".
const WITHOUT_UNIT: &str = "XAG XAU XBA XBB XBC XBD XDR XPD XPT XSU XTS XUA XXX";

/// A currency of ISO 4217 in which money can be counted.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency {
    code: [u8; 3],
    decimals: u8,
}

/// Why a code is no currency.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CurrencyError {
    /// ISO 4217 has no such code.
    #[error("`{code}` is no currency of ISO 4217{}", .near.as_ref().map_or_else(String::new, |near| format!("; did you mean `{near}`?")))]
    Unknown {
        /// As written.
        code: String,
        /// The one that may be meant.
        near: Option<String>,
    },
    /// A code of ISO 4217 for something that is not counted in units.
    #[error("`{0}` has no minor unit in ISO 4217: no money is counted in it")]
    NoUnit(String),
}

impl Currency {
    /// All of them, those withdrawn last.
    pub fn all() -> impl Iterator<Item = Self> {
        let listed = LISTED.iter().flat_map(|(decimals, codes)| codes.split(' ').map(|code| (code, *decimals)));
        let withdrawn = WITHDRAWN.iter().map(|(code, decimals, _)| (*code, *decimals));
        let currency = |(code, decimals): (&str, u8)| code.as_bytes().try_into().map(|code| Self { code, decimals });
        listed.chain(withdrawn).filter_map(move |found| currency(found).ok())
    }

    /// How many decimals an amount has: 2 of euros, 3 of Jordanian dinars, none of CFA francs.
    pub fn decimals(self) -> u8 {
        self.decimals
    }

    /// A bare number with this currency beside it; whatever says a currency of its own, or is no number, as it stands.
    pub fn beside(self, text: &str) -> String {
        let bare = !text.is_empty() && text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '-'));
        if bare { format!("{text} {self}") } else { text.to_owned() }
    }

    /// How many minor units make one: 100 cents, 1,000 fils, 1 franc.
    pub fn minor_units(self) -> i64 {
        10_i64.pow(u32::from(self.decimals))
    }

    /// The month in which it was withdrawn.
    pub fn withdrawn(self) -> Option<PartialDate> {
        let found = WITHDRAWN.iter().find(|(code, ..)| code.as_bytes() == self.code)?;
        PartialDate::month(found.2.0, found.2.1).ok()
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.code.iter().try_for_each(|byte| write!(f, "{}", char::from(*byte)))
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

impl FromStr for Currency {
    type Err = CurrencyError;

    fn from_str(text: &str) -> Result<Self, CurrencyError> {
        if let Some(found) = Self::all().find(|known| known.code == text.as_bytes()) {
            return Ok(found);
        }
        if WITHOUT_UNIT.split(' ').any(|code| code == text) {
            return Err(CurrencyError::NoUnit(text.into()));
        }
        Err(CurrencyError::Unknown { code: text.into(), near: meant(text).map(|near| near.to_string()) })
    }
}

/// What may be meant by a code that is none: the same in capitals, or the only one that differs in one letter. Where
/// two do, offering one of them would be a guess about money.
fn meant(text: &str) -> Option<Currency> {
    let text = text.to_ascii_uppercase();
    let differing = |known: &Currency| known.code.iter().zip(text.bytes()).filter(|(a, b)| **a != *b).count();
    let mut near: Vec<Currency> = Currency::all().filter(|known| text.len() == 3 && differing(known) <= 1).collect();
    near.sort_by_key(differing);
    match near.as_slice() {
        [only] => Some(*only),
        [first, ..] if differing(first) == 0 => Some(*first),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// As counted in the published file: 178 codes in list one, 17 without decimals, 139 with two, 7 with three, 2 with
    /// four and 13 without a minor unit.
    #[test]
    fn a_bare_number_gets_the_currency_beside_it_and_nothing_else_does() {
        let dinar: Currency = "JOD".parse().unwrap();
        for (text, is) in [("35.125", "35.125 JOD"), ("-2", "-2 JOD"), ("35 EUR", "35 EUR"), ("", ""), ("none", "none")]
        {
            assert_eq!(dinar.beside(text), is);
        }
    }

    #[test]
    fn the_table_has_the_counts_of_its_edition() {
        let counts = LISTED.map(|(decimals, codes)| (decimals, codes.split(' ').count()));
        assert_eq!(counts, [(0, 17), (2, 139), (3, 7), (4, 2)]);
        assert_eq!(WITHOUT_UNIT.split(' ').count(), 13);
        let without = WITHOUT_UNIT.split(' ').map(ToOwned::to_owned);
        let all: BTreeSet<String> = Currency::all().map(|known| known.to_string()).chain(without).collect();
        assert_eq!(all.len(), 178 + WITHDRAWN.len(), "no code stands twice");
        assert!(all.iter().all(|code| code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_uppercase())));
    }

    #[track_caller]
    fn check(code: &str, expected: Result<u8, &str>) {
        let found = code.parse::<Currency>();
        assert_eq!(found.map(Currency::decimals).map_err(|error| error.to_string()), expected.map_err(Into::into));
    }

    #[test]
    fn a_currency_has_the_decimals_of_its_minor_unit() {
        for code in "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF".split(' ') {
            check(code, Ok(0));
        }
        for code in "BHD IQD JOD KWD LYD OMR TND".split(' ') {
            check(code, Ok(3));
        }
        for code in ["CLF", "UYW"] {
            check(code, Ok(4));
        }
        for code in ["EUR", "BDT", "MGA", "MRU", "XAD", "HRK", "BGN"] {
            check(code, Ok(2));
        }
    }

    #[test]
    fn what_is_no_currency_is_refused_and_the_nearest_offered() {
        check("BDX", Err("`BDX` is no currency of ISO 4217; did you mean `BDT`?"));
        check("QQQ", Err("`QQQ` is no currency of ISO 4217"));
        check("EUD", Err("`EUD` is no currency of ISO 4217"));
        check("eur", Err("`eur` is no currency of ISO 4217; did you mean `EUR`?"));
        check("DEM", Err("`DEM` is no currency of ISO 4217"));
        check("XAU", Err("`XAU` has no minor unit in ISO 4217: no money is counted in it"));
    }

    #[test]
    fn a_withdrawn_currency_says_when() {
        let month = |code: &str| code.parse::<Currency>().unwrap().withdrawn().map(|month| month.to_string());
        assert_eq!(month("HRK").as_deref(), Some("2023-01"));
        assert_eq!(month("EUR"), None);
        assert_eq!(Currency::all().filter(|known| known.withdrawn().is_some()).count(), WITHDRAWN.len());
    }
}
