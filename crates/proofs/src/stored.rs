//! The zlib layer, written in one way only: stored blocks, each as long as can be.
//!
//! Deflate has many streams for the same bytes, and some differ in one bit: a packed proof could be altered and still
//! say the same. It would also save little, 5 to 7 % of a proof of 300 to 400 bytes, of which a third is a signature.
//! So nothing is compressed; any inflater reads it, and what strangers hand us meets no decompressor, hence no bomb.

/// Deflate with a window of 32 kB, fastest: what zlib itself writes before stored blocks.
const HEADER: [u8; 2] = [0x78, 0x01];
/// Bytes that one stored block holds.
const BLOCK: usize = 65_535;

/// The zlib stream of bytes.
pub(crate) fn pack(bytes: &[u8]) -> Vec<u8> {
    let mut packed = HEADER.to_vec();
    let mut blocks = bytes.chunks(BLOCK).peekable();
    while let Some(block) = blocks.next() {
        let length = u16::try_from(block.len()).unwrap_or(u16::MAX);
        packed.push(u8::from(blocks.peek().is_none()));
        packed.extend(length.to_le_bytes());
        packed.extend((!length).to_le_bytes());
        packed.extend(block);
    }
    packed.extend(adler32(bytes).to_be_bytes());
    packed
}

/// The bytes of a zlib stream, if it is the one that [`pack`] makes of them.
pub(crate) fn unpack(packed: &[u8]) -> Option<Vec<u8>> {
    let mut rest = packed.strip_prefix(&HEADER)?;
    let mut bytes = Vec::with_capacity(rest.len());
    loop {
        let ([last, low, high, _, _], after) = rest.split_first_chunk()?;
        let (block, after) = after.split_at_checked(usize::from(u16::from_le_bytes([*low, *high])))?;
        bytes.extend(block);
        rest = after;
        if *last != 0 {
            break;
        }
    }
    (pack(&bytes) == packed).then_some(bytes)
}

fn adler32(bytes: &[u8]) -> u32 {
    let step = |(a, b): (u32, u32), byte: &u8| {
        let a = (a + u32::from(*byte)) % 65_521;
        (a, (b + a) % 65_521)
    };
    let (a, b) = bytes.iter().fold((1, 0), step);
    b << 16 | a
}
