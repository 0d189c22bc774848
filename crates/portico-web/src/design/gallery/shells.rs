//! The two sample brands and the console around the pages of the gallery.

use maud::Markup;
use portico_kit::Locale;

use crate::design::components::Current;
use crate::design::components::form::Form;
use crate::design::components::menu::{menu_link, menu_press};
use crate::design::icons::Icon;
use crate::design::layout::{
    Brand, ConsoleShell, Footer, NavGroup, NavItem, Notices, OtherLanguage, Place, PortalShell, ShellUser,
};
use crate::design::theme::Theme;
use crate::design::tokens;

/// One of two texts by language.
pub fn say(locale: Locale, de: &'static str, en: &'static str) -> &'static str {
    match locale {
        Locale::De => de,
        Locale::En => en,
    }
}

fn other(locale: Locale) -> OtherLanguage {
    let other = match locale {
        Locale::De => Locale::En,
        Locale::En => Locale::De,
    };
    OtherLanguage { locale: other, href: "#language".to_owned() }
}

fn account_menu(locale: Locale) -> Vec<Markup> {
    let account = menu_link(Icon::CircleUser, say(locale, "Ihre Angaben", "Your details"), "#account");
    let leave = menu_press(Icon::LogOut, say(locale, "Abmelden", "Sign out"), Form::post("#sign-out"));
    vec![account, leave]
}

fn footer(locale: Locale, contact: &str) -> Footer {
    let links = [
        (say(locale, "Impressum", "Imprint"), "#imprint"),
        (say(locale, "Datenschutz", "Privacy"), "#privacy"),
        (say(locale, "Barrierefreiheit", "Accessibility"), "#accessibility"),
    ];
    let links = links.map(|(label, href)| (label.to_owned(), href.to_owned())).to_vec();
    Footer { contact: Some(contact.to_owned()), links }
}

/// The customer portal, at the place with this number.
pub fn auental_at(locale: Locale, here: usize) -> PortalShell {
    let l = |de, en| say(locale, de, en);
    let brand = Brand { name: "Auental".into(), above: Some("Stadtwerke".into()), ..Brand::default() };
    let mut shell = PortalShell::new(locale, brand, tokens::sheet(&Theme::auental()).href());
    let places = [
        (l("Übersicht", "Overview"), Icon::House),
        (l("Verträge", "Contracts"), Icon::FilePen),
        (l("Zähler", "Meters"), Icon::Gauge),
        (l("Rechnungen", "Bills"), Icon::ReceiptEuro),
        (l("Dokumente", "Documents"), Icon::Folder),
    ];
    let place = |(index, (label, icon))| Place::new(label, "#place", icon).current(index == here);
    shell.places = places.into_iter().enumerate().map(place).collect();
    shell.user = Some(ShellUser { name: "Katrin Berger".into(), menu: account_menu(locale) });
    shell.notices = Some(Notices { href: "#notices".into(), unread: 2 });
    shell.help = Some("#help".into());
    shell.other_language = Some(other(locale));
    let contact = l(
        "Fragen? 0800 555 0142, Mo–Fr 8–18 Uhr, kostenlos",
        "Questions? 0800 555 0142, Mon–Fri 8 am–6 pm, free",
    );
    shell.footer = footer(locale, contact);
    shell
}

/// The customer portal at its first place.
pub fn auental(locale: Locale) -> PortalShell {
    auental_at(locale, 0)
}

/// The installer portal.
pub fn sonnwinkel(locale: Locale) -> PortalShell {
    let l = |de, en| say(locale, de, en);
    let brand = Brand { name: "Sonnwinkel".into(), line: Some("Partnerportal".into()), ..Brand::default() };
    let mut shell = PortalShell::new(locale, brand, tokens::sheet(&Theme::sonnwinkel()).href());
    shell.places = vec![
        Place::new(l("Aufträge", "Jobs"), "#jobs", Icon::ClipboardList).current(Current::Yes),
        Place::new(l("Termine", "Appointments"), "#dates", Icon::Calendar),
        Place::new(l("Dokumente", "Documents"), "#documents", Icon::Folder),
        Place::new("Team", "#team", Icon::Users),
    ];
    shell.user = Some(ShellUser { name: "Mehmet Arslan".into(), menu: account_menu(locale) });
    shell.notices = Some(Notices { href: "#notices".into(), unread: 2 });
    shell.help = Some("#help".into());
    shell.other_language = Some(other(locale));
    let contact =
        l("Partnerhotline 0800 555 0177, Mo–Fr 7–17 Uhr", "Partner line 0800 555 0177, Mon–Fri 7 am–5 pm");
    shell.footer = footer(locale, contact);
    shell
}

/// The console, at the entry with this English name.
pub fn console(locale: Locale, here: &str) -> ConsoleShell {
    let item = |icon, de: &'static str, en: &'static str, count: &str| {
        let item = NavItem::new(icon, say(locale, de, en), "#nav").current(en == here);
        if count.is_empty() { item } else { item.count(count) }
    };
    let group = |title: Option<&str>, items| NavGroup { title: title.map(str::to_owned), items };
    let mut shell = ConsoleShell::new(locale, "Stadtwerke Auental");
    shell.search = Some("#search".into());
    shell.user = Some(ShellUser { name: "Jana Petersen".into(), menu: account_menu(locale) });
    shell.role = Some(say(locale, "Administratorin", "Administrator").into());
    shell.groups = vec![
        group(
            None,
            vec![
                item(Icon::LayoutTemplate, "Portale", "Portals", "3"),
                item(Icon::Users, "Personen", "Users", "12"),
                item(Icon::Inbox, "Freigaben", "Approvals", "8"),
            ],
        ),
        group(
            Some(say(locale, "Daten", "Data")),
            vec![
                item(Icon::Table2, "Datensätze", "Entities", ""),
                item(Icon::Shapes, "Schemas", "Schemas", ""),
                item(Icon::Folder, "Dateien", "Files", ""),
            ],
        ),
        group(
            Some(say(locale, "Aussehen und Texte", "Look and words")),
            vec![
                item(Icon::Palette, "Gestaltung", "Designs", ""),
                item(Icon::Mail, "E-Mail-Vorlagen", "E-mail templates", ""),
            ],
        ),
        group(
            Some(say(locale, "Regeln", "Rules")),
            vec![
                item(Icon::ShieldCheck, "Rechte", "Permissions", ""),
                item(Icon::History, "Verlauf", "Activity", ""),
            ],
        ),
    ];
    shell
}
