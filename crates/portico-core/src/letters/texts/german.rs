//! What the letters say in German.

use super::super::Kind;
use super::{Text, text};

const LASTS: &str = "Code und Link gelten zehn Minuten und nur einmal.";
const NOT_YOU: &str = "Waren Sie das nicht? Dann können Sie diese E-Mail löschen; es ändert sich nichts.";
const WARN: &str = "Waren Sie das nicht? Dann melden Sie sich bitte gleich bei uns.";

/// The text of a kind of letter.
pub(super) fn text_of(kind: Kind) -> Text {
    match kind {
        Kind::ConfirmAccount => text(
            "Bitte bestätigen Sie Ihre E-Mail-Adresse",
            &[
                "schön, dass Sie das {{portal.name}} nutzen möchten. Bitte bestätigen Sie, dass diese Adresse Ihnen gehört.",
            ],
            "Adresse bestätigen",
            &[LASTS, NOT_YOU],
        ),
        Kind::ConfirmEmailUpdate => text(
            "Bitte bestätigen Sie Ihre neue E-Mail-Adresse",
            &[
                "Sie möchten sich im {{portal.name}} künftig mit dieser Adresse anmelden. Bitte bestätigen Sie sie.",
            ],
            "Neue Adresse bestätigen",
            &[LASTS, NOT_YOU],
        ),
        Kind::AdvancedAuth => text(
            "Ihr Code für die Anmeldung",
            &["mit diesem Code oder dem Link melden Sie sich im {{portal.name}} an."],
            "Anmelden",
            &[LASTS, "Geben Sie den Code niemandem weiter, auch nicht am Telefon.", NOT_YOU],
        ),
        Kind::ForgotPassword => text(
            "Neues Passwort festlegen",
            &["mit diesem Code oder dem Link legen Sie ein neues Passwort für das {{portal.name}} fest."],
            "Neues Passwort festlegen",
            &[LASTS, NOT_YOU],
        ),
        Kind::PasswordChanged => text(
            "Ihr Passwort wurde geändert",
            &[
                "das Passwort Ihres Zugangs zum {{portal.name}} wurde eben geändert. Alle Geräte wurden abgemeldet.",
            ],
            "Zum Portal",
            &[WARN],
        ),
        Kind::EmailChanged => text(
            "Ihre E-Mail-Adresse wurde geändert",
            &["für Ihren Zugang zum {{portal.name}} gilt jetzt die Adresse {{email}}."],
            "Zum Portal",
            &[WARN],
        ),
        Kind::SecondFactorSetUp => text(
            "Eine Bestätigungs-App wurde eingerichtet",
            &[
                "für Ihren Zugang zum {{portal.name}} wurde eine Bestätigungs-App eingerichtet. Nach dem Passwort fragen wir künftig nach ihrem Code. Alle anderen Geräte wurden abgemeldet.",
            ],
            "Zum Portal",
            &[WARN],
        ),
        Kind::SecondFactorRemoved => text(
            "Ihre Bestätigungs-App wurde entfernt",
            &[
                "die Bestätigungs-App Ihres Zugangs zum {{portal.name}} wurde entfernt. Nach ihrem Code fragen wir nicht mehr.",
            ],
            "Zum Portal",
            &[WARN],
        ),
        Kind::SecondFactorReset => text(
            "Ihr zweiter Faktor wurde zurückgesetzt",
            &[
                "{{organization.name}} hat Bestätigungs-App, Wiederherstellungscodes und Passkeys Ihres Zugangs zum {{portal.name}} entfernt. Alle Geräte wurden abgemeldet.",
            ],
            "Zum Portal",
            &["Melden Sie sich mit Ihrem Passwort an und richten Sie neu ein, was Sie brauchen.", WARN],
        ),
        Kind::RecoveryCodesRenewed => text(
            "Neue Wiederherstellungscodes",
            &[
                "für Ihren Zugang zum {{portal.name}} gibt es neue Wiederherstellungscodes. Die alten gelten nicht mehr.",
            ],
            "Zum Portal",
            &[WARN],
        ),
        Kind::PasskeyAdded => text(
            "Ein Passkey wurde hinzugefügt",
            &[
                "zu Ihrem Zugang zum {{portal.name}} wurde der Passkey „{{passkey}}“ hinzugefügt. Mit ihm melden Sie sich ohne Passwort an.",
            ],
            "Zum Portal",
            &[WARN],
        ),
        Kind::PasskeyRemoved => text(
            "Ein Passkey wurde entfernt",
            &[
                "von Ihrem Zugang zum {{portal.name}} wurde der Passkey „{{passkey}}“ entfernt. Mit ihm kann sich niemand mehr anmelden.",
            ],
            "Zum Portal",
            &[WARN],
        ),
        Kind::AlreadyRegistered => text(
            "Sie haben schon einen Zugang",
            &[
                "mit dieser Adresse wollte sich jemand im {{portal.name}} registrieren. Sie haben dort schon einen Zugang.",
            ],
            "Anmelden",
            &["Passwort vergessen? Auf der Anmeldeseite können Sie ein neues festlegen.", NOT_YOU],
        ),
        Kind::Invitation => text(
            "Einladung ins {{portal.name}}",
            &[
                "{{organization.name}} lädt Sie ins {{portal.name}} ein. Legen Sie mit dem Link Ihren Zugang an.",
            ],
            "Zugang anlegen",
            &[
                "Der Link gilt einmal und bis {{until}}. Er gehört nur Ihnen: Bitte leiten Sie ihn nicht weiter.",
            ],
        ),
        Kind::PartnerInvitation => text(
            "{{person}} lädt Sie ins {{portal.name}} ein",
            &[
                "{{person}} möchte im {{portal.name}} mit Ihnen zusammenarbeiten. Legen Sie mit dem Link Ihren Zugang an.",
            ],
            "Zugang anlegen",
            &[
                "Der Link gilt einmal und bis {{until}}. Er gehört nur Ihnen: Bitte leiten Sie ihn nicht weiter.",
            ],
        ),
        Kind::OnMapAPendingUser => text(
            "Ihr Zugang ist freigeschaltet",
            &["wir haben Ihre Angaben geprüft. Ihr Zugang zum {{portal.name}} ist jetzt freigeschaltet."],
            "Anmelden",
            &[],
        ),
        Kind::OnPendingUser => text(
            "Ein neuer Zugang wartet auf Zuordnung",
            &[
                "{{person}} ({{email}}) hat sich im {{portal.name}} registriert und ließ sich keinem Kontakt zuordnen.",
            ],
            "Zugang zuordnen",
            &[],
        ),
        Kind::ChangeReceived => text(
            "Ihre Änderung ist angekommen",
            &[
                "am {{moment}} haben Sie im {{portal.name}} {{#if attributes}}{{#if created}}angelegt{{else}}geändert{{/if}}:\n**{{record}}**: {{attributes}}{{else}}{{#if removed}}entfernt:\n**{{record}}**{{else}}etwas geändert.{{/if}}{{/if}}",
                "{{organization.name}} hat Ihre Änderung erhalten. Sie müssen nichts weiter tun.",
            ],
            "Zum Portal",
            &[WARN],
        ),
        Kind::OnDocUpload => text(
            "{{#if several}}{{count}} neue Dokumente liegen{{else}}Ein neues Dokument liegt{{/if}} für Sie bereit",
            &[
                "im {{portal.name}} {{#if several}}liegen {{count}} neue Dokumente{{else}}liegt ein neues Dokument{{/if}} für Sie bereit:\n**{{documents}}**",
            ],
            "Im Portal ansehen",
            &[],
        ),
        Kind::OnNewQuote => text(
            "{{#if several}}{{count}} neue Angebote liegen{{else}}Ein neues Angebot liegt{{/if}} für Sie bereit",
            &[
                "im {{portal.name}} {{#if several}}liegen {{count}} neue Angebote{{else}}liegt ein neues Angebot{{/if}} für Sie bereit:\n**{{offers}}**",
                "Sehen Sie sich alles in Ruhe an. Annehmen oder ablehnen können Sie im Portal.",
            ],
            "Im Portal ansehen",
            &[],
        ),
        Kind::VerifyCodeToSetPassword => text(
            "Ihr Code für ein Passwort",
            &["mit diesem Code oder dem Link legen Sie ein Passwort für das {{portal.name}} fest."],
            "Passwort festlegen",
            &[LASTS, NOT_YOU],
        ),
        Kind::JourneySignUp => text(
            "Bitte bestätigen Sie Ihre E-Mail-Adresse",
            &[
                "schön, dass Sie das {{portal.name}} nutzen möchten. Bestätigen Sie Ihre Adresse mit diesem Code.",
            ],
            "Adresse bestätigen",
            &[LASTS, NOT_YOU],
        ),
        Kind::JourneySignInOneTimePassword => text(
            "Ihr Code für die Anmeldung",
            &["geben Sie diesen Code auf der Seite ein, von der Sie kommen."],
            "Anmelden",
            &[LASTS, "Geben Sie den Code niemandem weiter, auch nicht am Telefon.", NOT_YOU],
        ),
        Kind::OnWorkflowStepAssigned => text(
            "Eine Aufgabe wartet auf Sie",
            &["im {{portal.name}} wartet eine Aufgabe auf Sie."],
            "Aufgabe ansehen",
            &[],
        ),
    }
}
