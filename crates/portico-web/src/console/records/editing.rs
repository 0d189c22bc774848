//! Making and changing records by a form.

use axum::extract::Path;
use axum::response::Response;
use http::StatusCode;
use maud::{Markup, Render, html};
use portico_core::entities;
use portico_core::schemas::{Attribute, Schema};
use portico_core::{Caller, Refusal};
use portico_db::Tx;
use portico_kit::{EntityId, Locale};
use serde_json::Value;

use super::super::answers::Answers;
use super::super::desk::Desk;
use super::super::shell::Place;
use super::super::values::{record_address, title_of};
use super::conflict;
use super::fields::groups_of;
use super::form::{Draft, Outcome};
use super::frame::crumbs;
use super::inputs::Input;
use super::kind_of;
use crate::design::components::Tone;
use crate::design::components::button::Button;
use crate::design::components::card::Card;
use crate::design::components::error_summary::error_summary;
use crate::design::components::form::Form;
use crate::design::components::heading::Heading;
use crate::design::components::link::Link;
use crate::design::components::note::Note;
use crate::design::layout::{ConsolePage, stack, wide_narrow};
use crate::design::words::{t, t_args};

pub(super) async fn show_new(desk: Desk, Path(schema): Path<String>) -> Response {
    let locale = desk.locale;
    desk.show(Place::Records, move |_, caller| {
        let kind = kind_of(caller, &schema)?;
        Ok(new_page(locale, kind, &Draft::of(locale, kind, &Value::Null)))
    })
    .await
}

pub(super) async fn create_record(desk: Desk, Path(schema): Path<String>, answers: Answers) -> Response {
    let locale = desk.locale;
    let slug = schema.clone();
    let created = desk.change(move |tx, caller| {
        let kind = kind_of(caller, &slug)?;
        Draft::of_answers(kind, &answers).create(tx, caller, locale, kind)
    });
    match created.await {
        Ok(Outcome::Saved(id)) => desk.go(record_address(&schema, id.as_str()), "record-created"),
        Ok(Outcome::Unchanged) => desk.go(record_address(&schema, "new"), "record-unchanged"),
        Ok(Outcome::Faulty(draft) | Outcome::Stale(draft)) => {
            let page = move |_: &mut Tx<'_>, caller: &Caller| {
                Ok(new_page(locale, kind_of(caller, &schema)?, &draft))
            };
            desk.show_as(StatusCode::UNPROCESSABLE_ENTITY, Place::Records, page).await
        }
        Err(refusal) => desk.refuse(refusal).await,
    }
}

pub(super) async fn show_edit(desk: Desk, Path((schema, id)): Path<(String, EntityId)>) -> Response {
    let locale = desk.locale;
    desk.show(Place::Records, move |tx, caller| {
        let kind = kind_of(caller, &schema)?;
        let doc = entities::view(tx, caller, &schema, &id)?.to_value();
        Ok(edit_page(locale, kind, &doc, &Draft::of(locale, kind, &doc)))
    })
    .await
}

pub(super) async fn save_record(
    desk: Desk,
    Path((schema, id)): Path<(String, EntityId)>,
    answers: Answers,
) -> Response {
    let locale = desk.locale;
    let (slug, record) = (schema.clone(), id.clone());
    let saved = desk.change(move |tx, caller| {
        let kind = kind_of(caller, &slug)?;
        Draft::of_answers(kind, &answers).save(tx, caller, locale, kind, &record)
    });
    let at = record_address(&schema, id.as_str());
    let (status, draft) = match saved.await {
        Ok(Outcome::Saved(_)) => return desk.go(at, "record-saved"),
        Ok(Outcome::Unchanged) => return desk.go(at, "record-unchanged"),
        Ok(Outcome::Faulty(draft)) => (StatusCode::UNPROCESSABLE_ENTITY, draft),
        Ok(Outcome::Stale(draft)) => (StatusCode::CONFLICT, draft),
        Err(refusal) => return desk.refuse(refusal).await,
    };
    let page =
        move |tx: &mut Tx<'_>, caller: &Caller| again(tx, caller, locale, status, (&schema, &id), &draft);
    desk.show_as(status, Place::Records, page).await
}

/// The form once more: with what is wrong, or beside what somebody else stored.
fn again(
    tx: &mut Tx<'_>,
    caller: &Caller,
    locale: Locale,
    status: StatusCode,
    (schema, id): (&str, &EntityId),
    draft: &Draft,
) -> Result<ConsolePage, Refusal> {
    let kind = kind_of(caller, schema)?;
    let doc = entities::view(tx, caller, schema, id)?.to_value();
    match status {
        StatusCode::CONFLICT => conflict::page(tx, caller, locale, kind, id, &doc, draft),
        _ => Ok(edit_page(locale, kind, &doc, &draft.clone().with_stored(locale, kind, &doc))),
    }
}

fn new_page(locale: Locale, kind: &Schema, draft: &Draft) -> ConsolePage {
    let title = t_args(locale, "console-record-new", &[("kind", kind.name(locale).into())]).into_owned();
    let action = format!("/admin/records/{}/new", kind.slug);
    let back = format!("/admin/records/{}", kind.slug);
    let content = html! {
        (error_summary(locale, &draft.faults))
        (Heading::new(title.clone()).line(t(locale, "console-record-new-line")))
        (form(locale, kind, draft, &action, &t(locale, "console-record-create"), &back))
    };
    let actions = Button::submit(t(locale, "console-record-create")).form("record").primary();
    ConsolePage {
        title: titled(locale, &title, draft),
        crumbs: crumbs(locale, kind, None),
        here: title,
        actions: Some(html! { (actions) }),
        content,
    }
}

fn edit_page(locale: Locale, kind: &Schema, doc: &Value, draft: &Draft) -> ConsolePage {
    let id = doc.get("_id").and_then(Value::as_str).unwrap_or_default();
    let title = t_args(locale, "console-record-edit", &[("title", title_of(doc).into())]).into_owned();
    let back = record_address(&kind.slug, id).href();
    let content = html! {
        (error_summary(locale, &draft.faults))
        (Heading::new(title.clone()).line(html! {
            (kind.name(locale)) ". " (t(locale, "console-record-relations-elsewhere")) " "
            (Link::to(t(locale, "console-relations"), format!("{back}/relations")))
        }))
        (form(locale, kind, draft, &format!("{back}/edit"), &t(locale, "console-record-save"), &back))
    };
    let actions = Button::submit(t(locale, "console-record-save")).form("record").primary();
    ConsolePage {
        title: titled(locale, &title, draft),
        crumbs: crumbs(locale, kind, Some(doc)),
        here: t(locale, "console-edit").into_owned(),
        actions: Some(html! { (actions) }),
        content,
    }
}

fn titled(locale: Locale, title: &str, draft: &Draft) -> String {
    match draft.faults.is_empty() {
        true => title.to_owned(),
        false => t_args(locale, "error-title-prefix", &[("title", title.to_owned().into())]).into_owned(),
    }
}

fn form(locale: Locale, kind: &Schema, draft: &Draft, action: &str, press: &str, back: &str) -> Markup {
    let groups: Vec<(String, Vec<&Attribute>)> = groups_of(locale, kind)
        .into_iter()
        .map(|(group, own)| match group.is_empty() {
            true => (t(locale, "console-group-none").into_owned(), own),
            false => (group, own),
        })
        .collect();
    if groups.is_empty() {
        return Note::new(Tone::Info).title(t(locale, "console-record-no-fields")).render();
    }
    let cards = html! {
        @for (at, (group, attributes)) in groups.iter().enumerate() {
            (Card::new(group).id(format!("group-{at}")).body(inputs(locale, draft, attributes)))
        }
    };
    let form = Form::post(action)
        .id("record")
        .guarded()
        .hidden("seen", draft.seen())
        .hidden("updated_at", &draft.updated_at)
        .fields(stack(cards))
        .buttons(html! { (Button::submit(press)) (Link::to(t(locale, "cancel"), back).strong()) });
    wide_narrow(html! { (form) }, jumps(locale, &groups))
}

fn inputs(locale: Locale, draft: &Draft, attributes: &[&Attribute]) -> Markup {
    html! {
        div.record-fields {
            @for attribute in attributes {
                (Input { locale, attribute, texts: draft.texts(&attribute.name), error: draft.fault(&attribute.name) })
            }
        }
    }
}

/// The groups of the form, to jump to.
fn jumps(locale: Locale, groups: &[(String, Vec<&Attribute>)]) -> Markup {
    let list = html! {
        ul.jumps {
            @for (at, (group, own)) in groups.iter().enumerate() {
                li { (Link::to(group, format!("#group-{at}"))) " " span.quiet { (own.len()) } }
            }
        }
    };
    html! { div.beside { (Card::new(t(locale, "console-record-groups")).body(list)) } }
}
