//! `portico demo`: what it writes for programs, says to people, and keeps.

use serde_json::{Value, json};

use crate::engine::{Place, places};
use crate::program::{Server, complaint, printed, run};

fn facts(place: &Place) -> Value {
    serde_json::from_str(&std::fs::read_to_string(place.data().join("demo.json")).unwrap()).unwrap()
}

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

#[test]
fn the_demo_writes_its_facts_before_it_listens_and_answers() {
    for place in places() {
        let server = Server::start(&place, &["demo"]);
        let facts = facts(&place);
        assert_eq!(keys(&facts), ["base_url", "organization_id", "admin", "portals", "users", "load_users"]);
        assert_eq!(keys(&facts["admin"]), ["email", "password", "token"]);
        assert_eq!(keys(&facts["portals"]), ["customer", "installer"]);
        assert_eq!(keys(&facts["portals"]["customer"]), ["portal_id", "origin", "domain", "url"]);
        assert_eq!(keys(&facts["load_users"]), ["count", "email_pattern", "password", "portal"]);
        assert_eq!(facts["base_url"], server.url());
        assert_eq!(facts["portals"]["installer"]["origin"], "INSTALLER_PORTAL");
        let port = server.url().rsplit(':').next().unwrap().to_owned();
        assert_eq!(facts["portals"]["customer"]["url"], format!("http://customer.localhost:{port}"));
        let users = facts["users"].as_array().unwrap();
        let portals: Vec<&Value> = users.iter().map(|user| &user["portal"]).collect();
        assert_eq!(portals, ["customer", "customer", "installer", "installer"]);
        for user in users {
            assert_eq!(keys(user), ["portal", "email", "password", "portal_user_id", "contact_id"]);
            assert!(server.said.contains(user["email"].as_str().unwrap()), "a person is told every login");
        }
        assert_eq!((server.status_of("/healthz"), server.status_of("/readyz")), (200, 200));
        server.stop();
    }
}

#[test]
fn everybody_of_the_demo_can_sign_in() {
    for place in places() {
        let server = Server::start(&place, &["demo"]);
        let facts = facts(&place);
        for user in facts["users"].as_array().unwrap() {
            let portal = &facts["portals"][user["portal"].as_str().unwrap()]["portal_id"];
            let (email, password) = (user["email"].as_str().unwrap(), user["password"].as_str().unwrap());
            assert_eq!(server.sign_in(portal, email, password), 200, "{email}");
            assert_eq!(server.sign_in(portal, email, "not the password"), 401, "{email}");
        }
        let admin = json!({ "email": facts["admin"]["email"], "password": facts["admin"]["password"] });
        assert_eq!(server.ask("POST", "/auth/admin/login", None, Some(&admin)).0, 200);
        let token = facts["admin"]["token"].as_str();
        assert_eq!(server.ask("GET", "/v1/entity/schemas", token, None).0, 200);
        server.stop();
    }
}

#[test]
fn a_second_start_keeps_data_and_logins() {
    for place in places() {
        let server = Server::start(&place, &["demo"]);
        let before = facts(&place);
        server.stop();
        let server = Server::start(&place, &["demo"]);
        let after = facts(&place);
        assert_eq!(after["base_url"], server.url(), "the address is the present one");
        for kept in ["organization_id", "admin", "users", "load_users"] {
            assert_eq!(before[kept], after[kept], "{kept}");
        }
        let token = after["admin"]["token"].as_str();
        assert_eq!(server.ask("GET", "/v1/entity/schemas", token, None).0, 200);
        server.stop();
    }
}

#[test]
fn a_lost_file_of_facts_is_written_anew() {
    for place in places() {
        Server::start(&place, &["demo"]).stop();
        std::fs::remove_file(place.data().join("demo.json")).unwrap();
        let server = Server::start(&place, &["demo"]);
        let facts = facts(&place);
        let token = facts["admin"]["token"].as_str();
        assert_eq!(server.ask("GET", "/v1/entity/schemas", token, None).0, 200);
        server.stop();
    }
}

#[test]
fn generated_customers_sign_in_and_a_later_start_adds_the_missing_ones() {
    for place in places() {
        let server = Server::start(&place, &["demo", "--contacts", "3"]);
        let facts_of_three = facts(&place);
        let portal = &facts_of_three["portals"]["customer"]["portal_id"];
        let password = facts_of_three["load_users"]["password"].as_str().unwrap();
        assert_eq!(facts_of_three["load_users"]["count"], 3);
        assert_eq!(server.sign_in(portal, "load-3@demo.example", password), 200);
        assert_eq!(server.sign_in(portal, "load-4@demo.example", password), 401);
        server.stop();
        let server = Server::start(&place, &["demo", "--contacts", "5"]);
        assert_eq!(facts(&place)["load_users"]["count"], 5);
        assert_eq!(server.sign_in(portal, "load-5@demo.example", password), 200);
        server.stop();
        let server = Server::start(&place, &["demo"]);
        assert_eq!(facts(&place)["load_users"]["count"], 5, "they stay without being asked for");
        server.stop();
    }
}

#[test]
fn the_demo_keeps_away_from_other_organisations() {
    for place in places() {
        printed(&place, &["org", "create", "--name", "Stadtwerke", "--admin-email", "a@stadtwerke.example"]);
        let told = complaint(&run(&place, &["demo"]));
        assert!(told.contains("There are organisations here already"), "{told}");
    }
}
