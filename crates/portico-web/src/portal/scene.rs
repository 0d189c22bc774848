//! A scene: one page being rendered for one person, with the records its blocks may speak of.

use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;
use std::sync::Arc;

use portico_core::entities::{self, Seen};
use portico_core::pages::Page;
use portico_core::schemas::Schema;
use portico_core::{Caller, Refusal, dismissals};
use portico_db::Tx;
use portico_kit::{EntityId, Locale};
use serde_json::Value;

use super::links::Links;
use super::related::Related;
use super::shell::Frame;

/// How many steps all texts of a page take to fill in.
const MOST_STEPS: usize = 500_000;

/// A record as the viewer may see it, parsed.
#[derive(Clone, Debug)]
pub struct Record {
    /// The record.
    pub seen: Seen,
    /// Its document.
    pub doc: Rc<Value>,
}

impl Record {
    /// A record that was read.
    pub fn of(seen: Seen) -> Self {
        let doc = Rc::new(seen.to_value());
        Self { seen, doc }
    }

    /// Its title, when that says more than its schema.
    pub fn title(&self) -> Option<&str> {
        let title = self.doc.get("_title").and_then(Value::as_str)?;
        (title != self.seen.schema).then_some(title)
    }
}

/// One page being rendered.
pub struct Scene<'s, 't, 'c> {
    /// The portal, the language, the person and the moment.
    pub frame: Frame<'s>,
    /// The page.
    pub page: &'s Page,
    data: Option<(&'t mut Tx<'c>, &'s Caller)>,
    subject: Option<Rc<Record>>,
    offered: HashMap<String, Option<Rc<Record>>>,
    /// Records that texts have spoken of, as far as the viewer sees them.
    pub(super) spoken_of: HashMap<EntityId, Option<Rc<Value>>>,
    spent: usize,
    lists: usize,
    frames: Vec<String>,
    dismissed: Option<BTreeSet<(String, String)>>,
}

impl<'s, 't, 'c> Scene<'s, 't, 'c> {
    /// A page for the person who is signed in.
    pub fn for_caller(frame: Frame<'s>, page: &'s Page, tx: &'t mut Tx<'c>, caller: &'s Caller) -> Self {
        Self { data: Some((tx, caller)), ..Self::for_anybody(frame, page) }
    }

    /// A public page for anybody: no record is within reach.
    pub fn for_anybody(frame: Frame<'s>, page: &'s Page) -> Self {
        let (offered, spoken_of) = (HashMap::new(), HashMap::new());
        Self {
            frame,
            page,
            data: None,
            subject: None,
            offered,
            spoken_of,
            spent: 0,
            lists: 0,
            frames: Vec::new(),
            dismissed: None,
        }
    }

    /// The record that the page is about.
    pub fn about(mut self, record: Record) -> Self {
        let record = Rc::new(record);
        self.offered.insert(record.seen.schema.clone(), Some(Rc::clone(&record)));
        self.subject = Some(record);
        self
    }

    /// The language of the page.
    pub fn locale(&self) -> Locale {
        self.frame.locale
    }

    /// The record that a detail page is about.
    pub fn subject(&self) -> Option<Rc<Record>> {
        self.subject.clone()
    }

    /// Who asks.
    pub fn caller(&self) -> Option<&'s Caller> {
        self.data.as_ref().map(|(_, caller)| *caller)
    }

    /// Where records have pages of their own.
    pub fn links(&self) -> Links<'s> {
        Links { setup: self.frame.setup, now: self.frame.now }
    }

    /// A schema of the organisation.
    pub fn schema(&self, slug: &str) -> Option<&'s Arc<Schema>> {
        self.frame.setup.catalogue.find(slug)
    }

    /// Counts the steps that the texts of this page take to fill in.
    pub(super) fn spend(&mut self, steps: usize) -> Result<(), Refusal> {
        self.spent += steps;
        if self.spent > MOST_STEPS {
            return Err(Refusal::invalid(
                "templates",
                "All texts of this page together take too many steps.",
            ));
        }
        Ok(())
    }

    /// The number of the next list of this page, from 1: its parameters in the address carry it.
    pub fn next_list(&mut self) -> usize {
        self.lists += 1;
        self.lists
    }

    /// Whether the viewer has put a note away in these words; asked once for the whole page.
    pub fn is_dismissed(&mut self, block: &str, mark: &str) -> Result<bool, Refusal> {
        if self.dismissed.is_none() {
            self.dismissed = Some(self.ask(dismissals::list)?.unwrap_or_default());
        }
        let note = (block.to_owned(), mark.to_owned());
        Ok(self.dismissed.as_ref().is_some_and(|dismissed| dismissed.contains(&note)))
    }

    /// Notes that the page shows a frame of a host.
    pub fn show_frame(&mut self, host: &str) {
        if !self.frames.iter().any(|known| known == host) {
            self.frames.push(host.to_owned());
        }
    }

    /// The hosts whose pages the page shows in frames.
    pub fn frames(&self) -> &[String] {
        &self.frames
    }

    /// Asks the domain, when somebody is signed in.
    pub fn ask<T>(
        &mut self,
        work: impl FnOnce(&mut Tx<'_>, &Caller) -> Result<T, Refusal>,
    ) -> Result<Option<T>, Refusal> {
        match &mut self.data {
            Some((tx, caller)) => work(tx, caller).map(Some),
            None => Ok(None),
        }
    }

    /// The record that the page offers for a schema: its subject, or the viewer's own contact, user or account.
    pub fn record(&mut self, schema: &str) -> Result<Option<Rc<Record>>, Refusal> {
        if let Some(known) = self.offered.get(schema) {
            return Ok(known.clone());
        }
        let found = match self.own_id(schema) {
            Some(id) => self.view(schema, &id)?.map(Rc::new),
            None => None,
        };
        self.offered.insert(schema.to_owned(), found.clone());
        Ok(found)
    }

    /// Offers a record to the blocks that follow, such as one that somebody chose.
    pub fn offer(&mut self, record: Rc<Record>) {
        self.offered.insert(record.seen.schema.clone(), Some(record));
    }

    /// Offers again what was offered before another record of the schema was spoken of.
    pub fn offer_again(&mut self, schema: &str, before: Option<Rc<Record>>) {
        self.offered.insert(schema.to_owned(), before);
    }

    fn own_id(&self, schema: &str) -> Option<EntityId> {
        let caller = self.caller()?;
        match schema {
            "contact" => caller.contact().cloned(),
            "portal_user" => caller.portal_user().cloned(),
            "account" => caller.viewer.portal()?.roots.accounts.first().cloned(),
            _ => None,
        }
    }

    /// A record, or nothing when it does not exist for the viewer.
    pub fn view(&mut self, schema: &str, id: &EntityId) -> Result<Option<Record>, Refusal> {
        let viewed = self.ask(|tx, caller| match entities::view(tx, caller, schema, id) {
            Err(Refusal::NotFound) => Ok(None),
            Err(refusal) => Err(refusal),
            Ok(seen) => Ok(Some(Record::of(seen))),
        })?;
        Ok(viewed.flatten())
    }

    /// The records that these values point to, as far as the viewer sees them.
    pub fn related<'v>(&mut self, values: impl IntoIterator<Item = &'v Value>) -> Result<Related, Refusal> {
        let wanted = Related::wanted(values);
        if wanted.is_empty() {
            return Ok(Related::default());
        }
        let seen = self.ask(|tx, caller| entities::view_many(tx, caller, &wanted))?;
        Ok(Related::of(seen.unwrap_or_default()))
    }
}
