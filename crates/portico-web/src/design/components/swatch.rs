//! Swatch: a colour as a square, and a pair of colours as a specimen with its measured ratio.

use maud::{Markup, html};
use portico_kit::Locale;

use super::Tone;
use crate::design::color::Rgb;
use crate::design::format;
use crate::design::roles::{Pair, Scheme};
use crate::design::solver::solve;
use crate::design::theme::Theme;
use crate::design::words::t;

/// A colour as a square.
pub fn swatch(color: Rgb) -> Markup {
    html! {
        svg.swatch viewBox="0 0 32 32" aria-hidden="true" { rect width="32" height="32" rx="5" fill=(color) {} }
    }
}

/// Two colours on each other: letters for text, a square for edges.
pub fn specimen(pair: &Pair) -> Markup {
    html! {
        svg.specimen viewBox="0 0 36 28" aria-hidden="true" {
            rect.frame x=".5" y=".5" width="35" height="27" rx="5" fill=(pair.back_color) {}
            @if pair.needs < 4.0 {
                rect x="11" y="7" width="14" height="14" rx="4" fill=(pair.front_color) {}
            } @else {
                text x="18" y="19" fill=(pair.front_color) { "Aa" }
            }
        }
    }
}

/// The specimen with its ratio and whether it is enough.
pub fn measured(locale: Locale, pair: &Pair) -> Markup {
    let (tone, said) = match pair.holds() {
        true => (Tone::Good, t(locale, "contrast-enough")),
        false => (Tone::Bad, t(locale, "contrast-short")),
    };
    html! {
        span.measured {
            (specimen(pair))
            span.number { (format::places(locale, pair.ratio(), 1)) }
            span class={ "mark " (tone.class()) } { (tone.icon().svg()) span.for-readers { (said) } }
        }
    }
}

/// How it looks.
pub fn sample(locale: Locale) -> Markup {
    let theme = Theme::auental();
    let roles = solve(theme.brand, theme.accent, Scheme::Light, theme.tint);
    html! {
        p.tags { (swatch(theme.brand)) (swatch(theme.accent)) }
        @for pair in roles.pairs().iter().take(2) { p { (measured(locale, pair)) } }
    }
}
