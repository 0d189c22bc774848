//! Mail that leaves the house: what is handed to a mail server, what is tried again and how long, and what staff see of it.

use portico_core::mail::{self, LetterList, LetterRow, State, Try, Wanted, WantedSender, WantedServer};
use portico_kit::{EmailAddress, EntityId};
use portico_test::cast::{AUENTAL, KATRIN, RHEINTAL, id};
use portico_test::{PostOffice, TestApp, both_engines};
use serde_json::json;

both_engines!(
    a_letter_goes_out_under_the_name_of_its_portal,
    a_server_that_is_busy_is_asked_again_after_growing_waits,
    a_letter_with_a_code_is_not_tried_longer_than_the_code_is_good,
    a_letter_that_nobody_takes_is_given_up_after_a_day,
    a_refused_address_is_remembered_until_a_letter_arrives,
    a_refusal_for_a_rule_says_nothing_of_the_address,
    staff_send_a_letter_again_while_what_it_carries_is_good,
    what_a_letter_carried_is_forgotten_when_it_has_run_out,
    a_conversation_that_breaks_off_is_taken_up_after_its_lease,
    without_a_server_letters_stay_in_the_mailbox,
    each_organisation_has_a_server_and_letters_of_its_own,
    a_password_is_stored_locked_and_told_to_nobody,
    many_letters_leave_while_one_server_hangs,
    a_conversation_comes_to_its_end_when_the_program_stops,
);

const NOREPLY: &str = "noreply@auental.example";

async fn connect(app: &TestApp, office: &PostOffice) {
    let core = app.core.clone();
    let server = WantedServer {
        host: "127.0.0.1".to_owned(),
        port: office.port.to_string(),
        security: "none".to_owned(),
        from: NOREPLY.to_owned(),
        ..WantedServer::default()
    };
    let sender = WantedSender {
        portal_id: AUENTAL.customer_portal.to_owned(),
        name: "Stadtwerke Auental \u{2013} Kundenportal".to_owned(),
        reply_to: "service@auental.example".to_owned(),
        from: "kunden@auental.example".to_owned(),
    };
    let wanted = Wanted { own: Some(server), senders: vec![sender] };
    app.as_organisation(move |tx, caller| mail::save_settings(tx, &core, caller, &wanted))
        .await
        .expect("saved");
}

/// Katrin has forgotten her password: a letter with a code.
async fn forgets(app: &TestApp) {
    later(app, 1);
    let sent = json!({ "portal_id": AUENTAL.customer_portal, "email": KATRIN.email });
    app.nobody().post("/auth/forgot-password", &sent).await.is(202);
    app.work_off_jobs().await;
}

/// Katrin changes a record: a letter without a code.
async fn changes(app: &TestApp, name: &str) {
    later(app, 1);
    let katrin = app.as_person(KATRIN).await;
    katrin.patch(&format!("/v2/portal/contract/{}", id::POWER), &json!({ "nickname": name })).await.ok();
    app.work_off_jobs().await;
}

async fn letters(app: &TestApp) -> Vec<LetterRow> {
    let wanted = LetterList { size: 50, ..LetterList::default() };
    app.as_organisation(move |tx, caller| mail::list(tx, caller, &wanted)).await.expect("the letters")
}

async fn newest(app: &TestApp) -> LetterRow {
    letters(app).await.into_iter().next().expect("a letter")
}

async fn tries(app: &TestApp, mail: &str) -> Vec<Try> {
    let mail = mail.to_owned();
    app.as_organisation(move |tx, caller| Ok(mail::find(tx, caller, &mail)?.1)).await.expect("the tries")
}

async fn send_again(app: &TestApp, mail: &str) -> bool {
    let (core, mail) = (app.core.clone(), mail.to_owned());
    let sent =
        app.as_organisation(move |tx, caller| mail::send_again(tx, &core, caller, &mail)).await.is_ok();
    app.work_off_jobs().await;
    sent
}

async fn marks(app: &TestApp) -> Vec<String> {
    let katrin = [EmailAddress::parse(KATRIN.email).expect("an address")];
    let marks = app.as_organisation(move |tx, caller| mail::refused_addresses(tx, caller, &katrin)).await;
    marks.expect("the marks").into_iter().map(|mark| mark.answer).collect()
}

fn later(app: &TestApp, seconds: i64) {
    app.clock.advance_seconds(seconds);
}

async fn a_letter_goes_out_under_the_name_of_its_portal(app: TestApp) {
    let office = PostOffice::open().await;
    connect(&app, &office).await;
    forgets(&app).await;
    let arrived = office.arrived();
    let [letter] = arrived.as_slice() else { panic!("one letter: {arrived:?}") };
    assert_eq!((letter.from.as_str(), letter.to.as_str()), ("kunden@auental.example", KATRIN.email));
    for header in [
        "Reply-To: service@auental.example\n",
        "Auto-Submitted: auto-generated\n",
        "@auental.example>\n",
        "Content-Type: text/plain; charset=utf-8\n",
        "Content-Type: text/html; charset=utf-8\n",
    ] {
        assert!(letter.message.contains(header), "{header}: {}", letter.message);
    }
    let row = newest(&app).await;
    assert_eq!((row.state, row.attempts, row.kind.as_str()), (State::Sent, 1, "forgotPassword"));
    assert_eq!(row.user, Some(EntityId::from(id::KATRIN_USER)));
    assert_eq!(row.subject, None, "a subject may hold the code");
    assert_eq!(row.answer.as_deref(), Some("250 2.0.0 taken as 1"));
    // Nobody but its owner reads a code that left the house.
    assert!(app.mails(AUENTAL.id).await.is_empty());
    changes(&app, "Zuhause").await;
    assert_eq!(office.arrived().len(), 2);
    assert_eq!(app.mails(AUENTAL.id).await.len(), 1, "what carries nothing may be read");
    later(&app, 7 * 86_400);
    app.work_off_jobs().await;
    assert_eq!(office.arrived().len(), 2, "what arrived is not sent again");
}

async fn a_server_that_is_busy_is_asked_again_after_growing_waits(app: TestApp) {
    let office = PostOffice::open().await;
    connect(&app, &office).await;
    for _ in 0..3 {
        office.answers("RCPT", "450 4.2.0 greylisted, come back later");
    }
    changes(&app, "Zuhause").await;
    let row = newest(&app).await;
    assert_eq!((row.state, row.attempts), (State::Waiting, 1));
    for (wait, attempts) in [(29, 1), (1, 2), (59, 2), (1, 3), (119, 3), (1, 4)] {
        later(&app, wait);
        app.work_off_jobs().await;
        assert_eq!(newest(&app).await.attempts, attempts, "after {wait} more seconds");
    }
    assert_eq!(newest(&app).await.state, State::Sent);
    let told: Vec<_> =
        tries(&app, &row.id).await.into_iter().map(|tried| (tried.outcome, tried.stage)).collect();
    let failed = ("failed".to_owned(), "recipient".to_owned());
    let expected = [failed.clone(), failed.clone(), failed, ("accepted".to_owned(), "letter".to_owned())];
    assert_eq!(told, expected);
    assert!(marks(&app).await.is_empty());
}

async fn a_letter_with_a_code_is_not_tried_longer_than_the_code_is_good(app: TestApp) {
    let office = PostOffice::open().await;
    connect(&app, &office).await;
    for _ in 0..20 {
        office.answers("DATA", "421 4.3.2 shutting down");
    }
    forgets(&app).await;
    for _ in 0..20 {
        later(&app, 60);
        app.work_off_jobs().await;
    }
    let row = newest(&app).await;
    assert_eq!((row.state, row.attempts), (State::Expired, 5));
    assert!(office.arrived().is_empty());
    assert!(!send_again(&app, &row.id).await, "a code that has run out is of no use");
}

async fn a_letter_that_nobody_takes_is_given_up_after_a_day(app: TestApp) {
    let office = PostOffice::open().await;
    connect(&app, &office).await;
    let port_of_nobody = office.port;
    drop(office);
    changes(&app, "Zuhause").await;
    for _ in 0..60 {
        later(&app, 1800);
        app.work_off_jobs().await;
    }
    let row = newest(&app).await;
    assert_eq!((row.state, row.attempts), (State::GivenUp, 13));
    let told = tries(&app, &row.id).await.into_iter().next_back().expect("a try");
    assert_eq!((told.outcome.as_str(), told.stage.as_str()), ("failed", "greeting"));
    assert!(told.answer.contains(&format!("127.0.0.1:{port_of_nobody}")), "{told:?}");
}

async fn a_refused_address_is_remembered_until_a_letter_arrives(app: TestApp) {
    let office = PostOffice::open().await;
    connect(&app, &office).await;
    office.answers("RCPT", "550 5.1.1 no such user here");
    forgets(&app).await;
    assert_eq!((newest(&app).await.state, newest(&app).await.attempts), (State::Refused, 1));
    assert_eq!(marks(&app).await, ["550 5.1.1 no such user here"]);
    later(&app, 86_400);
    app.work_off_jobs().await;
    assert!(office.arrived().is_empty(), "a refusal ends at once");
    // The next letter is not lost in silence: it is tried, and tells how the address stands.
    forgets(&app).await;
    assert_eq!(office.arrived().len(), 1);
    assert!(marks(&app).await.is_empty());
}

async fn a_refusal_for_a_rule_says_nothing_of_the_address(app: TestApp) {
    let office = PostOffice::open().await;
    connect(&app, &office).await;
    office.answers("RCPT", "554 5.7.1 relaying denied");
    forgets(&app).await;
    assert_eq!(newest(&app).await.state, State::Refused);
    assert!(marks(&app).await.is_empty());
    // That we have to sign in is ours to mend, not the end of a letter.
    office.answers("MAIL", "530 5.7.0 authentication required");
    forgets(&app).await;
    assert_eq!(newest(&app).await.state, State::Waiting);
}

async fn staff_send_a_letter_again_while_what_it_carries_is_good(app: TestApp) {
    let office = PostOffice::open().await;
    connect(&app, &office).await;
    office.answers("END", "552 5.2.2 mailbox full");
    forgets(&app).await;
    let row = newest(&app).await;
    assert_eq!(row.state, State::Refused);
    assert!(send_again(&app, &row.id).await);
    assert!(send_again(&app, &row.id).await);
    let ids: Vec<String> = office
        .arrived()
        .iter()
        .filter_map(|letter| {
            letter.message.lines().find(|line| line.starts_with("Message-ID:")).map(str::to_owned)
        })
        .collect();
    assert_eq!(ids.len(), 2);
    assert_ne!(ids[0], ids[1], "sent again on purpose, a letter is not taken for a copy");
    assert_eq!(tries(&app, &row.id).await.len(), 3);
    later(&app, 600);
    assert!(!send_again(&app, &row.id).await);
    assert!(!send_again(&app, "019a0000-0000-7000-8000-00000000dead").await);
}

async fn what_a_letter_carried_is_forgotten_when_it_has_run_out(app: TestApp) {
    let office = PostOffice::open().await;
    connect(&app, &office).await;
    forgets(&app).await;
    let arrived = office.arrived();
    let code =
        arrived[0].message.lines().find(|line| line.len() == 6 && line.bytes().all(|b| b.is_ascii_digit()));
    let code = code.expect("a code").to_owned();
    let holds =
        |rows: Vec<String>| rows.into_iter().any(|row| row.starts_with("mails:") && row.contains(&code));
    assert!(holds(app.dump().await));
    later(&app, 601);
    app.work_off_jobs().await;
    assert!(!holds(app.dump().await));
}

async fn a_conversation_that_breaks_off_is_taken_up_after_its_lease(app: TestApp) {
    let office = PostOffice::open().await;
    connect(&app, &office).await;
    office.answers("END", "");
    let sent = json!({ "nickname": "Zuhause" });
    let katrin = app.as_person(KATRIN).await;
    katrin.patch(&format!("/v2/portal/contract/{}", id::POWER), &sent).await.ok();
    // The program ends while the server thinks.
    let broken = tokio::time::timeout(std::time::Duration::from_secs(2), app.work_off_jobs()).await;
    assert!(broken.is_err());
    assert_eq!(newest(&app).await.state, State::Waiting);
    let another = app.another_node().await;
    another.work_off_jobs().await;
    assert!(office.arrived().is_empty(), "it is still somebody's");
    later(&app, 181);
    another.work_off_jobs().await;
    assert_eq!(office.arrived().len(), 1);
    assert_eq!(newest(&app).await.state, State::Sent);
}

async fn without_a_server_letters_stay_in_the_mailbox(app: TestApp) {
    forgets(&app).await;
    assert_eq!(app.mails(AUENTAL.id).await.len(), 1);
    let row = newest(&app).await;
    assert_eq!((row.state, row.attempts), (State::Kept, 0));
    assert!(!send_again(&app, &row.id).await, "there is nobody to send it through");
}

async fn each_organisation_has_a_server_and_letters_of_its_own(app: TestApp) {
    let office = PostOffice::open().await;
    connect(&app, &office).await;
    let sent = json!({ "portal_id": RHEINTAL.customer_portal, "email": KATRIN.email });
    app.nobody().post("/auth/forgot-password", &sent).await.is(202);
    app.work_off_jobs().await;
    assert!(office.arrived().is_empty(), "the rival has no server");
    assert_eq!(app.mails(RHEINTAL.id).await.len(), 1);
    assert!(letters(&app).await.is_empty());
}

async fn a_password_is_stored_locked_and_told_to_nobody(app: TestApp) {
    let admin = app.admin();
    let server = |password: &str| {
        json!({ "own_server": {
            "host": "127.0.0.1", "port": 25, "security": "none", "user": "auental", "password": password,
            "from": NOREPLY,
        } })
    };
    let settings = "/v1/portico/mail/settings";
    for password in ["Kiesel-im-Moor-1", "Kiesel-im-Moor-2"] {
        assert_eq!(admin.put(settings, &server(password)).await.ok()["own_server"]["has_password"], true);
    }
    assert!(!app.dump().await.iter().any(|row| row.contains("Kiesel-im-Moor")), "stored in the open");
    assert!(!admin.get(settings).await.ok().to_string().contains("Kiesel"));
    let history = app.dump().await;
    let told: Vec<_> =
        history.iter().filter(|row| row.starts_with("activity:") && row.contains("\"mail\"")).collect();
    assert_eq!(told.len(), 2, "each change is an entry: {told:?}");
    admin.put(settings, &json!({})).await.ok();
    assert_eq!(admin.get(settings).await.ok()["in_force"], "none");
}

async fn many_letters_leave_while_one_server_hangs(app: TestApp) {
    let (office, silent) = (PostOffice::open().await, PostOffice::open().await);
    connect(&app, &office).await;
    for _ in 0..8 {
        silent.answers("EHLO", "");
    }
    let server = json!({ "own_server": {
        "host": "127.0.0.1", "port": silent.port, "security": "none", "from": "noreply@rheintal.example",
    } });
    app.rival_admin().put("/v1/portico/mail/settings", &server).await.ok();
    let rival = app.as_rival(KATRIN).await;
    for name in ["eins", "zwei", "drei", "vier", "f\u{fc}nf", "sechs"] {
        rival.patch(&format!("/v2/portal/contract/{}", id::POWER), &json!({ "nickname": name })).await.ok();
    }
    let katrin = app.as_person(KATRIN).await;
    for name in ["eins", "zwei", "drei"] {
        katrin.patch(&format!("/v2/portal/contract/{}", id::POWER), &json!({ "nickname": name })).await.ok();
    }
    let working = tokio::spawn(portico_core::jobs::worker(&app.core).run());
    for _ in 0..200 {
        if office.arrived().len() == 3 {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    working.abort();
    assert_eq!(office.arrived().len(), 3);
    assert!(silent.arrived().is_empty());
}

async fn a_conversation_comes_to_its_end_when_the_program_stops(app: TestApp) {
    let office = PostOffice::open().await;
    connect(&app, &office).await;
    office.answers("END", "slowly 250 2.0.0 taken as 1");
    let katrin = app.as_person(KATRIN).await;
    katrin.patch(&format!("/v2/portal/contract/{}", id::POWER), &json!({ "nickname": "Zuhause" })).await.ok();
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let working = tokio::spawn(portico_core::jobs::worker(&app.core).run_until(async {
        let _or_dropped = stopped.await;
    }));
    for _ in 0..200 {
        if !office.arrived().is_empty() {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    // The server has the letter and has not said so yet.
    stop.send(()).expect("the worker works");
    working.await.expect("it ends by itself");
    assert_eq!(office.arrived().len(), 1);
    assert_eq!(newest(&app).await.state, State::Sent, "what the server said was heard");
}
