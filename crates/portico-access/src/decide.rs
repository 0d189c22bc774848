//! The decision: five layers in turn, all of which must allow.

use portico_kit::document::Document;
use serde::Serialize;

use crate::attributes::AttributeRule;
use crate::change::check_attributes;
use crate::denial::{Denial, Layer, Reason, Verdict};
use crate::facts::{Facts, Record};
use crate::grants::GrantRef;
use crate::predicate::kind_condition;
use crate::question::{Action, Question};
use crate::reach::{Hop, Walk};
use crate::rules::Ruling;
use crate::state::check_state_for;
use crate::viewer::{PortalViewer, Viewer};

/// What was decided, and on what grounds.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub struct Decision {
    /// Whether it is allowed.
    pub allow: bool,
    /// Why not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub denial: Option<Denial>,
    /// The path by which the record is reached; empty for a root, and for whoever reaches all records.
    pub path: Vec<Hop>,
    /// The grants that allow it.
    pub grants: Vec<GrantRef>,
}

impl Decision {
    fn denied(denial: Denial) -> Self {
        Self { allow: false, denial: Some(denial), path: Vec::new(), grants: Vec::new() }
    }
}

/// Decides one question, reading the facts it needs.
pub fn decide<F: Facts + ?Sized>(
    viewer: &Viewer,
    question: &Question,
    facts: &mut F,
) -> Result<Decision, F::Error> {
    Ok(match judge(viewer, question, facts)? {
        Ok((path, grants)) => Decision { allow: true, denial: None, path, grants },
        Err(denial) => Decision::denied(denial),
    })
}

type Judgement = Result<(Vec<Hop>, Vec<GrantRef>), Denial>;

fn judge<F: Facts + ?Sized>(
    viewer: &Viewer,
    question: &Question,
    facts: &mut F,
) -> Result<Judgement, F::Error> {
    if let Err(denial) = check_state_for(viewer, question) {
        return Ok(Err(denial));
    }
    let Some(id) = &question.record else {
        return Ok(judge_creation(viewer, question));
    };
    let stored = match facts.record(id)? {
        Some(stored) if !stored.deleted && stored.schema == question.schema => stored,
        _ => return Ok(Err(not_found(Layer::Reach, Reason::NoSuchRecord))),
    };
    let Some(user) = viewer.portal() else {
        return Ok(Ok((Vec::new(), Vec::new())));
    };
    if let Err(denial) = check_schema(user, &stored.as_record()) {
        return Ok(Err(denial));
    }
    let Some(path) = Walk::new(&user.roots, user.policy.paths(), facts).path(id, &stored.schema)? else {
        return Ok(Err(not_found(Layer::Reach, Reason::NotReached)));
    };
    let record = stored.as_record();
    let kind = check_kind(viewer, question, &record);
    Ok(match (check_grants(user, question, &record), kind) {
        // A file that is not shared does not exist, so no refusal of a grant may admit that it does.
        (Err(grants), Err(kind)) if grants.verdict() == Verdict::Forbidden => {
            Err(if kind.verdict() == Verdict::NotFound { kind } else { grants })
        }
        (granted, kind) => granted.and_then(|grants| kind.map(|()| (path, grants))),
    })
}

/// Creating has no record yet: the schema must be allowed, and a grant must hold for an empty record.
fn judge_creation(viewer: &Viewer, question: &Question) -> Judgement {
    let attribute: Vec<&str> = question.attribute.iter().map(String::as_str).collect();
    crate::change::check_create(viewer, &question.schema, "{}", &attribute).map(|grants| (Vec::new(), grants))
}

/// Layer 2: the portal shows the schema, or the record is the user itself or its contact.
pub(crate) fn check_schema(user: &PortalViewer, record: &Record<'_>) -> Result<(), Denial> {
    if user.policy.allows_schema(record.schema) || user.roots.is_own(record.id, record.schema) {
        return Ok(());
    }
    Err(not_found(Layer::Schema, Reason::SchemaNotAllowed))
}

/// Layer 4: seeing the record, acting on it, and the attribute.
pub(crate) fn check_grants(
    user: &PortalViewer,
    question: &Question,
    record: &Record<'_>,
) -> Result<Vec<GrantRef>, Denial> {
    let document = Document::parse(record.doc).unwrap_or_default();
    let mut grants = vec![check_action(user, &Action::View, record.schema, &document)?];
    if question.action != Action::View {
        grants.push(check_action(user, &question.action, record.schema, &document)?);
    }
    let Some(attribute) = &question.attribute else {
        return Ok(grants);
    };
    let rules = user.policy.rules(record.schema);
    if question.action == Action::Edit {
        grants.extend(check_attributes(user, record.schema, &document, &[attribute.as_str()])?);
    } else {
        grants.extend(check_attribute(user, &rules.view_attributes, &document, attribute)?);
    }
    Ok(grants)
}

/// Whether the grants allow an action on a record; not being allowed to see it means it is not found.
pub(crate) fn check_action(
    user: &PortalViewer,
    action: &Action,
    schema: &str,
    document: &Document<'_>,
) -> Result<GrantRef, Denial> {
    let verdict = if *action == Action::View { Verdict::NotFound } else { Verdict::Forbidden };
    let refuse = |reason, grant| Err(Denial::new(Layer::Grants, reason, verdict).by(grant));
    match user.policy.record_rule(action, schema).ruling(document, &user.roots.portal_user) {
        Ruling::Allowed(grant) => Ok(grant),
        Ruling::Denied(grant) => refuse(Reason::DeniedByGrant, Some(grant)),
        Ruling::NotGranted => refuse(Reason::NotGranted, None),
    }
}

/// Whether the grants allow one attribute; system fields need none.
pub(crate) fn check_attribute(
    user: &PortalViewer,
    rule: &AttributeRule,
    document: &Document<'_>,
    attribute: &str,
) -> Result<Option<GrantRef>, Denial> {
    if crate::SYSTEM_FIELDS.contains(&attribute) {
        return Ok(None);
    }
    let holding = rule.holding(document, &user.roots.portal_user);
    match rule.ruling(attribute, &holding) {
        Ruling::Allowed(grant) => Ok(Some(grant)),
        Ruling::Denied(grant) => {
            Err(Denial::for_attribute(Reason::AttributeDenied, attribute).by(Some(grant)))
        }
        Ruling::NotGranted => Err(Denial::for_attribute(Reason::AttributeNotGranted, attribute)),
    }
}

/// Layer 5: a preview only reads; a file is shared; a surface shows what it opens.
pub(crate) fn check_kind(viewer: &Viewer, question: &Question, record: &Record<'_>) -> Result<(), Denial> {
    if !kind_condition(record.schema).matches(record.doc) {
        return Err(not_found(Layer::Kind, Reason::FileNotShared));
    }
    if !viewer.opened(record.schema).matches(record.doc) {
        return Err(not_found(Layer::Kind, Reason::SchemaNotAllowed));
    }
    if viewer.reads_only() && !question.action.is_reading() {
        return Err(Denial::new(Layer::Kind, Reason::PreviewReadsOnly, Verdict::Forbidden));
    }
    Ok(())
}

pub(crate) fn not_found(layer: Layer, reason: Reason) -> Denial {
    Denial::new(layer, reason, Verdict::NotFound)
}
