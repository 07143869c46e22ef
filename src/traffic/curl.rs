//! stub
use super::Exchange;
/// stub
pub fn command(_: &Exchange, _: &str) -> String {
    String::new()
}
