//! Typical pages of the two sample portals.

use maud::{Markup, html};
use portico_kit::Locale;

use super::shells::{auental, auental_at, say};
use crate::design::components::Tone;
use crate::design::components::breadcrumb::Breadcrumb;
use crate::design::components::button::Button;
use crate::design::components::card::Card;
use crate::design::components::checkbox::Checkbox;
use crate::design::components::empty_state::EmptyState;
use crate::design::components::error_summary::{Fault, error_summary};
use crate::design::components::field::{Field, field_pair};
use crate::design::components::figure::Figure;
use crate::design::components::form::Form;
use crate::design::components::heading::Heading;
use crate::design::components::icon_list::IconList;
use crate::design::components::link::Link;
use crate::design::components::note::Note;
use crate::design::components::picture::{all_done, meter, sheet};
use crate::design::components::progress::{Progress, elapsed};
use crate::design::components::summary_list::SummaryList;
use crate::design::components::tag::Tag;
use crate::design::components::task_card::TaskCard;
use crate::design::components::timeline::{Step, Timeline};
use crate::design::icons::Icon;
use crate::design::layout::{
    Promise, Promises, divider, grid, level_side, main_side, portal_page, sign_in_page, stack, task_page,
};

pub fn sign_in(locale: Locale) -> Markup {
    let l = |de, en| say(locale, de, en);
    let promises = Promises {
        title: l("Alles rund um Ihre Energie an einem Ort", "All about your energy in one place").into(),
        list: vec![
            Promise::new(
                Icon::Gauge,
                l("Zählerstand in zwei Minuten", "Meter reading in two minutes"),
                l("Mit Foto und sofortiger Bestätigung.", "With a photo and confirmed at once."),
            ),
            Promise::new(
                Icon::ReceiptEuro,
                l("Rechnung und Abschlag im Griff", "Bills and instalments at hand"),
                l(
                    "Sehen, was sich angesammelt hat, und den Abschlag selbst anpassen.",
                    "See what has added up and adjust the instalment yourself.",
                ),
            ),
            Promise::new(
                Icon::PlugZap,
                l("Wallbox nach § 14a anmelden", "Register a wallbox under § 14a"),
                l("Den Stand der Prüfung jederzeit verfolgen.", "Follow the check at any time."),
            ),
        ],
        picture: None,
    };
    let form = html! {
        h1 { (l("Anmelden", "Sign in")) }
        p.lead { (l("Willkommen zurück im Kundenportal.", "Welcome back to the customer portal.")) }
        (Form::post("#").fields(html! {
            (Field::email("email", l("E-Mail-Adresse", "E-mail address")).value("katrin.berger@mail.example"))
            (Field::password("password", l("Passwort", "Password")).value("geheimgeheim")
                .beside(Link::to(l("Passwort vergessen?", "Forgotten your password?"), "#forgot")))
            (Checkbox::new("stay", l("Auf diesem Gerät 30 Tage angemeldet bleiben", "Stay signed in on this device for 30 days")).ticked(true))
            (Button::submit(l("Anmelden", "Sign in")).primary().wide())
        }))
        (divider(l("oder", "or")))
        div.twin {
            (Button::go("Passkey", "#passkey").icon(Icon::Fingerprint))
            (Button::go(l("Code per Mail", "Code by e-mail"), "#code").icon(Icon::Mail))
        }
        section.card.invite {
            div.card-body {
                div { strong { (l("Noch kein Zugang?", "No access yet?")) } p.small { (l("Kunden- und Zählernummer genügen.", "Customer and meter number are enough.")) } }
                (Button::go(l("Registrieren", "Register"), "#register").small())
            }
        }
    };
    sign_in_page(&auental(locale), l("Anmelden", "Sign in"), &promises, form)
}

pub fn dashboard(locale: Locale) -> Markup {
    let l = |de, en| say(locale, de, en);
    let task = TaskCard::new(l(
        "Bitte lesen Sie bis 30.\u{a0}November Ihren Stromzähler ab",
        "Please read your electricity meter by 30\u{a0}November",
    ))
    .due(l("Noch 7 Tage", "7 days left"))
    .text(l(
        "Dann rechnen wir Ihr Jahr genau ab statt geschätzt. Dauert etwa zwei Minuten.",
        "Then we bill your year exactly instead of estimating it. Takes about two minutes.",
    ))
    .action(Icon::Gauge, l("Zählerstand eingeben", "Enter reading"), "#read")
    .second(l("Am 28. erinnern", "Remind me on the 28th"), "#remind")
    .picture(meter("04", 6, "1EMH0012345678"));
    let all = |what| Link::to(l("Alle", "All"), "#all").for_readers(what);
    let reading = Card::new(l("Letzter Zählerstand", "Last reading")).tile().aside(all("x"))
        .body(Figure::new("42.158,4").unit("kWh").caption(l("Abgelesen am 28. November 2025", "Read on 28 November 2025")).caption(html! { span.mono { "1EMH0012345678" } }))
        .foot(html! { p.with-icon.good-icon.small { (Icon::TrendingDown.svg()) span { (l("Bisher ", "So far ")) strong { (l("6 % weniger", "6% less")) } (l(" als im Vorjahr", " than last year")) } } });
    let document = Card::new(l("Neuestes Dokument", "Newest document")).tile().aside(all("x")).body(html! {
        div.with-icon { (sheet()) div.stack.tight {
            div { (Tag::new(Tone::Brand, l("Neu", "New"))) }
            p { (Link::to(l("Preisinformation ab 1. Januar 2027", "Price information from 1 January 2027"), "#doc").strong()) }
            p.small { "PDF, 184 KB · 18. November" }
        } }
    });
    let requests = Card::new(l("Ihre Anliegen", "Your requests")).tile().aside(all("x"))
        .body(html! {
            p { (Link::to(l("Wallbox anmelden (§ 14a)", "Register wallbox (§ 14a)"), "#wallbox").strong()) }
            (Progress::new(locale, 3, 4, html! { strong { (l("Freigabe durch den Netzbetreiber", "Approval by the grid operator")) } (l(" · Schritt 3 von 4, meist bis 4. Dezember", " · Step 3 of 4, usually by 4 December")) }))
        })
        .foot(html! { div.foot-row { (Link::to(l("Lieferadresse ändern", "Change delivery address"), "#address").strong()) (Tag::new(Tone::Warn, l("Wird geprüft", "Being checked")).icon(Icon::Hourglass)) } });
    let content = html! {
        (Heading::new(l("Guten Tag, Frau Berger", "Hello, Katrin Berger")).line(l("Sie sind mit Ihren Zahlungen auf dem Laufenden.", "Your payments are up to date.")))
        (stack(html! {
            (level_side(html! { (task) }, crate::design::components::balance::sample(locale)))
            (grid(html! { (reading) (document) (requests) }))
        }))
    };
    portal_page(&auental(locale), l("Übersicht", "Overview"), content)
}

fn contract_head(locale: Locale) -> Markup {
    let l = |de, en| say(locale, de, en);
    html! {
        (Breadcrumb::new(locale, "Auental Ökostrom 12").above(l("Verträge", "Contracts"), "#contracts"))
        (Heading::new("Auental Ökostrom 12").icon(Icon::Zap)
            .line(l("Strom · Vertrag 7003 221 845 · Ulmenweg 7", "Electricity · Contract 7003 221 845 · Ulmenweg 7"))
            .aside(Tag::new(Tone::Good, l("Aktiv seit 1. März 2024", "Active since 1 March 2024"))))
        (crate::design::components::tabs::sample(locale))
    }
}

pub fn contract(locale: Locale) -> Markup {
    let l = |de, en| say(locale, de, en);
    let edit = Card::new(l("Lieferadresse ändern", "Change delivery address"))
        .intro(html! { (l("Bisher: Ulmenweg 7, 34990 Auental. Für einen Umzug nutzen Sie bitte ", "So far: Ulmenweg 7, 34990 Auental. For a move please use ")) (Link::to(l("Umzug melden", "Report a move"), "#move")) "." })
        .aside(Link::to(l("Abbrechen", "Cancel"), "#cancel"))
        .editing()
        .body(Form::post("#").fields(html! {
            (field_pair(Field::text("street", l("Straße", "Street")).value("Ulmenweg"), Field::text("house", l("Hausnummer", "Number")).value("7 a")))
            (Field::text("city", l("Ort", "Town")).value("Auental"))
            (Field::text("addition", l("Zusatz", "Addition")).optional(locale).value("Hinterhaus, 2. OG"))
            (Note::new(Tone::Neutral).text(l("Wir prüfen die Änderung, meist innerhalb von zwei Werktagen. Bis dahin gilt die bisherige Adresse.", "We check the change, usually within two working days. Until then the present address applies.")))
        }).buttons(Button::submit(l("Angaben prüfen", "Check answers")).primary()));
    let term = Card::new(l("Laufzeit", "Term"))
        .body(html! {
            div { p.small { (l("Preisgarantie bis", "Price guaranteed until")) } p { strong { (l("28. Februar 2027", "28 February 2027")) } } }
            (elapsed(0.9))
            div { p.small { (l("Kündigung", "Notice")) } p { strong { (l("Jederzeit mit einem Monat Frist", "At any time with one month's notice")) } } }
        })
        .foot(IconList::new().roomy().link(Icon::Truck, l("Umzug melden", "Report a move"), "#m").link(Icon::ArrowRightLeft, l("Tarif wechseln", "Change tariff"), "#t").link(Icon::FileX, l("Vertrag kündigen", "Cancel contract"), "#c"));
    let billing = Card::new(l("Abrechnung", "Billing")).body(
        SummaryList::new()
            .narrow()
            .row_with(l("Zahlung", "Payment"), "Lastschrift, DE•• 2051", l("Ändern", "Change"), "#1")
            .row_with(l("Rechnung an", "Bill to"), "katrin.berger@mail.example", l("Ändern", "Change"), "#2"),
    );
    let content = html! {
        (contract_head(locale))
        (main_side(
            html! { (edit) (crate::design::components::summary_list::sample(locale)) (crate::design::components::before_after::sample(locale)) },
            html! { (term) (billing) },
        ))
    };
    portal_page(&auental_at(locale, 1), "Auental Ökostrom 12", content)
}

pub fn check(locale: Locale) -> Markup {
    let l = |de, en| say(locale, de, en);
    let change = l("Ändern", "Change");
    let answers = Card::new(l("Lieferadresse", "Delivery address")).body(
        SummaryList::new()
            .row(l("Bisher", "So far"), html! { del.quiet { "Ulmenweg 7" } })
            .row_with(l("Straße und Hausnummer", "Street and number"), "Ulmenweg 7 a", change, "#1")
            .row_with(l("Zusatz", "Addition"), "Hinterhaus, 2. OG", change, "#2")
            .row_with(l("PLZ und Ort", "Postcode and town"), "34990 Auental", change, "#3"),
    );
    let next = Card::new(l("So geht es weiter", "What happens next")).body(
        Timeline::new(locale)
            .step_with(
                Step::Now,
                l("Wir prüfen die Adresse", "We check the address"),
                l("Bis Mittwoch, 25. November 2026", "By Wednesday 25 November 2026"),
            )
            .step_with(
                Step::Coming,
                l("Sie bekommen eine E-Mail", "You get an e-mail"),
                l("An katrin.berger@mail.example, auf Deutsch", "To katrin.berger@mail.example, in English"),
            )
            .step_with(
                Step::Coming,
                l("Die neue Adresse gilt", "The new address applies"),
                l("Auch auf der nächsten Rechnung", "On the next bill too"),
            ),
    );
    let content = html! {
        (Heading::new(l("Stimmt alles?", "Is everything right?")).line(l("Nach dem Absenden prüfen wir die neue Lieferadresse für Vertrag 7003 221 845.", "After sending we check the new delivery address for contract 7003 221 845.")))
        (main_side(html! {
            (answers)
            (Form::post("#").buttons(html! { (Button::submit(l("Änderung absenden", "Send change")).primary()) (Link::to(l("Verwerfen", "Discard"), "#discard").strong()) }))
        }, html! { (next) }))
    };
    task_page(
        &auental(locale),
        l("Stimmt alles?", "Is everything right?"),
        Some((l("Zurück", "Back"), "#back")),
        content,
    )
}

pub fn empty(locale: Locale) -> Markup {
    let l = |de, en| say(locale, de, en);
    let nothing = EmptyState::new(l("Zurzeit ist nichts offen", "Nothing is open at the moment")).picture(all_done())
        .text(l("Sobald Sie etwas beantragen, etwa eine Wallbox oder einen Umzug, sehen Sie hier jeden Schritt und wann es weitergeht.", "Requests you make appear here with every step."))
        .actions(html! { (Button::go(l("Neues Anliegen", "New request"), "#new").primary()) (Link::to(l("3 abgeschlossene Anliegen ansehen", "See 3 closed requests"), "#past").strong()) });
    let content = html! { (Heading::new(l("Ihre Anliegen", "Your requests"))) section.card { (nothing) } };
    portal_page(&auental_at(locale, 9), l("Ihre Anliegen", "Your requests"), content)
}

pub fn error(locale: Locale) -> Markup {
    let l = |de, en| say(locale, de, en);
    let low = l(
        "Der Stand 4.527,1 ist niedriger als der letzte (42.158,4)",
        "The reading 4,527.1 is lower than the last one (42,158.4)",
    );
    let content = html! {
        (error_summary(locale, &[Fault::new("reading", low)]))
        h1 { (l("Zählerstand eingeben", "Enter reading")) }
        (Form::post("#").fields(Field::number("reading", l("Zählerstand in kWh", "Reading in kWh")).reading().unit("kWh").value("4.527,1").hint(l("Alle Ziffern vor dem Komma reichen.", "All digits before the point are enough.")).error(Some(low))
            .below(html! { (Button::submit(l("45.271 übernehmen", "Use 45,271")).small()) (Link::to(l("Mein Zähler wurde getauscht", "My meter was replaced"), "#swap").strong()) }))
            .buttons(Button::submit(l("Angaben prüfen", "Check answers")).primary()))
    };
    task_page(
        &auental(locale),
        l("Fehler: Zählerstand eingeben", "Error: Enter reading"),
        Some((l("Zurück zur Übersicht", "Back to the overview"), "#back")),
        content,
    )
}

pub fn not_found(locale: Locale) -> Markup {
    let l = |de, en| say(locale, de, en);
    let content = html! {
        (Heading::new(l("Hier ist nichts, was wir Ihnen zeigen können", "There is nothing here we can show you")).above("404")
            .line(l("Vielleicht ist der Link alt oder vertippt. Oder der Inhalt gehört zu einem anderen Zugang: Sie sind als katrin.berger@mail.example angemeldet.", "The link may be old or mistyped. Or it belongs to another account: you are signed in as katrin.berger@mail.example.")))
        div.buttons { (Button::go(l("Zur Übersicht", "To the overview"), "#home").primary()) (Button::go(l("Mit anderem Zugang anmelden", "Sign in with another account"), "#other")) }
        hr;
        h2.h3 { (l("Oft gesucht", "Often looked for")) }
        (IconList::new().roomy().link(Icon::ReceiptEuro, l("Letzte Rechnung", "Last bill"), "#bill").link(Icon::Gauge, l("Zählerstand eingeben", "Enter reading"), "#read"))
    };
    portal_page(&auental_at(locale, 9), "404", content)
}
