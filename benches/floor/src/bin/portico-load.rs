//! The load client as a program: `portico-load run|gather|fetch`.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use clap::{Parser, Subcommand};
use portico_floor::client::Connection;
use portico_floor::load::{Pace, Request};
use portico_floor::people::Crowd;
use portico_floor::{Outcome, forms, load, people};

/// Sends bounded load to a server on this machine.
#[derive(Parser)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Send the requests of a file for some seconds and print a summary.
    Run {
        #[arg(long)]
        address: SocketAddr,
        /// One request a line, as JSON.
        #[arg(long)]
        requests: PathBuf,
        #[arg(long, default_value_t = 3.0)]
        seconds: f64,
        #[arg(long, default_value_t = 16)]
        connections: usize,
        /// Requests per second in all; without it as fast as they are answered.
        #[arg(long)]
        rate: Option<f64>,
    },
    /// Send the first request of a file and print the answer's body.
    Fetch {
        #[arg(long)]
        address: SocketAddr,
        #[arg(long)]
        requests: PathBuf,
    },
    /// Sign users in and print each one's token and record ids, one a line.
    Gather {
        #[arg(long)]
        address: SocketAddr,
        #[arg(long)]
        portal_id: String,
        #[arg(long)]
        email_pattern: String,
        #[arg(long)]
        password: String,
        #[arg(long)]
        count: usize,
        #[arg(long)]
        of: usize,
        #[arg(long, default_value = "contract")]
        schema: String,
        /// Sign in over this page of the portal instead, and print a cookie header for each.
        #[arg(long, requires = "host")]
        page: Option<String>,
        /// The portal's host.
        #[arg(long)]
        host: Option<String>,
    },
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Outcome<()> {
    match Arguments::parse().command {
        Command::Run { address, requests, seconds, connections, rate } => {
            let pace = rate.map_or(Pace::Closed, Pace::Steady);
            let requests = read(&requests)?;
            let summary =
                load::run(loopback(address)?, &requests, connections, seconds.min(120.0), pace).await?;
            println!("{}", serde_json::to_string(&summary)?);
        }
        Command::Fetch { address, requests } => {
            let requests = read(&requests)?;
            let first = requests.first().ok_or("there is no request to send")?;
            let mut connection = Connection::open(loopback(address)?).await?;
            let answer = connection.exchange(&first.render(address)).await?;
            println!("{}", String::from_utf8_lossy(answer.body));
        }
        Command::Gather { address, portal_id, email_pattern, password, count, of, schema, page, host } => {
            let crowd = Crowd { portal_id, email_pattern, password, count, of, schema };
            let address = loopback(address)?;
            if let (Some(page), Some(host)) = (page, host) {
                for cookie in forms::sign_in(address, &host, &page, &crowd).await? {
                    println!("{cookie}");
                }
                return Ok(());
            }
            for person in people::gather(address, crowd, 16).await? {
                println!("{}", serde_json::to_string(&person)?);
            }
        }
    }
    Ok(())
}

/// Load goes to this machine only.
fn loopback(address: SocketAddr) -> Outcome<SocketAddr> {
    if address.ip().is_loopback() {
        Ok(address)
    } else {
        Err("load is sent to loopback addresses only".into())
    }
}

fn read(file: &Path) -> Outcome<Vec<Request>> {
    BufReader::new(File::open(file)?).lines().map(|line| Ok(serde_json::from_str(&line?)?)).collect()
}
