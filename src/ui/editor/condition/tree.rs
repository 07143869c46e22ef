//! A condition as the editor shows it: groups of sentences, each group of one of four kinds, so that "not" is part of
//! a sentence or of a group's kind and never a level of its own. Every change of the tab is a change of this tree.

use crate::model::{Comparison, Condition};

/// How a group joins its parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Join {
    /// All of them hold.
    All,
    /// At least one holds.
    Any,
    /// None holds.
    NoneOf,
    /// At least one does not hold.
    NotAll,
}

impl Join {
    /// The kinds that are offered; the last one is only kept where a file has it.
    pub(super) const ALL: [Self; 4] = [Self::All, Self::Any, Self::NoneOf, Self::NotAll];

    /// What it is called before "these hold".
    pub(super) fn label(self) -> &'static str {
        match self {
            Self::All => "all of",
            Self::Any => "any of",
            Self::NoneOf => "none of",
            Self::NotAll => "not all of",
        }
    }

    /// The word between two of its parts.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::All | Self::NotAll => "and",
            Self::Any => "or",
            Self::NoneOf => "nor",
        }
    }
}

/// A group or a sentence.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Node {
    /// The child indices that lead to it from the root of the condition it was read from; problems name these.
    pub(super) place: Vec<usize>,
    /// What it is.
    pub(super) kind: NodeKind,
}

/// What a node is.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum NodeKind {
    /// Several parts.
    Group(Join, Vec<Node>),
    /// One comparison.
    Sentence(Comparison),
}

impl Node {
    /// A sentence that was not read from anywhere yet.
    pub(super) fn sentence(comparison: Comparison) -> Self {
        Self { place: Vec::new(), kind: NodeKind::Sentence(comparison) }
    }

    /// A group that was not read from anywhere yet.
    pub(super) fn group(join: Join, children: Vec<Self>) -> Self {
        Self { place: Vec::new(), kind: NodeKind::Group(join, children) }
    }

    /// The tree of a condition. Its root is always a group: a comparison alone is a group of one.
    pub(super) fn root(condition: Option<&Condition>) -> Self {
        match condition.map(|condition| read(condition, Vec::new())) {
            None => Self::group(Join::All, Vec::new()),
            Some(node @ Self { kind: NodeKind::Group(..), .. }) => node,
            Some(sentence) => Self::group(Join::All, vec![sentence]),
        }
    }

    /// The condition that this root stands for; none where it is empty.
    pub(super) fn into_condition(self) -> Option<Condition> {
        match self.kind {
            NodeKind::Group(_, children) if children.is_empty() => None,
            NodeKind::Group(Join::All | Join::Any, mut children) if children.len() == 1 => children.pop().map(write),
            _ => Some(write(self)),
        }
    }

    /// Its parts; none for a sentence.
    pub(super) fn children(&self) -> &[Self] {
        match &self.kind {
            NodeKind::Group(_, children) => children,
            NodeKind::Sentence(_) => &[],
        }
    }

    /// The node that these indices lead to.
    pub(super) fn at(&self, path: &[usize]) -> Option<&Self> {
        path.iter().try_fold(self, |node, index| node.children().get(*index))
    }

    fn at_mut(&mut self, path: &[usize]) -> Option<&mut Self> {
        path.iter().try_fold(self, |node, index| match &mut node.kind {
            NodeKind::Group(_, children) => children.get_mut(*index),
            NodeKind::Sentence(_) => None,
        })
    }

    fn children_mut(&mut self, path: &[usize]) -> Option<&mut Vec<Self>> {
        match &mut self.at_mut(path)?.kind {
            NodeKind::Group(_, children) => Some(children),
            NodeKind::Sentence(_) => None,
        }
    }

    /// Makes a change; one that refers to something that is not there does nothing.
    pub(super) fn apply(&mut self, change: Change) {
        match change {
            Change::Sentence(path, comparison) => {
                if let Some(node) = self.at_mut(&path) {
                    node.kind = NodeKind::Sentence(comparison);
                }
            }
            Change::Join(path, join) => {
                if let Some(Self { kind: NodeKind::Group(old, _), .. }) = self.at_mut(&path) {
                    *old = join;
                }
            }
            Change::Insert(group, index, node) => {
                if let Some(children) = self.children_mut(&group) {
                    children.insert(index.min(children.len()), node);
                }
            }
            Change::Remove(path) => {
                self.take(&path);
                self.prune();
            }
            Change::Move { from, group, index } => self.move_node(&from, group, index),
        }
    }

    /// Takes a node out. The group that it leaves empty stays until [`Self::prune`], so that indices stay what they are.
    fn take(&mut self, path: &[usize]) -> Option<Self> {
        let (last, group) = path.split_last()?;
        let children = self.children_mut(group)?;
        let node = (*last < children.len()).then(|| children.remove(*last));
        if let Some(group) = self.at_mut(group)
            && group.children().is_empty()
        {
            group.place = vec![EMPTIED];
        }
        node
    }

    /// Removes the groups that were emptied; groups that were empty in the file mean something and stay.
    fn prune(&mut self) {
        let NodeKind::Group(_, children) = &mut self.kind else { return };
        let before = children.len();
        children.retain_mut(|child| {
            child.prune();
            child.place != [EMPTIED]
        });
        if children.is_empty() && before > 0 {
            self.place = vec![EMPTIED];
        }
    }

    fn move_node(&mut self, from: &[usize], mut group: Vec<usize>, mut index: usize) {
        let Some((last, from_group)) = from.split_last() else { return };
        // Nothing moves into itself.
        if group.starts_with(from) || self.children_mut(&group).is_none() {
            return;
        }
        let Some(node) = self.take(from) else { return };
        // What stood after the moved node in its group is now one place earlier.
        if group == from_group {
            index -= usize::from(index > *last);
        } else if group.starts_with(from_group)
            && let Some(step) = group.get_mut(from_group.len())
        {
            *step -= usize::from(*step > *last);
        }
        if let Some(group) = self.at_mut(&group)
            && let NodeKind::Group(_, children) = &mut group.kind
        {
            children.insert(index.min(children.len()), node);
            // It may be the group that was just emptied.
            group.place = Vec::new();
        }
        self.prune();
    }

    /// The change that moves a node one place up or down; out of its group where it stands at the group's edge.
    pub(super) fn step(&self, path: &[usize], down: bool) -> Option<Change> {
        let (last, group) = path.split_last()?;
        let count = self.at(group)?.children().len();
        let within = if down { last + 1 < count } else { *last > 0 };
        let (group, index) = if within {
            // A gap's number counts the nodes before it, the moved one included.
            (group.to_vec(), if down { last + 2 } else { last - 1 })
        } else {
            let (at, around) = group.split_last()?;
            (around.to_vec(), if down { at + 1 } else { *at })
        };
        Some(Change::Move { from: path.to_vec(), group, index })
    }
}

/// Stands in the place of a group that a change left empty.
const EMPTIED: usize = usize::MAX;

/// A change of the tree; all paths are indices from its root.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Change {
    /// Another comparison in the sentence at that path.
    Sentence(Vec<usize>, Comparison),
    /// Another kind of group.
    Join(Vec<usize>, Join),
    /// A new part of the group at that path, before the part at that index.
    Insert(Vec<usize>, usize, Node),
    /// Removes a node, and the groups it leaves empty.
    Remove(Vec<usize>),
    /// Moves a node into a group, before the part at that index.
    Move {
        /// Which.
        from: Vec<usize>,
        /// Into which group.
        group: Vec<usize>,
        /// Before which part.
        index: usize,
    },
}

fn read(condition: &Condition, place: Vec<usize>) -> Node {
    let child = |index: usize, condition: &Condition| {
        let mut place = place.clone();
        place.push(index);
        read(condition, place)
    };
    let children = |list: &[Condition]| list.iter().enumerate().map(|(index, condition)| child(index, condition)).collect();
    let kind = match condition {
        Condition::All(list) => NodeKind::Group(Join::All, children(list)),
        Condition::Any(list) => NodeKind::Group(Join::Any, children(list)),
        Condition::Compare(comparison) => NodeKind::Sentence(comparison.clone()),
        Condition::Not(inner) => match child(0, inner) {
            Node { kind: NodeKind::Group(join, children), place } => {
                let join = match join {
                    Join::All => Join::NotAll,
                    Join::Any => Join::NoneOf,
                    Join::NoneOf => Join::Any,
                    Join::NotAll => Join::All,
                };
                return Node { place, kind: NodeKind::Group(join, children) };
            }
            Node { kind: NodeKind::Sentence(mut comparison), place } => {
                comparison.negate = !comparison.negate;
                return Node { place, kind: NodeKind::Sentence(comparison) };
            }
        },
    };
    Node { place, kind }
}

fn write(node: Node) -> Condition {
    match node.kind {
        NodeKind::Sentence(comparison) => Condition::Compare(comparison),
        NodeKind::Group(join, children) => {
            let children = children.into_iter().map(write).collect();
            match join {
                Join::All => Condition::All(children),
                Join::Any => Condition::Any(children),
                Join::NoneOf => Condition::Not(Box::new(Condition::Any(children))),
                Join::NotAll => Condition::Not(Box::new(Condition::All(children))),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Operator, Subject};

    fn comparison(name: &str) -> Comparison {
        Comparison::new(Subject::Query(name.to_owned()), Operator::Equals, "1")
    }

    fn sentence(name: &str) -> Condition {
        Condition::Compare(comparison(name))
    }

    fn words(node: &Node) -> String {
        match &node.kind {
            NodeKind::Sentence(comparison) => {
                format!("{}{}", if comparison.negate { "!" } else { "" }, comparison.subject.name().unwrap_or_default())
            }
            NodeKind::Group(join, children) => {
                format!("{}({})", join.label(), children.iter().map(words).collect::<Vec<_>>().join(" "))
            }
        }
    }

    /// a, any of (b, c), d
    fn tree() -> Node {
        let group = Condition::Any(vec![sentence("b"), sentence("c")]);
        Node::root(Some(&Condition::All(vec![sentence("a"), group, sentence("d")])))
    }

    #[test]
    fn not_becomes_part_of_sentences_and_groups() {
        let not = |condition| Condition::Not(Box::new(condition));
        for (condition, expected, place) in [
            (sentence("a"), "all of(a)", vec![]),
            (not(sentence("a")), "all of(!a)", vec![0]),
            (not(not(sentence("a"))), "all of(a)", vec![0, 0]),
            (not(Condition::Any(vec![sentence("a")])), "none of(a)", vec![0, 0]),
            (not(Condition::All(vec![sentence("a")])), "not all of(a)", vec![0, 0]),
        ] {
            let node = Node::root(Some(&condition));
            assert_eq!(words(&node), expected);
            assert_eq!(node.at(&[0]).unwrap().place, place, "{expected}");
        }
    }

    #[test]
    fn a_condition_without_needless_levels_is_written_as_it_was_read() {
        let group = Condition::Not(Box::new(Condition::Any(vec![sentence("b"), Condition::All(vec![])])));
        for condition in
            [sentence("a"), Condition::Any(vec![sentence("a"), group]), Condition::All(vec![sentence("a"), sentence("b")])]
        {
            assert_eq!(Node::root(Some(&condition)).into_condition(), Some(condition));
        }
        assert_eq!(Node::root(None).into_condition(), None);
    }

    #[test]
    fn nodes_move_and_emptied_groups_go() {
        let moved = |from: &[usize], group: &[usize], index: usize| {
            let mut tree = tree();
            tree.apply(Change::Move { from: from.to_vec(), group: group.to_vec(), index });
            words(&tree)
        };
        assert_eq!(moved(&[0], &[], 2), "all of(any of(b c) a d)");
        assert_eq!(moved(&[0], &[1], 2), "all of(any of(b c a) d)");
        assert_eq!(moved(&[2], &[1], 0), "all of(a any of(d b c))");
        assert_eq!(moved(&[1, 0], &[], 0), "all of(b a any of(c) d)");
        assert_eq!(moved(&[1], &[1], 0), words(&tree()));
        let mut tree = tree();
        tree.apply(Change::Move { from: vec![1, 1], group: vec![], index: 3 });
        tree.apply(Change::Move { from: vec![1, 0], group: vec![], index: 0 });
        assert_eq!(words(&tree), "all of(b a d c)");
        for _ in 0..4 {
            tree.apply(Change::Remove(vec![0]));
        }
        assert_eq!(tree.into_condition(), None);
    }

    #[test]
    fn steps_lead_out_of_groups() {
        let stepped = |path: &[usize], down: bool| {
            let mut tree = tree();
            let change = tree.step(path, down);
            let words = change.map(|change| {
                tree.apply(change);
                words(&tree)
            });
            words.unwrap_or_default()
        };
        assert_eq!(stepped(&[0], true), "all of(any of(b c) a d)");
        assert_eq!(stepped(&[2], false), "all of(a d any of(b c))");
        assert_eq!(stepped(&[1, 0], true), "all of(a any of(c b) d)");
        assert_eq!(stepped(&[1, 0], false), "all of(a b any of(c) d)");
        assert_eq!(stepped(&[1, 1], true), "all of(a any of(b) c d)");
        assert_eq!(stepped(&[0], false), "");
    }
}
