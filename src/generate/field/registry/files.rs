//! Kinds of files, pictures and recordings.

use crate::generate::field::kind::JsonType::{self, Integer, String};
use crate::generate::field::kind::Source::{self, Form, Make, OneOf, Whole};
use crate::generate::field::kind::{Domain, Kind};
use crate::generate::field::{file, page, small, things};

const fn kind(
    json_type: JsonType,
    name: &'static str,
    description: &'static str,
    faker: Option<&'static str>,
    names: &'static str,
    source: Source,
) -> Kind {
    Kind { name, domain: Domain::Files, description, json_type, faker, names, source }
}

#[rustfmt::skip]
pub(super) const KINDS: &[Kind] = &[
    kind(
        String, "file_name", "The name of a file", Some("system.fileName"),
        "file name, filename, attachment name, original filename, original name, document name, file, attachment, image name, \
        file/name, attachment/name, upload/name, document/name, asset name, photo name, image/name, filepath name, attachment \
        filename, original file name, resume, file title, csv file, uploaded file, document file, source file, image/filename, \
        target file, file path name, asset, =document, config file, input file, output file",
        Make(file::file_name),
    ),
    kind(
        String, "file_extension", "The end of a file name", Some("system.fileExt"),
        "file extension, extension, file ext, ext, file suffix, file type extension, file/extension, filename extension",
        Make(file::extension),
    ),
    kind(
        String, "mime_type", "The type of a file or body", Some("system.mimeType"),
        "mime type, content type, media type, mimetype, contenttype, file mime, mime, file content type, mime content type, \
        datacontenttype, file type, attachment type, media content type, document type of file, accept, response type mime, \
        file/type, attachment/type, upload/type, file format, content mime type, response content type",
        Make(file::mime_type),
    ),
    kind(
        Integer, "file_size", "The size of a file in bytes", None,
        "file size, filesize, size bytes, bytes, size in bytes, content length, file size bytes, attachment size, byte size, \
        size, total size, file/size, download size, upload size, total bytes, byte count, bytes sent, bytes received, length \
        bytes, bytes read, bytes transferred, storage used, disk size, storage bytes, storage size, object size, image size \
        bytes, size b, size kb, compressed size, uncompressed size, disk usage, bytes used, used bytes, payload size, response \
        size, request size, body size, raw size, body bytes, storage, quota bytes",
        Make(file::size),
    ),
    kind(
        String, "file_path", "Where a file is", Some("system.filePath"),
        "file path, filepath, path, full path, local path, absolute path, source path, target path, object key, storage path, \
        relative path, destination path, s 3 key, path name, key path of file, storage key, config path, output path, download \
        path, image path, mount path, root path, input path, log path, dest path, upload path, original path, save path",
        Make(file::path),
    ),
    kind(
        String, "directory", "A folder", Some("system.directoryPath"),
        "directory, folder, dir, folder path, directory path, folder name, working dir, working directory, root dir, home \
        directory, output dir, base dir, cwd, parent folder, work dir, home dir, source dir, folder/name, mountpoint, mount \
        point, root directory, directory name, config dir, target dir, output directory, data dir, install path, log dir, \
        cache dir, destination folder",
        OneOf(&["/var/data", "/home/app", "/srv/files", "/tmp/exports", "/opt/service", "/usr/local/share", "/data/uploads"]),
    ),
    kind(
        String, "file_url", "The address of a file on the web", None,
        "file url, download url, attachment url, document url, asset url, download link, media url, pdf url, upload url, file \
        link, signed url, presigned url, export url, pdf, file uri, media link, invoice pdf, zip url, tarball url, archive \
        url, file/url, attachment/url, document/url, resume url, source file url, raw url, pdf link, package url, csv url, \
        artifact url, playlist url, cdn url, diff url, patch url, zipball url, attachment link, report url, content url, \
        result url, preview file url, invoice pdf url, file download url, model url",
        Make(file::file_url),
    ),
    kind(
        String, "image_url", "The address of a picture", Some("image.url"),
        "image url, image, photo, photo url, picture, picture url, img, thumbnail, thumbnail url, cover url, banner, banner \
        url, cover image, img url, image src, image link, featured image, cover photo, preview url, background image, poster, \
        thumb, screenshot, hero image, main image, poster url, logo, logo url, image/url, photo/url, image/src, picture/url, \
        thumbnail/url, thumbnail/src, images url, thumb url, cover, preview image, pic, image uri, primary image, image path \
        url, product image, background url, header image, icon url, favicon, gallery image, backdrop path, poster path, \
        feature image, screenshot url, featured image url, media/url, large image, small image, photos, cover image url, \
        background, artwork, logo uri, splash, splash image, icon uri, photo uri, qr code, qr code url, badge url, icon image, \
        image large, preview, product image url, static map url, pic url, large image url, brand logo, thumbnail image, \
        display image, map image, logo image, profile banner, profile banner url, card image, artwork url, snapshot url, \
        captcha, album art, event image",
        Make(things::image_url),
    ),
    kind(
        String, "avatar_url", "The address of a portrait", Some("image.avatar"),
        "avatar, avatar url, profile picture, profile image, profile photo, profile pic, gravatar, avatar image, user image, \
        user avatar, portrait, headshot, profile image url, profile picture url, profile photo url, user/image, user/picture, \
        user/photo, author/image, user photo, profile/image, author avatar, author image, user picture, headshot url, owner \
        avatar, photo of person, picture of person, avatar link, gravatar url, contact photo, person/photo, employee photo, \
        customer/image, member/image, avatar uri",
        Make(small::avatar_url),
    ),
    kind(
        String, "video_url", "The address of a film", None,
        "video url, video, trailer, trailer url, stream url, video link, movie url, video/url, embed url, youtube url, \
        recording url, video src, hls url, playback url, clip url, preview video, trailer/url, video uri, recording, youtube \
        link",
        Form("https://media.example.com/video/!#####.mp4"),
    ),
    kind(
        String, "audio_url", "The address of a sound", None,
        "audio url, audio, sound url, podcast url, track url, preview mp 3, audio link, audio/url, song url, sound, recording \
        audio, voice url, mp3 url, ringtone, preview audio url",
        Form("https://media.example.com/audio/!#####.mp3"),
    ),
    kind(
        Integer, "width", "The width of a picture or thing", None,
        "width, image width, w, video width, screen width, thumbnail width, pixel width, original width, width px, frame width, \
        media width, player width, width cm, width mm",
        Make(things::width),
    ),
    kind(
        Integer, "height", "The height of a picture, a thing or a person", None,
        "height, image height, h, video height, screen height, thumbnail height, pixel height, original height, height px, \
        frame height, media height, player height, height mm, height in pixels",
        Make(things::height),
    ),
    kind(
        String, "resolution", "Width and height in one text", None,
        "resolution, dimensions, image size, screen size, screen resolution, display resolution, video resolution, dimension, \
        image dimensions, thumbnail size, frame size, viewport, aspect size, video/resolution, size px",
        Make(things::resolution),
    ),
    kind(
        String, "aspect_ratio", "How width and height relate", None,
        "aspect ratio, ratio of sides, display aspect ratio, aspect",
        OneOf(&["16:9", "4:3", "1:1", "3:2", "9:16", "21:9"]),
    ),
    kind(
        Integer, "dpi", "Dots per inch", None,
        "dpi, ppi, pixel density, density dpi",
        Make(small::dpi),
    ),
    kind(
        Integer, "bitrate", "Kilobits per second", None,
        "bitrate, bit rate, audio bitrate, video bitrate, bitrate kbps",
        Whole(96, 8000),
    ),
    kind(
        Integer, "frame_rate", "Pictures per second", None,
        "frame rate, fps, framerate, frames per second, video frame rate",
        Make(small::frame_rate),
    ),
    kind(
        String, "codec", "How a recording is written", None,
        "codec, video codec, audio codec, encoding format video, codec name",
        OneOf(&["h264", "h265", "vp9", "av1", "aac", "opus"]),
    ),
    kind(
        String, "file_encoding", "How text is written in bytes", None,
        "charset, character set, encoding, character encoding, file encoding, text encoding, content encoding charset",
        OneOf(&["utf-8", "utf-16", "iso-8859-1", "us-ascii"]),
    ),
    kind(
        Integer, "download_count", "How often something was fetched", None,
        "download count, downloads, num downloads, total downloads, install count, installs, downloads count, download total",
        Whole(0, 90000),
    ),
    kind(
        Integer, "page_count", "How many pages there are", None,
        "page count, total pages, num pages, pages, number of pages, pagecount, pages count, total page count, last page \
        number, pages total, page total, max page, pages number",
        Make(page::count),
    ),
    kind(
        String, "icon", "A small picture by its name", None,
        "icon, icon name, icon class, icon type, menu icon, material icon, icon id, symbol name, glyph, emoji name, icon key, \
        cursor icon",
        OneOf(&["home", "user", "settings", "search", "bell", "star", "cart", "calendar", "folder", "mail", "heart", "lock"]),
    ),
    kind(
        String, "attachment_type", "What sort of thing a medium is", None,
        "media kind, asset type, resource kind, media category, asset/type, media/type, image type, upload kind",
        OneOf(&["image", "video", "audio", "document", "archive"]),
    ),
    kind(
        Integer, "sample_rate", "Samples per second", None,
        "sample rate, sampling rate, audio sample rate, sample rate hz",
        Make(small::sample_rate),
    ),
];
