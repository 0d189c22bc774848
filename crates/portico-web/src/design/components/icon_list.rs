//! Icon list: short lines with an icon each: checks, ways on, promises.

use maud::{Markup, Render, html};
use portico_kit::Locale;

use super::link::Link;
use super::{Tone, either};
use crate::design::icons::Icon;

/// Lines with an icon.
#[derive(Debug, Clone, Default)]
pub struct IconList {
    lines: Vec<(Tone, Icon, Markup, Option<Markup>)>,
    class: &'static str,
}

impl IconList {
    /// An empty list.
    pub fn new() -> Self {
        Self { lines: Vec::new(), class: "icon-list" }
    }

    /// With room between the lines, for ways on.
    pub fn roomy(mut self) -> Self {
        self.class = "icon-list roomy";
        self
    }

    /// A check: its tone chooses icon and colour of the icon.
    pub fn check(self, tone: Tone, text: impl Render) -> Self {
        self.line(tone, tone.icon(), text)
    }

    /// A line with any icon.
    pub fn line(mut self, tone: Tone, icon: Icon, text: impl Render) -> Self {
        self.lines.push((tone, icon, text.render(), None));
        self
    }

    /// A line with a second, quiet one below.
    pub fn explained(mut self, tone: Tone, icon: Icon, text: impl Render, more: impl Render) -> Self {
        self.lines.push((tone, icon, html! { strong { (text) } }, Some(more.render())));
        self
    }

    /// A link with its icon.
    pub fn link(mut self, icon: Icon, label: impl Into<String>, href: impl Into<String>) -> Self {
        let link = Link::to(label, href).render();
        self.lines.push((Tone::Brand, icon, link, None));
        self
    }
}

impl Render for IconList {
    fn render(&self) -> Markup {
        html! {
            ul class=(self.class) {
                @for (tone, icon, text, more) in &self.lines {
                    li class=(tone.class()) {
                        (icon.svg())
                        div { div { (text) } @if let Some(more) = more { div.small { (more) } } }
                    }
                }
            }
        }
    }
}

/// How it looks.
pub fn sample(locale: Locale) -> Markup {
    let l = |de, en| either(locale, de, en);
    html! {
        (IconList::new()
            .check(Tone::Good, l("Domain und Zertifikat", "Domain and certificate"))
            .check(Tone::Warn, l("DKIM fehlt", "DKIM missing"))
            .check(Tone::Bad, l("Prüfdienst antwortet langsam", "Check service is slow"))
            .line(Tone::Neutral, Icon::CircleDashed, l("E-Mail nicht getestet", "E-mail not tested"))
            .explained(Tone::Good, Icon::CircleCheck, l("Netzanfragen stellen", "Send grid requests"), l("bis 31. März 2028", "until 31 March 2028")))
        (IconList::new().roomy()
            .link(Icon::Truck, l("Umzug melden", "Report a move"), "#move")
            .link(Icon::ArrowRightLeft, l("Tarif wechseln", "Change tariff"), "#tariff")
            .link(Icon::FileX, l("Vertrag kündigen", "Cancel contract"), "#cancel"))
    }
}
