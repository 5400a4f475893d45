//! What the lake's key opens: the files, and the names under which people, households and offices lie in them.
//!
//! Both are keys of their own, so that a pseudonym that is shown somewhere tells nothing of the files. A pseudonym is a
//! keyed hash of an id: with the key destroyed, it leads back to nobody.

use journal::Key;
use model::Id;

/// Bytes of the check by which one lake's key is told from another's.
pub(super) const CHECK: usize = 16;
/// Characters of a pseudonym.
pub(super) const NAME: usize = 32;

/// The keys of a lake.
#[derive(Debug, Clone)]
pub(super) struct LakeKeys {
    pub(super) files: Key,
    names: Key,
}

impl LakeKeys {
    pub(super) fn of(key: &Key) -> Self {
        let derived = |label: &[u8]| Key::from_bytes(key.mac(label));
        Self { files: derived(b"onward lake 2 files"), names: derived(b"onward lake 2 names") }
    }

    pub(super) fn person(&self, id: Id) -> String {
        self.name("person", &[&id.0])
    }

    pub(super) fn household(&self, id: Id) -> String {
        self.name("household", &[&id.0])
    }

    pub(super) fn controller(&self, controller: &str) -> String {
        self.name("controller", &[controller.as_bytes()])
    }

    /// An office of a controller; offices of one name at two controllers are two.
    pub(super) fn office(&self, controller: &str, office: &str) -> String {
        self.name("office", &[controller.as_bytes(), office.as_bytes()])
    }

    /// Tells one key from another without giving either away.
    pub(super) fn check(&self) -> [u8; CHECK] {
        self.hash("check", &[])
    }

    /// 128 bits in hexadecimal digits.
    fn name(&self, what: &str, parts: &[&[u8]]) -> String {
        Id(self.hash(what, parts)).to_string()
    }

    /// `what` keeps a person and a household of one id apart, the lengths one pair of names from another.
    fn hash(&self, what: &str, parts: &[&[u8]]) -> [u8; 16] {
        let mut message = [what.as_bytes(), &[0]].concat();
        for part in parts {
            message.extend_from_slice(&(part.len() as u64).to_be_bytes());
            message.extend_from_slice(part);
        }
        let mac = self.names.mac(&message);
        let mut hash = [0; 16];
        hash.iter_mut().zip(mac).for_each(|(to, from)| *to = from);
        hash
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_names_are_alike_and_another_key_gives_others() {
        let names = |key: u8| {
            let keys = LakeKeys::of(&Key::from_bytes([key; 32]));
            let id = Id([1; 16]);
            let offices = [keys.office("a", "bc"), keys.office("ab", "c")];
            [keys.person(id), keys.household(id), keys.controller("a"), keys.controller("b")].into_iter().chain(offices)
        };
        let all: std::collections::BTreeSet<String> = names(1).chain(names(2)).collect();
        assert_eq!(all.len(), 12);
        assert!(all.iter().all(|name| name.len() == NAME));
        assert!(names(1).eq(names(1)));
    }
}
