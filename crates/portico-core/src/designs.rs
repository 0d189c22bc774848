//! Designs: the colours, face, corners and logo of portals.

use portico_db::{DbError, Tx};
use portico_kit::{DesignId, Instant};
use serde_json::Value;

use crate::activity::{self, Part};
use crate::{Refusal, portals};

/// A design's document.
pub fn find(tx: &mut Tx<'_>, id: &DesignId) -> Result<Option<Value>, DbError> {
    let sql = "SELECT doc FROM designs WHERE tenant_id = $1 AND id = $2";
    let text = tx.first(sql, &[id.as_str().into()], |row| row.text(0))?;
    Ok(text.and_then(|text| serde_json::from_str(&text).ok()))
}

/// All designs of the organisation.
pub fn list(tx: &mut Tx<'_>) -> Result<Vec<Value>, DbError> {
    let texts = tx.all("SELECT doc FROM designs WHERE tenant_id = $1 ORDER BY id", &[], |row| row.text(0))?;
    Ok(texts.iter().filter_map(|text| serde_json::from_str(text).ok()).collect())
}

/// Creates or replaces a design. Colours must be `#rrggbb`.
pub fn put(tx: &mut Tx<'_>, id: &DesignId, mut doc: Value, now: Instant) -> Result<Value, Refusal> {
    let organisation = tx.tenant().as_str().to_owned();
    let fields = doc.as_object_mut().ok_or_else(|| Refusal::invalid("design", "A design is an object."))?;
    fields.insert("id".to_owned(), id.as_str().into());
    fields.insert("organization_id".to_owned(), organisation.into());
    fields.entry("created_at").or_insert_with(|| now.to_iso().into());
    fields.insert("last_modified_at".to_owned(), now.to_iso().into());
    check_colours(&doc)?;
    let before = find(tx, id)?;
    tx.execute(
        "INSERT INTO designs (tenant_id, id, doc, updated_at) VALUES ($1, $2, $3, $4)
         ON CONFLICT (tenant_id, id) DO UPDATE SET doc = excluded.doc, updated_at = excluded.updated_at",
        &[id.as_str().into(), doc.to_string().into(), now.into()],
    )?;
    activity::configured(tx, Part::Design, id.as_str(), before.as_ref(), Some(&doc));
    crate::tenants::touch_configuration(tx)?;
    Ok(doc)
}

fn check_colours(doc: &Value) -> Result<(), Refusal> {
    let palette = doc.pointer("/style/palette").and_then(Value::as_object);
    for (name, colour) in palette.into_iter().flatten() {
        let Some(text) = colour.as_str() else { continue };
        let hex = text.strip_prefix('#').unwrap_or("");
        if hex.len() != 6 || !hex.chars().all(|c| c.is_ascii_hexdigit()) {
            let message = format!("{text:?} is no colour. Write it as # and six digits, such as #00616b.");
            return Err(Refusal::invalid(format!("style.palette.{name}"), message));
        }
    }
    Ok(())
}

/// Removes a design that no portal uses.
pub fn remove(tx: &mut Tx<'_>, id: &DesignId) -> Result<(), Refusal> {
    if let Some(portal) = portals::list(tx)?.iter().find(|portal| portal.design_id().as_ref() == Some(id)) {
        let name = portal.name();
        return Err(Refusal::conflict(format!(
            "The portal {name} wears this design. Choose another one for it first."
        )));
    }
    let before = find(tx, id)?.ok_or(Refusal::NotFound)?;
    tx.execute("DELETE FROM designs WHERE tenant_id = $1 AND id = $2", &[id.as_str().into()])?;
    activity::configured(tx, Part::Design, id.as_str(), Some(&before), None);
    crate::tenants::touch_configuration(tx)
}
