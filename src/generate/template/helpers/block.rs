//! The blocks that rendering itself knows. They are in the list for completion and documentation.

use serde_json::Value;

use super::super::{
    registry::{Arguments, BlockUse, Family, Helper},
    render::State,
};

const fn block(name: &'static str, signature: &'static str) -> Helper {
    Helper::new(Family::Block, name, signature, (0, 2), own).block(BlockUse::Own)
}

pub(super) static HELPERS: &[Helper] = &[
    block("if", "condition").says("Shows its text if a condition holds.", "{{#if true}}yes{{else}}no{{/if}}", "yes"),
    block("unless", "condition").says("Shows its text if a condition does not hold.", "{{#unless false}}yes{{/unless}}", "yes"),
    block("each", "list as |item index|").says(
        "Repeats its text for each item of a list or member of an object; @index, @key, @first and @last tell where it is.",
        "{{#each (array 'a' 'b')}}{{@index}}{{this}} {{/each}}",
        "0a 1b ",
    ),
    block("with", "value as |name|").says(
        "Shows its text with names that are members of a value.",
        "{{#with (object a=1)}}{{a}}{{/with}}",
        "1",
    ),
    block("repeat", "count or min max comma=true").says(
        "Repeats its text, with commas between; @index, @total, @first and @last tell where it is.",
        "{{#repeat 3 comma=false}}{{@index}}{{/repeat}}",
        "012",
    ),
    block("switch", "value").says(
        "Shows the first of its cases that is the value, or the default.",
        "{{#switch 'b'}}{{#case 'a'}}1{{/case}}{{#case 'b'}}2{{/case}}{{#default}}3{{/default}}{{/switch}}",
        "2",
    ),
    block("case", "value").says("One case of a switch.", "{{#switch 1}}{{#case 1}}one{{/case}}{{/switch}}", "one"),
];

/// Rendering never calls it: these are blocks of its own.
fn own(_: &Arguments<'_>, _: &mut State<'_>) -> Result<Value, String> {
    Ok(Value::Null)
}
