//! The variables and helpers that the published descriptions name, one by one.

use super::{filled, refused};

/// What is written, and what a reader of German gets.
const FILLED: [(&str, &str); 62] = [
    // Paths: attributes, elements of lists, labels, relations by schema and label.
    ("{{contract.contract_name}}", "Strom <Fix> & Co"),
    ("{{contact.first_name}}", "Katrin"),
    ("{{_title}}", "Strom"),
    ("{{contact._id}}", "p1"),
    ("{{contract.many.3}}", "3"),
    ("{{contract.customer.0.first_name}}", "Jonas"),
    ("{{contract.customer.1.address.0.city}}", "Auental"),
    ("{{contact.address[Primary].city}}", "Auental"),
    ("{{contact.address[DEBIT].city}}", "Rheintal"),
    ("{{contact.email.0.email}}", "k@mail.example"),
    ("{{contract.customer[contact:Primary].first_name}}", "Katrin"),
    ("{{contract.meters[meter:].meter_number}}", "1EMH1"),
    ("{{contact.address[Delivery]}}", "Ulmenweg 7, 34990 Rheintal"),
    ("{{contact.address.0._tags:name}}", "Primary"),
    ("{{contract._tags:name}}{{_purpose:name}}", ""),
    // Numbers.
    ("{{add 1 2}}", "3"),
    ("{{subtract 5 2}}", "3"),
    ("{{multiply amount 2}}", "19800"),
    ("{{divide 9 2}}", "4.5"),
    ("{{modulo 9 4}}", "1"),
    ("{{round 2.5}}", "3"),
    ("{{floor 2.9}}", "2"),
    ("{{ceil 2.1}}", "3"),
    ("{{abs -3}}", "3"),
    ("{{fromCents amount}}", "99"),
    ("{{asCurrency (fromCents amount)}}", "99,00\u{a0}€"),
    ("{{asCurrency 99.5 \"EUR\"}}", "99,50\u{a0}€"),
    ("{{formatNumber 1234.5 2}}", "1.234,50"),
    // Texts.
    ("{{uppercase contact.first_name}}", "KATRIN"),
    ("{{lowercase contact.first_name}}", "katrin"),
    ("{{capitalize \"abc\"}}", "Abc"),
    ("{{trim \" a \"}}", "a"),
    ("{{concat \"a\" \"b\"}}", "ab"),
    ("{{replace \"abc\" \"b\" \"x\"}}", "axc"),
    ("{{substring \"abcdef\" 1 3}}", "bc"),
    ("{{truncate \"abcdef\" 3}}", "abc…"),
    ("{{padStart \"7\" 3 \"0\"}}", "007"),
    ("{{padEnd \"7\" 3 \"0\"}}", "700"),
    // Comparisons and choices.
    ("{{#if (eq 1 1)}}a{{/if}}{{#if (is 1 2)}}b{{/if}}", "a"),
    ("{{#if (ne 1 2)}}a{{/if}}{{#if (isnt 1 1)}}b{{/if}}", "a"),
    ("{{#if (gt 2 1)}}a{{/if}}{{#if (gte 2 2)}}b{{/if}}", "ab"),
    ("{{#if (lt 1 2)}}a{{/if}}{{#if (lte 2 2)}}b{{/if}}", "ab"),
    ("{{#if (and active true)}}a{{/if}}{{#if (or false active)}}b{{/if}}", "ab"),
    ("{{#if (not missing)}}a{{/if}}{{#if (contains \"abc\" \"b\")}}b{{/if}}", "ab"),
    ("{{#unless missing}}a{{/unless}}", "a"),
    ("{{xif active \"ja\" \"nein\"}}", "ja"),
    ("{{yn active}} {{yn missing}}", "Ja Nein"),
    ("{{default missing \"sonst\"}}", "sonst"),
    ("{{coalesce missing contact.first_name}}", "Katrin"),
    // Dates: dd.MM.yyyy unless told otherwise.
    ("{{formatDate start_date}}", "01.03.2024"),
    ("{{formatDate start_date \"yyyy-MM\"}}", "2024-03"),
    ("{{formatDate (dateMath start_date \"+14d\")}}", "15.03.2024"),
    ("{{dateMath start_date \"-1m\"}}", "2024-02-01"),
    ("{{now \"dd.MM.yyyy\"}}", "25.11.2026"),
    // Lists, labels, addresses.
    ("{{formatAddress contact.address.1}}", "Ulmenweg 7, 34990 Rheintal"),
    ("{{formatAddress (withTag contact.address \"Delivery\")}}", "Ulmenweg 7, 34990 Rheintal"),
    ("{{#with (withTag contact.address \"Primary\")}}{{city}}{{/with}}", "Auental"),
    ("{{length contract.many}}", "100"),
    ("{{join contact.address.1._tags \" + \"}}", "Delivery + DEBIT"),
    ("{{first contract.many}}{{last contract.many}}", "099"),
    ("{{#each meters}}{{meter_number}} {{/each}}", "1EMH1 1EMH2 "),
    ("{{#each missing}}x{{else}}nichts{{/each}}", "nichts"),
];

#[test]
fn what_the_published_descriptions_name_is_filled_in() {
    for (template, text) in FILLED {
        assert_eq!(filled(template), text, "{template}");
    }
}

#[test]
fn what_is_not_there_is_refused_by_name_rather_than_filled_wrongly() {
    for (template, said) in [
        ("{{calc \"ROUND(1.5)\"}}", "There is no helper calc"),
        ("{{generateJourneyLink \"x\"}}", "There is no helper generateJourneyLink"),
        ("{{env.secret}}", "env is not available"),
        ("{{contact.first:name}}", "is no path"),
    ] {
        assert!(refused(template).contains(said), "{template}: {}", refused(template));
    }
}
