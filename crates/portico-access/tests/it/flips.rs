//! Explanations agree with decisions, and the changes they name do flip the answer.

use portico_access::worlds::{Organisation, World, point};
use portico_access::{Explanation, Flip, Layer, Outcome, Question, decide, explain};
use proptest::prelude::*;
use proptest::test_runner::TestCaseError;
use serde_json::json;

use crate::check::viewers;

pub fn explanations(world: &World) -> Result<(), TestCaseError> {
    for (organisation, at, viewer) in viewers(world) {
        let mut memory = organisation.memory();
        for (number, question) in organisation.questions().into_iter().enumerate() {
            let Ok(decision) = decide(&viewer, &question, &mut memory);
            let Ok(explanation) = explain(&viewer, &question, &mut memory);
            prop_assert_eq!(explanation.allow, decision.allow);
            let refusing = refusing_layers(&explanation);
            match &decision.denial {
                Some(denial) => {
                    prop_assert!(refusing.contains(&denial.layer), "{:?} {:?}", denial, explanation)
                }
                None => prop_assert_eq!(refusing, vec![]),
            }
            // Every answer is explained; flipping one in seven keeps the test short.
            if number % 7 == at {
                check_flip(organisation, at, &question, &explanation)?;
            }
        }
    }
    Ok(())
}

fn refusing_layers(explanation: &Explanation) -> Vec<Layer> {
    let refusing = explanation.layers.iter().filter(|report| report.outcome == Outcome::Deny);
    refusing.map(|report| report.layer).collect()
}

fn check_flip(
    organisation: &Organisation,
    user: usize,
    question: &Question,
    explanation: &Explanation,
) -> Result<(), TestCaseError> {
    let mut changed = organisation.clone();
    let applied = explanation.flip.iter().all(|flip| apply(&mut changed, user, flip));
    if explanation.flip.is_empty() || !applied {
        return Ok(());
    }
    let viewer =
        changed.viewer(&changed.users[user]).map_err(|error| TestCaseError::fail(error.to_string()))?;
    let Ok(decision) = decide(&viewer, question, &mut changed.memory());
    prop_assert_eq!(
        decision.allow,
        !explanation.allow,
        "{:?} {:?}: {:?}",
        question,
        explanation.flip,
        decision
    );
    Ok(())
}

/// Makes the change; false for those that name no single one.
fn apply(organisation: &mut Organisation, user: usize, flip: &Flip) -> bool {
    let at = organisation.users[user].portal;
    match flip {
        Flip::EnableOrganisation => organisation.enabled = true,
        Flip::EnablePortal => organisation.portals[at].enabled = true,
        Flip::SignInAgain => organisation.users[user].credential_live = true,
        Flip::ConfirmRegistration => organisation.users[user].registered = true,
        Flip::RestoreAccess => organisation.users[user].access = true,
        Flip::ExtendAccess => organisation.users[user].expires_at = None,
        Flip::AllowSchema { schema } => {
            let portal = &mut organisation.portals[at];
            let shown = portico_access::Policy::compile(PolicyOf(portal).input());
            let mut all: Vec<String> =
                shown.iter().flat_map(|p| p.allowed_schemas()).map(str::to_owned).collect();
            all.push(schema.clone());
            portal.allowed = Some(all);
        }
        Flip::AddGrant { action, resource } => {
            organisation.portals[at].grants.push(json!({"action": action, "resource": resource}));
        }
        Flip::AddDeny { action, resource } => {
            organisation.portals[at]
                .grants
                .push(json!({"action": action, "resource": resource, "effect": "deny"}));
        }
        Flip::RemoveDeny { grant } => organisation.portals[at].grants.retain(|written| {
            !(written["action"] == grant.action.as_str()
                && written["resource"] == grant.resource.as_str()
                && written["effect"] == "deny")
        }),
        Flip::ShareFile { record } => {
            for file in organisation.records.iter_mut().filter(|file| file.id == record.as_str()) {
                file.doc["shared_with_end_customer"] = true.into();
            }
        }
        Flip::Relate { holder, attribute, target } => {
            for holder in organisation.records.iter_mut().filter(|record| record.id == holder.as_str()) {
                let file = holder.schema == "file";
                point(&mut holder.doc, attribute, target.as_str(), false, file);
            }
        }
        Flip::MapContact | Flip::RelateWithReached { .. } | Flip::LeavePreview => return false,
    }
    true
}

struct PolicyOf<'a>(&'a portico_access::worlds::Portal);

impl PolicyOf<'_> {
    fn input(&self) -> portico_access::PolicyInput {
        let organisation = Organisation {
            id: String::new(),
            enabled: true,
            portals: Vec::new(),
            users: Vec::new(),
            records: Vec::new(),
        };
        organisation.policy_input(self.0)
    }
}
