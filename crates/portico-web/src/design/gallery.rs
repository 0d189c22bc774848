//! The gallery: every component and the typical pages, as people who change the design look at them.
//!
//! `cargo test -p portico-web gallery` writes it to `target/gallery/`; open the files in a browser.

mod console;
mod installer;
mod portal;
mod shells;

use maud::{Markup, html};
use portico_kit::Locale;

use crate::design::components::SAMPLES;
use crate::design::layout::portal_page;

/// Every page of the gallery by its name.
pub fn pages(locale: Locale) -> Vec<(&'static str, Markup)> {
    vec![
        ("components", components(locale)),
        ("sign-in", portal::sign_in(locale)),
        ("dashboard", portal::dashboard(locale)),
        ("contract", portal::contract(locale)),
        ("check", portal::check(locale)),
        ("jobs", installer::jobs(locale)),
        ("job", installer::job(locale)),
        ("empty", portal::empty(locale)),
        ("error", portal::error(locale)),
        ("not-found", portal::not_found(locale)),
        ("entities", console::entities(locale)),
        ("history", console::history(locale)),
        ("permissions", console::permissions(locale)),
        ("contrast", console::contrast(locale)),
    ]
}

fn components(locale: Locale) -> Markup {
    let content = html! {
        h1 { "Components" }
        @for (name, sample) in SAMPLES { section.gallery { p.small { code { (name) } } (sample(locale)) } }
    };
    portal_page(&shells::auental(locale), "Components", content)
}

#[cfg(test)]
mod tests;
