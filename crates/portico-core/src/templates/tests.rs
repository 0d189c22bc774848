//! The dialect, its bounds, and what hostile templates get.

use std::collections::HashMap;

use serde_json::json;

use super::*;

mod hostile;
mod published;

/// A world of a contract, its customers and a contact, for a reader of German.
struct Office {
    records: HashMap<String, Rc<Value>>,
    locale: Locale,
}

impl Office {
    fn new() -> Self {
        let contract = json!({
            "_id": "c1", "_schema": "contract", "_title": "Strom", "contract_name": "Strom <Fix> & Co",
            "amount": 9900, "start_date": "2024-03-01", "active": true, "nothing": null, "empty": [],
            "customer": {"$relation": [
                {"entity_id": "p2", "_schema": "contact", "_tags": ["Secondary"]},
                {"entity_id": "p1", "_schema": "contact", "_tags": ["Primary"]},
                {"entity_id": "hidden", "_schema": "contact", "_tags": ["Hidden"]}]},
            "delivery": {"$relation_ref": [{"entity_id": "p1", "path": "address.1"}]},
            "self": {"$relation_ref": [{"entity_id": "c1", "path": "self"}]},
            "meters": {"$relation": [{"entity_id": "m1", "_schema": "meter"}, {"entity_id": "m2", "_schema": "meter"}]},
            "many": (0..100).collect::<Vec<_>>(),
        });
        let people = [
            json!({"_id": "p1", "_schema": "contact", "first_name": "Katrin", "email": [{"email": "k@mail.example"}],
                   "address": [{"city": "Auental", "_tags": ["Primary"]},
                               {"street": "Ulmenweg", "street_number": "7", "postal_code": "34990", "city": "Rheintal", "_tags": ["Delivery", "DEBIT"]}]}),
            json!({"_id": "p2", "_schema": "contact", "first_name": "Jonas"}),
            json!({"_id": "m1", "_schema": "meter", "meter_number": "1EMH1", "ledger": {"$relation": [{"entity_id": "c1", "_schema": "contract"}]}}),
            json!({"_id": "m2", "_schema": "meter", "meter_number": "1EMH2"}),
        ];
        let all = std::iter::once(contract).chain(people);
        let records = all.map(|doc| (doc["_id"].as_str().unwrap_or_default().to_owned(), Rc::new(doc)));
        Self { records: records.collect(), locale: Locale::De }
    }

    fn get(&self, id: &str) -> Option<Rc<Value>> {
        self.records.get(id).cloned()
    }
}

impl World for Office {
    fn find(&mut self, name: &str) -> Result<Option<Start>, Refusal> {
        let main = self.get("c1");
        Ok(match name {
            "contract" => main.map(Start::Record),
            "contact" => self.get("p1").map(Start::Record),
            _ => main.filter(|main| main.get(name).is_some()).map(Start::Attribute),
        })
    }

    fn main(&mut self) -> Option<Rc<Value>> {
        self.get("c1")
    }

    fn related(&mut self, wanted: &[(String, EntityId)]) -> Result<Vec<Option<Rc<Value>>>, Refusal> {
        Ok(wanted.iter().map(|(_, id)| self.get(id.as_str())).collect())
    }

    fn told(&self, _doc: &Value, _attribute: &str, value: &Value) -> String {
        told_plainly(value)
    }

    fn locale(&self) -> Locale {
        self.locale
    }

    fn now(&self) -> Instant {
        Instant::parse_iso("2026-11-25T09:30:00Z").unwrap_or(Instant(0))
    }
}

fn fill_as(text: &str, writing: Writing) -> Result<String, Refusal> {
    Template::parse(text)?.fill(&mut Office::new(), writing)
}

fn filled(text: &str) -> String {
    fill_as(text, Writing::Plain).unwrap_or_else(|refusal| panic!("{text}: {refusal:?}"))
}

/// What a refused template is told.
fn refused(text: &str) -> String {
    match fill_as(text, Writing::Plain) {
        Err(Refusal::Invalid { message, .. }) => message,
        other => panic!("{text} was not refused but {other:?}"),
    }
}

#[test]
fn paths_lead_through_records_relations_lists_and_labels() {
    for (template, text) in [
        ("{{contract.contract_name}}", "Strom <Fix> & Co"),
        ("{{contract_name}}", "Strom <Fix> & Co"),
        ("{{this.contract_name}}|{{./contract_name}}", "Strom <Fix> & Co|Strom <Fix> & Co"),
        ("{{@root.contract.contract_name}}", "Strom <Fix> & Co"),
        ("{{customer.first_name}}", "Jonas"),
        ("{{customer[Primary].first_name}}", "Katrin"),
        ("{{contract.customer.[Primary].first_name}}", "Katrin"),
        ("{{customer.1.first_name}}{{customer.[0].first_name}}", "KatrinJonas"),
        ("{{customer[contact:Primary].first_name}}{{customer[account:Primary].first_name}}", "Katrin"),
        ("{{customer.length}}", "2"),
        ("{{contact.address[Primary].city}}", "Auental"),
        ("{{contact.address[DEBIT].city}}", "Rheintal"),
        ("{{contact.address.[1].city}} {{contact.address.city}}", "Rheintal Auental"),
        ("{{contact.address[Delivery]}}", "Ulmenweg 7, 34990 Rheintal"),
        ("{{contract.delivery}}, {{delivery.city}}", "Ulmenweg 7, 34990 Rheintal, Rheintal"),
        ("{{contact.email}} {{contact.email[Primary]}}", "k@mail.example "),
        ("{{meters.ledger.contract_name}}", "Strom <Fix> & Co"),
        (
            "{{nothing}}{{missing}}{{missing.deeper}}{{contract.customer}}{{contract}}{{customer[Hidden].first_name}}",
            "",
        ),
        ("{{self}}{{self.self.self}}", ""),
        ("{{amount}} {{active}}", "9900 true"),
        (r"\{{contract_name}} {{!-- {{never}} --}}{{! nor this }}x", "{{contract_name}} x"),
        ("{{contract.[contract_name]}}", "Strom <Fix> & Co"),
    ] {
        assert_eq!(filled(template), text, "{template}");
    }
}

#[test]
fn blocks_choose_and_repeat() {
    for (template, text) in [
        ("{{#if active}}a{{else}}b{{/if}}{{#unless active}}c{{/unless}}", "a"),
        ("{{#if nothing}}a{{else if active}}b{{else}}c{{/if}}", "b"),
        ("{{#if nothing}}a{{else if missing}}b{{else}}c{{/if}}", "c"),
        ("{{^nothing}}none{{/nothing}}{{#nothing}}some{{/nothing}}", "none"),
        (
            "{{#each meters}}{{@index}}:{{meter_number}}{{#unless @last}}, {{/unless}}{{/each}}",
            "0:1EMH1, 1:1EMH2",
        ),
        (
            "{{#each meters as |meter at|}}{{at}}{{meter.meter_number}}{{../contract_name.x}};{{/each}}",
            "01EMH1;11EMH2;",
        ),
        (
            "{{#each meters}}{{../amount}}{{@root.amount}}{{contract.amount}} {{/each}}",
            "990099009900 990099009900 ",
        ),
        ("{{#each empty}}a{{else}}b{{/each}}", "b"),
        ("{{#each meters}}{{#each ../meters}}{{@../index}}{{@index}} {{/each}}{{/each}}", "00 01 10 11 "),
        ("{{#with contact}}{{../amount}}{{../contract.amount}}{{../../amount}}{{/with}}", "99009900"),
        ("{{#with customer}}{{first_name}}{{/with}}{{#with missing}}a{{else}}b{{/with}}", "Jonasb"),
        ("{{#meters}}{{meter_number}} {{/meters}}", "1EMH1 1EMH2 "),
        ("{{#each contact.address.[0]}}{{@key}}={{this}};{{/each}}", "city=Auental;_tags=Primary;"),
        ("{{#eq amount 9900}}same{{else}}other{{/eq}}", "same"),
        ("{{#if (and active (gt amount 100) (not nothing))}}yes{{/if}}", "yes"),
        ("a\n  {{#if active}}\nb\n  {{/if}}\nc", "a\nb\nc"),
        ("a  {{~#if active~}}  b  {{~/if~}}  c", "abc"),
    ] {
        assert_eq!(filled(template), text, "{template}");
    }
}

#[test]
fn helpers_compute_and_format_in_the_readers_language() {
    for (template, text) in [
        ("{{asCurrency (fromCents amount)}}", "99,00\u{a0}€"),
        (
            "{{formatDate start_date}} {{formatDate start_date \"EEEE, d. MMMM yyyy\"}}",
            "01.03.2024 Freitag, 1. März 2024",
        ),
        (
            "{{formatDate (dateMath start_date \"-1d\")}} {{dateMath \"2026-01-31\" \"+1m\"}}",
            "29.02.2024 2026-02-28",
        ),
        ("{{now \"HH:mm\"}} {{formatDate \"2026-07-01T22:30:00Z\"}}", "10:30 02.07.2026"),
        ("{{formatNumber 1234567.891}} {{formatNumber 12 decimals=2}}", "1.234.567,891 12,00"),
        ("{{add amount 100}} {{divide 1 3}} {{divide 1 0}}{{round 2.345 2}}", "10000 0.333333 2.35"),
        ("{{first meters.length}}{{length meters}} {{at many 3}} {{last many}}", "2 3 99"),
        ("{{default nothing missing \"–\"}} {{yn active}} {{if nothing \"a\" \"b\"}}", "– Ja b"),
        (
            "{{uppercase contact.first_name}} {{padStart 7 3 \"0\"}} {{concat \"a \" amount}}",
            "KATRIN 007 a 9900",
        ),
        ("{{formatAddress (withTag contact.address \"Delivery\")}}", "Ulmenweg 7, 34990 Rheintal"),
        ("{{lookup (first customer) \"first_name\"}} {{truncate \"abcdef\" 3}}", "Jonas abc…"),
        (
            "{{join contact.email \"; \"}}{{join (lookup contact \"address\") \" / \"}}",
            "k@mail.exampleAuental / Ulmenweg 7, 34990 Rheintal",
        ),
        ("{{replace contract_name \"Strom\" \"Gas\"}}", "Gas <Fix> & Co"),
    ] {
        assert_eq!(filled(template), text, "{template}");
    }
    let mut english = Office { locale: Locale::En, ..Office::new() };
    let template = "{{asCurrency 1234.5}} {{formatDate start_date}} {{yn nothing}}";
    let told = Template::parse(template).and_then(|read| read.fill(&mut english, Writing::Plain));
    assert!(matches!(told.as_deref(), Ok("€1,234.50 1 Mar 2024 No")), "{told:?}");
}

#[test]
fn values_are_escaped_for_html_and_for_addresses_whatever_the_template_says() {
    let html = |text| fill_as(text, Writing::Html).unwrap_or_default();
    assert_eq!(html("<b>{{contract_name}}</b>"), "<b>Strom &lt;Fix&gt; &amp; Co</b>");
    assert_eq!(
        html("{{{contract_name}}}{{&contract_name}}"),
        "Strom &lt;Fix&gt; &amp; CoStrom &lt;Fix&gt; &amp; Co"
    );
    assert_eq!(html("{{concat \"<\" \"'\"}}"), "&lt;&#x27;");
    let address = fill_as("/c?n={{contract_name}}", Writing::Address).unwrap_or_default();
    assert_eq!(address, "/c?n=Strom%20%3CFix%3E%20%26%20Co");
}

#[test]
fn what_is_not_part_of_the_dialect_is_refused_with_its_place() {
    for (template, said) in [
        ("a\nb {{#if x}}", "line 2, column 6"),
        ("{{#if x}}{{/each}}", "closes nothing"),
        ("{{/if}}", "no block open"),
        ("{{x", "never closed"),
        ("{{> footer}}", "Partials"),
        ("{{#> layout}}{{/layout}}", "Partials"),
        ("{{* decorator}}", "Partials and decorators"),
        ("{{{{raw}}}}{{{{/raw}}}}", "Raw blocks"),
        ("{{env.SECRET}}", "env is not available"),
        ("{{#if env.SECRET}}{{/if}}", "env is not available"),
        ("{{lookup env \"SECRET\"}}", "env is not available"),
        ("{{readFile \"/etc/passwd\"}}", "no helper readFile"),
        ("{{a.b c}}", "no helper"),
        ("{{Contact.number | is_not_empty}}", "one word too many"),
        ("{{a..b}}", "a name is expected"),
        ("{{a.}}", "ends in a dot"),
        ("{{(eq a b}}", "closing bracket"),
        ("{{\"a}}", "never closed"),
        ("{{#if}}{{/if}}", "needs to know"),
        ("{{#if a}}{{else}}{{else}}{{/if}}", "one {{else}}"),
    ] {
        let message = refused(template);
        assert!(message.contains(said), "{template}: {message}");
    }
}

#[test]
fn a_template_knows_the_names_it_passes_through() {
    let names = Template::parse("{{#each meters}}{{add (lookup a.b 1) c[D].e}}{{/each}}");
    let names = names.as_ref().map(Template::names).unwrap_or_default();
    assert_eq!(names, ["each", "meters", "add", "lookup", "a", "b", "c", "D", "e"]);
}
