//! The page inside the frame: the head of the letter as a mailbox shows it, and its HTML or plain text below.

use maud::{DOCTYPE, Markup, PreEscaped, html};
use portico_core::letters::Letter;
use portico_http::Query;
use portico_kit::Locale;

use super::At;
use super::faults::told;
use crate::design::words::{t, t_args};

/// What one of these pages is made for.
pub(super) struct Sheet<'a> {
    /// The language of the page around it.
    pub(super) locale: Locale,
    pub(super) at: &'a At,
    pub(super) query: &'a Query,
}

impl Sheet<'_> {
    fn is_dark(&self) -> bool {
        self.query.text("look") == Some("dark")
    }

    /// A letter.
    pub(super) fn letter(&self, letter: &Letter) -> String {
        let head = self.head(letter).into_string();
        if self.query.text("part") == Some("text") {
            let text = html! { (PreEscaped(head)) pre { (letter.text) } };
            return self.page(&text);
        }
        let made = in_scheme(&letter.html, self.is_dark());
        match made.find("<body").and_then(|at| made.get(at..)?.find('>').map(|end| at + end + 1)) {
            Some(at) => {
                let (before, after) = made.split_at(at);
                format!("{before}<style>{}</style>{head}{after}", self.style())
            }
            None => made,
        }
    }

    /// Why there is no letter to show.
    pub(super) fn fault(&self, field: &str, message: &str) -> String {
        let place = t(self.locale, &format!("setting-letter-{field}"));
        self.page(&html! {
            div.preview-fault {
                p { strong { (t(self.locale, "letter-preview-fault")) } }
                p { (place) ": " (told(self.locale, message)) }
            }
        })
    }

    fn head(&self, letter: &Letter) -> Markup {
        let kilobytes = (letter.html.len() / 1000).max(1);
        let size = t_args(self.locale, "letter-size", &[("size", kilobytes.into())]);
        html! {
            div.preview-head {
                p.preview-subject { (letter.subject) }
                p { (t_args(self.locale, "letter-to", &[("to", letter.to.to_string().into())])) " · " (size) }
            }
        }
    }

    fn page(&self, content: &Markup) -> String {
        html! {
            (DOCTYPE)
            html lang=(self.at.locale.code()) {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width,initial-scale=1";
                    title { (t(self.locale, "letter-arrival")) }
                    style { (PreEscaped(self.style())) }
                }
                body.preview-page { (content) }
            }
        }
        .into_string()
    }

    fn style(&self) -> String {
        let [ink, quiet, ground, line] = match self.is_dark() {
            true => ["#e7ebee", "#a3aeb6", "#1b2126", "#39434b"],
            false => ["#1a2126", "#55616a", "#ffffff", "#d9dee2"],
        };
        format!(
            ".preview-page{{margin:0;background:{ground};color:{ink}}}\
             .preview-head{{padding:12px 20px;background:{ground};border-bottom:1px solid {line};\
             font:13px/1.45 system-ui,sans-serif;color:{quiet}}}.preview-head p{{margin:0}}\
             .preview-head .preview-subject{{color:{ink};font-weight:600;font-size:15px;overflow-wrap:anywhere}}\
             .preview-page pre{{margin:0;padding:20px;white-space:pre-wrap;overflow-wrap:anywhere;\
             font:14px/1.55 ui-monospace,Menlo,Consolas,monospace}}\
             .preview-fault{{padding:24px;font:15px/1.5 system-ui,sans-serif}}"
        )
    }
}

/// A letter as a device in this scheme shows it, whatever the device of the reader of this page is set to.
fn in_scheme(html: &str, dark: bool) -> String {
    let (query, scheme) = if dark { ("@media all", "dark") } else { ("@media not all", "light") };
    let made = html.replace("@media(prefers-color-scheme:dark)", query);
    made.replace("content=\"light dark\"", &format!("content=\"{scheme}\""))
        .replace("color-scheme:light dark", &format!("color-scheme:{scheme}"))
}

/// The address of the picture of a letter, and its name there.
pub(super) fn picture(html: &str) -> Option<(String, String)> {
    let rest = html.get(html.find("<img src=\"")? + 10..)?;
    let address = rest.split('"').next()?;
    let name = address.rsplit_once("/pictures/")?.1;
    Some((address.to_owned(), name.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_picture_of_a_letter_is_found_and_its_scheme_is_forced() {
        let html = "<style>@media(prefers-color-scheme:dark){a{}}</style><img src=\"https://p.example/pictures/ab\">";
        assert_eq!(picture(html), Some(("https://p.example/pictures/ab".to_owned(), "ab".to_owned())));
        assert_eq!(picture("<p>no</p>"), None);
        assert!(in_scheme(html, true).contains("@media all{"));
        assert!(in_scheme(html, false).contains("@media not all{"));
    }
}
