//! Typical pages of the console.

use maud::{Markup, html};
use portico_kit::Locale;

use super::shells::{console, say};
use crate::design::components::button::Button;
use crate::design::components::card::Card;
use crate::design::components::filter_bar::FilterBar;
use crate::design::components::heading::Heading;
use crate::design::components::icon_list::IconList;
use crate::design::components::pagination::Pagination;
use crate::design::components::summary_list::SummaryList;
use crate::design::components::swatch::measured;
use crate::design::components::table::{Column, Sorted, Table, TableRow, selection_bar};
use crate::design::components::tabs::Tabs;
use crate::design::components::tag::Tag;
use crate::design::components::{
    Current, Tone, activity_list, diff, explain_panel, permission_matrix, segmented,
};
use crate::design::icons::Icon;
use crate::design::layout::{ConsolePage, console_page, main_side, wide_narrow};
use crate::design::remarks::{on_accent, on_brand, on_pairs, role_name};
use crate::design::roles::Scheme;
use crate::design::solver::solve;
use crate::design::theme::Theme;

fn page(title: &str, crumbs: &[&str], actions: Markup, content: Markup) -> ConsolePage {
    ConsolePage {
        title: title.to_owned(),
        crumbs: crumbs.iter().map(|label| ((*label).to_owned(), "#crumb".to_owned())).collect(),
        here: title.to_owned(),
        actions: Some(actions),
        content,
    }
}

pub fn entities(locale: Locale) -> Markup {
    let l = |de, en| say(locale, de, en);
    let rows = [
        (
            "7003 221 845",
            "Katrin Berger",
            "Ulmenweg 7, 34990 Auental",
            "Ökostrom 12",
            Tone::Warn,
            "3,318",
            true,
        ),
        (
            "7003 305 118",
            "Katrin Berger",
            "Ulmenweg 7, 34990 Auental",
            "Wärmestrom 14a",
            Tone::Good,
            "4,061",
            false,
        ),
        (
            "7003 118 402",
            "Familie Öztürk",
            "Am Mühlgraben 3, 34990 Auental",
            "Ökostrom 12",
            Tone::Good,
            "4,870",
            true,
        ),
        (
            "7002 940 077",
            "Landwirt Brandt",
            "Hofstraße 21, 34991 Niederau",
            "Gewerbe Flex",
            Tone::Good,
            "18,442",
            false,
        ),
        (
            "7000 903 128",
            "Bäckerei Lohmann",
            "Marktgasse 2, 34990 Auental",
            "Gewerbe Flex",
            Tone::Neutral,
            "27,118",
            false,
        ),
    ];
    let row = |(number, who, place, tariff, tone, kwh, picked)| {
        let state = match tone {
            Tone::Warn => Tag::new(tone, l("In Freigabe", "In approval")).icon(Icon::Hourglass),
            Tone::Good => Tag::new(tone, l("Aktiv", "Active")),
            _ => Tag::new(tone, l("Beendet", "Ended")),
        };
        TableRow::new()
            .selectable(number, number, picked)
            .cell(html! { a.link.mono href="#1" { (number) } })
            .cell(html! { strong { (who) } })
            .cell(html! { span.quiet { (place) } })
            .cell(tariff)
            .cell(state)
            .cell(kwh)
    };
    let table = Table::new(locale, l("Verträge", "Contracts"))
        .selectable("ids")
        .sortable(Column::Title, l("Nummer", "Number"), "#s", Sorted::No)
        .column(Column::Fact, l("Kunde", "Customer"))
        .column(Column::Detail, l("Lieferadresse", "Delivery address"))
        .column(Column::Detail, l("Tarif", "Tariff"))
        .column(Column::Status, l("Stand", "State"))
        .sortable(Column::Number, l("kWh im Jahr", "kWh a year"), "#s", Sorted::Down)
        .rows(rows.map(row));
    let content = html! {
        (Heading::new(l("Verträge", "Contracts")))
        (Tabs::new(l("Ansichten", "Views")).tab(l("Alle", "All"), "#", Current::No).counted(l("Strom, diese Woche", "Electricity, this week"), "37", "#", Current::Yes).counted(l("Ohne E-Mail", "Without e-mail"), "1,000+", "#", Current::No))
        (FilterBar::new(locale, "#").search("q", l("Nummer, Name oder Adresse", "Number, name or address"), "")
            .chip(l("Sparte", "Commodity"), l("ist", "is"), l("Strom", "Electricity"), "#")
            .chip(l("Geändert", "Changed"), l("in den letzten", "in the last"), l("7 Tagen", "7 days"), "#")
            .aside(html! { (Button::go(l("Spalten", "Columns"), "#").icon(Icon::Table)) }))
        section.card.flush id="results" {
            (selection_bar(html! { strong { (l("2 ausgewählt", "2 selected")) } (l(" auf dieser Seite", " on this page")) }, html! { (Button::submit(l("2 exportieren", "Export 2")).small()) }))
            (table)
            (Pagination::new(locale, l("Zeile 1 bis 5 von 37", "Rows 1 to 5 of 37")).next(Some("#".into())))
        }
    };
    let actions = html! { (Button::go(l("Exportieren", "Export"), "#").icon(Icon::Download)) (Button::go(l("Neuer Vertrag", "New contract"), "#").primary().icon(Icon::Plus)) };
    console_page(
        &console(locale, "Entities"),
        page(l("Verträge", "Contracts"), &[l("Datensätze", "Entities")], actions, content),
    )
}

pub fn history(locale: Locale) -> Markup {
    let l = |de, en| say(locale, de, en);
    let glance = Card::new(l("Auf einen Blick", "At a glance")).body(
        SummaryList::new()
            .narrow()
            .row(l("Kunde", "Customer"), html! { a.link href="#" { "Katrin Berger" } })
            .row(l("Lieferung", "Delivery"), "Ulmenweg 7, Auental")
            .row(l("Seit", "Since"), l("1. März 2024", "1 March 2024"))
            .row(l("Abschlag", "Instalment"), "€99.00, day 1"),
    );
    let content = html! {
        (Heading::new("Auental Ökostrom 12").icon(Icon::FilePen)
            .line(html! { (l("Vertrag", "Contract")) " 7003 221 845 · " a.link href="#" { "Katrin Berger" } })
            .aside(Tag::new(Tone::Good, l("Aktiv", "Active"))))
        (Tabs::new(l("Teile", "Parts")).tab(l("Daten", "Data"), "#", Current::No).counted(l("Verlauf", "Activity"), "48", "#", Current::Yes).counted(l("Dateien", "Files"), "14", "#", Current::No).tab("JSON", "#", Current::No))
        (wide_narrow(html! { div { (segmented::sample(locale)) } (activity_list::sample(locale)) (diff::sample(locale)) }, html! { (glance) }))
    };
    let actions = html! { (Button::go(l("Als Kunde ansehen", "View as customer"), "#").icon(Icon::Eye)) (Button::go(l("Bearbeiten", "Edit"), "#").primary()) };
    console_page(
        &console(locale, "Entities"),
        page("7003 221 845", &[l("Datensätze", "Entities"), l("Verträge", "Contracts")], actions, content),
    )
}

pub fn permissions(locale: Locale) -> Markup {
    let l = |de, en| say(locale, de, en);
    let content = html! {
        (Heading::new(l("Wer darf was", "Who may do what")).line(l("„Reichweite“ heißt: nur Datensätze, zu denen eine Beziehung von der Person führt.", "“Reach” means: only records a relation leads to from the user.")))
        (wide_narrow(permission_matrix::sample(locale), explain_panel::sample(locale)))
    };
    let actions = Button::go(l("Prüfen und veröffentlichen", "Review and publish"), "#").primary().count("7");
    console_page(
        &console(locale, "Permissions"),
        page(l("Kundenportal", "Kundenportal"), &[l("Rechte", "Permissions")], html! { (actions) }, content),
    )
}

pub fn contrast(locale: Locale) -> Markup {
    let l = |de, en| say(locale, de, en);
    let theme = Theme::auental();
    let [light, dark] =
        Scheme::ALL.map(|scheme| solve(theme.brand, theme.accent, scheme, theme.tint).pairs());
    let rows = light.iter().zip(&dark).map(|(day, night)| {
        TableRow::new()
            .cell(html! { (role_name(locale, day.front)) br; span.small { (role_name(locale, day.back)) } })
            .cell(measured(locale, day))
            .cell(measured(locale, night))
            .cell(day.needs.to_string())
    });
    let table = Table::new(locale, l("Kontrast", "Contrast"))
        .column(Column::Title, l("Paar", "Pair"))
        .column(Column::Fact, l("Hell", "Light"))
        .column(Column::Fact, l("Dunkel", "Dark"))
        .column(Column::Detail, l("Braucht", "Needs"))
        .rows(rows);
    let said = on_pairs(locale, &theme);
    let brand = on_brand(locale, &theme).into_iter().chain(on_accent(locale, &theme));
    let remarks = brand.fold(IconList::new(), |list, remark| list.check(remark.tone, remark.text));
    let table =
        Card::new(l("Kontrast", "Contrast")).aside(Tag::new(said.tone, said.text)).body(table).flush();
    let content = html! { (Heading::new("Auental")) (main_side(html! { (table) }, html! { (Card::new(l("Marke", "Brand")).body(remarks)) })) };
    console_page(
        &console(locale, "Designs"),
        page("Auental", &[l("Gestaltung", "Designs")], html! {}, content),
    )
}
