//! The columns of a list: which stand there, which can be chosen, and what is in their cells.

use maud::{Markup, Render, html};
use portico_core::schemas::{Attribute, Schema};
use portico_kit::Locale;
use serde_json::Value;

use super::super::values::{Titles, is_empty, plain, shown, tag};
use super::asked::Asked;
use crate::design::components::button::Button;
use crate::design::components::checkbox::Checkbox;
use crate::design::components::field::hidden;
use crate::design::components::table::{Column, Sorted};
use crate::design::icons::Icon;
use crate::design::words::t;

/// The most columns that are chosen for a schema that nobody chose columns for.
const MOST: usize = 5;
/// Relations that say most about a record.
const PEOPLE: [&str; 5] = ["customer", "contact", "account", "assignee", "installer"];

/// The attributes that stand in columns: the chosen ones, else those that say most.
pub(super) fn of<'a>(kind: &'a Schema, asked: &Asked) -> Vec<&'a Attribute> {
    if !asked.columns.is_empty() {
        return asked.columns.iter().filter_map(|name| kind.attribute(name)).collect();
    }
    let choosable = choosable(kind);
    let in_title = |attribute: &Attribute| kind.title_template.contains(&attribute.name);
    let told = |attribute: &Attribute| rank(attribute).is_some() && !in_title(attribute);
    let mut chosen: Vec<&Attribute> = choosable.into_iter().filter(|attribute| told(attribute)).collect();
    chosen.sort_by_key(|attribute| rank(attribute));
    // A second address or choice says less than a number.
    let mut once = Vec::new();
    chosen.retain(|attribute| {
        let is_first = !once.contains(&attribute.kind);
        once.extend(matches!(attribute.kind.as_str(), "address" | "select").then(|| attribute.kind.clone()));
        is_first
    });
    chosen.truncate(MOST);
    // Statuses stand last, before the day of the last change.
    chosen.sort_by_key(|attribute| attribute.kind == "status");
    chosen
}

fn rank(attribute: &Attribute) -> Option<u8> {
    match attribute.kind.as_str() {
        "status" => Some(0),
        _ if attribute.is_relation() && PEOPLE.contains(&attribute.name.as_str()) => Some(1),
        _ if attribute.identifier => Some(2),
        "address" => Some(3),
        "select" => Some(4),
        "date" | "currency" | "number" => Some(5),
        "email" | "phone" | "string" => Some(6),
        _ => None,
    }
}

/// The attributes that can stand in a column.
pub(super) fn choosable(kind: &Schema) -> Vec<&Attribute> {
    let is_hidden =
        |attribute: &Attribute| attribute.doc.get("hidden").and_then(Value::as_bool) == Some(true);
    kind.attributes.iter().filter(|attribute| !is_hidden(attribute) && attribute.kind != "internal").collect()
}

/// How many columns stay on phones, besides the title and the status.
const ON_PHONES: usize = 4;

/// What each column holds; on phones only the first few are shown, each with its name where it needs one, and only
/// the first status stands beside the title.
pub(super) fn kinds(shown: &[&Attribute]) -> Vec<Column> {
    let first_status = shown.iter().position(|attribute| attribute.kind == "status");
    let one = |(at, attribute): (usize, &&Attribute)| match attribute.kind.as_str() {
        "status" if Some(at) == first_status => Column::Status,
        "number" | "currency" if at < ON_PHONES => Column::Number,
        "number" | "currency" => Column::NumberDetail,
        "status" => Column::Date,
        _ if at >= ON_PHONES => Column::Detail,
        "address" => Column::Fact,
        _ if attribute.is_relation() && PEOPLE.contains(&attribute.name.as_str()) => Column::Fact,
        _ => Column::Date,
    };
    shown.iter().enumerate().map(one).collect()
}

/// Where the list is sorted by an attribute, and how it is sorted by it now; nothing when it has no order.
pub(super) fn sorting(asked: &Asked, attribute: &Attribute) -> Option<(String, Sorted)> {
    has_order(attribute).then(|| sorting_by(asked, &attribute.name))
}

/// Whether a list can be in the order of an attribute.
pub(super) fn has_order(attribute: &Attribute) -> bool {
    let ordered = matches!(
        attribute.kind.as_str(),
        "string" | "number" | "currency" | "date" | "datetime" | "select" | "status" | "boolean" | "link"
    );
    ordered && !attribute.is_repeatable()
}

/// Where the list is sorted by a path, and how it is sorted by it now.
pub(super) fn sorting_by(asked: &Asked, path: &str) -> (String, Sorted) {
    let (up, down) = (format!("{path}:asc"), format!("{path}:desc"));
    let (next, sorted) = match asked.sort.as_deref() {
        Some(sort) if sort == up || sort == path => (down, Sorted::Up),
        Some(sort) if sort == down => (up, Sorted::Down),
        _ => (up, Sorted::No),
    };
    (asked.address().with("sort", next).href(), sorted)
}

/// What stands in a cell.
pub(super) fn cell(locale: Locale, attribute: &Attribute, doc: &Value, titles: &Titles) -> Markup {
    let value = doc.get(&attribute.name).unwrap_or(&Value::Null);
    if is_empty(value) {
        return html! { span.quiet.none role="img" aria-label=(t(locale, "value-empty")) { "–" } };
    }
    match attribute.kind.as_str() {
        "status" => tag(locale, attribute, value).render(),
        "string" if attribute.identifier => html! { span.mono { (plain(locale, Some(attribute), value)) } },
        _ if value.get("$relation").is_some() => shown(locale, attribute, value, titles),
        _ => html! { (plain(locale, Some(attribute), value)) },
    }
}

/// The menu in which columns are chosen.
pub(super) fn choice(locale: Locale, kind: &Schema, asked: &Asked, shown: &[&Attribute]) -> Markup {
    let address = asked.address().without("columns");
    html! {
        details.menu {
            summary.button { (Icon::SlidersHorizontal.svg()) span.label { (t(locale, "console-columns")) } }
            div.menu-list.column-choice {
                form method="get" action=(asked.path().href()) {
                    @for (key, value) in address.pairs() { (hidden(key, value)) }
                    fieldset.field {
                        legend { (t(locale, "console-columns")) }
                        div.check-grid {
                            @for attribute in choosable(kind) {
                                @let ticked = shown.iter().any(|own| own.name == attribute.name);
                                (Checkbox::new("columns", attribute.label(locale)).value(&attribute.name).ticked(ticked))
                            }
                        }
                    }
                    (Button::submit(t(locale, "console-columns-press")).small())
                }
            }
        }
    }
}
