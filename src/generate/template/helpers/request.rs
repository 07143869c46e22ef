//! Helpers that read the request, by Mockoon's names, and the one that sets the status of the answer.

use serde_json::Value;

use super::super::{
    registry::{Arguments, BlockUse, Family, Helper},
    render::State,
    value,
};
use super::state::at_path;

const F: Family = Family::Request;
type Answer = Result<Value, String>;

pub(super) static HELPERS: &[Helper] = &[
    Helper::new(F, "body", "path default stringify=false", (0, 3), body).says(
        "The body, or the part of it at a dotted path or JSONPath.",
        "{{body 'user.name' 'nobody'}}",
        "Ada",
    ),
    Helper::new(F, "bodyRaw", "path default", (0, 2), body_raw).says(
        "The parsed body, or a part of it, for other helpers.",
        "{{#each (bodyRaw 'tags')}}{{this}};{{/each}}",
        "a;b;",
    ),
    Helper::new(F, "queryParam", "path default stringify=false", (0, 3), query).says(
        "A query parameter, or all of them.",
        "{{queryParam 'page' '1'}}",
        "2",
    ),
    Helper::new(F, "queryParamRaw", "path default", (0, 2), query).says(
        "A query parameter for other helpers; a list where it is repeated.",
        "{{len (queryParamRaw 'tag')}}",
        "2",
    ),
    Helper::new(F, "queryParams", "", (0, 0), queries).says(
        "All query parameters.",
        "{{toJson queryParams}}",
        "{\"page\":\"2\",\"tag\":[\"a\",\"b\"]}",
    ),
    Helper::new(F, "urlParam", "name", (1, 1), parameter).says("A path parameter.", "{{urlParam 'id'}}", "42"),
    Helper::new(F, "urlParams", "", (0, 0), parameters).says("All path parameters.", "{{urlParams}}", "{\"id\":\"42\"}"),
    Helper::new(F, "header", "name default", (1, 2), header).says("A header field.", "{{header 'X-Id' 'none'}}", "7"),
    Helper::new(F, "headers", "", (0, 0), headers).says("All header fields.", "{{len headers}}", "4"),
    Helper::new(F, "cookie", "name default", (1, 2), cookie).says("A cookie.", "{{cookie 'sid'}}", "abc"),
    Helper::new(F, "method", "", (0, 0), method).says("The method.", "{{method}}", "POST"),
    Helper::new(F, "hostname", "", (0, 0), host_name).says(
        "The host that the client asked for, without the port.",
        "{{hostname}}",
        "localhost",
    ),
    Helper::new(F, "ip", "", (0, 0), client).says("The address that the request came from.", "{{ip}}", "127.0.0.1"),
    Helper::new(F, "baseUrl", "", (0, 0), base_url).says(
        "Scheme, host and port of the server.",
        "{{baseUrl}}",
        "http://localhost:4600",
    ),
    Helper::new(F, "formData", "text name urlDecode=true", (2, 2), form_data).says(
        "Keeps the fields of a form under a name.",
        "{{formData 'a=1&b=2' 'form'}}{{form.b}}",
        "2",
    ),
    Helper::new(F, "status", "code", (1, 1), status).block(BlockUse::Last).says(
        "Sets the status of the answer.",
        "{{status 201}}",
        "",
    ),
];

fn text_if(value: Value, a: &Arguments<'_>) -> Value {
    if value::is_true(a.value(2), false) { value.to_string().into() } else { value }
}

/// A path that was given and is not empty.
fn wanted<'a>(a: &'a Arguments<'_>) -> Option<std::borrow::Cow<'a, str>> {
    a.get(0).map(value::text).filter(|path| !path.is_empty())
}

fn body(a: &Arguments<'_>, state: &mut State<'_>) -> Answer {
    let scene = state.scene;
    match wanted(a) {
        None => Ok(scene.text().clone()),
        Some(path) => Ok(text_if(at_path(scene.parsed_body(), &path, a.value(1), state)?, a)),
    }
}

fn body_raw(a: &Arguments<'_>, state: &mut State<'_>) -> Answer {
    let path = wanted(a).unwrap_or_default();
    at_path(state.scene.parsed_body(), &path, a.value(1), state)
}

fn query(a: &Arguments<'_>, state: &mut State<'_>) -> Answer {
    let path = wanted(a).unwrap_or_default();
    Ok(text_if(at_path(Some(state.scene.query_tree()), &path, a.value(1), state)?, a))
}

fn queries(_: &Arguments<'_>, state: &mut State<'_>) -> Answer {
    Ok(state.scene.query_tree().clone())
}

fn parameter(a: &Arguments<'_>, state: &mut State<'_>) -> Answer {
    let name = a.text(0);
    let found = state.scene.path_parameters.iter().find(|(known, _)| *known == name);
    Ok(found.map_or(Value::Null, |(_, value)| (*value).into()))
}

fn parameters(_: &Arguments<'_>, state: &mut State<'_>) -> Answer {
    let pairs = state.scene.path_parameters.iter();
    Ok(Value::Object(pairs.map(|(name, value)| ((*name).to_owned(), (*value).into())).collect()))
}

fn header(a: &Arguments<'_>, state: &mut State<'_>) -> Answer {
    let found = state.scene.headers.get(&*a.text(0)).map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned());
    Ok(found.filter(|text| !text.is_empty()).map_or_else(|| a.value(1).clone(), Value::from))
}

fn headers(_: &Arguments<'_>, state: &mut State<'_>) -> Answer {
    let all = state.scene.headers.iter();
    let text = |value: &http::HeaderValue| Value::from(String::from_utf8_lossy(value.as_bytes()));
    Ok(Value::Object(all.map(|(name, value)| (name.as_str().to_owned(), text(value))).collect()))
}

fn cookie(a: &Arguments<'_>, state: &mut State<'_>) -> Answer {
    let name = a.text(0);
    let found = state.scene.cookies().iter().find(|(known, value)| *known == name && !value.is_empty());
    Ok(found.map_or_else(|| a.value(1).clone(), |(_, value)| value.as_str().into()))
}

fn method(_: &Arguments<'_>, state: &mut State<'_>) -> Answer {
    Ok(state.scene.method.into())
}

fn host_name(_: &Arguments<'_>, state: &mut State<'_>) -> Answer {
    Ok(state.scene.host_name().into())
}

fn client(_: &Arguments<'_>, state: &mut State<'_>) -> Answer {
    Ok(state.scene.client.map_or(Value::Null, |client| client.to_string().into()))
}

fn base_url(_: &Arguments<'_>, state: &mut State<'_>) -> Answer {
    Ok(format!("{}://{}", state.scene.scheme, state.scene.host).into())
}

fn form_data(a: &Arguments<'_>, state: &mut State<'_>) -> Answer {
    let text = a.text(0);
    let pairs: Vec<_> = form_urlencoded::parse(text.as_bytes()).into_owned().collect();
    state.set_variable(&a.text(1), super::super::form::tree(&pairs));
    Ok(Value::Null)
}

fn status(a: &Arguments<'_>, state: &mut State<'_>) -> Answer {
    if let Some(code) = a.integer(0).and_then(|code| u16::try_from(code).ok()).filter(|code| (100..=999).contains(code)) {
        state.status = Some(code);
    }
    Ok(Value::Null)
}
