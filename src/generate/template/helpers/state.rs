//! Helpers for variables: of one rendering, of the server's memory, of the project and of the environment.

use std::borrow::Cow;

use serde_json::Value;

use super::super::{
    registry::{Arguments, BlockUse, Family, Helper},
    render::State,
    value,
};

const F: Family = Family::State;
type Answer = Result<Value, String>;

pub(super) static HELPERS: &[Helper] = &[
    Helper::new(F, "setVar", "name value", (1, 2), set_variable).block(BlockUse::Last).says(
        "Keeps a value for the rest of this text, or of the loop it is in; also read as @name.",
        "{{setVar 'n' 5}}{{@n}}",
        "5",
    ),
    Helper::new(F, "assign", "name value", (1, 2), set_variable).block(BlockUse::Last).says(
        "Keeps the text of the block under a name.",
        "{{#assign 'n'}}five{{/assign}}{{n}}",
        "five",
    ),
    Helper::new(F, "getVar", "name default", (1, 2), get_variable).says(
        "A value that was kept.",
        "{{setVar 'n' 5}}{{getVar 'n'}}",
        "5",
    ),
    Helper::new(F, "val", "value or=… assign=…", (1, 1), val).says(
        "A value, another where it is missing, or with assign= nothing, but it is kept.",
        "{{val query.missing or='none'}}",
        "none",
    ),
    Helper::new(F, "setGlobalVar", "name value", (2, 2), set_global).block(BlockUse::Last).says(
        "Keeps a value until the server stops.",
        "{{setGlobalVar 'n' 5}}",
        "",
    ),
    Helper::new(F, "getGlobalVar", "name path default", (1, 3), get_global).says(
        "A value that the server keeps, or a part of it.",
        "{{getGlobalVar 'n' '' 'none'}}",
        "none",
    ),
    Helper::new(F, "state", "context=… property=… default=…", (0, 1), state_value).says(
        "A value that the server keeps, by WireMock's names.",
        "{{state context='cart' property='total' default='0'}}",
        "0",
    ),
    Helper::new(F, "getEnvVar", "name default", (1, 2), environment).says(
        "An environment variable that the project may see.",
        "{{getEnvVar 'STAGE' 'test'}}",
        "staging",
    ),
    Helper::new(F, "systemValue", "type='ENVIRONMENT' key=… default=…", (0, 0), system_value).says(
        "An environment variable that the project may see, by WireMock's name.",
        "{{systemValue key='STAGE' default='test'}}",
        "staging",
    ),
    Helper::new(F, "data", "name path", (1, 2), data).says(
        "A named set of data of the project, or a part of it.",
        "{{data 'users' '0.name'}}",
        "",
    ),
    Helper::new(F, "dataRaw", "name path", (1, 2), data).says("The same as data.", "{{dataRaw 'users'}}", ""),
    Helper::new(F, "setData", "operator name path value", (3, 4), set_data).says(
        "Changes a named set of data: set, push, del, inc, dec, invert or merge.",
        "{{setData 'set' 'users' '0.name' 'Ada'}}",
        "",
    ),
];

fn set_variable(a: &Arguments<'_>, state: &mut State<'_>) -> Answer {
    state.set_variable(&a.text(0), a.value(1).clone());
    Ok(Value::Null)
}

fn get_variable(a: &Arguments<'_>, state: &mut State<'_>) -> Answer {
    let found = state.variable(&a.text(0)).cloned();
    if let Some(found) = &found {
        state.budget.weigh(found)?;
    }
    Ok(found.unwrap_or_else(|| a.value(1).clone()))
}

fn val(a: &Arguments<'_>, state: &mut State<'_>) -> Answer {
    let is_given = !a.value(0).is_null() && *a.value(0) != "";
    let value = if is_given { a.value(0) } else { a.named("or").unwrap_or(a.value(0)) };
    match a.named_text("assign") {
        Some(name) => {
            state.set_variable(&name, value.clone());
            Ok(Value::Null)
        }
        None => Ok(value.clone()),
    }
}

fn set_global(a: &Arguments<'_>, state: &mut State<'_>) -> Answer {
    state.scene.store.set(&a.text(0), a.value(1).clone());
    Ok(Value::Null)
}

/// The part of a value at a path, which may be a JSONPath, or a default.
pub(super) fn at_path(value: Option<&Value>, path: &str, default: &Value, state: &mut State<'_>) -> Answer {
    let Some(value) = value else { return Ok(default.clone()) };
    state.budget.weigh(value)?;
    let found = if path.is_empty() {
        Some(value.clone())
    } else if path.starts_with('$') {
        super::json::at_path(value, path, state)?
    } else {
        let names = value::split_path(path);
        let found = value::descend(Cow::Borrowed(value), names.iter().map(String::as_str)).into_owned();
        Some(found).filter(|found| !found.is_null())
    };
    Ok(found.unwrap_or_else(|| default.clone()))
}

fn get_global(a: &Arguments<'_>, state: &mut State<'_>) -> Answer {
    let kept = state.scene.store.get(&a.text(0));
    at_path(kept.as_ref(), &a.text(1), a.value(2), state)
}

fn state_value(a: &Arguments<'_>, state: &mut State<'_>) -> Answer {
    let context = a.get(0).map(value::text).or_else(|| a.named_text("context")).unwrap_or_default();
    let kept = state.scene.store.get(&context);
    let property = a.named_text("property").unwrap_or_default();
    at_path(kept.as_ref(), &property, a.named("default").unwrap_or(&value::NULL), state)
}

fn variable_of_environment(name: &str, default: &Value, state: &State<'_>) -> Value {
    let environment = state.scene.environment;
    // Mockoon's templates leave the prefix out, so any name that ends so will do.
    let found = environment.get(name).or_else(|| {
        let ending = format!("_{name}");
        environment.iter().find(|(known, _)| known.ends_with(&ending)).map(|(_, value)| value)
    });
    found.map_or_else(|| default.clone(), |value| value.as_str().into())
}

fn environment(a: &Arguments<'_>, state: &mut State<'_>) -> Answer {
    Ok(variable_of_environment(&a.text(0), a.value(1), state))
}

fn system_value(a: &Arguments<'_>, state: &mut State<'_>) -> Answer {
    let name = a.named_text("key").ok_or("'systemValue' needs key=")?;
    Ok(variable_of_environment(&name, a.named("default").unwrap_or(&value::NULL), state))
}

fn data(a: &Arguments<'_>, state: &mut State<'_>) -> Answer {
    let kept = state.scene.store.data(&a.text(0));
    at_path(kept.as_ref(), &a.text(1), &Value::Null, state)
}

fn set_data(a: &Arguments<'_>, state: &mut State<'_>) -> Answer {
    let name = a.text(1);
    let mut data = state.scene.store.data(&name).unwrap_or_default();
    state.budget.weigh(&data)?;
    let path = a.text(2);
    let names = if path.is_empty() { Vec::new() } else { value::split_path(&path) };
    let Some(place) = place(&mut data, &names) else { return Ok(Value::Null) };
    let given = a.value(3);
    let by = a.number(3).unwrap_or(1.0);
    let counted = |place: &Value, by: f64| value::number(value::to_number(place).unwrap_or(0.0) + by);
    match (&*a.text(0), &mut *place) {
        ("set", place) => *place = given.clone(),
        ("push", Value::Array(items)) => items.push(given.clone()),
        ("del", place) => *place = Value::Null,
        ("inc", place) => *place = counted(place, by),
        ("dec", place) => *place = counted(place, -by),
        ("invert", place) => *place = Value::from(!value::is_true(place, false)),
        ("merge", Value::Object(members)) => {
            members.extend(given.as_object().into_iter().flatten().map(|(name, value)| (name.clone(), value.clone())));
        }
        ("push" | "merge", _) => {}
        (other, _) => return Err(format!("'setData' knows no '{other}'; known are set, push, del, inc, dec, invert and merge")),
    }
    if a.text(0) == "del" {
        remove(&mut data, &names);
    }
    state.scene.store.set_data(&name, data);
    Ok(Value::Null)
}

/// Takes a member or item away.
fn remove(data: &mut Value, names: &[String]) {
    let Some((last, before)) = names.split_last() else { return };
    match place(data, before) {
        Some(Value::Object(members)) => {
            members.shift_remove(last);
        }
        Some(Value::Array(items)) => {
            if let Some(at) = last.parse().ok().filter(|at| *at < items.len()) {
                let _: Value = items.remove(at);
            }
        }
        _ => {}
    }
}

/// The place of a path in a value; members that are missing are made.
fn place<'v>(value: &'v mut Value, names: &[String]) -> Option<&'v mut Value> {
    let mut place = value;
    for name in names {
        place = match place {
            Value::Object(members) => members.entry(name.as_str()).or_insert(Value::Null),
            Value::Array(items) => items.get_mut(name.parse::<usize>().ok()?)?,
            _ => return None,
        };
    }
    Some(place)
}
