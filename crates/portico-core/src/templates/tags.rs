//! Splits a template into texts and tags, and takes away the white space that tags ask to be taken away.

use super::broken;
use crate::Refusal;

/// A text or a tag.
#[derive(Debug)]
pub(super) enum Token<'t> {
    Text(&'t str),
    Tag(Tag<'t>),
}

/// `{{…}}`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tag<'t> {
    pub(super) kind: Kind,
    /// What stands in it, without the signs of its kind.
    pub(super) inner: &'t str,
    /// Where `inner` begins in the template.
    pub(super) at: usize,
    trims_before: bool,
    trims_after: bool,
}

/// What a tag does.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Kind {
    Value,
    Open,
    OpenInverse,
    Else,
    Close,
    Comment,
}

/// Splits a template.
pub(super) fn split(source: &str) -> Result<Vec<Token<'_>>, Refusal> {
    let mut tokens = Vec::new();
    let mut from = 0;
    while let Some(found) = source[from..].find("{{") {
        let start = from + found;
        if source[..start].ends_with('\\') && start > from {
            // A backslash before it writes the braces themselves.
            tokens.push(Token::Text(&source[from..start - 1]));
            tokens.push(Token::Text(&source[start..start + 2]));
            from = start + 2;
            continue;
        }
        if start > from {
            tokens.push(Token::Text(&source[from..start]));
        }
        let (tag, end) = tag(source, start)?;
        tokens.push(Token::Tag(tag));
        from = end;
    }
    if from < source.len() {
        tokens.push(Token::Text(&source[from..]));
    }
    trim(&mut tokens);
    Ok(tokens)
}

fn tag(source: &str, start: usize) -> Result<(Tag<'_>, usize), Refusal> {
    let rest = &source[start..];
    let fail = |message: &str| Err(broken(source, start, message));
    if rest.starts_with("{{{{") {
        return fail("Raw blocks {{{{…}}}} are not available.");
    }
    let after = &rest[2..];
    let (trims_before, after) = match after.strip_prefix('~') {
        Some(after) => (true, after),
        None => (false, after),
    };
    let begin = source.len() - after.len();
    if let Some(comment) = after.strip_prefix('!') {
        let closing = if comment.starts_with("--") { "--" } else { "" };
        return comment_tag(source, begin, closing, trims_before);
    }
    let (begin, closing) = if after.starts_with('{') { (begin + 1, "}}}") } else { (begin, "}}") };
    let Some(end) = end_of(&source[begin..], closing) else {
        return fail("This {{ is never closed.");
    };
    let inner = &source[begin..begin + end];
    let (trims_after, inner) = match inner.strip_suffix('~') {
        Some(inner) if closing == "}}" => (true, inner),
        _ => (false, inner),
    };
    let end = begin + end + closing.len();
    let lead = inner.len() - inner.trim_start().len();
    let (kind, signs) = kind(source, start, inner.trim_start())?;
    let tag =
        Tag { kind, inner: &inner[lead + signs..], at: begin + lead + signs, trims_before, trims_after };
    Ok((tag, end))
}

fn comment_tag<'t>(
    source: &'t str,
    begin: usize,
    dashes: &str,
    trims_before: bool,
) -> Result<(Tag<'t>, usize), Refusal> {
    let text = &source[begin..];
    // The dashes that open a comment must not close it.
    let skipped = 1 + dashes.len();
    let (plain, tilde) = (format!("{dashes}}}}}"), format!("{dashes}~}}}}"));
    let body = text.get(skipped..).unwrap_or_default();
    let found = match (body.find(&plain), body.find(&tilde)) {
        (Some(a), Some(b)) if b < a => Some((b, &tilde)),
        (Some(a), _) => Some((a, &plain)),
        (None, b) => b.map(|b| (b, &tilde)),
    };
    let Some((at, closing)) = found else {
        return Err(broken(source, begin, "This comment is never closed."));
    };
    let end = begin + skipped + at + closing.len();
    let trims_after = closing == &tilde;
    Ok((Tag { kind: Kind::Comment, inner: "", at: begin, trims_before, trims_after }, end))
}

/// Where a tag ends: quotes and brackets may hold braces.
fn end_of(text: &str, closing: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut open: Option<u8> = None;
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        match (open, byte) {
            (Some(b'"' | b'\''), b'\\') => at += 1,
            (Some(end), byte) if *byte == end => open = None,
            (Some(_), _) => {}
            (None, b'"' | b'\'') => open = Some(*byte),
            (None, b'[') => open = Some(b']'),
            (None, _) if text.is_char_boundary(at) && text[at..].starts_with(closing) => return Some(at),
            (None, _) => {}
        }
        at += 1;
    }
    None
}

/// The kind of a tag and how many signs say so.
fn kind(source: &str, at: usize, inner: &str) -> Result<(Kind, usize), Refusal> {
    let refuse = |message: &str| Err(broken(source, at, message));
    match inner.as_bytes() {
        [b'#', b'>' | b'*', ..] | [b'>' | b'*', ..] => refuse("Partials and decorators are not available."),
        [b'#', ..] => Ok((Kind::Open, 1)),
        [b'^', rest @ ..] if rest.iter().all(u8::is_ascii_whitespace) => Ok((Kind::Else, 1)),
        [b'^', ..] => Ok((Kind::OpenInverse, 1)),
        [b'/', ..] => Ok((Kind::Close, 1)),
        [b'&', ..] => Ok((Kind::Value, 1)),
        [b'e', b'l', b's', b'e'] => Ok((Kind::Else, 4)),
        [b'e', b'l', b's', b'e', next, ..] if next.is_ascii_whitespace() => Ok((Kind::Else, 4)),
        _ => Ok((Kind::Value, 0)),
    }
}

fn trim(tokens: &mut [Token<'_>]) {
    for at in 0..tokens.len() {
        let Some(Token::Tag(tag)) = tokens.get(at) else { continue };
        let tag = *tag;
        let alone = tag.kind != Kind::Value && stands_alone(tokens, at);
        if let Some(Token::Text(text)) = at.checked_sub(1).and_then(|before| tokens.get_mut(before)) {
            if tag.trims_before {
                *text = text.trim_end();
            } else if alone {
                *text = text.trim_end_matches([' ', '\t']);
            }
        }
        if let Some(Token::Text(text)) = tokens.get_mut(at + 1) {
            if tag.trims_after {
                *text = text.trim_start();
            } else if alone {
                let rest = text.trim_start_matches([' ', '\t', '\r']);
                *text = rest.strip_prefix('\n').unwrap_or(rest);
            }
        }
    }
}

/// Whether a tag is all there is on its line.
fn stands_alone(tokens: &[Token<'_>], at: usize) -> bool {
    let blank = |text: &str| text.chars().all(|c| matches!(c, ' ' | '\t' | '\r'));
    let before = match at.checked_sub(1).map(|before| &tokens[before]) {
        None => true,
        Some(Token::Text(text)) => match text.rsplit_once('\n') {
            Some((_, line)) => blank(line),
            None => at == 1 && blank(text),
        },
        Some(Token::Tag(_)) => false,
    };
    let after = match tokens.get(at + 1) {
        None => true,
        Some(Token::Text(text)) => match text.split_once('\n') {
            Some((line, _)) => blank(line),
            None => at + 2 == tokens.len() && blank(text),
        },
        Some(Token::Tag(_)) => false,
    };
    before && after
}
