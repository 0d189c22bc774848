//! Generated customers for load tests: the same for the same number every time, so that a load can go on later.

use std::ops::Range;
use std::sync::Arc;

use portico_core::entities::{KnownSchemas, NewRecord, Prepared};
use portico_core::meter_readings::{self, NewReading};
use portico_core::{Caller, Core, Refusal, access, users};
use portico_db::Tx;
use portico_files::FileStore;
use portico_kit::{EmailAddress, EntityId, PortalId, Random, Secret, TenantId};
use serde_json::Value;

use super::bundle::Bundle;
use super::load::store;
use super::passwords::hash_all;
use crate::Problem;

mod contract;
mod customer;
mod dice;
mod meter;
mod papers;
mod project;
mod recipe;

pub use recipe::Recipe;

/// How many customers one transaction brings.
const BATCH: u32 = 500;
/// After how many customers the log tells how far it is.
const TOLD_EVERY: u32 = 10_000;

/// Everything that all customers share.
struct Plan {
    recipe: Recipe,
    tenant: TenantId,
    portal: PortalId,
    origin: String,
    /// Where the bytes of each file of the recipe lie.
    contents: Vec<Value>,
    password_hash: String,
    caller: Caller,
}

/// The records and readings of some customers, ready to be stored.
struct Batch {
    records: Prepared,
    readings: Vec<NewReading>,
}

/// Sees to it that there are at least so many generated customers, and answers how many there are.
pub async fn load(core: &Core, files: &FileStore, bundle: &Bundle, wanted: u32) -> Result<u32, Problem> {
    let recipe: Recipe = bundle.json("generated.json")?;
    let company = bundle.main()?;
    let text =
        |key: &str| company.portal(&recipe.portal).and_then(|portal| portal[key].as_str()).unwrap_or("");
    let (portal, origin) = (PortalId::from(text("portal_id")), text("origin").to_owned());
    let there = count(core, &company.id, &portal, &recipe).await?;
    if wanted <= there {
        return Ok(there);
    }
    let mut contents = Vec::new();
    for file in &recipe.files {
        let bytes = bundle.bytes(&format!("{}/files/{}", company.folder, file.content))?;
        let place = store(files, &company.id, bytes).await?;
        contents.push(serde_json::json!({ "s3ref": place, "size_bytes": bytes.len() }));
    }
    let hashes = hash_all(vec![Secret::new(recipe.password.as_str())], core.random().clone()).await?;
    let worker = core.clone();
    let caller =
        core.db().read(&company.id, move |tx: &mut Tx<'_>| access::enter_system(tx, &worker, "demo"));
    let caller = caller.await?;
    let password_hash = hashes.into_iter().next().unwrap_or_default();
    let plan = Plan { recipe, tenant: company.id, portal, origin, contents, password_hash, caller };
    load_batches(core, &Arc::new(plan), there + 1..wanted + 1).await?;
    Ok(wanted)
}

/// How many generated customers there are. They were loaded in order, so the last one is found by halving.
async fn count(core: &Core, tenant: &TenantId, portal: &PortalId, recipe: &Recipe) -> Result<u32, Problem> {
    let (portal, pattern) = (portal.clone(), recipe.email_pattern.clone());
    let counted = core.db().read(tenant, move |tx: &mut Tx<'_>| {
        let mut is_there = |n: u32| -> Result<bool, Refusal> {
            let email = pattern.replace("{n}", &n.to_string());
            let email = EmailAddress::parse(&email).map_err(|error| Refusal::Fault(error.to_string()))?;
            Ok(users::find_by_email(tx, &portal, &email)?.is_some())
        };
        let (mut there, mut missing) = (0, 1);
        while is_there(missing)? {
            (there, missing) = (missing, missing.saturating_mul(2));
        }
        while missing - there > 1 {
            let middle = there + (missing - there) / 2;
            if is_there(middle)? {
                there = middle;
            } else {
                missing = middle;
            }
        }
        Ok::<_, Refusal>(there)
    });
    Ok(counted.await?)
}

/// Stores one batch while the next one is made ready on another thread.
async fn load_batches(core: &Core, plan: &Arc<Plan>, mut left: Range<u32>) -> Result<(), Problem> {
    let mut next = begin(plan, &mut left);
    while let Some((last, making)) = next {
        let made = making.await.map_err(|error| Problem::new(format!("The generator stopped: {error}.")))?;
        let batch = Arc::new(made?);
        next = begin(plan, &mut left);
        let worker = Arc::clone(plan);
        let stored = core.db().write(&plan.tenant, move |tx| {
            batch.records.write(tx)?;
            // Seeded, so that the same load gives readings the same ids.
            meter_readings::import(tx, &worker.caller, &batch.readings, &Random::seeded(u64::from(last)))
        });
        stored.await?;
        if last % TOLD_EVERY < BATCH {
            tracing::info!(customers = last, "generated customers are loaded");
        }
    }
    Ok(())
}

type Making = (u32, tokio::task::JoinHandle<Result<Batch, Refusal>>);

fn begin(plan: &Arc<Plan>, left: &mut Range<u32>) -> Option<Making> {
    if left.start >= left.end {
        return None;
    }
    let numbers = left.start..left.end.min(left.start.saturating_add(BATCH));
    left.start = numbers.end;
    let plan = Arc::clone(plan);
    Some((numbers.end - 1, tokio::task::spawn_blocking(move || plan.make(numbers))))
}

impl Plan {
    fn make(&self, numbers: Range<u32>) -> Result<Batch, Refusal> {
        let mut records: Vec<NewRecord> = Vec::new();
        let mut readings = Vec::new();
        for number in numbers {
            let customer = customer::Customer::new(self, number);
            readings.extend(customer.add_records(&mut records));
        }
        let prepared = Prepared::of(&self.caller, &self.tenant, records, KnownSchemas::new())?;
        let hash_of = |_: &EntityId| Some(self.password_hash.clone());
        Ok(Batch { records: prepared.with_passwords(hash_of), readings })
    }
}
