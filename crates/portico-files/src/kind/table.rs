//! The kinds of files that are known, with how their content is told.

/// What a file is used as, in the published words.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Group {
    /// To be read.
    Document,
    /// Plain text.
    Text,
    /// A picture.
    Image,
    /// A film.
    Video,
    /// Sound.
    Audio,
    /// Rows and columns.
    Spreadsheet,
    /// Slides.
    Presentation,
    /// Files in a file.
    Archive,
    /// Something that runs.
    Application,
    /// Anything else.
    Unknown,
}

impl Group {
    /// The published word.
    pub fn name(self) -> &'static str {
        match self {
            Self::Document => "document",
            Self::Text => "text",
            Self::Image => "image",
            Self::Video => "video",
            Self::Audio => "audio",
            Self::Spreadsheet => "spreadsheet",
            Self::Presentation => "presentation",
            Self::Archive => "archive",
            Self::Application => "application",
            Self::Unknown => "unknown",
        }
    }
}

/// How the content of a kind is told.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Proof {
    /// By its first bytes, as the library knows them.
    Content,
    /// By beginning with these bytes.
    Start(&'static [u8]),
    /// By being text.
    Text,
}

/// A kind of files.
pub(super) struct Kind {
    pub(super) endings: &'static [&'static str],
    pub(super) media_type: &'static str,
    /// Other names of the media type that are in use.
    pub(super) also: &'static [&'static str],
    pub(super) group: Group,
    pub(super) proof: Proof,
    pub(super) everyday: bool,
}

pub(super) const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const PPTX: &str = "application/vnd.openxmlformats-officedocument.presentationml.presentation";
/// How a zip archive begins, and with it the newer office files.
const ZIP: Proof = Proof::Start(b"PK\x03\x04");
/// How the older office files begin.
const OLE: Proof = Proof::Start(b"\xd0\xcf\x11\xe0");

type Names = &'static [&'static str];

const fn kind(endings: Names, media_type: &'static str, also: Names, group: Group, proof: Proof) -> Kind {
    Kind { endings, media_type, also, group, proof, everyday: true }
}

const fn rare(endings: Names, media_type: &'static str, group: Group, proof: Proof) -> Kind {
    Kind { endings, media_type, also: &[], group, proof, everyday: false }
}

use Group::{Application, Archive, Audio, Document, Image, Presentation, Spreadsheet, Text, Unknown, Video};
use Proof::Content;

/// All of them.
pub(super) const KINDS: &[Kind] = &[
    kind(&["pdf"], "application/pdf", &["application/x-pdf"], Document, Content),
    kind(&["docx"], DOCX, &[], Document, ZIP),
    kind(&["doc"], "application/msword", &[], Document, OLE),
    kind(&["odt"], "application/vnd.oasis.opendocument.text", &[], Document, ZIP),
    kind(&["rtf"], "application/rtf", &["text/rtf"], Document, Proof::Start(b"{\\rtf")),
    kind(&["txt", "md", "log"], "text/plain", &["text/markdown"], Text, Proof::Text),
    kind(&["jpg", "jpeg"], "image/jpeg", &["image/jpg", "image/pjpeg"], Image, Content),
    kind(&["png"], "image/png", &["image/x-png"], Image, Content),
    kind(&["webp"], "image/webp", &[], Image, Content),
    kind(&["gif"], "image/gif", &[], Image, Content),
    kind(&["heic", "heif"], "image/heic", &["image/heif", "image/heic-sequence"], Image, Content),
    kind(&["tif", "tiff"], "image/tiff", &[], Image, Content),
    kind(&["bmp"], "image/bmp", &["image/x-ms-bmp"], Image, Content),
    kind(&["xlsx", "xlsm"], XLSX, &["application/vnd.ms-excel.sheet.macroenabled.12"], Spreadsheet, ZIP),
    kind(&["xls"], "application/vnd.ms-excel", &[], Spreadsheet, OLE),
    kind(&["ods"], "application/vnd.oasis.opendocument.spreadsheet", &[], Spreadsheet, ZIP),
    kind(&["csv"], "text/csv", &["application/csv", "application/vnd.ms-excel"], Spreadsheet, Proof::Text),
    kind(&["pptx"], PPTX, &[], Presentation, ZIP),
    kind(&["ppt"], "application/vnd.ms-powerpoint", &[], Presentation, OLE),
    kind(&["odp"], "application/vnd.oasis.opendocument.presentation", &[], Presentation, ZIP),
    kind(&["mp4", "m4v"], "video/mp4", &["video/x-m4v"], Video, Content),
    kind(&["mov"], "video/quicktime", &[], Video, Content),
    kind(&["webm"], "video/webm", &[], Video, Content),
    kind(&["mp3"], "audio/mpeg", &["audio/mp3"], Audio, Content),
    kind(&["m4a"], "audio/mp4", &["audio/m4a", "audio/x-m4a"], Audio, Content),
    kind(&["wav"], "audio/wav", &["audio/x-wav", "audio/wave"], Audio, Content),
    kind(&["ogg"], "audio/ogg", &[], Audio, Content),
    kind(&["eml"], "message/rfc822", &[], Document, Proof::Text),
    kind(&["msg"], "application/vnd.ms-outlook", &[], Document, OLE),
    kind(&["ics"], "text/calendar", &[], Text, Proof::Text),
    kind(&["zip"], "application/zip", &["application/x-zip-compressed"], Archive, ZIP),
    kind(&["dwg"], "image/vnd.dwg", &["application/acad", "image/x-dwg"], Unknown, Proof::Start(b"AC10")),
    kind(&["dxf"], "image/vnd.dxf", &["application/dxf"], Unknown, Proof::Text),
    rare(&["json"], "application/json", Text, Proof::Text),
    rare(&["svg"], "image/svg+xml", Image, Proof::Text),
    rare(&["html", "htm", "xhtml"], "text/html", Text, Proof::Text),
    rare(&["xml"], "application/xml", Text, Proof::Text),
    rare(&["js", "mjs"], "text/javascript", Application, Proof::Text),
    rare(&["exe", "dll", "msi"], "application/octet-stream", Application, Proof::Start(b"")),
    rare(&["7z"], "application/x-7z-compressed", Archive, Content),
    rare(&["gz", "tgz"], "application/gzip", Archive, Content),
];
