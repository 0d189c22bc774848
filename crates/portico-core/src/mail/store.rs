//! Rows of `mails` with their tries, and of addresses that refuse letters.

use portico_db::{DbError, Param, Row, Tx};
use portico_kit::{EmailAddress, EntityId, Instant, PortalId};

use super::log::{LetterList, LetterRow, Try};
use super::{Post, State};

/// A letter that waits, with what its delivery needs.
pub(super) struct Waiting {
    pub(super) id: String,
    pub(super) to: String,
    pub(super) subject: String,
    pub(super) text: String,
    pub(super) html: String,
    pub(super) written_at: Instant,
    pub(super) portal: PortalId,
    pub(super) round: i64,
    pub(super) attempts: i64,
    pub(super) is_secret: bool,
    pub(super) good_until: Option<Instant>,
}

/// That a server refused an address for good.
#[derive(Clone, Debug)]
pub struct RefusedAddress {
    /// The address.
    pub address: String,
    /// When it was refused last.
    pub at: Instant,
    /// What the server said.
    pub answer: String,
    /// The letter that was refused.
    pub mail: String,
}

pub(super) fn insert(
    tx: &mut Tx<'_>,
    id: &str,
    post: &Post<'_>,
    state: State,
    now: Instant,
) -> Result<(), DbError> {
    let letter = post.letter;
    tx.execute(
        "INSERT INTO mails (tenant_id, id, recipient, subject, body_text, body_html, template, created_at,
           portal_id, user_id, state, secret, next_at, good_until, note)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
        &[
            id.into(),
            letter.to.as_str().into(),
            letter.subject.as_str().into(),
            letter.text.as_str().into(),
            letter.html.as_str().into(),
            letter.template.into(),
            now.into(),
            post.portal.as_str().into(),
            post.user.map_or("", |user| user.as_str()).into(),
            state.name().into(),
            post.is_secret.into(),
            (state == State::Waiting).then_some(now).into(),
            post.good_until.into(),
            post.note.unwrap_or_default().into(),
        ],
    )?;
    Ok(())
}

/// A letter of a round, as long as it waits.
pub(super) fn waiting(tx: &mut Tx<'_>, id: &str, round: i64) -> Result<Option<Waiting>, DbError> {
    let sql =
        "SELECT recipient, subject, body_text, body_html, created_at, portal_id, attempts, secret, good_until
               FROM mails WHERE tenant_id = $1 AND id = $2 AND state = 'waiting' AND round = $3";
    tx.first(sql, &[id.into(), round.into()], |row| {
        Ok(Waiting {
            id: id.to_owned(),
            to: row.text(0)?,
            subject: row.text(1)?,
            text: row.text(2)?,
            html: row.text(3)?,
            written_at: row.instant(4)?,
            portal: PortalId::from(row.text(5)?),
            round,
            attempts: row.int(6)?,
            is_secret: row.fact(7)?,
            good_until: row.opt_int(8)?.map(Instant),
        })
    })
}

/// Notes how a waiting letter stands after a try, or without one.
pub(super) fn settle(
    tx: &mut Tx<'_>,
    id: &str,
    state: State,
    attempts: i64,
    next_at: Option<Instant>,
    now: Instant,
) -> Result<(), DbError> {
    let settled = (state != State::Waiting).then_some(now);
    let sql = "UPDATE mails SET state = $3, attempts = $4, next_at = $5, settled_at = $6
               WHERE tenant_id = $1 AND id = $2 AND state = 'waiting'";
    tx.execute(sql, &[id.into(), state.name().into(), attempts.into(), next_at.into(), settled.into()])?;
    Ok(())
}

/// Puts a letter that is settled back among those that wait, for a new round; answers which.
pub(super) fn begin_round(tx: &mut Tx<'_>, id: &str, now: Instant) -> Result<i64, DbError> {
    let sql =
        "UPDATE mails SET state = 'waiting', round = round + 1, attempts = 0, next_at = $3, settled_at = NULL
               WHERE tenant_id = $1 AND id = $2 RETURNING round";
    Ok(tx.first(sql, &[id.into(), now.into()], |row| row.int(0))?.unwrap_or_default())
}

pub(super) fn insert_try(
    tx: &mut Tx<'_>,
    mail: &str,
    at: Instant,
    outcome: &str,
    stage: &str,
    answer: &str,
) -> Result<(), DbError> {
    tx.execute(
        "INSERT INTO mail_tries (tenant_id, mail_id, number, at, outcome, stage, answer)
         SELECT $1, $2, coalesce(max(number), 0) + 1, CAST($3 AS bigint), $4, $5, $6 FROM mail_tries
         WHERE tenant_id = $1 AND mail_id = $2",
        &[mail.into(), at.into(), outcome.into(), stage.into(), answer.into()],
    )?;
    Ok(())
}

pub(super) fn tries(tx: &mut Tx<'_>, mail: &str) -> Result<Vec<Try>, DbError> {
    let sql = "SELECT at, outcome, stage, answer FROM mail_tries WHERE tenant_id = $1 AND mail_id = $2
               ORDER BY number";
    tx.all(sql, &[mail.into()], |row| {
        Ok(Try { at: row.instant(0)?, outcome: row.text(1)?, stage: row.text(2)?, answer: row.text(3)? })
    })
}

/// The columns of a row of the log, in the order of [`letter`]; the newest try among them.
const COLUMNS: &str = "m.id, m.recipient, m.subject, m.template, m.created_at, m.portal_id, m.user_id, m.state,
  m.secret, m.attempts, m.next_at, m.settled_at, m.good_until, m.note,
  CAST(CASE WHEN m.body_text = '' THEN 0 ELSE 1 END AS bigint),
  (SELECT answer FROM mail_tries y WHERE y.tenant_id = m.tenant_id AND y.mail_id = m.id ORDER BY number DESC LIMIT 1)";

fn letter(row: &Row<'_>) -> Result<LetterRow, DbError> {
    let is_secret = row.fact(8)?;
    Ok(LetterRow {
        id: row.text(0)?,
        to: row.text(1)?,
        // Templates may put the code into the subject.
        subject: Some(row.text(2)?).filter(|_| !is_secret),
        kind: row.text(3)?,
        written_at: row.instant(4)?,
        portal: PortalId::from(row.text(5)?),
        user: Some(row.text(6)?).filter(|user| !user.is_empty()).map(EntityId::from),
        state: State::parse(&row.text(7)?).unwrap_or(State::Kept),
        is_secret,
        attempts: row.int(9)?,
        next_at: row.opt_int(10)?.map(Instant),
        settled_at: row.opt_int(11)?.map(Instant),
        good_until: row.opt_int(12)?.map(Instant),
        note: Some(row.text(13)?).filter(|note| !note.is_empty()),
        is_remembered: row.fact(14)?,
        answer: row.opt_text(15)?,
    })
}

pub(super) fn find(tx: &mut Tx<'_>, id: &str) -> Result<Option<LetterRow>, DbError> {
    let sql = format!("SELECT {COLUMNS} FROM mails m WHERE m.tenant_id = $1 AND m.id = $2");
    tx.first(&sql, &[id.into()], letter)
}

pub(super) fn list(tx: &mut Tx<'_>, wanted: &LetterList) -> Result<Vec<LetterRow>, DbError> {
    let mut params: Vec<Param<'_>> = vec![wanted.size.clamp(1, 200).into(), wanted.from.max(0).into()];
    let mut conditions = String::new();
    let mut also = |column: &str, value: Option<String>| {
        if let Some(value) = value {
            params.push(value.into());
            conditions = format!("{conditions} AND {column} = ${}", params.len() + 1);
        }
    };
    also("m.state", wanted.state.map(|state| state.name().to_owned()));
    also("m.user_id", wanted.user.as_ref().map(|user| user.as_str().to_owned()));
    also("m.portal_id", wanted.portal.as_ref().map(|portal| portal.as_str().to_owned()));
    also("m.recipient", wanted.to.as_ref().map(|to| to.as_str().to_owned()));
    let sql = format!(
        "SELECT {COLUMNS} FROM mails m WHERE m.tenant_id = $1{conditions}
         ORDER BY m.created_at DESC, m.id DESC LIMIT $2 OFFSET $3"
    );
    tx.all(&sql, &params, letter)
}

/// Forgets what a letter said.
pub(super) fn forget(tx: &mut Tx<'_>, id: &str) -> Result<(), DbError> {
    let sql = "UPDATE mails SET body_text = '', body_html = '' WHERE tenant_id = $1 AND id = $2 AND state <> 'kept'";
    tx.execute(sql, &[id.into()])?;
    Ok(())
}

pub(super) fn mark_refused(
    tx: &mut Tx<'_>,
    address: &str,
    mail: &str,
    answer: &str,
    now: Instant,
) -> Result<(), DbError> {
    tx.execute(
        "INSERT INTO mail_addresses (tenant_id, address, refused_at, answer, mail_id) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (tenant_id, address) DO UPDATE SET refused_at = excluded.refused_at,
           answer = excluded.answer, mail_id = excluded.mail_id",
        &[address.into(), now.into(), answer.into(), mail.into()],
    )?;
    Ok(())
}

pub(super) fn unmark(tx: &mut Tx<'_>, address: &str) -> Result<(), DbError> {
    tx.execute("DELETE FROM mail_addresses WHERE tenant_id = $1 AND address = $2", &[address.into()])?;
    Ok(())
}

pub(super) fn refused(tx: &mut Tx<'_>, addresses: &[EmailAddress]) -> Result<Vec<RefusedAddress>, DbError> {
    if addresses.is_empty() {
        return Ok(Vec::new());
    }
    let marks: Vec<String> = (2..addresses.len() + 2).map(|n| format!("${n}")).collect();
    let sql = format!(
        "SELECT address, refused_at, answer, mail_id FROM mail_addresses WHERE tenant_id = $1 AND address IN ({})",
        marks.join(", ")
    );
    let params: Vec<Param<'_>> = addresses.iter().map(|address| address.as_str().into()).collect();
    tx.all(&sql, &params, |row| {
        Ok(RefusedAddress {
            address: row.text(0)?,
            at: row.instant(1)?,
            answer: row.text(2)?,
            mail: row.text(3)?,
        })
    })
}
