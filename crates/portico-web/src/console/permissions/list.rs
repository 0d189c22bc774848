//! The exact list of a role's grants, in order, with their numbers.

use maud::{Markup, Render, html};
use portico_core::Caller;
use portico_kit::Locale;
use serde_json::Value;

use super::role::{Role, conditions_told};
use super::{address, grant_address};
use crate::design::components::Tone;
use crate::design::components::button::Button;
use crate::design::components::empty_state::EmptyState;
use crate::design::components::filter_bar::FilterBar;
use crate::design::components::heading::Heading;
use crate::design::components::link::Link;
use crate::design::components::select::Select;
use crate::design::components::table::{Column, Table, TableRow};
use crate::design::components::tag::Tag;
use crate::design::icons::Icon;
use crate::design::layout::ConsolePage;
use crate::design::words::{t, t_args};

pub(super) fn page(caller: &Caller, locale: Locale, role: &Role, schema: &str) -> ConsolePage {
    let grants = role.grants();
    let shown: Vec<(usize, &Value)> =
        grants.iter().enumerate().filter(|(_, grant)| is_about(grant, schema)).collect();
    let fresh = format!("{}/grants/new", address(role.id.as_str()).href());
    let content = html! {
        (Heading::new(role.name()).line(applies(locale, role)))
        (filter(caller, locale, role, schema))
        @if shown.is_empty() {
            (EmptyState::new(t(locale, "console-grants-none")).text(t(locale, "console-grants-none-line"))
                .actions(Button::go(t(locale, "console-grant-add"), fresh.clone()).render()))
        } @else {
            section.card.flush { (table(locale, role, &shown)) }
        }
    };
    ConsolePage {
        title: role.name().to_owned(),
        crumbs: vec![(t(locale, "console-permissions").into_owned(), "/admin/permissions".to_owned())],
        here: role.name().to_owned(),
        actions: Some(
            html! { (Button::go(t(locale, "console-grant-add"), fresh).primary().icon(Icon::Plus)) },
        ),
        content,
    }
}

/// Whom a role applies to, in a sentence.
pub(super) fn applies(locale: Locale, role: &Role) -> String {
    if role.portals.is_empty() {
        return t(locale, "console-role-unused").into_owned();
    }
    let args = [("count", role.people.into()), ("portals", role.portals.join(", ").into())];
    t_args(locale, "console-role-applies", &args).into_owned()
}

fn is_about(grant: &Value, schema: &str) -> bool {
    let resource = grant.get("resource").and_then(Value::as_str).unwrap_or("*");
    let own = resource.split([':', '/']).next().unwrap_or(resource);
    schema.is_empty() || own == schema || own.ends_with('*')
}

fn filter(caller: &Caller, locale: Locale, role: &Role, schema: &str) -> FilterBar {
    let any = Select::new("schema", t(locale, "console-schema")).option(
        "",
        t(locale, "console-any-schema"),
        schema.is_empty().into(),
    );
    let select = caller
        .catalogue
        .all()
        .fold(any, |select, kind| select.option(&kind.slug, &kind.slug, (kind.slug == schema).into()));
    FilterBar::new(locale, address(role.id.as_str()).href()).select(select)
}

fn table(locale: Locale, role: &Role, shown: &[(usize, &Value)]) -> Table {
    let rows = shown.iter().map(|(position, grant)| row(locale, role, *position, grant));
    Table::new(locale, t(locale, "console-grants-list"))
        .column(Column::Number, t(locale, "console-number"))
        .column(Column::Title, t(locale, "console-resource"))
        .column(Column::Fact, t(locale, "console-action"))
        .column(Column::Status, t(locale, "console-effect"))
        .column(Column::Detail, t(locale, "console-condition"))
        .column(Column::Fact, t(locale, "console-change"))
        .rows(rows)
}

fn row(locale: Locale, role: &Role, position: usize, grant: &Value) -> TableRow {
    let text = |key: &str| grant.get(key).and_then(Value::as_str).unwrap_or_default();
    let to = grant_address(role.id.as_str(), position).href();
    let resource = if text("resource").is_empty() { "*" } else { text("resource") };
    let number = (position + 1).to_string();
    TableRow::new()
        .cell(html! { span id={ "grant-" (number) } { (number) } })
        .cell(html! { code { (resource) } })
        .cell(html! { code { (text("action")) } })
        .cell(effect(locale, grant))
        .cell(conditions_told(locale, grant))
        .cell(html! {
            (Link::to(t(locale, "console-edit"), to.clone()).for_readers(number.clone())) " · "
            (Link::to(t(locale, "console-remove"), format!("{to}/remove")).for_readers(number.clone()))
        })
}

/// Allow or deny, as a tag.
pub(super) fn effect(locale: Locale, grant: &Value) -> Markup {
    let tag = match grant.get("effect").and_then(Value::as_str) {
        Some("deny") => Tag::new(Tone::Bad, t(locale, "console-effect-deny")).icon(Icon::Ban),
        _ => Tag::new(Tone::Good, t(locale, "console-effect-allow")),
    };
    tag.render()
}
