//! Words for the closed lists of the product: verdicts, states, classes, objectives of the Global Compact.

use model::{Class, Compartment};
use rules::measure::{IfUnknown, Law};
use rules::read::citation::ILLUSTRATIVE;
use rules::verdict::{State, Verdict};

use crate::say::{Html, MessageArg, Say, escape};

/// The class of marks and panels that goes with a verdict that is kept back.
pub const KEPT: &str = "kept";

/// The mark of a verdict, or of a condition, that is kept back; a word always stands beside it.
pub const KEPT_MARK: &str = "–";

/// The class of marks and panels that goes with a verdict.
pub fn verdict_class(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Yes => "yes",
        Verdict::Needs => "ask",
        Verdict::No => "no",
    }
}

/// A verdict about a person, in words.
pub fn verdict(say: Say, verdict: Verdict) -> String {
    say.t(match verdict {
        Verdict::Yes => "verdict-yes",
        Verdict::Needs => "verdict-needs",
        Verdict::No => "verdict-no",
    })
}

/// What one condition would change, if it alone were met.
pub fn then(say: Say, verdict: Verdict) -> Option<String> {
    match verdict {
        Verdict::Yes => Some(say.t("then-yes")),
        Verdict::Needs => Some(say.t("then-needs")),
        Verdict::No => None,
    }
}

/// The mark of a verdict; a word always stands beside it.
pub fn verdict_mark(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Yes => "✓",
        Verdict::Needs => "?",
        Verdict::No => "×",
    }
}

/// Class and mark of a stop, and the state in words.
pub fn state(say: Say, state: State) -> (&'static str, &'static str, String) {
    match state {
        State::Met => ("yes", "✓", say.t("state-met")),
        State::NotMet => ("no", "×", say.t("state-not-met")),
        State::Unknown => ("ask", "?", say.t("state-open")),
        State::Presumed => ("presumed", "✓", say.t("state-presumed")),
    }
}

/// What a condition does with what is unknown.
pub fn if_unknown(say: Say, what: IfUnknown) -> String {
    say.t(match what {
        IfUnknown::PresumeYes => "if-unknown-presume",
        IfUnknown::Ask => "if-unknown-ask",
        IfUnknown::Refer => "if-unknown-refer",
    })
}

/// An objective of the Global Compact for Migration in a few words; none for a number it does not have.
pub fn objective(say: Say, number: u8) -> String {
    let key = match number {
        1 => "objective-1",
        2 => "objective-2",
        3 => "objective-3",
        4 => "objective-4",
        5 => "objective-5",
        6 => "objective-6",
        7 => "objective-7",
        8 => "objective-8",
        9 => "objective-9",
        10 => "objective-10",
        11 => "objective-11",
        12 => "objective-12",
        13 => "objective-13",
        14 => "objective-14",
        15 => "objective-15",
        16 => "objective-16",
        17 => "objective-17",
        18 => "objective-18",
        19 => "objective-19",
        20 => "objective-20",
        21 => "objective-21",
        22 => "objective-22",
        23 => "objective-23",
        _ => return String::new(),
    };
    say.t(key)
}

/// An objective of the Global Compact for Migration.
pub struct Objective {
    /// 1 to 23.
    pub number: u8,
    /// In a few words.
    pub name: String,
}

/// Objectives without repetition, in order.
pub fn objectives(numbers: impl Iterator<Item = u8>, say: Say) -> Vec<Objective> {
    let mut numbers: Vec<u8> = numbers.collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers.into_iter().map(|number| Objective { number, name: objective(say, number) }).collect()
}

/// The class of a field, in words.
pub fn class(say: Say, class: Class) -> String {
    say.t(match class {
        Class::Open => "class-open",
        Class::Personal => "class-personal",
        Class::Sealed => "class-sealed",
        Class::Protected(_) => "class-protected",
    })
}

/// A compartment, in words.
pub fn compartment(say: Say, compartment: Compartment) -> String {
    say.t(match compartment {
        Compartment::Gbv => "compartment-gbv",
        Compartment::Child => "compartment-child",
        Compartment::Trafficking => "compartment-trafficking",
        Compartment::Asylum => "compartment-asylum",
        Compartment::Health => "compartment-health",
        Compartment::Sogi => "compartment-sogi",
        Compartment::Biometric => "compartment-biometric",
        Compartment::Shelter => "compartment-shelter",
    })
}

/// What a measure works out, in words; a name that is none of the usual ones as the pack writes it.
pub fn computed(say: Say, name: &str) -> String {
    match name {
        "amount" => say.t("computed-amount"),
        "monthly" => say.t("computed-monthly"),
        "until" | "valid_until" | "extended_until" | "renewed_until" | "permit_until" => say.t("computed-until"),
        other => other.replace('_', " "),
    }
}

/// A role of the reviewed role table, in words.
pub fn role(say: Say, code: &str) -> String {
    let key = match code {
        "PE" => "role-pe",
        "HD" => "role-hd",
        "CW" => "role-cw",
        "SU" => "role-su",
        "OP" => "role-op",
        "FM" => "role-fm",
        "FC" => "role-fc",
        "AY" => "role-ay",
        "PA" => "role-pa",
        "DP" => "role-dp",
        "AD" => "role-ad",
        _ => return code.to_owned(),
    };
    say.t(key)
}

/// A length of time, in a unit by the word of files.
pub fn length(say: Say, n: i64, unit: &str) -> Html {
    let key = match unit {
        "hours" => "case-length-hours",
        "working_days" => "case-length-working-days",
        "weeks" => "case-length-weeks",
        "months" => "case-length-months",
        _ => "case-length-days",
    };
    say.rich(key, &[("n", MessageArg::Count(n.unsigned_abs()))])
}

/// Roles of the reviewed role table, one after another.
pub fn roles(say: Say, codes: &[String]) -> String {
    let named: Vec<String> = codes.iter().map(|code| role(say, code)).collect();
    named.join(&say.t("list-separator"))
}

/// A citation with the mark that says whether somebody compared it with the law.
pub struct Cited {
    /// The citation; none where the law is not known.
    pub cite: Option<Html>,
    /// Whether what is cited tells of a practice, and is no law.
    pub report: bool,
    /// Who compared it, and when.
    pub checked: Option<Html>,
}

impl Cited {
    /// The citation of a condition or of a parameter's row.
    pub fn of(say: Say, law: &Law) -> Self {
        let checked = law.checked.as_ref().map(|(by, on)| {
            let args = [("by", MessageArg::Text(by)), ("on", MessageArg::Day(*on))];
            say.rich("law-checked", &args)
        });
        Self { cite: cite(say, &law.cite), report: law.is_report(), checked }
    }
}

/// Citations one after another, as they are written; what was made up so that a rule can be tried says so.
fn cite(say: Say, cited: &str) -> Option<Html> {
    let part = |part: &str| match part {
        ILLUSTRATIVE => escape(&say.t("law-illustrative")),
        law => format!("<bdi>{}</bdi>", escape(law)),
    };
    let parts: Vec<String> = cited.split("; ").filter(|part| !part.is_empty()).map(part).collect();
    (!parts.is_empty()).then(|| Html::trusted(format!("<span>{}</span>", parts.join("; "))))
}
