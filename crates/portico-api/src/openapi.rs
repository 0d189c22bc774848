//! Our own OpenAPI document, made from the tables of operations.

use portico_http::Op;
use serde_json::{Map, Value, json};

/// The document of these operations.
pub fn document(ops: &[Op]) -> Value {
    let mut paths: Map<String, Value> = Map::new();
    let mut sorted: Vec<&Op> = ops.iter().collect();
    sorted.sort_by_key(|op| (op.path, op.method));
    for op in sorted {
        let path = paths.entry(op.path).or_insert_with(|| json!({}));
        path[op.method.to_ascii_lowercase()] = operation(op);
    }
    let bearer = || json!({ "type": "http", "scheme": "bearer", "bearerFormat": "JWT" });
    json!({
        "openapi": "3.1.0",
        "info": { "title": "Portico", "version": env!("CARGO_PKG_VERSION") },
        "paths": paths,
        "components": {
            "securitySchemes": { "PortalAuth": bearer(), "EpilotAuth": bearer(), "ExternalOIDCAuth": bearer() },
            "schemas": { "Refusal": refusal() },
        },
    })
}

fn operation(op: &Op) -> Value {
    let mut responses = json!({ "default": {
        "description": "A refusal",
        "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Refusal" } } },
    } });
    responses["2XX"] = json!({ "description": op.summary });
    json!({
        "operationId": op.id,
        "summary": op.summary,
        "security": security(op.caller),
        "parameters": parameters(op.path),
        "responses": responses,
    })
}

fn security(caller: &str) -> Value {
    match caller {
        "EitherAuth" => json!([{ "PortalAuth": [] }, { "EpilotAuth": [] }]),
        "Public" => json!([]),
        one => json!([{ one: [] }]),
    }
}

fn parameters(path: &str) -> Vec<Value> {
    let names = path.split('{').skip(1).filter_map(|part| part.split('}').next());
    names
        .map(|name| json!({ "name": name, "in": "path", "required": true, "schema": { "type": "string" } }))
        .collect()
}

fn refusal() -> Value {
    let text = || json!({ "type": "string" });
    json!({
        "type": "object",
        "required": ["status", "error", "message"],
        "properties": {
            "status": { "type": "integer" }, "error": text(), "message": text(), "reason": text(), "field": text(),
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The committed document; `PORTICO_WRITE_OPENAPI=1` writes it anew.
    #[test]
    fn the_committed_document_is_fresh() {
        let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/openapi.json");
        let made = serde_json::to_string_pretty(&document(crate::routes().ops())).unwrap_or_default() + "\n";
        if std::env::var_os("PORTICO_WRITE_OPENAPI").is_some() {
            std::fs::write(file, &made).unwrap_or_else(|error| panic!("{file}: {error}"));
        }
        let committed = std::fs::read_to_string(file).unwrap_or_default();
        assert!(
            committed == made,
            "docs/openapi.json is stale: PORTICO_WRITE_OPENAPI=1 cargo nextest run -p portico-api"
        );
    }

    #[test]
    fn every_operation_has_an_id_of_its_own() {
        let routes = crate::routes();
        let mut ids: Vec<&str> = routes.ops().iter().map(|op| op.id).collect();
        let all = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), all);
    }
}
