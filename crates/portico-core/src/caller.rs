//! A caller: who asks, with which rules, at which moment. Every verb takes one.

use std::sync::Arc;

use portico_access::{OrganisationViewer, Viewer};
use portico_kit::{EntityId, Instant, Random, SessionId};
use serde_json::{Value, json};

use crate::Refusal;
use crate::schemas::Catalogue;
use crate::setup::Setup;

/// What kind of credential acts.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum ActorKind {
    /// A customer or installer.
    PortalUser,
    /// A member of the organisation's staff.
    OrgUser,
    /// A program with an API token.
    ApiToken,
}

/// Who is written into the history.
#[derive(Clone, Debug)]
pub struct Actor {
    /// What kind of credential acts.
    pub kind: ActorKind,
    /// Its id: portal user, staff user or token.
    pub id: String,
    /// Its name or e-mail address.
    pub name: String,
    /// The member of staff who acts in a portal user's place.
    pub acting: Option<Acting>,
}

/// A member of staff who acts in a portal user's place.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Acting {
    /// The id of the member or of the program.
    pub id: String,
    /// Its name.
    pub name: String,
    /// When it ends by itself.
    pub until: Instant,
}

/// Who asks, with which rules, at which moment.
#[derive(Clone)]
pub struct Caller {
    /// The key to records.
    pub viewer: Viewer,
    /// Who is written into the history.
    pub actor: Actor,
    /// The organisation's schemas.
    pub catalogue: Arc<Catalogue>,
    /// The portal's rules and pages, for a portal user.
    pub setup: Option<Arc<Setup>>,
    /// The moment of asking.
    pub now: Instant,
    /// Chance for new ids.
    pub random: Random,
    /// The session that is used, when that is worth noting.
    pub stale_session: Option<SessionId>,
}

impl Caller {
    /// Whether this is the organisation's own staff or a program of it.
    pub fn is_staff(&self) -> bool {
        self.viewer.portal().is_none()
    }

    /// Refuses what only the user may do: a member of staff acts in its place.
    pub fn check_in_person(&self) -> Result<(), Refusal> {
        match &self.actor.acting {
            None => Ok(()),
            Some(_) => Err(Refusal::Forbidden {
                message: "Only the user can do this, not somebody who acts in its place.".to_owned(),
            }),
        }
    }

    /// The portal user's mapped contact, if there is one.
    pub fn contact(&self) -> Option<&EntityId> {
        self.viewer.portal().and_then(|user| user.roots.own_contacts.first())
    }

    /// The organisation, acting on this caller's word: it sees and changes all its records, and the history still
    /// names the caller.
    pub(crate) fn for_the_organisation(&self) -> Self {
        let viewer = Viewer::Organisation(OrganisationViewer {
            id: self.actor.id.clone(),
            organisation_enabled: true,
            credential_live: true,
        });
        Self { viewer, ..self.clone() }
    }

    /// The portal user's own record.
    pub fn portal_user(&self) -> Option<&EntityId> {
        self.viewer.portal().map(|user| &user.roots.portal_user)
    }
}

impl Actor {
    /// The actor as the published activity shows its caller.
    pub fn to_json(&self) -> Value {
        let token = json!({ "sub": self.id, "name": self.name });
        match self.kind {
            ActorKind::PortalUser => {
                let mut shown = json!({ "PortalAuth": {
                    "token": { "sub": self.id, "email": self.name, "custom:portal_user_id": self.id }
                } });
                if let Some(acting) = &self.acting {
                    shown["acting"] = json!({ "sub": acting.id, "name": acting.name });
                }
                shown
            }
            ActorKind::OrgUser | ActorKind::ApiToken => json!({ "EpilotAuth": { "token": token } }),
        }
    }
}
