//! The JSON Schema of the project file, made from the types. Editors complete and check files with it.

use schemars::generate::SchemaSettings;

use super::layout;
use crate::model::Project;

/// The schema's text, as `assets/mockwright.schema.json` holds it.
pub fn schema_text() -> String {
    let schema = SchemaSettings::draft2020_12().into_generator().into_root_schema_for::<Project>();
    layout::to_text(schema.as_value())
}
