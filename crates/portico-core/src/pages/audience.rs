//! Whom pages and blocks are shown to: the one place that decides.

use std::collections::BTreeSet;
use std::sync::Arc;

use portico_db::Tx;
use portico_kit::{EntityId, Instant};
use serde_json::Value;

use super::{Page, rules};
use crate::entities::{self, Seen};
use crate::setup::Setup;
use crate::{Caller, Refusal, targets};

/// Where a block keeps actions that have a visibility of their own.
const ACTIONS: &str = "/props/content/actions";

/// Who looks at pages, and when.
#[derive(Clone, Debug)]
pub struct Audience {
    now: Instant,
    targets: BTreeSet<String>,
    /// Targets that are not there or make no sense: nothing is known about who belongs to them.
    unknown: BTreeSet<String>,
    /// Nobody knows who it is, so anything that is hidden from somebody may be hidden from them.
    stranger: bool,
}

/// What the targets of a page or block say about somebody.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Targeting {
    /// It names no target.
    None,
    /// It is meant for this person.
    Visible,
    /// It is not meant for this person.
    Hidden,
}

impl Targeting {
    /// As the published API spells it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::None => "no_targeting",
            Self::Visible => "visible",
            Self::Hidden => "hidden",
        }
    }
}

impl Audience {
    /// Somebody nobody knows: nothing is meant for them that is meant for a target, or hidden from one.
    pub fn anybody(now: Instant) -> Self {
        Self { now, targets: BTreeSet::new(), unknown: BTreeSet::new(), stranger: true }
    }

    /// The caller, together with the records that the page is about.
    ///
    /// Of all targets that these pages name, those are kept that one of the records matches.
    pub fn of<'v>(
        tx: &mut Tx<'_>,
        caller: &Caller,
        visibilities: impl IntoIterator<Item = &'v Value>,
        about: &[(String, EntityId)],
    ) -> Result<Self, Refusal> {
        let mut audience = Self { stranger: false, ..Self::anybody(caller.now) };
        let named: BTreeSet<&str> = visibilities.into_iter().flat_map(rules::targets_of).collect();
        if named.is_empty() {
            return Ok(audience);
        }
        let own = [("contact", caller.contact()), ("portal_user", caller.portal_user())];
        let own = own.into_iter().filter_map(|(schema, id)| Some((schema.to_owned(), id?.clone())));
        let records: Vec<_> = own.chain(about.iter().cloned()).collect();
        let office = caller.for_the_organisation();
        let mut seen = Vec::with_capacity(records.len());
        for (schema, id) in &records {
            seen.extend(viewed(entities::view(tx, &office, schema, id))?);
        }
        let found = targets::find(tx, caller, named.iter().copied())?;
        let unknown = named.into_iter().filter(|id| !found.contains_key(*id));
        audience.unknown.extend(unknown.map(str::to_owned));
        let meant = found.into_iter().filter(|(_, target)| seen.iter().any(|record| target.means(record)));
        audience.targets.extend(meant.map(|(id, _)| id));
        Ok(audience)
    }

    /// Whether something with these settings of visibility is shown.
    pub fn sees(&self, visibility: Option<&Value>) -> bool {
        rules::is_shown(visibility, self.now) && self.targeting(visibility) != Targeting::Hidden
    }

    /// Whether a page is shown.
    pub fn sees_page(&self, page: &Page) -> bool {
        self.sees(page.doc.get("visibility"))
    }

    /// What targets alone say; that something is hidden for somebody wins. A target that is not known shows nothing to
    /// anybody: not what is meant for it, and not what is hidden from it.
    pub fn targeting(&self, visibility: Option<&Value>) -> Targeting {
        let Some(settings) = visibility else { return Targeting::None };
        let feared = self.targets.union(&self.unknown).cloned().collect();
        let hidden_for = rules::is_among(settings, "hidden_for", &feared);
        let visible_for = rules::is_among(settings, "visible_for", &self.targets);
        match (hidden_for, visible_for) {
            (None, None) => Targeting::None,
            (Some(true), _) | (_, Some(false)) => Targeting::Hidden,
            (Some(_), _) if self.stranger => Targeting::Hidden,
            _ => Targeting::Visible,
        }
    }

    /// The setup without what is not shown; the very same when targets hide nothing.
    fn narrow(&self, setup: Arc<Setup>) -> Arc<Setup> {
        if !all_visibilities(&setup).iter().any(|own| self.targeting(Some(own)) == Targeting::Hidden) {
            return setup;
        }
        let mut narrowed = Setup::clone(&setup);
        narrowed.pages.retain(|page| self.sees_page(page));
        for page in &mut narrowed.pages {
            page.doc = self.narrowed(page);
        }
        if let Some(map) = narrowed.portal.doc.get_mut("global_blocks").and_then(Value::as_object_mut) {
            map.retain(|_, block| self.sees(block.pointer("/props/visibility")));
        }
        Arc::new(narrowed)
    }

    /// Takes away what is not shown: blocks, and what stands in a block that is not.
    pub fn narrowed(&self, page: &Page) -> Value {
        let blocks = page.blocks();
        let mut gone: BTreeSet<&str> = blocks
            .iter()
            .filter(|block| !self.sees(block.visibility()))
            .map(|block| block.id.as_str())
            .collect();
        // Each round takes the children of what is gone; a page has only so many generations.
        for _ in 0..blocks.len() {
            let before = gone.len();
            let stands_in = |parent: &Option<String>| parent.as_deref().is_some_and(|id| gone.contains(id));
            let children: Vec<&str> = blocks
                .iter()
                .filter(|block| stands_in(&block.parent))
                .map(|block| block.id.as_str())
                .collect();
            gone.extend(children);
            if gone.len() == before {
                break;
            }
        }
        let mut doc = page.doc.clone();
        if let Some(map) = doc.get_mut("blocks").and_then(Value::as_object_mut) {
            map.retain(|id, block| !gone.contains(block.get("id").and_then(Value::as_str).unwrap_or(id)));
            for actions in map.values_mut().filter_map(|block| block.pointer_mut(ACTIONS)?.as_array_mut()) {
                actions.retain(|action| self.sees(action.get("visibility")));
            }
        }
        doc
    }
}

/// The setup of the caller's portal without the pages and blocks that are not meant for the caller.
///
/// Pages and navigation are made from this one, so that what is hidden leaves no trace in them.
pub fn setup_for(
    tx: &mut Tx<'_>,
    caller: &Caller,
    about: &[(String, EntityId)],
) -> Result<Arc<Setup>, Refusal> {
    let setup = caller.setup.clone().ok_or(Refusal::NotFound)?;
    let shown = all_visibilities(&setup);
    let audience = Audience::of(tx, caller, shown, about)?;
    Ok(audience.narrow(setup))
}

/// The setup of a portal for somebody nobody knows.
pub fn setup_for_anybody(setup: Arc<Setup>, now: Instant) -> Arc<Setup> {
    Audience::anybody(now).narrow(setup)
}

fn all_visibilities(setup: &Setup) -> Vec<&Value> {
    let mut all = visibilities(setup.pages.iter().map(|page| &page.doc));
    let global = setup.portal.doc.get("global_blocks").and_then(Value::as_object);
    all.extend(global.into_iter().flatten().filter_map(|(_, block)| block.pointer("/props/visibility")));
    all
}

fn viewed(view: Result<Seen, Refusal>) -> Result<Option<Seen>, Refusal> {
    match view {
        Ok(seen) => Ok(Some(seen)),
        Err(Refusal::NotFound) => Ok(None),
        Err(refusal) => Err(refusal),
    }
}

/// Every setting of visibility of these pages and their blocks.
pub fn visibilities<'p>(pages: impl IntoIterator<Item = &'p Value>) -> Vec<&'p Value> {
    let mut found = Vec::new();
    for page in pages {
        found.extend(page.get("visibility"));
        let blocks = page.get("blocks").and_then(Value::as_object).into_iter().flatten();
        for (_, block) in blocks {
            found.extend(block.pointer("/props/visibility"));
            let actions = block.pointer(ACTIONS).and_then(Value::as_array).into_iter().flatten();
            found.extend(actions.filter_map(|action| action.get("visibility")));
        }
    }
    found
}
