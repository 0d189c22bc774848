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

/// Conditions in force outside a bar, such as above the results that follow the typing: field, value, way without it.
pub fn chips(locale: Locale, conditions: &[(String, String, String)]) -> Markup {
    let chip = |(field, value, remove): &(String, String, String)| Chip {
        field: field.clone(),
        is: t(locale, "filter-is").into_owned(),
        value: value.clone(),
        remove: remove.clone(),
    };
    html! {
        @if !conditions.is_empty() {
            ul.chips { @for condition in conditions { li { (chip_link(locale, &chip(condition))) } } }
        }
    }
}

fn chip_link(locale: Locale, chip: &Chip) -> Markup {
    let said = format!("{} {} {}", chip.field, chip.is, chip.value);
    html! {
        a.chip href=(chip.remove) aria-label=(t_args(locale, "filter-remove", &[("filter", said.into())])) {
            span.quiet { (chip.field) } " " (chip.is) " " strong { (chip.value) } (Icon::Close.svg())
        }
    }
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
    live: Option<String>,
    apply: Option<String>,
    placeholder: Option<String>,
    is_search: bool,
    beside: Option<Markup>,
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
            placeholder: None,
            is_search: false,
            beside: None,
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

    /// Buttons at the right, such as sort and columns.
    pub fn aside(mut self, aside: impl Render) -> Self {
        self.aside = Some(aside.render());
        self
    }

    /// A second button beside its own.
    pub fn beside(mut self, button: impl Render) -> Self {
        self.beside = Some(button.render());
        self
    }

    /// With scripts, the part of the page with the id `results` follows the typing.
    pub fn live(self) -> Self {
        self.live_in("results")
    }

    /// The same for a part with another id, where a page has several lists.
    pub fn live_in(mut self, id: impl Into<String>) -> Self {
        self.live = Some(id.into());
        self
    }

    /// A shorter text inside the search field than its label, which readers hear.
    pub fn placeholder(mut self, text: impl Into<String>) -> Self {
        self.placeholder = Some(text.into());
        self
    }

    /// Another word on its button.
    pub fn apply(mut self, label: impl Into<String>) -> Self {
        self.apply = Some(label.into());
        self
    }

    /// The button searches: on phones its icon says so.
    pub fn searching(mut self) -> Self {
        self.apply = Some(t(self.locale, "search").into_owned());
        self.is_search = true;
        self
    }
}

impl FilterBar {
    fn button(&self) -> Markup {
        let label = self.apply.clone().unwrap_or_else(|| t(self.locale, "filter-apply").into_owned());
        let button = Button::submit(label);
        let button = if self.is_search { button.icon(Icon::Search) } else { button };
        let class = if self.is_search { "apply search-apply" } else { "apply" };
        html! { span class=(class) { (button) } }
    }
}

impl Render for FilterBar {
    fn render(&self) -> Markup {
        html! {
            form.filter-bar method="get" action=(self.action) role="search" aria-label=(t(self.locale, "filter-bar")) data-live=[self.live.as_deref()] {
                @for (name, value) in &self.hidden { (hidden(name, value)) }
                @if let Some((name, label, value)) = &self.search {
                    label.search {
                        (Icon::Search.svg())
                        span.for-readers { (label) }
                        input.input type="search" name=(name) value=(value) placeholder=(self.placeholder.as_ref().unwrap_or(label)) title=[self.placeholder.as_ref().map(|_| label)];
                    }
                }
                @for select in &self.selects { (select) }
                @for chip in &self.chips {
                    (chip_link(self.locale, chip))
                }
                (self.button())
                @if let Some(beside) = &self.beside { span.apply { (beside) } }
                @if self.live.is_some() { span.for-readers role="status" data-told="" {} }
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
