//! Letters: composed once with a text and an HTML part, whatever delivers them.

use portico_kit::EmailAddress;

/// A mail to one person.
#[derive(Clone, Debug)]
pub struct Letter {
    /// Who gets it.
    pub to: EmailAddress,
    /// Its subject.
    pub subject: String,
    /// The plain text part.
    pub text: String,
    /// The HTML part.
    pub html: String,
    /// The kind of letter, such as `changeReceived`.
    pub template: &'static str,
}

impl Letter {
    /// A letter of plain paragraphs; the HTML part says the same.
    pub fn of_paragraphs(
        to: EmailAddress,
        subject: &str,
        paragraphs: &[String],
        template: &'static str,
    ) -> Self {
        let body: String = paragraphs.iter().map(|text| format!("<p>{}</p>", escaped(text))).collect();
        let html = format!(
            "<!doctype html><html><head><meta charset=\"utf-8\"><title>{0}</title></head><body>{body}</body></html>",
            escaped(subject)
        );
        Self { to, subject: one_line(subject), text: paragraphs.join("\n\n"), html, template }
    }

    /// A letter of parts, readable on a phone; the text part says the same.
    pub fn compose(to: EmailAddress, subject: &str, parts: &[Part], template: &'static str) -> Self {
        let body: String = parts.iter().map(Part::html).collect();
        let html = format!(
            "<!doctype html><html><head><meta charset=\"utf-8\">\
             <meta name=\"viewport\" content=\"width=device-width\"><title>{}</title></head>\
             <body style=\"margin:0;padding:24px 16px;font:16px/1.5 system-ui,sans-serif;color:#1d2433\">\
             <div style=\"max-width:560px;margin:0 auto\">{body}</div></body></html>",
            escaped(subject)
        );
        let text: Vec<String> = parts.iter().map(Part::text).collect();
        Self { to, subject: one_line(subject), text: text.join("\n\n"), html, template }
    }
}

/// A subject in one line: a line break would start another header.
fn one_line(subject: &str) -> String {
    subject.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A part of a letter's body.
#[derive(Clone, Debug)]
pub enum Part {
    /// A paragraph.
    Text(String),
    /// A code to type, written large.
    Code(String),
    /// A button that leads somewhere.
    Button {
        /// What it says.
        label: String,
        /// Where it leads.
        link: String,
    },
}

impl Part {
    fn text(&self) -> String {
        match self {
            Self::Text(text) | Self::Code(text) => text.clone(),
            Self::Button { label, link } => format!("{label}:\n{link}"),
        }
    }

    fn html(&self) -> String {
        match self {
            Self::Text(text) => format!("<p style=\"margin:0 0 16px\">{}</p>", escaped(text)),
            Self::Code(code) => format!(
                "<p style=\"margin:0 0 16px;font-size:28px;font-weight:700;letter-spacing:4px\">{}</p>",
                escaped(code)
            ),
            Self::Button { label, link } => format!(
                "<p style=\"margin:0 0 16px\"><a href=\"{}\" style=\"display:inline-block;padding:12px 20px;\
                 border-radius:8px;background:#1f4fd8;color:#ffffff;font-weight:600;text-decoration:none\">{}</a></p>",
                escaped(link),
                escaped(label)
            ),
        }
    }
}

/// A text as it stands in HTML.
fn escaped(text: &str) -> String {
    let safe = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;");
    safe.replace('\n', "<br>")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_says_the_same_in_both_parts_and_escapes_html() {
        let to = EmailAddress::parse("a@b.example").unwrap_or_else(|error| panic!("{error}"));
        let letter = Letter::of_paragraphs(to, "Hallo\nBcc: x", &["<b>1 & 2</b>".to_owned()], "test");
        assert_eq!(letter.subject, "Hallo Bcc: x");
        assert_eq!(letter.text, "<b>1 & 2</b>");
        assert!(letter.html.contains("&lt;b&gt;1 &amp; 2&lt;/b&gt;"));
    }
}
