// A newer version waits until the visitor wants it, and no part of it reaches the page before that.

import assert from "node:assert/strict";
import { test } from "node:test";
import { withRelease } from "./bundles.mjs";
import { visitHost } from "./browsers.mjs";

const BEBOP = 1;
const NEXT = "the-next-version";
/** What the next version adds to a file whose name stays the same. */
const ADDED = "\nThis is the next version.\n";
const CHANGED = "static/licence.txt";

/** A visitor with a pick whose browser keeps the page, and a next version that is not out yet. */
async function withKeptPage(name, doing) {
  await visitHost(
    name,
    async (visitor, page, host) => {
      await visitor.open();
      await visitor.pick("Cowboy Bebop", BEBOP);
      await visitor.recommended();
      await visitor.offline("ready");
      await withRelease(host.folder, NEXT, { [CHANGED]: ADDED }, (next) => doing(visitor, page, host, next));
    },
    // A browser may complain of a worker that could not be installed, or of a server that is gone.
    { failuresExpected: true },
  );
}

const changedFile = (page) => page.evaluate(async (path) => (await fetch(`./${path}`)).text(), CHANGED);

async function press(page, text) {
  for (const button of await page.$$("[data-update] button")) {
    if ((await button.evaluate((it) => it.innerText)) === text) return button.click();
  }
  throw new Error(`the offer has no button ${text}`);
}

/** Waits until every worker that was on its way has arrived or failed. */
async function settled(visitor) {
  await visitor.until("no worker is on its way", async () => !(await navigator.serviceWorker.getRegistration()).installing);
}

async function becomes(visitor, version) {
  await visitor.until(
    `the page is ${version}`,
    (version) => document.querySelector("meta[name=konomi-version]")?.content === version && document.querySelector("main h1"),
    version,
  );
}

for (const name of ["chromium", "firefox"]) {
  test(`a new version waits, is offered, and takes over with the picks intact, in ${name}`, async () => {
    await withKeptPage(name, async (visitor, page, host, next) => {
      const before = await visitor.version();
      host.folder = next;
      await visitor.reload();
      await visitor.see("[data-update]");
      assert.equal(await visitor.version(), before);
      assert(!(await changedFile(page)).endsWith(ADDED), "the old page is given the old files");
      const announced = await page.$$eval("[role=status]", (regions) => regions.filter((it) => it.innerText.includes("new version")).length);
      assert.equal(announced, 1);

      await press(page, "Later");
      await visitor.until("the offer is gone", () => !document.querySelector("[data-update]"));
      await visitor.reload();
      await visitor.see("[data-update]");
      assert.equal(await visitor.version(), before, "a reload is no consent");

      await press(page, "Update");
      await becomes(visitor, NEXT);
      assert((await changedFile(page)).endsWith(ADDED));
      await visitor.hasPicks([BEBOP]);
      assert.equal((await visitor.recommended()).length, 20);
      assert.equal(await page.$("[data-update]"), null);

      await host.stop();
      await visitor.reload();
      assert.equal(await visitor.version(), NEXT);
      assert.equal((await visitor.recommended()).length, 20);
      const caches = await page.evaluate(() => caches.keys());
      assert.deepEqual(caches.filter((cache) => !cache.includes(NEXT) && !cache.endsWith("on demand")), [], "the old files are gone");
    });
  });
}

test("an update that was put off can be had on the page about the page", async () => {
  await withKeptPage("chromium", async (visitor, page, host, next) => {
    host.folder = next;
    await visitor.reload();
    await visitor.see("[data-update]");
    await press(page, "Later");
    await page.evaluate(() => { location.hash = "#/about"; });
    await (await visitor.see(".prose .primary")).click();
    await becomes(visitor, NEXT);
    assert.equal(await page.evaluate(() => location.hash), "#/about");
  });
});

test("a tab beside the one that updates comes along", async () => {
  await withKeptPage("chromium", async (visitor, page, host, next) => {
    const beside = await page.browserContext().newPage();
    await beside.goto(`${host.base}#/about`);
    await beside.waitForSelector("main h1");
    host.folder = next;
    await page.bringToFront();
    await visitor.reload();
    await visitor.see("[data-update]");
    await press(page, "Update");
    await becomes(visitor, NEXT);
    await beside.waitForFunction(
      (version) => document.querySelector("meta[name=konomi-version]")?.content === version,
      { polling: 100 },
      NEXT,
    );
    assert.equal(await beside.evaluate(() => location.hash), "#/about");
  });
});

for (const [how, fail] of [
  ["a file that is cut short", (bytes, response) => response.writeHead(200).end(bytes.subarray(0, bytes.length / 2))],
  ["a connection that breaks", (bytes, response) => response.writeHead(200, { "Content-Length": bytes.length }).write(bytes.subarray(0, 1000), () => response.destroy())],
  ["a server that fails", (bytes, response) => response.writeHead(503).end()],
]) {
  test(`an update that meets ${how} leaves the version before as it is`, async () => {
    await withKeptPage("chromium", async (visitor, page, host, next) => {
      const before = await visitor.version();
      host.folder = next;
      let failures = 0;
      host.fail = (path, bytes, response) => {
        if (path !== CHANGED) return false;
        failures += 1;
        fail(bytes, response);
        return true;
      };
      await visitor.reload();
      for (let wait = 0; failures === 0 && wait < 200; wait += 1) await new Promise((resolve) => setTimeout(resolve, 100));
      assert(failures > 0, "the update was tried");
      await settled(visitor);
      assert.equal(await page.$("[data-update]"), null, "there is nothing to offer");

      await host.stop();
      await visitor.reload();
      assert.equal(await visitor.version(), before);
      assert.equal((await visitor.recommended()).length, 20);
      assert(!(await changedFile(page)).endsWith(ADDED));

      // Once the server is well, the update goes on from what it had.
      await host.start();
      host.fail = () => false;
      host.asked.length = 0;
      await visitor.reload();
      await visitor.see("[data-update]");
      assert(!host.asked.some((path) => path.endsWith(".wasm")), `what has not changed is not fetched again: ${host.asked}`);
    });
  });
}

test("a file that is fetched on demand is kept from then on, through updates that leave it as it is", async () => {
  const large = { "model/large.bin": "weights" };
  const read = (page) => page.evaluate(async () => (await fetch("./model/large.bin")).text());
  await visitHost(
    "chromium",
    async (visitor, page, host) => {
      await withRelease(host.folder, "first", large, async (first) => {
        await withRelease(first, NEXT, { [CHANGED]: ADDED }, async (second) => {
          host.folder = first;
          await visitor.open();
          await visitor.offline("ready");
          assert(!host.asked.includes("model/large.bin"), "nobody asked for it");
          assert.equal(await read(page), large["model/large.bin"]);
          host.folder = second;
          await visitor.reload();
          await visitor.see("[data-update]");
          await press(page, "Update");
          await becomes(visitor, NEXT);
          await host.stop();
          assert.equal(await read(page), large["model/large.bin"]);
        });
      });
    },
    { failuresExpected: true },
  );
});

test("while the page is developed, what was just built is seen at once", async () => {
  await visitHost(
    "chromium",
    async (visitor, page, host) => {
      // As `cargo xtask serve` sends the worker.
      host.fail = (path, bytes, response) => {
        if (path !== "service_worker.js") return false;
        const text = bytes.toString().replace("const NETWORK_FIRST = false;", "const NETWORK_FIRST = true;");
        response.writeHead(200, { "Content-Type": "text/javascript", "Cache-Control": "no-cache" }).end(text);
        return true;
      };
      await visitor.open();
      await visitor.offline("ready");
      await withRelease(host.folder, NEXT, { [CHANGED]: ADDED }, async (next) => {
        host.folder = next;
        await visitor.reload();
        assert.equal(await visitor.version(), NEXT);
        assert((await changedFile(page)).endsWith(ADDED));
        await visitor.until("the new files are kept, without a word", async (version) => {
          const { active, waiting, installing } = await navigator.serviceWorker.getRegistration();
          const kept = (await caches.keys()).some((name) => name.endsWith(version));
          return kept && active?.state === "activated" && !waiting && !installing && !document.querySelector("[data-update]");
        }, NEXT);
        await host.stop();
        await visitor.reload();
        assert.equal(await visitor.version(), NEXT);
      });
    },
    { failuresExpected: true },
  );
});
