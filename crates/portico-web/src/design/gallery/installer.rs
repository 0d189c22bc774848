//! Typical pages of the installer portal.

use maud::{Markup, html};
use portico_kit::Locale;

use super::shells::{say, sonnwinkel};
use crate::design::components::breadcrumb::Breadcrumb;
use crate::design::components::button::Button;
use crate::design::components::card::Card;
use crate::design::components::field::Field;
use crate::design::components::filter_bar::FilterBar;
use crate::design::components::form::Form;
use crate::design::components::heading::Heading;
use crate::design::components::icon_list::IconList;
use crate::design::components::link::Link;
use crate::design::components::note::Note;
use crate::design::components::progress::Progress;
use crate::design::components::row_list::{Row, RowList};
use crate::design::components::summary_list::SummaryList;
use crate::design::components::tag::Tag;
use crate::design::components::{Tone, field, photo_list, segmented};
use crate::design::icons::Icon;
use crate::design::layout::{main_side, portal_page};

pub fn jobs(locale: Locale) -> Markup {
    let l = |de, en| say(locale, de, en);
    let row = |title, facts: &'static str, tag: Tag, step, of, what| {
        Row::new(title, "#job").facts(facts).status(tag).more(Progress::new(locale, step, of, what).short())
    };
    let waiting = RowList::group(l("Wartet auf Sie", "Waits for you"), l("3 Aufträge", "3 jobs"))
        .row(row(
            l("PV 14,2 kWp Scheune", "PV 14.2 kWp barn"),
            "Landwirt Brandt · Hofstraße 21, Niederau · 18 km",
            Tag::new(Tone::Warn, l("Fällig 26. Nov.", "Due 26 Nov")).icon(Icon::CalendarClock),
            2,
            5,
            l("Moduldaten eintragen", "Enter module data"),
        ))
        .row(row(
            l("Wärmepumpe, Zählerplatz", "Heat pump, meter place"),
            "Gemeinde Niederau · Rathausplatz 1 · 17 km",
            Tag::new(Tone::Warn, l("Fällig 30. Nov.", "Due 30 Nov")).icon(Icon::CalendarClock),
            3,
            6,
            l("Fertigmeldung hochladen", "Upload completion"),
        ))
        .row(row(
            l("PV 6,4 kWp Balkon-Ost", "PV 6.4 kWp balcony east"),
            "Ingrid Sommer · Lindenhof 12, Auental · 5 km",
            Tag::new(Tone::Neutral, l("Neu seit gestern", "New since yesterday")).icon(Icon::Inbox),
            1,
            5,
            l("Angebot prüfen", "Check offer"),
        ));
    let photos = Note::new(Tone::Warn).icon(Icon::CloudUpload).title(l("3 Fotos warten auf Netz", "3 photos wait for a network")).text(html! { p { (l("11,2 MB, auf diesem Gerät gesichert. Sie werden von selbst gesendet.", "11.2 MB, kept on this device. They are sent by themselves.")) } p { (Link::to(l("Jetzt versuchen", "Try now"), "#try").strong()) } });
    let proof = Card::new(l("Ihre Nachweise", "Your certificates")).tile().body(IconList::new().explained(Tone::Warn, Icon::BadgeAlert, l("DGUV V3 läuft in 21 Tagen ab", "DGUV V3 expires in 21 days"), html! { p { (l("Danach können Sie keine Inbetriebnahmen mehr melden.", "After that you can no longer report commissionings.")) } p { (Link::to(l("Neuen Nachweis hochladen", "Upload new certificate"), "#up").strong()) } }));
    let content = html! {
        (Heading::new(l("Aufträge", "Jobs")).line(l("Elektro Hansmann GmbH · 7 offen", "Elektro Hansmann GmbH · 7 open")).aside(segmented::sample(locale)))
        (main_side(html! {
            (FilterBar::new(locale, "#").search("q", l("Name, Ort oder Auftragsnummer", "Name, town or job number"), ""))
            (crate::design::components::row_list::sample(locale))
            (waiting)
        }, html! { (photos) (proof) }))
    };
    portal_page(&sonnwinkel(locale), l("Aufträge", "Jobs"), content)
}

pub fn job(locale: Locale) -> Markup {
    let l = |de, en| say(locale, de, en);
    let data = Card::new(l("Moduldaten", "Module data")).aside(html! { span.small.with-icon { (Icon::CloudCheck.svg()) (l("Entwurf gesichert, 8:44 Uhr", "Draft saved, 8:44 am")) } })
        .body(Form::post("#").fields(html! {
            (field::field_grid(html! {
                (Field::text("maker", l("Hersteller und Modell", "Maker and model")).value("Solvario Glas-Glas 400"))
                (Field::text("serial", l("Seriennummer Wechselrichter", "Inverter serial number")).value("SV-3011 884 572"))
                (Field::number("count", l("Anzahl Module", "Number of modules")).width(field::Width::Full).value("25").unit(l("Stück", "pieces")))
                (Field::number("power", l("Nennleistung je Modul", "Rated power per module")).width(field::Width::Full).value("400").unit("Wp"))
            }))
            (Note::new(Tone::Warn).title(l("25 × 400 Wp sind 10,0 kWp, beauftragt sind 9,9 kWp", "25 × 400 Wp are 10.0 kWp, 9.9 kWp were ordered")).text(l("Über 10 kWp ändert sich die Vergütung. Stimmt die Anzahl?", "Above 10 kWp the tariff changes. Is the number right?")))
        }).buttons(html! { (Button::submit(l("Moduldaten speichern", "Save module data")).primary()) (Link::to(l("Zurücksetzen", "Reset"), "#reset").strong()) }));
    let order = Card::new(l("Auftrag", "Job")).body(
        SummaryList::new()
            .narrow()
            .row(l("Beauftragt", "Ordered"), "9,9 kWp")
            .row(l("Zähler", "Meter"), html! { span.mono { "1EMH0077 120045" } })
            .row(l("Betreut von", "Looked after by"), "Lena Vogt, Sonnwinkel"),
    );
    let content = html! {
        (Breadcrumb::new(locale, "O-2026-04417").above(l("Aufträge", "Jobs"), "#jobs"))
        (Heading::new(l("PV 9,9 kWp mit Speicher", "PV 9.9 kWp with storage")).line("Familie Öztürk · Am Mühlgraben 3, 34990 Auental")
            .aside(html! { (Button::go("Route", "#route").small().icon(Icon::Navigation)) (Button::go(l("Anrufen", "Call"), "#call").small().icon(Icon::Phone)) }))
        (main_side(html! { (data) (Card::new(l("Fotos", "Photos")).intro(html! { p.small { (l("4 von 8 Pflichtfotos. HEIC, JPG oder PNG bis 25 MB.", "4 of 8 required photos. HEIC, JPG or PNG up to 25 MB.")) } }).body(photo_list::sample(locale))) }, html! { (crate::design::components::timeline::sample(locale)) (order) }))
    };
    portal_page(&sonnwinkel(locale), "PV 9,9 kWp", content)
}
