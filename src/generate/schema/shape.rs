//! All that a set of schemas demands of one value, merged (`merge`), and what such demands are made of.

use std::sync::Arc;

use serde_json::{Number, Value};

use super::bundle::Bundle;
use super::options::Miss;
use super::types::Types;

/// A schema in the bundle that a value must satisfy, or must not.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Atom {
    Is(Arc<str>),
    Not(Arc<str>),
}

impl Atom {
    pub(super) fn pointer(&self) -> &str {
        match self {
            Self::Is(pointer) | Self::Not(pointer) => pointer,
        }
    }
}

/// One demand out of an option of a choice.
#[derive(Clone, Debug)]
pub(super) enum Demand {
    Schema(Atom),
    /// A few keywords that stand nowhere in the schema, without subschemas.
    Keywords(Value),
    Types(Types),
    Exclude(Value),
    Require(String),
    Forbid(String),
    Property(String, Atom),
    EveryItem(Atom),
    SomeItem(Atom),
    SameItems,
    /// The property should have one of these values, if it can.
    Suggest(String, Vec<String>),
    /// More members than a schema names, so that one of them is not among those.
    OneMoreMember,
}

/// One way of taking a choice. Ways of a lower cost give more natural values.
#[derive(Clone, Debug)]
pub(super) struct Way {
    pub(super) cost: u32,
    pub(super) demands: Vec<Demand>,
}

/// Takes the choices, one after the other.
pub(super) trait Chooser {
    /// A number below `count`.
    fn choose(&mut self, count: usize) -> usize;
}

#[derive(Clone, Debug)]
pub(super) struct Bound {
    pub(super) value: Number,
    pub(super) exclusive: bool,
}

/// What `properties`, `patternProperties` and `additionalProperties` of one schema say.
#[derive(Clone, Debug)]
pub(super) struct MemberLayer {
    pub(super) pointer: Arc<str>,
    pub(super) scopes: Vec<u32>,
    pub(super) names: Vec<String>,
    pub(super) patterns: Vec<String>,
    pub(super) has_additional: bool,
}

/// What `prefixItems` and `items` of one schema say.
#[derive(Clone, Debug)]
pub(super) struct ItemLayer {
    pub(super) pointer: Arc<str>,
    pub(super) scopes: Vec<u32>,
    pub(super) prefix: usize,
    pub(super) has_rest: bool,
}

/// What `unevaluatedItems` or `unevaluatedProperties` of one schema says.
#[derive(Clone, Debug)]
pub(super) struct Unevaluated {
    pub(super) pointer: Arc<str>,
    /// The scope it speaks for.
    pub(super) scope: u32,
    /// The scopes around that one, for which it leaves nothing unevaluated.
    pub(super) around: Vec<u32>,
}

#[derive(Clone, Debug)]
pub(super) struct Contains {
    pub(super) atom: Atom,
    pub(super) at_least: u64,
    pub(super) at_most: Option<u64>,
}

/// Everything demanded of one value.
#[derive(Clone, Debug)]
pub(super) struct Shape {
    pub(super) pointer: Arc<str>,
    pub(super) types: Types,
    /// The only values there are, if they are listed.
    pub(super) listed: Option<Vec<Value>>,
    pub(super) excluded: Vec<Value>,
    pub(super) lower: Option<Bound>,
    pub(super) upper: Option<Bound>,
    pub(super) steps: Vec<Number>,
    pub(super) min_length: u64,
    pub(super) max_length: Option<u64>,
    pub(super) patterns: Vec<String>,
    pub(super) formats: Vec<String>,
    pub(super) encoding: Option<String>,
    pub(super) media_type: Option<String>,
    pub(super) item_layers: Vec<ItemLayer>,
    pub(super) unevaluated_items: Vec<Unevaluated>,
    pub(super) every_item: Vec<Atom>,
    pub(super) contains: Vec<Contains>,
    pub(super) min_items: u64,
    pub(super) max_items: Option<u64>,
    pub(super) unique: bool,
    pub(super) same_items: bool,
    pub(super) member_layers: Vec<MemberLayer>,
    pub(super) unevaluated_members: Vec<Unevaluated>,
    pub(super) required: Vec<String>,
    pub(super) forbidden: Vec<String>,
    pub(super) extra_members: Vec<(String, Atom)>,
    pub(super) member_names: Vec<Arc<str>>,
    pub(super) dependents: Vec<(String, Vec<String>)>,
    pub(super) min_members: u64,
    pub(super) max_members: Option<u64>,
    pub(super) one_more_member: bool,
    pub(super) suggestions: Vec<(String, Vec<String>)>,
    pub(super) examples: Vec<Value>,
    pub(super) hidden_marks: (bool, bool),
    /// Keywords beyond `type`, `enum` and `const`: then a listed value must be looked at closely.
    pub(super) has_rules: bool,
    /// Whether a value built for this shape has to be checked.
    pub(super) unsure: bool,
    pub(super) cost: u32,
    /// The first option taken of each choice that the schema itself offers.
    pub(super) branch: u64,
    pub(super) contradiction: Option<Miss>,
}

impl Shape {
    pub(super) fn new(pointer: Arc<str>) -> Self {
        Self {
            pointer,
            types: Types::ALL,
            listed: None,
            excluded: Vec::new(),
            lower: None,
            upper: None,
            steps: Vec::new(),
            min_length: 0,
            max_length: None,
            patterns: Vec::new(),
            formats: Vec::new(),
            encoding: None,
            media_type: None,
            item_layers: Vec::new(),
            unevaluated_items: Vec::new(),
            every_item: Vec::new(),
            contains: Vec::new(),
            min_items: 0,
            max_items: None,
            unique: false,
            same_items: false,
            member_layers: Vec::new(),
            unevaluated_members: Vec::new(),
            required: Vec::new(),
            forbidden: Vec::new(),
            extra_members: Vec::new(),
            member_names: Vec::new(),
            dependents: Vec::new(),
            min_members: 0,
            max_members: None,
            one_more_member: false,
            suggestions: Vec::new(),
            examples: Vec::new(),
            hidden_marks: (false, false),
            has_rules: false,
            unsure: false,
            cost: 0,
            branch: 0,
            contradiction: None,
        }
    }

    /// Notes that nothing can satisfy it, and why, unless that is known already.
    pub(super) fn contradict(&mut self, bundle: &Bundle, pointer: &str, constraint: &str, message: &str) {
        if self.contradiction.is_none() {
            self.contradiction = Some(Miss::new(&bundle.origin(pointer), constraint, message));
        }
    }
}
