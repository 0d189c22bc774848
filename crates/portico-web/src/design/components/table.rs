//! Table: many things to compare; becomes a list on phones.

use maud::{Markup, Render, html};
use portico_kit::Locale;

use super::pagination::Pagination;
use super::tag::Tag;
use super::{Ticked, Tone, either};
use crate::design::icons::Icon;
use crate::design::words::{t, t_args};

/// What a column holds; decides its alignment and what becomes of it on phones.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    /// The name of the thing: the title of its line on phones.
    Title,
    /// The status: right of the title on phones.
    Status,
    /// A fact that stays on phones.
    Fact,
    /// A number to compare, right-aligned; stays on phones.
    Number,
    /// A day; stays on phones, with its name.
    Date,
    /// A detail that is behind the link on phones.
    Detail,
    /// A number that is behind the link on phones.
    NumberDetail,
}

impl Column {
    fn class(self) -> &'static str {
        match self {
            Self::Title => "c-title",
            Self::Status => "c-status",
            Self::Fact => "c-fact",
            Self::Number => "c-fact number",
            Self::Date => "c-fact named",
            Self::Detail => "c-detail",
            Self::NumberDetail => "c-detail number",
        }
    }
}

/// How the rows are sorted by a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sorted {
    /// Not by this one.
    No,
    /// Smallest first.
    Up,
    /// Largest first.
    Down,
}

#[derive(Debug, Clone)]
struct Head {
    column: Column,
    label: String,
    sort: Option<(String, Sorted)>,
}

/// One row of cells, in the order of the columns.
#[derive(Debug, Clone, Default)]
pub struct TableRow {
    cells: Vec<Markup>,
    select: Option<(String, String, Ticked)>,
}

impl TableRow {
    /// An empty row.
    pub fn new() -> Self {
        Self::default()
    }

    /// The next cell.
    pub fn cell(mut self, cell: impl Render) -> Self {
        self.cells.push(cell.render());
        self
    }

    /// The box that selects it: what it sends, how readers hear it.
    pub fn selectable(
        mut self,
        value: impl Into<String>,
        label: impl Into<String>,
        ticked: impl Into<Ticked>,
    ) -> Self {
        self.select = Some((value.into(), label.into(), ticked.into()));
        self
    }
}

/// A table with a caption.
#[derive(Debug, Clone)]
pub struct Table {
    locale: Locale,
    caption: String,
    heads: Vec<Head>,
    rows: Vec<TableRow>,
    select: Option<String>,
    keep: &'static str,
}

impl Table {
    /// A table and what it lists; the caption is for readers, a title stands above.
    pub fn new(locale: Locale, caption: impl Into<String>) -> Self {
        Self { locale, caption: caption.into(), heads: Vec::new(), rows: Vec::new(), select: None, keep: "" }
    }

    /// A column.
    pub fn column(mut self, column: Column, label: impl Into<String>) -> Self {
        self.heads.push(Head { column, label: label.into(), sort: None });
        self
    }

    /// A column one can sort by: the address that sorts, and how it is sorted now.
    pub fn sortable(
        mut self,
        column: Column,
        label: impl Into<String>,
        href: impl Into<String>,
        sorted: Sorted,
    ) -> Self {
        self.heads.push(Head { column, label: label.into(), sort: Some((href.into(), sorted)) });
        self
    }

    /// Rows can be selected; the boxes send this name.
    pub fn selectable(mut self, name: impl Into<String>) -> Self {
        self.select = Some(name.into());
        self
    }

    /// Stays a table on phones: three short columns.
    pub fn small(mut self) -> Self {
        self.keep = " keep";
        self
    }

    /// Nothing leads from its rows to more: on phones each shows everything, every value with its name.
    pub fn whole(mut self) -> Self {
        self.keep = " whole";
        self
    }

    /// The next row.
    pub fn row(mut self, row: TableRow) -> Self {
        self.rows.push(row);
        self
    }

    /// All rows of a list.
    pub fn rows(mut self, rows: impl IntoIterator<Item = TableRow>) -> Self {
        self.rows.extend(rows);
        self
    }

    fn head(&self) -> Markup {
        html! {
            thead {
                tr {
                    @if self.select.is_some() {
                        th.c-select scope="col" { span.for-readers { (t(self.locale, "table-select")) } }
                    }
                    @for head in &self.heads { (head_cell(head)) }
                }
            }
        }
    }

    fn body_row(&self, row: &TableRow) -> Markup {
        let picked = matches!(row.select, Some((.., Ticked::Yes)));
        html! {
            tr.picked[picked] {
                @if let Some(name) = &self.select {
                    td.c-select {
                        @if let Some((value, label, ticked)) = &row.select {
                            input type="checkbox" name=(name) value=(value) checked[*ticked == Ticked::Yes]
                                aria-label=(t_args(self.locale, "table-select-row", &[("row", label.as_str().into())]));
                        }
                    }
                }
                @for (head, cell) in self.heads.iter().zip(&row.cells) {
                    @match head.column {
                        Column::Title => th class="c-title" scope="row" { (cell) },
                        column => td class=(column.class()) data-label=(head.label) { (cell) },
                    }
                }
            }
        }
    }
}

fn head_cell(head: &Head) -> Markup {
    let class = head.column.class();
    let Some((href, sorted)) = &head.sort else {
        return html! { th class=(class) scope="col" { (head.label) } };
    };
    let (said, icon) = match sorted {
        Sorted::No => (None, None),
        Sorted::Up => (Some("ascending"), Some(Icon::ArrowUp)),
        Sorted::Down => (Some("descending"), Some(Icon::ArrowDown)),
    };
    html! {
        th class=(class) scope="col" aria-sort=[said] {
            a.sort href=(href) { (head.label) @if let Some(icon) = icon { (icon.svg()) } }
        }
    }
}

impl Render for Table {
    fn render(&self) -> Markup {
        html! {
            div.table-frame tabindex="0" role="region" aria-label=(self.caption) {
                table class={ "table" (self.keep) } {
                    caption.for-readers { (self.caption) }
                    (self.head())
                    tbody { @for row in &self.rows { (self.body_row(row)) } }
                }
            }
        }
    }
}

/// The bar above a table that says what is selected and what can be done with it.
pub fn selection_bar(text: impl Render, actions: impl Render) -> Markup {
    html! { div.selection-bar { p { (text) } div.selection-actions { (actions) } } }
}

/// How it looks.
pub fn sample(locale: Locale) -> Markup {
    let l = |de, en| either(locale, de, en);
    let contract = |number: &str, who: &str, tone, state: &str, use_a_year: &str, picked: bool| {
        TableRow::new()
            .selectable(number, number, picked)
            .cell(html! { a.link.mono href="#1" { (number) } })
            .cell(html! { strong { (who) } })
            .cell(html! { span.quiet { "Ulmenweg 7, 34990 Auental" } })
            .cell(Tag::new(tone, state))
            .cell(use_a_year)
    };
    html! {
        section.card.flush {
            (selection_bar(html! { strong { (l("2 ausgewählt", "2 selected")) } (l(" auf dieser Seite", " on this page")) },
                super::button::Button::submit(l("2 exportieren", "Export 2")).small()))
            (Table::new(locale, l("Verträge", "Contracts"))
                .selectable("ids")
                .sortable(Column::Title, l("Nummer", "Number"), "#sort", Sorted::Up)
                .column(Column::Fact, l("Kunde", "Customer"))
                .column(Column::Detail, l("Lieferadresse", "Delivery address"))
                .column(Column::Status, l("Stand", "State"))
                .column(Column::Number, l("kWh im Jahr", "kWh a year"))
                .row(contract("7003 221 845", "Katrin Berger", Tone::Warn, l("In Freigabe", "In approval"), "3.318", true))
                .row(contract("7003 305 118", "Landwirt Brandt", Tone::Good, l("Aktiv", "Active"), "18.442", false)))
            (Pagination::new(locale, l("Zeile 1 bis 2 von 37", "Rows 1 to 2 of 37")).next(Some("#next".to_owned())))
        }
        (Table::new(locale, l("Zum Vergleich", "To compare")).small()
            .column(Column::Title, l("Abgelesen", "Read on"))
            .column(Column::Number, l("Stand", "Reading"))
            .column(Column::Number, l("Verbrauch", "Use"))
            .row(TableRow::new().cell("28.11.2025").cell("42.158,4").cell("3.318,2"))
            .row(TableRow::new().cell("30.11.2024").cell("38.840,2").cell("3.401,7")))
    }
}
