//! Renders blocks: conditions, loops, scopes, switches, and helpers that work on the text within them.

use std::borrow::Cow;

use serde_json::Value;

use super::{
    error::Fault,
    escape,
    limits::{MAX_REPEAT, check_text},
    node::{Block, BlockKind, Expression},
    registry::BlockUse,
    render::{Frame, Renderer, Turn},
    value,
};

impl Renderer<'_> {
    /// Renders a block.
    pub(super) fn block(&mut self, block: &Block, frame: &Frame<'_>) -> Result<(), Fault> {
        match &block.kind {
            BlockKind::If { value, include_zero, is_negated } => {
                let holds = value::is_true(&*self.evaluate(value, frame)?, *include_zero);
                self.nodes(if holds == *is_negated { &block.otherwise } else { &block.body }, frame)
            }
            BlockKind::Each(value) => {
                let list = self.evaluate(value, frame)?;
                self.each(&list, block, frame)
            }
            BlockKind::With(value) => {
                let value = self.evaluate(value, frame)?;
                self.with(&value, block, frame)
            }
            BlockKind::Repeat { bounds, comma } => self.repeat(bounds, comma.as_ref(), block, frame),
            BlockKind::Switch(value) => {
                let value = self.evaluate(value, frame)?.into_owned();
                self.switches.push((value, false));
                self.nodes(&block.body, frame)?;
                self.switches.pop();
                Ok(())
            }
            BlockKind::Case(value) => {
                let wanted = self.evaluate(value, frame)?;
                let holds = match self.switches.last_mut() {
                    Some((value, is_done)) if !*is_done && value::equals(value, &wanted) => {
                        *is_done = true;
                        true
                    }
                    Some(_) => false,
                    None => return Err(Fault::new(block.at, "{{#case}} is in no {{#switch}}")),
                };
                if holds { self.nodes(&block.body, frame) } else { Ok(()) }
            }
            BlockKind::Default => match self.switches.last() {
                Some((_, true)) => Ok(()),
                Some(_) => self.nodes(&block.body, frame),
                None => Err(Fault::new(block.at, "{{#default}} is in no {{#switch}}")),
            },
            BlockKind::Section { value, is_negated } => {
                let value = self.evaluate(value, frame)?;
                match &*value {
                    value if *is_negated => {
                        self.nodes(if value::is_true(value, false) { &block.otherwise } else { &block.body }, frame)
                    }
                    Value::Array(_) => self.each(&value, block, frame),
                    Value::Bool(true) => self.nodes(&block.body, frame),
                    value => self.with(value, block, frame),
                }
            }
            BlockKind::Filter(call) if call.helper.block == BlockUse::Condition => {
                let holds = value::is_true(&self.call(call, frame, None)?, false);
                self.nodes(if holds { &block.body } else { &block.otherwise }, frame)
            }
            BlockKind::Filter(call) => {
                let outer = std::mem::take(&mut self.output);
                self.nodes(&block.body, frame)?;
                let text = std::mem::replace(&mut self.output, outer);
                let value = self.call(call, frame, Some(text))?;
                escape::write(&mut self.output, &value, block.way);
                Ok(())
            }
            BlockKind::Nothing => self.nodes(&block.otherwise, frame),
        }
    }

    fn with(&mut self, value: &Value, block: &Block, frame: &Frame<'_>) -> Result<(), Fault> {
        if !value::is_true(value, false) {
            return self.nodes(&block.otherwise, frame);
        }
        let inner =
            Frame { this: Some(value), parent: Some(frame), turn: None, names: &block.parameters, values: [Some(value), None] };
        self.nodes(&block.body, &inner)
    }

    fn each(&mut self, list: &Value, block: &Block, frame: &Frame<'_>) -> Result<(), Fault> {
        match list {
            Value::Array(items) if !items.is_empty() => {
                let variables = self.begin_variables();
                for (index, item) in items.iter().enumerate() {
                    let key = Value::from(index);
                    self.turn(item, &key, Turn { index, total: items.len(), key: None }, block, frame)?;
                }
                self.end_variables(variables);
                Ok(())
            }
            Value::Object(members) if !members.is_empty() => {
                let variables = self.begin_variables();
                for (index, (name, item)) in members.iter().enumerate() {
                    let key = Value::from(name.as_str());
                    self.turn(item, &key, Turn { index, total: members.len(), key: Some(name) }, block, frame)?;
                }
                self.end_variables(variables);
                Ok(())
            }
            _ => self.nodes(&block.otherwise, frame),
        }
    }

    fn turn(&mut self, item: &Value, key: &Value, turn: Turn<'_>, block: &Block, frame: &Frame<'_>) -> Result<(), Fault> {
        self.iterate(block)?;
        let inner = Frame {
            this: Some(item),
            parent: Some(frame),
            turn: Some(turn),
            names: &block.parameters,
            values: [Some(item), Some(key)],
        };
        self.nodes(&block.body, &inner)
    }

    fn iterate(&mut self, block: &Block) -> Result<(), Fault> {
        self.state.budget.iterate().map_err(|message| Fault::new(block.at, message))
    }

    /// Repeats as Mockoon does: each pass loses the blanks at its end, and commas and line ends come between.
    fn repeat(
        &mut self,
        bounds: &[Expression],
        comma: Option<&Expression>,
        block: &Block,
        frame: &Frame<'_>,
    ) -> Result<(), Fault> {
        let mut numbers = Vec::with_capacity(2);
        for bound in bounds {
            let value = self.evaluate(bound, frame)?;
            let number = value::to_number(&value).filter(|_| !value.is_null()).ok_or_else(|| {
                Fault::new(block.at, format!("{{{{#repeat}}}} takes numbers, but is given '{}'", shortened(&value::text(&value))))
            })?;
            numbers.push(number.ceil() as i64);
        }
        let count = match numbers[..] {
            [first, last] => self.state.random().integer(first, last),
            _ => numbers.first().copied().unwrap_or_default(),
        };
        let total = usize::try_from(count).unwrap_or(0);
        if total > MAX_REPEAT {
            return Err(Fault::new(
                block.at,
                format!("{{{{#repeat}}}} repeats at most {MAX_REPEAT} times, but is to repeat {total} times"),
            ));
        }
        let has_comma = match comma {
            Some(comma) => !matches!(*self.evaluate(comma, frame)?, Value::Bool(false)),
            None => true,
        };
        let variables = self.begin_variables();
        let start = self.output.len();
        for index in 0..total {
            self.iterate(block)?;
            let key = Value::from(index);
            let turn = Some(Turn { index, total, key: None });
            let inner = Frame { this: None, parent: Some(frame), turn, names: &block.parameters, values: [Some(&key), None] };
            self.nodes(&block.body, &inner)?;
            if has_comma {
                let content = self.output.get(start..).unwrap_or_default();
                let trimmed = content.trim_end();
                let ends_with_comma = trimmed.ends_with(',');
                self.output.truncate(start + trimmed.len());
                if index + 1 < total && !ends_with_comma {
                    self.output.push(',');
                } else if index + 1 == total && ends_with_comma {
                    self.output.pop();
                }
                self.output.push('\n');
            }
            check_text(self.output.len()).map_err(|message| Fault::new(block.at, message))?;
        }
        self.end_variables(variables);
        Ok(())
    }
}

fn shortened(text: &str) -> Cow<'_, str> {
    match text.char_indices().nth(40) {
        Some((end, _)) => Cow::Owned(format!("{}…", text.get(..end).unwrap_or_default())),
        None => Cow::Borrowed(text),
    }
}
