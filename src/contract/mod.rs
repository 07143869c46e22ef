//! Contracts: OpenAPI documents as the one source of mock, documentation and test.
//!
//! A contract is read leniently: what cannot be understood becomes a problem with its place, and all the rest counts.
//! `operation` is what every part of this room looks at, whatever version the document is written in.

mod derive;
mod difference;
mod export;
mod merge;
mod operation;
pub mod probe;
mod read;
mod rules;
mod sample_request;
mod three_way;
mod view;
mod violation;
mod written;

pub(crate) use derive::preference_sentence;
pub use derive::{Derived, derive, derive_with_problems};
pub use difference::{Breaking, Difference, DifferenceKind, Direction, Sides, differences, take, take_all};
pub use export::{Exported, export};
pub use merge::{Merged, OpenConflict, keep_mine, merge, open_conflicts, take_theirs};
pub use operation::{
    Content, ContractProblem, DocumentedHeader, DocumentedResponse, NamedExample, Operation, Parameter, ParameterIn, RequestBody,
    SchemaAt, SecurityRequirement, SecurityScheme, StatusKey, Style,
};
pub use read::{FILES_KEY, Fetch, Fetched, FileText, ReadContract, ReadError, is_local, read};
pub use rules::{OperationRules, Refusal, Rules, Schemas};
pub use sample_request::SampleRequest;
pub use three_way::{Aspect, Deviation, FirstSeen, Party, ThreeWayRow, Told, published_deviations, real_deviation, three_way};
pub use view::Contract;
pub use violation::{Location, Side, Violation};

/// This key of an operation or tag says what its endpoint or folder is called in the project file.
pub const ID_KEY: &str = "x-mockwright-id";

/// This key of an operation says the method and path of the endpoint that it is a part of: `ANY /files/{rest...}`.
pub const ENDPOINT_KEY: &str = "x-mockwright-endpoint";
