//! The registry of kinds of difference: what each is called, what it means, and which way it moves what may be sent. From
//! that and from who sends it follows for whom it breaks.

use strum::EnumMessage as _;

/// Who sends what a difference is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Sides {
    /// It is part of requests.
    pub requests: bool,
    /// It is part of responses.
    pub responses: bool,
}

impl Sides {
    /// Only in requests.
    pub const REQUESTS: Self = Self { requests: true, responses: false };
    /// Only in responses.
    pub const RESPONSES: Self = Self { requests: false, responses: true };

    /// What is in either of both.
    pub fn or(self, other: Self) -> Self {
        Self { requests: self.requests || other.requests, responses: self.responses || other.responses }
    }

    /// What is in both of both.
    pub fn and(self, other: Self) -> Self {
        Self { requests: self.requests && other.requests, responses: self.responses && other.responses }
    }

    /// In words.
    pub fn label(self) -> &'static str {
        match (self.requests, self.responses) {
            (true, true) => "requests and responses",
            (true, false) => "requests",
            (false, true) => "responses",
            (false, false) => "nowhere",
        }
    }
}

/// For whom a difference breaks: for a client or a server that was built to the old contract.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Breaking {
    /// Calls of such a client are refused, or it cannot read what is answered.
    pub client: bool,
    /// Such a server refuses what is allowed now, or answers what is not allowed any more.
    pub server: bool,
}

impl Breaking {
    /// Whether it breaks for anybody.
    pub fn any(self) -> bool {
        self.client || self.server
    }

    /// For either of both.
    pub fn or(self, other: Self) -> Self {
        Self { client: self.client || other.client, server: self.server || other.server }
    }

    /// In words.
    pub fn label(self) -> &'static str {
        match (self.client, self.server) {
            (true, true) => "Breaks client and server",
            (true, false) => "Breaks the client",
            (false, true) => "Breaks the server",
            (false, false) => "Breaks nothing",
        }
    }
}

/// Which way a difference moves what may be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Direction {
    /// Less may be sent. Breaks whoever sends.
    Narrows,
    /// More may be sent. Breaks whoever reads.
    Widens,
    /// Something else may be sent. Breaks both.
    Changes,
    /// Something more may be sent that readers of responses are to ignore where they do not know it.
    Extends,
    /// Something that could be sent is no longer known. Breaks the client, whichever way it went.
    Withdraws,
    /// Something that had to be sent is no longer known. Breaks the client, and a server that waits for it.
    Drops,
    /// Nothing that is sent changes.
    Informs,
}

impl Direction {
    /// For whom that breaks, where it is about those messages.
    pub fn breaking(self, sides: Sides) -> Breaking {
        let Sides { requests, responses } = sides;
        let (client, server) = match self {
            Self::Narrows => (requests, responses),
            Self::Widens => (responses, requests),
            Self::Changes => (requests || responses, requests || responses),
            Self::Extends => (false, requests),
            Self::Withdraws => (requests || responses, false),
            Self::Drops => (requests || responses, requests),
            Self::Informs => (false, false),
        };
        Breaking { client, server }
    }
}

/// What kind of difference it is: the label first, then what it means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, strum::EnumIter, strum::EnumMessage, strum::IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
#[allow(missing_docs, reason = "the messages document each")]
pub enum DifferenceKind {
    #[strum(message = "Operation added", detailed_message = "There is an operation that was not there")]
    OperationAdded,
    #[strum(message = "Operation removed", detailed_message = "An operation is no longer there")]
    OperationRemoved,
    #[strum(message = "Operation moved", detailed_message = "The same operation is called by another path")]
    OperationMoved,
    #[strum(
        message = "Path parameter renamed",
        detailed_message = "The path has the same shape and other names for its parameters, which no call can tell"
    )]
    PathRenamed,
    #[strum(message = "Base path changed", detailed_message = "All paths begin otherwise")]
    BasePathChanged,
    #[strum(message = "Required parameter added", detailed_message = "A parameter must be sent that was not known")]
    RequiredParameterAdded,
    #[strum(message = "Optional parameter added", detailed_message = "A parameter may be sent that was not known")]
    OptionalParameterAdded,
    #[strum(message = "Parameter removed", detailed_message = "A parameter is no longer known")]
    ParameterRemoved,
    #[strum(message = "Parameter renamed", detailed_message = "The same parameter has another name")]
    ParameterRenamed,
    #[strum(message = "Parameter became required", detailed_message = "A parameter that could be left out must be sent")]
    ParameterBecameRequired,
    #[strum(message = "Parameter became optional", detailed_message = "A parameter that had to be sent may be left out")]
    ParameterBecameOptional,
    #[strum(message = "Writing changed", detailed_message = "A value is written in another style")]
    StyleChanged,
    #[strum(message = "Required body added", detailed_message = "Requests must have a body")]
    RequiredBodyAdded,
    #[strum(message = "Optional body added", detailed_message = "Requests may have a body")]
    OptionalBodyAdded,
    #[strum(message = "Body removed", detailed_message = "A body is no longer documented for requests")]
    BodyRemoved,
    #[strum(message = "Body became required", detailed_message = "The body of requests must not be left out any more")]
    BodyBecameRequired,
    #[strum(message = "Body became optional", detailed_message = "The body of requests may be left out")]
    BodyBecameOptional,
    #[strum(message = "Media type added", detailed_message = "A body may be written in one more media type")]
    MediaTypeAdded,
    #[strum(message = "Media type removed", detailed_message = "A body is no longer written in a media type")]
    MediaTypeRemoved,
    #[strum(message = "Success added", detailed_message = "One more success is documented")]
    SuccessAdded,
    #[strum(message = "Success removed", detailed_message = "A success is no longer documented")]
    SuccessRemoved,
    #[strum(message = "Error response added", detailed_message = "One more answer that is no success is documented")]
    ErrorAdded,
    #[strum(message = "Error response removed", detailed_message = "An answer that is no success is no longer documented")]
    ErrorRemoved,
    #[strum(message = "Required header added", detailed_message = "Answers must have a header that was not known")]
    RequiredHeaderAdded,
    #[strum(message = "Optional header added", detailed_message = "Answers may have a header that was not known")]
    OptionalHeaderAdded,
    #[strum(message = "Header removed", detailed_message = "A header of answers is no longer known")]
    HeaderRemoved,
    #[strum(message = "Header became required", detailed_message = "Answers must have the header")]
    HeaderBecameRequired,
    #[strum(message = "Header became optional", detailed_message = "Answers need not have the header any more")]
    HeaderBecameOptional,
    #[strum(message = "Credentials became required", detailed_message = "Calls without credentials are refused")]
    SecurityRequired,
    #[strum(message = "Credentials no longer required", detailed_message = "Calls without credentials are answered")]
    SecurityLifted,
    #[strum(message = "Credentials tightened", detailed_message = "Fewer credentials suffice, or more scopes are asked for")]
    SecurityTightened,
    #[strum(message = "Credentials loosened", detailed_message = "More credentials suffice, or fewer scopes are asked for")]
    SecurityLoosened,
    #[strum(message = "Credentials changed", detailed_message = "Other credentials are asked for")]
    SecurityChanged,
    #[strum(message = "Security scheme added", detailed_message = "One more way to show credentials is described")]
    SecuritySchemeAdded,
    #[strum(message = "Security scheme removed", detailed_message = "A way to show credentials is no longer described")]
    SecuritySchemeRemoved,
    #[strum(message = "Security scheme changed", detailed_message = "Credentials are shown in another way")]
    SecuritySchemeChanged,
    #[strum(message = "Required member added", detailed_message = "A member must be there that was not known")]
    RequiredMemberAdded,
    #[strum(message = "Optional member added", detailed_message = "A member may be there that was not known")]
    OptionalMemberAdded,
    #[strum(message = "Required member removed", detailed_message = "A member that had to be there is no longer known")]
    RequiredMemberRemoved,
    #[strum(message = "Optional member removed", detailed_message = "A member that could be there is no longer known")]
    OptionalMemberRemoved,
    #[strum(message = "Member renamed", detailed_message = "The same member has another name")]
    MemberRenamed,
    #[strum(message = "Member became required", detailed_message = "A member that could be left out must be there")]
    MemberBecameRequired,
    #[strum(message = "Member became optional", detailed_message = "A member that had to be there may be left out")]
    MemberBecameOptional,
    #[strum(message = "Type widened", detailed_message = "Values of more types are allowed")]
    TypeWidened,
    #[strum(message = "Type narrowed", detailed_message = "Values of fewer types are allowed")]
    TypeNarrowed,
    #[strum(message = "Type changed", detailed_message = "Values of another type are allowed")]
    TypeChanged,
    #[strum(message = "Null allowed", detailed_message = "The value may be null")]
    NullAllowed,
    #[strum(message = "Null forbidden", detailed_message = "The value may not be null any more")]
    NullForbidden,
    #[strum(message = "Enum value added", detailed_message = "One more value is allowed")]
    EnumValueAdded,
    #[strum(message = "Enum value removed", detailed_message = "A value is no longer allowed")]
    EnumValueRemoved,
    #[strum(message = "Enum added", detailed_message = "Only listed values are allowed")]
    EnumAdded,
    #[strum(message = "Enum removed", detailed_message = "Not only listed values are allowed any more")]
    EnumRemoved,
    #[strum(message = "Bound tightened", detailed_message = "Fewer numbers are allowed")]
    BoundTightened,
    #[strum(message = "Bound loosened", detailed_message = "More numbers are allowed")]
    BoundLoosened,
    #[strum(message = "Length tightened", detailed_message = "Fewer lengths of text are allowed")]
    LengthTightened,
    #[strum(message = "Length loosened", detailed_message = "More lengths of text are allowed")]
    LengthLoosened,
    #[strum(message = "Count tightened", detailed_message = "Fewer numbers of items or members are allowed")]
    CountTightened,
    #[strum(message = "Count loosened", detailed_message = "More numbers of items or members are allowed")]
    CountLoosened,
    #[strum(message = "Pattern added", detailed_message = "Text must match a pattern")]
    PatternAdded,
    #[strum(message = "Pattern removed", detailed_message = "Text need not match a pattern any more")]
    PatternRemoved,
    #[strum(message = "Pattern changed", detailed_message = "Text must match another pattern")]
    PatternChanged,
    #[strum(message = "Format added", detailed_message = "The value must be of a format")]
    FormatAdded,
    #[strum(message = "Format removed", detailed_message = "The value need not be of a format any more")]
    FormatRemoved,
    #[strum(message = "Format changed", detailed_message = "The value must be of another format")]
    FormatChanged,
    #[strum(message = "Constant added", detailed_message = "Only one value is allowed")]
    ConstantAdded,
    #[strum(message = "Constant removed", detailed_message = "Not only one value is allowed any more")]
    ConstantRemoved,
    #[strum(message = "Constant changed", detailed_message = "Another value is the only one allowed")]
    ConstantChanged,
    #[strum(message = "Other members forbidden", detailed_message = "Members that are not described are refused")]
    OtherMembersForbidden,
    #[strum(message = "Other members allowed", detailed_message = "Members that are not described are allowed")]
    OtherMembersAllowed,
    #[strum(message = "Alternative added", detailed_message = "The value may be of one more form")]
    AlternativeAdded,
    #[strum(message = "Alternative removed", detailed_message = "The value is no longer of one of the forms")]
    AlternativeRemoved,
    #[strum(message = "Demand added", detailed_message = "The value must meet one more schema")]
    DemandAdded,
    #[strum(message = "Demand removed", detailed_message = "The value need not meet one of the schemas any more")]
    DemandRemoved,
    #[strum(message = "Demand changed", detailed_message = "The value must meet other conditions")]
    DemandChanged,
    #[strum(message = "Discriminator changed", detailed_message = "Which form a value is of is told otherwise")]
    DiscriminatorChanged,
    #[strum(message = "Became read-only", detailed_message = "The member is only in responses now")]
    BecameReadOnly,
    #[strum(message = "No longer read-only", detailed_message = "The member may be in requests, too")]
    NoLongerReadOnly,
    #[strum(message = "Became write-only", detailed_message = "The member is only in requests now")]
    BecameWriteOnly,
    #[strum(message = "No longer write-only", detailed_message = "The member may be in responses, too")]
    NoLongerWriteOnly,
    #[strum(message = "Schema added", detailed_message = "A value that could be anything has a schema")]
    SchemaAdded,
    #[strum(message = "Schema removed", detailed_message = "A value that had a schema may be anything")]
    SchemaRemoved,
    #[strum(message = "Schema replaced", detailed_message = "Another schema stands there, which differs in several ways")]
    SchemaReplaced,
    #[strum(message = "Schema renamed", detailed_message = "The same schema has another name")]
    SchemaRenamed,
    #[strum(message = "Reference changed", detailed_message = "The same is said in another place of the document")]
    ReferenceChanged,
    #[strum(message = "Unused part added", detailed_message = "A part that no operation uses was added")]
    UnusedAdded,
    #[strum(message = "Unused part removed", detailed_message = "A part that no operation uses was removed")]
    UnusedRemoved,
    #[strum(message = "Wording changed", detailed_message = "The same is said in other words")]
    WordingChanged,
    #[strum(message = "Deprecated", detailed_message = "It should no longer be used")]
    Deprecated,
    #[strum(message = "No longer deprecated", detailed_message = "It may be used again")]
    NoLongerDeprecated,
    #[strum(message = "Description changed", detailed_message = "A title, summary or description reads otherwise")]
    DescriptionChanged,
    #[strum(message = "Tags changed", detailed_message = "It belongs to other groups")]
    TagsChanged,
    #[strum(message = "Operation id changed", detailed_message = "Generated clients call the operation otherwise")]
    OperationIdChanged,
    #[strum(message = "Default changed", detailed_message = "What holds where nothing is sent is something else")]
    DefaultChanged,
    #[strum(message = "Example changed", detailed_message = "An example was added, removed or changed")]
    ExampleChanged,
    #[strum(message = "Servers changed", detailed_message = "The API stands at other addresses")]
    ServersChanged,
    #[strum(message = "Version changed", detailed_message = "The API, or OpenAPI itself, is of another version")]
    VersionChanged,
    #[strum(message = "Something else changed", detailed_message = "A part that nothing depends on here")]
    OtherChanged,
}

impl DifferenceKind {
    /// What a person calls it.
    pub fn label(self) -> &'static str {
        self.get_message().unwrap_or_default()
    }

    /// One sentence about it.
    pub fn documentation(self) -> &'static str {
        self.get_detailed_message().unwrap_or_default()
    }

    /// Its name in keys: `member-renamed`.
    pub fn name(self) -> &'static str {
        self.into()
    }

    /// Which way it moves what may be sent.
    pub fn direction(self) -> Direction {
        use DifferenceKind as K;
        match self {
            K::RequiredParameterAdded
            | K::ParameterBecameRequired
            | K::RequiredBodyAdded
            | K::BodyBecameRequired
            | K::ErrorRemoved
            | K::RequiredHeaderAdded
            | K::HeaderBecameRequired
            | K::SecurityRequired
            | K::SecurityTightened
            | K::RequiredMemberAdded
            | K::MemberBecameRequired
            | K::TypeNarrowed
            | K::NullForbidden
            | K::EnumValueRemoved
            | K::EnumAdded
            | K::BoundTightened
            | K::LengthTightened
            | K::CountTightened
            | K::PatternAdded
            | K::FormatAdded
            | K::ConstantAdded
            | K::OtherMembersForbidden
            | K::AlternativeRemoved
            | K::DemandAdded
            | K::BecameReadOnly
            | K::SchemaAdded => Direction::Narrows,
            K::ParameterBecameOptional
            | K::BodyBecameOptional
            | K::HeaderBecameOptional
            | K::SecurityLifted
            | K::SecurityLoosened
            | K::MemberBecameOptional
            | K::TypeWidened
            | K::NullAllowed
            | K::EnumValueAdded
            | K::EnumRemoved
            | K::BoundLoosened
            | K::LengthLoosened
            | K::CountLoosened
            | K::PatternRemoved
            | K::FormatRemoved
            | K::ConstantRemoved
            | K::OtherMembersAllowed
            | K::AlternativeAdded
            | K::DemandRemoved
            | K::SchemaRemoved => Direction::Widens,
            K::OperationMoved
            | K::BasePathChanged
            | K::ParameterRenamed
            | K::StyleChanged
            | K::SuccessRemoved
            | K::SecurityChanged
            | K::SecuritySchemeChanged
            | K::MemberRenamed
            | K::TypeChanged
            | K::PatternChanged
            | K::FormatChanged
            | K::ConstantChanged
            | K::DemandChanged
            | K::DiscriminatorChanged
            | K::SchemaReplaced => Direction::Changes,
            K::OperationAdded
            | K::OptionalParameterAdded
            | K::OptionalBodyAdded
            | K::MediaTypeAdded
            | K::SuccessAdded
            | K::ErrorAdded
            | K::OptionalHeaderAdded
            | K::OptionalMemberAdded
            | K::NoLongerReadOnly
            | K::NoLongerWriteOnly => Direction::Extends,
            K::OperationRemoved
            | K::ParameterRemoved
            | K::BodyRemoved
            | K::MediaTypeRemoved
            | K::HeaderRemoved
            | K::OptionalMemberRemoved
            | K::BecameWriteOnly => Direction::Withdraws,
            K::RequiredMemberRemoved => Direction::Drops,
            K::PathRenamed
            | K::SecuritySchemeAdded
            | K::SecuritySchemeRemoved
            | K::SchemaRenamed
            | K::ReferenceChanged
            | K::UnusedAdded
            | K::UnusedRemoved
            | K::WordingChanged
            | K::Deprecated
            | K::NoLongerDeprecated
            | K::DescriptionChanged
            | K::TagsChanged
            | K::OperationIdChanged
            | K::DefaultChanged
            | K::ExampleChanged
            | K::ServersChanged
            | K::VersionChanged
            | K::OtherChanged => Direction::Informs,
        }
    }
}
