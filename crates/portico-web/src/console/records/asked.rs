//! What the address of a list asks for: words, conditions, order, columns and the page.

use portico_core::Refusal;
use portico_core::entities::{Search, Sort};
use portico_core::schemas::Schema;
use portico_http::Query;
use portico_kit::Locale;
use portico_kit::filter::Filter;

use super::super::address::Address;
use super::conditions::Condition;

/// How many records stand on a page.
pub(super) const PAGE: i64 = 25;

/// What is asked for.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    pub(super) schema: String,
    pub(super) q: String,
    pub(super) conditions: Vec<Condition>,
    pub(super) sort: Option<String>,
    pub(super) columns: Vec<String>,
    pub(super) from: i64,
    /// The attribute a condition is being made for.
    pub(super) adding: Option<String>,
}

impl Asked {
    /// Reads the address; what makes no sense for the schema is left out.
    pub(super) fn of(locale: Locale, kind: &Schema, query: &Query) -> Self {
        let text =
            |key: &str| query.text(key).map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned);
        let stored = query.pairs().iter().filter(|(key, _)| key == "filter");
        let mut conditions: Vec<Condition> =
            stored.filter_map(|(_, text)| Condition::parse(kind, text)).collect();
        let made = text("attribute").and_then(|attribute| {
            Condition::typed(locale, kind, &attribute, &text("test")?, &text("value").unwrap_or_default())
        });
        conditions.extend(made.filter(|made| !conditions.contains(made)));
        Self {
            schema: kind.slug.clone(),
            q: text("q").unwrap_or_default(),
            conditions,
            sort: text("sort"),
            columns: query.list("columns"),
            from: query.count("from", 0).unwrap_or(0),
            adding: text("add").filter(|name| kind.attribute(name).is_some()),
        }
    }

    /// The search it asks for.
    pub(super) fn search(&self, kind: &Schema) -> Result<Search, Refusal> {
        let filters = self.conditions.iter().map(|condition| condition.filter(kind));
        Ok(Search {
            schemas: vec![self.schema.clone()],
            filter: Some(Filter::all(filters)),
            q: Some(self.q.clone()).filter(|q| !q.is_empty()),
            sort: self.sort.as_deref().map(Sort::parse).transpose()?.unwrap_or_default(),
            from: self.from,
            size: PAGE,
            ..Search::default()
        })
    }

    /// Whether anything narrows the list.
    pub(super) fn is_narrowed(&self) -> bool {
        !self.q.is_empty() || !self.conditions.is_empty()
    }

    /// The list without anything.
    pub(super) fn all(&self) -> Address {
        Address::of(format!("/admin/records/{}", self.schema))
    }

    /// This list from its first row.
    pub(super) fn address(&self) -> Address {
        let maybe = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        let start = self.all().and_maybe("q", maybe(&self.q));
        let narrowed = self
            .conditions
            .iter()
            .fold(start, |address, condition| address.and("filter", condition.written()));
        narrowed.and_maybe("sort", self.sort.clone()).and_maybe("columns", maybe(&self.columns.join(",")))
    }
}
