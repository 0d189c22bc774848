//! Which records a page is about: those that were ticked, or all that the list finds.

use portico_core::Refusal;
use portico_core::batches::Chosen;
use portico_core::schemas::Schema;
use portico_http::Query;
use portico_kit::{EntityId, Locale};

use super::super::super::address::Address;
use super::super::asked::Asked;
use crate::design::components::form::Form;

/// What was chosen, as it travels from page to page.
#[derive(Clone, Debug)]
pub(in super::super) struct Picked {
    ids: Vec<EntityId>,
    all: bool,
    pub(in super::super) asked: Asked,
}

impl Picked {
    /// Reads what a list or a form sent.
    pub(in super::super) fn of(locale: Locale, kind: &Schema, query: &Query) -> Self {
        let ids = query.pairs().iter().filter(|(key, _)| key == "ids");
        Self {
            ids: ids.map(|(_, id)| EntityId::from(id.as_str())).collect(),
            all: query.text("all") == Some("1"),
            asked: Asked { from: 0, ..Asked::of(locale, kind, query) },
        }
    }

    /// The records.
    pub(in super::super) fn chosen(&self, kind: &Schema) -> Result<Chosen, Refusal> {
        match self.all {
            true => Ok(Chosen::Found(Box::new(self.asked.search(kind)?))),
            false => Ok(Chosen::Records(self.ids.clone())),
        }
    }

    /// Whether records were ticked.
    pub(in super::super) fn is_ticked(&self) -> bool {
        !self.all && !self.ids.is_empty()
    }

    /// The ticked records.
    pub(in super::super) fn ids(&self) -> &[EntityId] {
        &self.ids
    }

    /// The pairs that say it, for addresses and forms.
    pub(super) fn pairs(&self) -> Vec<(String, String)> {
        let list = self.asked.address();
        let all = self.all.then(|| ("all".to_owned(), "1".to_owned()));
        let ids = self.ids.iter().filter(|_| !self.all).map(|id| ("ids".to_owned(), id.as_str().to_owned()));
        list.pairs().iter().cloned().chain(all).chain(ids).collect()
    }

    /// A form that carries it along.
    pub(super) fn carried_by(&self, form: Form) -> Form {
        self.pairs().into_iter().fold(form, |form, (key, value)| form.hidden(key, value))
    }

    /// A page that is about it.
    pub(super) fn page(&self, below: &str) -> Address {
        let start = Address::of(path_of(&self.asked.schema, below));
        self.pairs().into_iter().fold(start, |address, (key, value)| address.and(&key, value))
    }

    /// The list it was chosen in.
    pub(super) fn list(&self) -> String {
        self.asked.address().href()
    }
}

/// A page of many records of a schema.
pub(in super::super) fn path_of(schema: &str, below: &str) -> String {
    format!("/admin/records/{schema}/many{below}")
}
