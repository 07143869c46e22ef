//! An endpoint: a method and a path pattern, and the responses it chooses from.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{EndpointContract, EndpointId, Extra, FolderId, Response, ResponseId, Spy, is_default, is_true, yes};

/// The method of an endpoint that answers any method.
pub const ANY_METHOD: &str = "ANY";

/// One method and path pattern with an ordered list of responses.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Endpoint {
    /// The endpoint's stable name.
    pub id: EndpointId,
    /// The method in capitals, `ANY` for all of them; custom methods are welcome.
    pub method: String,
    /// The path pattern: `/users/{id}`, `{id?}` for an optional last segment, `{rest...}` for all that is left.
    pub path: String,
    /// The folder it is shown in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub folder: Option<FolderId>,
    /// Whether it answers at all.
    #[serde(default = "yes", skip_serializing_if = "is_true")]
    pub enabled: bool,
    /// A person's notes.
    #[serde(default, skip_serializing_if = "String::is_empty", with = "super::notes")]
    #[schemars(with = "super::notes::Notes")]
    pub notes: String,
    /// How a response is chosen.
    #[serde(default, skip_serializing_if = "is_default")]
    pub selection: Selection,
    /// With selection by condition: what answers when no condition holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default_response: Option<ResponseId>,
    /// Where its requests are forwarded to, all of them or those that none of its responses answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub spy: Option<Spy>,
    /// The operation it was derived from, where it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contract: Option<EndpointContract>,
    /// The responses; their order is their priority.
    #[serde(default)]
    pub responses: Vec<Response>,
    /// Keys this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

impl Endpoint {
    /// An endpoint that answers `method path` and has no responses yet.
    pub fn new(id: EndpointId, method: impl Into<String>, path: impl Into<String>) -> Self {
        Self {
            id,
            method: method.into(),
            path: path.into(),
            folder: None,
            enabled: true,
            notes: String::new(),
            selection: Selection::default(),
            default_response: None,
            spy: None,
            contract: None,
            responses: Vec::new(),
            extra: Extra::new(),
        }
    }

    /// The response of that id.
    pub fn response(&self, id: &ResponseId) -> Option<&Response> {
        self.responses.iter().find(|response| response.id == *id)
    }

    /// The response of that id, for changing.
    pub fn response_mut(&mut self, id: &ResponseId) -> Option<&mut Response> {
        self.responses.iter_mut().find(|response| response.id == *id)
    }

    /// Whether `id` is the response that answers when no condition holds.
    pub fn is_default_response(&self, id: &ResponseId) -> bool {
        self.default_response.as_ref() == Some(id)
    }
}

/// How an endpoint chooses among its enabled responses.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Selection {
    /// The first whose condition holds, else the default.
    #[default]
    Condition,
    /// One after the other, starting over at the end.
    InOrder,
    /// At random by weight.
    Random,
}

/// Groups endpoints in the window. It has no meaning for serving.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Folder {
    /// The folder's stable name.
    pub id: FolderId,
    /// What a person calls it.
    pub name: String,
    /// The folder it lies in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<FolderId>,
    /// Keys this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}
