//! `portico token create`: an access token for a program.

use portico_core::{api_tokens, tenants};
use portico_kit::TenantId;
use serde_json::json;

use super::FOLDER;
use crate::Problem;
use crate::cli::NewToken;
use crate::output::say;
use crate::serve::{Options, open_core};

/// Makes the token and prints it, this once.
pub async fn create(new: NewToken) -> Result<(), Problem> {
    let place = new.data.place(FOLDER);
    place.open_existing()?;
    let base_url = new.data.base_url().unwrap_or_default();
    let core = open_core(Options::new(place), base_url).await?;
    let (worker, organisation, name) = (core.clone(), TenantId::from(new.org), new.name);
    let made = core.db().write(&organisation, move |tx| {
        if tenants::find(tx, &tx.tenant().clone())?.is_none() {
            return Ok(None);
        }
        api_tokens::create(tx, &worker, &name, None).map(Some)
    });
    let made: Result<_, portico_core::Refusal> = made.await;
    let Some((token, text)) = made? else {
        let message = format!("There is no organisation {organisation} here. Check --org and --data.");
        return Err(Problem::new(message));
    };
    if new.json {
        say(json!({ "id": token.id.as_str(), "token": text }).to_string());
    } else {
        say(format!("Token {} of organisation {organisation}, shown only now:\n{text}", token.id));
    }
    Ok(())
}
