//! Changing a record: a form, a check page with before and after, then the change, all without scripts.

use axum::extract::{Path, RawForm};
use axum::response::Response;
use maud::Markup;
use portico_core::pages::Block;
use portico_core::{Refusal, entities};
use portico_http::Query;
use portico_kit::EntityId;
use serde_json::{Map, Value};

use super::blocks::attribute_group::Offers;
use super::scene::{Record, Scene};
use super::visit::Visit;
use super::{answer, refused, texts};
use draft::{Draft, RowPlace, Step};

pub mod check;
pub mod conflict;
pub mod draft;
pub mod fields;
pub mod form;
pub mod reading;
pub mod ruled;
pub mod steps;
pub mod typed;

/// The form in the card of a block, when the address asks to change something there that may be changed.
pub fn in_place(
    scene: &mut Scene<'_, '_, '_>,
    block: &Block,
    record: &Record,
    offers: &Offers,
) -> Result<Option<Markup>, Refusal> {
    let asked = scene.frame.asked;
    let Some(wanted) = asked.query.text("change") else { return Ok(None) };
    let mut parts = wanted.splitn(3, ':');
    if parts.next() != Some(block.id.as_str()) {
        return Ok(None);
    }
    let names: Vec<String> = match parts.next() {
        Some(name) => offers.changeable.iter().filter(|known| *known == name).cloned().collect(),
        None => offers.together.clone(),
    };
    let (Some(schema), false) = (scene.schema(&record.seen.schema), names.is_empty()) else {
        return Ok(None);
    };
    let row = parts.next().and_then(RowPlace::parse);
    let draft = Draft::begin(scene.locale(), schema, record, &names, row, (&block.id, &asked.here()));
    let named = texts::filled(scene, block.content().get("title").unwrap_or(&Value::Null))?;
    Ok(Some(form::card(&draft, schema, &record.doc, &named)))
}

/// Begins a change on a page of its own.
pub async fn show_form(visit: Visit, Path((schema, id)): Path<(String, String)>) -> Response {
    let asked = visit.asked.clone();
    let shown = visit.read(move |tx, caller| {
        let draft = Draft::read(
            schema.clone(),
            EntityId::from(id.as_str()),
            &asked.query,
            &Query::default(),
            asked.wanted.unwrap_or_default(),
        );
        steps::Desk::open(tx, caller, &asked, draft)?.begin(tx, caller)
    });
    match shown.await {
        Ok((status, markup)) => answer::page(status, markup),
        Err(refusal) => refused::answer(&visit, refusal).await,
    }
}

/// Takes what was typed one step further.
pub async fn send_form(
    visit: Visit,
    Path((schema, id)): Path<(String, String)>,
    RawForm(body): RawForm,
) -> Response {
    let sent = Query::parse(&String::from_utf8_lossy(&body));
    let draft = Draft::read(
        schema,
        EntityId::from(id.as_str()),
        &visit.asked.query,
        &sent,
        visit.asked.wanted.unwrap_or_default(),
    );
    if let Err(refusal) = visit.visitor.check_same_site() {
        return refused::answer(&visit, refusal).await;
    }
    let outcome = match Step::parse(sent.text("_step")) {
        Step::Confirm => confirm(&visit, draft.clone()).await,
        step => weigh(&visit, draft.clone(), step, kept(&sent)).await,
    };
    match outcome {
        Ok(response) => response,
        Err(Refusal::Unauthenticated { reason: None, .. }) => refused::keep_typing(&visit, &sent).await,
        Err(refusal) => refused::answer(&visit, refusal).await,
    }
}

/// What was chosen where two changes met, by attribute.
fn kept(sent: &Query) -> Map<String, Value> {
    let chosen =
        sent.pairs().iter().filter_map(|(name, choice)| Some((name.strip_prefix("_keep.")?, choice)));
    chosen.map(|(name, choice)| (name.to_owned(), Value::from(choice.as_str()))).collect()
}

async fn weigh(
    visit: &Visit,
    draft: Draft,
    step: Step,
    kept: Map<String, Value>,
) -> Result<Response, Refusal> {
    let asked = visit.asked.clone();
    let weighed = visit.read(move |tx, caller| {
        let desk = steps::Desk::open(tx, caller, &asked, draft.clone())?;
        match step {
            Step::Form => desk.form_again(),
            Step::Remove => desk.without_row().check(tx, caller),
            _ => desk.taking_over(&kept).check(tx, caller),
        }
    });
    let (status, markup) = weighed.await?;
    Ok(answer::page(status, markup))
}

/// Makes the change; what stands in its way leads back to the form, with everything that was typed.
async fn confirm(visit: &Visit, draft: Draft) -> Result<Response, Refusal> {
    let sent = draft.clone();
    let changed = visit.write(move |tx, caller| {
        let schema = caller.catalogue.find(&sent.schema).ok_or(Refusal::NotFound)?;
        let wrong = |_| Refusal::Invalid { field: None, message: String::new() };
        let mut attributes = sent.values(schema).map_err(wrong)?;
        attributes.insert("_updated_at".to_owned(), sent.updated_at.as_str().into());
        let change = entities::Change { attributes };
        let before = entities::view(tx, caller, &sent.schema, &sent.id)?;
        let seen = entities::change(tx, caller, &sent.schema, &sent.id, &change)?;
        if before.doc == seen.doc { Ok(None) } else { steps::newest_entry(tx, caller, &sent) }
    });
    match changed.await {
        Ok(entry) => Ok(answer::redirect(&steps::back_with(&draft, entry.as_deref()))),
        // What the form lets pass and the record does not take comes back to the form, with its reason.
        Err(Refusal::Invalid { field: Some(field), .. }) => against(visit, draft, Reason::Value(field)).await,
        Err(Refusal::Conflict { .. } | Refusal::Invalid { .. } | Refusal::Forbidden { .. }) => {
            weigh(visit, draft, Step::Check, Map::new()).await
        }
        Err(Refusal::RuleFailed { rule, .. }) => against(visit, draft, Reason::Rule(rule)).await,
        Err(refusal) => Err(refusal),
    }
}

/// Why a change is not made that was ready to be.
enum Reason {
    /// A rule of the portal, as it is configured.
    Rule(Value),
    /// An attribute that does not take the value.
    Value(String),
}

/// The form with everything that was typed, and why the change is not made.
async fn against(visit: &Visit, draft: Draft, reason: Reason) -> Result<Response, Refusal> {
    let asked = visit.asked.clone();
    let refused = visit.read(move |tx, caller| {
        let desk = steps::Desk::open(tx, caller, &asked, draft.clone())?;
        match &reason {
            Reason::Rule(rule) => desk.against_rule(rule),
            Reason::Value(field) => desk.against_value(Some(field)),
        }
    });
    let (status, markup) = refused.await?;
    Ok(answer::page(status, markup))
}
