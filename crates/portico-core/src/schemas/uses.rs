//! Who would miss an attribute or a group: the records that hold it, and the grants, pages and settings that name it.

use portico_db::Tx;
use portico_kit::document::Path;
use portico_kit::filter::Filter;
use portico_kit::{PageId, PortalId, RoleId};
use serde_json::Value;

use super::{Attribute, Schema, rules};
use crate::entities::{Search, fits, search};
use crate::{Caller, Refusal, pages, portals, roles};

/// What would miss an attribute.
#[derive(Clone, Debug, Default)]
pub struct Uses {
    /// How many records hold a value.
    pub records: i64,
    /// Grants that name it, by role and position.
    pub grants: Vec<(RoleId, usize)>,
    /// Blocks and pages that name it: the portal, the page, and the type of the block.
    pub blocks: Vec<(PortalId, PageId, Option<String>)>,
    /// Portals whose settings name it.
    pub portals: Vec<PortalId>,
    /// Whether the title of records is made from it.
    pub in_title: bool,
}

impl Uses {
    /// Whether nobody would miss it.
    pub fn is_none(&self) -> bool {
        self.records == 0 && !self.is_named()
    }

    /// Whether some rule, page or setting names it.
    pub fn is_named(&self) -> bool {
        self.in_title || !(self.grants.is_empty() && self.blocks.is_empty() && self.portals.is_empty())
    }
}

/// Who would miss an attribute of a schema.
pub fn of_attribute(tx: &mut Tx<'_>, caller: &Caller, kind: &Schema, name: &str) -> Result<Uses, Refusal> {
    let mut uses = Uses { records: count(tx, caller, &kind.slug, name)?, ..Uses::default() };
    uses.in_title = tokens(&kind.title_template).any(|token| token == name);
    uses.grants = grants(tx, |grant| grant_names(grant, &kind.slug, name))?;
    for portal in portals::list(tx)? {
        if setting_names(&portal.doc, &kind.slug, name) {
            uses.portals.push(portal.id.clone());
        }
        for page in pages::list(tx, &portal.id)? {
            let mut own = page.doc.clone();
            if let Some(fields) = own.as_object_mut() {
                fields.shift_remove("blocks");
            }
            if doc_names(&own, &kind.slug, name) {
                uses.blocks.push((portal.id.clone(), page.id.clone(), None));
            }
            let naming = page.blocks().into_iter().filter(|block| doc_names(&block.doc, &kind.slug, name));
            uses.blocks.extend(naming.map(|block| (portal.id.clone(), page.id.clone(), Some(block.kind))));
        }
    }
    Ok(uses)
}

/// The grants that name a group of a schema.
pub fn grants_of_group(tx: &mut Tx<'_>, slug: &str, group: &str) -> Result<Vec<(RoleId, usize)>, Refusal> {
    grants(tx, |grant| {
        let parts: Vec<&str> = resource(grant).split(':').collect();
        parts.len() == 3 && parts.first() == Some(&slug) && parts.get(1) == Some(&group)
    })
}

/// How many records are looked at before a change; of more, the newest.
pub const LOOKED_AT: i64 = 10_000;
/// How many records are read at once.
const AT_ONCE: i64 = 1000;

/// How many of the newest records hold a value that fits an attribute as it is, and not as it would be.
pub fn misfits(
    tx: &mut Tx<'_>,
    caller: &Caller,
    slug: &str,
    now: &Attribute,
    new: &Value,
) -> Result<i64, Refusal> {
    let (new, Some(path)) = (rules::attribute(new.clone())?, Path::parse(&now.name)) else { return Ok(0) };
    let (mut from, mut misfits) = (0, 0);
    while from < LOOKED_AT {
        let filter = Some(Filter::Exists(path.clone()));
        let asked =
            Search { schemas: vec![slug.to_owned()], filter, from, size: AT_ONCE, ..Search::default() };
        let found = search(tx, caller, &asked)?.records;
        let suffers = |record: &Value| {
            let value = record.get(&now.name).unwrap_or(&Value::Null);
            fits(now, value) && !fits(&new, value)
        };
        misfits += found.iter().filter(|record| suffers(&record.to_value())).count() as i64;
        if (found.len() as i64) < AT_ONCE {
            break;
        }
        from += AT_ONCE;
    }
    Ok(misfits)
}

fn count(tx: &mut Tx<'_>, caller: &Caller, slug: &str, name: &str) -> Result<i64, Refusal> {
    let Some(path) = Path::parse(name) else { return Ok(0) };
    let filter = Some(Filter::Exists(path));
    Ok(search(tx, caller, &Search { schemas: vec![slug.to_owned()], filter, ..Search::default() })?.total)
}

fn grants(tx: &mut Tx<'_>, names: impl Fn(&Value) -> bool) -> Result<Vec<(RoleId, usize)>, Refusal> {
    let mut found = Vec::new();
    for role in roles::list(tx)? {
        let Some(id) = role.get("id").and_then(Value::as_str).map(RoleId::from) else { continue };
        for (at, grant) in roles::grants_of(&role).iter().enumerate() {
            if names(grant) {
                found.push((id.clone(), at));
            }
        }
    }
    Ok(found)
}

fn resource(grant: &Value) -> &str {
    grant.get("resource").and_then(Value::as_str).unwrap_or_default()
}

/// Whether a grant is about just this attribute, or holds under a condition on it.
fn grant_names(grant: &Value, slug: &str, name: &str) -> bool {
    let resource = resource(grant);
    let of_schema = resource.split([':', '*']).next() == Some(slug);
    let in_path = resource.rsplit_once('/').is_some_and(|(_, attribute)| attribute == name);
    let parts: Vec<&str> = resource.split(':').collect();
    let in_group = parts.len() == 3 && parts.last() == Some(&name);
    let in_condition =
        grant.get("conditions").is_some_and(|all| strings(all).into_iter().any(|text| text == name));
    of_schema && (in_path || in_group || in_condition)
}

/// Whether settings pair the schema with the attribute, as identifiers do: `{schema, name}`.
fn setting_names(value: &Value, slug: &str, name: &str) -> bool {
    match value {
        Value::Array(items) => items.iter().any(|item| setting_names(item, slug, name)),
        Value::Object(fields) => {
            let says = |key: &str, wanted: &str| fields.get(key).and_then(Value::as_str) == Some(wanted);
            (says("schema", slug) && says("name", name))
                || fields.values().any(|item| setting_names(item, slug, name))
        }
        Value::String(text) => template_names(text, slug, name),
        _ => false,
    }
}

/// Whether a page or block names the attribute: in a template, or as a path where it speaks of the schema.
fn doc_names(doc: &Value, slug: &str, name: &str) -> bool {
    let all = strings(doc);
    let of_schema = all
        .iter()
        .any(|text| *text == slug || text.strip_prefix(slug).is_some_and(|rest| rest.starts_with("::")));
    let is_path =
        |text: &str| text.split([':', '.', '[']).next() == Some(name) && !text.contains(char::is_whitespace);
    all.iter().any(|text| template_names(text, slug, name) || (of_schema && is_path(text)))
}

/// Whether a template holds `{{slug.name`.
fn template_names(text: &str, slug: &str, name: &str) -> bool {
    let inside = text.split("{{").skip(1).filter_map(|rest| rest.split("}}").next());
    inside.into_iter().any(|inside| {
        let parts: Vec<&str> = tokens(inside).collect();
        parts.windows(2).any(|pair| pair == [slug, name])
    })
}

/// The words of a template.
fn tokens(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|token| !token.is_empty())
}

fn strings(value: &Value) -> Vec<&str> {
    match value {
        Value::String(text) => vec![text],
        Value::Array(items) => items.iter().flat_map(strings).collect(),
        Value::Object(fields) => fields.values().flat_map(strings).collect(),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_block_names_an_attribute_in_columns_and_templates() {
        let list = json!({"type": "entity_list", "props": {"content": {"schema": "contract", "columns": ["address.city", "_title"]}}});
        assert!(doc_names(&list, "contract", "address"));
        assert!(!doc_names(&list, "contract", "city"));
        assert!(!doc_names(&list, "meter", "address"));
        let text = json!({"props": {"content": {"text": {"de": "Ihr Tarif {{contract.tariff}}"}}}});
        assert!(doc_names(&text, "contract", "tariff"));
        assert!(!doc_names(&text, "order", "tariff"));
    }

    #[test]
    fn a_grant_names_an_attribute_in_its_resource_or_a_condition() {
        let grant = |resource: &str| json!({"action": "entity:attribute:view", "resource": resource});
        assert!(grant_names(&grant("contract:*/iban"), "contract", "iban"));
        assert!(grant_names(&grant("contract:payment:iban"), "contract", "iban"));
        assert!(!grant_names(&grant("contract:*"), "contract", "iban"));
        assert!(!grant_names(&grant("order:*/iban"), "contract", "iban"));
        let conditional =
            json!({"resource": "contract:*", "conditions": [{"operation": "equals", "attribute": "status"}]});
        assert!(grant_names(&conditional, "contract", "status"));
    }

    #[test]
    fn identifiers_of_a_portal_name_an_attribute() {
        let portal = json!({"contract_identifiers": [{"schema": "contract", "name": "contract_number"}]});
        assert!(setting_names(&portal, "contract", "contract_number"));
        assert!(!setting_names(&portal, "meter", "contract_number"));
    }
}
