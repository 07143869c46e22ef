//! Templates: Handlebars text with the helpers of Mockoon and WireMock and Faker's method names. A template is compiled once
//! for each edit and rendered for each request; whatever is random in it comes from one seed.
//!
//! Where Mockoon and WireMock differ about a name, Mockoon's helpers mean what they mean there, unless the call has the shape
//! of WireMock's (`{{now offset='3 days'}}`). Other than there:
//! - `{{ }}` escapes for the content type, not always for HTML; arrays and objects are shown as JSON.
//! - `body` and `queryParam` give other helpers the value itself, not its JSON text, and dates are in UTC.
//! - `{{date}}`, `{{first}}` and other helpers that cannot do without values are, alone, names of members.
//! - lines that `repeat` puts between its passes end with a line feed on every system.
//!
//! The grammar of values and paths is that of the crate `handlebars`. Tags and blocks are put together here and rendered here,
//! because the crate's time to parse grows with the square of a template's length, its parser recurses without a limit, and
//! its helpers cannot reach what a single rendering borrows.

mod block;
mod complete;
mod date_format;
mod date_read;
mod error;
mod escape;
mod expression;
mod form;
mod helpers;
mod limits;
mod node;
mod pattern;
mod registry;
mod render;
mod request;
mod resolve;
mod scan;
mod scene;
mod tree;
mod value;

pub use complete::{Completion, complete};
pub use error::{TemplateError, TemplateProblem};
pub use escape::{Escape, check_json};
pub use form::tree as form_tree;
pub use limits::{
    MAX_BLOCK_DEPTH, MAX_CALL_DEPTH, MAX_ITERATIONS, MAX_OUTPUT_BYTES, MAX_REPEAT, MAX_STEPS, MAX_TAG_BYTES, MAX_TAGS,
    MAX_TEMPLATE_BYTES, MAX_VALUE_DEPTH,
};
pub use registry::{Family, Helper, all as all_helpers};
pub use render::Rendered;
pub use request::{REQUEST_NAMES, RequestName};
pub use scene::{NoStore, Part, Scene, Store};

use error::Fault;
use node::Node;
use pattern::Patterns;
use resolve::Resolver;

/// A compiled template.
#[derive(Debug)]
pub struct Template {
    text: Box<str>,
    nodes: Vec<Node>,
    problems: Vec<TemplateProblem>,
    patterns: Patterns,
}

impl Template {
    /// Whether a text holds a tag, so that it is a template at all.
    pub fn is_template(text: &str) -> bool {
        scan::has_tag(text)
    }

    /// Compiles a text whose values are escaped for what it is.
    pub fn compile(text: &str, escape: Escape) -> Result<Self, TemplateError> {
        if text.len() > MAX_TEMPLATE_BYTES {
            let message = format!("the template is longer than {} MB; shorten it", MAX_TEMPLATE_BYTES >> 20);
            return Err(Fault::new(0, message).in_text(text));
        }
        let mut resolver = Resolver::default();
        let nodes = scan::scan(text).and_then(|pieces| tree::build(pieces, escape, &mut resolver));
        let nodes = nodes.map_err(|fault| fault.in_text(text))?;
        Ok(Self { text: text.into(), nodes, problems: resolver.finish(text), patterns: Patterns::default() })
    }

    /// What will not do what its writer meant: unknown helpers and faker methods, and calls with too few or too many values.
    pub fn problems(&self) -> &[TemplateProblem] {
        &self.problems
    }

    /// Fills in the template.
    pub fn render(&self, scene: &Scene<'_>) -> Result<Rendered, TemplateError> {
        render::render(&self.nodes, self.text.len(), &self.patterns, scene).map_err(|fault| fault.in_text(&self.text))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests;
