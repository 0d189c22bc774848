//! What a content is: told by what it holds, its name and what its sender says, which must agree.

mod table;

pub use table::Group;
use table::{KINDS, Kind, Proof};

/// What a content was found to be.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Found {
    /// Its media type.
    pub media_type: &'static str,
    /// What it is used as.
    pub group: Group,
}

/// That a content is not what its name or its sender says.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Mismatch {
    /// What it is said to be, such as `PDF`.
    pub said: String,
    /// What it holds, as a media type; empty when nobody knows.
    pub holds: &'static str,
}

/// The ending of a name, in lower case and without its dot.
pub fn ending(name: &str) -> Option<String> {
    let (stem, ending) = name.rsplit_once('.')?;
    let plain = !stem.is_empty()
        && !ending.is_empty()
        && ending.len() <= 10
        && ending.chars().all(|c| c.is_ascii_alphanumeric());
    plain.then(|| ending.to_ascii_lowercase())
}

/// The media type that a name stands for.
pub fn of_name(name: &str) -> Option<Found> {
    let kind = by_ending(&ending(name)?)?;
    Some(Found { media_type: kind.media_type, group: kind.group })
}

/// The endings of everyday files, which portals take when they say nothing else.
pub fn everyday() -> impl Iterator<Item = &'static str> {
    KINDS.iter().filter(|kind| kind.everyday).flat_map(|kind| kind.endings.iter().copied())
}

/// The media types of an ending, for the file chooser of a browser.
pub fn media_type_of(ending: &str) -> Option<&'static str> {
    by_ending(ending).map(|kind| kind.media_type)
}

fn by_ending(ending: &str) -> Option<&'static Kind> {
    KINDS.iter().find(|kind| kind.endings.contains(&ending))
}

/// Judges a content by how it begins. Its name and the media type its sender declares must not contradict it.
pub fn judge(name: &str, declared: &str, head: &[u8]) -> Result<Found, Mismatch> {
    let holds = infer::get(head).map_or("", |kind| kind.mime_type());
    let declared = declared.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let says_nothing = declared.is_empty() || declared == "application/octet-stream";
    let ending = ending(name).unwrap_or_default();
    let Some(kind) = by_ending(&ending) else {
        return judge_unnamed(&declared, says_nothing, holds);
    };
    if !proven(kind, head, holds) {
        return Err(Mismatch { said: ending.to_ascii_uppercase(), holds });
    }
    let is_text = kind.proof == Proof::Text && declared == "text/plain";
    let names_it = declared == kind.media_type || kind.also.contains(&declared.as_str());
    if !(says_nothing || names_it || is_text) {
        return Err(Mismatch { said: declared, holds: kind.media_type });
    }
    Ok(Found { media_type: kind.media_type, group: kind.group })
}

/// A content whose name says nothing: what it holds decides, and what is declared must not contradict it.
fn judge_unnamed(declared: &str, says_nothing: bool, holds: &'static str) -> Result<Found, Mismatch> {
    let known = KINDS.iter().find(|kind| kind.media_type == holds || kind.also.contains(&holds));
    let Some(kind) = known else {
        let claims = KINDS.iter().any(|kind| kind.media_type == declared && kind.proof != Proof::Text);
        if claims && !says_nothing {
            return Err(Mismatch { said: declared.to_owned(), holds });
        }
        return Ok(Found { media_type: "application/octet-stream", group: Group::Unknown });
    };
    if !says_nothing && declared != kind.media_type && !kind.also.contains(&declared) {
        return Err(Mismatch { said: declared.to_owned(), holds });
    }
    Ok(Found { media_type: kind.media_type, group: kind.group })
}

fn proven(kind: &Kind, head: &[u8], holds: &str) -> bool {
    match kind.proof {
        Proof::Content => holds == kind.media_type || kind.also.contains(&holds),
        Proof::Start(start) => head.starts_with(start),
        // A text holds no zero bytes, and is nothing that is known by its first bytes either.
        Proof::Text => !head.contains(&0) && (holds.is_empty() || holds.starts_with("text/")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";
    const GIF: &[u8] = b"GIF89a/*<svg/onload=alert(1)>*/=1;";

    fn found(name: &str, declared: &str, head: &[u8]) -> Option<&'static str> {
        judge(name, declared, head).ok().map(|found| found.media_type)
    }

    #[test]
    fn what_agrees_is_what_it_says() {
        assert_eq!(found("Rechnung.PDF", "application/pdf", b"%PDF-1.7\n"), Some("application/pdf"));
        assert_eq!(found("foto.png", "", PNG), Some("image/png"));
        assert_eq!(found("foto.jpeg", "image/jpg", b"\xff\xd8\xff\xe0"), Some("image/jpeg"));
        assert_eq!(found("Liste.csv", "application/vnd.ms-excel", b"a;b\n1;2"), Some("text/csv"));
        assert_eq!(found("Brief.docx", "", b"PK\x03\x04word/"), Some(table::DOCX));
        assert_eq!(found("ohne", "image/png", PNG), Some("image/png"));
        assert_eq!(found("ohne", "", b"whatever"), Some("application/octet-stream"));
    }

    #[test]
    fn what_contradicts_is_refused() {
        for (name, declared, head) in [
            ("rechnung.pdf", "application/pdf", PNG),
            ("rechnung.pdf", "application/pdf", b"<html><script>alert(1)</script>".as_slice()),
            ("rechnung.pdf", "", b"MZ\x90\0\x03".as_slice()),
            ("foto.png", "image/png", GIF),
            ("foto.png", "text/html", PNG),
            ("foto.jpg", "image/png", b"\xff\xd8\xff\xe0".as_slice()),
            ("notiz.txt", "text/plain", b"%PDF-1.7".as_slice()),
            ("notiz.txt", "text/plain", b"MZ\x90\0".as_slice()),
            ("brief.docx", "", b"<html>".as_slice()),
            ("ohne", "application/pdf", PNG),
            ("ohne", "application/pdf", b"<html>".as_slice()),
        ] {
            assert!(judge(name, declared, head).is_err(), "{name} {declared}");
        }
    }

    #[test]
    fn an_ending_is_plain_or_none() {
        assert_eq!(ending("a.tar.GZ"), Some("gz".to_owned()));
        for name in [".htaccess", "a", "a.", "a.p df", "a.ä", "a.pdf\0", "a.averyveryverylong"] {
            assert_eq!(ending(name), None, "{name}");
        }
    }

    #[test]
    fn what_could_run_is_no_everyday_file() {
        let everyday: Vec<_> = everyday().collect();
        for ending in ["svg", "html", "htm", "xml", "js", "exe"] {
            assert!(!everyday.contains(&ending), "{ending}");
        }
        assert!(everyday.contains(&"pdf"));
    }
}
