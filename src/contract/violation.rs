//! One place where a request or an answer breaks its contract: where it is in the message, what is wrong, and where the
//! contract says so.

use serde::Serialize;
use strum::IntoStaticStr;

/// Who broke the contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, IntoStaticStr)]
#[serde(rename_all = "lowercase")]
#[strum(serialize_all = "lowercase")]
pub enum Side {
    /// The client, by its request.
    Request,
    /// The server, by its answer.
    Response,
}

/// Which part of a message breaks the contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, IntoStaticStr)]
#[serde(rename_all = "lowercase")]
#[strum(serialize_all = "lowercase")]
pub enum Location {
    /// The path.
    Path,
    /// The query.
    Query,
    /// A header field.
    Header,
    /// A cookie.
    Cookie,
    /// The body.
    Body,
    /// The credentials.
    Credentials,
    /// The status of an answer.
    Status,
}

/// One place where a request or an answer breaks its contract.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Violation {
    /// Who broke it.
    pub side: Side,
    /// Which part of the message does.
    #[serde(rename = "in")]
    pub location: Location,
    /// Where in that part: the name of a parameter, header or security scheme, with a JSON pointer after it where the value has
    /// parts; for a body only the pointer, which is empty for the whole body.
    pub place: String,
    /// The keyword of the schema that does not hold, or of the contract: `required`, `type`, `contentType`, `security`, `accept`.
    pub keyword: String,
    /// What is wrong, in one sentence.
    pub message: String,
    /// Where the contract says so: a JSON pointer into its document.
    #[serde(rename = "contract")]
    pub pointer: String,
}

/// The keyword of a body whose media type is not documented.
pub(crate) const CONTENT_TYPE: &str = "contentType";

/// The keyword of an answer that the client does not accept.
pub(crate) const ACCEPT: &str = "accept";

impl Violation {
    /// Whether a call is refused for it where the contract is enforced. A member that only the other side should send is told of
    /// and let through: "should not" is what OpenAPI says of it (3.0.4, Schema Object, `readOnly` and `writeOnly`).
    pub fn is_serious(&self) -> bool {
        self.keyword != "readOnly" && self.keyword != "writeOnly"
    }

    /// The status that a call is refused with for it (RFC 9110, 15.5.2, 15.5.7, 15.5.16, 15.5.21 and 15.6.1).
    pub fn status(&self) -> u16 {
        match (self.side, self.location, self.keyword.as_str()) {
            (_, _, ACCEPT) => 406,
            (Side::Response, _, _) => 500,
            (_, Location::Credentials, _) => 401,
            (_, _, CONTENT_TYPE) => 415,
            _ => 422,
        }
    }

    /// The place as a person reads it: `query limit`, `body /pets/0/name`.
    pub fn full_place(&self) -> String {
        let location: &'static str = self.location.into();
        if self.place.is_empty() { location.to_owned() } else { format!("{location} {}", self.place) }
    }
}
