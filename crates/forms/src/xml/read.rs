//! From bytes to a tree, or to the place at which they are not XML that is read here.

use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesRef, BytesStart, Event};

use super::{Child, Element};

/// How much is taken in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct XmlLimits {
    /// Bytes.
    pub bytes: usize,
    /// Elements within elements.
    pub depth: usize,
    /// Elements and attributes in all.
    pub nodes: usize,
}

impl Default for XmlLimits {
    /// 32 MiB, 100 deep, two million nodes.
    fn default() -> Self {
        Self { bytes: 32 << 20, depth: 100, nodes: 2_000_000 }
    }
}

/// Why bytes are not read as XML, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct XmlFault {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong, in words.
    pub says: String,
}

impl std::fmt::Display for XmlFault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "line {}: {}", self.line, self.says)
    }
}

impl std::error::Error for XmlFault {}

/// Reads one document.
pub fn read(bytes: &[u8], limits: &XmlLimits) -> Result<Element, XmlFault> {
    let fault = |says: String| XmlFault { line: 1, says };
    if bytes.len() > limits.bytes {
        return Err(fault(format!("it is larger than {} bytes", limits.bytes)));
    }
    let text = std::str::from_utf8(bytes).map_err(|_| fault("it is not written in UTF-8".into()))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    Building { limits, open: Vec::new(), root: None, nodes: 0 }.run(text)
}

/// The `id` of the first element of bytes that are cut off or damaged further down, where it can be read.
pub fn root_hint(bytes: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(bytes);
    let mut reader = Reader::from_str(&text);
    for _ in 0..16 {
        match reader.read_event().ok()? {
            Event::Start(tag) | Event::Empty(tag) => {
                let id = tag.attributes().flatten().find(|attr| attr.key.as_ref() == "id")?;
                return id.normalized_value(XmlVersion::Implicit1_0).ok().map(Into::into);
            }
            Event::Eof | Event::DocType(_) => return None,
            _ => {}
        }
    }
    None
}

struct Building<'a> {
    limits: &'a XmlLimits,
    open: Vec<Element>,
    root: Option<Element>,
    nodes: usize,
}

impl Building<'_> {
    fn run(mut self, text: &str) -> Result<Element, XmlFault> {
        let mut reader = Reader::from_str(text);
        reader.config_mut().expand_empty_elements = false;
        loop {
            let event = reader.read_event();
            let place = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX).min(text.len());
            let at = |says: String| {
                let before = text.as_bytes().get(..place).unwrap_or_default();
                XmlFault { line: String::from_utf8_lossy(before).matches('\n').count() + 1, says }
            };
            let event = event.map_err(|fault| at(format!("it is not well-formed XML: {fault}")))?;
            if matches!(event, Event::Eof) {
                let left = self.open.last().map(|open| format!("it ends before `{}` is closed", open.name));
                let root = self.root.take().filter(|_| left.is_none());
                return root.ok_or_else(|| at(left.unwrap_or_else(|| "there is nothing in it".into())));
            }
            self.take(&event).map_err(at)?;
        }
    }

    fn take(&mut self, event: &Event<'_>) -> Result<(), String> {
        match event {
            Event::Start(tag) => {
                let element = self.element(tag)?;
                self.open.push(element);
                if self.open.len() > self.limits.depth {
                    Err(format!("it is nested more than {} deep", self.limits.depth))
                } else {
                    Ok(())
                }
            }
            Event::Empty(tag) => {
                let element = self.element(tag)?;
                self.close(element)
            }
            Event::End(_) => match self.open.pop() {
                Some(element) => self.close(element),
                None => Err("something is closed that was not opened".into()),
            },
            Event::Text(text) => self.text(&text.xml_content(XmlVersion::Implicit1_0)),
            Event::CData(text) => self.text(&text.xml_content(XmlVersion::Implicit1_0)),
            Event::GeneralRef(entity) => self.text(&resolved(entity)?),
            Event::DocType(_) => Err("it declares a document type, which is not read".into()),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::Eof => Ok(()),
        }
    }

    fn element(&mut self, tag: &BytesStart<'_>) -> Result<Element, String> {
        let mut element = Element::new(tag.name().as_ref());
        for attr in tag.attributes() {
            let attr = attr.map_err(|fault| format!("an attribute cannot be read: {fault}"))?;
            let value = attr
                .normalized_value(XmlVersion::Implicit1_0)
                .map_err(|fault| format!("an attribute cannot be read: {fault}"))?;
            element.attrs.push((attr.key.as_ref().to_owned(), value.into_owned()));
        }
        self.nodes += 1 + element.attrs.len();
        if self.nodes > self.limits.nodes {
            return Err(format!("it holds more than {} elements and attributes", self.limits.nodes));
        }
        Ok(element)
    }

    fn close(&mut self, element: Element) -> Result<(), String> {
        match self.open.last_mut() {
            Some(parent) => parent.push(element),
            None if self.root.is_some() => return Err("there is more than one outermost element".into()),
            None => self.root = Some(element),
        }
        Ok(())
    }

    fn text(&mut self, text: &str) -> Result<(), String> {
        if text.chars().any(|c| c.is_control() && !matches!(c, '\t' | '\n' | '\r')) {
            return Err("it holds a control character".into());
        }
        match self.open.last_mut() {
            None if text.trim().is_empty() => Ok(()),
            None => Err("text stands outside of the outermost element".into()),
            Some(open) => {
                match open.children.last_mut() {
                    Some(Child::Text(before)) => before.push_str(text),
                    _ => open.children.push(Child::Text(text.to_owned())),
                }
                Ok(())
            }
        }
    }
}

fn resolved(entity: &BytesRef<'_>) -> Result<String, String> {
    let name: &str = entity;
    let known = match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => entity.resolve_char_ref().map_err(|fault| format!("a character cannot be read: {fault}"))?,
    };
    known.map(String::from).ok_or_else(|| format!("`&{name};` is not one of the five entities of XML"))
}
