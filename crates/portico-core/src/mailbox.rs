//! The local mailbox: letters as they look. Those that went to a server are among them unless they carry a secret.

use portico_db::{DbError, Row, Tx};
use serde_json::{Value, json};

/// The columns of a letter, in the order of [`letter`].
const COLUMNS: &str = "id, recipient, subject, body_text, body_html, created_at, template";

/// Whose words staff may read: a code on its way to its owner is nobody else's.
const OPEN: &str = "(state = 'kept' OR secret = 0)";

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
        "SELECT {COLUMNS} FROM mails WHERE tenant_id = $1 AND {OPEN}
         ORDER BY created_at DESC, id DESC LIMIT $2"
    );
    tx.all(&sql, &[size.clamp(1, 500).into()], letter)
}

/// One letter.
pub fn find(tx: &mut Tx<'_>, id: &str) -> Result<Option<Value>, DbError> {
    let sql = format!("SELECT {COLUMNS} FROM mails WHERE tenant_id = $1 AND id = $2 AND {OPEN}");
    tx.first(&sql, &[id.into()], letter)
}
