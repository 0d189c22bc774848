//! Attribute group: the facts of a record, each with the way to change it where the rules allow; tables as rows.

use std::rc::Rc;

use maud::Markup;
use portico_core::Refusal;
use portico_core::pages::Block;
use portico_core::schemas::{Attribute, Schema};
use portico_kit::Locale;
use serde_json::Value;

use super::Width;
use crate::portal::edit;
use crate::portal::scene::{Record, Scene};
use crate::portal::texts::filled;

mod facts;
mod offers;
mod view;

pub use offers::{Offers, is_typed};

/// What the block's settings say.
#[derive(Debug, Default)]
pub struct Settings {
    /// The schema of the record.
    pub schema: String,
    /// The group whose attributes are shown, unless they are named.
    pub group: Option<String>,
    /// The attributes by name, in order.
    pub attributes: Vec<String>,
    /// The title, instead of the group's label.
    pub title: String,
    /// Whether changes are offered.
    pub is_editable: bool,
    /// Whether attributes without a value are left out.
    pub hides_empty: bool,
    /// Whether the title says what the one fact is.
    pub is_single: bool,
}

impl Settings {
    fn of(scene: &mut Scene<'_, '_, '_>, content: &Value) -> Result<Self, Refusal> {
        let word = |key: &str| content.get(key).and_then(Value::as_str);
        let says = |key: &str, default| content.get(key).and_then(Value::as_bool).unwrap_or(default);
        let named = content.get("attributes").and_then(Value::as_array);
        let (schema, group) = match word("value").and_then(|value| value.split_once("::")) {
            Some((schema, group)) => (schema, Some(group.to_owned())),
            None => (word("schema").unwrap_or_default(), None),
        };
        Ok(Self {
            schema: schema.to_owned(),
            group,
            attributes: named.into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect(),
            title: filled(scene, content.get("title").unwrap_or(&Value::Null))?,
            is_editable: says("editable", false),
            hides_empty: says("hideEmptyValue", true),
            is_single: false,
        })
    }
}

/// The block on its page.
pub fn render(scene: &mut Scene<'_, '_, '_>, block: &Block, width: Width) -> Result<Option<Markup>, Refusal> {
    let settings = Settings::of(scene, block.content())?;
    render_with(scene, block, settings, width)
}

/// A group as its settings say; also for a single attribute.
pub fn render_with(
    scene: &mut Scene<'_, '_, '_>,
    block: &Block,
    settings: Settings,
    width: Width,
) -> Result<Option<Markup>, Refusal> {
    let Some(schema) = scene.schema(&settings.schema) else { return Ok(None) };
    let Some(record) = scene.record(&settings.schema)? else { return Ok(None) };
    let attributes = seen(scene, schema, &record, &settings);
    if attributes.is_empty() {
        return Ok(None);
    }
    let title = title(scene.locale(), schema, &settings);
    let offers = offers::of(scene, block, schema, &record, &settings, &attributes)?;
    if let Some(form) = edit::in_place(scene, block, &record, &offers)? {
        return Ok(Some(form));
    }
    let view = facts::view(scene, schema, &record, &settings, &attributes, &offers, title)?;
    Ok(view.map(|view| view::show(scene.locale(), &view, width)))
}

/// The attributes that the group shows and the viewer may see.
fn seen<'a>(
    scene: &Scene<'_, '_, '_>,
    schema: &'a Schema,
    record: &Rc<Record>,
    settings: &Settings,
) -> Vec<&'a Attribute> {
    let says =
        |attribute: &Attribute, key: &str| attribute.doc.get(key).and_then(Value::as_bool) == Some(true);
    let of_group = schema.attributes.iter().filter(|attribute| {
        settings.group.is_some()
            && attribute.group == settings.group
            && !says(attribute, "hidden")
            && !says(attribute, "internal")
    });
    let named = settings.attributes.iter().filter_map(|name| schema.attribute(name));
    let mask = scene.caller().map(|caller| portico_core::entities::mask_of(caller, &record.seen));
    of_group
        .chain(named)
        .filter(|attribute| attribute.kind != "internal")
        .filter(|attribute| mask.as_ref().is_some_and(|mask| mask.allows(&attribute.name)))
        .collect()
}

fn title(locale: Locale, schema: &Schema, settings: &Settings) -> String {
    if !settings.title.is_empty() {
        return settings.title.clone();
    }
    let group = schema.groups.iter().find(|group| Some(&group.id) == settings.group.as_ref());
    group.map_or_else(|| schema.name(locale), |group| group.label(locale))
}

/// How it looks, for tests and previews.
pub fn sample(locale: Locale) -> Markup {
    view::sample(locale)
}
