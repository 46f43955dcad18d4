//! `cargo xtask serve`: the bundle over HTTP on this machine alone.

use crate::compress;
use crate::files;
use crate::offline;
use crate::report::note;
use anyhow::{Context, Result};
use oxhttp::Server;
use oxhttp::model::header::{
    ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, VARY, X_CONTENT_TYPE_OPTIONS,
};
use oxhttp::model::{Body, Method, Request, Response, StatusCode};
use std::fs;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::{Component, Path, PathBuf};

/// Serves a folder until the process is ended.
pub fn serve(folder: &Path, port: u16) -> Result<()> {
    let address = free_address(port).context("no port of 127.0.0.1 could be opened")?;
    let folder = folder.to_path_buf();
    // A thread for each connection: browsers open some that they send nothing by, and let others wait for each other.
    let server = Server::new(move |request| answer(request, &folder)).bind(address).spawn()?;
    note(&format!("Konomi is at http://{address}/ (Ctrl-C ends it)"));
    server.join().context("the server stopped")
}

/// This machine alone. A port that is taken gives way to a free one: the address is printed anyway.
fn free_address(port: u16) -> std::io::Result<SocketAddr> {
    let open = |port| TcpListener::bind((Ipv4Addr::LOCALHOST, port));
    open(port).or_else(|_| open(0))?.local_addr()
}

fn answer(request: &Request<Body>, folder: &Path) -> Response<Body> {
    if request.method() != Method::GET {
        return refusal(StatusCode::METHOD_NOT_ALLOWED, "only GET\n");
    }
    let Some(path) = file_of(folder, request.uri().path()) else {
        return refusal(StatusCode::NOT_FOUND, "not found\n");
    };
    let sent = if path.ends_with(offline::WORKER) {
        // A browser would go on showing what it kept, and what was just built would have to be asked for.
        files::read_text(&path).map(|worker| (offline::with_network_first(&worker).into_bytes(), None))
    } else {
        let compressed = [("br", "br"), ("gzip", "gz")].into_iter().find_map(|(coding, end)| {
            let is_wanted = accepts(request, coding);
            is_wanted
                .then(|| fs::read(compress::with_end(&path, end)).ok())
                .flatten()
                .map(|bytes| (bytes, Some(coding)))
        });
        compressed.map_or_else(|| Ok((files::read(&path)?, None)), Ok)
    };
    match sent {
        Ok((bytes, coding)) => respond(&path, bytes, coding),
        Err(error) => refusal(StatusCode::INTERNAL_SERVER_ERROR, &format!("{error:#}\n")),
    }
}

fn refusal(status: StatusCode, words: &str) -> Response<Body> {
    let mut response = Response::new(Body::from(words.to_owned()));
    *response.status_mut() = status;
    response
}

/// Whether a browser can read what is compressed so.
fn accepts(request: &Request<Body>, coding: &str) -> bool {
    let accepted = request.headers().get_all(ACCEPT_ENCODING).iter().filter_map(|header| header.to_str().ok());
    accepted.flat_map(|header| header.split(',')).any(|accepted| accepted.trim() == coding)
}

/// What an address stands for, with what a browser has to know of it.
fn respond(path: &Path, bytes: Vec<u8>, coding: Option<&'static str>) -> Response<Body> {
    let mut response = Response::new(Body::from(bytes));
    // A hash in the name says that the content never changes; anything else is asked for anew.
    let cache = if is_hashed(path) { "max-age=31536000, immutable" } else { "no-cache" };
    let headers = [
        (CONTENT_TYPE, Some(mime(path))),
        (CACHE_CONTROL, Some(cache)),
        (VARY, Some("Accept-Encoding")),
        (X_CONTENT_TYPE_OPTIONS, Some("nosniff")),
        (CONTENT_ENCODING, coding),
    ];
    for (name, value) in headers {
        if let Some(value) = value {
            response.headers_mut().insert(name, oxhttp::model::HeaderValue::from_static(value));
        }
    }
    response
}

/// The file that an address asks for, if it is one in the folder.
fn file_of(folder: &Path, url: &str) -> Option<PathBuf> {
    let path = url.split(['?', '#']).next()?.trim_start_matches('/');
    let path = decode(path)?;
    let mut file = folder.to_path_buf();
    for part in Path::new(&path).components() {
        match part {
            Component::Normal(name) => file.push(name),
            _ => return None,
        }
    }
    if file.is_dir() {
        file.push("index.html");
    }
    file.is_file().then_some(file)
}

/// An address with its `%20` and the like replaced; `None` if that is not text.
fn decode(path: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digits = [rest.next()?, rest.next()?];
            bytes.push(u8::from_str_radix(str::from_utf8(&digits).ok()?, 16).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

fn is_hashed(path: &Path) -> bool {
    let stem = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
    let is_hash = |part: &str| part.len() >= 14 && part.bytes().all(|digit| digit.is_ascii_hexdigit());
    stem.split(['-', '_']).any(is_hash)
}

fn mime(path: &Path) -> &'static str {
    match path.extension().and_then(|extension| extension.to_str()).unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_address_leads_out_of_the_folder() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        for (url, found) in [
            ("/main.rs", true),
            ("/main.rs?v=1", true),
            ("/setup/%6Dod.rs", true),
            ("/../Cargo.toml", false),
            ("/setup/../../Cargo.toml", false),
            ("/%2e%2e/Cargo.toml", false),
            ("//etc/passwd", false),
            ("/%zz", false),
            ("/", false),
        ] {
            assert_eq!(file_of(&folder, url).is_some(), found, "{url}");
        }
    }

    #[test]
    fn hashed_names_are_known() {
        for (name, hashed) in [
            ("app-0123456789abcdef.js", true),
            ("app-0123456789abcdef_bg.wasm", true),
            ("engine-0123456789abcdef_loader.js", true),
            ("gpu_engine-0123456789abcdef_loader.js", true),
            ("engine_bg.wasm", false),
            ("index.html", false),
        ] {
            assert_eq!(is_hashed(Path::new(name)), hashed, "{name}");
        }
    }
}
