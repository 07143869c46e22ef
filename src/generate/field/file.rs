//! The file of one object: name, extension, media type, size and path agree.

use serde_json::Value;

use super::prose;
use super::record::{Draft, Record};
use crate::generate::random::Random;

/// A type of file: extension, media type, smallest and largest usual size in bytes.
type FileType = (&'static str, &'static str, i64, i64);

const IMAGES: &[FileType] = &[
    ("jpg", "image/jpeg", 40_000, 6_000_000),
    ("png", "image/png", 8_000, 4_000_000),
    ("webp", "image/webp", 12_000, 1_500_000),
    ("gif", "image/gif", 20_000, 3_000_000),
];

const RECORDINGS: &[FileType] = &[
    ("mp4", "video/mp4", 2_000_000, 900_000_000),
    ("mp3", "audio/mpeg", 800_000, 14_000_000),
    ("webm", "video/webm", 1_000_000, 400_000_000),
];

const DOCUMENTS: &[FileType] = &[
    ("pdf", "application/pdf", 20_000, 9_000_000),
    ("csv", "text/csv", 300, 2_000_000),
    ("json", "application/json", 120, 400_000),
    ("txt", "text/plain", 40, 60_000),
    ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", 12_000, 3_000_000),
    ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", 9_000, 2_500_000),
    ("zip", "application/zip", 4_000, 80_000_000),
    ("html", "text/html", 400, 200_000),
    ("md", "text/markdown", 200, 40_000),
    ("jpg", "image/jpeg", 40_000, 6_000_000),
    ("png", "image/png", 8_000, 4_000_000),
];

/// One file.
#[derive(Clone, Debug)]
pub(super) struct File {
    stem: String,
    of_type: FileType,
    size: i64,
}

impl Record<'_> {
    fn file(&mut self, random: &mut Random) -> &File {
        let types = match () {
            () if self.siblings.has("width") || self.siblings.has("height") => IMAGES,
            () if self.siblings.has("bitrate") || self.siblings.has("duration") => RECORDINGS,
            () => DOCUMENTS,
        };
        self.file.get_or_insert_with(|| {
            let of_type = random.pick(types).copied().unwrap_or(("txt", "text/plain", 1, 1000));
            let stem = format!("{}-{}-{}", prose::word(random), prose::word(random), random.integer(1, 99));
            File { stem, of_type, size: random.integer(of_type.2, of_type.3) }
        })
    }
}

fn of<'d>(draft: &'d mut Draft<'_, '_>) -> &'d File {
    draft.record.file(draft.random)
}

fn whole_name(file: &File) -> String {
    format!("{}.{}", file.stem, file.of_type.0)
}

pub(super) fn file_name(draft: &mut Draft<'_, '_>) -> Value {
    whole_name(of(draft)).into()
}

pub(super) fn extension(draft: &mut Draft<'_, '_>) -> Value {
    of(draft).of_type.0.into()
}

pub(super) fn mime_type(draft: &mut Draft<'_, '_>) -> Value {
    of(draft).of_type.1.into()
}

pub(super) fn size(draft: &mut Draft<'_, '_>) -> Value {
    of(draft).size.into()
}

pub(super) fn path(draft: &mut Draft<'_, '_>) -> Value {
    let folder =
        draft.random.pick(&["/srv/data", "/var/uploads", "/home/app/files", "/data/exports"]).copied().unwrap_or_default();
    format!("{folder}/{}", whole_name(of(draft))).into()
}

pub(super) fn file_url(draft: &mut Draft<'_, '_>) -> Value {
    format!("https://files.example.com/{}", whole_name(of(draft))).into()
}
