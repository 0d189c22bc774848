//! The outermost part of every page: language, title, the two stylesheets and the one script.

use maud::{DOCTYPE, Markup, html};
use portico_kit::Locale;

use crate::design::assets::{self, Asset};
use crate::design::words::t;

/// Which scheme a page is shown in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SchemeChoice {
    /// As the device says.
    #[default]
    Device,
    /// Light, whatever the device says.
    Light,
    /// Dark, whatever the device says.
    Dark,
}

impl SchemeChoice {
    /// The value of `data-scheme`, none for the device's own.
    pub fn attribute(self) -> Option<&'static str> {
        match self {
            Self::Device => None,
            Self::Light => Some("light"),
            Self::Dark => Some("dark"),
        }
    }
}

/// What the head of a page needs.
pub struct Head<'a> {
    pub locale: Locale,
    pub scheme: SchemeChoice,
    pub title: String,
    pub theme_href: &'a str,
    pub css: &'a Asset,
    pub icon: Option<&'a str>,
}

/// A whole document with a skip link first.
pub fn document(head: &Head<'_>, class: &str, body: Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang=(head.locale.code()) data-scheme=[head.scheme.attribute()] {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover";
                meta name="format-detection" content="telephone=no";
                title { (head.title) }
                link rel="stylesheet" href=(head.theme_href);
                link rel="stylesheet" href=(head.css.href());
                @if let Some(icon) = head.icon { link rel="icon" href=(icon); }
                script type="module" src=(assets::script().href()) {}
            }
            body class=(class) {
                a.skip href="#content" { (t(head.locale, "skip-to-content")) }
                (body)
            }
        }
    }
}
