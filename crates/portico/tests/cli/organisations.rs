//! `portico org create` and `portico token create`, beside a running server.

use serde_json::{Value, json};

use crate::engine::places;
use crate::program::{Server, complaint, printed, run};

const CREATE: [&str; 7] =
    ["org", "create", "--name", "Stadtwerke Neustadt", "--admin-email", "Jana@Neustadt.example", "--json"];

#[test]
fn an_organisation_is_made_beside_a_running_server() {
    for place in places() {
        let server = Server::start(&place, &["serve"]);
        let made: Value = serde_json::from_str(&printed(&place, &CREATE)).unwrap();
        let keys: Vec<&String> = made.as_object().unwrap().keys().collect();
        assert_eq!(keys, ["organization_id", "admin_email", "admin_password", "token"]);
        assert_eq!(made["admin_email"], "jana@neustadt.example");
        let login = json!({ "email": "jana@neustadt.example", "password": made["admin_password"] });
        assert_eq!(server.ask("POST", "/auth/admin/login", None, Some(&login)).0, 200);
        let (status, schemas) = server.ask("GET", "/v1/entity/schemas", made["token"].as_str(), None);
        assert_eq!(status, 200);
        assert!(schemas.contains("\"portal_user\""), "the usual schemas are there");
        server.stop();
    }
}

#[test]
fn a_token_is_made_beside_a_running_server() {
    for place in places() {
        let server = Server::start(&place, &["serve"]);
        let made: Value = serde_json::from_str(&printed(&place, &CREATE)).unwrap();
        let org = made["organization_id"].as_str().unwrap();
        let text = printed(&place, &["token", "create", "--org", org, "--name", "ERP", "--json"]);
        let token: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(token.as_object().unwrap().keys().collect::<Vec<_>>(), ["id", "token"]);
        assert_eq!(server.ask("GET", "/v1/entity/schemas", token["token"].as_str(), None).0, 200);
        let told = complaint(&run(&place, &["token", "create", "--org", "1", "--name", "ERP"]));
        assert!(told.contains("There is no organisation 1 here"), "{told}");
        server.stop();
    }
}

#[test]
fn an_administrator_belongs_to_one_organisation() {
    for place in places() {
        printed(&place, &CREATE);
        let told = complaint(&run(&place, &CREATE));
        assert!(told.contains("jana@neustadt.example is a member of staff already"), "{told}");
    }
}

#[test]
fn a_token_needs_data_that_is_there() {
    let place = crate::engine::Place::embedded();
    let told = complaint(&run(&place, &["token", "create", "--org", "1", "--name", "ERP"]));
    assert!(told.contains("There is no data of Portico in"), "{told}");
    assert!(!place.data().join("portico.db").exists(), "a slip of the pen makes no database");
}
