//! Files of portal users: what they hand in to a record, and take back.

use portico_access::{Action, Reason, Record, check_act, check_create};
use portico_db::Tx;
use portico_kit::EntityId;
use serde_json::{Map, Value, json};

use super::rules::{Limits, terms};
use super::{contents, saving};
use crate::activity::{self, Happening};
use crate::entities::{self, Seen};
use crate::{Caller, Refusal};

/// How a handed-in file begins: grants may ask for it.
const HANDED_IN: &str = r#"{"shared_with_end_customer":true}"#;

/// Whether the caller may hand in files to a record that it sees: who may create files, and who may change it.
pub fn may_upload(tx: &mut Tx<'_>, caller: &Caller, schema: &str, id: &EntityId) -> Result<bool, Refusal> {
    match check_create(&caller.viewer, "file", HANDED_IN, &[]) {
        Ok(_) => Ok(true),
        Err(denial) if denial.reason == Reason::NotGranted => entities::may_edit(tx, caller, schema, id),
        Err(_) => Ok(false),
    }
}

/// Makes files of a portal user's uploads, shared, and hanging on a record that the user sees.
pub fn save_for_record(
    tx: &mut Tx<'_>,
    caller: &Caller,
    limits: Limits,
    (schema, id): (&str, &EntityId),
    uploads: &[(String, String)],
) -> Result<Vec<Seen>, Refusal> {
    entities::view(tx, caller, schema, id)?;
    if !may_upload(tx, caller, schema, id)? {
        let message = format!("You may see this {schema}, but not hand in files to it.");
        return Err(Refusal::Forbidden { message });
    }
    if uploads.is_empty() {
        return Err(Refusal::invalid("files", "Send at least one file."));
    }
    let terms = terms(caller, limits);
    let mut saved = Vec::new();
    for (filename, key) in uploads {
        let mut attributes = Map::new();
        attributes.insert("filename".to_owned(), filename.as_str().into());
        attributes.insert("shared_with_end_customer".to_owned(), true.into());
        attributes.insert("_relations".to_owned(), json!([{ "entity_id": id.as_str(), "_schema": schema }]));
        let file = saving::create(tx, caller, "", Some(key), attributes)?;
        // A name without an ending has got that of the upload by now.
        terms.check(file.to_value().get("filename").and_then(Value::as_str).unwrap_or(filename))?;
        let happening = Happening::other("DocUploadedFromPortal", "Document uploaded", schema, id);
        activity::write_about(tx, caller, &happening, &file.id)?;
        saved.push(file);
    }
    Ok(saved)
}

/// Takes files of a record back. Only what was uploaded in the portal: by the user, or by others where the user may
/// delete files.
pub fn remove_from_record(
    tx: &mut Tx<'_>,
    caller: &Caller,
    (schema, id): (&str, &EntityId),
    files: &[EntityId],
) -> Result<(), Refusal> {
    let hanging = super::list_of(tx, caller, schema, id)?;
    for file in files {
        let hangs = |one: &&Value| one.get("_id").and_then(Value::as_str) == Some(file.as_str());
        if hanging.iter().find(hangs).is_none() {
            return Err(Refusal::NotFound);
        }
        let uploads = contents::uploaders(tx, std::slice::from_ref(file))?;
        check_removal(tx, caller, file, uploads.first().map(|(_, user)| user.as_str()))?;
        entities::remove_decided(tx, caller, "file", file)?;
        saving::let_go_later(tx, caller, file, 30 * 86_400)?;
        let happening = Happening::other("DocRemovedFromPortal", "Document removed", schema, id);
        activity::write_about(tx, caller, &happening, file)?;
    }
    Ok(())
}

fn check_removal(
    tx: &mut Tx<'_>,
    caller: &Caller,
    file: &EntityId,
    uploaded_by: Option<&str>,
) -> Result<(), Refusal> {
    let refused = |message: &str| Err(Refusal::Forbidden { message: message.to_owned() });
    let Some(uploaded_by) = uploaded_by else {
        return refused("This file was not uploaded in the portal, so it cannot be removed here.");
    };
    let seen = entities::view(tx, caller, "file", file)?;
    let record = Record { id: seen.id.as_str(), schema: "file", doc: &seen.doc };
    let granted = check_act(&caller.viewer, &Action::Delete, &record);
    let is_own = caller.portal_user().is_some_and(|user| user.as_str() == uploaded_by);
    match granted {
        Ok(()) => Ok(()),
        Err(denial) if is_own && denial.reason == Reason::NotGranted => Ok(()),
        Err(_) => refused("This file is not yours to remove."),
    }
}

/// Which of these files the caller uploaded, and so may take back.
pub fn own_uploads(tx: &mut Tx<'_>, caller: &Caller, files: &[EntityId]) -> Result<Vec<EntityId>, Refusal> {
    let Some(user) = caller.portal_user().cloned() else { return Ok(Vec::new()) };
    let uploads = contents::uploaders(tx, files)?;
    Ok(uploads.into_iter().filter(|(_, by)| by == user.as_str()).map(|(file, _)| file).collect())
}
