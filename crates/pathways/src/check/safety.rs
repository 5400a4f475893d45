//! What would tell on somebody: protected data in an open case, a referral without a protocol or consent, a message that
//! others could read, a door to whoever decides on stay.

use model::{Class, Compartment};

use super::Check;
use crate::pathway::Item;

/// Kinds of service behind which stands somebody who decides on stay, detention or removal.
const DECIDES_ON_STAY: [&str; 8] = [
    "border_control",
    "border_police",
    "deportation",
    "detention",
    "immigration_authority",
    "immigration_enforcement",
    "removal",
    "return_decision",
];

/// Groups of fields by which stay is decided.
const STAY: [&str; 3] = ["stay.", "permit.", "application."];

/// How words begin that tell on whoever gets them.
const TELLING: [&str; 15] = [
    "abus",
    "asile",
    "asilo",
    "asylum",
    "deport",
    "detention",
    "gbv",
    "hiv",
    "polic",
    "rape",
    "refug",
    "sexual",
    "survivor",
    "traffick",
    "violen",
];

impl Check<'_, '_> {
    pub(super) fn referrals(&mut self) {
        let pathway = self.pathway;
        for item in &pathway.items {
            if let Some(referral) = item.referral() {
                let id = &item.id;
                if referral.isp.is_none() {
                    let message = format!("`{id}` shares data under no protocol");
                    self.error(item.at, "referral-without-protocol", message).help("name one by `isp`");
                }
                if !referral.consent {
                    self.without_consent(item);
                }
                if DECIDES_ON_STAY.contains(&referral.kind.as_str()) {
                    let message = format!("`{id}` refers to `{}`, which decides on stay", referral.kind);
                    self.error(item.at, "firewall", message).help("nobody is handed over by those who help them");
                }
            }
            self.decides_on_stay(item);
        }
    }

    /// Of children others may have to speak; that is looked at, and not refused.
    fn without_consent(&mut self, item: &Item) {
        let message = format!("`{}` refers somebody without their consent", item.id);
        let found = if self.pathway.sees.compartment == Some(Compartment::Child) {
            self.warn(item.at, "referral-without-consent", message)
        } else {
            self.error(item.at, "referral-without-consent", message)
        };
        found.help("`consent: true`");
    }

    /// Whoever opens a compartment to help does not decide in it on stay.
    fn decides_on_stay(&mut self, item: &Item) {
        let sets = item.decision().and_then(|decision| decision.sets);
        let Some(name) = sets.map(|field| self.pathway.schema.name(field)) else { return };
        if self.pathway.sees.compartment.is_some() && STAY.iter().any(|group| name.starts_with(group)) {
            let message = format!("`{}` decides on `{name}` in a case that is in a compartment", item.id);
            self.error(item.at, "firewall", message).help("decide it in a case of its own");
        }
    }

    /// What a case does tells what it read, to whoever opens the case.
    pub(super) fn leaks(&mut self) {
        let pathway = self.pathway;
        let own = pathway.sees.compartment;
        let sets = pathway.items.iter().filter_map(|item| item.decision()?.sets);
        let all: std::collections::BTreeSet<_> = pathway.rules.reads_at_all().into_iter().chain(sets).collect();
        for field in all {
            let Some(Class::Protected(wall)) = pathway.schema.get(field).map(|field| field.class) else { continue };
            let name = pathway.schema.name(field);
            let message = match own {
                None => format!("an open case that depends on `{name}` tells what is in it"),
                Some(own) if own != wall => {
                    format!(
                        "a case in `{}` that depends on `{name}`, which lies in `{}`, tells what is in it",
                        own.code(),
                        wall.code()
                    )
                }
                Some(_) => continue,
            };
            let help = "name its compartment in `sees`, or do not read it";
            self.report.error(self.head, "leak", message).help(help);
        }
    }

    /// A message may be read by whoever stands beside.
    pub(super) fn messages(&mut self) {
        let pathway = self.pathway;
        let guarded = pathway.contact_safe || pathway.sees.compartment.is_some();
        for item in &pathway.items {
            let served = item.decision().and_then(|decision| decision.serve.as_ref());
            for name in item.send.iter().map(|(_, name)| name).chain(served) {
                let texts = pathway.texts.get(name).map(|text| text.0.values().cloned().collect()).unwrap_or_default();
                let texts: Vec<String> = [vec![name.replace('-', " ")], texts].concat();
                if texts.iter().any(|text| text.contains('{')) {
                    let message = format!("the message `{name}` shows something of the case");
                    self.error(item.at, "unsafe-message", message)
                        .help("a message asks to call back, and says no more");
                }
                let telling = texts.iter().find_map(|text| telling(&text.to_lowercase()));
                if let Some(word) = telling.filter(|_| guarded) {
                    let message = format!("the message `{name}` says `{word}`, which tells on whoever gets it");
                    self.error(item.at, "unsafe-message", message).help("say it in words that mean nothing to others");
                }
            }
        }
    }
}

/// The beginning of a word that tells on somebody.
fn telling(text: &str) -> Option<&'static str> {
    let mut words = text.split(|c: char| !c.is_alphanumeric());
    words.find_map(|word| TELLING.into_iter().find(|telling| word.starts_with(telling)))
}
