//! Which changes a group offers: only those that the rules allow, one by one or together.

use portico_core::pages::Block;
use portico_core::schemas::{Attribute, Schema};
use portico_core::{Refusal, entities};
use serde_json::Value;

use super::Settings;
use crate::portal::scene::{Record, Scene};

/// From this many on, simple attributes are changed together in one form.
const TOGETHER: usize = 2;

/// The changes that a group offers.
#[derive(Debug, Default)]
pub struct Offers {
    /// The block that offers them.
    pub block: String,
    /// The attributes that may be changed, in the order they are shown.
    pub changeable: Vec<String>,
    /// Those that one form changes together.
    pub together: Vec<String>,
}

impl Offers {
    /// Whether an attribute is changed by itself.
    pub fn is_alone(&self, name: &str) -> bool {
        self.changeable.iter().any(|known| known == name) && !self.together.iter().any(|known| known == name)
    }
}

/// Asks the rules which attributes may be changed; nothing unless the block is editable.
pub fn of(
    scene: &mut Scene<'_, '_, '_>,
    block: &Block,
    schema: &Schema,
    record: &Record,
    settings: &Settings,
    attributes: &[&Attribute],
) -> Result<Offers, Refusal> {
    let candidates: Vec<&Attribute> =
        attributes.iter().copied().filter(|attribute| settings.is_editable && is_typed(attribute)).collect();
    if candidates.is_empty() {
        return Ok(Offers { block: block.id.clone(), ..Offers::default() });
    }
    let names: Vec<&str> = candidates.iter().map(|attribute| attribute.name.as_str()).collect();
    let allowed =
        scene.ask(|tx, caller| entities::may_change(tx, caller, &schema.slug, &record.seen.id, &names))?;
    let allowed = allowed.unwrap_or_default();
    let may = candidates.iter().zip(allowed).filter(|(_, may)| *may).map(|(attribute, _)| *attribute);
    let changeable: Vec<&Attribute> = may.collect();
    let simple: Vec<String> =
        changeable.iter().filter(|a| !is_composite(a)).map(|attribute| attribute.name.clone()).collect();
    Ok(Offers {
        block: block.id.clone(),
        changeable: changeable.iter().map(|attribute| attribute.name.clone()).collect(),
        together: if simple.len() >= TOGETHER { simple } else { Vec::new() },
    })
}

/// Whether people type values of this type into a form.
pub fn is_typed(attribute: &Attribute) -> bool {
    let says = |key: &str| attribute.doc.get(key).and_then(Value::as_bool) == Some(true);
    let typed = [
        "string",
        "number",
        "currency",
        "date",
        "datetime",
        "select",
        "radio",
        "status",
        "multiselect",
        "boolean",
        "address",
        "email",
        "phone",
        "link",
        "table",
    ];
    typed.contains(&attribute.kind.as_str()) && !says("readonly") && !says("hidden")
}

/// Whether a value has parts of its own and is better changed by itself.
fn is_composite(attribute: &Attribute) -> bool {
    matches!(attribute.kind.as_str(), "address" | "table")
}
