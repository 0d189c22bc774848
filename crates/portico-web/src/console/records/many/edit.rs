//! One attribute of many records: chosen, given a value, checked, done.

use axum::extract::Path;
use axum::response::Response;
use http::StatusCode;
use maud::{Markup, html};
use portico_core::batches::{self, Work};
use portico_core::entities::Seen;
use portico_core::schemas::{Attribute, Schema};
use portico_core::{Caller, Refusal};
use portico_db::Tx;
use portico_kit::Locale;

use super::super::super::answers::Answers;
use super::super::super::desk::Desk;
use super::super::super::shell::Place;
use super::super::fields::groups_of;
use super::super::inputs::Input;
use super::super::{kind_of, relations};
use super::typed::{Typed, leads_to_one, offered, relations_of};
use super::{Picked, check, counted, crumbs, path_of, target, to_batch};
use crate::design::components::button::Button;
use crate::design::components::card::Card;
use crate::design::components::checkbox::Checkbox;
use crate::design::components::empty_state::EmptyState;
use crate::design::components::error_summary::error_summary;
use crate::design::components::field::hidden;
use crate::design::components::form::Form;
use crate::design::components::heading::Heading;
use crate::design::components::link::Link;
use crate::design::layout::ConsolePage;
use crate::design::words::{t, t_args};

pub(super) async fn choose_value(desk: Desk, Path(schema): Path<String>) -> Response {
    let (locale, query) = (desk.locale, desk.query().clone());
    desk.show(Place::Records, move |tx, caller| {
        let kind = kind_of(caller, &schema)?;
        page(tx, caller, locale, kind, &Picked::of(locale, kind, &query), &Typed::of_query(&query))
    })
    .await
}

pub(super) async fn change_records(desk: Desk, Path(schema): Path<String>, answers: Answers) -> Response {
    let (locale, slug) = (desk.locale, schema.clone());
    match desk.change(move |tx, caller| decide(tx, caller, locale, &slug, &answers)).await {
        Ok(Decided::Started(id)) => to_batch(&schema, &id),
        Ok(Decided::Tried(picked, typed, tried)) => {
            let page = move |_: &mut Tx<'_>, caller: &Caller| {
                Ok(check::page(locale, kind_of(caller, &schema)?, &picked, &typed, &tried))
            };
            desk.show(Place::Records, page).await
        }
        Ok(Decided::Again(picked, typed)) => {
            let status =
                if typed.faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
            let page = move |tx: &mut Tx<'_>, caller: &Caller| {
                page(tx, caller, locale, kind_of(caller, &schema)?, &picked, &typed)
            };
            desk.show_as(status, Place::Records, page).await
        }
        Err(refusal) => desk.refuse(refusal).await,
    }
}

fn decide(
    tx: &mut Tx<'_>,
    caller: &Caller,
    locale: Locale,
    slug: &str,
    answers: &Answers,
) -> Result<Decided, Refusal> {
    let kind = kind_of(caller, slug)?;
    let (picked, mut typed) = (Box::new(Picked::of(locale, kind, answers.query())), Typed::of(answers));
    let attribute = offered(kind, &typed.attribute).ok_or(Refusal::NotFound)?;
    if answers.text("step") == "edit" {
        return Ok(Decided::Again(picked, typed));
    }
    let Some(value) = typed.read(tx, caller, locale, attribute)? else {
        return Ok(Decided::Again(picked, typed));
    };
    let work = Work::Change { attribute: attribute.name.clone(), value };
    let chosen = picked.chosen(kind)?;
    let count = batches::chosen(tx, caller, slug, &chosen)?.len();
    let is_sure = answers.text("step") == "do";
    if is_sure && answers.text("seen") == count.to_string() {
        return Ok(Decided::Started(batches::start(tx, caller, slug, &chosen, work)?));
    }
    let tried = check::Tried::of(tx, caller, kind, &chosen, work, is_sure)?;
    Ok(Decided::Tried(picked, typed, Box::new(tried)))
}

/// What a form of this page comes to.
enum Decided {
    /// The form once more.
    Again(Box<Picked>, Typed),
    /// What would happen.
    Tried(Box<Picked>, Typed, Box<check::Tried>),
    /// It is done, or goes on by itself.
    Started(String),
}

fn page(
    tx: &mut Tx<'_>,
    caller: &Caller,
    locale: Locale,
    kind: &Schema,
    picked: &Picked,
    typed: &Typed,
) -> Result<ConsolePage, Refusal> {
    let count = match batches::chosen(tx, caller, &kind.slug, &picked.chosen(kind)?) {
        Ok(ids) => ids.len(),
        Err(Refusal::Invalid { .. }) => return Ok(none_chosen(locale, kind, picked)),
        Err(refusal) => return Err(refusal),
    };
    let counted = counted(locale, kind, count);
    let title = t_args(locale, "records-many-edit", &[("what", counted.into())]).into_owned();
    let attribute = offered(kind, &typed.attribute);
    let found = match attribute.filter(|attribute| leads_to_one(attribute)) {
        Some(attribute) => relations::candidates(tx, caller, attribute, &typed.find)?,
        None => Vec::new(),
    };
    let content = html! {
        (error_summary(locale, &typed.faults))
        div.narrow-page {
            (Heading::new(title.clone()).line(t(locale, "records-many-edit-line")))
            (Card::new(t(locale, "records-many-attribute")).body(which(locale, kind, picked, attribute)))
            @if let Some(attribute) = attribute {
                (Card::new(t(locale, "records-many-value")).body(html! {
                    @if leads_to_one(attribute) { (target::search(locale, kind, picked, typed, attribute)) }
                    (value(locale, kind, picked, typed, attribute, &found))
                }))
            }
        }
    };
    let here = title.clone();
    let title = match typed.faults.is_empty() {
        true => title,
        false => t_args(locale, "error-title-prefix", &[("title", title.into())]).into_owned(),
    };
    Ok(ConsolePage { title, crumbs: crumbs(locale, kind), here, actions: None, content })
}

/// Nothing that can be changed was chosen: nothing at all, or more than one go may change.
pub(super) fn none_chosen(locale: Locale, kind: &Schema, picked: &Picked) -> ConsolePage {
    let title = t(locale, "records-many-none").into_owned();
    let line = t_args(locale, "records-many-none-line", &[("most", batches::MOST.into())]);
    let back = Link::to(t(locale, "records-back-to-list"), picked.list()).strong();
    let content = html! { (EmptyState::new(title.clone()).text(line).actions(back)) };
    ConsolePage { here: title.clone(), title, crumbs: crumbs(locale, kind), actions: None, content }
}

/// The attributes, by group; it is a list of its own, so that the input fits what was chosen without scripts too.
fn which(locale: Locale, kind: &Schema, picked: &Picked, chosen: Option<&Attribute>) -> Markup {
    html! {
        form.choose-attribute method="get" action=(path_of(&kind.slug, "/edit")) {
            @for (key, value) in picked.pairs() { (hidden(&key, &value)) }
            div.field {
                label for="attribute" { (t(locale, "records-many-which")) }
                select.input id="attribute" name="attribute" {
                    @for (group, attributes) in groups_of(locale, kind) {
                        @let group = if group.is_empty() { t(locale, "console-group-none").into_owned() } else { group };
                        optgroup label=(group) {
                            @for attribute in attributes {
                                option value=(attribute.name) selected[chosen.is_some_and(|own| own.name == attribute.name)] {
                                    (attribute.label(locale))
                                }
                            }
                        }
                    }
                    @let relations = relations_of(kind);
                    @if !relations.is_empty() {
                        optgroup label=(t(locale, "console-relations")) {
                            @for attribute in relations {
                                option value=(attribute.name) selected[chosen.is_some_and(|own| own.name == attribute.name)] {
                                    (attribute.label(locale))
                                }
                            }
                        }
                    }
                }
            }
            @let press = Button::submit(t(locale, "records-many-choose"));
            @if chosen.is_none() { (press.primary()) } @else { (press) }
            @if chosen.is_none() { (Link::to(t(locale, "cancel"), picked.list()).strong()) }
        }
    }
}

fn value(
    locale: Locale,
    kind: &Schema,
    picked: &Picked,
    typed: &Typed,
    attribute: &Attribute,
    found: &[Seen],
) -> Form {
    let error = typed.error();
    let form = picked.carried_by(Form::post(path_of(&kind.slug, "/edit")));
    let form = if typed.find.is_empty() { form } else { form.hidden("find", &typed.find) };
    form.hidden("attribute", &attribute.name)
        .hidden("step", "check")
        .fields(html! {
            @if leads_to_one(attribute) { (target::choice(locale, typed, attribute, found)) }
            @else { (Input { locale, attribute, texts: &typed.texts, error }) }
            @if !attribute.required {
                (Checkbox::new("clear", t(locale, "records-many-clear")).value("1").ticked(typed.clear)
                    .hint(t(locale, "records-many-clear-line")))
            }
        })
        .buttons(html! {
            (Button::submit(t(locale, "records-many-check")).primary())
            (Link::to(t(locale, "cancel"), picked.list()).strong())
        })
}
