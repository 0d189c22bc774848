//! The attributes of a schema by group, each with the ways to change, move and remove it.

use maud::{Markup, Render, html};
use portico_core::schemas::{Attribute, Schema};
use portico_kit::Locale;
use serde_json::Value;

use super::super::typed::type_name;
use super::address;
use super::settings::TYPES;
use crate::design::components::Tone;
use crate::design::components::button::Button;
use crate::design::components::card::Card;
use crate::design::components::form::Form;
use crate::design::components::tag::Tag;
use crate::design::icons::Icon;
use crate::design::words::{t, t_args};

/// A card for each group, and one for the attributes that stand in none.
pub(super) fn cards(locale: Locale, kind: &Schema) -> Markup {
    let known = |own: &Attribute| {
        own.group.as_ref().is_some_and(|id| kind.groups.iter().any(|group| group.id == *id))
    };
    let loose: Vec<&Attribute> = kind.attributes.iter().filter(|own| !known(own)).collect();
    html! {
        @for group in &kind.groups {
            @let own: Vec<&Attribute> = kind.attributes.iter().filter(|own| own.group.as_deref() == Some(&group.id)).collect();
            (card(locale, kind, group.label(locale), Some(&group.id), &own))
        }
        @if !loose.is_empty() { (card(locale, kind, t(locale, "schema-no-group").into_owned(), None, &loose)) }
    }
}

fn card(locale: Locale, kind: &Schema, title: String, group: Option<&str>, own: &[&Attribute]) -> Card {
    let add = format!("{}/new-attribute", address(&kind.slug).href());
    let add = group.map_or_else(
        || add.clone(),
        |group| format!("{add}?{}", serde_urlencoded::to_string([("group", group)]).unwrap_or_default()),
    );
    let card = Card::new(title).flush().aside(html! {
        @if let Some(group) = group { code.small { (group) } " " }
        (Button::go(t(locale, "attribute-add"), add).small().quiet().icon_only(Icon::Plus))
    });
    card.body(html! {
        @if own.is_empty() { p.card-pad.quiet { (t(locale, "schema-group-empty")) } }
        @else {
            ul.attribute-list {
                @for (at, attribute) in own.iter().enumerate() { (row(locale, kind, attribute, at > 0, at + 1 < own.len())) }
            }
        }
    })
}

fn row(locale: Locale, kind: &Schema, attribute: &Attribute, up: bool, down: bool) -> Markup {
    let here = format!("{}/attributes/{}", address(&kind.slug).href(), attribute.name);
    let label = attribute.label(locale);
    let press = |way: &str, icon: Icon, key: &str| {
        let said = t_args(locale, key, &[("name", label.clone().into())]);
        Button::submit(said).quiet().small().icon_only(icon).value("way", way)
    };
    html! {
        li.attribute-row id={ "attribute-" (attribute.name) } {
            div.attribute-text {
                a.row-title href=(here) { (label) }
                p.small { code { (attribute.name) } " · " (type_name(locale, &attribute.kind)) }
            }
            div.tags { (marks(locale, attribute)) }
            (Form::post(format!("{here}/move")).inline().buttons(html! {
                @if up { (press("up", Icon::ArrowUp, "attribute-up")) }
                @if down { (press("down", Icon::ArrowDown, "attribute-down")) }
            }).render())
        }
    }
}

fn marks(locale: Locale, attribute: &Attribute) -> Markup {
    let says = |key: &str| attribute.doc.get(key).and_then(Value::as_bool) == Some(true);
    let tag = |key: &str, icon: Icon| Tag::new(Tone::Neutral, t(locale, key)).icon(icon).render();
    html! {
        @if attribute.required { (tag("attribute-required", Icon::Check)) }
        @if says("readonly") { (tag("attribute-readonly", Icon::Lock)) }
        @if says("hidden") { (tag("attribute-hidden", Icon::EyeOff)) }
        @if attribute.identifier { (tag("attribute-identifier", Icon::Search)) }
        @if says("sensitive") { (tag("attribute-sensitive", Icon::ShieldCheck)) }
        @if !TYPES.contains(&attribute.kind.as_str()) { (tag("attribute-kept", Icon::CircleQuestionMark)) }
    }
}
