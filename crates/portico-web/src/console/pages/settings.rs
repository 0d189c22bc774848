//! The settings of a page: name, address, place in the navigation, and who sees it when.

use maud::html;
use portico_core::pages::{self, Page, arrange};
use portico_core::{Caller, Refusal};
use portico_db::Tx;
use portico_kit::Locale;
use serde_json::{Map, Value};

use super::super::answers::Answers;
use super::super::typed::{Form, Offers, Trouble, Typed, at as placed, bare_form, clash};
use super::at::At;
use super::missing;
use super::page::{Part, actions, heading, tabs};
use crate::design::components::button::Button;
use crate::design::components::card::Card;
use crate::design::components::error_summary::error_summary;
use crate::design::layout::ConsolePage;
use crate::design::words::{t, t_args};
use crate::portal::blocks::settings::PAGE;

/// First parts of addresses that portals keep for themselves.
const KEPT: [&str; 25] = [
    "",
    "admin",
    "assets",
    "auth",
    "change",
    "claim",
    "confirm",
    "decide",
    "dismiss",
    "favicon.ico",
    "files",
    "forgot-password",
    "history",
    "pictures",
    "register",
    "reset-password",
    "search",
    "security",
    "sign-in",
    "sign-out",
    "signed-out",
    "sso",
    "v1",
    "v2",
    "v3",
];

/// The part of a page that its form is about.
fn form_part(page: &Page) -> Value {
    let mut doc = page.doc.clone();
    if let Some(fields) = doc.as_object_mut() {
        for key in ["blocks", "order", "last_modified_at", "past_routes"] {
            fields.shift_remove(key);
        }
    }
    doc
}

/// Whether portals show something of their own at an address.
pub(super) fn is_kept(slug: &str) -> bool {
    let first = slug.trim_start_matches('/').split('/').next().unwrap_or_default();
    KEPT.contains(&first) || first.starts_with(".well-known")
}

/// Refuses an address that portals keep for themselves.
pub(super) fn check_slug(locale: Locale, slug: &str) -> Result<(), Refusal> {
    if is_kept(slug) {
        return Err(Refusal::invalid("slug", t(locale, "page-slug-kept")));
    }
    Ok(())
}

/// Stores what was typed.
pub(super) fn save(
    tx: &mut Tx<'_>,
    caller: &Caller,
    locale: Locale,
    at: &At,
    answers: &Answers,
) -> Result<(), Refusal> {
    let page = at.page(tx)?;
    let stored = form_part(&page);
    let typed = Typed::of_answers(locale, &[PAGE], &stored, answers);
    typed.check(&stored)?;
    let slug = placed(&typed.doc, "slug").as_str().unwrap_or_default();
    if slug != page.slug {
        check_slug(locale, slug)?;
    }
    let mut sent = Map::new();
    for setting in PAGE {
        let key = setting.key.split('.').next().unwrap_or_default();
        let value = typed.doc.get(key).cloned().unwrap_or(Value::Null);
        if !value.is_null() || stored.get(key).is_some() {
            sent.insert(key.to_owned(), value);
        }
    }
    let saved =
        pages::put(tx, &page.id, Value::Object(sent), caller.now, &caller.random).map_err(told(locale))?;
    if saved.is("is_entry_route") {
        arrange::set_entry(tx, &saved.id)?;
    }
    Ok(())
}

/// A refused address in the words of the form.
pub(super) fn told(locale: Locale) -> impl Fn(Refusal) -> Refusal {
    move |refusal| match refusal {
        Refusal::Invalid { field: Some(field), .. } if field == "slug" => {
            Refusal::invalid("slug", t(locale, "page-slug-wrong"))
        }
        other => other,
    }
}

pub(super) fn page(
    tx: &mut Tx<'_>,
    caller: &Caller,
    locale: Locale,
    at: &At,
    answers: Option<&Answers>,
    trouble: Option<&Trouble>,
) -> Result<ConsolePage, Refusal> {
    let standing = at.read(tx)?;
    let Some(own) = &standing.page else { return missing() };
    let stored = form_part(own);
    let typed = match answers {
        Some(answers) => Typed::of_answers(locale, &[PAGE], &stored, answers).with(&stored, trouble),
        None => Typed::of(&stored),
    };
    let others: Vec<Page> = pages::list(tx, &at.portal)?
        .into_iter()
        .filter(|page| page.id != own.id && !belongs(page, own))
        .collect();
    let offers = Offers::read(tx, caller, locale)?.pages(&others);
    let form = Form { locale, family: "page", offers: &offers, faults: &typed.faults };
    let here = format!("{}/settings", at.address().href());
    let body = bare_form(&typed, "page", here.clone(), form.fields(PAGE, &typed.doc))
        .buttons(Button::submit(t(locale, "page-save")).primary());
    let name = standing.name(locale);
    let is_wrong = !typed.faults.is_empty() || typed.is_stale;
    let content = html! {
        (error_summary(locale, &typed.faults))
        @if typed.is_stale { (clash(locale, "page", &[PAGE], (&stored, &typed.doc), &here)) }
        (heading(locale, &standing))
        (tabs(locale, at, &standing, Part::Settings))
        div.workshop-form { (Card::bare().body(html! { (body) (past(locale, own)) })) }
    };
    Ok(ConsolePage {
        title: super::super::schemas::titled(locale, &name, is_wrong),
        crumbs: standing.crumbs(locale),
        here: name,
        actions: Some(actions(locale, at, &standing)),
        content,
    })
}

fn belongs(page: &Page, to: &Page) -> bool {
    page.doc.get("parentId").and_then(Value::as_str) == Some(to.id.as_str())
}

/// The addresses that the page had before.
fn past(locale: Locale, page: &Page) -> maud::Markup {
    let routes = page.doc.get("past_routes").and_then(Value::as_array).cloned().unwrap_or_default();
    let all: Vec<String> = routes.iter().filter_map(|route| Some(format!("/{}", route.as_str()?))).collect();
    html! { @if !all.is_empty() { p.hint.spaced { (t_args(locale, "page-past", &[("routes", all.join(", ").into())])) } } }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_that_portals_need_are_kept() {
        for slug in ["sign-in", "files/a", "v2/portal", "admin", "security", "security/app", "history", ""] {
            assert!(is_kept(slug), "{slug}");
        }
        for slug in ["contracts", "help", "my-account/contact", "filesystem"] {
            assert!(!is_kept(slug), "{slug}");
        }
    }
}
