//! A role as administrators see it: its grants, and the portals and people it applies to.

use portico_access::{AttributeFacts, GrantRef, SchemaFacts};
use portico_core::schemas::Schema;
use portico_core::{Caller, Refusal, portals, roles, users};
use portico_db::Tx;
use portico_kit::{Locale, RoleId};
use serde_json::{Value, json};

use crate::design::assets::content_hash;
use crate::design::words::t;

/// A role with whom it applies to.
#[derive(Clone, Debug)]
pub(in crate::console) struct Role {
    pub(in crate::console) id: RoleId,
    doc: Value,
    /// The names of the portals whose users have it.
    pub(super) portals: Vec<String>,
    /// How many users have it.
    pub(super) people: i64,
}

impl Role {
    /// All roles: the stored ones, and those of portals that nobody granted anything yet.
    pub(in crate::console) fn list(tx: &mut Tx<'_>) -> Result<Vec<Self>, Refusal> {
        let organisation = tx.tenant().as_str().to_owned();
        let mut all: Vec<Self> = roles::list(tx)?.into_iter().filter_map(Self::of).collect();
        for portal in portals::list(tx)? {
            let id = roles::role_of_portal(&organisation, &portal);
            let (people, _) = users::count(tx, &portal.id)?;
            let known = all.iter().position(|role| role.id == id);
            let at = known.unwrap_or_else(|| {
                let doc = json!({ "id": id.as_str(), "name": portal.name(), "grants": [] });
                all.push(Self { id, doc, portals: Vec::new(), people: 0 });
                all.len() - 1
            });
            if let Some(role) = all.get_mut(at) {
                role.portals.push(portal.name().to_owned());
                role.people += people;
            }
        }
        Ok(all)
    }

    fn of(doc: Value) -> Option<Self> {
        let id = RoleId::from(doc.get("id").and_then(Value::as_str)?);
        Some(Self { id, doc, portals: Vec::new(), people: 0 })
    }

    /// One role.
    pub(in crate::console) fn find(tx: &mut Tx<'_>, id: &RoleId) -> Result<Self, Refusal> {
        Self::list(tx)?.into_iter().find(|role| role.id == *id).ok_or(Refusal::NotFound)
    }

    /// Its name.
    pub(in crate::console) fn name(&self) -> &str {
        let name = self.doc.get("name").and_then(Value::as_str).filter(|name| !name.is_empty());
        name.unwrap_or(self.id.as_str())
    }

    /// Its grants in order.
    pub(in crate::console) fn grants(&self) -> Vec<Value> {
        roles::grants_of(&self.doc)
    }

    /// One grant by its position.
    pub(super) fn grant(&self, position: usize) -> Result<Value, Refusal> {
        self.grants().into_iter().nth(position).ok_or(Refusal::NotFound)
    }

    /// Stores other grants in place of its own.
    pub(super) fn put(mut self, tx: &mut Tx<'_>, caller: &Caller, grants: Vec<Value>) -> Result<(), Refusal> {
        self.doc["grants"] = grants.into();
        let id = self.id.clone();
        roles::put(tx, &id, self.doc, caller.now)?;
        Ok(())
    }
}

/// The position of a grant that an explanation names, in the list of its role.
pub(in crate::console) fn position_of(grants: &[Value], named: &GrantRef) -> Option<usize> {
    let text = |grant: &Value, key: &str, open: &str| {
        grant.get(key).and_then(Value::as_str).unwrap_or(open).to_owned()
    };
    let effect = serde_json::to_value(named.effect).unwrap_or(Value::Null);
    grants.iter().position(|grant| {
        text(grant, "action", "") == named.action
            && text(grant, "resource", "*") == named.resource
            && effect == text(grant, "effect", "allow")
    })
}

/// Changes with every part of a grant.
pub(super) fn digest(grant: &Value) -> String {
    content_hash(grant.to_string().as_bytes())
}

/// What the rules need to know of a schema.
pub(super) fn facts_of(kind: &Schema) -> SchemaFacts {
    let attributes = kind.attributes.iter();
    SchemaFacts {
        slug: kind.slug.clone(),
        attributes: attributes
            .map(|own| AttributeFacts { name: own.name.clone(), group: own.group.clone() })
            .collect(),
    }
}

/// The conditions of a grant as a list, however they are written.
pub(super) fn conditions_of(grant: &Value) -> Vec<(String, String, Vec<Value>)> {
    let list = grant.get("conditions").and_then(Value::as_array);
    let one = |condition: &Value| {
        let (operation, body) = match condition.get("operation").and_then(Value::as_str) {
            Some(operation) => (operation.to_owned(), condition.clone()),
            None => condition.as_object()?.iter().next().map(|(key, body)| (key.clone(), body.clone()))?,
        };
        let attribute = body.get("attribute").and_then(Value::as_str).unwrap_or_default().to_owned();
        Some((
            operation,
            attribute,
            body.get("values").and_then(Value::as_array).cloned().unwrap_or_default(),
        ))
    };
    list.into_iter().flatten().filter_map(one).collect()
}

/// The conditions of a grant in words; nothing when it has none.
pub(super) fn conditions_told(locale: Locale, grant: &Value) -> String {
    let told = conditions_of(grant).into_iter().map(|(operation, attribute, values)| {
        let word = t(locale, &format!("console-condition-{}", operation.replace('_', "-")));
        let values: Vec<String> = values.iter().map(value_text).collect();
        format!("{attribute} {word} {}", values.join(", ")).trim().to_owned()
    });
    told.collect::<Vec<_>>().join("; ")
}

/// A value of a condition as it is typed.
pub(super) fn value_text(value: &Value) -> String {
    match value {
        Value::String(text) if serde_json::from_str::<Value>(text).is_err() => text.clone(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use portico_access::Effect;

    use super::*;

    #[test]
    fn the_grant_that_an_explanation_names_is_found_in_its_list() {
        let grants = [
            json!({"action": "entity:view", "resource": "contract:*"}),
            json!({"action": "entity:view", "resource": "contract:*", "effect": "deny"}),
        ];
        let named = |effect| GrantRef {
            role: "1:a".into(),
            action: "entity:view".into(),
            resource: "contract:*".into(),
            effect,
        };
        assert_eq!(position_of(&grants, &named(Effect::Allow)), Some(0));
        assert_eq!(position_of(&grants, &named(Effect::Deny)), Some(1));
    }

    #[test]
    fn conditions_are_told_in_either_spelling() {
        let grant = json!({"conditions": [
            {"operation": "equals", "attribute": "status", "values": ["active"]},
            {"equals_current_user": {"attribute": "portal_user"}}]});
        assert_eq!(conditions_told(Locale::En, &grant), "status is active; portal_user is the user");
    }
}
