//! `database`: words of databases.

use serde_json::Value;

use super::draw;
use super::method::Method;
use super::words::technology;

pub(super) static METHODS: &[Method] = &[
    Method::text("database.collation", "The name of a collation.", |call| call.word(technology::COLLATIONS)),
    Method::text("database.column", "The name of a column.", |call| call.word(technology::COLUMNS)),
    Method::text("database.engine", "The name of a storage engine.", |call| call.word(technology::ENGINES)),
    Method::text("database.mongodbObjectId", "The identifier of a MongoDB document: 24 hexadecimal digits.", |call| {
        Ok(Value::from(draw::characters(call.random, draw::HEXADECIMAL, 24)))
    }),
    Method::text("database.type", "The type of a column.", |call| call.word(technology::COLUMN_TYPES)),
];
