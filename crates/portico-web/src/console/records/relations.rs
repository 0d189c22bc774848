//! The relations of a record in both directions, made and taken back.

use std::collections::HashMap;

use axum::extract::Path;
use axum::response::Response;
use maud::{Markup, Render, html};
use portico_core::entities::{self, Change, End, Search, Seen};
use portico_core::schemas::{Attribute, Schema};
use portico_core::{Caller, Refusal};
use portico_db::Tx;
use portico_kit::{EntityId, Locale};
use serde_json::{Map, Value, json};

use super::super::address::Address;
use super::super::answers::Answers;
use super::super::desk::Desk;
use super::super::shell::Place;
use super::super::values::{Titles, record_address, title_of};
use super::detail::actions;
use super::frame::{Part, Shown};
use super::kind_of;
use crate::design::components::button::Button;
use crate::design::components::card::Card;
use crate::design::components::field::Field;
use crate::design::components::form::Form;
use crate::design::components::row_list::{Row, RowList};
use crate::design::components::select::Select;
use crate::design::components::table::{Column, Table, TableRow};
use crate::design::layout::{ConsolePage, wide_narrow};
use crate::design::words::{t, t_args};

/// How many records are offered to relate with.
const OFFERED: i64 = 8;

/// What the address asks for: an attribute, and words to find the other record by.
#[derive(Clone, Debug, Default)]
struct Asked {
    attribute: String,
    q: String,
}

pub(super) async fn list_relations(desk: Desk, Path((schema, id)): Path<(String, EntityId)>) -> Response {
    let locale = desk.locale;
    let text = |key: &str| desk.query().text(key).unwrap_or_default().trim().to_owned();
    let asked = Asked { attribute: text("attribute"), q: text("q") };
    desk.show(Place::Records, move |tx, caller| {
        let record = Shown::read(tx, caller, &schema, &id)?;
        page(tx, caller, locale, &record, &asked)
    })
    .await
}

pub(super) async fn relate(
    desk: Desk,
    Path((schema, id)): Path<(String, EntityId)>,
    answers: Answers,
) -> Response {
    let (attribute, target) = (answers.text("attribute").to_owned(), answers.text("target").to_owned());
    let (slug, record) = (schema.clone(), id.clone());
    let related = desk.change(move |tx, caller| {
        let kind = kind_of(caller, &slug)?;
        let known = kind.attribute(&attribute).filter(|own| is_relation(own)).ok_or(Refusal::NotFound)?;
        let item = json!({ "entity_id": target });
        if holds_one(known) {
            let attributes = Map::from_iter([(attribute.clone(), json!({ "$relation": [item] }))]);
            return entities::change(tx, caller, &slug, &record, &Change { attributes });
        }
        entities::relate(tx, caller, &slug, &record, &attribute, &item)
    });
    desk.done(related.await, at(&schema, &id), "related").await
}

pub(super) async fn unrelate(
    desk: Desk,
    Path((schema, id)): Path<(String, EntityId)>,
    answers: Answers,
) -> Response {
    // The record that holds the relation is this one, or the one at the other end.
    let text = |name: &str| answers.text(name).to_owned();
    let (holder_schema, holder) = (text("schema"), EntityId::from(text("holder")));
    let (attribute, target) = (text("attribute"), EntityId::from(text("target")));
    let taken = desk.change(move |tx, caller| {
        entities::unrelate(tx, caller, &holder_schema, &holder, &attribute, &target)
    });
    desk.done(taken.await, at(&schema, &id), "unrelated").await
}

fn at(schema: &str, id: &EntityId) -> Address {
    Address::of(format!("/admin/records/{schema}/{id}/relations"))
}

pub(super) fn is_relation(attribute: &Attribute) -> bool {
    (attribute.is_relation() && attribute.kind != "relation_address") || attribute.is_file()
}

/// Whether a relation leads to one record at most.
pub(super) fn holds_one(attribute: &Attribute) -> bool {
    attribute.doc.get("relation_type").and_then(Value::as_str) == Some("has_one")
}

fn page(
    tx: &mut Tx<'_>,
    caller: &Caller,
    locale: Locale,
    record: &Shown<'_>,
    asked: &Asked,
) -> Result<ConsolePage, Refusal> {
    let ends = record.held.iter().chain(&record.holders);
    let titles = Titles::read(tx, caller, ends.map(|end| (end.schema.clone(), end.id.clone())))?;
    let found = find(tx, caller, record.kind, asked)?;
    let here = EntityId::from(record.id());
    let held = record.held.iter().map(|end| (end, (record.kind.slug.as_str(), &here, &end.id)));
    let holders = record.holders.iter().map(|end| (end, (end.schema.as_str(), &end.id, &here)));
    let body = wide_narrow(
        html! {
            (card(caller, locale, record, "console-relations-held", held.collect(), &titles))
            (card(caller, locale, record, "console-relations-holders", holders.collect(), &titles))
        },
        html! { (relating(caller, locale, record, asked, &found)) },
    );
    Ok(record.page(locale, Part::Relations, &titles, actions(locale, record), body))
}

/// Which record holds a relation, and to which it points: schema of the holder, holder, target.
type Held<'a> = (&'a str, &'a EntityId, &'a EntityId);

fn card(
    caller: &Caller,
    locale: Locale,
    record: &Shown<'_>,
    key: &str,
    ends: Vec<(&End, Held<'_>)>,
    titles: &Titles,
) -> Card {
    let card = Card::new(t(locale, key)).intro(t(locale, &format!("{key}-line"))).flush();
    if ends.is_empty() {
        return card.body(html! { p.card-pad.quiet { (t(locale, "console-relations-none")) } });
    }
    let rows = ends.into_iter().map(|(end, held)| {
        let kind = caller.catalogue.find(held.0);
        let label = kind.and_then(|kind| kind.attribute(&end.attribute)).map(|own| own.label(locale));
        let other =
            caller.catalogue.find(&end.schema).map_or_else(|| end.schema.clone(), |kind| kind.name(locale));
        TableRow::new()
            .cell(titles.link(end.id.as_str()))
            .cell(other)
            .cell(html! { (label.unwrap_or_default()) " " code.quiet { (end.attribute) } })
            .cell(taking(locale, record, end, held, titles))
    });
    card.body(
        Table::new(locale, t(locale, key))
            .column(Column::Title, t(locale, "console-record"))
            .column(Column::Detail, t(locale, "console-schema"))
            .column(Column::Fact, t(locale, "console-attribute"))
            .column(Column::Status, t(locale, "console-relation-take"))
            .rows(rows),
    )
}

/// The press that takes a relation back; line items and files' own relations are changed with their record.
fn taking(
    locale: Locale,
    record: &Shown<'_>,
    end: &End,
    (schema, holder, target): Held<'_>,
    titles: &Titles,
) -> Markup {
    if matches!(end.attribute.as_str(), "line_items" | "_relations") {
        return html! { span.quiet { (t(locale, "console-relation-fixed")) } };
    }
    let name = titles.title(end.id.as_str()).unwrap_or(end.id.as_str()).to_owned();
    Form::post(format!("{}/relations/remove", record.href()))
        .inline()
        .hidden("schema", schema)
        .hidden("holder", holder.as_str())
        .hidden("attribute", &end.attribute)
        .hidden("target", target.as_str())
        .buttons(html! {
            button.button.small type="submit" {
                span.label { (t(locale, "console-relation-take")) } span.for-readers { ": " (name) }
            }
        })
        .render()
}

fn find(tx: &mut Tx<'_>, caller: &Caller, kind: &Schema, asked: &Asked) -> Result<Vec<Seen>, Refusal> {
    match kind.attribute(&asked.attribute) {
        Some(attribute) => candidates(tx, caller, attribute, &asked.q),
        None => Ok(Vec::new()),
    }
}

/// The records that an attribute may point to and that these words find, or the one that has them for its id.
pub(super) fn candidates(
    tx: &mut Tx<'_>,
    caller: &Caller,
    attribute: &Attribute,
    q: &str,
) -> Result<Vec<Seen>, Refusal> {
    let named = attribute.related_schemas().into_iter().map(str::to_owned);
    let schemas = if attribute.is_file() { vec!["file".to_owned()] } else { named.collect() };
    of_schemas(tx, caller, schemas, q)
}

/// The records of these schemas, or of all, that these words find, or the one that has them for its id.
pub(super) fn of_schemas(
    tx: &mut Tx<'_>,
    caller: &Caller,
    mut schemas: Vec<String>,
    q: &str,
) -> Result<Vec<Seen>, Refusal> {
    if q.is_empty() {
        return Ok(Vec::new());
    }
    if let Ok(seen) = entities::view_any(tx, caller, &EntityId::from(q)) {
        return Ok(vec![seen]);
    }
    schemas.retain(|slug| caller.catalogue.find(slug).is_some());
    if schemas.is_empty() {
        schemas = caller.catalogue.all().map(|kind| kind.slug.clone()).collect();
    }
    let search = Search { schemas, q: Some(q.to_owned()), size: OFFERED, ..Search::default() };
    Ok(entities::search(tx, caller, &search)?.records)
}

/// The form that finds a record and relates it.
fn relating(caller: &Caller, locale: Locale, record: &Shown<'_>, asked: &Asked, found: &[Seen]) -> Card {
    let own: Vec<&Attribute> =
        record.kind.attributes.iter().filter(|attribute| is_relation(attribute)).collect();
    let card = Card::new(t(locale, "console-relate"));
    if own.is_empty() {
        return card.body(html! { p.quiet { (t(locale, "console-relate-nothing")) } });
    }
    let select =
        own.iter().fold(Select::new("attribute", t(locale, "console-attribute")), |select, attribute| {
            select.option(
                &attribute.name,
                attribute.label(locale),
                (attribute.name == asked.attribute).into(),
            )
        });
    let hint = t(locale, "console-relate-hint");
    card.body(html! {
        form.form method="get" action={ (record.href()) "/relations" } {
            (select)
            (Field::search("q", t(locale, "console-relate-search")).value(&asked.q).hint(hint))
            (Button::submit(t(locale, "search")))
        }
        @if !asked.q.is_empty() {
            @if found.is_empty() { p.spaced.quiet { (t(locale, "console-relate-none")) } }
            @else { div.offers { (offers(caller, locale, record, asked, found)) } }
        }
    })
}

fn offers(caller: &Caller, locale: Locale, record: &Shown<'_>, asked: &Asked, found: &[Seen]) -> RowList {
    let names: HashMap<&str, String> =
        caller.catalogue.all().map(|kind| (kind.slug.as_str(), kind.name(locale))).collect();
    found.iter().fold(RowList::new(), |list, seen| {
        let title = title_of(&seen.to_value());
        let said = t_args(locale, "console-relate-press", &[("title", title.clone().into())]);
        let form = Form::post(format!("{}/relations", record.href()))
            .inline()
            .hidden("attribute", &asked.attribute)
            .hidden("target", seen.id.as_str())
            .buttons(Button::submit(said).small().render());
        list.row(
            Row::new(title, record_address(&seen.schema, seen.id.as_str()).href())
                .facts(names.get(seen.schema.as_str()).cloned().unwrap_or_default())
                .actions(form),
        )
    })
}
