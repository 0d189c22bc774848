//! The fields of a form, by the type of each attribute, with what was typed and what is wrong.

use maud::{Markup, Render, html};
use portico_core::schemas::Attribute;
use portico_kit::Locale;
use serde_json::Value;

use super::typed::Typed;
use crate::design::components::Ticked;
use crate::design::components::checkbox::Checkbox;
use crate::design::components::choice::Choice;
use crate::design::components::error_summary::Fault;
use crate::design::components::field::{Field, Width, field_grid, field_pair};
use crate::design::components::select::Select;
use crate::design::words::t;
use crate::portal::values::{option_label, table, unit};

/// From this many on, short answers stand two and two.
const IN_GRID: usize = 4;

/// What the fields of a form are made from.
pub struct Fields<'a> {
    /// The language.
    pub locale: Locale,
    /// What was typed.
    pub typed: &'a Typed,
    /// What is wrong.
    pub faults: &'a [Fault],
    /// The record, for units.
    pub doc: &'a Value,
}

impl Fields<'_> {
    /// The fields of these attributes.
    pub fn all(&self, attributes: &[&Attribute]) -> Markup {
        let is_alone = attributes.len() == 1;
        let marks = !attributes.iter().all(|attribute| !attribute.required);
        let short: Vec<&Attribute> =
            attributes.iter().copied().filter(|attribute| is_short(attribute)).collect();
        let in_grid = short.len() >= IN_GRID;
        html! {
            @if in_grid { (field_grid(html! { @for attribute in &short { (self.one(&attribute.name, attribute, marks)) } })) }
            @for attribute in attributes.iter().filter(|attribute| !in_grid || !is_short(attribute)) {
                @match attribute.kind.as_str() {
                    "table" => (self.row(attribute)),
                    "address" => (self.address(attribute, is_alone)),
                    _ => (self.one(&attribute.name, attribute, marks)),
                }
            }
        }
    }

    fn error(&self, name: &str) -> Option<&str> {
        self.faults.iter().find(|fault| fault.field == name).map(|fault| fault.message.as_str())
    }

    /// One row of a table.
    fn row(&self, attribute: &Attribute) -> Markup {
        html! {
            @for column in table::columns(attribute) {
                (self.one(&format!("{}.{}", attribute.name, column.name), &column, true))
            }
        }
    }

    /// One field; `marks` says whether it is marked when it may stay empty.
    fn one(&self, name: &str, attribute: &Attribute, marks: bool) -> Markup {
        match attribute.kind.as_str() {
            "select" | "radio" | "status" => self.select(name, attribute, marks),
            "multiselect" => self.boxes(name, attribute),
            "boolean" => self.yes_or_no(name, attribute),
            "datetime" => self.moment(name, attribute),
            _ => self.line(name, attribute, marks),
        }
    }

    fn line(&self, name: &str, attribute: &Attribute, marks: bool) -> Markup {
        let label = attribute.label(self.locale);
        let is_long = attribute.doc.get("multiline").and_then(Value::as_bool) == Some(true);
        let mut field = match attribute.kind.as_str() {
            "number" => Field::number(name, label),
            "currency" => Field::number(name, label).unit("€"),
            "date" => Field::date(name, label),
            "email" => Field::email(name, label),
            "phone" => Field::phone(name, label),
            "link" => Field::address(name, label),
            _ if is_long => Field::area(name, label, 4),
            _ => Field::text(name, label),
        };
        if attribute.kind == "number"
            && let Some(unit) = unit(attribute, self.doc)
        {
            field = field.unit(unit);
        }
        if marks && !attribute.required {
            field = field.optional(self.locale);
        }
        field.value(self.typed.as_typed(name)).error(self.error(name)).render()
    }

    fn select(&self, name: &str, attribute: &Attribute, marks: bool) -> Markup {
        let chosen = self.typed.text(name);
        let options = attribute.doc.get("options").and_then(Value::as_array);
        let mut select = Select::new(name, attribute.label(self.locale)).error(self.error(name));
        if !attribute.required || chosen.is_empty() {
            select = select.option("", t(self.locale, "portal-choose"), Ticked::from(chosen.is_empty()));
        }
        for option in options.into_iter().flatten() {
            let Some(value) = option.as_str().or_else(|| option.get("value")?.as_str()) else { continue };
            let label = option_label(option, self.locale).unwrap_or_else(|| value.to_owned());
            select = select.option(value, label, Ticked::from(chosen == value));
        }
        if marks && !attribute.required {
            select = select.optional(self.locale);
        }
        select.render()
    }

    fn boxes(&self, name: &str, attribute: &Attribute) -> Markup {
        let options = attribute.doc.get("options").and_then(Value::as_array);
        html! {
            fieldset.field id=(name) {
                legend { (attribute.label(self.locale)) }
                @for option in options.into_iter().flatten() {
                    @if let Some(value) = option.as_str().or_else(|| option.get("value").and_then(Value::as_str)) {
                        (Checkbox::new(name, option_label(option, self.locale).unwrap_or_else(|| value.to_owned()))
                            .value(value)
                            .ticked(self.typed.all(name).any(|chosen| chosen == value)))
                    }
                }
            }
        }
    }

    fn yes_or_no(&self, name: &str, attribute: &Attribute) -> Markup {
        let chosen = self.typed.text(name);
        let choice = Choice::new(name, attribute.label(self.locale))
            .answer("true", t(self.locale, "value-yes"), chosen == "true")
            .answer("false", t(self.locale, "value-no"), chosen == "false");
        let choice = if attribute.required {
            choice
        } else {
            choice.answer("", t(self.locale, "value-empty"), chosen.is_empty())
        };
        choice.error(self.error(name)).render()
    }

    fn moment(&self, name: &str, attribute: &Attribute) -> Markup {
        let (date, time) = (format!("{name}.date"), format!("{name}.time"));
        html! {
            fieldset.parts {
                legend.for-readers { (attribute.label(self.locale)) }
                (field_pair(
                    Field::date(date.as_str(), attribute.label(self.locale)).width(Width::Full).value(self.typed.as_typed(&date)).error(self.error(&date)),
                    Field::text(time.as_str(), t(self.locale, "portal-time")).value(self.typed.as_typed(&time)).error(self.error(&time)),
                ))
            }
        }
    }

    fn address(&self, attribute: &Attribute, is_alone: bool) -> Markup {
        let field = |part: &str, label: &str| {
            let name = format!("{}.{part}", attribute.name);
            Field::text(name.as_str(), t(self.locale, label))
                .value(self.typed.as_typed(&name))
                .error(self.error(&name))
        };
        html! {
            fieldset.parts {
                legend.for-readers[is_alone] { (attribute.label(self.locale)) }
                (field_pair(
                    field("street", "portal-street").autocomplete("address-line1"),
                    field("street_number", "portal-street-number"),
                ))
                div.field-pair.short-first {
                    (field("postal_code", "portal-postal-code").autocomplete("postal-code"))
                    (field("city", "portal-city").autocomplete("address-level2"))
                }
                (field("additional_info", "portal-address-more").autocomplete("address-line2").optional(self.locale))
            }
        }
    }
}

/// Answers that fit beside another.
fn is_short(attribute: &Attribute) -> bool {
    let is_long = attribute.doc.get("multiline").and_then(Value::as_bool) == Some(true);
    matches!(
        attribute.kind.as_str(),
        "string" | "number" | "currency" | "date" | "select" | "radio" | "email" | "phone"
    ) && !is_long
}
