//! Words of a search: each must stand in a record, or in a record it points to, where the caller sees it.

use portico_access::UniformMask;
use portico_db::Tx;

use super::search::{Masks, Search, first_step, search};
use super::selection::Selection;
use super::text::words;
use crate::schemas::Attribute;
use crate::{Caller, Refusal};

/// The most words of a search.
const MOST_WORDS: usize = 12;
/// The most fields of related records that words are looked for in.
const MOST_RELATED: usize = 5;
/// The most related records that one word may lead to.
const MOST_HOLDERS: i64 = 1000;
/// Where relations lead that do not say so.
const USUAL: [&str; 2] = ["contact", "account"];

/// Every word must be found, by its beginning.
pub(super) fn add(
    tx: &mut Tx<'_>,
    caller: &Caller,
    search: &Search,
    masks: &Masks,
    selection: &mut Selection,
) -> Result<(), Refusal> {
    let Some(q) = &search.q else { return Ok(()) };
    let mut wanted: Vec<String> = words(q).take(MOST_WORDS).collect();
    if wanted.is_empty() {
        return Ok(());
    }
    // The longest word is likely the rarest; for staff, whose reach has no limit, it leads to the records.
    wanted.sort_by_key(|word| std::cmp::Reverse(word.len()));
    let related = related_fields(caller, search)?;
    let places = places(caller, search, masks, selection);
    for (number, word) in wanted.into_iter().enumerate() {
        let (from, to) = (selection.bind(word.clone()), selection.bind(format!("{word}\u{10FFFF}")));
        let found = format!("w.tenant_id = $1 AND w.word >= {from} AND w.word < {to}");
        if number == 0 && related.is_empty() {
            let leads =
                selection.lead_by(&format!("SELECT DISTINCT w.entity_id AS id FROM words w WHERE {found}"));
            if leads && places.is_empty() {
                continue;
            }
        }
        let mut ways =
            vec![format!("EXISTS (SELECT 1 FROM words w WHERE w.entity_id = e.id AND {found}{places})")];
        for field in &related {
            ways.extend(field.condition(tx, caller, &word, selection)?);
        }
        selection.and(&format!("({})", ways.join(" OR ")));
    }
    Ok(())
}

/// A field of related records: `customer.first_name`.
struct RelatedField {
    relation: String,
    schemas: Vec<String>,
    attribute: String,
}

impl RelatedField {
    /// That the relation leads to one of the records, as far as the caller sees them, in which the word stands.
    fn condition(
        &self,
        tx: &mut Tx<'_>,
        caller: &Caller,
        word: &str,
        selection: &mut Selection,
    ) -> Result<Option<String>, Refusal> {
        let asked = Search {
            schemas: self.schemas.clone(),
            q: Some(word.to_owned()),
            q_fields: vec![self.attribute.clone()],
            size: MOST_HOLDERS,
            ..Search::default()
        };
        let holders = search(tx, caller, &asked)?.records;
        if holders.is_empty() {
            return Ok(None);
        }
        let ids: Vec<String> =
            holders.iter().map(|seen| selection.bind(seen.id.as_str().to_owned())).collect();
        let relation = selection.bind(self.relation.clone());
        Ok(Some(format!(
            "EXISTS (SELECT 1 FROM relations g WHERE g.tenant_id = $1 AND g.source_id = e.id AND g.alive = 1
               AND g.attribute = {relation} AND g.target_id IN ({}))",
            ids.join(", ")
        )))
    }
}

/// The fields of related records among those that words may stand in.
fn related_fields(caller: &Caller, search: &Search) -> Result<Vec<RelatedField>, Refusal> {
    let mut fields = Vec::new();
    for path in &search.q_fields {
        let Some((relation, attribute)) = path.split_once('.') else { continue };
        let mut schemas: Vec<String> = Vec::new();
        for schema in &search.schemas {
            let kind = caller.catalogue.find(schema);
            let Some(found) = kind.and_then(|kind| kind.attribute(relation)).filter(|a| a.is_relation())
            else {
                continue;
            };
            for slug in leads_to(relation, found) {
                let holds = caller.catalogue.find(&slug).is_some_and(|kind| {
                    attribute == "_title" || kind.attribute(first_step(attribute)).is_some()
                });
                let seen = portico_access::uniform_mask(&caller.viewer, &slug).allows(first_step(attribute));
                if holds && seen && !schemas.contains(&slug) {
                    schemas.push(slug);
                }
            }
        }
        if schemas.is_empty() {
            continue;
        }
        fields.push(RelatedField { relation: relation.to_owned(), schemas, attribute: attribute.to_owned() });
    }
    if fields.len() > MOST_RELATED {
        let message = format!("q_fields may name at most {MOST_RELATED} fields of related records.");
        return Err(Refusal::invalid("q_fields", message));
    }
    Ok(fields)
}

/// The schemas that a relation leads to: those it says, else the one of its own name and the usual ones.
fn leads_to(name: &str, attribute: &Attribute) -> Vec<String> {
    let said: Vec<String> = attribute.related_schemas().into_iter().map(str::to_owned).collect();
    let usual = || [name].into_iter().chain(USUAL).map(str::to_owned).collect();
    if said.is_empty() { usual() } else { said }
}

/// The condition on the attributes that words may stand in.
fn places(caller: &Caller, search: &Search, masks: &Masks, selection: &mut Selection) -> String {
    let named: Vec<&str> = search.q_fields.iter().map(|field| first_step(field)).collect();
    if named.is_empty() && masks.values().all(UniformMask::is_all) {
        return String::new();
    }
    let mut tests = Vec::new();
    for (schema, mask) in masks {
        let attributes =
            caller.catalogue.find(schema).map(|kind| kind.attributes.as_slice()).unwrap_or_default();
        let all = attributes.iter().map(|attribute| attribute.name.as_str()).chain(["_title"]);
        let seen = all.filter(|name| mask.allows(name) && (named.is_empty() || named.contains(name)));
        let list: Vec<String> = seen.map(|name| selection.bind(name.to_owned())).collect();
        // A parameter that the statement does not name has no type for PostgreSQL.
        if !list.is_empty() {
            let schema = selection.bind(schema.clone());
            tests.push(format!("(e.schema = {schema} AND w.attribute IN ({}))", list.join(", ")));
        }
    }
    if tests.is_empty() { " AND 1 = 0".to_owned() } else { format!(" AND ({})", tests.join(" OR ")) }
}
