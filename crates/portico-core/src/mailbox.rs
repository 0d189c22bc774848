//! The local mailbox: every mail is kept here while no mail server is configured.

use portico_db::{DbError, Tx};
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

/// The newest letters, as programs read them.
pub fn list(tx: &mut Tx<'_>, size: i64) -> Result<Vec<Value>, DbError> {
    let sql = "SELECT id, recipient, subject, body_text, body_html, created_at, template FROM mails
               WHERE tenant_id = $1 ORDER BY created_at DESC, id DESC LIMIT $2";
    tx.all(sql, &[size.clamp(1, 500).into()], |row| {
        Ok(json!({
            "id": row.text(0)?,
            "to": row.text(1)?,
            "subject": row.text(2)?,
            "text": row.text(3)?,
            "html": row.text(4)?,
            "created_at": row.instant(5)?.to_iso(),
            "template": row.text(6)?,
        }))
    })
}
