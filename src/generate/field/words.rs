//! The words of a field's name, in whatever style it is written: `userID`, `user_id`, `user-id`, `UserId`, `USER_ID` and
//! `user.id` are all "user id". What looks at a name looks at these words, so that no rule has to know about styles.

/// Names longer than this are cut before they are looked at: no rule is nearly as long, and a name may be hostile.
const LONGEST_NAME: usize = 120;

/// Splits a name into lower-case words. Digits are words of their own (`line2` is "line 2"), but for those that belong to
/// a word in common use (`ipv4`, `md5`, `base64`, `last4`).
pub fn words(name: &str) -> Vec<String> {
    let characters: Vec<char> = name.chars().take(LONGEST_NAME).collect();
    let mut words: Vec<String> = Vec::new();
    let mut word = String::new();
    for (index, &character) in characters.iter().enumerate() {
        let before = index.checked_sub(1).and_then(|before| characters.get(before)).copied();
        let after = characters.get(index + 1).copied();
        if !character.is_alphanumeric() || begins_a_word(before, character, after) {
            close(&mut word, &mut words);
        }
        if character.is_alphanumeric() {
            word.extend(character.to_lowercase());
        }
    }
    close(&mut word, &mut words);
    join_known(words)
}

/// Whether a word begins between a character and the one before it.
fn begins_a_word(before: Option<char>, character: char, after: Option<char>) -> bool {
    let Some(before) = before else { return false };
    if character.is_numeric() != before.is_numeric() {
        return true;
    }
    // `userName`, but also the last capital of `HTTPServer`, and not the `s` of `userIDs`.
    let plural_of_an_acronym = after == Some('s');
    character.is_uppercase()
        && (before.is_lowercase() || before.is_uppercase() && after.is_some_and(char::is_lowercase) && !plural_of_an_acronym)
}

fn close(word: &mut String, words: &mut Vec<String>) {
    if !word.is_empty() {
        words.push(std::mem::take(word));
    }
}

/// Pairs that splitting took apart and that are one word to everybody.
const ONE_WORD: &[(&str, &str)] = &[
    ("ipv", "4"),
    ("ipv", "6"),
    ("ip", "4"),
    ("ip", "6"),
    ("md", "5"),
    ("sha", "1"),
    ("sha", "256"),
    ("sha", "512"),
    ("base", "64"),
    ("last", "4"),
    ("e", "mail"),
    ("o", "auth"),
    ("i", "ds"),
    ("oauth", "2"),
    ("open", "id"),
    ("mac", "os"),
    ("i", "os"),
    ("git", "hub"),
    ("git", "lab"),
    ("you", "tube"),
    ("linked", "in"),
];

fn join_known(words: Vec<String>) -> Vec<String> {
    let mut joined: Vec<String> = Vec::with_capacity(words.len());
    for word in words {
        match joined.last_mut() {
            Some(last) if ONE_WORD.contains(&(last.as_str(), word.as_str())) => last.push_str(&word),
            _ => joined.push(word),
        }
    }
    joined
}

/// Plurals that no rule of endings makes singular.
const IRREGULAR: &[(&str, &str)] = &[
    ("people", "person"),
    ("children", "child"),
    ("men", "man"),
    ("women", "woman"),
    ("feet", "foot"),
    ("teeth", "tooth"),
    ("mice", "mouse"),
    ("geese", "goose"),
    ("criteria", "criterion"),
    ("phenomena", "phenomenon"),
    ("media", "media"),
    ("data", "data"),
    ("indices", "index"),
    ("indexes", "index"),
    ("vertices", "vertex"),
    ("matrices", "matrix"),
    ("analyses", "analysis"),
    ("statuses", "status"),
    ("aliases", "alias"),
    ("addresses", "address"),
    ("bonuses", "bonus"),
    ("viruses", "virus"),
    ("buses", "bus"),
    ("gases", "gas"),
    ("canvases", "canvas"),
    ("movies", "movie"),
    ("cookies", "cookie"),
    ("calories", "calorie"),
    ("series", "series"),
    ("species", "species"),
    ("news", "news"),
    ("sales", "sale"),
    ("leaves", "leaf"),
    ("lives", "life"),
    ("knives", "knife"),
    ("shelves", "shelf"),
    ("halves", "half"),
    ("wives", "wife"),
    ("heroes", "hero"),
    ("potatoes", "potato"),
    ("tomatoes", "tomato"),
    ("sms", "sms"),
    ("gps", "gps"),
    ("dns", "dns"),
    ("os", "os"),
    ("tls", "tls"),
    ("css", "css"),
    ("https", "https"),
    ("aws", "aws"),
    ("ios", "ios"),
    ("macos", "macos"),
    ("yes", "yes"),
    ("plus", "plus"),
    ("lens", "lens"),
    ("atlas", "atlas"),
    ("bias", "bias"),
    ("canvas", "canvas"),
    ("alias", "alias"),
    ("gas", "gas"),
    ("hours", "hour"),
];

/// The singular of one lower-case word; the word itself where it is no plural.
pub(super) fn singular_word(word: &str) -> String {
    if let Some((_, singular)) = IRREGULAR.iter().find(|(plural, _)| *plural == word) {
        return (*singular).to_owned();
    }
    let without = |ending: &str| word.strip_suffix(ending).filter(|stem| stem.chars().count() >= 2);
    if let Some(stem) = without("ies") {
        return format!("{stem}y");
    }
    for ending in ["sses", "shes", "ches", "xes", "zes"] {
        if word.ends_with(ending) && word.len() > ending.len() {
            return word.strip_suffix("es").unwrap_or(word).to_owned();
        }
    }
    if word.ends_with("ss") || word.ends_with("us") || word.ends_with("is") {
        return word.to_owned();
    }
    without("s").unwrap_or(word).to_owned()
}

/// The name of one item of what a plural name holds: `tags` gives `tag`, `user_ids` gives `user id`, `emailAddresses`
/// gives `email address`. Words are separated by single spaces, which [`infer`](super::infer) reads like any other style.
pub fn singular(name: &str) -> String {
    let mut words = words(name);
    // `list of tags` and `tag_list` hold tags.
    if words.len() > 1 && words.last().is_some_and(|last| matches!(last.as_str(), "list" | "array" | "set" | "collection")) {
        words.pop();
    }
    if let Some(last) = words.last_mut() {
        *last = singular_word(last);
    }
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn every_style_gives_the_same_words() {
        for name in ["user_id", "userId", "userID", "UserId", "UserID", "user-id", "USER_ID", "user.id", "user id", "_user__id_"]
        {
            assert_eq!(words(name), ["user", "id"], "{name}");
        }
        assert_eq!(words("imageURL2x"), ["image", "url", "2", "x"]);
        assert_eq!(words("HTTPServerError"), ["http", "server", "error"]);
        assert_eq!(words("userIDs"), ["user", "ids"]);
        assert_eq!(words("addressLine2"), ["address", "line", "2"]);
        assert_eq!(words("last4"), ["last4"]);
        assert_eq!(words("ipv4_address"), ["ipv4", "address"]);
        assert_eq!(words("eMail"), ["email"]);
        assert_eq!(words("größe"), ["größe"]);
        assert_eq!(words(""), [""; 0]);
        assert_eq!(words("--"), [""; 0]);
    }

    #[test]
    fn an_item_is_named_by_the_singular() {
        let cases = [
            ("tags", "tag"),
            ("user_ids", "user id"),
            ("emailAddresses", "email address"),
            ("categories", "category"),
            ("boxes", "box"),
            ("branches", "branch"),
            ("people", "person"),
            ("statuses", "status"),
            ("prices", "price"),
            ("images", "image"),
            ("status", "status"),
            ("address", "address"),
            ("tag_list", "tag"),
            ("movies", "movie"),
            ("media", "media"),
            ("IDs", "id"),
            ("houses", "house"),
        ];
        for (plural, expected) in cases {
            assert_eq!(singular(plural), expected, "{plural}");
        }
    }

    proptest! {
        #[test]
        fn any_name_can_be_split(name in "\\PC{0,200}") {
            for word in words(&name) {
                prop_assert!(!word.is_empty());
                prop_assert!(!singular_word(&word).is_empty());
            }
            let _ = singular(&name);
        }
    }
}
