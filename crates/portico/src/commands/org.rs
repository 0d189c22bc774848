//! `portico org create`: an organisation with its first administrator and an access token.

use portico_core::sign_in::hash_password;
use portico_core::{Refusal, api_tokens, schemas, staff, tenants};
use portico_kit::{EmailAddress, Secret, TenantId};
use serde_json::json;

use super::FOLDER;
use crate::Problem;
use crate::cli::NewOrganisation;
use crate::demo::Bundle;
use crate::output::say;
use crate::serve::{Options, open_core};

/// How long a password made here is, in characters.
const PASSWORD: usize = 20;

/// Makes the organisation and prints how to get in. Works beside a running server.
pub async fn create(new: NewOrganisation) -> Result<(), Problem> {
    let email = EmailAddress::parse(&new.admin_email)
        .map_err(|error| Problem::usage(format!("{error}. Correct --admin-email.")))?;
    let base_url = new.data.base_url().unwrap_or_default();
    let core = open_core(Options::new(new.data.place(FOLDER)), base_url).await?;
    let password: String = core.random().token().chars().take(PASSWORD).collect();
    let hash = hash_password(&Secret::new(password.as_str()), core.random())?;
    let usual = Bundle::embedded().usual_schemas()?;
    let (worker, admin, name, system) = (core.clone(), email.clone(), new.name, TenantId::system());
    let made = core.db().write(&system, move |tx| {
        let (now, random) = (worker.clock().now(), worker.random());
        let id = tenants::free_id(tx, random)?;
        tenants::create(tx, &id, &name, &json!({}), now)?;
        tx.as_tenant(&id, |tx| -> Result<_, Refusal> {
            for (slug, schema) in &usual {
                schemas::put(tx, slug, schema.clone())?;
            }
            staff::add_with_hash(tx, &admin, admin.as_str(), &hash, now, random)?;
            let (_, token) = api_tokens::create(tx, &worker, "created with the organisation", None)?;
            Ok((id.clone(), token))
        })
    });
    let made: Result<(TenantId, String), Refusal> = made.await;
    let (id, token) = made?;
    if new.json {
        let told = json!({
            "organization_id": id.as_str(), "admin_email": email.as_str(), "admin_password": password, "token": token
        });
        say(told.to_string());
    } else {
        say(format!(
            "Organisation {id}, and how to get in, shown only now:\n  e-mail    {email}\n  password  {password}\n  \
             token     {token}"
        ));
    }
    Ok(())
}
