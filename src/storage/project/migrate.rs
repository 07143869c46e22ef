//! Brings project files of older format versions up to the current one, a version at a time.

use serde_json::Value;

/// Turns a file of one version into one of the next. The error says what stands in the way.
pub(super) type Migration = fn(Value) -> Result<Value, String>;

/// The migrations: the first makes version 2 of version 1, and so on. Version 1 is current, so there are none.
pub(super) const MIGRATIONS: &[Migration] = &[];

/// Brings `value` from version `from` to the version after the last migration. `migrations` is [`MIGRATIONS`], or a test's.
pub(super) fn migrate(mut value: Value, from: u32, migrations: &[Migration]) -> Result<Value, String> {
    let start = (from as usize).checked_sub(1).filter(|start| *start <= migrations.len());
    let Some(start) = start else { return Err(format!("there is no format version {from}")) };
    for (index, migration) in migrations.iter().enumerate().skip(start) {
        value = migration(value)?;
        if let Value::Object(members) = &mut value {
            members.insert("mockwright".to_owned(), Value::from(index + 2));
        }
    }
    Ok(value)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const FAKE: &[Migration] = &[
        |mut value| {
            value["name"] = json!(format!("{} two", value["name"].as_str().ok_or("no name")?));
            Ok(value)
        },
        |mut value| {
            value["name"] = json!(format!("{} three", value["name"].as_str().ok_or("no name")?));
            Ok(value)
        },
    ];

    #[test]
    fn runs_the_migrations_that_are_due_in_order() {
        for (from, name) in [(1, "x two three"), (2, "x three"), (3, "x")] {
            let migrated = migrate(json!({ "mockwright": from, "name": "x" }), from, FAKE).unwrap();
            assert_eq!(migrated, json!({ "mockwright": 3, "name": name }));
        }
    }

    #[test]
    fn a_version_that_never_was_and_a_failing_migration_say_so() {
        assert_eq!(migrate(json!({}), 0, FAKE).unwrap_err(), "there is no format version 0");
        assert_eq!(migrate(json!({}), 1, FAKE).unwrap_err(), "no name");
    }
}
