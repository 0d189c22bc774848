//! Jobs: uploads that nobody saved end, removed files let their bytes go, and bytes that nobody needs are removed.

use std::sync::Arc;

use portico_db::Tx;
use portico_files::FileStore;
use portico_kit::{EntityId, Instant, TenantId};
use portico_queue::{Handler, Job};
use serde_json::Value;

use super::{contents, room, saving, uploads};
use crate::{Core, Refusal, entities, tenants};

/// Does the jobs of kinds `files.expire` and `files.purge`.
pub fn handler() -> Handler {
    Arc::new(|tx, job| work(tx, job).map_err(|refusal| format!("{refusal:?}")))
}

fn work(tx: &mut Tx<'_>, job: &Job) -> Result<(), Refusal> {
    let text = |key: &str| job.payload.get(key).and_then(Value::as_str).unwrap_or_default();
    match job.kind.as_str() {
        uploads::EXPIRE => {
            let found = contents::find(tx, text("id"))?.filter(|content| content.file_id.is_none());
            let_go(tx, found.into_iter().collect())
        }
        saving::PURGE => {
            let file = EntityId::from(text("file"));
            if entities::stored_document(tx, &file)?.is_some() {
                return Ok(());
            }
            let all = contents::of_file(tx, &file)?;
            let_go(tx, all)
        }
        _ => Ok(()),
    }
}

/// Gives contents up, and their room back.
fn let_go(tx: &mut Tx<'_>, all: Vec<contents::Stored>) -> Result<(), Refusal> {
    for content in all.into_iter().filter(|content| content.dropped_at.is_none()) {
        room::give_back(tx, content.size_bytes)?;
        // The moment only puts them in an order; that it is none of the clock keeps a job the same when it runs again.
        contents::drop_one(tx, &content.id, Instant(content.expires_at.unwrap_or(1)))?;
    }
    Ok(())
}

/// Removes the bytes of contents that were given up; answers how many.
pub async fn sweep(core: &Core, store: &FileStore) -> Result<usize, Refusal> {
    let tenants = core.db().read(&TenantId::system(), |tx| Ok::<_, Refusal>(tenants::list(tx)?)).await?;
    let mut swept = 0;
    for tenant in tenants {
        let dropped = core.db().read(&tenant, |tx| Ok::<_, Refusal>(contents::dropped(tx)?)).await?;
        for (id, key) in dropped {
            if let Some(key) = key {
                let removed = store.remove(&key).await;
                removed.map_err(|error| Refusal::Fault(format!("{key} cannot be removed: {error}")))?;
            }
            core.db().write(&tenant, move |tx| Ok::<_, Refusal>(contents::forget(tx, &id)?)).await?;
            swept += 1;
        }
    }
    Ok(swept)
}
