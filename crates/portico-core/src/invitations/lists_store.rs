//! Rows of `invitation_lists` and `invitation_rows`.

use portico_db::{DbError, Param, Row, Tx};
use portico_kit::{EntityId, Instant};

use super::judging::Outcome;
use super::lists::{Counts, ListRow, ListState, Listed};
use super::reading::Line;

const COLUMNS: &str = "id, doc, state, created_at, sent_at, finished_at";

fn read(row: &Row<'_>) -> Result<Option<Listed>, DbError> {
    let Ok(facts) = serde_json::from_str(&row.text(1)?) else { return Ok(None) };
    Ok(Some(Listed {
        id: row.text(0)?,
        facts,
        state: ListState::parse(&row.text(2)?),
        created_at: row.instant(3)?,
        sent_at: row.opt_int(4)?.map(Instant),
        finished_at: row.opt_int(5)?.map(Instant),
    }))
}

pub(super) fn insert(
    tx: &mut Tx<'_>,
    list: &Listed,
    rows: &[(Line, Outcome, Option<EntityId>)],
) -> Result<(), DbError> {
    let doc = serde_json::to_string(&list.facts).unwrap_or_default();
    tx.execute(
        "INSERT INTO invitation_lists (tenant_id, id, doc, state, created_at) VALUES ($1, $2, $3, $4, $5)",
        &[list.id.as_str().into(), doc.into(), list.state.word().into(), list.created_at.into()],
    )?;
    let columns = ["tenant_id", "list_id", "position", "doc", "outcome", "contact_id"];
    let params = rows.iter().enumerate().map(|(position, (line, outcome, contact))| -> [Param<'_>; 5] {
        [
            list.id.clone().into(),
            i64::try_from(position).unwrap_or(i64::MAX).into(),
            serde_json::to_string(line).unwrap_or_default().into(),
            outcome.word().into(),
            contact.as_ref().map(EntityId::as_str).into(),
        ]
    });
    tx.insert_many("invitation_rows", &columns, params)
}

/// Forgets the lists that were brought before a moment; the invitations stay.
pub(super) fn forget_before(tx: &mut Tx<'_>, moment: Instant) -> Result<(), DbError> {
    let sql = "DELETE FROM invitation_rows WHERE tenant_id = $1
                 AND list_id IN (SELECT id FROM invitation_lists WHERE tenant_id = $1 AND created_at < $2)";
    tx.execute(sql, &[moment.into()])?;
    tx.execute("DELETE FROM invitation_lists WHERE tenant_id = $1 AND created_at < $2", &[moment.into()])?;
    Ok(())
}

pub(super) fn find(tx: &mut Tx<'_>, id: &str) -> Result<Option<Listed>, DbError> {
    let sql = format!("SELECT {COLUMNS} FROM invitation_lists WHERE tenant_id = $1 AND id = $2");
    Ok(tx.first(&sql, &[id.into()], read)?.flatten())
}

pub(super) fn latest(tx: &mut Tx<'_>, most: i64) -> Result<Vec<Listed>, DbError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM invitation_lists WHERE tenant_id = $1 ORDER BY created_at DESC, id DESC LIMIT $2"
    );
    Ok(tx.all(&sql, &[most.into()], read)?.into_iter().flatten().collect())
}

pub(super) fn set_state(
    tx: &mut Tx<'_>,
    id: &str,
    state: ListState,
    sent_at: Option<Instant>,
    finished_at: Option<Instant>,
) -> Result<(), DbError> {
    let sql = "UPDATE invitation_lists SET state = $3, sent_at = COALESCE($4, sent_at), finished_at = $5
               WHERE tenant_id = $1 AND id = $2";
    tx.execute(sql, &[id.into(), state.word().into(), sent_at.into(), finished_at.into()])?;
    Ok(())
}

/// Lets the lines of an outcome wait for their turn; answers how many.
pub(super) fn turn(tx: &mut Tx<'_>, id: &str, outcome: Outcome) -> Result<usize, DbError> {
    let sql =
        "UPDATE invitation_rows SET outcome = $4 WHERE tenant_id = $1 AND list_id = $2 AND outcome = $3";
    let params = [id.into(), outcome.word().into(), Outcome::Waiting.word().into()];
    Ok(usize::try_from(tx.execute(sql, &params)?).unwrap_or(usize::MAX))
}

/// Lets the lines wait whose invitations were neither taken up nor taken back; answers how many.
pub(super) fn turn_open(tx: &mut Tx<'_>, id: &str) -> Result<usize, DbError> {
    let sql = "UPDATE invitation_rows SET outcome = $4 WHERE tenant_id = $1 AND list_id = $2 AND outcome = $3
               AND invitation_id IN (SELECT id FROM invitations WHERE tenant_id = $1 AND accepted_at IS NULL
                                     AND revoked_at IS NULL)";
    let params = [id.into(), Outcome::Invited.word().into(), Outcome::Waiting.word().into()];
    Ok(usize::try_from(tx.execute(sql, &params)?).unwrap_or(usize::MAX))
}

pub(super) fn settle(
    tx: &mut Tx<'_>,
    id: &str,
    position: i64,
    (outcome, contact, invitation): (Outcome, Option<&EntityId>, Option<&str>),
) -> Result<(), DbError> {
    let sql = "UPDATE invitation_rows SET outcome = $4, contact_id = COALESCE($5, contact_id),
                 invitation_id = COALESCE($6, invitation_id) WHERE tenant_id = $1 AND list_id = $2 AND position = $3";
    let contact = contact.map(EntityId::as_str);
    tx.execute(sql, &[id.into(), position.into(), outcome.word().into(), contact.into(), invitation.into()])?;
    Ok(())
}

pub(super) fn counts(tx: &mut Tx<'_>, id: &str) -> Result<Counts, DbError> {
    let sql = "SELECT outcome, count(*) FROM invitation_rows WHERE tenant_id = $1 AND list_id = $2 GROUP BY outcome";
    let found = tx.all(sql, &[id.into()], |row| Ok((row.text(0)?, row.int(1)?)))?;
    Ok(found.into_iter().filter_map(|(word, count)| Some((Outcome::parse(&word)?, count))).collect())
}

pub(super) fn rows(
    tx: &mut Tx<'_>,
    id: &str,
    outcome: Option<Outcome>,
    (from, size): (i64, i64),
) -> Result<Vec<ListRow>, DbError> {
    let sql = "SELECT position, doc, outcome, contact_id, invitation_id FROM invitation_rows
               WHERE tenant_id = $1 AND list_id = $2 AND ($3 = '' OR outcome = $3)
               ORDER BY position LIMIT $4 OFFSET $5";
    let wanted = outcome.map_or("", Outcome::word);
    tx.all(sql, &[id.into(), wanted.into(), size.into(), from.into()], |row| {
        Ok(ListRow {
            position: row.int(0)?,
            line: serde_json::from_str(&row.text(1)?).unwrap_or_default(),
            outcome: Outcome::parse(&row.text(2)?).unwrap_or(Outcome::Waiting),
            contact: row.opt_text(3)?.map(|id| (EntityId::from(id), String::new())),
            invitation: row.opt_text(4)?,
        })
    })
}
