//! The stable names by which parts of a project refer to each other. Short texts, so that a person can
//! read them in a diff; cheap to clone, so that they can travel with every command.

use std::{fmt, sync::Arc};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
        #[serde(transparent)]
        pub struct $name(Arc<str>);

        impl $name {
            /// The id spelled `text`.
            pub fn new(text: impl Into<Arc<str>>) -> Self {
                Self(text.into())
            }

            /// The id's text, as it stands in the file.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

id! {
    /// Names one endpoint of a project.
    EndpointId
}
id! {
    /// Names one response; unique within the whole project.
    ResponseId
}
id! {
    /// Names one folder of a project.
    FolderId
}
id! {
    /// Names one expectation of a project.
    ExpectationId
}
