//! Steps of a sign-in: what follows the right password, sign-in without one, and the mails that carry codes and links.

use std::sync::Arc;

use portico_db::Tx;
use portico_kit::{EmailAddress, EntityId, PortalId, Secret, TenantId};
use portico_queue::{Handler, Job, NewJob, enqueue};
use serde_json::{Value, json};

use super::next::{self, Proved};
use super::{LoggedIn, acting, store};
use crate::letters::{self, Contents, Kind, Recipient};
use crate::one_time::{self, Handle, New, Proof, Purpose, Standing};
use crate::portals::Portal;
use crate::{Core, Refusal, authenticators, budgets, portals, users};

/// The secrets that end in a session when they are answered.
const ANSWERED: [Purpose; 2] = [Purpose::SignIn, Purpose::SecondStep];

/// What follows a right password.
#[derive(Clone, Debug)]
pub enum Step {
    /// The user is in.
    In(Box<LoggedIn>),
    /// One more proof is needed.
    Challenge(Challenge),
}

impl Step {
    /// The session, when there is one already.
    pub fn done(self) -> Option<LoggedIn> {
        match self {
            Self::In(logged_in) => Some(*logged_in),
            Self::Challenge(_) => None,
        }
    }
}

/// A proof that is needed beside the password.
#[derive(Clone, Debug)]
pub struct Challenge {
    /// Which proof.
    pub kind: ChallengeKind,
    /// Under which it is awaited.
    pub session: Secret,
}

/// Which proof is needed beside the password.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum ChallengeKind {
    /// The code, or the link, of a mail.
    EmailCode,
    /// The code of an app, or a recovery code.
    Totp,
    /// A passkey, which then signs in by itself.
    Passkey,
}

impl ChallengeKind {
    /// Its name for programs.
    pub fn code(self) -> &'static str {
        match self {
            Self::EmailCode => "EMAIL_CODE",
            Self::Totp => "TOTP",
            Self::Passkey => "PASSKEY",
        }
    }
}

/// What is switched on in a portal's configuration: `a.b.enabled`.
pub(super) fn is_on(portal: &Portal, place: &str) -> bool {
    portal.doc.pointer(place).and_then(Value::as_bool).unwrap_or(false)
}

/// What follows a right password.
pub(super) async fn after_password(
    core: &Core,
    tenant: &TenantId,
    portal: &PortalId,
    user: &EntityId,
) -> Result<Step, Refusal> {
    let (worker, portal, user) = (core.clone(), portal.clone(), user.clone());
    core.db().write(tenant, move |tx| next::follow(tx, &worker, &portal, &user, Proved::Password)).await
}

/// Begins a sign-in without password: a code and a link go to the address, when somebody has it. The answer is the
/// same for everybody.
pub async fn passwordless(
    core: &Core,
    portal: &str,
    email: &str,
    network: &str,
) -> Result<Challenge, Refusal> {
    let (tenant, portal) = portals::located(core, portal).await?;
    let email = EmailAddress::parse(email).map_err(|error| Refusal::invalid("email", error.to_string()))?;
    let handle = Handle::fresh(core.clock().now(), core.random());
    let (id, sealed) = handle.sealed();
    let payload = json!({ "id": id, "handle": sealed });
    ask_for_mail(core, &tenant, &portal, &email, network, (Purpose::SignIn, payload)).await?;
    Ok(Challenge { kind: ChallengeKind::EmailCode, session: handle.text(&tenant) })
}

/// Leaves a mail to a worker, so that the answer takes as long whether or not anybody has the address.
pub(super) async fn ask_for_mail(
    core: &Core,
    tenant: &TenantId,
    portal: &PortalId,
    email: &EmailAddress,
    network: &str,
    (purpose, mut payload): (Purpose, Value),
) -> Result<(), Refusal> {
    budgets::take(core, tenant, budgets::LOOKUPS, &budgets::network_prefix(network)).await?;
    payload["purpose"] = purpose.code().into();
    payload["portal"] = portal.as_str().into();
    payload["email"] = email.as_str().into();
    let (worker, portal) = (core.clone(), portal.clone());
    core.db()
        .write(tenant, move |tx| {
            let setup = worker.setup(tx, &portal)?;
            if purpose == Purpose::SignIn
                && !is_on(&setup.portal, "/auth_settings/passwordless_login/enabled")
            {
                let message = "This portal asks for a password. Sign in with it.".to_owned();
                return Err(Refusal::Forbidden { message });
            }
            let job = NewJob::now("sign_in_mail", payload.clone(), worker.clock().now());
            Ok(enqueue(tx, &job, worker.random())?)
        })
        .await
}

/// Does the jobs of kind `sign_in_mail`.
pub(crate) fn handler(core: Core) -> Handler {
    Arc::new(move |tx, job| mail(tx, &core, job).map_err(|refusal| format!("{refusal:?}")))
}

fn mail(tx: &mut Tx<'_>, core: &Core, job: &Job) -> Result<(), Refusal> {
    let text = |key: &str| job.payload.get(key).and_then(Value::as_str).unwrap_or_default();
    let (portal, now) = (PortalId::from(text("portal")), core.clock().now());
    let Ok(email) = EmailAddress::parse(text("email")) else { return Ok(()) };
    let Some(user) = users::find_by_email(tx, &portal, &email)? else { return Ok(()) };
    let Some(person) = store::person(tx, &user)?.filter(|person| person.is_let_in(now)) else {
        return Ok(());
    };
    let setup = core.setup(tx, &portal)?;
    let budget = format!("{portal}|{email}");
    if !setup.lets_users_in() || !budgets::take_in(tx, core, budgets::MAILS_TO_ADDRESS, &budget)? {
        return Ok(());
    }
    let purpose =
        if text("purpose") == Purpose::SignIn.code() { Purpose::SignIn } else { Purpose::ResetPassword };
    let new = New {
        purpose,
        portal: &portal,
        subject: user.as_str(),
        email: &person.email,
        payload: Value::Null,
        lasts: one_time::LASTS,
    };
    if purpose == Purpose::SignIn {
        let (code, link) = one_time::issue_under(tx, &new, text("id"), text("handle"), now, core.random())?;
        return mail_code(tx, core, &setup.portal, &user, &code, &link);
    }
    let issued = one_time::issue(tx, &new, now, core.random())?;
    let link = setup.portal.link(core, "/reset-password", &[("token", issued.link.expose())]);
    let contents = Contents { code: Some(issued.code), link: Some(link), ..Contents::default() };
    let to = Recipient::of_user(tx, core, &user)?;
    // Whoever came by another account has none to forget.
    let kind = match store::has_password(tx, &user)? {
        true => Kind::ForgotPassword,
        false => Kind::VerifyCodeToSetPassword,
    };
    letters::send(tx, core, &setup.portal, kind, &to, &contents)
}

pub(super) fn mail_code(
    tx: &mut Tx<'_>,
    core: &Core,
    portal: &Portal,
    user: &EntityId,
    code: &Secret,
    link: &Secret,
) -> Result<(), Refusal> {
    let link = portal.link(core, "/sign-in/link", &[("token", link.expose())]);
    let contents = Contents { code: Some(code.clone()), link: Some(link), ..Contents::default() };
    let to = Recipient::of_user(tx, core, user)?;
    letters::send(tx, core, portal, Kind::AdvancedAuth, &to, &contents)
}

/// What follows the code of a mail or of an app, under the handle that the sign-in began with; where a portal is named,
/// only when it began there.
pub async fn answer_challenge(
    core: &Core,
    session: &Secret,
    code: &Secret,
    portal: Option<&PortalId>,
) -> Result<Step, Refusal> {
    let (worker, handle, code) = (core.clone(), session.clone(), code.clone());
    let portal = portal.cloned();
    step_by(core, session, move |tx, now| {
        let all = [ANSWERED.as_slice(), &[Purpose::SecondFactor]].concat();
        let began = one_time::awaited(tx, &all, &handle, now)?;
        let is_elsewhere = |proof: &Proof| portal.as_ref().is_some_and(|portal| *portal != proof.portal);
        if began.is_some_and(|(_, proof)| is_elsewhere(&proof)) {
            return Ok(None);
        }
        let factor = [Purpose::SecondFactor];
        if let Some((_, proof)) = one_time::awaited(tx, &factor, &handle, now)? {
            let user = EntityId::from(proof.subject.as_str());
            let right = authenticators::prove(tx, &worker, &user, &code)?;
            return one_time::settle_awaited(tx, &factor, &handle, right, now);
        }
        Ok(one_time::redeem_awaited(tx, &ANSWERED, &handle, &code, now)?.map(|(_, proof)| proof))
    })
    .await
}

/// What follows the link of a mail.
pub async fn login_by_link(core: &Core, link: &Secret) -> Result<Step, Refusal> {
    let token = link.clone();
    step_by(core, link, move |tx, now| {
        for purpose in ANSWERED {
            if let Some(proof) = one_time::redeem_link(tx, purpose, &token, now)? {
                return Ok(Some(proof));
            }
        }
        Ok(None)
    })
    .await
}

/// What follows a token that stands for a sign-in elsewhere: a session, or a second factor where the portal asks for it.
///
/// Where a portal is named, only when the token is for it.
pub async fn exchange(core: &Core, token: &Secret, portal: Option<&PortalId>) -> Result<Step, Refusal> {
    let (link, portal) = (token.clone(), portal.cloned());
    let step = step_by(core, token, move |tx, now| {
        for purpose in [Purpose::Exchange, Purpose::LoginAs] {
            let standing = one_time::look(tx, purpose, &link, now)?;
            let Standing::Open(proof) = standing else { continue };
            if portal.as_ref().is_some_and(|portal| *portal != proof.portal) {
                return Ok(None);
            }
        }
        match one_time::redeem_link(tx, Purpose::Exchange, &link, now)? {
            Some(proof) => Ok(Some(proof)),
            None => one_time::redeem_link(tx, Purpose::LoginAs, &link, now),
        }
    });
    step.await
}

/// A session in which a member of staff acts in a user's place, for a token of this portal.
pub async fn begin_acting(core: &Core, portal: &PortalId, token: &Secret) -> Result<LoggedIn, Refusal> {
    let (link, portal) = (token.clone(), portal.clone());
    let step = step_by(core, token, move |tx, now| match one_time::look(tx, Purpose::LoginAs, &link, now)? {
        Standing::Open(proof) if proof.portal == portal => {
            one_time::redeem_link(tx, Purpose::LoginAs, &link, now)
        }
        _ => Ok(None),
    });
    step.await?.done().ok_or_else(not_right)
}

async fn step_by(
    core: &Core,
    text: &Secret,
    prove: impl Fn(&mut Tx<'_>, portico_kit::Instant) -> Result<Option<Proof>, Refusal> + Send + 'static,
) -> Result<Step, Refusal> {
    let tenant = one_time::tenant_of(text.expose()).ok_or_else(not_right)?;
    let worker = core.clone();
    let taken = core
        .db()
        .write(&tenant, move |tx| {
            // A wrong code stays counted although the answer is a refusal.
            let Some(proof) = prove(tx, worker.clock().now())? else { return Ok::<_, Refusal>(None) };
            let user = EntityId::from(proof.subject.as_str());
            let same = store::person(tx, &user)?.is_some_and(|person| person.email == proof.email);
            if !same {
                return Ok(None);
            }
            if let Some(acting) = acting::of(&proof, worker.clock().now()) {
                let opened = acting::begin(tx, &worker, &proof, &user, &acting)?;
                return Ok(Some(Step::In(Box::new(opened))));
            }
            next::follow(tx, &worker, &proof.portal, &user, proved_by(&proof)).map(Some)
        })
        .await;
    match taken {
        Ok(found) => found.ok_or_else(not_right),
        // An organisation that does not exist has no codes either.
        Err(Refusal::NotFound) => Err(not_right()),
        Err(refusal) => Err(refusal),
    }
}

fn proved_by(proof: &Proof) -> Proved {
    match proof.purpose {
        Purpose::SecondFactor => Proved::SecondFactor,
        Purpose::SecondStep => Proved::PasswordAndMail,
        Purpose::Exchange if proof.payload.get("twice") == Some(&true.into()) => Proved::ElsewhereTwice,
        Purpose::Exchange => Proved::Elsewhere,
        _ => Proved::Mail,
    }
}

fn not_right() -> Refusal {
    Refusal::Unauthenticated {
        message: "The code is not right, was used, or is too old. Ask for a new one.".to_owned(),
        reason: Some("CODE_NOT_VALID"),
    }
}
