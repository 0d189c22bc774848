//! Helpers: what a template can do with values besides writing them.

use serde_json::{Number, Value};

use super::node::{Node, is_labelled};
use super::plain::{address_line, told_plainly};
use super::run::Run;
use super::{FIELD, LONGEST_TEMPLATE};
use crate::Refusal;

mod dates;
mod numbers;
mod texts;

/// The helpers that open a block of their own kind.
pub(super) const BLOCKS: [&str; 4] = ["if", "unless", "each", "with"];

/// Every helper that is called by name.
const KNOWN: [&str; 58] = [
    "if",
    "unless",
    "each",
    "with",
    "xif",
    "yn",
    "eq",
    "is",
    "ne",
    "isnt",
    "gt",
    "gte",
    "lt",
    "lte",
    "and",
    "or",
    "not",
    "isEmpty",
    "isNotEmpty",
    "contains",
    "includes",
    "default",
    "coalesce",
    "first",
    "last",
    "at",
    "lookup",
    "length",
    "size",
    "withTag",
    "join",
    "uppercase",
    "lowercase",
    "capitalize",
    "trim",
    "concat",
    "replace",
    "substring",
    "truncate",
    "padStart",
    "padEnd",
    "add",
    "subtract",
    "multiply",
    "divide",
    "modulo",
    "round",
    "floor",
    "ceil",
    "abs",
    "formatNumber",
    "asCurrency",
    "fromCents",
    "formatDate",
    "dateMath",
    "now",
    "formatAddress",
    "toString",
];

/// Whether there is a helper of this name.
pub(super) fn is_known(name: &str) -> bool {
    KNOWN.contains(&name)
}

/// Whether a helper can stand alone, as `{{now}}`.
pub(super) fn needs_nothing(name: &str) -> bool {
    name == "now"
}

/// What a helper is given, with the ways to look at it.
struct Given<'g, 'r, 'w> {
    run: &'r mut Run<'w>,
    nodes: Vec<Node>,
    named: &'g [(&'g str, Node)],
}

/// Calls a helper.
pub(super) fn call(
    run: &mut Run<'_>,
    name: &str,
    given: &[Node],
    named: &[(&str, Node)],
) -> Result<Node, Refusal> {
    let work: usize = given.iter().map(|node| weight(node.value())).sum();
    run.charge(1 + work)?;
    let nodes = given.iter().map(|node| run.resolved(node)).collect::<Result<Vec<_>, _>>()?;
    let mut given = Given { run, nodes, named };
    let made = match name {
        "if" | "xif" => return given.choice(false),
        "unless" => return given.choice(true),
        "or" | "default" | "coalesce" => return given.first_that_holds(),
        "first" | "at" | "last" | "lookup" | "withTag" | "each" | "with" => return given.element(name),
        "yn" => given.yes_or_no()?,
        "eq" | "is" => Value::Bool(given.equal()),
        "ne" | "isnt" => Value::Bool(!given.equal()),
        "gt" | "gte" | "lt" | "lte" => Value::Bool(given.compared(name)),
        "and" => Value::Bool(given.all_hold()?),
        "not" | "isEmpty" => Value::Bool(!given.holds(0)?),
        "isNotEmpty" => Value::Bool(given.holds(0)?),
        "length" | "size" => given.length()?.into(),
        "formatNumber" | "asCurrency" | "fromCents" => numbers::formatted(&given, name),
        "add" | "subtract" | "multiply" | "divide" | "modulo" | "round" | "floor" | "ceil" | "abs" => {
            numbers::computed(&given, name)
        }
        "formatDate" | "dateMath" | "now" => dates::date(&given, name),
        "formatAddress" => address_line(given.single(0)).into(),
        "join" => given.joined()?.into(),
        _ => texts::text(&given, name),
    };
    let length = made.as_str().map_or(0, str::len);
    given.run.charge(1 + length / 64)?;
    if length > LONGEST_TEMPLATE {
        return Err(Refusal::invalid(FIELD, format!("{name} makes a text that is too long.")));
    }
    Ok(Node::Plain(made))
}

impl Given<'_, '_, '_> {
    fn node(&self, at: usize) -> Node {
        self.nodes.get(at).cloned().unwrap_or_else(Node::nothing)
    }

    fn value(&self, at: usize) -> &Value {
        self.nodes.get(at).map_or(&Value::Null, Node::value)
    }

    /// A value, of a list the first.
    fn single(&self, at: usize) -> &Value {
        match self.value(at) {
            Value::Array(items) => items.first().unwrap_or(&Value::Null),
            value => value,
        }
    }

    fn option(&self, name: &str) -> Option<&Value> {
        self.named.iter().find(|(known, _)| *known == name).map(|(_, node)| node.value())
    }

    /// A value as text, without formatting.
    fn text(&self, at: usize) -> String {
        told_plainly(self.value(at))
    }

    fn number(&self, at: usize) -> Option<f64> {
        match self.single(at) {
            Value::Number(number) => number.as_f64(),
            Value::String(text) => text.trim().parse().ok().filter(|number: &f64| number.is_finite()),
            _ => None,
        }
    }

    fn holds(&mut self, at: usize) -> Result<bool, Refusal> {
        let node = self.node(at);
        self.run.holds(&node)
    }

    fn all_hold(&mut self) -> Result<bool, Refusal> {
        for at in 0..self.nodes.len() {
            if !self.holds(at)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// `(if condition then otherwise)`.
    fn choice(&mut self, inverted: bool) -> Result<Node, Refusal> {
        let taken = if self.holds(0)? != inverted { 1 } else { 2 };
        Ok(self.node(taken))
    }

    fn first_that_holds(&mut self) -> Result<Node, Refusal> {
        for at in 0..self.nodes.len() {
            if self.holds(at)? {
                return Ok(self.node(at));
            }
        }
        Ok(Node::nothing())
    }

    fn yes_or_no(&mut self) -> Result<Value, Refusal> {
        let holds = self.holds(0)?;
        Ok(match (self.run.world.locale(), holds) {
            (portico_kit::Locale::De, true) => "Ja",
            (portico_kit::Locale::De, false) => "Nein",
            (portico_kit::Locale::En, true) => "Yes",
            (portico_kit::Locale::En, false) => "No",
        }
        .into())
    }

    fn equal(&self) -> bool {
        match (self.value(0), self.value(1)) {
            (Value::Number(a), Value::Number(b)) => a.as_f64() == b.as_f64(),
            (a @ (Value::Null | Value::Bool(_)), b) | (a, b @ (Value::Null | Value::Bool(_))) => a == b,
            _ => self.text(0) == self.text(1),
        }
    }

    fn compared(&self, name: &str) -> bool {
        let order = match (self.number(0), self.number(1)) {
            (Some(a), Some(b)) => a.partial_cmp(&b),
            _ => Some(self.text(0).cmp(&self.text(1))),
        };
        order.is_some_and(|order| match name {
            "gt" => order.is_gt(),
            "gte" => order.is_ge(),
            "lt" => order.is_lt(),
            _ => order.is_le(),
        })
    }

    fn length(&mut self) -> Result<usize, Refusal> {
        let node = self.node(0);
        match node.value() {
            Value::String(text) => Ok(text.chars().count()),
            _ => Ok(self.run.items(&node)?.len()),
        }
    }

    /// One element of a list, or of what a name leads to.
    fn element(&mut self, name: &str) -> Result<Node, Refusal> {
        let (node, second) = (self.node(0), self.text(1));
        if name == "lookup" {
            return self.run.step(node, &second, false);
        }
        let items = self.run.items(&node)?;
        let mut items = items.into_iter().map(|(_, item)| item);
        let found = match name {
            "last" => items.next_back(),
            "at" => second.parse().ok().and_then(|at| items.nth(at)),
            "withTag" if node.relation().is_some() => return self.run.step(node, &second, true),
            "withTag" => items.find(|item| is_labelled(item.value(), &second)),
            _ => items.next(),
        };
        Ok(found.unwrap_or_else(Node::nothing))
    }

    fn joined(&mut self) -> Result<String, Refusal> {
        let between =
            if self.nodes.len() > 1 { self.value(1).as_str().unwrap_or(", ") } else { ", " }.to_owned();
        let node = self.node(0);
        let mut parts = Vec::new();
        for (_, item) in self.run.items(&node)? {
            parts.push(self.run.told(&item)?);
        }
        Ok(parts.join(&between))
    }
}

/// What it costs to look at a value.
fn weight(value: &Value) -> usize {
    match value {
        Value::String(text) => text.len() / 32,
        Value::Array(items) => items.len() / 16,
        _ => 0,
    }
}

/// A number as JSON keeps it: whole where it is whole, at most six decimals where it is not.
fn plain_number(number: f64) -> Value {
    let rounded = (number * 1e6).round() / 1e6;
    if rounded.fract() == 0.0 && rounded.abs() < 9e15 {
        return Value::from(rounded as i64);
    }
    Number::from_f64(rounded).map_or(Value::Null, Value::Number)
}
