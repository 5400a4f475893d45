//! Names that belong to nobody: syllables put together by chance, in the script of the language. No list of real names
//! was used. Telephone numbers begin with +999, which no country has.

use model::Row;

use super::datum::Datum;
use super::dice::Dice;
use super::entry::{EntryForm, PersonEntry};
use super::home::{Home, HomeMember};
use super::language::language;

const LATIN: &[&str] = &["ba", "ke", "lo", "mi", "ra", "su", "ti", "vo", "na", "de", "ga", "li", "mo", "pe", "zu"];
const ARABIC: &[&str] = &["با", "كي", "لو", "مي", "را", "سو", "تي", "نا", "دي", "غا", "لي", "مو", "في", "زو", "حا"];
const CYRILLIC: &[&str] = &["ба", "ке", "ло", "ми", "ра", "су", "ти", "во", "на", "де", "га", "ли", "мо", "пе", "зу"];
const BENGALI: &[&str] = &["বা", "কে", "লো", "মি", "রা", "সু", "তি", "না", "দে", "গা", "লি", "মো", "পে", "জু"];
const DEVANAGARI: &[&str] = &["बा", "के", "लो", "मि", "रा", "सु", "ति", "ना", "दे", "गा", "लि", "मो", "पे", "जु"];
const ETHIOPIC: &[&str] = &["ባ", "ኬ", "ሎ", "ሚ", "ራ", "ሱ", "ቲ", "ና", "ዴ", "ጋ", "ሊ", "ሞ", "ፔ", "ዙ"];
const GREEK: &[&str] = &["βα", "κε", "λο", "μι", "ρα", "σου", "τι", "να", "δε", "γα", "λι", "μο", "πε", "ζο"];

/// Adds what identifies to a row. It has dice of its own: people with and without identifiers are the same people.
pub fn write(form: &EntryForm, row: Row, home: &Home, member: &HomeMember, number: u64) -> Row {
    let mut dice = Dice::new(home.seed.rotate_left(40) ^ number);
    let mut entry = PersonEntry::resume(form, &mut dice, row);
    entry.text(Datum::ExternalSystem, || "synthetic".into());
    entry.text(Datum::ExternalId, || format!("S{:x}-{number}", home.seed));
    names(&mut entry, home);
    contact(&mut entry);
    document(&mut entry, member);
    entry.into_row()
}

/// A given name, and one family name for the household.
fn names(entry: &mut PersonEntry<'_>, home: &Home) {
    let syllables = script(language(home.corridor.origin));
    let given = name(entry.dice, syllables);
    let family = name(&mut Dice::new(home.seed.rotate_left(20) ^ home.number), syllables);
    entry.text(Datum::NameFull, || format!("{given} {family}"));
    entry.text(Datum::NameGiven, || given.clone());
    entry.text(Datum::NameFamily, || family.clone());
}

fn contact(entry: &mut PersonEntry<'_>) {
    let phone = entry.dice.below(1_000_000_000);
    entry.text(Datum::Phone, || format!("+999{phone:09}"));
    let safe = entry.dice.chance(880);
    entry.flag(Datum::ContactSafe, safe);
    let channel = entry.dice.pick("sms", &["sms", "voice", "email", "in_person"]);
    entry.code(Datum::ContactChannel, channel);
}

fn document(entry: &mut PersonEntry<'_>, member: &HomeMember) {
    if member.document == "none" {
        entry.not_applicable(&[Datum::DocumentNumber]);
        return;
    }
    let number = entry.dice.below(100_000_000);
    entry.text(Datum::DocumentNumber, || format!("ZZ{number:08}"));
}

fn script(language: &str) -> &'static [&'static str] {
    match language {
        "ara" | "fas" | "urd" => ARABIC,
        "rus" | "ukr" | "bul" | "mkd" => CYRILLIC,
        "ben" => BENGALI,
        "hin" | "nep" => DEVANAGARI,
        "amh" => ETHIOPIC,
        "ell" => GREEK,
        _ => LATIN,
    }
}

/// Two or three syllables; the first letter is a capital where the script has them.
fn name(dice: &mut Dice, syllables: &[&str]) -> String {
    let count = dice.between(2, 3);
    let small: String = (0..count).filter_map(|_| dice.one_of(syllables).copied()).collect();
    let mut letters = small.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}
