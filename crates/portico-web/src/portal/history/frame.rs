//! What the pages of one record's history share: the record, who looks, the way back.

use std::sync::Arc;

use maud::Markup;
use portico_core::schemas::Schema;
use portico_core::setup::Setup;
use portico_core::{Caller, Refusal, entities, pages};
use portico_db::Tx;
use portico_kit::{EntityId, Instant, Locale};

use crate::design::layout::{back_to, task_page};
use crate::design::words::{t, t_args};
use crate::portal::address;
use crate::portal::links::Links;
use crate::portal::look;
use crate::portal::person::Person;
use crate::portal::scene::Record;
use crate::portal::shell::{Frame, locale_of};
use crate::portal::visit::Asked;

/// The address of a history, or of a page below it.
pub fn href(schema: &str, id: &str, below: &str, pairs: &[(&str, Option<&str>)]) -> String {
    let path = format!("/history/{}/{}{below}", address::encoded(schema), address::encoded(id));
    address::with_query(&path, pairs.iter().filter_map(|(key, value)| Some((*key, (*value)?))))
}

/// A record whose history is looked at.
pub struct Desk {
    /// The portal.
    pub setup: Arc<Setup>,
    /// The language of the page.
    pub locale: Locale,
    /// The moment of asking.
    pub now: Instant,
    /// The record as the viewer sees it now.
    pub record: Record,
    /// Its schema.
    pub schema: Arc<Schema>,
    /// Who looks.
    pub person: Person,
    asked: Asked,
}

impl Desk {
    /// Reads a record and what its pages need, or "not found".
    pub fn read(
        tx: &mut Tx<'_>,
        caller: &Caller,
        asked: &Asked,
        (schema, id): (&str, &EntityId),
    ) -> Result<Self, Refusal> {
        let record = Record::of(entities::view(tx, caller, schema, id)?);
        let schema = Arc::clone(caller.catalogue.find(schema).ok_or(Refusal::NotFound)?);
        let about = (record.seen.schema.clone(), record.seen.id.clone());
        let setup = pages::setup_for(tx, caller, &[about])?;
        let person = Person::read(tx, caller)?;
        let locale = locale_of(&setup, asked, Some(&person));
        Ok(Self { setup, locale, now: caller.now, record, schema, person, asked: asked.clone() })
    }

    /// A parameter of the address.
    pub fn asked(&self, name: &str) -> Option<&str> {
        self.asked.query.text(name).filter(|text| !text.is_empty())
    }

    /// What the record is called.
    pub fn title(&self) -> String {
        self.record.title().map_or_else(|| self.schema.name(self.locale), str::to_owned)
    }

    /// What the organisation is called here.
    pub fn us(&self) -> String {
        look::brand_of(&self.setup).name
    }

    /// Where records have their pages.
    pub fn links(&self) -> Links<'_> {
        Links { setup: &self.setup, now: self.now }
    }

    /// The page one came from, else the record's own, else the first one.
    pub fn back(&self) -> String {
        let asked = self.asked("back").and_then(address::inside).map(str::to_owned);
        let own = || self.links().record(&self.record.seen.schema, self.record.seen.id.as_str());
        asked.or_else(own).unwrap_or_else(|| "/".to_owned())
    }

    /// The address of the history, or of a page below it; one comes back to where one came from.
    pub fn href(&self, below: &str, pairs: &[(&str, Option<&str>)]) -> String {
        let back = self.back();
        let pairs: Vec<_> = pairs.iter().copied().chain([("back", Some(back.as_str()))]).collect();
        href(&self.record.seen.schema, self.record.seen.id.as_str(), below, &pairs)
    }

    /// The address of a page below the history, for forms that carry the way back themselves.
    pub fn href_bare(&self, below: &str) -> String {
        href(&self.record.seen.schema, self.record.seen.id.as_str(), below, &[])
    }

    /// The page of the history itself: the way back leads to the record.
    pub fn page(&self, title: &str, content: Markup) -> Markup {
        let label = t_args(self.locale, "history-back-to", &[("record", self.title().into())]);
        task_page(&self.shell(), title, back_to(&label, &self.back()), content)
    }

    /// A page below the history: the way back leads to the history.
    pub fn page_below(&self, title: &str, content: Markup) -> Markup {
        let label = t(self.locale, "portal-to-history");
        task_page(&self.shell(), title, back_to(&label, &self.href("", &[])), content)
    }

    fn shell(&self) -> crate::design::layout::PortalShell {
        let person = Some(&self.person);
        Frame {
            setup: &self.setup,
            asked: &self.asked,
            locale: self.locale,
            person,
            here: None,
            now: self.now,
        }
        .shell()
    }
}
