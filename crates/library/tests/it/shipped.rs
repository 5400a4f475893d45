//! The shipped library is sound, and says of its packs what their tests say.

use std::collections::{BTreeMap, BTreeSet};

use library::{Addressee, Carried, Checked, Library, NotCarried, PackState, Place, Status, Voice};
use packs::{LoadOptions, Source};

#[test]
fn the_shipped_library_has_no_problem() {
    let library = Library::shipped().unwrap_or_else(|problems| panic!("{problems}"));
    assert_eq!(library.codes.gcm.keys().copied().collect::<Vec<_>>(), (1..=23).collect::<Vec<_>>());
    assert_eq!(library.codes.sdg.keys().copied().collect::<Vec<_>>(), (1..=17).collect::<Vec<_>>());
}

/// The report has 24 recommendations in its six sections and 29 on the way forward, six key messages, six conclusions,
/// and ten points of the side event.
#[test]
fn the_library_has_every_recommendation_of_the_report_with_whom_it_asks() {
    let library = Library::shipped().unwrap();
    let count = |voice| library.recommendations.iter().filter(|one| one.voice == voice).count();
    let counts = [Voice::Official, Voice::SideEvent, Voice::KeyMessage, Voice::Conclusion].map(count);
    assert_eq!(counts, [53, 10, 6, 6]);
    assert_eq!([Voice::Speaker, Voice::Floor].map(count), [53, 51], "counted in library/recommendations");
    for one in &library.recommendations {
        assert!(!one.to.is_empty() && !one.passages.is_empty() && !one.systems.is_empty(), "{}", one.id);
        assert!(one.to.len() == 1 || !one.to.contains(&Addressee::NotNamed), "{}", one.id);
    }
}

/// The 24 in the sections say themselves whom they ask.
#[test]
fn recommendations_of_the_sections_ask_somebody_and_no_paragraph_twice() {
    let library = Library::shipped().unwrap();
    let official: Vec<_> = library.recommendations.iter().filter(|one| one.voice == Voice::Official).collect();
    let passages: BTreeSet<_> = official.iter().flat_map(|one| &one.passages).collect();
    assert_eq!(passages.len(), 53);
    let sections = official.iter().filter(|one| one.part.starts_with("section-"));
    let named = sections.filter(|one| !one.to.contains(&Addressee::NotNamed)).count();
    assert_eq!(named, 24);
}

#[test]
fn parts_of_the_report_follow_each_other_without_a_gap() {
    let pages: Vec<_> = Place::ALL.iter().map(|(_, place)| place.pages()).collect();
    for pair in pages.windows(2) {
        assert_eq!(*pair[0].end() + 1, *pair[1].start());
    }
    assert_eq!((*pages[0].start(), *pages[10].end()), (3, 82));
}

/// Fingerprints of four words each, by passage (`report.fingerprints` says how they are made).
fn fingerprints() -> BTreeMap<&'static str, BTreeSet<u16>> {
    let lines = include_str!("../report.fingerprints").lines().filter(|line| !line.starts_with('#'));
    let hex = |digits: &str| -> BTreeSet<u16> {
        let fours = digits.as_bytes().chunks(4).map(|four| std::str::from_utf8(four).unwrap());
        fours.map(|four| u16::from_str_radix(four, 16).unwrap()).collect()
    };
    lines.map(|line| line.split_once(": ").unwrap()).map(|(passage, digits)| (passage, hex(digits))).collect()
}

fn fingerprint(words: &[String]) -> u16 {
    let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    let hash = words.join(" ").bytes().fold(0xcbf2_9ce4_8422_2325, step);
    u16::try_from((hash ^ (hash >> 16) ^ (hash >> 32) ^ (hash >> 48)) & 0xffff).unwrap()
}

/// Whether words stand in a passage one after the other, as far as fingerprints tell.
fn stands(words: &str, passage: &BTreeSet<u16>) -> bool {
    let lower = words.to_lowercase();
    let parts = lower.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    let parts: Vec<String> = parts.map(str::to_owned).collect();
    parts.len() >= 4 && parts.windows(4).all(|four| passage.contains(&fingerprint(four)))
}

#[test]
fn every_practice_is_quoted_word_for_word_from_its_first_passage() {
    let report = fingerprints();
    for practice in &Library::shipped().unwrap().practices {
        let passage = practice.passages.first().unwrap().to_string();
        let stated = report.get(passage.as_str()).unwrap_or_else(|| panic!("{}: {passage}", practice.id));
        for piece in practice.quote.split(" … ") {
            assert!(stands(piece, stated), "{}: {passage} does not say {piece:?}", practice.id);
        }
        assert!(practice.quote.split_whitespace().count() <= 45, "{}: quoted at length", practice.id);
    }
}

/// Of figures with fewer words the fingerprints say nothing.
#[test]
fn figures_are_quoted_word_for_word_from_a_passage() {
    let report = fingerprints();
    let mut long = 0;
    for practice in &Library::shipped().unwrap().practices {
        let passages: Vec<_> = practice.passages.iter().map(|one| &report[one.to_string().as_str()]).collect();
        for figure in practice.figures.iter().filter(|figure| figure.split_whitespace().count() >= 4) {
            assert!(passages.iter().any(|passage| stands(figure, passage)), "{}: {figure}", practice.id);
            long += 1;
        }
    }
    assert!(long >= 20, "{long}");
}

#[test]
fn a_quotation_with_one_word_changed_or_left_out_is_found_out() {
    let report = fingerprints();
    let passage = &report["section 4 paragraph 26"];
    assert!(stands("had decided automatically to renew immigration permits", passage));
    assert!(!stands("had decided automatically to renew all immigration permits", passage));
    assert!(!stands("had decided to renew immigration permits", passage));
    assert!(!stands("had decided automatically to renew immigration permits", &report["section 5 paragraph 19"]));
}

/// Reported speech in the past is not an end, and a plan is not a service.
#[test]
fn statuses_are_what_the_sentences_say() {
    let library = Library::shipped().unwrap();
    for (id, status) in [
        ("portugal/pending-counts-as-regular", Status::InForce),
        ("qatar/shelters", Status::InForce),
        ("egypt/violence-project", Status::InForce),
        ("ireland/media-academy", Status::InForce),
        ("philippines/contact-tracers", Status::InForce),
        ("canada/front-line-residence", Status::Planned),
        ("who/apart-together-survey", Status::Planned),
        ("azerbaijan/equality-in-law", Status::Proposed),
        ("algeria/trafficking-agreements", Status::Proposed),
        ("african-union/agenda-2063", Status::Cited),
        ("security-council/resolution-2532", Status::Cited),
        ("chile/repatriation", Status::Ended),
    ] {
        assert_eq!(library.practice(id).unwrap().status, status, "{id}");
    }
}

/// What is about packs and not about the practice has words for readers; a reason in other words would show them jargon.
#[test]
fn reasons_about_packs_are_the_few_that_readers_have_words_for() {
    let library = Library::shipped().unwrap();
    let reasons: BTreeSet<&str> = library
        .practices
        .iter()
        .filter_map(|one| match &one.carried {
            Carried::Not(reason) => Some(reason.as_str()),
            Carried::By { .. } => None,
        })
        .collect();
    for reason in reasons.iter().filter(|reason| reason.contains("packs")) {
        assert!(NotCarried::from_code(reason).is_some(), "{reason}");
    }
    let unused: Vec<&str> =
        NotCarried::ALL.iter().map(|(reason, _)| *reason).filter(|reason| !reasons.contains(reason)).collect();
    assert_eq!(unused, Vec::<&str>::new());
}

/// What one sentence says of several practices at once it says of all alike.
#[test]
fn one_sentence_has_one_status() {
    let library = Library::shipped().unwrap();
    let mut quoted: BTreeMap<&str, (Status, &str)> = BTreeMap::new();
    for one in &library.practices {
        let (status, first) = *quoted.entry(&one.quote).or_insert((one.status, &one.id));
        assert_eq!(status, one.status, "{first} and {}", one.id);
    }
}

#[test]
fn countries_of_the_library_are_countries() {
    let packs = packs::load(&[], &LoadOptions::default()).unwrap();
    let countries = packs.schema.lists().iter().find(|list| list.name == "countries").unwrap();
    let known: BTreeSet<&str> = countries.listed().iter().map(|code| code.code.as_str()).collect();
    for practice in &Library::shipped().unwrap().practices {
        practice.iso3.iter().for_each(|code| assert!(known.contains(code.as_str()), "{}: {code}", practice.id));
    }
}

#[test]
fn practices_run_where_shipped_packs_cite_them() {
    let checked = Checked::shipped().unwrap();
    let (_, held) = checked.practice("portugal/pending-counts-as-regular").unwrap();
    assert_eq!((held.state, held.reason.as_str()), (PackState::Runs, ""));
    let (_, held) = checked.practice("bangladesh/cash-on-return").unwrap();
    assert_eq!((held.state, held.reason.as_str()), (PackState::Partly, "missing: payment"));
    let shipped = Source::shipped_names();
    for (practice, held) in checked.practices() {
        match practice.pack() {
            None => assert_eq!(held.state, PackState::None, "{}", practice.id),
            Some(pack) if !shipped.iter().any(|name| name == pack) => assert_eq!(held.state, PackState::Fails),
            Some(_) => assert_ne!(held.state, PackState::None, "{}", practice.id),
        }
        assert_eq!(held.state == PackState::Runs, held.reason.is_empty(), "{}", practice.id);
        assert!(held.state != PackState::Runs || practice.missing().is_empty(), "{}", practice.id);
    }
}

/// A test that cites a practice which does not exist would stand for nothing.
#[test]
fn packs_cite_practices_that_exist() {
    let library = Library::shipped().unwrap();
    let sources: Vec<Source> = Source::shipped_names().iter().filter_map(|name| Source::shipped(name)).collect();
    let packs = packs::load(&sources, &LoadOptions::default()).unwrap();
    let tests = packs.packs.iter().flat_map(|pack| &pack.measures).flat_map(|measure| &measure.tests);
    for cited in tests.flat_map(|test| &test.cites) {
        assert!(library.practice(cited).is_some(), "{cited}");
    }
}
