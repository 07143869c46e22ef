//! What the documentation page shows of a project: its OpenAPI document, and what OpenAPI has no words for: how an endpoint
//! chooses, what its responses demand, how long they wait. Made once for what is served, when it is first asked for.

use axum::body::Bytes;
use pulldown_cmark::{CowStr, Event, LinkType, Options, Parser, Tag, TagEnd, html};
use serde_json::{Value, json};

use crate::{
    contract::{self, Contract},
    engine::{condition_sentence, default_response},
    model::{Body, Delay, Endpoint, FaultWhen, Project, Response, Selection, Spy, SpyMode},
};

/// The longest text that is read as CommonMark; a longer one is shown as it stands.
const MAX_COMMON_MARK_BYTES: usize = 64 * 1024;

/// The tags that descriptions may have as raw HTML.
const SIMPLE_TAGS: [&str; 14] =
    ["p", "br", "b", "i", "em", "strong", "code", "pre", "ul", "ol", "li", "blockquote", "sub", "sup"];

/// The documents behind the page, ready to send.
#[derive(Clone, Debug)]
pub(super) struct Documentation {
    /// The project as OpenAPI.
    pub(super) openapi: Bytes,
    /// What else there is to say, endpoint by endpoint.
    pub(super) endpoints: Bytes,
}

impl Documentation {
    pub(super) fn of(project: &Project) -> Self {
        let exported = contract::export(project);
        let contract = project.contract.as_ref().map(|link| Contract::view(&link.document));
        let endpoints = project.endpoints.iter().zip(&exported.operations);
        let endpoints: Vec<_> =
            endpoints.map(|(endpoint, place)| described(project, contract.as_ref(), endpoint, place.as_ref())).collect();
        let folders: Vec<_> = project
            .folders
            .iter()
            .map(|folder| json!({ "id": folder.id, "name": folder.name, "parent": folder.parent }))
            .collect();
        let about = contract.as_ref().map(|contract| contract.description.as_str()).unwrap_or_default();
        let title = contract.as_ref().map(|contract| contract.title.as_str()).filter(|title| !title.is_empty());
        let page = json!({
            "title": if project.name.is_empty() { title.unwrap_or("Mock API") } else { &project.name },
            "version": contract.as_ref().map(|contract| contract.version.as_str()),
            "about": common_mark(about),
            "folders": folders,
            "endpoints": endpoints,
            "notes": exported.notes,
        });
        Self { openapi: bytes(&exported.document), endpoints: bytes(&page) }
    }
}

fn bytes(value: &Value) -> Bytes {
    value.to_string().into()
}

/// One endpoint as the page lists it.
fn described(project: &Project, contract: Option<&Contract>, endpoint: &Endpoint, place: Option<&(String, &str)>) -> Value {
    let operation = endpoint.contract.as_ref().and_then(|link| contract?.operation(&link.operation));
    let documented = operation.map(|operation| match (operation.summary.as_str(), operation.description.as_str()) {
        (summary, "") => summary.to_owned(),
        ("", description) => description.to_owned(),
        (summary, description) if summary.trim() == description.trim() => summary.to_owned(),
        (summary, description) => format!("{summary}\n\n{description}"),
    });
    let notes = if endpoint.notes.is_empty() { documented.unwrap_or_default() } else { endpoint.notes.clone() };
    let first_line = notes.lines().next().unwrap_or_default();
    let default = default_response(endpoint).filter(|_| endpoint.selection == Selection::Condition);
    let responses = endpoint.responses.iter().enumerate();
    let responses: Vec<_> =
        responses.map(|(index, response)| answer(project, endpoint, response, default == Some(index))).collect();
    json!({
        "id": endpoint.id,
        "method": endpoint.method,
        "path": endpoint.path,
        "folder": endpoint.folder,
        "enabled": endpoint.enabled,
        "deprecated": operation.is_some_and(|operation| operation.is_deprecated),
        "summary": first_line,
        "notes": common_mark(&notes),
        "selection": match endpoint.selection {
            Selection::Condition => "The first response whose condition holds answers, else the default",
            Selection::InOrder => "The responses answer one after the other, starting over at the end",
            Selection::Random => "A response answers at random, by weight",
        },
        "spy": endpoint.spy.as_ref().or(project.settings.spy.as_ref()).filter(|spy| spy.enabled).map(forwarding),
        "operation": place.map(|(path, method)| json!({ "path": path, "method": method.to_lowercase() })),
        "responses": responses,
    })
}

fn forwarding(spy: &Spy) -> &'static str {
    match spy.mode {
        SpyMode::Always => "Every call is forwarded to the real server",
        SpyMode::Unmatched => "What no response answers is forwarded to the real server",
    }
}

/// One response as the page shows it.
fn answer(project: &Project, endpoint: &Endpoint, response: &Response, is_default: bool) -> Value {
    let condition = response.condition.as_ref().filter(|_| endpoint.selection == Selection::Condition);
    let when = match (condition, is_default) {
        (Some(condition), _) => {
            Some(contract::preference_sentence(condition).unwrap_or_else(|| format!("When {}", condition_sentence(condition))))
        }
        (None, true) => Some("When no condition holds".to_owned()),
        (None, false) if endpoint.selection == Selection::Random => Some(format!("At random, weight {}", response.weight)),
        (None, false) => None,
    };
    let mut manner = Vec::new();
    if let Some(delay) = response.delay.or(project.settings.delay) {
        manner.push(waiting(delay));
    }
    if let Some(step) = &response.scenario {
        let requires = step.requires.as_ref().map(|state| format!(" in the state {state}")).unwrap_or_default();
        let moves = step.moves_to.as_ref().map(|state| format!(", then {state}")).unwrap_or_default();
        manner.push(format!("Scenario {}{requires}{moves}", step.scenario));
    }
    if let Some(fault) = &response.fault {
        let often = match fault.when {
            FaultWhen::Always => String::new(),
            FaultWhen::Percent(percent) => format!(" in {percent} of 100 calls"),
            FaultWhen::EveryNth(count) => format!(" with every {count}th call"),
            FaultWhen::First(count) => format!(" with the first {count} calls"),
        };
        manner.push(format!("Fault: {}{often}", fault.kind));
    }
    let webhooks = response.webhooks.iter().filter(|webhook| webhook.enabled).count();
    if webhooks > 0 {
        manner.push(format!("Calls {webhooks} {}", if webhooks == 1 { "webhook" } else { "webhooks" }));
    }
    manner.extend(match &response.body {
        Body::Generated(_) => Some("The body is made anew for every answer".to_owned()),
        Body::Text(text) if text.is_template && text.content.as_str().contains("{{") => Some("The body is a template".to_owned()),
        Body::File(path) => Some(format!("The body is the file {path}")),
        _ => None,
    });
    let headers = response.headers.iter().filter(|header| header.enabled);
    let headers: Vec<_> = headers.map(|header| json!([header.name, header.value])).collect();
    json!({
        "status": response.status,
        "name": response.name,
        "enabled": response.enabled,
        "when": when,
        "manner": manner,
        "headers": headers,
        "body": match &response.body {
            Body::Text(text) => Some(text.content.as_str()),
            _ => None,
        },
    })
}

fn waiting(delay: Delay) -> String {
    match delay {
        Delay::Fixed { ms } => format!("Answers after {ms} ms"),
        Delay::Uniform { min_ms, max_ms } => format!("Answers after {min_ms} to {max_ms} ms"),
        Delay::LogNormal { median_ms, .. } => format!("Answers after about {median_ms} ms"),
    }
}

/// CommonMark as HTML that can do no harm on a page: of raw HTML only simple tags count and the rest is shown as text, images as their descriptions, and links lead
/// only to the web, to mail or to a place of the page.
fn common_mark(text: &str) -> String {
    let mut safe = String::new();
    if text.len() > MAX_COMMON_MARK_BYTES {
        html::push_html(&mut safe, std::iter::once(Event::Text(CowStr::Borrowed(text))));
        return safe;
    }
    let mut dropped_links = Vec::new();
    let events = Parser::new_ext(text, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH).filter_map(|event| match event {
        Event::Html(raw) | Event::InlineHtml(raw) => Some(Event::InlineHtml(simple_html(&raw).into())),
        Event::Start(Tag::HtmlBlock | Tag::Image { .. }) | Event::End(TagEnd::HtmlBlock | TagEnd::Image) => None,
        Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
            let is_safe = is_harmless(&dest_url, link_type);
            dropped_links.push(!is_safe);
            is_safe.then_some(Event::Start(Tag::Link { link_type, dest_url, title, id }))
        }
        Event::End(TagEnd::Link) => (!dropped_links.pop().unwrap_or_default()).then_some(Event::End(TagEnd::Link)),
        other => Some(other),
    });
    html::push_html(&mut safe, events);
    safe
}

/// Raw HTML with its simple tags, without their attributes, and everything else as text. Tags of links are left out.
fn simple_html(raw: &str) -> String {
    let mut safe = String::new();
    let mut rest = raw;
    while let Some(open) = rest.find('<') {
        let (before, tag) = rest.split_at(open);
        escape_into(&mut safe, before);
        let end = tag.find('>').filter(|_| !tag.starts_with("<!"));
        let Some((inner, after)) = end.and_then(|end| Some((tag.get(1..end)?, tag.get(end + 1..)?))) else {
            rest = tag;
            break;
        };
        let (slash, named) = inner.strip_prefix('/').map_or(("", inner), |named| ("/", named));
        let name = named.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default().to_ascii_lowercase();
        if SIMPLE_TAGS.contains(&name.as_str()) {
            safe.extend(["<", slash, &name, ">"]);
        } else if !matches!(name.as_str(), "a" | "span") {
            escape_into(&mut safe, &format!("<{inner}>"));
        }
        rest = after;
    }
    escape_into(&mut safe, rest);
    safe
}

fn escape_into(safe: &mut String, text: &str) {
    html::push_html(safe, std::iter::once(Event::Text(CowStr::Borrowed(text))));
}

fn is_harmless(url: &str, link_type: LinkType) -> bool {
    let url = url.trim().to_ascii_lowercase();
    link_type == LinkType::Email || ["http://", "https://", "mailto:", "#"].iter().any(|start| url.starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn descriptions_can_do_no_harm() {
        let table = [
            ("a *b*", "<p>a <em>b</em></p>\n"),
            ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
            ("a <img src=x onerror=y> b", "<p>a &lt;img src=x onerror=y&gt; b</p>\n"),
            ("<p>Pay <b onclick=x>now</b></p>", "<p>Pay <b>now</b></p>"),
            ("a <a href=\"javascript:x\">b</a> <br/> c", "<p>a b <br> c</p>\n"),
            ("<p title=\"a>b\"><script>x</script>", "<p>b\"&gt;&lt;script&gt;x&lt;/script&gt;"),
            ("<p <script>x</p", "<p>x&lt;/p"),
            ("[a](javascript:alert(1))", "<p>a</p>\n"),
            ("[a](JAVASCRIPT:x) [b](https://b.example)", "<p>a <a href=\"https://b.example\">b</a></p>\n"),
            ("[a](data:text/html,x)", "<p>a</p>\n"),
            ("![a cat](https://b.example/cat.png)", "<p>a cat</p>\n"),
            ("[![a](x.png)](#there)", "<p><a href=\"#there\">a</a></p>\n"),
        ];
        for (text, expected) in table {
            assert_eq!(common_mark(text), expected, "{text}");
        }
    }
}
