//! Adding a contract to one's own: a form for the values that identify it, and what came of it.

use axum::extract::RawForm;
use axum::response::Response;
use http::StatusCode;
use maud::{Markup, html};
use portico_core::schemas::Catalogue;
use portico_core::{Caller, Refusal, budgets, identifiers};
use portico_db::Tx;
use portico_http::Query;
use portico_kit::Locale;
use serde_json::{Map, Value, json};

use super::task::Task;
use super::visit::{Asked, Visit};
use super::{address, answer, refused};
use crate::design::components::button::Button;
use crate::design::components::error_summary::{Fault, error_summary};
use crate::design::components::field::{Field, Width};
use crate::design::components::form::Form;
use crate::design::components::heading::Heading;
use crate::design::components::link::Link;
use crate::design::words::{t, t_args};

/// Where a contract is added.
pub const HREF: &str = "/claim";

/// The empty form.
pub async fn show(visit: Visit) -> Response {
    let asked = visit.asked.clone();
    let page = visit.read(move |tx, caller| page(tx, caller, &asked, &Query::default(), None));
    match page.await {
        Ok(markup) => answer::page(StatusCode::OK, markup),
        Err(refusal) => refused::answer(&visit, refusal).await,
    }
}

/// Looks for the contract and adds it, or says what stands in the way with everything that was typed.
pub async fn send(visit: Visit, RawForm(body): RawForm) -> Response {
    let sent = Query::parse(&String::from_utf8_lossy(&body));
    let (asked, typed) = (visit.asked.clone(), sent.clone());
    match add(&visit, sent).await {
        Ok(place) => answer::redirect(&place),
        Err(refusal) => {
            let Some(key) = key_of(&refusal) else { return refused::answer(&visit, refusal).await };
            let page = visit.read(move |tx, caller| page(tx, caller, &asked, &typed, Some(key)));
            match page.await {
                Ok(markup) => answer::page(StatusCode::UNPROCESSABLE_ENTITY, markup),
                Err(refusal) => refused::answer(&visit, refusal).await,
            }
        }
    }
}

/// Adds the contract and says where it is shown.
async fn add(visit: &Visit, sent: Query) -> Result<String, Refusal> {
    visit.visitor.check_same_site()?;
    let user = visit.read(|_, caller| caller.portal_user().cloned().ok_or_else(Refusal::unauthenticated));
    // Each try counts, also a good one: numbers of contracts must not be guessed.
    budgets::take(&visit.app().core, &visit.tenant, budgets::CLAIMS, user.await?.as_str()).await?;
    let asked = visit.asked.clone();
    let added = visit.write(move |tx, caller| {
        let values = values(&identifiers::asked(caller)?, &sent);
        let found = identifiers::add_contract(tx, caller, &values)?;
        let contract = found.first().ok_or(Refusal::NotFound)?;
        let task = Task::read(tx, caller, &asked)?;
        let own = task.links().record("contract", contract.id.as_str());
        let list = || task.links().list_page("contract").map(|page| address::of_slug(&page.slug));
        Ok(own.or_else(list).unwrap_or_else(|| "/".to_owned()))
    });
    added.await
}

/// What was typed, by schema and attribute.
fn values(wanted: &[(String, String)], sent: &Query) -> Map<String, Value> {
    let mut values = Map::new();
    for (schema, name) in wanted {
        let typed = sent.text(&format!("{schema}.{name}")).unwrap_or_default().trim();
        let own = values.entry(schema.clone()).or_insert_with(|| json!({}));
        if let Some(own) = own.as_object_mut() {
            own.insert(name.clone(), typed.into());
        }
    }
    values
}

/// What the form says about a refusal; nothing for refusals that are pages of their own.
fn key_of(refusal: &Refusal) -> Option<&'static str> {
    match refusal {
        Refusal::NotFound => Some("claim-none"),
        Refusal::Conflict { reason: Some("DRAFT"), .. } => Some("claim-draft"),
        Refusal::Conflict { .. } => Some("claim-several"),
        Refusal::Invalid { field: Some(field), .. } if field.contains('.') => Some("claim-missing"),
        _ => None,
    }
}

fn page(
    tx: &mut Tx<'_>,
    caller: &Caller,
    asked: &Asked,
    sent: &Query,
    wrong: Option<&'static str>,
) -> Result<Markup, Refusal> {
    // A portal that asks for nothing adds nothing: there is no such page.
    let wanted = identifiers::asked(caller).map_err(|_| Refusal::NotFound)?;
    let task = Task::read(tx, caller, asked)?;
    let l = task.locale;
    let back = task.back("contract", "");
    let faults = faults(l, &wanted, sent, wrong);
    let fields = html! { @for (schema, name) in &wanted { (field(l, &caller.catalogue, schema, name, sent, &faults)) } };
    let form = Form::post(address::with_query(HREF, [("back", back.as_str())]))
        .guarded()
        .fields(fields)
        .buttons(html! { (Button::submit(t(l, "claim-do")).primary()) (Link::to(t(l, "cancel"), back.as_str()).strong()) });
    let title = t(l, "claim-title");
    let content = html! {
        (error_summary(l, &faults))
        (Heading::new(title.as_ref()).line(t(l, "claim-line")))
        div.narrow-page { (form) }
    };
    let named = match wrong {
        None => title.into_owned(),
        Some(_) => t_args(l, "error-title-prefix", &[("title", title.as_ref().into())]).into_owned(),
    };
    Ok(task.page(&named, (&t(l, "claim-back"), &back), content))
}

/// Missing values are told at their own fields, everything else at the first.
fn faults(l: Locale, wanted: &[(String, String)], sent: &Query, wrong: Option<&'static str>) -> Vec<Fault> {
    let Some(key) = wrong else { return Vec::new() };
    let id = |(schema, name): &(String, String)| format!("{schema}.{name}");
    let is_missing = |field: &String| sent.text(field).is_none_or(|typed| typed.trim().is_empty());
    match key {
        "claim-missing" => {
            let missing = wanted.iter().map(id).filter(is_missing);
            missing.map(|field| Fault::new(field, t(l, key).into_owned())).collect()
        }
        _ => wanted
            .first()
            .map(id)
            .map(|field| Fault::new(field, t(l, key).into_owned()))
            .into_iter()
            .collect(),
    }
}

fn field(
    l: Locale,
    catalogue: &Catalogue,
    schema: &str,
    name: &str,
    sent: &Query,
    faults: &[Fault],
) -> Field {
    let attribute = catalogue.find(schema).and_then(|kind| kind.attribute(name));
    let label = attribute.map_or_else(|| name.to_owned(), |attribute| attribute.label(l));
    let id = format!("{schema}.{name}");
    let error = faults.iter().find(|fault| fault.field == id).map(|fault| fault.message.clone());
    Field::text(id.as_str(), label)
        .value(sent.text(&id).unwrap_or_default())
        .error(error)
        .width(Width::Medium)
        .autocomplete("off")
}
