//! Plain words for text that nothing else is known of, and odd characters for edge cases.

use crate::generate::random::Random;

const WORDS: [&str; 64] = [
    "amber", "anchor", "apple", "arrow", "autumn", "basket", "beacon", "birch", "bridge", "bronze", "candle", "canyon", "cedar",
    "cloud", "copper", "coral", "cotton", "crystal", "dawn", "delta", "desert", "ember", "falcon", "feather", "field", "forest",
    "garden", "glacier", "granite", "harbor", "hazel", "horizon", "island", "ivory", "jasmine", "juniper", "lantern", "lavender",
    "linen", "lotus", "maple", "marble", "meadow", "mirror", "morning", "nectar", "ocean", "olive", "orchard", "pebble", "pine",
    "prairie", "quartz", "raven", "river", "saffron", "shadow", "silver", "stone", "summit", "thunder", "valley", "velvet",
    "willow",
];

/// Text that breaks what was only tried with plain letters, each with its description.
pub(super) const ODD: [(&str, &str); 5] = [
    ("👩‍👩‍👧‍👦🏳️‍🌈😀", "emoji of several code points"),
    ("שלום עולם مرحبا", "right-to-left text"),
    ("Z͑ͫ̓a̴̢l̸͝go e\u{301}\u{327}", "combining marks"),
    ("a\u{200B}b\u{200D}c\u{FEFF}d\u{202E}e", "invisible characters"),
    ("\"'\\`</script>{{7*7}}%s\n\t\u{0}", "quotes, backslashes and control characters"),
];

/// A word.
pub(super) fn word(random: &mut Random) -> &'static str {
    random.pick(&WORDS).copied().unwrap_or("amber")
}

/// A few words of at least and at most so many characters.
pub(super) fn text(at_least: usize, at_most: usize, random: &mut Random) -> String {
    let mut text = String::new();
    let count = 1 + random.below(3);
    let mut written = 0;
    while written < count || text.len() < at_least {
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(word(random));
        written += 1;
    }
    if text.len() > at_most {
        text.truncate(at_most);
        // A space at the end looks like a mistake.
        if text.ends_with(' ') && at_most > 0 {
            text.pop();
            text.push('s');
        }
    }
    text
}
