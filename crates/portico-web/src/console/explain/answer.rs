//! The answer in one sentence, and each reason in its own.

use maud::{Markup, html};
use portico_access::{Explanation, LayerReport, Outcome, Question, Reason};
use portico_kit::Locale;

use super::super::words::sentence;
use super::asked::Asked;
use crate::design::words::{t, t_args};

/// Who is asked about, and what with.
pub(super) struct Names {
    pub(super) user: String,
    pub(super) record: String,
    pub(super) attribute: Option<String>,
}

/// Yes or no, who, what, and the first reason.
pub(super) fn told(locale: Locale, asked: &Asked, explanation: &Explanation, names: &Names) -> String {
    let reason = first_reason(explanation);
    let on_attribute = names.attribute.is_some()
        && (explanation.allow || reason.is_some_and(|(_, reason)| is_about_attribute(reason)));
    let key = format!(
        "console-answer-{}-{}{}",
        if explanation.allow { "yes" } else { "no" },
        asked.action,
        if on_attribute { "-attribute" } else { "" }
    );
    let args = [
        ("user", names.user.clone().into()),
        ("record", names.record.clone().into()),
        ("attribute", names.attribute.clone().unwrap_or_default().into()),
    ];
    let answer = t_args(locale, &key, &args);
    match reason {
        Some((_, reason)) => format!("{answer} {}", t(locale, &reason_key(reason))),
        None => answer.into_owned(),
    }
}

fn first_reason(explanation: &Explanation) -> Option<(&LayerReport, Reason)> {
    let refusing = explanation.layers.iter().find(|report| report.outcome == Outcome::Deny)?;
    Some((refusing, *refusing.reasons.first()?))
}

fn is_about_attribute(reason: Reason) -> bool {
    matches!(
        reason,
        Reason::AttributeDenied | Reason::AttributeNotGranted | Reason::IdentityField | Reason::SystemField
    )
}

/// The text of a reason.
pub(super) fn reason_key(reason: Reason) -> String {
    let word = serde_json::to_value(reason).ok().and_then(|word| word.as_str().map(str::to_owned));
    format!("console-reason-{}", word.unwrap_or_default().replace('_', "-"))
}

/// What is asked, as a quiet line above the answer.
pub(super) fn question(locale: Locale, question: &Question, names: &Names) -> Markup {
    let attribute = names.attribute.as_deref();
    let what = match attribute {
        Some(attribute) => html! { strong { (names.record) } ", " code { (attribute) } },
        None => html! { strong { (names.record) } },
    };
    let action = question.action.name().trim_start_matches("entity:").to_owned();
    sentence(
        locale,
        &format!("console-question-{action}"),
        &[("user", html! { strong { (names.user) } }), ("what", what)],
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::design::words::has;

    #[test]
    fn every_answer_and_every_reason_has_its_words() {
        for action in super::super::asked::ACTIONS {
            for key in [format!("yes-{action}"), format!("no-{action}")] {
                assert!(has(&format!("console-answer-{key}")), "{key}");
                assert!(has(&format!("console-answer-{key}-attribute")), "{key}");
            }
            assert!(has(&format!("console-question-{action}")), "{action}");
        }
        let reasons = [
            Reason::OrganisationDisabled,
            Reason::PortalDisabled,
            Reason::CredentialRevoked,
            Reason::NotRegistered,
            Reason::AccessWithdrawn,
            Reason::AccessExpired,
            Reason::PendingActivation,
            Reason::SchemaNotAllowed,
            Reason::NoSuchRecord,
            Reason::NotReached,
            Reason::NotGranted,
            Reason::DeniedByGrant,
            Reason::AttributeNotGranted,
            Reason::AttributeDenied,
            Reason::IdentityField,
            Reason::SystemField,
            Reason::FileNotShared,
            Reason::PreviewReadsOnly,
        ];
        for reason in reasons {
            assert!(has(&reason_key(reason)), "{}", reason_key(reason));
        }
    }
}
