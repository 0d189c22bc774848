//! Who asks: a portal user, the organisation's own staff, an administrator looking as a user, or somebody identified
//! on a surface.

use std::collections::HashMap;
use std::sync::Arc;

use portico_kit::filter::Filter;
use portico_kit::{EntityId, Instant};

use crate::facts::Facts;
use crate::policy::Policy;

/// The key to records: every read and every change is made for one.
#[derive(Clone, Debug)]
pub enum Viewer {
    /// A user of a portal.
    Portal(PortalViewer),
    /// A user or token of the organisation.
    Organisation(OrganisationViewer),
    /// An administrator looking at a portal as one of its users; changes nothing.
    Preview(PreviewViewer),
    /// Somebody identified on a surface of a portal without a sign-in; changes nothing.
    Surface(SurfaceViewer),
}

/// A user of a portal, at one moment.
#[derive(Clone, Debug)]
pub struct PortalViewer {
    /// The portal's rules.
    pub policy: Arc<Policy>,
    /// The records every path starts from.
    pub roots: Roots,
    /// The state of the user and of the credential.
    pub state: UserState,
    /// The moment of asking.
    pub at: Instant,
}

/// A user or token of the organisation: sees and changes all its records.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct OrganisationViewer {
    /// Who, for the history.
    pub id: String,
    /// Whether the organisation is switched on.
    pub organisation_enabled: bool,
    /// Whether the credential is neither revoked nor expired.
    pub credential_live: bool,
}

/// An administrator looking as a portal user.
#[derive(Clone, Debug)]
pub struct PreviewViewer {
    /// The user looked through.
    pub user: PortalViewer,
    /// The administrator.
    pub admin: String,
}

/// Somebody identified on a surface: sees what its contact sees, as far as the surface opens it.
#[derive(Clone, Debug)]
pub struct SurfaceViewer {
    /// Whose contact it is, with the surface's rules.
    pub user: PortalViewer,
    /// What the surface opens.
    pub opened: Arc<Opened>,
}

/// The schemas that a surface opens, each with what must hold for a record; every other schema is closed.
#[derive(Clone, Debug, Default)]
pub struct Opened(HashMap<String, Filter>);

impl Opened {
    /// Opens schemas; where one is named twice, both conditions must hold.
    pub fn of(schemas: impl IntoIterator<Item = (String, Filter)>) -> Self {
        let mut opened: HashMap<String, Filter> = HashMap::new();
        for (schema, condition) in schemas {
            let known = opened.remove(&schema).unwrap_or(Filter::Always);
            opened.insert(schema, Filter::all([known, condition]));
        }
        Self(opened)
    }
}

/// The sign-in facts of a portal user.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct UserState {
    /// Registered and confirmed.
    pub registered: bool,
    /// Access not withdrawn.
    pub access: bool,
    /// When access ends.
    pub expires_at: Option<Instant>,
    /// Whether the credential is neither revoked nor expired.
    pub credential_live: bool,
}

/// The living records that every path starts from.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Roots {
    /// The portal user itself.
    pub portal_user: EntityId,
    /// The contacts the user is mapped to; with none the user is pending.
    pub own_contacts: Vec<EntityId>,
    /// Further contacts the user represents.
    pub represented_contacts: Vec<EntityId>,
    /// The accounts the user represents, and those of its contacts.
    pub accounts: Vec<EntityId>,
}

impl Viewer {
    /// The portal user who asks, or is looked through.
    pub fn portal(&self) -> Option<&PortalViewer> {
        match self {
            Self::Portal(user) => Some(user),
            Self::Preview(preview) => Some(&preview.user),
            Self::Surface(surface) => Some(&surface.user),
            Self::Organisation(_) => None,
        }
    }

    /// What must hold for a record of a schema besides the rules of the portal.
    pub(crate) fn opened(&self, schema: &str) -> Filter {
        match self {
            Self::Surface(surface) => surface.opened.0.get(schema).cloned().unwrap_or(Filter::Never),
            Self::Portal(_) | Self::Preview(_) | Self::Organisation(_) => Filter::Always,
        }
    }

    /// Whether this viewer only ever reads.
    pub fn reads_only(&self) -> bool {
        matches!(self, Self::Preview(_) | Self::Surface(_))
    }
}

impl Roots {
    /// A user without any contact.
    pub fn of(portal_user: EntityId) -> Self {
        Self { portal_user, own_contacts: Vec::new(), represented_contacts: Vec::new(), accounts: Vec::new() }
    }

    /// Finds the roots of a portal user: its contacts, whom it represents, and the accounts of those
    /// contacts.
    pub fn find<F: Facts + ?Sized>(portal_user: &EntityId, facts: &mut F) -> Result<Self, F::Error> {
        let mut roots = Self::of(portal_user.clone());
        for edge in facts.edges_from(portal_user)? {
            match (edge.attribute.as_str(), edge.schema.as_str()) {
                ("contact", "contact") => add(&mut roots.own_contacts, edge.other),
                ("represents", "contact") => add(&mut roots.represented_contacts, edge.other),
                ("represents", "account") => add(&mut roots.accounts, edge.other),
                _ => {}
            }
        }
        roots.represented_contacts.retain(|contact| !roots.own_contacts.contains(contact));
        for contact in roots.own_contacts.iter().chain(&roots.represented_contacts) {
            for edge in facts.edges_from(contact)? {
                if edge.attribute == "account" && edge.schema == "account" {
                    add(&mut roots.accounts, edge.other);
                }
            }
        }
        Ok(roots)
    }

    /// Whether the user has a contact; without one it is pending.
    pub fn is_mapped(&self) -> bool {
        !self.own_contacts.is_empty()
    }

    /// All roots, the user first.
    pub fn all(&self) -> impl Iterator<Item = &EntityId> {
        std::iter::once(&self.portal_user)
            .chain(&self.own_contacts)
            .chain(&self.represented_contacts)
            .chain(&self.accounts)
    }

    /// The roots of one schema.
    pub fn of_schema<'a>(&'a self, schema: &str) -> Vec<&'a EntityId> {
        match schema {
            "portal_user" => vec![&self.portal_user],
            "contact" => self.own_contacts.iter().chain(&self.represented_contacts).collect(),
            "account" => self.accounts.iter().collect(),
            _ => Vec::new(),
        }
    }

    /// Whether a record of this schema is one of the roots.
    pub fn contains(&self, id: &str, schema: &str) -> bool {
        self.of_schema(schema).iter().any(|root| root.as_str() == id)
    }

    /// Whether a record is the user itself or a contact it is mapped to.
    pub fn is_own(&self, id: &str, schema: &str) -> bool {
        match schema {
            "portal_user" => self.portal_user.as_str() == id,
            "contact" => self.own_contacts.iter().any(|contact| contact.as_str() == id),
            _ => false,
        }
    }
}

fn add(list: &mut Vec<EntityId>, id: EntityId) {
    if !list.contains(&id) {
        list.push(id);
    }
}
