//! Changes that turn an answer around.

use portico_kit::EntityId;
use serde::Serialize;

use crate::denial::Reason;
use crate::grants::GrantRef;
use crate::paths::{Holder, Names, Near, Relation, Step};
use crate::question::{Action, Question};
use crate::viewer::{PortalViewer, Viewer};

/// One change by an administrator.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[serde(tag = "change", rename_all = "snake_case")]
pub enum Flip {
    /// Switch the organisation on.
    EnableOrganisation,
    /// Switch the portal on.
    EnablePortal,
    /// Sign in again.
    SignInAgain,
    /// Have the user confirm the registration.
    ConfirmRegistration,
    /// Give the user access again.
    RestoreAccess,
    /// Move the end of the user's access.
    ExtendAccess,
    /// Map the user to a contact.
    MapContact,
    /// Let the portal show a schema.
    AllowSchema {
        /// Its slug.
        schema: String,
    },
    /// Relate two records.
    Relate {
        /// The record that holds the relation.
        holder: EntityId,
        /// Its attribute.
        attribute: String,
        /// The record it points to.
        target: EntityId,
    },
    /// Relate the record with one of these schemas that is reached itself.
    RelateWithReached {
        /// The record.
        record: EntityId,
        /// The attribute.
        attribute: String,
        /// Whether the record holds the relation, or the other one does.
        record_holds: bool,
        /// The schemas of the other end; empty for any.
        schemas: Vec<String>,
    },
    /// Add a grant that allows.
    AddGrant {
        /// Its action.
        action: String,
        /// Its resource.
        resource: String,
    },
    /// Add a grant that denies.
    AddDeny {
        /// Its action.
        action: String,
        /// Its resource.
        resource: String,
    },
    /// Remove a grant that denies.
    RemoveDeny {
        /// Which.
        grant: GrantRef,
    },
    /// Share the file with customers.
    ShareFile {
        /// The file.
        record: EntityId,
    },
    /// Leave the preview.
    LeavePreview,
}

/// What removes a reason of layer 1.
pub(super) fn of_state(reason: Reason) -> Option<Flip> {
    match reason {
        Reason::OrganisationDisabled => Some(Flip::EnableOrganisation),
        Reason::PortalDisabled => Some(Flip::EnablePortal),
        Reason::CredentialRevoked => Some(Flip::SignInAgain),
        Reason::NotRegistered => Some(Flip::ConfirmRegistration),
        Reason::AccessWithdrawn => Some(Flip::RestoreAccess),
        Reason::AccessExpired => Some(Flip::ExtendAccess),
        Reason::PendingActivation => Some(Flip::MapContact),
        _ => None,
    }
}

/// A relation that would make the record reached: to stand for it, or the first step its schema has.
pub(super) fn of_reach(user: &PortalViewer, record: &EntityId, schema: &str) -> Option<Flip> {
    if matches!(schema, "contact" | "account") {
        let (holder, attribute) = (user.roots.portal_user.clone(), "represents".to_owned());
        return Some(Flip::Relate { holder, attribute, target: record.clone() });
    }
    user.policy.paths().steps(schema).iter().find_map(|step| match step {
        Step::Relation(relation) => relate(user, record, relation),
        Step::IsRoot => None,
    })
}

fn relate(user: &PortalViewer, record: &EntityId, relation: &Relation) -> Option<Flip> {
    let attribute = match &relation.attributes {
        Names::Only(names) => names.first()?.clone(),
        Names::Any => "files".to_owned(),
    };
    let roots = &user.roots;
    let root = roots.own_contacts.first().unwrap_or(&roots.portal_user);
    let to_root = match &relation.near {
        Near::Root => true,
        Near::Reached(schemas) => roots.contains(root.as_str(), "contact") && schemas.contains("contact"),
    };
    let record_holds = relation.holder == Holder::Far;
    Some(match (to_root, record_holds, &relation.near) {
        (true, true, _) => Flip::Relate { holder: record.clone(), attribute, target: root.clone() },
        (true, false, _) => Flip::Relate { holder: root.clone(), attribute, target: record.clone() },
        (false, _, Near::Reached(schemas)) => Flip::RelateWithReached {
            record: record.clone(),
            attribute,
            record_holds,
            schemas: schemas.named(),
        },
        (false, _, Near::Root) => return None,
    })
}

/// A grant that, added, refuses what is allowed now; nothing refuses the organisation.
pub(super) fn to_refuse(viewer: &Viewer, question: &Question) -> Vec<Flip> {
    if viewer.portal().is_none() {
        return Vec::new();
    }
    let id = question.record.as_ref().map_or("*", EntityId::as_str);
    let (action, resource) = match &question.attribute {
        Some(attribute) if !attribute.starts_with('_') => {
            (attribute_action(&question.action), format!("{}:{id}/{attribute}", question.schema))
        }
        _ => (question.action.name(), format!("{}:{id}", question.schema)),
    };
    vec![Flip::AddDeny { action: action.to_owned(), resource }]
}

fn attribute_action(action: &Action) -> &'static str {
    match action {
        Action::Edit | Action::Create => "entity:attribute:edit",
        _ => "entity:attribute:view",
    }
}
