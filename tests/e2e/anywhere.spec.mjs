// The bundle in a zip, unpacked by whoever got it and opened by the plainest server at hand, which knows nothing of it.

import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { test } from "node:test";
import { visit } from "./browsers.mjs";

const hasPython = (() => {
  try {
    execFileSync("python3", ["-c", "import http.server, zipfile"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
})();

/** Unpacks the bundle's zip and serves it by Python's http.server; `stop` ends the server and removes what was unpacked. */
async function unpackAndServe() {
  const folder = mkdtempSync(join(tmpdir(), "konomi-zip-"));
  const zip = join(folder, "konomi.zip");
  execFileSync("python3", ["-m", "zipfile", "-c", zip, `${process.env.KONOMI_DIST}/.`]);
  execFileSync("python3", ["-m", "zipfile", "-e", zip, join(folder, "unpacked")]);
  const script = "import functools, http.server as h; "
    + "s = h.ThreadingHTTPServer(('127.0.0.1', 0), functools.partial(h.SimpleHTTPRequestHandler, directory='unpacked')); "
    + "print(s.server_port, flush=True); s.serve_forever()";
  const server = spawn("python3", ["-c", script], { cwd: folder, stdio: ["ignore", "pipe", "ignore"] });
  const ended = once(server, "exit").then(() => { throw new Error("Python's server ended before it began"); });
  const [port] = await Promise.race([once(createInterface({ input: server.stdout }), "line"), ended]);
  // From here on it is ended on purpose.
  ended.catch(() => {});
  return {
    base: `http://127.0.0.1:${port}/`,
    async stop() {
      const ended = once(server, "exit");
      server.kill();
      await ended;
      rmSync(folder, { recursive: true });
    },
  };
}

for (const browser of ["chromium", "firefox"]) {
  test(`a zip of the bundle works on any static server, in ${browser}`, { skip: !hasPython && "python3 is not here" }, async () => {
    const host = await unpackAndServe();
    let isUp = true;
    try {
      await visit(browser, async (visitor) => {
        await visitor.open();
        await visitor.pick("Cowboy Bebop", 1);
        const list = await visitor.recommended();
        assert.equal(list.length, 20);
        await visitor.offline("ready");
        await host.stop();
        isUp = false;
        await visitor.reload();
        assert.deepEqual(await visitor.recommended(), list);
      }, { host, failuresExpected: true });
    } finally {
      if (isUp) await host.stop();
    }
  });
}
