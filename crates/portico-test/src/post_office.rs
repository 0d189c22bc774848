//! A mail server at the socket: takes letters, and answers as the story wants.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::AbortHandle;

/// How an answer begins that takes its time.
const SLOWLY: &str = "slowly ";

/// A letter that arrived.
#[derive(Clone, Debug)]
pub struct Arrived {
    /// The sender on the envelope.
    pub from: String,
    /// The recipient on the envelope.
    pub to: String,
    /// Headers and body.
    pub message: String,
}

/// A mail server on a port of this machine; gone when dropped.
pub struct PostOffice {
    /// Its port.
    pub port: u16,
    desk: Arc<Mutex<Desk>>,
    open: AbortHandle,
}

#[derive(Default)]
struct Desk {
    arrived: Vec<Arrived>,
    answers: VecDeque<(&'static str, &'static str)>,
}

fn at(desk: &Mutex<Desk>) -> MutexGuard<'_, Desk> {
    desk.lock().expect("no story panics at the desk")
}

impl PostOffice {
    /// Opens one that takes everything.
    pub async fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let port = listener.local_addr().expect("an address").port();
        let desk = Arc::new(Mutex::new(Desk::default()));
        let serving = Arc::clone(&desk);
        let open = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let desk = Arc::clone(&serving);
                tokio::spawn(async move { converse(stream, &desk).await });
            }
        });
        Self { port, desk, open: open.abort_handle() }
    }

    /// The next time somebody says this command it gets this answer; an empty one is silence, one that begins
    /// with `slowly ` takes its time. `END` is the end of a letter.
    pub fn answers(&self, command: &'static str, answer: &'static str) {
        at(&self.desk).answers.push_back((command, answer));
    }

    /// What arrived so far.
    pub fn arrived(&self) -> Vec<Arrived> {
        at(&self.desk).arrived.clone()
    }
}

impl Drop for PostOffice {
    fn drop(&mut self) {
        self.open.abort();
    }
}

async fn converse(stream: TcpStream, desk: &Mutex<Desk>) -> Option<()> {
    let (read, mut write) = stream.into_split();
    let mut lines = BufReader::new(read).lines();
    let mut envelope = Arrived { from: String::new(), to: String::new(), message: String::new() };
    write.write_all(b"220 post.example ready\r\n").await.ok()?;
    while let Some(line) = lines.next_line().await.ok()? {
        let command = line.get(..4).unwrap_or_default().to_uppercase();
        let path = || line.split(['<', '>']).nth(1).unwrap_or_default().to_owned();
        match command.as_str() {
            "MAIL" => envelope.from = path(),
            "RCPT" => envelope.to = path(),
            _ => {}
        }
        let said = answer(desk, &command);
        say(&mut write, said).await?;
        if said.starts_with("354") {
            envelope.message = letter(&mut lines).await?;
            let said = answer(desk, "END");
            if said.trim_start_matches(SLOWLY).starts_with('2') {
                at(desk).arrived.push(envelope.clone());
            }
            say(&mut write, said).await?;
        }
    }
    Some(())
}

async fn letter(lines: &mut tokio::io::Lines<BufReader<tokio::net::tcp::OwnedReadHalf>>) -> Option<String> {
    let mut message = String::new();
    loop {
        match lines.next_line().await.ok()??.as_str() {
            "." => return Some(message),
            line => message.push_str(&format!("{}\n", line.strip_prefix('.').unwrap_or(line))),
        }
    }
}

async fn say(write: &mut tokio::net::tcp::OwnedWriteHalf, said: &str) -> Option<()> {
    if said.is_empty() {
        std::future::pending::<()>().await;
    }
    let said = match said.strip_prefix(SLOWLY) {
        Some(said) => {
            tokio::time::sleep(Duration::from_millis(700)).await;
            said
        }
        None => said,
    };
    write.write_all(format!("{said}\r\n").as_bytes()).await.ok()
}

/// What the story wants to be said at this command, else what lets everything through.
fn answer(desk: &Mutex<Desk>, command: &str) -> &'static str {
    let mut desk = at(desk);
    let wanted = desk.answers.iter().position(|(at, _)| *at == command);
    if let Some((_, answer)) = wanted.and_then(|at| desk.answers.remove(at)) {
        return answer;
    }
    match command {
        "EHLO" => "250-post.example\r\n250 8BITMIME",
        "DATA" => "354 go ahead",
        "END" => "250 2.0.0 taken as 1",
        "QUIT" => "221 bye",
        _ => "250 2.1.0 fine",
    }
}
