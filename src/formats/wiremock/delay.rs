//! WireMock's distributions of waits, read and written.

use serde_json::{Value, json};

use super::error::{At, PatternError, ROOT};
use crate::{engine::MAX_DELAY_MS, model::Delay};

/// A wait in WireMock's words.
pub fn distribution(delay: &Delay) -> Value {
    match *delay {
        Delay::Fixed { ms } => json!({ "type": "fixed", "milliseconds": ms }),
        Delay::Uniform { min_ms, max_ms } => json!({ "type": "uniform", "lower": min_ms, "upper": max_ms }),
        Delay::LogNormal { median_ms, sigma } => json!({ "type": "lognormal", "median": median_ms, "sigma": sigma }),
    }
}

/// Reads a distribution that stands at that member.
///
/// # Errors
///
/// What is missing, unknown or out of range.
pub fn read_distribution(member: &str, value: &Value) -> Result<Delay, PatternError> {
    let at = ROOT.member(member);
    let fields = at.object(value, "a distribution of delays")?;
    let (kind, needed): (_, &[&str]) = match fields.get("type").and_then(Value::as_str) {
        Some("fixed") => ("fixed", &["milliseconds"]),
        Some("uniform") => ("uniform", &["lower", "upper"]),
        Some("lognormal") => ("lognormal", &["median", "sigma"]),
        _ => return Err(at.member("type").error("The type of a distribution is fixed, uniform or lognormal")),
    };
    if let Some(other) = fields.keys().find(|key| *key != "type" && !needed.contains(&key.as_str())) {
        return Err(at.member(other).error(format!("{other} is not supported with {kind}")));
    }
    let field = |name: &'static str| fields.get(name).unwrap_or(&Value::Null);
    let ms = |name: &'static str| read_ms(&at.member(name), field(name));
    Ok(match kind {
        "fixed" => Delay::Fixed { ms: ms("milliseconds")? },
        "uniform" => {
            let (min_ms, max_ms) = (ms("lower")?, ms("upper")?);
            if min_ms > max_ms {
                return Err(at.member("lower").error("The lower end is above the upper one"));
            }
            Delay::Uniform { min_ms, max_ms }
        }
        _ => {
            let sigma = field("sigma").as_f64().filter(|sigma| (0.0..=10.0).contains(sigma));
            let sigma = sigma.ok_or_else(|| at.member("sigma").error("sigma is a number from 0 to 10"))?;
            Delay::LogNormal { median_ms: ms("median")?, sigma }
        }
    })
}

/// Reads a wait in milliseconds that stands at that member.
///
/// # Errors
///
/// Where it is no such number.
pub fn read_delay_ms(member: &str, value: &Value) -> Result<u32, PatternError> {
    read_ms(&ROOT.member(member), value)
}

fn read_ms(at: &At<'_>, value: &Value) -> Result<u32, PatternError> {
    let number = value.as_f64().filter(|ms| (0.0..=f64::from(MAX_DELAY_MS)).contains(ms));
    let number = number.ok_or_else(|| at.error(format!("A delay is a number of milliseconds from 0 to {MAX_DELAY_MS}")))?;
    Ok(number.round() as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distributions_come_back_as_they_went_and_wrong_ones_are_named() {
        for delay in
            [Delay::Fixed { ms: 5 }, Delay::Uniform { min_ms: 1, max_ms: 9 }, Delay::LogNormal { median_ms: 80, sigma: 0.4 }]
        {
            assert_eq!(read_distribution("d", &distribution(&delay)), Ok(delay));
        }
        for (value, pointer) in [
            (json!({}), "/d/type"),
            (json!(5), "/d"),
            (json!({"type": "gauss"}), "/d/type"),
            (json!({"type": "uniform", "lower": 5, "upper": 1}), "/d/lower"),
            (json!({"type": "uniform", "lower": -5, "upper": 1}), "/d/lower"),
            (json!({"type": "uniform", "lower": 5}), "/d/upper"),
            (json!({"type": "fixed", "milliseconds": 1e12}), "/d/milliseconds"),
            (json!({"type": "lognormal", "median": 80, "sigma": "x"}), "/d/sigma"),
            (json!({"type": "lognormal", "median": 80, "sigma": 0.4, "maxValue": 9}), "/d/maxValue"),
        ] {
            assert_eq!(read_distribution("d", &value).unwrap_err().pointer, pointer, "{value}");
        }
    }
}
