//! The closed words of the library's files. A word that is not here is refused where it stands.

/// A closed list of words: the enum, its words in the files, and back.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($variant:ident = $code:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[expect(missing_docs, reason = "each variant is the word that it names")]
        pub enum $name { $($variant),+ }

        impl $name {
            /// Every word with what it stands for, in the order in which readers meet them.
            pub const ALL: &[(&str, Self)] = &[$(($code, Self::$variant)),+];

            /// Its word in the files.
            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }

            /// What a word stands for.
            pub fn from_code(code: &str) -> Option<Self> {
                Self::ALL.iter().find(|(word, _)| *word == code).map(|(_, value)| *value)
            }
        }
    };
}

words! {
    /// How a practice stands, as the report gives it.
    Status { InForce = "in_force", Ended = "ended", Planned = "planned", Proposed = "proposed", Cited = "cited" }
}

words! {
    /// What sort of thing a practice is.
    Kind {
        Rule = "rule", Pathway = "pathway", Message = "message", Fund = "fund", Training = "training", Form = "form",
        Matching = "matching", Registry = "registry", Indicator = "indicator", Evidence = "evidence",
        Library = "library", Governance = "governance", Other = "other",
    }
}

words! {
    /// When in a crisis a practice helps.
    Phase { Immediate = "immediate", Recovery = "recovery", LongTerm = "long_term" }
}

words! {
    /// Whom a practice is for.
    Group {
        All = "all", Women = "women", Children = "children", Youth = "youth", Families = "families",
        Workers = "workers", HealthWorkers = "health_workers", Agriculture = "agriculture", Domestic = "domestic",
        Seafarers = "seafarers", Informal = "informal", Students = "students", Regular = "regular",
        Irregular = "irregular", AsylumSeekers = "asylum_seekers", Refugees = "refugees", Stateless = "stateless",
        Trafficked = "trafficked", Detained = "detained", Stranded = "stranded", Returnees = "returnees",
        NationalsAbroad = "nationals_abroad", Diaspora = "diaspora", Internal = "internal", Homeless = "homeless",
        Sogi = "sogi", Venezuelans = "venezuelans", Media = "media",
    }
}

words! {
    /// A part of the report.
    Place {
        Introduction = "introduction", Proceedings = "proceedings", KeyMessages = "key messages",
        Section1 = "section 1", Section2 = "section 2", Section3 = "section 3", Section4 = "section 4",
        Section5 = "section 5", Section6 = "section 6", Conclusions = "conclusions", WayForward = "way forward",
    }
}

words! {
    /// What a practice consists of besides its rule and a pack does not run yet.
    StillMissing {
        Payment = "payment", Steps = "steps", Places = "places", Movement = "movement", Documents = "documents",
        Rounds = "rounds", Matching = "matching", Agreement = "agreement",
    }
}

words! {
    /// Reasons that are about packs and not about the practice: what it is, and packs do not carry yet. All others are a
    /// practice's own.
    NotCarried {
        Commitments = "a commitment or body; packs do not carry commitments yet",
        Pathways = "steps with deadlines; no pack carries them yet",
        Surveys = "a study or data collection; packs do not carry surveys yet",
        Campaigns = "a message to many; packs do not carry campaigns yet",
        Grants = "money given by call and decision; packs do not carry grants yet",
        Courses = "courses and places; nobody has written its pack yet",
        Knowledge = "knowledge shared; this library is the beginning of it",
        Registers = "a register of records; packs do not carry registers of their own yet",
        Forms = "a form that people fill in; packs do not carry forms yet",
        Matching = "people and openings matched; packs do not carry matching yet",
        Indicators = "a figure followed over time; packs do not carry indicators yet",
    }
}

words! {
    /// Whose recommendation it is.
    Voice {
        Official = "official", SideEvent = "side_event", KeyMessage = "key_message", Conclusion = "conclusion",
        Speaker = "speaker", Floor = "floor",
    }
}

words! {
    /// Whom a recommendation asks; `not_named` where the report asks nobody in particular.
    Addressee {
        Governments = "governments", Stakeholders = "stakeholders", PrivateSector = "private_sector", Iom = "iom",
        InternationalOrganizations = "international_organizations",
        InternationalCommunity = "international_community", CountriesOfOrigin = "countries_of_origin",
        HostCountries = "host_countries", LocalAuthorities = "local_authorities", NotNamed = "not_named",
    }
}
