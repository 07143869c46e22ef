//! One comparison of one value by itself: for patterns of other tools, which ask each of several values alone what a
//! condition asks of all together.

use std::borrow::Cow;

use super::{Found, Outcome, Test};
use crate::model::Comparison;

/// The operator of a comparison with its operand, ready to test values that are handed to it.
#[derive(Debug)]
pub struct ValueTest {
    test: Test,
    negate: bool,
}

impl ValueTest {
    /// Makes a comparison ready to test. Its subject is not looked at.
    ///
    /// # Errors
    ///
    /// What is wrong with the operand, in one sentence without a period.
    pub fn compile(comparison: &Comparison) -> Result<Self, String> {
        Ok(Self { test: Test::compile(comparison, comparison.ignore_case)?, negate: comparison.negate })
    }

    /// Whether it holds of a value, or of none being there.
    pub fn holds(&self, value: Option<&str>) -> bool {
        let holds = match value {
            Some(text) => self.test.outcome(&Found::Text(Cow::Borrowed(text))) == Outcome::Holds,
            None => self.test.holds_when_absent(),
        };
        holds != self.negate
    }
}
