//! The same seed gives the same bytes on every platform and in every build: what many random templates and schemas come to
//! is written down as one digest, which a debug build, a release build and every machine must find again.

use http::HeaderMap;
use mockwright::{
    generate::{
        body::{BodyPlan, Manner},
        faker,
        random::{Random, Seed},
        template::{Escape, Scene, Template},
    },
    model::{GeneratedBody, GeneratedFrom, JsonText},
};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

/// How many are tried in an ordinary run; `MOCKWRIGHT_SEEDS=10000` asks for as many.
const USUAL: usize = 400;

/// What the usual number comes to. It changes only together with what is generated, and then on purpose.
const USUAL_DIGEST: &str = "d703658de7c657b5cdc684c7ae28877ca9cd63e293f526a1aac2a5327b2121cc";

/// What 10,000 come to.
const FULL_DIGEST: &str = "2d1b868fbf9f7d49d91506149392f0e4ce5980d17766a76f69ca730e3246ccfd";

#[test]
fn the_same_seed_gives_the_same_bytes_in_every_build() {
    let asked = std::env::var("MOCKWRIGHT_SEEDS").ok().and_then(|text| text.parse().ok());
    let count = asked.unwrap_or(USUAL);
    let mut digest = Sha256::new();
    let mut distinct = std::collections::HashSet::new();
    for index in 0..count {
        let text = answer(index);
        assert_eq!(text, answer(index), "number {index}, made twice");
        digest.update(&text);
        digest.update([0]);
        distinct.insert(text);
    }
    assert!(distinct.len() > count * 3 / 4, "{} of {count} are distinct", distinct.len());
    let digest: String = digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    match count {
        USUAL => assert_eq!(digest, USUAL_DIGEST),
        10_000 => assert_eq!(digest, FULL_DIGEST),
        _ => println!("{count}: {digest}"),
    }
}

/// What the template or schema of that number comes to.
fn answer(index: usize) -> String {
    let mut random = Random::new(Seed(index as u64));
    let seed = Seed(random.integer(0, i64::MAX) as u64);
    if index.is_multiple_of(2) {
        let text = template(&mut random);
        let template = Template::compile(&text, Escape::Json).unwrap_or_else(|error| panic!("{error:?}: {text}"));
        let headers = HeaderMap::new();
        let rendered = template.render(&Scene::new("GET", "/a?b=c", &headers, b"{}", seed));
        rendered.unwrap_or_else(|error| panic!("{error:?}: {text}")).text
    } else {
        let content = JsonText(schema(&mut random, 3).to_string());
        let body = GeneratedBody { from: GeneratedFrom::Schema, content, ..GeneratedBody::default() };
        let (plan, problems) = BodyPlan::compile(&body, &Manner::default()).unwrap();
        assert_eq!(problems, [], "{body:?}");
        plan.make(seed, random.chance(0.3), index as u64).to_text()
    }
}

/// A template of a few fakes, times and repetitions.
fn template(random: &mut Random) -> String {
    let methods: Vec<_> = faker::all().collect();
    let mut fields = Vec::new();
    for number in 0..random.integer(1, 6) {
        let method = methods[random.below(methods.len())];
        fields.push(format!("\"f{number}\": \"{}\"", method.example_template()));
    }
    fields.push("\"at\": \"{{now}}\", \"list\": [{{#repeat 1 4 comma=true}}{{int 1 100}}{{/repeat}}]".to_owned());
    format!("{{{}}}", fields.join(", "))
}

/// A schema that can be satisfied.
fn schema(random: &mut Random, depth: u32) -> Value {
    let kinds = if depth == 0 { 5 } else { 8 };
    let low = random.integer(-50, 50);
    let high = low + random.integer(0, 1000);
    match random.below(kinds) {
        0 => json!({"type": "integer", "minimum": low, "maximum": high}),
        1 => json!({"type": "number", "minimum": low, "multipleOf": 0.01}),
        2 => json!({"type": "string", "minLength": random.integer(0, 8), "maxLength": random.integer(8, 40)}),
        3 => {
            let formats = ["email", "uuid", "date-time", "date", "uri", "ipv4", "hostname", "duration"];
            json!({"type": "string", "format": formats[random.below(formats.len())]})
        }
        4 => {
            let patterns = ["^[A-Z]{2}-[0-9]{4}$", "^(a|b)+c?$", "^\\d{3}\\w*$"];
            json!({"type": ["string", "null"], "pattern": patterns[random.below(patterns.len())]})
        }
        5 => {
            json!({"type": "array", "items": schema(random, depth - 1), "minItems": random.integer(0, 2), "maxItems": random.integer(2, 5)})
        }
        6 => {
            json!({"oneOf": [{"type": "boolean"}, {"type": "object", "required": ["kind"], "properties": {"kind": {"enum": ["a", "b", 3]}}}]})
        }
        _ => {
            let names = ["id", "email", "first_name", "created_at", "price", "city", "status", "tags", "x"];
            let mut properties = serde_json::Map::new();
            for _ in 0..random.integer(1, 5) {
                properties.insert(names[random.below(names.len())].to_owned(), schema(random, depth - 1));
            }
            let required: Vec<_> = properties.keys().take(2).cloned().collect();
            json!({"type": "object", "properties": properties, "required": required})
        }
    }
}
