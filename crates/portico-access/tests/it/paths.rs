//! Layer 3: which relations lead from the roots to a record.

use portico_access::{PathTable, Reason};
use serde_json::{Value as Json, json};

use crate::scene::{Scene, to};

const NAMES_PEOPLE: [&str; 8] =
    ["customer", "contact", "contacts", "account", "portal_user", "installer", "assignee", "billing_contact"];
const DEFAULT_RULE: [&str; 8] =
    ["contract", "order", "opportunity", "ticket", "asset", "site", "billing_account", "meter"];

fn mine() -> Json {
    json!({"customer": to("me")})
}

#[test]
fn roots_are_the_user_its_contacts_whom_it_represents_and_their_accounts() {
    let mut scene = Scene::open()
        .record("contact", "other", json!({"account": to("others")}))
        .record("contact", "ward", json!({"account": to("wards")}))
        .record("contact", "stranger", json!({"account": to("strangers")}))
        .record("account", "firm", json!({}))
        .record("account", "others", json!({}))
        .record("account", "wards", json!({}))
        .record("account", "strangers", json!({}));
    scene.company.records[0].doc = json!({
        "_id": "u",
        "contact": {"$relation": [{"entity_id": "me"}, {"entity_id": "other"}]},
        "represents": {"$relation": [{"entity_id": "ward"}, {"entity_id": "firm"}]},
        "friend": to("stranger"),
        "contacts": to("firm"),
        "represents_too": to("strangers"),
    });
    scene.company.records[1].doc["employer"] = to("strangers");
    assert_eq!(scene.seen(), ["firm", "other", "others", "ward", "wards"].into());
    assert!(scene.sees("u") && scene.sees("me"));
    assert_eq!(scene.deleted("other").seen(), ["firm", "ward", "wards"].into());
}

#[test]
fn a_record_that_names_a_root_is_reached() {
    for schema in DEFAULT_RULE {
        for attribute in NAMES_PEOPLE {
            for root in ["u", "me", "firm"] {
                let mut scene = Scene::open()
                    .record("account", "firm", json!({}))
                    .record(schema, "r", json!({attribute: to(root)}))
                    .record(schema, "stranger", json!({"partner": to(root)}));
                scene.company.records[1].doc["account"] = to("firm");
                assert_eq!(scene.seen(), ["firm", "r"].into(), "{schema} {attribute} {root}");
            }
        }
    }
}

#[test]
fn a_record_that_a_root_holds_is_reached() {
    for schema in DEFAULT_RULE {
        for attribute in ["contracts", "orders", "opportunities", "tickets", "assets"] {
            let mut scene =
                Scene::open().record(schema, "r", json!({})).record(schema, "stranger", json!({}));
            scene.company.records[1].doc[attribute] = to("r");
            scene.company.records[1].doc["favourites"] = to("stranger");
            assert_eq!(scene.seen(), ["r"].into(), "{schema} {attribute}");
        }
    }
}

#[test]
fn contacts_accounts_products_and_events_are_not_reached_by_naming_a_root() {
    let mut scene = Scene::open();
    for schema in ["contact", "account", "portal_user", "meter_counter", "billing_event", "product", "price"]
    {
        scene = scene.record(schema, schema, mine());
    }
    assert!(scene.seen().is_empty());
}

#[test]
fn billing_accounts_and_meters_hang_on_contracts() {
    let scene = Scene::open()
        .record(
            "contract",
            "c",
            json!({"customer": to("me"), "billing_account": to("b"), "meter": to("m1"), "meters": to("m2")}),
        )
        .record("billing_account", "b", json!({}))
        .record("meter", "m1", json!({}))
        .record("meter", "m2", json!({}))
        .record("meter", "m3", json!({"contract": to("c")}))
        .record("order", "o", json!({"customer": to("me"), "billing_account": to("b2"), "meters": to("m4")}))
        .record("billing_account", "b2", json!({"contract": to("c")}))
        .record("meter", "m4", json!({"contract": to("o")}));
    assert_eq!(scene.seen(), ["b", "c", "m1", "m2", "m3", "o"].into());
}

#[test]
fn counters_hang_on_meters_and_events_on_contracts_billing_accounts_and_orders() {
    let scene = Scene::open()
        .record("contract", "c", json!({"customer": to("me"), "billing_account": to("b")}))
        .record("order", "o", mine())
        .record("billing_account", "b", json!({}))
        .record("meter", "m", json!({"contract": to("c")}))
        .record("meter_counter", "counter", json!({"meter": to("m")}))
        .record("meter_counter", "stray", json!({"contract": to("c")}))
        .record("billing_event", "e1", json!({"contract": to("c")}))
        .record("billing_event", "e2", json!({"billing_account": to("b")}))
        .record("billing_event", "e3", json!({"order": to("o")}))
        .record("billing_event", "e5", json!({"contract": to("o"), "order": to("c")}))
        .record("billing_event", "e4", json!({"customer": to("me"), "meter": to("m")}));
    assert_eq!(scene.seen(), ["b", "c", "counter", "e1", "e2", "e3", "m", "o"].into());
    let path = scene.ask(&scene.question("entity:view", "counter")).path;
    let told: Vec<_> =
        path.iter().map(|hop| (hop.holder.as_str(), hop.attribute.as_str(), hop.target.as_str())).collect();
    assert_eq!(told, [("c", "customer", "me"), ("m", "contract", "c"), ("counter", "meter", "m")]);
}

#[test]
fn products_and_prices_hang_on_orders_and_opportunities() {
    for schema in ["order", "opportunity"] {
        let scene = Scene::open()
            .record(
                schema,
                "sale",
                json!({
                    "customer": to("me"),
                    "products": to("p1"),
                    "line_items": [{"product_id": "p2", "price_id": "price"}, {"product_id": "p3"}],
                    "favourites": to("p4"),
                }),
            )
            .record("product", "p1", json!({}))
            .record("product", "p2", json!({}))
            .record("product", "p3", json!({}))
            .record("product", "p4", json!({}))
            .record("price", "price", json!({}));
        assert_eq!(scene.seen(), ["p1", "p2", "p3", "price", "sale"].into());
    }
}

#[test]
fn files_hang_on_any_reached_record_within_three_hops() {
    let file = |more: Json| {
        let mut doc = more;
        doc["shared_with_end_customer"] = true.into();
        doc
    };
    let scene = Scene::open()
        .record("contract", "c", json!({"customer": to("me"), "papers": to("f1")}))
        .record("meter", "m", json!({"contract": to("c"), "photo": to("f2")}))
        .record("meter_counter", "counter", json!({"meter": to("m"), "photo": to("f4")}))
        .record("file", "f1", file(json!({})))
        .record("file", "f2", file(json!({})))
        .record("file", "f3", file(json!({"_relations": [{"entity_id": "m"}]})))
        .record("file", "f4", file(json!({})))
        .record("file", "f5", file(json!({"_relations": [{"entity_id": "me"}]})))
        .record("file", "f6", file(json!({"about": to("c")})));
    assert_eq!(scene.seen(), ["c", "counter", "f1", "f2", "f3", "f5", "m"].into());
}

#[test]
fn the_relations_of_a_file_lead_to_the_file_and_not_from_it() {
    let scene = Scene::open()
        .record(
            "file",
            "f",
            json!({"shared_with_end_customer": true, "_relations": [
            {"entity_id": "me"}, {"entity_id": "g"}]}),
        )
        .record("file", "g", json!({"shared_with_end_customer": true}));
    assert_eq!(scene.seen(), ["f"].into());
}

#[test]
fn a_path_runs_through_what_is_not_shown_but_never_through_what_is_deleted() {
    let mut scene = Scene::open()
        .record("contract", "c", mine())
        .record("meter", "m", json!({"contract": to("c")}))
        .deny("entity:view", "contract:*");
    assert_eq!(scene.seen(), ["m"].into());
    scene.portal().allowed = Some(vec!["meter".to_owned()]);
    assert_eq!(scene.seen(), ["m"].into());
    assert!(scene.deleted("c").seen().is_empty());
}

#[test]
fn a_path_never_passes_through_a_contact_account_or_user_that_is_not_a_root() {
    for schema in ["contact", "account", "portal_user"] {
        let scene = Scene::open()
            .record("order", "o", json!({"installer": to("me"), "customer": to("her")}))
            .record(schema, "her", json!({"files": to("f"), "orders": to("hers")}))
            .record("order", "hers", json!({"customer": to("her")}))
            .record("file", "f", json!({"shared_with_end_customer": true}))
            .paths(json!({
                schema: [{"held": ["customer"], "by": "order"}],
                "order": [{"holds": ["installer", "customer"], "to": "*"}],
            }));
        assert_eq!(scene.seen(), ["her", "o"].into(), "{schema}");
    }
}

#[test]
fn a_portal_narrows_and_extends_the_table_but_roots_stay_reached() {
    let scene = Scene::open().record("contract", "c", mine()).record("site", "s", mine()).record(
        "ticket",
        "t",
        json!({"site": to("c")}),
    );
    assert_eq!(scene.seen(), ["c", "s"].into());
    let scene =
        scene.paths(json!({"*": [], "contact": [], "ticket": [{"holds": ["site"], "to": ["contract"]}]}));
    assert!(scene.sees("me"));
    assert!(scene.seen().is_empty());
    let scene = scene.paths(json!({"site": [], "ticket": [{"holds": ["site"], "to": ["contract"]}]}));
    assert_eq!(scene.seen(), ["c", "t"].into());
    assert_eq!(scene.reason("entity:view", "s"), Some(Reason::NotReached));
}

#[test]
fn a_step_from_roots_of_one_schema_does_not_start_at_those_of_another() {
    let mut scene = Scene::open()
        .record("account", "firm", json!({}))
        .record("site", "of_firm", json!({"owner": to("firm")}))
        .record("site", "of_me", json!({"owner": to("me")}))
        .paths(json!({"site": [{"holds": ["owner"], "to": "account"}]}));
    scene.company.records[1].doc["account"] = to("firm");
    assert_eq!(scene.seen(), ["firm", "of_firm"].into());
}

#[test]
fn a_table_that_cannot_be_understood_is_refused_by_name() {
    for (table, named) in [
        (json!([]), "paths.*: expected an object"),
        (json!({"contract": {}}), "paths.contract: expected a list"),
        (json!({"contract": [{"holds": ["customer"]}]}), "paths.contract: a step is"),
        (
            json!({"contract": [{"holds": ["a' OR 1=1 --"], "to": "root"}]}),
            "paths.contract: expected the names",
        ),
        (json!({"contract": [{"holds": ["a"], "to": "x'y"}]}), "paths.contract: expected root"),
        (json!({"a b": []}), "this is not the slug"),
        (json!({"contract": [{"holds": ["a"], "to": "root", "via": 1}]}), "paths.contract: unknown field"),
    ] {
        let refusal =
            PathTable::with_changes(&table).map_or_else(|error| error.to_string(), |_| String::new());
        assert!(refusal.contains(named), "{table}: {refusal}");
    }
}
