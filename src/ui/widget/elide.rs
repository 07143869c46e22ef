//! Shortens a text in its middle, where its beginning and its end say the most.

use std::borrow::Cow;

/// A text of at most `room` characters: what does not fit is left out in the middle, where a path tells least.
pub fn elide_middle(text: &str, room: usize) -> Cow<'_, str> {
    let length = text.chars().count();
    if length <= room {
        return Cow::Borrowed(text);
    }
    let kept = room.saturating_sub(1);
    let (head, tail) = (kept.div_ceil(2), kept / 2);
    let boundary = |nth: usize| text.char_indices().nth(nth).map_or(text.len(), |(index, _)| index);
    Cow::Owned(format!("{}…{}", &text[..boundary(head)], &text[boundary(length - tail)..]))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_middle_of_a_long_path_is_left_out() {
        assert_eq!(elide_middle("/orders/42", 10), "/orders/42");
        assert_eq!(elide_middle("/orders/42?expand=items", 12), "/order…items");
        assert_eq!(elide_middle("/orders", 1), "…");
        assert_eq!(elide_middle("/orders", 0), "…");
    }

    proptest! {
        #[test]
        fn an_elided_text_fits_and_keeps_both_ends(text in "\\PC{0,40}", room in 3..30usize) {
            let elided = elide_middle(&text, room);
            prop_assert!(elided.chars().count() <= room);
            prop_assert_eq!(elided.chars().next(), text.chars().next());
            prop_assert_eq!(elided.chars().last(), text.chars().last());
        }
    }
}
