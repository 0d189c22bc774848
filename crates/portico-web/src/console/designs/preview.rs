//! A small page of a portal in a design that is being edited, shown in a frame of the editor.

use axum::response::{Html, IntoResponse, Response};
use maud::{Markup, html};
use portico_kit::Locale;

use super::super::desk::Desk;
use super::editor::Draft;
use crate::design::components::Tone;
use crate::design::components::button::{Button, buttons};
use crate::design::components::card::Card;
use crate::design::components::field::Field;
use crate::design::components::link::Link;
use crate::design::components::note::Note;
use crate::design::components::tag::Tag;
use crate::design::components::task_card::TaskCard;
use crate::design::icons::Icon;
use crate::design::layout::{Brand, PortalShell, SchemeChoice, stack, task_page};
use crate::design::tokens;
use crate::design::words::t;

pub(super) async fn show_preview(desk: Desk) -> Response {
    if let Err(refusal) = desk.read(|_, _| Ok(())).await {
        return desk.refuse(refusal).await;
    }
    let draft = Draft::of_query(&serde_json::json!({}), desk.query());
    let brand = Brand { name: draft.name().to_owned(), ..Brand::default() };
    let mut shell = PortalShell::new(desk.locale, brand, tokens::sheet(&draft.theme()).href());
    shell.home = "#content".to_owned();
    shell.scheme = match desk.query().text("look") {
        Some("dark") => SchemeChoice::Dark,
        _ => SchemeChoice::Light,
    };
    let title = t(desk.locale, "console-preview");
    Html(task_page(&shell, &title, None, sample(desk.locale)).into_string()).into_response()
}

fn sample(locale: Locale) -> Markup {
    let instalment = Card::new(t(locale, "console-preview-card")).body(html! {
        p.small { (t(locale, "console-preview-card-line")) }
        (Field::text("amount", t(locale, "console-preview-field")).value(t(locale, "console-preview-value")))
        (buttons(html! {
            (Button::go(t(locale, "console-preview-button"), "#content").primary())
            (Link::to(t(locale, "cancel"), "#content").strong())
        }))
        p.tags {
            (Tag::new(Tone::Good, t(locale, "console-preview-good")))
            (Tag::new(Tone::Warn, t(locale, "console-preview-warn")))
            (Tag::new(Tone::Bad, t(locale, "console-preview-bad")))
        }
    });
    let task = TaskCard::new(t(locale, "console-preview-task")).action(
        Icon::Gauge,
        t(locale, "console-preview-task-button"),
        "#content",
    );
    let note = Note::new(Tone::Brand).icon(Icon::Info).text(html! {
        (t(locale, "console-preview-note")) " " (Link::to(t(locale, "open"), "#content"))
    });
    html! { h1.for-readers { (t(locale, "console-preview")) } (stack(html! { (instalment) (task) (note) })) }
}
