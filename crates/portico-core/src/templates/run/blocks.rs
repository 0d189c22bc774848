//! Blocks: choosing, repeating, and speaking of something else.

use serde_json::Value;

use super::super::node::Node;
use super::super::tree::{Block, Call, Piece};
use super::{Run, Scope};
use crate::Refusal;

impl Run<'_> {
    pub(super) fn block(&mut self, block: &Block) -> Result<(), Refusal> {
        let name = block.call.path.name().filter(|_| !block.call.given.is_empty());
        let about = match (name, block.call.given.first()) {
            (Some("if" | "unless" | "each" | "with"), Some(first)) => self.value(first)?,
            _ => self.call_or_path(&block.call)?,
        };
        match name {
            Some("if") => self.branch(block, &about, true),
            Some("unless") => self.branch(block, &about, false),
            Some("each") => self.each(block, &about),
            Some("with") => self.with(block, &about),
            Some(_) => self.branch(block, &about, true),
            None if about.relation().is_some() || about.value().is_array() => self.each(block, &about),
            None if about.value().is_object() => self.with(block, &about),
            None => self.branch(block, &about, true),
        }
    }

    fn call_or_path(&mut self, call: &Call) -> Result<Node, Refusal> {
        if call.given.is_empty() && call.named.is_empty() { self.path(&call.path) } else { self.call(call) }
    }

    fn branch(&mut self, block: &Block, about: &Node, wanted: bool) -> Result<(), Refusal> {
        let pieces = if self.holds(about)? == wanted { &block.body } else { &block.otherwise };
        self.pieces(pieces)
    }

    fn each(&mut self, block: &Block, about: &Node) -> Result<(), Refusal> {
        let items = self.items(about)?;
        if items.is_empty() {
            return self.pieces(&block.otherwise);
        }
        let last = items.len() - 1;
        for (at, (key, item)) in items.into_iter().enumerate() {
            let key = key.map_or_else(|| Value::from(at), Value::from);
            let marks: [Value; 2] = [(at == 0).into(), (at == last).into()];
            let [is_first, is_last] = marks;
            let facts =
                vec![("index", at.into()), ("key", key.clone()), ("first", is_first), ("last", is_last)];
            let named = block.names.iter().cloned().zip([item.clone(), Node::Plain(key)]);
            self.inside(Scope { this: item, names: named.collect(), facts }, &block.body)?;
        }
        Ok(())
    }

    fn with(&mut self, block: &Block, about: &Node) -> Result<(), Refusal> {
        let about = self.resolved(about)?;
        let about = match about.relation() {
            Some(_) => self.items(&about)?.into_iter().next().map_or_else(Node::nothing, |(_, item)| item),
            None => about,
        };
        if !self.holds(&about)? {
            return self.pieces(&block.otherwise);
        }
        let named = block.names.iter().take(1).map(|name| (name.clone(), about.clone()));
        let names = named.collect();
        self.inside(Scope { this: about, names, facts: Vec::new() }, &block.body)
    }

    fn inside(&mut self, scope: Scope, pieces: &[Piece]) -> Result<(), Refusal> {
        self.scopes.push(scope);
        let done = self.pieces(pieces);
        self.scopes.pop();
        done
    }
}
