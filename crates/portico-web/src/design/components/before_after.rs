//! Before and after: a change that waits or was decided, beside what applies now.

use maud::{Markup, Render, html};
use portico_kit::Locale;

use super::card::Card;
use super::link::Link;
use super::tag::Tag;
use super::{Tone, either};
use crate::design::icons::Icon;
use crate::design::words::t;

/// What became of the wish.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wish {
    /// It waits for somebody.
    Pending,
    /// It was approved.
    Approved,
    /// It was declined; the reason stands below.
    Declined,
}

/// The live value and the wished one.
#[derive(Debug, Clone)]
pub struct BeforeAfter {
    locale: Locale,
    now: Markup,
    wish: Markup,
    state: Wish,
}

impl BeforeAfter {
    /// What applies now and what is wished; mark what differs with `ins`.
    pub fn new(locale: Locale, state: Wish, now: impl Render, wish: impl Render) -> Self {
        Self { locale, now: now.render(), wish: wish.render(), state }
    }
}

impl Render for BeforeAfter {
    fn render(&self) -> Markup {
        let (class, heading) = match self.state {
            Wish::Pending => ("warn", t(self.locale, "wish-pending")),
            Wish::Approved => ("good", t(self.locale, "wish-approved")),
            Wish::Declined => ("bad", t(self.locale, "wish-declined")),
        };
        html! {
            div.before-after {
                div.before { p.small { (t(self.locale, "wish-now")) } div.wished { (self.now) } }
                div class={ "after " (class) } { p.small { (heading) } div.wished { (self.wish) } }
            }
        }
    }
}

/// How it looks.
pub fn sample(locale: Locale) -> Markup {
    let l = |de, en| either(locale, de, en);
    Card::new(l("Lieferadresse", "Delivery address"))
        .aside(Tag::new(Tone::Warn, l("Wird geprüft", "Being checked")).icon(Icon::Hourglass))
        .body(html! {
            (BeforeAfter::new(
                locale,
                Wish::Pending,
                html! { "Ulmenweg 7" br; "34990 Auental" },
                html! { "Ulmenweg 7 " ins { "a" } br; ins { "Hinterhaus, 2. OG" } br; "34990 Auental" },
            ))
            div.foot-row {
                p.small { (l("Eingereicht heute, 14:06 Uhr · Vorgang A-2026-118734", "Sent today, 2:06 pm · Reference A-2026-118734")) }
                (Link::to(l("Antrag zurückziehen", "Withdraw request"), "#withdraw"))
            }
        })
        .render()
}
