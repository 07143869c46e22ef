//! Puts the parts of a template together into blocks within blocks, and checks that each is closed, in order and not too deep.

use std::iter::Peekable;
use std::vec::IntoIter;

use super::{
    error::Fault,
    escape::{Escape, Surroundings},
    expression::{WrittenCall, read_call},
    limits::MAX_BLOCK_DEPTH,
    node::{Block, BlockKind, Expression, Node, Output, Way},
    registry::{self, BlockUse},
    resolve::{Resolver, only_name},
    scan::{Piece, Tag, TagKind},
};

/// Builds the tree of a template.
pub(super) fn build(pieces: Vec<Piece<'_>>, escape: Escape, resolver: &mut Resolver) -> Result<Vec<Node>, Fault> {
    let mut builder = Builder { pieces: pieces.into_iter().peekable(), resolver, surroundings: Surroundings::new(escape) };
    let nodes = builder.nodes(0)?;
    match builder.pieces.next() {
        Some(Piece::Tag(tag)) if tag.kind == TagKind::Else => {
            Err(Fault::new(tag.at, "this {{else}} is in no block; put it between {{#if …}} and {{/if}}"))
        }
        Some(Piece::Tag(tag)) => {
            Err(Fault::new(tag.at, format!("{{{{/{}}}}} closes a block that was never opened", tag.inside.trim())))
        }
        _ => Ok(nodes),
    }
}

struct Builder<'t, 'r> {
    pieces: Peekable<IntoIter<Piece<'t>>>,
    resolver: &'r mut Resolver,
    surroundings: Surroundings,
}

impl<'t> Builder<'t, '_> {
    /// What comes until the block around it ends or has an alternative.
    fn nodes(&mut self, depth: usize) -> Result<Vec<Node>, Fault> {
        let mut nodes = Vec::new();
        loop {
            match self.pieces.peek() {
                None => return Ok(nodes),
                Some(Piece::Tag(tag)) if matches!(tag.kind, TagKind::Else | TagKind::Close) => return Ok(nodes),
                Some(_) => {}
            }
            match self.pieces.next() {
                Some(Piece::Text(text)) => {
                    self.surroundings.pass(text);
                    if !text.is_empty() {
                        nodes.push(Node::Text(text.into()));
                    }
                }
                Some(Piece::Tag(tag)) => match tag.kind {
                    TagKind::Value | TagKind::Raw => {
                        let way = if tag.kind == TagKind::Raw { Way::Raw } else { self.surroundings.way() };
                        let call = read_call(tag.inside, tag.inside_at)?;
                        let value = self.resolver.shown(call);
                        nodes.push(Node::Output(Output { value, way, at: tag.at }));
                    }
                    TagKind::Open | TagKind::OpenInverse => nodes.push(self.block(tag, depth)?),
                    TagKind::Comment | TagKind::Else | TagKind::Close => {}
                },
                None => return Ok(nodes),
            }
        }
    }

    fn block(&mut self, tag: Tag<'t>, depth: usize) -> Result<Node, Fault> {
        let call = read_call(tag.inside, tag.inside_at)?;
        let written = name_of(tag.inside).to_owned();
        let node = self.block_of(call, tag, tag.kind == TagKind::OpenInverse, depth)?;
        match self.pieces.next() {
            Some(Piece::Tag(close)) if close.kind == TagKind::Close => {
                let name = close.inside.trim();
                if name == written {
                    return Ok(node);
                }
                let message = format!("{{{{/{name}}}}} closes {{{{#{written}}}}}; blocks close in the opposite order of opening");
                Err(Fault::new(close.at, message))
            }
            Some(Piece::Tag(tag)) => Err(Fault::new(tag.at, "a block has only one last {{else}}")),
            _ => Err(Fault::new(tag.at, format!("the block {{{{#{written}}}}} is never closed; end it with {{{{/{written}}}}}"))),
        }
    }

    /// A block up to, but without, its closing tag.
    fn block_of(&mut self, call: WrittenCall, tag: Tag<'t>, is_inverse: bool, depth: usize) -> Result<Node, Fault> {
        if depth >= MAX_BLOCK_DEPTH {
            return Err(Fault::new(tag.at, format!("blocks nest more than {MAX_BLOCK_DEPTH} levels deep; nest less")));
        }
        let way = self.surroundings.way();
        let parameters = call.parameters.clone();
        let (kind, is_scope) = self.kind(call, is_inverse, tag.at)?;
        let before = self.surroundings;
        self.resolver.scopes += usize::from(is_scope);
        let mut body = self.nodes(depth + 1)?;
        self.resolver.scopes -= usize::from(is_scope);
        let mut otherwise = Vec::new();
        if let Some(Piece::Tag(other)) =
            self.pieces.next_if(|piece| matches!(piece, Piece::Tag(tag) if tag.kind == TagKind::Else))
        {
            let after = std::mem::replace(&mut self.surroundings, before);
            otherwise = if other.inside.trim().is_empty() {
                self.nodes(depth + 1)?
            } else {
                let call = read_call(other.inside, other.inside_at)?;
                vec![self.block_of(call, other, false, depth + 1)?]
            };
            self.surroundings = after;
        }
        if is_inverse && !matches!(kind, BlockKind::If { .. } | BlockKind::Section { .. }) {
            std::mem::swap(&mut body, &mut otherwise);
        }
        Ok(Node::Block(Box::new(Block { kind, parameters, body, otherwise, way, at: tag.at })))
    }

    /// What a block does, and whether names in it are members of its value.
    fn kind(&mut self, call: WrittenCall, is_negated: bool, at: usize) -> Result<(BlockKind, bool), Fault> {
        let Some((name, name_at)) = Resolver::name(&call).map(|(name, at)| (name.to_owned(), at)) else {
            only_name(&call)?;
            return Ok((BlockKind::Section { value: self.resolver.value(*call.name), is_negated }, true));
        };
        let count = call.arguments.len();
        let needs_one = |wanted: &str| match count {
            1 => Ok(()),
            _ => Err(Fault::new(at, format!("{{{{#{name}}}}} takes one value: {{{{#{name} {wanted}}}}}"))),
        };
        Ok(match name.as_str() {
            "if" | "unless" => {
                needs_one("condition")?;
                let include_zero = call.named.iter().any(|(name, _)| &**name == "includeZero");
                let is_negated = is_negated != (name == "unless");
                (BlockKind::If { value: self.only(call), include_zero, is_negated }, false)
            }
            "each" => {
                needs_one("list")?;
                (BlockKind::Each(self.only(call)), true)
            }
            "with" => {
                needs_one("value")?;
                (BlockKind::With(self.only(call)), true)
            }
            "repeat" => {
                if !(1..=2).contains(&count) {
                    return Err(Fault::new(at, "{{#repeat}} takes how often: {{#repeat 5}} or {{#repeat 2 5}}"));
                }
                let bounds = call.arguments.into_iter().map(|value| self.resolver.value(value)).collect();
                let comma = call.named.into_iter().find(|(name, _)| &**name == "comma");
                (BlockKind::Repeat { bounds, comma: comma.map(|(_, value)| self.resolver.value(value)) }, false)
            }
            "switch" => {
                needs_one("value")?;
                (BlockKind::Switch(self.only(call)), false)
            }
            "case" => {
                needs_one("value")?;
                (BlockKind::Case(self.only(call)), false)
            }
            "default" if count == 0 => (BlockKind::Default, false),
            _ => match registry::find(&name) {
                Some(helper) if count + call.named.len() > 0 || helper.fewest <= 1 && helper.block != BlockUse::Condition => {
                    (BlockKind::Filter(self.resolver.block_call(helper, call)), false)
                }
                _ if count + call.named.len() == 0 => {
                    (BlockKind::Section { value: self.resolver.value(*call.name), is_negated }, true)
                }
                _ => {
                    let near = registry::nearest(&name).map(|near| format!("; did you mean '{near}'?")).unwrap_or_default();
                    self.resolver.note(name_at, name.chars().count(), format!("there is no helper '{name}'{near}"));
                    (BlockKind::Nothing, true)
                }
            },
        })
    }

    fn only(&mut self, call: WrittenCall) -> Expression {
        call.arguments.into_iter().next().map_or(Expression::Nothing, |value| self.resolver.value(value))
    }
}

/// The name that a block is closed with.
fn name_of(inside: &str) -> &str {
    let inside = inside.trim_start();
    let end = inside.find(|character: char| character.is_whitespace() || character == '(').unwrap_or(inside.len());
    inside.get(..end).unwrap_or(inside)
}
