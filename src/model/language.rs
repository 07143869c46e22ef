//! The languages that a text body can be written in, and the Content-Types they go with.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What a text body is written in.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema, strum::EnumIter, strum::IntoStaticStr,
)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// `application/json`
    #[default]
    #[strum(serialize = "JSON")]
    Json,
    /// `application/xml`
    #[strum(serialize = "XML")]
    Xml,
    /// `text/html`
    #[strum(serialize = "HTML")]
    Html,
    /// `text/javascript`
    JavaScript,
    /// `text/css`
    #[strum(serialize = "CSS")]
    Css,
    /// `application/yaml`
    #[strum(serialize = "YAML")]
    Yaml,
    /// `text/plain`
    #[strum(serialize = "Plain text")]
    Plain,
}

impl Language {
    /// What a person calls it.
    pub fn label(self) -> &'static str {
        self.into()
    }

    /// The Content-Type that a body of this language has where no header says otherwise.
    pub fn content_type(self) -> &'static str {
        match self {
            Self::Json => "application/json",
            Self::Xml => "application/xml",
            Self::Html => "text/html; charset=utf-8",
            Self::JavaScript => "text/javascript; charset=utf-8",
            Self::Css => "text/css; charset=utf-8",
            Self::Yaml => "application/yaml",
            Self::Plain => "text/plain; charset=utf-8",
        }
    }

    /// The language that a Content-Type names; plain text where it names none of ours.
    pub fn of_content_type(content_type: &str) -> Self {
        let essence = content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        let subtype = essence.split_once('/').map_or("", |(_, subtype)| subtype);
        match subtype {
            "json" => Self::Json,
            "xml" => Self::Xml,
            "html" | "xhtml+xml" => Self::Html,
            "javascript" | "ecmascript" | "x-javascript" => Self::JavaScript,
            "css" => Self::Css,
            "yaml" | "x-yaml" | "vnd.yaml" => Self::Yaml,
            _ if subtype.ends_with("+json") => Self::Json,
            _ if subtype.ends_with("+xml") => Self::Xml,
            _ if subtype.ends_with("+yaml") => Self::Yaml,
            _ => Self::Plain,
        }
    }
}
