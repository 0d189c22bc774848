//! What the grants say about one action on records of one schema.

use std::sync::Arc;

use portico_kit::EntityId;
use portico_kit::document::Document;
use portico_kit::filter::Filter;

use crate::grants::{Grant, GrantRef};

/// The grants that speak about one action on records of one schema.
#[derive(Clone, Debug, Default)]
pub(crate) struct RecordRule {
    allows: Vec<Arc<Grant>>,
    denies: Vec<Arc<Grant>>,
}

/// What a rule says about a record.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum Ruling {
    Allowed(GrantRef),
    Denied(GrantRef),
    NotGranted,
}

impl RecordRule {
    pub(crate) fn of<'a>(grants: impl Iterator<Item = &'a Arc<Grant>>, action: &str, schema: &str) -> Self {
        let (denies, allows) = grants
            .filter(|grant| grant.is_about_records(action, schema))
            .cloned()
            .partition(|grant: &Arc<Grant>| grant.denies());
        Self { allows, denies }
    }

    /// Whether no record can pass.
    pub(crate) fn is_never(&self) -> bool {
        self.allows.is_empty() || self.denies.iter().any(|grant| grant.is_uniform())
    }

    /// The records that pass.
    pub(crate) fn filter(&self, user: &EntityId) -> Filter {
        let allowed = Filter::any(self.allows.iter().map(|grant| grant.filter(user)));
        let denied = Filter::any(self.denies.iter().map(|grant| grant.filter(user)));
        Filter::all([allowed, Filter::negate(denied)])
    }

    pub(crate) fn ruling(&self, record: &Document<'_>, user: &EntityId) -> Ruling {
        let mut holding = self.denies.iter().chain(&self.allows).filter(|grant| holds(grant, record, user));
        match holding.next() {
            Some(grant) if grant.denies() => Ruling::Denied(grant.reference().clone()),
            Some(grant) => Ruling::Allowed(grant.reference().clone()),
            None => Ruling::NotGranted,
        }
    }

    /// Every grant that denies, and whether one allows: what an explanation needs.
    pub(crate) fn hindrances(&self, record: &Document<'_>, user: &EntityId) -> (Vec<GrantRef>, bool) {
        let denies = self.denies.iter().filter(|grant| holds(grant, record, user));
        let allowed = self.allows.iter().any(|grant| holds(grant, record, user));
        (denies.map(|grant| grant.reference().clone()).collect(), allowed)
    }
}

/// Whether a grant's id and conditions hold for a record of a schema it covers.
pub(crate) fn holds(grant: &Grant, record: &Document<'_>, user: &EntityId) -> bool {
    grant.is_uniform() || grant.filter(user).matches_document(record)
}
