//! Which endpoint was meant, and what was wrong: a corpus of requests that an endpoint answers, each then changed in one
//! field so that none does. The first near miss must name that endpoint and that field.
//!
//! The project is a shop of 49 endpoints that are easily confused: the same path with other methods, paths inside each other,
//! parameters beside literal segments, siblings whose conditions differ in one value, and endpoints that share both path and
//! method. A slip may be one letter, another value altogether, or what a sibling has there. What the corpus does not hold:
//! endpoints that answer whatever is asked (with those, a slip often has an answer and is no miss at all), and slips after
//! which another endpoint answers; such are drawn again. All draws come from one seed, so the figure is the same on every
//! machine. `--nocapture` prints the table.

use std::collections::BTreeMap;

use mockwright::{
    engine::{Answer, Check, Compiled, JsonDifference, NearMiss},
    model::{Comparison, Condition, Endpoint, EndpointContract, JsonText, Operand, Operator, ResponseId, Subject},
};
use rand::{RngExt, SeedableRng, seq::IndexedRandom};
use rand_chacha::ChaCha8Rng;
use serde_json::{Value, json};

use crate::support::*;

/// How many requests are changed in each way.
const OF_EACH_KIND: usize = 50;

/// What a response demands of a request.
#[derive(Clone)]
enum Demand {
    Query(&'static str, &'static str),
    NoQuery(&'static str),
    QueryNumber(&'static str, Operator, &'static str, &'static str),
    Header(&'static str, &'static str),
    Cookie(&'static str, &'static str),
    Json(&'static str, &'static str),
    /// A member, how it is compared with what, and a number that fits.
    JsonNumber(&'static str, Operator, &'static str, f64),
    /// The whole body, or the member at that path; whether there may be more in it.
    JsonEquals(&'static str, Value, bool),
}

use Demand::*;

fn shop() -> Vec<(&'static str, Vec<Vec<Demand>>)> {
    let number =
        |path, value: f64| JsonNumber(path, Operator::NumberEquals, Box::leak(value.to_string().into_boxed_str()), value);
    let token = || Header("authorization", "Bearer 9f2c-11aa");
    let admin = || Header("x-admin-key", "k-7781");
    let all_of = |demands: Vec<Demand>| vec![demands];
    vec![
        ("GET /users", all_of(vec![token(), QueryNumber("page", Operator::NumberEquals, "2", "2")])),
        ("POST /users", all_of(vec![Json("$.name", "Ada"), Json("$.role", "admin")])),
        ("GET /users/me", all_of(vec![Cookie("session", "s-445566"), Header("accept", "application/json")])),
        ("GET /users/{id}", all_of(vec![token(), Query("fields", "name,email")])),
        ("PUT /users/{id}", all_of(vec![JsonEquals("$", json!({"name": "Ada", "email": "ada@example.com", "age": 36}), false)])),
        ("PATCH /users/{id}", all_of(vec![Json("$.email", "ada@example.org"), token()])),
        ("DELETE /users/{id}", all_of(vec![token(), Header("x-confirm", "yes")])),
        ("GET /users/{id}/orders", all_of(vec![Query("status", "open"), token()])),
        ("GET /users/{id}/addresses", all_of(vec![Query("kind", "billing"), token()])),
        (
            "POST /users/{id}/addresses",
            all_of(vec![JsonEquals("$", json!({"street": "Main St 1", "city": "Graz", "zip": 8010}), true)]),
        ),
        ("GET /orders", all_of(vec![Query("status", "open"), Query("sort", "date")])),
        (
            "POST /orders",
            vec![
                vec![Json("$.payment.type", "card"), JsonNumber("$.total", Operator::AtLeast, "10", 24.5)],
                vec![Json("$.payment.type", "invoice"), Json("$.payment.vat_id", "ATU123")],
            ],
        ),
        ("GET /orders/{id}", all_of(vec![Header("accept", "application/json"), Query("expand", "items")])),
        ("DELETE /orders/{id}", all_of(vec![Header("if-match", "v-17"), admin()])),
        (
            "POST /orders/{id}/items",
            all_of(vec![JsonEquals("$", json!({"sku": "A-17", "quantity": 3, "price": 9.9, "gift": {"text": "Hi"}}), false)]),
        ),
        ("GET /orders/{id}/items", all_of(vec![Query("expand", "product"), Cookie("session", "s-445566")])),
        ("DELETE /orders/{id}/items/{item}", all_of(vec![Header("if-match", "v-18"), Cookie("session", "s-445566")])),
        ("POST /orders/{id}/cancel", all_of(vec![Json("$.reason", "late"), token()])),
        ("POST /orders/{id}/refund", all_of(vec![Json("$.reason", "broken"), number("$.amount", 12.5)])),
        ("GET /orders/{id}/invoice", all_of(vec![Query("format", "pdf"), NoQuery("draft"), token()])),
        ("GET /cart", all_of(vec![Cookie("cart", "c-1001"), Query("currency", "EUR")])),
        ("POST /cart", all_of(vec![Cookie("cart", "c-1001"), Json("$.sku", "A-17"), number("$.quantity", 2.0)])),
        ("DELETE /cart", all_of(vec![Cookie("cart", "c-1001"), Header("x-csrf", "t-90")])),
        (
            "PUT /cart/items",
            all_of(vec![JsonEquals("$.items", json!(["A-17", "B-20", "C-31"]), false), Cookie("cart", "c-1001")]),
        ),
        ("GET /products", all_of(vec![Query("category", "shoes"), QueryNumber("page", Operator::AtLeast, "1", "3")])),
        (
            "POST /products",
            all_of(vec![JsonEquals("$", json!({"sku": "D-4", "tags": ["new", "sale", "red"], "price": 19, "stock": 5}), false)]),
        ),
        ("GET /products/{sku}", all_of(vec![Header("accept-language", "de"), Query("currency", "EUR")])),
        ("PUT /products/{sku}/price", all_of(vec![number("$.amount", 15.0), Json("$.currency", "EUR")])),
        ("PUT /products/{sku}/stock", all_of(vec![number("$.amount", 40.0), Json("$.warehouse", "Linz")])),
        ("GET /products/{sku}/reviews", all_of(vec![QueryNumber("rating", Operator::AtLeast, "4", "5"), Query("sort", "date")])),
        ("POST /products/{sku}/reviews", all_of(vec![number("$.rating", 5.0), Json("$.text", "Very good")])),
        ("GET /search", all_of(vec![Query("q", "boots"), Query("type", "product")])),
        (
            "POST /search",
            all_of(vec![JsonEquals(
                "$.filters",
                json!([{"field": "size", "value": 42}, {"field": "color", "value": "red"}]),
                false,
            )]),
        ),
        ("POST /login", all_of(vec![Json("$.username", "ada"), Json("$.password", "secret")])),
        ("POST /logout", all_of(vec![Cookie("session", "s-445566"), Header("x-csrf", "t-90")])),
        ("POST /token", all_of(vec![Header("authorization", "Basic YWRhOnNlY3JldA=="), Query("grant", "client")])),
        ("GET /admin/users", all_of(vec![admin(), QueryNumber("page", Operator::NumberEquals, "1", "1")])),
        ("GET /admin/orders", all_of(vec![admin(), Query("status", "open")])),
        ("DELETE /admin/users/{id}", all_of(vec![admin(), Query("reason", "spam")])),
        (
            "POST /webhooks",
            all_of(vec![JsonEquals("$", json!({"url": "http://a.test/hook", "events": ["paid", "shipped", "lost"]}), false)]),
        ),
        (
            "PUT /webhooks/{id}",
            all_of(vec![JsonEquals("$", json!({"url": "http://a.test/hook", "events": ["paid", "lost"], "retries": 4}), false)]),
        ),
        ("GET /health", all_of(vec![Header("x-probe", "cluster")])),
        ("GET /products/{sku}/stock", all_of(vec![Query("warehouse", "Linz")])),
        ("GET /users/{id}/orders/{order}", all_of(vec![Cookie("session", "s-445566")])),
        ("POST /events/{id}", all_of(vec![Json("$.type", "click"), number("$.x", 10.0)])),
        ("POST /events/{name}", all_of(vec![Json("$.type", "view"), Json("$.page", "home")])),
        ("PUT /settings/{key}", all_of(vec![JsonEquals("$", json!({"theme": "dark", "size": 12, "tabs": [1, 2, 3]}), false)])),
        ("PUT /settings/{name}", all_of(vec![JsonEquals("$", json!({"theme": "light", "size": 14, "tabs": [1, 2, 4]}), false)])),
        ("GET /reports/{year}/{month}", all_of(vec![Query("format", "csv"), NoQuery("debug"), Cookie("session", "s-445566")])),
    ]
}

impl Demand {
    fn condition(&self) -> Condition {
        let json_operand = |value: &Value| Operand::Json(JsonText(value.to_string()));
        let json_subject = |path: &str| if path == "$" { Subject::Body } else { Subject::Json(path.to_owned()) };
        Condition::Compare(match self {
            Query(name, value) => Comparison::new(Subject::Query((*name).into()), Operator::Equals, *value),
            NoQuery(name) => Comparison { negate: true, ..Comparison::new(Subject::Query((*name).into()), Operator::Exists, "") },
            QueryNumber(name, operator, value, _) => Comparison::new(Subject::Query((*name).into()), *operator, *value),
            Header(name, value) => Comparison::new(Subject::Header((*name).into()), Operator::Equals, *value),
            Cookie(name, value) => Comparison::new(Subject::Cookie((*name).into()), Operator::Equals, *value),
            Json(path, value) => Comparison::new(json_subject(path), Operator::Equals, *value),
            JsonNumber(path, operator, value, _) => Comparison::new(json_subject(path), *operator, *value),
            JsonEquals(path, value, ignore_extra) => Comparison {
                ignore_extra: *ignore_extra,
                ..Comparison::new(json_subject(path), Operator::JsonEquals, json_operand(value))
            },
        })
    }
}

fn endpoint_of(line: &str, responses: &[Vec<Demand>]) -> Endpoint {
    let response = |(index, demands): (u16, &Vec<Demand>)| {
        let conditions = demands.iter().map(Demand::condition).collect();
        let mut response = response_if(200 + index, Condition::All(conditions));
        response.id = ResponseId::new(format!("{line} {index}"));
        response
    };
    endpoint_with(line, (0..).zip(responses).map(response))
}

/// A request that can be changed.
#[derive(Clone)]
struct Sample {
    method: String,
    segments: Vec<String>,
    query: Vec<(String, String)>,
    headers: Vec<(String, String)>,
    cookies: Vec<(String, String)>,
    body: Option<Value>,
}

fn pointer(path: &str) -> String {
    path.trim_start_matches('$').replace(['.', '['], "/").replace(']', "")
}

impl Sample {
    /// A request that fits, with something in it that nobody asks for.
    fn new(line: &str, demands: &[Demand], rng: &mut ChaCha8Rng) -> Self {
        let (method, path) = line.split_once(' ').unwrap();
        let mut word = |letters: usize| (0..letters).map(|_| rng.random_range(b'a'..=b'z') as char).collect::<String>();
        let fill = |segment: &str, word: String| if segment.starts_with('{') { format!("{word}-7") } else { segment.to_owned() };
        let segments = path.split('/').skip(1).map(|segment| fill(segment, word(5))).collect();
        let mut sample = Self {
            method: method.to_owned(),
            segments,
            query: vec![("trace".to_owned(), word(4))],
            headers: vec![("user-agent".to_owned(), "shop/2.1".to_owned()), ("x-request-id".to_owned(), word(8))],
            cookies: vec![("theme".to_owned(), "dark".to_owned())],
            body: None,
        };
        let owned = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        for demand in demands {
            match demand {
                Query(name, value) | QueryNumber(name, _, _, value) => sample.query.push(owned(name, value)),
                NoQuery(_) => {}
                Header(name, value) => sample.headers.push(owned(name, value)),
                Cookie(name, value) => sample.cookies.push(owned(name, value)),
                Json(path, value) => sample.put(path, json!(value)),
                JsonNumber(path, _, _, value) => sample.put(path, json!(value)),
                JsonEquals(path, value, _) => sample.put(path, value.clone()),
            }
        }
        let is_whole_body = demands.iter().any(|demand| matches!(demand, JsonEquals("$", _, false)));
        if sample.body.is_some() && !is_whole_body {
            sample.put("$.note", json!(word(6)));
        }
        sample
    }

    fn put(&mut self, path: &str, value: Value) {
        let mut at = self.body.get_or_insert(json!({}));
        for name in path.split('.').skip(1) {
            at = &mut at[name];
        }
        *at = value;
    }

    fn request(&self) -> Owned {
        let query: Vec<_> = self.query.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let mut request = Owned::new(&format!("{} /{}?{}", self.method, self.segments.join("/"), query.join("&")));
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        let cookies: Vec<_> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        request = request.header("cookie", &cookies.join("; "));
        match &self.body {
            Some(body) => request.header("content-type", "application/json").body(body.to_string()),
            None => request,
        }
    }
}

/// The field that was changed.
#[derive(Clone, Debug)]
enum Field {
    Path,
    Method,
    Query(String),
    Header(String),
    Cookie(String),
    Json(String),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Path,
    Method,
    Query,
    Header,
    Cookie,
    JsonMember,
    ArrayOrder,
    Number,
    Missing,
    Extra,
}

const KINDS: [Kind; 10] = [
    Kind::Path,
    Kind::Method,
    Kind::Query,
    Kind::Header,
    Kind::Cookie,
    Kind::JsonMember,
    Kind::ArrayOrder,
    Kind::Number,
    Kind::Missing,
    Kind::Extra,
];

/// A slip in a text: a letter lost, doubled, replaced or swapped with the next, other capitals, or another text altogether.
fn slip(text: &str, rng: &mut ChaCha8Rng) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    let at = rng.random_range(0..letters.len());
    match rng.random_range(0..6) {
        0 if letters.len() > 2 => _ = letters.remove(at),
        1 => letters.insert(at, letters[at]),
        2 if at + 1 < letters.len() => letters.swap(at, at + 1),
        3 => letters[at] = rng.random_range(b'a'..=b'z') as char,
        4 => return text.to_uppercase(),
        _ => return ["other", "unknown", "x"].choose(rng).unwrap().to_string(),
    }
    letters.into_iter().collect()
}

/// A slip in a value: as in any text, or the value that a sibling has there.
fn slip_in_value(text: &str, rng: &mut ChaCha8Rng) -> String {
    let of_siblings: &[&[&str]] = &[
        &["open", "paid"],
        &["items", "product"],
        &["pdf", "csv"],
        &["Bearer 9f2c-11aa", "Basic YWRhOnNlY3JldA=="],
        &["v-17", "v-18"],
        &["late", "broken"],
        &["click", "view"],
        &["dark", "light"],
        &["card", "invoice"],
        &["s-445566", "c-1001"],
        &["1", "2", "3", "5"],
    ];
    let others = of_siblings.iter().find(|values| values.contains(&text)).filter(|_| rng.random_bool(0.4));
    let other = others.and_then(|values| values.iter().filter(|other| **other != text).collect::<Vec<_>>().choose(rng).copied());
    other.map_or_else(|| slip(text, rng), |other| (*other).to_owned())
}

/// A slip in a path: in one literal segment, another word of the project there, a segment too many or too few, or a prefix.
fn slip_in_path(pattern: &str, segments: &mut Vec<String>, rng: &mut ChaCha8Rng) {
    let literal: Vec<usize> =
        pattern.split('/').skip(1).enumerate().filter(|(_, s)| !s.starts_with('{')).map(|(i, _)| i).collect();
    let at = *literal.choose(rng).unwrap();
    match rng.random_range(0..10) {
        8 | 9 => segments[at] = ["users", "orders", "items", "products", "cart", "stock"].choose(rng).unwrap().to_string(),
        0 => segments.insert(0, ["api", "v2"].choose(rng).unwrap().to_string()),
        1 => segments.push(["all", "1"].choose(rng).unwrap().to_string()),
        2 if segments.len() > 2 => _ = segments.remove(at),
        3 => match segments[at].strip_suffix('s').map(str::to_owned) {
            Some(singular) => segments[at] = singular,
            None => segments[at].push('s'),
        },
        _ => {
            let mut slipped = slip(&segments[at], rng);
            while ["other", "unknown", "x"].contains(&slipped.as_str()) {
                slipped = slip(&segments[at], rng);
            }
            segments[at] = slipped;
        }
    }
}

/// Every place inside a value, with what is there.
fn places(path: &str, value: &Value, found: &mut Vec<(String, Value)>) {
    found.push((path.to_owned(), value.clone()));
    match value {
        Value::Object(members) => members.iter().for_each(|(name, value)| places(&format!("{path}.{name}"), value, found)),
        Value::Array(elements) => {
            elements.iter().enumerate().for_each(|(index, value)| places(&format!("{path}[{index}]"), value, found));
        }
        _ => {}
    }
}

/// The places of the body that a response demands something of, with what is there.
fn demanded(sample: &Sample, demands: &[Demand]) -> Vec<(String, Value)> {
    let mut found = Vec::new();
    for demand in demands {
        if let Json(path, _) | JsonNumber(path, ..) | JsonEquals(path, ..) = demand {
            places(path, sample.body.as_ref().unwrap().pointer(&pointer(path)).unwrap(), &mut found);
        }
    }
    found
}

/// Changes one field; none where the request has no such field.
fn change(kind: Kind, pattern: &str, sample: &mut Sample, demands: &[Demand], rng: &mut ChaCha8Rng) -> Option<Field> {
    let is = |wanted: fn(&Demand) -> bool| demands.iter().filter(|demand| wanted(demand)).cloned().collect::<Vec<_>>();
    let slip_in = |pairs: &mut Vec<(String, String)>, name: &str, rng: &mut ChaCha8Rng| {
        let pair = pairs.iter_mut().find(|(key, _)| key == name).unwrap();
        pair.1 = slip_in_value(&pair.1, rng);
    };
    let remove = |pairs: &mut Vec<(String, String)>, name: &str| pairs.retain(|(key, _)| key != name);
    let in_body = demanded(sample, demands);
    let of_body = |wanted: fn(&Value) -> bool| in_body.iter().filter(|(_, value)| wanted(value)).cloned().collect::<Vec<_>>();
    Some(match kind {
        Kind::Path => {
            slip_in_path(pattern, &mut sample.segments, rng);
            Field::Path
        }
        Kind::Method => {
            sample.method = ["GET", "POST", "PUT", "PATCH", "DELETE"].choose(rng).unwrap().to_string();
            Field::Method
        }
        Kind::Query => match is(|demand| matches!(demand, Query(..) | QueryNumber(..))).choose(rng)? {
            Query(name, _) | QueryNumber(name, ..) => {
                slip_in(&mut sample.query, name, rng);
                Field::Query((*name).to_owned())
            }
            _ => return None,
        },
        Kind::Header => match is(|demand| matches!(demand, Header(..))).choose(rng)? {
            Header(name, _) => {
                slip_in(&mut sample.headers, name, rng);
                Field::Header((*name).to_owned())
            }
            _ => return None,
        },
        Kind::Cookie => match is(|demand| matches!(demand, Cookie(..))).choose(rng)? {
            Cookie(name, _) => {
                slip_in(&mut sample.cookies, name, rng);
                Field::Cookie((*name).to_owned())
            }
            _ => return None,
        },
        Kind::JsonMember => {
            let (path, value) = of_body(Value::is_string).choose(rng)?.clone();
            let changed = if rng.random_bool(0.2) { Value::Null } else { json!(slip_in_value(value.as_str().unwrap(), rng)) };
            *sample.body.as_mut()?.pointer_mut(&pointer(&path))? = changed;
            Field::Json(path)
        }
        Kind::ArrayOrder => {
            let (path, value) = of_body(Value::is_array).choose(rng)?.clone();
            let length = value.as_array()?.len();
            let (a, b) = (rng.random_range(0..length), rng.random_range(0..length));
            sample.body.as_mut()?.pointer_mut(&pointer(&path))?.as_array_mut()?.swap(a, b);
            Field::Json(path)
        }
        Kind::Number => {
            let (path, value) = of_body(Value::is_number).choose(rng)?.clone();
            let number = value.as_f64()?;
            let changed = [json!(number + 1.0), json!(number / 10.0), json!(-number), json!(0), json!("many")];
            *sample.body.as_mut()?.pointer_mut(&pointer(&path))? = changed.choose(rng)?.clone();
            Field::Json(path)
        }
        Kind::Missing => {
            let inside: Vec<_> = in_body.iter().filter(|(path, _)| path != "$").collect();
            if !inside.is_empty() && rng.random_bool(0.6) {
                let path = inside.choose(rng)?.0.clone();
                let place = pointer(&path);
                let (parent, last) = place.rsplit_once('/')?;
                match sample.body.as_mut()?.pointer_mut(parent)? {
                    Value::Object(members) => _ = members.remove(last),
                    Value::Array(elements) => _ = elements.remove(last.parse().ok()?),
                    _ => return None,
                }
                return Some(Field::Json(path));
            }
            match is(|demand| matches!(demand, Query(..) | QueryNumber(..) | Header(..) | Cookie(..))).choose(rng)? {
                Query(name, _) | QueryNumber(name, ..) => {
                    remove(&mut sample.query, name);
                    Field::Query((*name).to_owned())
                }
                Header(name, _) => {
                    remove(&mut sample.headers, name);
                    Field::Header((*name).to_owned())
                }
                Cookie(name, _) => {
                    remove(&mut sample.cookies, name);
                    Field::Cookie((*name).to_owned())
                }
                _ => return None,
            }
        }
        Kind::Extra => {
            if let Some(NoQuery(name)) = is(|demand| matches!(demand, NoQuery(_))).first() {
                sample.query.push(((*name).to_owned(), "1".to_owned()));
                return Some(Field::Query((*name).to_owned()));
            }
            let (path, value) = of_body(|value| value.is_object() || value.is_array()).choose(rng)?.clone();
            match sample.body.as_mut()?.pointer_mut(&pointer(&path))? {
                Value::Object(members) => _ = members.insert("surprise".to_owned(), json!(true)),
                Value::Array(elements) => elements.push(json!("surprise")),
                _ => return None,
            }
            let length = value.as_array().map(Vec::len);
            Field::Json(length.map_or(format!("{path}.surprise"), |length| format!("{path}[{length}]")))
        }
    })
}

/// Whether a check says that this field is wrong.
fn names(check: &Check, field: &Field, kind: Kind) -> bool {
    let is = |subject: &str, name: &str| check.subject == subject && check.name == name;
    match field {
        Field::Path => check.subject == "path",
        Field::Method => check.subject == "method",
        Field::Query(name) => is("query", name),
        Field::Header(name) => is("header", name),
        Field::Cookie(name) => is("cookie", name),
        Field::Json(path) => {
            let is_there = |difference: &JsonDifference| match kind {
                Kind::ArrayOrder => difference.path.starts_with(&format!("{path}[")),
                _ => difference.path == *path,
            };
            // An element or member that is lost may take the whole value with it that is compared.
            is("body JSON", path) && check.differences.is_empty() || check.differences.iter().any(is_there)
        }
    }
}

/// How many were tried of one kind, named right, and named with nothing else beside it.
#[derive(Default)]
struct Tally {
    tried: usize,
    endpoint: usize,
    both: usize,
    alone: usize,
}

fn nearest(compiled: &Compiled, request: &Owned) -> Option<Vec<NearMiss>> {
    let decision = decide(compiled, request);
    match decision.answer {
        Answer::NoMatch | Answer::MethodNotAllowed { .. } => Some(compiled.near_misses(&request.borrow(), &decision)),
        _ => None,
    }
}

#[test]
fn the_first_near_miss_names_the_endpoint_that_was_meant_and_the_field_that_was_wrong() {
    let shop = shop();
    let compiled = compiled(project(shop.iter().map(|(line, responses)| endpoint_of(line, responses))));
    assert_eq!(compiled.problems, []);
    let mut rng = ChaCha8Rng::seed_from_u64(4);
    let mut table: BTreeMap<Kind, Tally> = BTreeMap::new();
    let mut wrong = Vec::new();
    for kind in KINDS {
        let tally = table.entry(kind).or_default();
        while tally.tried < OF_EACH_KIND {
            let (line, responses) = shop.choose(&mut rng).unwrap();
            let which = rng.random_range(0..responses.len());
            let demands = &responses[which];
            let sample = Sample::new(line, demands, &mut rng);
            let answered = format!("{line} -> {}", 200 + which);
            assert_eq!(answer(&compiled, &sample.request()), answered, "the request is answered before it is changed");
            let mut changed = sample.clone();
            let pattern = line.split_once(' ').unwrap().1;
            let Some(field) = change(kind, pattern, &mut changed, demands, &mut rng) else { continue };
            let request = changed.request();
            let Some(near_misses) = nearest(&compiled, &request) else { continue };
            tally.tried += 1;
            let first = &near_misses[0];
            let is_endpoint = first.endpoint.as_str() == *line;
            let is_field = first.missed.iter().any(|check| names(check, &field, kind));
            tally.endpoint += usize::from(is_endpoint);
            tally.both += usize::from(is_endpoint && is_field);
            tally.alone += usize::from(is_endpoint && is_field && first.missed.len() == 1);
            if !is_endpoint || !is_field {
                let missed: Vec<_> = first.missed.iter().map(Check::sentence).collect();
                let target = format!("{} {}", request.method, request.uri);
                wrong.push(format!(
                    "{kind:?} {field:?}: {target} meant {line}, named {}: {}",
                    first.endpoint.as_str(),
                    missed.join("; ")
                ));
            }
        }
    }
    println!("{:<12} {:>6} {:>9} {:>11} {:>9}", "changed", "tried", "endpoint", "and field", "alone");
    for (kind, Tally { tried, endpoint, both, alone }) in &table {
        println!("{:<12} {tried:>6} {endpoint:>9} {both:>11} {alone:>9}", format!("{kind:?}"));
    }
    let sum = |count: fn(&Tally) -> usize| table.values().map(count).sum::<usize>();
    let (tried, both) = (sum(|tally| tally.tried), sum(|tally| tally.both));
    println!("{both} of {tried} named with endpoint and field; {} with nothing else beside it", sum(|tally| tally.alone));
    assert_eq!(tried, 500);
    assert!(both * 100 >= tried * 95, "{both} of {tried}:\n{}", wrong.join("\n"));
}

#[test]
fn an_endpoint_behind_a_more_concrete_path_of_its_contract_says_so() {
    let from_contract = |line: &str| {
        let mut endpoint = endpoint(line);
        endpoint.contract = Some(EndpointContract::new(line));
        endpoint
    };
    let compiled = compiled(project([from_contract("POST /pets/search"), from_contract("DELETE /pets/{id}")]));
    let near_misses = nearest(&compiled, &Owned::new("DELETE /pets/search")).expect("a miss");
    assert_eq!(near_misses[0].endpoint.as_str(), "DELETE /pets/{id}");
    let missed: Vec<_> = near_misses[0].missed.iter().map(Check::sentence).collect();
    assert!(missed.len() == 1 && missed[0].contains("a more concrete path of the contract fits"), "{missed:?}");
}
