//! One row of a hexadecimal view: offset, sixteen bytes, and what they read as.

use std::fmt::Write;

/// Bytes in a row.
pub(super) const BYTES_PER_ROW: usize = 16;

/// How many rows that many bytes need; at least one.
pub(super) fn row_count(byte_count: usize) -> usize {
    byte_count.div_ceil(BYTES_PER_ROW).max(1)
}

/// A row as text.
pub(super) fn row(bytes: &[u8], row: usize) -> String {
    let start = row * BYTES_PER_ROW;
    let part = bytes.get(start..).unwrap_or_default();
    let part = part.get(..BYTES_PER_ROW).unwrap_or(part);
    let mut out = format!("{start:08x}  ");
    for column in 0..BYTES_PER_ROW {
        // Writing to a string cannot fail.
        let _ = match part.get(column) {
            Some(byte) => write!(out, "{byte:02x} "),
            None => write!(out, "   "),
        };
        if column + 1 == BYTES_PER_ROW / 2 {
            out.push(' ');
        }
    }
    out.push(' ');
    out.extend(part.iter().map(|byte| if (0x20..0x7f).contains(byte) { char::from(*byte) } else { '.' }));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_have_offset_bytes_and_letters() {
        let bytes: Vec<u8> = (0x3e..0x50).collect();
        assert_eq!(row_count(bytes.len()), 2);
        assert_eq!(row(&bytes, 0), "00000000  3e 3f 40 41 42 43 44 45  46 47 48 49 4a 4b 4c 4d  >?@ABCDEFGHIJKLM");
        assert_eq!(row(&bytes, 1), format!("00000010  4e 4f {}NO", " ".repeat(44)));
        assert_eq!(row_count(0), 1);
        assert_eq!(row(b"\x00\xff", 0).trim_end().chars().last(), Some('.'));
    }
}
