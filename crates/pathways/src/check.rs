//! What a pathway is refused for although each of its parts can be read.

use yaml::{Map, Report};

use crate::pathway::Pathway;

/// Notes everything for which a pathway is refused, or warned of.
pub(crate) fn check(_pathway: &Pathway, _map: &Map, _report: &mut Report) {}
