//! The table of paths that holds where a portal says nothing else.

use super::{Holder, Names, Near, PathTable, Relation, Step};
use crate::schema_set::SchemaSet;

/// Attributes by which a record names the people it concerns.
const NAMES_PEOPLE: [&str; 8] =
    ["customer", "contact", "contacts", "account", "portal_user", "installer", "assignee", "billing_contact"];
/// Attributes by which a contact, account or portal user names its records.
const NAMES_RECORDS: [&str; 5] = ["contracts", "orders", "opportunities", "tickets", "assets"];

pub(super) fn table() -> PathTable {
    let people = || vec![holds(&NAMES_PEOPLE, Near::Root), held(&NAMES_RECORDS, Near::Root)];
    let people_and = |more: Vec<Step>| people().into_iter().chain(more).collect();
    let sold = || vec![Step::Relation(sold())];
    let rows: [(&str, Vec<Step>); 10] = [
        ("portal_user", vec![Step::IsRoot]),
        ("contact", vec![Step::IsRoot]),
        ("account", vec![Step::IsRoot]),
        ("billing_account", people_and(vec![held(&["billing_account"], reached(&["contract"]))])),
        (
            "meter",
            people_and(vec![
                holds(&["contract"], reached(&["contract"])),
                held(&["meters", "meter"], reached(&["contract"])),
            ]),
        ),
        ("meter_counter", vec![holds(&["meter"], reached(&["meter"]))]),
        (
            "billing_event",
            vec![
                holds(&["contract"], reached(&["contract"])),
                holds(&["billing_account"], reached(&["billing_account"])),
                holds(&["order"], reached(&["order"])),
            ],
        ),
        ("product", sold()),
        ("price", sold()),
        (
            "file",
            vec![
                Step::Relation(Relation {
                    holder: Holder::Near,
                    attributes: Names::Any,
                    near: Near::Reached(SchemaSet::any()),
                    shared: false,
                }),
                holds(&["_relations"], Near::Reached(SchemaSet::any())),
            ],
        ),
    ];
    PathTable { steps: rows.map(|(schema, steps)| (schema.to_owned(), steps)).into(), others: people() }
}

fn sold() -> Relation {
    Relation {
        holder: Holder::Near,
        attributes: names(&["products", "line_items"]),
        near: reached(&["order", "opportunity"]),
        shared: true,
    }
}

fn reached(schemas: &[&str]) -> Near {
    Near::Reached(SchemaSet::only(schemas.iter().copied()))
}

fn holds(attributes: &[&str], near: Near) -> Step {
    Step::Relation(Relation { holder: Holder::Far, attributes: names(attributes), near, shared: false })
}

fn held(attributes: &[&str], near: Near) -> Step {
    Step::Relation(Relation { holder: Holder::Near, attributes: names(attributes), near, shared: false })
}

fn names(attributes: &[&str]) -> Names {
    Names::Only(attributes.iter().map(|name| (*name).to_owned()).collect())
}
