//! How the characters of a text are written: told by its bytes for certain, said by whoever sends it, or asked for.
//!
//! Certain is a byte order mark, UTF-8 that holds, UTF-16 by its zero bytes, and one code page: the western one, where
//! every word is one of a western language and no other page makes other words of the same bytes. All else is asked,
//! with a word of the file as it reads in each page. A guess would give everybody another name, and nobody would see it.

use std::collections::BTreeSet;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::SheetError;
use crate::error::{CharacterError, ChoiceError, PageReading};
use crate::kind::Foreign;
use crate::pages::{Charset, PAGES};
use crate::source::{Bytes, Surveyed, TextTraits};

/// Different words that are looked at; a text with more is asked about.
const WORDS: usize = 200_000;

/// Different words that may be UTF-8 by chance, all of them.
const FEW: usize = 5;

/// Words that are shown of each.
const SHOWN: usize = 2;

/// Readings that are offered.
const OFFERED: usize = 6;

/// The encoding of a text, and the bytes from their beginning.
pub fn decide(text: &mut Surveyed, said: Option<&str>) -> Result<&'static Encoding, SheetError> {
    let encoding = match (mark(&text.beginning), said) {
        (Some(marked), Some(said)) => agreed(marked, named(said, &text.traits)?)?,
        (Some(marked), None) => marked,
        (None, Some(said)) => credible(named(said, &text.traits)?, &text.traits)?,
        (None, None) => told(text)?,
    };
    let odd = text.traits.size % 2 == 1;
    if odd && (encoding == UTF_16LE || encoding == UTF_16BE) {
        return Err(CharacterError::Odd.into());
    }
    Ok(encoding)
}

fn mark(beginning: &[u8]) -> Option<&'static Encoding> {
    Encoding::for_bom(beginning).map(|(encoding, _)| encoding)
}

fn named(said: &str, traits: &TextTraits) -> Result<&'static Encoding, ChoiceError> {
    let label = said.trim().to_lowercase();
    let known = [&label, &label.replace('_', "-"), &label.replace("cp", "windows-"), &label.replace("win", "windows-")];
    let found = known.iter().find_map(|label| Encoding::for_label_no_replacement(label.as_bytes()));
    let found = found.filter(|encoding| *encoding != encoding_rs::X_USER_DEFINED).ok_or(ChoiceError::NoSuchEncoding)?;
    // By the name alone either order of bytes may be meant.
    Ok(if label == "utf-16" { utf16(traits).unwrap_or(found) } else { found })
}

fn agreed(marked: &'static Encoding, said: &'static Encoding) -> Result<&'static Encoding, ChoiceError> {
    let same = marked == said || (marked != UTF_8 && (said == UTF_16LE || said == UTF_16BE));
    if same { Ok(marked) } else { Err(ChoiceError::OtherEncoding { found: marked.name(), said: said.name() }) }
}

/// Refuses a code page of one byte a character for a text that is UTF-8 throughout: by chance it never is.
fn credible(said: &'static Encoding, traits: &TextTraits) -> Result<&'static Encoding, ChoiceError> {
    let utf8 = traits.utf8 && !traits.ascii && said.is_single_byte();
    if utf8 { Err(ChoiceError::OtherEncoding { found: UTF_8.name(), said: said.name() }) } else { Ok(said) }
}

fn told(text: &mut Surveyed) -> Result<&'static Encoding, SheetError> {
    if text.traits.zeros != [0, 0] {
        let encoding = utf16(&text.traits).filter(|encoding| has_lines(&text.beginning, encoding));
        // A text with a NUL in it is refused where that stands.
        let other = if text.traits.utf8 && text.traits.zeros.iter().sum::<u64>() * 16 < text.traits.size {
            Some(UTF_8)
        } else {
            None
        };
        return encoding.or(other).ok_or(SheetError::NotATable(Foreign::Unknown));
    }
    if text.traits.utf8 && (text.traits.ascii || text.traits.long) {
        return Ok(UTF_8);
    }
    let words = odd_words(&mut text.bytes)?;
    text.bytes.seek(std::io::SeekFrom::Start(0))?;
    Ok(if text.traits.utf8 { utf8_by_chance(&words)? } else { western(&words)? })
}

/// A few characters of two bytes are UTF-8 by chance in a page of the East: `郑` reads as a mark of Hebrew. Where they make
/// no words in UTF-8 and do there, it is asked. A blank that does not break, between letters or at their end, is one that
/// a spreadsheet left: there no page has a character of the East alone.
fn utf8_by_chance(words: &OddWords) -> Result<&'static Encoding, ChoiceError> {
    let text = |word: &Vec<u8>| String::from_utf8_lossy(word).into_owned();
    let is_word = |word: &Vec<u8>| {
        let text = text(word).replace('\u{a0}', " ");
        text.is_ascii() && !text.trim().is_empty() || PAGES.iter().any(|page| page.reads(&text))
    };
    let east: Vec<&Charset> = PAGES.iter().filter(|page| page.is_east() && words.read(page).is_some()).collect();
    if words.all.len() > FEW || east.is_empty() || words.all.iter().all(is_word) {
        return Ok(UTF_8);
    }
    let sample = words.first.first().map(text).unwrap_or_default();
    let as_utf8 = PageReading { encoding: UTF_8.name(), sample };
    Err(ChoiceError::AskEncoding { readings: words.samples(&east).into_iter().chain([as_utf8]).collect() })
}

/// Which half of the characters' bytes is zero: the second, where the first byte is the lower.
fn utf16(traits: &TextTraits) -> Option<&'static Encoding> {
    let enough = traits.zeros.iter().sum::<u64>().saturating_mul(64) >= traits.size;
    match traits.zeros {
        [even, odd] if enough && odd > even.saturating_mul(4) => Some(UTF_16LE),
        [even, odd] if enough && even > odd.saturating_mul(4) => Some(UTF_16BE),
        _ => None,
    }
}

/// Whether the bytes of line breaks are line breaks in UTF-16 too, most of them: in a text of one byte a character with a
/// NUL here and there they are not.
fn has_lines(beginning: &[u8], utf16: &Encoding) -> bool {
    let breaks = |bytes: &[u8]| bytes.iter().filter(|byte| matches!(byte, b'\n' | b'\r')).count();
    let paired = beginning.chunks_exact(2).filter(|two| match two {
        [b'\n' | b'\r', 0] => utf16 == UTF_16LE,
        [0, b'\n' | b'\r'] => utf16 == UTF_16BE,
        _ => false,
    });
    2 * paired.count() > breaks(beginning)
}

/// Runs of bytes between blanks and separators, those with a byte beyond ASCII, each once, and in the order of the file.
struct OddWords {
    first: Vec<Vec<u8>>,
    all: BTreeSet<Vec<u8>>,
}

fn odd_words(bytes: &mut Box<dyn Bytes>) -> std::io::Result<OddWords> {
    let mut words = OddWords { first: Vec::new(), all: BTreeSet::new() };
    let mut buffer = vec![0; 1 << 16];
    let mut run = Vec::new();
    loop {
        let read = bytes.read(&mut buffer)?;
        for byte in buffer.get(..read).unwrap_or_default() {
            // No pair of bytes of a page of the East has one of these for its second.
            if matches!(byte, b' ' | b',' | b';' | b'\t' | b'"' | b'\r' | b'\n') {
                words.see(&mut run);
            } else {
                run.push(*byte);
            }
        }
        if read == 0 || words.all.len() > WORDS {
            words.see(&mut run);
            return Ok(words);
        }
    }
}

impl OddWords {
    fn see(&mut self, run: &mut Vec<u8>) {
        if !run.is_ascii() && !self.all.contains(run) {
            if self.first.len() < 100 {
                self.first.push(run.clone());
            }
            self.all.insert(std::mem::take(run));
        }
        run.clear();
    }

    /// All of them in a page, in one order; nothing where they make no words there.
    fn read(&self, page: &Charset) -> Option<Vec<String>> {
        let read = |word: &Vec<u8>| page.decode(word).filter(|text| page.reads(text));
        self.all.iter().map(read).collect()
    }

    /// A word or two as each page has them: those by which most pages can be told apart.
    fn samples(&self, pages: &[&Charset]) -> Vec<PageReading> {
        let mut samples = vec![String::new(); pages.len()];
        for _ in 0..SHOWN {
            let longer = self.first.iter().map(|word| with(&samples, word, pages));
            let best = longer.enumerate().max_by_key(|(at, samples)| (distinct(samples), std::cmp::Reverse(*at)));
            match best {
                Some((_, longer)) if distinct(&longer) > distinct(&samples) || samples.iter().all(String::is_empty) => {
                    samples = longer;
                }
                _ => break,
            }
        }
        let readings = pages.iter().zip(samples);
        readings.map(|(page, sample)| PageReading { encoding: page.encoding.name(), sample }).collect()
    }
}

fn with(samples: &[String], word: &[u8], pages: &[&Charset]) -> Vec<String> {
    let read = |page: &Charset| -> String { page.decode(word).unwrap_or_default().chars().take(40).collect() };
    let pairs = samples.iter().zip(pages);
    pairs.map(|(sample, page)| format!("{sample} {}", read(page)).trim().to_owned()).collect()
}

fn distinct(samples: &[String]) -> usize {
    samples.iter().collect::<BTreeSet<_>>().len()
}

/// The western code page, where it is certain.
fn western(words: &OddWords) -> Result<&'static Encoding, ChoiceError> {
    let readings: Vec<(&Charset, Vec<String>)> =
        PAGES.iter().filter_map(|page| Some((page, words.read(page)?))).collect();
    let has_letter =
        |texts: &[String]| texts.iter().any(|text| text.chars().any(|c| !c.is_ascii() && c.is_alphabetic()));
    if let Some((page, texts)) = readings.first()
        && page.encoding == WINDOWS_1252
        && has_letter(texts)
        && words.all.len() <= WORDS
        && readings.iter().all(|(_, other)| other == texts)
    {
        return Ok(page.encoding);
    }
    let mut distinct: Vec<(&Charset, Vec<String>)> = Vec::new();
    for (page, texts) in readings {
        if distinct.iter().all(|(_, other)| *other != texts) {
            distinct.push((page, texts));
        }
    }
    let mut pages: Vec<&Charset> = distinct.iter().map(|(page, _)| *page).take(OFFERED).collect();
    if pages.is_empty() {
        pages = PAGES.iter().take(OFFERED).collect();
    }
    Err(ChoiceError::AskEncoding { readings: words.samples(&pages) })
}
