//! Layer 3 as SQL over the table of relations, for lists from the roots outwards and for one record inwards.
//!
//! Both forms seek in an index at every hop: `(tenant_id, target_id, attribute)` to find who holds a relation to a
//! record, `(tenant_id, source_id, attribute)` to find what a record holds.

mod list;
mod one;
mod text;

use crate::paths::PathTable;
use crate::schema_set::SchemaSet;
use crate::viewer::Roots;

/// The records of one schema that a viewer's roots reach, as SQL for both engines.
///
/// `$1` is the tenant. The parameters begin at the number that was asked for, one for each root.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Reach {
    /// A statement, good in `FROM (…)`, that yields the reached records as column `id`, each once.
    pub sql: String,
    /// Its parameters: the ids of the roots.
    pub params: Vec<String>,
    one: String,
}

impl Reach {
    /// A statement that yields the `id` given as parameter `$id_param` if it is reached (possibly more than once):
    /// the form to read a single record, with the same parameters.
    pub fn of_one(&self, id_param: usize) -> String {
        self.one.replace(text::ID, &format!("${id_param}"))
    }

    /// What is reached of a schema; `None` when nothing can be.
    pub(crate) fn of(table: &PathTable, roots: &Roots, schema: &str, first_param: usize) -> Option<Self> {
        let params: Vec<String> = roots.all().map(|root| root.as_str().to_owned()).collect();
        let placeholder = |at: usize| format!("${}", first_param + at);
        let list: Vec<String> = (0..params.len()).map(placeholder).collect();
        let own: Vec<String> = roots
            .all()
            .zip(&list)
            .filter(|(root, _)| roots.contains(root.as_str(), schema))
            .map(|(_, placeholder)| placeholder.clone())
            .collect();
        let (far, all) = (SchemaSet::only([schema]), list.join(", "));
        // A statement names each of its parameters, so roots that start no path must not be among them.
        if list::statement(table, &far, &[], &all).is_none() {
            let own = roots.all().filter(|root| roots.contains(root.as_str(), schema));
            return Self::of_own(own.map(|root| root.as_str().to_owned()).collect(), first_param);
        }
        let sql = list::statement(table, &far, &own, &all)?;
        let one = one::statement(table, &far, &own, &all)?;
        Some(Self { sql, params, one })
    }

    /// Only the roots of these ids, such as a user's own contact.
    pub(crate) fn of_own(own: Vec<String>, first_param: usize) -> Option<Self> {
        let list: Vec<String> = (0..own.len()).map(|at| format!("${}", first_param + at)).collect();
        let (sql, one) = (text::own_rows(&list)?, text::own_row(&list)?);
        Some(Self { sql, params: own, one })
    }
}
