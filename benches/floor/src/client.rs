//! A keep-alive HTTP/1.1 client that costs little, so that the load client is not what is measured.

use std::io;
use std::net::SocketAddr;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// One connection, used for one request after the other.
pub struct Connection {
    stream: TcpStream,
    buffer: Vec<u8>,
}

/// An answer, read into the connection's buffer.
pub struct Answer<'a> {
    /// The status code.
    pub status: u16,
    /// Status line and headers.
    pub head: &'a str,
    /// The body.
    pub body: &'a [u8],
}

impl Connection {
    /// Connects without delay for small packets.
    pub async fn open(address: SocketAddr) -> io::Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, buffer: Vec::with_capacity(64 * 1024) })
    }

    /// Sends a rendered request and reads the whole answer.
    pub async fn exchange(&mut self, request: &[u8]) -> io::Result<Answer<'_>> {
        self.stream.write_all(request).await?;
        self.buffer.clear();
        let head = loop {
            self.more().await?;
            if let Some(at) = find(&self.buffer, b"\r\n\r\n") {
                break at + 4;
            }
        };
        let length = match text(&self.buffer[..head])? {
            head if head.starts_with("HTTP/1.1 204") => 0,
            head => {
                header(head, "content-length").and_then(|value| value.parse().ok()).ok_or_else(no_length)?
            }
        };
        while self.buffer.len() < head + length {
            self.more().await?;
        }
        let (head, body) = self.buffer.split_at(head);
        let head = text(head)?;
        let status = head.get(9..12).and_then(|code| code.parse().ok()).unwrap_or(0);
        Ok(Answer { status, head, body })
    }

    async fn more(&mut self) -> io::Result<()> {
        match self.stream.read_buf(&mut self.buffer).await? {
            0 => Err(io::ErrorKind::UnexpectedEof.into()),
            _ => Ok(()),
        }
    }
}

impl Answer<'_> {
    /// A header's value.
    pub fn header(&self, name: &str) -> Option<&str> {
        header(self.head, name)
    }

    /// The server's own time for this answer in milliseconds: `Server-Timing: app;dur=1.2`.
    pub fn server_ms(&self) -> Option<f64> {
        let (_, rest) = self.header("server-timing")?.split_once("app;dur=")?;
        rest.split([',', ';']).next()?.trim().parse().ok()
    }
}

fn header<'a>(head: &'a str, name: &str) -> Option<&'a str> {
    head.lines().find_map(|line| {
        let (key, value) = line.split_once(':')?;
        key.eq_ignore_ascii_case(name).then(|| value.trim())
    })
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|window| window == wanted)
}

fn text(bytes: &[u8]) -> io::Result<&str> {
    std::str::from_utf8(bytes).map_err(|_| io::ErrorKind::InvalidData.into())
}

fn no_length() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, "the answer names no content-length")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_tells_the_servers_own_time() {
        let head = "HTTP/1.1 200 OK\r\nServer-Timing: db;dur=0.2, app;dur=1.25\r\n\r\n";
        let answer = Answer { status: 200, head, body: b"" };
        assert_eq!(answer.server_ms(), Some(1.25));
        assert_eq!(Answer { status: 200, head: "HTTP/1.1 200 OK\r\n\r\n", body: b"" }.server_ms(), None);
    }
}
