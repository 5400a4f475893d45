//! Words for the report itself: its parts and paragraphs, and whom its recommendations ask.

use library::{Addressee, Passage, Place};

use crate::say::{Html, MessageArg, Say};

/// Whom a recommendation asks.
pub fn addressee(say: Say, to: Addressee) -> String {
    say.t(match to {
        Addressee::Governments => "to-governments",
        Addressee::Stakeholders => "to-stakeholders",
        Addressee::PrivateSector => "to-private-sector",
        Addressee::Iom => "to-iom",
        Addressee::InternationalOrganizations => "to-international-organizations",
        Addressee::InternationalCommunity => "to-international-community",
        Addressee::CountriesOfOrigin => "to-countries-of-origin",
        Addressee::HostCountries => "to-host-countries",
        Addressee::LocalAuthorities => "to-local-authorities",
        Addressee::NotNamed => "to-not-named",
    })
}

/// A paragraph of the report, with the pages of its part.
pub fn passage(say: Say, passage: Passage) -> Html {
    let (part, pages) = (place(say, passage.place), passage.place.pages());
    let number = |number: u16| MessageArg::Count(u64::from(number));
    let named = [
        ("part", MessageArg::Text(&part)),
        ("paragraph", number(passage.paragraph)),
        ("first", number(*pages.start())),
        ("last", number(*pages.end())),
    ];
    say.rich("passage", &named)
}

/// A part of the report.
pub fn place(say: Say, place: Place) -> String {
    say.t(match place {
        Place::Introduction => "place-introduction",
        Place::Proceedings => "place-proceedings",
        Place::KeyMessages => "place-key-messages",
        Place::Section1 => "place-section-1",
        Place::Section2 => "place-section-2",
        Place::Section3 => "place-section-3",
        Place::Section4 => "place-section-4",
        Place::Section5 => "place-section-5",
        Place::Section6 => "place-section-6",
        Place::Conclusions => "place-conclusions",
        Place::WayForward => "place-way-forward",
    })
}

/// A part of the report in which recommendations stand; one without a word shows its name.
pub fn part(say: Say, part: &str) -> String {
    let key = match part {
        "section-1" => "place-section-1",
        "section-2" => "place-section-2",
        "section-3" => "place-section-3",
        "section-4" => "place-section-4",
        "section-5" => "place-section-5",
        "section-6" => "place-section-6",
        "side-event-women-health" => "part-side-event",
        "speakers" => "part-speakers",
        "floor" => "part-floor",
        "key-messages" => "place-key-messages",
        "conclusions" => "place-conclusions",
        "way-forward-compact" => "part-compact",
        "way-forward-hardship" => "part-hardship",
        "way-forward-mobility" => "part-mobility",
        "way-forward-narrative" => "part-narrative",
        "way-forward-protection" => "part-protection",
        _ => return part.to_owned(),
    };
    say.t(key)
}
