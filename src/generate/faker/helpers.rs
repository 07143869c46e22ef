//! `helpers`: choosing from what is given, and texts with places to fill. Where Faker.js wants a function, the name of a
//! method, a pattern with `{{...}}` or a value stands here.

use serde_json::{Map, Value};

use super::call::Call;
use super::method::{Answer, Kind, Method, Parameter, Shape, optional, required, text_of};
use super::{FakerError, draw, find, nearest, regexp};

/// The most bytes that values made in numbers or by patterns add up to.
const MOST_BYTES: usize = 1_000_000;

/// How deep patterns may call methods that hold patterns.
const MOST_DEPTH: u8 = 4;

const ITEMS: Parameter = required("array", Kind::List, "The list to choose from.");
const OBJECT: Parameter = required("object", Kind::Object, "The object to choose from.");

pub(super) static METHODS: &[Method] = &[
    Method::new("helpers.arrayElement", "One item of a list.", Shape::Any, |call| {
        let items = items(call, "array")?;
        one_of(call, items)
    })
    .with(&[ITEMS])
    .example(r#"[["red","green","blue"]]"#),
    Method::new("helpers.arrayElements", "Some items of a list, none twice.", Shape::List, |call| {
        let items = items(call, "array")?;
        let default = if items.is_empty() { (0, 0) } else { (1, items.len().min(10_000) as u64) };
        let count = call.count("count", default)?;
        let mut chosen: Vec<&Value> = items.iter().collect();
        call.random.shuffle(&mut chosen);
        chosen.truncate(count);
        Ok(chosen.into_iter().cloned().collect())
    })
    .with(&[ITEMS, optional("count", Kind::Count, "any", "How many.")])
    .example(r#"[["red","green","blue"], 2]"#),
    Method::new("helpers.enumValue", "One value of an enumeration.", Shape::Any, object_value)
        .with(&[required("enumObject", Kind::Object, "The enumeration as an object.")])
        .example(r#"[{"Open":"open","Closed":"closed"}]"#),
    Method::text("helpers.fake", "A pattern with the values of methods in it.", |call| {
        let Some(patterns) = call.texts("pattern")? else { return call.missing("pattern") };
        match call.random.pick(&patterns) {
            Some(pattern) => Ok(Value::from(filled(call, pattern)?)),
            None => call.unsuitable("'pattern' is an empty list; give at least one pattern"),
        }
    })
    .with(&[required("pattern", Kind::Texts, "A text with {{person.firstName}} and the like, or a list of such.")])
    .example(r#"["Dear {{person.firstName}} {{person.lastName(female)}}"]"#),
    Method::text("helpers.fromRegExp", "A text that matches a regular expression.", |call| {
        let Some(pattern) = call.text("pattern")? else { return call.missing("pattern") };
        match regexp::text(call.random, &pattern) {
            Ok(text) => Ok(Value::from(text)),
            Err(problem) => call.unsuitable(problem),
        }
    })
    .with(&[required("pattern", Kind::Text, "The regular expression, with or without slashes around it.")])
    .example(r#"["[A-Z]{3}-[0-9]{4}"]"#),
    Method::new("helpers.maybe", "A value, or nothing.", Shape::Any, |call| {
        let probability = call.number("probability")?.unwrap_or(0.5);
        if !call.random.chance(probability) {
            return Ok(Value::Null);
        }
        match call.any("callback") {
            Some(source) => made(call, source),
            None => Ok(Value::Null),
        }
    })
    .with(&[
        optional("callback", Kind::Any, "nothing", "The value: a method's name, a pattern, or any value."),
        optional("probability", Kind::Number, "0.5", "How often it is there, from 0 to 1."),
    ])
    .example(r#"["person.firstName", {"probability":0.8}]"#),
    Method::new("helpers.multiple", "A list of values.", Shape::List, |call| {
        let count = call.count("count", (3, 3))?;
        let Some(source) = call.any("method") else { return Ok(Value::from(vec![Value::Null; count])) };
        let mut values = Vec::new();
        let mut bytes = 0;
        for _ in 0..count {
            let value = made(call, source)?;
            bytes += size(&value);
            if bytes > MOST_BYTES {
                return call.unsuitable(format!("the values come to more than {MOST_BYTES} bytes; ask for fewer"));
            }
            values.push(value);
        }
        Ok(Value::from(values))
    })
    .with(&[
        optional("method", Kind::Any, "nothing", "The values: a method's name, a pattern, or any value."),
        optional("count", Kind::Count, "3", "How many."),
    ])
    .example(r#"["person.firstName", {"count":2}]"#),
    Method::text("helpers.mustache", "A text with values from an object in the places between {{ and }}.", mustache)
        .with(&[
            optional("text", Kind::Text, "nothing", "The text."),
            optional("data", Kind::Object, "nothing", "The values by their names."),
        ])
        .example(r#"["{{count}} letters for {{name}}", {"count":"12","name":"Ada"}]"#),
    Method::new("helpers.objectEntry", "One name of an object and its value.", Shape::List, |call| {
        let (name, value) = entry(call, "object")?;
        Ok(Value::from(vec![Value::from(name), value.clone()]))
    })
    .with(&[OBJECT])
    .example(r#"[{"a":1,"b":2}]"#),
    Method::text("helpers.objectKey", "One name of an object.", |call| Ok(Value::from(entry(call, "object")?.0)))
        .with(&[OBJECT])
        .example(r#"[{"a":1,"b":2}]"#),
    Method::new("helpers.objectValue", "One value of an object.", Shape::Any, |call| Ok(entry(call, "object")?.1.clone()))
        .with(&[OBJECT])
        .example(r#"[{"a":1,"b":2}]"#),
    Method::new(
        "helpers.rangeToNumber",
        "A whole number of a range, or the number that is given.",
        Shape::Integer,
        range_to_number,
    )
    .with(&[
        optional("numberOrRange", Kind::Integer, "any", "The number."),
        optional("min", Kind::Integer, "0", "The smallest value."),
        optional("max", Kind::Integer, "9007199254740991", "The largest value."),
    ])
    .positions(1)
    .example(r#"[{"min":1,"max":6}]"#),
    Method::text("helpers.replaceCreditCardSymbols", "A card's number from a pattern, valid by Luhn's rule.", replace_card)
        .with(&[
            optional("string", Kind::Text, "6453-####-####-####-###L", "# is a digit, [4-9] one of a range, L the check digit."),
            optional("symbol", Kind::Text, "#", "What stands for a digit."),
        ])
        .example(r#"["4242-####-####-###L"]"#),
    Method::text("helpers.replaceSymbols", "A text from a pattern: # a digit, ? a letter, * either.", |call| {
        let pattern = call.text("string")?.unwrap_or_default();
        Ok(Value::from(symbols(call, &pattern)))
    })
    .with(&[optional("string", Kind::Text, "nothing", "The pattern.")])
    .example(r####"["##-??-**"]"####),
    Method::new("helpers.shuffle", "The items of a list in another order.", Shape::List, |call| {
        call.flag("inplace", false)?;
        let mut items = items(call, "list")?.to_vec();
        call.random.shuffle(&mut items);
        Ok(Value::from(items))
    })
    .with(&[
        required("list", Kind::List, "The list."),
        optional("inplace", Kind::Boolean, "false", "Accepted as Faker.js does; the list given stays as it is."),
    ])
    .example("[[1,2,3]]"),
    Method::text("helpers.slugify", "A text as a part of an address: letters, digits and hyphens.", |call| {
        let text = call.text("string")?.unwrap_or_default();
        let plain = if text.is_ascii() { text.into_owned() } else { deunicode::deunicode(&text) };
        let slug: String = plain
            .chars()
            .map(|symbol| if symbol == ' ' { '-' } else { symbol })
            .filter(|symbol| symbol.is_ascii_alphanumeric() || matches!(symbol, '-' | '_' | '.'))
            .collect();
        Ok(Value::from(slug))
    })
    .with(&[optional("string", Kind::Text, "nothing", "The text.")])
    .example(r#"["Crème brûlée, please!"]"#),
    Method::new("helpers.uniqueArray", "A list of values, none twice.", Shape::List, unique_array)
        .with(&[
            optional("source", Kind::Any, "nothing", "A list to choose from, a method's name, or a pattern."),
            optional("length", Kind::Integer, "0", "How many at most."),
        ])
        .example(r#"["person.firstName", 3]"#),
    Method::new("helpers.weightedArrayElement", "One item of a list, by weight.", Shape::Any, weighted)
        .with(&[required("array", Kind::List, "Objects with a value and a weight.")])
        .example(r#"[[{"weight":9,"value":"paid"},{"weight":1,"value":"overdue"}]]"#),
];

fn items<'c>(call: &Call<'c>, name: &'static str) -> Result<&'c [Value], FakerError> {
    match call.list(name)? {
        Some(items) => Ok(items),
        None => call.missing(name),
    }
}

fn one_of(call: &mut Call<'_>, items: &[Value]) -> Answer {
    match call.random.pick(items) {
        Some(item) => Ok(item.clone()),
        None => call.unsuitable("the list is empty; give at least one item"),
    }
}

fn entry<'c>(call: &mut Call<'c>, name: &'static str) -> Result<(&'c str, &'c Value), FakerError> {
    let Some(fields) = call.object(name)? else { return call.missing(name) };
    let position = call.random.below(fields.len());
    match fields.iter().nth(position) {
        Some((name, value)) => Ok((name, value)),
        None => call.unsuitable("the object is empty; give at least one field"),
    }
}

fn object_value(call: &mut Call<'_>) -> Answer {
    Ok(entry(call, "enumObject")?.1.clone())
}

/// What stands for a function of Faker.js: a method's name or a pattern is called, every other value is itself.
fn made(call: &mut Call<'_>, source: &Value) -> Answer {
    let Value::String(text) = source else { return Ok(source.clone()) };
    if text.contains("{{") {
        return Ok(Value::from(filled(call, text)?));
    }
    match find(text) {
        Some(method) => {
            deeper(call)?;
            method.call_within(&[], call.random, call.locale, call.depth + 1)
        }
        None => Ok(source.clone()),
    }
}

fn deeper(call: &Call<'_>) -> Result<(), FakerError> {
    if call.depth >= MOST_DEPTH {
        return call.unsuitable(format!("patterns within patterns go at most {MOST_DEPTH} deep"));
    }
    Ok(())
}

/// About how many bytes a value takes.
fn size(value: &Value) -> usize {
    match value {
        Value::String(text) => text.len() + 8,
        Value::Array(items) => items.iter().map(size).sum::<usize>() + 8,
        Value::Object(fields) => fields.iter().map(|(name, value)| name.len() + size(value)).sum::<usize>() + 8,
        _ => 8,
    }
}

/// A pattern with the values of methods in the places between `{{` and `}}`.
fn filled(call: &mut Call<'_>, pattern: &str) -> Result<String, FakerError> {
    deeper(call)?;
    let mut rest = pattern;
    let mut text = String::new();
    while let Some((before, after)) = rest.split_once("{{") {
        let Some((expression, behind)) = place(after).or_else(|| after.split_once("}}")) else { break };
        text.push_str(before);
        text.push_str(&text_of(&evaluated(call, expression.trim())?));
        if text.len() > MOST_BYTES {
            return call.unsuitable(format!("the text comes to more than {MOST_BYTES} bytes; ask for less"));
        }
        rest = behind;
    }
    text.push_str(rest);
    Ok(text)
}

/// A place up to its end, which no brace or text among its arguments is.
fn place(text: &str) -> Option<(&str, &str)> {
    let (mut open, mut quoted, mut escaped) = (0_u32, false, false);
    for (position, byte) in text.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            _ if quoted => {}
            b'{' => open += 1,
            b'}' if open > 0 => open -= 1,
            b'}' => {
                let (expression, behind) = text.split_at_checked(position)?;
                return Some((expression, behind.strip_prefix("}}")?));
            }
            _ => {}
        }
    }
    None
}

/// The value of `person.firstName` or `number.int({"max": 9})` or `person.firstName(female)`.
fn evaluated(call: &mut Call<'_>, expression: &str) -> Answer {
    let (name, inner) = match expression.split_once('(') {
        Some((name, inner)) => (name.trim(), inner.trim_end().trim_end_matches(')').trim()),
        None => (expression, ""),
    };
    let Some(method) = find(name) else {
        return Err(FakerError::UnknownMethod { name: super::call::shortened(name), nearest: nearest(name) });
    };
    let arguments: Vec<Value> = match inner {
        "" => Vec::new(),
        // What is no JSON is one text, as in Faker.js.
        inner => serde_json::from_str(&format!("[{inner}]")).unwrap_or_else(|_| vec![Value::from(inner.trim_matches('\''))]),
    };
    method.call_within(&arguments, call.random, call.locale, call.depth + 1)
}

fn mustache(call: &mut Call<'_>) -> Answer {
    let text = call.text("text")?.unwrap_or_default();
    let none = Map::new();
    let data = call.object("data")?.unwrap_or(&none);
    let mut rest: &str = &text;
    let mut result = String::new();
    while let Some((before, after)) = rest.split_once("{{") {
        let Some((name, behind)) = after.split_once("}}") else { break };
        result.push_str(before);
        match data.get(name.trim()) {
            Some(value) => result.push_str(&text_of(value)),
            // A place without a value stays, as in Faker.js.
            None => result.push_str(&format!("{{{{{name}}}}}")),
        }
        if result.len() > MOST_BYTES {
            return call.unsuitable(format!("the text comes to more than {MOST_BYTES} bytes; ask for less"));
        }
        rest = behind;
    }
    result.push_str(rest);
    Ok(Value::from(result))
}

fn range_to_number(call: &mut Call<'_>) -> Answer {
    const LIMIT: i64 = 9_007_199_254_740_991;
    if let Some(number) = call.integer("numberOrRange", -LIMIT, LIMIT)? {
        return Ok(Value::from(number));
    }
    let low = call.integer("min", -LIMIT, LIMIT)?.unwrap_or(0);
    let high = call.integer("max", -LIMIT, LIMIT)?.unwrap_or(LIMIT);
    if low > high {
        return call.unsuitable(format!("'min' must not be above 'max', but they are {low} and {high}"));
    }
    Ok(Value::from(call.random.integer(low, high)))
}

fn symbols(call: &mut Call<'_>, pattern: &str) -> String {
    pattern
        .chars()
        .map(|symbol| match symbol {
            '#' => draw::ascii(call.random, draw::DIGITS),
            '?' => draw::ascii(call.random, draw::UPPER),
            '*' => draw::ascii(call.random, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
            other => other,
        })
        .collect()
}

/// Ranges such as `[4-9]` first, then digits, then the check digit.
fn replace_card(call: &mut Call<'_>) -> Answer {
    let pattern = call.text("string")?.unwrap_or("6453-####-####-####-###L".into());
    let symbol = call.text("symbol")?.unwrap_or("#".into());
    let mut text = String::new();
    let mut rest: &str = &pattern;
    while let Some((before, after)) = rest.split_once('[') {
        let Some((inner, behind)) = after.split_once(']') else { break };
        text.push_str(before);
        match inner.split_once('-').and_then(|(low, high)| Some((low.parse::<u32>().ok()?, high.parse::<u32>().ok()?))) {
            Some((low, high)) => text.push_str(&call.random.integer(i64::from(low), i64::from(high)).to_string()),
            None => text.push_str(&format!("[{inner}]")),
        }
        rest = behind;
    }
    text.push_str(rest);
    let text = if symbol.is_empty() { text } else { text.replace(symbol.as_ref(), "#") };
    Ok(Value::from(super::finance::card_from(call, &text)))
}

fn unique_array(call: &mut Call<'_>) -> Answer {
    let length = call.integer("length", 0, 10_000)?.unwrap_or(0) as usize;
    let mut values: Vec<Value> = Vec::new();
    let mut seen = std::collections::BTreeSet::new();
    match call.any("source") {
        None => {}
        Some(Value::Array(items)) => {
            let mut items: Vec<&Value> = items.iter().filter(|item| seen.insert(item.to_string())).collect();
            call.random.shuffle(&mut items);
            values.extend(items.into_iter().take(length).cloned());
        }
        Some(source) => {
            let mut bytes = 0;
            // A source with few different values gives as many as turn up.
            for _ in 0..length.saturating_mul(10) {
                if values.len() == length {
                    break;
                }
                let value = made(call, source)?;
                if seen.insert(value.to_string()) {
                    bytes += size(&value);
                    if bytes > MOST_BYTES {
                        return call.unsuitable(format!("the values come to more than {MOST_BYTES} bytes; ask for fewer"));
                    }
                    values.push(value);
                }
            }
        }
    }
    Ok(Value::from(values))
}

fn weighted(call: &mut Call<'_>) -> Answer {
    let items = items(call, "array")?;
    let weight = |item: &Value| item.get("weight").and_then(Value::as_f64).filter(|weight| *weight > 0.0 && *weight < 1e15);
    if items.is_empty() || !items.iter().all(|item| weight(item).is_some() && item.get("value").is_some()) {
        return call.unsuitable("'array' must be a list of objects with a 'value' and a 'weight' above 0");
    }
    let total: f64 = items.iter().filter_map(weight).sum();
    let mut position = call.random.unit() * total;
    for item in items {
        position -= weight(item).unwrap_or(0.0);
        if position < 0.0 {
            return Ok(item.get("value").cloned().unwrap_or_default());
        }
    }
    // Rounding may leave the position a hair behind the last.
    Ok(items.last().and_then(|item| item.get("value")).cloned().unwrap_or_default())
}
