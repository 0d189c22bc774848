//! Whole pages hold together: language, landmarks, one title, nothing inline.

use maud::html;
use portico_kit::Locale;

use super::*;
use crate::design::components::tests::assert_sound;
use crate::design::gallery;

#[test]
fn every_page_of_the_gallery_is_a_sound_document() {
    for locale in Locale::ALL {
        for (name, page) in gallery::pages(locale) {
            let html = page.into_string();
            assert_sound(name, &html);
            assert!(html.starts_with("<!DOCTYPE html>"), "{name}");
            assert!(html.contains(&format!("<html lang=\"{}\"", locale.code())), "{name}");
            assert_eq!(html.matches("<main").count(), 1, "{name}: one main");
            assert_eq!(html.matches("id=\"content\"").count(), 1, "{name}: one skip target");
            assert!(html.contains("href=\"#content\""), "{name}: skip link");
        }
    }
}

#[test]
fn a_shell_with_nothing_in_it_still_makes_a_page() {
    let brand = Brand { name: "<Auental>".to_owned(), ..Brand::default() };
    let shell = PortalShell::new(Locale::De, brand, "/assets/theme.css");
    for page in [portal_page(&shell, "Leer", html! {}), task_page(&shell, "Leer", None, html! {})] {
        let html = page.into_string();
        assert_sound("empty", &html);
        assert!(html.contains("&lt;Auental&gt;") && !html.contains("<nav"));
    }
}

#[test]
fn the_sixth_place_goes_into_more() {
    let mut shell = PortalShell::new(Locale::De, Brand::default(), "/assets/theme.css");
    let names = ["Eins", "Zwei", "Drei", "Vier", "Fünf", "Sechs"];
    shell.places =
        names.iter().map(|name| Place::new(*name, "#", crate::design::icons::Icon::House)).collect();
    let html = portal_page(&shell, "Orte", html! {}).into_string();
    let before_more = html.split("Mehr").next().unwrap_or_default();
    assert!(before_more.contains("Fünf") && !before_more.contains("Sechs"));
}
