//! Reads a template into its tree; refuses what is not part of the dialect, with its place.

use super::broken;
use super::helpers;
use super::tags::{self, Kind, Tag, Token};
use super::tree::{Block, Call, Expr, Path, Piece};
use super::words::{self, Word};
use crate::Refusal;

/// How deep blocks stand in blocks.
const DEEPEST_BLOCK: usize = 24;
/// How deep calls stand in calls.
const DEEPEST_CALL: usize = 8;
/// How many things a helper is given.
const MOST_GIVEN: usize = 32;

/// Reads a template.
pub(super) fn parse(source: &str) -> Result<Vec<Piece>, Refusal> {
    let mut reader = Reader { source, tokens: tags::split(source)?, next: 0, depth: 0 };
    match reader.pieces()? {
        (pieces, None) => Ok(pieces),
        (_, Some(tag)) => Err(reader.fail(&tag, "There is no block open here.")),
    }
}

struct Reader<'t> {
    source: &'t str,
    tokens: Vec<Token<'t>>,
    next: usize,
    depth: usize,
}

impl<'t> Reader<'t> {
    fn fail(&self, tag: &Tag<'_>, message: impl std::fmt::Display) -> Refusal {
        broken(self.source, tag.at, message)
    }

    /// Pieces up to the end, or to the tag that ends them.
    fn pieces(&mut self) -> Result<(Vec<Piece>, Option<Tag<'t>>), Refusal> {
        let mut pieces = Vec::new();
        while let Some(token) = self.tokens.get(self.next) {
            self.next += 1;
            match token {
                Token::Text("") => {}
                Token::Text(text) => pieces.push(Piece::Text((*text).to_owned())),
                Token::Tag(tag) => {
                    let tag = *tag;
                    match tag.kind {
                        Kind::Comment => {}
                        Kind::Value => pieces.push(Piece::Value(self.value(&tag)?)),
                        Kind::Open | Kind::OpenInverse => pieces.push(self.block(&tag)?),
                        Kind::Else | Kind::Close => return Ok((pieces, Some(tag))),
                    }
                }
            }
        }
        Ok((pieces, None))
    }

    fn value(&self, tag: &Tag<'t>) -> Result<Expr, Refusal> {
        let mut words = Words::of(self.source, tag)?;
        let expr = words.call()?;
        words.finished()?;
        Ok(expr)
    }

    fn block(&mut self, tag: &Tag<'t>) -> Result<Piece, Refusal> {
        let (block, name) = self.opened(tag)?;
        let mut block = self.filled(tag, block, name)?;
        if tag.kind == Kind::OpenInverse {
            std::mem::swap(&mut block.body, &mut block.otherwise);
        }
        Ok(Piece::Block(Box::new(block)))
    }

    /// The head of a block and the name that closes it.
    fn opened(&self, tag: &Tag<'t>) -> Result<(Block, &'t str), Refusal> {
        let mut words = Words::of(self.source, tag)?;
        let name = match words.words.first() {
            Some((Word::Path(name), _)) => *name,
            _ => return Err(self.fail(tag, "A block begins with a helper or a path, such as {{#if …}}.")),
        };
        let call = match words.call()? {
            Expr::Call(call) => call,
            Expr::Path(path) => Call { path, given: Vec::new(), named: Vec::new() },
            Expr::Literal(_) => return Err(self.fail(tag, "A block begins with a helper or a path.")),
        };
        let names = words.block_names()?;
        words.finished()?;
        if call.given.is_empty() && call.path.name().is_some_and(|name| helpers::BLOCKS.contains(&name)) {
            return Err(self.fail(tag, format!("{{{{#{name}}}}} needs to know what it is about.")));
        }
        Ok((Block { call, names, body: Vec::new(), otherwise: Vec::new() }, name))
    }

    /// The rest of a block, its end included; `{{else if …}}` is a block that ends with this one.
    fn filled(&mut self, tag: &Tag<'t>, mut block: Block, name: &'t str) -> Result<Block, Refusal> {
        if self.depth == DEEPEST_BLOCK {
            return Err(self.fail(tag, format!("Blocks stand in blocks at most {DEEPEST_BLOCK} deep.")));
        }
        self.depth += 1;
        let (body, mut end) = self.pieces()?;
        block.body = body;
        if let Some(between) = end.filter(|end| end.kind == Kind::Else) {
            if between.inner.trim().is_empty() {
                (block.otherwise, end) = self.pieces()?;
            } else {
                let (inner, _) = self.opened(&between)?;
                let inner = self.filled(&between, inner, name)?;
                block.otherwise = vec![Piece::Block(Box::new(inner))];
                self.depth -= 1;
                return Ok(block);
            }
        }
        self.depth -= 1;
        match end {
            Some(end) if end.kind == Kind::Close && end.inner.trim() == name => Ok(block),
            Some(end) if end.kind == Kind::Close => {
                let other = end.inner.trim();
                Err(self.fail(&end, format!("{{{{/{other}}}}} closes nothing: {{{{#{name}}}}} is open.")))
            }
            Some(end) => Err(self.fail(&end, "A block has one {{else}}.")),
            None => Err(self.fail(tag, format!("{{{{#{name}}}}} is never closed."))),
        }
    }
}

/// The words of one tag, read from left to right.
struct Words<'t> {
    source: &'t str,
    words: Vec<(Word<'t>, usize)>,
    next: usize,
    depth: usize,
    end: usize,
}

impl<'t> Words<'t> {
    fn of(source: &'t str, tag: &Tag<'t>) -> Result<Self, Refusal> {
        let words = words::split(source, tag)?;
        Ok(Self { source, words, next: 0, depth: 0, end: tag.at })
    }

    fn peek(&self) -> Option<&Word<'t>> {
        self.words.get(self.next).map(|(word, _)| word)
    }

    fn place(&self) -> usize {
        self.words.get(self.next).map_or(self.end, |(_, at)| *at)
    }

    fn fail(&self, message: impl std::fmt::Display) -> Refusal {
        broken(self.source, self.place(), message)
    }

    fn finished(&self) -> Result<(), Refusal> {
        match self.peek() {
            None => Ok(()),
            Some(_) => Err(self.fail("This is one word too many.")),
        }
    }

    /// A helper with what it is given, or a single value.
    fn call(&mut self) -> Result<Expr, Refusal> {
        let at = self.place();
        let first = self.single()?;
        let Expr::Path(path) = first else {
            return Ok(first);
        };
        let (mut given, mut named) = (Vec::new(), Vec::new());
        loop {
            match self.peek() {
                None | Some(Word::Close | Word::Bar) => break,
                Some(Word::Path("as")) if self.names_follow() => break,
                Some(Word::Path(name)) if self.is_named() => {
                    let name = (*name).to_owned();
                    self.next += 2;
                    named.push((name, self.single()?));
                }
                Some(_) => given.push(self.single()?),
            }
            if given.len() + named.len() > MOST_GIVEN {
                return Err(self.fail(format!("A helper is given at most {MOST_GIVEN} things.")));
            }
        }
        if given.is_empty() && named.is_empty() && !path.name().is_some_and(helpers::needs_nothing) {
            return self.path_alone(at, path);
        }
        match path.name() {
            Some(name) if helpers::is_known(name) => Ok(Expr::Call(Call { path, given, named })),
            _ => {
                let name = path.name().unwrap_or("a path with dots");
                Err(broken(self.source, at, format!("There is no helper {name}.")))
            }
        }
    }

    fn path_alone(&self, at: usize, path: Path) -> Result<Expr, Refusal> {
        match path.steps.first() {
            Some(step) if path.from == super::tree::From::Name && step.text() == "env" => {
                Err(broken(self.source, at, "env is not available in texts."))
            }
            _ => Ok(Expr::Path(path)),
        }
    }

    /// A literal, a path, or a call in brackets.
    fn single(&mut self) -> Result<Expr, Refusal> {
        let at = self.place();
        let Some((word, _)) = self.words.get(self.next).cloned() else {
            return Err(self.fail("Something is missing here."));
        };
        self.next += 1;
        match word {
            Word::Literal(value) => Ok(Expr::Literal(value)),
            Word::Path(text) => self.path_alone(at, words::path(self.source, at, text)?),
            Word::Open => {
                if self.depth == DEEPEST_CALL {
                    return Err(self.fail(format!("Calls stand in calls at most {DEEPEST_CALL} deep.")));
                }
                self.depth += 1;
                let expr = self.call()?;
                self.depth -= 1;
                match self.peek() {
                    Some(Word::Close) => self.next += 1,
                    _ => return Err(self.fail("A closing bracket is missing here.")),
                }
                Ok(expr)
            }
            Word::Close | Word::Equals | Word::Bar => {
                Err(broken(self.source, at, "A value is expected here."))
            }
        }
    }

    fn is_named(&self) -> bool {
        matches!(self.words.get(self.next + 1), Some((Word::Equals, _)))
    }

    fn names_follow(&self) -> bool {
        matches!(self.words.get(self.next + 1), Some((Word::Bar, _)))
    }

    /// `as |item index|`.
    fn block_names(&mut self) -> Result<Vec<String>, Refusal> {
        if !matches!(self.peek(), Some(Word::Path("as"))) {
            return Ok(Vec::new());
        }
        self.next += 2;
        let mut names = Vec::new();
        loop {
            match self.peek() {
                Some(Word::Path(name)) if names.len() < 2 && !name.contains(['.', '[', '@', '/']) => {
                    names.push((*name).to_owned());
                }
                Some(Word::Bar) if !names.is_empty() => {
                    self.next += 1;
                    return Ok(names);
                }
                _ => return Err(self.fail("One or two names stand between | and |.")),
            }
            self.next += 1;
        }
    }
}
