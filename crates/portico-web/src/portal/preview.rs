//! Previews: pages as a portal user sees them, rendered for a member of staff by the same renderer.

use portico_core::entities::{Search, search};
use portico_core::pages::setup_for;
use portico_core::{Caller, Refusal};
use portico_db::Tx;
use portico_kit::PageId;

use super::pages::{Shown, detail_schema, for_caller, parent_of, render};
use super::person::Person;
use super::scene::{Record, Scene};
use super::shell::{Frame, locale_of};
use super::visit::Asked;

/// What a preview shows.
#[derive(Debug)]
pub enum Looked {
    /// A whole page, and the hosts whose pages it shows in frames.
    Page(String, Vec<String>),
    /// The page has another address now.
    Moved(String),
}

/// The page at a path, as the caller looks at it.
pub fn at_path(tx: &mut Tx<'_>, caller: &Caller, asked: &Asked, path: &str) -> Result<Looked, Refusal> {
    Ok(match for_caller(tx, caller, asked, path)? {
        Shown::Page(markup, frames) => Looked::Page(markup.into_string(), frames),
        Shown::Moved(to) => Looked::Moved(to),
    })
}

/// One page, also a hidden one; a page about a record shows the newest that the caller sees.
pub fn of_page(tx: &mut Tx<'_>, caller: &Caller, asked: &Asked, id: &PageId) -> Result<Looked, Refusal> {
    let all = caller.setup.clone().ok_or(Refusal::NotFound)?;
    let stored = all.pages.iter().find(|page| page.id == *id).ok_or(Refusal::NotFound)?;
    let record = match stored.is("is_detail") {
        true => Some(newest(tx, caller, detail_schema(stored))?),
        false => None,
    };
    let about = record.iter().map(|record| (record.seen.schema.clone(), record.seen.id.clone()));
    let setup = setup_for(tx, caller, &about.collect::<Vec<_>>())?;
    // A page that is shown is shown without the blocks that are hidden for this user.
    let page = setup.pages.iter().find(|page| page.id == *id).unwrap_or(stored);
    let person = Person::read(tx, caller)?;
    let locale = locale_of(&setup, asked, Some(&person));
    let here = parent_of(&setup, page).unwrap_or(page);
    let frame =
        Frame { setup: &setup, asked, locale, person: Some(&person), here: Some(&here.id), now: caller.now };
    let scene = Scene::for_caller(frame, page, tx, caller);
    let mut scene = match record {
        Some(record) => scene.about(record),
        None => scene,
    };
    let page = render(&mut scene)?.into_string();
    Ok(Looked::Page(page, scene.frames().to_vec()))
}

fn newest(tx: &mut Tx<'_>, caller: &Caller, schema: &str) -> Result<Record, Refusal> {
    let asked = Search { schemas: vec![schema.to_owned()], size: 1, ..Search::default() };
    let found = search(tx, caller, &asked)?.records.into_iter().next();
    found.map(Record::of).ok_or(Refusal::NotFound)
}
