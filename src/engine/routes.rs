//! The routes: all path patterns of a project in one tree, so that finding the endpoints for a request costs
//! as much as its path is long, however many endpoints there are.
//!
//! Precedence is decided segment by segment from the left: literal text beats a mixed segment, which beats a
//! parameter, which beats an optional one, which beats the rest. Mixed segments of different shapes come in
//! the order in which the project first has them. Endpoints of the same shape come in list order.

use std::ops::ControlFlow;

use http::Method;
use rustc_hash::FxHashMap;

use super::path::{Mixed, PathPattern, PathRules, RequestPath, Segment};

/// No node, or no map.
const NONE: u32 = u32::MAX;

/// Up to so many literal children are compared one by one; more are looked up in a map.
const MOST_COMPARED: usize = 6;

/// All path patterns of a project in one tree.
#[derive(Debug)]
pub(super) struct Routes {
    rules: PathRules,
    nodes: Vec<Node>,
    edges: Vec<Edge>,
    maps: Vec<FxHashMap<Box<str>, u32>>,
    mixed: Vec<(Mixed, u32)>,
    ends: Vec<End>,
    /// The texts of all edges, one after the other.
    texts: String,
    /// The methods by their keys, less one: key 0 is any method.
    methods: Vec<Method>,
}

/// Where a path may go on or end. All ranges are counted into the vectors of [`Routes`].
#[derive(Debug)]
struct Node {
    edges: (u32, u32),
    map: u32,
    mixed: (u32, u32),
    parameter: u32,
    /// Where the ends here, the ends with an optional segment and the ends with a rest start and stop.
    ends: [u32; 4],
}

/// The way to a child by literal text.
#[derive(Debug)]
struct Edge {
    text: (u32, u32),
    node: u32,
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

/// The tree while it is built.
#[derive(Default)]
struct Draft {
    literals: Vec<(String, Draft)>,
    by_text: FxHashMap<String, usize>,
    mixed: Vec<(Mixed, Draft)>,
    parameter: Option<Box<Draft>>,
    ends: [Vec<End>; 3],
}

impl Routes {
    /// The routes of the endpoints with these indices, methods and patterns.
    pub(super) fn build<'e>(
        rules: PathRules,
        endpoints: impl Iterator<Item = (u32, &'e EndpointMethod, &'e PathPattern)>,
    ) -> Self {
        let mut routes = Self {
            rules,
            nodes: Vec::new(),
            edges: Vec::new(),
            maps: Vec::new(),
            mixed: Vec::new(),
            ends: Vec::new(),
            texts: String::new(),
            methods: Vec::new(),
        };
        let mut keys = FxHashMap::default();
        let mut root = Draft::default();
        for (endpoint, method, pattern) in endpoints {
            let method = method.as_ref().map_or(MethodKey::ANY, |method| {
                *keys.entry(method).or_insert_with(|| {
                    routes.methods.push(method.clone());
                    MethodKey(routes.methods.len() as u32)
                })
            });
            root.insert(rules, &pattern.segments, End { endpoint, method, trailing_slash: pattern.trailing_slash });
        }
        routes.freeze(root);
        routes
    }

    /// Lays a draft out so that a node, the texts below it and its descendants lie near each other.
    fn freeze(&mut self, draft: Draft) -> u32 {
        let index = self.nodes.len();
        let first_end = self.ends.len() as u32;
        let mut ends = [first_end; 4];
        for (kind, list) in draft.ends.into_iter().enumerate() {
            self.ends.extend(list);
            ends[kind + 1] = self.ends.len() as u32;
        }
        self.nodes.push(Node { edges: (0, 0), map: NONE, mixed: (0, 0), parameter: NONE, ends });

        if draft.literals.len() > MOST_COMPARED {
            let children = draft.literals.into_iter().map(|(text, child)| (text.into_boxed_str(), self.freeze(child))).collect();
            self.maps.push(children);
            self.nodes[index].map = self.maps.len() as u32 - 1;
        } else {
            let first = self.edges.len();
            for (text, _) in &draft.literals {
                let start = self.texts.len() as u32;
                self.texts.push_str(text);
                self.edges.push(Edge { text: (start, self.texts.len() as u32), node: NONE });
            }
            self.nodes[index].edges = (first as u32, self.edges.len() as u32);
            for (offset, (_, child)) in draft.literals.into_iter().enumerate() {
                self.edges[first + offset].node = self.freeze(child);
            }
        }

        let (shapes, children): (Vec<_>, Vec<_>) = draft.mixed.into_iter().unzip();
        let first = self.mixed.len();
        self.mixed.extend(shapes.into_iter().map(|shape| (shape, NONE)));
        self.nodes[index].mixed = (first as u32, self.mixed.len() as u32);
        for (offset, child) in children.into_iter().enumerate() {
            self.mixed[first + offset].1 = self.freeze(child);
        }
        if let Some(child) = draft.parameter {
            self.nodes[index].parameter = self.freeze(*child);
        }
        index as u32
    }

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
        self.descend(0, path, 0, &mut visit)
    }

    /// Visits what fits from a node on, with the segments before `at` used up. No node is reached twice.
    fn descend<B>(
        &self,
        node: u32,
        path: &RequestPath<'_>,
        at: usize,
        visit: &mut impl FnMut(Fitting<'_>) -> ControlFlow<B>,
    ) -> ControlFlow<B> {
        let Some(node) = self.nodes.get(node as usize) else { return ControlFlow::Continue(()) };
        let segments = path.segments();
        let trailing_slash = self.rules.strict_trailing_slash.then_some(path.has_trailing_slash());
        let Some(segment) = segments.get(at) else {
            self.end(node, Ending::Here, trailing_slash, visit)?;
            self.end(node, Ending::Optional, trailing_slash, visit)?;
            return self.end(node, Ending::Rest, None, visit);
        };
        if let Some(child) = self.literal_child(node, segment) {
            self.descend(child, path, at + 1, visit)?;
        }
        for (mixed, child) in self.mixed.get(node.mixed.0 as usize..node.mixed.1 as usize).unwrap_or_default() {
            if mixed.values(segment, self.rules.ignore_case).is_some() {
                self.descend(*child, path, at + 1, visit)?;
            }
        }
        if !segment.is_empty() {
            if node.parameter != NONE {
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

    /// The child of a node that this very text leads to.
    fn literal_child(&self, node: &Node, segment: &str) -> Option<u32> {
        let folded;
        let segment = if self.rules.ignore_case && segment.bytes().any(|byte| byte.is_ascii_uppercase()) {
            folded = segment.to_ascii_lowercase();
            &folded
        } else {
            segment
        };
        if let Some(map) = self.maps.get(node.map as usize) {
            return map.get(segment).copied();
        }
        let edges = self.edges.get(node.edges.0 as usize..node.edges.1 as usize)?;
        let text = |edge: &Edge| self.texts.as_bytes().get(edge.text.0 as usize..edge.text.1 as usize);
        edges.iter().find(|edge| text(edge) == Some(segment.as_bytes())).map(|edge| edge.node)
    }
}

impl Draft {
    /// Adds a pattern below this draft.
    fn insert(&mut self, rules: PathRules, segments: &[Segment], end: End) {
        let Some((segment, rest)) = segments.split_first() else {
            self.ends[Ending::Here as usize].push(end);
            return;
        };
        let child = match segment {
            Segment::Literal(text) => {
                let text = if rules.ignore_case { text.to_ascii_lowercase() } else { text.clone() };
                let next = self.literals.len();
                let index = *self.by_text.entry(text.clone()).or_insert(next);
                if index == next {
                    self.literals.push((text, Self::default()));
                }
                &mut self.literals[index].1
            }
            Segment::Mixed(mixed) => {
                let known = self.mixed.iter().position(|(other, _)| other.same_shape(mixed, rules.ignore_case));
                let index = known.unwrap_or_else(|| {
                    self.mixed.push((mixed.clone(), Self::default()));
                    self.mixed.len() - 1
                });
                &mut self.mixed[index].1
            }
            Segment::Parameter(_) => self.parameter.get_or_insert_default(),
            Segment::Optional(_) => return self.ends[Ending::Optional as usize].push(end),
            Segment::Rest(_) => return self.ends[Ending::Rest as usize].push(end),
        };
        child.insert(rules, rest, end);
    }
}
