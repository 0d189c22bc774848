//! Looking domains up again by themselves: awaited ones until they work, active ones daily.

use portico_kit::TenantId;

use super::{checking, store};
use crate::{Core, Refusal, tenants};

/// How many domains of one organisation are looked up in one round.
const MOST: i64 = 20;

/// Looks up every domain whose time has come; answers how many those were.
pub async fn watch(core: &Core) -> Result<usize, Refusal> {
    let all = core.db().read(&TenantId::system(), |tx| Ok::<_, Refusal>(tenants::list(tx)?)).await?;
    let (now, mut checked) = (core.clock().now(), 0);
    for tenant in all {
        let due = core.db().read(&tenant, move |tx| Ok::<_, Refusal>(store::due(tx, now, MOST)?)).await?;
        for domain in due {
            match checking::check_now(core, &tenant, domain).await {
                Ok(_) => checked += 1,
                // Removed meanwhile, or taken by somebody in the same moment: the next round knows.
                Err(Refusal::NotFound | Refusal::Conflict { .. }) => {}
                Err(refusal) => return Err(refusal),
            }
        }
    }
    Ok(checked)
}
