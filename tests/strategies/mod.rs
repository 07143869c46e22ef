//! Projects of every shape for property tests: odd texts, odd numbers, deep conditions, unknown keys.

mod derived;
mod watching;

use std::sync::Arc;

use mockwright::model::{
    Body, Comparison, Condition, Delay, Endpoint, EndpointId, ExpectationId, Extra, Folder, FolderId, GeneratedBody,
    GeneratedFrom, Header, JsonText, Language, Operand, Operator, OwnLine, Project, Response, ResponseId, Selection, Settings,
    Subject, TextBody, WrittenHead,
};
use proptest::{collection::vec, option, prelude::*, sample::select};
use serde_json::Value;

/// Text as people and programs write it, odd ends included.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[a-zA-Z0-9 /{}._-]{0,12}",
        2 => any::<String>(),
        1 => select(vec!["", "\r\n", "a\nb\n", "\u{0}", "\u{feff}x", "\u{2028}", "\"\\", "é😀", "null", "\u{7f}\u{85}"]).prop_map(str::to_owned),
    ]
}

fn number() -> impl Strategy<Value = Value> {
    prop_oneof![
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_filter("JSON has no such number", |number| number.is_finite()).prop_map(Value::from),
    ]
}

fn json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![Just(Value::Null), any::<bool>().prop_map(Value::from), number(), text().prop_map(Value::from)];
    leaf.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(Value::from),
            vec((text(), inner), 0..4).prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

/// JSON in canonical layout, JSON in others, and text that is nearly JSON.
fn json_text() -> impl Strategy<Value = JsonText> {
    prop_oneof![
        3 => json().prop_map(|value| JsonText::canonical(&value)),
        1 => json().prop_map(|value| value.to_string()),
        1 => select(vec![
            "19.90", "1e400", "-0", "1E5", "{\"a\": 1, \"a\": 2}", "{\n  \"a\": 1,\n  \"a\": 2\n}", "[1,\r\n2]", "{", "\"\\u0041\"", "[ ]",
            "{\n  \"json\": 1\n}", "18446744073709551616", "{{template}}",
        ]).prop_map(str::to_owned),
        2 => text(),
    ]
    .prop_map(JsonText)
}

/// Keys that no version of the program knows.
fn extra() -> impl Strategy<Value = Extra> {
    let member = ("[a-z]{0,3}", json()).prop_map(|(name, value)| (format!("x-{name}"), value));
    prop_oneof![3 => Just(Extra::new()), 1 => vec(member, 1..3).prop_map(|members| members.into_iter().collect())]
}

fn every<T: strum::IntoEnumIterator + Clone + std::fmt::Debug + 'static>() -> impl Strategy<Value = T> {
    select(T::iter().collect::<Vec<_>>())
}

fn subject() -> impl Strategy<Value = Subject> {
    (every::<mockwright::model::SubjectKind>(), text()).prop_map(|(kind, name)| kind.named(name))
}

fn operand() -> impl Strategy<Value = Operand> {
    prop_oneof![text().prop_map(Operand::Text), vec(text(), 0..3).prop_map(Operand::List), json_text().prop_map(Operand::Json)]
}

fn condition() -> impl Strategy<Value = Condition> {
    let options = (any::<bool>(), any::<bool>(), any::<bool>(), any::<bool>());
    let comparison = (subject(), every::<Operator>(), operand(), options, extra());
    let leaf = comparison.prop_map(|(subject, operator, value, (negate, ignore_case, ignore_order, ignore_extra), extra)| {
        Condition::Compare(Comparison { subject, operator, value, negate, ignore_case, ignore_order, ignore_extra, extra })
    });
    leaf.prop_recursive(4, 16, 4, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(Condition::All),
            vec(inner.clone(), 0..4).prop_map(Condition::Any),
            inner.prop_map(|inner| Condition::Not(Box::new(inner))),
        ]
    })
}

fn body() -> impl Strategy<Value = Body> {
    let text_body = (every::<Language>(), json_text(), any::<bool>(), extra());
    let generated = (every::<GeneratedFrom>(), json_text(), extra());
    prop_oneof![
        1 => Just(Body::None),
        3 => text_body.prop_map(|(language, content, is_template, extra)| Body::Text(TextBody { language, content, is_template, extra })),
        2 => generated.prop_map(|(from, content, extra)| Body::Generated(GeneratedBody { from, content, extra })),
        1 => text().prop_map(Body::File),
        1 => text().prop_map(Body::Base64),
    ]
}

fn delay() -> impl Strategy<Value = Delay> {
    prop_oneof![
        any::<u32>().prop_map(|ms| Delay::Fixed { ms }),
        (any::<u32>(), any::<u32>()).prop_map(|(min_ms, max_ms)| Delay::Uniform { min_ms, max_ms }),
        (any::<u32>(), any::<f64>().prop_filter("not in JSON", |sigma| sigma.is_finite()))
            .prop_map(|(median_ms, sigma)| Delay::LogNormal { median_ms, sigma }),
    ]
}

fn headers() -> impl Strategy<Value = Vec<Header>> {
    let header =
        (text(), text(), any::<bool>(), extra()).prop_map(|(name, value, enabled, extra)| Header { name, value, enabled, extra });
    vec(header, 0..3)
}

fn response() -> impl Strategy<Value = Response> {
    let line = (any::<u16>(), option::of(text()), text(), any::<bool>(), any::<u32>());
    let written = (any::<bool>(), any::<bool>(), vec((text(), text(), any::<usize>(), extra()), 0..3), extra());
    let written = written.prop_map(|(http_1_0, closes, lines, extra)| {
        let line = |(name, value, after, extra)| OwnLine { name, value, after, extra };
        WrittenHead { http_1_0, closes, lines: lines.into_iter().map(line).collect(), extra }
    });
    let rest = (option::of(condition()), headers(), option::of(written), body(), option::of(delay()), extra());
    let dynamic = (option::of(text()), option::of(text()), option::of(any::<bool>()));
    let watching = (option::of(watching::step()), option::of(watching::fault()), vec(watching::webhook(), 0..2));
    (line, rest, dynamic, watching).prop_map(
        |((status, reason, name, enabled, weight), (condition, headers, written, body, delay, extra), dynamic, watching)| {
            Response {
                // The project numbers its responses.
                id: ResponseId::new(""),
                name,
                status,
                status_template: dynamic.0,
                reason,
                enabled,
                condition,
                weight,
                headers,
                written,
                body,
                delay,
                delay_template: dynamic.1,
                edge_cases: dynamic.2,
                scenario: watching.0,
                fault: watching.1,
                webhooks: watching.2,
                extra,
            }
        },
    )
}

fn endpoint() -> impl Strategy<Value = Endpoint> {
    let selection = select(vec![Selection::Condition, Selection::InOrder, Selection::Random]);
    let line = (text(), text(), option::of(text()), any::<bool>(), text());
    let answers = (vec(response(), 0..3), option::of(watching::spy()), option::of(derived::operation()));
    (line, selection, option::of(text()), answers, extra()).prop_map(
        |((method, path, folder, enabled, notes), selection, default, (responses, spy, contract), extra)| Endpoint {
            id: EndpointId::new(""),
            method,
            path,
            folder: folder.map(FolderId::new),
            enabled,
            notes,
            selection,
            default_response: default.map(ResponseId::new),
            spy,
            contract,
            responses,
            extra,
        },
    )
}

fn settings() -> impl Strategy<Value = Settings> {
    let switches = (any::<bool>(), any::<bool>(), any::<bool>());
    let rest = (option::of(delay()), headers(), option::of(any::<u64>()), any::<u64>(), extra());
    let watching = (any::<bool>(), option::of(watching::spy()));
    let fields = vec((text(), text()), 0..3).prop_map(|fields| fields.into_iter().collect());
    let dynamic = (extra(), text(), fields, text(), any::<bool>());
    (text(), any::<u16>(), switches, (rest, watching), dynamic).prop_map(|(host, port, switches, (rest, watching), dynamic)| {
        let (cors, ignore_path_case, strict_trailing_slash) = switches;
        let (delay, headers, seed, body_limit_bytes, extra) = rest;
        let (variables, environment_prefix, fields, locale, edge_cases) = dynamic;
        Settings {
            host,
            port,
            cors,
            ignore_path_case,
            strict_trailing_slash,
            tls: watching.0,
            spy: watching.1,
            delay,
            headers,
            seed,
            variables,
            environment_prefix,
            fields,
            locale,
            edge_cases,
            body_limit_bytes,
            extra,
        }
    })
}

/// A project. Its ids are odd texts too, but no two are the same.
pub(crate) fn project() -> impl Strategy<Value = Project> {
    let folder = (text(), option::of(text()), extra());
    let watching = (vec(watching::scenario(), 0..2), vec(watching::expectation(), 0..3), option::of(derived::contract()));
    let parts = (option::of(text()), text(), settings(), vec(folder, 0..3), vec(endpoint(), 0..4), extra(), text(), watching);
    parts.prop_map(|(schema, name, settings, folders, mut endpoints, extra, odd, (scenarios, mut expectations, contract))| {
        for (index, expectation) in expectations.iter_mut().enumerate() {
            expectation.id = ExpectationId::new(format!("{index}{odd}"));
        }
        for (index, endpoint) in endpoints.iter_mut().enumerate() {
            endpoint.id = EndpointId::new(format!("{index}{odd}"));
            for (inner, response) in endpoint.responses.iter_mut().enumerate() {
                response.id = ResponseId::new(format!("{index}.{inner}{odd}"));
            }
        }
        let folders = folders.into_iter().enumerate().map(|(index, (name, parent, extra))| Folder {
            id: FolderId::new(format!("{index}{odd}")),
            name,
            parent: parent.map(FolderId::new),
            extra,
        });
        Project {
            schema,
            name,
            settings,
            folders: folders.collect(),
            endpoints: endpoints.into_iter().map(Arc::new).collect(),
            scenarios,
            expectations: expectations.into_iter().map(Arc::new).collect(),
            contract,
            extra,
            ..Project::default()
        }
    })
}
