//! What the code pages are used for: the letters of the languages that are written in them.
//!
//! A byte above 127 is a letter in every page, and a different one in most. What tells pages apart is that words of one
//! language come out: its own letters, of one script, capitals at the beginning. Whether they do is all that is asked
//! here; which page it was is for [`crate::encoding`] to say, or to ask.

use encoding_rs::Encoding;

/// A code page and how its languages write.
pub struct Charset {
    pub encoding: &'static Encoding,
    /// Letters beyond ASCII of each language, in small letters; of a page of another script any letter is its own.
    languages: &'static [&'static str],
    script: Script,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Script {
    Latin,
    Greek,
    Cyrillic,
    Hebrew,
    Arabic,
    Thai,
    East,
}

// Letters of languages that are written in more than one page.
const FRENCH: &str = "àâäæçéèêëîïôöœùûüÿ";
const SPANISH: &str = "áéíóúüñ";
const PORTUGUESE: &str = "ãáàâçéêíóôõúü";
const GERMAN: &str = "äöüß";
const ITALIAN: &str = "àèéìíîòóùú";
const DUTCH: &str = "áàäéèëíïöóúüê";
const CATALAN: &str = "àéèíïóòúüç";
const ALBANIAN: &str = "çë";

const WESTERN: &[&str] =
    &[FRENCH, SPANISH, PORTUGUESE, GERMAN, ITALIAN, DUTCH, "åäöæøéüáà", "áéíóúýþæöð", CATALAN, "äöõüšž", ALBANIAN];
const CENTRAL: &[&str] =
    &["ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áäčďéíĺľňóôŕšťúýž", "áéíóöőúüű", "ăâîşţ", "ăâîșț", "čćđšž", GERMAN, ALBANIAN];
const TURKISH: &[&str] =
    &["çğıöşüâîû", "çêîşû", FRENCH, SPANISH, PORTUGUESE, GERMAN, ITALIAN, DUTCH, "åäöæøéüáà", CATALAN, ALBANIAN];
const BALTIC: &[&str] = &["ąčęėįšųūž", "āčēģīķļņšūž", "äöõüšž", "ąćęłńóśźż", GERMAN, "åäöæø"];
const SOUTHERN: &[&str] = &["àċèġħìòùż", "ĉĝĥĵŝŭ", SPANISH, GERMAN, "àâçéèêëîïôùûü"];
const ROMANIAN: &[&str] = &["ăâîșț", "ąćęłńóśźż", "áéíóöőúüű", "čćđšž", "àâæçéèêëîïôœùûüÿ", GERMAN, ITALIAN];
const VIETNAMESE: &[&str] = &["ăâđêôơưáàéèíóúù", FRENCH, SPANISH];
const ANY: &[&str] = &[];

/// The pages that are in use, those of Windows first.
pub static PAGES: [Charset; 32] = [
    page(encoding_rs::WINDOWS_1252, WESTERN, Script::Latin),
    page(encoding_rs::WINDOWS_1256, &["àâçéèêëîïôùûü"], Script::Arabic),
    page(encoding_rs::WINDOWS_1251, ANY, Script::Cyrillic),
    page(encoding_rs::WINDOWS_1254, TURKISH, Script::Latin),
    page(encoding_rs::WINDOWS_1250, CENTRAL, Script::Latin),
    page(encoding_rs::GB18030, ANY, Script::East),
    page(encoding_rs::WINDOWS_1253, ANY, Script::Greek),
    page(encoding_rs::WINDOWS_1255, ANY, Script::Hebrew),
    page(encoding_rs::WINDOWS_1257, BALTIC, Script::Latin),
    page(encoding_rs::WINDOWS_1258, VIETNAMESE, Script::Latin),
    page(encoding_rs::WINDOWS_874, ANY, Script::Thai),
    page(encoding_rs::SHIFT_JIS, ANY, Script::East),
    page(encoding_rs::BIG5, ANY, Script::East),
    page(encoding_rs::EUC_KR, ANY, Script::East),
    page(encoding_rs::EUC_JP, ANY, Script::East),
    page(encoding_rs::KOI8_U, ANY, Script::Cyrillic),
    page(encoding_rs::KOI8_R, ANY, Script::Cyrillic),
    page(encoding_rs::IBM866, ANY, Script::Cyrillic),
    page(encoding_rs::MACINTOSH, WESTERN, Script::Latin),
    page(encoding_rs::X_MAC_CYRILLIC, ANY, Script::Cyrillic),
    page(encoding_rs::ISO_8859_2, CENTRAL, Script::Latin),
    page(encoding_rs::ISO_8859_3, SOUTHERN, Script::Latin),
    page(encoding_rs::ISO_8859_4, BALTIC, Script::Latin),
    page(encoding_rs::ISO_8859_5, ANY, Script::Cyrillic),
    page(encoding_rs::ISO_8859_6, ANY, Script::Arabic),
    page(encoding_rs::ISO_8859_7, ANY, Script::Greek),
    page(encoding_rs::ISO_8859_8, ANY, Script::Hebrew),
    page(encoding_rs::ISO_8859_10, BALTIC, Script::Latin),
    page(encoding_rs::ISO_8859_13, BALTIC, Script::Latin),
    page(encoding_rs::ISO_8859_14, WESTERN, Script::Latin),
    page(encoding_rs::ISO_8859_15, WESTERN, Script::Latin),
    page(encoding_rs::ISO_8859_16, ROMANIAN, Script::Latin),
];

const fn page(encoding: &'static Encoding, languages: &'static [&'static str], script: Script) -> Charset {
    Charset { encoding, languages, script }
}

impl Charset {
    pub fn is_east(&self) -> bool {
        self.script == Script::East
    }

    /// The text of these bytes; nothing where some are no characters of the page.
    pub fn decode(&self, bytes: &[u8]) -> Option<String> {
        let text = self.encoding.decode_without_bom_handling_and_without_replacement(bytes)?;
        (!text.chars().any(char::is_control)).then(|| text.into_owned())
    }

    /// Whether a run of text reads as words of a language of this page.
    pub fn reads(&self, run: &str) -> bool {
        run.split(|c: char| !is_of_word(c)).all(|word| self.is_word(word)) && signs_stand_well(run)
    }

    fn is_word(&self, word: &str) -> bool {
        if word.is_ascii() {
            return true;
        }
        if !word.starts_with(char::is_alphabetic) {
            return false;
        }
        if has_late_capital(word) {
            return false;
        }
        let foreign: Vec<char> = word.chars().filter(|c| !c.is_ascii()).collect();
        let latin = |c: &char| script(*c) == Some(Script::Latin);
        if foreign.iter().all(latin) {
            let small: Vec<char> = foreign.iter().flat_map(|c| c.to_lowercase()).collect();
            return self.languages.iter().any(|letters| small.iter().all(|c| letters.contains(*c) || *c == '\u{307}'));
        }
        let own = foreign.iter().all(|c| script(*c) == Some(self.script));
        // A character of the East within letters is a pair of bytes torn out of a word.
        let mixed =
            word.chars().any(|c| if self.script == Script::East { c.is_ascii_lowercase() } else { c.is_ascii() });
        own && !mixed
    }
}

/// Whether it makes words: letters and what is written above and below them.
fn is_of_word(c: char) -> bool {
    c.is_alphabetic() || matches!(u32::from(c), 0x300..=0x36f | 0x591..=0x5c7 | 0x610..=0x65f | 0xe31..=0xe4e)
}

/// A capital beyond ASCII after a small letter, which no language has.
fn has_late_capital(word: &str) -> bool {
    let pairs = word.chars().zip(word.chars().skip(1));
    pairs
        .into_iter()
        .any(|(one, next)| one.is_lowercase() && next.is_uppercase() && !(one.is_ascii() && next.is_ascii()))
}

/// Whether signs beyond ASCII stand where a text has them: an apostrophe between letters, quotation marks around, a dash
/// by itself. A pound sign within a name is a letter of another page.
fn signs_stand_well(run: &str) -> bool {
    let chars: Vec<char> = std::iter::once(' ').chain(run.chars()).chain([' ']).collect();
    chars.windows(3).all(|three| match three {
        [before, sign, after] if !sign.is_ascii() && !is_of_word(*sign) => match sign {
            '’' => true,
            '‘' | '“' | '„' | '«' | '‹' | '¿' | '¡' => !is_of_word(*before),
            '”' | '»' | '›' | '…' | 'º' | 'ª' | '°' | '™' | '®' => !is_of_word(*after),
            _ => !is_of_word(*before) && !is_of_word(*after),
        },
        _ => true,
    })
}

fn script(c: char) -> Option<Script> {
    Some(match u32::from(c) {
        0xaa | 0xba | 0xc0..=0x24f | 0x300..=0x36f => Script::Latin,
        0x370..=0x3ff => Script::Greek,
        0x400..=0x52f => Script::Cyrillic,
        0x591..=0x5ea => Script::Hebrew,
        0x610..=0x6ff => Script::Arabic,
        0xe01..=0xe4e => Script::Thai,
        0x3005..=0x30ff | 0x3400..=0x9fff | 0xac00..=0xd7a3 | 0xf900..=0xfaff | 0xff66..=0xff9f | 0x20000..=0x2ffff => {
            Script::East
        }
        _ => return None,
    })
}
