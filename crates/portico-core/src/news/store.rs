//! What users were told, or will be: each thing once.

use portico_db::{DbError, Tx};
use portico_kit::{EntityId, Instant, Locale};

use super::News;
use crate::letters::Kind;

/// So many things stand in one letter at most.
const MOST: i64 = 200;

/// Notes news for a user, in the language that it will be told in; false when it was noted before.
pub(super) fn insert(
    tx: &mut Tx<'_>,
    user: &EntityId,
    news: &News,
    locale: Locale,
    now: Instant,
) -> Result<bool, DbError> {
    let added = tx.execute(
        "INSERT INTO news (tenant_id, user_id, kind, entity_id, language, noted_at)
         VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (tenant_id, user_id, kind, entity_id) DO NOTHING",
        &[
            user.as_str().into(),
            news.kind.name().into(),
            news.id.as_str().into(),
            locale.code().into(),
            now.into(),
        ],
    )?;
    Ok(added > 0)
}

/// What waits to be told to a user, oldest first; it counts as told from now on.
pub(super) fn take(
    tx: &mut Tx<'_>,
    user: &EntityId,
    kind: Kind,
    now: Instant,
) -> Result<Vec<(EntityId, Locale)>, DbError> {
    let sql = "SELECT entity_id, language FROM news
               WHERE tenant_id = $1 AND user_id = $2 AND kind = $3 AND told_at IS NULL
               ORDER BY noted_at, entity_id LIMIT $4";
    let waiting = tx.all(sql, &[user.as_str().into(), kind.name().into(), MOST.into()], |row| {
        Ok((EntityId::from(row.text(0)?), Locale::parse(&row.text(1)?).unwrap_or_default()))
    })?;
    let sql = "UPDATE news SET told_at = $4
               WHERE tenant_id = $1 AND user_id = $2 AND kind = $3 AND told_at IS NULL";
    tx.execute(sql, &[user.as_str().into(), kind.name().into(), now.into()])?;
    Ok(waiting)
}
