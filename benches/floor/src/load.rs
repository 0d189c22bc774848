//! Load: requests from a file over keep-alive connections, as fast as they are answered or at a steady rate.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use tokio::task::yield_now;
use tokio::time::{Instant, sleep_until};

use crate::client::Connection;
use crate::{Outcome, bearer};

/// One request of a run; a file of them is one JSON object a line.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Request {
    /// GET, POST or PATCH.
    pub method: String,
    /// Path and query.
    pub path: String,
    /// Headers besides `host` and `content-length`; a `host` here wins.
    #[serde(default)]
    pub headers: BTreeMap<String, String>,
    /// A JSON body.
    #[serde(default)]
    pub body: Option<String>,
}

impl Request {
    /// The bytes to send.
    pub fn render(&self, address: SocketAddr) -> Vec<u8> {
        let mut text = format!("{} {} HTTP/1.1\r\n", self.method, self.path);
        let line = |name: &str, value: &str| format!("{name}: {value}\r\n");
        if !self.headers.contains_key("host") {
            text += &line("host", &address.to_string());
        }
        for (name, value) in &self.headers {
            text += &line(name, value);
        }
        let body = self.body.as_deref().unwrap_or_default();
        if self.body.is_some() {
            if !self.headers.contains_key("content-type") {
                text += &line("content-type", "application/json");
            }
            text += &line("content-length", &body.len().to_string());
        }
        text += "\r\n";
        text += body;
        text.into_bytes()
    }
}

/// The requests to the query floor: up to 4,000 different customers.
pub fn floor_requests(path: &str, customers: i64) -> Vec<Request> {
    let key = bearer::key();
    let count = customers.min(4_000);
    (0..count)
        .map(|n| n * customers / count)
        .map(|customer| {
            let token = format!("Bearer {}", bearer::token(&key, customer));
            let headers = BTreeMap::from([("authorization".to_owned(), token)]);
            Request { method: "GET".to_owned(), path: path.to_owned(), headers, body: None }
        })
        .collect()
}

/// How requests are paced.
#[derive(Clone, Copy, Debug)]
pub enum Pace {
    /// Each connection sends as soon as it has its answer.
    Closed,
    /// So many requests a second in all; latency counts from the planned moment.
    Steady(f64),
}

/// What a run came to; times in microseconds.
#[derive(Debug, Default, Serialize)]
pub struct Summary {
    /// Answers with a status of 200 to 299.
    pub good: usize,
    /// Other answers and broken connections.
    pub bad: usize,
    /// Good answers per second.
    pub per_second: f64,
    /// Mean size of a body in bytes.
    pub body_bytes: usize,
    /// Latency at the median.
    pub p50_us: u32,
    /// Latency at the 99th percentile.
    pub p99_us: u32,
    /// The longest latency.
    pub max_us: u32,
    /// The server's own time at the median in milliseconds, where it tells.
    pub server_p50_ms: Option<f64>,
    /// What the first bad answer was.
    pub first_bad: Option<String>,
}

#[derive(Default)]
struct Seen {
    latencies: Vec<u32>,
    server_ms: Vec<f64>,
    bytes: usize,
    bad: usize,
    first_bad: Option<String>,
}

/// Runs the requests, one after the other and again, for a number of seconds.
pub async fn run(
    address: SocketAddr,
    requests: &[Request],
    connections: usize,
    seconds: f64,
    pace: Pace,
) -> Outcome<Summary> {
    if requests.is_empty() {
        return Err("there are no requests to send".into());
    }
    let rendered: Arc<Vec<Vec<u8>>> = Arc::new(requests.iter().map(|one| one.render(address)).collect());
    let began = Instant::now();
    let until = began + Duration::from_secs_f64(seconds);
    let workers: Vec<_> = (0..connections)
        .map(|first| {
            tokio::spawn(work(
                address,
                rendered.clone(),
                Lane { first, step: connections, began, until, pace },
            ))
        })
        .collect();
    let mut seen = Seen::default();
    for worker in workers {
        let mut part = worker.await??;
        seen.latencies.append(&mut part.latencies);
        seen.server_ms.append(&mut part.server_ms);
        seen.bytes += part.bytes;
        seen.bad += part.bad;
        seen.first_bad = seen.first_bad.or(part.first_bad);
    }
    Ok(seen.summary(began.elapsed()))
}

struct Lane {
    first: usize,
    step: usize,
    began: Instant,
    until: Instant,
    pace: Pace,
}

impl Lane {
    /// When the request with this number is due.
    fn due(&self, number: usize) -> Instant {
        match self.pace {
            Pace::Closed => Instant::now(),
            Pace::Steady(rate) => self.began + Duration::from_secs_f64(number as f64 / rate),
        }
    }
}

async fn work(address: SocketAddr, rendered: Arc<Vec<Vec<u8>>>, lane: Lane) -> Outcome<Seen> {
    let mut seen = Seen::default();
    let mut connection = Connection::open(address).await?;
    for number in (lane.first..).step_by(lane.step) {
        let due = lane.due(number);
        if due >= lane.until {
            break;
        }
        if matches!(lane.pace, Pace::Steady(_)) {
            wait_until(due).await;
        }
        match connection.exchange(&rendered[number % rendered.len()]).await {
            Ok(answer) if (200..300).contains(&answer.status) => {
                seen.latencies.push(u32::try_from(due.elapsed().as_micros()).unwrap_or(u32::MAX));
                seen.bytes += answer.body.len();
                seen.server_ms.extend(answer.server_ms());
            }
            Ok(answer) => {
                let body = String::from_utf8_lossy(answer.body);
                seen.fail(format!("{} {}", answer.status, body.chars().take(300).collect::<String>()));
            }
            Err(cause) => {
                seen.fail(cause.to_string());
                connection = Connection::open(address).await?;
            }
        }
    }
    Ok(seen)
}

/// Waits to the microsecond: the runtime's timer is a millisecond wide, as wide as what is measured.
async fn wait_until(due: Instant) {
    if let Some(early) = due.checked_sub(Duration::from_millis(2)) {
        sleep_until(early).await;
    }
    while Instant::now() < due {
        yield_now().await;
    }
}

impl Seen {
    fn fail(&mut self, what: String) {
        self.bad += 1;
        self.first_bad.get_or_insert(what);
    }

    fn summary(mut self, took: Duration) -> Summary {
        self.latencies.sort_unstable();
        self.server_ms.sort_unstable_by(f64::total_cmp);
        let good = self.latencies.len();
        Summary {
            good,
            bad: self.bad,
            per_second: good as f64 / took.as_secs_f64(),
            body_bytes: self.bytes / good.max(1),
            p50_us: at(&self.latencies, 0.50).unwrap_or(0),
            p99_us: at(&self.latencies, 0.99).unwrap_or(0),
            max_us: at(&self.latencies, 1.0).unwrap_or(0),
            server_p50_ms: at(&self.server_ms, 0.50),
            first_bad: self.first_bad,
        }
    }
}

/// The value at a share of a sorted list.
fn at<T: Copy>(sorted: &[T], share: f64) -> Option<T> {
    let last = sorted.len().checked_sub(1)?;
    sorted.get((last as f64 * share).round() as usize).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_come_from_the_sorted_list() {
        let list: Vec<u32> = (0..=100).collect();
        assert_eq!(at(&list, 0.5), Some(50));
        assert_eq!(at(&list, 0.99), Some(99));
        assert_eq!(at::<u32>(&[], 0.99), None);
    }

    #[test]
    fn a_request_with_a_body_names_its_length() {
        let request = Request {
            method: "POST".to_owned(),
            path: "/x".to_owned(),
            headers: BTreeMap::new(),
            body: Some("{}".to_owned()),
        };
        let text = String::from_utf8(request.render(([127, 0, 0, 1], 80).into())).unwrap_or_default();
        assert!(text.contains("content-length: 2\r\n") && text.ends_with("\r\n\r\n{}"), "{text}");
    }
}
