//! E-mail templates: an organisation's own words for letters, kept as records, and which portal uses which.

use std::sync::Arc;

use portico_db::Tx;
use portico_kit::{EntityId, Instant, Locale, PortalId, Random};
use serde_json::{Map, Value, json};

use crate::entities::{self, Change, Seen};
use crate::letters::{Kind, Source, standard};
use crate::pages::UpsertMode;
use crate::portals::{self, Portal};
use crate::templates::{Template, placed};
use crate::{Caller, Core, Refusal, access, activity, schemas};

mod links;
mod own;

pub(crate) use links::page_of;
pub use links::{Asked, told as links_told};
pub use own::{Words, keep, words};

/// The schema of the records.
pub const SCHEMA: &str = "email_template";
/// What a template says, in each language.
const TEXTS: [&str; 3] = ["subject", "preheader", "body"];
/// The schema's definition, for organisations that have none of their own.
const DEFINITION: &str = include_str!("email_templates/schema.json");

/// Which template a portal uses for which kind of letter; kinds for which it says what ships are left out.
pub fn of_portal(portal: &Portal) -> Map<String, Value> {
    let mut map = portal.doc.get("email_templates").and_then(Value::as_object).cloned().unwrap_or_default();
    map.retain(|_, template| template.is_string());
    map
}

/// The template that a portal uses for a kind of letter.
pub fn reference(portal: &Portal, kind: Kind) -> Option<EntityId> {
    let map = portal.doc.get("email_templates")?;
    kind.keys().into_iter().find_map(|key| map.get(key)?.as_str()).map(EntityId::from)
}

/// Chooses templates for a portal: kinds that are not sent stay, `null` takes the text that ships.
pub fn upsert(
    tx: &mut Tx<'_>,
    portal: &PortalId,
    sent: &Map<String, Value>,
    now: Instant,
    random: &Random,
) -> Result<Map<String, Value>, Refusal> {
    for (key, value) in sent {
        if Kind::parse(key).is_none() {
            return Err(Refusal::invalid(key, format!("There is no kind of letter {key}.")));
        }
        let is_id = value.as_str().is_some_and(|id| !id.is_empty() && id.len() <= 64 && !id.contains('\0'));
        if !value.is_null() && !is_id {
            return Err(Refusal::invalid(
                key,
                format!("{key} must be the id of an e-mail template, or null."),
            ));
        }
    }
    let stored = portals::find(tx, portal)?.ok_or(Refusal::NotFound)?;
    let mut map = of_portal(&stored);
    map.extend(sent.clone());
    map.retain(|_, template| template.is_string());
    let config = json!({ "email_templates": map });
    portals::put(tx, portal, config, UpsertMode::Id, now, random)?;
    Ok(map)
}

/// The portals that use a template.
pub fn references(tx: &mut Tx<'_>, template: &str) -> Result<Vec<Portal>, Refusal> {
    let uses = |portal: &Portal| of_portal(portal).values().any(|value| value.as_str() == Some(template));
    Ok(portals::list(tx)?.into_iter().filter(uses).collect())
}

/// Has every portal that uses one template use another one; answers which portals changed.
pub fn migrate(
    tx: &mut Tx<'_>,
    (source, destination): (&str, &str),
    now: Instant,
    random: &Random,
) -> Result<Vec<PortalId>, Refusal> {
    let mut changed = Vec::new();
    for portal in references(tx, source)? {
        let mut moved = of_portal(&portal);
        moved.retain(|_, value| value.as_str() == Some(source));
        moved.values_mut().for_each(|value| *value = destination.into());
        upsert(tx, &portal.id, &moved, now, random)?;
        changed.push(portal.id);
    }
    Ok(changed)
}

/// What a portal says in a kind of letter; nothing where it says what ships.
///
/// # Errors
/// `NotFound` when the template that the portal names does not exist.
pub fn chosen(
    tx: &mut Tx<'_>,
    core: &Core,
    portal: &Portal,
    kind: Kind,
    locale: Locale,
) -> Result<Option<Source>, Refusal> {
    let Some(id) = reference(portal, kind) else { return Ok(None) };
    let system = access::enter_system(tx, core, "mail")?;
    let doc = entities::view(tx, &system, SCHEMA, &id)?.to_value();
    Ok(source_of(&doc, kind, locale))
}

/// What a template says in a language; nothing where it leaves the language to what ships.
pub fn source_of(doc: &Value, kind: Kind, locale: Locale) -> Option<Source> {
    let own = match doc.get("translations").filter(|all| all.is_object()) {
        Some(all) => all.get(locale.code())?,
        None => doc,
    };
    let text = |key: &str| own.get(key).and_then(Value::as_str).filter(|text| !text.trim().is_empty());
    if text("subject").is_none() && text("body").is_none() {
        return None;
    }
    let shipped = standard(kind, locale);
    Some(Source {
        subject: text("subject").map_or(shipped.subject, str::to_owned),
        preheader: text("preheader").map_or(shipped.preheader, str::to_owned),
        body: text("body").map_or(shipped.body, str::to_owned),
    })
}

/// Notes a change of a template for the history of what was set up.
pub(crate) fn noted(
    tx: &mut Tx<'_>,
    schema: &str,
    id: &EntityId,
    before: Option<&Value>,
    after: Option<&Value>,
) {
    if schema == SCHEMA {
        activity::configured(tx, activity::Part::EmailTemplate, id.as_str(), before, after);
    }
}

/// Refuses a template that could not be filled in, naming the field.
pub(crate) fn check(attributes: &Map<String, Value>) -> Result<(), Refusal> {
    let check_texts = |fields: &Map<String, Value>, place: &str| {
        for key in TEXTS {
            match fields.get(key) {
                None | Some(Value::Null) => {}
                Some(Value::String(text)) => check_text(text, &format!("{place}{key}"))?,
                Some(_) => return Err(Refusal::invalid(key, format!("{place}{key} must be a text."))),
            }
        }
        Ok(())
    };
    check_texts(attributes, "")?;
    let translations = attributes.get("translations").and_then(Value::as_object);
    for (language, fields) in translations.into_iter().flatten() {
        if let Some(fields) = fields.as_object() {
            check_texts(fields, &format!("translations.{language}."))?;
        }
    }
    Ok(())
}

/// Refuses a text that could not be filled in, naming its field.
pub fn check_text(text: &str, field: &str) -> Result<(), Refusal> {
    match Template::parse(text).map_err(|refusal| placed(refusal, field)) {
        Err(Refusal::Invalid { message, .. }) => Err(Refusal::invalid(field, message)),
        other => other.map(|_| ()),
    }
}

/// Creates a template, or replaces what is sent of one.
pub fn save(
    tx: &mut Tx<'_>,
    caller: &Caller,
    id: Option<&EntityId>,
    sent: Map<String, Value>,
) -> Result<Seen, Refusal> {
    let knowing = knowing_the_schema(tx, caller)?;
    match id {
        Some(id) => entities::change(tx, &knowing, SCHEMA, id, &Change { attributes: sent }),
        None => entities::create(tx, &knowing, SCHEMA, sent),
    }
}

/// The caller in an organisation that knows the schema of templates.
fn knowing_the_schema(tx: &mut Tx<'_>, caller: &Caller) -> Result<Caller, Refusal> {
    if caller.catalogue.find(SCHEMA).is_some() {
        return Ok(caller.clone());
    }
    let definition = serde_json::from_str(DEFINITION).map_err(|error| Refusal::Fault(error.to_string()))?;
    schemas::put(tx, SCHEMA, definition)?;
    let catalogue = Arc::new(schemas::load(tx)?);
    Ok(Caller { catalogue, ..caller.clone() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(attributes: Value) -> Option<String> {
        match check(attributes.as_object().unwrap_or(&Map::new())) {
            Err(Refusal::Invalid { field, .. }) => field,
            _ => None,
        }
    }

    #[test]
    fn a_bad_template_is_refused_by_its_field() {
        assert_eq!(refused(json!({ "subject": "Hi {{name}}", "body": "{{#if name}}x{{/if}}" })), None);
        assert_eq!(refused(json!({ "subject": "Hi {{name" })).as_deref(), Some("subject"));
        let translated = json!({ "translations": { "de": { "body": "{{#if name}}" } } });
        assert_eq!(refused(translated).as_deref(), Some("translations.de.body"));
        assert_eq!(refused(json!({ "body": 7 })).as_deref(), Some("body"));
    }

    #[test]
    fn a_template_without_translations_speaks_to_everybody_and_one_with_them_only_in_these() {
        let one = json!({ "subject": "S", "body": "B" });
        let said = |doc: &Value, locale: Locale| source_of(doc, Kind::OnNewQuote, locale);
        assert_eq!(said(&one, Locale::En).map(|source| source.body).as_deref(), Some("B"));
        let german = json!({ "subject": "S", "translations": { "de": { "subject": "D" } } });
        let source = said(&german, Locale::De).unwrap_or_else(|| panic!("no source"));
        assert_eq!(
            (source.subject.as_str(), source.body),
            ("D", standard(Kind::OnNewQuote, Locale::De).body)
        );
        assert_eq!(said(&german, Locale::En), None);
    }
}
