//! Contracts: a customer moves, and only one of two contracts follows.

use portico_test::cast::{KATRIN, THOMAS, id};
use portico_test::{TestApp, both_engines};
use serde_json::json;

both_engines!(a_changed_address_is_there_at_once_and_the_other_contract_stays);

async fn a_changed_address_is_there_at_once_and_the_other_contract_stays(app: TestApp) {
    let (katrin, admin) = (app.as_person(KATRIN).await, app.admin());
    let (other, seen) = (admin.record("contract", id::GAS).await, admin.record("contract", id::POWER).await);
    let address =
        json!([{ "street": "Neue Allee", "street_number": "7", "postal_code": "10117", "city": "Auental" }]);
    let sent = json!({ "delivery_address": address, "_updated_at": seen["_updated_at"] });
    let changed = katrin.patch(&format!("/v2/portal/contract/{}", id::POWER), &sent).await.ok();
    assert_eq!(changed["data"]["delivery_address"], address);

    assert_eq!(katrin.view("contract", id::POWER).await.ok()["result"]["delivery_address"], address);
    assert_eq!(admin.record("contract", id::POWER).await["delivery_address"], address);
    assert_eq!(admin.record("contract", id::GAS).await, other);
    assert_eq!(app.as_person(THOMAS).await.view("contract", id::POWER).await.status, 404);
}
