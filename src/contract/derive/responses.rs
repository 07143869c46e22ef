//! The answers of one operation: the success without a condition, everything else that is documented where a client asks
//! for it.

use super::{
    body::body,
    header::headers,
    id::Ids,
    media::{Kind, concrete, kind},
    prefer,
    sample::Samples,
};
use crate::{
    contract::{Content, Contract, ContractProblem, DocumentedResponse, NamedExample, Operation, StatusKey},
    model::{Body, Condition, Header, Response, ResponseId},
};

/// The longest name that a response takes from its description, in characters.
const MAX_NAME: usize = 60;

/// Makes the answers of one operation.
pub(super) struct ResponseMaker<'m, 'c> {
    contract: &'c Contract,
    operation: &'c Operation,
    ids: &'m mut Ids,
    samples: &'m mut Samples<'c>,
    problems: &'m mut Vec<ContractProblem>,
}

/// A documented answer as it is asked for.
struct Asked<'c> {
    documented: &'c DocumentedResponse,
    /// The status that is sent.
    status: u16,
    /// What stands for the status in ids: `404`, `4xx`, `default`.
    slug: String,
    /// What a client has to ask for; nothing for what answers by itself.
    condition: Option<Condition>,
    /// Whether the status is the one that the client asks for.
    follows_client: bool,
}

impl<'m, 'c> ResponseMaker<'m, 'c> {
    pub(super) fn new(
        contract: &'c Contract,
        operation: &'c Operation,
        ids: &'m mut Ids,
        samples: &'m mut Samples<'c>,
        problems: &'m mut Vec<ContractProblem>,
    ) -> Self {
        Self { contract, operation, ids, samples, problems }
    }

    /// The responses, the one that answers by itself first. Those of other statuses come next, so that a preferred status
    /// counts before a preferred example or media type.
    pub(super) fn responses(&mut self, endpoint: &str) -> (Vec<Response>, Option<ResponseId>) {
        let Some((success, status)) = success(&self.operation.responses) else {
            let status = if matches!(self.operation.method.as_str(), "GET" | "HEAD" | "QUERY") { 200 } else { 204 };
            let mut response = Response::new(self.ids.response(endpoint, &[&status.to_string()]), status);
            response.headers.extend(self.deprecation());
            let id = response.id.clone();
            return (vec![response], Some(id));
        };
        let main = Asked { documented: success, status, slug: slug(success.status), condition: None, follows_client: false };
        let (plain, variants) = self.group(endpoint, &main);
        let id = plain.id.clone();
        let mut responses = vec![plain];
        let mut others: Vec<&DocumentedResponse> = self.operation.responses.iter().collect();
        others.sort_by_key(|response| match response.status {
            StatusKey::Exact(_) => 0,
            StatusKey::Range(_) => 1,
            StatusKey::Default => 2,
        });
        for documented in others {
            let (number, pattern) = match documented.status {
                StatusKey::Exact(number) if number == status => continue,
                StatusKey::Exact(number) => (number, number.to_string()),
                StatusKey::Range(hundreds) => (u16::from(hundreds) * 100, format!(r"{hundreds}\d\d")),
                StatusKey::Default => (500, r"[1-5]\d\d".to_owned()),
            };
            let is_exact = matches!(documented.status, StatusKey::Exact(_));
            let condition = if is_exact { prefer::code(&pattern) } else { prefer::code_except(&pattern, status) };
            let number = if number == status { number + 1 } else { number };
            let asked = Asked {
                documented,
                status: number,
                // The same answer as the success, for another status.
                slug: if documented.status == success.status {
                    format!("{}-asked", slug(documented.status))
                } else {
                    slug(documented.status)
                },
                condition: Some(condition),
                follows_client: !is_exact,
            };
            let (plain, variants) = self.group(endpoint, &asked);
            responses.extend(variants);
            responses.push(plain);
        }
        responses.extend(variants);
        (responses, Some(id))
    }

    /// What answers for one status: the plain answer, and what goes before it where a client asks for more.
    fn group(&mut self, endpoint: &str, asked: &Asked<'c>) -> (Response, Vec<Response>) {
        let contents = self.contents(asked);
        let name = name_of(asked.documented, asked.status);
        let main = contents.first();
        // The last first: each has to be preferred to all that stand before it in the document, so that of equals the first
        // answers, whatever their number.
        let mut variants = Vec::new();
        for (index, (content, media_type)) in contents.iter().enumerate().skip(1).rev() {
            let earlier = contents.iter().take(index).map(|(_, media_type)| media_type.clone());
            let own_first = [media_type.clone()].into_iter().chain(earlier).collect();
            let mut response = self.response(endpoint, asked, &[media_type], Some(prefer::media_type(own_first)));
            response.name = format!("{name} as {media_type}");
            let example = content.examples.first().map(|example| &example.value);
            self.fill(&mut response, asked, Some((content, media_type, example)));
            variants.push(response);
        }
        if let Some((content, media_type)) = main {
            let named = content.examples.iter().filter(|example| !example.name.is_empty());
            let first = content.examples.first();
            for example in named.filter(|example| first.is_none_or(|first| first.name != example.name)) {
                let mut response = self.response(endpoint, asked, &[&example.name], Some(prefer::example(&example.name)));
                response.name = example_name(&name, example);
                self.fill(&mut response, asked, Some((content, media_type, Some(&example.value))));
                variants.push(response);
            }
            if first.is_some() && content.schema.is_some() && kind(media_type) == Kind::Json {
                let mut response = self.response(endpoint, asked, &["dynamic"], Some(prefer::dynamic()));
                response.name = format!("{name}, generated");
                self.fill(&mut response, asked, Some((content, media_type, None)));
                variants.push(response);
            }
        }
        let mut plain = self.response(endpoint, asked, &[], None);
        plain.name = name;
        let example = |content: &'c Content| content.examples.first().map(|example| &example.value);
        self.fill(&mut plain, asked, main.map(|(content, media_type)| (*content, media_type.as_str(), example(content))));
        (plain, variants)
    }

    /// The contents that can be told apart, JSON before all others, with the media types they are sent as.
    fn contents(&self, asked: &Asked<'c>) -> Vec<(&'c Content, String)> {
        if !has_body(&self.operation.method, asked.status) {
            return Vec::new();
        }
        let mut contents: Vec<(&Content, String)> = Vec::new();
        for content in &asked.documented.contents {
            let media_type = concrete(&content.media_type);
            if !contents.iter().any(|(_, other)| other.eq_ignore_ascii_case(&media_type)) {
                contents.push((content, media_type));
            }
        }
        contents.sort_by_key(|(_, media_type)| kind(media_type) != Kind::Json);
        contents
    }

    fn response(&mut self, endpoint: &str, asked: &Asked<'_>, parts: &[&str], also: Option<Condition>) -> Response {
        let parts: Vec<&str> = [asked.slug.as_str()].into_iter().chain(parts.iter().copied()).collect();
        let mut response = Response::new(self.ids.response(endpoint, &parts), asked.status);
        response.condition = prefer::all(asked.condition.iter().cloned().chain(also).collect());
        response.status_template = asked.follows_client.then(|| prefer::STATUS_TEMPLATE.to_owned());
        response
    }

    /// Writes headers and body.
    fn fill(
        &mut self,
        response: &mut Response,
        asked: &Asked<'_>,
        content: Option<(&Content, &str, Option<&serde_json::Value>)>,
    ) {
        response.headers.extend(self.deprecation());
        if let Some((content, media_type, example)) = content {
            let example = example.filter(|example| self.is_valid(content, media_type, example));
            response.headers.push(Header::new("Content-Type", media_type));
            response.body = body(self.contract, self.samples, content, media_type, example);
        } else {
            response.body = Body::None;
        }
        response.headers.extend(headers(self.samples, asked.documented));
    }

    /// Whether an example is what its own schema says. One that is not is reported and never sent, so that every answer is
    /// valid.
    fn is_valid(&mut self, content: &Content, media_type: &str, example: &serde_json::Value) -> bool {
        let Some(schema) = content.schema.as_ref().filter(|_| kind(media_type) == Kind::Json) else { return true };
        let Some(error) = self.samples.error(schema, example) else { return true };
        let name = content.examples.iter().find(|named| named.value == *example).map_or("", |named| named.name.as_str());
        let which = if name.is_empty() { "The example".to_owned() } else { format!("The example {name}") };
        self.problems.push(ContractProblem {
            pointer: content.pointer.clone(),
            message: format!("{which} breaks its own schema, so a generated body answers: {error}"),
        });
        false
    }

    fn deprecation(&self) -> Option<Header> {
        self.operation.is_deprecated.then(|| Header::new("Deprecation", "true"))
    }
}

/// The documented answer that stands for success, with its status: the lowest of the 2xx, else their range, else the
/// default, else the first there is.
fn success(responses: &[DocumentedResponse]) -> Option<(&DocumentedResponse, u16)> {
    let exact = responses.iter().filter_map(|response| match response.status {
        StatusKey::Exact(status) if (200..300).contains(&status) => Some((response, status)),
        _ => None,
    });
    let of = |key: StatusKey| responses.iter().find(|response| response.status == key).map(|response| (response, 200));
    let first = || {
        let response = responses.first()?;
        Some(match response.status {
            StatusKey::Exact(status) => (response, status),
            StatusKey::Range(hundreds) => (response, u16::from(hundreds) * 100),
            StatusKey::Default => (response, 200),
        })
    };
    exact.min_by_key(|(_, status)| *status).or_else(|| of(StatusKey::Range(2))).or_else(|| of(StatusKey::Default)).or_else(first)
}

/// Whether an answer carries content (RFC 9110, sections 9.3.2, 15.2, 15.3.5, 15.3.6 and 15.4.5).
fn has_body(method: &str, status: u16) -> bool {
    method != "HEAD" && status >= 200 && !matches!(status, 204 | 205 | 304)
}

fn slug(status: StatusKey) -> String {
    match status {
        StatusKey::Exact(status) => status.to_string(),
        StatusKey::Range(hundreds) => format!("{hundreds}xx"),
        StatusKey::Default => "default".to_owned(),
    }
}

/// The first line of the description where it is short enough to be a name.
fn name_of(documented: &DocumentedResponse, status: u16) -> String {
    let line = documented.description.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default();
    let line = line.trim_end_matches('.');
    if line.is_empty() {
        let reason = http::StatusCode::from_u16(status).ok().and_then(|status| status.canonical_reason());
        return reason.unwrap_or_default().to_owned();
    }
    if line.chars().count() <= MAX_NAME {
        return line.to_owned();
    }
    let cut: String = line.chars().take(MAX_NAME).collect();
    format!("{}…", cut.rsplit_once(' ').map_or(cut.as_str(), |(words, _)| words))
}

fn example_name(response: &str, example: &NamedExample) -> String {
    let told = if example.summary.is_empty() { &example.name } else { &example.summary };
    let cut: String = told.chars().take(MAX_NAME).collect();
    if response.is_empty() { cut } else { format!("{response}: {cut}") }
}
