//! Overview row: one portal in the console: brand, state in words, users with their trend, health, what to do.

use maud::{Markup, Render, html};
use portico_kit::Locale;

use super::button::Button;
use super::figure::sparkline;
use super::icon_list::IconList;
use super::tag::Tag;
use super::{Tone, either};
use crate::design::icons::Icon;

/// One portal at a glance.
#[derive(Debug, Clone)]
pub struct OverviewRow {
    title: String,
    href: String,
    mark: Markup,
    lines: Vec<String>,
    state: Option<Markup>,
    state_text: Option<String>,
    number: Option<(String, String)>,
    trend: Vec<f64>,
    health: Option<Markup>,
    actions: Option<Markup>,
}

impl OverviewRow {
    /// Its name and where it is worked on.
    pub fn new(title: impl Into<String>, href: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            href: href.into(),
            mark: html! { span.tile.large.neutral { (Icon::Building2.svg()) } },
            lines: Vec::new(),
            state: None,
            state_text: None,
            number: None,
            trend: Vec::new(),
            health: None,
            actions: None,
        }
    }

    /// Its logo.
    pub fn logo(mut self, href: &str) -> Self {
        self.mark = html! { img.overview-logo src=(href) alt="" width="40" height="40"; };
        self
    }

    /// A drawing instead of a logo.
    pub fn mark(mut self, mark: impl Render) -> Self {
        self.mark = mark.render();
        self
    }

    /// A quiet line below the name: address, who it is for.
    pub fn line(mut self, line: impl Into<String>) -> Self {
        self.lines.push(line.into());
        self
    }

    /// Live, with changes, or never published; and since when and by whom.
    pub fn state(mut self, tag: Tag, text: impl Into<String>) -> Self {
        self.state = Some(tag.render());
        self.state_text = Some(text.into());
        self
    }

    /// How many users, in words what changed, and the trend to draw.
    pub fn users(mut self, number: impl Into<String>, text: impl Into<String>, trend: &[f64]) -> Self {
        self.number = Some((number.into(), text.into()));
        self.trend = trend.to_vec();
        self
    }

    /// Its health as sentences.
    pub fn health(mut self, checks: IconList) -> Self {
        self.health = Some(checks.render());
        self
    }

    /// What to do, one below the other.
    pub fn actions(mut self, actions: impl Render) -> Self {
        self.actions = Some(actions.render());
        self
    }
}

impl Render for OverviewRow {
    fn render(&self) -> Markup {
        html! {
            section.card.overview-row {
                div.overview-name {
                    (self.mark)
                    div {
                        h2 { a.row-title href=(self.href) { (self.title) } }
                        @for line in &self.lines { p.small { (line) } }
                    }
                }
                div {
                    @if let Some(state) = &self.state { p { (state) } }
                    @if let Some(text) = &self.state_text { p.small { (text) } }
                }
                div {
                    @if let Some((number, text)) = &self.number {
                        p.figure-value { (number) }
                        p.small { (text) }
                        @if self.trend.len() > 1 { (sparkline(&self.trend)) }
                    }
                }
                div { @if let Some(health) = &self.health { (health) } }
                div.overview-actions { @if let Some(actions) = &self.actions { (actions) } }
            }
        }
    }
}

/// How it looks.
pub fn sample(locale: Locale) -> Markup {
    let l = |de, en| either(locale, de, en);
    OverviewRow::new("Kundenportal", "#portal")
        .line("kunden.sw-auental.example")
        .line(l("Kunden · Deutsch, Englisch", "Customers · German, English"))
        .state(Tag::new(Tone::Warn, l("7 unveröffentlichte Änderungen", "7 unpublished changes")).icon(Icon::Pencil),
            l("Live: Stand 42, 18. Nov. von Jana Petersen", "Live: revision 42, 18 Nov by Jana Petersen"))
        .users("8,412", l("Personen, 214 neu in 7 Tagen", "users, 214 new in 7 days"), &[3.0, 4.0, 3.6, 4.6, 4.4, 5.2, 5.0, 6.4])
        .health(IconList::new().check(Tone::Good, l("Domain und TLS", "Domain and TLS")).check(Tone::Warn, l("DKIM fehlt", "DKIM missing")))
        .actions(html! { (Button::go(l("Prüfen", "Review"), "#r").primary()) (Button::go(l("Seiten bearbeiten", "Edit pages"), "#e")) })
        .render()
}
