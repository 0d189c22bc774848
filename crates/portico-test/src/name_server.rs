//! A name server on this machine that says what a story tells it to: right, wrong, nothing, nonsense.

use std::collections::BTreeMap;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream, UdpSocket};
use tokio::task::AbortHandle;

/// The most that is sent in one datagram.
const DATAGRAM: usize = 512;
/// How many aliases are answered at once.
const MOST_ALIASES: usize = 12;

const A: u16 = 1;
const CNAME: u16 = 5;
const TXT: u16 = 16;
const AAAA: u16 = 28;
const CAA: u16 = 257;

#[derive(Clone)]
enum Said {
    Record(u16, Vec<u8>),
    Alias(String),
    Code(u8),
    Silent,
    Raw(Vec<u8>),
}

type Zone = Arc<Mutex<(BTreeMap<String, Vec<Said>>, u64)>>;

/// A running name server; gone when dropped.
pub struct NameServer {
    address: SocketAddr,
    zone: Zone,
    tasks: [AbortHandle; 2],
}

impl NameServer {
    /// Starts one that knows no name yet.
    pub async fn start() -> Self {
        let zone = Zone::default();
        let (udp, tcp) = loop {
            let udp = UdpSocket::bind("127.0.0.1:0").await.expect("a free port");
            let address = udp.local_addr().expect("an address");
            if let Ok(tcp) = TcpListener::bind(address).await {
                break (udp, tcp);
            }
        };
        let address = udp.local_addr().expect("an address");
        let (by_udp, by_tcp) = (Arc::clone(&zone), Arc::clone(&zone));
        let tasks = [
            tokio::spawn(answer_datagrams(udp, by_udp)).abort_handle(),
            tokio::spawn(answer_connections(tcp, by_tcp)).abort_handle(),
        ];
        Self { address, zone, tasks }
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// How many questions it was asked.
    pub fn asked(&self) -> u64 {
        lock(&self.zone).1
    }

    /// Adds a text.
    pub fn text(&self, name: &str, text: &str) {
        let mut data = Vec::new();
        for piece in text.as_bytes().chunks(255) {
            data.push(u8::try_from(piece.len()).unwrap_or(255));
            data.extend_from_slice(piece);
        }
        self.say(name, Said::Record(TXT, data));
    }

    /// Adds an alias.
    pub fn alias(&self, name: &str, to: &str) {
        self.say(name, Said::Alias(to.to_owned()));
    }

    /// Adds an address.
    pub fn leads_to(&self, name: &str, address: &str) {
        let said = match address.parse().expect("an address") {
            IpAddr::V4(four) => Said::Record(A, four.octets().to_vec()),
            IpAddr::V6(six) => Said::Record(AAAA, six.octets().to_vec()),
        };
        self.say(name, said);
    }

    /// Adds who may issue certificates.
    pub fn authority(&self, name: &str, flags: u8, tag: &str, value: &str) {
        let mut data = vec![flags, u8::try_from(tag.len()).unwrap_or(0)];
        data.extend_from_slice(tag.as_bytes());
        data.extend_from_slice(value.as_bytes());
        self.say(name, Said::Record(CAA, data));
    }

    /// Answers every question about a name with this code.
    pub fn fail(&self, name: &str, code: u8) {
        self.say(name, Said::Code(code));
    }

    /// Answers no question about a name.
    pub fn silence(&self, name: &str) {
        self.say(name, Said::Silent);
    }

    /// Answers every question about a name with these bytes after the question's id.
    pub fn babble(&self, name: &str, bytes: &[u8]) {
        self.say(name, Said::Raw(bytes.to_vec()));
    }

    /// Forgets everything about a name.
    pub fn forget(&self, name: &str) {
        lock(&self.zone).0.remove(name);
    }

    fn say(&self, name: &str, said: Said) {
        lock(&self.zone).0.entry(name.to_owned()).or_default().push(said);
    }
}

impl Drop for NameServer {
    fn drop(&mut self) {
        self.tasks.iter().for_each(AbortHandle::abort);
    }
}

fn lock(zone: &Zone) -> MutexGuard<'_, (BTreeMap<String, Vec<Said>>, u64)> {
    zone.lock().unwrap_or_else(PoisonError::into_inner)
}

async fn answer_datagrams(socket: UdpSocket, zone: Zone) {
    let mut room = vec![0; 4096];
    loop {
        let Ok((length, from)) = socket.recv_from(&mut room).await else { continue };
        let Some(asked) = room.get(..length) else { continue };
        let Some(mut answer) = answer_to(asked, &zone) else { continue };
        if answer.len() > DATAGRAM
            && let Some((_, _, question)) = question_of(asked)
        {
            // The rest is to be asked for by TCP.
            answer.truncate(12 + question.len());
            answer[2] |= 0x02;
            answer[6..12].fill(0);
        }
        let _nobody_waits = socket.send_to(&answer, from).await;
    }
}

async fn answer_connections(listener: TcpListener, zone: Zone) {
    loop {
        let Ok((stream, _)) = listener.accept().await else { continue };
        tokio::spawn(answer_connection(stream, Arc::clone(&zone)));
    }
}

async fn answer_connection(mut stream: TcpStream, zone: Zone) {
    while let Ok(length) = stream.read_u16().await {
        let mut asked = vec![0; usize::from(length)];
        if stream.read_exact(&mut asked).await.is_err() {
            return;
        }
        let Some(answer) = answer_to(&asked, &zone) else { continue };
        let mut sent = u16::try_from(answer.len()).unwrap_or(u16::MAX).to_be_bytes().to_vec();
        sent.extend_from_slice(&answer);
        if stream.write_all(&sent).await.is_err() {
            return;
        }
    }
}

/// The answer to a question; nothing for what is no question, and where a story wants silence.
fn answer_to(asked: &[u8], zone: &Zone) -> Option<Vec<u8>> {
    let (name, kind, question) = question_of(asked)?;
    let mut zone = lock(zone);
    zone.1 += 1;
    let known = zone.0.get(&name).cloned().unwrap_or_default();
    let mut code = if known.is_empty() { 3 } else { 0 };
    for said in &known {
        match said {
            Said::Silent => return None,
            Said::Raw(bytes) => return Some([asked.get(..2)?, bytes].concat()),
            Said::Code(failed) => code = *failed,
            Said::Record(..) | Said::Alias(_) => {}
        }
    }
    let records = if code == 0 { records_of(&zone.0, &name, kind) } else { Vec::new() };
    let mut answer = asked.get(..2)?.to_vec();
    answer.extend_from_slice(&[0x81, 0x80 | code, 0, 1]);
    answer.extend_from_slice(&u16::try_from(records.len()).ok()?.to_be_bytes());
    answer.extend_from_slice(&[0, 0, 0, 0]);
    answer.extend_from_slice(question);
    records.iter().for_each(|record| answer.extend_from_slice(record));
    Some(answer)
}

/// The records under a name, with the aliases on the way to them.
fn records_of(zone: &BTreeMap<String, Vec<Said>>, name: &str, kind: u16) -> Vec<Vec<u8>> {
    let (mut at, mut records) = (name.to_owned(), Vec::new());
    for _ in 0..MOST_ALIASES {
        let mut next = None;
        for said in zone.get(&at).into_iter().flatten() {
            match said {
                Said::Record(own, data) if *own == kind => records.push(record(&at, kind, data)),
                Said::Alias(to) => {
                    records.push(record(&at, CNAME, &encoded(to)));
                    next = Some(to.clone());
                }
                _ => {}
            }
        }
        match next {
            Some(next) if kind != CNAME => at = next,
            _ => break,
        }
    }
    records
}

fn record(name: &str, kind: u16, data: &[u8]) -> Vec<u8> {
    let mut record = encoded(name);
    record.extend_from_slice(&kind.to_be_bytes());
    // Class IN, for a minute.
    record.extend_from_slice(&[0, 1, 0, 0, 0, 60]);
    record.extend_from_slice(&u16::try_from(data.len()).unwrap_or(0).to_be_bytes());
    record.extend_from_slice(data);
    record
}

fn encoded(name: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    for label in name.split('.').filter(|label| !label.is_empty()) {
        bytes.push(u8::try_from(label.len()).unwrap_or(63));
        bytes.extend_from_slice(label.as_bytes());
    }
    bytes.push(0);
    bytes
}

/// The name and the kind that are asked for, and the question as it was sent.
fn question_of(asked: &[u8]) -> Option<(String, u16, &[u8])> {
    let (mut at, mut labels) = (12, Vec::new());
    loop {
        let length = usize::from(*asked.get(at)?);
        at += 1;
        if length == 0 {
            break;
        }
        labels.push(String::from_utf8_lossy(asked.get(at..at + length)?).to_ascii_lowercase());
        at += length;
    }
    let kind = u16::from_be_bytes(asked.get(at..at + 2)?.try_into().ok()?);
    Some((labels.join("."), kind, asked.get(12..at + 4)?))
}
