//! The built program: run to its end, or started as a server that is asked over HTTP.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

use serde_json::Value;

use crate::engine::Place;

/// The program in a folder, with none of the settings of whoever runs the tests.
pub fn portico(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_portico"));
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("PORTICO_")) {
        command.env_remove(name);
    }
    command.args(arguments).current_dir(folder).stdin(Stdio::null());
    command
}

/// Runs a command on a place to its end.
pub fn run(place: &Place, arguments: &[&str]) -> Output {
    portico(place.folder(), arguments).args(place.options()).output().unwrap()
}

/// What a command that must succeed prints.
pub fn printed(place: &Place, arguments: &[&str]) -> String {
    let output = run(place, arguments);
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{arguments:?}: {told}");
    String::from_utf8(output.stdout).unwrap()
}

/// What a command that must fail complains about.
pub fn complaint(output: &Output) -> String {
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(matches!(output.status.code(), Some(1 | 2)), "{}: {told}", output.status);
    told
}

/// A running server.
pub struct Server {
    child: Child,
    address: String,
    /// Everything it said before it listened.
    pub said: String,
}

impl Server {
    /// Starts a command on a place and waits until it listens.
    pub fn start(place: &Place, arguments: &[&str]) -> Self {
        let mut command = portico(place.folder(), arguments);
        command.args(place.options()).args(["--listen", "127.0.0.1:0", "--limits", "off"]);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::inherit()).spawn().unwrap();
        let mut said = String::new();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let address = loop {
            let line = lines.next().expect("the server listens").unwrap();
            if let Some(address) = line.strip_prefix("listening on http://") {
                break address.to_owned();
            }
            said.push_str(&line);
            said.push('\n');
        };
        Self { child, address, said }
    }

    /// Its address.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The status of a request, and its body.
    pub fn ask(&self, method: &str, path: &str, token: Option<&str>, body: Option<&Value>) -> (u16, String) {
        let body = body.map(Value::to_string).unwrap_or_default();
        let token = token.map(|token| format!("authorization: Bearer {token}\r\n")).unwrap_or_default();
        let mut stream = TcpStream::connect(&self.address).unwrap();
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nhost: {}\r\nconnection: close\r\n{token}content-type: application/json\r\n\
             content-length: {}\r\n\r\n{body}",
            self.address,
            body.len()
        )
        .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        (head.split(' ').nth(1).unwrap().parse().unwrap(), body.to_owned())
    }

    /// The status of a GET.
    pub fn status_of(&self, path: &str) -> u16 {
        self.ask("GET", path, None, None).0
    }

    /// The status of signing in to a portal.
    pub fn sign_in(&self, portal_id: &Value, email: &str, password: &str) -> u16 {
        let body = serde_json::json!({ "portal_id": portal_id, "email": email, "password": password });
        self.ask("POST", "/auth/login", None, Some(&body)).0
    }

    /// Ends it as an operator does; it must end well.
    pub fn stop(mut self) {
        assert!(
            Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status().unwrap().success()
        );
        assert!(self.child.wait().unwrap().success(), "the server ends well");
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ended_already = self.child.kill();
        let _status = self.child.wait();
    }
}
