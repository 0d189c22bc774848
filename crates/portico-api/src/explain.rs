//! Explaining access: why a portal user may, or may not, do something.

use axum::Json;
use portico_access::{Action, Question};
use portico_core::{Refusal, access};
use portico_http::{OrgUser, Reply, Routes, Sent, post};
use portico_kit::EntityId;
use serde::Deserialize;
use serde_json::Value;

pub(crate) fn routes() -> Routes {
    Routes::new().op(
        "/v1/portico/access:explain",
        "explainAccess",
        post(explain_access),
        "Explain why a portal user may or may not do something with a record",
    )
}

#[derive(Deserialize)]
struct ExplainIn {
    portal_user_id: String,
    #[serde(default = "view")]
    action: String,
    schema: String,
    record_id: Option<String>,
    attribute: Option<String>,
}

fn view() -> String {
    Action::View.name().to_owned()
}

impl ExplainIn {
    fn question(&self) -> Result<Question, Refusal> {
        // The plain words are understood as well as the grants' own spelling.
        let action = match self.action.as_str() {
            "view" | "entity:attribute:view" => Action::View,
            "edit" | "entity:attribute:edit" => Action::Edit,
            "create" => Action::Create,
            "delete" => Action::Delete,
            other => Action::from_name(other),
        };
        let record = self.record_id.as_deref().map(EntityId::from);
        if record.is_none() && action != Action::Create {
            return Err(Refusal::invalid("record_id", "Name the record, or ask about entity:create."));
        }
        let attribute = self.attribute.clone().filter(|name| !name.is_empty());
        if attribute.is_none() && self.action.starts_with("entity:attribute:") {
            return Err(Refusal::invalid(
                "attribute",
                format!("Name the attribute to ask about {}.", self.action),
            ));
        }
        Ok(Question { action, schema: self.schema.clone(), record, attribute })
    }
}

async fn explain_access(user: OrgUser, body: Sent<ExplainIn>) -> Reply<Json<Value>> {
    let core = user.app().core.clone();
    let read = user.read(move |tx, caller| {
        let sent = body.get()?;
        let person = EntityId::from(sent.portal_user_id.as_str());
        let explanation = access::explain_for(tx, &core, caller, &person, &sent.question()?)?;
        serde_json::to_value(explanation).map_err(|error| Refusal::Fault(error.to_string()))
    });
    Ok(Json(read.await?))
}
