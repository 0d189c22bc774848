//! Along which relations a viewer reaches records: a table that a portal may narrow or extend.

mod defaults;

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value as Json;

use crate::schema_set::SchemaSet;

/// The most relations between a root and a record.
pub(crate) const MAX_HOPS: usize = 3;
/// Schemas whose records a path never passes through, unless they are roots.
pub(crate) const ROOT_SCHEMAS: [&str; 3] = ["portal_user", "contact", "account"];

/// Per schema, the steps by which its records are reached; `*` stands for every schema not named.
#[derive(Clone, Debug, PartialEq)]
pub struct PathTable {
    steps: BTreeMap<String, Vec<Step>>,
    others: Vec<Step>,
}

/// Why a table of paths cannot be understood.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
#[error("paths.{schema}: {problem}")]
pub struct PathError {
    /// The schema whose steps are wrong.
    pub schema: String,
    /// What is wrong.
    pub problem: String,
}

/// One way in which a record is reached.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Step {
    /// It is a root itself.
    IsRoot,
    /// A relation connects it with a record nearer to a root.
    Relation(Relation),
}

/// A relation between a record and one nearer to a root.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Relation {
    pub(crate) holder: Holder,
    pub(crate) attributes: Names,
    pub(crate) near: Near,
    /// Very many may hold a relation to the same record, as all orders do to a product.
    pub(crate) shared: bool,
}

/// Which end of a relation holds it.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(crate) enum Holder {
    /// The record nearer to the root.
    Near,
    /// The record that is reached.
    Far,
}

/// The attributes a step goes through.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Names {
    Only(Vec<String>),
    /// Every relation and file attribute, that is every one that does not begin with an underscore.
    Any,
}

/// What the nearer end may be.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Near {
    /// Only a root.
    Root,
    /// A reached record of one of these schemas; contacts, accounts and portal users only as roots.
    Reached(SchemaSet),
}

impl Names {
    pub(crate) fn contain(&self, attribute: &str) -> bool {
        match self {
            Self::Only(names) => names.iter().any(|name| name == attribute),
            Self::Any => !attribute.starts_with('_'),
        }
    }
}

impl Default for PathTable {
    fn default() -> Self {
        defaults::table()
    }
}

impl PathTable {
    /// The default table with the entries a portal replaces; `[]` means never reached.
    ///
    /// Roots stay reached whatever the table says: a portal that does not want to show them does not allow
    /// their schema.
    pub fn with_changes(json: &Json) -> Result<Self, PathError> {
        let mut table = Self::default();
        let entries = json.as_object().ok_or_else(|| error("*", "expected an object of schemas"))?;
        for (schema, steps) in entries {
            let mut steps = read_steps(schema, steps)?;
            if ROOT_SCHEMAS.contains(&schema.as_str()) {
                steps.insert(0, Step::IsRoot);
            }
            match schema.as_str() {
                "*" => table.others = steps,
                _ => {
                    table.steps.insert(schema.clone(), steps);
                }
            }
        }
        Ok(table)
    }

    /// The steps by which records of a schema are reached.
    pub(crate) fn steps(&self, schema: &str) -> &[Step] {
        self.steps.get(schema).unwrap_or(&self.others)
    }

    /// Every relation that leads to a record of one of these schemas, with the schemas it leads to.
    pub(crate) fn relations_to(&self, schemas: &SchemaSet) -> Vec<(SchemaSet, &Relation)> {
        let named = self.steps.iter().map(|(schema, steps)| (SchemaSet::only([schema.as_str()]), steps));
        let others = (SchemaSet::Except(self.steps.keys().cloned().collect()), &self.others);
        let mut found: Vec<(SchemaSet, &Relation)> = Vec::new();
        for (of, steps) in named.chain(std::iter::once(others)) {
            let far = of.intersection(schemas);
            if far.is_empty() {
                continue;
            }
            for step in steps {
                let Step::Relation(relation) = step else { continue };
                match found.iter_mut().find(|(_, known)| *known == relation) {
                    Some((known, _)) => *known = known.union(&far),
                    None => found.push((far.clone(), relation)),
                }
            }
        }
        found
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StepJson {
    is: Option<String>,
    holds: Option<Vec<String>>,
    to: Option<OneOrMore>,
    held: Option<Vec<String>>,
    by: Option<OneOrMore>,
    #[serde(default)]
    shared: bool,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum OneOrMore {
    One(String),
    More(Vec<String>),
}

fn read_steps(schema: &str, json: &Json) -> Result<Vec<Step>, PathError> {
    if schema != "*" && !is_name(schema) {
        return Err(error(schema, "this is not the slug of a schema"));
    }
    let steps = json.as_array().ok_or_else(|| error(schema, "expected a list of steps"))?;
    steps.iter().map(|step| read_step(schema, step)).collect()
}

fn read_step(schema: &str, json: &Json) -> Result<Step, PathError> {
    let step = StepJson::deserialize(json).map_err(|problem| error(schema, &problem.to_string()))?;
    let shared = step.shared;
    match (step.is.as_deref(), step.holds, step.to, step.held, step.by) {
        (Some("root"), None, None, None, None) => Ok(Step::IsRoot),
        (None, Some(names), Some(near), None, None) => relation(schema, Holder::Far, names, near, shared),
        (None, None, None, Some(names), Some(near)) => relation(schema, Holder::Near, names, near, shared),
        _ => Err(error(schema, "a step is {is: root}, {holds: [...], to: ...} or {held: [...], by: ...}")),
    }
}

fn relation(
    schema: &str,
    holder: Holder,
    names: Vec<String>,
    near: OneOrMore,
    shared: bool,
) -> Result<Step, PathError> {
    let near = match near {
        OneOrMore::One(word) if word == "root" => Near::Root,
        OneOrMore::One(word) if word == "*" => Near::Reached(SchemaSet::any()),
        OneOrMore::One(slug) => Near::Reached(schemas(schema, &[slug])?),
        OneOrMore::More(slugs) => Near::Reached(schemas(schema, &slugs)?),
    };
    let attributes = match names.as_slice() {
        [star] if star == "*" => Names::Any,
        _ if !names.is_empty() && names.iter().all(|name| is_name(name)) => Names::Only(names),
        _ => return Err(error(schema, "expected the names of attributes, or only \"*\"")),
    };
    Ok(Step::Relation(Relation { holder, attributes, near, shared }))
}

fn schemas(schema: &str, slugs: &[String]) -> Result<SchemaSet, PathError> {
    if slugs.is_empty() || !slugs.iter().all(|slug| is_name(slug)) {
        return Err(error(schema, "expected root, \"*\" or the slugs of schemas"));
    }
    Ok(SchemaSet::only(slugs.iter().map(String::as_str)))
}

/// Slugs and attribute names become part of SQL text, so nothing but plain names may pass.
pub(crate) fn is_name(text: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-';
    (1..=100).contains(&text.len()) && text.bytes().all(plain)
}

fn error(schema: &str, problem: &str) -> PathError {
    PathError { schema: schema.chars().take(100).collect(), problem: problem.to_owned() }
}
