//! A page for one task of a portal: who does it, in which language, and the way back to where it was begun.

use std::sync::Arc;

use maud::Markup;
use portico_core::pages::setup_for;
use portico_core::setup::Setup;
use portico_core::{Caller, Refusal};
use portico_db::Tx;
use portico_http::Query;
use portico_kit::{Instant, Locale};

use super::address;
use super::links::Links;
use super::person::Person;
use super::shell::{Frame, locale_of};
use super::visit::Asked;
use crate::design::layout::{back_to, task_page};

/// Everything that the page of a task needs of the portal.
pub struct Task {
    /// The portal, without what is hidden for this user.
    pub setup: Arc<Setup>,
    /// The language of the page.
    pub locale: Locale,
    /// The moment of asking.
    pub now: Instant,
    /// Who does it.
    pub person: Person,
    asked: Asked,
}

impl Task {
    /// Reads what there is for the caller.
    pub fn read(tx: &mut Tx<'_>, caller: &Caller, asked: &Asked) -> Result<Self, Refusal> {
        let setup = setup_for(tx, caller, &[])?;
        let person = Person::read(tx, caller)?;
        let locale = locale_of(&setup, asked, Some(&person));
        Ok(Self { setup, locale, now: caller.now, person, asked: asked.clone() })
    }

    /// Where records have their pages.
    pub fn links(&self) -> Links<'_> {
        Links { setup: &self.setup, now: self.now }
    }

    /// What the address asks for.
    pub fn query(&self) -> &Query {
        &self.asked.query
    }

    /// The page one came from, when it is one of this portal; else the page of the record, else the first one.
    pub fn back(&self, schema: &str, id: &str) -> String {
        let asked = self.asked.query.text("back").and_then(address::inside).map(str::to_owned);
        asked.or_else(|| self.links().record(schema, id)).unwrap_or_else(|| "/".to_owned())
    }

    /// A page with the way back above it.
    pub fn page(&self, title: &str, (label, href): (&str, &str), content: Markup) -> Markup {
        let frame = Frame {
            setup: &self.setup,
            asked: &self.asked,
            locale: self.locale,
            person: Some(&self.person),
            here: None,
            now: self.now,
        };
        task_page(&frame.shell(), title, back_to(label, href), content)
    }
}
