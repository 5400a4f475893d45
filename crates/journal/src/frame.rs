//! What stands inside a part: frames, one for what is in no compartment and one for each compartment, then zeros.
//!
//! `frames | (compartment, length, bodies) ...`; the bodies of a compartment are sealed. A body is preceded by its length,
//! so that one written by a newer program is told as such and hides none behind it. Buckets are 1,024 bytes times a power
//! of two up to 64 KiB, then multiples of 64 KiB: a registration, a report of violence and a sign-in look alike, and
//! whether somebody has something in a compartment does not move what is usual from one bucket to the next.

use model::Compartment;
use zeroize::Zeroizing;

use crate::cipher::{self, NONCE, TAG};
use crate::coded::Coded;
use crate::opened::Broken;
use crate::wire::{DecodeError, Malformed, WireReader, WireWriter};
use crate::{Body, Key};

/// Heads are padded to multiples of this: the envelope of a desk, of an import and of a sign-in fit one.
pub(crate) const HEAD_BUCKET: usize = 320;
const LEAST: usize = 1024;
const STEP: usize = 64 << 10;

/// The length to which content of `len` bytes is padded.
pub(crate) fn bucket(len: usize) -> usize {
    match len {
        0..=LEAST => LEAST,
        _ if len <= STEP => len.next_power_of_two(),
        _ => len.next_multiple_of(STEP),
    }
}

/// The bodies of one compartment, or of none, as they are written; once, for their length is asked for more than once.
pub(crate) struct Frame {
    pub compartment: Option<Compartment>,
    content: Zeroizing<Vec<u8>>,
}

impl Frame {
    /// Without bodies yet.
    pub fn of(compartment: Option<Compartment>) -> Self {
        Self { compartment, content: Zeroizing::default() }
    }

    /// Adds a body behind those that are there.
    pub fn add(&mut self, body: &Body) {
        let mut one = WireWriter::with_capacity(LEAST);
        body.put(&mut one);
        let mut content = WireWriter::over(std::mem::take(&mut self.content));
        content.bytes(one.as_bytes());
        self.content = Zeroizing::new(content.into_bytes());
    }

    /// Bytes of all frames of a part, before padding.
    pub fn length(frames: &[Self]) -> usize {
        let mut to = Count::default();
        to.number(frames.len());
        for frame in frames {
            let tag = if frame.compartment.is_some() { TAG } else { 0 };
            let content = frame.content.len() + tag;
            to.0 += if frame.compartment.is_some() { 2 } else { 1 };
            to.number(content);
            to.0 += content;
        }
        to.0
    }

    /// Appends the frame; `inner` seals one of a compartment.
    pub fn put(mut self, to: &mut WireWriter, inner: Option<(&Key, &[u8; NONCE])>, bound: &[u8]) -> Option<()> {
        if let Some((key, nonce)) = inner {
            cipher::encrypt_inner(key, nonce, bound, &mut self.content)?;
        }
        self.compartment.put(to);
        to.bytes(&self.content);
        Some(())
    }
}

/// Counts what would be written.
#[derive(Default)]
struct Count(usize);

impl Count {
    /// Seven bits a byte.
    fn number(&mut self, value: usize) {
        self.0 += ((value.max(1).ilog2() / 7) + 1) as usize;
    }
}

/// Compartment and content of a frame; sealed where it is a compartment's.
pub(crate) type ReadFrame<'a> = (Option<Compartment>, &'a [u8]);

/// The frames of a part.
pub(crate) fn read_frames(plain: &[u8]) -> Result<Vec<ReadFrame<'_>>, DecodeError> {
    let mut from = WireReader::new(plain);
    let count = from.count(plain.len())?;
    let frames = (0..count).map(|_| Ok((Coded::take(&mut from)?, from.bytes(plain.len())?)));
    let frames = frames.collect::<Result<_, DecodeError>>()?;
    let padding = from.rest();
    if padding.iter().all(|byte| *byte == 0) { Ok(frames) } else { from.fail(Malformed::Trailing) }
}

/// The bodies of a frame, each read or not.
pub(crate) fn read_bodies(content: &[u8]) -> Vec<Result<Body, Broken>> {
    let mut from = WireReader::new(content);
    let mut bodies = vec![];
    while !from.rest().is_empty() {
        let Ok(one) = from.bytes(content.len()) else {
            bodies.push(Err(Broken::Malformed));
            break;
        };
        bodies.push(read_body(one));
    }
    bodies
}

fn read_body(bytes: &[u8]) -> Result<Body, Broken> {
    let mut from = WireReader::new(bytes);
    match Body::take(&mut from).and_then(|body| from.end().map(|()| body)) {
        Ok(body) => Ok(body),
        Err(DecodeError { why: Malformed::Kind(kind), .. }) => Err(Broken::Newer { kind }),
        Err(_) => Err(Broken::Malformed),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn buckets_grow_by_powers_of_two_then_by_steps() {
        let expected = [(0, 1024), (1024, 1024), (1025, 2048), (65_536, 65_536), (65_537, 131_072), (140_000, 196_608)];
        for (len, padded) in expected {
            assert_eq!(bucket(len), padded, "{len}");
        }
    }

    #[test]
    fn a_body_of_a_newer_program_is_named_and_hides_none_behind_it() {
        let mut content = WireWriter::default();
        content.bytes(&[0xe7, 0x07, 1, 2, 3]);
        let mut known = WireWriter::default();
        Body::SignIn { ok: true }.put(&mut known);
        content.bytes(known.as_bytes());
        let bodies = read_bodies(content.as_bytes());
        assert_eq!(bodies, [Err(Broken::Newer { kind: 999 }), Ok(Body::SignIn { ok: true })]);
    }

    #[test]
    fn the_length_of_frames_is_that_of_what_is_written() {
        let bodies = [Body::SignIn { ok: true }, Body::Searched { found: 7_000 }];
        let frame = |compartment, count| {
            let mut frame = Frame::of(compartment);
            bodies.iter().cycle().take(count).for_each(|body| frame.add(body));
            frame
        };
        for frames in [vec![frame(None, 2)], vec![frame(None, 0), frame(Some(Compartment::Gbv), 90)]] {
            let (length, key) = (Frame::length(&frames), Key::from_bytes([1; 32]));
            let mut to = WireWriter::default();
            to.count(frames.len());
            for frame in frames {
                let inner = frame.compartment.map(|_| (&key, &[0; NONCE]));
                frame.put(&mut to, inner, b"").unwrap();
            }
            assert_eq!(length, to.as_bytes().len());
        }
    }

    #[test]
    fn what_is_no_part_is_refused() {
        assert!(read_frames(&[1, 0, 200, 1]).is_err(), "longer than it is");
        assert!(read_frames(&[1, 1, 77, 0]).is_err(), "no such compartment");
        assert!(read_frames(&[0, 0, 1]).is_err(), "padding that says something");
        assert_eq!(read_bodies(&[5, 1]), [Err(Broken::Malformed)]);
    }
}
