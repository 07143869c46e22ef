//! How much a template may ask for. Whoever writes a template, or sends what it reads, gets a clear refusal instead of a
//! server that hangs: every loop, call and copied text is paid from one budget, and nesting is bounded before anything recurses.

use serde_json::Value;

/// The longest template text, in bytes: 1 MB.
pub const MAX_TEMPLATE_BYTES: usize = 1 << 20;
/// The most tags (`{{…}}`) in one template.
pub const MAX_TAGS: usize = 20_000;
/// The longest single tag, in bytes.
pub const MAX_TAG_BYTES: usize = 16 << 10;
/// How deep blocks may nest. Each `{{else if}}` counts as a level.
pub const MAX_BLOCK_DEPTH: usize = 100;
/// How deep calls in parentheses may nest.
pub const MAX_CALL_DEPTH: usize = 30;
/// The longest rendered text, and the longest text that a helper may make, in bytes: 10 MB.
pub const MAX_OUTPUT_BYTES: usize = 10 << 20;
/// The most repetitions of one `{{#repeat}}`, and the most items of one `range`.
pub const MAX_REPEAT: usize = 100_000;
/// The most passes through all loops of one rendering together.
pub const MAX_ITERATIONS: usize = 250_000;
/// The most steps of one rendering: a tag costs one, a value one for each of its parts and for each 64 bytes of its text.
pub const MAX_STEPS: usize = 1_000_000;
/// How deep a value may be nested.
pub const MAX_VALUE_DEPTH: usize = 200;

/// What is left of what one rendering may spend.
#[derive(Debug)]
pub(super) struct Budget {
    steps: usize,
    iterations: usize,
}

impl Budget {
    /// A full purse.
    pub(super) fn new() -> Self {
        Self { steps: MAX_STEPS, iterations: MAX_ITERATIONS }
    }

    /// Pays for work.
    pub(super) fn spend(&mut self, steps: usize) -> Result<(), String> {
        match self.steps.checked_sub(steps) {
            Some(left) => self.steps = left,
            None => return Err(format!("rendering takes more than {MAX_STEPS} steps; loop less, or over less data")),
        }
        Ok(())
    }

    /// Pays for one pass through a loop.
    pub(super) fn iterate(&mut self) -> Result<(), String> {
        match self.iterations.checked_sub(1) {
            Some(left) => self.iterations = left,
            None => {
                return Err(format!("the loops of this template make more than {MAX_ITERATIONS} passes together; repeat less"));
            }
        }
        self.spend(1)
    }

    /// Pays for a value that a helper will look at or copy, and says what it cost.
    pub(super) fn weigh(&mut self, value: &Value) -> Result<usize, String> {
        let before = self.steps;
        self.weigh_at(value, 0)?;
        Ok(before - self.steps)
    }

    fn weigh_at(&mut self, value: &Value, depth: usize) -> Result<(), String> {
        if depth > MAX_VALUE_DEPTH {
            return Err(format!("a value is nested more than {MAX_VALUE_DEPTH} levels deep; nest less"));
        }
        match value {
            Value::String(text) => self.spend(1 + text.len() / 64),
            Value::Array(items) => {
                self.spend(1)?;
                items.iter().try_for_each(|item| self.weigh_at(item, depth + 1))
            }
            Value::Object(members) => {
                self.spend(1)?;
                members.iter().try_for_each(|(name, item)| {
                    self.spend(name.len() / 64)?;
                    self.weigh_at(item, depth + 1)
                })
            }
            _ => self.spend(1),
        }
    }
}

/// Refuses a text that is longer than an answer may be.
pub(super) fn check_text(bytes: usize) -> Result<(), String> {
    if bytes > MAX_OUTPUT_BYTES {
        return Err(format!("a text grows beyond {} MB; make it shorter", MAX_OUTPUT_BYTES >> 20));
    }
    Ok(())
}
