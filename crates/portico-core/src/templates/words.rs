//! The words in a tag: paths, literals, brackets of a call.

use serde_json::{Number, Value};

use super::broken;
use super::tags::Tag;
use super::tree::{From, Path, Step};
use crate::Refusal;

/// The most steps a path has.
const MOST_PATH_STEPS: usize = 12;

/// A word of a tag.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Word<'t> {
    Open,
    Close,
    Equals,
    Bar,
    Literal(Value),
    Path(&'t str),
}

/// The words of a tag with their places in the template.
pub(super) fn split<'t>(source: &str, tag: &Tag<'t>) -> Result<Vec<(Word<'t>, usize)>, Refusal> {
    let text = tag.inner;
    let mut words = Vec::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let place = tag.at + at;
        let (word, length) = match c {
            c if c.is_whitespace() => {
                at += c.len_utf8();
                continue;
            }
            '(' => (Word::Open, 1),
            ')' => (Word::Close, 1),
            '=' => (Word::Equals, 1),
            '|' => (Word::Bar, 1),
            '"' | '\'' => {
                let (text, length) = quoted(&text[at..], c)
                    .ok_or_else(|| broken(source, place, "This text has no closing quotation mark."))?;
                (Word::Literal(text.into()), length)
            }
            _ => {
                let word = path_word(&text[at..]);
                if word.is_empty() {
                    return Err(broken(source, place, format!("{c:?} cannot stand here.")));
                }
                (literal(word).map_or(Word::Path(word), Word::Literal), word.len())
            }
        };
        words.push((word, place));
        at += length;
    }
    Ok(words)
}

fn quoted(text: &str, quote: char) -> Option<(String, usize)> {
    let mut out = String::new();
    let mut chars = text.char_indices().skip(1);
    while let Some((at, c)) = chars.next() {
        match c {
            '\\' => out.push(chars.next()?.1),
            c if c == quote => return Some((out, at + 1)),
            c => out.push(c),
        }
    }
    None
}

/// The text of a path: up to white space or a sign, brackets included.
fn path_word(text: &str) -> &str {
    let mut in_brackets = false;
    for (at, c) in text.char_indices() {
        match c {
            ']' if in_brackets => in_brackets = false,
            _ if in_brackets => {}
            '[' => in_brackets = true,
            c if c.is_whitespace() || "()=|\"'{}~`^!&*+,;<>%#\\".contains(c) => return &text[..at],
            _ => {}
        }
    }
    text
}

fn literal(word: &str) -> Option<Value> {
    match word {
        "true" => return Some(Value::Bool(true)),
        "false" => return Some(Value::Bool(false)),
        "null" | "undefined" => return Some(Value::Null),
        _ => {}
    }
    if !word.starts_with(|c: char| c.is_ascii_digit() || c == '-') {
        return None;
    }
    word.parse::<i64>()
        .map(Value::from)
        .ok()
        .or_else(|| Number::from_f64(word.parse().ok()?).map(Value::Number))
}

/// Reads a path.
pub(super) fn path(source: &str, at: usize, text: &str) -> Result<Path, Refusal> {
    let fail = |why: &str| broken(source, at, format!("{text:?} is no path: {why}."));
    let (from, mut rest) = beginning(text);
    let mut steps = Vec::new();
    let mut separated = true;
    while !rest.is_empty() {
        if let Some(bracket) = rest.strip_prefix('[') {
            let (name, after) = bracket.split_once(']').ok_or_else(|| fail("a [ is never closed"))?;
            steps.push(Step::Bracket(name.trim().to_owned()));
            rest = after;
        } else if separated {
            let (name, after) = rest.split_at(rest.find(['.', '/', '[']).unwrap_or(rest.len()));
            // `_tags:name` asks for names; ours are stored as such.
            let name = name.strip_suffix(":name").filter(|base| base.starts_with('_')).unwrap_or(name);
            if name.is_empty() || name.contains([':', ']', '@']) {
                return Err(fail("a name is expected"));
            }
            steps.push(Step::Name(name.to_owned()));
            rest = after;
        } else {
            return Err(fail("a dot is expected"));
        }
        let after = rest.strip_prefix(['.', '/']);
        separated = after.is_some();
        rest = after.unwrap_or(rest);
        if separated && rest.is_empty() {
            return Err(fail("it ends in a dot"));
        }
    }
    if steps.len() > MOST_PATH_STEPS {
        return Err(fail("it has too many steps"));
    }
    if from == From::Name && steps.is_empty() {
        return Err(fail("a name is expected"));
    }
    Ok(Path { from, steps })
}

/// Where a path starts, and its steps as they are written.
fn beginning(text: &str) -> (From, &str) {
    // A separator before the first step belongs to where the path starts.
    let after = |rest: &str| text.len() - rest.len() + usize::from(rest.starts_with(['.', '/']));
    if let Some(mut name) = text.strip_prefix('@') {
        let mut up = 0;
        while let Some(outer) = name.strip_prefix("../") {
            (up, name) = (up + 1, outer);
        }
        let (name, rest) = name.split_at(name.find(['.', '/', '[']).unwrap_or(name.len()));
        let from = if name == "root" { From::Root } else { From::Fact(name.to_owned(), up) };
        return (from, &text[after(rest)..]);
    }
    let (mut up, mut rest) = (0, text);
    while let Some(outer) = rest.strip_prefix("..") {
        up += 1;
        rest = outer.strip_prefix('/').unwrap_or(outer);
    }
    let ends = |rest: &str| rest.is_empty() || rest.starts_with(['.', '/', '[']);
    match rest.strip_prefix("this").filter(|rest| ends(rest)) {
        Some(rest) => (From::Here(up), &text[after(rest)..]),
        None if rest == "." || rest.starts_with("./") => (From::Here(up), &text[after(&rest[1..])..]),
        None if up > 0 => (From::Here(up), rest),
        None => (From::Name, text),
    }
}
