//! The fields of the core pack that the program itself knows: by these it searches, finds people again, tells who
//! belongs to a household and what to call somebody. All other fields it meets as data alone.
//!
//! The key of each is written out, so that it costs nothing to ask for; a test holds it to the name.

use crate::FieldKey;

/// A core field: its name in packs, and the key by which facts and views carry it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CoreField {
    /// As in packs: `name.full`.
    pub name: &'static str,
    /// The same, as facts carry it.
    pub key: FieldKey,
}

macro_rules! core_fields {
    ($($constant:ident $name:literal $key:literal)*) => {
        $(#[doc = concat!("`", $name, "`.")] pub const $constant: CoreField =
            CoreField { name: $name, key: FieldKey(u32::to_be_bytes($key)) };)*

        /// All of them.
        pub const ALL: &[CoreField] = &[$($constant),*];
    };
}

core_fields! {
    ID "id" 0xa561_4527
    EXTERNAL_SYSTEM "external.system" 0x8291_1d91
    EXTERNAL_ID "external.id" 0x7ec6_7131
    NAME_FULL "name.full" 0xb14f_8558
    NAME_GIVEN "name.given" 0x8ecb_e39c
    NAME_FAMILY "name.family" 0xb398_7033
    NAME_FATHER "name.father" 0xb0f1_f4cf
    NAME_KNOWN_AS "name.known_as" 0x8868_371a
    CONTACT_PHONE "contact.phone" 0xf98c_4794
    CONTACT_EMAIL "contact.email" 0x1ac3_2c9f
    CONTACT_SAFE "contact.safe" 0x6232_2c64
    CONTACT_HELPED "contact.helped" 0x22cd_9aa8
    DOCUMENT_KIND "document.kind" 0x5b7e_83af
    DOCUMENT_NUMBER "document.number" 0x6e08_a676
    BIRTH_DATE "birth_date" 0x0376_f9de
    SEX "sex" 0x98d4_4e13
    NATIONALITIES "nationalities" 0xc7c9_ccf4
    HOUSEHOLD_ID "household.id" 0x875c_636a
    HOUSEHOLD_ROLE "household.role" 0x6cbd_eb43
    HOUSEHOLD_SIZE "household.size" 0x6cef_86f1
    STAY_STATUS "stay.status" 0x483e_60b0
    PLACE "place" 0x81df_6358
    COUNTRY "country" 0xaff6_4e4f
}

/// Parts of a name, by which people are searched.
pub const NAMES: [CoreField; 5] = [NAME_FULL, NAME_GIVEN, NAME_FAMILY, NAME_FATHER, NAME_KNOWN_AS];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_is_that_of_its_name_and_no_two_are_alike() {
        for field in ALL {
            assert_eq!(FieldKey::of(field.name), field.key, "{}", field.name);
        }
        let keys: std::collections::BTreeSet<FieldKey> = ALL.iter().map(|field| field.key).collect();
        assert_eq!(keys.len(), ALL.len());
    }
}
