//! Where the crate `handlebars` can judge, it gives the same text: blocks, alternatives, comments and the blanks around them.

use handlebars::{Handlebars, no_escape};
use proptest::prelude::*;

use super::*;

/// Pieces that make sound templates, with blanks in all places.
fn template() -> impl Strategy<Value = String> {
    let blank = || prop::sample::select(vec!["", " ", "\n", "  \n", "\n  ", "a", "b\n", " c ", "\r\n"]);
    let tilde = || prop::sample::select(vec!["", "", "", "~"]);
    let leaf = prop_oneof![
        blank().prop_map(str::to_owned),
        // Not `~` at its end: the crate lets that reach across comments, which Handlebars.js does not.
        tilde().prop_map(|before| format!("{{{{{before}call}}}}")),
        Just("{{! note }}".to_owned()),
        Just("{{!-- {{note}} --}}".to_owned()),
    ];
    leaf.prop_recursive(3, 24, 4, move |inner| {
        let several = prop::collection::vec(inner, 0..4).prop_map(|parts| parts.concat());
        let open = prop::sample::select(vec!["if true", "if false", "unless true", "unless false"]);
        (open, several.clone(), several.clone(), several, blank(), blank()).prop_map(
            |(open, first, second, after, start, end)| {
                let name = open.split(' ').next().unwrap_or_default();
                format!("{start}{{{{#{open}}}}}{end}{first}{{{{else}}}}{start}{second}{{{{/{name}}}}}{end}{after}")
            },
        )
    })
}

proptest! {
    #[test]
    fn blocks_and_blanks_are_those_of_the_crate(text in template()) {
        // At the very end, Handlebars.js also counts a line without its line feed; the crate does not.
        let text = format!("{text}.");
        let mut crate_registry = Handlebars::new();
        crate_registry.register_escape_fn(no_escape);
        let expected = crate_registry.render_template(&text, &json!({ "call": 1 })).unwrap();
        prop_assert_eq!(shown(&text), expected, "{}", text);
    }
}
