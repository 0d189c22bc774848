//! What the solver measured: pairs of colours in both schemes, each with its ratio.

use maud::{Render, html};
use portico_kit::Locale;

use crate::design::components::card::Card;
use crate::design::components::link::Link;
use crate::design::components::swatch::measured;
use crate::design::components::table::{Column, Table, TableRow};
use crate::design::components::tag::Tag;
use crate::design::format;
use crate::design::remarks::{on_pairs, role_name};
use crate::design::roles::{Pair, Scheme};
use crate::design::solver::solve;
use crate::design::theme::Theme;
use crate::design::words::t;

/// The pairs that say most about a design; the others stand behind "show all".
const TELLING: [(&str, &str); 7] = [
    ("ink", "canvas"),
    ("ink-2", "sunken"),
    ("link", "soft"),
    ("on-fill", "fill"),
    ("fill-line", "surface"),
    ("line-strong", "surface"),
    ("focus", "canvas"),
];

/// Which pairs are shown.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Pairs {
    Telling,
    All,
}

/// The card with the pairs of both schemes; `others` leads to all pairs, or back to the telling ones.
pub(super) fn card(locale: Locale, theme: &Theme, pairs: Pairs, others: &str) -> Card {
    let [light, dark] =
        Scheme::ALL.map(|scheme| solve(theme.brand, theme.accent, scheme, theme.tint).pairs());
    let shown = |pair: &Pair| pairs == Pairs::All || TELLING.contains(&(pair.front, pair.back));
    let rows = light.iter().zip(&dark).filter(|(day, _)| shown(day)).map(|(day, night)| {
        TableRow::new()
            .cell(html! { (role_name(locale, day.front)) br; span.small { (role_name(locale, day.back)) } })
            .cell(measured(locale, day))
            .cell(measured(locale, night))
            .cell(format::places(locale, day.needs, 1))
    });
    let table = Table::new(locale, t(locale, "console-contrast"))
        .column(Column::Title, t(locale, "console-contrast-pair"))
        .column(Column::Fact, t(locale, "console-scheme-light"))
        .column(Column::Fact, t(locale, "console-scheme-dark"))
        .column(Column::Detail, t(locale, "console-contrast-needs"))
        .small()
        .rows(rows);
    let said = on_pairs(locale, theme);
    let key = if pairs == Pairs::All { "console-contrast-fewer" } else { "show-all" };
    let aside = html! { (Tag::new(said.tone, said.text)) " " (Link::to(t(locale, key), others)) };
    Card::new(t(locale, "console-contrast")).id("contrast").aside(aside.render()).body(table).flush()
}
