//! What a comparison compares with, as text in a field, and the way from one kind of value to another when the operator changes.

use crate::{
    model::{JsonText, Operand, OperandKind},
    ui::list_field::{list_text, parse_list},
};

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
    use super::*;

    #[test]
    fn values_keep_their_text_in_another_shape() {
        let text = Operand::Text("a, b".to_owned());
        let list = shaped(&text, OperandKind::List);
        assert_eq!(list, Operand::List(vec!["a".to_owned(), "b".to_owned()]));
        assert_eq!(shaped(&list, OperandKind::Text), text);
        assert_eq!(shaped(&list, OperandKind::Nothing), list);
        assert_eq!(shaped(&text, OperandKind::Json), Operand::Json(JsonText("a, b".to_owned())));
    }
}
