//! Cells of the matrix: what a role's grants say, in a word, with the way to the grant that says it.

use portico_access::{Says, SchemaStanding, Standing};
use portico_core::schemas::Schema;
use portico_kit::Locale;
use serde_json::Value;

use super::role::{Role, conditions_of};
use super::{address, grant_address};
use crate::design::components::permission_matrix::{Cell, Grant};
use crate::design::words::{t, t_args};

/// A role with its grants, for the cells of one column.
pub(super) struct Rights<'a> {
    pub(super) role: &'a Role,
    pub(super) grants: Vec<Value>,
}

impl Rights<'_> {
    /// What it says about an action on the records of a schema.
    pub(super) fn on_records(&self, locale: Locale, standing: &Standing, action: &str, slug: &str) -> Cell {
        self.cell(locale, standing, action, &format!("{slug}:*"))
    }

    /// What it says about changing or making records: on how many of their attributes.
    pub(super) fn on_changes(
        &self,
        locale: Locale,
        kind: &Schema,
        said: &SchemaStanding,
        standing: &Standing,
        action: &str,
    ) -> Cell {
        let cell = self.on_records(locale, standing, action, &kind.slug);
        if !standing.allows_any() {
            return cell;
        }
        let is_hidden = |name: &str| {
            let attribute = kind.attribute(name);
            attribute.is_some_and(|own| own.doc.get("hidden").and_then(Value::as_bool) == Some(true))
        };
        let visible = said.attributes.iter().filter(|own| !is_hidden(&own.name));
        let open = visible.clone().filter(|own| own.edit.allows_any() && own.view.allows_any()).count();
        match open == visible.count() {
            true => cell,
            false => self.linked(Grant::Attributes(open), standing, action, &format!("{}:*", kind.slug)),
        }
    }

    /// What it says about an action on one attribute.
    pub(super) fn on_attribute(
        &self,
        locale: Locale,
        standing: &Standing,
        action: &str,
        slug: &str,
        name: &str,
    ) -> Cell {
        self.cell(locale, standing, action, &format!("{slug}:*/{name}"))
    }

    fn cell(&self, locale: Locale, standing: &Standing, action: &str, resource: &str) -> Cell {
        let grant = match standing.says {
            Says::Nothing => Grant::None,
            Says::Allows => Grant::Reach,
            Says::Denies => Grant::Deny,
            Says::AllowsSome => Grant::Condition(self.condition(locale, standing)),
        };
        self.linked(grant, standing, action, resource)
    }

    fn linked(&self, grant: Grant, standing: &Standing, action: &str, resource: &str) -> Cell {
        let role = self.role.id.as_str();
        let to = match standing.grants.first() {
            Some(position) => grant_address(role, *position),
            None => {
                let fresh = super::Address::of(format!("{}/grants/new", address(role).href()));
                fresh.and("action", action).and("resource", resource)
            }
        };
        Cell::new(grant).edit(to.href())
    }

    /// The condition in a word or two: its attribute, "own", or one record.
    fn condition(&self, locale: Locale, standing: &Standing) -> String {
        let conditions = standing.grants.iter().filter_map(|at| self.grants.get(*at)).flat_map(conditions_of);
        let first = conditions.into_iter().next();
        match first {
            Some((operation, ..)) if operation == "equals_current_user" => {
                t(locale, "console-cell-own").into_owned()
            }
            Some((_, attribute, _)) => {
                t_args(locale, "console-cell-if", &[("attribute", attribute.into())]).into_owned()
            }
            None => t(locale, "console-cell-some").into_owned(),
        }
    }
}
