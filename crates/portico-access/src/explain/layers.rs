//! Every layer of an explanation, asked on its own even where an earlier one refused.

use portico_kit::document::Document;

use super::flip::{self, Flip};
use super::{LayerReport, Outcome};
use crate::SYSTEM_FIELDS;
use crate::change::{check_create, fixed};
use crate::decide::{check_grants, check_kind, check_schema};
use crate::denial::{Layer, Reason};
use crate::facts::{Facts, Record, StoredRecord};
use crate::grants::GrantRef;
use crate::question::{Action, Question};
use crate::reach::Walk;
use crate::state::refusals_for;
use crate::viewer::{PortalViewer, Viewer};

type Report = (LayerReport, Vec<Flip>);

pub(super) fn all<F: Facts + ?Sized>(
    viewer: &Viewer,
    question: &Question,
    facts: &mut F,
) -> Result<(Vec<LayerReport>, Vec<Flip>), F::Error> {
    let stored = match &question.record {
        Some(id) => facts.record(id)?.filter(|stored| !stored.deleted && stored.schema == question.schema),
        None => Some(StoredRecord {
            id: "".into(),
            schema: question.schema.clone(),
            doc: "{}".into(),
            deleted: false,
        }),
    };
    let mut reports = vec![state(viewer, question)];
    match (viewer.portal(), &stored) {
        (_, None) => {
            reports.push(silent(Layer::Schema));
            reports.push(refusing(Layer::Reach, vec![Reason::NoSuchRecord], Vec::new()));
            reports.extend([silent(Layer::Grants), silent(Layer::Kind)]);
        }
        (None, Some(_)) => {
            reports.extend([Layer::Schema, Layer::Reach, Layer::Grants, Layer::Kind].map(silent));
        }
        (Some(user), Some(stored)) => {
            reports.push(schema(user, question, &stored.as_record()));
            reports.push(reach(user, question, facts)?);
            reports.push(grants(user, question, &stored.as_record()));
            reports.push(kind(viewer, question, &stored.as_record()));
        }
    }
    // What one layer refuses for good, no change elsewhere helps.
    let hopeless = reports.iter().any(|(report, flips)| report.outcome == Outcome::Deny && flips.is_empty());
    let (layers, flips): (Vec<_>, Vec<_>) = reports.into_iter().unzip();
    Ok((layers, if hopeless { Vec::new() } else { flips.concat() }))
}

fn state(viewer: &Viewer, question: &Question) -> Report {
    let record = question.record.as_ref().map(|id| (id.as_str(), question.schema.as_str()));
    let reasons = refusals_for(viewer, &question.action, record);
    let flips = reasons.iter().filter_map(|reason| flip::of_state(*reason)).collect();
    refusing(Layer::State, reasons, flips)
}

fn schema(user: &PortalViewer, question: &Question, record: &Record<'_>) -> Report {
    let creating = question.record.is_none() && !user.policy.allows_schema(record.schema);
    match check_schema(user, record) {
        Ok(()) if !creating => refusing(Layer::Schema, Vec::new(), Vec::new()),
        _ => {
            let flip = Flip::AllowSchema { schema: record.schema.to_owned() };
            refusing(Layer::Schema, vec![Reason::SchemaNotAllowed], vec![flip])
        }
    }
}

fn reach<F: Facts + ?Sized>(
    user: &PortalViewer,
    question: &Question,
    facts: &mut F,
) -> Result<Report, F::Error> {
    let Some(id) = &question.record else {
        return Ok(silent(Layer::Reach));
    };
    let path = Walk::new(&user.roots, user.policy.paths(), facts).path(id, &question.schema)?;
    Ok(match path {
        Some(path) => {
            let (report, flips) = refusing(Layer::Reach, Vec::new(), Vec::new());
            (LayerReport { path: Some(path), ..report }, flips)
        }
        None => {
            let flips = flip::of_reach(user, id, &question.schema).into_iter().collect();
            refusing(Layer::Reach, vec![Reason::NotReached], flips)
        }
    })
}

fn kind(viewer: &Viewer, question: &Question, record: &Record<'_>) -> Report {
    let question = Question { record: Some(record.id.into()), ..question.clone() };
    let mut reasons = Vec::new();
    let mut flips = Vec::new();
    let reading = Question { action: Action::View, ..question.clone() };
    let creating = question.action == Action::Create;
    if !creating && check_kind(viewer, &reading, record).is_err() {
        reasons.push(Reason::FileNotShared);
        flips.push(Flip::ShareFile { record: record.id.into() });
    }
    if viewer.reads_only() && !question.action.is_reading() {
        reasons.push(Reason::PreviewReadsOnly);
        flips.push(Flip::LeavePreview);
    }
    refusing(Layer::Kind, reasons, flips)
}

/// What the grants say, one need after the other.
fn grants(user: &PortalViewer, question: &Question, record: &Record<'_>) -> Report {
    let document = Document::parse(record.doc).unwrap_or_default();
    let mut needs = Needs::default();
    let whole = format!("{}:*", record.schema);
    for action in actions(&question.action) {
        let rule = user.policy.record_rule(&action, record.schema);
        let (denies, allowed) = rule.hindrances(&document, &user.roots.portal_user);
        let reasons = (Reason::DeniedByGrant, Reason::NotGranted);
        needs.add(denies, allowed, reasons, (action.name(), &whole));
    }
    if let Some(attribute) = &question.attribute {
        needs.add_attribute(user, question, record, &document, attribute);
    }
    if needs.reasons.is_empty() {
        needs.grants = allowing(user, question, record);
    }
    let flips = if needs.fixed { Vec::new() } else { needs.flips };
    let (report, flips) = refusing(Layer::Grants, needs.reasons, flips);
    (LayerReport { grants: needs.grants, ..report }, flips)
}

/// The grants that allow it, each once.
fn allowing(user: &PortalViewer, question: &Question, record: &Record<'_>) -> Vec<GrantRef> {
    let granted = match &question.record {
        Some(_) => check_grants(user, question, record),
        None => {
            let attribute: Vec<&str> = question.attribute.iter().map(String::as_str).collect();
            check_create(&Viewer::Portal(user.clone()), &question.schema, record.doc, &attribute)
        }
    };
    let mut once = Vec::new();
    for grant in granted.unwrap_or_default() {
        if !once.contains(&grant) {
            once.push(grant);
        }
    }
    once
}

fn actions(action: &Action) -> Vec<Action> {
    match action {
        Action::View | Action::Create => vec![action.clone()],
        _ => vec![Action::View, action.clone()],
    }
}

#[derive(Default)]
struct Needs {
    /// Something stands in the way that no grant removes.
    fixed: bool,
    reasons: Vec<Reason>,
    flips: Vec<Flip>,
    grants: Vec<GrantRef>,
}

impl Needs {
    fn add(
        &mut self,
        denies: Vec<GrantRef>,
        allowed: bool,
        (denied, missing): (Reason, Reason),
        (action, resource): (&str, &str),
    ) {
        if !denies.is_empty() {
            self.reasons.push(denied);
        }
        if !allowed {
            self.reasons.push(missing);
            self.flips.push(Flip::AddGrant { action: action.to_owned(), resource: resource.to_owned() });
        }
        for grant in denies {
            self.flips.push(Flip::RemoveDeny { grant: grant.clone() });
            self.grants.push(grant);
        }
    }

    fn add_attribute(
        &mut self,
        user: &PortalViewer,
        question: &Question,
        record: &Record<'_>,
        document: &Document<'_>,
        attribute: &str,
    ) {
        let rules = user.policy.rules(record.schema);
        let changes = matches!(question.action, Action::Edit | Action::Create);
        if let Some(reason) = fixed(record.schema, attribute).filter(|_| changes) {
            self.fixed = true;
            return self.reasons.push(reason);
        }
        if SYSTEM_FIELDS.contains(&attribute) {
            return;
        }
        let resource = format!("{}:*/{attribute}", record.schema);
        let edit = changes.then_some((&rules.edit_attributes, "entity:attribute:edit"));
        for (rule, action) in std::iter::once((&rules.view_attributes, "entity:attribute:view")).chain(edit) {
            let holding = rule.holding(document, &user.roots.portal_user);
            let (denies, allows) = rule.speaking(attribute, &holding);
            let reasons = (Reason::AttributeDenied, Reason::AttributeNotGranted);
            let denies = denies.into_iter().cloned().collect();
            self.add(denies, !allows.is_empty(), reasons, (action, &resource));
        }
    }
}

fn silent(layer: Layer) -> Report {
    let report = LayerReport {
        layer,
        outcome: Outcome::NotAsked,
        reasons: Vec::new(),
        path: None,
        grants: Vec::new(),
    };
    (report, Vec::new())
}

fn refusing(layer: Layer, reasons: Vec<Reason>, flips: Vec<Flip>) -> Report {
    let outcome = if reasons.is_empty() { Outcome::Allow } else { Outcome::Deny };
    (LayerReport { layer, outcome, reasons, path: None, grants: Vec::new() }, flips)
}
