//! Layer 3 as SQL over the table of relations, for lists from the roots outwards and for one record inwards.
//!
//! Both forms seek in an index at every hop: `(tenant_id, target_id, …)` to find who holds a relation to a
//! record, `(tenant_id, source_id, …)` to find what a record holds. Both indexes must cover all columns,
//! which lets SQLite choose them without statistics.

mod list;
mod one;
mod text;

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use crate::paths::PathTable;
use crate::schema_set::SchemaSet;
use crate::viewer::Roots;

/// The records of one schema that a viewer's roots reach, as SQL for both engines.
///
/// `$1` is the tenant. The parameters begin at the number that was asked for, one for each root.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Reach {
    /// A statement, good in `FROM (…)`, that yields the reached records as column `id`, each once.
    pub sql: Arc<str>,
    /// Its parameters: the ids of the roots.
    pub params: Vec<String>,
    one: Arc<str>,
}

impl Reach {
    /// A statement, good in `EXISTS (…)`, that yields the `id` given as parameter `$id_param` if it is
    /// reached, possibly more than once: the form to read a single record, with the same parameters.
    pub fn of_one(&self, id_param: usize) -> String {
        self.one.replace(text::ID, &format!("${id_param}"))
    }

    /// The same for every row of an outer statement, such as `e.id`: the form to read a few records by their
    /// ids, where the list of all that is reached would be longer.
    pub fn of_each(&self, column: &str) -> String {
        self.one.replace(text::ID, column)
    }

    /// Only the roots of these ids, such as a user's own contact.
    pub(crate) fn of_own(own: Vec<String>, first_param: usize) -> Option<Self> {
        let texts = Texts::of_own(&placeholders(own.len(), first_param))?;
        Some(Self { sql: texts.sql, params: own, one: texts.one })
    }
}

/// The statements made so far for one portal; they depend on nothing that a user could choose.
#[derive(Debug, Default)]
pub(crate) struct ReachTexts(RwLock<HashMap<Shape, Option<Texts>>>);

/// All that a statement depends on, besides the portal's table of paths.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
struct Shape {
    schema: String,
    first_param: usize,
    contacts: usize,
    accounts: usize,
}

#[derive(Clone, Debug)]
struct Texts {
    sql: Arc<str>,
    one: Arc<str>,
    /// Whether only the roots of the schema itself are parameters: no relation leads to it.
    only_own: bool,
}

/// More statements than a portal needs; beyond that the collection starts anew.
const MOST_TEXTS: usize = 2000;

impl ReachTexts {
    /// What the roots reach of a schema; `None` when nothing can be.
    pub(crate) fn reach(
        &self,
        table: &PathTable,
        roots: &Roots,
        schema: &str,
        first_param: usize,
    ) -> Option<Reach> {
        let shape = Shape {
            schema: schema.to_owned(),
            first_param,
            contacts: roots.of_schema("contact").len(),
            accounts: roots.accounts.len(),
        };
        let known = self.0.read().unwrap_or_else(PoisonError::into_inner).get(&shape).cloned();
        let texts = known.unwrap_or_else(|| {
            let texts = Texts::of(table, roots, schema, first_param);
            let mut all = self.0.write().unwrap_or_else(PoisonError::into_inner);
            if all.len() >= MOST_TEXTS {
                all.clear();
            }
            all.insert(shape, texts.clone());
            texts
        })?;
        let all = roots.all().filter(|root| !texts.only_own || roots.contains(root.as_str(), schema));
        let params = all.map(|root| root.as_str().to_owned()).collect();
        Some(Reach { sql: texts.sql, params, one: texts.one })
    }
}

impl Texts {
    fn of(table: &PathTable, roots: &Roots, schema: &str, first_param: usize) -> Option<Self> {
        let all = placeholders(roots.all().count(), first_param);
        let own = |root: &str| roots.contains(root, schema);
        let own: Vec<String> = roots
            .all()
            .zip(&all)
            .filter(|(root, _)| own(root.as_str()))
            .map(|(_, place)| place.clone())
            .collect();
        let far = SchemaSet::only([schema]);
        // A statement names each of its parameters, so roots that start no path must not be among them.
        if list::statement(table, &far, &[], &all).is_none() {
            return Self::of_own(&placeholders(own.len(), first_param));
        }
        let sql = list::statement(table, &far, &own, &all)?.into();
        let one = one::statement(table, &far, &own, &all)?.into();
        Some(Self { sql, one, only_own: false })
    }

    fn of_own(placeholders: &[String]) -> Option<Self> {
        let (sql, one) = (text::own_rows(placeholders)?.into(), text::own_row(placeholders)?.into());
        Some(Self { sql, one, only_own: true })
    }
}

fn placeholders(count: usize, first_param: usize) -> Vec<String> {
    (0..count).map(|at| format!("${}", first_param + at)).collect()
}
