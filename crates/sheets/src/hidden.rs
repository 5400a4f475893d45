//! Rows and columns of a workbook that nobody sees: hidden by hand, by a filter or in a folded outline. They are read,
//! for who filters a list and saves it has not taken anybody off it; but whoever looks at the sheet sees fewer people, and
//! so it is told.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufReader, Read, Seek, Write};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use crate::SheetError;

/// What is hidden of one sheet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hidden {
    rows: BTreeSet<u64>,
    /// First and last column, from 0.
    columns: Vec<(usize, usize)>,
}

impl Hidden {
    pub fn has_row(&self, number: u64) -> bool {
        self.rows.contains(&number)
    }

    pub fn has_column(&self, column: usize) -> bool {
        self.columns.iter().any(|(first, last)| (*first..=*last).contains(&column))
    }

    fn see(&mut self, tag: &BytesStart<'_>) {
        if !matches!(said(tag, "hidden").as_deref(), Some("1" | "true")) {
            return;
        }
        let number = |name: &str| said(tag, name)?.parse::<usize>().ok();
        match tag.local_name().as_ref() {
            "row" => self.rows.extend(number("r").map(|number| number as u64)),
            "col" => {
                let ends = number("min").zip(number("max"));
                self.columns.extend(ends.map(|(first, last)| (first.saturating_sub(1), last.saturating_sub(1))));
            }
            _ => {}
        }
    }
}

/// Whether a part of a workbook says of anything that it is hidden; most say nothing, and are not read for it.
#[derive(Default)]
pub struct HidesAny {
    tail: Vec<u8>,
    pub any: bool,
}

/// Length of `hidden="1`.
const MARK: usize = 9;

impl Write for HidesAny {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let is_mark = |at: &[u8]| matches!(at, [b'h', b'i', b'd', b'd', b'e', b'n', b'=', b'"' | b'\'', b'1' | b't']);
        let mut across = std::mem::take(&mut self.tail);
        across.extend(bytes.iter().take(MARK - 1));
        self.any |= across.windows(MARK).chain(bytes.windows(MARK)).any(is_mark);
        let last = if bytes.len() < MARK { &across } else { bytes };
        self.tail = last.get(last.len().saturating_sub(MARK - 1)..).unwrap_or_default().to_vec();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// What is hidden of each sheet, in the order of the workbook; only these parts hide anything.
pub fn of_sheets<R: Read + Seek>(
    zip: &mut ZipArchive<R>,
    workbook: &str,
    hiding: &BTreeSet<String>,
) -> Result<Vec<Hidden>, SheetError> {
    if hiding.is_empty() {
        return Ok(vec![]);
    }
    let parts = parts(zip)?;
    let mut ids = Vec::new();
    each_tag(workbook.as_bytes(), |tag| {
        if tag.local_name().as_ref() == "sheet" {
            ids.push(named_id(tag));
        }
    })?;
    let part = |id: Option<String>| parts.get(&id?).filter(|part| hiding.contains(*part));
    ids.into_iter().map(|id| part(id).map_or(Ok(Hidden::default()), |part| of_part(zip, part))).collect()
}

fn of_part<R: Read + Seek>(zip: &mut ZipArchive<R>, part: &str) -> Result<Hidden, SheetError> {
    let mut hidden = Hidden::default();
    let part = zip.by_name(part).map_err(|_| SheetError::Damaged)?;
    each_tag(BufReader::new(part), |tag| hidden.see(tag))?;
    Ok(hidden)
}

/// Parts of the package by the ids under which the workbook names them.
fn parts<R: Read + Seek>(zip: &mut ZipArchive<R>) -> Result<BTreeMap<String, String>, SheetError> {
    let mut parts = BTreeMap::new();
    let named = zip.by_name("xl/_rels/workbook.xml.rels").map_err(|_| SheetError::Damaged)?;
    each_tag(BufReader::new(named), |tag| {
        if let Some((id, target)) = said(tag, "Id").zip(said(tag, "Target")) {
            let part = target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), ToOwned::to_owned);
            parts.insert(id, part);
        }
    })?;
    Ok(parts)
}

fn each_tag(xml: impl std::io::BufRead, mut see: impl FnMut(&BytesStart<'_>)) -> Result<(), SheetError> {
    let (mut reader, mut held) = (Reader::from_reader(xml), Vec::new());
    loop {
        match reader.read_event_into(&mut held).map_err(|_| SheetError::Damaged)? {
            Event::Start(tag) | Event::Empty(tag) => see(&tag),
            Event::Eof => return Ok(()),
            _ => {}
        }
        held.clear();
    }
}

/// The id of a part, whatever the prefix of its name: `r:id`.
fn named_id(tag: &BytesStart<'_>) -> Option<String> {
    let mut attributes = tag.attributes();
    let is_id = |name: &str| name.rsplit_once(':').is_some_and(|(_, name)| name == "id");
    attributes
        .with_checks(false)
        .flatten()
        .find(|attribute| is_id(attribute.key.as_ref()))
        .map(|id| id.value.into_owned())
}

/// What an attribute says: numbers, ids and places, of which none is escaped.
fn said(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    tag.try_get_attribute(name).ok().flatten().map(|attribute| attribute.value.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(pieces: &[&str], expected: bool) {
        let mut hides = HidesAny::default();
        for piece in pieces {
            hides.write_all(piece.as_bytes()).unwrap();
        }
        assert_eq!(hides.any, expected, "{pieces:?}");
    }

    #[test]
    fn a_hidden_row_is_found_wherever_the_bytes_are_cut() {
        let text = "<row r=\"5\" hidden=\"1\"/>";
        for at in 0..text.len() {
            check(&[&text[..at], &text[at..]], true);
        }
        check(&text.split("").collect::<Vec<_>>(), true);
        check(&["<row hidden='true'/>"], true);
        check(&["<row hidden=\"0\"/><col hidden=\"false\"/>", "hidden", "=\"0\""], false);
    }
}
