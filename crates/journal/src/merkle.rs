//! The Merkle tree over the digests of facts (RFC 6962): one root for all of history, short proofs for its parts.
//!
//! The chain finds what was altered; the tree convinces somebody who holds no more than a root that a fact is in
//! the journal (inclusion) or that a journal only grew (consistency). A [`Frontier`] follows the root while facts
//! are appended, in one hash per fact on average; a [`Tree`] holds every digest, for proofs.

use ct_merkle::mem_backed_tree::MemoryBackedTree;
use ct_merkle::{ConsistencyProof, InclusionProof, RootHash};
use serde::{Deserialize, Serialize};
use sha2::Sha256;

use crate::hash::sha256;
use crate::wire::{DecodeError, WireReader, WireWriter};
use crate::{Digest, Root};

/// Roots of the full subtrees to the left, greatest first: all that the next root needs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Frontier {
    count: u64,
    roots: Vec<[u8; 32]>,
}

impl Frontier {
    pub fn push(&mut self, digest: Digest) {
        let mut node = sha256(&[&[0], &digest.0]);
        for _ in 0..self.count.trailing_ones() {
            let Some(left) = self.roots.pop() else { break };
            node = parent(&left, &node);
        }
        self.roots.push(node);
        self.count += 1;
    }

    pub fn root(&self) -> Root {
        let joined = self.roots.iter().rev().copied().reduce(|right, left| parent(&left, &right));
        Root(joined.unwrap_or_else(|| sha256(&[])))
    }

    pub fn write(&self, writer: &mut WireWriter) {
        self.roots.iter().for_each(|root| writer.raw(root));
    }

    /// Reads the frontier of `count` facts; their number says how many hashes there are.
    pub fn read(reader: &mut WireReader<'_>, count: u64) -> Result<Self, DecodeError> {
        let roots = (0..count.count_ones()).map(|_| reader.array()).collect::<Result<_, _>>()?;
        Ok(Self { count, roots })
    }
}

fn parent(left: &[u8; 32], right: &[u8; 32]) -> [u8; 32] {
    sha256(&[&[1], left, right])
}

/// Every digest, for proofs: 96 bytes a fact.
#[derive(Debug, Default)]
pub struct Tree(MemoryBackedTree<Sha256, [u8; 32]>);

/// Why a proof was not given, or does not convince.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ProofError {
    /// No fact of that number is in the tree.
    #[error("fact `{0}` is not in the tree")]
    Absent(u64),
    /// The proof does not lead to the root.
    #[error("proof does not lead to the root")]
    Refuted,
}

/// That a fact is in a journal of so many facts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inclusion {
    /// Number of the fact, from 1.
    pub seq: u64,
    /// Facts in the journal.
    pub of: u64,
    /// Hashes from leaf to root.
    pub path: Vec<Root>,
}

/// That a journal of `of` facts begins with the one of `since` facts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consistency {
    /// Facts then.
    pub since: u64,
    /// Facts now.
    pub of: u64,
    /// Hashes, in the order of RFC 6962.
    pub path: Vec<Root>,
}

impl Tree {
    /// Adds the digest of the next fact.
    pub fn push(&mut self, digest: Digest) {
        self.0.push(digest.0);
    }

    /// Facts so far.
    pub fn count(&self) -> u64 {
        self.0.len()
    }

    /// The root over all facts so far.
    pub fn root(&self) -> Root {
        Root((*self.0.root().as_bytes()).into())
    }

    /// Proves that fact `seq` is in this tree.
    pub fn inclusion(&self, seq: u64) -> Result<Inclusion, ProofError> {
        let at = seq.checked_sub(1).filter(|at| *at < self.count()).and_then(|at| usize::try_from(at).ok());
        let proof = self.0.prove_inclusion(at.ok_or(ProofError::Absent(seq))?);
        Ok(Inclusion { seq, of: self.count(), path: hashes(proof.as_bytes()) })
    }

    /// Proves that this tree begins with the one of the first `since` facts.
    pub fn consistency(&self, since: u64) -> Result<Consistency, ProofError> {
        let added = self.count().checked_sub(since).filter(|_| since > 0).ok_or(ProofError::Absent(since))?;
        let added = usize::try_from(added).map_err(|_| ProofError::Absent(since))?;
        Ok(Consistency { since, of: self.count(), path: hashes(self.0.prove_consistency(added).as_bytes()) })
    }
}

impl Inclusion {
    /// Whether the fact with this digest is in the journal with this root.
    pub fn check(&self, digest: Digest, root: Root) -> Result<(), ProofError> {
        let proof = InclusionProof::try_from_bytes(bytes(&self.path)).map_err(|_| ProofError::Refuted)?;
        let at = self.seq.checked_sub(1).ok_or(ProofError::Absent(self.seq))?;
        let root = known_root(root, self.of)?;
        root.verify_inclusion(&digest.0, at, &proof).map_err(|_| ProofError::Refuted)
    }
}

impl Consistency {
    /// Whether the journal with root `now` begins with the one with root `then`.
    pub fn check(&self, then: Root, now: Root) -> Result<(), ProofError> {
        let proof = ConsistencyProof::try_from_bytes(bytes(&self.path)).map_err(|_| ProofError::Refuted)?;
        if self.since == 0 || self.since > self.of {
            return Err(ProofError::Absent(self.since));
        }
        let (then, now) = (known_root(then, self.since)?, known_root(now, self.of)?);
        now.verify_consistency(&then, &proof).map_err(|_| ProofError::Refuted)
    }
}

/// The tree arithmetic underneath is defined for numbers below 2^62; a claim beyond that is no proof.
fn known_root(root: Root, count: u64) -> Result<RootHash<Sha256>, ProofError> {
    if count >> 62 != 0 { Err(ProofError::Refuted) } else { Ok(RootHash::new(root.0.into(), count)) }
}

fn hashes(proof: &[u8]) -> Vec<Root> {
    proof.as_chunks().0.iter().copied().map(Root).collect()
}

fn bytes(path: &[Root]) -> Vec<u8> {
    path.iter().flat_map(|hash| hash.0).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn digest(number: usize) -> Digest {
        Digest(sha256(&[&number.to_be_bytes()]))
    }

    fn tree(count: usize) -> Tree {
        let mut tree = Tree::default();
        (0..count).for_each(|number| tree.push(digest(number)));
        tree
    }

    #[test]
    fn the_frontier_has_the_root_of_the_tree_at_every_size() {
        let (mut frontier, mut tree) = (Frontier::default(), Tree::default());
        assert_eq!(frontier.root(), tree.root());
        for number in 0..300 {
            frontier.push(digest(number));
            tree.push(digest(number));
            assert_eq!(frontier.root(), tree.root(), "{number}");
        }
    }

    #[test]
    fn every_fact_is_proved_in_and_no_other_in_its_place() {
        for count in 1..20usize {
            let tree = tree(count);
            for at in 0..count {
                let proof = tree.inclusion(at as u64 + 1).unwrap();
                assert_eq!(proof.check(digest(at), tree.root()), Ok(()));
                assert_eq!(proof.check(digest(at + 1), tree.root()), Err(ProofError::Refuted));
            }
        }
    }

    #[test]
    fn growth_is_proved_from_every_earlier_size() {
        let now = tree(37);
        for since in 1..=37 {
            let proof = now.consistency(since).unwrap();
            let then = tree(usize::try_from(since).unwrap()).root();
            assert_eq!(proof.check(then, now.root()), Ok(()), "{since}");
            assert!(proof.check(tree(40).root(), now.root()).is_err(), "{since}");
        }
    }

    #[test]
    fn what_is_not_there_is_not_proved() {
        let tree = tree(5);
        assert_eq!(tree.inclusion(0), Err(ProofError::Absent(0)));
        assert_eq!(tree.inclusion(6), Err(ProofError::Absent(6)));
        assert_eq!(tree.consistency(0), Err(ProofError::Absent(0)));
        assert_eq!(tree.consistency(6), Err(ProofError::Absent(6)));
    }

    #[test]
    fn absurd_proofs_are_refused_without_a_panic() {
        let root = tree(5).root();
        for (seq, of) in [(0, 0), (0, 5), (1, 0), (u64::MAX, u64::MAX), (5, 1 << 62), (1, 5)] {
            assert!(Inclusion { seq, of, path: vec![] }.check(digest(0), root).is_err());
            assert!(Consistency { since: seq, of, path: vec![] }.check(root, root).is_err());
        }
    }
}
