//! Renders a compiled template: one walk over its tree, with one source of chance, one budget and one output. Nothing is kept
//! between renderings, so an error leaves nothing behind.

use std::borrow::Cow;

use serde_json::Value;

use super::{
    error::Fault,
    escape,
    limits::{Budget, MAX_OUTPUT_BYTES, check_text},
    node::{Call, Expression, Node, Path, Start, Way},
    pattern::Patterns,
    registry::Arguments,
    request::{self, Root},
    resolve::count_message,
    scene::Scene,
    value::{self, NULL},
};
use crate::generate::random::Random;

/// What comes of a rendering.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rendered {
    /// The text.
    pub text: String,
    /// Whether chance or the clock had a part in it, so that only its seed gives it again.
    pub is_dynamic: bool,
    /// The status that the `status` helper asked for.
    pub status: Option<u16>,
}

/// What helpers share during one rendering.
#[derive(Debug)]
pub(super) struct State<'s> {
    pub(super) scene: &'s Scene<'s>,
    pub(super) patterns: &'s Patterns,
    pub(super) budget: Budget,
    pub(super) status: Option<u16>,
    random: Random,
    is_dynamic: bool,
    variables: Vec<(Box<str>, Value)>,
    /// Where the variables of the innermost loop begin.
    own: usize,
}

impl State<'_> {
    /// The source of chance. Whoever asks makes the answer dynamic.
    pub(super) fn random(&mut self) -> &mut Random {
        self.is_dynamic = true;
        &mut self.random
    }

    /// What the clock says.
    pub(super) fn now(&mut self) -> jiff::Timestamp {
        self.is_dynamic = true;
        self.scene.seed.now()
    }

    /// Gives a variable a value, in the innermost loop.
    pub(super) fn set_variable(&mut self, name: &str, value: Value) {
        let own = self.variables.get_mut(self.own..).unwrap_or_default();
        match own.iter_mut().find(|(known, _)| **known == *name) {
            Some((_, kept)) => *kept = value,
            None => self.variables.push((name.into(), value)),
        }
    }

    /// The value of a variable.
    pub(super) fn variable(&self, name: &str) -> Option<&Value> {
        self.variables.iter().rev().find(|(known, _)| **known == *name).map(|(_, value)| value)
    }
}

/// What names stand for at one place.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Frame<'f> {
    /// What the block is about, where it is about something.
    pub(super) this: Option<&'f Value>,
    pub(super) parent: Option<&'f Frame<'f>>,
    pub(super) turn: Option<Turn<'f>>,
    /// What the block's parameters are called, and what they are.
    pub(super) names: &'f [Box<str>],
    pub(super) values: [Option<&'f Value>; 2],
}

/// One pass through a loop.
#[derive(Clone, Copy, Debug)]
pub(super) struct Turn<'f> {
    pub(super) index: usize,
    pub(super) total: usize,
    pub(super) key: Option<&'f str>,
}

impl<'f> Frame<'f> {
    fn parameter(&self, name: &str) -> Option<&'f Value> {
        let mut frame = self;
        loop {
            if let Some(position) = frame.names.iter().position(|known| **known == *name) {
                return frame.values.get(position).copied().flatten();
            }
            frame = frame.parent?;
        }
    }

    /// What the block is about that is as many levels out; none at the request.
    fn this(&self, outward: usize) -> Option<&'f Value> {
        let mut left = outward;
        let mut frame = self;
        loop {
            if let Some(this) = frame.this {
                match left.checked_sub(1) {
                    None => return Some(this),
                    Some(less) => left = less,
                }
            }
            frame = frame.parent?;
        }
    }

    fn turn(&self, outward: usize) -> Option<Turn<'f>> {
        let mut left = outward;
        let mut frame = self;
        loop {
            if let Some(turn) = frame.turn {
                match left.checked_sub(1) {
                    None => return Some(turn),
                    Some(less) => left = less,
                }
            }
            frame = frame.parent?;
        }
    }
}

/// One rendering.
pub(super) struct Renderer<'s> {
    pub(super) state: State<'s>,
    pub(super) output: String,
    /// The values of the switches around, and whether a case held.
    pub(super) switches: Vec<(Value, bool)>,
}

/// Renders the tree of a template.
pub(super) fn render(nodes: &[Node], size: usize, patterns: &Patterns, scene: &Scene<'_>) -> Result<Rendered, Fault> {
    let state = State {
        scene,
        patterns,
        budget: Budget::new(),
        status: None,
        random: scene.random(),
        is_dynamic: false,
        variables: Vec::new(),
        own: 0,
    };
    let mut renderer = Renderer { state, output: String::with_capacity(size + size / 2), switches: Vec::new() };
    renderer.nodes(nodes, &Frame::default())?;
    Ok(Rendered { text: renderer.output, is_dynamic: renderer.state.is_dynamic, status: renderer.state.status })
}

impl<'s> Renderer<'s> {
    /// Renders a list of nodes.
    pub(super) fn nodes(&mut self, nodes: &[Node], frame: &Frame<'_>) -> Result<(), Fault> {
        for node in nodes {
            match node {
                Node::Text(text) => {
                    self.output.push_str(text);
                    self.check_output(0)?;
                }
                Node::Output(output) => {
                    self.spend(1, output.at)?;
                    self.show(&output.value, output.way, frame)?;
                    self.check_output(output.at)?;
                }
                Node::Block(block) => {
                    self.spend(1, block.at)?;
                    self.block(block, frame)?;
                    self.check_output(block.at)?;
                }
            }
        }
        Ok(())
    }

    fn check_output(&self, at: usize) -> Result<(), Fault> {
        if self.output.len() > MAX_OUTPUT_BYTES {
            return Err(Fault::new(at, format!("the rendered text is longer than {} MB; repeat less", MAX_OUTPUT_BYTES >> 20)));
        }
        Ok(())
    }

    fn spend(&mut self, steps: usize, at: usize) -> Result<(), Fault> {
        self.state.budget.spend(steps).map_err(|message| Fault::new(at, message))
    }

    fn show(&mut self, expression: &Expression, way: Way, frame: &Frame<'_>) -> Result<(), Fault> {
        let shown = match expression {
            Expression::Path(path) => self.path(path, frame, false)?,
            _ => self.evaluate(expression, frame)?,
        };
        escape::write(&mut self.output, &shown, way);
        Ok(())
    }

    /// Finds out a value.
    pub(super) fn evaluate<'v>(&mut self, expression: &'v Expression, frame: &Frame<'v>) -> Result<Cow<'v, Value>, Fault>
    where
        's: 'v,
    {
        match expression {
            Expression::Literal(value) => Ok(Cow::Borrowed(value)),
            Expression::Path(path) => self.path(path, frame, true),
            Expression::Call(call) => Ok(Cow::Owned(self.call(call, frame, None)?)),
            Expression::Nothing => Ok(Cow::Borrowed(&NULL)),
        }
    }

    /// Calls a helper, with the text of a block if it is one.
    pub(super) fn call(&mut self, call: &Call, frame: &Frame<'_>, text: Option<String>) -> Result<Value, Fault> {
        use super::registry::BlockUse;

        let text = text.map(|text| Cow::Owned(Value::String(text)));
        let mut values = Vec::with_capacity(call.arguments.len() + usize::from(text.is_some()));
        let is_first = call.helper.block == BlockUse::First;
        let (first, last) = if is_first { (text, None) } else { (None, text) };
        values.extend(first);
        for argument in &call.arguments {
            values.push(self.evaluate(argument, frame)?);
        }
        values.extend(last);
        let mut named = Vec::with_capacity(call.named.len());
        for (name, value) in &call.named {
            named.push((&**name, self.evaluate(value, frame)?));
        }
        let fault = |message| Fault::new(call.at, message);
        if values.len() > call.helper.most || (values.len() < call.helper.fewest && named.is_empty()) {
            return Err(fault(count_message(call.helper, values.len())));
        }
        self.state.budget.spend(1).map_err(fault)?;
        for value in values.iter().chain(named.iter().map(|(_, value)| value)) {
            self.state.budget.weigh(value).map_err(fault)?;
        }
        let arguments = Arguments { values, named, method: call.method };
        let value = (call.helper.function)(&arguments, &mut self.state).map_err(fault)?;
        if let Value::String(text) = &value {
            check_text(text.len()).map_err(fault)?;
        }
        Ok(value)
    }

    /// Follows a path.
    fn path<'v>(&mut self, path: &'v Path, frame: &Frame<'v>, list: bool) -> Result<Cow<'v, Value>, Fault>
    where
        's: 'v,
    {
        let scene = self.state.scene;
        let descend = |value: &'v Value, skip: usize| {
            value::descend(Cow::Borrowed(value), path.segments.iter().skip(skip).map(AsRef::as_ref))
        };
        let owned =
            |value: Value, skip: usize| value::descend(Cow::Owned(value), path.segments.iter().skip(skip).map(AsRef::as_ref));
        let from_request = |root: Option<(Root, usize)>| match root {
            Some((root, skip)) => request::look_up(scene, root, path.segments.get(skip..).unwrap_or_default(), list),
            None => Cow::Borrowed(&NULL),
        };
        let found = match path.start {
            Start::This(outward) => match frame.this(outward) {
                Some(this) => descend(this, 0),
                None if path.segments.is_empty() => request::look_up(scene, Root::Request, &[], list),
                None => from_request(request::find(&path.segments)),
            },
            Start::Request if path.segments.is_empty() => request::look_up(scene, Root::Request, &[], list),
            Start::Request => from_request(request::find(&path.segments)),
            Start::Local(outward) => {
                let name = path.segments.first().map(AsRef::as_ref).unwrap_or_default();
                let turn = frame.turn(outward);
                let value = match (name, turn) {
                    ("index", Some(turn)) => Some(Value::from(turn.index)),
                    ("total", Some(turn)) => Some(Value::from(turn.total)),
                    ("first", Some(turn)) => Some(Value::from(turn.index == 0)),
                    ("last", Some(turn)) => Some(Value::from(turn.index + 1 == turn.total)),
                    ("key", Some(turn)) => Some(turn.key.map_or_else(|| Value::from(turn.index), Value::from)),
                    _ => self.state.variable(name).cloned(),
                };
                owned(value.unwrap_or_default(), 1)
            }
            Start::Name(root) => {
                let name = path.segments.first().map(AsRef::as_ref).unwrap_or_default();
                if let Some(value) = frame.parameter(name) {
                    descend(value, 1)
                } else if let Some(Value::Object(members)) = frame.this(0)
                    && let Some(value) = members.get(name)
                {
                    descend(value, 1)
                } else if let Some(value) = self.state.variable(name) {
                    let part = value::descend(Cow::Borrowed(value), path.segments.iter().skip(1).map(AsRef::as_ref));
                    Cow::Owned(part.into_owned())
                } else {
                    from_request(root)
                }
            }
        };
        if let Cow::Owned(value) = &found {
            self.state.budget.weigh(value).map_err(|message| Fault::new(path.at, message))?;
        }
        Ok(found)
    }

    /// Begins the variables of a loop; what is returned ends them.
    pub(super) fn begin_variables(&mut self) -> (usize, usize) {
        let outer = self.state.own;
        self.state.own = self.state.variables.len();
        (outer, self.state.own)
    }

    /// Forgets the variables of a loop.
    pub(super) fn end_variables(&mut self, (outer, own): (usize, usize)) {
        self.state.variables.truncate(own);
        self.state.own = outer;
    }
}
