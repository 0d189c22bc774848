//! Makes a world out of choices.

mod rights;

use serde_json::{Map, Value as Json, json};

use super::choices::Choices;
use super::{Organisation, Portal, SCHEMAS, User, World, WorldRecord};

/// Relations as they occur: schema, attribute, schema; `*` is any.
const RELATIONS: [(&str, &str, &str); 52] = [
    ("portal_user", "contact", "contact"),
    ("portal_user", "contact", "contact"),
    ("portal_user", "represents", "contact"),
    ("portal_user", "represents", "account"),
    ("portal_user", "orders", "order"),
    ("contact", "account", "account"),
    ("contact", "contracts", "contract"),
    ("contact", "assets", "*"),
    ("contact", "tickets", "ticket"),
    ("contact", "files", "file"),
    ("contact", "partner", "contact"),
    ("account", "contacts", "contact"),
    ("account", "opportunities", "opportunity"),
    ("account", "orders", "*"),
    ("contract", "customer", "contact"),
    ("contract", "account", "account"),
    ("contract", "customer", "*"),
    ("contract", "billing_contact", "contact"),
    ("contract", "billing_account", "billing_account"),
    ("contract", "meters", "meter"),
    ("contract", "meter", "meter"),
    ("contract", "documents", "file"),
    ("order", "customer", "contact"),
    ("order", "installer", "contact"),
    ("order", "portal_user", "portal_user"),
    ("order", "products", "product"),
    ("order", "line_items", "product"),
    ("order", "line_items", "price"),
    ("opportunity", "contacts", "contact"),
    ("opportunity", "products", "product"),
    ("opportunity", "line_items", "price"),
    ("ticket", "contact", "contact"),
    ("ticket", "attachments", "file"),
    ("asset", "assignee", "portal_user"),
    ("asset", "photo", "file"),
    ("site", "customer", "contact"),
    ("site", "account", "account"),
    ("site", "plan", "file"),
    ("billing_account", "customer", "contact"),
    ("meter", "contract", "contract"),
    ("meter", "customer", "*"),
    ("meter", "photo", "file"),
    ("meter_counter", "meter", "meter"),
    ("billing_event", "contract", "contract"),
    ("billing_event", "billing_account", "billing_account"),
    ("billing_event", "order", "order"),
    ("billing_event", "invoice", "file"),
    ("product", "brochure", "file"),
    ("file", "_relations", "*"),
    ("file", "_relations", "contract"),
    ("file", "attachment", "file"),
    ("*", "customer", "*"),
];

/// The relations that come first, so that most worlds hold long paths.
const CHAIN: [(&str, &str, &str); 8] = [
    ("portal_user", "contact", "contact"),
    ("portal_user", "contact", "contact"),
    ("contract", "customer", "contact"),
    ("order", "customer", "contact"),
    ("meter", "contract", "contract"),
    ("contract", "billing_account", "billing_account"),
    ("meter", "photo", "file"),
    ("file", "_relations", "billing_account"),
];

pub(super) fn world(choices: &mut Choices<'_>) -> World {
    let count = 1 + choices.below(2);
    World { organisations: (1..=count).map(|number| organisation(choices, number)).collect() }
}

fn organisation(choices: &mut Choices<'_>, number: usize) -> Organisation {
    let id = format!("{number}00");
    let mut records: Vec<WorldRecord> = Vec::new();
    let users = (1..=1 + choices.below(3)).map(|number| user(choices, number)).collect::<Vec<_>>();
    records.extend(users.iter().map(|user| record(choices, &user.id, "portal_user", &users)));
    for number in 0..4 + choices.below(24) {
        // The first ones are contacts and contracts, without which little can be reached.
        let common = ["contact", "contract", "order", "file", "meter", "contact", "billing_account", "file"];
        let schema = common.get(number).unwrap_or_else(|| choices.one_of(&SCHEMAS[..15]));
        let record = record(choices, &format!("r{number}"), schema, &users);
        records.push(record);
    }
    for number in 0..choices.below(110) {
        let kind = CHAIN.get(number).unwrap_or_else(|| choices.one_of(&RELATIONS));
        relate(choices, kind, &mut records);
    }
    let portals = (1..=2).map(|number| portal(choices, &id, number, &records)).collect();
    Organisation { id, enabled: !choices.rarely(40), portals, users, records }
}

fn user(choices: &mut Choices<'_>, number: usize) -> User {
    User {
        id: format!("u{number}"),
        portal: choices.below(2),
        registered: !choices.rarely(40),
        access: !choices.rarely(40),
        expires_at: match choices.below(40) {
            10 => Some(super::NOW.0),
            11 => Some(super::NOW.0 + 1),
            9 => Some(super::NOW.0 - 1),
            _ => None,
        },
        credential_live: !choices.rarely(40),
    }
}

fn record(choices: &mut Choices<'_>, id: &str, schema: &str, users: &[User]) -> WorldRecord {
    let mut doc = Map::new();
    for (name, value) in [("_id", id), ("_schema", schema), ("_title", id), ("name", id), ("iban", "DE1")] {
        doc.insert(name.to_owned(), value.into());
    }
    doc.insert("status".to_owned(), status(choices));
    let user = &choices.one_of(users).id;
    match choices.below(4) {
        1 => doc.insert("note".to_owned(), user.as_str().into()),
        2 => doc.insert("note".to_owned(), json!({"$relation": [{"entity_id": user}]})),
        _ => None,
    };
    if schema == "file" {
        let shared =
            [json!(true), json!(true), json!(true), json!(true), json!(false), json!("true"), Json::Null];
        doc.insert("shared_with_end_customer".to_owned(), choices.one_of(&shared).clone());
    }
    WorldRecord {
        id: id.to_owned(),
        schema: schema.to_owned(),
        doc: Json::Object(doc),
        deleted: schema != "portal_user" && choices.rarely(14),
    }
}

fn status(choices: &mut Choices<'_>) -> Json {
    let values =
        [json!("active"), json!("draft"), json!(["draft", "active"]), Json::Null, json!(1), json!("1")];
    choices.one_of(&values).clone()
}

/// Adds one relation between records, as it occurs or as it should not.
fn relate(choices: &mut Choices<'_>, kind: &(&str, &str, &str), records: &mut [WorldRecord]) {
    let (from, attribute, to) = *kind;
    let of = |schema: &str| {
        let fits = |record: &WorldRecord| schema == "*" || record.schema == schema;
        (0..records.len()).filter(|at| fits(&records[*at])).collect::<Vec<_>>()
    };
    let (sources, targets) = (of(from), of(to));
    if sources.is_empty() || targets.is_empty() {
        return;
    }
    let (source, target) = (*choices.one_of(&sources), *choices.one_of(&targets));
    let target = if choices.rarely(40) { "nowhere".to_owned() } else { records[target].id.clone() };
    let schema = records[source].schema.clone();
    point(&mut records[source].doc, attribute, &target, to == "price", schema == "file");
}

/// Makes a document point to a record through an attribute.
pub fn point(doc: &mut Json, attribute: &str, target: &str, price: bool, file: bool) {
    let place = match attribute {
        "line_items" => &mut doc[attribute],
        "_relations" if file => &mut doc[attribute],
        _ => &mut doc[attribute]["$relation"],
    };
    let key = match (attribute, price) {
        ("line_items", true) => "price_id",
        ("line_items", false) => "product_id",
        _ => "entity_id",
    };
    match place {
        Json::Array(items) => items.push(json!({ key: target })),
        _ => *place = json!([{ key: target }]),
    }
}

fn portal(choices: &mut Choices<'_>, organisation: &str, number: usize, records: &[WorldRecord]) -> Portal {
    let origin = if number == 1 { "END_CUSTOMER_PORTAL" } else { "INSTALLER_PORTAL" };
    let allowed = match choices.below(6) {
        0 => Some(SCHEMAS.map(str::to_owned).to_vec()),
        1 => Some(SCHEMAS.iter().filter(|_| choices.below(3) > 0).map(|slug| (*slug).to_owned()).collect()),
        2 if choices.rarely(3) => Some(Vec::new()),
        _ => None,
    };
    Portal {
        id: format!("p{number}"),
        origin: origin.to_owned(),
        enabled: !choices.rarely(40),
        allowed,
        paths: rights::paths(choices),
        grants: rights::grants(choices, organisation, records),
    }
}
