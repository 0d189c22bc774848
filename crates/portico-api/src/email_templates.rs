//! E-mail templates: which portal uses which, the templates themselves, and links for letters of other services.

use axum::Json;
use axum::extract::Path;
use portico_core::email_templates::{self, Asked};
use portico_core::portals::{self, Portal};
use portico_core::{Caller, Refusal, entities};
use portico_db::Tx;
use portico_http::{OrgUser, Query, Raw, Reply, Routes, Sent, get, post, put};
use portico_kit::{EntityId, PortalId};
use serde::Deserialize;
use serde_json::{Map, Value, json};

pub(crate) fn routes() -> Routes {
    Routes::new()
        .op(
            "/v2/portal/email-templates",
            "getEmailTemplates",
            get(view_by_origin),
            "List which e-mail templates the portal of an origin uses",
        )
        .op(
            "/v2/portal/email-templates",
            "upsertEmailTemplates",
            post(choose_by_origin),
            "Choose e-mail templates for the portal of an origin",
        )
        .op(
            "/v3/portal/email-templates/{portal_id}",
            "getEmailTemplatesByPortalId",
            get(view_chosen),
            "List which e-mail templates a portal uses",
        )
        .op(
            "/v3/portal/email-templates/{portal_id}",
            "upsertEmailTemplatesByPortalId",
            post(choose),
            "Choose e-mail templates for a portal",
        )
        .op(
            "/v3/portal/email-templates:list-references",
            "listEmailTemplateReferences",
            post(list_references),
            "List the portals that use an e-mail template",
        )
        .op(
            "/v3/portal/email-templates:migrate-references",
            "migrateEmailTemplateReferences",
            post(migrate_references),
            "Have all portals use another e-mail template",
        )
        .op(
            "/v2/portal/replace-ecp-template-variables",
            "replaceECPTemplateVariables",
            post(tell_links),
            "Make links into portals for letters about a record",
        )
        .op("/v1/email-template/templates", "saveTemplate", post(save), "Create an e-mail template")
        .op(
            "/v1/email-template/templates/{id}",
            "getTemplateDetail",
            get(view_template),
            "Read an e-mail template",
        )
        .op(
            "/v1/email-template/templates/{id}",
            "updateTemplateDetail",
            put(edit),
            "Change an e-mail template",
        )
}

async fn view_by_origin(user: OrgUser, query: Query) -> Reply<Json<Value>> {
    let read = user.read(move |tx, _| {
        let portal = portals::find_by_origin(tx, query.required("origin")?)?.ok_or(Refusal::NotFound)?;
        Ok(Value::Object(email_templates::of_portal(&portal)))
    });
    Ok(Json(read.await?))
}

async fn choose_by_origin(user: OrgUser, query: Query, body: Sent<Map<String, Value>>) -> Reply<Json<Value>> {
    let written = user.write(move |tx, caller| {
        let portal = portals::only_of_origin(tx, query.required("origin")?)?.ok_or(Refusal::NotFound)?;
        chosen(tx, caller, &portal, body.get()?)
    });
    Ok(Json(written.await?))
}

async fn view_chosen(user: OrgUser, Path(id): Path<PortalId>) -> Reply<Json<Value>> {
    let read = user.read(move |tx, _| {
        let portal = portals::find(tx, &id)?.ok_or(Refusal::NotFound)?;
        Ok(Value::Object(email_templates::of_portal(&portal)))
    });
    Ok(Json(read.await?))
}

async fn choose(
    user: OrgUser,
    Path(id): Path<PortalId>,
    body: Sent<Map<String, Value>>,
) -> Reply<Json<Value>> {
    let written = user.write(move |tx, caller| {
        let portal = portals::find(tx, &id)?.ok_or(Refusal::NotFound)?;
        chosen(tx, caller, &portal, body.get()?)
    });
    Ok(Json(written.await?))
}

fn chosen(
    tx: &mut Tx<'_>,
    caller: &Caller,
    portal: &Portal,
    sent: &Map<String, Value>,
) -> Result<Value, Refusal> {
    let map = email_templates::upsert(tx, &portal.id, sent, caller.now, &caller.random)?;
    Ok(json!({ "message": "Email Templates upserted successfully", "emailTemplates": map }))
}

/// The template that a body names, which must be told.
fn named<'s>(field: &str, sent: &'s Option<String>) -> Result<&'s str, Refusal> {
    let named = sent.as_deref().filter(|id| !id.is_empty());
    named
        .ok_or_else(|| Refusal::invalid(field, format!("{field} is required: the id of an e-mail template.")))
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct ReferencesIn {
    template_id: Option<String>,
}

async fn list_references(user: OrgUser, body: Sent<ReferencesIn>) -> Reply<Json<Value>> {
    let read = user.read(move |tx, _| {
        let using = email_templates::references(tx, named("template_id", &body.get()?.template_id)?)?;
        let told = using.iter().map(|portal| {
            let text =
                |key: &str| portal.doc.get(key).and_then(Value::as_str).filter(|text| !text.is_empty());
            let name = text("name").or_else(|| text("domain")).unwrap_or(portal.id.as_str());
            json!({ "id": portal.id, "name": name })
        });
        Ok(json!({ "portals": told.collect::<Vec<_>>() }))
    });
    Ok(Json(read.await?))
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct MigrationIn {
    source_template_id: Option<String>,
    destination_template_id: Option<String>,
}

async fn migrate_references(user: OrgUser, body: Sent<MigrationIn>) -> Reply<Json<Value>> {
    let written = user.write(move |tx, caller| {
        let sent = body.get()?;
        let source = named("source_template_id", &sent.source_template_id)?;
        let destination = named("destination_template_id", &sent.destination_template_id)?;
        // What is used from now on must be there; what was used may be gone.
        let known = entities::view(tx, caller, email_templates::SCHEMA, &EntityId::from(destination));
        known.map_err(|_| {
            Refusal::invalid("destination_template_id", "There is no e-mail template of this id.")
        })?;
        let moved = email_templates::migrate(tx, (source, destination), caller.now, &caller.random)?;
        Ok(json!({
            "migrated_portal_count": moved.len(), "migrated_portal_ids": moved, "failed_portal_ids": [],
        }))
    });
    Ok(Json(written.await?))
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct LinksIn {
    entity_context: Option<Map<String, Value>>,
}

impl LinksIn {
    /// What the links are about: the main record, else the only one.
    fn asked(&self) -> Asked {
        let all = || self.entity_context.iter().flatten().map(|(_, entry)| entry);
        let is_main = |entry: &&Value| entry.get("is_main_entity").and_then(Value::as_bool) == Some(true);
        let main = all().find(is_main).or_else(|| all().next());
        let text = |key: &str| {
            let own = main.and_then(|entry| entry.get(key)).into_iter();
            let told = own.chain(all().filter_map(|entry| entry.get(key)));
            told.filter_map(Value::as_str).find(|text| !text.is_empty()).map(str::to_owned)
        };
        Asked {
            entity: main.and_then(|entry| entry.get("_id")?.as_str()).map(EntityId::from),
            email: text("journey_registration_email"),
            portal: text("journey_registration_portal_id").map(PortalId::from),
        }
    }
}

async fn tell_links(user: OrgUser, body: Sent<LinksIn>) -> Reply<Json<Value>> {
    let core = user.app().core.clone();
    let read =
        user.read(move |tx, caller| email_templates::links_told(tx, &core, caller, &body.get()?.asked()));
    Ok(Json(read.await?))
}

async fn save(user: OrgUser, body: Sent<Map<String, Value>>) -> Reply<Raw> {
    let saved = user.write(move |tx, caller| {
        let sent = body.get()?;
        for field in ["name", "subject"] {
            if sent.get(field).and_then(Value::as_str).is_none_or(|text| text.trim().is_empty()) {
                return Err(Refusal::invalid(field, format!("An e-mail template needs a {field}.")));
            }
        }
        email_templates::save(tx, caller, None, sent.clone())
    });
    Ok(Raw(saved.await?.doc))
}

async fn view_template(user: OrgUser, Path(id): Path<EntityId>) -> Reply<Json<Value>> {
    let read = user.read(move |tx, caller| {
        let seen = entities::view(tx, caller, email_templates::SCHEMA, &id)?;
        Ok(json!({ "entity": seen.to_value(), "relations": [] }))
    });
    Ok(Json(read.await?))
}

async fn edit(user: OrgUser, Path(id): Path<EntityId>, body: Sent<Map<String, Value>>) -> Reply<Raw> {
    let saved = user.write(move |tx, caller| {
        entities::view(tx, caller, email_templates::SCHEMA, &id)?;
        email_templates::save(tx, caller, Some(&id), body.get()?.clone())
    });
    Ok(Raw(saved.await?.doc))
}
