//! What a contract says of one operation, in one form for OpenAPI 2.0, 3.0 and 3.1: where things were written differently in
//! an older version, they are told here as 3.1 would tell them. Schemas stay where they are in the document; this holds
//! pointers to them.

use std::fmt;

use serde_json::Value;

/// A method of a path, and all that the contract says of it. The method and path as written are its name: `GET /pets/{id}`.
#[derive(Clone, Debug, PartialEq)]
pub struct Operation {
    /// The method in capitals.
    pub method: String,
    /// The path template as the contract writes it, without the base path.
    pub path: String,
    /// The path that stands before it, from the first server that holds for it; empty or with a leading and no trailing slash.
    pub base_path: String,
    /// Where it stands in the document.
    pub pointer: String,
    /// `operationId`.
    pub operation_id: Option<String>,
    /// The groups it belongs to.
    pub tags: Vec<String>,
    /// One sentence.
    pub summary: String,
    /// More than one sentence, in CommonMark.
    pub description: String,
    /// Whether it should no longer be used.
    pub is_deprecated: bool,
    /// Its parameters and those of its path, its own first where both have one.
    pub parameters: Vec<Parameter>,
    /// What a request carries.
    pub request_body: Option<RequestBody>,
    /// The media types that all of its answers may be of, also of those that are not documented; only OpenAPI 2.0 lists them.
    pub produces: Vec<String>,
    /// The documented answers in the document's order.
    pub responses: Vec<DocumentedResponse>,
    /// The ways to show credentials: any one of them suffices, an empty one means that none are needed. None at all where the
    /// operation is open.
    pub security: Vec<SecurityRequirement>,
}

impl Operation {
    /// The name of the operation: `GET /pets/{id}`.
    pub fn key(&self) -> String {
        format!("{} {}", self.method, self.path)
    }

    /// What is documented for a status: exactly, by its range, or by default (OpenAPI 3.1, Responses Object).
    pub fn response(&self, status: u16) -> Option<&DocumentedResponse> {
        let find = |key: StatusKey| self.responses.iter().find(|response| response.status == key);
        StatusKey::candidates(status).into_iter().find_map(find)
    }
}

/// Where a schema stands in the document: a JSON pointer (RFC 6901).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct SchemaAt {
    /// The pointer. In OpenAPI 2.0 that of a parameter or header itself, which says the same as a schema.
    pub pointer: String,
}

impl SchemaAt {
    /// The schema at that pointer.
    pub fn new(pointer: impl Into<String>) -> Self {
        Self { pointer: pointer.into() }
    }

    /// What is written there.
    pub fn value<'d>(&self, document: &'d Value) -> Option<&'d Value> {
        document.pointer(&self.pointer)
    }
}

/// Where a parameter is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ParameterIn {
    /// In the path.
    Path,
    /// After the question mark.
    Query,
    /// As a header field.
    Header,
    /// In the field `Cookie`.
    Cookie,
}

/// How arrays and objects are written in a parameter (OpenAPI 3.1, Style Values; `TabSeparated` is 2.0's `tsv`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names are the standard's")]
pub enum Style {
    Matrix,
    Label,
    Simple,
    Form,
    SpaceDelimited,
    TabSeparated,
    PipeDelimited,
    DeepObject,
}

/// One parameter.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameter {
    /// Its name.
    pub name: String,
    /// Where it is sent.
    pub location: ParameterIn,
    /// Where it stands in the document, references followed.
    pub pointer: String,
    /// What it is, in CommonMark.
    pub description: String,
    /// Whether it must be there.
    pub is_required: bool,
    /// Whether it should no longer be used.
    pub is_deprecated: bool,
    /// Whether it may be there without a value.
    pub allows_empty: bool,
    /// How arrays and objects are written.
    pub style: Style,
    /// Whether each item or member is a parameter of its own.
    pub is_exploded: bool,
    /// The media type its value is written in, where it is not written by a style.
    pub media_type: Option<String>,
    /// What values it takes.
    pub schema: Option<SchemaAt>,
    /// Examples of its value.
    pub examples: Vec<NamedExample>,
}

/// What a request carries.
#[derive(Clone, Debug, PartialEq)]
pub struct RequestBody {
    /// Where it stands in the document.
    pub pointer: String,
    /// What it is, in CommonMark.
    pub description: String,
    /// Whether it must be there.
    pub is_required: bool,
    /// The media types it may be of.
    pub contents: Vec<Content>,
}

/// A body of one media type.
#[derive(Clone, Debug, PartialEq)]
pub struct Content {
    /// The media type or range: `application/json`, `image/*`.
    pub media_type: String,
    /// Where its Media Type Object stands in the document (in 2.0 the response or the operation).
    pub pointer: String,
    /// What it must look like.
    pub schema: Option<SchemaAt>,
    /// Examples of it.
    pub examples: Vec<NamedExample>,
}

/// An example. That of the keyword `example` has an empty name.
#[derive(Clone, Debug, PartialEq)]
pub struct NamedExample {
    /// Its name.
    pub name: String,
    /// One sentence about it.
    pub summary: String,
    /// The value; what stands elsewhere (`externalValue`) is not here.
    pub value: Value,
}

/// Which status an answer is documented for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum StatusKey {
    /// This status.
    Exact(u16),
    /// All of a hundred: 2 stands for `2XX`.
    Range(u8),
    /// Whatever is not documented otherwise.
    Default,
}

impl fmt::Display for StatusKey {
    /// As the contract writes it: `404`, `4XX`, `default`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exact(status) => write!(f, "{status}"),
            Self::Range(hundred) => write!(f, "{hundred}XX"),
            Self::Default => f.write_str("default"),
        }
    }
}

impl StatusKey {
    /// What may be documented for a status, the closest first.
    pub(super) fn candidates(status: u16) -> [Self; 3] {
        [Self::Exact(status), Self::Range(u8::try_from(status / 100).unwrap_or_default()), Self::Default]
    }
}

/// One documented answer.
#[derive(Clone, Debug, PartialEq)]
pub struct DocumentedResponse {
    /// For which status.
    pub status: StatusKey,
    /// Where it stands in the document, references followed.
    pub pointer: String,
    /// What it means, in CommonMark.
    pub description: String,
    /// Its headers.
    pub headers: Vec<DocumentedHeader>,
    /// The media types it may be of.
    pub contents: Vec<Content>,
}

/// One documented header of an answer.
#[derive(Clone, Debug, PartialEq)]
pub struct DocumentedHeader {
    /// Its name.
    pub name: String,
    /// What it is, in CommonMark.
    pub description: String,
    /// Whether it must be there.
    pub is_required: bool,
    /// Whether members of an object are written as `name=value`.
    pub is_exploded: bool,
    /// What values it takes.
    pub schema: Option<SchemaAt>,
    /// Examples of its value.
    pub examples: Vec<NamedExample>,
}

/// Credentials that suffice together: the names of schemes, with the scopes each asks for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SecurityRequirement {
    /// The schemes' names with their scopes.
    pub schemes: Vec<(String, Vec<String>)>,
}

/// How credentials are shown.
#[derive(Clone, Debug, PartialEq)]
pub enum SecurityScheme {
    /// A key in a query parameter, header or cookie.
    ApiKey {
        /// Where.
        location: ParameterIn,
        /// The parameter's name.
        name: String,
    },
    /// The field `Authorization` with a scheme in lower case: `basic`, `bearer`, `digest`; OAuth 2 and OpenID Connect are bearers.
    Http {
        /// The scheme.
        scheme: String,
    },
    /// A certificate of the client.
    MutualTls,
    /// Something this program does not know; it is never asked for.
    Unknown,
}

/// Something in a contract that cannot be used. All the rest counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContractProblem {
    /// Where it stands: a JSON pointer into the document.
    pub pointer: String,
    /// What is wrong, in one sentence without a period.
    pub message: String,
}
