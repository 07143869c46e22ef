//! The memory that templates share: what one answer stores, later ones read. It lasts until the server is reset or closed.

use std::collections::HashMap;

use parking_lot::Mutex;
use serde_json::Value;

use crate::generate::template::Store;

/// The most values that are kept; what a client sends must not fill the memory.
const MAX_VALUES: usize = 10_000;

/// The largest value that is kept, in bytes as JSON.
const MAX_VALUE_BYTES: usize = 64 * 1024;

/// The memory that templates share. Beyond its limits it keeps what it has.
#[derive(Debug, Default)]
pub(super) struct TemplateStore(Mutex<HashMap<String, Value>>);

impl TemplateStore {
    /// Forgets everything.
    pub(super) fn reset(&self) {
        self.0.lock().clear();
    }
}

impl Store for TemplateStore {
    fn get(&self, name: &str) -> Option<Value> {
        self.0.lock().get(name).cloned()
    }

    fn set(&self, name: &str, value: Value) {
        let mut values = self.0.lock();
        if value.is_null() {
            values.remove(name);
        } else if (values.len() < MAX_VALUES || values.contains_key(name)) && value.to_string().len() <= MAX_VALUE_BYTES {
            values.insert(name.to_owned(), value);
        }
    }
}

/// Reads the memory and changes nothing: for a look at what an answer would be.
#[derive(Debug)]
pub(super) struct ReadOnly<'s>(pub(super) &'s TemplateStore);

impl Store for ReadOnly<'_> {
    fn get(&self, name: &str) -> Option<Value> {
        self.0.get(name)
    }

    fn set(&self, _name: &str, _value: Value) {}
}
