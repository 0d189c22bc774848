//! The people of a load run: signs users in and notes what each may ask for.

use std::net::SocketAddr;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::Outcome;
use crate::client::Connection;
use crate::load::Request;

/// One signed-in user and the records of one schema he may see.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Person {
    /// His access token.
    pub token: String,
    /// Ids of his records.
    pub records: Vec<String>,
}

/// Which users to sign in, and whose records of what schema to note.
#[derive(Clone, Debug)]
pub struct Crowd {
    /// The portal they use.
    pub portal_id: String,
    /// E-mail with `{n}` for the number.
    pub email_pattern: String,
    /// The password they share.
    pub password: String,
    /// How many sign in.
    pub count: usize,
    /// How many there are; those who sign in are spread over them.
    pub of: usize,
    /// The schema whose records are noted.
    pub schema: String,
}

impl Crowd {
    /// The users' addresses, numbered from 1 and spread evenly.
    pub fn emails(&self) -> impl Iterator<Item = String> + '_ {
        let numbers = (0..self.count).map(|n| 1 + n * self.of / self.count);
        numbers.map(|number| self.email_pattern.replace("{n}", &number.to_string()))
    }
}

/// Signs everybody in, a few at a time.
pub async fn gather(address: SocketAddr, crowd: Crowd, connections: usize) -> Outcome<Vec<Person>> {
    let crowd = Arc::new(crowd);
    let workers: Vec<_> = (0..connections)
        .map(|first| tokio::spawn(gather_some(address, crowd.clone(), first, connections)))
        .collect();
    let mut people = Vec::with_capacity(crowd.count);
    for worker in workers {
        people.append(&mut worker.await??);
    }
    Ok(people)
}

async fn gather_some(
    address: SocketAddr,
    crowd: Arc<Crowd>,
    skip: usize,
    step: usize,
) -> Outcome<Vec<Person>> {
    let mut connection = Connection::open(address).await?;
    let mut people = Vec::new();
    for email in crowd.emails().skip(skip).step_by(step) {
        let login = json!({"portal_id": crowd.portal_id, "email": email, "password": crowd.password});
        let tokens = post(&mut connection, address, "/auth/login", None, &login).await?;
        let token =
            tokens["access_token"].as_str().ok_or_else(|| format!("no token for {email}: {tokens}"))?;
        let search = json!({"slug": crowd.schema, "size": 100});
        let found = post(&mut connection, address, "/v2/portal/entity:search", Some(token), &search).await?;
        let records = found["results"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|record| record["_id"].as_str().map(str::to_owned))
            .collect();
        people.push(Person { token: token.to_owned(), records });
    }
    Ok(people)
}

/// Posts JSON and reads JSON; any status but a good one is an error that tells it.
pub async fn post(
    connection: &mut Connection,
    address: SocketAddr,
    path: &str,
    token: Option<&str>,
    body: &Value,
) -> Outcome<Value> {
    let headers =
        token.map(|token| ("authorization".to_owned(), format!("Bearer {token}"))).into_iter().collect();
    let request =
        Request { method: "POST".to_owned(), path: path.to_owned(), headers, body: Some(body.to_string()) };
    let answer = connection.exchange(&request.render(address)).await?;
    if !(200..300).contains(&answer.status) {
        return Err(
            format!("{path} answered {}: {}", answer.status, String::from_utf8_lossy(answer.body)).into()
        );
    }
    Ok(serde_json::from_slice(answer.body)?)
}
