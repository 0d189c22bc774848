//! The published API: its definitions, and where our operations and answers differ from them.
//!
//! The definitions come with the npm package `@epilot/sdk`, which `npm ci` in `tests/sdk` provides; another folder
//! can be named by `PORTICO_DEFINITIONS`.

mod schema;

use std::path::PathBuf;
use std::sync::OnceLock;

use portico_http::Op;
use serde_json::Value;

use crate::Answer;

/// The definitions by name, with the beginnings of their paths.
const APIS: [(&str, &[&str]); 10] = [
    ("customer-portal", &["/v1/portal/", "/v2/portal/", "/v3/portal/"]),
    ("entity", &["/v1/entity", "/v2/entity", "/v3/entity"]),
    ("permissions", &["/v1/permissions/"]),
    ("design", &["/v1/designs"]),
    ("organization", &["/v1/organization/", "/v2/organization/"]),
    ("access-token", &["/v1/access-tokens"]),
    ("targeting", &["/v1/target"]),
    ("template-variables", &["/v1/template-variables", "/v2/template:"]),
    ("email-template", &["/v1/email-template"]),
    ("file", &["/v1/files", "/v2/files"]),
];

/// Statuses that every client of the published API bears, whether an operation lists them or not.
const BORNE: [u16; 9] = [400, 401, 403, 404, 405, 409, 413, 429, 500];

/// Breaches that are no fault of an answer: the operations, words of the breach, and why. No operation means all.
const BORNE_BREACHES: &[(&[&str], &[&str], &str)] = &[
    (
        &["listSchemas", "getSchema", "putSchema", "getAllDesigns", "getDesign", "addDesign"],
        &[" has no ", "/attributes/"],
        "what the organisation wrote comes back as it was written, also where it is not complete",
    ),
    (
        &["getPortalPages", "getPublicPages"],
        [" has no "].as_slice(),
        "`fields` names the only keys that are sent",
    ),
    (
        &["matchTargets", "getTargetQueries"],
        &["fits none of its alternatives"],
        "a refusal says more than the one key that the definition allows",
    ),
    (
        &[],
        &["delivery_address is no string"],
        "an address is a list of addresses in the definition of entities",
    ),
];

static DEFINITIONS: [OnceLock<Option<Value>>; APIS.len()] = [const { OnceLock::new() }; APIS.len()];
static OPERATIONS: OnceLock<Vec<Op>> = OnceLock::new();

/// An operation as it is published.
pub struct Published {
    /// The method in upper case.
    pub method: String,
    /// The path with parameters in braces.
    pub path: String,
    description: &'static Value,
    definition: &'static Value,
}

/// Where the definitions are looked for.
pub fn folder() -> PathBuf {
    let usual = || {
        PathBuf::from(concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/../../tests/sdk/node_modules/@epilot/sdk/definitions"
        ))
    };
    std::env::var_os("PORTICO_DEFINITIONS").map_or_else(usual, PathBuf::from)
}

/// An operation's published description: none for one of our own, and none where the definitions are not at hand.
pub fn find(op: &Op) -> Option<Published> {
    let api = APIS.iter().position(|(_, starts)| starts.iter().any(|start| op.path.starts_with(start)))?;
    let definition = DEFINITIONS[api].get_or_init(|| load(APIS[api].0)).as_ref()?;
    let paths = definition["paths"].as_object()?;
    let methods = paths.iter().flat_map(|(path, methods)| {
        methods
            .as_object()
            .into_iter()
            .flatten()
            .map(move |(method, description)| (path, method, description))
    });
    methods.into_iter().find(|(_, _, description)| description["operationId"] == op.id).map(
        |(path, method, description)| Published {
            method: method.to_uppercase(),
            path: path.clone(),
            description,
            definition,
        },
    )
}

fn load(name: &str) -> Option<Value> {
    let text = std::fs::read_to_string(folder().join(format!("{name}.json"))).ok()?;
    serde_json::from_str(&text).ok()
}

/// What an answer has different from the published API, told by operation.
pub fn breaches(answer: &Answer) -> Vec<String> {
    let (method, path) = answer.asked.split_once(' ').unwrap_or_default();
    let Some(op) = operation(method, path.split('?').next().unwrap_or(path)) else { return Vec::new() };
    let Some(published) = find(op) else { return Vec::new() };
    let status = answer.status.as_u16();
    let told = |breach: &String| format!("{} answers {status}: {breach}", op.id);
    let borne = |breach: &&String| {
        BORNE_BREACHES.iter().any(|(ops, words, _)| {
            (ops.is_empty() || ops.contains(&op.id)) && words.iter().any(|word| breach.contains(word))
        })
    };
    let found = published.breaches(status, &answer.text);
    found.iter().filter(|breach| !borne(breach)).map(told).collect()
}

impl Published {
    /// What a status and a body have different from what is published.
    fn breaches(&self, status: u16, text: &str) -> Vec<String> {
        let response = match self.description["responses"].get(status.to_string()) {
            Some(response) => schema::resolved(self.definition, response),
            None if BORNE.contains(&status) => return Vec::new(),
            None => return vec!["a status that is not published".to_owned()],
        };
        match response.pointer("/content/application~1json/schema") {
            Some(shape) => match serde_json::from_str(text) {
                Ok(body) => schema::breaches(self.definition, shape, &body),
                Err(_) => vec!["the body is no JSON".to_owned()],
            },
            // Pictures and other bytes are not looked at.
            None if response.get("content").is_some() => Vec::new(),
            // Refusals say why, also where no body is published.
            None if text.is_empty() || status >= 400 || text == "{}" => Vec::new(),
            None => vec!["a body where none is published".to_owned()],
        }
    }
}

/// The operation of ours that a path belongs to: the one with the fewest parameters.
fn operation(method: &str, path: &str) -> Option<&'static Op> {
    let all = OPERATIONS.get_or_init(|| portico_api::routes().ops().to_vec());
    let part = |ours: &str, asked: &str| match ours.split_once('}') {
        Some((_, verb)) => asked.strip_suffix(verb).is_some_and(|value| !value.is_empty()),
        None => ours == asked,
    };
    let fits = |op: &&Op| {
        let (ours, asked) = (op.path.split('/'), path.split('/'));
        op.method == method
            && ours.clone().count() == asked.clone().count()
            && ours.zip(asked).all(|(ours, asked)| part(ours, asked))
    };
    // A verb after a parameter counts more than fewer parameters.
    all.iter().filter(fits).min_by_key(|op| (!op.path.contains("}:"), op.path.matches('{').count()))
}
