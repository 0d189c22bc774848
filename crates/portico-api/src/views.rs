//! Saved views of lists, for staff and their programs: one's own, and those that are shared.

use axum::Json;
use axum::extract::Path;
use http::StatusCode;
use portico_core::entities::project;
use portico_core::views::{self, View};
use portico_core::{Caller, Refusal};
use portico_http::{OrgUser, Query, Reply, Routes, Sent, delete, get, patch, post, put};
use serde_json::{Map, Value, json};

/// The most views of one answer.
const LARGEST_PAGE: i64 = 250;

pub(crate) fn routes() -> Routes {
    Routes::new()
        .op("/v1/entity/views", "listSavedViews", get(list_views), "List the saved views that one sees")
        .op(
            "/v1/entity/views/favorites",
            "listFavoriteViewsForUser",
            get(list_favorites),
            "List the saved views that one has marked",
        )
        .op("/v1/entity/view", "createSavedView", post(create_view), "Save a view")
        .op("/v1/entity/view/{id}", "getSavedView", get(view_view), "Read a saved view")
        .op("/v1/entity/view/{id}", "updateSavedView", put(replace_view), "Replace a saved view")
        .op("/v1/entity/view/{id}", "patchSavedView", patch(edit_view), "Change a saved view")
        .op("/v1/entity/view/{id}", "deleteSavedView", delete(remove_view), "Delete a saved view")
}

async fn list_views(user: OrgUser, query: Query) -> Reply<Json<Value>> {
    let read = user.read(move |tx, caller| {
        let (from, size) = (query.count("from", 0)?, query.count("size", 80)?.clamp(1, LARGEST_PAGE));
        let mut found = views::list(tx, caller, query.text("slug").filter(|slug| !slug.is_empty()))?;
        let q = query.text("q").unwrap_or_default().trim().to_lowercase();
        found.retain(|view| view.name.to_lowercase().contains(&q));
        sort(&mut found, query.text("sort").unwrap_or("name:asc"))?;
        let (hits, mut fields) = (found.len(), query.list("fields"));
        if !fields.is_empty() {
            fields.push("id".to_owned());
        }
        let skip = usize::try_from(from).unwrap_or(0);
        let page = found.into_iter().skip(skip).take(usize::try_from(size).unwrap_or(0));
        let results: Vec<Value> = page.map(|view| with_fields(view, &fields)).collect();
        Ok(json!({ "hits": hits, "results": results }))
    });
    Ok(Json(read.await?))
}

fn with_fields(view: View, fields: &[String]) -> Value {
    if fields.is_empty() { view.doc } else { project(view.doc, fields) }
}

/// Puts views in the order that is asked for; they come by name.
fn sort(views: &mut [View], asked: &str) -> Result<(), Refusal> {
    let (key, order) = asked.split_once(':').unwrap_or((asked, "asc"));
    let time = |view: &View| view.doc[key].as_str().unwrap_or_default().to_owned();
    match (key, order) {
        ("name", "asc" | "desc") => {}
        ("created_at" | "updated_at", "asc" | "desc") => views.sort_by_cached_key(time),
        _ => {
            let message = "sort is name, created_at or updated_at, with :asc or :desc.";
            return Err(Refusal::invalid("sort", message));
        }
    }
    if order == "desc" {
        views.reverse();
    }
    Ok(())
}

async fn list_favorites(user: OrgUser) -> Reply<Json<Value>> {
    let read = user.read(move |tx, caller| {
        let all = views::list(tx, caller, None)?;
        let marked = all.into_iter().filter(|view| is_marked(view, caller));
        Ok(json!({ "results": marked.map(|view| view.doc).collect::<Vec<_>>() }))
    });
    Ok(Json(read.await?))
}

fn is_marked(view: &View, caller: &Caller) -> bool {
    let who = view.doc["isFavoritedBy"].as_array().into_iter().flatten();
    who.filter_map(Value::as_str).any(|id| id == caller.actor.id)
}

async fn create_view(user: OrgUser, body: Sent<Map<String, Value>>) -> Reply<(StatusCode, Json<Value>)> {
    let saved = user.write(move |tx, caller| views::create(tx, caller, body.get()?.clone()));
    Ok((StatusCode::CREATED, Json(saved.await?.doc)))
}

async fn view_view(user: OrgUser, Path(id): Path<String>) -> Reply<Json<Value>> {
    let read = user.read(move |tx, caller| views::find(tx, caller, &id));
    Ok(Json(read.await?.doc))
}

async fn replace_view(
    user: OrgUser,
    Path(id): Path<String>,
    body: Sent<Map<String, Value>>,
) -> Reply<Json<Value>> {
    let saved = user.write(move |tx, caller| views::replace(tx, caller, &id, body.get()?.clone()));
    Ok(Json(saved.await?.doc))
}

async fn edit_view(
    user: OrgUser,
    Path(id): Path<String>,
    body: Sent<Map<String, Value>>,
) -> Reply<Json<Value>> {
    let saved = user.write(move |tx, caller| views::change(tx, caller, &id, body.get()?.clone()));
    Ok(Json(saved.await?.doc))
}

async fn remove_view(user: OrgUser, Path(id): Path<String>) -> Reply<StatusCode> {
    user.write(move |tx, caller| views::remove(tx, caller, &id)).await?;
    Ok(StatusCode::OK)
}
