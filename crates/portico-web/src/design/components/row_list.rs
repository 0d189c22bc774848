//! Row list: things one under the other: a title link, a line of facts, one status.

use maud::{Markup, Render, html};
use portico_kit::Locale;

use super::progress::Progress;
use super::tag::Tag;
use super::{Tone, either};
use crate::design::icons::Icon;

/// One thing.
#[derive(Debug, Clone)]
pub struct Row {
    title: String,
    href: Option<String>,
    mark: Option<(Icon, Tone)>,
    facts: Option<Markup>,
    more: Option<Markup>,
    status: Option<Markup>,
    actions: Option<Markup>,
}

impl Row {
    /// A thing with a page of its own.
    pub fn new(title: impl Into<String>, href: impl Into<String>) -> Self {
        Self { href: Some(href.into()), ..Self::plain(title) }
    }

    /// A thing without a page.
    pub fn plain(title: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            href: None,
            mark: None,
            facts: None,
            more: None,
            status: None,
            actions: None,
        }
    }

    /// An icon in a tile.
    pub fn icon(mut self, icon: Icon, tone: Tone) -> Self {
        self.mark = Some((icon, tone));
        self
    }

    /// One line: who, where, when.
    pub fn facts(mut self, facts: impl Render) -> Self {
        self.facts = Some(facts.render());
        self
    }

    /// A second line: progress or the next step.
    pub fn more(mut self, more: impl Render) -> Self {
        self.more = Some(more.render());
        self
    }

    /// The one status, right of the title.
    pub fn status(mut self, status: impl Render) -> Self {
        self.status = Some(status.render());
        self
    }

    /// Links or one small button at the right.
    pub fn actions(mut self, actions: impl Render) -> Self {
        self.actions = Some(actions.render());
        self
    }
}

/// A group of rows with an optional head.
#[derive(Debug, Clone, Default)]
pub struct RowList {
    head: Option<(String, String)>,
    rows: Vec<Row>,
}

impl RowList {
    /// A list without a head, for the inside of a flush card.
    pub fn new() -> Self {
        Self::default()
    }

    /// A list of its own with a head and a count in words.
    pub fn group(title: impl Into<String>, count: impl Into<String>) -> Self {
        Self { head: Some((title.into(), count.into())), rows: Vec::new() }
    }

    /// One more thing.
    pub fn row(mut self, row: Row) -> Self {
        self.rows.push(row);
        self
    }

    fn list(&self) -> Markup {
        html! { ul.rows { @for row in &self.rows { li.row { (line(row)) } } } }
    }
}

fn line(row: &Row) -> Markup {
    html! {
        @if let Some((icon, tone)) = row.mark { span class={ "tile " (tone.class()) } { (icon.svg()) } }
        div.row-text {
            div.row-top {
                @match &row.href {
                    Some(href) => a.row-title href=(href) { (row.title) },
                    None => p.row-title { (row.title) },
                }
                @if let Some(status) = &row.status { div.row-status { (status) } }
            }
            @if let Some(facts) = &row.facts { div.row-facts { (facts) } }
            @if row.more.is_some() || row.actions.is_some() {
                div.row-bottom {
                    @if let Some(more) = &row.more { div.row-more { (more) } }
                    @if let Some(actions) = &row.actions { div.row-actions { (actions) } }
                }
            }
        }
        @if let (Some(href), None) = (&row.href, &row.actions) {
            a.row-go href=(href) tabindex="-1" aria-hidden="true" { (Icon::ChevronRight.svg()) }
        }
    }
}

impl Render for RowList {
    fn render(&self) -> Markup {
        html! {
            @match &self.head {
                Some((title, count)) => section.row-group {
                    div.row-head { h2 { (title) } span.small { (count) } }
                    (self.list())
                },
                None => (self.list()),
            }
        }
    }
}

/// How it looks.
pub fn sample(locale: Locale) -> Markup {
    let l = |de, en| either(locale, de, en);
    RowList::group(
        l("Heute, Montag 23. November", "Today, Monday 23 November"),
        l("2 Termine", "2 appointments"),
    )
    .row(
        Row::new(l("PV 9,9 kWp mit Speicher", "PV 9.9 kWp with storage"), "#1")
            .facts("Familie Öztürk · Am Mühlgraben 3, Auental · 4 km")
            .status(Tag::new(Tone::Bad, l("4 Fotos fehlen", "4 photos missing")).icon(Icon::Camera))
            .more(Progress::new(locale, 4, 5, l("8:30 Uhr · Montage", "8:30 am · Installation")).short()),
    )
    .row(
        Row::plain("DGUV Vorschrift 3, Prüfberechtigung")
            .icon(Icon::BadgeCheck, Tone::Brand)
            .facts("Nr. 3-2024-88417 · Prüfstelle Mitte, 14. Dez. 2024")
            .status(Tag::new(Tone::Good, l("Geprüft", "Checked")))
            .more(html! { strong { (l("Gültig bis 14. Dezember 2026", "Valid until 14 December 2026")) } })
            .actions(super::link::Link::to(l("Ansehen", "View"), "#view").strong()),
    )
    .render()
}
