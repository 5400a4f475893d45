//! Builds the tree from the parser's events, and refuses what a pack may not contain.

use std::collections::HashMap;

use saphyr_parser::{Event, Marker, Parser, ScalarStyle, Span};

use crate::diagnostic::{At, Report};
use crate::tree::{Entry, Map, Node, NodeKind, Scalar, Style};

/// Deepest nesting of lists and mappings; a measure of four nested groups needs fourteen.
pub const MAX_DEPTH: usize = 32;

/// Reads one document. What is wrong is noted in `report`; `None` where nothing usable is left.
pub fn read(text: &str, report: &mut Report) -> Option<Node> {
    let bytes = text.char_indices().map(|(byte, _)| byte).chain([text.len()]).collect();
    let mut tree = Tree { text, bytes, open: Vec::new(), root: None, report };
    let mut documents = 0;
    for event in Parser::new_from_str(text) {
        let (event, span) = match event {
            Ok(found) => found,
            Err(error) => {
                let message = format!("not YAML: {}", error.info().to_lowercase());
                let place = within(text, at(error.marker()));
                let found = tree.report.error(place, "yaml", message);
                if error.info().contains("flow") {
                    found.help("between `{` and `}` a text with a comma, a colon or brackets stands in double quotes");
                }
                return None;
            }
        };
        if matches!(event, Event::DocumentStart(_)) {
            documents += 1;
        }
        if documents > 1 {
            tree.report.error(at(&span.start), "documents", "expected one document in the file, found a second");
            break;
        }
        if !tree.take(event, span) {
            return None;
        }
    }
    if tree.root.is_none() {
        tree.report.error(At::START, "empty", "expected a mapping, found an empty file");
    }
    tree.root
}

/// A list or mapping whose end has not come yet.
enum Open {
    List(At, Vec<Node>),
    /// `lines` says where each key so far stands.
    Map {
        map: Map,
        key: Option<Scalar>,
        lines: HashMap<String, usize>,
    },
}

struct Tree<'a> {
    text: &'a str,
    /// Where each character begins: the parser counts characters.
    bytes: Vec<usize>,
    open: Vec<Open>,
    root: Option<Node>,
    report: &'a mut Report,
}

impl Tree<'_> {
    /// Takes one event; `false` where reading on would make no sense.
    fn take(&mut self, event: Event<'_>, span: Span) -> bool {
        let at = at(&span.start);
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                self.refuse_extras(at, anchor, tag.is_some());
                let kind = NodeKind::Scalar(self.scalar(text.into_owned(), style, span));
                self.place(Node { at, kind });
            }
            Event::SequenceStart(anchor, tag) => {
                self.refuse_extras(at, anchor, tag.is_some());
                self.open.push(Open::List(at, Vec::new()));
            }
            Event::MappingStart(anchor, tag) => {
                self.refuse_extras(at, anchor, tag.is_some());
                self.open.push(Open::Map { map: Map { at, entries: Vec::new() }, key: None, lines: HashMap::new() });
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(),
            Event::Alias(_) => {
                self.report.error(at, "anchor", "anchors and aliases are refused; write the value out");
                let scalar = Scalar { text: String::new(), at, style: Style::Plain, raw: String::new() };
                self.place(Node { at, kind: NodeKind::Scalar(scalar) });
            }
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentStart(_) | Event::DocumentEnd => {}
        }
        self.within_depth(at)
    }

    fn within_depth(&mut self, at: At) -> bool {
        let deep = self.open.len() > MAX_DEPTH;
        if deep {
            self.report.error(at, "too-deep", format!("nested more than {MAX_DEPTH} deep"));
        }
        !deep
    }

    fn refuse_extras(&mut self, at: At, anchor: usize, tagged: bool) {
        if anchor != 0 {
            self.report.error(at, "anchor", "anchors and aliases are refused; write the value out");
        }
        if tagged {
            self.report.error(at, "tag", "tags are refused; the schema types every value from its text");
        }
    }

    fn scalar(&self, text: String, style: ScalarStyle, span: Span) -> Scalar {
        let style = match style {
            ScalarStyle::Plain => Style::Plain,
            ScalarStyle::SingleQuoted => Style::Single,
            ScalarStyle::DoubleQuoted => Style::Double,
            ScalarStyle::Literal | ScalarStyle::Folded => Style::Block,
        };
        let byte = |marker: &Marker| self.bytes.get(marker.index()).copied().unwrap_or(self.text.len());
        let raw = self.text.get(byte(&span.start)..byte(&span.end)).unwrap_or_default().to_owned();
        Scalar { text, at: at(&span.start), style, raw }
    }

    /// Puts a finished node where it belongs: into the innermost open list or mapping, or at the root.
    fn place(&mut self, node: Node) {
        match self.open.last_mut() {
            None => self.root = Some(node),
            Some(Open::List(_, items)) => items.push(node),
            Some(Open::Map { map, key, lines }) => match key.take() {
                Some(key) => map.entries.push(Entry { key, value: node }),
                None => *key = Some(as_key(node, lines, self.report)),
            },
        }
    }

    fn close(&mut self) {
        let node = match self.open.pop() {
            Some(Open::List(at, items)) => Node { at, kind: NodeKind::List(items) },
            Some(Open::Map { map, .. }) => Node { at: map.at, kind: NodeKind::Map(map) },
            None => return,
        };
        self.place(node);
    }
}

/// A node in the place of a key: a text that the mapping does not hold yet.
fn as_key(node: Node, lines: &mut HashMap<String, usize>, report: &mut Report) -> Scalar {
    let key = match node.kind {
        NodeKind::Scalar(key) => key,
        NodeKind::List(_) | NodeKind::Map(_) => {
            report.error(node.at, "key", "expected a text as key");
            Scalar { text: String::new(), at: node.at, style: Style::Plain, raw: String::new() }
        }
    };
    let seen = lines.len();
    let first = *lines.entry(key.text.clone()).or_insert(key.at.line);
    if lines.len() <= seen {
        let message = format!("the key `{}` is given twice, first in line {first}", key.text);
        report.error(key.at, "duplicate-key", message);
    }
    key
}

/// The parser counts one line too many at the end of a text without a last line break.
fn within(text: &str, at: At) -> At {
    let lines = text.split('\n').count();
    if at.line <= lines {
        return at;
    }
    let last = text.rsplit('\n').next().unwrap_or(text);
    At { line: lines, column: last.chars().count() + 1 }
}

fn at(marker: &Marker) -> At {
    At { line: marker.line(), column: marker.col() + 1 }
}
