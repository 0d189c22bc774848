//! Delivery over SMTP: one conversation per letter, bounded in time and length, and what the server said at which stage.

use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use lettre::Address;
use lettre::transport::smtp::authentication::{Credentials, DEFAULT_MECHANISMS};
use lettre::transport::smtp::client::{AsyncSmtpConnection, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt};
use lettre::transport::smtp::extension::{ClientId, Extension, MailParameter};
use tokio::net::TcpStream;

use crate::message::{address, message};
use crate::said::{Said, said, shortened, slow, within};
use crate::stream::Bounded;
use crate::{Outgoing, Security, Sender, Server};

/// How long is waited.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    /// For each step.
    pub step: Duration,
    /// For everything; the judgement of a letter by its receiver may take most of it.
    pub whole: Duration,
}

impl Patience {
    /// For letters: a lease of the queue is longer.
    pub const DELIVERY: Self = Self { step: Duration::from_secs(30), whole: Duration::from_secs(150) };
    /// For somebody who looks at a page meanwhile.
    pub const TRY: Self = Self { step: Duration::from_secs(10), whole: Duration::from_secs(25) };
}

/// Where a conversation has come to.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Stage {
    /// The name of the server is looked up.
    Address,
    /// The server is called and greets.
    Greeting,
    /// The way is secured.
    Security,
    /// Somebody signs in.
    SignIn,
    /// The sender is named.
    Sender,
    /// The recipient is named.
    Recipient,
    /// The letter is handed over.
    Letter,
}

impl Stage {
    /// All of them, in their order.
    pub const ALL: [Self; 7] = [
        Self::Address,
        Self::Greeting,
        Self::Security,
        Self::SignIn,
        Self::Sender,
        Self::Recipient,
        Self::Letter,
    ];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Address => "address",
            Self::Greeting => "greeting",
            Self::Security => "security",
            Self::SignIn => "sign-in",
            Self::Sender => "sender",
            Self::Recipient => "recipient",
            Self::Letter => "letter",
        }
    }
}

/// The way to a server.
#[derive(Clone, Debug)]
pub struct Way<'a> {
    /// The server.
    pub server: &'a Server,
    /// Its addresses: checked, and used as they are, so that its name cannot lead elsewhere meanwhile.
    pub addresses: Vec<SocketAddr>,
    /// The name under which the program greets.
    pub hello: &'a str,
    /// How long is waited.
    pub patience: Patience,
}

/// What became of a try.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Delivery {
    /// The server has taken the letter; with its answer.
    Accepted(String),
    /// The server will never take it.
    Refused {
        /// Where it was refused.
        stage: Stage,
        /// What the server said.
        told: String,
        /// Whether there is no such recipient.
        no_recipient: bool,
    },
    /// It did not work this time.
    Failed {
        /// Where it ended.
        stage: Stage,
        /// The reason.
        told: String,
    },
}

/// Hands a letter to a server.
pub async fn deliver(way: &Way<'_>, sender: &Sender, letter: &Outgoing) -> Delivery {
    let mut stage = Stage::Greeting;
    let conversation = converse(way, sender, letter, &mut stage);
    match tokio::time::timeout(way.patience.whole, conversation).await {
        Ok(delivery) => delivery,
        Err(_) => Delivery::Failed { stage, told: slow(way.patience.whole) },
    }
}

/// Greets a server, secures the way and signs in, and leaves again.
pub async fn knock(way: &Way<'_>) -> Result<(), (Stage, String)> {
    let mut stage = Stage::Greeting;
    let step = way.patience.step;
    match tokio::time::timeout(way.patience.whole, open(way, &mut stage)).await {
        Ok(Ok(mut connection)) => {
            let _said_goodbye = tokio::time::timeout(step, connection.quit()).await;
            Ok(())
        }
        Ok(Err(told)) => Err((stage, told)),
        Err(_) => Err((stage, slow(way.patience.whole))),
    }
}

async fn converse(way: &Way<'_>, sender: &Sender, letter: &Outgoing, stage: &mut Stage) -> Delivery {
    let (from, to, message) = match prepared(sender, letter) {
        Ok(prepared) => prepared,
        Err((stage, told)) => {
            return Delivery::Refused { stage, told, no_recipient: stage == Stage::Recipient };
        }
    };
    let mut connection = match open(way, stage).await {
        Ok(connection) => connection,
        Err(told) => return Delivery::Failed { stage: *stage, told },
    };
    let step = way.patience.step;
    *stage = Stage::Sender;
    let international = !(from.as_ref() as &str).is_ascii() || !(to.as_ref() as &str).is_ascii();
    if international && !connection.server_info().supports_feature(Extension::SmtpUtfEight) {
        let told = "the server takes no addresses with such letters (SMTPUTF8)".to_owned();
        return Delivery::Refused { stage: Stage::Recipient, told, no_recipient: false };
    }
    let options = if international { vec![MailParameter::SmtpUtfEight] } else { Vec::new() };
    if let Err(said) = within(step, connection.command(Mail::new(Some(from), options))).await {
        return said.judged(*stage);
    }
    *stage = Stage::Recipient;
    if let Err(said) = within(step, connection.command(Rcpt::new(to, Vec::new()))).await {
        return said.judged(*stage);
    }
    *stage = Stage::Letter;
    if let Err(said) = within(step, connection.command(Data)).await {
        return said.judged(*stage);
    }
    // Whoever looks through letters before taking them may need long; giving up early would send it twice.
    match within(way.patience.whole, connection.message(&message)).await {
        Ok(response) => {
            let _said_goodbye = tokio::time::timeout(Duration::from_secs(2), connection.quit()).await;
            Delivery::Accepted(said(&response))
        }
        Err(said) => said.judged(*stage),
    }
}

fn prepared(sender: &Sender, letter: &Outgoing) -> Result<(Address, Address, Vec<u8>), (Stage, String)> {
    let from = address(&sender.address).map_err(|told| (Stage::Sender, told))?;
    let to = address(&letter.to).map_err(|told| (Stage::Recipient, told))?;
    let message = message(sender, letter).map_err(|told| (Stage::Letter, told))?;
    Ok((from, to, message.formatted()))
}

/// A connection on which letters may be handed over.
async fn open(way: &Way<'_>, stage: &mut Stage) -> Result<AsyncSmtpConnection, String> {
    let (server, step) = (way.server, way.patience.step);
    *stage = Stage::Greeting;
    let stream = Bounded::new(connected(&way.addresses, step).await?);
    let hello = named(way.hello);
    let mut connection = if server.security == Security::Tls {
        *stage = Stage::Security;
        let secured = tokio::time::timeout(step, stream.secured(&server.host)).await;
        let secured = secured.map_err(|_| slow(step))?.map_err(|told| shortened(&told))?;
        *stage = Stage::Greeting;
        within(step, AsyncSmtpConnection::connect_with_transport(Box::new(secured), &hello)).await
    } else {
        within(step, AsyncSmtpConnection::connect_with_transport(Box::new(stream), &hello)).await
    }
    .map_err(Said::told)?;
    if server.security == Security::StartTls {
        *stage = Stage::Security;
        if !connection.can_starttls() {
            return Err("the server does not offer STARTTLS, and nothing is sent without it".to_owned());
        }
        let parameters = TlsParameters::new_rustls(server.host.clone());
        let parameters = parameters.map_err(|error| shortened(&error.to_string()))?;
        within(step, connection.starttls(parameters, &hello)).await.map_err(Said::told)?;
    }
    if !server.user.is_empty() {
        *stage = Stage::SignIn;
        let credentials = Credentials::new(server.user.clone(), server.password.expose().to_owned());
        within(step, connection.auth(DEFAULT_MECHANISMS, &credentials)).await.map_err(Said::told)?;
    }
    Ok(connection)
}

/// A connection to the first address that answers.
async fn connected(addresses: &[SocketAddr], step: Duration) -> Result<TcpStream, String> {
    let mut last = "the server has no address".to_owned();
    for address in addresses {
        match tokio::time::timeout(step, TcpStream::connect(address)).await {
            Ok(Ok(stream)) => return Ok(stream),
            Ok(Err(error)) => last = format!("no connection to {address}: {error}"),
            Err(_) => last = format!("no connection to {address}: {}", slow(step)),
        }
    }
    Err(shortened(&last))
}

fn named(hello: &str) -> ClientId {
    match hello.trim_matches(['[', ']']).parse() {
        Ok(IpAddr::V4(address)) => ClientId::Ipv4(address),
        Ok(IpAddr::V6(address)) => ClientId::Ipv6(address),
        Err(_) => ClientId::Domain(hello.to_owned()),
    }
}
