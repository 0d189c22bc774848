//! Summary list: the facts of a record, or the answers on a check page, each with its way to change it.

use maud::{Markup, Render, html};
use portico_kit::Locale;

use super::card::Card;
use super::either;
use super::link::Link;

#[derive(Debug, Clone)]
struct Fact {
    label: String,
    value: Markup,
    change: Option<Markup>,
}

/// Facts as label and value.
#[derive(Debug, Clone, Default)]
pub struct SummaryList {
    facts: Vec<Fact>,
    narrow: &'static str,
}

impl SummaryList {
    /// An empty list.
    pub fn new() -> Self {
        Self::default()
    }

    /// For side columns: the label takes less room.
    pub fn narrow(mut self) -> Self {
        self.narrow = " narrow";
        self
    }

    /// One fact.
    pub fn row(mut self, label: impl Into<String>, value: impl Render) -> Self {
        self.facts.push(Fact { label: label.into(), value: value.render(), change: None });
        self
    }

    /// One fact with a link to change it; readers hear the label with it.
    pub fn row_with(
        mut self,
        label: impl Into<String>,
        value: impl Render,
        action: impl Into<String>,
        href: impl Into<String>,
    ) -> Self {
        let label = label.into();
        let link = Link::to(action, href).strong().for_readers(label.clone());
        self.facts.push(Fact { label, value: value.render(), change: Some(link.render()) });
        self
    }

    /// Whether there is nothing to show.
    pub fn is_empty(&self) -> bool {
        self.facts.is_empty()
    }
}

impl Render for SummaryList {
    fn render(&self) -> Markup {
        html! {
            dl class={ "summary" (self.narrow) } {
                @for fact in &self.facts {
                    div.summary-row {
                        dt { (fact.label) }
                        dd { (fact.value) }
                        @if let Some(change) = &fact.change { dd.summary-action { (change) } }
                    }
                }
            }
        }
    }
}

/// How it looks.
pub fn sample(locale: Locale) -> Markup {
    let l = |de, en| either(locale, de, en);
    Card::new(l("Kosten", "Costs"))
        .body(
            SummaryList::new()
                .row(l("Arbeitspreis", "Unit price"), html! { strong { "31,90 ct/kWh" } " " span.quiet { (l("inkl. 19 % USt.", "incl. 19% VAT")) } })
                .row(l("Grundpreis", "Standing charge"), l("12,90 € im Monat", "€12.90 a month"))
                .row_with(l("Abschlag", "Instalment"), l("99,00 € am 1. jedes Monats", "€99.00 on the 1st of each month"), l("Ändern", "Change"), "#change"),
        )
        .render()
}
