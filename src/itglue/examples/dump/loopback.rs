//! A transport to this machine alone.

use gluepane_itglue::{ApiBase, HttpRequest, HttpResponse, Transport, TransportError};
use gluepane_secret::Secret;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;

/// HTTP/1.1 on a connection of its own for each request, which the other side closes.
pub(crate) struct Loopback {
    host: String,
}

impl Transport for Loopback {
    async fn send(&self, request: HttpRequest<'_>) -> Result<HttpResponse, TransportError> {
        self.ask(&request).map_err(|_| TransportError::Unreachable)
    }
}

impl Loopback {
    pub(crate) fn of(base: &ApiBase) -> Self {
        let host = base.host().to_owned();
        Self { host }
    }

    fn ask(&self, request: &HttpRequest<'_>) -> std::io::Result<HttpResponse> {
        let origin = format!("http://{}", self.host);
        let path = request.url.strip_prefix(&origin).unwrap_or("/");
        let mut stream = TcpStream::connect(&self.host)?;
        // EXPOSE: the key goes into the header of a request to this machine.
        let key = request.credential.secret().expose();
        let head = format!(
            "GET {path} HTTP/1.1\r\nhost: {}\r\nx-api-key: {key}\r\nconnection: close\r\n\r\n",
            self.host
        );
        stream.write_all(head.as_bytes())?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer)?;
        read(&answer).ok_or_else(|| std::io::ErrorKind::InvalidData.into())
    }
}

/// An answer whose body is neither compressed nor in chunks.
fn read(answer: &str) -> Option<HttpResponse> {
    let (head, body) = answer.split_once("\r\n\r\n")?;
    let mut lines = head.lines();
    let status = lines.next()?.split(' ').nth(1)?.parse().ok()?;
    let header = |name: &str| {
        lines.clone().find_map(|line| {
            let (found, value) = line.split_once(':')?;
            found.eq_ignore_ascii_case(name).then(|| value.trim())
        })
    };
    Some(HttpResponse {
        headers: Vec::new(),
        status,
        content_type: header("content-type").unwrap_or_default().to_owned(),
        retry_after_s: header("retry-after").and_then(|text| text.parse().ok()),
        body: Secret::new(body.to_owned()),
    })
}
