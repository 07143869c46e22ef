//! The project: one server's settings, its folders and its endpoints. This is the root of the project file.

use std::{collections::BTreeMap, sync::Arc};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    ContractLink, Delay, Endpoint, EndpointId, Expectation, ExpectationId, Extra, Folder, FolderId, Header, Response, ResponseId,
    Scenario, Spy, is_default, is_true, yes,
};

/// The version of the project file's format that this program writes.
pub const FORMAT_VERSION: u32 = 1;

/// One server and all that it serves.
///
/// Endpoints stand in one flat list in the order that decides among equals; folders only group them for
/// the eye.
// Endpoints are behind `Arc` so that undo steps share what did not change.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Project {
    /// Where the JSON Schema of this file is, for editors.
    #[serde(rename = "$schema", default, skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
    /// The file format's version.
    #[serde(rename = "mockwright")]
    pub version: u32,
    /// The project's name, as a person calls it.
    #[serde(default)]
    pub name: String,
    /// How the server listens and behaves.
    #[serde(default, skip_serializing_if = "is_default")]
    pub settings: Settings,
    /// The folders, in the order they are shown in.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub folders: Vec<Folder>,
    /// The endpoints, in the order that decides among equally specific ones.
    #[serde(default)]
    pub endpoints: Vec<Arc<Endpoint>>,
    /// The scenarios that have a key or an order of states; responses may name others.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub scenarios: Vec<Scenario>,
    /// The demands on the traffic, in the order they are shown in.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub expectations: Vec<Arc<Expectation>>,
    /// The contract it is derived from, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contract: Option<ContractLink>,
    /// Keys this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

impl Default for Project {
    fn default() -> Self {
        Self {
            schema: None,
            version: FORMAT_VERSION,
            name: String::new(),
            settings: Settings::default(),
            folders: Vec::new(),
            endpoints: Vec::new(),
            scenarios: Vec::new(),
            expectations: Vec::new(),
            contract: None,
            extra: Extra::new(),
        }
    }
}

impl Project {
    /// The endpoint of that id.
    pub fn endpoint(&self, id: &EndpointId) -> Option<&Arc<Endpoint>> {
        self.endpoints.iter().find(|endpoint| endpoint.id == *id)
    }

    /// Where the endpoint of that id stands in the list.
    pub fn position(&self, id: &EndpointId) -> Option<usize> {
        self.endpoints.iter().position(|endpoint| endpoint.id == *id)
    }

    /// The endpoint of that id, for changing; parts that undo steps share are copied first.
    pub fn endpoint_mut(&mut self, id: &EndpointId) -> Option<&mut Endpoint> {
        self.endpoints.iter_mut().find(|endpoint| endpoint.id == *id).map(Arc::make_mut)
    }

    /// The expectation of that id.
    pub fn expectation(&self, id: &ExpectationId) -> Option<&Arc<Expectation>> {
        self.expectations.iter().find(|expectation| expectation.id == *id)
    }

    /// The folder of that id.
    pub fn folder(&self, id: &FolderId) -> Option<&Folder> {
        self.folders.iter().find(|folder| folder.id == *id)
    }

    /// Whether both are the same. Endpoints that are the same `Arc` are not looked into, so that comparing
    /// a project with its own earlier version costs little.
    pub fn is_same(&self, other: &Self) -> bool {
        let Self { schema, version, name, settings, folders, endpoints, scenarios, expectations, contract, extra } = self;
        let same_endpoint = |(a, b): (&Arc<Endpoint>, &Arc<Endpoint>)| Arc::ptr_eq(a, b) || a == b;
        *schema == other.schema
            && *version == other.version
            && *name == other.name
            && *settings == other.settings
            && *folders == other.folders
            && *extra == other.extra
            && *scenarios == other.scenarios
            && *expectations == other.expectations
            && match (contract, &other.contract) {
                (Some(contract), Some(other)) => contract.is_same(other),
                (None, None) => true,
                _ => false,
            }
            && endpoints.len() == other.endpoints.len()
            && endpoints.iter().zip(&other.endpoints).all(same_endpoint)
    }

    /// The response of that id with the endpoint it belongs to.
    pub fn response(&self, id: &ResponseId) -> Option<(&Arc<Endpoint>, &Response)> {
        self.endpoints.iter().find_map(|endpoint| Some((endpoint, endpoint.response(id)?)))
    }
}

/// How the server of a project listens and behaves.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Settings {
    /// The interface to listen on. Loopback unless chosen otherwise.
    pub host: String,
    /// The TCP port to listen on.
    pub port: u16,
    /// Answers CORS preflights and adds `Access-Control-Allow-Origin` to every answer.
    #[serde(default = "yes", skip_serializing_if = "is_true")]
    pub cors: bool,
    /// Literal path segments match whatever their case.
    #[serde(skip_serializing_if = "is_default")]
    pub ignore_path_case: bool,
    /// A trailing slash more or less makes another path.
    #[serde(skip_serializing_if = "is_default")]
    pub strict_trailing_slash: bool,
    /// Answers HTTPS on the same port too, with a certificate of a local authority that is made on first use.
    #[serde(skip_serializing_if = "is_default")]
    pub tls: bool,
    /// Where requests are forwarded to, all of them or those that no endpoint answers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub spy: Option<Spy>,
    /// Waits before every answer that has no delay of its own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delay: Option<Delay>,
    /// Headers added to every answer that does not set them itself.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub headers: Vec<Header>,
    /// Makes every random choice repeatable: the n-th call of an endpoint is the same on every machine.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seed: Option<u64>,
    /// Values that templates read as `{{vars.NAME}}`.
    #[serde(skip_serializing_if = "Extra::is_empty")]
    pub variables: Extra,
    /// Templates see the environment variables whose names start with this, as `{{env.NAME}}`; none where it is empty.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub environment_prefix: String,
    /// What fields of these names are generated as, such as `"sku": "faker commerce.isbn"`.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub fields: BTreeMap<String, String>,
    /// The language and country of generated values, such as `de_DE`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub locale: String,
    /// Generated bodies go to the limits of what is valid.
    #[serde(skip_serializing_if = "is_default")]
    pub edge_cases: bool,
    /// Request bodies above this many bytes, decoded, are refused with 413.
    #[serde(skip_serializing_if = "is_default_body_limit")]
    pub body_limit_bytes: u64,
    /// Keys this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

const DEFAULT_BODY_LIMIT_BYTES: u64 = 10 * 1024 * 1024;

fn is_default_body_limit(bytes: &u64) -> bool {
    *bytes == DEFAULT_BODY_LIMIT_BYTES
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            host: "127.0.0.1".to_owned(),
            port: 4600,
            cors: true,
            ignore_path_case: false,
            strict_trailing_slash: false,
            tls: false,
            spy: None,
            delay: None,
            headers: Vec::new(),
            seed: None,
            variables: Extra::new(),
            environment_prefix: String::new(),
            fields: BTreeMap::new(),
            locale: String::new(),
            edge_cases: false,
            body_limit_bytes: DEFAULT_BODY_LIMIT_BYTES,
            extra: Extra::new(),
        }
    }
}
