//! `cargo xtask serve`: the bundle over HTTP on this machine alone.

use crate::compress;
use crate::files;
use crate::offline;
use crate::report::note;
use anyhow::{Result, anyhow};
use std::fs::File;
use std::io::Read;
use std::path::{Component, Path, PathBuf};
use std::thread;
use tiny_http::{Header, Method, Request, Response, Server};

/// Serves a folder until the process is ended.
pub fn serve(folder: &Path, port: u16) -> Result<()> {
    // A port that is taken gives way to a free one: the address is printed anyway.
    let server = Server::http(("127.0.0.1", port))
        .or_else(|_| Server::http(("127.0.0.1", 0)))
        .map_err(|error| anyhow!("no port of 127.0.0.1 could be opened: {error}"))?;
    note(&format!("Konomi is at http://{}/ (Ctrl-C ends it)", server.server_addr()));
    for request in server.incoming_requests() {
        let folder = folder.to_path_buf();
        // Each in a thread of its own: a browser that lets a large file wait would hold up the small one that it waits for.
        // One that went away is no failure of the server.
        thread::spawn(move || drop(answer(request, &folder)));
    }
    Err(anyhow!("the server stopped"))
}

fn answer(request: Request, folder: &Path) -> std::io::Result<()> {
    if !matches!(request.method(), Method::Get | Method::Head) {
        return request.respond(Response::from_string("only GET\n").with_status_code(405));
    }
    let Some((path, file)) = file_of(folder, request.url()) else {
        return request.respond(Response::from_string("not found\n").with_status_code(404));
    };
    if path.ends_with(offline::WORKER) {
        // A browser would go on showing what it kept, and what was just built would have to be asked for.
        let worker = offline::with_network_first(&files::read_text(&path).map_err(std::io::Error::other)?);
        return respond(request, Response::from_string(worker), &path);
    }
    for (coding, end) in [("br", "br"), ("gzip", "gz")] {
        if accepts(&request, coding)
            && let Ok(file) = File::open(compress::with_end(&path, end))
            && let Ok(header) = Header::from_bytes("Content-Encoding", coding)
        {
            return respond(request, Response::from_file(file).with_header(header), &path);
        }
    }
    respond(request, Response::from_file(file), &path)
}

/// Whether a browser can read what is compressed so.
fn accepts(request: &Request, coding: &str) -> bool {
    let accepted = request.headers().iter().filter(|header| header.field.equiv("Accept-Encoding"));
    accepted.flat_map(|header| header.value.as_str().split(',')).any(|accepted| accepted.trim() == coding)
}

/// Sends what an address stands for, with what a browser has to know of it.
fn respond<R: Read>(request: Request, mut response: Response<R>, path: &Path) -> std::io::Result<()> {
    // A hash in the name says that the content never changes; anything else is asked for anew.
    let cache = if is_hashed(path) { "max-age=31536000, immutable" } else { "no-cache" };
    for (name, value) in [
        ("Content-Type", mime(path)),
        ("Cache-Control", cache),
        ("Vary", "Accept-Encoding"),
        ("X-Content-Type-Options", "nosniff"),
    ] {
        if let Ok(header) = Header::from_bytes(name, value) {
            response.add_header(header);
        }
    }
    request.respond(response)
}

/// The file that an address asks for, if it is one in the folder.
fn file_of(folder: &Path, url: &str) -> Option<(PathBuf, File)> {
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
    let opened = File::open(&file).ok()?;
    Some((file, opened))
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
