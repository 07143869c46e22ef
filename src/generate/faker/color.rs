//! `color`: colours in many spaces, as numbers or as CSS writes them.

use serde_json::Value;

use super::call::Call;
use super::draw;
use super::method::{Answer, Kind, Method, Parameter, Shape, optional};
use super::words::science;

const FORMAT: Parameter = optional("format", Kind::Choice(&["decimal", "css", "binary"]), "decimal", "Numbers, CSS, or bits.");
const ALPHA: Parameter = optional("includeAlpha", Kind::Boolean, "false", "Whether to add how opaque it is.");
const CSS_SPACES: &[&str] = &["sRGB", "display-p3", "rec2020", "a98-rgb", "prophoto-rgb"];
const CSS_FUNCTIONS: &[&str] = &["rgb", "rgba", "hsl", "hsla", "hwb", "cmyk", "lab", "lch", "color"];

pub(super) static METHODS: &[Method] = &[
    Method::new("color.cmyk", "Cyan, magenta, yellow and black, each from 0 to 1.", Shape::List, |call| {
        let parts = [share(call), share(call), share(call), share(call)];
        written(call, &parts, |parts| format!("cmyk({})", percents(parts, ", ")))
    })
    .with(&[FORMAT])
    .positions(0),
    Method::new("color.colorByCSSColorSpace", "Three numbers from 0 to 1 in a space of CSS.", Shape::List, |call| {
        let space = call.choice("space")?.unwrap_or("sRGB").to_lowercase();
        let parts = [fine(call, 0.0, 1.0, 4), fine(call, 0.0, 1.0, 4), fine(call, 0.0, 1.0, 4)];
        written(call, &parts, |parts| format!("color({space} {})", plain(parts, " ")))
    })
    .with(&[FORMAT, optional("space", Kind::Choice(CSS_SPACES), "sRGB", "The space of CSS.")])
    .positions(0),
    Method::text("color.cssSupportedFunction", "A function of CSS that makes a colour.", |call| call.word(CSS_FUNCTIONS)),
    Method::text("color.cssSupportedSpace", "A space of colours in CSS.", |call| call.word(CSS_SPACES)),
    Method::new("color.hsl", "Hue in degrees, saturation and lightness from 0 to 1.", Shape::List, |call| {
        let alpha = call.flag("includeAlpha", false)?;
        let mut parts = vec![hue(call), share(call), share(call)];
        if alpha {
            parts.push(share(call));
        }
        written(call, &parts, |parts| hue_and_percents("hsl", parts))
    })
    .with(&[FORMAT, ALPHA])
    .positions(0),
    Method::text("color.human", "The name of a colour.", |call| call.word(science::COLORS)),
    Method::new("color.hwb", "Hue in degrees, white and black from 0 to 1.", Shape::List, |call| {
        let parts = [hue(call), share(call), share(call)];
        written(call, &parts, |parts| hue_and_percents("hwb", parts))
    })
    .with(&[FORMAT])
    .positions(0),
    Method::new("color.lab", "Lightness from 0 to 1, green to red and blue to yellow from -100 to 100.", Shape::List, |call| {
        let parts = [fine(call, 0.0, 1.0, 6), fine(call, -100.0, 100.0, 4), fine(call, -100.0, 100.0, 4)];
        written(call, &parts, |parts| lightness_first("lab", parts))
    })
    .with(&[FORMAT])
    .positions(0),
    Method::new("color.lch", "Lightness from 0 to 1, chroma and hue from 0 to 230.", Shape::List, |call| {
        let parts = [fine(call, 0.0, 1.0, 6), fine(call, 0.0, 230.0, 1), fine(call, 0.0, 230.0, 1)];
        written(call, &parts, |parts| lightness_first("lch", parts))
    })
    .with(&[FORMAT])
    .positions(0),
    Method::text("color.rgb", "Red, green and blue, as hexadecimal digits.", rgb)
        .with(&[
            optional(
                "format",
                Kind::Choice(&["hex", "decimal", "css", "binary"]),
                "hex",
                "Hexadecimal digits, numbers, CSS, or bits.",
            ),
            ALPHA,
            optional("prefix", Kind::Text, "#", "What stands before hexadecimal digits."),
            optional("casing", Kind::Choice(&["lower", "upper", "mixed"]), "lower", "Small or capital hexadecimal digits."),
        ])
        .positions(0),
    Method::text("color.space", "The name of a space of colours.", |call| call.word(science::SPACES)),
];

/// A number from 0 to 1 with two digits.
fn share(call: &mut Call<'_>) -> f64 {
    fine(call, 0.0, 1.0, 2)
}

fn fine(call: &mut Call<'_>, low: f64, high: f64, digits: u32) -> f64 {
    draw::decimal(call.random, low, high, digits)
}

fn hue(call: &mut Call<'_>) -> f64 {
    fine(call, 0.0, 360.0, 0)
}

/// Numbers with something between.
fn plain(parts: &[f64], separator: &str) -> String {
    parts.iter().map(|part| draw::number(*part).to_string()).collect::<Vec<_>>().join(separator)
}

/// Shares as per cent.
fn percents(parts: &[f64], separator: &str) -> String {
    parts.iter().map(|part| format!("{}%", (part * 100.0).round())).collect::<Vec<_>>().join(separator)
}

/// `hsl(120deg 50% 25%)`, with what is opaque behind a slash.
fn hue_and_percents(function: &str, parts: &[f64]) -> String {
    let (hue, rest) = parts.split_first().unwrap_or((&0.0, &[]));
    let (shares, alpha) = rest.split_at_checked(2).unwrap_or((rest, &[]));
    let alpha = if alpha.is_empty() { String::new() } else { format!(" / {}", percents(alpha, " ")) };
    format!("{function}({hue}deg {}{alpha})", percents(shares, " "))
}

/// `lab(50% 20 -30)`.
fn lightness_first(function: &str, parts: &[f64]) -> String {
    let (lightness, rest) = parts.split_first().unwrap_or((&0.0, &[]));
    format!("{function}({} {})", percents(&[*lightness], ""), plain(rest, " "))
}

/// A colour in the format asked for. Bits are those of the numbers as floats of 32 bits.
fn written(call: &Call<'_>, parts: &[f64], css: impl Fn(&[f64]) -> String) -> Answer {
    Ok(match call.choice("format")? {
        Some("css") => Value::from(css(parts)),
        Some("binary") => {
            Value::from(parts.iter().map(|part| format!("{:032b}", (*part as f32).to_bits())).collect::<Vec<_>>().join(" "))
        }
        _ => parts.iter().map(|part| draw::number(*part)).collect(),
    })
}

fn rgb(call: &mut Call<'_>) -> Answer {
    let format = call.choice("format")?.unwrap_or("hex");
    let alpha = call.flag("includeAlpha", false)?;
    let parts: Vec<i64> = (0..3).map(|_| call.random.integer(0, 255)).collect();
    let opaque = if alpha { Some(share(call)) } else { None };
    Ok(match format {
        "hex" => {
            let mut digits: String = parts.iter().map(|part| format!("{part:02x}")).collect();
            if let Some(opaque) = opaque {
                digits.push_str(&format!("{:02x}", (opaque * 255.0).round() as u8));
            }
            let digits = match call.choice("casing")? {
                Some("upper") => digits.to_uppercase(),
                Some("mixed") => {
                    digits.chars().map(|digit| if call.random.chance(0.5) { digit.to_ascii_uppercase() } else { digit }).collect()
                }
                _ => digits,
            };
            Value::from(format!("{}{digits}", call.text("prefix")?.unwrap_or("#".into())))
        }
        "css" => {
            let parts = parts.iter().map(i64::to_string).collect::<Vec<_>>().join(", ");
            Value::from(match opaque {
                Some(opaque) => format!("rgba({parts}, {})", draw::number(opaque)),
                None => format!("rgb({parts})"),
            })
        }
        "binary" => {
            let mut bits: Vec<String> = parts.iter().map(|part| format!("{part:08b}")).collect();
            bits.extend(opaque.map(|opaque| format!("{:08b}", (opaque * 255.0).round() as u8)));
            Value::from(bits.join(" "))
        }
        _ => parts.into_iter().map(Value::from).chain(opaque.map(draw::number)).collect(),
    })
}
