//! Writes the project files of the neutral workloads that mock servers are compared with, by `cargo bench --bench workloads -- FOLDER`.
//!
//! Nothing is measured here: an outside load generator drives `mockwright serve` with these files. The answers have to
//! be, byte for byte, those that every other server in the comparison gives.

#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a test or benchmark that cannot be set up must stop")]
#![allow(missing_docs)]

use std::{env, error::Error, fs, path::Path, sync::Arc};

use mockwright::{
    model::{
        Body, Comparison, Condition, Endpoint, EndpointId, Expectation, ExpectationId, GeneratedBody, GeneratedFrom, JsonText,
        Language, Operator, Project, RequestPattern, Response, ResponseId, Subject,
    },
    storage::{EXTENSION, save},
};

/// How many routes the routing workload has.
const ROUTES: [usize; 4] = [10, 100, 1_000, 10_000];

fn main() -> Result<(), Box<dyn Error>> {
    // Cargo adds options of its own, such as `--bench`.
    let Some(folder) = env::args().skip(1).find(|argument| !argument.starts_with("--")) else {
        println!("workloads: writes project files to the folder that is named after --");
        return Ok(());
    };
    let folder = Path::new(&folder);
    fs::create_dir_all(folder)?;
    let write = |name: &str, endpoints: Vec<Endpoint>| {
        let endpoints = endpoints.into_iter().map(Arc::new).collect();
        save(&Project { name: name.to_owned(), endpoints, ..Project::default() }, &folder.join(format!("{name}{EXTENSION}")))
    };
    let user = "{\"id\":1,\"name\":\"Ada Lovelace\",\"email\":\"ada@example.com\"";
    write("w1", vec![fixed(0, "/api/users/1", padded(user, 100))])?;
    let watched = Project { name: "w1_expect200".to_owned(), expectations: two_hundred_expectations(), ..Project::default() };
    let endpoints = vec![Arc::new(fixed(0, "/api/users/1", padded(user, 100)))];
    save(&Project { endpoints, ..watched }, &folder.join(format!("w1_expect200{EXTENSION}")))?;
    write("w2", vec![fixed(0, "/api/catalog", padded(&catalogue(), 10_240))])?;
    let named = "{\"id\":\"{{path.id}}\",\"name\":\"User {{path.id}}\",\"self\":\"/api/users/{{path.id}}\"}";
    write("w3", vec![fixed(0, "/api/users/{id}", named.to_owned())])?;
    write("w4", vec![fixed(0, "/api/fake", EIGHT_FAKES.to_owned())])?;
    write("w4_generated", vec![generated("/api/fake")])?;
    write("w5", vec![ten_rules()])?;
    for routes in ROUTES {
        let route = |index| {
            let path = format!("/api/v1/res-{index}/detail");
            let body = format!("{{\"route\":{index},\"path\":\"{path}\",\"status\":\"ok\"}}");
            fixed(index, &path, body)
        };
        write(&format!("w6_{routes}"), (0..routes).map(route).collect())?;
    }
    Ok(())
}

/// Eight fake fields, as a template.
const EIGHT_FAKES: &str = r#"{"id":"{{faker 'string.uuid'}}","name":"{{faker 'person.fullName'}}","email":"{{faker 'internet.email'}}","createdAt":"{{faker 'date.recent'}}","age":{{faker 'number.int' min=18 max=90}},"active":{{faker 'datatype.boolean'}},"city":"{{faker 'location.city'}}","company":"{{faker 'company.name'}}"}"#;

/// The same eight fields, generated from a schema.
fn generated(path: &str) -> Endpoint {
    let schema = serde_json::json!({
        "type": "object",
        "required": ["id", "name", "email", "createdAt", "age", "active", "city", "company"],
        "properties": {
            "id": { "type": "string", "format": "uuid" },
            "name": { "type": "string" },
            "email": { "type": "string", "format": "email" },
            "createdAt": { "type": "string", "format": "date-time" },
            "age": { "type": "integer", "minimum": 18, "maximum": 90 },
            "active": { "type": "boolean" },
            "city": { "type": "string" },
            "company": { "type": "string" }
        }
    });
    let mut endpoint = fixed(0, path, String::new());
    let content = JsonText(JsonText::canonical(&schema));
    endpoint.responses[0].body =
        Body::Generated(GeneratedBody { from: GeneratedFrom::Schema, content, ..GeneratedBody::default() });
    endpoint
}

/// Two hundred expectations, of which every request of the workload fits four: one each by its path, by a path parameter, by
/// any path and by a header. The others are of other paths, or of the same one with a condition that does not hold.
fn two_hundred_expectations() -> Vec<Arc<Expectation>> {
    let expectation = |index: usize, path: &str, condition: Option<Condition>| {
        let mut expectation = Expectation::new(ExpectationId::new(format!("x{index}")), RequestPattern::new("GET", path));
        expectation.request.condition = condition;
        Arc::new(expectation)
    };
    let header = |name: &str| {
        let subject = Subject::Header(name.to_owned());
        Some(Condition::Compare(Comparison::new(subject, Operator::Exists, "")))
    };
    let mut expectations = vec![
        expectation(0, "/api/users/1", None),
        expectation(1, "/api/users/{id}", None),
        expectation(2, "", None),
        expectation(3, "/api/users/1", header("Host")),
    ];
    expectations.extend((4..10).map(|index| expectation(index, "/api/users/{id}", header(&format!("X-Absent-{index}")))));
    expectations.extend((10..200).map(|index| expectation(index, &format!("/api/v1/res-{index}/detail"), None)));
    expectations
}

/// An endpoint with one answer.
fn fixed(index: usize, path: &str, body: String) -> Endpoint {
    let mut endpoint = Endpoint::new(EndpointId::new(format!("e{index}")), "GET", path);
    endpoint.default_response = Some(ResponseId::new(format!("r{index}")));
    endpoint.responses = vec![response(&format!("r{index}"), body)];
    endpoint
}

fn response(id: &str, body: String) -> Response {
    let mut response = Response::new(ResponseId::new(id), 200);
    response.body = Body::text(Language::Json, body);
    response
}

/// The opened object, closed by a member that fills it up to exactly `size` bytes.
fn padded(opened: &str, size: usize) -> String {
    let filling = "abcdefghijklmnopqrstuvwxyz0123456789 ".chars().cycle();
    let length = size.saturating_sub(opened.len() + ",\"pad\":\"\"}".len());
    format!("{opened},\"pad\":\"{}\"}}", filling.take(length).collect::<String>())
}

/// A hundred products in an object that is left open.
fn catalogue() -> String {
    let product = |index: usize| {
        let price = 10.5 + index as f64;
        format!(
            "{{\"id\":{index},\"sku\":\"SKU-{index:05}\",\"title\":\"Product number {index}\",\"price\":{price},\"tags\":[\"a\",\"b\"]}}"
        )
    };
    format!("{{\"items\":[{}]", (0..100).map(product).collect::<Vec<_>>().join(","))
}

/// One endpoint whose tenth rule is the first that holds.
fn ten_rules() -> Endpoint {
    let header = |name: &str, value: &str| equals(Subject::Header(name.to_owned()), value);
    let query = |name: &str, value: &str| equals(Subject::Query(name.to_owned()), value);
    let json = |path: &str, value: &str| equals(Subject::Json(path.to_owned()), value);
    let rules = [
        header("X-Tier", "gold"),
        query("promo", "SPRING"),
        json("$.currency", "EUR"),
        json("$.customer.country", "DE"),
        header("X-Region", "eu"),
        query("channel", "app"),
        json("$.items[0].sku", "A-100"),
        json("$.priority", "high"),
        json("$.note", "gift"),
        Condition::All(vec![json("$.customer.id", "c-42"), header("X-Tenant", "acme"), query("v", "2")]),
    ];
    let mut endpoint = Endpoint::new(EndpointId::new("orders"), "POST", "/api/orders");
    for (index, rule) in rules.into_iter().enumerate() {
        let number = index + 1;
        let mut response = response(&format!("rule-{number}"), format!("{{\"rule\":{number},\"status\":\"accepted\"}}"));
        response.condition = Some(rule);
        endpoint.responses.push(response);
    }
    endpoint
}

fn equals(subject: Subject, value: &str) -> Condition {
    Condition::Compare(Comparison::new(subject, Operator::Equals, value))
}
