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
        // A line break in a subject would start another header.
        let subject = subject.split_whitespace().collect::<Vec<_>>().join(" ");
        Self { to, subject, text: paragraphs.join("\n\n"), html, template }
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
