//! The matrix: roles across, schemas down, a word in every cell.

use maud::{Markup, html};
use portico_access::{SchemaStanding, standing};
use portico_core::schemas::Schema;
use portico_core::{Caller, Refusal};
use portico_db::Tx;
use portico_kit::Locale;

use super::super::address::Address;
use super::attributes;
use super::cells::Rights;
use super::role::{Role, facts_of};
use crate::design::components::button::Button;
use crate::design::components::empty_state::EmptyState;
use crate::design::components::heading::Heading;
use crate::design::components::permission_matrix::{MatrixRow, PermissionMatrix};
use crate::design::format;
use crate::design::icons::Icon;
use crate::design::layout::ConsolePage;
use crate::design::words::{t, t_args};

pub(super) fn page(
    tx: &mut Tx<'_>,
    caller: &Caller,
    locale: Locale,
    open: Option<&str>,
) -> Result<ConsolePage, Refusal> {
    let roles = Role::list(tx)?;
    let rights: Vec<Rights<'_>> = roles.iter().map(|role| Rights { role, grants: role.grants() }).collect();
    let organisation = tx.tenant().as_str().to_owned();
    let title = t(locale, "console-permissions").into_owned();
    let content = html! {
        (Heading::new(t(locale, "console-permissions-title")).line(t(locale, "console-permissions-line")))
        @if roles.is_empty() {
            (EmptyState::new(t(locale, "console-roles-none")).text(t(locale, "console-roles-none-line")))
        } @else {
            (lists(locale, &roles))
            section.card.flush { (matrix(caller, locale, &organisation, &rights, open)) }
            p.small.spaced { (t(locale, "console-permissions-legend")) }
        }
    };
    let actions = Button::go(t(locale, "console-explain"), "/admin/explain").icon(Icon::ShieldQuestionMark);
    Ok(ConsolePage {
        here: title.clone(),
        title,
        actions: Some(html! { (actions) }),
        content,
        ..ConsolePage::default()
    })
}

/// The way to the exact list of each role.
fn lists(locale: Locale, roles: &[Role]) -> Markup {
    html! {
        p.role-lists {
            (t(locale, "console-grant-lists")) " "
            @for (at, role) in roles.iter().enumerate() {
                @if at > 0 { ", " }
                a.link href=(super::address(role.id.as_str()).href()) {
                    (role.name()) " (" (t_args(locale, "console-grants", &[("count", role.grants().len().into())])) ")"
                }
            }
        }
    }
}

fn matrix(
    caller: &Caller,
    locale: Locale,
    organisation: &str,
    rights: &[Rights<'_>],
    open: Option<&str>,
) -> PermissionMatrix {
    let words = ["view", "edit", "create", "delete"].map(|word| t(locale, &format!("console-action-{word}")));
    let start = PermissionMatrix::new(
        locale,
        t(locale, "console-permissions-title"),
        &words.each_ref().map(AsRef::as_ref),
    );
    let start = rights
        .iter()
        .fold(start, |matrix, own| matrix.role(own.role.name(), format::integer(locale, own.role.people)));
    caller
        .catalogue
        .all()
        .fold(start, |matrix, kind| matrix.row(row(locale, organisation, kind, rights, open)))
}

fn row(
    locale: Locale,
    organisation: &str,
    kind: &Schema,
    rights: &[Rights<'_>],
    open: Option<&str>,
) -> MatrixRow {
    let facts = facts_of(kind);
    let said: Vec<SchemaStanding> =
        rights.iter().map(|own| standing(organisation, &own.grants, &facts)).collect();
    let is_open = open == Some(kind.slug.as_str());
    let here = Address::of("/admin/permissions");
    let toggle = if is_open { here } else { here.and("open", &kind.slug) };
    let count = kind.attributes.len().to_string();
    let row = MatrixRow::new(&kind.slug, count).toggle(format!("{}#{}", toggle.href(), kind.slug));
    let row = rights.iter().zip(&said).fold(row, |row, (own, said)| {
        row.cell(own.on_records(locale, &said.view, "entity:view", &kind.slug))
            .cell(own.on_changes(locale, kind, said, &said.edit, "entity:edit"))
            .cell(own.on_changes(locale, kind, said, &said.create, "entity:create"))
            .cell(own.on_records(locale, &said.delete, "entity:delete", &kind.slug))
    });
    match is_open {
        true => row.open(attributes::table(locale, kind, rights, &said)),
        false => row,
    }
}
