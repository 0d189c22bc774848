//! The question, as it stands in the address.

use portico_access::{Action, Question};
use portico_http::Query;
use portico_kit::EntityId;

use super::super::address::Address;

/// What can be asked about.
pub(super) const ACTIONS: [&str; 4] = ["view", "edit", "create", "delete"];

/// The question as far as it has been asked.
#[derive(Clone, Debug, Default)]
pub(super) struct Asked {
    pub(super) user: String,
    pub(super) user_q: String,
    pub(super) schema: String,
    pub(super) record: String,
    pub(super) record_q: String,
    pub(super) action: String,
    pub(super) attribute: String,
}

impl Asked {
    pub(super) fn of(query: &Query) -> Self {
        let text = |key: &str| query.text(key).unwrap_or_default().trim().to_owned();
        let action = text("action");
        Self {
            user: text("user"),
            user_q: text("user_q"),
            schema: text("schema"),
            record: text("record"),
            record_q: text("record_q"),
            action: if ACTIONS.contains(&action.as_str()) { action } else { "view".to_owned() },
            attribute: text("attribute"),
        }
    }

    /// The address of this question, to be sent to somebody.
    pub(super) fn address(&self) -> Address {
        let maybe = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        Address::of("/admin/explain")
            .and_maybe("user", maybe(&self.user))
            .and_maybe("user_q", maybe(&self.user_q))
            .and_maybe("schema", maybe(&self.schema))
            .and_maybe("record", maybe(&self.record))
            .and_maybe("record_q", maybe(&self.record_q))
            .and("action", &self.action)
            .and_maybe("attribute", maybe(&self.attribute))
    }

    /// The user, when one is chosen.
    pub(super) fn user(&self) -> Option<EntityId> {
        (!self.user.is_empty()).then(|| EntityId::from(self.user.as_str()))
    }

    /// The question to the rules, when enough has been chosen.
    pub(super) fn question(&self) -> Option<Question> {
        let action = Action::from_name(&format!("entity:{}", self.action));
        let record = (!self.record.is_empty() && action != Action::Create)
            .then(|| EntityId::from(self.record.as_str()));
        let enough = !self.schema.is_empty() && (record.is_some() || action == Action::Create);
        enough.then(|| Question {
            action,
            schema: self.schema.clone(),
            record,
            attribute: Some(self.attribute.clone()).filter(|name| !name.is_empty()),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_is_whole_with_a_record_or_when_it_is_about_making_one() {
        let question = |query: &str| Asked::of(&Query::parse(query)).question();
        assert!(question("user=1&schema=contract").is_none());
        assert!(question("schema=contract&record=7").is_some_and(|asked| asked.action == Action::View));
        assert!(
            question("schema=contract&record=7&action=create").is_some_and(|asked| asked.record.is_none())
        );
        assert!(
            question("schema=contract&record=7&action=fly").is_some_and(|asked| asked.action == Action::View)
        );
    }
}
