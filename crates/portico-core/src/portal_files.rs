//! Pictures of a portal: uploads that everybody may fetch, each under the name of its place in the configuration.

use portico_db::Tx;
use serde_json::{Map, Value, json};

use crate::entities::Seen;
use crate::pages::UpsertMode;
use crate::portals::{self, Portal};
use crate::{Caller, Core, Refusal, files};

/// The most pictures that are saved at once.
const MOST: usize = 20;

/// Publishes uploads and puts their addresses into the portal's `images`.
pub fn save(
    tx: &mut Tx<'_>,
    caller: &Caller,
    core: &Core,
    portal: &Portal,
    sent: &[Value],
) -> Result<Vec<Seen>, Refusal> {
    if sent.is_empty() || sent.len() > MOST {
        return Err(Refusal::invalid("files", format!("Send 1 to {MOST} files.")));
    }
    let mut images = portal.doc.get("images").and_then(Value::as_object).cloned().unwrap_or_default();
    let mut saved = Vec::new();
    for (number, item) in sent.iter().enumerate() {
        let (place, key, attributes) = parts(item, number)?;
        let (file, address) = files::publish(tx, caller, &core.options().base_url, key, attributes)?;
        images.insert(place.to_owned(), address.into());
        saved.push(file);
    }
    let change = json!({ "images": images });
    portals::put(tx, &portal.id, change, UpsertMode::Id, caller.now, &caller.random)?;
    Ok(saved)
}

/// The place of a picture, the key of its upload, and what else is kept of it.
fn parts(item: &Value, number: usize) -> Result<(&str, &str, Map<String, Value>), Refusal> {
    let text = |pointer: &str| item.pointer(pointer).and_then(Value::as_str).filter(|text| !text.is_empty());
    let needed = |key: &str, what: &str| {
        let field = format!("files[{number}].{key}");
        Refusal::invalid(&field, format!("{field} is required: {what}."))
    };
    let place = text("/file_type")
        .ok_or_else(|| needed("file_type", "the picture's place, such as welcomeBanner"))?;
    let key = text("/s3ref/key").ok_or_else(|| needed("s3ref", "bucket and key of an upload"))?;
    let kept =
        ["filename", "_tags"].into_iter().filter_map(|name| Some((name.to_owned(), item.get(name)?.clone())));
    Ok((place, key, kept.collect()))
}
