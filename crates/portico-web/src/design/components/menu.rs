//! Menu: a few actions behind one word; opens without scripts, closes on Escape with them.

use maud::{Markup, Render, html};
use portico_kit::Locale;

use super::form::Form;
use super::link::Link;
use super::{Current, either};
use crate::design::icons::Icon;

/// A list of links or small forms behind a summary.
#[derive(Debug, Clone)]
pub struct Menu {
    summary: Markup,
    class: &'static str,
    items: Vec<Markup>,
}

impl Menu {
    /// A menu that opens from a button with this label.
    pub fn new(label: impl Into<String>) -> Self {
        let label = label.into();
        let summary = html! { span.label { (label) } (Icon::ChevronDown.svg()) };
        Self { summary, class: "button small", items: Vec::new() }
    }

    /// A menu that opens from three points; the label is for readers.
    pub fn more(label: impl Into<String>) -> Self {
        let label = label.into();
        let summary = html! { (Icon::Ellipsis.svg()) span.for-readers { (label) } };
        Self { summary, class: "button small quiet icon-only", items: Vec::new() }
    }

    /// A menu that opens from anything else.
    pub fn custom(class: &'static str, summary: impl Render) -> Self {
        Self { summary: summary.render(), class, items: Vec::new() }
    }

    /// A link of the menu.
    pub fn link(self, icon: Icon, label: impl Into<String>, href: impl Into<String>) -> Self {
        let link = Link::to(label, href).icon(icon);
        self.item(link)
    }

    /// A link that may be the current one.
    pub fn choice(self, label: impl Into<String>, href: impl Into<String>, current: Current) -> Self {
        let (label, href) = (label.into(), href.into());
        let is_here = current == Current::Yes;
        self.item(html! {
            a.link href=(href) aria-current=[is_here.then_some("true")] {
                span { (label) }
                @if is_here { (Icon::Check.svg()) }
            }
        })
    }

    /// Anything else, such as a small form with one button.
    pub fn item(mut self, item: impl Render) -> Self {
        self.items.push(item.render());
        self
    }
}

impl Render for Menu {
    fn render(&self) -> Markup {
        html! {
            details.menu {
                summary class=(self.class) { (self.summary) }
                ul.menu-list { @for item in &self.items { li { (item) } } }
            }
        }
    }
}

/// A link for the menu behind a name.
pub fn menu_link(icon: Icon, label: impl Into<String>, href: impl Into<String>) -> Markup {
    Link::to(label, href).icon(icon).render()
}

/// A press for the menu behind a name, such as signing out: the form that does it, and the words.
pub fn menu_press(icon: Icon, label: &str, form: Form) -> Markup {
    form.bare().fields(html! { button type="submit" { (icon.svg()) span { (label) } } }).render()
}

/// How it looks.
pub fn sample(locale: Locale) -> Markup {
    Menu::new(either(locale, "Aktionen", "Actions"))
        .link(Icon::Pencil, either(locale, "Bearbeiten", "Edit"), "#edit")
        .link(Icon::Copy, either(locale, "Duplizieren", "Duplicate"), "#copy")
        .item(menu_press(Icon::Trash2, either(locale, "Löschen", "Delete"), Form::post("#delete")))
        .render()
}
