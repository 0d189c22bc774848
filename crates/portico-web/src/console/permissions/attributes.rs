//! The attributes of an open schema by group: who may see and change them, and by which grant.

use maud::{Markup, Render, html};
use portico_access::{AttributeStanding, SchemaStanding, Standing};
use portico_core::schemas::Schema;
use portico_kit::Locale;

use super::cells::Rights;
use super::grant_address;
use crate::design::words::{t, t_args};

/// Attributes of one group about which every role says the same, by the same grants.
struct Lot<'a> {
    group: String,
    names: Vec<&'a str>,
    said: Vec<&'a AttributeStanding>,
}

fn same(a: &AttributeStanding, b: &AttributeStanding) -> bool {
    a.view == b.view && a.edit == b.edit
}

fn lots<'a>(locale: Locale, kind: &Schema, said: &'a [SchemaStanding]) -> Vec<Lot<'a>> {
    let Some(first) = said.first() else { return Vec::new() };
    let mut lots: Vec<Lot<'a>> = Vec::new();
    for (at, attribute) in first.attributes.iter().enumerate() {
        let own: Vec<&AttributeStanding> = said.iter().filter_map(|said| said.attributes.get(at)).collect();
        let group = attribute.group.as_deref();
        let known = group.and_then(|id| kind.groups.iter().find(|known| known.id == id));
        let label =
            known.map_or_else(|| group.unwrap_or("_ungrouped").to_owned(), |known| known.label(locale));
        let fits =
            |lot: &&mut Lot<'_>| lot.group == label && lot.said.iter().zip(&own).all(|(a, b)| same(a, b));
        match lots.iter_mut().find(fits) {
            Some(lot) => lot.names.push(&attribute.name),
            None => lots.push(Lot { group: label, names: vec![&attribute.name], said: own }),
        }
    }
    lots.sort_by_key(|lot| kind.groups.iter().position(|known| known.label(locale) == lot.group));
    lots
}

/// The table below an open schema.
pub(super) fn table(locale: Locale, kind: &Schema, rights: &[Rights<'_>], said: &[SchemaStanding]) -> Markup {
    html! {
        div.attribute-rights id=(kind.slug) {
            table.table.keep {
                caption.for-readers { (t_args(locale, "console-attributes-of", &[("schema", kind.name(locale).into())])) }
                thead {
                    tr {
                        th scope="col" rowspan="2" { (t(locale, "console-group")) }
                        th scope="col" rowspan="2" { (t(locale, "console-attribute")) }
                        @for own in rights { th scope="colgroup" colspan="3" { (own.role.name()) } }
                    }
                    tr {
                        @for _ in rights {
                            th scope="col" { (t(locale, "console-action-view")) }
                            th scope="col" { (t(locale, "console-action-edit")) }
                            th scope="col" { (t(locale, "console-grant")) }
                        }
                    }
                }
                tbody { @for lot in lots(locale, kind, said) { (row(locale, kind, rights, &lot)) } }
            }
        }
    }
}

fn row(locale: Locale, kind: &Schema, rights: &[Rights<'_>], lot: &Lot<'_>) -> Markup {
    let name = lot.names.first().copied().unwrap_or_default();
    html! {
        tr {
            td.quiet { (lot.group) }
            th scope="row" { code { (lot.names.join(", ")) } }
            @for (own, said) in rights.iter().zip(&lot.said) {
                td { (own.on_attribute(locale, &said.view, "entity:attribute:view", &kind.slug, name).show(locale)) }
                td { (own.on_attribute(locale, &said.edit, "entity:attribute:edit", &kind.slug, name).show(locale)) }
                td { (numbers(locale, own, &said.view, &said.edit)) }
            }
        }
    }
}

/// The numbers of the grants that settle it.
fn numbers(locale: Locale, own: &Rights<'_>, view: &Standing, edit: &Standing) -> Markup {
    let mut positions: Vec<usize> = view.grants.iter().chain(&edit.grants).copied().collect();
    positions.sort_unstable();
    positions.dedup();
    html! {
        @if positions.is_empty() { span.quiet { "–" } }
        @for (at, position) in positions.iter().enumerate() {
            @if at > 0 { " " }
            a.link href=(grant_address(own.role.id.as_str(), *position).href()) {
                (t_args(locale, "console-grant-number", &[("number", (position + 1).into())]).render())
            }
        }
    }
}
