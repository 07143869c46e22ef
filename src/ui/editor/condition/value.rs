//! What a comparison compares with, as text in a field: lists with commas and quotes, and the way from one kind of
//! value to another when the operator changes.

use crate::model::{JsonText, Operand, OperandKind};

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

/// A value as a text of one line or several.
pub(super) fn as_text(operand: &Operand) -> String {
    match operand {
        Operand::Text(text) => text.clone(),
        Operand::List(texts) => list_text(texts),
        Operand::Json(json) => json.as_str().to_owned(),
    }
}

/// The value in the shape that an operator compares with, its text kept.
pub(super) fn shaped(operand: &Operand, kind: OperandKind) -> Operand {
    match (kind, operand) {
        (OperandKind::List, Operand::List(_)) | (OperandKind::Json | OperandKind::Schema, Operand::Json(_)) => operand.clone(),
        (OperandKind::List, other) => Operand::List(parse_list(&as_text(other))),
        (OperandKind::Json | OperandKind::Schema, other) => Operand::Json(JsonText(as_text(other))),
        // Operators without a value keep it, so that changing back loses nothing.
        (OperandKind::Nothing, other) => other.clone(),
        (_, other) => Operand::Text(as_text(other)),
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

    #[test]
    fn values_keep_their_text_in_another_shape() {
        let text = Operand::Text("a, b".to_owned());
        let list = shaped(&text, OperandKind::List);
        assert_eq!(list, Operand::List(vec!["a".to_owned(), "b".to_owned()]));
        assert_eq!(shaped(&list, OperandKind::Text), text);
        assert_eq!(shaped(&list, OperandKind::Nothing), list);
        assert_eq!(shaped(&text, OperandKind::Json), Operand::Json(JsonText("a, b".to_owned())));
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
