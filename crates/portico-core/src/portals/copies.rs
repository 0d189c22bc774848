//! A copy of a portal: the same pages under new ids; domain, users, letters and sign-in are its own.

use std::collections::HashMap;

use portico_db::Tx;
use portico_kit::{Instant, PortalId, Random};
use serde_json::{Map, Value, json};

use super::{Portal, begin, is_uuid, rules, store};
use crate::{Refusal, pages, roles, widgets};

/// Copies a portal; its users' grants are copied into the new portal's own role.
pub fn copy(
    tx: &mut Tx<'_>,
    source: &PortalId,
    name: Option<String>,
    now: Instant,
    random: &Random,
) -> Result<Portal, Refusal> {
    let source = store::find(tx, source)?.ok_or(Refusal::NotFound)?;
    let pages: Vec<Value> = pages::list(tx, &source.id)?.into_iter().map(|page| page.doc).collect();
    let mut config = source.doc.clone();
    if let Some(fields) = config.as_object_mut() {
        let dropped = |key: &str| rules::is_its_own(key) || key == "email_templates";
        fields.retain(|key, _| !dropped(key));
    }
    config["name"] = name.unwrap_or_else(|| format!("Copy of {}", source.name())).into();
    config["origin"] = "ADDITIONAL_PORTAL".into();
    let (config, pages) = with_fresh_ids(&config, &pages, now, random)?;
    let made = begin(tx, &PortalId::fresh(now, random), config, pages, now, random)?;
    widgets::copy(tx, &source.id, &made.id)?;
    copy_grants(tx, &source, &made, now)?;
    Ok(made)
}

fn copy_grants(tx: &mut Tx<'_>, source: &Portal, made: &Portal, now: Instant) -> Result<(), Refusal> {
    let organisation = tx.tenant().as_str().to_owned();
    let Some(role) = roles::find(tx, &roles::role_of_portal(&organisation, source))? else { return Ok(()) };
    let copy = json!({ "name": made.name(), "type": "portal_role", "grants": roles::grants_of(&role) });
    roles::put(tx, &roles::role_of_portal(&organisation, made), copy, now).map(|_| ())
}

/// The same configuration and pages under fresh ids of pages and blocks, wherever they name one another.
fn with_fresh_ids(
    config: &Value,
    pages: &[Value],
    now: Instant,
    random: &Random,
) -> Result<(Map<String, Value>, Vec<Value>), Refusal> {
    let keys = |map: Option<&Value>| -> Vec<String> {
        map.and_then(Value::as_object).into_iter().flatten().map(|(id, _)| id.clone()).collect()
    };
    let own = pages.iter().filter_map(|page| page.get("id")?.as_str().map(str::to_owned));
    let blocks = pages.iter().flat_map(|page| keys(page.get("blocks")));
    let all = own.chain(blocks).chain(keys(config.get("global_blocks")));
    let fresh: HashMap<String, String> = all.map(|id| (id, random.uuid_v7(now))).collect();
    let text = renamed(&json!([config, pages]).to_string(), &fresh);
    serde_json::from_str(&text).map_err(|error| Refusal::Fault(error.to_string()))
}

/// A text in which ids are replaced by others.
fn renamed(text: &str, ids: &HashMap<String, String>) -> String {
    let (mut made, mut rest) = (String::with_capacity(text.len()), text);
    while let Some(next) = rest.chars().next() {
        let known = rest.get(..36).filter(|start| is_uuid(start)).and_then(|id| ids.get(id));
        let taken = match known {
            Some(id) => {
                made.push_str(id);
                36
            }
            None => {
                made.push(next);
                next.len_utf8()
            }
        };
        rest = rest.get(taken..).unwrap_or_default();
    }
    made
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_and_blocks_find_one_another_under_their_new_ids() {
        let id = |n: u8| format!("00000000-0000-7000-8000-0000000000{n:02}");
        let config =
            json!({ "global_blocks": { id(9): { "id": id(9) } }, "config": format!("[\"/{}\"]", id(1)) });
        let pages = [json!({ "id": id(1), "parentId": null, "blocks": {
            id(2): { "id": id(2), "type": "group", "parentId": null },
            id(3): { "id": id(3), "type": "text", "parentId": id(2), "props": { "content": { "journey": id(8) } } } } })];
        let (config, made) = with_fresh_ids(&config, &pages, Instant(0), &Random::seeded(1))
            .unwrap_or_else(|r| panic!("{r:?}"));
        let page = &made[0];
        assert!(page["id"].as_str() != Some(&id(1)));
        assert_eq!(config["config"], format!("[\"/{}\"]", page["id"].as_str().unwrap_or_default()));
        let blocks: Vec<&Value> =
            page["blocks"].as_object().into_iter().flatten().map(|(_, block)| block).collect();
        assert_eq!(blocks[1]["parentId"], blocks[0]["id"]);
        assert_eq!(blocks[1]["props"]["content"]["journey"], id(8), "what is no page or block keeps its id");
        assert!(!Value::Object(config).to_string().contains(&id(9)));
    }
}
