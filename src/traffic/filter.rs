//! stub
use super::Exchange;
/// stub
#[derive(Debug, Default)]
pub struct Filter;
/// stub
#[derive(Debug, Clone)]
pub struct InvalidTerm {
    /// r
    pub range: std::ops::Range<usize>,
    /// m
    pub message: String,
}
impl Filter {
    /// stub
    pub fn parse(_: &str) -> (Self, Vec<InvalidTerm>) {
        (Self, vec![])
    }
    /// stub
    pub fn matches(&self, _: &Exchange) -> bool {
        true
    }
}
