//! Who sees a record: the portal users near it, each with the rules' own answer.

use std::collections::{BTreeSet, VecDeque};

use portico_access::{Action, Question};
use portico_db::Tx;
use portico_kit::EntityId;

use super::explain_for;
use crate::entities::{End, ends_of, view};
use crate::{Caller, Core, Refusal};

/// How many records are walked through.
const WALKED: usize = 200;
/// How many portal users are asked about.
const ASKED: usize = 20;

/// The portal users that relations lead to from a record, with whether each sees it; the first 20.
///
/// Whoever is not among them is not led to the record by any relation, unless there are more than that.
pub fn readers(
    tx: &mut Tx<'_>,
    core: &Core,
    admin: &Caller,
    schema: &str,
    id: &EntityId,
) -> Result<Vec<(EntityId, bool)>, Refusal> {
    view(tx, admin, schema, id)?;
    let question = Question::about(Action::View, schema, id);
    let mut readers = Vec::new();
    for user in near(tx, schema, id)? {
        match explain_for(tx, core, admin, &user, &question) {
            Ok(explanation) => readers.push((user, explanation.allow)),
            // A record of a portal user without a sign-in.
            Err(Refusal::NotFound) => {}
            Err(refusal) => return Err(refusal),
        }
    }
    Ok(readers)
}

/// The portal users that relations lead to, nearest first.
fn near(tx: &mut Tx<'_>, schema: &str, id: &EntityId) -> Result<Vec<EntityId>, Refusal> {
    let mut waiting = VecDeque::from([(schema.to_owned(), id.clone())]);
    let mut known: BTreeSet<EntityId> = BTreeSet::from([id.clone()]);
    let mut users = Vec::new();
    let mut walked = 0;
    while let Some((schema, id)) = waiting.pop_front() {
        if schema == "portal_user" {
            users.push(id.clone());
        }
        if users.len() == ASKED || walked == WALKED {
            break;
        }
        walked += 1;
        let (held, holders) = ends_of(tx, &id)?;
        for end in held.into_iter().filter(|_| !is_person(&schema)).chain(holders) {
            if leads_to_people(&schema, &end) && known.insert(end.id.clone()) {
                waiting.push_back((end.schema, end.id));
            }
        }
    }
    Ok(users)
}

fn is_person(schema: &str) -> bool {
    matches!(schema, "contact" | "account" | "portal_user")
}

/// From people only to those who stand for them, so that nobody's other records are walked through.
fn leads_to_people(from: &str, end: &End) -> bool {
    match from {
        "contact" => end.schema == "portal_user",
        "account" => matches!(end.schema.as_str(), "contact" | "portal_user"),
        "portal_user" => false,
        _ => true,
    }
}
