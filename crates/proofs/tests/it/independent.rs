//! A second reading of a proof, with none of the crate's tools: base45, zlib and CBOR by hand, from their standards
//! (RFC 9285, 1950, 1951, 8949), so that the crate does not only agree with itself.

use crate::support::{SEED, claims, kid, proof};

#[derive(Debug, PartialEq)]
enum Item {
    Number(i64),
    Bytes(Vec<u8>),
    Text(String),
    List(Vec<Item>),
    Map(Vec<(Item, Item)>),
    Tagged(i64, Box<Item>),
    Flag(bool),
}

fn base45(text: &str) -> Vec<u8> {
    let alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
    let numbers: Vec<usize> = text.chars().map(|sign| alphabet.find(sign).unwrap()).collect();
    let group = |group: &[usize]| {
        let value = group.iter().rev().fold(0, |value, number| value * 45 + number);
        if group.len() == 3 { vec![value / 256, value % 256] } else { vec![value] }
    };
    numbers.chunks(3).flat_map(group).map(|byte| u8::try_from(byte).unwrap()).collect()
}

fn zlib(packed: &[u8]) -> Vec<u8> {
    assert_eq!((packed[0] & 15, (u32::from(packed[0]) * 256 + u32::from(packed[1])) % 31, packed[1] & 32), (8, 0, 0));
    assert_eq!(packed[2], 1, "one stored block, the last");
    let length = usize::from(packed[3]) + usize::from(packed[4]) * 256;
    assert_eq!((packed[3] ^ packed[5], packed[4] ^ packed[6]), (255, 255));
    let bytes = packed[7..7 + length].to_vec();
    let a = bytes.iter().map(|byte| u64::from(*byte)).sum::<u64>() + 1;
    let b = (1..=length).map(|to| 1 + bytes[..to].iter().map(|byte| u64::from(*byte)).sum::<u64>()).sum::<u64>();
    let adler = ((b % 65_521) << 16) | (a % 65_521);
    assert_eq!(packed[7 + length..], u32::try_from(adler).unwrap().to_be_bytes());
    bytes
}

fn cbor(bytes: &mut &[u8]) -> Item {
    let first = take(bytes, 1)[0];
    let number = match first & 31 {
        short @ 0..24 => u64::from(short),
        size @ 24..28 => {
            let number = take(bytes, 1 << (size - 24)).iter().fold(0, |number, byte| number << 8 | u64::from(*byte));
            let least = [24, 1 << 8, 1 << 16, 1 << 32][usize::from(size) - 24];
            assert!(number >= least, "the shortest form");
            number
        }
        other => panic!("{other}"),
    };
    let (count, signed) = (usize::try_from(number).unwrap(), i64::try_from(number).unwrap());
    match first >> 5 {
        0 => Item::Number(signed),
        1 => Item::Number(-1 - signed),
        2 => Item::Bytes(take(bytes, count).to_vec()),
        3 => Item::Text(String::from_utf8(take(bytes, count).to_vec()).unwrap()),
        4 => Item::List((0..count).map(|_| cbor(bytes)).collect()),
        5 => Item::Map((0..count).map(|_| (cbor(bytes), cbor(bytes))).collect()),
        6 => Item::Tagged(signed, Box::new(cbor(bytes))),
        _ => Item::Flag(number == 21),
    }
}

fn take<'a>(bytes: &mut &'a [u8], count: usize) -> &'a [u8] {
    let (taken, rest) = bytes.split_at(count);
    *bytes = rest;
    taken
}

fn whole(mut bytes: &[u8]) -> Item {
    let item = cbor(&mut bytes);
    assert!(bytes.is_empty());
    item
}

fn map(fields: Vec<(i64, Item)>) -> Item {
    Item::Map(fields.into_iter().map(|(key, item)| (Item::Number(key), item)).collect())
}

#[test]
fn a_proof_is_what_its_standards_say() {
    let bytes = zlib(&base45(proof().strip_prefix("OW1:").unwrap()));
    let Item::Tagged(18, list) = whole(&bytes) else { panic!() };
    let Item::List(parts) = *list else { panic!() };
    let [Item::Bytes(protected), unprotected, Item::Bytes(payload), Item::Bytes(signature)] = &parts[..] else {
        panic!()
    };
    assert_eq!(whole(protected), map(vec![(1, Item::Number(-7)), (4, Item::Bytes(kid(&SEED)))]));
    assert_eq!((unprotected, signature.len()), (&map(vec![]), 64));
    assert_eq!(whole(payload), expected());
}

fn expected() -> Item {
    let text = |text: &str| Item::Text(text.to_owned());
    let claims = claims();
    let content = map(vec![
        (1, text(&claims.reference)),
        (2, text(&claims.name)),
        (3, Item::Number(1990)),
        (4, text(&claims.effect.code)),
        (5, text(&claims.effect.words)),
        (6, text(&claims.law)),
        (7, Item::Number(20_881)),
        (8, text("status")),
        (9, Item::Flag(false)),
    ]);
    // 2026-09-05 and 2026-03-05, each at midnight in UTC.
    map(vec![
        (1, text(&claims.issuer)),
        (4, Item::Number(1_788_566_400)),
        (6, Item::Number(1_772_668_800)),
        (-798_749, content),
    ])
}
