//! The reports of a contract test as files: text, JUnit XML and one page of HTML. JSON is the report itself.

mod chart;
mod format;
mod html;
mod junit;
mod sample;
mod text;

pub use format::ReportFormat;
pub(crate) use sample::sample;
