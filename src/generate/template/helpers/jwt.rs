//! Helpers that read and sign JSON Web Tokens, with HMAC and SHA-256 (HS256).

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use hmac::{Hmac, Mac};
use serde_json::{Map, Value, json};
use sha2::Sha256;

use super::super::{
    registry::{Arguments, BlockUse, Family, Helper},
    render::State,
    value,
};
use super::encoding::from_base64;

const F: Family = Family::Jwt;
type Answer = Result<Value, String>;

/// The key where none is given. Tokens of a mock protect nothing.
const USUAL_KEY: &str = "mockwright";

pub(super) static HELPERS: &[Helper] = &[
    Helper::new(F, "jwtPayload", "token name", (1, 2), payload).says(
        "What a token says, or one member of it. The signature is not looked at.",
        "{{jwtPayload 'Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhZGEifQ.x' 'sub'}}",
        "ada",
    ),
    Helper::new(F, "jwtHeader", "token name", (1, 2), header).says(
        "The header of a token, or one member of it.",
        "{{jwtHeader 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhZGEifQ.x' 'alg'}}",
        "HS256",
    ),
    Helper::new(F, "jwtSign", "payload key", (1, 2), sign).says(
        "A token with this payload, signed with HS256.",
        "{{jwtSign (object sub='ada') 'secret'}}",
        "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJhZGEifQ.-G7HR4Se6onpiv1N_jWqt9jGA0VR0kRJ_2BoHWhkfhg",
    ),
    Helper::new(F, "jwtVerify", "token key", (1, 2), verify).block(BlockUse::Condition).says(
        "Whether a token is signed with this key with HS256.",
        "{{jwtVerify (jwtSign (object sub='ada') 'secret') 'secret'}}",
        "true",
    ),
    Helper::new(F, "jwt", "name=value … key=… maxAge='12 hours'", (0, 0), issue).dynamic().says(
        "A token with these members, the time it was issued at and, with maxAge=, when it ends.",
        "{{jwt sub='ada' key='secret'}}",
        "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJpYXQiOjE3NDk5ODg4MDAsInN1YiI6ImFkYSJ9.x",
    ),
];

fn part(a: &Arguments<'_>, index: usize) -> Answer {
    let text = a.text(0);
    let token = text.trim();
    let token = token.strip_prefix("Bearer ").unwrap_or(token).trim();
    if token.is_empty() {
        return Ok(Value::Null);
    }
    let part = token.split('.').nth(index).ok_or("this is no token: it has no two dots")?;
    let bytes = from_base64(part).map_err(|_| "this is no token: its parts are no Base64".to_owned())?;
    let whole: Value = serde_json::from_slice(&bytes).map_err(|_| "this is no token: its parts are no JSON".to_owned())?;
    Ok(match a.get(1) {
        None => whole,
        Some(name) => whole.get(&*value::text(name)).cloned().unwrap_or_default(),
    })
}

fn payload(a: &Arguments<'_>, _: &mut State<'_>) -> Answer {
    part(a, 1)
}

fn header(a: &Arguments<'_>, _: &mut State<'_>) -> Answer {
    part(a, 0)
}

fn authentication(signed: &str, key: &str) -> Result<Hmac<Sha256>, String> {
    let mut code = Hmac::<Sha256>::new_from_slice(key.as_bytes()).map_err(|error| error.to_string())?;
    code.update(signed.as_bytes());
    Ok(code)
}

fn signed(payload: &Value, key: &str) -> Answer {
    let encode = |value: &Value| BASE64_URL_SAFE_NO_PAD.encode(value.to_string());
    let signed = format!("{}.{}", encode(&json!({ "alg": "HS256", "typ": "JWT" })), encode(payload));
    let signature = authentication(&signed, key)?.finalize().into_bytes();
    Ok(format!("{signed}.{}", BASE64_URL_SAFE_NO_PAD.encode(signature)).into())
}

fn sign(a: &Arguments<'_>, _: &mut State<'_>) -> Answer {
    let payload = super::json::read(a.value(0))?;
    signed(&payload, &a.get(1).map_or(USUAL_KEY.into(), value::text))
}

fn verify(a: &Arguments<'_>, _: &mut State<'_>) -> Answer {
    let text = a.text(0);
    let token = text.trim();
    let token = token.strip_prefix("Bearer ").unwrap_or(token).trim();
    let Some((signed, signature)) = token.rsplit_once('.') else { return Ok(false.into()) };
    let Ok(signature) = from_base64(signature) else { return Ok(false.into()) };
    let code = authentication(signed, &a.get(1).map_or(USUAL_KEY.into(), value::text))?;
    Ok(code.verify_slice(&signature).is_ok().into())
}

fn issue(a: &Arguments<'_>, state: &mut State<'_>) -> Answer {
    let now = state.now();
    let mut members = Map::new();
    members.insert("iat".to_owned(), now.as_second().into());
    if let Some(age) = a.named_text("maxAge") {
        members.insert("exp".to_owned(), super::date::moved(now, &age)?.as_second().into());
    }
    for (name, value) in a.named.iter().filter(|(name, _)| !matches!(*name, "key" | "maxAge")) {
        members.insert((*name).to_owned(), value.as_ref().clone());
    }
    signed(&Value::Object(members), &a.named_text("key").unwrap_or(USUAL_KEY.into()))
}
