//! A field for a list of texts, with commas between them: lists as they are typed, and the way there and back.

use egui::{AsIdSalt, IdSalt, Ui};

use super::widget::{Edited, TextField};

/// Shows `field` for a list. What is typed may for a moment say something else than the list, as after "a,": it is kept while it
/// is typed, under `id`.
pub(super) fn list_field(ui: &mut Ui, id: impl AsIdSalt, field: TextField<'_>, list: &[String]) -> Edited<Vec<String>> {
    let typed_id = ui.make_persistent_id((IdSalt::new(id), "typed list"));
    let typed: Option<String> = ui.data(|data| data.get_temp(typed_id));
    let text = typed.clone().filter(|typed| parse_list(typed) == list).unwrap_or_else(|| list_text(list));
    let edited = field.text(&text).show(ui);
    let changed = edited.changed.as_deref().map(parse_list);
    if let Some(text) = edited.changed {
        ui.data_mut(|data| data.insert_temp(typed_id, text));
    } else if typed.is_some() && !edited.response.has_focus() {
        ui.data_mut(|data| data.remove::<String>(typed_id));
    }
    Edited { changed, response: edited.response }
}

/// The texts of a list as they are typed: separated by commas, quoted where they hold a comma, a quote or outer space.
pub(super) fn list_text(texts: &[String]) -> String {
    let quoted = |text: &String| {
        let needs_quotes = text.is_empty() || text.contains([',', '"']) || text.trim() != text;
        if needs_quotes { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.clone() }
    };
    texts.iter().map(quoted).collect::<Vec<_>>().join(", ")
}

/// The texts of a list that was typed. Doubled quotes inside quotes stand for one; nothing is no text.
pub(super) fn parse_list(text: &str) -> Vec<String> {
    let mut texts = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        if let Some(quoted) = rest.strip_prefix('"') {
            let (one, after) = unquoted(quoted);
            texts.push(one);
            rest = after.split_once(',').map_or("", |(_, after)| after).trim_start();
        } else {
            let (one, after) = rest.split_once(',').unwrap_or((rest, ""));
            if !one.trim().is_empty() {
                texts.push(one.trim().to_owned());
            }
            rest = after.trim_start();
        }
    }
    texts
}

/// The text up to the closing quote, and what comes after it.
fn unquoted(text: &str) -> (String, &str) {
    let mut one = String::new();
    let mut rest = text;
    loop {
        let Some((before, after)) = rest.split_once('"') else {
            one.push_str(rest);
            return (one, "");
        };
        one.push_str(before);
        match after.strip_prefix('"') {
            Some(after) => {
                one.push('"');
                rest = after;
            }
            None => return (one, after),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn lists_are_typed_with_commas_and_quotes() {
        for (text, expected) in [
            ("404, 410", &["404", "410"][..]),
            ("a,,b,", &["a", "b"]),
            ("\"a, b\", c", &["a, b", "c"]),
            ("\"say \"\"hi\"\"\"", &["say \"hi\""]),
            ("\"\"", &[""]),
            ("\"open", &["open"]),
            ("a b , c\"d", &["a b", "c\"d"]),
            ("  ", &[]),
        ] {
            assert_eq!(parse_list(text), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_list_comes_back(texts in prop::collection::vec("\\PC{0,8}", 0..5)) {
            prop_assert_eq!(parse_list(&list_text(&texts)), texts);
        }

        #[test]
        fn any_text_is_read(text in "\\PC{0,30}") {
            let texts = parse_list(&text);
            prop_assert_eq!(parse_list(&list_text(&texts)), texts);
        }
    }
}
