//! `science`: chemical elements and units.

use serde_json::json;

use super::method::{Method, Shape};
use super::words::science;

pub(super) static METHODS: &[Method] = &[
    Method::new("science.chemicalElement", "A chemical element with its symbol and number.", Shape::Object, |call| {
        let position = call.random.below(science::ELEMENTS.len());
        let (symbol, name) = science::ELEMENTS.get(position).copied().unwrap_or_default();
        Ok(json!({"symbol": symbol, "name": name, "atomicNumber": position + 1}))
    }),
    Method::new("science.unit", "A unit of the SI with its symbol.", Shape::Object, |call| {
        let (name, symbol) = call.random.pick(science::UNITS).copied().unwrap_or_default();
        Ok(json!({"name": name, "symbol": symbol}))
    }),
];
