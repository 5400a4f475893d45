//! The portal: forms that anybody fills without an account, drafts of them, what was sent, and how it stands.
//!
//! A draft is held sealed beside the journal, under the token of one browser, and says nothing of whose it is. What is sent
//! becomes one command like everything else, with the portal as its source; sent twice, it is there once. By code and PIN
//! whoever sent it learns how it stands, and neither a name, nor a need, nor what was asked.

mod code;
mod draft;
mod request;
mod said;
mod sending;

use packs::{Pack, PackForm};

pub use code::KeptCode;
pub use draft::{Draft, SentRequest};
pub use request::RequestStatus;
pub use said::SaidByForm;

use crate::InForce;

/// A form of the portal, with the pack that brings it.
#[derive(Debug, Clone, Copy)]
pub struct PortalForm<'a> {
    /// The pack.
    pub pack: &'a Pack,
    /// The form.
    pub form: &'a PackForm,
}

impl PortalForm<'_> {
    /// By which it is named in drafts and addresses.
    pub fn name(&self) -> String {
        format!("{}/{}", self.pack.name, self.form.id)
    }
}

/// The forms that anybody may fill, in the order of their packs.
pub fn portal_forms(in_force: &InForce) -> Vec<PortalForm<'_>> {
    let all = in_force.packs.packs.iter().flat_map(|pack| pack.forms.iter().map(move |form| PortalForm { pack, form }));
    all.filter(|found| found.form.in_portal).collect()
}
