//! What stands inside a seal: a body with its version, framed and padded.
//!
//! Frame: `compartment u8, length u32, content, zeros` up to the next bucket. Buckets are 256 bytes times a power
//! of two up to 64 KiB, then multiples of 64 KiB: what length still tells is the bucket, so that a report of
//! violence, a registration and a sign-in look alike. Content: `version u16, JSON of the body`. A body written
//! by a newer program is reported as such and never dropped; older versions are raised to today's here.

use crate::Body;
use crate::open::Broken;

/// The newest version of bodies. A variant keeps the version in which it came; adding one raises this.
pub(crate) const BODY_VERSION: u16 = 2;
/// Bytes of a frame before its content.
pub(crate) const FRAME_HEAD: usize = 5;

const LEAST: usize = 256;
const STEP: usize = 64 << 10;

/// The bucket into which a frame of `len` bytes is padded.
pub(crate) fn bucket(len: usize) -> usize {
    match len {
        0..=LEAST => LEAST,
        _ if len <= STEP => len.next_power_of_two(),
        _ => len.next_multiple_of(STEP),
    }
}

/// The version in which a variant came, so that older programs go on reading whatever they know.
fn version_of(body: &Body) -> u16 {
    match body {
        Body::PackProposed(..) | Body::ProposalDecided { .. } => 2,
        _ => 1,
    }
}

/// Appends version and body.
pub(crate) fn write_body(body: &Body, into: &mut Vec<u8>) -> Result<(), serde_json::Error> {
    into.extend_from_slice(&version_of(body).to_be_bytes());
    serde_json::to_writer(into, body)
}

/// Reads version and body.
pub(crate) fn read_body(content: &[u8]) -> Result<Body, Broken> {
    let (version, json) = content.split_first_chunk().ok_or(Broken::Malformed)?;
    match u16::from_be_bytes(*version) {
        0 => Err(Broken::Malformed),
        1..=BODY_VERSION => serde_json::from_slice(json).map_err(|_| Broken::Malformed),
        version => Err(Broken::Newer { version }),
    }
}

/// Completes the frame that starts at `start` of `buffer`, whose head is still blank, and pads it.
/// Yields nothing where the content is longer than a frame can say.
pub(crate) fn close_frame(buffer: &mut Vec<u8>, start: usize, compartment: u8) -> Option<()> {
    let frame = buffer.len().checked_sub(start)?;
    let length = u32::try_from(frame.checked_sub(FRAME_HEAD)?).ok()?;
    let (tag, rest) = buffer.get_mut(start..)?.split_first_mut()?;
    *tag = compartment;
    *rest.first_chunk_mut()? = length.to_be_bytes();
    buffer.resize(start + bucket(frame), 0);
    Some(())
}

/// Compartment tag and content of a padded frame.
pub(crate) fn read_frame(frame: &[u8]) -> Option<(u8, &[u8])> {
    let (compartment, rest) = frame.split_first()?;
    let (length, rest) = rest.split_first_chunk()?;
    let length = usize::try_from(u32::from_be_bytes(*length)).ok()?;
    let (content, padding) = rest.split_at_checked(length)?;
    padding.iter().all(|byte| *byte == 0).then_some((*compartment, content))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn buckets_grow_by_powers_of_two_then_by_steps() {
        let expected = [(0, 256), (256, 256), (257, 512), (65_536, 65_536), (65_537, 131_072), (140_000, 196_608)];
        for (len, padded) in expected {
            assert_eq!(bucket(len), padded, "{len}");
        }
    }

    #[test]
    fn a_body_of_a_newer_version_is_named_and_not_dropped() {
        let mut content = vec![];
        write_body(&Body::SignIn { ok: true }, &mut content).unwrap();
        assert_eq!(read_body(&content), Ok(Body::SignIn { ok: true }));
        content[1] = 9;
        assert_eq!(read_body(&content), Err(Broken::Newer { version: 9 }));
    }

    #[test]
    fn a_body_bears_the_version_in_which_its_kind_came() {
        let decided = Body::ProposalDecided { proposal: model::Id([1; 16]), approved: true, reason: "agreed".into() };
        for (body, version) in [(Body::Searched { found: 1 }, 1), (decided, 2)] {
            let mut content = vec![];
            write_body(&body, &mut content).unwrap();
            assert_eq!((content[1], read_body(&content)), (version, Ok(body)));
        }
    }

    #[test]
    fn what_is_no_body_is_refused() {
        for bad in [&b""[..], b"\0", b"\0\0{}", b"\0\x01{}", b"\0\x01{\"kind\":\"rumour\"}"] {
            assert_eq!(read_body(bad), Err(Broken::Malformed));
        }
    }

    #[test]
    fn a_frame_with_something_in_its_padding_is_refused() {
        let mut frame = vec![0; FRAME_HEAD];
        frame.extend_from_slice(b"content");
        close_frame(&mut frame, 0, 3).unwrap();
        assert_eq!(frame.len(), 256);
        assert_eq!(read_frame(&frame), Some((3, &b"content"[..])));
        *frame.last_mut().unwrap() = 1;
        assert_eq!(read_frame(&frame), None);
    }
}
