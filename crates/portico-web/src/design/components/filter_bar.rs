//! Filter bar: narrows a list; its state stands in the address.

use maud::{Markup, Render, html};
use portico_kit::Locale;

use super::button::Button;
use super::field::hidden;
use super::select::Select;
use super::{Ticked, either};
use crate::design::icons::Icon;
use crate::design::words::{t, t_args};

#[derive(Debug, Clone)]
struct Chip {
    field: String,
    is: String,
    value: String,
    remove: String,
}

/// A GET form of search, selects and chips.
#[derive(Debug, Clone)]
pub struct FilterBar {
    locale: Locale,
    action: String,
    search: Option<(String, String, String)>,
    selects: Vec<Select>,
    hidden: Vec<(String, String)>,
    chips: Vec<Chip>,
    aside: Option<Markup>,
    live: Option<&'static str>,
    apply: Option<String>,
}

impl FilterBar {
    /// A bar that leads back to this address.
    pub fn new(locale: Locale, action: impl Into<String>) -> Self {
        Self {
            locale,
            action: action.into(),
            search: None,
            selects: Vec::new(),
            hidden: Vec::new(),
            chips: Vec::new(),
            aside: None,
            live: None,
            apply: None,
        }
    }

    /// A search field: its name, what it searches, and what is in it.
    pub fn search(
        mut self,
        name: impl Into<String>,
        label: impl Into<String>,
        value: impl Into<String>,
    ) -> Self {
        self.search = Some((name.into(), label.into(), value.into()));
        self
    }

    /// One of several answers; its label is for readers.
    pub fn select(mut self, select: Select) -> Self {
        self.selects.push(select.quiet_label());
        self
    }

    /// A part of the address that stays.
    pub fn hidden(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.hidden.push((name.into(), value.into()));
        self
    }

    /// A condition in force: field, "is", value, and the address without it.
    pub fn chip(
        mut self,
        field: impl Into<String>,
        is: impl Into<String>,
        value: impl Into<String>,
        remove: impl Into<String>,
    ) -> Self {
        let (field, is, value, remove) = (field.into(), is.into(), value.into(), remove.into());
        self.chips.push(Chip { field, is, value, remove });
        self
    }

    /// Another word on its button, where it only searches.
    pub fn apply(mut self, label: impl Into<String>) -> Self {
        self.apply = Some(label.into());
        self
    }

    /// Buttons at the right, such as sort and columns.
    pub fn aside(mut self, aside: impl Render) -> Self {
        self.aside = Some(aside.render());
        self
    }

    /// With scripts, the part of the page with the id `results` follows the typing.
    pub fn live(mut self) -> Self {
        self.live = Some("results");
        self
    }
}

impl Render for FilterBar {
    fn render(&self) -> Markup {
        html! {
            form.filter-bar method="get" action=(self.action) role="search" aria-label=(t(self.locale, "filter-bar")) data-live=[self.live] {
                @for (name, value) in &self.hidden { (hidden(name, value)) }
                @if let Some((name, label, value)) = &self.search {
                    label.search {
                        (Icon::Search.svg())
                        span.for-readers { (label) }
                        input.input type="search" name=(name) value=(value) placeholder=(label);
                    }
                }
                @for select in &self.selects { (select) }
                @for chip in &self.chips {
                    a.chip href=(chip.remove)
                        aria-label=(t_args(self.locale, "filter-remove", &[("filter", format!("{} {} {}", chip.field, chip.is, chip.value).into())])) {
                        span.quiet { (chip.field) } " " (chip.is) " " strong { (chip.value) } (Icon::Close.svg())
                    }
                }
                (Button::submit(self.apply.clone().unwrap_or_else(|| t(self.locale, "filter-apply").into_owned())))
                @if let Some(aside) = &self.aside { div.filter-aside { (aside) } }
            }
        }
    }
}

/// How it looks.
pub fn sample(locale: Locale) -> Markup {
    let l = |de, en| either(locale, de, en);
    FilterBar::new(locale, "#filter")
        .search("q", l("In Titel und Text suchen", "Search in title and text"), "")
        .select(
            Select::new("kind", l("Art", "Kind"))
                .option("", l("Alle Arten", "All kinds"), Ticked::Yes)
                .option("bill", l("Rechnung", "Bill"), Ticked::No),
        )
        .chip(l("Sparte", "Commodity"), l("ist", "is"), l("Strom", "Electricity"), "#none")
        .render()
}
