//! What the address of a list asks for: words, conditions, order, columns, the page, and the saved view it is of.

use portico_core::entities::{Search, Sort};
use portico_core::schemas::Schema;
use portico_core::views::View;
use portico_core::{Caller, Refusal, views};
use portico_db::Tx;
use portico_http::Query;
use portico_kit::Locale;
use portico_kit::filter::Filter;
use serde_json::{Value, json};

use super::super::address::Address;
use super::conditions::Condition;

/// How many records stand on a page, as people may choose.
pub(super) const SIZES: [i64; 3] = [25, 50, 100];
/// The view without a name: everything.
pub(super) const EVERYTHING: &str = "all";
/// What a view keeps of an address.
const KEPT: [&str; 5] = ["q", "filter", "sort", "columns", "size"];

/// What is asked for.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    pub(super) schema: String,
    /// The saved view, or [`EVERYTHING`]; none when it would say nothing.
    pub(super) view: Option<String>,
    pub(super) q: String,
    pub(super) conditions: Vec<Condition>,
    pub(super) sort: Option<String>,
    pub(super) columns: Vec<String>,
    pub(super) size: i64,
    pub(super) from: i64,
    /// The attribute a condition is being made for.
    pub(super) adding: Option<String>,
}

/// A list as it is opened: what is asked for, and the views that there are.
pub(super) struct Opened {
    pub(super) asked: Asked,
    pub(super) views: Vec<View>,
    /// The view that the list opens with.
    pub(super) default: Option<String>,
}

impl Opened {
    /// Reads the address: a view by its id, what stands in the address, else the view that the list opens with.
    pub(super) fn of(
        tx: &mut Tx<'_>,
        caller: &Caller,
        locale: Locale,
        kind: &Schema,
        query: &Query,
    ) -> Result<Self, Refusal> {
        let views = views::list(tx, caller, Some(&kind.slug))?;
        let default = views::default_of(tx, caller, &kind.slug)?.map(|view| view.id);
        let typed = Asked::of(locale, kind, query);
        let says = |key: &str| query.text(key).is_some_and(|text| !text.trim().is_empty());
        let has_state = KEPT.iter().any(|key| says(key)) || !typed.conditions.is_empty();
        let wanted = query.text("view").or(default.as_deref());
        let view = views.iter().find(|view| Some(view.id.as_str()) == wanted);
        let mut asked = match view {
            Some(view) if !has_state => Asked::of_view(kind, view).with_place_of(&typed),
            _ => typed,
        };
        asked.view = match view {
            Some(view) => Some(view.id.clone()),
            None => default.as_ref().map(|_| EVERYTHING.to_owned()),
        };
        Ok(Self { asked, views, default })
    }

    /// The view that the list is of.
    pub(super) fn view(&self) -> Option<&View> {
        self.views.iter().find(|view| Some(&view.id) == self.asked.view.as_ref())
    }
}

fn is_order(text: &str) -> bool {
    Sort::parse(text).is_ok()
}

impl Asked {
    /// Reads what stands in the address; what makes no sense for the schema is left out.
    pub(super) fn of(locale: Locale, kind: &Schema, query: &Query) -> Self {
        let text =
            |key: &str| query.text(key).map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned);
        let stored = query.pairs().iter().filter(|(key, _)| key == "filter");
        let mut conditions: Vec<Condition> =
            stored.filter_map(|(_, text)| Condition::parse(kind, text)).collect();
        if let (Some(attribute), Some(test)) = (text("attribute"), text("test")) {
            let values =
                query.pairs().iter().filter(|(key, value)| key == "value" && !value.trim().is_empty());
            let values: Vec<&str> = values.map(|(_, value)| value.trim()).collect();
            let to = text("to").unwrap_or_default();
            let made = Condition::typed(locale, kind, &attribute, &test, (&values, &to));
            conditions.extend(made.into_iter().filter(|made| !conditions.contains(made)).collect::<Vec<_>>());
        }
        let size = query.count("size", SIZES[0]).unwrap_or(SIZES[0]);
        Self {
            schema: kind.slug.clone(),
            view: text("view"),
            q: text("q").unwrap_or_default(),
            conditions,
            sort: text("sort").filter(|sort| is_order(sort)),
            columns: query.list("columns"),
            size: if SIZES.contains(&size) { size } else { SIZES[0] },
            from: query.count("from", 0).unwrap_or(0),
            adding: text("add").filter(|name| kind.attribute(name).is_some()),
        }
    }

    /// What a saved view asks for.
    pub(super) fn of_view(kind: &Schema, view: &View) -> Self {
        let (filters, layout) = (&view.doc["ui_config"]["filters"], view.layout(&kind.slug));
        let text = |value: &Value| value.as_str().filter(|text| !text.is_empty()).map(str::to_owned);
        let texts = |value: &Value| -> Vec<String> {
            value.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
        };
        let conditions = texts(&filters["filter"]);
        Self {
            schema: kind.slug.clone(),
            view: Some(view.id.clone()),
            q: text(&filters["q"]).unwrap_or_default(),
            conditions: conditions.iter().filter_map(|text| Condition::parse(kind, text)).collect(),
            sort: text(&layout["sort"]).filter(|sort| is_order(sort)),
            columns: texts(&layout["columnSettings"]),
            size: layout["pageSize"].as_i64().filter(|size| SIZES.contains(size)).unwrap_or(SIZES[0]),
            from: 0,
            adding: None,
        }
    }

    fn with_place_of(self, typed: &Self) -> Self {
        Self { from: typed.from, adding: typed.adding.clone(), ..self }
    }

    /// What a view keeps of it, as it is published.
    pub(super) fn ui_config(&self) -> Value {
        let written: Vec<String> = self.conditions.iter().map(Condition::written).collect();
        json!({
            "filters": { "q": self.q, "filter": written },
            "table_layout": { (self.schema.clone()): {
                "sort": self.sort, "pageSize": self.size, "columnSettings": self.columns
            } },
        })
    }

    /// Whether it is what a view has saved.
    pub(super) fn is_as_saved(&self, kind: &Schema, view: &View) -> bool {
        Self::of_view(kind, view).ui_config() == self.ui_config()
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
            size: self.size,
            ..Search::default()
        })
    }

    /// Whether anything narrows the list.
    pub(super) fn is_narrowed(&self) -> bool {
        !self.q.is_empty() || !self.conditions.is_empty()
    }

    /// Where the list is.
    pub(super) fn path(&self) -> Address {
        Address::of(format!("/admin/records/{}", self.schema))
    }

    /// The list without anything.
    pub(super) fn all(&self) -> Address {
        self.path().and_maybe("view", self.view.as_ref().map(|_| EVERYTHING))
    }

    /// This list from its first row.
    pub(super) fn address(&self) -> Address {
        self.onto(self.path())
    }

    /// Another page that is about what this list shows.
    pub(super) fn page(&self, below: &str) -> Address {
        self.onto(Address::of(format!("/admin/records/{}/{below}", self.schema)))
    }

    fn onto(&self, page: Address) -> Address {
        let maybe = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        let start = page.and_maybe("view", self.view.clone()).and_maybe("q", maybe(&self.q));
        let narrowed = self
            .conditions
            .iter()
            .fold(start, |address, condition| address.and("filter", condition.written()));
        // Beside a view something always stands in the address: a bare one means what the view has saved.
        let says_size = self.view.is_some() || self.size != SIZES[0];
        narrowed
            .and_maybe("sort", self.sort.clone())
            .and_maybe("columns", maybe(&self.columns.join(",")))
            .and_maybe("size", says_size.then(|| self.size.to_string()))
    }
}
