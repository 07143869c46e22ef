//! Builds the routes: a tree of drafts that is easy to add to, then laid out as it is quick to walk.

use rustc_hash::FxHashMap;

use super::{Edge, EdgeText, End, Ending, EndpointMethod, MethodKey, Node, Routes, Target, hash};
use crate::engine::path::{Mixed, PathPattern, PathRules, Segment};

/// Up to so many edges are compared one by one; more become a hash table.
const MOST_COMPARED: usize = 6;

/// A node while the tree is built.
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
    pub(in crate::engine) fn build<'e>(
        rules: PathRules,
        endpoints: impl Iterator<Item = (u32, &'e EndpointMethod, &'e PathPattern)>,
    ) -> Self {
        let mut routes = Self {
            rules,
            root: Target::NOTHING,
            nodes: Vec::new(),
            edges: Vec::new(),
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
        routes.root = routes.lay_out(root);
        routes
    }

    /// Lays out a draft and all below it.
    fn lay_out(&mut self, draft: Draft) -> Target {
        let (edges, is_table) = self.lay_out_edges(draft.literals);
        let mixed: Vec<_> = draft.mixed.into_iter().map(|(shape, child)| (shape, self.lay_out(child))).collect();
        let parameter = draft.parameter.map_or(Target::NOTHING, |child| self.lay_out(*child));
        let first_mixed = self.mixed.len() as u32;
        self.mixed.extend(mixed);
        let mut ends = [self.ends.len() as u32; 4];
        for (kind, list) in draft.ends.into_iter().enumerate() {
            self.ends.extend(list);
            ends[kind + 1] = self.ends.len() as u32;
        }
        self.nodes.push(Node { edges, is_table, mixed: (first_mixed, self.mixed.len() as u32), parameter, ends });
        Target(self.nodes.len() as u32 - 1)
    }

    /// The text as an edge has it.
    fn keep(&mut self, text: &str) -> EdgeText {
        let mut here = [0; EdgeText::SHORT];
        if let Some(place) = here.get_mut(..text.len()) {
            place.copy_from_slice(text.as_bytes());
            return EdgeText::Here(here);
        }
        let start = self.texts.len() as u32;
        self.texts.push_str(text);
        EdgeText::At(start)
    }

    /// Lays out literal children: where their edges start and stop, and whether they are a hash table.
    fn lay_out_edges(&mut self, literals: Vec<(String, Draft)>) -> ((u32, u32), bool) {
        let mut edges = Vec::with_capacity(literals.len());
        for (first, child) in literals {
            let hash = hash(&first);
            let (text, segments, child) = join_run(first, child);
            let (target, method) = match child.only_end().and_then(|end| Some((end, u8::try_from(end.method.0).ok()?))) {
                // A trailing slash that matters has no place in an edge.
                Some((end, method)) if !self.rules.strict_trailing_slash => (end.endpoint | Edge::ENDPOINT_BIT, method),
                _ => (self.lay_out(child).0, 0),
            };
            let text_length = text.len() as u16;
            edges.push(Edge { hash, text: self.keep(&text), text_length, segments, method, target });
        }
        let is_table = edges.len() > MOST_COMPARED;
        let start = self.edges.len();
        if is_table {
            let size = (edges.len() * 3 / 2).next_power_of_two();
            self.edges.resize(start + size, Edge::EMPTY);
            for edge in edges {
                let mut place = edge.hash as usize & (size - 1);
                while self.edges[start + place].segments != 0 {
                    place = (place + 1) & (size - 1);
                }
                self.edges[start + place] = edge;
            }
        } else {
            self.edges.extend(edges);
        }
        ((start as u32, self.edges.len() as u32), is_table)
    }
}

/// Follows literal segments from `first` on for as long as nothing else branches off or ends on the way: their texts with
/// slashes between them, how many they are, and what comes after them. A decoded segment may hold a slash itself, which
/// must not be taken for one between two.
fn join_run(first: String, mut child: Draft) -> (String, u8, Draft) {
    let can_join = !first.contains('/');
    let (mut text, mut segments) = (first, 1);
    while can_join && child.has_only_a_literal() {
        let Some((next, below)) = child.literals.pop() else { break };
        text.extend(["/", &next]);
        segments += 1;
        child = below;
    }
    (text, segments, child)
}

impl Draft {
    /// The one end here, where nothing goes on and nothing ends another way.
    fn only_end(&self) -> Option<End> {
        let goes_on = !self.literals.is_empty() || !self.mixed.is_empty() || self.parameter.is_some();
        match &self.ends {
            [here, optional, rest] if !goes_on && here.len() == 1 && optional.is_empty() && rest.is_empty() => {
                here.first().copied()
            }
            _ => None,
        }
    }

    /// Whether there is one literal child and nothing else, and its text holds no slash.
    fn has_only_a_literal(&self) -> bool {
        matches!(self.literals.as_slice(), [(text, _)] if !text.contains('/'))
            && self.mixed.is_empty()
            && self.parameter.is_none()
            && self.ends.iter().all(Vec::is_empty)
    }

    /// The child by that text, new where there is none yet.
    fn literal_child(&mut self, text: &str) -> &mut Self {
        let index = self.by_text.get(text).copied().unwrap_or_else(|| {
            self.by_text.insert(text.to_owned(), self.literals.len());
            self.literals.push((text.to_owned(), Self::default()));
            self.literals.len() - 1
        });
        &mut self.literals[index].1
    }

    /// Adds a pattern below this draft.
    fn insert(&mut self, rules: PathRules, segments: &[Segment], end: End) {
        let Some((segment, rest)) = segments.split_first() else {
            self.ends[Ending::Here as usize].push(end);
            return;
        };
        let child = match segment {
            Segment::Literal(text) if rules.ignore_case => self.literal_child(&text.to_ascii_lowercase()),
            Segment::Literal(text) => self.literal_child(text),
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
