//! Saved views of a list: above it as tabs; saved, named, shared, made the one the list opens with, deleted.

use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::{get, post};
use maud::{Markup, html};
use portico_core::entities::{self, Search};
use portico_core::schemas::Schema;
use portico_core::views::View;
use portico_core::{Caller, Refusal, views};
use portico_db::Tx;
use portico_http::App;
use portico_kit::Locale;
use serde_json::{Map, Value, json};

use super::super::address::Address;
use super::super::answers::Answers;
use super::super::desk::Desk;
use super::super::shell::Place;
use super::asked::{Asked, EVERYTHING, Opened};
use super::kind_of;
use crate::design::components::Current;
use crate::design::components::button::Button;
use crate::design::components::dialog_page::DialogPage;
use crate::design::components::form::Form;
use crate::design::components::link::Link;
use crate::design::components::tabs::Tabs;
use crate::design::format;
use crate::design::icons::Icon;
use crate::design::layout::ConsolePage;
use crate::design::words::{t, t_args};

mod form;

use form::Named;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/admin/records/{schema}/views/new", get(show_new).post(create_view))
        .route("/admin/records/{schema}/views/{view}", get(show_view).post(save_view))
        .route("/admin/records/{schema}/views/{view}/layout", post(keep_layout))
        .route("/admin/records/{schema}/views/{view}/delete", get(ask_removal).post(remove_view))
}

/// How far the records of a view are counted.
const COUNTED: i64 = 1000;
/// How many views are counted, and in a schema of how many records: more would make the list wait.
const MOST: (usize, i64) = (12, 20_000);

/// How many records there are in all and in each view; none where nobody counted.
#[derive(Clone, Debug, Default)]
pub(super) struct Counts(Vec<Option<i64>>);

impl Counts {
    /// Counts all records and those of the views, where there are views.
    pub(super) fn read(
        tx: &mut Tx<'_>,
        caller: &Caller,
        kind: &Schema,
        opened: &Opened,
    ) -> Result<Self, Refusal> {
        if opened.views.is_empty() {
            return Ok(Self::default());
        }
        let all = Search { schemas: vec![kind.slug.clone()], ..Search::default() };
        let known = entities::count_up_to(tx, caller, &all, MOST.1 + 1)?;
        let mut counts = vec![Some(known)];
        for (at, view) in opened.views.iter().enumerate() {
            let search = Asked::of_view(kind, view).search(kind);
            counts.push(match search {
                Ok(search) if known <= MOST.1 && at < MOST.0 => {
                    Some(entities::count_up_to(tx, caller, &search, COUNTED + 1)?)
                }
                _ => None,
            });
        }
        Ok(Self(counts))
    }
}

/// A count as a tab tells it.
fn said(locale: Locale, count: Option<i64>) -> Option<String> {
    let count = count?;
    let text = format::integer(locale, count.min(COUNTED));
    match count > COUNTED {
        true => Some(t_args(locale, "together-count-more", &[("count", text.into())]).into_owned()),
        false => Some(text),
    }
}

fn counted(
    tabs: Tabs,
    label: impl Into<String>,
    count: Option<String>,
    href: String,
    current: Current,
) -> Tabs {
    match count {
        Some(count) => tabs.counted(label, count, href, current),
        None => tabs.tab(label, href, current),
    }
}

/// The views as tabs, and what can be done with them.
pub(super) fn bar(locale: Locale, kind: &Schema, opened: &Opened, counts: &Counts) -> Markup {
    let asked = &opened.asked;
    let here = opened.view();
    let start = counted(
        Tabs::new(t(locale, "records-views")),
        t(locale, "records-view-all"),
        counts.0.first().and_then(|count| said(locale, *count)),
        asked.path().and_maybe("view", opened.default.as_ref().map(|_| EVERYTHING)).href(),
        Current::from(here.is_none()),
    );
    let tabs = opened.views.iter().enumerate().fold(start, |tabs, (at, view)| {
        let href = asked.path().and("view", &view.id).href();
        let count = counts.0.get(at + 1).and_then(|count| said(locale, *count));
        counted(tabs, &view.name, count, href, Current::from(here.is_some_and(|here| here.id == view.id)))
    });
    let is_changed = here.is_some_and(|view| !asked.is_as_saved(kind, view));
    html! {
        div.view-bar id="view-bar" data-follows="" {
            (tabs)
            div.view-actions {
                @if let Some(view) = here {
                    @if is_changed { (keep(locale, asked, view)) }
                    (Link::to(t(locale, "records-view-manage"), at(kind, view, "")).icon(Icon::Settings))
                }
                @if is_changed || here.is_none() {
                    (Link::to(t(locale, "records-view-save"), asked.page("views/new").href()).icon(Icon::Plus))
                }
            }
        }
    }
}

/// One press that keeps in a view what the list shows now.
fn keep(locale: Locale, asked: &Asked, view: &View) -> Form {
    let start = Form::post(format!("{}/views/{}/layout", asked.path().href(), view.id)).bare();
    let carried = asked.address();
    let form = carried.pairs().iter().fold(start, |form, (key, value)| form.hidden(key, value));
    form.fields(html! { (Button::submit(t(locale, "records-view-keep")).small().icon(Icon::Save)) })
}

fn at(kind: &Schema, view: &View, below: &str) -> String {
    format!("/admin/records/{}/views/{}{below}", kind.slug, view.id)
}

fn crumbs(locale: Locale, kind: &Schema) -> Vec<(String, String)> {
    vec![
        (t(locale, "console-records").into_owned(), "/admin/records".to_owned()),
        (kind.plural(locale), format!("/admin/records/{}", kind.slug)),
    ]
}

fn list_of(schema: &str, view: &str) -> Address {
    Address::of(format!("/admin/records/{schema}")).and("view", view)
}

async fn show_new(desk: Desk, Path(schema): Path<String>) -> Response {
    let (locale, query) = (desk.locale, desk.query().clone());
    desk.show(Place::Records, move |_, caller| {
        let kind = kind_of(caller, &schema)?;
        Ok(form::new_page(locale, kind, &Asked::of(locale, kind, &query), &Named::default()))
    })
    .await
}

async fn create_view(desk: Desk, Path(schema): Path<String>, answers: Answers) -> Response {
    let (locale, slug, sent) = (desk.locale, schema.clone(), answers.clone());
    let created = desk.change(move |tx, caller| {
        let kind = kind_of(caller, &slug)?;
        let mut doc = Named::of(&sent).written();
        doc.insert("slug".to_owned(), json!([slug]));
        doc.insert("ui_config".to_owned(), Asked::of(locale, kind, sent.query()).ui_config());
        let view = views::create(tx, caller, doc)?;
        set_default(tx, caller, &slug, &view.id, &sent)?;
        Ok(view.id)
    });
    match created.await {
        Ok(id) => desk.go(list_of(&schema, &id), "view-saved"),
        Err(Refusal::Invalid { field: Some(field), .. }) if field == "name" => {
            let page = move |_: &mut Tx<'_>, caller: &Caller| {
                let (kind, named) = (kind_of(caller, &schema)?, Named::of(&answers).without_name(locale));
                Ok(form::new_page(locale, kind, &Asked::of(locale, kind, answers.query()), &named))
            };
            desk.show_as(http::StatusCode::UNPROCESSABLE_ENTITY, Place::Records, page).await
        }
        Err(refusal) => desk.refuse(refusal).await,
    }
}

/// Makes a view the one that the list opens with, or takes that back, as the box was ticked.
fn set_default(
    tx: &mut Tx<'_>,
    caller: &Caller,
    schema: &str,
    view: &str,
    answers: &Answers,
) -> Result<(), Refusal> {
    let now = views::default_of(tx, caller, schema)?.map(|view| view.id);
    match (answers.text("default") == "1", now.as_deref() == Some(view)) {
        (true, false) => views::set_default(tx, caller, schema, Some(view)),
        (false, true) => views::set_default(tx, caller, schema, None),
        _ => Ok(()),
    }
}

async fn show_view(desk: Desk, Path((schema, view)): Path<(String, String)>) -> Response {
    let locale = desk.locale;
    desk.show(Place::Records, move |tx, caller| {
        let kind = kind_of(caller, &schema)?;
        let view = views::find(tx, caller, &view)?;
        let default = views::default_of(tx, caller, &schema)?;
        let named = Named::of_view(&view, default.is_some_and(|default| default.id == view.id));
        Ok(form::edit_page(locale, kind, caller, &view, &named))
    })
    .await
}

async fn save_view(desk: Desk, Path((schema, view)): Path<(String, String)>, answers: Answers) -> Response {
    let (locale, slug, id, sent) = (desk.locale, schema.clone(), view.clone(), answers.clone());
    let saved = desk.change(move |tx, caller| {
        views::change(tx, caller, &id, Named::of(&sent).written())?;
        set_default(tx, caller, &slug, &id, &sent)
    });
    match saved.await {
        Ok(()) => desk.go(list_of(&schema, &view), "view-saved"),
        Err(Refusal::Invalid { field: Some(field), .. }) if field == "name" => {
            let page = move |tx: &mut Tx<'_>, caller: &Caller| {
                let (kind, named) = (kind_of(caller, &schema)?, Named::of(&answers).without_name(locale));
                let view = views::find(tx, caller, &view)?;
                Ok(form::edit_page(locale, kind, caller, &view, &named))
            };
            desk.show_as(http::StatusCode::UNPROCESSABLE_ENTITY, Place::Records, page).await
        }
        Err(refusal) => desk.refuse(refusal).await,
    }
}

async fn keep_layout(desk: Desk, Path((schema, view)): Path<(String, String)>, answers: Answers) -> Response {
    let (locale, slug, id) = (desk.locale, schema.clone(), view.clone());
    let kept = desk.change(move |tx, caller| {
        let kind = kind_of(caller, &slug)?;
        let ui_config = Asked::of(locale, kind, answers.query()).ui_config();
        let doc: Map<String, Value> = [("ui_config".to_owned(), ui_config)].into_iter().collect();
        views::change(tx, caller, &id, doc)
    });
    desk.done(kept.await, list_of(&schema, &view), "view-saved").await
}

async fn ask_removal(desk: Desk, Path((schema, view)): Path<(String, String)>) -> Response {
    let locale = desk.locale;
    desk.show(Place::Records, move |tx, caller| {
        let kind = kind_of(caller, &schema)?;
        let view = views::find(tx, caller, &view)?;
        let title =
            t_args(locale, "records-view-delete-ask", &[("name", view.name.clone().into())]).into_owned();
        let line = if view.shared { "records-view-delete-shared" } else { "records-view-delete-own" };
        let press = Button::submit(t(locale, "records-view-delete")).destructive();
        let cancel = Link::to(t(locale, "cancel"), at(kind, &view, ""));
        let form = Form::post(at(kind, &view, "/delete"));
        let dialog = DialogPage::new(title.clone(), form, press, cancel).text(t(locale, line));
        let (crumbs, here) = (crumbs(locale, kind), view.name);
        Ok(ConsolePage { title, crumbs, here, actions: None, content: html! { (dialog) } })
    })
    .await
}

async fn remove_view(desk: Desk, Path((schema, view)): Path<(String, String)>) -> Response {
    let removed = desk.change(move |tx, caller| views::remove(tx, caller, &view));
    desk.done(removed.await, Address::of(format!("/admin/records/{schema}")), "view-deleted").await
}
