//! The local mailbox: every mail is kept here while no mail server is configured.

use portico_db::{DbError, Row, Tx};
use portico_kit::{Instant, Random};
use portico_mail::Letter;
use serde_json::{Value, json};

/// Puts a letter into the organisation's mailbox.
pub fn deliver(tx: &mut Tx<'_>, letter: &Letter, now: Instant, random: &Random) -> Result<(), DbError> {
    tx.execute(
        "INSERT INTO mails (tenant_id, id, recipient, subject, body_text, body_html, template, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        &[
            random.uuid_v7(now).into(),
            letter.to.as_str().into(),
            letter.subject.as_str().into(),
            letter.text.as_str().into(),
            letter.html.as_str().into(),
            letter.template.into(),
            now.into(),
        ],
    )?;
    Ok(())
}

/// The columns of a letter, in the order of [`letter`].
const COLUMNS: &str = "id, recipient, subject, body_text, body_html, created_at, template";

fn letter(row: &Row<'_>) -> Result<Value, DbError> {
    Ok(json!({
        "id": row.text(0)?,
        "to": row.text(1)?,
        "subject": row.text(2)?,
        "text": row.text(3)?,
        "html": row.text(4)?,
        "created_at": row.instant(5)?.to_iso(),
        "template": row.text(6)?,
    }))
}

/// The newest letters, as programs read them.
pub fn list(tx: &mut Tx<'_>, size: i64) -> Result<Vec<Value>, DbError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM mails WHERE tenant_id = $1 ORDER BY created_at DESC, id DESC LIMIT $2"
    );
    tx.all(&sql, &[size.clamp(1, 500).into()], letter)
}

/// One letter.
pub fn find(tx: &mut Tx<'_>, id: &str) -> Result<Option<Value>, DbError> {
    let sql = format!("SELECT {COLUMNS} FROM mails WHERE tenant_id = $1 AND id = $2");
    tx.first(&sql, &[id.into()], letter)
}
