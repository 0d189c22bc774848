//! Figure: the one value of a card, large, with its unit and what it is.

use maud::{Markup, Render, html};
use portico_kit::Locale;

use super::card::Card;
use super::either;
use super::link::Link;
use crate::design::icons::Icon;

/// A value in large digits.
#[derive(Debug, Clone)]
pub struct Figure {
    value: String,
    unit: Option<String>,
    captions: Vec<Markup>,
}

impl Figure {
    /// The value as text.
    pub fn new(value: impl Into<String>) -> Self {
        Self { value: value.into(), unit: None, captions: Vec::new() }
    }

    /// Its unit, smaller.
    pub fn unit(mut self, unit: impl Into<String>) -> Self {
        self.unit = Some(unit.into());
        self
    }

    /// A line below.
    pub fn caption(mut self, caption: impl Render) -> Self {
        self.captions.push(caption.render());
        self
    }
}

impl Render for Figure {
    fn render(&self) -> Markup {
        html! {
            div.figure {
                p.figure-value {
                    (self.value)
                    @if let Some(unit) = &self.unit { " " span.figure-unit { (unit) } }
                }
                @for caption in &self.captions { p.caption { (caption) } }
            }
        }
    }
}

/// A small line chart that says up or down, beside the number that says it in words.
pub fn sparkline(values: &[f64]) -> Markup {
    let low = values.iter().copied().fold(f64::INFINITY, f64::min);
    let high = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let span = if high > low { high - low } else { 1.0 };
    let step = 96.0 / (values.len().max(2) - 1) as f64;
    let points: Vec<String> = values
        .iter()
        .enumerate()
        .map(|(index, value)| {
            format!("{:.1},{:.1}", index as f64 * step + 2.0, 21.0 - (value - low) / span * 18.0)
        })
        .collect();
    html! {
        svg.sparkline viewBox="0 0 100 24" aria-hidden="true" { polyline points=(points.join(" ")) {} }
    }
}

/// How it looks.
pub fn sample(locale: Locale) -> Markup {
    let l = |de, en| either(locale, de, en);
    Card::new(l("Letzter Zählerstand", "Last reading"))
        .tile()
        .aside(Link::to(l("Alle", "All"), "#all").for_readers(l("Zählerstände", "readings")))
        .body(html! {
            (Figure::new("42.158,4").unit("kWh")
                .caption(l("Abgelesen am 28. November 2025", "Read on 28 November 2025"))
                .caption(html! { span.mono { "1EMH0012345678" } }))
            (sparkline(&[2.0, 3.0, 2.5, 4.0, 3.8, 5.0, 4.8, 6.5]))
        })
        .foot(html! {
            p.with-icon.good-icon { (Icon::TrendingDown.svg()) span { (l("Bisher ", "So far ")) strong { (l("6 % weniger", "6% less")) } (l(" als im Vorjahr", " than last year")) } }
        })
        .render()
}
