//! What the grants say about one action on the attributes of one schema.

use std::collections::HashMap;
use std::sync::Arc;

use portico_kit::EntityId;
use portico_kit::document::Document;

use crate::SYSTEM_FIELDS;
use crate::grants::{Grant, GrantRef};
use crate::policy::AttributeFacts;
use crate::rules::{Ruling, holds};

/// The grants that speak about viewing, or about editing, attributes of one schema.
#[derive(Clone, Debug, Default)]
pub(crate) struct AttributeRule {
    grants: Vec<Arc<Grant>>,
    known: HashMap<String, Known>,
    everything: bool,
}

#[derive(Clone, Debug)]
struct Known {
    group: Option<String>,
    spread: Spread,
}

/// On which records of the schema an attribute is granted.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Spread {
    Every,
    No,
    Some,
}

impl AttributeRule {
    pub(crate) fn of<'a>(
        grants: impl Iterator<Item = &'a Arc<Grant>>,
        action: &str,
        schema: &str,
        attributes: &[AttributeFacts],
    ) -> Self {
        let grants = grants.filter(|grant| grant.is_about_attributes(action, schema)).cloned().collect();
        let mut rule = Self { grants, ..Self::default() };
        for attribute in attributes {
            let spread = rule.work_out_spread(&attribute.name, attribute.group.as_deref());
            rule.known.insert(attribute.name.clone(), Known { group: attribute.group.clone(), spread });
        }
        for name in SYSTEM_FIELDS {
            let group = rule.group(name).map(str::to_owned);
            rule.known.insert(name.to_owned(), Known { group, spread: Spread::Every });
        }
        let any_other = |grant: &Arc<Grant>| {
            !grant.denies() && grant.is_uniform() && grant.resource().covers_all_ungrouped()
        };
        rule.everything = rule.known.values().all(|known| known.spread == Spread::Every)
            && rule.grants.iter().any(any_other)
            && !rule.grants.iter().any(|grant| grant.denies());
        rule
    }

    /// Whether every attribute of every record is granted.
    pub(crate) fn is_everything(&self) -> bool {
        self.everything
    }

    /// On which records the attribute is granted; system fields on every one.
    pub(crate) fn spread(&self, name: &str) -> Spread {
        match self.known.get(name) {
            Some(known) => known.spread,
            None if self.everything || SYSTEM_FIELDS.contains(&name) => Spread::Every,
            None => self.work_out_spread(name, None),
        }
    }

    /// The grants that hold for every record; `None` when that differs from record to record.
    pub(crate) fn holding_everywhere(&self) -> Option<Vec<bool>> {
        self.grants.iter().all(|grant| grant.is_uniform()).then(|| vec![true; self.grants.len()])
    }

    /// The grants that hold for a record, by position: what [`Self::allows`] needs for that record.
    pub(crate) fn holding(&self, record: &Document<'_>, user: &EntityId) -> Vec<bool> {
        self.grants.iter().map(|grant| holds(grant, record, user)).collect()
    }

    /// Whether an attribute is granted on a record for which these grants hold.
    pub(crate) fn allows(&self, name: &str, holding: &[bool]) -> bool {
        match self.spread(name) {
            Spread::Every => true,
            Spread::No => false,
            Spread::Some => matches!(self.ruling(name, holding), Ruling::Allowed(_)),
        }
    }

    /// The grant that settles it for a record for which these grants hold.
    pub(crate) fn ruling(&self, name: &str, holding: &[bool]) -> Ruling {
        let (denies, allows) = self.speaking(name, holding);
        match (denies.first(), allows.first()) {
            (Some(deny), _) => Ruling::Denied((*deny).clone()),
            (None, Some(allow)) => Ruling::Allowed((*allow).clone()),
            (None, None) => Ruling::NotGranted,
        }
    }

    /// The grants that deny and those that allow an attribute of a record for which these grants hold.
    pub(crate) fn speaking(&self, name: &str, holding: &[bool]) -> (Vec<&GrantRef>, Vec<&GrantRef>) {
        let group = self.group(name);
        let (mut denies, mut allows) = (Vec::new(), Vec::new());
        for (grant, holds) in self.grants.iter().zip(holding) {
            if *holds && grant.resource().covers_attribute(name, group) {
                if grant.denies() { &mut denies } else { &mut allows }.push(grant.reference());
            }
        }
        (denies, allows)
    }

    fn group(&self, name: &str) -> Option<&str> {
        self.known.get(name).and_then(|known| known.group.as_deref())
    }

    fn work_out_spread(&self, name: &str, group: Option<&str>) -> Spread {
        let (mut always, mut sometimes, mut sometimes_denied) = (false, false, false);
        for grant in self.grants.iter().filter(|grant| grant.resource().covers_attribute(name, group)) {
            match (grant.denies(), grant.is_uniform()) {
                (true, true) => return Spread::No,
                (true, false) => sometimes_denied = true,
                (false, true) => always = true,
                (false, false) => sometimes = true,
            }
        }
        match (always, sometimes, sometimes_denied) {
            (true, _, false) => Spread::Every,
            (false, false, _) => Spread::No,
            _ => Spread::Some,
        }
    }
}
