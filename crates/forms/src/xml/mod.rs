//! XML as a tree that keeps what was written: prefixes, the order of attributes, text.
//!
//! Read strictly ([`read`]): no document type, no entities beyond the five of XML, bounded in depth, nodes and bytes, since
//! forms and submissions come from strangers. Written always alike ([`write`]), so that the same tree is the same bytes.

mod read;
mod write;

pub use read::{XmlFault, XmlLimits, read, root_hint};
pub use write::{Layout, write};

/// The namespaces of the forms of this world.
pub mod ns {
    /// `XForms`.
    pub const XFORMS: &str = "http://www.w3.org/2002/xforms";
    /// XHTML, of which a form takes head, title and body.
    pub const XHTML: &str = "http://www.w3.org/1999/xhtml";
    /// `JavaRosa`.
    pub const JAVAROSA: &str = "http://openrosa.org/javarosa";
    /// `OpenRosa`'s metadata.
    pub const OPENROSA: &str = "http://openrosa.org/xforms";
    /// ODK.
    pub const ODK: &str = "http://www.opendatakit.org/xforms";
    /// Entities.
    pub const ENTITIES: &str = "http://www.opendatakit.org/xforms/entities";
}

/// One element.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Element {
    /// Its name as written, with a prefix where there is one.
    pub name: String,
    /// Attributes in the order in which they were written, `xmlns` among them.
    pub attrs: Vec<(String, String)>,
    /// What is in it.
    pub children: Vec<Child>,
}

/// What an element holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Child {
    /// Another element.
    Element(Element),
    /// Text, unescaped.
    Text(String),
}

impl Element {
    /// An empty element.
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: name.into(), ..Self::default() }
    }

    /// With one attribute more.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.set(name, value);
        self
    }

    /// With one child more.
    #[must_use]
    pub fn and(mut self, child: Element) -> Self {
        self.children.push(Child::Element(child));
        self
    }

    /// With text in it.
    #[must_use]
    pub fn saying(mut self, text: impl Into<String>) -> Self {
        self.children.push(Child::Text(text.into()));
        self
    }

    /// Sets an attribute where it stands, or as the last one.
    pub fn set(&mut self, name: &str, value: impl Into<String>) {
        match self.attrs.iter_mut().find(|(known, _)| known == name) {
            Some((_, old)) => *old = value.into(),
            None => self.attrs.push((name.to_owned(), value.into())),
        }
    }

    /// Adds a child element.
    pub fn push(&mut self, child: Element) {
        self.children.push(Child::Element(child));
    }

    /// The name without its prefix.
    pub fn local(&self) -> &str {
        local(&self.name)
    }

    /// An attribute by its name as written.
    pub fn attr(&self, name: &str) -> Option<&str> {
        self.attrs.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// An attribute by its name without prefix: files differ in how they call a namespace.
    pub fn attr_local(&self, name: &str) -> Option<&str> {
        let is = |known: &str| !known.starts_with("xmlns") && local(known) == name;
        self.attrs.iter().find(|(known, _)| is(known)).map(|(_, value)| value.as_str())
    }

    /// The elements in it.
    pub fn elements(&self) -> impl DoubleEndedIterator<Item = &Element> {
        self.children.iter().filter_map(|child| match child {
            Child::Element(element) => Some(element),
            Child::Text(_) => None,
        })
    }

    /// The first element in it of this name, whatever its prefix.
    pub fn child(&self, name: &str) -> Option<&Element> {
        self.elements().find(|child| child.local() == name)
    }

    /// All text in it and below.
    pub fn text(&self) -> String {
        let mut said = String::new();
        self.gather(&mut said);
        said
    }

    fn gather(&self, said: &mut String) {
        for child in &self.children {
            match child {
                Child::Text(text) => said.push_str(text),
                Child::Element(element) => element.gather(said),
            }
        }
    }
}

/// A name without its prefix.
pub fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}
