//! The faces of Onward in a browser: a front page, the studio for policy, the desk for work.
//!
//! Server-rendered pages that work without JavaScript, in four languages and both directions. This room declares
//! the traits it consumes ([`ports`]) and links neither a database nor an engine; it decides no rule and no right:
//! `casework` authorises, `packs` reads rules, figures arrive already released.
//! Next: `routes.rs` for every path there is, `gate/` for what happens before a handler.
#![warn(missing_docs)]

mod answer;
mod api;
mod app;
mod assets;
pub mod chart;
mod desk;
mod gate;
mod labels;
mod landing;
pub mod ports;
mod routes;
mod say;
mod signin;
mod studio;
mod words;

pub use app::Settings;
pub use assets::CSS;
pub use gate::{Access, Sensitivity};
pub use ports::Ports;
pub use routes::{Route, router, table};
pub use say::{Html, Tongue, escape};
pub use signin::{PasswordError, backoff, hash_password};
