//! Finds the operation that a recorded request was of.

use super::super::{Contract, ParameterIn};

/// Looks operations up by method and path.
#[derive(Debug)]
pub struct OperationFinder<'c> {
    contract: &'c Contract,
    base_path: Option<&'c str>,
}

impl<'c> OperationFinder<'c> {
    /// Over a contract; `base_path` stands instead of the contract's.
    pub fn new(contract: &'c Contract, base_path: Option<&'c str>) -> Self {
        Self { contract, base_path }
    }

    /// The index of the operation, the one with the fewest parameters in its path first (OpenAPI 3.1, Path Templating).
    pub fn find(&self, method: &str, path: &str) -> Option<usize> {
        let fits = self.contract.operations.iter().enumerate().filter(|(_, operation)| {
            let base_path = self.base_path.unwrap_or(&operation.base_path);
            let rest = path.strip_prefix(base_path);
            operation.method == method && rest.is_some_and(|rest| is_match(&operation.path, rest))
        });
        let parameters = |index: usize| {
            let parameters = &self.contract.operations[index].parameters;
            parameters.iter().filter(|parameter| parameter.location == ParameterIn::Path).count()
        };
        fits.map(|(index, _)| index).min_by_key(|index| parameters(*index))
    }
}

/// Whether the path is one of the template's.
fn is_match(template: &str, path: &str) -> bool {
    let (mut templates, mut segments) = (template.split('/'), path.split('/'));
    loop {
        match (templates.next(), segments.next()) {
            (None, None) => return true,
            (Some(template), Some(segment)) if is_segment(template, segment) => {}
            _ => return false,
        }
    }
}

/// Whether the segment begins and ends as the template does outside its parameters.
fn is_segment(template: &str, segment: &str) -> bool {
    match (template.find('{'), template.rfind('}')) {
        (Some(start), Some(end)) if start < end => {
            let (before, after) = (&template[..start], &template[end + 1..]);
            segment.len() > before.len() + after.len() && segment.starts_with(before) && segment.ends_with(after)
        }
        _ => percent_encoding::percent_decode_str(segment).decode_utf8_lossy() == template,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_told_from_one_another() {
        for (template, path, expected) in [
            ("/pets", "/pets", true),
            ("/pets", "/pets/", false),
            ("/pets/{id}", "/pets/7", true),
            ("/pets/{id}", "/pets/", false),
            ("/pets/{id}", "/pets/7/toys", false),
            ("/files/{name}.json", "/files/a.json", true),
            ("/files/{name}.json", "/files/.json", false),
            ("/a b", "/a%20b", true),
        ] {
            assert_eq!(is_match(template, path), expected, "{template} {path}");
        }
    }
}
