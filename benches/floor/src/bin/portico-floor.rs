//! The floors as a program: `portico-floor --mode bytes|query|write|seed|requests`.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Parser, ValueEnum};
use portico_floor::{Outcome, load, pages, serve, store, write};

#[derive(Clone, Copy, ValueEnum)]
enum Mode {
    /// Serve bytes from memory.
    Bytes,
    /// Serve documents from SQLite behind an HMAC.
    Query,
    /// Write durable changes for a while and print the rate.
    Write,
    /// Fill the folder with documents.
    Seed,
    /// Print the requests a load client sends to the query floor.
    Requests,
}

/// The bare programs that Portico is measured against.
#[derive(Parser)]
struct Arguments {
    #[arg(long)]
    mode: Mode,
    /// Folder of the floor's SQLite file.
    #[arg(long, default_value = "target/bench/floor")]
    data: PathBuf,
    #[arg(long, default_value = "127.0.0.1:0")]
    listen: SocketAddr,
    #[arg(long, default_value_t = 20_000)]
    customers: i64,
    /// A file with the JSON document every customer gets (seed).
    #[arg(long)]
    document: Option<PathBuf>,
    /// `/one`, `/all` or `/size/BYTES` (requests).
    #[arg(long, default_value = "/one")]
    path: String,
    #[arg(long, default_value_t = 5)]
    seconds: u64,
    /// Changes per commit (write).
    #[arg(long, default_value_t = 1)]
    group: u64,
}

#[tokio::main]
async fn main() -> Outcome<()> {
    let Arguments { mode, data, listen, customers, document, path, seconds, group } = Arguments::parse();
    match mode {
        Mode::Bytes => serve::serve(listen, pages::bytes_of(&data)?).await,
        Mode::Query => serve::serve(listen, pages::query(&data)).await,
        Mode::Write => {
            println!("{}", serde_json::to_string(&write::write(&data, customers, seconds, group)?)?);
            Ok(())
        }
        Mode::Seed => {
            let document = document.ok_or("--document names the file every customer gets a copy of")?;
            store::seed(&data, customers, std::fs::read_to_string(document)?.trim())
        }
        Mode::Requests => {
            for request in load::floor_requests(&path, customers) {
                println!("{}", serde_json::to_string(&request)?);
            }
            Ok(())
        }
    }
}
