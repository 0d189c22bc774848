//! Query strings of the Entity API: the part of Lucene's syntax that programs really send.
//!
//! `_schema:contact AND status:active`, quoted values, `OR`, `NOT`, parentheses, `_exists_:field`, ranges with
//! `>=`, and bare words, which are searched as plain text. Anything else is refused with its place.

use portico_kit::document::Path;
use portico_kit::filter::{Filter, Range, Value};

use super::Search;
use crate::Refusal;

/// The longest query string.
const LONGEST: usize = 8 * 1024;
/// How deep parentheses go.
const DEEPEST: usize = 5;

/// The search that a query string asks for.
pub fn parse(text: &str) -> Result<Search, Refusal> {
    if text.len() > LONGEST {
        return Err(refuse("The query is longer than 8 KB."));
    }
    let mut parser = Parser { tokens: tokens(text)?, at: 0, schemas: Vec::new(), words: Vec::new() };
    let filter = parser.any_of(0)?;
    if parser.at < parser.tokens.len() {
        return Err(refuse("A parenthesis is closed that was never opened."));
    }
    let q = (!parser.words.is_empty()).then(|| parser.words.join(" "));
    Ok(Search { schemas: parser.schemas, filter: Some(filter), q, ..Search::default() })
}

fn refuse(message: &str) -> Refusal {
    Refusal::invalid("q", message)
}

#[derive(Clone, Debug, PartialEq)]
enum Token {
    Open,
    Close,
    And,
    Or,
    Not,
    Field(String),
    Text(String),
}

fn tokens(text: &str) -> Result<Vec<Token>, Refusal> {
    let mut found = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let taken = match first {
            '(' => push(&mut found, Token::Open, 1),
            ')' => push(&mut found, Token::Close, 1),
            '"' => {
                let end = rest[1..].find('"').ok_or_else(|| refuse("A quotation mark is not closed."))?;
                found.push(Token::Text(rest[1..=end].to_owned()));
                end + 2
            }
            '!' | '-' => push(&mut found, Token::Not, 1),
            '+' => 1,
            _ => word(rest, &mut found),
        };
        rest = rest[taken..].trim_start();
    }
    Ok(found)
}

fn push(found: &mut Vec<Token>, token: Token, length: usize) -> usize {
    found.push(token);
    length
}

/// Takes a bare word, an operator, or a field with its colon.
fn word(rest: &str, found: &mut Vec<Token>) -> usize {
    let end = rest.find(|c: char| c.is_whitespace() || "()\"".contains(c)).unwrap_or(rest.len());
    let whole = &rest[..end];
    if let Some(colon) = whole.find(':').filter(|colon| *colon > 0) {
        found.push(Token::Field(whole[..colon].to_owned()));
        return colon + 1;
    }
    found.push(match whole {
        "AND" | "&&" => Token::And,
        "OR" | "||" => Token::Or,
        "NOT" => Token::Not,
        text => Token::Text(text.to_owned()),
    });
    end
}

struct Parser {
    tokens: Vec<Token>,
    at: usize,
    schemas: Vec<String>,
    words: Vec<String>,
}

impl Parser {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at)
    }

    fn next(&mut self) -> Option<Token> {
        let token = self.tokens.get(self.at).cloned();
        self.at += 1;
        token
    }

    fn any_of(&mut self, depth: usize) -> Result<Filter, Refusal> {
        if depth > DEEPEST {
            return Err(refuse("Parentheses go at most five deep."));
        }
        let mut parts = vec![self.all_of(depth)?];
        while self.peek() == Some(&Token::Or) {
            self.at += 1;
            parts.push(self.all_of(depth)?);
        }
        if parts.len() > 1 && !self.words.is_empty() {
            return Err(refuse(
                "Plain words cannot stand beside OR. Name their field, such as status:active.",
            ));
        }
        Ok(if parts.len() == 1 { parts.remove(0) } else { Filter::any(parts) })
    }

    fn all_of(&mut self, depth: usize) -> Result<Filter, Refusal> {
        let mut parts = Vec::new();
        loop {
            match self.peek() {
                None | Some(Token::Close | Token::Or) => break,
                Some(Token::And) => self.at += 1,
                Some(_) => parts.push(self.one(depth)?),
            }
        }
        Ok(Filter::all(parts))
    }

    fn one(&mut self, depth: usize) -> Result<Filter, Refusal> {
        match self.next() {
            Some(Token::Not) => Ok(Filter::negate(self.one(depth)?)),
            Some(Token::Open) => {
                let inner = self.any_of(depth + 1)?;
                match self.next() {
                    Some(Token::Close) => Ok(inner),
                    _ => Err(refuse("A parenthesis is not closed.")),
                }
            }
            Some(Token::Field(field)) => self.field(&field, depth),
            Some(Token::Text(text)) if text == "*" => Ok(Filter::Always),
            Some(Token::Text(text)) => {
                self.words.push(text.trim_end_matches('*').to_owned());
                Ok(Filter::Always)
            }
            other => Err(refuse(&format!("{other:?} is not expected here."))),
        }
    }

    fn field(&mut self, field: &str, depth: usize) -> Result<Filter, Refusal> {
        let name = field.strip_suffix(".keyword").unwrap_or(field);
        let path =
            |text: &str| Path::parse(text).ok_or_else(|| refuse(&format!("{text:?} is no attribute.")));
        let values = match self.next() {
            Some(Token::Text(text)) => vec![text],
            Some(Token::Open) => self.list()?,
            _ => return Err(refuse(&format!("{field}: a value is missing."))),
        };
        match (name, values.as_slice()) {
            ("_exists_", [attribute]) => Ok(Filter::Exists(path(attribute)?)),
            ("_schema", slugs) if depth == 0 => {
                self.schemas.extend(slugs.iter().cloned());
                Ok(Filter::Always)
            }
            ("_id", ids) => Ok(Filter::Ids(ids.to_vec())),
            (_, [one]) if one == "*" => Ok(Filter::Exists(path(name)?)),
            (_, [one]) if one.starts_with(['>', '<', '[', '{']) => range(path(name)?, one),
            (_, several) if several.iter().any(|text| text.contains(['*', '?'])) => Err(refuse(
                "Wildcards are not available for fields. Write the word alone: it is found by its beginning.",
            )),
            (_, several) => {
                Ok(Filter::Terms(path(name)?, several.iter().flat_map(|text| spellings(text)).collect()))
            }
        }
    }

    /// `(a OR b OR c)` after a field.
    fn list(&mut self) -> Result<Vec<String>, Refusal> {
        let mut values = Vec::new();
        loop {
            match self.next() {
                Some(Token::Text(text)) => values.push(text),
                Some(Token::Or) => {}
                Some(Token::Close) if !values.is_empty() => return Ok(values),
                _ => return Err(refuse("A list of values is written (a OR b).")),
            }
        }
    }
}

/// A value as a text, and also as a number or fact when it reads as one.
fn spellings(text: &str) -> Vec<Value> {
    let mut values = vec![Value::Text(text.to_owned())];
    if let Ok(number) = text.parse::<f64>() {
        values.push(Value::Number(number));
    }
    match text {
        "true" => values.push(Value::Bool(true)),
        "false" => values.push(Value::Bool(false)),
        _ => {}
    }
    values
}

fn range(path: Path, text: &str) -> Result<Filter, Refusal> {
    let value = |text: &str| text.parse::<f64>().map_or_else(|_| Value::Text(text.to_owned()), Value::Number);
    let mut range = Range::default();
    if let Some(rest) = text.strip_prefix(">=") {
        range.gte = Some(value(rest));
    } else if let Some(rest) = text.strip_prefix("<=") {
        range.lte = Some(value(rest));
    } else if let Some(rest) = text.strip_prefix('>') {
        range.gt = Some(value(rest));
    } else if let Some(rest) = text.strip_prefix('<') {
        range.lt = Some(value(rest));
    } else {
        return Err(refuse("Write a range as field:>=value or field:<value."));
    }
    Ok(Filter::Range(path, range))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn schemas_values_and_words_are_told_apart() {
        let search =
            parse(r#"_schema:contact AND status:"in work" AND NOT city:Auental berger"#).unwrap_or_default();
        assert_eq!(search.schemas, ["contact"]);
        assert_eq!(search.q.as_deref(), Some("berger"));
        let filter = search.filter.unwrap_or(Filter::Never);
        assert!(filter.matches(r#"{"status":"in work","city":"Rheintal"}"#));
        assert!(!filter.matches(r#"{"status":"in work","city":"Auental"}"#));
    }

    #[test]
    fn alternatives_and_ranges_are_understood() {
        let filter = parse("(status:active OR status:ended) AND kwp:>=9.5").unwrap_or_default().filter;
        let filter = filter.unwrap_or(Filter::Never);
        assert!(filter.matches(r#"{"status":"ended","kwp":9.9}"#));
        assert!(!filter.matches(r#"{"status":"ended","kwp":9.4}"#));
    }

    #[test]
    fn what_is_not_understood_is_refused() {
        for text in ["(a", "a)", "status:", "status:act*", "a OR b", "\"a"] {
            assert!(parse(text).is_err(), "{text}");
        }
    }
}
