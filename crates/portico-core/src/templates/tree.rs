//! A template as a tree: texts, values and blocks.

use serde_json::Value;

/// A part of a template.
#[derive(Clone, Debug)]
pub(super) enum Piece {
    Text(String),
    Value(Expr),
    Block(Box<Block>),
}

/// `{{#call as |names|}} body {{else}} otherwise {{/call}}`.
#[derive(Clone, Debug)]
pub(super) struct Block {
    pub(super) call: Call,
    pub(super) names: Vec<String>,
    pub(super) body: Vec<Piece>,
    pub(super) otherwise: Vec<Piece>,
}

/// Something that has a value.
#[derive(Clone, Debug)]
pub(super) enum Expr {
    Path(Path),
    Literal(Value),
    Call(Call),
}

/// A helper with what it is given, or a path that stands where a helper could.
#[derive(Clone, Debug)]
pub(super) struct Call {
    pub(super) path: Path,
    pub(super) given: Vec<Expr>,
    pub(super) named: Vec<(String, Expr)>,
}

/// Where a path starts.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum From {
    /// At a name that is looked up.
    Name,
    /// At what the block is about, or so many blocks further out.
    Here(usize),
    /// At the outermost level.
    Root,
    /// At a fact about the block, such as `@index`, or about one so many blocks further out, such as `@../index`.
    Fact(String, usize),
}

/// A path such as `customer[Primary].first_name`.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Path {
    pub(super) from: From,
    pub(super) steps: Vec<Step>,
}

/// A step of a path.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Step {
    /// `.city`, `.0`.
    Name(String),
    /// `[Primary]`, `.[0]`, `[billing_account:Kundenkonto]`.
    Bracket(String),
}

impl Step {
    pub(super) fn text(&self) -> &str {
        match self {
            Self::Name(text) | Self::Bracket(text) => text,
        }
    }
}

impl Path {
    /// The single name, when the path is one: what a helper is called by.
    pub(super) fn name(&self) -> Option<&str> {
        match (&self.from, self.steps.as_slice()) {
            (From::Name, [Step::Name(name)]) => Some(name),
            _ => None,
        }
    }
}

/// Visits every name that a path passes through.
pub(super) fn each_name<'p>(pieces: &'p [Piece], visit: &mut dyn FnMut(&'p str)) {
    for piece in pieces {
        match piece {
            Piece::Text(_) => {}
            Piece::Value(expr) => names_of(expr, visit),
            Piece::Block(block) => {
                names_of_call(&block.call, visit);
                each_name(&block.body, visit);
                each_name(&block.otherwise, visit);
            }
        }
    }
}

fn names_of<'p>(expr: &'p Expr, visit: &mut dyn FnMut(&'p str)) {
    match expr {
        Expr::Literal(_) => {}
        Expr::Path(path) => path.steps.iter().for_each(|step| visit(step.text())),
        Expr::Call(call) => names_of_call(call, visit),
    }
}

fn names_of_call<'p>(call: &'p Call, visit: &mut dyn FnMut(&'p str)) {
    call.path.steps.iter().for_each(|step| visit(step.text()));
    call.given.iter().for_each(|expr| names_of(expr, visit));
    call.named.iter().for_each(|(_, expr)| names_of(expr, visit));
}

/// A name at which a path begins, and the next name of the path.
pub(super) type Root<'p> = (&'p str, Option<&'p str>);

/// Visits the name at which each path begins that is looked up; what stands in a block about something else is left
/// out, as its names may be that thing's.
pub(super) fn each_root<'p>(pieces: &'p [Piece], visit: &mut dyn FnMut(Root<'p>)) {
    for piece in pieces {
        match piece {
            Piece::Text(_) => {}
            Piece::Value(expr) => roots_of(expr, visit),
            Piece::Block(block) => {
                roots_of_call(&block.call, visit);
                let stays =
                    block.call.path.name().is_some_and(|name| {
                        super::helpers::is_known(name) && !["each", "with"].contains(&name)
                    });
                if stays {
                    each_root(&block.body, visit);
                }
                each_root(&block.otherwise, visit);
            }
        }
    }
}

fn roots_of<'p>(expr: &'p Expr, visit: &mut dyn FnMut(Root<'p>)) {
    match expr {
        Expr::Literal(_) => {}
        Expr::Path(path) => root_of(path, visit),
        Expr::Call(call) => roots_of_call(call, visit),
    }
}

fn roots_of_call<'p>(call: &'p Call, visit: &mut dyn FnMut(Root<'p>)) {
    if call.path.name().is_none_or(|name| !super::helpers::is_known(name)) {
        root_of(&call.path, visit);
    }
    call.given.iter().for_each(|expr| roots_of(expr, visit));
    call.named.iter().for_each(|(_, expr)| roots_of(expr, visit));
}

fn root_of<'p>(path: &'p Path, visit: &mut dyn FnMut(Root<'p>)) {
    if path.from == From::Name
        && let Some(first) = path.steps.first()
    {
        let next = path.steps.get(1).and_then(|step| match step {
            Step::Name(name) => Some(name.as_str()),
            Step::Bracket(_) => None,
        });
        visit((first.text(), next));
    }
}
