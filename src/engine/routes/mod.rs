//! The routes: all path patterns of a project in one tree, so that finding the endpoints for a request costs
//! as much as its path is long, however many endpoints there are.
//!
//! Precedence is decided segment by segment from the left: literal text beats a mixed segment, which beats a
//! parameter, which beats an optional one, which beats the rest. Mixed segments of different shapes come in
//! the order in which the project first has them. Endpoints of the same shape come in list order.
//!
//! With thousands of endpoints every step of the way down is a miss of the processor's cache, so there are few steps
//! and small ones: a run of literal segments that nothing branches off is one edge, an edge that leads to one endpoint
//! and nothing else leads there without a node, all edges lie in one vector, and an edge holds its text itself where it
//! is short.

mod build;

use std::{
    hash::{Hash, Hasher},
    ops::ControlFlow,
};

use http::Method;
use prefetch_index::prefetch_index;
use rustc_hash::{FxHashMap, FxHasher};

use super::path::{Mixed, PathRules, RequestPath};

/// So many edges do not stay in the processor's cache beside everything else.
const MANY: usize = 1 << 10;

/// All path patterns of a project in one tree.
#[derive(Debug)]
pub(super) struct Routes {
    rules: PathRules,
    root: Target,
    nodes: Vec<Node>,
    edges: Vec<Edge>,
    mixed: Vec<(Mixed, Target)>,
    ends: Vec<End>,
    /// The texts of the edges that do not hold them.
    texts: String,
    /// The methods by their keys, less one: key 0 is any method.
    methods: Vec<Method>,
}

/// The node that something leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Target(u32);

impl Target {
    const NOTHING: Self = Self(u32::MAX);
}

/// Where a path may go on or end. All ranges are counted into the vectors of [`Routes`].
#[derive(Debug)]
struct Node {
    edges: (u32, u32),
    /// Whether the edges are a hash table: its size is a power of two, and places in it may be empty.
    is_table: bool,
    mixed: (u32, u32),
    parameter: Target,
    /// Where the ends here, the ends with an optional segment and the ends with a rest start and stop.
    ends: [u32; 4],
}

/// The way on by one or more literal segments; an empty place in a hash table has no segments.
#[derive(Clone, Copy, Debug)]
#[repr(align(32))]
struct Edge {
    /// The hash of the first segment.
    hash: u32,
    /// Its text, or where that starts; patterns are too short for it to be longer than the length can say.
    text: EdgeText,
    text_length: u16,
    /// How many segments the text is; slashes separate them where there are several.
    segments: u8,
    /// The method of the endpoint, where it leads to one without a node.
    method: u8,
    /// The node it leads to, or with the highest bit set the only endpoint, where the path must end too.
    target: u32,
}

const _: () = assert!(size_of::<Edge>() == 32, "two edges fill a line of the processor's cache");

/// The text of an edge.
#[derive(Clone, Copy, Debug)]
enum EdgeText {
    /// It is in the edge.
    Here([u8; Self::SHORT]),
    /// It starts there in the texts.
    At(u32),
}

impl EdgeText {
    /// The longest text that an edge holds: as much as its size leaves room for.
    const SHORT: usize = 19;
}

impl Edge {
    const EMPTY: Self = Self { hash: 0, text: EdgeText::At(0), text_length: 0, segments: 0, method: 0, target: 0 };
    const ENDPOINT_BIT: u32 = 1 << 31;

    /// The endpoint it leads to without a node.
    fn end(&self) -> Option<End> {
        let endpoint = self.target & !Self::ENDPOINT_BIT;
        (endpoint != self.target).then_some(End { endpoint, method: MethodKey(self.method.into()), trailing_slash: false })
    }
}

/// The hash of a segment in the tables.
fn hash(segment: &str) -> u32 {
    let mut hasher = FxHasher::default();
    segment.hash(&mut hasher);
    hasher.finish() as u32
}

/// An endpoint whose pattern ends at a node.
#[derive(Clone, Copy, Debug)]
pub(super) struct End {
    /// The endpoint's index.
    pub(super) endpoint: u32,
    method: MethodKey,
    trailing_slash: bool,
}

/// The ways in which a pattern can end at a node.
#[derive(Clone, Copy, Debug)]
enum Ending {
    /// With the node's own segment.
    Here,
    /// With an optional segment after it.
    Optional,
    /// With all that is left after it.
    Rest,
}

/// Endpoints of one shape that fit a path.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fitting<'r> {
    ends: &'r [End],
    /// What the pattern must say about the trailing slash, where that matters.
    trailing_slash: Option<bool>,
}

impl<'r> Fitting<'r> {
    /// All of them, in list order.
    pub(super) fn all(self) -> impl Iterator<Item = &'r End> {
        self.ends.iter().filter(move |end| self.trailing_slash.is_none_or(|slash| slash == end.trailing_slash))
    }

    /// Those for that method, in list order.
    pub(super) fn with(self, method: MethodKey) -> impl Iterator<Item = &'r End> {
        self.all().filter(move |end| end.method == method)
    }
}

/// A method in a form that is quick to compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct MethodKey(u32);

impl MethodKey {
    /// Any method.
    pub(super) const ANY: Self = Self(0);
}

/// A method as an endpoint has it: none for any.
pub(super) type EndpointMethod = Option<Method>;

impl Routes {
    /// The key of a request's method; none where no endpoint names it.
    pub(super) fn method_key(&self, method: &Method) -> Option<MethodKey> {
        self.methods.iter().position(|known| known == method).map(|index| MethodKey(index as u32 + 1))
    }

    /// The method of an end; none for any.
    pub(super) fn method(&self, end: &End) -> Option<&Method> {
        self.methods.get((end.method.0 as usize).checked_sub(1)?)
    }

    /// Visits the endpoints whose pattern fits the path, best first: one call for all those of one shape, in list order.
    pub(super) fn visit<B>(
        &self,
        path: &RequestPath<'_>,
        mut visit: impl FnMut(Fitting<'_>) -> ControlFlow<B>,
    ) -> ControlFlow<B> {
        self.descend(self.root, path, 0, &mut visit)
    }

    /// Visits what fits from a target on, with the segments before `at` used up. No target is reached twice.
    fn descend<B>(
        &self,
        target: Target,
        path: &RequestPath<'_>,
        at: usize,
        visit: &mut impl FnMut(Fitting<'_>) -> ControlFlow<B>,
    ) -> ControlFlow<B> {
        let segments = path.segments();
        let trailing_slash = self.rules.strict_trailing_slash.then_some(path.has_trailing_slash());
        let Some(node) = self.nodes.get(target.0 as usize) else { return ControlFlow::Continue(()) };
        let Some(segment) = segments.get(at) else {
            self.end(node, Ending::Here, trailing_slash, visit)?;
            self.end(node, Ending::Optional, trailing_slash, visit)?;
            return self.end(node, Ending::Rest, None, visit);
        };
        if let Some(edge) = self.edge(node, path, at) {
            let next = at + usize::from(edge.segments);
            match edge.end() {
                Some(end) if next == segments.len() => visit(Fitting { ends: &[end], trailing_slash: None })?,
                Some(_) => {}
                None => self.descend(Target(edge.target), path, next, visit)?,
            }
        }
        for (mixed, child) in self.mixed.get(node.mixed.0 as usize..node.mixed.1 as usize).unwrap_or_default() {
            if mixed.values(segment, self.rules.ignore_case).is_some() {
                self.descend(*child, path, at + 1, visit)?;
            }
        }
        if !segment.is_empty() {
            if node.parameter != Target::NOTHING {
                self.descend(node.parameter, path, at + 1, visit)?;
            }
            if at + 1 == segments.len() {
                self.end(node, Ending::Optional, trailing_slash, visit)?;
            }
        }
        self.end(node, Ending::Rest, None, visit)
    }

    /// Visits the endpoints that end at a node in one of the three ways, if there are any.
    fn end<B>(
        &self,
        node: &Node,
        ending: Ending,
        trailing_slash: Option<bool>,
        visit: &mut impl FnMut(Fitting<'_>) -> ControlFlow<B>,
    ) -> ControlFlow<B> {
        match self.ends_at(node, ending) {
            [] => ControlFlow::Continue(()),
            ends => visit(Fitting { ends, trailing_slash }),
        }
    }

    /// The endpoints that share both the shape of their path and their method with others: each group in list order.
    pub(super) fn same_places(&self) -> Vec<Vec<u32>> {
        let mut groups: FxHashMap<_, Vec<u32>> = FxHashMap::default();
        for (index, node) in self.nodes.iter().enumerate() {
            for ending in [Ending::Here, Ending::Optional, Ending::Rest] {
                for end in self.ends_at(node, ending) {
                    let slash_matters = self.rules.strict_trailing_slash && !matches!(ending, Ending::Rest);
                    let place = (index, ending as usize, end.method.0, slash_matters && end.trailing_slash);
                    groups.entry(place).or_default().push(end.endpoint);
                }
            }
        }
        groups.into_values().filter(|group| group.len() > 1).collect()
    }

    fn ends_at(&self, node: &Node, ending: Ending) -> &[End] {
        let [start, stop] = [node.ends[ending as usize], node.ends[ending as usize + 1]];
        self.ends.get(start as usize..stop as usize).unwrap_or_default()
    }

    /// The edge from a node that the path goes on by from the segment `at`. There is at most one, as no two edges of a
    /// node start with the same segment.
    fn edge(&self, node: &Node, path: &RequestPath<'_>, at: usize) -> Option<&Edge> {
        let edges = self.edges.get(node.edges.0 as usize..node.edges.1 as usize)?;
        if !node.is_table {
            return edges.iter().find(|edge| self.fits(edge, path, at));
        }
        let hash = self.hash(path.segments().get(at)?);
        let mask = edges.len() - 1;
        let mut place = hash as usize & mask;
        loop {
            let edge = edges.get(place)?;
            if edge.segments == 0 {
                return None;
            }
            if edge.hash == hash && self.fits(edge, path, at) {
                return Some(edge);
            }
            place = (place + 1) & mask;
        }
    }

    fn hash(&self, segment: &str) -> u32 {
        if self.rules.ignore_case { hash(&segment.to_ascii_lowercase()) } else { hash(segment) }
    }

    /// Lets the processor fetch the edge that the path is likely found by, where there are so many that it has to. For as
    /// long as that takes there is enough to do for a request before it is decided.
    pub(super) fn fetch(&self, path: &str) {
        if self.edges.len() < MANY {
            return;
        }
        let path = RequestPath::new(path);
        let (mut target, mut at) = (self.root, 0);
        while let (Some(node), Some(segment)) = (self.nodes.get(target.0 as usize), path.segments().get(at)) {
            let (start, stop) = (node.edges.0 as usize, node.edges.1 as usize);
            if node.is_table && stop - start >= MANY {
                return prefetch_index(&self.edges, start + (self.hash(segment) as usize & (stop - start - 1)));
            }
            let Some(edge) = self.edge(node, &path, at) else { return };
            (target, at) = (Target(edge.target), at + usize::from(edge.segments));
        }
    }

    /// Whether the path goes on with the segments of an edge.
    fn fits(&self, edge: &Edge, path: &RequestPath<'_>, at: usize) -> bool {
        let same = |text: &[u8], segment: &str| {
            if self.rules.ignore_case { text.eq_ignore_ascii_case(segment.as_bytes()) } else { text == segment.as_bytes() }
        };
        let length = usize::from(edge.text_length);
        let text = match &edge.text {
            EdgeText::Here(text) => text.get(..length),
            EdgeText::At(start) => self.texts.as_bytes().get(*start as usize..*start as usize + length),
        };
        match (text, edge.segments, path.segments().get(at..)) {
            (Some(text), 1, Some([segment, ..])) => same(text, segment),
            (Some(text), count, Some(segments)) => {
                segments.len() >= usize::from(count)
                    && text.split(|byte| *byte == b'/').zip(segments).all(|(text, segment)| same(text, segment))
            }
            (None, ..) | (.., None) => false,
        }
    }
}
