//! Name servers that answer right, wrong, slowly, not at all and in nonsense: nothing of that ends a look-up badly.

use portico_fetch::{Authority, Names, Unanswered};
use portico_test::NameServer;

async fn asking() -> (NameServer, Names) {
    let server = NameServer::start().await;
    let names = Names::new(Some(server.address()));
    (server, names)
}

#[tokio::test]
async fn texts_and_addresses_are_found_and_aliases_followed() {
    let (server, names) = asking().await;
    server.text("proof.kunde.de", "first");
    server.text("proof.kunde.de", &"long ".repeat(100));
    server.leads_to("edge.de", "192.0.2.7");
    server.leads_to("edge.de", "2001:db8::7");
    server.alias("kunde.de", "middle.de");
    server.alias("middle.de", "edge.de");
    let texts = names.texts("proof.kunde.de").await.expect("texts");
    assert_eq!((texts.len(), texts.iter().any(|text| text == "first")), (2, true));
    assert!(texts.iter().any(|text| text.len() == 500), "pieces of one text are one text");
    let addresses = names.addresses("kunde.de").await.expect("addresses");
    assert_eq!(
        addresses.into_iter().map(|a| a.to_string()).collect::<Vec<_>>(),
        ["192.0.2.7", "2001:db8::7"]
    );
    assert_eq!(names.aliases("kunde.de").await.expect("aliases"), ["middle.de", "edge.de"]);
}

#[tokio::test]
async fn nothing_is_an_answer_and_silence_is_none() {
    let (server, names) = asking().await;
    server.leads_to("kunde.de", "192.0.2.7");
    assert_eq!(names.texts("kunde.de").await, Ok(Vec::new()), "there is the name, and no text");
    assert_eq!(names.texts("nobody.de").await, Ok(Vec::new()), "there is no such name");
    for code in [1, 2, 4, 5] {
        let name = format!("code{code}.de");
        server.fail(&name, code);
        assert_eq!(names.texts(&name).await, Err(Unanswered::Failed), "code {code}");
    }
    server.silence("silent.de");
    assert_eq!(names.texts("silent.de").await, Err(Unanswered::TimedOut));
    assert_eq!(names.addresses("silent.de").await, Err(Unanswered::TimedOut));
}

#[tokio::test]
async fn aliases_that_go_round_in_circles_end() {
    let (server, names) = asking().await;
    server.alias("one.de", "two.de");
    server.alias("two.de", "three.de");
    server.alias("three.de", "one.de");
    server.alias("self.de", "self.de");
    assert_eq!(names.aliases("one.de").await.expect("aliases"), ["two.de", "three.de"]);
    assert_eq!(names.aliases("self.de").await.expect("aliases"), Vec::<String>::new());
    for name in ["one.de", "self.de"] {
        assert!(
            names.addresses(name).await.is_ok_and(|found| found.is_empty())
                || names.texts(name).await.is_err()
        );
    }
    for step in 0..40 {
        server.alias(&format!("s{step}.de"), &format!("s{}.de", step + 1));
    }
    let before = server.asked();
    assert_eq!(names.aliases("s0.de").await.expect("aliases").len(), 8, "no chain is followed for ever");
    assert!(server.asked() - before <= 8, "each step is one question");
}

#[tokio::test]
async fn the_nearest_name_that_says_anything_decides_about_certificates() {
    let (server, names) = asking().await;
    server.authority("stadt.de", 0, "issue", "letsencrypt.org");
    server.authority("strom.stadt.de", 128, "issue", "digicert.com; policy=ev");
    server.authority("strom.stadt.de", 0, "issuewild", ";");
    let of = |name: &'static str| {
        let names = names.clone();
        async move { names.authorities(name).await.expect("authorities") }
    };
    let inherited = of("kunden.portal.stadt.de").await;
    assert_eq!((inherited.of.as_str(), inherited.records.len()), ("stadt.de", 1));
    let own = of("a.strom.stadt.de").await;
    let said =
        |critical, tag: &str, value: &str| Authority { critical, tag: tag.into(), value: value.into() };
    assert_eq!(own.of, "strom.stadt.de");
    assert_eq!(own.records.len(), 2);
    assert!(own.records.contains(&said(true, "issue", "digicert.com; policy=ev")), "{own:?}");
    assert!(own.records.contains(&said(false, "issuewild", ";")), "{own:?}");
    assert_eq!(of("free.de").await.of, "");
    let before = server.asked();
    let deep = (0..60).map(|n| n.to_string()).collect::<Vec<_>>().join(".") + ".de";
    assert_eq!(names.authorities(&deep).await.expect("authorities").of, "");
    assert!(server.asked() - before <= 10, "no name is climbed for ever");
    server.fail("broken.de", 2);
    assert_eq!(
        names.authorities("x.broken.de").await,
        Err(Unanswered::Failed),
        "a parent that cannot say is no yes"
    );
}

#[tokio::test]
async fn huge_answers_are_cut() {
    let (server, names) = asking().await;
    for number in 0..300 {
        server.text("huge.de", &format!("{number} {}", "x".repeat(150)));
    }
    let texts = names.texts("huge.de").await.expect("texts, by TCP");
    assert_eq!(texts.len(), 100);
    server.text("long.de", &"y".repeat(20_000));
    let long = names.texts("long.de").await.expect("a text");
    assert_eq!(long.first().map(String::len), Some(1000));
    server.text("odd.de", "a\u{7}b\r\nc\u{0}");
    assert_eq!(names.texts("odd.de").await.expect("a text"), ["a b  c "]);
}

#[tokio::test]
async fn no_bytes_make_a_look_up_panic() {
    let (server, names) = asking().await;
    let header = |answers: u8| vec![0x81, 0x80, 0, 1, 0, answers, 0, 0, 0, 0];
    let question = b"\x03bad\x02de\x00\x00\x10\x00\x01";
    let with = |tail: &[u8]| [&header(1)[..], question, tail].concat();
    let cases: Vec<Vec<u8>> = vec![
        Vec::new(),
        vec![0],
        vec![0xff; 500],
        vec![0; 500],
        header(255),
        with(b""),
        with(b"\xc0"),
        // A name that points at itself.
        with(b"\xc0\x18\x00\x10\x00\x01\x00\x00\x00\x3c\x00\x02\x01a"),
        // A text that is longer than its record, and a record that is longer than the answer.
        with(b"\xc0\x0c\x00\x10\x00\x01\x00\x00\x00\x3c\x00\x02\xffa"),
        with(b"\xc0\x0c\x00\x10\x00\x01\x00\x00\x00\x3c\xff\xff\x01a"),
        // A text of no pieces.
        with(b"\xc0\x0c\x00\x10\x00\x01\x00\x00\x00\x3c\x00\x00"),
        // Another record than the one that was asked for.
        with(b"\xc0\x0c\x00\x01\x00\x01\x00\x00\x00\x3c\x00\x04\x01\x02\x03\x04"),
    ];
    for (number, bytes) in cases.iter().enumerate() {
        server.forget("bad.de");
        server.babble("bad.de", bytes);
        match names.texts("bad.de").await {
            Ok(texts) => assert!(texts.iter().all(String::is_empty), "case {number}: {texts:?}"),
            Err(Unanswered::TimedOut | Unanswered::Failed) => {}
            Err(Unanswered::NoName) => panic!("case {number}"),
        }
    }
    for (tag, value) in [("", ""), ("issue", "\u{0}\u{1}"), ("\u{1}", ";;;"), ("issue", &"x".repeat(3000))] {
        server.forget("odd.de");
        server.authority("odd.de", 7, tag, value);
        let _any_answer_will_do = names.authorities("odd.de").await;
    }
    for name in
        ["", ".", "..", "a..de", &"a".repeat(300), "ü.de", "a b.de", "\u{0}.de", "*.de", "-.de", "xn--.de"]
    {
        let _any_answer_will_do = names.texts(name).await;
    }
}

#[tokio::test]
async fn a_server_that_is_not_there_answers_nothing() {
    let server = NameServer::start().await;
    let names = Names::new(Some(server.address()));
    drop(server);
    tokio::task::yield_now().await;
    assert!(names.texts("kunde.de").await.is_err());
}
