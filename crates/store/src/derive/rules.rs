//! By which rules the rows of people are derived from the packs in force: which fields are facets and which are links, which
//! lie behind a wall, which were renamed, and which pathways cases run. Where a schema has others than the rows were made by, the rows are made anew.

use std::collections::BTreeSet;

use casework::view::Walls;
use journal::Key;
use model::{Class, FieldKey, Kind, KindLink, Schema};
use pathways::PathwaysInForce;

/// Raised where this program derives rows otherwise than those before it.
const FORM: u8 = 5;

/// What a schema says of derived rows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Rules {
    /// Fields that lists filter by. A sealed or protected field is never one, whatever its pack says.
    pub(crate) facets: BTreeSet<FieldKey>,
    /// Fields of records that lead to others.
    pub(crate) links: BTreeSet<FieldKey>,
    /// Fields that lie in compartments, and those that were renamed.
    pub(crate) walls: Walls,
    /// What tells the pathways in force from others.
    pathways: Vec<(String, String)>,
}

impl Rules {
    pub(crate) fn of(schema: &Schema, pathways: &PathwaysInForce) -> Self {
        let clear = |class| matches!(class, Class::Open | Class::Personal);
        let facets = schema.fields().iter().filter(|field| field.facet && clear(field.class));
        let facets =
            facets.chain(schema.kinds().flat_map(Kind::facets)).map(|field| FieldKey::of(&field.name)).collect();
        let link = |link: &KindLink| FieldKey::of(&link.field);
        let links = schema.kinds().flat_map(|kind| kind.links.iter().map(link)).collect();
        let pathways = pathways.marks().map(|(kind, version)| (kind.to_owned(), version.to_owned())).collect();
        Self { facets, links, walls: Walls::of(schema), pathways }
    }

    /// Whether other pathways are all that tells them apart.
    pub(crate) fn differ_in_pathways(&self, other: &Self) -> bool {
        let alike = self.facets == other.facets && self.links == other.links && self.walls == other.walls;
        self.pathways != other.pathways && alike
    }

    /// What is kept of them while rows are moved to them: whoever finds it, and does not know which rows were moved, makes all
    /// of them anew.
    pub(crate) fn moving(&self, key: &Key) -> Vec<u8> {
        key.mac(&[b"moving".as_slice(), &self.digest(key)].concat()).to_vec()
    }

    /// What is kept of them: a keyed hash, for the names of fields tell which packs are in force.
    pub(crate) fn digest(&self, key: &Key) -> Vec<u8> {
        let mut bytes = vec![FORM];
        self.facets.iter().for_each(|facet| bytes.extend_from_slice(&facet.0));
        bytes.push(0);
        for (field, compartment) in self.walls.iter() {
            bytes.extend_from_slice(&field.0);
            bytes.extend_from_slice(compartment.code().as_bytes());
        }
        for (kind, compartment) in self.walls.kinds() {
            bytes.push(2);
            bytes.extend_from_slice(kind.as_bytes());
            bytes.push(0);
            bytes.extend_from_slice(compartment.code().as_bytes());
        }
        for (former, now) in self.walls.renamed() {
            bytes.push(1);
            bytes.extend_from_slice(&former.0);
            bytes.extend_from_slice(&now.0);
        }
        for link in &self.links {
            bytes.push(4);
            bytes.extend_from_slice(&link.0);
        }
        for (kind, version) in &self.pathways {
            bytes.push(3);
            bytes.extend_from_slice(kind.as_bytes());
            bytes.push(0);
            bytes.extend_from_slice(version.as_bytes());
        }
        key.mac(&bytes).to_vec()
    }
}
