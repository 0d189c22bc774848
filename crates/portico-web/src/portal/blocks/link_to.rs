//! Where an action or a teaser leads: a page of the portal, or a place outside of it.

use portico_core::Refusal;
use serde_json::Value;

use crate::portal::address;
use crate::portal::scene::Scene;
use crate::portal::texts::filled_address;

/// The address that the settings name; nothing when it leads nowhere safe.
pub fn href(scene: &mut Scene<'_, '_, '_>, settings: &Value) -> Result<Option<String>, Refusal> {
    let is_outside = settings.get("linkType").and_then(Value::as_str) == Some("external");
    let key = if is_outside { "link" } else { "target_path" };
    let Some(template) = settings.get(key) else { return Ok(None) };
    let filled = filled_address(scene, template)?;
    let rooted = if is_outside || filled.starts_with('/') { filled } else { format!("/{filled}") };
    let safe = if is_outside { address::safe_link(&rooted) } else { address::inside(&rooted) };
    Ok(safe.map(str::to_owned))
}
