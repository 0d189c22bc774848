//! The facts of a group: labels with values, tables as rows, and the addresses that lead to a change.

use maud::{Markup, Render, html};
use portico_core::Refusal;
use portico_core::schemas::{Attribute, Schema};
use portico_kit::Locale;
use serde_json::Value;

use super::Settings;
use super::offers::Offers;
use super::view::{ListView, RowView, View};
use crate::design::components::link::Link;
use crate::design::format;
use crate::design::words::{t, t_args};
use crate::portal::scene::{Record, Scene};
use crate::portal::values::shown::Shower;
use crate::portal::values::{Room, is_empty, option, table};

/// The group as it is shown; nothing when nothing is left to show.
pub fn view(
    scene: &mut Scene<'_, '_, '_>,
    schema: &Schema,
    record: &Record,
    settings: &Settings,
    attributes: &[&Attribute],
    offers: &Offers,
    title: String,
) -> Result<Option<View>, Refusal> {
    let held = attributes.iter().filter_map(|attribute| record.doc.get(&attribute.name));
    let related = scene.related(held)?;
    let (locale, links) = (scene.locale(), scene.links());
    let today = format::local(scene.frame.now).0;
    let shower = Shower { locale, links, related: &related, today };
    let mut view = View { title, change: card_change(scene, offers), ..View::default() };
    for attribute in attributes.iter().filter(|attribute| !table::is_check(schema, attribute)) {
        if attribute.kind == "table" || attribute.is_file() {
            view.lists.extend(list(scene, schema, record, settings, offers, attribute, &shower));
        } else {
            view.rows.extend(row(scene, schema, record, settings, offers, attribute, &shower));
        }
    }
    let repeats = |row: &RowView| settings.is_single || row.label == view.title;
    view.is_single = view.rows.len() == 1 && view.rows.iter().all(repeats);
    Ok((!view.rows.is_empty() || !view.lists.is_empty()).then_some(view))
}

/// The address that opens the form for one or several attributes in place.
fn change_href(scene: &Scene<'_, '_, '_>, what: &str) -> String {
    format!("{}#change", scene.frame.asked.with(&[("change", Some(what))]))
}

fn card_change(scene: &Scene<'_, '_, '_>, offers: &Offers) -> Option<String> {
    (!offers.together.is_empty()).then(|| change_href(scene, &offers.block))
}

fn row(
    scene: &Scene<'_, '_, '_>,
    schema: &Schema,
    record: &Record,
    settings: &Settings,
    offers: &Offers,
    attribute: &Attribute,
    shower: &Shower<'_>,
) -> Option<RowView> {
    if is_unit_of_amount(schema, attribute) && !offers.changeable.contains(&attribute.name) {
        return None;
    }
    let duration = duration(scene.locale(), schema, attribute, &record.doc).map(|text| html! { (text) });
    let value = duration.or_else(|| shower.show(attribute, &record.doc, Room::Sentence));
    let change = offers
        .is_alone(&attribute.name)
        .then(|| change_href(scene, &format!("{}:{}", offers.block, attribute.name)));
    if value.is_none() && (settings.hides_empty || attribute.is_relation()) && change.is_none() {
        return None;
    }
    let empty = || html! { span.quiet { (t(scene.locale(), "value-empty")) } };
    Some(RowView { label: attribute.label(scene.locale()), value: value.unwrap_or_else(empty), change })
}

/// A unit that stands beside its amount, such as `notice_time_unit` beside `notice_time_amount`.
fn is_unit_of_amount(schema: &Schema, attribute: &Attribute) -> bool {
    let stem = attribute.name.strip_suffix("_unit");
    stem.is_some_and(|stem| schema.attribute(&format!("{stem}_amount")).is_some())
}

/// An amount with its unit of time: `1 Monat`, `12 Monate`.
fn duration(locale: Locale, schema: &Schema, attribute: &Attribute, doc: &Value) -> Option<String> {
    let stem = attribute.name.strip_suffix("_amount")?;
    let unit = schema.attribute(&format!("{stem}_unit"))?;
    let value = doc.get(&unit.name).filter(|value| !is_empty(value))?;
    let count = doc.get(&attribute.name)?.as_i64()?;
    let key = match value.as_str()? {
        "days" => "portal-days",
        "weeks" => "portal-weeks",
        "months" => "portal-months",
        "years" => "portal-years",
        _ => return Some(format!("{count} {}", option(locale, unit, value)?)),
    };
    Some(t_args(locale, key, &[("count", count.into())]).into_owned())
}

fn list(
    scene: &Scene<'_, '_, '_>,
    schema: &Schema,
    record: &Record,
    settings: &Settings,
    offers: &Offers,
    attribute: &Attribute,
    shower: &Shower<'_>,
) -> Option<ListView> {
    let locale = scene.locale();
    let may_change = offers.changeable.contains(&attribute.name) && attribute.kind == "table";
    let href = |row: &str| change_href(scene, &format!("{}:{}:{row}", offers.block, attribute.name));
    let rows = match attribute.is_file() {
        true => shower.show(attribute, &record.doc, Room::Sentence),
        false => table_rows(schema, record, attribute, shower, |place| {
            may_change.then(|| href(&place.to_string()))
        }),
    };
    if rows.is_none() && settings.hides_empty && !may_change {
        return None;
    }
    let name = table::row_name(attribute, locale);
    let add = may_change
        .then(|| (t_args(locale, "portal-add", &[("what", name.into())]).into_owned(), href("new")));
    Some(ListView { title: attribute.label(locale), rows, add })
}

fn table_rows(
    schema: &Schema,
    record: &Record,
    attribute: &Attribute,
    shower: &Shower<'_>,
    href: impl Fn(usize) -> Option<String>,
) -> Option<Markup> {
    let rows = record.doc.get(&attribute.name)?.as_array().filter(|rows| !rows.is_empty())?;
    let columns = table::columns(attribute);
    let name = |place: usize| {
        let cell = table::cell(shower.locale, columns.first()?, rows.get(place)?);
        cell.or_else(|| Some((place + 1).to_string()))
    };
    let shown = table::Shown {
        locale: shower.locale,
        attribute,
        rows,
        checks: table::checks_of(schema, attribute, &record.doc),
        today: shower.today,
    };
    let list = shown.list(|place| {
        let link = Link::to(t(shower.locale, "edit"), href(place)?).strong();
        Some(link.for_readers(name(place).unwrap_or_default()).render())
    });
    Some(list.render())
}
