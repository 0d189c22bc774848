//! Decisions against the model, masks and checks of changes against decisions.

use portico_access::worlds::{Organisation, World, model};
use portico_access::{
    Action, Decision, Question, StoredRecord, Verdict, Viewer, check_change, check_state, decide, mask,
    uniform_mask,
};
use portico_kit::EntityId;
use proptest::prelude::*;
use proptest::test_runner::TestCaseError;

/// Every viewer of a world, with the position of its organisation and of the user.
pub fn viewers(world: &World) -> Vec<(&Organisation, usize, Viewer)> {
    let users = world.organisations.iter().flat_map(|organisation| {
        organisation.users.iter().enumerate().map(move |(at, user)| {
            let viewer = organisation.viewer(user).unwrap_or_else(|error| panic!("{error}"));
            (organisation, at, viewer)
        })
    });
    users.collect()
}

pub fn decisions(world: &World) -> Result<(), TestCaseError> {
    for (organisation, at, viewer) in viewers(world) {
        let user = &organisation.users[at];
        let asker = model::Asker::new(organisation, user);
        let mut memory = organisation.memory();
        for question in organisation.questions() {
            let Ok(decision) = decide(&viewer, &question, &mut memory);
            let expected = asker.may(&question);
            prop_assert_eq!(decision.allow, expected, "{:?} asks {:?}: {:?}", user, question, decision);
            prop_assert_eq!(decision.allow, decision.denial.is_none());
            check_answer(&viewer, &question, &decision, &mut memory)?;
        }
    }
    Ok(())
}

/// What cannot be seen is not found; what can be seen is refused with a reason.
fn check_answer(
    viewer: &Viewer,
    question: &Question,
    decision: &Decision,
    memory: &mut portico_access::worlds::Memory,
) -> Result<(), TestCaseError> {
    let (Some(denial), Some(_)) = (&decision.denial, &question.record) else {
        return Ok(());
    };
    let seeing = Question { action: Action::View, attribute: None, ..question.clone() };
    let Ok(seen) = decide(viewer, &seeing, memory);
    let expected = match seen.denial {
        _ if denial.verdict() == Verdict::Pending => Verdict::Pending,
        None => Verdict::Forbidden,
        Some(seen) => seen.verdict(),
    };
    prop_assert_eq!(denial.verdict(), expected, "{:?} {:?}", question, denial);
    Ok(())
}

pub fn masks(world: &World) -> Result<(), TestCaseError> {
    const NAMES: [&str; 9] =
        ["name", "iban", "bic", "note", "other", "_title", "_relations", "email", "account"];
    for (organisation, _, viewer) in viewers(world) {
        let mut memory = organisation.memory();
        for record in &organisation.records {
            let id = EntityId::from(record.id.as_str());
            let view = Question::about(Action::View, &record.schema, &id);
            let Ok(seen) = decide(&viewer, &view, &mut memory);
            if !seen.allow {
                continue;
            }
            let stored = StoredRecord {
                id: id.clone(),
                schema: record.schema.clone(),
                doc: record.doc.to_string(),
                deleted: false,
            };
            let mask = mask(&viewer, &stored.as_record());
            let uniform = uniform_mask(&viewer, &record.schema);
            let shown: serde_json::Value = serde_json::from_str(&mask.apply(&stored.doc))
                .map_err(|error| TestCaseError::fail(error.to_string()))?;
            for name in NAMES {
                let Ok(attribute) = decide(&viewer, &view.clone().attribute(name), &mut memory);
                prop_assert_eq!(mask.allows(name), attribute.allow, "{} of {}", name, stored.doc);
                prop_assert_eq!(shown.get(name), record.doc.get(name).filter(|_| attribute.allow));
                prop_assert!(attribute.allow || !uniform.allows(name), "{} of {}", name, stored.doc);
                let edit = Question::about(Action::Edit, &record.schema, &id).attribute(name);
                let Ok(edit) = decide(&viewer, &edit, &mut memory);
                let change = check_change(&viewer, &stored.as_record(), &[name]);
                let pending = check_state(&viewer).err();
                prop_assert_eq!(change.err(), pending.or(edit.denial), "{} of {}", name, stored.doc);
            }
        }
    }
    Ok(())
}

/// How many questions are asked and allowed, and how many records are seen over how many hops.
pub fn richness(seeds: std::ops::Range<u64>) -> (usize, usize, [usize; 4]) {
    let (mut asked, mut allowed, mut hops) = (0, 0, [0; 4]);
    for world in seeds.map(World::from_seed) {
        for (organisation, _, viewer) in viewers(&world) {
            let mut memory = organisation.memory();
            for question in organisation.questions() {
                let Ok(decision) = decide(&viewer, &question, &mut memory);
                asked += 1;
                allowed += usize::from(decision.allow);
                let seen = decision.allow && question.action == Action::View && question.attribute.is_none();
                hops[decision.path.len()] += usize::from(seen);
            }
        }
    }
    (asked, allowed, hops)
}
