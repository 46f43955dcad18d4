// One visit is enough: after it the page works with the server gone. And where a browser keeps no copy, nothing is lost
// but that.

import assert from "node:assert/strict";
import { test } from "node:test";
import { visitHost } from "./browsers.mjs";

const BEBOP = 1;
const NOTE = 1535;

/** A first visit that brings picks and a list, and ends when the whole page is kept. */
async function firstVisit(visitor) {
  await visitor.open();
  await visitor.pick("Cowboy Bebop", BEBOP);
  await visitor.pick("Death Note", NOTE);
  const list = await visitor.recommended();
  await visitor.offline("ready");
  return list;
}

/** Opens another of the page's addresses, as the first thing seen: what was on its way for the one before is over. */
async function arriveAt(visitor, hash) {
  await visitor.page.goto("about:blank");
  await visitor.open(hash);
}

for (const name of ["chromium", "firefox"]) {
  test(`after one visit everything works with the server gone, in ${name}`, async () => {
    await visitHost(
      name,
      async (visitor, page, host) => {
        const before = await firstVisit(visitor);
        await host.stop();
        await visitor.reload();
        assert.deepEqual(await visitor.recommended(), before);
        await visitor.hasPicks([BEBOP, NOTE]);
        await visitor.choose("recommender-net");
        assert.equal((await visitor.recommended()).length, 20);
        await visitor.pick("Spirited Away", 199);
        assert.equal((await visitor.recommended()).length, 20);

        await arriveAt(visitor, "#/charts");
        await visitor.chartsDrawn();
        const charts = await page.$$eval(".chart-card canvas", (canvases) => canvases.map((canvas) => Number(canvas.dataset.marks)));
        assert(charts.length >= 21 && charts.every((marks) => marks > 0), `${charts}`);

        await arriveAt(visitor, "#/anime/1");
        await visitor.see('[aria-label="Most similar"] [data-cosine]');
        assert.equal(await page.$eval("h1", (it) => it.innerText), "Cowboy Bebop");

        await arriveAt(visitor, "#/about");
        await visitor.until("it says so", () => document.body.innerText.includes("Ready for offline use"));
        assert.match(await page.evaluate(async () => (await fetch("./static/licence.txt")).text()), /MIT/);
        const font = await page.evaluate(async () => (await document.fonts.load('16px "Inter Variable"')).length);
        assert(font > 0, "the page's own letters are there");
      },
      { failuresExpected: true },
    );
  });
}

test("the network may go during the first visit", async () => {
  await visitHost(
    "chromium",
    async (visitor, page, host) => {
      await firstVisit(visitor);
      await host.stop();
      await page.evaluate(() => { location.hash = "#/charts"; });
      await visitor.chartsDrawn();
    },
    { failuresExpected: true },
  );
});

test("at the root of a host it is the same, and switches in the address count", async () => {
  await visitHost(
    "chromium",
    async (visitor, page, host) => {
      await firstVisit(visitor);
      await host.stop();
      await visitor.open("?model=recommender-net#/");
      assert.equal((await visitor.recommended()).length, 20);
      assert.match(await page.$eval(".results .sub", (it) => it.innerText), /RecommenderNet/);
      await visitor.open("index.html#/about");
    },
    { prefix: "/", failuresExpected: true },
  );
});

test("once it is kept, the page asks the server for nothing but a newer version", async () => {
  await visitHost("chromium", async (visitor, page, host) => {
    await firstVisit(visitor);
    host.asked.length = 0;
    await visitor.reload();
    await visitor.recommended();
    await arriveAt(visitor, "#/charts");
    await visitor.chartsDrawn();
    assert.deepEqual([...new Set(host.asked)].filter((path) => path !== "service_worker.js"), []);
    // What is not the page's goes to the server as ever.
    const status = await page.evaluate(async () => (await fetch("./no-such-file")).status);
    assert.equal(status, 404);
  }, { failuresExpected: true });
});

for (const [what, fail] of [
  ["the worker is missing", (path, bytes, response) => path === "service_worker.js" && response.writeHead(404).end("not found")],
  ["a file is not what it should be", (path, bytes, response) => path === "static/licence.txt" && response.writeHead(200).end("another")],
]) {
  test(`where ${what}, the page works and says that it is not kept`, async () => {
    await visitHost(
      "chromium",
      async (visitor, page, host) => {
        host.fail = fail;
        await visitor.open();
        await visitor.pick("Cowboy Bebop", BEBOP);
        await visitor.offline("failed");
        assert.equal((await visitor.recommended()).length, 20);
        // At the next visit it is tried again.
        host.fail = () => false;
        await visitor.reload();
        await visitor.offline("ready");
      },
      { failuresExpected: true },
    );
  });
}

test("a browser without service workers misses nothing else", async () => {
  await visitHost("chromium", async (visitor, page) => {
    await page.evaluateOnNewDocument(() => { delete Navigator.prototype.serviceWorker; });
    await visitor.open();
    await visitor.offline("unsupported");
    await visitor.pick("Cowboy Bebop", BEBOP);
    assert.equal((await visitor.recommended()).length, 20);
    await page.evaluate(() => { location.hash = "#/about"; });
    await visitor.until("it says so", () => document.body.innerText.includes("keeps no copy"));
  });
});

test("the page can be installed", async () => {
  await visitHost("chromium", async (visitor, page, host) => {
    await firstVisit(visitor);
    const session = await page.createCDPSession();
    const { url, errors, data } = await session.send("Page.getAppManifest");
    assert.deepEqual(errors, []);
    const manifest = JSON.parse(data);
    for (const key of ["start_url", "scope"]) assert.equal(new URL(manifest[key], url).href, host.base, key);
    const { installabilityErrors } = await session.send("Page.getInstallabilityErrors");
    // The tests' visitors are strangers in a private window.
    assert.deepEqual(installabilityErrors.map((error) => error.errorId).filter((id) => id !== "in-incognito"), []);
    for (const { src, sizes, type } of manifest.icons.filter((icon) => icon.type === "image/png")) {
      const size = await page.evaluate(async (address) => {
        const image = await createImageBitmap(await (await fetch(address)).blob());
        return `${image.width}x${image.height}`;
      }, new URL(src, url).href);
      assert.equal(size, sizes, `${src}, ${type}`);
    }
  });
});

for (const name of ["chromium", "firefox"]) {
  test(`one button keeps every model for use without the network, in ${name}`, async () => {
    await visitHost(name, async (visitor, page, host) => {
      await firstVisit(visitor);
      await arriveAt(visitor, "#/about");
      const button = await visitor.see("[data-keep-everything]");
      const size = Number(/([\d.]+) MB/.exec(await button.evaluate((it) => it.innerText))[1]);
      assert(size > 15, `${size} MB`);
      // What fails on the way is said, and what is there stays.
      host.fail = (path, bytes, response) => path.startsWith("model/mult-vae") && response.writeHead(503).end();
      await button.click();
      await visitor.until("the failure is said", () => document.querySelector("[role=alert]")?.innerText.includes("Not all"));
      const left = await page.$eval("[data-keep-everything]", (it) => it.innerText);
      assert(Number(/([\d.]+) MB/.exec(left)[1]) < size, left);
      host.fail = () => false;
      await page.click("[data-keep-everything]");
      await visitor.see("[data-everything]");
      await host.stop();
      await visitor.reload();
      await visitor.see("[data-everything]");
      for (const model of ["mult-vae", "light-gcn", "user-knn"]) {
        await visitor.open(`?model=${model}#/`);
        await visitor.rankedBy(model);
        assert.equal((await visitor.recommended()).length, 20, model);
      }
    }, { failuresExpected: true });
  });
}
