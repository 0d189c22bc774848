//! Removing a page or a block: what goes with it and what leads to it, before it happens.

use axum::extract::Path;
use axum::response::Response;
use maud::{Markup, Render, html};
use portico_core::pages::{self, Block, Page, arrange};
use portico_core::{Refusal, portals};
use portico_db::Tx;
use portico_kit::{Locale, PortalId};
use serde_json::Value;

use super::super::address::Address;
use super::super::desk::Desk;
use super::super::shell::Place;
use super::at::At;
use super::tree::name_of;
use super::{address, missing};
use crate::design::components::Tone;
use crate::design::components::button::Button;
use crate::design::components::dialog_page::DialogPage;
use crate::design::components::form::Form;
use crate::design::components::icon_list::IconList;
use crate::design::components::link::Link;
use crate::design::icons::Icon;
use crate::design::layout::ConsolePage;
use crate::design::words::{t, t_args};
use crate::portal::shell::title_of;

pub(super) async fn ask_page(desk: Desk, Path((portal, page)): Path<(PortalId, String)>) -> Response {
    let (locale, at) = (desk.locale, At { portal, page });
    desk.show(Place::Portals, move |tx, _| page_dialog(tx, locale, &at)).await
}

pub(super) async fn remove_page(desk: Desk, Path((portal, page)): Path<(PortalId, String)>) -> Response {
    let back = Address::of(format!("{}/pages", address(&portal).href()));
    let at = At { portal, page };
    let removed = desk.change(move |tx, _| {
        let page = at.page(tx)?;
        pages::remove(tx, &page.id)
    });
    desk.done(removed.await, back, "page-removed").await
}

fn page_dialog(tx: &mut Tx<'_>, locale: Locale, at: &At) -> Result<ConsolePage, Refusal> {
    let standing = at.read(tx)?;
    let Some(page) = &standing.page else { return missing() };
    let name = standing.name(locale);
    let back = at.address().href();
    let title = t_args(locale, "page-remove-ask", &[("name", name.clone().into())]).into_owned();
    let confirm = match page.is("is_system") {
        true => Button::unavailable(t(locale, "page-remove"), t(locale, "page-remove-system")),
        false => Button::submit(t(locale, "page-remove")).destructive(),
    };
    let text = html! { (t(locale, "page-remove-line")) (ways_to(tx, locale, page)?) };
    let form = Form::post(format!("{back}/remove"));
    let dialog =
        DialogPage::new(title.clone(), form, confirm, Link::to(t(locale, "cancel"), back.clone())).text(text);
    let mut crumbs = standing.crumbs(locale);
    crumbs.push((name, back));
    let content = html! { (dialog) };
    Ok(ConsolePage { title, crumbs, here: t(locale, "console-remove").into_owned(), actions: None, content })
}

/// The blocks and pages that lead to a page.
fn ways_to(tx: &mut Tx<'_>, locale: Locale, page: &Page) -> Result<Markup, Refusal> {
    let mut list = IconList::new();
    let others = pages::list(tx, &page.portal_id)?;
    for other in &others {
        let link =
            |what: String| Link::to(what, format!("{}/pages/{}", address(&page.portal_id).href(), other.id));
        if other.doc.get("parentId").and_then(Value::as_str) == Some(page.id.as_str()) {
            let text = html! { (t(locale, "page-belongs")) " " (link(title_of(other, locale))) };
            list = list.line(Tone::Warn, Icon::LayoutTemplate, text);
        }
        for block in other.blocks().iter().filter(|block| other.id != page.id && leads_to(block, page)) {
            let what = format!("{}: {}", title_of(other, locale), name_of(locale, &block.kind));
            list = list.line(
                Tone::Warn,
                Icon::LayoutTemplate,
                html! { (t(locale, "page-linked")) " " (link(what)) },
            );
        }
    }
    if let Some(portal) = portals::find(tx, &page.portal_id)?
        && pages::global_blocks(&portal.doc).iter().any(|block| leads_to(block, page))
    {
        list = list.line(Tone::Warn, Icon::LayoutTemplate, t(locale, "page-linked-everywhere"));
    }
    Ok(list.render())
}

fn leads_to(block: &Block, page: &Page) -> bool {
    let path = format!("/{}", page.slug);
    let is_way = |text: &str| {
        text == page.id.as_str()
            || text == path
            || text.strip_prefix(&path).is_some_and(|rest| rest.starts_with(['/', '?', '#']))
    };
    any_text(&block.doc, &is_way)
}

fn any_text(value: &Value, fits: &impl Fn(&str) -> bool) -> bool {
    match value {
        Value::String(text) => fits(text),
        Value::Array(items) => items.iter().any(|item| any_text(item, fits)),
        Value::Object(fields) => fields.values().any(|item| any_text(item, fits)),
        _ => false,
    }
}

pub(super) async fn ask_block(
    desk: Desk,
    Path((portal, page, block)): Path<(PortalId, String, String)>,
) -> Response {
    let (locale, at) = (desk.locale, At { portal, page });
    desk.show(Place::Portals, move |tx, _| block_dialog(tx, locale, &at, &block)).await
}

fn block_dialog(tx: &mut Tx<'_>, locale: Locale, at: &At, id: &str) -> Result<ConsolePage, Refusal> {
    let standing = at.read(tx)?;
    let block = standing.blocks.iter().find(|block| block.id == id).ok_or(Refusal::NotFound)?;
    let inside = standing.blocks.iter().filter(|other| other.parent.as_deref() == Some(id)).count();
    let name = name_of(locale, &block.kind);
    let title = t_args(locale, "block-remove-ask", &[("name", name.clone().into())]).into_owned();
    let back = at.block(id);
    let form = Form::post(format!("{back}/remove"));
    let confirm = Button::submit(t(locale, "block-remove")).destructive();
    let dialog = DialogPage::new(title.clone(), form, confirm, Link::to(t(locale, "cancel"), back.clone()))
        .text(t_args(locale, "block-remove-line", &[("count", inside.into())]));
    let mut crumbs = standing.crumbs(locale);
    crumbs.extend([(standing.name(locale), at.address().href()), (name, back)]);
    let content = html! { (dialog) };
    Ok(ConsolePage { title, crumbs, here: t(locale, "console-remove").into_owned(), actions: None, content })
}

pub(super) async fn remove_block(
    desk: Desk,
    Path((portal, page, block)): Path<(PortalId, String, String)>,
) -> Response {
    let at = At { portal, page };
    let own = at.clone();
    let removed = desk.change(move |tx, caller| {
        let ground = own.ground(tx)?;
        arrange::arrange(tx, &ground, caller.now, &caller.random, |all| all.remove(&block))
    });
    desk.done(removed.await, at.address(), "block-removed").await
}
