//! The frame of every page: brand, places, person, language and footer, from the portal's setup.

use maud::Markup;
use portico_core::pages::{Page, global_blocks, is_shown};
use portico_core::setup::Setup;
use portico_kit::{Instant, Locale, PageId};
use serde_json::Value;

use super::blocks::footer;
use super::person::Person;
use super::settings::Settings;
use super::visit::Asked;
use super::{acting, address, colleagues, look, security, texts};
use crate::design::components::form::Form;
use crate::design::components::menu::{menu_link, menu_press};
use crate::design::icons::Icon;
use crate::design::layout::{Footer, OtherLanguage, Place, PortalShell, SchemeChoice, ShellUser};
use crate::design::tokens;
use crate::design::words::t;

/// What a frame is made from.
#[derive(Clone, Copy)]
pub struct Frame<'a> {
    /// The portal.
    pub setup: &'a Setup,
    /// What was asked for.
    pub asked: &'a Asked,
    /// The language of the page.
    pub locale: Locale,
    /// Who is signed in.
    pub person: Option<&'a Person>,
    /// The page one is on, or the one above it.
    pub here: Option<&'a PageId>,
    /// The moment of asking.
    pub now: Instant,
}

/// The language of a page: as asked for, else as the account says, else the portal's own.
pub fn locale_of(setup: &Setup, asked: &Asked, person: Option<&Person>) -> Locale {
    let wanted = asked.wanted.or(person.and_then(|person| person.language));
    Settings::of(&setup.portal).locale(wanted)
}

impl Frame<'_> {
    /// The shell of a page with all its places.
    pub fn shell(&self) -> PortalShell {
        let settings = Settings::of(&self.setup.portal);
        let theme = look::theme_of(self.setup.design.as_ref());
        let mut shell =
            PortalShell::new(self.locale, look::brand_of(self.setup), tokens::sheet(&theme).href());
        shell.scheme = self.asked.scheme;
        shell.help = Some("/help".to_owned());
        let other = settings.languages.iter().copied().find(|locale| *locale != self.locale);
        shell.other_language = other
            .map(|locale| OtherLanguage { locale, href: self.asked.with(&[("lang", Some(locale.code()))]) });
        shell.footer = self.footer();
        if let Some(person) = self.person {
            shell.places = self.places();
            shell.search = Some("/search".to_owned());
            shell.user = Some(ShellUser { name: person.name.clone(), menu: self.menu() });
            let acting = person.acting.as_ref();
            shell.banner = acting.map(|acting| acting::banner(self.locale, acting, &person.name, self.now));
        }
        shell
    }

    fn places(&self) -> Vec<Place> {
        let listed = navigation(self.setup, self.now);
        let place = |page: &Page| {
            let href = if page.is("is_entry_route") { "/".to_owned() } else { address::of_slug(&page.slug) };
            Place::new(title_of(page, self.locale), href, icon_of(page)).current(Some(&page.id) == self.here)
        };
        listed.map(place).collect()
    }

    fn menu(&self) -> Vec<Markup> {
        let l = self.locale;
        let mut menu = Vec::new();
        if let Some(profile) = profile_href(self.setup, self.now) {
            menu.push(menu_link(Icon::CircleUser, t(l, "portal-profile"), profile));
        }
        menu.push(menu_link(Icon::ShieldCheck, t(l, "security-title"), security::HERE));
        if self.person.is_some_and(|person| person.has_colleagues) {
            menu.push(menu_link(Icon::Users, t(l, "colleagues-title"), colleagues::HERE));
        }
        menu.extend(self.schemes());
        menu.push(menu_press(Icon::LogOut, &t(l, "sign-out"), Form::post("/sign-out")));
        menu
    }

    /// The colours one is not in.
    fn schemes(&self) -> Vec<Markup> {
        let choices = [
            (SchemeChoice::Light, Icon::Sun, "light", t(self.locale, "portal-scheme-light")),
            (SchemeChoice::Dark, Icon::Moon, "dark", t(self.locale, "portal-scheme-dark")),
            (SchemeChoice::Device, Icon::Monitor, "device", t(self.locale, "portal-scheme-device")),
        ];
        let others = choices.into_iter().filter(|(choice, ..)| *choice != self.asked.scheme);
        others
            .map(|(_, icon, name, label)| menu_link(icon, label, self.asked.with(&[("scheme", Some(name))])))
            .collect()
    }

    fn footer(&self) -> Footer {
        let blocks = global_blocks(&self.setup.portal.doc);
        let block =
            blocks.iter().find(|block| block.kind == "footer" && is_shown(block.visibility(), self.now));
        block.map(|block| footer::of(block.content(), self.locale)).unwrap_or_default()
    }
}

/// The pages of the navigation in order.
pub fn navigation(setup: &Setup, now: Instant) -> impl Iterator<Item = &Page> {
    setup.pages.iter().filter(move |page| {
        page.is("show_in_navigation") && !page.is("is_detail") && is_shown(page.doc.get("visibility"), now)
    })
}

/// The name of a page in a language.
pub fn title_of(page: &Page, locale: Locale) -> String {
    let title = page.doc.pointer("/content/title").unwrap_or(&Value::Null);
    let named = texts::for_anybody(title, locale);
    if named.is_empty() { page.slug.clone() } else { named }
}

fn icon_of(page: &Page) -> Icon {
    let name = page.doc.pointer("/content/icon_name").and_then(Value::as_str);
    name.and_then(Icon::parse).unwrap_or(Icon::Circle)
}

/// The page about oneself, when the portal has one.
pub fn profile_href(setup: &Setup, now: Instant) -> Option<String> {
    let shown = |page: &&Page| !page.is("is_detail") && is_shown(page.doc.get("visibility"), now);
    let named = |name: &str| setup.pages.iter().filter(shown).find(|page| page.slug == name);
    let once_named = |page: &&Page| {
        let routes = page.doc.get("past_routes").and_then(Value::as_array);
        routes.is_some_and(|routes| routes.iter().any(|route| route == "profile"))
    };
    let page = named("profile").or_else(|| setup.pages.iter().filter(shown).find(once_named));
    page.or_else(|| named("my-account")).map(|page| address::of_slug(&page.slug))
}
