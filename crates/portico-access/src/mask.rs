//! Which attributes of a record a viewer may see.

use std::sync::Arc;

use portico_kit::document::{Document, for_each_member, push_member};

use crate::SYSTEM_FIELDS;
use crate::attributes::Spread;
use crate::facts::Record;
use crate::policy::SchemaRules;
use crate::viewer::Viewer;

/// The visible attributes of one record.
#[derive(Clone, Debug)]
pub enum Mask {
    /// Every attribute: the stored text goes out as it is.
    All,
    /// None at all, not even system fields.
    Nothing,
    /// Those that grants allow, and the system fields.
    Some(PartialMask),
}

/// The visible attributes of a record of which not everything is granted.
#[derive(Clone, Debug)]
pub struct PartialMask {
    rules: Arc<SchemaRules>,
    holding: Vec<bool>,
}

/// The attributes of a record that the viewer may see; the record itself must be visible to it.
pub fn mask(viewer: &Viewer, record: &Record<'_>) -> Mask {
    let Some(user) = viewer.portal() else {
        return Mask::All;
    };
    let rules = user.policy.rules(record.schema);
    if rules.shows_nothing() {
        return Mask::Nothing;
    }
    if rules.view_attributes.is_everything() {
        return Mask::All;
    }
    let rule = &rules.view_attributes;
    let of_record = || Some(rule.holding(&Document::parse(record.doc)?, &user.roots.portal_user));
    match rule.holding_everywhere().or_else(of_record) {
        Some(holding) => Mask::Some(PartialMask { rules, holding }),
        None => Mask::Nothing,
    }
}

impl Mask {
    /// Whether the attribute may be seen.
    pub fn allows(&self, attribute: &str) -> bool {
        match self {
            Self::All => true,
            Self::Nothing => false,
            Self::Some(part) => part.rules.view_attributes.allows(attribute, &part.holding),
        }
    }

    /// Whether a grant denies the attribute expressly: asked of what comes along with a record without being one of
    /// its attributes, such as the journeys that are offered on it.
    pub fn denies(&self, attribute: &str) -> bool {
        match self {
            Self::All => false,
            Self::Nothing => true,
            Self::Some(part) => !part.rules.view_attributes.speaking(attribute, &part.holding).0.is_empty(),
        }
    }

    /// The record's JSON text with only what may be seen.
    pub fn apply(&self, doc: &str) -> String {
        if let Self::All = self {
            return doc.to_owned();
        }
        let mut kept = String::with_capacity(doc.len());
        kept.push('{');
        let whole = for_each_member(doc, |name, raw| {
            if self.allows(name) {
                push_member(&mut kept, name, raw);
            }
        });
        if whole.is_none() {
            kept.truncate(1);
        }
        kept.push('}');
        kept
    }
}

/// The attributes visible on every record of a schema: what may be named to filter, sort, search or group by.
#[derive(Clone, Debug)]
pub struct UniformMask(Seen);

#[derive(Clone, Debug)]
enum Seen {
    All,
    Nothing,
    Some(Arc<SchemaRules>),
}

/// The attributes of a schema that the viewer sees on every record it may see.
pub fn uniform_mask(viewer: &Viewer, schema: &str) -> UniformMask {
    let Some(user) = viewer.portal() else {
        return UniformMask(Seen::All);
    };
    let rules = user.policy.rules(schema);
    if rules.shows_nothing() {
        return UniformMask(Seen::Nothing);
    }
    if rules.view_attributes.is_everything() {
        return UniformMask(Seen::All);
    }
    UniformMask(Seen::Some(rules))
}

impl UniformMask {
    /// Whether the attribute may be named; for a dotted path, ask for its first step.
    pub fn allows(&self, attribute: &str) -> bool {
        match &self.0 {
            Seen::All => true,
            Seen::Nothing => SYSTEM_FIELDS.contains(&attribute),
            Seen::Some(rules) => rules.view_attributes.spread(attribute) == Spread::Every,
        }
    }

    /// Whether every attribute may be named.
    pub fn is_all(&self) -> bool {
        matches!(self.0, Seen::All)
    }
}
