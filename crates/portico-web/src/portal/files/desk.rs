//! The page around one document, or around handing some in.

use std::sync::Arc;

use maud::Markup;
use portico_core::setup::Setup;
use portico_core::{Caller, Refusal};
use portico_db::Tx;
use portico_kit::{Instant, Locale};

use crate::design::layout::{back_to, task_page};
use crate::design::words::t;
use crate::portal::address;
use crate::portal::links::Links;
use crate::portal::person::Person;
use crate::portal::shell::{Frame, locale_of};
use crate::portal::visit::Asked;

/// Everything that pages about documents need of the portal.
pub struct Desk {
    /// The portal.
    pub setup: Arc<Setup>,
    /// The language of the page.
    pub locale: Locale,
    /// The moment of asking.
    pub now: Instant,
    person: Person,
    asked: Asked,
}

impl Desk {
    /// Reads what there is for the caller.
    pub fn read(tx: &mut Tx<'_>, caller: &Caller, asked: &Asked) -> Result<Self, Refusal> {
        let setup = caller.setup.clone().ok_or(Refusal::NotFound)?;
        let person = Person::read(tx, caller)?;
        let locale = locale_of(&setup, asked, Some(&person));
        Ok(Self { setup, locale, now: caller.now, person, asked: asked.clone() })
    }

    /// Where records have their pages.
    pub fn links(&self) -> Links<'_> {
        Links { setup: &self.setup, now: self.now }
    }

    /// The page one came from, when it is one of this portal; else the page of all documents.
    pub fn back(&self) -> String {
        let asked = self.asked.query.text("back").and_then(address::inside);
        asked.map(str::to_owned).unwrap_or_else(|| self.all_documents())
    }

    /// The page that lists all documents, or the first page.
    pub fn all_documents(&self) -> String {
        self.links().list_page("file").map_or_else(|| "/".to_owned(), |page| address::of_slug(&page.slug))
    }

    /// A page with the way back above it.
    pub fn page(&self, title: &str, back: &str, content: Markup) -> Markup {
        let frame = Frame {
            setup: &self.setup,
            asked: &self.asked,
            locale: self.locale,
            person: Some(&self.person),
            here: self.links().list_page("file").map(|page| &page.id),
            now: self.now,
        };
        task_page(&frame.shell(), title, back_to(&t(self.locale, "files-back"), back), content)
    }
}
