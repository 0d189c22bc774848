//! Whether a viewer may change these attributes of a record, or make a record with them.

use portico_kit::document::Document;

use crate::decide::{check_action, check_attribute, check_kind, check_schema};
use crate::denial::{Denial, Layer, Reason, Verdict};
use crate::facts::Record;
use crate::grants::GrantRef;
use crate::question::{Action, Question};
use crate::state::check_state;
use crate::viewer::{PortalViewer, Viewer};

/// What a portal user is, may do and stands for; never its own to change.
const IDENTITY_OF_USER: [&str; 14] = [
    "email",
    "contact",
    "represents",
    "access_status",
    "registration_status",
    "expires_at",
    "role",
    "roles",
    "organization",
    "organization_id",
    "org_id",
    "portal_id",
    "origin",
    "is_soft_deleted",
];
/// What a file holds follows from its content; who names it by hand could open another's.
const CONTENT_OF_FILE: [&str; 12] = [
    "s3ref",
    "versions",
    "mime_type",
    "size_bytes",
    "readable_size",
    "etag",
    "type",
    "access_control",
    "public_url",
    "custom_download_url",
    "custom_download_url_auth",
    "source_url",
];
/// By its contact's account a user gains roots.
const IDENTITY_OF_CONTACT: [&str; 1] = ["account"];

/// Whether the viewer may change these attributes of a record it sees; one refused attribute refuses all.
///
/// Whether relations lead to the record is not asked again: it came from the store, read for this viewer.
pub fn check_change(viewer: &Viewer, record: &Record<'_>, changed: &[&str]) -> Result<(), Denial> {
    check_state(viewer)?;
    let Some(user) = viewer.portal() else {
        return Ok(());
    };
    check_schema(user, record)?;
    let document = Document::parse(record.doc).unwrap_or_default();
    check_action(user, &Action::View, record.schema, &document)?;
    let question =
        Question { action: Action::Edit, schema: record.schema.to_owned(), record: None, attribute: None };
    check_kind(viewer, &question, record)?;
    check_action(user, &Action::Edit, record.schema, &document)?;
    check_attributes(user, record.schema, &document, changed).map(|_| ())
}

/// Whether the viewer may do something with a record it sees, such as delete it.
///
/// Whether relations lead to the record is not asked again: it came from the store, read for this viewer.
pub fn check_act(viewer: &Viewer, action: &Action, record: &Record<'_>) -> Result<(), Denial> {
    check_state(viewer)?;
    let Some(user) = viewer.portal() else {
        return Ok(());
    };
    check_schema(user, record)?;
    let document = Document::parse(record.doc).unwrap_or_default();
    check_action(user, &Action::View, record.schema, &document)?;
    let (action, schema) = (action.clone(), record.schema.to_owned());
    check_kind(viewer, &Question { action: action.clone(), schema, record: None, attribute: None }, record)?;
    check_action(user, &action, record.schema, &document).map(|_| ())
}

/// Whether the viewer may create a record of a schema and set these attributes in it.
///
/// `doc` is the JSON text of the record as it would be: the conditions of grants are asked of it.
pub fn check_create(
    viewer: &Viewer,
    schema: &str,
    doc: &str,
    attributes: &[&str],
) -> Result<Vec<GrantRef>, Denial> {
    check_state(viewer)?;
    let Some(user) = viewer.portal() else {
        return Ok(Vec::new());
    };
    let forbid = |layer, reason| Denial::new(layer, reason, Verdict::Forbidden);
    if !user.policy.allows_schema(schema) {
        return Err(forbid(Layer::Schema, Reason::SchemaNotAllowed));
    }
    let document = Document::parse(doc).unwrap_or_default();
    let mut grants = vec![check_action(user, &Action::Create, schema, &document)?];
    grants.extend(check_attributes(user, schema, &document, attributes)?);
    if viewer.reads_only() {
        return Err(forbid(Layer::Kind, Reason::PreviewReadsOnly));
    }
    Ok(grants)
}

/// Each attribute must be one that users change, and be granted for viewing and for editing.
pub(crate) fn check_attributes(
    user: &PortalViewer,
    schema: &str,
    document: &Document<'_>,
    changed: &[&str],
) -> Result<Vec<GrantRef>, Denial> {
    let rules = user.policy.rules(schema);
    let mut grants = Vec::new();
    for attribute in changed {
        if let Some(reason) = fixed(schema, attribute) {
            return Err(Denial::for_attribute(reason, attribute));
        }
        for rule in [&rules.view_attributes, &rules.edit_attributes] {
            grants.extend(check_attribute(user, rule, document, attribute)?);
        }
    }
    Ok(grants)
}

/// Why no portal user changes this attribute, whatever is granted.
pub(crate) fn fixed(schema: &str, attribute: &str) -> Option<Reason> {
    let identity: &[&str] = match schema {
        "portal_user" => &IDENTITY_OF_USER,
        "contact" => &IDENTITY_OF_CONTACT,
        _ => &[],
    };
    if attribute.starts_with('_') || (schema == "file" && CONTENT_OF_FILE.contains(&attribute)) {
        return Some(Reason::SystemField);
    }
    identity.contains(&attribute).then_some(Reason::IdentityField)
}
