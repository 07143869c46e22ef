//! Every helper's example gives its sample; where chance decides, something of the same kind.

use super::*;
use crate::generate::template::{all_helpers, registry::Helper};

/// Numbers, lists and flags are told apart; all else is text.
fn kind(text: &str) -> &'static str {
    match serde_json::from_str::<Value>(text) {
        Ok(Value::Number(_)) => "number",
        Ok(Value::Bool(_)) => "flag",
        Ok(Value::Array(_)) => "list",
        Ok(Value::Object(_)) => "object",
        _ if text.trim().is_empty() => "nothing",
        _ => "text",
    }
}

fn check(helper: &Helper) -> Result<(), String> {
    let name = helper.name;
    let output =
        rendered_with(helper.example, Escape::None, 1, &Memory::default()).map_err(|error| format!("{name}: {error}"))?;
    let template = Template::compile(helper.example, Escape::None).unwrap();
    if !template.problems().is_empty() {
        return Err(format!("{name}: {:?}", template.problems()));
    }
    let is_right = match helper.sample {
        sample if !output.is_dynamic => output.text == sample,
        // Telephone numbers and postal codes may look like numbers.
        sample => {
            kind(&output.text) == kind(sample) || (kind(sample) != "list" && matches!(kind(&output.text), "text" | "number"))
        }
    };
    if is_right { Ok(()) } else { Err(format!("{name}: {} gives {:?}, not {:?}", helper.example, output.text, helper.sample)) }
}

#[test]
fn every_example_gives_its_sample() {
    let wrong: Vec<String> = all_helpers().filter_map(|helper| check(helper).err()).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(all_helpers().count() > 180);
}

#[test]
fn what_is_called_dynamic_is() {
    for helper in all_helpers().filter(|helper| helper.is_dynamic && !matches!(helper.name, "timestamp")) {
        let output = rendered_with(helper.example, Escape::None, 1, &Memory::default()).unwrap();
        assert!(output.is_dynamic, "{}", helper.name);
    }
}

#[test]
fn all_names_of_mockoon_are_known() {
    let names = "add array base64 base64Decode base64url base64urlDecode boolean case ceil city color company concat country countryCode \
        date dateFormat dateTimeShift default divide domain email eq filter find firstName float floor getVar gt gte guid hexColor \
        includes indexOf int ipv4 ipv6 isValidDate join jsonParse jsonPath jwtHeader jwtPayload lastName lat len long lorem lowercase \
        lt lte modulo multiply newline now object objectId objectMerge objectPath oneOf padEnd padStart parseInt phone postcode repeat \
        replace replaceAll reverse round setVar slice someOf sort sortBy split street stringify substr subtract switch time title tld \
        toFixed uppercase uuid zipcode faker body bodyRaw queryParam queryParamRaw queryParams urlParam urlParams cookie header headers \
        hostname ip method baseUrl status data dataRaw setData setGlobalVar getGlobalVar getEnvVar if unless each with lookup";
    let missing: Vec<&str> = names.split_whitespace().filter(|name| !all_helpers().any(|helper| helper.name == *name)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn the_names_of_wiremock_are_known() {
    let names = "jsonPath randomValue hostname date now parseDate truncateDate trim base64 urlEncode formData regexExtract size pickRandom \
        randomInt randomDecimal range array arrayAdd arrayRemove arrayJoin parseJson matches contains math val formatJson toJson \
        jsonMerge jsonRemove jsonArrayAdd jsonSort systemValue assign capitalize capitalizeFirst upper lower replace join abbreviate \
        defaultIfEmpty isEven isOdd stripes eq neq gt gte lt lte and or not cut center ljust rjust substring slugify stripTags \
        stringFormat wordWrap yesno numberFormat";
    let missing: Vec<&str> = names.split_whitespace().filter(|name| !all_helpers().any(|helper| helper.name == *name)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}
