//! Fields in every state, for the gallery.

use maud::{Markup, html};
use portico_kit::Locale;

use super::{Field, Width, field_grid, field_pair};
use crate::design::components::either;
use crate::design::components::link::Link;

/// How it looks in every state.
pub fn sample(locale: Locale) -> Markup {
    let l = |de, en| either(locale, de, en);
    let too_low = l(
        "Der Stand 4.527,1 ist niedriger als der letzte (42.158,4). Fehlt eine Ziffer? Meinten Sie 45.271?",
        "The reading 4,527.1 is lower than the last one (42,158.4). Is a digit missing? Did you mean 45,271?",
    );
    html! {
        (Field::email("email", l("E-Mail-Adresse", "E-mail address")).value("katrin.berger@mail.example"))
        (Field::password("password", l("Passwort", "Password"))
            .beside(Link::to(l("Passwort vergessen?", "Forgotten your password?"), "#forgot")))
        (field_pair(
            Field::text("street", l("Straße", "Street")).value("Ulmenweg").autocomplete("address-line1"),
            Field::text("house", l("Hausnummer", "House number")).value("7 a"),
        ))
        (Field::text("addition", l("Zusatz", "Addition")).optional(locale).value("Hinterhaus, 2. OG"))
        (field_grid(html! {
            (Field::number("modules", l("Anzahl Module", "Number of modules")).width(Width::Full).value("25").unit(l("Stück", "pieces")))
            (Field::number("power", l("Nennleistung je Modul", "Rated power per module")).width(Width::Full).value("400").unit("Wp"))
        }))
        (Field::number("reading", l("Zählerstand in kWh", "Reading in kWh"))
            .hint(l("Alle Ziffern vor dem Komma reichen.", "All digits before the point are enough."))
            .reading().unit("kWh").value("4.527,1").error(Some(too_low)))
        (Field::date("day", l("Abgelesen am", "Read on")).value("2026-11-23"))
        (Field::text("number", l("Kundennummer", "Customer number")).value("2004 118 730")
            .read_only(l("Die Kundennummer vergeben wir.", "We assign the customer number.")))
        (Field::area("message", l("Ihre Nachricht", "Your message"), 3).limit(2000))
    }
}
