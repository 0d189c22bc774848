//! Fills a template in: walks its tree, counts every step, and stops when it becomes too much.

use serde_json::Value;

use super::node::{Key, Node, Stepped, is_labelled, target};
use super::plain::told_plainly;
use super::tree::{Call, Expr, From, Path, Piece, Step};
use super::{FIELD, LONGEST_TEXT, MOST_STEPS, Start, World, Writing, helpers};
use crate::Refusal;

mod blocks;
mod escapes;

/// Fills the pieces of a template in.
pub(super) fn fill(pieces: &[Piece], world: &mut dyn World, writing: Writing) -> Result<String, Refusal> {
    let this = world.main().map_or_else(Node::nothing, Node::record);
    let outermost = Scope { this, names: Vec::new(), facts: Vec::new() };
    let mut run = Run { world, writing, out: String::new(), left: MOST_STEPS, scopes: vec![outermost] };
    let done = run.pieces(pieces);
    let (used, out) = (MOST_STEPS - run.left, run.out);
    world.spend(used)?;
    done.map(|()| out)
}

/// The value of a single expression, with its own type; related records as their reader sees them.
pub(super) fn value(expr: &Expr, world: &mut dyn World) -> Result<Value, Refusal> {
    let this = world.main().map_or_else(Node::nothing, Node::record);
    let outermost = Scope { this, names: Vec::new(), facts: Vec::new() };
    let writing = Writing::Plain;
    let mut run = Run { world, writing, out: String::new(), left: MOST_STEPS, scopes: vec![outermost] };
    let made = run.value(expr).and_then(|node| run.resolved(&node)).and_then(|node| {
        if node.relation().is_none() {
            return Ok(node.value().clone());
        }
        let items = run.items(&node)?;
        Ok(Value::Array(items.into_iter().map(|(_, item)| item.value().clone()).collect()))
    });
    let used = MOST_STEPS - run.left;
    world.spend(used)?;
    made
}

/// What names mean inside a block.
struct Scope {
    this: Node,
    names: Vec<(String, Node)>,
    facts: Vec<(&'static str, Value)>,
}

/// A template being filled in.
pub(super) struct Run<'w> {
    pub(super) world: &'w mut dyn World,
    writing: Writing,
    out: String,
    left: usize,
    scopes: Vec<Scope>,
}

impl Run<'_> {
    /// Counts steps.
    pub(super) fn charge(&mut self, steps: usize) -> Result<(), Refusal> {
        match self.left.checked_sub(steps) {
            Some(left) => {
                self.left = left;
                Ok(())
            }
            None => {
                self.left = 0;
                Err(Refusal::invalid(FIELD, format!("This takes more than {MOST_STEPS} steps to fill in.")))
            }
        }
    }

    fn pieces(&mut self, pieces: &[Piece]) -> Result<(), Refusal> {
        for piece in pieces {
            self.charge(1)?;
            match piece {
                Piece::Text(text) => self.write(text, Writing::Plain)?,
                Piece::Value(expr) => {
                    let node = self.value(expr)?;
                    let told = self.told(&node)?;
                    self.write(&told, self.writing)?;
                }
                Piece::Block(block) => self.block(block)?,
            }
        }
        Ok(())
    }

    fn write(&mut self, text: &str, writing: Writing) -> Result<(), Refusal> {
        self.charge(text.len() / 64)?;
        match writing {
            Writing::Plain => self.out.push_str(text),
            Writing::Html => escapes::for_html(&mut self.out, text),
            Writing::Address => escapes::for_address(&mut self.out, text),
        }
        if self.out.len() > LONGEST_TEXT {
            let message = format!("The text becomes longer than {LONGEST_TEXT} bytes.");
            return Err(Refusal::invalid(FIELD, message));
        }
        Ok(())
    }

    /// The value of an expression.
    pub(super) fn value(&mut self, expr: &Expr) -> Result<Node, Refusal> {
        self.charge(1)?;
        match expr {
            Expr::Literal(value) => Ok(Node::Plain(value.clone())),
            Expr::Path(path) => self.path(path),
            Expr::Call(call) => self.call(call),
        }
    }

    fn call(&mut self, call: &Call) -> Result<Node, Refusal> {
        let Some(name) = call.path.name() else { return self.path(&call.path) };
        let given = call.given.iter().map(|expr| self.value(expr)).collect::<Result<Vec<_>, _>>()?;
        let mut named = Vec::with_capacity(call.named.len());
        for (name, expr) in &call.named {
            named.push((name.as_str(), self.value(expr)?));
        }
        helpers::call(self, name, &given, &named)
    }

    fn path(&mut self, path: &Path) -> Result<Node, Refusal> {
        let innermost = self.scopes.len().saturating_sub(1);
        match &path.from {
            From::Name => {
                let Some((first, rest)) = path.steps.split_first() else { return Ok(Node::nothing()) };
                let node = self.named(first.text())?;
                self.follow(node, rest)
            }
            // The outermost level is about the world, as `@root` is.
            From::Here(up) if *up == innermost && !path.steps.is_empty() => self.of_root(&path.steps),
            From::Here(up) => {
                let scope = innermost.checked_sub(*up).and_then(|at| self.scopes.get(at));
                let node = scope.map_or_else(Node::nothing, |scope| scope.this.clone());
                self.follow(node, &path.steps)
            }
            From::Root => self.of_root(&path.steps),
            From::Fact(name, up) => {
                let mut told = self.scopes.iter().rev().filter(|scope| !scope.facts.is_empty());
                let facts = told.nth(*up).map_or(&[][..], |scope| &scope.facts);
                let fact = facts.iter().find(|(known, _)| known == name);
                Ok(Node::Plain(fact.map_or(Value::Null, |(_, value)| value.clone())))
            }
        }
    }

    fn of_root(&mut self, steps: &[Step]) -> Result<Node, Refusal> {
        match steps.split_first() {
            Some((first, rest)) => {
                let node = self.of_world(first.text())?;
                self.follow(node, rest)
            }
            None => Ok(self.scopes.first().map_or_else(Node::nothing, |scope| scope.this.clone())),
        }
    }

    /// What a name means here: something a block named, a part of what the block is about, a record of the world.
    fn named(&mut self, name: &str) -> Result<Node, Refusal> {
        self.charge(self.scopes.len())?;
        let of_block = self.scopes.iter().rev().flat_map(|scope| &scope.names);
        if let Some((_, node)) = of_block.into_iter().find(|(known, _)| known == name) {
            return Ok(node.clone());
        }
        if self.scopes.len() > 1
            && let Some(scope) = self.scopes.last()
            && scope.this.value().get(name).is_some()
        {
            return Ok(scope.this.child(Key::Name(name.to_owned())));
        }
        self.of_world(name)
    }

    fn of_world(&mut self, name: &str) -> Result<Node, Refusal> {
        self.charge(1)?;
        Ok(match self.world.find(name)? {
            Some(Start::Record(doc)) => Node::record(doc),
            Some(Start::Attribute(doc)) => Node::attribute(doc, name),
            None => Node::nothing(),
        })
    }

    fn follow(&mut self, mut node: Node, steps: &[Step]) -> Result<Node, Refusal> {
        for (at, step) in steps.iter().enumerate() {
            let is_label = matches!(step, Step::Bracket(_));
            if is_label && step.text() == "*" {
                return self.each_of(&node, steps.get(at + 1..).unwrap_or_default());
            }
            node = self.step(node, step.text(), is_label)?;
        }
        Ok(node)
    }

    /// `[*]`: the rest of a path for every item, as a list.
    fn each_of(&mut self, node: &Node, rest: &[Step]) -> Result<Node, Refusal> {
        let mut values = Vec::new();
        for (_, item) in self.items(node)? {
            let found = self.follow(item, rest)?;
            let found = self.resolved(&found)?;
            self.charge(1 + length(found.value()))?;
            values.push(found.value().clone());
        }
        Ok(Node::Plain(Value::Array(values)))
    }

    /// One step on; references to parts of other records are followed.
    pub(super) fn step(&mut self, node: Node, text: &str, is_label: bool) -> Result<Node, Refusal> {
        // A label is looked for in every item.
        self.charge(1 + if is_label { length(node.value()) } else { 0 })?;
        if let Some(items) = references(&node) {
            let chosen = match text.parse::<usize>() {
                Ok(at) => Some(items.get(at)),
                Err(_) if is_label => Some(items.iter().find(|item| is_labelled(item, text))),
                Err(_) => None,
            };
            return match chosen {
                Some(item) => self.referenced(item),
                None => {
                    let first = self.referenced(items.first())?;
                    // A reference to a reference leads nowhere, least of all to itself.
                    if references(&first).is_some() {
                        Ok(Node::nothing())
                    } else {
                        self.step(first, text, is_label)
                    }
                }
            };
        }
        match node.step(text, is_label) {
            Stepped::Here(node) => Ok(node),
            Stepped::There(targets, next) => {
                self.charge(targets.len())?;
                let mut seen = self.world.related(&targets)?.into_iter().flatten();
                match next.as_deref() {
                    Some("length") => Ok(Node::Plain(seen.count().into())),
                    Some(name) => {
                        Ok(seen.next().map_or_else(Node::nothing, |doc| Node::attribute(doc, name)))
                    }
                    None => Ok(seen.next().map_or_else(Node::nothing, Node::record)),
                }
            }
        }
    }

    /// The part of a record that a reference such as `{entity_id, path: "address.0"}` names.
    fn referenced(&mut self, item: Option<&Value>) -> Result<Node, Refusal> {
        let text = |key: &str| item.and_then(|item| item.get(key)).and_then(Value::as_str);
        let (Some(id), Some(path)) = (text("entity_id"), text("path")) else { return Ok(Node::nothing()) };
        let wanted = [(text("_schema").unwrap_or_default().to_owned(), id.into())];
        let Some(doc) = self.world.related(&wanted)?.into_iter().flatten().next() else {
            return Ok(Node::nothing());
        };
        let keys = path.split('.').take(8).map(|step| match step.parse() {
            Ok(at) => Key::At(at),
            Err(_) => Key::Name(step.to_owned()),
        });
        Ok(Node::Part(doc, keys.collect()))
    }

    /// Where a reference leads; anything else as it is.
    pub(super) fn resolved(&mut self, node: &Node) -> Result<Node, Refusal> {
        match references(node) {
            Some(items) => self.referenced(items.first()),
            None => Ok(node.clone()),
        }
    }

    /// A value as text.
    pub(super) fn told(&mut self, node: &Node) -> Result<String, Refusal> {
        let node = self.resolved(node)?;
        self.charge(1 + length(node.value()))?;
        let told = match (&node, node.as_attribute()) {
            (_, _) if node.relation().is_some() => String::new(),
            (Node::Part(_, keys), _) if keys.is_empty() => String::new(),
            (_, Some((doc, attribute))) if !node.value().is_null() => {
                self.world.told(doc, attribute, node.value())
            }
            _ => told_plainly(node.value()),
        };
        self.charge(told.len() / 64)?;
        Ok(told)
    }

    /// Whether a condition holds for a value: there is something, and it is not `false` and not 0.
    pub(super) fn holds(&mut self, node: &Node) -> Result<bool, Refusal> {
        let node = self.resolved(node)?;
        if node.relation().is_some() {
            return Ok(!self.items(&node)?.is_empty());
        }
        Ok(match node.value() {
            Value::Null | Value::Bool(false) => false,
            Value::String(text) => !text.is_empty(),
            Value::Number(number) => number.as_f64() != Some(0.0),
            Value::Array(items) => !items.is_empty(),
            Value::Bool(true) | Value::Object(_) => true,
        })
    }

    /// What a value holds one by one: related records that are seen, elements, members.
    pub(super) fn items(&mut self, node: &Node) -> Result<Vec<(Option<String>, Node)>, Refusal> {
        self.charge(1 + length(node.value()))?;
        if let Some(items) = node.relation() {
            let targets: Vec<_> = items.iter().filter_map(target).collect();
            self.charge(targets.len())?;
            let seen = self.world.related(&targets)?;
            return Ok(seen.into_iter().flatten().map(|doc| (None, Node::record(doc))).collect());
        }
        if let Some(items) = references(node) {
            let items = items.clone();
            let parts = items.iter().map(|item| Ok((None, self.referenced(Some(item))?)));
            return parts.collect();
        }
        Ok(match node.value() {
            Value::Array(items) => (0..items.len()).map(|at| (None, node.child(Key::At(at)))).collect(),
            Value::Object(fields) => {
                let child = |name: &String| (Some(name.clone()), node.child(Key::Name(name.clone())));
                fields.keys().map(child).collect()
            }
            _ => Vec::new(),
        })
    }
}

fn references(node: &Node) -> Option<&Vec<Value>> {
    node.value().get("$relation_ref").and_then(Value::as_array)
}

fn length(value: &Value) -> usize {
    match value {
        Value::Array(items) => items.len(),
        Value::Object(fields) => fields.len() / 4,
        Value::String(text) => text.len() / 64,
        _ => 0,
    }
}
