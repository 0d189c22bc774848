//! The catalogue of blocks: each type with what it is for and how it looks, to add one to a page.

use axum::extract::Path;
use axum::response::{Html, IntoResponse, Response};
use maud::{Markup, Render, html};
use portico_core::pages::arrange::{self, Arrangement};
use portico_core::setup::Setup;
use portico_core::{Caller, Core, Refusal};
use portico_db::Tx;
use portico_kit::{Locale, PortalId};
use serde_json::json;
use std::sync::Arc;

use super::super::address::Address;
use super::super::answers::Answers;
use super::super::desk::Desk;
use super::super::shell::Place;
use super::at::{At, Standing};
use super::tree::{name_of, said};
use crate::design::components::button::Button;
use crate::design::components::form::Form;
use crate::design::components::heading::Heading;
use crate::design::layout::{ConsolePage, PortalShell, SchemeChoice, sample_page};
use crate::design::tokens;
use crate::design::words::{t, t_args};
use crate::portal::blocks::SAMPLES;
use crate::portal::blocks::settings::{BLOCKS, BlockType, Holds, block_type};
use crate::portal::look;

/// Stands for the picture of a sample.
const PICTURE: &str = "\"data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 9'%3E%3Crect width='16' \
    height='9' fill='%2389a'/%3E%3Ccircle cx='11' cy='3' r='1.4' fill='%23cde'/%3E%3Cpath d='M0 9 5 4l4 5z' fill='%23567'/%3E%3C/svg%3E\"";

pub(super) async fn show(desk: Desk, Path((portal, page)): Path<(PortalId, String)>) -> Response {
    let (locale, at) = (desk.locale, At { portal, page });
    let parent = desk.query().text("in").unwrap_or_default().to_owned();
    desk.show(Place::Portals, move |tx, _| catalogue(tx, locale, &at, &parent)).await
}

/// The types that may stand in a block, or on the page itself.
fn offered(standing: &Standing, parent: &str) -> Vec<&'static BlockType> {
    let holder = standing.blocks.iter().find(|block| block.id == parent);
    let holds = holder.and_then(|block| block_type(&block.kind)).map(|kind| kind.holds);
    let fits = |kind: &&BlockType| match (holds, standing.page.is_some()) {
        (Some(Holds::Only(only)), _) => kind.name == only,
        (_, false) => kind.name == "footer",
        (_, true) => !matches!(kind.name, "tab" | "footer"),
    };
    BLOCKS.iter().filter(fits).collect()
}

fn catalogue(tx: &mut Tx<'_>, locale: Locale, at: &At, parent: &str) -> Result<ConsolePage, Refusal> {
    let standing = at.read(tx)?;
    let title = t(locale, "block-add").into_owned();
    let holder = standing.blocks.iter().find(|block| block.id == parent);
    let into = holder.map(|block| {
        let name = said(locale, block).unwrap_or_else(|| name_of(locale, &block.kind));
        t_args(locale, "block-add-into", &[("name", name.into())]).into_owned()
    });
    let form = Form::post(format!("{}/add", at.address().href())).hidden("in", parent).fields(html! {
        div.block-catalogue { @for kind in offered(&standing, parent) { (card(locale, at, kind)) } }
    });
    let content = html! {
        (Heading::new(title.clone()).line(into.unwrap_or_else(|| standing.name(locale))))
        (form)
    };
    let mut crumbs = standing.crumbs(locale);
    crumbs.push((standing.name(locale), at.address().href()));
    Ok(ConsolePage { title: title.clone(), crumbs, here: title, actions: None, content })
}

fn card(locale: Locale, at: &At, kind: &BlockType) -> Markup {
    let (name, key) = (name_of(locale, kind.name), kind.name.replace('_', "-"));
    let has_sample = SAMPLES.iter().any(|(own, _)| *own == kind.name);
    html! {
        section.card.block-card {
            div.card-head {
                div.card-title { h2 { (kind.icon.svg()) " " (name) } div.card-intro { (t(locale, &format!("block-{key}-line"))) } }
                div.card-aside {
                    (Button::submit(t_args(locale, "block-add-one", &[("name", name.clone().into())])).small().value("kind", kind.name))
                }
            }
            @if has_sample {
                iframe.block-sample src={ "/admin/portals/" (at.portal) "/samples/" (kind.name) } title=(t_args(locale, "block-sample", &[("name", name.into())]))
                    loading="lazy" tabindex="-1" sandbox="allow-same-origin" {}
            }
        }
    }
}

pub(super) async fn add(
    desk: Desk,
    Path((portal, page)): Path<(PortalId, String)>,
    answers: Answers,
) -> Response {
    let at = At { portal, page };
    let (own, kind, parent) = (at.clone(), answers.text("kind").to_owned(), answers.text("in").to_owned());
    let added = desk.change(move |tx, caller| {
        let standing = own.read(tx)?;
        if !offered(&standing, &parent).iter().any(|offered| offered.name == kind) {
            return Err(Refusal::invalid("kind", format!("{kind:?} cannot stand here.")));
        }
        let ground = own.ground(tx)?;
        let parent = Some(parent.as_str()).filter(|parent| !parent.is_empty());
        arrange::arrange(tx, &ground, caller.now, &caller.random, |all| fresh(all, &kind, parent))
    });
    match added.await {
        Ok(id) => desk.go(Address::of(at.block(&id)), "block-added"),
        Err(refusal) => desk.refuse(refusal).await,
    }
}

/// A new block; tabs come with a first tab.
fn fresh(all: &mut Arrangement, kind: &str, parent: Option<&str>) -> Result<String, Refusal> {
    let own = all.add(parent, json!({ "type": kind, "props": { "content": {} } }))?;
    if kind == "tabs" {
        let tab = json!({ "type": "tab", "props": { "content": { "name": "overview", "label": { "de": "Überblick", "en": "Overview" } } } });
        all.add(Some(&own), tab)?;
    }
    Ok(own)
}

/// How a type of block looks in the design of a portal.
pub(super) async fn show_sample(desk: Desk, Path((portal, kind)): Path<(PortalId, String)>) -> Response {
    let core: Core = desk.core();
    let setup = desk.read(move |tx: &mut Tx<'_>, _: &Caller| setup_of(tx, &core, &portal)).await;
    let (Ok(setup), Some((_, sample))) = (setup, SAMPLES.iter().find(|(own, _)| *own == kind)) else {
        return desk.refuse(Refusal::NotFound).await;
    };
    let theme = look::theme_of(setup.design.as_ref());
    let mut shell = PortalShell::new(desk.locale, look::brand_of(&setup), tokens::sheet(&theme).href());
    shell.scheme = SchemeChoice::Light;
    let page = sample_page(&shell, &kind, sample(desk.locale)).render().into_string();
    Html(page.replace("\"/pictures/abc\"", PICTURE)).into_response()
}

/// The setup of a portal of the organisation.
pub(super) fn setup_of(tx: &mut Tx<'_>, core: &Core, portal: &PortalId) -> Result<Arc<Setup>, Refusal> {
    super::super::portals::find(tx, portal)?;
    core.setup(tx, portal)
}
