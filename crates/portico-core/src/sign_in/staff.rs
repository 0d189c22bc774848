//! Sign-in of the organisation's own people.

use portico_kit::{EmailAddress, Secret, SessionId, TenantId};

use super::{LoggedIn, refresh_text, store, tokens, verify_password, wrong};
use crate::{Core, Refusal, budgets};

/// How long a session of staff lasts: 12 hours.
const SESSION_SECONDS: i64 = 12 * 3600;

/// Signs a member of staff in by password.
pub async fn login_staff(
    core: &Core,
    email: &str,
    password: &Secret,
    network: &str,
) -> Result<LoggedIn, Refusal> {
    let email = EmailAddress::parse(email).map_err(|error| Refusal::invalid("email", error.to_string()))?;
    let system = TenantId::system();
    let subject = format!("staff|{email}|{}", budgets::network_prefix(network));
    budgets::check(core, &system, budgets::PASSWORDS, &subject).await?;
    let address = email.clone();
    let found = core.db().read(&system, move |tx| crate::staff::find_login(tx, &address)).await?;
    let (member, hash) = found.map_or((None, None), |(member, hash)| (Some(member), hash));
    let right = verify_password(core, hash, password).await?;
    let Some((tenant, user)) = member.filter(|_| right) else {
        budgets::spend(core, &system, budgets::PASSWORDS, &subject).await?;
        return Err(wrong());
    };
    let worker = core.clone();
    core.db()
        .write(&tenant, move |tx| {
            let now = worker.clock().now();
            let session = SessionId::fresh(now, worker.random());
            let secret = worker.random().token();
            store::insert_session(
                tx,
                &store::NewSession {
                    id: &session,
                    kind: "staff",
                    user: user.as_str(),
                    portal: None,
                    refresh_hash: &tokens::hash(&secret),
                    created_at: now,
                    expires_at: now.plus_seconds(SESSION_SECONDS),
                    acting: None,
                },
            )?;
            let refresh = refresh_text(tx.tenant(), &session, &secret);
            let base_url = &worker.options().base_url;
            let tokens = worker.signer().staff_tokens(
                base_url,
                tx.tenant(),
                user.as_str(),
                email.as_str(),
                &session,
                refresh.clone(),
                now,
            )?;
            Ok(LoggedIn {
                cookie: Secret::new(refresh),
                session,
                tenant: tx.tenant().clone(),
                portal: None,
                tokens,
            })
        })
        .await
}
