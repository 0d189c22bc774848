//! Saving: an upload becomes a file, or the newest version of one, and hangs on records.

use portico_db::Tx;
use portico_files::kind;
use portico_kit::{EntityId, Instant};
use portico_queue::NewJob;
use serde_json::{Map, Value, json};

use super::contents::{self, Stored};
use super::rules::{clean_name, readable};
use super::uploads;
use crate::entities::{self, Change, Seen};
use crate::{Caller, Refusal};

/// The name of the store in published references.
pub(super) const BUCKET: &str = "portico-files";
/// How long the bytes of a removed file wait for it to be restored, in seconds: 30 days.
const REGRET: i64 = 30 * 86_400;
/// The kind of job that lets the bytes of a removed file go.
pub(super) const PURGE: &str = "files.purge";
/// What of a request to save is not an attribute of the file.
const ASKED: [&str; 5] = ["_id", "file_entity_id", "relations", "s3ref", "source_url"];
/// What follows from the content and is never set by hand.
const DERIVED: [&str; 6] = ["size_bytes", "readable_size", "etag", "public_url", "versions", "mime_type"];
/// How many versions of a file are kept.
const MOST_VERSIONS: usize = 100;

/// A saved file.
pub struct Saved {
    /// The file.
    pub file: Seen,
    /// Whether it is a new one.
    pub is_new: bool,
}

/// Saves a file as the organisation asks: from an upload or as an address elsewhere, new or as a version.
pub fn save(
    tx: &mut Tx<'_>,
    caller: &Caller,
    base_url: &str,
    asked: &Map<String, Value>,
    version_only: bool,
) -> Result<Saved, Refusal> {
    if asked.get("source_url").is_some_and(|url| !url.is_null()) {
        let message = "Files are not fetched from elsewhere. Upload the file, or send custom_download_url.";
        return Err(Refusal::invalid("source_url", message));
    }
    let text = |key: &str| asked.get(key).and_then(Value::as_str).filter(|text| !text.is_empty());
    check_address(text("custom_download_url"))?;
    let id = text("_id").or(text("file_entity_id")).map(EntityId::from);
    let key = asked.get("s3ref").filter(|reference| !reference.is_null()).map(key_of).transpose()?;
    let mut attributes: Map<String, Value> = if version_only { Map::new() } else { own_attributes(asked) };
    if let Some(relations) = asked.get("relations").and_then(Value::as_array) {
        attributes.insert("_relations".to_owned(), relations.clone().into());
    }
    match id {
        Some(id) => add_version(tx, caller, &id, key, attributes),
        None => create(tx, caller, base_url, key, attributes).map(|file| Saved { file, is_new: true }),
    }
}

fn own_attributes(asked: &Map<String, Value>) -> Map<String, Value> {
    let own = |key: &str| !ASKED.contains(&key) && !DERIVED.contains(&key);
    asked.iter().filter(|(key, _)| own(key)).map(|(key, value)| (key.clone(), value.clone())).collect()
}

/// The published key of a reference.
pub(super) fn key_of(reference: &Value) -> Result<&str, Refusal> {
    let key = reference.get("key").and_then(Value::as_str).filter(|key| !key.is_empty());
    key.ok_or_else(|| {
        Refusal::invalid("s3ref", "s3ref must hold the bucket and key that the upload was announced with.")
    })
}

fn check_address(address: Option<&str>) -> Result<(), Refusal> {
    let fits = |text: &str| {
        (text.starts_with("https://") || text.starts_with("http://")) && !text.contains(char::is_whitespace)
    };
    match address {
        Some(text) if !fits(text) => Err(Refusal::invalid(
            "custom_download_url",
            "custom_download_url must be an address with https://.",
        )),
        _ => Ok(()),
    }
}

/// A new file of what was uploaded. Who may, the caller of this has decided.
pub(super) fn create(
    tx: &mut Tx<'_>,
    caller: &Caller,
    base_url: &str,
    key: Option<&str>,
    mut attributes: Map<String, Value>,
) -> Result<Seen, Refusal> {
    let id = EntityId::fresh(caller.now, &caller.random);
    let content = key.map(|key| uploads::find_claimable(tx, caller, key)).transpose()?;
    if content.is_none() && !attributes.contains_key("custom_download_url") {
        let message = "Send s3ref of an upload, or custom_download_url.";
        return Err(Refusal::invalid("s3ref", message));
    }
    let named = attributes.get("filename").and_then(Value::as_str).filter(|name| !name.trim().is_empty());
    let filename = named.or(content.as_ref().map(|content| content.filename.as_str())).unwrap_or("file");
    let filename = checked_name(filename, content.as_ref())?;
    let found = kind::of_name(&filename);
    attributes.insert("filename".to_owned(), filename.clone().into());
    let group = found.map_or("unknown", |found| found.group.name());
    attributes.entry("type").or_insert_with(|| group.into());
    attributes.entry("access_control").or_insert_with(|| "private".into());
    if attributes["access_control"] == "public-read" {
        let address = public_address(base_url, tx.tenant().as_str(), &id, &filename);
        attributes.insert("public_url".to_owned(), address.into());
    }
    let version = content.as_ref().map(|content| version_of(tx.tenant().as_str(), content, &filename));
    if let Some(version) = &version {
        attributes.extend(version.clone());
    }
    attributes.insert("versions".to_owned(), version.into_iter().map(Value::Object).collect());
    attributes.insert("_id".to_owned(), id.as_str().into());
    if let Some(content) = &content
        && !contents::bind(tx, &content.id, &id)?
    {
        return Err(Refusal::conflict("This upload was saved meanwhile."));
    }
    entities::create_decided(tx, caller, "file", attributes)
}

/// The name of a file, which keeps the kind that its content was judged to be.
fn checked_name(name: &str, content: Option<&Stored>) -> Result<String, Refusal> {
    let name = clean_name(name);
    let Some(content) = content else { return Ok(name) };
    let (now, then) = (kind::of_name(&name), kind::of_name(&content.filename));
    if kind::ending(&name) == kind::ending(&content.filename)
        || now.map(|k| k.media_type) == then.map(|k| k.media_type)
    {
        return Ok(name);
    }
    // A name without an ending of its own keeps that of the upload; another ending would tell something else.
    match (kind::ending(&name).and(now), kind::ending(&content.filename)) {
        (None, Some(ending)) => Ok(format!("{name}.{ending}")),
        (None, None) => Ok(name),
        _ => Err(Refusal::invalid(
            "filename",
            format!("{name} has another ending than {}, which was uploaded.", content.filename),
        )),
    }
}

/// What a file, and each of its versions, says of its content.
fn version_of(tenant: &str, content: &Stored, filename: &str) -> Map<String, Value> {
    let size = u64::try_from(content.size_bytes).unwrap_or(0);
    let described = json!({
        "filename": filename,
        "mime_type": content.mime_type,
        "size_bytes": size,
        "readable_size": readable(size),
        "etag": content.sha256,
        "s3ref": { "bucket": BUCKET, "key": format!("{tenant}/{}/{filename}", content.id) },
    });
    described.as_object().cloned().unwrap_or_default()
}

/// Where a published file is fetched by everybody.
fn public_address(base_url: &str, tenant: &str, id: &EntityId, filename: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b".-_".contains(&byte);
    let name: String = filename
        .bytes()
        .map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect();
    format!("{base_url}/v1/portico/files/public/{tenant}/{id}/{name}")
}

fn add_version(
    tx: &mut Tx<'_>,
    caller: &Caller,
    id: &EntityId,
    key: Option<&str>,
    mut attributes: Map<String, Value>,
) -> Result<Saved, Refusal> {
    let before = entities::view(tx, caller, "file", id)?.to_value();
    if let Some(Value::Array(new)) = attributes.get("_relations") {
        let held = before.get("_relations").and_then(Value::as_array).cloned().unwrap_or_default();
        let known = |item: &Value| held.iter().any(|one| one.get("entity_id") == item.get("entity_id"));
        let added: Vec<Value> = new.iter().filter(|item| !known(item)).cloned().collect();
        attributes.insert("_relations".to_owned(), held.iter().cloned().chain(added).collect());
    }
    if let Some(key) = key {
        let content = uploads::find_claimable(tx, caller, key)?;
        let named = attributes.get("filename").and_then(Value::as_str);
        let filename = checked_name(named.unwrap_or(&content.filename), Some(&content))?;
        let version = version_of(tx.tenant().as_str(), &content, &filename);
        let held = before.get("versions").and_then(Value::as_array).cloned().unwrap_or_default();
        let versions: Vec<Value> =
            std::iter::once(Value::Object(version.clone())).chain(held).take(MOST_VERSIONS).collect();
        if !contents::bind(tx, &content.id, id)? {
            return Err(Refusal::conflict("This upload was saved meanwhile."));
        }
        attributes.extend(version);
        attributes.insert("versions".to_owned(), versions.into());
    }
    let file = entities::change(tx, caller, "file", id, &Change { attributes })?;
    Ok(Saved { file, is_new: false })
}

/// Makes an upload a file that everybody may fetch, such as a logo; answers it with its lasting address.
pub fn publish(
    tx: &mut Tx<'_>,
    caller: &Caller,
    base_url: &str,
    key: &str,
    mut attributes: Map<String, Value>,
) -> Result<(Seen, String), Refusal> {
    attributes.insert("access_control".to_owned(), "public-read".into());
    let file = create(tx, caller, base_url, Some(key), attributes)?;
    let address = file.to_value().get("public_url").and_then(Value::as_str).unwrap_or_default().to_owned();
    Ok((file, address))
}

/// The content of a file that is published to everybody.
pub fn published(tx: &mut Tx<'_>, id: &EntityId) -> Result<super::Content, Refusal> {
    let file = entities::stored_document(tx, id)?.ok_or(Refusal::NotFound)?;
    let is_public = file.get("access_control").and_then(Value::as_str) == Some("public-read");
    if !is_public || file.get("_schema").and_then(Value::as_str) != Some("file") {
        return Err(Refusal::NotFound);
    }
    super::content_in(tx, id, &file, None)
}

/// Removes a file. Its bytes stay as long as it can be restored, or go at once.
pub fn remove(tx: &mut Tx<'_>, caller: &Caller, id: &EntityId, at_once: bool) -> Result<Seen, Refusal> {
    let file = entities::view(tx, caller, "file", id)?;
    entities::remove(tx, caller, "file", id)?;
    let regret = if at_once { 0 } else { REGRET };
    let_go_later(tx, caller, id, regret)?;
    Ok(file)
}

/// Lets the bytes of a removed file go after a while, unless it is back by then.
pub(super) fn let_go_later(
    tx: &mut Tx<'_>,
    caller: &Caller,
    id: &EntityId,
    seconds: i64,
) -> Result<(), Refusal> {
    let run_at: Instant = caller.now.plus_seconds(seconds);
    let job = NewJob { run_at, ..NewJob::now(PURGE, json!({ "file": id.as_str() }), caller.now) };
    Ok(portico_queue::enqueue(tx, &job, &caller.random)?)
}
