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
            &["Welcome to {{portal.name}}. Please confirm that this address is yours."],
            "Confirm address",
            &[LASTS, NOT_YOU],
        ),
        Kind::ConfirmEmailUpdate => text(
            "Please confirm your new e-mail address",
            &[
                "From now on you would like to sign in to {{portal.name}} with this address. Please confirm it.",
            ],
            "Confirm new address",
            &[LASTS, NOT_YOU],
        ),
        Kind::AdvancedAuth => text(
            "Your code for signing in",
            &["Sign in to {{portal.name}} with this code or the link."],
            "Sign in",
            &[LASTS, "Never pass the code on to anybody, not even on the phone.", NOT_YOU],
        ),
        Kind::ForgotPassword => text(
            "Choose a new password",
            &["Choose a new password for {{portal.name}} with this code or the link."],
            "Choose a new password",
            &[LASTS, NOT_YOU],
        ),
        Kind::PasswordChanged => text(
            "Your password was changed",
            &[
                "The password of your account in {{portal.name}} has just been changed. All devices were signed out.",
            ],
            "Go to the portal",
            &[WARN],
        ),
        Kind::EmailChanged => text(
            "Your e-mail address was changed",
            &["Your account in {{portal.name}} now uses the address {{email}}."],
            "Go to the portal",
            &[WARN],
        ),
        Kind::SecondFactorSetUp => text(
            "An authenticator app was set up",
            &[
                "An authenticator app was set up for your account in {{portal.name}}. After the password we ask for its code from now on. All other devices were signed out.",
            ],
            "Go to the portal",
            &[WARN],
        ),
        Kind::SecondFactorRemoved => text(
            "Your authenticator app was removed",
            &[
                "The authenticator app of your account in {{portal.name}} was removed. We no longer ask for its code.",
            ],
            "Go to the portal",
            &[WARN],
        ),
        Kind::SecondFactorReset => text(
            "Your second factor was reset",
            &[
                "{{organization.name}} has removed authenticator app, recovery codes and passkeys of your account in {{portal.name}}. All devices were signed out.",
            ],
            "Go to the portal",
            &["Sign in with your password and set up what you need anew.", WARN],
        ),
        Kind::RecoveryCodesRenewed => text(
            "New recovery codes",
            &[
                "There are new recovery codes for your account in {{portal.name}}. The old ones are no longer valid.",
            ],
            "Go to the portal",
            &[WARN],
        ),
        Kind::PasskeyAdded => text(
            "A passkey was added",
            &[
                "The passkey “{{passkey}}” was added to your account in {{portal.name}}. It signs you in without a password.",
            ],
            "Go to the portal",
            &[WARN],
        ),
        Kind::PasskeyRemoved => text(
            "A passkey was removed",
            &[
                "The passkey “{{passkey}}” was removed from your account in {{portal.name}}. It no longer signs anybody in.",
            ],
            "Go to the portal",
            &[WARN],
        ),
        Kind::AlreadyRegistered => text(
            "You already have an account",
            &[
                "Somebody tried to register in {{portal.name}} with this address. You already have an account there.",
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
            &["The link works once, until {{until}}. It is yours alone: please do not forward it."],
        ),
        Kind::PartnerInvitation => text(
            "{{person}} invites you to {{portal.name}}",
            &[
                "{{person}} would like to work with you in {{portal.name}}. Follow the link to set up your account.",
            ],
            "Set up account",
            &["The link works once, until {{until}}. It is yours alone: please do not forward it."],
        ),
        Kind::OnMapAPendingUser => text(
            "Your account is open",
            &["We have checked your details. Your account in {{portal.name}} is open now."],
            "Sign in",
            &[],
        ),
        Kind::OnPendingUser => text(
            "A new account waits to be assigned",
            &["{{person}} ({{email}}) registered in {{portal.name}} and could not be assigned to a contact."],
            "Assign account",
            &[],
        ),
        Kind::ChangeReceived => text(
            "We have received your change",
            &[
                "On {{moment}} you {{#if attributes}}{{#if created}}added{{else}}changed{{/if}} in {{portal.name}}:\n**{{record}}**: {{attributes}}{{else}}{{#if removed}}removed in {{portal.name}}:\n**{{record}}**{{else}}changed something in {{portal.name}}.{{/if}}{{/if}}",
                "{{organization.name}} has received your change. There is nothing else you need to do.",
            ],
            "Go to the portal",
            &[WARN],
        ),
        Kind::OnDocUpload => text(
            "{{#if several}}There are {{count}} new documents{{else}}There is a new document{{/if}} for you",
            &[
                "There {{#if several}}are {{count}} new documents{{else}}is a new document{{/if}} for you in {{portal.name}}:\n**{{documents}}**",
            ],
            "View in the portal",
            &[],
        ),
        Kind::OnNewQuote => text(
            "{{#if several}}There are {{count}} new offers{{else}}There is a new offer{{/if}} for you",
            &[
                "There {{#if several}}are {{count}} new offers{{else}}is a new offer{{/if}} for you in {{portal.name}}:\n**{{offers}}**",
                "Take your time to look at everything. You accept or decline in the portal.",
            ],
            "View in the portal",
            &[],
        ),
        Kind::VerifyCodeToSetPassword => text(
            "Your code for a password",
            &["Choose a password for {{portal.name}} with this code or the link."],
            "Choose a password",
            &[LASTS, NOT_YOU],
        ),
        Kind::JourneySignUp => text(
            "Please confirm your e-mail address",
            &["Welcome to {{portal.name}}. Please confirm your address with this code."],
            "Confirm address",
            &[LASTS, NOT_YOU],
        ),
        Kind::JourneySignInOneTimePassword => text(
            "Your code for signing in",
            &["Type this code on the page you came from."],
            "Sign in",
            &[LASTS, "Never pass the code on to anybody, not even on the phone.", NOT_YOU],
        ),
        Kind::OnWorkflowStepAssigned => text(
            "A task is waiting for you",
            &["A task is waiting for you in {{portal.name}}."],
            "View task",
            &[],
        ),
    }
}
