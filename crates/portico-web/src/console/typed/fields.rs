//! The fields of a typed form.

use maud::{Markup, Render, html};
use portico_kit::Locale;
use serde_json::Value;

use super::offers::{Choices, Offers};
use super::places::{at, beside};
use super::read::called;
use super::{Typed, moments, word};
use crate::design::components::button::Button;
use crate::design::components::checkbox::Checkbox;
use crate::design::components::error_summary::Fault;
use crate::design::components::field::{Field, error_line, field_grid, hidden};
use crate::design::components::form;
use crate::design::components::select::Select;
use crate::design::icons::Icon;
use crate::design::words::{t, t_args};
use crate::portal::blocks::settings::{Kind, Offer, Setting};

/// How settings become fields.
pub(in crate::console) struct Form<'a> {
    /// The language of the page.
    pub(in crate::console) locale: Locale,
    /// Whose settings they are, for their words.
    pub(in crate::console) family: &'a str,
    /// What can be chosen.
    pub(in crate::console) offers: &'a Offers,
    /// What is wrong.
    pub(in crate::console) faults: &'a [Fault],
}

/// A form that stores a document; Enter in a field stores it too, whatever buttons stand before.
pub(in crate::console) fn bare_form(typed: &Typed, id: &str, action: String, fields: Markup) -> form::Form {
    form::Form::post(action).id(id).guarded().hidden("seen", &typed.seen).fields(html! {
        button.for-readers type="submit" name="then" value="save" tabindex="-1" aria-hidden="true" {}
        (fields)
    })
}

impl Form<'_> {
    /// The fields of these settings.
    pub(in crate::console) fn fields(&self, settings: &[Setting], doc: &Value) -> Markup {
        self.all(settings, "", doc)
    }

    fn all(&self, settings: &[Setting], before: &str, doc: &Value) -> Markup {
        html! { @for setting in settings { (self.one(setting, &format!("{before}{}", setting.key), doc)) } }
    }

    fn label(&self, setting: &Setting) -> String {
        called(self.locale, self.family, setting)
    }

    fn hint(&self, setting: &Setting) -> Option<String> {
        word(self.locale, self.family, setting.key, "-hint")
    }

    fn fault(&self, name: &str) -> Option<&str> {
        self.faults.iter().find(|fault| fault.field == name).map(|fault| fault.message.as_str())
    }

    fn one(&self, setting: &Setting, name: &str, doc: &Value) -> Markup {
        let value = at(doc, setting.key);
        match setting.kind {
            Kind::Text => self.texts(setting, name, |locale| in_language(value, locale), 0),
            Kind::Paragraphs => self.texts(setting, name, |locale| in_language(value, locale), 5),
            Kind::Word if value.is_object() => {
                self.texts(setting, name, |locale| in_language(value, locale), 0)
            }
            Kind::Label(under) => {
                self.texts(setting, name, |locale| labelled(doc, setting.key, under, locale), 0)
            }
            Kind::Word => self.line(Field::text(name, self.label(setting)), setting, name, plain(value)),
            Kind::Number(..) => {
                self.line(Field::number(name, self.label(setting)), setting, name, plain(value))
            }
            Kind::Moment => self.moment(setting, name, value),
            Kind::Json => {
                let field = Field::area(name, self.label(setting), 6);
                self.line(field, setting, name, as_json(value))
            }
            Kind::Flag(standard) => {
                let box_ =
                    Checkbox::new(name, self.label(setting)).ticked(value.as_bool().unwrap_or(standard));
                self.hint(setting).map_or_else(|| box_.render(), |hint| box_.clone().hint(hint).render())
            }
            Kind::Choice(words) => self.choice(setting, name, value, words),
            Kind::One(offer) => self.select(setting, name, value, &self.choices(offer, setting, doc)),
            Kind::Many(offer) => self.boxes(setting, name, value, &self.choices(offer, setting, doc)),
            Kind::Listed(offer) => self.listed(setting, name, value, &self.choices(offer, setting, doc)),
            Kind::Rows(inner) => self.rows(setting, name, value, inner),
        }
    }

    fn choices(&self, offer: Offer, setting: &Setting, doc: &Value) -> Choices {
        self.offers.of(offer, at(doc, &beside(setting.key, "schema")).as_str())
    }

    fn line(&self, field: Field, setting: &Setting, name: &str, value: String) -> Markup {
        let field = field.value(value).error(self.fault(name));
        self.hint(setting).map_or_else(|| field.render(), |hint| field.clone().hint(hint).render())
    }

    /// A text in every language, side by side.
    fn texts(&self, setting: &Setting, name: &str, text: impl Fn(Locale) -> String, rows: u8) -> Markup {
        let one = |locale: Locale| {
            let (own, tongue) = (format!("{name}.{}", locale.code()), tongue(self.locale, locale));
            let label = format!("{} ({tongue})", self.label(setting));
            let field = if rows > 0 { Field::area(&own, label, rows) } else { Field::text(&own, label) };
            field.value(text(locale)).error(self.fault(&own).or(self.fault(name)))
        };
        html! {
            div.setting {
                (field_grid(html! { @for locale in Locale::ALL { (one(locale)) } }))
                @if let Some(hint) = self.hint(setting) { p.hint { (hint) } }
            }
        }
    }

    fn moment(&self, setting: &Setting, name: &str, value: &Value) -> Markup {
        let shown = moments::shown(value.as_str().unwrap_or_default());
        let error = self.fault(name);
        let described = error.map(|_| format!("{name}-error"));
        html! {
            div.field.medium.wrong[error.is_some()] {
                label for=(name) { (self.label(setting)) " " span.optional { (t(self.locale, "field-optional")) } }
                @if let Some(error) = error { (error_line(name, error)) }
                input.input id=(name) name=(name) type="datetime-local" value=(shown) aria-describedby=[described];
            }
        }
    }

    fn choice(&self, setting: &Setting, name: &str, value: &Value, words: &[&str]) -> Markup {
        let stored = value.as_str().unwrap_or_default();
        let chosen = if stored.is_empty() { words.first().copied().unwrap_or_default() } else { stored };
        let say = |own: &str| {
            let end = format!(
                "-is-{}",
                if own.is_empty() { "none".to_owned() } else { own.replace('_', "-").to_lowercase() }
            );
            word(self.locale, self.family, setting.key, &end).unwrap_or_else(|| own.to_owned())
        };
        let mut all: Choices = words.iter().map(|own| ((*own).to_owned(), say(own))).collect();
        if !words.contains(&chosen) {
            all.push((chosen.to_owned(), chosen.to_owned()));
        }
        self.selected(setting, name, chosen, all)
    }

    fn select(&self, setting: &Setting, name: &str, value: &Value, choices: &Choices) -> Markup {
        let chosen = value.as_str().unwrap_or_default();
        let mut all = vec![(String::new(), t(self.locale, "setting-none").into_owned())];
        all.extend(choices.iter().cloned());
        if !all.iter().any(|(own, _)| own == chosen) {
            let args = [("value", chosen.to_owned().into())];
            all.push((chosen.to_owned(), t_args(self.locale, "setting-not-there", &args).into_owned()));
        }
        self.selected(setting, name, chosen, all)
    }

    fn selected(&self, setting: &Setting, name: &str, chosen: &str, all: Choices) -> Markup {
        let select = Select::new(name, self.label(setting)).error(self.fault(name));
        let select = all.into_iter().fold(select, |select, (own, label)| {
            let is_chosen = own == chosen;
            select.option(own, label, is_chosen.into())
        });
        self.hint(setting).map_or_else(|| select.render(), |hint| select.clone().hint(hint).render())
    }

    fn boxes(&self, setting: &Setting, name: &str, value: &Value, choices: &Choices) -> Markup {
        let ticked: Vec<&str> = value.as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        let gone = ticked.iter().filter(|own| !choices.iter().any(|(known, _)| known == *own));
        html! {
            fieldset.field id=(name) {
                legend { (self.label(setting)) }
                @if let Some(hint) = self.hint(setting) { p.hint { (hint) } }
                @if choices.is_empty() && ticked.is_empty() { p.quiet.small { (t(self.locale, "setting-nothing-to-choose")) } }
                div.check-grid {
                    @for (own, label) in choices {
                        (Checkbox::new(name, label).value(own).ticked(ticked.contains(&own.as_str())))
                    }
                    @for own in gone { (Checkbox::new(name, html! { code { (own) } }).value(*own).ticked(true)) }
                }
            }
        }
    }

    fn listed(&self, setting: &Setting, name: &str, value: &Value, choices: &Choices) -> Markup {
        let rows: Vec<&Value> = value.as_array().into_iter().flatten().collect();
        let row = |number: usize, value: &Value| {
            let (own, chosen) = (format!("{name}.{number}"), value.as_str().unwrap_or_default());
            let args = [("what", self.label(setting).into()), ("number", (number + 1).into())];
            let mut select = Select::new(&own, t_args(self.locale, "setting-row-label", &args))
                .quiet_label()
                .option("", t(self.locale, "setting-none"), chosen.is_empty().into());
            let known = choices.iter().any(|(own, _)| own == chosen) || chosen.is_empty();
            if !known {
                select = select.option(chosen, chosen, true.into());
            }
            choices
                .iter()
                .fold(select, |select, (own, label)| select.option(own, label, (own == chosen).into()))
        };
        self.frame(
            setting,
            name,
            rows.len(),
            html! {
                @for (number, value) in rows.iter().enumerate() {
                    div.setting-row.flat { (row(number, value)) (self.row_buttons(name, number, rows.len())) }
                }
            },
        )
    }

    fn rows(&self, setting: &Setting, name: &str, value: &Value, inner: &[Setting]) -> Markup {
        let rows: Vec<&Value> = value.as_array().into_iter().flatten().collect();
        self.frame(
            setting,
            name,
            rows.len(),
            html! {
                @for (number, row) in rows.iter().enumerate() {
                    @let own = format!("{name}.{number}");
                    div.setting-row role="group" aria-label={ (self.label(setting)) " " (number + 1) } {
                        (hidden(&format!("kept:{own}"), &row.to_string()))
                        div.setting-row-fields { (self.all(inner, &format!("{own}."), row)) }
                        (self.row_buttons(name, number, rows.len()))
                    }
                }
            },
        )
    }

    fn frame(&self, setting: &Setting, name: &str, count: usize, rows: Markup) -> Markup {
        let error = self.fault(name);
        html! {
            fieldset.field.setting-rows.wrong[error.is_some()] id=(name) {
                legend { (self.label(setting)) }
                @if let Some(hint) = self.hint(setting) { p.hint { (hint) } }
                @if let Some(error) = error { (error_line(name, error)) }
                (hidden(&format!("n:{name}"), &count.to_string()))
                (rows)
                (Button::submit(t(self.locale, "setting-add")).small().icon(Icon::Plus).value("then", format!("add:{name}")))
            }
        }
    }

    fn row_buttons(&self, name: &str, number: usize, count: usize) -> Markup {
        let press = |verb: &str, icon: Icon, key: &str| {
            let label = t_args(self.locale, key, &[("number", (number + 1).into())]);
            Button::submit(label)
                .quiet()
                .small()
                .icon_only(icon)
                .value("then", format!("{verb}:{name}.{number}"))
        };
        html! {
            div.row-buttons {
                @if number > 0 { (press("up", Icon::ArrowUp, "setting-up")) }
                @if number + 1 < count { (press("down", Icon::ArrowDown, "setting-down")) }
                (press("drop", Icon::Trash2, "setting-drop"))
            }
        }
    }
}

/// A language in a language.
fn tongue(locale: Locale, own: Locale) -> String {
    let key = match own {
        Locale::De => "console-german",
        Locale::En => "console-english",
    };
    t(locale, key).into_owned()
}

fn in_language(value: &Value, locale: Locale) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Object(all) => all.get(locale.code()).and_then(Value::as_str).unwrap_or_default().to_owned(),
        _ => String::new(),
    }
}

fn labelled(doc: &Value, key: &str, under: &str, locale: Locale) -> String {
    let own = at(doc, &beside(key, &format!("translations.{}.{under}", locale.code())));
    let plain = at(doc, key);
    let first = Locale::ALL.first() == Some(&locale);
    match (own, plain) {
        (Value::String(text), _) => text.clone(),
        (_, Value::String(text)) if first => text.clone(),
        (_, map) => {
            if map.is_object() {
                in_language(map, locale)
            } else {
                String::new()
            }
        }
    }
}

fn plain(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// JSON as it is typed: what could not be read stands there as it was typed.
fn as_json(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => serde_json::to_string_pretty(other).unwrap_or_default(),
    }
}
