//! What of a response is made anew for every answer, compiled: templates in status, delay, headers and body, and generated bodies.

use http::HeaderName;

use super::{compiled::CompiledBody, response::Report};
use crate::{
    generate::{
        body::{BodyPlan, Manner},
        template::{Escape, Template},
    },
    model::{GeneratedBody, Language, Part, Response, Severity},
};

/// The templates of a response beside its body.
#[derive(Debug, Default)]
pub(super) struct DynamicHead {
    pub(super) status: Option<Template>,
    pub(super) delay_ms: Option<Template>,
    /// With the header's index in the project.
    pub(super) headers: Vec<(usize, HeaderName, Template)>,
}

impl DynamicHead {
    /// Compiles the templates for status and delay; those of headers are added where headers are compiled.
    pub(super) fn compile(response: &Response, report: Report<'_>) -> Self {
        let mut compile = |text: &Option<String>, part: Part| {
            let text = text.as_deref()?;
            compile_template(text, Escape::None, |_| part.clone(), report)
        };
        let status = compile(&response.status_template, Part::Status);
        let delay_ms = compile(&response.delay_template, Part::Delay);
        Self { status, delay_ms, headers: Vec::new() }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.status.is_none() && self.delay_ms.is_none() && self.headers.is_empty()
    }
}

/// Compiles a template and reports what is wrong with it; none where it cannot be rendered.
pub(super) fn compile_template(
    text: &str,
    escape: Escape,
    part: impl Fn((usize, usize)) -> Part,
    report: Report<'_>,
) -> Option<Template> {
    match Template::compile(text, escape) {
        Ok(template) => {
            for problem in template.problems() {
                report(part((problem.line, problem.column)), Severity::Warning, problem.message.clone());
            }
            Some(template)
        }
        Err(error) => {
            report(part((error.line, error.column)), Severity::Error, error.message);
            None
        }
    }
}

/// Compiles a body that is a template.
pub(super) fn compile_body(text: &str, escape: Escape, report: Report<'_>) -> Option<CompiledBody> {
    compile_template(text, escape, |place| Part::Body(Some(place)), report).map(CompiledBody::Template)
}

/// Compiles a generated body.
pub(super) fn compile_generated(body: &GeneratedBody, manner: &Manner, report: Report<'_>) -> Option<CompiledBody> {
    match BodyPlan::compile(body, manner) {
        Ok((plan, problems)) => {
            for problem in problems {
                report(Part::Body(problem.place), Severity::Warning, problem.message);
            }
            Some(CompiledBody::Generated(plan))
        }
        Err(problem) => {
            report(Part::Body(problem.place), Severity::Error, problem.message);
            None
        }
    }
}

/// How values are escaped in a body: by the Content-Type it is sent with, else by its language.
pub(super) fn escape_for(content_type: Option<&str>, language: Language) -> Escape {
    let Some(content_type) = content_type else { return escape_of(language) };
    let essence = content_type.split(';').next().unwrap_or_default().trim();
    if essence.eq_ignore_ascii_case("application/x-www-form-urlencoded") {
        return Escape::Url;
    }
    escape_of(Language::of_content_type(content_type))
}

fn escape_of(language: Language) -> Escape {
    match language {
        Language::Json => Escape::Json,
        Language::Html => Escape::Html,
        Language::Xml => Escape::Xml,
        Language::JavaScript | Language::Css | Language::Yaml | Language::Plain => Escape::None,
    }
}
