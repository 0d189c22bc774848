//! The inputs of one attribute, with what was typed and what is wrong with it.

use maud::{Markup, Render, html};
use portico_core::schemas::Attribute;
use portico_kit::Locale;
use serde_json::Value;

use super::super::values::options;
use super::fields::{ADDRESS, Shape, TableColumn, columns_of, shape_of};
use super::texts::Texts;
use crate::design::components::Ticked;
use crate::design::components::checkbox::Checkbox;
use crate::design::components::field::{Field, error_line};
use crate::design::components::select::Select;
use crate::design::words::{t, t_args};

/// One attribute in a form.
pub(super) struct Input<'a> {
    pub(super) locale: Locale,
    pub(super) attribute: &'a Attribute,
    pub(super) texts: &'a Texts,
    pub(super) error: Option<&'a str>,
}

/// The name of an attribute's input, which is also its id.
pub(super) fn name_of(attribute: &str, place: &str) -> String {
    if place.is_empty() { format!("a.{attribute}") } else { format!("a.{attribute}.{place}") }
}

impl Input<'_> {
    fn text(&self, place: &str) -> &str {
        self.texts.iter().find(|(own, _)| own == place).map(|(_, text)| text.as_str()).unwrap_or_default()
    }

    fn name(&self, place: &str) -> String {
        name_of(&self.attribute.name, place)
    }

    fn label(&self) -> String {
        self.attribute.label(self.locale)
    }

    fn hint(&self) -> Option<String> {
        let says = |key: &str| self.attribute.doc.get(key).and_then(Value::as_bool) == Some(true);
        let key = match shape_of(self.attribute) {
            _ if says("readonly") => "console-hint-readonly",
            _ if says("internal") => "console-hint-internal",
            Shape::Moment => "console-hint-moment",
            Shape::Json => "console-hint-json",
            _ => return None,
        };
        Some(t(self.locale, key).into_owned())
    }

    /// How many items of a list stand there already.
    fn count(&self) -> usize {
        let places =
            self.texts.iter().filter_map(|(place, _)| place.split('.').next()?.parse::<usize>().ok());
        places.max().map_or(0, |last| last + 1)
    }

    fn field(&self, field: Field) -> Markup {
        let field = field.value(self.text("")).error(self.error);
        let field = match self.hint() {
            Some(hint) => field.hint(hint),
            None => field,
        };
        let unit = self.attribute.doc.get("unit").and_then(Value::as_str);
        let field = match (shape_of(self.attribute), unit) {
            (Shape::Money, _) => field.unit("€"),
            (_, Some(unit)) => field.unit(unit),
            _ => field,
        };
        if self.attribute.required { field.render() } else { field.optional(self.locale).render() }
    }

    /// A group of inputs under one legend.
    fn group(&self, inputs: Markup) -> Markup {
        let wrong = if self.error.is_some() { " wrong" } else { "" };
        html! {
            fieldset class={ "field input-group" (wrong) } id=(self.name("")) {
                legend {
                    (self.label())
                    @if !self.attribute.required { " " span.optional { (t(self.locale, "field-optional")) } }
                }
                @if let Some(hint) = self.hint() { p.hint { (hint) } }
                @if let Some(error) = self.error { (error_line(&self.name(""), error)) }
                (inputs)
            }
        }
    }

    fn choice(&self, pairs: Vec<(String, String)>) -> Markup {
        let chosen = self.text("");
        let select = Select::new(self.name(""), self.label()).error(self.error);
        let select = match self.hint() {
            Some(hint) => select.hint(hint),
            None => select,
        };
        let select = if self.attribute.required { select } else { select.optional(self.locale) };
        let start = select.option("", t(self.locale, "value-empty"), chosen.is_empty().into());
        let is_unknown = !chosen.is_empty() && !pairs.iter().any(|(value, _)| value == chosen);
        let start = if is_unknown { start.option(chosen, chosen, Ticked::Yes) } else { start };
        pairs
            .into_iter()
            .fold(start, |select, (value, label)| {
                let is_chosen = value == chosen;
                select.option(value, label, is_chosen.into())
            })
            .render()
    }

    fn choices(&self) -> Markup {
        self.group(html! {
            div.check-grid {
                @for (value, label) in options(self.locale, self.attribute) {
                    @let ticked = self.texts.iter().any(|(_, text)| *text == value);
                    (Checkbox::new(self.name(""), label).value(value).ticked(ticked))
                }
            }
        })
    }

    fn addresses(&self) -> Markup {
        let several = self.attribute.is_repeatable();
        let shown = if several { self.count() + 1 } else { self.count().max(1) };
        self.group(html! {
            @for at in 0..shown {
                @if several { p.input-part { (t_args(self.locale, "console-address-number", &[("number", (at + 1).into())])) } }
                div.address-grid {
                    @for part in ADDRESS {
                        @let place = format!("{at}.{part}");
                        (Field::text(self.name(&place), t(self.locale, &format!("console-address-{}", part.replace('_', "-"))))
                            .value(self.text(&place)))
                    }
                }
            }
        })
    }

    fn items(&self, key: &str) -> Markup {
        self.group(html! {
            @for at in 0..=self.count() {
                @let place = format!("{at}.{key}");
                @let label = t_args(self.locale, "console-item-number", &[("label", self.label().into()), ("number", (at + 1).into())]);
                input.input.spaced-input type="text" name=(self.name(&place)) id=(self.name(&place)) value=(self.text(&place))
                    aria-label=(label);
            }
        })
    }

    fn rows(&self) -> Markup {
        let columns = columns_of(self.attribute);
        self.group(html! {
            div.table-frame tabindex="0" role="region" aria-label=(self.label()) {
                table.table.keep.input-table {
                    caption.for-readers { (self.label()) }
                    thead { tr { @for column in &columns { th scope="col" { (column.label(self.locale)) } } } }
                    tbody {
                        @for at in 0..=self.count() { tr { @for column in &columns { td { (self.cell(column, at)) } } } }
                    }
                }
            }
        })
    }

    fn cell(&self, column: &TableColumn, at: usize) -> Markup {
        let place = format!("{at}.{}", column.name);
        let (name, text) = (self.name(&place), self.text(&place));
        let label = t_args(
            self.locale,
            "console-item-number",
            &[("label", column.label(self.locale).into()), ("number", (at + 1).into())],
        );
        html! {
            @if column.kind == "boolean" {
                select.input name=(name) aria-label=(label) {
                    option value="" selected[text.is_empty()] { "–" }
                    option value="true" selected[text == "true"] { (t(self.locale, "value-yes")) }
                    option value="false" selected[text == "false"] { (t(self.locale, "value-no")) }
                }
            } @else {
                input.input type=(if column.kind == "date" { "date" } else { "text" }) name=(name) value=(text) aria-label=(label);
            }
        }
    }
}

impl Render for Input<'_> {
    fn render(&self) -> Markup {
        let (name, label) = (self.name(""), self.label());
        match shape_of(self.attribute) {
            Shape::Text if self.text("").chars().count() > 90 => self.field(Field::area(name, label, 3)),
            Shape::Text | Shape::Moment => self.field(Field::text(name, label)),
            Shape::Long => self.field(Field::area(name, label, 4)),
            Shape::Json => self.field(Field::area(name, label, 6)),
            Shape::Number | Shape::Money => self.field(Field::number(name, label)),
            Shape::Date => self.field(Field::date(name, label)),
            Shape::Flag => self.choice(vec![
                ("true".to_owned(), t(self.locale, "value-yes").into_owned()),
                ("false".to_owned(), t(self.locale, "value-no").into_owned()),
            ]),
            Shape::Choice => self.choice(options(self.locale, self.attribute)),
            Shape::Choices => self.choices(),
            Shape::Addresses => self.addresses(),
            Shape::Items(key) => self.items(key),
            Shape::Rows => self.rows(),
        }
    }
}
