//! All designs, with the portals that wear them.

use maud::{Markup, Render, html};
use portico_core::portals::{self, Portal};
use portico_core::{Refusal, designs};
use portico_db::Tx;
use portico_kit::Locale;
use serde_json::Value;

use super::theme::{name_of, words_of};
use super::{address, files};
use crate::design::color::Rgb;
use crate::design::components::empty_state::EmptyState;
use crate::design::components::heading::Heading;
use crate::design::components::swatch::swatch;
use crate::design::components::table::{Column, Table, TableRow};
use crate::design::layout::ConsolePage;
use crate::design::roles::Scheme;
use crate::design::solver::solve;
use crate::design::theme::Theme;
use crate::design::words::{t, t_args};
use crate::portal::look::theme_of;

pub(super) fn page(tx: &mut Tx<'_>, locale: Locale) -> Result<ConsolePage, Refusal> {
    let (designs, portals) = (designs::list(tx)?, portals::list(tx)?);
    let title = t(locale, "console-designs").into_owned();
    let line = t_args(locale, "console-designs-line", &[("count", designs.len().into())]);
    let content = html! {
        (Heading::new(title.clone()).line(line))
        @if designs.is_empty() {
            (EmptyState::new(t(locale, "console-designs-none")).text(t(locale, "console-designs-none-line")))
        } @else {
            section.card.flush { (table(locale, &designs, &portals)) }
        }
    };
    Ok(ConsolePage { here: title.clone(), title, content, ..ConsolePage::default() })
}

fn table(locale: Locale, designs: &[Value], portals: &[Portal]) -> Table {
    let rows = designs.iter().map(|design| {
        let theme = theme_of(Some(design));
        let id = design.get("id").and_then(Value::as_str).unwrap_or_default();
        let [corners, face, _] = words_of(&theme);
        TableRow::new()
            .cell(html! { span.with-mark { (tile(design)) a.link.strong href=(address(id).href()) { (name_of(design)) } } })
            .cell(html! { span.with-mark { (swatch(theme.brand)) code { (theme.brand) } } })
            .cell(html! { span.with-mark { (swatch(theme.accent)) code { (theme.accent) } } })
            .cell(html! { (t(locale, &format!("console-face-{face}"))) ", " (t(locale, &format!("console-corners-{corners}"))) })
            .cell(wearers(locale, id, portals))
    });
    Table::new(locale, t(locale, "console-designs"))
        .column(Column::Title, t(locale, "console-design"))
        .column(Column::Fact, t(locale, "console-design-brand"))
        .column(Column::Detail, t(locale, "console-design-accent"))
        .column(Column::Detail, t(locale, "console-design-shape"))
        .column(Column::Fact, t(locale, "console-design-used-by"))
        .rows(rows)
}

/// The portals that wear a design.
pub(super) fn wearers(locale: Locale, id: &str, portals: &[Portal]) -> Markup {
    let own: Vec<&Portal> =
        portals.iter().filter(|portal| portal.design_id().is_some_and(|own| own.as_str() == id)).collect();
    html! {
        @if own.is_empty() { span.quiet { (t(locale, "console-design-unused")) } }
        @for (at, portal) in own.iter().enumerate() {
            @if at > 0 { ", " }
            a.link href={ "/admin/portals/" (portal.id) } { (portal.name()) }
        }
    }
}

/// The logo of a design, or its brand colour with the first letter of its name.
pub(in crate::console) fn tile(design: &Value) -> Markup {
    let id = design.get("id").and_then(Value::as_str).unwrap_or_default();
    if files::logo(design).is_some() {
        return html! { img.overview-logo src={ "/admin/designs/" (id) "/logo" } alt="" width="40" height="40"; };
    }
    let letter: String = name_of(design).chars().find(|c| c.is_alphanumeric()).into_iter().collect();
    drawn(&theme_of(Some(design)), &letter.to_uppercase()).render()
}

fn drawn(theme: &Theme, letter: &str) -> Markup {
    let roles = solve(theme.brand, theme.accent, Scheme::Light, theme.tint);
    let (back, front): (Rgb, Rgb) = (roles.fill, roles.on_fill);
    html! {
        svg.letter-tile viewBox="0 0 40 40" aria-hidden="true" {
            rect width="40" height="40" rx="8" fill=(back) {}
            text x="20" y="27" fill=(front) { (letter) }
        }
    }
}
