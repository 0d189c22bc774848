//! How a list looks: a table where there is room, rows where there is not, documents as documents.

use maud::{Markup, Render, html};
use portico_kit::Locale;

use super::super::Width;
use super::empty;
use super::found::{Head, ListChoice, ListRow, Listing, SearchField};
use crate::design::components::card::Card;
use crate::design::components::document_row::documents;
use crate::design::components::figure::Figure;
use crate::design::components::filter_bar::{FilterBar, chips};
use crate::design::components::link::Link;
use crate::design::components::menu::Menu;
use crate::design::components::pagination::Pagination;
use crate::design::components::row_list::{Row, RowList};
use crate::design::components::select::Select;
use crate::design::components::table::{Column, Sorted, Table, TableRow};
use crate::design::format::integer;
use crate::design::icons::Icon;
use crate::design::words::{t, t_args};

/// More than this many are not told exactly.
const COUNTED: i64 = 1000;

/// From so many records on, narrowing is offered.
const MANY: i64 = 6;

/// The list with its search field above.
pub fn show(locale: Locale, listing: &Listing, width: Width) -> Markup {
    match &listing.search {
        Some(search) => html! {
            section.stack {
                (search_bar(locale, listing, search))
                div.stack id=(listing.part) { (chosen(locale, listing)) (card(locale, listing, width)) }
            }
        },
        None => card(locale, listing, width),
    }
}

fn search_bar(locale: Locale, listing: &Listing, search: &SearchField) -> Markup {
    let label = t_args(
        locale,
        "list-search-in",
        &[("what", several(locale, listing).into()), ("fields", search.label.as_str().into())],
    );
    let mut bar = FilterBar::new(locale, search.action.as_str())
        .search(search.name.as_str(), label, search.words.as_str())
        .placeholder(t_args(locale, "list-search", &[("what", several(locale, listing).into())]))
        .searching()
        .live_in(listing.part.as_str());
    let is_narrowed = listing.choices.iter().any(|choice| choice.chosen.is_some());
    if listing.total >= MANY || is_narrowed {
        bar = listing.choices.iter().fold(bar, |bar, choice| bar.select(select(locale, choice)));
    }
    search.kept.iter().fold(bar, |bar, (name, value)| bar.hidden(name.as_str(), value.as_str())).render()
}

/// What several records are called inside a sentence.
pub fn several(locale: Locale, listing: &Listing) -> String {
    match locale {
        Locale::De => listing.nouns.1.clone(),
        Locale::En => listing.nouns.1.to_lowercase(),
    }
}

fn select(locale: Locale, choice: &ListChoice) -> Select {
    let chosen = choice.chosen.as_ref().map(|(value, ..)| value.as_str());
    let any = t_args(locale, "list-any", &[("what", choice.label.as_str().into())]);
    let select =
        Select::new(choice.name.as_str(), choice.label.as_str()).option("", any, chosen.is_none().into());
    choice.answers.iter().fold(select, |select, (value, label)| {
        select.option(value.as_str(), label.as_str(), (chosen == Some(value.as_str())).into())
    })
}

fn chosen(locale: Locale, listing: &Listing) -> Markup {
    let in_force = listing.choices.iter().filter_map(|choice| {
        let (_, label, remove) = choice.chosen.clone()?;
        Some((choice.label.clone(), label, remove))
    });
    chips(locale, &in_force.collect::<Vec<_>>())
}

fn card(locale: Locale, listing: &Listing, width: Width) -> Markup {
    let mut card = Card::new(listing.title.as_str());
    if listing.search.is_none() {
        card = card.id(listing.part.as_str());
    }
    if width == Width::Narrow {
        card = card.tile();
    }
    if let Some(aside) = aside(locale, listing, width) {
        card = card.aside(aside);
    }
    if listing.rows.is_empty() {
        return card.body(empty::show(locale, listing, width)).render();
    }
    let is_documents = listing.rows.iter().all(|row| row.document.is_some());
    let body = match width {
        _ if is_documents => documents(listing.rows.iter().filter_map(|row| row.document.clone()).collect()),
        Width::Wide => table(locale, listing),
        Width::Narrow if listing.rows.iter().all(|row| row.is_value) => {
            return card.body(figures(listing)).render();
        }
        Width::Narrow => rows(listing),
    };
    card.flush().body(html! { (body) (pages(locale, listing, width)) }).render()
}

/// How many there are, in words; in a tile the way to all of them.
fn aside(locale: Locale, listing: &Listing, width: Width) -> Option<Markup> {
    match (&listing.all, width) {
        (Some(all), Width::Narrow) => {
            Some(Link::to(t(locale, "portal-all"), all.as_str()).for_readers(listing.title.as_str()).render())
        }
        _ if listing.total == 0 => None,
        (_, Width::Narrow) => None,
        _ => Some(html! { span.small data-count="" { (count(locale, listing)) } (sorting(locale, listing)) }),
    }
}

fn sort_menu(locale: Locale) -> Menu {
    let words = html! { (Icon::ArrowDownUp.svg()) span.for-readers { (t(locale, "list-sort")) } };
    Menu::custom("button small quiet icon-only", words)
}

/// On phones the heads of the columns are gone: the same orders from a menu.
fn sorting(locale: Locale, listing: &Listing) -> Markup {
    let ways: Vec<(&Head, &String, Sorted)> = listing
        .heads
        .iter()
        .filter_map(|head| head.sort.as_ref().map(|(href, sorted)| (head, href, *sorted)))
        .collect();
    if listing.total < 2 || ways.len() < 2 {
        return html! {};
    }
    let menu = ways.into_iter().fold(sort_menu(locale), |menu, (head, href, sorted)| {
        let label = match sorted {
            Sorted::No => head.label.clone(),
            Sorted::Up => {
                t_args(locale, "list-turned-down", &[("what", head.label.as_str().into())]).into_owned()
            }
            Sorted::Down => {
                t_args(locale, "list-turned-up", &[("what", head.label.as_str().into())]).into_owned()
            }
        };
        menu.choice(label, href.as_str(), (sorted != Sorted::No).into())
    });
    html! { span.phone-only { (menu) } }
}

/// `1 Vertrag`, `12 Verträge`, `1.000+ Verträge`.
pub fn count(locale: Locale, listing: &Listing) -> String {
    let noun = if listing.total == 1 { &listing.nouns.0 } else { &listing.nouns.1 };
    let number = integer(locale, listing.total.min(COUNTED));
    let more = if listing.total > COUNTED { "+" } else { "" };
    format!("{number}{more} {noun}")
}

fn table(locale: Locale, listing: &Listing) -> Markup {
    let mut table = Table::new(locale, listing.title.as_str());
    if listing.rows.iter().all(|row| row.href.is_none()) {
        table = table.whole();
    }
    for head in &listing.heads {
        table = match &head.sort {
            Some((href, sorted)) => table.sortable(head.column, head.label.as_str(), href.as_str(), *sorted),
            None => table.column(head.column, head.label.as_str()),
        };
    }
    table.rows(listing.rows.iter().map(table_row)).render()
}

fn table_row(row: &ListRow) -> TableRow {
    let title = match &row.href {
        Some(href) => Link::to(row.title.as_str(), href.as_str()).strong().render(),
        None => html! { (row.title) },
    };
    row.cells.iter().fold(TableRow::new().cell(title), |shown, cell| match cell {
        Some(cell) => shown.cell(cell),
        None => shown.cell(html! { span.quiet.none { "–" } }),
    })
}

fn rows(listing: &Listing) -> Markup {
    let columns: Vec<Column> = listing.heads.iter().skip(1).map(|head| head.column).collect();
    let list = listing.rows.iter().fold(RowList::new(), |list, row| {
        let mut shown = match &row.href {
            Some(href) => Row::new(row.title.as_str(), href.as_str()),
            None => Row::plain(row.title.as_str()),
        };
        let cells =
            || columns.iter().zip(&row.cells).filter_map(|(column, cell)| Some((column, cell.as_ref()?)));
        let facts: Vec<&Markup> =
            cells().filter(|(column, _)| **column != Column::Status).map(|(_, cell)| cell).collect();
        if !facts.is_empty() {
            shown = shown.facts(separated(&facts));
        }
        if let Some((_, status)) = cells().find(|(column, _)| **column == Column::Status) {
            shown = shown.status(status);
        }
        list.row(shown)
    });
    list.render()
}

fn separated(facts: &[&Markup]) -> Markup {
    html! { @for (index, fact) in facts.iter().enumerate() { @if index > 0 { " · " } (fact) } }
}

/// Values to compare, large, one below the other.
fn figures(listing: &Listing) -> Markup {
    let figure = |row: &ListRow| {
        let (value, unit) = row.title.split_once('\u{a0}').unwrap_or((&row.title, ""));
        let mut figure = Figure::new(value);
        if !unit.is_empty() {
            figure = figure.unit(unit);
        }
        let cells = listing.heads.iter().skip(1).zip(&row.cells);
        let told = cells.filter_map(|(head, cell)| Some((head, cell.as_ref()?)));
        told.fold(figure, |figure, (head, cell)| figure.caption(html! { (head.label) " " (cell) }))
    };
    html! { ul.figures { @for row in &listing.rows { li { (figure(row)) } } } }
}

fn pages(locale: Locale, listing: &Listing, width: Width) -> Markup {
    let (back, next) = &listing.ways;
    if (back.is_none() && next.is_none()) || (width == Width::Narrow && listing.all.is_some()) {
        return html! {};
    }
    let last = listing.first + i64::try_from(listing.rows.len()).unwrap_or(0) - 1;
    let text = t_args(
        locale,
        "portal-rows",
        &[
            ("first", integer(locale, listing.first).into()),
            ("last", integer(locale, last).into()),
            ("total", count(locale, listing).into()),
        ],
    );
    Pagination::new(locale, text).back(back.clone()).next(next.clone()).render()
}
