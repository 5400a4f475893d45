//! The faces of Onward in a browser: a front page, the studio for policy, the desk for work, administration.
//!
//! Server-rendered pages that work without JavaScript, in four languages and both directions. This room decides no rule and
//! no right: `instance` says what is so and what may be shown, `packs` reads rules, figures arrive already released.
//! Next: `routes.rs` for every path there is, `gate/` for what happens before a handler.
#![warn(missing_docs)]

mod account;
mod address;
mod answer;
mod api;
mod app;
mod assets;
mod change;
pub mod chart;
mod desk;
mod doors;
mod entitled;
mod gate;
mod governance;
mod health;
mod labels;
mod landing;
mod measure;
mod portal;
mod question;
mod routes;
mod say;
mod serve;
mod signin;
mod start;
mod studio;
mod uploads;
mod visitor;
mod walk;
mod words;
mod work;

pub use address::{AddressError, PublicAddress};
pub use app::Settings;
pub use assets::CSS;
pub use gate::{Access, Sensitivity};
pub use routes::{Route, router, table};
pub use say::{Html, Tongue, escape};
pub use serve::{Limits, serve};
