//! The columns of a list: which the viewer may see, what they are called, and what becomes of them on phones.

use portico_access::UniformMask;
use portico_core::schemas::{Attribute, Schema};
use portico_kit::Locale;

use super::asked::first_step;
use crate::design::components::table::Column;
use crate::design::words::t;

/// How many facts besides title and status stay on phones.
const FACTS: usize = 2;

/// One column.
#[derive(Clone, Debug)]
pub struct ListColumn {
    /// The path of the value: an attribute, dotted below that.
    pub path: String,
    /// What it is called.
    pub label: String,
    /// What it holds.
    pub column: Column,
    /// Whether its head sorts by it.
    pub is_sortable: bool,
    /// The attribute it shows, unless it is a field that the system keeps.
    pub attribute: Option<Attribute>,
}

/// The columns that the viewer sees, the first of them as title.
pub fn of(schema: &Schema, mask: &UniformMask, paths: &[String], locale: Locale) -> Vec<ListColumn> {
    let seen = paths.iter().filter(|path| mask.allows(first_step(path)));
    let mut columns: Vec<ListColumn> = seen.filter_map(|path| column(schema, path, locale)).collect();
    let has_number =
        columns.iter().any(|column| column.attribute.as_ref().is_some_and(|a| a.kind == "number"));
    // Such a text is the unit of the numbers beside it and stands behind them.
    columns.retain(|column| !(has_number && column.path == "unit"));
    let mut facts = 0;
    for (place, column) in columns.iter_mut().enumerate() {
        column.column = role(place, column.attribute.as_ref(), &mut facts);
    }
    columns
}

fn column(schema: &Schema, path: &str, locale: Locale) -> Option<ListColumn> {
    let attribute = schema.attribute(first_step(path));
    let label = match (attribute, path) {
        (Some(attribute), _) => attribute.label(locale),
        (None, "_title") => schema.name(locale),
        (None, "_created_at") => t(locale, "portal-created-at").into_owned(),
        (None, "_updated_at") => t(locale, "portal-updated-at").into_owned(),
        (None, _) => return None,
    };
    Some(ListColumn {
        path: path.to_owned(),
        label,
        column: Column::Detail,
        is_sortable: attribute.is_none_or(is_sortable) && schema.slug != "file",
        attribute: attribute.cloned(),
    })
}

fn is_sortable(attribute: &Attribute) -> bool {
    !attribute.is_relation()
        && !attribute.is_file()
        && !matches!(attribute.kind.as_str(), "address" | "table" | "internal")
}

fn role(place: usize, attribute: Option<&Attribute>, facts: &mut usize) -> Column {
    let kind = attribute.map(|attribute| attribute.kind.as_str()).unwrap_or_default();
    let is_number = matches!(kind, "number" | "currency");
    if place == 0 {
        return Column::Title;
    }
    if kind == "status" {
        return Column::Status;
    }
    *facts += 1;
    match (*facts <= FACTS, is_number) {
        (true, false) => Column::Fact,
        (true, true) => Column::Number,
        (false, false) => Column::Detail,
        (false, true) => Column::NumberDetail,
    }
}
