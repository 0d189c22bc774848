//! Layer 1: organisation, portal, user and credential are live.

use crate::denial::{Denial, Layer, Reason, Verdict};
use crate::question::{Action, Question};
use crate::viewer::{PortalViewer, Viewer};

/// Whether this viewer may ask at all; a user without a contact is refused as pending.
pub fn check_state(viewer: &Viewer) -> Result<(), Denial> {
    match refusals(viewer).first() {
        Some(reason) => Err(refuse(*reason)),
        None => Ok(()),
    }
}

/// The same for one question: a pending user may read its own portal user.
pub(crate) fn check_state_for(viewer: &Viewer, question: &Question) -> Result<(), Denial> {
    let own = question.record.as_ref().map(|id| (id.as_str(), question.schema.as_str()));
    match refusals_for(viewer, &question.action, own).first() {
        Some(reason) => Err(refuse(*reason)),
        None => Ok(()),
    }
}

/// Every reason of this layer against reading or changing a record.
pub(crate) fn refusals_for(viewer: &Viewer, action: &Action, record: Option<(&str, &str)>) -> Vec<Reason> {
    let mut reasons = refusals(viewer);
    let reads_itself = viewer.portal().zip(record).is_some_and(|(user, (id, schema))| {
        *action == Action::View && schema == "portal_user" && user.roots.is_own(id, schema)
    });
    if reads_itself {
        reasons.retain(|reason| *reason != Reason::PendingActivation);
    }
    reasons
}

fn refusals(viewer: &Viewer) -> Vec<Reason> {
    let organisation = match viewer {
        Viewer::Organisation(viewer) => viewer.organisation_enabled,
        Viewer::Portal(user) => user.policy.organisation_enabled(),
        Viewer::Preview(preview) => preview.user.policy.organisation_enabled(),
        Viewer::Surface(surface) => surface.user.policy.organisation_enabled(),
    };
    let mut checks = vec![(organisation, Reason::OrganisationDisabled)];
    match viewer {
        Viewer::Organisation(viewer) => checks.push((viewer.credential_live, Reason::CredentialRevoked)),
        Viewer::Portal(user) => checks.extend(user_checks(user)),
        Viewer::Preview(preview) => checks.extend(user_checks(&preview.user)),
        Viewer::Surface(surface) => checks.extend(user_checks(&surface.user)),
    }
    checks.into_iter().filter(|(holds, _)| !holds).map(|(_, reason)| reason).collect()
}

fn user_checks(user: &PortalViewer) -> [(bool, Reason); 6] {
    [
        (user.policy.portal_enabled(), Reason::PortalDisabled),
        (user.state.credential_live, Reason::CredentialRevoked),
        (user.state.registered, Reason::NotRegistered),
        (user.state.access, Reason::AccessWithdrawn),
        (user.state.expires_at.is_none_or(|end| user.at < end), Reason::AccessExpired),
        (user.roots.is_mapped(), Reason::PendingActivation),
    ]
}

pub(crate) fn refuse(reason: Reason) -> Denial {
    let pending = reason == Reason::PendingActivation;
    let verdict = if pending { Verdict::Pending } else { Verdict::Unauthenticated };
    Denial::new(Layer::State, reason, verdict)
}
