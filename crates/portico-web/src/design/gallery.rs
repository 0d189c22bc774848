//! The gallery: every component and the typical pages, as people who change the design look at them.

use maud::{Markup, html};
use portico_kit::Locale;

use crate::design::components::SAMPLES;
use crate::design::layout::{Brand, PortalShell, portal_page};
use crate::design::theme::Theme;
use crate::design::tokens;

/// Every page of the gallery by its name.
pub fn pages(locale: Locale) -> Vec<(&'static str, Markup)> {
    vec![("components", components(locale))]
}

fn components(locale: Locale) -> Markup {
    let brand = Brand { name: "Auental".to_owned(), line: Some("Stadtwerke".to_owned()), ..Brand::default() };
    let shell = PortalShell::new(locale, brand, tokens::sheet(&Theme::auental()).href());
    let content = html! {
        h1 { "Components" }
        @for (name, sample) in SAMPLES { section.gallery { p.small { code { (name) } } (sample(locale)) } }
    };
    portal_page(&shell, "Components", content)
}
