//! Conditions as sentences, for people who read what an endpoint demands: `header Authorization exists and query page = 2`.

use super::{condition::operand_text, verdict::quote};
use crate::model::{Comparison, Condition, OperandKind};

/// The demand as a sentence without a capital and a period.
pub fn condition_sentence(condition: &Condition) -> String {
    sentence(condition, false)
}

fn sentence(condition: &Condition, is_inner: bool) -> String {
    let joined = |parts: &[Condition], word: &str, none: &str| match parts {
        [] => none.to_owned(),
        [only] => sentence(only, is_inner),
        several => {
            let text = several.iter().map(|part| sentence(part, true)).collect::<Vec<_>>().join(word);
            if is_inner { format!("({text})") } else { text }
        }
    };
    match condition {
        Condition::All(parts) => joined(parts, " and ", "always"),
        Condition::Any(parts) => joined(parts, " or ", "never"),
        Condition::Not(part) => format!("not {}", sentence(part, true)),
        Condition::Compare(comparison) => compared(comparison),
    }
}

fn compared(comparison: &Comparison) -> String {
    let operator = comparison.operator;
    let mut words = vec![comparison.subject.kind().label().to_owned()];
    words.extend(comparison.subject.name().filter(|name| !name.is_empty()).map(str::to_owned));
    words.push(if comparison.negate { operator.negated_label() } else { operator.label() }.to_owned());
    if operator.operand() != OperandKind::Nothing {
        words.push(quote(&operand_text(&comparison.value)).into_owned());
    }
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Operator, Subject};

    #[test]
    fn demands_read_as_sentences() {
        let check = |name: &str| Condition::Compare(Comparison::new(Subject::Query(name.into()), Operator::Equals, "1"));
        let mut absent = Comparison::new(Subject::Header("Accept".into()), Operator::Exists, "");
        absent.negate = true;
        let absent = Condition::Compare(absent);
        let table = [
            (check("a"), "query a equals 1"),
            (absent.clone(), "header Accept does not exist"),
            (Condition::All(vec![]), "always"),
            (Condition::All(vec![check("a"), absent.clone()]), "query a equals 1 and header Accept does not exist"),
            (
                Condition::Any(vec![check("a"), Condition::All(vec![check("b"), check("c")])]),
                "query a equals 1 or (query b equals 1 and query c equals 1)",
            ),
            (
                Condition::Not(Box::new(Condition::Any(vec![check("a"), check("b")]))),
                "not (query a equals 1 or query b equals 1)",
            ),
        ];
        for (condition, expected) in table {
            assert_eq!(condition_sentence(&condition), expected);
        }
    }
}
