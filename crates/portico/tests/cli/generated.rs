//! Generated customers: the same ones every time, each with what load tests count on.

use portico::demo::{self, Bundle};
use portico::place::Place as DataPlace;
use portico::serve::{Options, open};
use portico_kit::{Clock, Instant};
use rusqlite::Connection;

use crate::engine::Place;

/// Loads the demo and some customers in two goes.
fn load(place: &Place, first: u32, then: u32) -> Connection {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let clock = Clock::standing_at(Instant::from_seconds(1_795_600_000));
        let options = Options { clock, ..Options::new(DataPlace::in_folder(place.data())) };
        let opened = open(options).await.unwrap();
        demo::load(&opened.core, &opened.files, Bundle::embedded()).await.unwrap();
        for wanted in [first, then] {
            let count = demo::load_generated(&opened.core, &opened.files, Bundle::embedded(), wanted).await;
            assert_eq!(count.unwrap(), wanted);
        }
    });
    Connection::open(place.data().join("portico.db")).unwrap()
}

fn documents(database: &Connection) -> Vec<(String, String)> {
    let sql = "SELECT id, doc FROM entities WHERE id LIKE '0192%' ORDER BY id";
    let mut statement = database.prepare(sql).unwrap();
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
    rows.map(Result::unwrap).collect()
}

#[test]
fn a_load_in_two_goes_makes_the_same_customers() {
    let (one, other) = (Place::embedded(), Place::embedded());
    let documents = [documents(&load(&one, 2, 7)), documents(&load(&other, 6, 7))];
    assert_eq!(documents[0].len(), 7 * 10);
    assert_eq!(documents[0], documents[1]);
}

#[test]
fn a_customer_has_contracts_a_meter_readings_files_and_a_project() {
    let place = Place::embedded();
    let database = load(&place, 1, 2);
    let count = |what: &str| -> i64 { database.query_row(what, [], |row| row.get(0)).unwrap() };
    let of = |schema: &str| {
        count(&format!("SELECT count(*) FROM entities WHERE id LIKE '0192%' AND schema = '{schema}'"))
    };
    for (schema, each) in
        [("contact", 1), ("portal_user", 1), ("contract", 3), ("meter", 1), ("file", 2), ("opportunity", 1)]
    {
        assert_eq!(of(schema), 2 * each, "{schema}");
    }
    assert_eq!(count("SELECT count(*) FROM meter_readings WHERE meter_id LIKE '0192%'"), 2 * 12);
    assert_eq!(count("SELECT count(*) FROM relations WHERE alive = 0"), 0, "every relation leads somewhere");
    for (_, doc) in documents(&database) {
        let fields: serde_json::Map<String, serde_json::Value> = serde_json::from_str(&doc).unwrap();
        let attributes = fields.keys().filter(|key| !key.starts_with('_')).count();
        let is_rich = attributes >= 25 && (1_000..2_000).contains(&doc.len());
        assert!(fields["_schema"] != "contract" || is_rich, "{attributes} in {doc}");
    }
}
