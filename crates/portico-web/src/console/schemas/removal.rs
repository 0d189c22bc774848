//! Removing a schema or an attribute: what it means, before it happens.

use axum::extract::Path;
use axum::response::Response;
use maud::{Render, html};
use portico_core::entities::{Search, search};
use portico_core::schemas::{edit, uses};
use portico_core::{Caller, Refusal};
use portico_db::Tx;
use portico_kit::Locale;

use super::super::answers::Answers;
use super::super::desk::Desk;
use super::super::shell::Place;
use super::{address, find, losses, version_of};
use crate::design::components::button::Button;
use crate::design::components::dialog_page::DialogPage;
use crate::design::components::form::Form;
use crate::design::components::link::Link;
use crate::design::components::summary_list::SummaryList;
use crate::design::format;
use crate::design::layout::ConsolePage;
use crate::design::words::{t, t_args};

/// Asks before a schema goes; one with records stays.
pub(super) fn schema_page(
    tx: &mut Tx<'_>,
    caller: &Caller,
    locale: Locale,
    slug: &str,
) -> Result<ConsolePage, Refusal> {
    let kind = find(caller, slug)?;
    let count = search(tx, caller, &Search { schemas: vec![slug.to_owned()], ..Search::default() })?.total;
    let back = address(slug).href();
    let title = t_args(locale, "schema-remove-ask", &[("name", kind.plural(locale).into())]).into_owned();
    let confirm = match count {
        0 => Button::submit(t(locale, "schema-remove")).destructive(),
        _ => Button::unavailable(t(locale, "schema-remove"), t(locale, "schema-remove-held")),
    };
    let facts = SummaryList::new()
        .row(t(locale, "schema-slug"), html! { code { (slug) } })
        .row(t(locale, "console-records"), format::integer(locale, count))
        .row(t(locale, "schema-attributes"), format::integer(locale, kind.attributes.len() as i64));
    let form = Form::post(format!("{back}/remove"));
    let dialog = DialogPage::new(title.clone(), form, confirm, Link::to(t(locale, "cancel"), back.clone()))
        .text(t(locale, "schema-remove-line"))
        .facts(facts);
    Ok(page(locale, title, kind.plural(locale), back, html! { (dialog) }))
}

fn page(locale: Locale, title: String, name: String, back: String, content: maud::Markup) -> ConsolePage {
    ConsolePage {
        title,
        crumbs: vec![(t(locale, "console-schemas").into_owned(), "/admin/schemas".to_owned()), (name, back)],
        here: t(locale, "console-remove").into_owned(),
        actions: None,
        content,
    }
}

pub(super) async fn ask_attribute(desk: Desk, Path((slug, name)): Path<(String, String)>) -> Response {
    let locale = desk.locale;
    desk.show(Place::Schemas, move |tx, caller| attribute_page(tx, caller, locale, &slug, &name)).await
}

fn attribute_page(
    tx: &mut Tx<'_>,
    caller: &Caller,
    locale: Locale,
    slug: &str,
    name: &str,
) -> Result<ConsolePage, Refusal> {
    let kind = find(caller, slug)?;
    let attribute = kind.attribute(name).ok_or(Refusal::NotFound)?;
    let uses = uses::of_attribute(tx, caller, &kind, name)?;
    let back = format!("{}/attributes/{name}", address(slug).href());
    let title =
        t_args(locale, "attribute-remove-ask", &[("name", attribute.label(locale).into())]).into_owned();
    let form = Form::post(format!("{back}/remove")).hidden("seen", version_of(&kind).to_string());
    let confirm = Button::submit(t(locale, "attribute-remove")).destructive();
    let text = html! {
        (t(locale, if uses.is_none() { "attribute-remove-free" } else { "attribute-remove-line" }))
        (losses::told(tx, locale, slug, &uses)?.render())
    };
    let dialog =
        DialogPage::new(title.clone(), form, confirm, Link::to(t(locale, "cancel"), back)).text(text);
    Ok(page(locale, title, kind.plural(locale), address(slug).href(), html! { (dialog) }))
}

pub(super) async fn remove_attribute(
    desk: Desk,
    Path((slug, name)): Path<(String, String)>,
    answers: Answers,
) -> Response {
    let seen = answers.text("seen").parse().unwrap_or(0);
    let back = address(&slug);
    let removed = desk.change(move |tx, caller| {
        edit::change(tx, caller, &slug, seen, |doc| edit::remove_attribute(doc, &name))
    });
    desk.done(removed.await, back, "attribute-removed").await
}
