//! Heading: the top of a page: title, one line of identity, status, actions.

use maud::{Markup, Render, html};
use portico_kit::Locale;

use super::avatar::{Avatar, AvatarSize};
use super::button::Button;
use super::tag::Tag;
use super::{Tone, either};
use crate::design::icons::Icon;

/// The top of a page; holds its only `h1`.
#[derive(Debug, Clone)]
pub struct Heading {
    title: String,
    above: Option<String>,
    line: Option<Markup>,
    mark: Option<Markup>,
    aside: Option<Markup>,
}

impl Heading {
    /// The title in human words.
    pub fn new(title: impl Into<String>) -> Self {
        Self { title: title.into(), above: None, line: None, mark: None, aside: None }
    }

    /// A small line above, such as "Schritt 1 von 3".
    pub fn above(mut self, text: impl Into<String>) -> Self {
        self.above = Some(text.into());
        self
    }

    /// The line below: identity, count, or what this page is for.
    pub fn line(mut self, line: impl Render) -> Self {
        self.line = Some(line.render());
        self
    }

    /// An icon in a tile before the title.
    pub fn icon(mut self, icon: Icon) -> Self {
        self.mark = Some(html! { span.tile.large { (icon.svg()) } });
        self
    }

    /// A person's initials before the title.
    pub fn person(mut self, name: &str) -> Self {
        self.mark = Some(Avatar::new(name).size(AvatarSize::Large).render());
        self
    }

    /// Status, actions or a switcher at the right.
    pub fn aside(mut self, aside: impl Render) -> Self {
        self.aside = Some(aside.render());
        self
    }
}

impl Render for Heading {
    fn render(&self) -> Markup {
        html! {
            div.heading {
                @if let Some(mark) = &self.mark { (mark) }
                div.heading-text {
                    @if let Some(above) = &self.above { p.heading-above { (above) } }
                    h1 { (self.title) }
                    @if let Some(line) = &self.line { p.heading-line { (line) } }
                }
                @if let Some(aside) = &self.aside { div.heading-aside { (aside) } }
            }
        }
    }
}

/// How it looks.
pub fn sample(locale: Locale) -> Markup {
    html! {
        (Heading::new("Auental Ökostrom 12")
            .icon(Icon::Zap)
            .line(either(locale, "Strom · Vertrag 7003 221 845 · Ulmenweg 7", "Electricity · Contract 7003 221 845 · Ulmenweg 7"))
            .aside(Tag::new(Tone::Good, either(locale, "Aktiv seit 1. März 2024", "Active since 1 March 2024"))))
        (Heading::new("Mehmet Arslan").person("Mehmet Arslan").line("Elektro Hansmann GmbH"))
        (Heading::new(either(locale, "Dokumente", "Documents"))
            .aside(Button::go(either(locale, "Dokument hochladen", "Upload document"), "#up").small().icon(Icon::Upload)))
    }
}
