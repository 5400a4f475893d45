//! Words for the library's closed lists, and for targets of the Sustainable Development Goals.

use library::search::Facet;
use library::{Group, Kind, NotCarried, PackState, Phase, Status, StillMissing};

use crate::say::Say;

/// Whether a pack runs a practice.
pub fn pack_state(say: Say, state: PackState) -> String {
    say.t(match state {
        PackState::Runs => "pack-runs",
        PackState::Partly => "pack-partly",
        PackState::Fails => "pack-fails",
        PackState::None => "pack-none",
    })
}

/// How a practice stands.
pub fn status(say: Say, status: Status) -> String {
    say.t(match status {
        Status::InForce => "status-in-force",
        Status::Ended => "status-ended",
        Status::Planned => "status-planned",
        Status::Proposed => "status-proposed",
        Status::Cited => "status-cited",
    })
}

/// What sort of thing a practice is.
pub fn kind(say: Say, kind: Kind) -> String {
    say.t(match kind {
        Kind::Rule => "kind-rule",
        Kind::Pathway => "kind-pathway",
        Kind::Message => "kind-message",
        Kind::Fund => "kind-fund",
        Kind::Training => "kind-training",
        Kind::Form => "kind-form",
        Kind::Matching => "kind-matching",
        Kind::Registry => "kind-registry",
        Kind::Indicator => "kind-indicator",
        Kind::Evidence => "kind-evidence",
        Kind::Library => "kind-library",
        Kind::Governance => "kind-governance",
        Kind::Other => "kind-other",
    })
}

/// When in a crisis a practice helps.
pub fn phase(say: Say, phase: Phase) -> String {
    say.t(match phase {
        Phase::Immediate => "phase-immediate",
        Phase::Recovery => "phase-recovery",
        Phase::LongTerm => "phase-long-term",
    })
}

/// What of a practice its pack does not run yet.
pub fn missing(say: Say, missing: StillMissing) -> String {
    say.t(match missing {
        StillMissing::Payment => "missing-payment",
        StillMissing::Steps => "missing-steps",
        StillMissing::Places => "missing-places",
        StillMissing::Movement => "missing-movement",
        StillMissing::Documents => "missing-documents",
        StillMissing::Rounds => "missing-rounds",
        StillMissing::Matching => "missing-matching",
        StillMissing::Agreement => "missing-agreement",
    })
}

/// That Onward cannot run a practice yet, because of what it is.
pub fn not_carried(say: Say, what: NotCarried) -> String {
    say.t(match what {
        NotCarried::Commitments => "not-carried-commitments",
        NotCarried::Pathways => "not-carried-pathways",
        NotCarried::Surveys => "not-carried-surveys",
        NotCarried::Campaigns => "not-carried-campaigns",
        NotCarried::Grants => "not-carried-grants",
        NotCarried::Courses => "not-carried-courses",
        NotCarried::Knowledge => "not-carried-knowledge",
        NotCarried::Registers => "not-carried-registers",
        NotCarried::Forms => "not-carried-forms",
        NotCarried::Matching => "not-carried-matching",
        NotCarried::Indicators => "not-carried-indicators",
    })
}

/// Whom a practice is for.
pub fn group(say: Say, group: Group) -> String {
    say.t(match group {
        Group::All => "whom-all",
        Group::Women => "whom-women",
        Group::Children => "whom-children",
        Group::Youth => "whom-youth",
        Group::Families => "whom-families",
        Group::Workers => "whom-workers",
        Group::HealthWorkers => "whom-health-workers",
        Group::Agriculture => "whom-agriculture",
        Group::Domestic => "whom-domestic",
        Group::Seafarers => "whom-seafarers",
        Group::Informal => "whom-informal",
        Group::Students => "whom-students",
        Group::Regular => "whom-regular",
        Group::Irregular => "whom-irregular",
        Group::AsylumSeekers => "whom-asylum-seekers",
        Group::Refugees => "whom-refugees",
        Group::Stateless => "whom-stateless",
        Group::Trafficked => "whom-trafficked",
        Group::Detained => "whom-detained",
        Group::Stranded => "whom-stranded",
        Group::Returnees => "whom-returnees",
        Group::NationalsAbroad => "whom-nationals-abroad",
        Group::Diaspora => "whom-diaspora",
        Group::Internal => "whom-internal",
        Group::Homeless => "whom-homeless",
        Group::Sogi => "whom-sogi",
        Group::Venezuelans => "whom-venezuelans",
        Group::Media => "whom-media",
    })
}

/// A way to narrow practices down.
pub fn facet(say: Say, facet: Facet) -> String {
    say.t(match facet {
        Facet::Pack => "library-pack",
        Facet::Status => "library-status",
        Facet::Kind => "library-kind",
        Facet::Group => "library-groups",
        Facet::Phase => "library-phase",
        Facet::Country => "library-countries",
        Facet::Objective => "library-objectives",
        Facet::Target => "library-targets",
    })
}

/// A value of a facet (of any but the country's, whose names the schema has); a code without a word shows itself.
pub fn value(say: Say, facet: Facet, value: &str) -> String {
    let words = match facet {
        Facet::Pack => {
            PackState::ALL.into_iter().find(|state| state.code() == value).map(|state| pack_state(say, state))
        }
        Facet::Status => Status::from_code(value).map(|value| status(say, value)),
        Facet::Kind => Kind::from_code(value).map(|value| kind(say, value)),
        Facet::Group => Group::from_code(value).map(|value| group(say, value)),
        Facet::Phase => Phase::from_code(value).map(|value| phase(say, value)),
        Facet::Country => None,
        Facet::Objective => {
            value.parse().ok().map(|number| format!("{value} {}", crate::words::objective(say, number)))
        }
        Facet::Target => Some(format!("{value} {}", target(say, value))),
    };
    words.unwrap_or_else(|| value.to_owned())
}

/// A target of the Sustainable Development Goals in a few words; none for one that the library does not name.
pub fn target(say: Say, target: &str) -> String {
    let key = match target {
        "1.3" => "target-1-3",
        "1.5" => "target-1-5",
        "2.1" => "target-2-1",
        "3.b" => "target-3-b",
        "3.c" => "target-3-c",
        "3.d" => "target-3-d",
        "3.3" => "target-3-3",
        "3.4" => "target-3-4",
        "3.7" => "target-3-7",
        "3.8" => "target-3-8",
        "4.b" => "target-4-b",
        "4.1" => "target-4-1",
        "4.3" => "target-4-3",
        "4.4" => "target-4-4",
        "4.5" => "target-4-5",
        "5.a" => "target-5-a",
        "5.b" => "target-5-b",
        "5.c" => "target-5-c",
        "5.1" => "target-5-1",
        "5.2" => "target-5-2",
        "5.3" => "target-5-3",
        "5.4" => "target-5-4",
        "5.5" => "target-5-5",
        "5.6" => "target-5-6",
        "6.1" => "target-6-1",
        "6.2" => "target-6-2",
        "8.3" => "target-8-3",
        "8.5" => "target-8-5",
        "8.7" => "target-8-7",
        "8.8" => "target-8-8",
        "8.10" => "target-8-10",
        "9.c" => "target-9-c",
        "9.5" => "target-9-5",
        "10.c" => "target-10-c",
        "10.2" => "target-10-2",
        "10.3" => "target-10-3",
        "10.4" => "target-10-4",
        "10.7" => "target-10-7",
        "11.1" => "target-11-1",
        "11.3" => "target-11-3",
        "16.a" => "target-16-a",
        "16.b" => "target-16-b",
        "16.2" => "target-16-2",
        "16.3" => "target-16-3",
        "16.4" => "target-16-4",
        "16.6" => "target-16-6",
        "16.7" => "target-16-7",
        "16.9" => "target-16-9",
        "16.10" => "target-16-10",
        "17.3" => "target-17-3",
        "17.9" => "target-17-9",
        "17.14" => "target-17-14",
        "17.16" => "target-17-16",
        "17.17" => "target-17-17",
        "17.18" => "target-17-18",
        _ => return String::new(),
    };
    say.t(key)
}

/// The systems that the dialogue names.
#[rustfmt::skip]
const SYSTEMS: [&str; 45] = [
    "system-S01", "system-S02", "system-S03", "system-S04", "system-S05",
    "system-S06", "system-S07", "system-S08", "system-S09", "system-S10",
    "system-S11", "system-S12", "system-S13", "system-S14", "system-S15",
    "system-S16", "system-S17", "system-S18", "system-S19", "system-S20",
    "system-S21", "system-S22", "system-S23", "system-S24", "system-S25",
    "system-S26", "system-S27", "system-S28", "system-S29", "system-S30",
    "system-S31", "system-S32", "system-S33", "system-S34", "system-S35",
    "system-S36", "system-S37", "system-S38", "system-S39", "system-S40",
    "system-S41", "system-S42", "system-S43", "system-S44", "system-S45",
];

/// A system of the dialogue in a few words.
pub fn system(say: Say, code: &str) -> String {
    SYSTEMS.iter().find(|key| key.ends_with(code)).map(|key| say.t(key)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::say::Tongue;

    #[test]
    fn everything_that_the_library_names_has_words() {
        let library = library::Library::shipped().unwrap();
        let say = Say { tongue: Tongue::Ar };
        for practice in &library.practices {
            practice.sdg.iter().for_each(|one| assert_ne!(target(say, one), "", "{one} of {}", practice.id));
        }
        for one in &library.recommendations {
            one.sdg.iter().for_each(|target| assert_ne!(super::target(say, target), "", "{target} of {}", one.id));
            assert_ne!(super::super::report::part(say, &one.part), one.part);
        }
    }
}
