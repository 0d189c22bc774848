//! The job that hands a letter over: reads what it needs, speaks to the server without a transaction, writes what became
//! of it.

use std::sync::Arc;

use portico_db::Tx;
use portico_kit::EmailAddress;
use portico_mail::{Delivery, Outgoing, Patience, Stage, Way, deliver};
use portico_queue::{Ended, Job, OutsideHandler};
use serde_json::Value;

use super::route::{self, Route, hello};
use super::rules::{self, Next, State};
use super::store::{self, Waiting};
use crate::{Core, Refusal};

/// Does the jobs of kind `mail.deliver`.
pub fn handler(core: Core) -> OutsideHandler {
    Arc::new(move |job: Job| {
        let core = core.clone();
        Box::pin(async move { work(&core, &job).await.map_err(|refusal| format!("{refusal:?}")) })
    })
}

/// What is to be done with a letter.
enum Plan {
    /// Nothing: it is settled.
    Nothing,
    /// It goes nowhere.
    End(State, i64),
    /// It is handed over.
    Deliver(Box<(Waiting, Route)>),
}

async fn work(core: &Core, job: &Job) -> Result<Ended, Refusal> {
    let mail = job.payload.get("mail").and_then(Value::as_str).unwrap_or_default().to_owned();
    let round = job.payload.get("round").and_then(Value::as_i64).unwrap_or_default();
    let (worker, id) = (core.clone(), mail.clone());
    match core.db().read(&job.tenant, move |tx| plan(tx, &worker, &id, round)).await? {
        Plan::Nothing => Ok(Ended::Done),
        Plan::End(state, attempts) => {
            let now = core.clock().now();
            let ended = core.db().write(&job.tenant, move |tx| {
                store::settle(tx, &mail, state, attempts, None, now)?;
                Ok::<_, Refusal>(Ended::Done)
            });
            ended.await
        }
        Plan::Deliver(planned) => {
            let (waiting, route) = *planned;
            let delivery = hand_over(core, &waiting, &route).await;
            let worker = core.clone();
            core.db().write(&job.tenant, move |tx| note(tx, &worker, &waiting, &delivery)).await
        }
    }
}

fn plan(tx: &mut Tx<'_>, core: &Core, mail: &str, round: i64) -> Result<Plan, Refusal> {
    let Some(waiting) = store::waiting(tx, mail, round)? else { return Ok(Plan::Nothing) };
    if waiting.good_until.is_some_and(|end| end <= core.clock().now()) {
        return Ok(Plan::End(State::Expired, waiting.attempts));
    }
    match route::find(tx, core, &waiting.portal)? {
        Some(route) => Ok(Plan::Deliver(Box::new((waiting, route)))),
        None => Ok(Plan::End(State::Kept, waiting.attempts)),
    }
}

async fn hand_over(core: &Core, waiting: &Waiting, route: &Route) -> Delivery {
    let Ok(to) = EmailAddress::parse(&waiting.to) else {
        let told = "this is no e-mail address".to_owned();
        return Delivery::Refused { stage: Stage::Recipient, told, no_recipient: true };
    };
    let addresses = match route.addresses(core).await {
        Ok(addresses) => addresses,
        Err(told) => return Delivery::Failed { stage: Stage::Address, told },
    };
    // Sent again on purpose it is another copy; tried again it is the same.
    let id = match waiting.round {
        0 => waiting.id.clone(),
        round => format!("{}.{round}", waiting.id),
    };
    let letter = Outgoing {
        id,
        to,
        subject: waiting.subject.clone(),
        text: waiting.text.clone(),
        html: waiting.html.clone(),
        at: waiting.written_at,
    };
    let way = Way { server: &route.server, addresses, hello: hello(core), patience: Patience::DELIVERY };
    deliver(&way, &route.sender, &letter).await
}

fn note(tx: &mut Tx<'_>, core: &Core, waiting: &Waiting, delivery: &Delivery) -> Result<Ended, Refusal> {
    let (id, now, attempts) = (waiting.id.as_str(), core.clock().now(), waiting.attempts + 1);
    let hush = |told: &str| match waiting.is_secret {
        true => rules::hushed(told, &waiting.text),
        false => told.to_owned(),
    };
    let tried = |tx: &mut Tx<'_>, outcome: &str, stage: Stage, told: &str| {
        store::insert_try(tx, id, now, outcome, stage.name(), told)
    };
    let (state, next_at, told) = match delivery {
        Delivery::Accepted(answer) => {
            tried(tx, "accepted", Stage::Letter, &hush(answer))?;
            store::unmark(tx, &waiting.to)?;
            (State::Sent, None, String::new())
        }
        Delivery::Refused { stage, told, no_recipient } => {
            let told = hush(told);
            tried(tx, "refused", *stage, &told)?;
            if *no_recipient {
                store::mark_refused(tx, &waiting.to, id, &told, now)?;
            }
            (State::Refused, None, told)
        }
        Delivery::Failed { stage, told } => {
            let told = hush(told);
            tried(tx, "failed", *stage, &told)?;
            match rules::after(attempts, now, waiting.good_until) {
                Next::Again(at) => (State::Waiting, Some(at), told),
                Next::GivenUp => (State::GivenUp, None, told),
                Next::Expired => (State::Expired, None, told),
            }
        }
    };
    store::settle(tx, id, state, attempts, next_at, now)?;
    Ok(match next_at {
        Some(at) => Ended::Again { at, told },
        None => Ended::Done,
    })
}
