//! Why a request got the answer it got: every endpoint and response considered, every condition with what it expected and what it found.
//!
//! Plain data in the words of a person, so that the window, the 404 body, the terminal and reports show the same text.

use super::JsonDifference;
use crate::model::{EndpointId, ResponseId};

/// Everything that was considered for a request.
#[derive(Clone, Debug, PartialEq)]
pub struct Explanation {
    /// One sentence: what answered and because of what, or why nothing did.
    pub summary: String,
    /// The endpoints whose path and method fit, in the order in which they were asked.
    pub candidates: Vec<Candidate>,
    /// The nearest of the others, nearest first, at most three; only where nothing answered.
    pub near_misses: Vec<NearMiss>,
}

/// An endpoint whose path and method fit.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// Which endpoint.
    pub endpoint: EndpointId,
    /// Its method, as written.
    pub method: String,
    /// Its path pattern, as written.
    pub path: String,
    /// What its path parameters caught, decoded.
    pub parameters: Vec<(String, String)>,
    /// Whether it gave the answer.
    pub answered: bool,
    /// Its responses in their order.
    pub responses: Vec<ResponseVerdict>,
}

/// What became of one response.
#[derive(Clone, Debug, PartialEq)]
pub struct ResponseVerdict {
    /// Which response.
    pub response: ResponseId,
    /// Its status.
    pub status: u16,
    /// Its name, or the status's usual reason where it has none.
    pub name: String,
    /// Whether it gave the answer.
    pub answered: bool,
    /// Why it was not even asked, where it was not.
    pub skipped: Option<Skipped>,
    /// What its condition came to; none where it has none.
    pub condition: Option<ConditionVerdict>,
}

/// Why a response was passed over without looking at its condition, or answered without it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Skipped {
    /// It is switched off.
    Disabled,
    /// One before it had answered already.
    AnsweredBefore,
    /// Another one's turn, by order or by chance.
    NotItsTurn,
    /// It has no condition and is not the default.
    NoCondition,
    /// It is broken; the problem list says how.
    Broken,
}

/// What a condition came to.
#[derive(Clone, Debug, PartialEq)]
pub enum ConditionVerdict {
    /// All, any or not.
    Group {
        /// `all of`, `any of` or `not`.
        label: &'static str,
        /// Whether the group holds.
        passed: bool,
        /// Its parts.
        children: Vec<ConditionVerdict>,
    },
    /// One comparison.
    Check(Check),
}

/// What one comparison came to, in words that read as a sentence: subject name operator expected — was actual.
#[derive(Clone, Debug, PartialEq)]
pub struct Check {
    /// Whether it holds.
    pub passed: bool,
    /// `header`, `path parameter`, `path`, `method`, …
    pub subject: String,
    /// The header's, parameter's or field's name; empty where the subject has none.
    pub name: String,
    /// The operator in words, negated where the sentence is.
    pub operator: String,
    /// What it is compared with; empty where the operator takes nothing.
    pub expected: String,
    /// What the request held; none where it was absent.
    pub actual: Option<String>,
    /// What went wrong with the comparison itself, such as a body that is not JSON.
    pub error: Option<String>,
    /// Where the JSON that was found differs from what it should equal.
    pub differences: Vec<JsonDifference>,
}

/// An endpoint that nearly fit.
#[derive(Clone, Debug, PartialEq)]
pub struct NearMiss {
    /// Which endpoint.
    pub endpoint: EndpointId,
    /// Its method, as written.
    pub method: String,
    /// Its path pattern, as written.
    pub path: String,
    /// What it missed: path, method or conditions. Never empty.
    pub missed: Vec<Check>,
}
