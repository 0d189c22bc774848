//! Contact card: a person or company that a record points to, with phone and mail as links.

use maud::{Markup, Render, html};
use portico_core::Refusal;
use portico_core::pages::Block;
use portico_kit::Locale;
use serde_json::Value;

use crate::design::components::avatar::{Avatar, AvatarSize};
use crate::design::components::card::Card;
use crate::design::components::link::Link;
use crate::design::icons::Icon;
use crate::portal::scene::{Record, Scene};
use crate::portal::texts::filled;

/// Somebody to turn to.
#[derive(Debug, Default)]
pub struct Somebody {
    /// The name.
    pub name: String,
    /// Phone numbers.
    pub phones: Vec<String>,
    /// Mail addresses.
    pub mails: Vec<String>,
}

/// The block on its page: without anybody whom the viewer may see it leaves no trace.
pub fn render(scene: &mut Scene<'_, '_, '_>, block: &Block) -> Result<Option<Markup>, Refusal> {
    let content = block.content();
    let word = |key: &str| content.get(key).and_then(Value::as_str).unwrap_or_default();
    let title = filled(scene, content.get("title").unwrap_or(&Value::Null))?;
    let Some(record) = scene.record(word("schema"))? else { return Ok(None) };
    let people: Vec<Somebody> = match word("name") {
        "" => somebody(&record).into_iter().collect(),
        name => {
            let Some(value) = record.doc.get(name) else { return Ok(None) };
            scene.related([value])?.of_value(value).into_iter().filter_map(somebody).collect()
        }
    };
    Ok((!people.is_empty()).then(|| show(&title, &people)))
}

fn somebody(record: &Record) -> Option<Somebody> {
    let list = |key: &str| record.doc.get(key).map(|value| words(value, key)).unwrap_or_default();
    Some(Somebody { name: record.title()?.to_owned(), phones: list("phone"), mails: list("email") })
}

/// The texts of a value: one, several, or several with tags.
fn words(value: &Value, key: &str) -> Vec<String> {
    let many = match value {
        Value::Array(many) => many.as_slice(),
        one => std::slice::from_ref(one),
    };
    let texts = many.iter().filter_map(|item| item.as_str().or_else(|| item.get(key)?.as_str()));
    texts.map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned).collect()
}

/// How it looks.
pub fn show(title: &str, people: &[Somebody]) -> Markup {
    let body = html! {
        @for person in people {
            div.person-card {
                (Avatar::new(&person.name).size(AvatarSize::Large))
                div {
                    p.name { (person.name) }
                    @for phone in &person.phones {
                        p { (Link::to(phone.as_str(), format!("tel:{}", dialled(phone))).icon(Icon::Phone)) }
                    }
                    @for mail in &person.mails {
                        p { (Link::to(mail.as_str(), format!("mailto:{mail}")).icon(Icon::Mail)) }
                    }
                }
            }
        }
    };
    let card = if title.is_empty() { Card::bare() } else { Card::new(title) };
    card.body(body).render()
}

fn dialled(phone: &str) -> String {
    phone.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect()
}

/// How it looks, for tests and previews.
pub fn sample(locale: Locale) -> Markup {
    let title = match locale {
        Locale::De => "Ihr Installateur",
        Locale::En => "Your installer",
    };
    show(
        title,
        &[Somebody {
            name: "Elektro Hansmann GmbH".to_owned(),
            phones: vec!["0800 555 0161".to_owned()],
            mails: vec!["service@hansmann.example".to_owned()],
        }],
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn phones_and_mails_are_found_in_each_form_they_are_stored_in() {
        assert_eq!(words(&json!("a@b.example"), "email"), ["a@b.example"]);
        assert_eq!(words(&json!([{"phone": "1"}, {"phone": ""}, 7, "2"]), "phone"), ["1", "2"]);
        assert_eq!(dialled("+49 800 / 555-01"), "+4980055501");
    }
}
