// A host as the page's release would have it, compressed, and at will as far away as one on a phone's network is.

import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import { extname, join, normalize, sep } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { TYPES } from "../e2e/server.mjs";

/** A phone's network: 10 Mbit/s, 40 ms to the server and back. */
export const PHONE = { bytesPerSecond: 10e6 / 8, latency: 40 };
/** No network at all. */
export const NEAR = { bytesPerSecond: Infinity, latency: 0 };

/** One line for all connections: what is sent waits until what came before has gone through. */
class Line {
  #free = 0;

  constructor({ bytesPerSecond, latency }) {
    Object.assign(this, { bytesPerSecond, latency });
  }

  async carry(bytes) {
    const now = performance.now();
    this.#free = Math.max(this.#free, now) + (bytes / this.bytesPerSecond) * 1000;
    await sleep(this.#free - now);
  }
}

const CHUNK = 16_000;
/** Rounded clocks would hide what is measured, and memory is only told to a page that is by itself. */
const ISOLATED = { "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Embedder-Policy": "require-corp" };

/** Serves a folder by Brotli over such a network; `sent` has the bytes of each answer. */
export async function host(folder, network) {
  const line = new Line(network);
  const sent = new Map();
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://localhost").pathname.slice(1)) || "index.html";
    const file = normalize(join(folder, path));
    if (!file.startsWith(folder + sep) || !existsSync(file)) {
      response.writeHead(404).end("not found");
      return;
    }
    const compressed = existsSync(`${file}.br`);
    const bytes = await readFile(compressed ? `${file}.br` : file);
    sent.set(path, bytes.length);
    await sleep(line.latency);
    const headers = { "Content-Type": TYPES[extname(file)] ?? "application/octet-stream", "Cache-Control": "no-cache", ...ISOLATED };
    if (compressed) headers["Content-Encoding"] = "br";
    response.writeHead(200, headers);
    for (let start = 0; start < bytes.length; start += CHUNK) {
      const chunk = bytes.subarray(start, start + CHUNK);
      await line.carry(chunk.length);
      response.write(chunk);
    }
    response.end();
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    base: `http://127.0.0.1:${server.address().port}/`,
    sent,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
