//! Balance: money at a glance; the sentence first, the bars only draw it.

use maud::{Markup, Render, html};
use portico_kit::Locale;

use super::card::Card;
use super::link::Link;
use super::tag::Tag;
use super::{Tone, either};

/// What an account says.
#[derive(Debug, Clone)]
pub struct Balance {
    amount: String,
    caption: String,
    bars: Vec<(String, String, f64)>,
}

impl Balance {
    /// The amount and what it is, such as `42,18 €` and "Guthaben, Stand 22. November".
    pub fn new(amount: impl Into<String>, caption: impl Into<String>) -> Self {
        Self { amount: amount.into(), caption: caption.into(), bars: Vec::new() }
    }

    /// A bar: its name, its amount as text, and the amount to draw.
    pub fn bar(mut self, label: impl Into<String>, text: impl Into<String>, value: f64) -> Self {
        self.bars.push((label.into(), text.into(), value.max(0.0)));
        self
    }
}

impl Render for Balance {
    fn render(&self) -> Markup {
        let most = self.bars.iter().map(|(.., value)| *value).fold(f64::EPSILON, f64::max);
        html! {
            div.balance {
                p.display { (self.amount) }
                p.caption { (self.caption) }
                @if !self.bars.is_empty() {
                    dl.bars {
                        @for (index, (label, text, value)) in self.bars.iter().enumerate() {
                            dt { (label) }
                            dd {
                                svg.bar viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" {
                                    rect class={ "bar-" (index % 3 + 1) } width=(format!("{:.1}", value / most * 100.0)) height="10" {}
                                }
                                span { (text) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// How it looks.
pub fn sample(locale: Locale) -> Markup {
    let l = |de, en| either(locale, de, en);
    Card::new(l("Ihr Konto", "Your account"))
        .aside(Tag::new(Tone::Good, l("Im Plus", "In credit")))
        .body(
            Balance::new("42,18\u{a0}€", l("Guthaben, Stand 22. November", "Credit, as of 22 November"))
                .bar(l("Gezahlt", "Paid"), "1.089,00\u{a0}€", 1089.0)
                .bar(l("Verbraucht", "Used"), "1.046,82\u{a0}€", 1046.82),
        )
        .foot(html! {
            div.foot-row {
                div {
                    p.caption { (l("Nächster Abschlag", "Next instalment")) }
                    p.strong { (l("99,00 € am 1. Dezember", "€99.00 on 1 December")) }
                    p.small { (l("Lastschrift von DE•• 2051", "Direct debit from DE•• 2051")) }
                }
                (Link::to(l("Ändern", "Change"), "#change").strong().for_readers(l("Abschlag", "instalment")))
            }
        })
        .render()
}
