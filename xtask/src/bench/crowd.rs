//! The users of a run: signed in, their contracts known, and the requests they send.

use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde_json::{Value, json};

use super::load::{client, fetch, request, write};
use crate::Outcome;
use crate::product::{Server, demo_facts};
use crate::run::output;

/// The portal's sign-in page.
const SIGN_IN: &str = "/sign-in";
/// How many users open pages.
const PAGES: usize = 200;

/// One signed-in user and his contracts.
#[derive(Deserialize)]
pub(super) struct Person {
    pub token: String,
    pub records: Vec<String>,
}

/// Everyone who takes part.
pub(super) struct Crowd {
    pub people: Vec<Person>,
    /// The host their portal answers to.
    host: String,
    /// What signs them in: the load client's options.
    login: Vec<String>,
    /// One contract as the product sends it.
    pub document: Value,
}

/// Signs that many users in and keeps only what can be measured: those with contracts.
pub(super) fn gather(server: &Server, data: &Path, people: usize) -> Outcome<Crowd> {
    let facts = demo_facts(data)?;
    let users = &facts["load_users"];
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let portal = &facts["portals"][text(&users["portal"])];
    let of = usize::try_from(users["count"].as_u64().unwrap_or(0))?;
    let count = people.min(of);
    println!("signing {count} of {of} users in …");
    let login = [
        ("--portal-id", text(&portal["portal_id"])),
        ("--email-pattern", text(&users["email_pattern"])),
        ("--password", text(&users["password"])),
        ("--of", of.to_string()),
    ];
    let login: Vec<String> = login.into_iter().flat_map(|(name, value)| [name.to_owned(), value]).collect();
    let mut gather =
        client(&["gather", "--address", &server.address.to_string(), "--count", &count.to_string()]);
    gather.args(&login);
    let lines = output(&mut gather)?;
    let people: Vec<Person> = lines.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
    if people.is_empty() || people.iter().any(|person| person.records.is_empty()) {
        return Err("some load users see no contract: the demo or the access rules are broken".into());
    }
    let mut crowd = Crowd { people, host: text(&portal["domain"]), login, document: Value::Null };
    crowd.document = fetch(server.address, &crowd.get("first")?)?["result"].take();
    Ok(crowd)
}

impl Crowd {
    /// Each user reads one of his contracts.
    pub fn get(&self, name: &str) -> Outcome<PathBuf> {
        self.each(name, |person| {
            let body = json!({"slug": "contract", "entity_id": person.records.first()});
            request("POST", "/v2/portal/entity:get", &person.token, Some(&body))
        })
    }

    /// Each user reads one contract by the operation of that name.
    pub fn get_contract(&self, name: &str) -> Outcome<PathBuf> {
        self.each(name, |person| {
            let id = person.records.first().map_or("", String::as_str);
            request("GET", &format!("/v2/portal/contract/{id}"), &person.token, None)
        })
    }

    /// Each user lists what he sees of a schema.
    pub fn list(&self, name: &str, schema: &str) -> Outcome<PathBuf> {
        let body = json!({"slug": schema, "size": 100});
        self.each(name, |person| request("POST", "/v2/portal/entity:search", &person.token, Some(&body)))
    }

    /// Each user searches his contracts with filter, sort and total.
    pub fn search(&self, name: &str) -> Outcome<PathBuf> {
        let filters = json!([{"term": {"status.keyword": "active"}}]);
        let body = json!({"slug": "contract", "filters": filters, "sort": "_created_at:desc", "from": 0, "size": 20});
        self.each(name, |person| request("POST", "/v2/portal/entity:search", &person.token, Some(&body)))
    }

    /// Each user lists his contracts with the records they point to in place.
    pub fn hydrated(&self, name: &str) -> Outcome<PathBuf> {
        let body = json!({"slug": "contract", "size": 100, "hydrate": true});
        self.each(name, |person| request("POST", "/v2/portal/entity:search", &person.token, Some(&body)))
    }

    /// Each user searches his contracts grouped by their status.
    pub fn grouped(&self, name: &str) -> Outcome<PathBuf> {
        let body = json!({"slug": "contract", "group": "status"});
        self.each(name, |person| request("POST", "/v2/portal/entity:search", &person.token, Some(&body)))
    }

    /// Each user lists his files.
    pub fn files(&self, name: &str) -> Outcome<PathBuf> {
        self.each(name, |person| request("GET", "/v2/portal/user/files?from=0&size=25", &person.token, None))
    }

    /// Each user searches everything he sees by a word.
    pub fn words(&self, name: &str) -> Outcome<PathBuf> {
        let body =
            json!({"slug": ["contract", "meter", "order", "file"], "q": "strom", "from": 0, "size": 20});
        self.each(name, |person| request("POST", "/v2/portal/entity:search", &person.token, Some(&body)))
    }

    /// Each user changes one attribute of one contract; the second time round to another value.
    pub fn change(&self, name: &str) -> Outcome<PathBuf> {
        let address = |number: usize| {
            let street = json!({"street": "Lindenweg", "street_number": number.to_string()});
            let place = json!({"postal_code": "04277", "city": "Auental", "country": "DE"});
            merged(street, place)
        };
        let changes = (1..=8).flat_map(|number| self.people.iter().map(move |person| (number, person)));
        let requests = changes.map(|(number, person)| {
            let id = person.records.first().map_or("", String::as_str);
            let body = json!({"delivery_address": [address(number)]});
            request("PATCH", &format!("/v2/portal/contract/{id}"), &person.token, Some(&body))
        });
        write(name, requests)
    }

    /// Some users open their dashboard, signed in over the portal's page.
    pub fn dashboard(&self, name: &str, server: &Server) -> Outcome<PathBuf> {
        let count = self.people.len().min(PAGES).to_string();
        let mut gather = client(&["gather", "--address", &server.address.to_string(), "--count", &count]);
        gather.args(&self.login).args(["--page", SIGN_IN, "--host", &self.host]);
        let cookies = output(&mut gather)?;
        let page = |cookie: &str| {
            let headers = json!({"host": self.host, "cookie": cookie, "accept-language": "de"});
            json!({"method": "GET", "path": "/", "headers": headers})
        };
        write(name, cookies.lines().map(page))
    }

    fn each(&self, name: &str, one: impl Fn(&Person) -> Value) -> Outcome<PathBuf> {
        write(name, self.people.iter().map(one))
    }
}

fn merged(mut one: Value, other: Value) -> Value {
    if let (Some(one), Value::Object(other)) = (one.as_object_mut(), other) {
        one.extend(other);
    }
    one
}
