//! Well-known response headers and values for some of them, offered while one types.

/// The names of headers that answers often have.
pub(super) const NAMES: [&str; 46] = [
    "Accept-Ranges",
    "Access-Control-Allow-Credentials",
    "Access-Control-Allow-Headers",
    "Access-Control-Allow-Methods",
    "Access-Control-Allow-Origin",
    "Access-Control-Expose-Headers",
    "Access-Control-Max-Age",
    "Age",
    "Allow",
    "Cache-Control",
    "Clear-Site-Data",
    "Connection",
    "Content-Disposition",
    "Content-Encoding",
    "Content-Language",
    "Content-Length",
    "Content-Location",
    "Content-Range",
    "Content-Security-Policy",
    "Content-Type",
    "Cross-Origin-Opener-Policy",
    "Cross-Origin-Resource-Policy",
    "Date",
    "Deprecation",
    "ETag",
    "Expires",
    "Idempotency-Key",
    "Last-Modified",
    "Link",
    "Location",
    "Permissions-Policy",
    "Pragma",
    "Referrer-Policy",
    "Retry-After",
    "Server",
    "Server-Timing",
    "Set-Cookie",
    "Strict-Transport-Security",
    "Sunset",
    "Vary",
    "WWW-Authenticate",
    "X-Content-Type-Options",
    "X-Frame-Options",
    "X-RateLimit-Limit",
    "X-RateLimit-Remaining",
    "X-Request-Id",
];

/// The names of headers that requests often have.
pub(super) const REQUEST_NAMES: [&str; 24] = [
    "Accept",
    "Accept-Encoding",
    "Accept-Language",
    "Authorization",
    "Cache-Control",
    "Content-Length",
    "Content-Type",
    "Cookie",
    "Date",
    "Host",
    "Idempotency-Key",
    "If-Match",
    "If-Modified-Since",
    "If-None-Match",
    "Origin",
    "Prefer",
    "Range",
    "Referer",
    "Traceparent",
    "User-Agent",
    "X-Api-Key",
    "X-Forwarded-For",
    "X-Request-Id",
    "X-Requested-With",
];

/// Values that a header often has.
pub(super) fn values_of(name: &str) -> &'static [&'static str] {
    match name.trim().to_ascii_lowercase().as_str() {
        "content-type" => &[
            "application/json",
            "application/problem+json",
            "application/xml",
            "application/octet-stream",
            "application/pdf",
            "application/x-ndjson",
            "application/yaml",
            "text/css",
            "text/csv",
            "text/event-stream",
            "text/html; charset=utf-8",
            "text/javascript",
            "text/plain; charset=utf-8",
            "image/png",
            "image/svg+xml",
        ],
        "cache-control" => &["no-store", "no-cache", "max-age=3600", "public, max-age=31536000, immutable", "private"],
        "access-control-allow-origin" => &["*"],
        "connection" => &["close", "keep-alive"],
        "content-disposition" => &["attachment", "attachment; filename=\"file.txt\"", "inline"],
        "vary" => &["Accept", "Accept-Encoding", "Origin"],
        "www-authenticate" => &["Basic realm=\"mock\"", "Bearer"],
        "x-content-type-options" => &["nosniff"],
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_headers_in_order_and_unique() {
        for names in [&NAMES[..], &REQUEST_NAMES[..]] {
            assert!(names.is_sorted_by(|a, b| a.to_ascii_lowercase() < b.to_ascii_lowercase()));
            assert!(names.iter().all(|name| name.parse::<http::HeaderName>().is_ok()));
        }
        assert!(values_of("Content-Type ").contains(&"application/json"));
    }
}
