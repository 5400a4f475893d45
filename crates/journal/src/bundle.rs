//! Bundles: a stretch of the journal as one stream, for backups and for exchange between instances.
//!
//! `magic, origin, tip before the first fact | length, fact, link, ... | 0, checkpoint`, nothing after. Everything
//! stays sealed; a bundle needs no key to be written, checked or passed on. The reader holds one fact at a time,
//! refuses lengths beyond its limits before reading them, and says at which byte and fact it stopped. What it
//! yields is chained to the start the bundle claims; that the claim is true is for the receiver to compare.

use std::io::{self, Read, Write};

use model::Id;

use crate::limits::MAX_FACT;
use crate::wire::{DecodeError, WireReader, WireWriter};
use crate::{BadFact, Checkpoint, Link, SealedFact, Stored, Tip, TipError, Verifier};

const MAGIC: &[u8; 16] = b"onward bundle 1\n";
const CHECKPOINT: usize = 16 + 8 + 32 + 32 + 8 + 32;
const SEQ_AND_LINK: usize = 8 + 32;

/// What a reader is willing to take.
#[derive(Debug, Clone, Copy)]
pub struct BundleLimits {
    /// Longest fact, in bytes.
    pub fact: usize,
    /// Most facts.
    pub facts: u64,
}

/// Whatever can be sealed, in any number.
impl Default for BundleLimits {
    fn default() -> Self {
        Self { fact: MAX_FACT, facts: u64::MAX }
    }
}

/// Why a bundle was not written.
#[derive(Debug, thiserror::Error)]
pub enum BundleWriteError {
    /// The medium failed.
    #[error("cannot write the bundle")]
    Io(#[from] io::Error),
    /// The fact handed in is longer than a bundle can say.
    #[error("fact too long")]
    TooLong,
    /// The fact handed in does not follow.
    #[error(transparent)]
    Tip(#[from] TipError),
    /// The link handed in with fact `seq` is not that of the chain.
    #[error("fact `{seq}`: link does not follow")]
    Link {
        /// Number of the fact.
        seq: u64,
    },
    /// The checkpoint is not of the last fact written.
    #[error("checkpoint is not of the last fact")]
    Checkpoint,
}

/// Why a bundle was refused, and where.
#[derive(Debug, thiserror::Error)]
#[error("byte {at}: {why}")]
pub struct BundleError {
    /// Offset of the refused item, from 0.
    pub at: u64,
    /// What is wrong.
    pub why: Refused,
}

/// What is wrong with a bundle.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    /// The medium failed.
    #[error("cannot read the bundle")]
    Io(io::Error),
    /// It ends inside an item.
    #[error("ends too early")]
    Truncated,
    /// Not a bundle, or of a version this program does not know.
    #[error("not a bundle of version 1")]
    Magic,
    /// A fact longer than the limit.
    #[error("a fact of `{0}` bytes, more than the limit")]
    FactTooLong(u32),
    /// More facts than the limit.
    #[error("more facts than the limit of `{0}`")]
    TooMany(u64),
    /// An item that is not in its one form.
    #[error(transparent)]
    Decode(DecodeError),
    /// A fact that does not follow.
    #[error(transparent)]
    Fact(BadFact),
    /// The checkpoint is not of the last fact, or of another instance.
    #[error("checkpoint does not agree with the facts")]
    Checkpoint,
    /// Bytes after the end.
    #[error("bytes after the end")]
    Trailing,
}

/// Writes a bundle, fact by fact.
pub struct BundleWriter<W> {
    out: W,
    origin: Id,
    tip: Tip,
}

impl<W: Write> BundleWriter<W> {
    /// Begins a bundle of the facts after `start`; for a backup that is the default tip.
    pub fn begin(mut out: W, origin: Id, start: Tip) -> Result<Self, BundleWriteError> {
        let mut head = WireWriter::default();
        head.raw(MAGIC);
        head.raw(&origin.0);
        start.write(&mut head);
        out.write_all(head.as_bytes())?;
        Ok(Self { out, origin, tip: start })
    }

    /// Adds the next fact with the link stored for it. A fact that does not follow is refused: a damaged journal
    /// does not become a backup that looks whole.
    pub fn fact(&mut self, bytes: &[u8], link: Link) -> Result<(), BundleWriteError> {
        let length = u32::try_from(bytes.len()).map_err(|_| BundleWriteError::TooLong)?;
        if self.tip.push(bytes)? != link {
            return Err(BundleWriteError::Link { seq: self.tip.seq() });
        }
        self.out.write_all(&length.to_be_bytes())?;
        self.out.write_all(bytes)?;
        Ok(self.out.write_all(&link.0)?)
    }

    /// Ends the bundle with a checkpoint of its last fact.
    pub fn finish(mut self, checkpoint: &Checkpoint) -> Result<W, BundleWriteError> {
        if checkpoint.origin != self.origin || !checkpoint.agrees(&self.tip) {
            return Err(BundleWriteError::Checkpoint);
        }
        let mut tail = WireWriter::default();
        tail.raw(&0u32.to_be_bytes());
        checkpoint.write(&mut tail);
        self.out.write_all(tail.as_bytes())?;
        self.out.flush()?;
        Ok(self.out)
    }
}

/// Reads a bundle, fact by fact. What was yielded is to be kept only once [`BundleReader::read`] has returned
/// `None`: before that the end may be missing.
pub struct BundleReader<R> {
    input: Counted<R>,
    limits: BundleLimits,
    origin: Id,
    start: Tip,
    verifier: Verifier,
    facts: u64,
    buffer: Vec<u8>,
    checkpoint: Option<Checkpoint>,
}

impl<R: Read> BundleReader<R> {
    /// Reads the head.
    pub fn open(input: R, limits: BundleLimits) -> Result<Self, BundleError> {
        let mut input = Counted { input, at: 0 };
        if input.array::<16>()? != *MAGIC {
            return Err(BundleError { at: 0, why: Refused::Magic });
        }
        let origin = Id(input.array()?);
        let start = input.tip()?;
        let verifier = Verifier::from(start.clone(), vec![]);
        Ok(Self { input, limits, origin, start, verifier, facts: 0, buffer: vec![], checkpoint: None })
    }

    /// The instance that wrote it.
    pub fn origin(&self) -> Id {
        self.origin
    }

    /// Where it claims to go on from: to be compared with what the receiver already holds.
    pub fn start(&self) -> &Tip {
        &self.start
    }

    /// The checkpoint, once all facts are read; its mark is for the holder of the key to check.
    pub fn checkpoint(&self) -> Option<&Checkpoint> {
        self.checkpoint.as_ref()
    }

    /// The next fact with its link, or `None` once the bundle has ended as it should.
    pub fn read(&mut self) -> Result<Option<(SealedFact, Link)>, BundleError> {
        if self.checkpoint.is_some() {
            return Ok(None);
        }
        let at = self.input.at;
        match u32::from_be_bytes(self.input.array()?) {
            0 => self.read_end().map(|()| None),
            length => self.read_fact(at, length).map(Some),
        }
    }

    fn read_fact(&mut self, at: u64, length: u32) -> Result<(SealedFact, Link), BundleError> {
        let refuse = |why| BundleError { at, why };
        if length as usize > self.limits.fact {
            return Err(refuse(Refused::FactTooLong(length)));
        }
        if self.facts >= self.limits.facts {
            return Err(refuse(Refused::TooMany(self.limits.facts)));
        }
        self.facts += 1;
        self.input.fill(length, &mut self.buffer)?;
        let link = Link(self.input.array()?);
        let fact = SealedFact::from_bytes(&self.buffer).map_err(|error| refuse(Refused::Decode(error)))?;
        let stored = Stored { seq: fact.seq, bytes: &self.buffer, link };
        self.verifier.push(stored).map_err(|bad| refuse(Refused::Fact(bad)))?;
        Ok((fact, link))
    }

    fn read_end(&mut self) -> Result<(), BundleError> {
        let at = self.input.at;
        let refuse = |at, why| Err(BundleError { at, why });
        let bytes: [u8; CHECKPOINT] = self.input.array()?;
        let checkpoint = match Checkpoint::read(&mut WireReader::new(&bytes)) {
            Ok(checkpoint) => checkpoint,
            Err(error) => return refuse(at, Refused::Decode(error)),
        };
        if checkpoint.origin != self.origin || !checkpoint.agrees(self.verifier.tip()) {
            return refuse(at, Refused::Checkpoint);
        }
        if !self.input.is_at_end()? {
            return refuse(self.input.at, Refused::Trailing);
        }
        self.checkpoint = Some(checkpoint);
        Ok(())
    }
}

/// A reader that knows where it is.
struct Counted<R> {
    input: R,
    at: u64,
}

impl<R: Read> Counted<R> {
    fn array<const N: usize>(&mut self) -> Result<[u8; N], BundleError> {
        let mut bytes = [0; N];
        self.input.read_exact(&mut bytes).map_err(|error| self.failed(error))?;
        self.at += N as u64;
        Ok(bytes)
    }

    /// Reads `length` bytes; takes no more memory than the input really delivers.
    fn fill(&mut self, length: u32, buffer: &mut Vec<u8>) -> Result<(), BundleError> {
        buffer.clear();
        let read = self.input.by_ref().take(u64::from(length)).read_to_end(buffer);
        match read {
            Ok(read) if read as u64 == u64::from(length) => self.at += u64::from(length),
            Ok(_) => return Err(BundleError { at: self.at, why: Refused::Truncated }),
            Err(error) => return Err(self.failed(error)),
        }
        Ok(())
    }

    fn tip(&mut self) -> Result<Tip, BundleError> {
        let at = self.at;
        let head: [u8; SEQ_AND_LINK] = self.array()?;
        let mut bytes = head.to_vec();
        let seq = head.first_chunk().map_or(0, |seq| u64::from_be_bytes(*seq));
        for _ in 0..seq.count_ones() {
            bytes.extend_from_slice(&self.array::<32>()?);
        }
        Tip::from_bytes(&bytes).map_err(|error| BundleError { at, why: Refused::Decode(error) })
    }

    fn is_at_end(&mut self) -> Result<bool, BundleError> {
        let mut one = [0; 1];
        loop {
            match self.input.read(&mut one) {
                Ok(read) => return Ok(read == 0),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(self.failed(error)),
            }
        }
    }

    fn failed(&self, error: io::Error) -> BundleError {
        let why = match error.kind() {
            io::ErrorKind::UnexpectedEof => Refused::Truncated,
            _ => Refused::Io(error),
        };
        BundleError { at: self.at, why }
    }
}
