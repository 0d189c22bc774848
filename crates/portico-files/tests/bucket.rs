//! The bucket, against a server that speaks S3: the same stories as on the disk. `cargo xtask test` installs it.

use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper_util::client::legacy::Client;
use hyper_util::rt::TokioExecutor;
use portico_files::{BucketOptions, FileStore, NotReceived, Span};

/// The server, ended with the test.
struct Server {
    process: Child,
    address: String,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ended_already = self.process.kill();
        let _reaped = self.process.wait();
    }
}

/// Starts the server with an empty bucket; nothing where it is not installed.
async fn start() -> Option<Server> {
    let program = concat!(env!("CARGO_MANIFEST_DIR"), "/../../target/moto/bin/moto_server");
    if !Path::new(program).exists() {
        assert!(std::env::var_os("CI").is_none(), "{program} is not there: run cargo xtask test");
        eprintln!("left out: {program} is not there");
        return None;
    }
    let port = TcpListener::bind("127.0.0.1:0").and_then(|free| free.local_addr()).ok()?.port();
    let process = Command::new(program)
        .args(["-H", "127.0.0.1", "-p", &port.to_string()])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    let server = Server { process, address: format!("http://127.0.0.1:{port}") };
    let http = Client::builder(TokioExecutor::new()).build_http();
    for _ in 0..200 {
        let request =
            http::Request::put(format!("{}/contents", server.address)).body(Full::new(Bytes::new()));
        if http.request(request.ok()?).await.is_ok_and(|response| response.status().is_success()) {
            return Some(server);
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("the server does not answer");
}

fn store(server: &Server, folder: &Path) -> FileStore {
    let options = BucketOptions {
        endpoint: server.address.clone(),
        bucket: "contents".to_owned(),
        region: "us-east-1".to_owned(),
        key: "key".to_owned(),
        secret: "secret".to_owned(),
        in_path: true,
    };
    FileStore::in_bucket(folder, &options).unwrap_or_else(|cause| panic!("{cause}"))
}

#[tokio::test]
async fn contents_go_into_a_bucket_and_come_back_whole_and_in_parts() {
    let Some(server) = start().await else { return };
    let folder = tempfile::tempdir().unwrap_or_else(|error| panic!("{error}"));
    let store = store(&server, folder.path());
    let sent: Vec<u8> = (0..3_000_000_u32).flat_map(u32::to_le_bytes).collect();
    let received = store.receive(Full::new(Bytes::from(sent.clone())), 12_000_000).await;
    let received = received.unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(received.size, 12_000_000);
    let key = store.keep("739224", "01a211b7fc00", received).await.unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(key, "739224/01/01a211b7fc00");
    assert_eq!(store.read(&key).await.ok().as_deref(), Some(sent.as_slice()));
    for (span, part) in [
        (Span::Between(4, 7), &sent[4..8]),
        (Span::From(11_999_990), &sent[11_999_990..]),
        (Span::Last(5), &sent[11_999_995..]),
    ] {
        let opened = store.open(&key, Some(span)).await.unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(opened.size, 12_000_000, "{span:?}");
        let bytes = opened.bytes.collect().await.unwrap_or_else(|error| panic!("{error}")).to_bytes();
        assert_eq!(bytes, part, "{span:?}");
    }
    assert!(store.open(&key, Some(Span::From(12_000_000))).await.is_ok_and(|opened| opened.part.is_none()));
    // Nothing of it stays on this machine.
    let left = std::fs::read_dir(folder.path().join("arriving")).map(Iterator::count);
    assert_eq!(left.ok(), Some(0));
    assert!(store.remove(&key).await.is_ok() && store.remove(&key).await.is_ok());
    assert!(store.read(&key).await.is_err());

    let small = store.put("739224", b"Rechnung").await.unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(store.read(&small).await.ok().as_deref(), Some(b"Rechnung".as_slice()));
    let refused = store.receive(Full::new(Bytes::from_static(b"too much")), 3).await;
    assert!(matches!(refused, Err(NotReceived::TooLarge(3))));
    for key in ["../contents", "a/b", "739224/01/../x"] {
        assert!(store.read(key).await.is_err(), "{key}");
    }
}
