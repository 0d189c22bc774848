//! Mail that leaves the house: letters wait here until a mail server has taken them, and what became of each is kept.
//!
//! Without a server a letter is kept in the local mailbox. With one it is handed over at least once: a program that ends
//! between the server's answer and our note of it sends the letter again, under the same Message-ID.

use portico_db::{DbError, Tx};
use portico_kit::{EmailAddress, EntityId, Instant, PortalId};
use portico_mail::Letter;
use portico_queue::{NewJob, enqueue};
use serde_json::json;

use crate::{Caller, Core, Refusal};

mod delivery;
mod forgetting;
mod log;
mod route;
mod rules;
mod settings;
mod store;
mod trying;

pub use portico_mail::{Security, Server, Stage};

pub use delivery::handler as delivering;
pub use forgetting::handler as forgetting;
pub use log::{LetterList, LetterRow, Try, find, list, refused_addresses, send_again};
pub use rules::State;
pub use settings::{
    OwnServer, PortalSender, Settings, Wanted, WantedSender, WantedServer, read as read_settings,
    save as save_settings,
};
pub use store::RefusedAddress;
pub use trying::{Tried, Words, knock, try_out};

/// The kind of jobs that hand letters over.
pub const JOB: &str = "mail.deliver";
/// The kind of jobs that forget what a letter carried.
pub const FORGET_JOB: &str = "mail.forget";
/// How long a letter with a secret whose end nobody named is remembered, in seconds: longer than it is tried.
const REMEMBERED: i64 = 2 * 86_400;

/// The mail server of the whole installation.
#[derive(Clone, Debug)]
pub struct Installed {
    /// The server.
    pub server: Server,
    /// The address that letters come from.
    pub from: EmailAddress,
}

/// A letter to post.
pub struct Post<'a> {
    /// The letter.
    pub letter: &'a Letter,
    /// The portal that writes it.
    pub portal: &'a PortalId,
    /// The portal user that it is for, when it is for one.
    pub user: Option<&'a EntityId>,
    /// Whether what it carries opens something for whoever reads it.
    pub is_secret: bool,
    /// When it is of no use any more.
    pub good_until: Option<Instant>,
    /// Why the portal's own template could not be used.
    pub note: Option<&'a str>,
}

/// Posts a letter in the transaction that causes it: to the server, or into the local mailbox where there is none.
pub fn post(tx: &mut Tx<'_>, core: &Core, post: &Post<'_>) -> Result<(), Refusal> {
    let now = core.clock().now();
    let id = core.random().uuid_v7(now);
    let state = if route::exists(tx, core)? { State::Waiting } else { State::Kept };
    store::insert(tx, &id, post, state, now)?;
    if state == State::Kept {
        return Ok(());
    }
    deliver_later(tx, core, &id, 0)?;
    if post.is_secret {
        let run_at = post.good_until.unwrap_or_else(|| now.plus_seconds(REMEMBERED));
        let job = NewJob { run_at, ..NewJob::now(FORGET_JOB, json!({ "mail": id }), now) };
        enqueue(tx, &job, core.random())?;
    }
    Ok(())
}

fn deliver_later(tx: &mut Tx<'_>, core: &Core, id: &str, round: i64) -> Result<(), DbError> {
    let mut job = NewJob::now(JOB, json!({ "mail": id, "round": round }), core.clock().now());
    job.unique_key = Some(format!("mail:{}:{id}:{round}", tx.tenant()));
    enqueue(tx, &job, core.random())
}

fn only_staff(caller: &Caller) -> Result<(), Refusal> {
    if caller.is_staff() { Ok(()) } else { Err(Refusal::NotFound) }
}
