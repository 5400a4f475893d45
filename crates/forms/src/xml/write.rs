//! From a tree to bytes, always alike.

use super::{Child, Element};

/// How a tree is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// Nothing between elements.
    Tight,
    /// An element a line, two spaces a level; text is left as it is. What an element with text holds stays in its line.
    Indented,
}

/// The document, with its declaration.
pub fn write(root: &Element, layout: Layout) -> String {
    let mut out = String::from("<?xml version=\"1.0\"?>");
    if layout == Layout::Indented {
        out.push('\n');
    }
    element(root, layout, 0, &mut out);
    out
}

fn element(node: &Element, layout: Layout, depth: usize, out: &mut String) {
    let (indent, newline) = match layout {
        Layout::Tight => (String::new(), ""),
        Layout::Indented => ("  ".repeat(depth), "\n"),
    };
    out.push_str(&indent);
    out.push('<');
    out.push_str(&node.name);
    for (name, value) in &node.attrs {
        out.push(' ');
        out.push_str(name);
        out.push_str("=\"");
        escape(value, true, out);
        out.push('"');
    }
    if node.children.is_empty() {
        out.push_str("/>");
        out.push_str(newline);
        return;
    }
    out.push('>');
    if node.children.iter().any(|child| matches!(child, Child::Text(_))) {
        mixed(node, out);
    } else {
        out.push_str(newline);
        node.elements().for_each(|child| element(child, layout, depth + 1, out));
        out.push_str(&indent);
    }
    out.push_str("</");
    out.push_str(&node.name);
    out.push('>');
    out.push_str(newline);
}

fn mixed(node: &Element, out: &mut String) {
    for child in &node.children {
        match child {
            Child::Text(text) => escape(text, false, out),
            Child::Element(child) => element(child, Layout::Tight, 0, out),
        }
    }
}

fn escape(text: &str, in_attribute: bool, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' if in_attribute => out.push_str("&quot;"),
            '\n' if in_attribute => out.push_str("&#10;"),
            '\t' if in_attribute => out.push_str("&#9;"),
            '\r' => out.push_str("&#13;"),
            c if c.is_control() && !matches!(c, '\n' | '\t') => {}
            c => out.push(c),
        }
    }
}
