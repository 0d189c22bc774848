//! What surrounds the pages of a portal: brand, places, person, language, help and footer.

use maud::{Markup, html};
use portico_kit::Locale;

use super::document::SchemeChoice;
use crate::design::components::Current;
use crate::design::icons::Icon;

/// Whose portal it is.
#[derive(Debug, Clone, Default)]
pub struct Brand {
    /// The name, large.
    pub name: String,
    /// A smaller word above, such as "Stadtwerke".
    pub above: Option<String>,
    /// A smaller word below, such as "Partnerportal".
    pub line: Option<String>,
    /// Where the logo lies; without one the first letter stands in a tile.
    pub logo: Option<String>,
    /// Where the logo for dark grounds lies.
    pub logo_dark: Option<String>,
}

impl Brand {
    /// The logo with the name, as a link to the first page.
    pub fn show(&self, home: &str) -> Markup {
        let letter: String = self.name.chars().find(|c| c.is_alphanumeric()).into_iter().collect();
        html! {
            a.signet href=(home) {
                @match (&self.logo, &self.logo_dark) {
                    (Some(logo), None) => img src=(logo) alt="" width="36" height="36";,
                    (Some(logo), Some(dark)) => picture {
                        source media="(prefers-color-scheme: dark)" srcset=(dark);
                        img src=(logo) alt="" width="36" height="36";
                    },
                    (None, _) => span.signet-letter aria-hidden="true" { (letter.to_uppercase()) },
                }
                span.signet-words {
                    @if let Some(above) = &self.above { small { (above) } }
                    strong { (self.name) }
                    @if let Some(line) = &self.line { small { (line) } }
                }
            }
        }
    }
}

/// A place of the portal, reachable from everywhere.
#[derive(Debug, Clone)]
pub struct Place {
    /// Its name.
    pub label: String,
    /// Its address.
    pub href: String,
    /// Its icon in the bar of phones.
    pub icon: Icon,
    /// Whether one is there.
    pub current: Current,
}

impl Place {
    /// A place one is not at.
    pub fn new(label: impl Into<String>, href: impl Into<String>, icon: Icon) -> Self {
        Self { label: label.into(), href: href.into(), icon, current: Current::No }
    }

    /// Whether one is there.
    pub fn current(mut self, current: impl Into<Current>) -> Self {
        self.current = current.into();
        self
    }
}

/// Who is signed in, and what the menu behind the name offers.
#[derive(Debug, Clone, Default)]
pub struct ShellUser {
    /// The name as people say it.
    pub name: String,
    /// Links and small forms: account, sign out.
    pub menu: Vec<Markup>,
}

/// Unread notices.
#[derive(Debug, Clone)]
pub struct Notices {
    /// Where they are read.
    pub href: String,
    /// How many are unread.
    pub unread: usize,
}

/// The other language of the portal.
#[derive(Debug, Clone)]
pub struct OtherLanguage {
    /// The language.
    pub locale: Locale,
    /// The same page in it.
    pub href: String,
}

impl OtherLanguage {
    /// Its own name for itself.
    pub fn name(&self) -> &'static str {
        match self.locale {
            Locale::De => "Deutsch",
            Locale::En => "English",
        }
    }
}

/// The last lines of every page.
#[derive(Debug, Clone, Default)]
pub struct Footer {
    /// How to reach a person, in one sentence.
    pub contact: Option<String>,
    /// Imprint, privacy, accessibility: label and address.
    pub links: Vec<(String, String)>,
}

/// Everything around the content of a portal page.
#[derive(Debug, Clone)]
pub struct PortalShell {
    /// The language of the page.
    pub locale: Locale,
    /// The scheme of the page.
    pub scheme: SchemeChoice,
    /// The address of the theme's stylesheet (`tokens::sheet(…).href()`).
    pub theme_href: String,
    /// Whose portal it is.
    pub brand: Brand,
    /// The first page.
    pub home: String,
    /// The places, the most important first.
    pub places: Vec<Place>,
    /// Who is signed in.
    pub user: Option<ShellUser>,
    /// Unread notices, when the portal has them.
    pub notices: Option<Notices>,
    /// Where search leads.
    pub search: Option<String>,
    /// Where help is.
    pub help: Option<String>,
    /// The other language.
    pub other_language: Option<OtherLanguage>,
    /// The last lines.
    pub footer: Footer,
    /// Above the header: preview, acting for someone, maintenance.
    pub banner: Option<Markup>,
}

impl PortalShell {
    /// A shell with nothing but a brand and its look.
    pub fn new(locale: Locale, brand: Brand, theme_href: impl Into<String>) -> Self {
        Self {
            locale,
            scheme: SchemeChoice::Device,
            theme_href: theme_href.into(),
            brand,
            home: "/".to_owned(),
            places: Vec::new(),
            user: None,
            notices: None,
            search: None,
            help: None,
            other_language: None,
            footer: Footer::default(),
            banner: None,
        }
    }
}
