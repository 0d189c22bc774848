//! What the letters say where a portal has no words of its own, as bodies that staff could have written.

use portico_kit::Locale;

use super::Kind;

mod english;
mod german;

/// The text of one kind of letter in one language.
struct Text {
    subject: &'static str,
    /// Sentences before code and button.
    before: &'static [&'static str],
    button: &'static str,
    /// Sentences after them.
    after: &'static [&'static str],
}

const fn text(
    subject: &'static str,
    before: &'static [&'static str],
    button: &'static str,
    after: &'static [&'static str],
) -> Text {
    Text { subject, before, button, after }
}

/// Subject and body of a letter, with places to fill in.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Source {
    /// The subject.
    pub subject: String,
    /// What mailboxes show beside the subject; empty for the first sentence after the greeting.
    pub preheader: String,
    /// The body: plain lines, or HTML.
    pub body: String,
}

/// What a kind of letter says in a language, as it ships.
pub fn standard(kind: Kind, locale: Locale) -> Source {
    let text = of(locale, kind);
    let greeting = match locale {
        Locale::De => "Guten Tag{{#if name}} {{name}}{{/if}},",
        Locale::En => "Hello{{#if name}} {{name}}{{/if}},",
    };
    let mut lines = vec![format!("# {}", text.subject), greeting.to_owned()];
    lines.extend(text.before.iter().map(|sentence| (*sentence).to_owned()));
    if kind.carries_code() {
        lines.push("[code]".to_owned());
    }
    lines.push(format!("[button: {}]", text.button));
    lines.extend(text.after.iter().map(|sentence| (*sentence).to_owned()));
    Source { subject: text.subject.to_owned(), preheader: String::new(), body: lines.join("\n\n") }
}

/// Why somebody gets a kind of letter: a line for its foot.
pub(super) fn why(kind: Kind, locale: Locale) -> &'static str {
    match (kind, locale) {
        (Kind::EmailChanged, Locale::De) => {
            "Sie bekommen diese E-Mail, weil diese Adresse zu Ihrem Zugang zum {portal} gehörte."
        }
        (Kind::EmailChanged, Locale::En) => {
            "You get this e-mail because this address belonged to your account in {portal}."
        }
        (Kind::OnPendingUser, Locale::De) => {
            "Sie bekommen diese E-Mail, weil diese Adresse für Meldungen aus dem {portal} hinterlegt ist."
        }
        (Kind::OnPendingUser, Locale::En) => {
            "You get this e-mail because this address is set up for messages from {portal}."
        }
        (
            Kind::ConfirmAccount
            | Kind::ConfirmEmailUpdate
            | Kind::Invitation
            | Kind::PartnerInvitation
            | Kind::JourneySignUp,
            locale,
        ) => match locale {
            Locale::De => "Sie bekommen diese E-Mail, weil diese Adresse für das {portal} angegeben wurde.",
            Locale::En => "You get this e-mail because this address was given for {portal}.",
        },
        (_, Locale::De) => "Sie bekommen diese E-Mail, weil Sie einen Zugang zum {portal} haben.",
        (_, Locale::En) => "You get this e-mail because you have an account in {portal}.",
    }
}

/// What the button of a kind of letter says.
pub(super) fn button(kind: Kind, locale: Locale) -> &'static str {
    of(locale, kind).button
}

fn of(locale: Locale, kind: Kind) -> Text {
    match locale {
        Locale::De => german::text_of(kind),
        Locale::En => english::text_of(kind),
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
