//! What the letters say in English.

use super::super::Kind;
use super::{Text, text};

const LASTS: &str = "Code and link are valid for ten minutes and only once.";
const NOT_YOU: &str = "Was this not you? Then you can delete this e-mail; nothing changes.";
const WARN: &str = "Was this not you? Then please contact us straight away.";

/// The text of a kind of letter.
pub(super) fn text_of(kind: Kind) -> Text {
    match kind {
        Kind::ConfirmAccount => text(
            "Please confirm your e-mail address",
            &["good to have you in {{portal.name}}. Please confirm that this address is yours."],
            "Confirm address",
            &[LASTS, NOT_YOU],
        ),
        Kind::ConfirmEmailUpdate => text(
            "Please confirm your new e-mail address",
            &["you want to sign in to {{portal.name}} with this address from now on. Please confirm it."],
            "Confirm new address",
            &[LASTS, NOT_YOU],
        ),
        Kind::AdvancedAuth => text(
            "Your code for signing in",
            &["with this code or the link you sign in to {{portal.name}}."],
            "Sign in",
            &[LASTS, "Never pass the code on to anybody, not even on the phone.", NOT_YOU],
        ),
        Kind::ForgotPassword => text(
            "Choose a new password",
            &["with this code or the link you choose a new password for {{portal.name}}."],
            "Choose a new password",
            &[LASTS, NOT_YOU],
        ),
        Kind::PasswordChanged => text(
            "Your password was changed",
            &[
                "the password of your access to {{portal.name}} has just been changed. All devices were signed out.",
            ],
            "Go to the portal",
            &[WARN],
        ),
        Kind::EmailChanged => text(
            "Your e-mail address was changed",
            &["your access to {{portal.name}} now has the address {{email}}."],
            "Go to the portal",
            &[WARN],
        ),
        Kind::AlreadyRegistered => text(
            "You have an account already",
            &[
                "somebody tried to register in {{portal.name}} with this address. You have an account there already.",
            ],
            "Sign in",
            &["Forgotten your password? You can choose a new one on the sign-in page.", NOT_YOU],
        ),
        Kind::Invitation => text(
            "Invitation to {{portal.name}}",
            &[
                "{{organization.name}} invites you to {{portal.name}}. Follow the link to set up your account.",
            ],
            "Set up account",
            &["The link is yours alone. Please do not forward it."],
        ),
        Kind::PartnerInvitation => text(
            "{{person}} invites you to {{portal.name}}",
            &[
                "{{person}} would like to work with you in {{portal.name}}. Follow the link to set up your account.",
            ],
            "Set up account",
            &["The link is yours alone. Please do not forward it."],
        ),
        Kind::OnMapAPendingUser => text(
            "Your account is open",
            &["we have checked your details. Your account in {{portal.name}} is open now."],
            "Sign in",
            &[],
        ),
        Kind::OnPendingUser => text(
            "A new account waits to be assigned",
            &["{{person}} ({{email}}) registered in {{portal.name}} and could not be assigned to a contact."],
            "Assign account",
            &[],
        ),
        Kind::OnDocUpload => text(
            "There is a new document for you",
            &["there is a new document for you in {{portal.name}}."],
            "View document",
            &[],
        ),
        Kind::OnNewQuote => text(
            "There is a new offer for you",
            &["there is a new offer for you in {{portal.name}}."],
            "View offer",
            &[],
        ),
        Kind::VerifyCodeToSetPassword => text(
            "Your code for a password",
            &["with this code or the link you choose a password for {{portal.name}}."],
            "Choose a password",
            &[LASTS, NOT_YOU],
        ),
        Kind::JourneySignUp => text(
            "Please confirm your e-mail address",
            &["good to have you in {{portal.name}}. Please confirm your address with this code."],
            "Confirm address",
            &[LASTS, NOT_YOU],
        ),
        Kind::JourneySignInOneTimePassword => text(
            "Your code for signing in",
            &["type this code on the page you came from."],
            "Sign in",
            &[LASTS, "Never pass the code on to anybody, not even on the phone.", NOT_YOU],
        ),
        Kind::OnWorkflowStepAssigned => text(
            "A task is waiting for you",
            &["a task is waiting for you in {{portal.name}}."],
            "View task",
            &[],
        ),
    }
}
