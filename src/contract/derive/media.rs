//! Media types as contracts name them: ranges become a type that lies in them, and each is told by what its bodies are.

/// What a body of a media type is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Json,
    /// JSON texts, one to a line.
    JsonLines,
    Xml,
    Yaml,
    Form,
    /// `text/event-stream`
    Events,
    Html,
    Text,
    /// Nothing that a text could be.
    Bytes,
    /// A type that this program does not know: its schema says what it is.
    Unknown,
}

/// A media type that can be sent, for a type or range as a contract writes it.
pub(super) fn concrete(media_type: &str) -> String {
    let essence = essence(media_type);
    let parameters = media_type.find(';').and_then(|at| media_type.get(at..)).unwrap_or_default();
    let concrete = match essence.as_str() {
        "*/*" | "application/*" | "*" => "application/json",
        "text/*" => "text/plain",
        "image/*" => "image/png",
        "audio/*" => "audio/mpeg",
        "video/*" => "video/mp4",
        "font/*" => "font/woff2",
        "multipart/*" => "multipart/mixed",
        "application/*+json" => "application/vnd.api+json",
        "application/*+xml" => "application/atom+xml",
        other if !other.contains('/') || http::HeaderValue::from_str(media_type.trim()).is_err() => "application/json",
        _ => return media_type.trim().to_owned(),
    };
    format!("{concrete}{}", if parameters.contains("q=") { "" } else { parameters })
}

/// The media type without its parameters, in lower case.
pub(super) fn essence(media_type: &str) -> String {
    media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// What bodies of a media type are.
pub(super) fn kind(media_type: &str) -> Kind {
    let essence = essence(media_type);
    match essence.as_str() {
        "application/json" | "text/json" | "application/javascript+json" => Kind::Json,
        "application/x-ndjson"
        | "application/ndjson"
        | "application/jsonl"
        | "application/json-lines"
        | "application/x-jsonlines" => Kind::JsonLines,
        "application/json-seq" => Kind::JsonLines,
        "application/xml" | "text/xml" => Kind::Xml,
        "application/yaml" | "application/x-yaml" | "text/yaml" | "text/x-yaml" | "text/vnd.yaml" => Kind::Yaml,
        "application/x-www-form-urlencoded" => Kind::Form,
        "text/event-stream" => Kind::Events,
        "text/html" | "application/xhtml+xml" => Kind::Html,
        "application/javascript" | "application/graphql" | "application/jwt" | "application/sql" => Kind::Text,
        "application/octet-stream" | "application/pdf" | "application/zip" | "application/gzip" | "application/x-tar" => {
            Kind::Bytes
        }
        _ if essence.ends_with("+json") => Kind::Json,
        _ if essence.ends_with("+xml") => Kind::Xml,
        _ if essence.ends_with("+yaml") => Kind::Yaml,
        _ if essence.starts_with("text/") => Kind::Text,
        _ if ["image/", "audio/", "video/", "font/"].iter().any(|family| essence.starts_with(family)) => Kind::Bytes,
        _ => Kind::Unknown,
    }
}
