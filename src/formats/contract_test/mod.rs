//! The reports of a contract test as files: text, JUnit XML and one page of HTML. JSON is the report itself.

mod chart;
mod html;
mod junit;
mod sample;
mod text;

pub(crate) use sample::sample;
