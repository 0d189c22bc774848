//! What would be lost: the records, rules, pages and settings that a change of an attribute touches, in words.

use maud::{Markup, Render, html};
use portico_core::schemas::uses::Uses;
use portico_core::{Refusal, pages, portals};
use portico_db::Tx;
use portico_kit::{Locale, RoleId};

use super::super::permissions::Role;
use super::super::portals::name_of;
use crate::design::components::Tone;
use crate::design::components::icon_list::IconList;
use crate::design::components::link::Link;
use crate::design::format;
use crate::design::icons::Icon;
use crate::design::words::{t, t_args};
use crate::portal::shell::title_of;

/// Everything that would miss an attribute, with the ways to it.
pub(super) fn told(tx: &mut Tx<'_>, locale: Locale, slug: &str, uses: &Uses) -> Result<Markup, Refusal> {
    let mut list = IconList::new();
    let count = format::integer(locale, uses.records);
    let records =
        t_args(locale, "attribute-held", &[("count", uses.records.into()), ("shown", count.into())]);
    list = match uses.records {
        0 => list.check(Tone::Good, records),
        _ => list.line(
            Tone::Warn,
            Icon::Table2,
            html! { (Link::to(records, format!("/admin/records/{slug}"))) },
        ),
    };
    if uses.in_title {
        list = list.check(Tone::Warn, t(locale, "attribute-in-title"));
    }
    if !uses.grants.is_empty() {
        list = list.line(Tone::Warn, Icon::ShieldCheck, grants(tx, locale, &uses.grants)?);
    }
    for (portal, page, block) in &uses.blocks {
        let found = pages::find(tx, page)?;
        let title = found.as_ref().map_or_else(|| page.to_string(), |page| title_of(page, locale));
        let what = block.as_ref().map_or_else(String::new, |kind| format!(" ({kind})"));
        let portal_name = name_of(tx, portal)?;
        let link = Link::to(
            format!("{portal_name}: {title}{what}"),
            format!("/admin/portals/{portal}/pages/{page}"),
        );
        list = list.line(
            Tone::Warn,
            Icon::LayoutTemplate,
            html! { (t(locale, "attribute-on-page")) " " (link) },
        );
    }
    for portal in &uses.portals {
        let name = portals::find(tx, portal)?.map(|portal| portal.name().to_owned()).unwrap_or_default();
        let link = Link::to(name, format!("/admin/portals/{portal}"));
        list = list.line(
            Tone::Warn,
            Icon::SlidersHorizontal,
            html! { (t(locale, "attribute-in-settings")) " " (link) },
        );
    }
    Ok(list.render())
}

/// The grants that name something, each as a link.
pub(super) fn grants(tx: &mut Tx<'_>, locale: Locale, named: &[(RoleId, usize)]) -> Result<Markup, Refusal> {
    let roles = Role::list(tx)?;
    let name = |id: &RoleId| {
        roles.iter().find(|role| role.id == *id).map_or(id.as_str(), |role| role.name()).to_owned()
    };
    let links = named.iter().map(|(id, at)| {
        let args = [("role", name(id).into()), ("number", (at + 1).into())];
        Link::to(t_args(locale, "attribute-grant", &args), format!("/admin/permissions/{id}/grants/{at}"))
    });
    let links: Vec<Link> = links.collect();
    Ok(html! {
        (t_args(locale, "attribute-grants", &[("count", named.len().into())])) " "
        @for (at, link) in links.iter().enumerate() { @if at > 0 { ", " } (link) }
    })
}
