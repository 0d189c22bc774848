//! A letter as it travels: its headers and both parts.

use std::time::{Duration, UNIX_EPOCH};

use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart};
use lettre::{Address, Message};
use portico_kit::{EmailAddress, Instant};

use crate::letter::one_line;

/// Who sends a letter.
#[derive(Clone, Debug)]
pub struct Sender {
    /// The name that readers see; may be empty.
    pub name: String,
    /// The address it is sent from.
    pub address: EmailAddress,
    /// Where answers go, when elsewhere.
    pub reply_to: Option<EmailAddress>,
}

/// A letter on its way, with what its delivery needs.
#[derive(Clone, Debug)]
pub struct Outgoing {
    /// Its id, the same on every try, so that a receiver can tell a second copy.
    pub id: String,
    /// Who gets it.
    pub to: EmailAddress,
    /// Its subject.
    pub subject: String,
    /// The plain text part.
    pub text: String,
    /// The HTML part.
    pub html: String,
    /// When it was written.
    pub at: Instant,
}

/// Headers of letters that a program writes: automatic answers to them would never end.
const AUTOMATIC: [(&str, &str); 2] =
    [("Auto-Submitted", "auto-generated"), ("X-Auto-Response-Suppress", "All")];

/// An address as the message holds it.
pub(crate) fn address(email: &EmailAddress) -> Result<Address, String> {
    email.as_str().parse().map_err(|_| format!("{email} is no address that mail can be sent to"))
}

/// The message; an error says which part of it cannot be sent.
pub(crate) fn message(sender: &Sender, letter: &Outgoing) -> Result<Message, String> {
    let from = address(&sender.address)?;
    let name = Some(one_line(&sender.name)).filter(|name| !name.is_empty());
    let written = u64::try_from(letter.at.0).unwrap_or_default();
    let mut builder = Message::builder()
        .message_id(Some(format!("<{}@{}>", letter.id, from.domain())))
        .date(UNIX_EPOCH + Duration::from_micros(written))
        .from(Mailbox::new(name, from))
        .to(Mailbox::new(None, address(&letter.to)?))
        .subject(one_line(&letter.subject));
    for (name, value) in AUTOMATIC {
        let header = HeaderName::new_from_ascii_str(name);
        builder = builder.raw_header(HeaderValue::new(header, value.to_owned()));
    }
    if let Some(reply_to) = &sender.reply_to {
        builder = builder.reply_to(Mailbox::new(None, address(reply_to)?));
    }
    let parts = MultiPart::alternative_plain_html(letter.text.clone(), letter.html.clone());
    builder.multipart(parts).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn email(text: &str) -> EmailAddress {
        EmailAddress::parse(text).unwrap_or_else(|error| panic!("{error}"))
    }

    #[test]
    fn a_message_has_its_headers_and_both_parts_and_no_others() {
        let sender = Sender {
            name: "Stadtwerke \"Müller\"\r\nBcc: x@y.example".to_owned(),
            address: email("noreply@stadtwerke.example"),
            reply_to: Some(email("service@stadtwerke.example")),
        };
        let letter = Outgoing {
            id: "01a2".to_owned(),
            to: email("katrin@mail.example"),
            subject: "Grüße\r\nBcc: a@b.example\u{2028}\u{85}Cc: c@d.example".to_owned(),
            text: "Hallo\r\n.\r\nMAIL FROM:<x@y.example>".to_owned(),
            html: "<p>Hallo</p>".to_owned(),
            at: Instant(1_795_593_600_000_000),
        };
        let message = message(&sender, &letter).unwrap_or_else(|error| panic!("{error}")).formatted();
        let message = String::from_utf8(message).unwrap_or_else(|error| panic!("{error}"));
        for expected in [
            "Message-ID: <01a2@stadtwerke.example>\r\n",
            "Date: Wed, 25 Nov 2026 08:00:00 +0000\r\n",
            "To: katrin@mail.example\r\n",
            "Reply-To: service@stadtwerke.example\r\n",
            "Auto-Submitted: auto-generated\r\n",
            "multipart/alternative",
            "Content-Type: text/plain; charset=utf-8\r\n",
            "Content-Type: text/html; charset=utf-8\r\n",
        ] {
            assert!(message.contains(expected), "{expected}: {message}");
        }
        assert!(message.is_ascii(), "{message}");
        let headers = message.split("\r\n\r\n").next().unwrap_or_default().to_lowercase();
        assert!(!headers.lines().any(|line| line.starts_with("bcc") || line.starts_with("cc")), "{headers}");
    }
}
