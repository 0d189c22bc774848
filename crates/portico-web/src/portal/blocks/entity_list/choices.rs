//! Narrowing a list: its columns with known answers, as selects above it and chips with what is in force.

use super::Settings;
use super::asked::Names;
use crate::portal::values::{option_label, options};
use portico_access::UniformMask;
use portico_core::schemas::{Attribute, Schema};
use portico_http::Query;
use portico_kit::Locale;
use portico_kit::document::Path;
use portico_kit::filter::{Filter, Value as Held};

/// More answers than these are better searched than chosen.
const MOST: usize = 15;

/// One attribute that a list can be narrowed by.
#[derive(Clone, Debug)]
pub struct Choice {
    /// The parameter in the address.
    pub name: String,
    /// The attribute.
    pub attribute: Attribute,
    /// The answer in force.
    pub chosen: Option<String>,
}

impl Choice {
    /// The answers as value and label.
    pub fn answers(&self, locale: Locale) -> Vec<(String, String)> {
        let known = options(&self.attribute);
        known.filter_map(|(value, option)| Some((value.to_owned(), option_label(option, locale)?))).collect()
    }

    /// What the answer in force is called.
    pub fn told(&self, locale: Locale) -> Option<String> {
        let chosen = self.chosen.as_deref()?;
        self.answers(locale).into_iter().find(|(value, _)| value == chosen).map(|(_, label)| label)
    }
}

/// The attributes among the columns that have a few known answers; those that the settings fix are left out.
pub fn of(
    schema: &Schema,
    settings: &Settings,
    mask: &UniformMask,
    fixed: Option<&Filter>,
    query: &Query,
    names: &Names,
) -> Vec<Choice> {
    let fixed = fixed.map(Filter::attributes).unwrap_or_default();
    let open =
        settings.columns.iter().filter(|column| mask.allows(column) && !fixed.contains(column.as_str()));
    let known = open.filter_map(|column| schema.attribute(column)).filter(|attribute| is_choice(attribute));
    known
        .map(|attribute| {
            let name = format!("{}{}", names.is, attribute.name);
            let wanted =
                query.text(&name).filter(|wanted| options(attribute).any(|(value, _)| value == *wanted));
            Choice { chosen: wanted.map(str::to_owned), attribute: attribute.clone(), name }
        })
        .collect()
}

fn is_choice(attribute: &Attribute) -> bool {
    let is_kind = matches!(attribute.kind.as_str(), "status" | "select" | "radio");
    is_kind && (2..=MOST).contains(&options(attribute).count())
}

/// The conditions of the settings and those chosen.
pub fn narrowed(filter: Option<Filter>, choices: &[Choice]) -> Option<Filter> {
    let chosen = choices.iter().filter_map(|choice| {
        let path = Path::parse(&choice.attribute.name)?;
        Some(Filter::Term(path, Held::Text(choice.chosen.clone()?)))
    });
    let all: Vec<Filter> = filter.into_iter().chain(chosen).collect();
    (!all.is_empty()).then(|| Filter::all(all))
}
