//! What a portal asks of a password, in words: the hint of every field for a new one, and what an error says.

use portico_core::setup::Setup;
use portico_core::sign_in::{Weakness, weakness};
use portico_kit::{Locale, Secret};
use serde_json::Value;

use crate::design::words::{t, t_args};

/// The fewest characters that any portal takes.
const LEAST: i64 = 8;

/// What the portal asks of a password.
pub(in crate::portal) fn asked(l: Locale, setup: &Setup) -> String {
    let policy = setup.portal.doc.pointer("/cognito_details/password_policy");
    let least = policy.and_then(|policy| policy.get("minimum_length")?.as_i64()).unwrap_or(LEAST).max(LEAST);
    let wants =
        |key: &&str| policy.and_then(|policy| policy.get(*key)).and_then(Value::as_bool) == Some(true);
    let kinds = ["require_lowercase", "require_uppercase", "require_numbers", "require_symbols"];
    let kinds: Vec<_> = kinds
        .iter()
        .filter(|key| wants(key))
        .map(|key| t(l, &format!("account-password-{}", key.replace('_', "-"))))
        .collect();
    let length = t_args(l, "account-password-hint-least", &[("least", least.into())]);
    if kinds.is_empty() {
        return length.into_owned();
    }
    let kinds = t_args(l, "account-password-hint-kinds", &[("kinds", kinds.join(", ").into())]);
    format!("{length} {kinds}")
}

/// Says why a password was refused, and what would do. What the rules have nothing against was used before.
pub(in crate::portal) fn refused(l: Locale, setup: &Setup, password: &Secret, email: &str) -> String {
    let key = match weakness(&setup.portal, password, email) {
        Some(Weakness::AboutYou) => "account-password-about-you",
        Some(Weakness::Common) => "account-password-common",
        Some(Weakness::Pattern) => "account-password-pattern",
        Some(Weakness::Date) => "account-password-date",
        Some(Weakness::Word) => "account-password-word",
        Some(Weakness::UsedBefore) | None => "account-password-used",
        Some(Weakness::Long(most)) => {
            let most = i64::try_from(most).unwrap_or(i64::MAX);
            return t_args(l, "account-password-long", &[("most", most.into())]).into_owned();
        }
        Some(_) => return format!("{} {}", t(l, "account-password-refused"), asked(l, setup)),
    };
    t(l, key).into_owned()
}
