//! What is asked of a list: words, order and page from the address, inside what its settings and the rules allow.

use portico_access::{Action, UniformMask, predicate, uniform_mask};
use portico_core::Refusal;
use portico_core::entities::{Context, Search, Sort};
use portico_kit::EntityId;
use portico_kit::filter::Filter;
use serde_json::Value;

use super::Settings;
use super::choices::{self, Choice};
use crate::portal::scene::Scene;
use crate::portal::texts::filled;

/// The parameters of one list in the address: `q`, `sort` and `page` for the first of a page, `q2` … for the second.
#[derive(Clone, Debug)]
pub struct Names {
    /// The words.
    pub q: String,
    /// The order.
    pub sort: String,
    /// The page.
    pub page: String,
    /// The beginning of conditions on single attributes.
    pub is: String,
    /// The part of the page that shows the list.
    pub part: String,
}

impl Names {
    /// The names for the list with this number.
    pub fn of(number: usize) -> Self {
        let end = if number <= 1 { String::new() } else { number.to_string() };
        Self {
            q: format!("q{end}"),
            sort: format!("sort{end}"),
            page: format!("page{end}"),
            is: format!("is{end}."),
            part: format!("results{end}"),
        }
    }
}

/// A search as the list asks it, and what the page must know about it.
pub struct Query {
    /// The search for the domain.
    pub search: Search,
    /// Its parameters.
    pub names: Names,
    /// The order in force: path, and whether the largest comes first.
    pub sort: Option<(String, bool)>,
    /// The page, from 1.
    pub page: i64,
    /// The attributes that every record shows to the viewer.
    pub mask: UniformMask,
    /// What can be narrowed to, and what is.
    pub choices: Vec<Choice>,
}

/// What is asked; nothing when the block has nothing to say to this viewer.
pub fn read(
    scene: &mut Scene<'_, '_, '_>,
    settings: &Settings,
    number: usize,
) -> Result<Option<Query>, Refusal> {
    let Some(caller) = scene.caller() else { return Ok(None) };
    let is_seen = predicate(&caller.viewer, &settings.schema, &Action::View, 2).is_ok();
    let Some(schema) = scene.schema(&settings.schema).filter(|_| is_seen) else { return Ok(None) };
    let mask = uniform_mask(&caller.viewer, &settings.schema);
    let Some(filter) = filter(settings, &mask) else { return Ok(None) };
    let Some(contexts) = contexts(scene, settings)? else { return Ok(None) };
    let names = Names::of(number);
    let query = &scene.frame.asked.query;
    let choices = match settings.is_searched {
        true => choices::of(schema, settings, &mask, filter.as_ref(), query, &names),
        false => Vec::new(),
    };
    let filter = choices::narrowed(filter, &choices);
    let q = query.text(&names.q).map(str::trim).filter(|q| settings.is_searched && !q.is_empty());
    let sort = order(settings, &mask, query.text(&names.sort));
    let page = query.count(&names.page, 1).unwrap_or(1).clamp(1, 10_000);
    let fields = settings.search_fields.iter().filter(|field| mask.allows(first_step(field)));
    let search = Search {
        schemas: vec![settings.schema.clone()],
        filter,
        q: q.map(str::to_owned),
        q_fields: fields.cloned().collect(),
        sort: sort_keys(sort.as_ref()),
        from: (page - 1) * settings.page_size,
        size: settings.page_size,
        contexts,
        ..Search::default()
    };
    Ok(Some(Query { search, names, sort, page, mask, choices }))
}

pub(super) fn first_step(path: &str) -> &str {
    path.split('.').next().unwrap_or(path)
}

/// All conditions of the settings; nothing when one is wrong or names what the viewer may not see.
fn filter(settings: &Settings, mask: &UniformMask) -> Option<Option<Filter>> {
    if settings.filters.is_empty() {
        return Some(None);
    }
    let filter = Filter::parse(&Value::Array(settings.filters.clone())).ok()?;
    let is_open = filter.attributes().into_iter().all(|name| mask.allows(name));
    is_open.then_some(Some(filter))
}

/// The records that results must be related to; nothing when one of them is not there.
fn contexts(
    scene: &mut Scene<'_, '_, '_>,
    settings: &Settings,
) -> Result<Option<Vec<Vec<Context>>>, Refusal> {
    let mut contexts = Vec::new();
    for (slug, template) in &settings.contexts {
        let id = filled(scene, template)?;
        if id.is_empty() {
            return Ok(None);
        }
        contexts.push(vec![Context::Record(slug.clone(), EntityId::from(id.as_str()))]);
    }
    Ok(Some(contexts))
}

/// The order in the address when it is one that a column offers, else that of the settings.
fn order(settings: &Settings, mask: &UniformMask, wanted: Option<&str>) -> Option<(String, bool)> {
    let read = |text: &str| {
        let (path, direction) = text.rsplit_once(':').unwrap_or((text, "asc"));
        mask.allows(first_step(path)).then(|| (path.to_owned(), direction == "desc"))
    };
    let offered = |(path, _): &(String, bool)| settings.columns.contains(path);
    let chosen = wanted.and_then(read).filter(offered);
    chosen.or_else(|| Some(settings.sort.as_str()).filter(|sort| !sort.is_empty()).and_then(read))
}

fn sort_keys(order: Option<&(String, bool)>) -> Vec<Sort> {
    let Some((path, descending)) = order else { return Vec::new() };
    let mut sort = Sort::parse(path).unwrap_or_default();
    sort.iter_mut().for_each(|key| key.descending = *descending);
    sort
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_list_of_a_page_has_its_own_parameters() {
        assert_eq!(Names::of(1).q, "q");
        assert_eq!(Names::of(2).sort, "sort2");
    }

    #[test]
    fn an_order_in_the_address_becomes_a_sort_key() {
        let keys = sort_keys(Some(&("address.city".to_owned(), true)));
        assert_eq!(keys.len(), 1);
        assert!(keys[0].descending && keys[0].path.as_str() == "address.city");
        assert!(sort_keys(None).is_empty());
    }
}
