//! The numbers of the kinds of fact, in one table, and the byte forms of what they hold.
//!
//! A number, once released, belongs to its kind for ever; a new kind takes a new number. A kind that this program does
//! not know was written by a newer one, and is told as such: it is never dropped.

use super::fact::{
    Act, Basis, BatchCounts, Body, CaseStep, CredentialChange, Grant, LineSpan, LineStep, Mode, Motion, Office,
    PackFiles, Subject,
};
use crate::coded::{Coded, coded_struct, coded_tags};
use crate::wire::{DecodeError, Malformed, WireReader, WireWriter};

/// Writes an enum as the number of its variant and then its fields in the order given.
macro_rules! coded_enum {
    ($type:ident { $($number:literal $name:literal $variant:ident { $($field:ident),* })* }) => {
        impl $type {
            /// Number and name of every variant there is.
            pub const KINDS: &[(u64, &str)] = &[$(($number, $name)),*];

            /// Its name.
            pub fn kind(&self) -> &'static str {
                match self { $(Self::$variant { .. } => $name),* }
            }
        }

        impl Coded for $type {
            fn put(&self, to: &mut WireWriter) {
                match self {
                    $(Self::$variant { $($field),* } => {
                        to.number($number);
                        $($field.put(to);)*
                    })*
                }
            }

            fn take(from: &mut WireReader<'_>) -> Result<Self, DecodeError> {
                let at = from.at();
                match from.number()? {
                    $($number => Ok(Self::$variant { $($field: Coded::take(from)?),* }),)*
                    kind => Err(DecodeError { at, why: Malformed::Kind(kind) }),
                }
            }
        }
    };
}

coded_enum!(Body {
    1 "person_registered" PersonRegistered { synthetic }
    2 "fields_recorded" FieldsRecorded { fields }
    3 "held" Held { reference, held }
    4 "opened" Opened { record, kind }
    5 "recorded" Recorded { record, fields }
    6 "acted" Acted { record, act }
    7 "line" Line { record, limit, line, step }
    8 "household_registered" HouseholdRegistered { office, synthetic }
    20 "instance_founded" InstanceFounded { name, mode, jurisdiction, zone }
    21 "pack_installed" PackInstalled { pack }
    22 "purpose_recorded" PurposeRecorded { purpose, says, bases }
    23 "account_recorded" AccountRecorded { account, grants }
    24 "office_recorded" OfficeRecorded { office, description }
    25 "credential_changed" CredentialChanged { account, generation, change }
    30 "proposed" Proposed { proposal, motion, reason, roles }
    31 "voted" Voted { proposal, approve, reason, roles }
    40 "batch_opened" BatchOpened { file_hash, source }
    41 "batch_closed" BatchClosed { counts }
    50 "fields_read" FieldsRead { people, fields }
    51 "searched" Searched { found }
    52 "sign_in" SignIn { ok }
    53 "refused" Refused { action, code }
    60 "forgotten" Forgotten { proposal, subject }
    61 "keys_rewrapped" KeysRewrapped { keys }
});

coded_enum!(Motion {
    1 "pack" Pack { pack, replaces, takes_away }
    2 "account" Account { account, grants }
    3 "office" Office { office, description }
    4 "purpose" Purpose { purpose, says, bases }
    5 "lift_hold" LiftHold { person, reference }
    6 "forget" Forget { person }
    7 "reset_password" ResetPassword { account }
});

coded_enum!(Act {
    1 "assigned" Assigned { to }
    2 "closed" Closed { reason }
    3 "reopened" Reopened { reason }
    4 "runs" Runs { pathway, version, zone }
    5 "stepped" Stepped { role, happened, why, step }
    6 "moved" Moved { pathway, version, why }
    7 "move_asked" MoveAsked { pathway, version, why }
    8 "took" Took { from, line }
    9 "noted" Noted { happened, text }
});

coded_enum!(CaseStep {
    1 "did" Did { item }
    2 "waived" Waived { item }
    3 "added" Added { item }
    4 "paused" Paused { item }
    5 "resumed" Resumed { item }
    6 "extended" Extended { item, n, unit }
    7 "decided" Decided { item, outcome }
    8 "voted" Voted { item, yes, seat }
    9 "served" Served { item }
    10 "appealed" Appealed { item }
    11 "referred" Referred { item, to, priority }
    12 "answered" Answered { item, answer }
    13 "consented" Consented { to }
    14 "sent" Sent { text }
    15 "retracted" Retracted { origin, number }
    16 "appointed" Appointed { item, to }
});

coded_enum!(LineStep {
    1 "waits" Waits { span, hours }
    2 "held" Held { span, expires }
    3 "filled" Filled { span }
    4 "freed" Freed { on }
    5 "blocked" Blocked { span, why }
});

coded_struct!(LineSpan { units, from, until });
coded_struct!(PackFiles { name, version, hash, files });
coded_struct!(Grant { role, controller, office, compartments, until });
coded_struct!(Office { controller, name, zone, above });
coded_struct!(BatchCounts { rows, stored, amended, unchanged, rejected });

coded_tags!(Mode { 1 Trial, 2 Live });
coded_tags!(CredentialChange { 1 PasswordSet, 2 PasswordReset, 3 FactorAdded, 4 FactorRemoved });
coded_tags!(Basis {
    1 Consent, 2 VitalInterest, 3 PublicInterest, 4 LegitimateInterest, 5 Contract, 6 LegalObligation
});

impl Coded for Subject {
    fn put(&self, to: &mut WireWriter) {
        match self {
            Self::Instance => to.byte(0),
            Self::Owner(id) => {
                to.byte(1);
                id.put(to);
            }
            Self::Household(id) => {
                to.byte(2);
                id.put(to);
            }
        }
    }

    fn take(from: &mut WireReader<'_>) -> Result<Self, DecodeError> {
        let at = from.at();
        match from.byte()? {
            0 => Ok(Self::Instance),
            1 => Coded::take(from).map(Self::Owner),
            2 => Coded::take(from).map(Self::Household),
            tag => Err(DecodeError { at, why: Malformed::Tag(tag) }),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn no_number_and_no_name_stands_for_two_kinds() {
        for kinds in [Body::KINDS, Motion::KINDS, Act::KINDS, CaseStep::KINDS, LineStep::KINDS] {
            let numbers: BTreeSet<u64> = kinds.iter().map(|(number, _)| *number).collect();
            let names: BTreeSet<&str> = kinds.iter().map(|(_, name)| *name).collect();
            assert_eq!((numbers.len(), names.len()), (kinds.len(), kinds.len()));
        }
    }

    #[test]
    fn a_kind_of_a_newer_program_is_named() {
        let refused = Body::take(&mut WireReader::new(&[0xe7, 0x07])).unwrap_err();
        assert_eq!(refused.why, Malformed::Kind(999));
    }
}
