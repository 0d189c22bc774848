//! Budgets: how often something may be tried or sent in a while, kept in the database, so that all nodes share them and
//! a restart does not refill them.

use portico_db::Tx;
use portico_kit::{Instant, TenantId};

use crate::{Core, Refusal};

/// How often something may happen in a while.
#[derive(Clone, Copy, Debug)]
pub struct Budget {
    /// What happens.
    pub name: &'static str,
    /// How often it may.
    pub most: i64,
    /// In how many seconds.
    pub seconds: i64,
}

/// Wrong passwords of one account from one network.
pub const PASSWORDS: Budget = Budget { name: "password", most: 10, seconds: 15 * 60 };
/// Wrong passwords of one account from everywhere, so that many networks do not help to guess it.
pub const PASSWORDS_OF_ACCOUNT: Budget = Budget { name: "password_account", most: 100, seconds: 3600 };
/// Wrong codes of one user's app, in however many sign-ins.
pub const SECOND_FACTORS: Budget = Budget { name: "second_factor", most: 10, seconds: 3600 };
/// Mails that strangers cause to one address.
pub const MAILS_TO_ADDRESS: Budget = Budget { name: "mail", most: 3, seconds: 3600 };
/// Mails that somebody causes who has proved the password.
pub const MAILS_TO_OWNER: Budget = Budget { name: "mail_owner", most: 10, seconds: 3600 };
/// Questions of one network whether somebody or something is known.
pub const LOOKUPS: Budget = Budget { name: "lookup", most: 60, seconds: 15 * 60 };
/// Identifications on one surface that led to nobody, from one network.
pub const IDENTIFICATIONS: Budget = Budget { name: "identification", most: 10, seconds: 15 * 60 };
/// Identifications on one surface that led to nobody, from everywhere.
pub const IDENTIFICATIONS_OF_SURFACE: Budget =
    Budget { name: "identification_surface", most: 300, seconds: 3600 };
/// Contracts that one user tries to add by their identifiers.
pub const CLAIMS: Budget = Budget { name: "claim", most: 20, seconds: 3600 };
/// Sign-ins with identity providers that one network begins: each asks another server.
pub const PROVIDERS: Budget = Budget { name: "provider", most: 200, seconds: 15 * 60 };
/// Letters by which staff of one organisation try out a mail server.
pub const MAIL_TRIES: Budget = Budget { name: "mail_try", most: 30, seconds: 3600 };
/// New accounts from one network.
pub const REGISTRATIONS: Budget = Budget { name: "registration", most: 20, seconds: 3600 };

impl Budget {
    /// The row that counts for a subject.
    fn row(&self, subject: &str) -> String {
        format!("{}|{subject}", self.name)
    }
}

/// The network of an address: three parts of IPv4, four of IPv6.
pub fn network_prefix(address: &str) -> String {
    if address.contains(':') {
        address.split(':').take(4).collect::<Vec<_>>().join(":")
    } else {
        address.split('.').take(3).collect::<Vec<_>>().join(".")
    }
}

/// Refuses when a budget is spent; spends nothing.
pub async fn check(core: &Core, tenant: &TenantId, budget: Budget, subject: &str) -> Result<(), Refusal> {
    if !core.options().limits {
        return Ok(());
    }
    let (now, row) = (core.clock().now(), budget.row(subject));
    core.db().read(tenant, move |tx| refuse_spent(tx, budget, &row, now)).await
}

/// Spends one of a budget whether or not it is over.
pub async fn spend(core: &Core, tenant: &TenantId, budget: Budget, subject: &str) -> Result<(), Refusal> {
    let (now, row) = (core.clock().now(), budget.row(subject));
    core.db().write(tenant, move |tx| count(tx, budget, &row, now)).await
}

/// Spends one of a budget, or refuses when it is spent.
pub async fn take(core: &Core, tenant: &TenantId, budget: Budget, subject: &str) -> Result<(), Refusal> {
    if !core.options().limits {
        return Ok(());
    }
    let (now, row) = (core.clock().now(), budget.row(subject));
    core.db()
        .write(tenant, move |tx| {
            refuse_spent(tx, budget, &row, now)?;
            count(tx, budget, &row, now)
        })
        .await
}

/// As [`take`], inside a transaction that is kept; false when the budget is spent.
pub fn take_in(tx: &mut Tx<'_>, core: &Core, budget: Budget, subject: &str) -> Result<bool, Refusal> {
    if !core.options().limits {
        return Ok(true);
    }
    let (now, row) = (core.clock().now(), budget.row(subject));
    match refuse_spent(tx, budget, &row, now) {
        Err(Refusal::TooMany { .. }) => Ok(false),
        Err(refusal) => Err(refusal),
        Ok(()) => count(tx, budget, &row, now).map(|()| true),
    }
}

/// Whether a budget is spent; spends nothing.
pub(crate) fn is_spent_in(
    tx: &mut Tx<'_>,
    core: &Core,
    budget: Budget,
    subject: &str,
) -> Result<bool, Refusal> {
    if !core.options().limits {
        return Ok(false);
    }
    match refuse_spent(tx, budget, &budget.row(subject), core.clock().now()) {
        Err(Refusal::TooMany { .. }) => Ok(true),
        other => other.map(|()| false),
    }
}

/// As [`spend`], inside a transaction that is kept.
pub(crate) fn spend_in(tx: &mut Tx<'_>, core: &Core, budget: Budget, subject: &str) -> Result<(), Refusal> {
    count(tx, budget, &budget.row(subject), core.clock().now())
}

fn refuse_spent(tx: &mut Tx<'_>, budget: Budget, row: &str, now: Instant) -> Result<(), Refusal> {
    let sql = "SELECT window_started_at, spent FROM budgets WHERE tenant_id = $1 AND subject = $2";
    let found = tx.first(sql, &[row.into()], |row| Ok((row.instant(0)?, row.int(1)?)))?;
    match found.map(|(began, spent)| (began.plus_seconds(budget.seconds), spent)) {
        Some((ends, spent)) if spent >= budget.most && now < ends => {
            Err(Refusal::TooMany { retry_after: ends.seconds() - now.seconds() + 1 })
        }
        _ => Ok(()),
    }
}

fn count(tx: &mut Tx<'_>, budget: Budget, row: &str, now: Instant) -> Result<(), Refusal> {
    let old = now.plus_seconds(-budget.seconds);
    tx.execute(
        "INSERT INTO budgets (tenant_id, subject, window_started_at, spent) VALUES ($1, $2, $3, 1)
         ON CONFLICT (tenant_id, subject) DO UPDATE SET
           spent = CASE WHEN budgets.window_started_at < $4 THEN 1 ELSE budgets.spent + 1 END,
           window_started_at = CASE WHEN budgets.window_started_at < $4 THEN $3 ELSE budgets.window_started_at END",
        &[row.into(), now.into(), old.into()],
    )?;
    Ok(())
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
