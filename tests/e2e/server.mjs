// A static file server as plain as the plainest host: no rewriting, no fallback, and the page in a folder, not at the root.

import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { extname, join, normalize, sep } from "node:path";

export const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".json": "application/json",
  ".wasm": "application/wasm",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".woff2": "font/woff2",
  ".webmanifest": "application/manifest+json",
};

/**
 * Serves `folder` under `prefix` of a free port of this machine. The host can go away and come back, bring out another
 * folder, or fail with single files. `headers` go with every file.
 */
export async function serve(folder, prefix = "/some/path/", headers = {}) {
  const host = {
    /** What is served; another folder is another release. */
    folder,
    /** The paths below the prefix that were asked for. */
    asked: [],
    /** The addresses asked for in vain. */
    missing: [],
    /** May answer instead of the file: is given its path, its bytes and the response, and returns whether it did. */
    fail: () => false,
    start,
    stop,
    close: stop,
  };
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    const path = decodeURIComponent(pathname.slice(prefix.length)) || "index.html";
    const file = normalize(join(host.folder, path));
    try {
      if (!pathname.startsWith(prefix) || !file.startsWith(host.folder + sep)) throw new Error("outside");
      const bytes = await readFile(file);
      host.asked.push(path);
      if (host.fail(path, bytes, response)) return;
      const type = TYPES[extname(file)] ?? "application/octet-stream";
      response.writeHead(200, { "Content-Type": type, "Cache-Control": "no-cache", ...headers }).end(bytes);
    } catch {
      host.missing.push(pathname);
      response.writeHead(404).end("not found");
    }
  });
  /** Listens, after a `stop` on the same port as before. */
  async function start() {
    await new Promise((resolve) => server.listen(host.port ?? 0, "127.0.0.1", resolve));
    host.port = server.address().port;
    host.origin = `http://127.0.0.1:${host.port}`;
    host.base = host.origin + prefix;
  }
  async function stop() {
    const stopped = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    await stopped;
  }
  await start();
  return host;
}

/**
 * A proxy that connects to nobody and remembers who was asked for. A browser that uses it for everything but this
 * machine can't send a word to another origin without being noticed, not even from a worker.
 */
export async function listenForStrangers() {
  const asked = [];
  const server = createServer((request, response) => {
    asked.push(request.url);
    response.writeHead(502).end();
  });
  server.on("connect", (request, socket) => {
    asked.push(request.url);
    socket.on("error", () => {});
    socket.end("HTTP/1.1 502 Refused\r\n\r\n");
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    address: `127.0.0.1:${server.address().port}`,
    asked,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
