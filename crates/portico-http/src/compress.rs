//! Compression: pages, stylesheets, scripts and drawings travel gzipped to whoever takes that.

use std::io::Write;

use axum::body::Body;
use flate2::{Compression, GzBuilder};
use http::{HeaderMap, HeaderValue, Response, header};
use http_body_util::BodyExt;
use hyper::body::Body as _;
use portico_kit::Random;

/// Below this a packet is not saved.
const WORTH_IT: u64 = 860;
/// Above this somebody's file is sent, not a page.
const MOST: u64 = 4 << 20;
/// Types whose bytes are ours and repeat themselves. JSON is left to a proxy: programs ask from nearby.
const TYPES: [&str; 4] = ["text/html", "text/css", "text/javascript", "image/svg+xml"];
/// Fast enough to be done for every page.
const PAGE_LEVEL: u32 = 4;
/// For what is compressed once and sent often.
const BEST_LEVEL: u32 = 9;

/// Whether the request says that gzip is understood.
pub fn takes_gzip(headers: &HeaderMap) -> bool {
    let said = headers.get_all(header::ACCEPT_ENCODING).into_iter().filter_map(|value| value.to_str().ok());
    said.flat_map(|value| value.split(',')).any(|one| {
        let mut parts = one.split(';').map(str::trim);
        let is_gzip = parts.next().is_some_and(|name| name.eq_ignore_ascii_case("gzip"));
        let is_refused = parts.any(|part| matches!(part, "q=0" | "q=0.0" | "q=0.00" | "q=0.000"));
        is_gzip && !is_refused
    })
}

/// The bytes as small as they get, for what is kept and sent often.
pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    packed(bytes, BEST_LEVEL, Vec::new()).unwrap_or_default()
}

/// The answer, gzipped where that is worth it and understood.
pub async fn compressed(response: Response<Body>, takes_gzip: bool) -> Response<Body> {
    if !is_ours(response.headers()) {
        return response;
    }
    let size = response.body().size_hint().exact();
    let (mut parts, body) = response.into_parts();
    parts.headers.append(header::VARY, HeaderValue::from_static("accept-encoding"));
    if !takes_gzip || !size.is_some_and(|size| (WORTH_IT..=MOST).contains(&size)) {
        return Response::from_parts(parts, body);
    }
    let Ok(collected) = body.collect().await else { return Response::from_parts(parts, Body::empty()) };
    let bytes = collected.to_bytes();
    match packed(&bytes, PAGE_LEVEL, salt()) {
        Ok(packed) => {
            parts.headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
            parts.headers.remove(header::CONTENT_LENGTH);
            Response::from_parts(parts, Body::from(packed))
        }
        Err(_) => Response::from_parts(parts, Body::from(bytes)),
    }
}

fn is_ours(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let is_whole = !headers.contains_key(header::CONTENT_ENCODING)
        && !headers.contains_key(header::CONTENT_RANGE)
        && !headers.contains_key(header::CONTENT_DISPOSITION);
    is_whole && TYPES.iter().any(|known| kind.starts_with(known))
}

/// A name of random length in the head of the stream: the size of a page then tells nobody what stands in it beside
/// words of theirs.
fn salt() -> Vec<u8> {
    let token = Random::system().token().into_bytes();
    let length = token.iter().map(|byte| usize::from(*byte)).sum::<usize>() % token.len().max(1);
    token.into_iter().take(length).collect()
}

fn packed(bytes: &[u8], level: u32, name: Vec<u8>) -> std::io::Result<Vec<u8>> {
    let builder = if name.is_empty() { GzBuilder::new() } else { GzBuilder::new().filename(name) };
    let mut writer = builder.write(Vec::with_capacity(bytes.len() / 4), Compression::new(level));
    writer.write_all(bytes)?;
    writer.finish()
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    fn asked(value: &'static str) -> HeaderMap {
        HeaderMap::from_iter([(header::ACCEPT_ENCODING, HeaderValue::from_static(value))])
    }

    async fn sent(kind: &'static str, body: &str, takes_gzip: bool) -> (HeaderMap, Vec<u8>) {
        let mut response = Response::new(Body::from(body.to_owned()));
        response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
        let (parts, body) = compressed(response, takes_gzip).await.into_parts();
        (parts.headers, body.collect().await.unwrap().to_bytes().to_vec())
    }

    #[test]
    fn gzip_is_taken_when_it_is_named_and_not_refused() {
        assert!(takes_gzip(&asked("gzip, deflate, br")));
        assert!(takes_gzip(&asked("br;q=1.0, GZIP;q=0.8")));
        assert!(!takes_gzip(&asked("gzip;q=0, br")));
        assert!(!takes_gzip(&asked("br")));
        assert!(!takes_gzip(&HeaderMap::new()));
    }

    #[tokio::test]
    async fn a_page_is_gzipped_and_can_be_read_again() {
        let page = "<p>Guten Tag</p>".repeat(500);
        let (headers, bytes) = sent("text/html; charset=utf-8", &page, true).await;
        assert_eq!(headers[header::CONTENT_ENCODING], "gzip");
        assert_eq!(headers[header::VARY], "accept-encoding");
        assert!(bytes.len() < page.len() / 10);
        let mut read = String::new();
        flate2::read::GzDecoder::new(bytes.as_slice()).read_to_string(&mut read).unwrap();
        assert_eq!(read, page);
    }

    #[tokio::test]
    async fn whoever_does_not_take_gzip_and_what_is_not_ours_stay_as_they_are() {
        let page = "<p>Guten Tag</p>".repeat(500);
        for (kind, takes_gzip) in
            [("text/html", false), ("application/pdf", true), ("application/json", true)]
        {
            let (headers, bytes) = sent(kind, &page, takes_gzip).await;
            assert!(!headers.contains_key(header::CONTENT_ENCODING), "{kind}");
            assert_eq!(bytes, page.as_bytes(), "{kind}");
        }
    }

    #[tokio::test]
    async fn the_size_of_the_same_page_differs_from_time_to_time() {
        let page = "<p>Guten Tag</p>".repeat(500);
        let mut sizes = std::collections::BTreeSet::new();
        for _ in 0..40 {
            sizes.insert(sent("text/html", &page, true).await.1.len());
        }
        assert!(sizes.len() > 5, "{sizes:?}");
    }
}
