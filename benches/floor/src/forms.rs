//! Signs in as a browser does: reads the sign-in page, fills its form in, keeps the cookies.

use std::collections::BTreeMap;
use std::net::SocketAddr;

use crate::Outcome;
use crate::client::{Answer, Connection};
use crate::load::Request;
use crate::people::Crowd;

/// Signs users in over the page at `path` of a host and hands back a `Cookie` header for each.
pub async fn sign_in(address: SocketAddr, host: &str, path: &str, crowd: &Crowd) -> Outcome<Vec<String>> {
    let mut connection = Connection::open(address).await?;
    let mut cookies = Vec::with_capacity(crowd.count);
    for email in crowd.emails() {
        let page = connection.exchange(&get(host, path).render(address)).await?;
        let before = cookies_of(&page);
        let html = String::from_utf8_lossy(page.body).into_owned();
        let (action, fields) =
            form(&html, &email, &crowd.password).ok_or("the sign-in page has no password form")?;
        let mut post = get(host, if action.is_empty() { path } else { &action });
        "POST".clone_into(&mut post.method);
        post.headers.insert("content-type".to_owned(), "application/x-www-form-urlencoded".to_owned());
        post.headers.insert("origin".to_owned(), format!("http://{host}"));
        post.headers.insert("cookie".to_owned(), header(&before));
        post.body = Some(fields);
        let answer = connection.exchange(&post.render(address)).await?;
        if !(300..400).contains(&answer.status) {
            return Err(format!("signing {email} in answered {}", answer.status).into());
        }
        let mut kept = before;
        kept.extend(cookies_of(&answer));
        cookies.push(header(&kept));
    }
    Ok(cookies)
}

fn get(host: &str, path: &str) -> Request {
    let headers = BTreeMap::from([("host".to_owned(), host.to_owned())]);
    Request { method: "GET".to_owned(), path: path.to_owned(), headers, body: None }
}

fn header(cookies: &BTreeMap<String, String>) -> String {
    cookies.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ")
}

fn cookies_of(answer: &Answer<'_>) -> BTreeMap<String, String> {
    let lines = answer.head.lines().filter_map(|line| line.split_once(':'));
    let set = lines.filter(|(name, _)| name.eq_ignore_ascii_case("set-cookie"));
    set.filter_map(|(_, value)| value.trim().split(';').next()?.split_once('='))
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect()
}

/// Where the page's password form goes, and its fields filled in.
fn form(html: &str, email: &str, password: &str) -> Option<(String, String)> {
    let form = html.split("<form").skip(1).find(|form| form.contains("type=\"password\""))?;
    let form = form.split("</form").next()?;
    let action = attribute(form.split('>').next()?, "action").unwrap_or_default();
    let mut fields = Vec::new();
    for input in form.split("<input").skip(1).filter_map(|rest| rest.split('>').next()) {
        let Some(name) = attribute(input, "name") else { continue };
        let kind = attribute(input, "type").unwrap_or_default();
        let value = match kind.as_str() {
            "password" => password.to_owned(),
            "checkbox" | "radio" | "submit" => continue,
            "hidden" => attribute(input, "value").unwrap_or_default(),
            _ => email.to_owned(),
        };
        fields.push(format!("{}={}", encoded(&name), encoded(&value)));
    }
    Some((action, fields.join("&")))
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    Some(rest.split('"').next()?.replace("&amp;", "&"))
}

fn encoded(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' => char::from(byte).to_string(),
            _ => format!("%{byte:02X}"),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sign_in_form_is_found_and_filled_in() {
        let html = r#"<form action="/search"><input name="q"></form>
            <form method="post" action="/sign-in?to=%2F"><input type="hidden" name="csrf" value="x y">
            <input id="e" type="email" name="email"><input type="password" name="password"></form>"#;
        let (action, fields) = form(html, "a@b.de", "p&q").unwrap_or_default();
        assert_eq!(action, "/sign-in?to=%2F");
        assert_eq!(fields, "csrf=x%20y&email=a%40b.de&password=p%26q");
    }
}
