//! The form of one attribute; a change that records, rules or pages would feel asks first.

use axum::extract::Path;
use axum::response::Response;
use http::StatusCode;
use maud::{Markup, Render, html};
use portico_core::schemas::{Attribute, Schema, edit, uses};
use portico_core::{Caller, Refusal};
use portico_db::Tx;
use portico_kit::Locale;
use serde_json::{Value, json};

use super::super::answers::Answers;
use super::super::desk::Desk;
use super::super::shell::Place;
use super::super::typed::{Form, Offers, Trouble, Typed, asked, at, bare_form, clash};
use super::settings::{TYPES, of_type};
use super::{address, find, losses, version_of};
use crate::design::components::Tone;
use crate::design::components::button::Button;
use crate::design::components::card::Card;
use crate::design::components::checkbox::Checkbox;
use crate::design::components::error_summary::{Fault, error_summary};
use crate::design::components::field::Field;
use crate::design::components::heading::Heading;
use crate::design::components::link::Link;
use crate::design::components::note::Note;
use crate::design::format;
use crate::design::layout::ConsolePage;
use crate::design::words::{t, t_args};

/// Which attribute of which schema a form is about; a new one has no name yet.
#[derive(Clone, Debug)]
struct Subject {
    slug: String,
    name: Option<String>,
    group: String,
}

impl Subject {
    fn stored(&self, kind: &Schema) -> Result<Value, Refusal> {
        match &self.name {
            Some(name) => Ok(kind.attribute(name).ok_or(Refusal::NotFound)?.doc.clone()),
            None => Ok(json!({ "type": "string", "group": self.group })),
        }
    }

    fn address(&self) -> String {
        let above = address(&self.slug).href();
        self.name
            .as_ref()
            .map_or_else(|| format!("{above}/new-attribute"), |name| format!("{above}/attributes/{name}"))
    }

    /// The stored attribute with the answers in it.
    fn typed(&self, locale: Locale, stored: &Value, answers: &Answers) -> Typed {
        let kind = if answers.text("type").is_empty() { "string" } else { answers.text("type") };
        let mut typed = Typed::of_answers(locale, &of_type(kind), stored, answers);
        if self.name.is_none() {
            typed.doc["name"] = answers.text("name").into();
            typed.doc["id"] = answers.text("name").into();
        }
        typed
    }
}

pub(super) async fn show_new(desk: Desk, Path(slug): Path<String>) -> Response {
    let group = desk.query().text("group").unwrap_or_default().to_owned();
    show_form(desk, Subject { slug, name: None, group }).await
}

pub(super) async fn show(desk: Desk, Path((slug, name)): Path<(String, String)>) -> Response {
    show_form(desk, Subject { slug, name: Some(name), group: String::new() }).await
}

async fn show_form(desk: Desk, subject: Subject) -> Response {
    let locale = desk.locale;
    desk.show(Place::Schemas, move |tx, caller| page(tx, caller, locale, &subject, None, None)).await
}

pub(super) async fn create(desk: Desk, Path(slug): Path<String>, answers: Answers) -> Response {
    store(desk, Subject { slug, name: None, group: String::new() }, answers).await
}

pub(super) async fn save(
    desk: Desk,
    Path((slug, name)): Path<(String, String)>,
    answers: Answers,
) -> Response {
    store(desk, Subject { slug, name: Some(name), group: String::new() }, answers).await
}

async fn store(desk: Desk, subject: Subject, answers: Answers) -> Response {
    let locale = desk.locale;
    let (status, trouble) = match asked(&answers) {
        Some(_) => (StatusCode::OK, None),
        None => {
            let (wanted, sent) = (subject.clone(), answers.clone());
            let saved = desk.change(move |tx, caller| put(tx, caller, locale, &wanted, &sent)).await;
            match saved.map_err(Trouble::of) {
                Ok(name) => {
                    return desk.go_to_part(
                        address(&subject.slug),
                        "attribute-saved",
                        &format!("attribute-{name}"),
                    );
                }
                Err(Err(refusal)) => return desk.refuse(refusal).await,
                Err(Ok(trouble)) => (StatusCode::UNPROCESSABLE_ENTITY, Some(trouble)),
            }
        }
    };
    let page = move |tx: &mut Tx<'_>, caller: &Caller| {
        page(tx, caller, locale, &subject, Some(&answers), trouble.as_ref())
    };
    desk.show_as(status, Place::Schemas, page).await
}

/// Stores the attribute; answers its name.
fn put(
    tx: &mut Tx<'_>,
    caller: &Caller,
    locale: Locale,
    subject: &Subject,
    answers: &Answers,
) -> Result<String, Refusal> {
    let kind = find(caller, &subject.slug)?;
    let stored = subject.stored(&kind)?;
    let typed = subject.typed(locale, &stored, answers);
    if subject.name.is_some() {
        typed.check(&stored)?;
    }
    if at(&typed.doc, "label").is_null() {
        return Err(Refusal::invalid("label.de", t(locale, "attribute-label-missing")));
    }
    if answers.text("agreed").is_empty()
        && !effects(tx, caller, locale, &kind, subject, &typed.doc)?.is_empty()
    {
        return Err(Refusal::invalid("agreed", t(locale, "attribute-agree-first")));
    }
    let name = at(&typed.doc, "name").as_str().unwrap_or_default().to_owned();
    let checked = |refusal| told(locale, refusal);
    edit::change(tx, caller, &subject.slug, version_of(&kind), |doc| {
        edit::set_attribute(doc, subject.name.as_deref(), typed.doc.clone()).map_err(checked)
    })?;
    Ok(name)
}

/// A refusal of the domain in the words of the form.
fn told(locale: Locale, refusal: Refusal) -> Refusal {
    let Refusal::Invalid { field: Some(field), message } = refusal else { return refusal };
    let message = match field.as_str() {
        "name" => t(locale, "attribute-name-wrong").into_owned(),
        option if option.starts_with("options.") => t(locale, "attribute-option-wrong").into_owned(),
        _ => message,
    };
    Refusal::Invalid { field: Some(field), message }
}

/// What a change of type or group would do to others; empty when nobody would feel it.
fn effects(
    tx: &mut Tx<'_>,
    caller: &Caller,
    locale: Locale,
    kind: &Schema,
    subject: &Subject,
    typed: &Value,
) -> Result<Vec<Markup>, Refusal> {
    let Some(attribute) = subject.name.as_ref().and_then(|name| kind.attribute(name)) else {
        return Ok(Vec::new());
    };
    let mut effects = Vec::new();
    if at(typed, "type").as_str() != Some(&attribute.kind) {
        let uses = uses::of_attribute(tx, caller, kind, &attribute.name)?;
        if !uses.is_none() {
            let list = losses::told(tx, locale, &kind.slug, &uses)?;
            effects.push(html! { p { (t(locale, "attribute-retype-line")) } (list) });
        }
    }
    let misfits = match at(typed, "name").as_str() {
        Some(name) if name == attribute.name && *typed != attribute.doc => {
            uses::misfits(tx, caller, &kind.slug, attribute, typed)?
        }
        _ => 0,
    };
    if misfits > 0 {
        let shown = format::integer(locale, misfits);
        let args = [("count", misfits.into()), ("shown", shown.into())];
        effects.push(html! { p { strong { (t_args(locale, "attribute-misfits", &args)) } } });
    }
    let group = at(typed, "group").as_str().filter(|group| !group.is_empty());
    if group != attribute.group.as_deref() {
        let mut named = Vec::new();
        for own in [group, attribute.group.as_deref()].into_iter().flatten() {
            named.extend(uses::grants_of_group(tx, &kind.slug, own)?);
        }
        if !named.is_empty() {
            let grants = losses::grants(tx, locale, &named)?;
            effects.push(html! { p { (t(locale, "attribute-regroup-line")) } p { (grants) } });
        }
    }
    Ok(effects)
}

fn page(
    tx: &mut Tx<'_>,
    caller: &Caller,
    locale: Locale,
    subject: &Subject,
    answers: Option<&Answers>,
    trouble: Option<&Trouble>,
) -> Result<ConsolePage, Refusal> {
    let kind = find(caller, &subject.slug)?;
    let stored = subject.stored(&kind)?;
    let typed = match answers {
        Some(answers) => subject.typed(locale, &stored, answers).with(&stored, trouble),
        None => Typed::of(&stored),
    };
    let effects = effects(tx, caller, locale, &kind, subject, &typed.doc)?;
    let offers = Offers::read(tx, caller, locale)?.attributes(&kind, &TYPES);
    let title = subject.name.as_ref().and_then(|name| kind.attribute(name)).map_or_else(
        || t(locale, "attribute-add").into_owned(),
        |attribute: &Attribute| attribute.label(locale),
    );
    let settings = of_type(at(&typed.doc, "type").as_str().unwrap_or("string"));
    let fields = html! {
        (name_field(locale, subject, &typed))
        @for part in &settings { (Form { locale, family: "attribute", offers: &offers, faults: &typed.faults }.fields(part, &typed.doc)) }
        (agreement(locale, &effects, &typed.faults))
    };
    let form = bare_form(&typed, "attribute", subject.address(), fields).buttons(html! {
        (Button::submit(t(locale, "attribute-save")).primary())
        (Button::submit(t(locale, "attribute-again")).value("then", "again"))
        (Link::to(t(locale, "cancel"), address(&subject.slug).href()).strong())
    });
    let content = html! {
        (error_summary(locale, &typed.faults))
        @if typed.is_stale { (clash(locale, "attribute", &settings, (&stored, &typed.doc), &subject.address())) }
        (Heading::new(title.clone()).line(t_args(locale, "attribute-line", &[("schema", kind.plural(locale).into())])))
        div.workshop-form { (Card::bare().body(form)) }
    };
    Ok(ConsolePage {
        title: super::page::titled(locale, &title, !typed.faults.is_empty() || typed.is_stale),
        crumbs: vec![
            (t(locale, "console-schemas").into_owned(), "/admin/schemas".to_owned()),
            (kind.plural(locale), address(&subject.slug).href()),
        ],
        here: title,
        actions: subject.name.as_ref().map(|_| {
            Button::go(t(locale, "attribute-remove"), format!("{}/remove", subject.address()))
                .quiet()
                .render()
        }),
        content,
    })
}

/// The name: typed once, fixed from then on, because records, grants and pages use it.
fn name_field(locale: Locale, subject: &Subject, typed: &Typed) -> Markup {
    let value = at(&typed.doc, "name").as_str().unwrap_or_default();
    let fault =
        typed.faults.iter().find(|fault| fault.field == "name").map(|fault: &Fault| fault.message.clone());
    let field = Field::text("name", t(locale, "attribute-name")).value(value);
    match &subject.name {
        Some(_) => field.read_only(t(locale, "attribute-name-fixed")).render(),
        None => field.hint(t(locale, "attribute-name-hint")).error(fault).limit(64).render(),
    }
}

fn agreement(locale: Locale, effects: &[Markup], faults: &[Fault]) -> Markup {
    let fault = faults.iter().find(|fault| fault.field == "agreed").map(|fault| fault.message.clone());
    html! {
        @if !effects.is_empty() {
            (Note::new(Tone::Warn).title(t(locale, "attribute-effects")).text(html! { @for effect in effects { (effect) } }))
            (Checkbox::new("agreed", t(locale, "attribute-agree")).error(fault))
        }
    }
}
