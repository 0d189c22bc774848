//! What a letter is made of, and the two forms it is sent in.

use portico_kit::EmailAddress;

use crate::{Look, html, words};

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

/// A part of a letter's body.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Part {
    /// A heading.
    Heading(Vec<Span>),
    /// A paragraph.
    Text(Vec<Span>),
    /// An item of a list.
    Item(Vec<Span>),
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

/// Words of one kind within a part.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Span {
    /// What they say; a line break is `\n`.
    pub text: String,
    /// Whether they stand out.
    pub strong: bool,
    /// Whether they are stressed.
    pub stressed: bool,
    /// Where they lead.
    pub link: Option<String>,
}

impl Part {
    /// A paragraph of plain words.
    pub fn paragraph(text: &str) -> Self {
        Self::Text(vec![Span { text: text.to_owned(), ..Span::default() }])
    }
}

/// A letter of parts in a look, readable on a phone; the text part says the same. The preheader is what mailboxes
/// show beside the subject; without one it is the first sentence after the greeting.
pub fn compose(
    to: EmailAddress,
    (subject, preheader): (&str, &str),
    parts: &[Part],
    look: &Look,
    template: &'static str,
) -> Letter {
    let subject = one_line(subject);
    let html = html::page(&subject, &one_line(preheader), parts, look);
    Letter { to, text: words::plain(&subject, parts, look), html, subject, template }
}

/// A text in one line: a line break would start another header.
pub(crate) fn one_line(subject: &str) -> String {
    let shown = subject.chars().map(|c| if c.is_control() { ' ' } else { c });
    shown.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_says_the_same_in_both_parts_and_escapes_html() {
        let to = EmailAddress::parse("a@b.example").unwrap_or_else(|error| panic!("{error}"));
        let look = Look { brand: "Stadtwerke <A>".to_owned(), ..Look::default() };
        let parts = [
            Part::paragraph("<b>1 & 2</b>"),
            Part::Code("123456".to_owned()),
            Part::Button { label: "Go".to_owned(), link: "https://a.example/?x=1&y=\"2\"".to_owned() },
        ];
        let letter = compose(to, ("Hallo\nBcc: x", ""), &parts, &look, "test");
        assert_eq!(letter.subject, "Hallo Bcc: x");
        let text = "<b>1 & 2</b>\n\n123456\n\nGo:\nhttps://a.example/?x=1&y=\"2\"\n\n--\nStadtwerke <A>";
        assert_eq!(letter.text, text);
        assert!(letter.html.contains("&lt;b&gt;1 &amp; 2&lt;/b&gt;"));
        assert!(letter.html.contains("https://a.example/?x=1&amp;y=&quot;2&quot;"));
        assert!(letter.html.contains("Stadtwerke &lt;A&gt;"));
        assert!(letter.html.contains("123<span style=\"margin-left:12px\">456</span>"), "{}", letter.html);
        assert!(letter.html.len() < 8_000, "{} bytes", letter.html.len());
    }
}
