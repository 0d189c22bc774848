//! One record: its data by group, and the text it is stored as.

use axum::extract::Path;
use axum::response::Response;
use maud::{Markup, Render, html};
use portico_core::schemas::{Attribute, Schema};
use portico_kit::{EntityId, Instant, Locale};
use serde_json::Value;

use super::super::address::Address;
use super::super::desk::Desk;
use super::super::shell::Place;
use super::super::values::{Titles, shown};
use super::super::words::moment;
use super::frame::{Part, Shown};
use crate::design::components::Tone;
use crate::design::components::button::Button;
use crate::design::components::card::Card;
use crate::design::components::summary_list::SummaryList;
use crate::design::components::tag::Tag;
use crate::design::icons::Icon;
use crate::design::layout::wide_narrow;
use crate::design::words::t;

pub(super) async fn show_data(desk: Desk, Path((schema, id)): Path<(String, EntityId)>) -> Response {
    let locale = desk.locale;
    desk.show(Place::Records, move |tx, caller| {
        let record = Shown::read(tx, caller, &schema, &id)?;
        let titles = Titles::of_targets(tx, caller, std::slice::from_ref(&record.doc))?;
        let body = wide_narrow(groups(locale, &record, &titles), side(locale, &record));
        Ok(record.page(locale, Part::Data, &titles, actions(locale, &record), body))
    })
    .await
}

pub(super) async fn show_json(desk: Desk, Path((schema, id)): Path<(String, EntityId)>) -> Response {
    let locale = desk.locale;
    desk.show(Place::Records, move |tx, caller| {
        let record = Shown::read(tx, caller, &schema, &id)?;
        let titles = Titles::of_targets(tx, caller, std::slice::from_ref(&record.doc))?;
        let text = serde_json::to_string_pretty(&record.doc).unwrap_or_default();
        let body = html! {
            section.card { div.card-body { pre.json tabindex="0" role="region" aria-label="JSON" { (text) } } }
        };
        Ok(record.page(locale, Part::Json, &titles, actions(locale, &record), body))
    })
    .await
}

/// What can be done with a record; the main thing last.
pub(super) fn actions(locale: Locale, record: &Shown<'_>) -> Markup {
    let explain = Address::of("/admin/explain").and("schema", &record.kind.slug).and("record", record.id());
    html! {
        (Button::go(t(locale, "console-record-remove"), format!("{}/delete", record.href())).icon(Icon::Trash2))
        (Button::go(t(locale, "console-who-sees"), explain.href()).icon(Icon::ShieldQuestionMark))
        (Button::go(t(locale, "console-edit"), format!("{}/edit", record.href())).primary())
    }
}

fn groups(locale: Locale, record: &Shown<'_>, titles: &Titles) -> Markup {
    groups_with(locale, record.kind, &|attribute| {
        shown(locale, attribute, record.doc.get(&attribute.name).unwrap_or(&Value::Null), titles)
    })
}

/// The attributes of a schema by group, each with what is said of it.
pub(super) fn groups_with(locale: Locale, kind: &Schema, said: &dyn Fn(&Attribute) -> Markup) -> Markup {
    let is_hidden =
        |attribute: &&Attribute| attribute.doc.get("hidden").and_then(Value::as_bool) == Some(true);
    let of = |group: Option<&str>| -> Vec<&Attribute> {
        let known = |id: &str| kind.groups.iter().any(|known| known.id == id);
        let fits = |attribute: &&Attribute| match group {
            Some(group) => attribute.group.as_deref() == Some(group),
            None => attribute.group.as_deref().is_none_or(|id| !known(id)),
        };
        kind.attributes.iter().filter(fits).filter(|attribute| !is_hidden(attribute)).collect()
    };
    let card = |label: String, attributes: Vec<&Attribute>| {
        let list = attributes
            .iter()
            .fold(SummaryList::new(), |list, attribute| list.row(attribute.label(locale), said(attribute)));
        Card::new(label).body(list)
    };
    html! {
        @for group in &kind.groups {
            @let attributes = of(Some(&group.id));
            @if !attributes.is_empty() { (card(group.label(locale), attributes)) }
        }
        @let rest = of(None);
        @if !rest.is_empty() { (card(t(locale, "console-group-none").into_owned(), rest)) }
    }
}

/// What holds for every record: when, who keeps it, its id.
pub(super) fn side(locale: Locale, record: &Shown<'_>) -> Markup {
    let at = |key: &str| {
        let moment_of =
            record.doc.get(key).and_then(Value::as_str).and_then(|text| Instant::parse_iso(text).ok());
        moment_of.map(|at| moment(locale, at)).unwrap_or_default()
    };
    let tags = record.doc.get("_tags").and_then(Value::as_array);
    let tags: Vec<&str> = tags.into_iter().flatten().filter_map(Value::as_str).collect();
    let mut list = SummaryList::new()
        .narrow()
        .row(t(locale, "console-created"), at("_created_at"))
        .row(t(locale, "console-changed"), at("_updated_at"))
        .row(t(locale, "console-schema"), html! { code { (record.kind.slug) } });
    if !tags.is_empty() {
        let said = html! { span.tags { @for word in &tags { (Tag::new(Tone::Brand, *word).render()) } } };
        list = list.row(t(locale, "console-tags"), said);
    }
    let list = list.row(t(locale, "console-id"), html! { code.break-all { (record.id()) } });
    Card::new(t(locale, "console-glance")).body(list).render()
}
