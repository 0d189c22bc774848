//! Dismissals: notes of a portal that a user has put away, each in the words it had then.

use std::collections::BTreeSet;

use portico_db::Tx;

use crate::{Caller, Refusal};

/// The longest id of a note, and the longest mark of its words.
const LONGEST: usize = 200;

/// Which notes of which words the caller has put away: block and mark.
pub fn list(tx: &mut Tx<'_>, caller: &Caller) -> Result<BTreeSet<(String, String)>, Refusal> {
    let Some(user) = caller.portal_user() else { return Ok(BTreeSet::new()) };
    let sql = "SELECT block_id, mark FROM dismissals WHERE tenant_id = $1 AND user_id = $2";
    let all = tx.all(sql, &[user.as_str().into()], |row| Ok((row.text(0)?, row.text(1)?)))?;
    Ok(all.into_iter().collect())
}

/// Puts a note of these words away for the caller. In other words it would be another note and is shown again.
///
/// # Errors
/// `Invalid` for a note that cannot be; `Forbidden` for previews and staff, who are shown what others see.
pub fn dismiss(tx: &mut Tx<'_>, caller: &Caller, block: &str, mark: &str) -> Result<(), Refusal> {
    let Some(user) = caller.portal_user().filter(|_| !caller.viewer.reads_only()) else {
        return Err(Refusal::Forbidden { message: "Only a portal user puts notes away.".to_owned() });
    };
    if block.is_empty() || block.len() > LONGEST || mark.len() > LONGEST {
        return Err(Refusal::invalid("block", "There is no such note."));
    }
    tx.execute(
        "INSERT INTO dismissals (tenant_id, user_id, block_id, mark, dismissed_at) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (tenant_id, user_id, block_id)
         DO UPDATE SET mark = excluded.mark, dismissed_at = excluded.dismissed_at",
        &[user.as_str().into(), block.into(), mark.into(), caller.now.into()],
    )?;
    Ok(())
}
