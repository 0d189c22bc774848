//! Card: one subject.

use maud::{Markup, Render, html};
use portico_kit::Locale;

use super::link::Link;
use super::{Level, either, title};

/// A card with a title and a body.
#[derive(Debug, Clone)]
pub struct Card {
    title: Option<String>,
    level: Level,
    id: Option<String>,
    intro: Option<Markup>,
    aside: Option<Markup>,
    body: Option<Markup>,
    foot: Option<Markup>,
    class: String,
}

impl Card {
    /// A card about this.
    pub fn new(title: impl Into<String>) -> Self {
        Self { title: Some(title.into()), ..Self::bare() }
    }

    /// A card without a title.
    pub fn bare() -> Self {
        Self {
            title: None,
            level: Level::Two,
            id: None,
            intro: None,
            aside: None,
            body: None,
            foot: None,
            class: "card".to_owned(),
        }
    }

    /// The level of its title; a tile of the dashboard is `Level::Three` in look and level two in the page.
    pub fn level(mut self, level: Level) -> Self {
        self.level = level;
        self
    }

    /// A smaller title, for tiles.
    pub fn tile(mut self) -> Self {
        self.class.push_str(" tile-card");
        self
    }

    /// Something one can link to.
    pub fn id(mut self, id: impl Into<String>) -> Self {
        self.id = Some(id.into());
        self
    }

    /// A line below the title.
    pub fn intro(mut self, intro: impl Render) -> Self {
        self.intro = Some(intro.render());
        self
    }

    /// A link, status or small button right of the title.
    pub fn aside(mut self, aside: impl Render) -> Self {
        self.aside = Some(aside.render());
        self
    }

    /// What it says.
    pub fn body(mut self, body: impl Render) -> Self {
        self.body = Some(body.render());
        self
    }

    /// A last line, set apart.
    pub fn foot(mut self, foot: impl Render) -> Self {
        self.foot = Some(foot.render());
        self
    }

    /// Rows or a table reach to its edges.
    pub fn flush(mut self) -> Self {
        self.class.push_str(" flush");
        self
    }

    /// It is being edited: a strong edge.
    pub fn editing(mut self) -> Self {
        self.class.push_str(" editing");
        self
    }

    /// It is the chosen one.
    pub fn selected(mut self) -> Self {
        self.class.push_str(" selected");
        self
    }
}

impl Render for Card {
    fn render(&self) -> Markup {
        html! {
            section class=(self.class) id=[self.id.as_deref()] {
                @if self.title.is_some() || self.aside.is_some() {
                    div.card-head {
                        div.card-title {
                            @if let Some(text) = &self.title { (title(self.level, "", text)) }
                            @if let Some(intro) = &self.intro { div.card-intro { (intro) } }
                        }
                        @if let Some(aside) = &self.aside { div.card-aside { (aside) } }
                    }
                }
                @if let Some(body) = &self.body { div.card-body { (body) } }
                @if let Some(foot) = &self.foot { div.card-foot { (foot) } }
            }
        }
    }
}

/// How it looks.
pub fn sample(locale: Locale) -> Markup {
    html! {
        (Card::new(either(locale, "Kosten", "Costs"))
            .aside(Link::to(either(locale, "Preise ab 2027 ansehen", "See prices from 2027"), "#prices"))
            .body(html! { p { "31,90 ct/kWh" } }))
        (Card::new(either(locale, "Lieferadresse ändern", "Change delivery address"))
            .intro(either(locale, "Bisher: Ulmenweg 7, 34990 Auental.", "So far: Ulmenweg 7, 34990 Auental."))
            .aside(Link::to(either(locale, "Abbrechen", "Cancel"), "#cancel"))
            .body(html! { p { "…" } })
            .editing())
    }
}
