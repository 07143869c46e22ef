//! JSON pointers (RFC 6901): a name as a part of one, and one as the fragment of an address.

use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};

/// What a fragment may not hold as it is (RFC 3986, 3.5).
pub const NOT_IN_FRAGMENTS: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// A name as part of a pointer (section 3).
pub fn token(name: &str) -> String {
    if name.contains(['~', '/']) { name.replace('~', "~0").replace('/', "~1") } else { name.to_owned() }
}

/// The name that part of a pointer stands for (section 4).
pub fn name(token: &str) -> String {
    token.replace("~1", "/").replace("~0", "~")
}

/// A pointer as the fragment of an address, without the `#` (section 6).
pub fn fragment(pointer: &str) -> String {
    utf8_percent_encode(pointer, NOT_IN_FRAGMENTS).to_string()
}

/// The pointer that a reference within its own document holds; none where it leads to another.
pub fn of_reference(reference: &str) -> Option<String> {
    Some(percent_decode_str(reference.strip_prefix('#')?).decode_utf8().ok()?.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_fragments_are_written_as_the_standard_shows_them() {
        for (plain, written, in_address) in [
            ("a/b", "a~1b", "a~1b"),
            ("m~n", "m~0n", "m~0n"),
            ("c%d", "c%d", "c%25d"),
            ("k\"l", "k\"l", "k%22l"),
            ("~1", "~01", "~01"),
        ] {
            assert_eq!(token(plain), written);
            assert_eq!(name(written), plain);
            assert_eq!(fragment(written), in_address);
            assert_eq!(of_reference(&format!("#{in_address}")).as_deref(), Some(written));
        }
    }
}
