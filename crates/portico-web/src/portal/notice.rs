//! What a page says about the change that has just been made on it: old and new, when, and where to look it up.

use maud::{Markup, Render, html};
use portico_core::Refusal;
use portico_core::activity::{self, Window};
use portico_kit::EntityId;
use serde_json::Value;

use super::blocks::tabs;
use super::history::entry::{Teller, related_of};
use super::look;
use super::scene::Scene;
use crate::design::components::Tone;
use crate::design::components::diff::DiffRow;
use crate::design::components::link::Link;
use crate::design::components::note::Note;
use crate::design::words::{t, t_args};

/// So many later changes may have followed before a kept address no longer tells of its own.
const LOOKED_THROUGH: i64 = 50;

/// The note about the change that the address names, when it is one of the viewer's own.
pub fn of_change(scene: &mut Scene<'_, '_, '_>) -> Result<Option<Markup>, Refusal> {
    let Some(done) = scene.frame.asked.query.text("done").map(str::to_owned) else { return Ok(None) };
    let mut parts = done.splitn(3, ':');
    let (Some(slug), Some(id), Some(entry)) = (parts.next(), parts.next(), parts.next()) else {
        return Ok(None);
    };
    let id = EntityId::from(id);
    let (Some(schema), Some(entry), Some(record)) =
        (scene.schema(slug), find(scene, slug, &id, entry)?, scene.view(slug, &id)?)
    else {
        return Ok(None);
    };
    let (locale, us, now) = (scene.locale(), look::brand_of(scene.frame.setup).name, scene.frame.now);
    let related = scene.ask(|tx, caller| related_of(tx, caller, std::slice::from_ref(&entry)))?;
    let teller = Teller { locale, schema, us, now, related, doc: record.doc };
    let told = teller.changes(&entry);
    let history = format!(
        "{}#history",
        scene.frame.asked.with(&[("done", None), (tabs::PARAMETER, Some(tabs::HISTORY))])
    );
    let text = html! {
        div.diffs { @for one in told { (DiffRow::new(one.label, one.fate)) } }
        p { (t_args(locale, "portal-done-line", &[("when", teller.when(&entry).into())])) " " (Link::to(t(locale, "portal-to-history"), history)) }
    };
    Ok(Some(Note::new(Tone::Good).title(t(locale, "portal-done")).text(text).result().render()))
}

fn find(
    scene: &mut Scene<'_, '_, '_>,
    slug: &str,
    id: &EntityId,
    entry: &str,
) -> Result<Option<Value>, Refusal> {
    let window = Window { size: LOOKED_THROUGH, ..Window::default() };
    let listed = scene.ask(|tx, caller| match activity::list(tx, caller, slug, id, &window) {
        Ok((entries, _)) => Ok(entries),
        Err(Refusal::NotFound) => Ok(Vec::new()),
        Err(refusal) => Err(refusal),
    })?;
    let is_own = |found: &Value| found.pointer("/payload/caller/PortalAuth/token/sub").is_some();
    let named = |found: &Value| found.get("_id").and_then(Value::as_str) == Some(entry);
    Ok(listed.unwrap_or_default().into_iter().find(|found| named(found) && is_own(found)))
}
