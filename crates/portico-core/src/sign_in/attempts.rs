//! Wrong passwords are counted per account and network, so that guessing is slow and the owner is not locked out.

use portico_kit::TenantId;

use crate::{Core, Refusal};

/// How many wrong passwords are allowed in a window.
const ALLOWED: i64 = 10;
/// The window, in seconds.
const WINDOW: i64 = 15 * 60;

/// The network of an address: three parts of IPv4, four of IPv6.
pub(super) fn network_prefix(address: &str) -> String {
    if address.contains(':') {
        address.split(':').take(4).collect::<Vec<_>>().join(":")
    } else {
        address.split('.').take(3).collect::<Vec<_>>().join(".")
    }
}

/// Refuses when there were too many wrong passwords lately.
pub(super) async fn check(core: &Core, tenant: &TenantId, subject: &str) -> Result<(), Refusal> {
    if !core.options().limits {
        return Ok(());
    }
    let (now, subject) = (core.clock().now(), subject.to_owned());
    let found = core
        .db()
        .read(tenant, move |tx| {
            let sql = "SELECT window_started_at, failures FROM sign_in_attempts WHERE tenant_id = $1 AND subject = $2";
            Ok::<_, Refusal>(tx.first(sql, &[subject.as_str().into()], |row| Ok((row.instant(0)?, row.int(1)?)))?)
        })
        .await?;
    match found {
        Some((started_at, failures)) if failures >= ALLOWED && now < started_at.plus_seconds(WINDOW) => {
            Err(Refusal::TooMany {
                retry_after: started_at.plus_seconds(WINDOW).seconds() - now.seconds() + 1,
            })
        }
        _ => Ok(()),
    }
}

/// Counts a wrong password.
pub(super) async fn note_failure(core: &Core, tenant: &TenantId, subject: &str) -> Result<(), Refusal> {
    let (now, subject) = (core.clock().now(), subject.to_owned());
    core.db()
        .write(tenant, move |tx| {
            let old = now.plus_seconds(-WINDOW);
            tx.execute(
                "INSERT INTO sign_in_attempts (tenant_id, subject, window_started_at, failures) VALUES ($1, $2, $3, 1)
                 ON CONFLICT (tenant_id, subject) DO UPDATE SET
                   failures = CASE WHEN sign_in_attempts.window_started_at < $4 THEN 1
                                   ELSE sign_in_attempts.failures + 1 END,
                   window_started_at = CASE WHEN sign_in_attempts.window_started_at < $4 THEN $3
                                            ELSE sign_in_attempts.window_started_at END",
                &[subject.as_str().into(), now.into(), old.into()],
            )?;
            Ok(())
        })
        .await
}

#[cfg(test)]
mod tests {
    use super::network_prefix;

    #[test]
    fn a_network_is_wider_than_an_address() {
        assert_eq!(network_prefix("192.0.2.17"), "192.0.2");
        assert_eq!(network_prefix("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2");
    }
}
