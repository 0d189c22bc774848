//! What the letters say, in German and English; `{name}` and the like are filled in.

use portico_kit::Locale;

use super::Kind;

/// The text of one kind of letter in one language.
pub(super) struct Text {
    pub(super) subject: &'static str,
    /// Sentences before code and button.
    pub(super) before: &'static [&'static str],
    pub(super) button: &'static str,
    /// Sentences after them.
    pub(super) after: &'static [&'static str],
}

const LASTS_DE: &str = "Code und Link gelten zehn Minuten und nur einmal.";
const LASTS_EN: &str = "Code and link are valid for ten minutes and only once.";
const NOT_YOU_DE: &str = "Waren Sie das nicht? Dann können Sie diese E-Mail löschen; es ändert sich nichts.";
const NOT_YOU_EN: &str = "Was this not you? Then you can delete this e-mail; nothing changes.";
const WARN_DE: &str = "Waren Sie das nicht? Dann melden Sie sich bitte gleich bei uns.";
const WARN_EN: &str = "Was this not you? Then please contact us straight away.";

/// The greeting of a letter.
pub(super) fn greeting(locale: Locale, name: &str) -> String {
    match (locale, name.trim()) {
        (Locale::De, "") => "Guten Tag,".to_owned(),
        (Locale::En, "") => "Hello,".to_owned(),
        (Locale::De, name) => format!("Guten Tag {name},"),
        (Locale::En, name) => format!("Hello {name},"),
    }
}

/// The text of a kind of letter.
pub(super) fn of(locale: Locale, kind: Kind) -> Text {
    match locale {
        Locale::De => german(kind),
        Locale::En => english(kind),
    }
}

const fn text(
    subject: &'static str,
    before: &'static [&'static str],
    button: &'static str,
    after: &'static [&'static str],
) -> Text {
    Text { subject, before, button, after }
}

fn german(kind: Kind) -> Text {
    match kind {
        Kind::ConfirmAccount => text(
            "Bitte bestätigen Sie Ihre E-Mail-Adresse",
            &[
                "schön, dass Sie das {portal} nutzen möchten. Bitte bestätigen Sie, dass diese Adresse Ihnen gehört.",
            ],
            "Adresse bestätigen",
            &[LASTS_DE, NOT_YOU_DE],
        ),
        Kind::ConfirmEmailUpdate => text(
            "Bitte bestätigen Sie Ihre neue E-Mail-Adresse",
            &["Sie möchten sich im {portal} künftig mit dieser Adresse anmelden. Bitte bestätigen Sie sie."],
            "Neue Adresse bestätigen",
            &[LASTS_DE, NOT_YOU_DE],
        ),
        Kind::AdvancedAuth => text(
            "Ihr Code für die Anmeldung",
            &["mit diesem Code oder dem Link melden Sie sich im {portal} an."],
            "Anmelden",
            &[LASTS_DE, "Geben Sie den Code niemandem weiter, auch nicht am Telefon.", NOT_YOU_DE],
        ),
        Kind::ForgotPassword => text(
            "Neues Passwort festlegen",
            &["mit diesem Code oder dem Link legen Sie ein neues Passwort für das {portal} fest."],
            "Neues Passwort festlegen",
            &[LASTS_DE, NOT_YOU_DE],
        ),
        Kind::PasswordChanged => text(
            "Ihr Passwort wurde geändert",
            &["das Passwort Ihres Zugangs zum {portal} wurde eben geändert. Alle Geräte wurden abgemeldet."],
            "Zum Portal",
            &[WARN_DE],
        ),
        Kind::EmailChanged => text(
            "Ihre E-Mail-Adresse wurde geändert",
            &["für Ihren Zugang zum {portal} gilt jetzt die Adresse {email}."],
            "Zum Portal",
            &[WARN_DE],
        ),
        Kind::AlreadyRegistered => text(
            "Sie haben schon einen Zugang",
            &[
                "mit dieser Adresse wollte sich jemand im {portal} registrieren. Sie haben dort schon einen Zugang.",
            ],
            "Anmelden",
            &["Passwort vergessen? Auf der Anmeldeseite können Sie ein neues festlegen.", NOT_YOU_DE],
        ),
        Kind::Invitation => text(
            "Einladung ins {portal}",
            &["{organisation} lädt Sie ins {portal} ein. Legen Sie mit dem Link Ihren Zugang an."],
            "Zugang anlegen",
            &["Der Link gehört nur Ihnen. Bitte leiten Sie ihn nicht weiter."],
        ),
        Kind::PartnerInvitation => text(
            "{person} lädt Sie ins {portal} ein",
            &[
                "{person} möchte im {portal} mit Ihnen zusammenarbeiten. Legen Sie mit dem Link Ihren Zugang an.",
            ],
            "Zugang anlegen",
            &["Der Link gehört nur Ihnen. Bitte leiten Sie ihn nicht weiter."],
        ),
        Kind::OnMapAPendingUser => text(
            "Ihr Zugang ist freigeschaltet",
            &["wir haben Ihre Angaben geprüft. Ihr Zugang zum {portal} ist jetzt freigeschaltet."],
            "Anmelden",
            &[],
        ),
        Kind::OnPendingUser => text(
            "Ein neuer Zugang wartet auf Zuordnung",
            &["{person} ({email}) hat sich im {portal} registriert und ließ sich keinem Kontakt zuordnen."],
            "Zugang zuordnen",
            &[],
        ),
        Kind::OnDocUpload => text(
            "Ein neues Dokument liegt für Sie bereit",
            &["im {portal} liegt ein neues Dokument für Sie bereit."],
            "Dokument ansehen",
            &[],
        ),
        Kind::OnNewQuote => text(
            "Ein neues Angebot liegt für Sie bereit",
            &["im {portal} liegt ein neues Angebot für Sie bereit."],
            "Angebot ansehen",
            &[],
        ),
    }
}

fn english(kind: Kind) -> Text {
    match kind {
        Kind::ConfirmAccount => text(
            "Please confirm your e-mail address",
            &["good to have you in {portal}. Please confirm that this address is yours."],
            "Confirm address",
            &[LASTS_EN, NOT_YOU_EN],
        ),
        Kind::ConfirmEmailUpdate => text(
            "Please confirm your new e-mail address",
            &["you want to sign in to {portal} with this address from now on. Please confirm it."],
            "Confirm new address",
            &[LASTS_EN, NOT_YOU_EN],
        ),
        Kind::AdvancedAuth => text(
            "Your code for signing in",
            &["with this code or the link you sign in to {portal}."],
            "Sign in",
            &[LASTS_EN, "Never pass the code on to anybody, not even on the phone.", NOT_YOU_EN],
        ),
        Kind::ForgotPassword => text(
            "Choose a new password",
            &["with this code or the link you choose a new password for {portal}."],
            "Choose a new password",
            &[LASTS_EN, NOT_YOU_EN],
        ),
        Kind::PasswordChanged => text(
            "Your password was changed",
            &["the password of your access to {portal} has just been changed. All devices were signed out."],
            "Go to the portal",
            &[WARN_EN],
        ),
        Kind::EmailChanged => text(
            "Your e-mail address was changed",
            &["your access to {portal} now has the address {email}."],
            "Go to the portal",
            &[WARN_EN],
        ),
        Kind::AlreadyRegistered => text(
            "You have an account already",
            &["somebody tried to register in {portal} with this address. You have an account there already."],
            "Sign in",
            &["Forgotten your password? You can choose a new one on the sign-in page.", NOT_YOU_EN],
        ),
        Kind::Invitation => text(
            "Invitation to {portal}",
            &["{organisation} invites you to {portal}. Follow the link to set up your account."],
            "Set up account",
            &["The link is yours alone. Please do not forward it."],
        ),
        Kind::PartnerInvitation => text(
            "{person} invites you to {portal}",
            &["{person} would like to work with you in {portal}. Follow the link to set up your account."],
            "Set up account",
            &["The link is yours alone. Please do not forward it."],
        ),
        Kind::OnMapAPendingUser => text(
            "Your account is open",
            &["we have checked your details. Your account in {portal} is open now."],
            "Sign in",
            &[],
        ),
        Kind::OnPendingUser => text(
            "A new account waits to be assigned",
            &["{person} ({email}) registered in {portal} and could not be assigned to a contact."],
            "Assign account",
            &[],
        ),
        Kind::OnDocUpload => text(
            "There is a new document for you",
            &["there is a new document for you in {portal}."],
            "View document",
            &[],
        ),
        Kind::OnNewQuote => text(
            "There is a new offer for you",
            &["there is a new offer for you in {portal}."],
            "View offer",
            &[],
        ),
    }
}

/// A sentence with its places filled in, once: what is filled in is never read as a place itself.
pub(crate) fn filled(sentence: &str, values: &[(&str, &str)]) -> String {
    let mut parts = sentence.split('{');
    let mut made = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (name, rest) = part.split_once('}').unwrap_or(("", part));
        made.push_str(values.iter().find(|(key, _)| *key == name).map_or("", |(_, value)| value));
        made.push_str(rest);
    }
    made
}

#[cfg(test)]
mod tests {
    use super::filled;

    #[test]
    fn a_name_with_braces_stays_a_name() {
        assert_eq!(filled("Hello {name},", &[("name", "{portal}"), ("portal", "x")]), "Hello {portal},");
    }
}
