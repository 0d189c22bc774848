//! The columns of a list: which the viewer may see, what they are called, and what becomes of them on phones.

use portico_access::UniformMask;
use portico_core::schemas::{Attribute, Schema};
use portico_kit::Locale;

use super::asked::first_step;
use crate::design::components::table::Column;
use crate::design::words::t;

/// How many facts besides title and status stay on phones; one number or date more, with its name, comes below.
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
    let mut room = Room { facts: FACTS, measures: 1 };
    for (place, column) in columns.iter_mut().enumerate() {
        column.column = role(place, column, &mut room);
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

/// What still fits into the lines of one record on phones.
struct Room {
    facts: usize,
    measures: usize,
}

impl Room {
    fn takes(room: &mut usize) -> bool {
        let fits = *room > 0;
        *room = room.saturating_sub(1);
        fits
    }
}

fn role(place: usize, column: &ListColumn, room: &mut Room) -> Column {
    let kind = column.attribute.as_ref().map(|attribute| attribute.kind.as_str());
    match kind {
        _ if place == 0 => Column::Title,
        Some("status") => Column::Status,
        Some("number" | "currency") if Room::takes(&mut room.measures) => Column::Number,
        Some("number" | "currency") => Column::NumberDetail,
        Some("date" | "datetime") if Room::takes(&mut room.measures) => Column::Date,
        Some("date" | "datetime") | None => Column::Detail,
        Some(_) if Room::takes(&mut room.facts) => Column::Fact,
        Some(_) => Column::Detail,
    }
}
