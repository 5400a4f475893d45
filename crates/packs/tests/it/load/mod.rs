//! What loads, and what is refused where.

mod shipped;
mod support;
