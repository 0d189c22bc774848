//! The rules once more, as naively as they can be said: a model to compare with, never used to decide
//! anything.
//!
//! It reads the documents themselves, knows nothing of tables, indexes, filters or compiled policies, and
//! compares grants as texts.

use std::collections::BTreeSet;

use serde_json::Value as Json;

use super::{ATTRIBUTES, NOW, Organisation, Portal, User, WorldRecord};
use crate::Question;

/// The actions that are asked about.
pub const ACTIONS: [&str; 5] =
    ["entity:view", "entity:edit", "entity:delete", "meter_reading:create", "meter_reading:view"];
const SYSTEM: [&str; 7] = ["_id", "_schema", "_org", "_title", "_tags", "_created_at", "_updated_at"];
const IDENTITY: [&str; 4] = ["email", "contact", "represents", "expires_at"];

/// One user, and all that it reaches.
pub struct Asker<'a> {
    organisation: &'a Organisation,
    portal: &'a Portal,
    user: &'a User,
    contacts: BTreeSet<String>,
    reached: BTreeSet<String>,
}

impl<'a> Asker<'a> {
    /// The user of an organisation.
    pub fn new(organisation: &'a Organisation, user: &'a User) -> Self {
        let portal = &organisation.portals[user.portal];
        let contacts = own_contacts(organisation, user);
        Self { organisation, portal, user, contacts, reached: reached(organisation, portal, user) }
    }

    /// Whether the user may do what is asked.
    pub fn may(&self, question: &Question) -> bool {
        let (user, action, schema) = (self.user, question.action.name(), question.schema.as_str());
        let asked = question.record.as_ref().map(|id| id.as_str());
        let on = self.organisation.enabled && self.portal.enabled && user.registered && user.access;
        if !on || !user.credential_live || user.expires_at.is_some_and(|end| end <= NOW.0) {
            return false;
        }
        let own_user = asked == Some(&user.id) && schema == "portal_user";
        if self.contacts.is_empty() && !(own_user && action == "entity:view") {
            return false;
        }
        let Some(id) = asked else {
            return shows(self.portal, schema) && self.may_create(schema, question.attribute.as_deref());
        };
        let found = living(self.organisation).find(|record| record.id == id && record.schema == schema);
        let Some(record) = found else {
            return false;
        };
        let own = own_user || self.contacts.contains(id);
        (shows(self.portal, schema) || own)
            && self.reached.contains(id)
            && self.granted("entity:view", record, None)
            && self.granted(action, record, None)
            && match (&question.attribute, action) {
                (None, _) => true,
                (Some(name), "entity:edit") => self.may_set(record, name),
                (Some(name), _) => self.may_see(record, name),
            }
            && (schema != "file" || record.doc["shared_with_end_customer"] == Json::Bool(true))
    }

    fn may_create(&self, schema: &str, attribute: Option<&str>) -> bool {
        let (id, doc) = (String::new(), serde_json::json!({}));
        let empty = WorldRecord { id, schema: schema.to_owned(), doc, deleted: false };
        self.granted("entity:create", &empty, None) && attribute.is_none_or(|name| self.may_set(&empty, name))
    }
}

fn shows(portal: &Portal, schema: &str) -> bool {
    if let Some(allowed) = &portal.allowed {
        return allowed.iter().any(|slug| slug == schema);
    }
    let all = "contact account opportunity order ticket asset meter meter_counter product price file";
    let customer = "contract billing_account billing_event";
    let customer = if portal.origin == "INSTALLER_PORTAL" { "" } else { customer };
    all.split(' ').chain(customer.split(' ')).any(|slug| slug == schema)
}

fn living(organisation: &Organisation) -> impl Iterator<Item = &WorldRecord> {
    organisation.records.iter().filter(|record| !record.deleted)
}

/// Whether a record points to another through an attribute.
fn points(holder: &WorldRecord, attribute: &str, target: &WorldRecord) -> bool {
    let value = &holder.doc[attribute];
    let items = if value.is_array() { value } else { &value["$relation"] };
    let names = |item: &Json| {
        ["entity_id", "product_id", "price_id"].iter().any(|key| item[key] == target.id.as_str())
    };
    items.as_array().is_some_and(|items| items.iter().any(names))
}

fn pointed<'a>(
    organisation: &'a Organisation,
    holder: &str,
    attribute: &str,
    schema: &str,
) -> Vec<&'a WorldRecord> {
    let Some(holder) = living(organisation).find(|record| record.id == holder) else {
        return Vec::new();
    };
    living(organisation)
        .filter(|record| record.schema == schema && points(holder, attribute, record))
        .collect()
}

fn own_contacts(organisation: &Organisation, user: &User) -> BTreeSet<String> {
    pointed(organisation, &user.id, "contact", "contact")
        .into_iter()
        .map(|record| record.id.clone())
        .collect()
}

fn roots(organisation: &Organisation, user: &User) -> BTreeSet<String> {
    let mut contacts = own_contacts(organisation, user);
    contacts.extend(pointed(organisation, &user.id, "represents", "contact").iter().map(|r| r.id.clone()));
    let mut roots: BTreeSet<String> =
        std::iter::once(user.id.clone()).chain(contacts.iter().cloned()).collect();
    roots.extend(pointed(organisation, &user.id, "represents", "account").iter().map(|r| r.id.clone()));
    for contact in contacts {
        roots.extend(pointed(organisation, &contact, "account", "account").iter().map(|r| r.id.clone()));
    }
    roots
}

/// Everything that is reached: three rounds from the roots outwards.
fn reached(organisation: &Organisation, portal: &Portal, user: &User) -> BTreeSet<String> {
    let roots = roots(organisation, user);
    let mut reached = roots.clone();
    for _ in 0..3 {
        let nearer: Vec<&WorldRecord> = living(organisation)
            .filter(|near| reached.contains(&near.id))
            .filter(|near| {
                roots.contains(&near.id)
                    || !["portal_user", "contact", "account"].contains(&near.schema.as_str())
            })
            .collect();
        let leads =
            |far: &WorldRecord| nearer.iter().any(|near| joined(portal, near, far, roots.contains(&near.id)));
        let found: Vec<String> =
            living(organisation).filter(|far| leads(far)).map(|far| far.id.clone()).collect();
        reached.extend(found);
    }
    reached
}

/// Whether a step leads from the nearer record to the farther one.
fn joined(portal: &Portal, near: &WorldRecord, far: &WorldRecord, root: bool) -> bool {
    let paths = portal.paths.as_ref().unwrap_or(&Json::Null);
    let named =
        "portal_user contact account billing_account meter meter_counter billing_event product price file";
    let changed = match paths.get(&far.schema) {
        Some(steps) => Some(steps),
        None if named.split(' ').any(|slug| slug == far.schema) => None,
        None => paths.get("*"),
    };
    if let Some(steps) = changed {
        return steps.as_array().is_some_and(|steps| steps.iter().any(|step| follows(step, near, far, root)));
    }
    let holds = |attributes: &str| attributes.split(' ').any(|name| points(far, name, near));
    let held = |attributes: &str| attributes.split(' ').any(|name| points(near, name, far));
    let concerns = root
        && (holds("customer contact contacts account portal_user installer assignee billing_contact")
            || held("contracts orders opportunities tickets assets"));
    let is = |schema: &str| near.schema == schema;
    match far.schema.as_str() {
        "portal_user" | "contact" | "account" => false,
        "billing_account" => concerns || (is("contract") && held("billing_account")),
        "meter" => concerns || (is("contract") && (holds("contract") || held("meters meter"))),
        "meter_counter" => is("meter") && holds("meter"),
        "billing_event" => {
            (is("contract") && holds("contract"))
                || (is("billing_account") && holds("billing_account"))
                || (is("order") && holds("order"))
        }
        "product" | "price" => (is("order") || is("opportunity")) && held("products line_items"),
        "file" => points_somehow(near, far) || holds("_relations"),
        _ => concerns,
    }
}

fn points_somehow(holder: &WorldRecord, target: &WorldRecord) -> bool {
    let names = holder.doc.as_object().into_iter().flat_map(|doc| doc.keys());
    names.filter(|name| !name.starts_with('_')).any(|name| points(holder, name, target))
}

/// A step of a portal's own table.
fn follows(step: &Json, near: &WorldRecord, far: &WorldRecord, root: bool) -> bool {
    let listed = |list: &Json, name: &str| {
        *list == name || list.as_array().is_some_and(|l| l.iter().any(|one| one == name))
    };
    let (names, ends, holder, target) = match step.get("holds") {
        Some(names) => (names, &step["to"], far, near),
        None => (&step["held"], &step["by"], near, far),
    };
    let from = *ends == "*" || (*ends == "root" && root) || listed(ends, &near.schema);
    let through = |name: &Json| name.as_str().is_some_and(|name| points(holder, name, target));
    let any = listed(names, "*") && points_somehow(holder, target);
    from && (any || names.as_array().is_some_and(|names| names.iter().any(through)))
}

impl Asker<'_> {
    fn may_see(&self, record: &WorldRecord, attribute: &str) -> bool {
        SYSTEM.contains(&attribute) || self.granted("entity:attribute:view", record, Some(attribute))
    }

    fn may_set(&self, record: &WorldRecord, attribute: &str) -> bool {
        let own = (record.schema == "portal_user" && IDENTITY.contains(&attribute))
            || (record.schema == "contact" && attribute == "account");
        !own && !attribute.starts_with('_')
            && self.granted("entity:attribute:view", record, Some(attribute))
            && self.granted("entity:attribute:edit", record, Some(attribute))
    }

    /// Some grant allows and none denies.
    fn granted(&self, action: &str, record: &WorldRecord, attribute: Option<&str>) -> bool {
        let speaking = |deny: bool| {
            self.portal.grants.iter().any(|grant| {
                (grant["effect"] == "deny") == deny && self.speaks(grant, action, record, attribute)
            })
        };
        speaking(false) && !speaking(true)
    }

    /// Whether a grant speaks about this: its texts fit one of the ways to write what is asked.
    fn speaks(&self, grant: &Json, action: &str, record: &WorldRecord, attribute: Option<&str>) -> bool {
        let written = grant["action"].as_str().unwrap_or_default();
        let written = match written {
            "entity-read" => "entity:view",
            "entity-update" => "entity:edit",
            "entity-create" => "entity:create",
            other => other,
        };
        let (schema, id, own) = (&record.schema, &record.id, &self.organisation.id);
        let resource = grant["resource"].as_str().unwrap_or("*");
        let mut resources = vec![schema.clone(), format!("{schema}:{id}")];
        if resource.starts_with("entity:") {
            resources = vec![format!("entity:{own}:{schema}:{id}")];
        }
        if let Some(name) = attribute {
            let known = ATTRIBUTES.iter().find(|(known, _)| *known == name && schema != "site");
            let group = known.and_then(|(_, group)| *group).unwrap_or("_ungrouped");
            resources.extend([format!("{schema}:{id}/{name}"), format!("{schema}:{group}:{name}")]);
        }
        let conditions = grant["conditions"].as_array();
        fits(written, action)
            && resources.iter().any(|text| fits(resource, text))
            && conditions.is_none_or(|all| all.iter().all(|condition| self.meets(condition, record)))
    }

    fn meets(&self, condition: &Json, record: &WorldRecord) -> bool {
        let keyed = condition.as_object().and_then(|condition| condition.iter().next());
        let (operation, condition) = match (condition["operation"].as_str(), keyed) {
            (None, Some((operation, condition))) => (operation.as_str(), condition),
            (operation, _) => (operation.unwrap_or_default(), condition),
        };
        let value = &record.doc[condition["attribute"].as_str().unwrap_or_default()];
        let mut values: Vec<&Json> = value.as_array().map_or_else(|| vec![value], |all| all.iter().collect());
        values.retain(|value| !value.is_null());
        let among = |value: &Json| condition["values"].as_array().is_some_and(|all| all.contains(value));
        let equals = values.iter().any(|value| among(value)) || (values.is_empty() && among(&Json::Null));
        let me = |value: &&Json| {
            **value == self.user.id.as_str() || value["$relation"][0]["entity_id"] == self.user.id.as_str()
        };
        match operation {
            "equals" => equals,
            "not_equals" => !equals,
            "equals_current_user" => values.iter().any(me),
            _ => !values.iter().any(me),
        }
    }
}

/// Whether a text fits a pattern in which `*` stands for anything.
fn fits(pattern: &str, text: &str) -> bool {
    match (pattern.chars().next(), text.chars().next()) {
        (None, None) => true,
        (Some('*'), _) => fits(&pattern[1..], text) || (!text.is_empty() && fits(pattern, &text[1..])),
        (Some(a), Some(b)) if a == b => fits(&pattern[1..], &text[1..]),
        _ => false,
    }
}
