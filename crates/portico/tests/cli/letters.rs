//! The letter about a change: written by the worker, to who changed it, in the language of that person.

use std::time::Duration;

use portico::demo::{self, Bundle};
use portico::place::Place as DataPlace;
use portico::serve::{Options, Running, open};
use portico_core::access::{Pending, enter_portal};
use portico_core::entities::{Change, change};
use portico_core::{Refusal, mailbox, sign_in};
use portico_kit::{EntityId, Secret, TenantId};
use serde_json::{Value, json};

use crate::engine::{Place, places};

const CUSTOMERS: &str = "01910000-0001-7000-8a00-000000000001";
const AUENTAL: &str = "739224";

async fn demo(place: &Place) -> Running {
    let data = DataPlace { database_url: place.database_url(), ..DataPlace::in_folder(place.data()) };
    let opened = open(Options::new(data)).await.unwrap();
    demo::load(&opened.core, &opened.files, Bundle::embedded()).await.unwrap();
    opened.serve().unwrap()
}

/// Signs in and changes one attribute of a record.
async fn change_one(
    running: &Running,
    (email, password): (&str, &str),
    (schema, id): (&'static str, &'static str),
    (name, value): (&'static str, Value),
) {
    let core = running.core.clone();
    let password = Secret::new(password);
    let entered =
        sign_in::login(&core, CUSTOMERS, email, &password, "127.0.0.1").await.unwrap().done().unwrap();
    let claims = sign_in::verify(&core, &entered.tokens.access_token).unwrap();
    let changed = running.core.db().write(&entered.tenant, move |tx| {
        let caller = enter_portal(tx, &core, &claims, Pending::Refused)?;
        let attributes = [(name.to_owned(), value.clone())].into_iter().collect();
        change(tx, &caller, schema, &EntityId::from(id), &Change { attributes })
    });
    changed.await.unwrap();
}

/// The letters of the organisation, newest first, once there are as many as expected.
async fn letters(running: &Running, expected: usize) -> Vec<Value> {
    let organisation = TenantId::from(AUENTAL);
    for _ in 0..200 {
        let read = running.core.db().read(&organisation, |tx| Ok::<_, Refusal>(mailbox::list(tx, 50)?));
        let found = read.await.unwrap();
        if found.len() >= expected {
            return found;
        }
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    panic!("no letter came");
}

/// Tells a story on each engine. The test's own database client must not live inside the runtime.
fn tell(story: impl AsyncFn(Running)) {
    for place in places() {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        runtime.block_on(async { story(demo(&place).await).await });
    }
}

#[test]
fn a_customer_is_told_in_german_what_was_changed() {
    tell(async |running| {
        let contract = ("contract", "01910000-0013-7000-8a00-000000000001");
        let change = ("invoice_email", json!("rechnung@berger.example"));
        change_one(&running, ("katrin.berger@mail.example", "Sonnenblume-2026"), contract, change).await;
        let letters = letters(&running, 1).await;
        let [letter] = letters.as_slice() else { panic!("one letter: {letters:?}") };
        assert_eq!(letter["to"], "katrin.berger@mail.example");
        assert_eq!(letter["template"], "changeReceived");
        assert_eq!(letter["subject"], "Ihre Änderung ist angekommen");
        let text = letter["text"].as_str().unwrap();
        assert!(text.starts_with("Guten Tag Katrin Berger,"), "{text}");
        assert!(text.contains("Vertrag Auental Ökostrom 12 7003221845: "), "{text}");
        assert!(text.contains("Stadtwerke Auental hat Ihre Änderung erhalten."), "{text}");
        assert!(!text.contains("rechnung@berger.example"), "values stay out of letters: {text}");
        running.stop().await.unwrap();
    });
}

#[test]
fn a_customer_who_prefers_english_is_told_in_english() {
    tell(async |running| {
        let contact = ("contact", "01910000-0011-7000-8a00-000000000002");
        let change = ("phone", json!([{ "phone": "+49 5690 555 0999" }]));
        change_one(&running, ("thomas.wegner@mail.example", "Lavendelfeld-2026"), contact, change).await;
        let letters = letters(&running, 1).await;
        let text = letters[0]["text"].as_str().unwrap();
        assert!(text.starts_with("Hello Thomas Wegner,"), "{text}");
        assert!(text.contains("Contact Thomas Wegner: Phone"), "{text}");
        running.stop().await.unwrap();
    });
}
