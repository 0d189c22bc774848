//! A portal as one of its users sees it, for members of staff: the same pages and rights, nothing can be changed.

use std::sync::Arc;

use axum::extract::Path;
use axum::response::{Html, IntoResponse, Redirect, Response};
use http::{HeaderValue, header};
use maud::{Markup, Render, html};
use portico_core::{Caller, Core, Refusal, access, setup, users};
use portico_db::Tx;
use portico_kit::{EntityId, PortalId};

use super::super::designs::described;
use super::super::desk::Desk;
use super::super::headers;
use super::add::setup_of;
use super::{address, page_id};
use crate::design::components::Tone;
use crate::design::components::banner::Banner;
use crate::design::icons::Icon;
use crate::design::layout::SchemeChoice;
use crate::design::words::{t, t_args};
use crate::portal::look;
use crate::portal::preview::{Looked, at_path, of_page};
use crate::portal::visit::Asked;

/// A drawing opened by itself runs nothing.
const PICTURE_POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

pub(super) async fn show_entry(desk: Desk, Path((portal, user)): Path<(PortalId, EntityId)>) -> Response {
    look(desk, portal, user, String::new()).await
}

pub(super) async fn show(
    desk: Desk,
    Path((portal, user, path)): Path<(PortalId, EntityId, String)>,
) -> Response {
    look(desk, portal, user, path.trim_end_matches('/').to_owned()).await
}

async fn look(desk: Desk, portal: PortalId, user: EntityId, path: String) -> Response {
    let root = root(&portal, &user);
    let asked = asked(&desk, &path);
    let (core, locale) = (desk.core(), desk.locale);
    let base = root.clone();
    let looked = desk.read(move |tx, caller| {
        let looked = looked(tx, caller, &core, &portal, &user, &asked, &path)?;
        let name = users::find(tx, caller, &user)?.title;
        Ok((looked, marked(locale, &name, &address(&portal).href())))
    });
    match looked.await {
        Ok((Looked::Page(page, frames), banner)) => framed(lent(&page, &base, &banner), &frames),
        Ok((Looked::Moved(to), _)) => Redirect::to(&format!("{root}{to}")).into_response(),
        Err(refusal) => desk.refuse(refusal).await,
    }
}

/// A page of the portal, which may show in frames what the portal itself may show there.
fn framed(page: String, hosts: &[String]) -> Response {
    let mut response = Html(page).into_response();
    if let Some(policy) = headers::policy_with_frames(hosts) {
        response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    response
}

fn root(portal: &PortalId, user: &EntityId) -> String {
    format!("/admin/portals/{portal}/preview/{user}")
}

/// What is asked for, as the portal would be asked.
fn asked(desk: &Desk, path: &str) -> Asked {
    let query = desk.query().clone();
    let scheme = match query.text("look") {
        Some("light") => SchemeChoice::Light,
        Some("dark") => SchemeChoice::Dark,
        _ => SchemeChoice::Device,
    };
    Asked { path: format!("/{path}"), wanted: Some(desk.locale), query, scheme }
}

fn looked(
    tx: &mut Tx<'_>,
    caller: &Caller,
    core: &Core,
    portal: &PortalId,
    user: &EntityId,
    asked: &Asked,
    path: &str,
) -> Result<Looked, Refusal> {
    let mut eyes = access::look_as(tx, core, caller, user)?;
    if eyes.setup.as_ref().is_none_or(|setup| setup.portal.id != *portal) {
        return Err(Refusal::NotFound);
    }
    dress(tx, &mut eyes, asked)?;
    match asked.query.text("page").filter(|_| path.is_empty()) {
        Some(page) => of_page(tx, &eyes, asked, &page_id(page)),
        None => at_path(tx, &eyes, asked, path),
    }
}

/// Puts the design that the address describes in place of the portal's own, for this look only.
fn dress(tx: &mut Tx<'_>, eyes: &mut Caller, asked: &Asked) -> Result<(), Refusal> {
    let Some(own) = eyes.setup.clone() else { return Ok(()) };
    let Some(design) = described(&asked.query, own.design.as_ref()) else { return Ok(()) };
    let mut worn = setup::load(tx, own.portal.clone(), Arc::clone(&own.catalogue), own.version)?;
    worn.design = Some(design);
    eyes.setup = Some(Arc::new(worn));
    Ok(())
}

fn marked(locale: portico_kit::Locale, name: &str, back: &str) -> Markup {
    let text = t_args(locale, "page-preview-banner", &[("name", name.to_owned().into())]);
    let out = html! { a.link href={ (back) "/pages" } target="_top" { (t(locale, "page-preview-end")) } };
    Banner::new(Tone::Info, text).icon(Icon::Eye).action(out).render()
}

/// A page of the portal with its links kept inside the preview, and the banner first.
fn lent(page: &str, root: &str, banner: &Markup) -> String {
    let portal = root.split("/preview/").next().unwrap_or_default();
    let mut out = String::with_capacity(page.len() + 4096);
    let mut rest = page;
    while let Some(at) = next_link(rest) {
        let (before, link) = rest.split_at(at);
        out.push_str(before);
        let prefix = match link {
            link if link.starts_with("/assets/") => "",
            link if link.starts_with("/pictures/") => portal,
            _ => root,
        };
        out.push_str(prefix);
        let end = link.find('"').unwrap_or(link.len());
        let (own, after) = link.split_at(end);
        out.push_str(own);
        rest = after;
    }
    out.push_str(rest);
    match out.find("<header") {
        Some(at) => out.insert_str(at, &banner.0),
        None => out.insert_str(0, &banner.0),
    }
    out
}

/// Where the next address of the portal itself begins.
fn next_link(html: &str) -> Option<usize> {
    let starts = ["href=\"/", "src=\"/", "action=\"/"];
    let found = starts.iter().filter_map(|start| html.find(start).map(|at| at + start.len() - 1));
    found.min()
}

/// A picture of the portal, for its previews.
pub(super) async fn send_picture(desk: Desk, Path((portal, name)): Path<(PortalId, String)>) -> Response {
    let core = desk.core();
    let found = desk.read(move |tx, _| {
        let setup = setup_of(tx, &core, &portal)?;
        let (key, file) = look::find_picture(&setup, &name).ok_or(Refusal::NotFound)?;
        Ok((key.to_owned(), file.to_owned()))
    });
    let (key, file) = match found.await {
        Ok(found) => found,
        Err(refusal) => return desk.refuse(refusal).await,
    };
    let kind = crate::portal::assets::kind_of(&file);
    let (Some(kind), Ok(bytes)) = (kind, desk.visitor.app.files.read(&key).await) else {
        return desk.refuse(Refusal::NotFound).await;
    };
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(kind)),
        (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(PICTURE_POLICY)),
    ];
    (headers, bytes).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_stay_inside_the_preview_and_assets_are_the_same() {
        let page = "<head><link href=\"/assets/a.css\"></head><body><a href=\"#x\"></a><header><a href=\"/\">\
                    <img src=\"/pictures/l\"></a><a href=\"/meters?a=1\"></a><form action=\"/search\"></form></header>";
        let html = lent(page, "/admin/portals/p/preview/u", &html! { b { "!" } });
        assert_eq!(
            html,
            "<head><link href=\"/assets/a.css\"></head><body><a href=\"#x\"></a><b>!</b><header>\
             <a href=\"/admin/portals/p/preview/u/\"><img src=\"/admin/portals/p/pictures/l\"></a>\
             <a href=\"/admin/portals/p/preview/u/meters?a=1\"></a>\
             <form action=\"/admin/portals/p/preview/u/search\"></form></header>"
        );
    }
}
