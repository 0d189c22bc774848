//! What stands in the form of how mail is sent: the stored settings, or what was typed since.

use portico_core::Refusal;
use portico_core::mail::{Security, Settings, Wanted, WantedSender, WantedServer};
use portico_kit::{EmailAddress, Locale, Secret};

use super::super::answers::Answers;
use crate::design::assets::content_hash;
use crate::design::components::error_summary::Fault;
use crate::design::words::{has, t};

/// What stands in the form.
#[derive(Clone, Debug, Default)]
pub(super) struct Draft {
    pub(super) is_own: bool,
    pub(super) server: WantedServer,
    /// Whether a password is stored.
    pub(super) has_password: bool,
    pub(super) senders: Vec<WantedSender>,
    /// What was stored when the form was shown.
    pub(super) seen: String,
    pub(super) faults: Vec<Fault>,
}

impl Draft {
    /// The stored settings.
    pub(super) fn of(stored: &Settings) -> Self {
        let text = |email: &Option<EmailAddress>| email.as_ref().map_or("", EmailAddress::as_str).to_owned();
        let senders = stored.senders.iter().map(|(portal, sender)| WantedSender {
            portal_id: portal.as_str().to_owned(),
            name: sender.name.clone(),
            reply_to: text(&sender.reply_to),
            from: text(&sender.from),
        });
        let mut draft = Self { senders: senders.collect(), seen: digest(stored), ..Self::default() };
        draft.server.security = Security::default().name().to_owned();
        if let Some(own) = &stored.own {
            draft.is_own = true;
            draft.has_password = !own.server.password.expose().is_empty();
            draft.server = WantedServer {
                host: own.server.host.clone(),
                port: own.server.port.to_string(),
                security: own.server.security.name().to_owned(),
                user: own.server.user.clone(),
                password: None,
                from: own.from.as_str().to_owned(),
            };
        }
        draft
    }

    /// The answers of the form.
    pub(super) fn of_answers(answers: &Answers) -> Self {
        let text = |name: &str| answers.text(name).to_owned();
        let password = answers.raw("password").filter(|password| !password.is_empty());
        let server = WantedServer {
            host: text("host"),
            port: text("port"),
            security: text("security"),
            user: text("user"),
            password: password.map(Secret::new),
            from: text("from"),
        };
        let senders = answers.all("portal").into_iter().enumerate().map(|(at, portal)| WantedSender {
            portal_id: portal.to_owned(),
            name: text(&format!("name-{at}")),
            reply_to: text(&format!("reply_to-{at}")),
            from: text(&format!("from-{at}")),
        });
        Self {
            is_own: answers.text("route") == "own",
            server,
            has_password: answers.text("has_password") == "yes",
            senders: senders.collect(),
            seen: text("seen"),
            faults: Vec::new(),
        }
    }

    /// What is to be stored.
    pub(super) fn wanted(&self) -> Wanted {
        Wanted { own: self.is_own.then(|| self.server.clone()), senders: self.senders.clone() }
    }

    /// The sender of a portal, with its place in the form.
    pub(super) fn sender(&self, portal: &str) -> WantedSender {
        let found = self.senders.iter().find(|sender| sender.portal_id == portal);
        found.cloned().unwrap_or_default()
    }

    /// What stands in the way of storing a field.
    pub(super) fn fault(&self, field: &str) -> Option<&str> {
        self.faults.iter().find(|fault| fault.field == field).map(|fault| fault.message.as_str())
    }

    /// The same with what stands in the way.
    pub(super) fn refused(mut self, locale: Locale, refusal: &Refusal) -> Self {
        if let Refusal::Conflict { message, reason: Some("STALE") } = refusal {
            // The next press stores what stands here: it was told that there is something newer.
            self.seen.clone_from(message);
            self.faults.push(Fault::new("route", t(locale, "mail-fault-meanwhile")));
        }
        if let Refusal::Invalid { field, message } = refusal {
            let (field, word) = place(field.as_deref().unwrap_or("host"));
            let key = format!("mail-fault-{word}");
            let said = if has(&key) { t(locale, &key).into_owned() } else { message.clone() };
            self.faults.push(Fault::new(field, said));
        }
        self
    }

    /// The same, when there is nothing to try.
    pub(super) fn without_server(mut self, locale: Locale) -> Self {
        self.faults.push(Fault::new("route", t(locale, "mail-fault-route")));
        self
    }
}

/// Changes with everything that is stored but the password, which a form never shows.
fn digest(stored: &Settings) -> String {
    let own = stored.own.as_ref().map(|own| (&own.server, &own.from));
    content_hash(format!("{own:?}{:?}", stored.senders).as_bytes())
}

/// Refuses to store over what somebody else stored since the form was shown.
pub(super) fn check_seen(seen: &str, stored: &Settings) -> Result<(), Refusal> {
    let now = digest(stored);
    if now == seen { Ok(()) } else { Err(Refusal::Conflict { message: now, reason: Some("STALE") }) }
}

/// The field of the form that a field of the settings stands in, and the word for what is wrong with it.
fn place(field: &str) -> (String, String) {
    let inner = field.strip_prefix("senders[").and_then(|rest| rest.split_once("]."));
    match inner {
        Some((at, name)) => (format!("{name}-{at}"), format!("sender-{}", name.replace('_', "-"))),
        None => (field.to_owned(), field.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_refusal_finds_its_field_and_words() {
        for (field, at) in
            [("host", "host"), ("senders[2].reply_to", "reply_to-2"), ("senders[0].from", "from-0")]
        {
            let refused = Draft::default().refused(Locale::De, &Refusal::invalid(field, "English"));
            assert!(refused.fault(at).is_some_and(|said| said != "English"), "{field}");
        }
        for word in ["host", "port", "security", "user", "password", "from", "route", "meanwhile"] {
            assert!(has(&format!("mail-fault-{word}")), "{word}");
        }
    }

    #[test]
    fn an_empty_password_keeps_the_stored_one_and_a_typed_one_keeps_its_spaces() {
        let read = |sent: &str| Draft::of_answers(&Answers::of(sent)).server.password;
        assert!(read("route=own&password=").is_none());
        assert_eq!(
            read("route=own&password=+a+").map(|secret| secret.expose().to_owned()).as_deref(),
            Some(" a ")
        );
    }
}
