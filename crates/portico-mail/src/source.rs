//! Bodies as staff write them: plain lines, or HTML; only what a letter knows is kept of either.
//!
//! In plain lines an empty line ends a paragraph, `# ` begins a heading, `- ` an item of a list, and `**` surrounds
//! strong words. A line `[button: Label]` becomes a button with the letter's link, `[code]` the letter's code. In HTML
//! a link to the letter's own address that stands alone becomes its button.

use crate::entities::decoded;
use crate::{Part, Span};

/// What a body may place that the letter brings.
#[derive(Clone, Copy, Debug, Default)]
pub struct Aids<'a> {
    /// The code to type.
    pub code: Option<&'a str>,
    /// Where the button leads.
    pub link: Option<&'a str>,
    /// What the button says when the body does not say it.
    pub button: &'a str,
}

/// Tags whose content is no text.
const SILENT: [&str; 5] = ["script", "style", "head", "title", "template"];
/// Tags that stand for a block of their own.
const BLOCKS: [&str; 17] = [
    "p",
    "div",
    "h1",
    "h2",
    "h3",
    "h4",
    "ul",
    "ol",
    "li",
    "table",
    "tr",
    "td",
    "th",
    "section",
    "hr",
    "blockquote",
    "center",
];

/// The parts of a body whose places are filled in already, as HTML writes them.
pub fn read(body: &str, aids: &Aids<'_>) -> Vec<Part> {
    let mut reader = Reader { aids: *aids, ..Reader::default() };
    let html = if is_html(body) { body.to_owned() } else { from_lines(body) };
    let mut rest = html.as_str();
    while let Some(at) = rest.find('<') {
        let (text, tag) = rest.split_at(at);
        reader.text(text);
        match tag
            .find('>')
            .filter(|_| tag[1..].starts_with(|c: char| c.is_ascii_alphabetic() || "/!?".contains(c)))
        {
            Some(end) => {
                reader.tag(tag.get(1..end).unwrap_or_default());
                rest = tag.get(end + 1..).unwrap_or_default();
            }
            None => {
                reader.text("<");
                rest = tag.get(1..).unwrap_or_default();
            }
        }
    }
    reader.text(rest);
    reader.end_block();
    reader.parts
}

/// Whether a body is written in HTML: it has a tag that makes a block or breaks a line.
fn is_html(body: &str) -> bool {
    let lower = body.to_ascii_lowercase();
    let tags = lower.match_indices('<').map(|(at, _)| tag_name(lower.get(at + 1..).unwrap_or_default()));
    tags.into_iter().any(|name| name == "br" || BLOCKS.contains(&name) || SILENT.contains(&name))
}

fn tag_name(tag: &str) -> &str {
    let tag = tag.trim_start_matches('/');
    tag.get(..tag.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(tag.len())).unwrap_or_default()
}

/// Plain lines as HTML.
fn from_lines(body: &str) -> String {
    let mut html = String::with_capacity(body.len() + 64);
    let mut open = false;
    for line in body.lines().map(str::trim).chain([""]) {
        let alone = match line {
            "" => Some(String::new()),
            _ => match (line.strip_prefix("# "), line.strip_prefix("- ")) {
                (Some(heading), _) => Some(format!("<h1>{}</h1>", strong(heading))),
                (_, Some(item)) => Some(format!("<li>{}</li>", strong(item))),
                _ if line.starts_with('[') && line.ends_with(']') => Some(format!("<p>{line}</p>")),
                _ => None,
            },
        };
        match alone {
            Some(block) => {
                html.push_str(if open { "</p>" } else { "" });
                html.push_str(&block);
                open = false;
            }
            None => {
                html.push_str(if open { "<br>" } else { "<p>" });
                html.push_str(&strong(line));
                open = true;
            }
        }
    }
    html
}

/// A line whose `**` are in pairs, with strong words between them.
fn strong(line: &str) -> String {
    let pieces: Vec<&str> = line.split("**").collect();
    if pieces.len().is_multiple_of(2) {
        return line.to_owned();
    }
    let tagged = pieces.iter().enumerate();
    tagged
        .map(|(at, piece)| if at % 2 == 1 { format!("<b>{piece}</b>") } else { (*piece).to_owned() })
        .collect()
}

#[derive(Clone, Copy, Debug, Default, PartialEq)]
enum Block {
    #[default]
    Text,
    Heading,
    Item,
}

#[derive(Default)]
struct Reader<'a> {
    aids: Aids<'a>,
    parts: Vec<Part>,
    spans: Vec<Span>,
    block: Block,
    strong: usize,
    stressed: usize,
    link: Option<String>,
    silent: Option<String>,
}

impl Reader<'_> {
    fn text(&mut self, text: &str) {
        if self.silent.is_some() || text.is_empty() {
            return;
        }
        // White space of HTML is one space; none begins a line.
        let mut said = String::with_capacity(text.len());
        let ends_open = |said: &str, spans: &[Span]| {
            let last = said.chars().next_back().or_else(|| spans.last()?.text.chars().next_back());
            last.is_none_or(|c| c == ' ' || c == '\n')
        };
        for c in text.chars() {
            match c {
                ' ' | '\n' | '\r' | '\t' if ends_open(&said, &self.spans) => {}
                ' ' | '\n' | '\r' | '\t' => said.push(' '),
                _ => said.push(c),
            }
        }
        self.push(&decoded(&said));
    }

    fn push(&mut self, text: &str) {
        let (strong, stressed) = (self.strong > 0, self.stressed > 0);
        match self.spans.last_mut() {
            Some(last) if last.strong == strong && last.stressed == stressed && last.link == self.link => {
                last.text.push_str(text);
            }
            _ if text.is_empty() => {}
            _ => self.spans.push(Span { text: text.to_owned(), strong, stressed, link: self.link.clone() }),
        }
    }

    fn tag(&mut self, tag: &str) {
        let closes = tag.starts_with('/');
        let name = tag_name(tag).to_ascii_lowercase();
        if let Some(silent) = &self.silent {
            if closes && *silent == name {
                self.silent = None;
            }
            return;
        }
        match name.as_str() {
            "br" => self.push("\n"),
            "b" | "strong" => self.strong = count(self.strong, closes),
            "i" | "em" => self.stressed = count(self.stressed, closes),
            "a" => {
                self.link = if closes { None } else { attribute(tag, "href").filter(|link| is_safe(link)) }
            }
            name if SILENT.contains(&name) => self.silent = (!closes).then(|| name.to_owned()),
            name if BLOCKS.contains(&name) => {
                self.end_block();
                self.block = match name {
                    "h1" | "h2" | "h3" | "h4" if !closes => Block::Heading,
                    "li" if !closes => Block::Item,
                    _ => Block::Text,
                };
            }
            _ => {}
        }
    }

    fn end_block(&mut self) {
        let mut spans = std::mem::take(&mut self.spans);
        if let Some(last) = spans.last_mut() {
            last.text.truncate(last.text.trim_end().len());
        }
        spans.retain(|span| !span.text.is_empty());
        let said: String = spans.iter().map(|span| span.text.as_str()).collect();
        if said.trim().is_empty() {
            return;
        }
        if let Some(part) = self.aid(said.trim(), &spans) {
            self.parts.extend(part);
            return;
        }
        self.parts.push(match self.block {
            Block::Text => Part::Text(spans),
            Block::Heading => Part::Heading(spans),
            Block::Item => Part::Item(spans),
        });
    }

    /// The code or the button that a paragraph stands for; nothing in it where the letter has none.
    fn aid(&self, said: &str, spans: &[Span]) -> Option<Option<Part>> {
        let button = |label: &str| {
            let link = self.aids.link?;
            let label = if label.is_empty() { self.aids.button } else { label };
            Some(Part::Button { label: label.to_owned(), link: link.to_owned() })
        };
        if said == "[code]" || self.aids.code == Some(said) {
            return Some(self.aids.code.map(|code| Part::Code(code.to_owned())));
        }
        if let Some(label) = said.strip_prefix("[button").and_then(|rest| rest.strip_suffix(']')) {
            let label = label.trim();
            if label.is_empty() || label.starts_with(':') {
                return Some(button(label.trim_start_matches(':').trim()));
            }
        }
        match spans {
            [Span { link: Some(link), text, .. }]
                if Some(link.as_str()) == self.aids.link && text != link =>
            {
                Some(button(text.trim()))
            }
            _ => None,
        }
    }
}

fn count(open: usize, closes: bool) -> usize {
    if closes { open.saturating_sub(1) } else { open + 1 }
}

/// The value of an attribute of a tag.
fn attribute(tag: &str, wanted: &str) -> Option<String> {
    let mut rest = tag;
    loop {
        let at = rest.to_ascii_lowercase().find(wanted)?;
        let begins = rest.get(..at).is_some_and(|before| before.ends_with(|c: char| c.is_ascii_whitespace()));
        rest = rest.get(at + wanted.len()..)?;
        let Some(value) = rest.trim_start().strip_prefix('=').filter(|_| begins) else { continue };
        let value = value.trim_start();
        let quoted = ['"', '\''].into_iter().find_map(|quote| value.strip_prefix(quote)?.split(quote).next());
        return Some(decoded(quoted.or_else(|| value.split_ascii_whitespace().next())?.trim()));
    }
}

/// Whether a link may stand in a letter.
fn is_safe(link: &str) -> bool {
    let lower = link.to_ascii_lowercase();
    ["https://", "http://", "mailto:", "tel:"].iter().any(|scheme| lower.starts_with(scheme))
        && !link.chars().any(|c| c.is_control() || c.is_whitespace())
}

#[cfg(test)]
mod tests;
