// Somebody who was never here before: five picks from a grid that follows them, and a list; a surprise; another language.

import assert from "node:assert/strict";
import { test } from "node:test";
import { visit, visitHost } from "./browsers.mjs";

/** The titles of the grid, each with whether it is picked. */
const grid = (page) =>
  page.$$eval(".start [data-anime-id]", (items) =>
    items.map((item) => ({
      id: Number(item.dataset.animeId),
      picked: item.querySelector("button").getAttribute("aria-pressed") === "true",
    })),
  );

/** Waits until the grid has other titles than those. */
const moved = (visitor, before) =>
  visitor.until(
    "the grid has followed",
    (before) => [...document.querySelectorAll(".start [data-anime-id]")].map((item) => item.dataset.animeId).join() !== before,
    before.map((item) => item.id).join(),
  );

for (const browser of ["chromium", "firefox"]) {
  test(`a newcomer with five picks (${browser})`, async () => {
    await visit(browser, async (visitor, page) => {
      await visitor.open();
      await visitor.see(".start [data-anime-id]");
      await visitor.badge();
      const asked = new Set();
      for (let picks = 1; picks <= 5; picks += 1) {
        const before = await grid(page);
        assert.equal(before.length, 9);
        const open = before.filter((item) => !item.picked);
        open.forEach((item) => asked.add(item.id));
        const place = before.indexOf(open[0]);
        await page.click(`.start [data-anime-id="${open[0].id}"] button`);
        await moved(visitor, before);
        const after = await grid(page);
        assert.deepEqual(after[place], { id: open[0].id, picked: true }, "a pick stays in its place");
        const kept = after.filter((item, at) => item.id === before[at].id).length;
        assert.equal(new Set(after.map((item) => item.id)).size, after.length, "each title stands once");
        assert(kept >= 1 && after.length === 9);
      }
      assert(asked.size > 12, `the grid follows the picks: ${asked.size} titles were asked about`);
      assert.equal((await visitor.recommended()).length, 20);
      assert.equal((await visitor.picks()).length, 5);
      const parts = () => visitor.requests.filter((address) => address.includes("/parts/"));
      assert.deepEqual(parts(), [], "what nobody went to was not fetched");
      await page.evaluate(() => { location.hash = "#/anime/1"; });
      await visitor.see("[data-cosine]");
      assert(parts().some((address) => address.endsWith("-pages.wasm")));
      await page.evaluate(() => { location.hash = "#/"; });
      await visitor.reload();
      assert.equal((await visitor.recommended()).length, 20);
      assert.equal((await visitor.picks()).length, 5);
    });
  });
}

test("other titles can be asked for, and a surprise is one click away", async () => {
  await visit("chromium", async (visitor, page) => {
    await visitor.open();
    await visitor.see(".start [data-anime-id]");
    await visitor.badge();
    const before = await grid(page);
    await page.click("[data-others]");
    await moved(visitor, before);
    await visitor.until("the grid is full", () => document.querySelectorAll(".start [data-anime-id]").length === 9);
    const after = await grid(page);
    assert(after.every((item) => before.every((other) => other.id !== item.id)), "what was passed over does not come again");
    await page.click("[data-surprise]");
    await visitor.see(".hero h1");
    assert.match(await page.evaluate(() => location.hash), /^#\/anime\/\d+$/);
  });
});

test("the page speaks Japanese to whoever reads it, and another language when told to", async () => {
  await visit("chromium", async (visitor, page) => {
    await page.evaluateOnNewDocument(() => Object.defineProperty(navigator, "languages", { get: () => ["ja-JP", "en"] }));
    await visitor.open("#/?picks=1,5114");
    await visitor.until("the page is Japanese", () => document.documentElement.lang === "ja");
    const text = () => page.evaluate(() => document.body.innerText);
    await visitor.until("the titles are native", () => document.querySelector(".picks")?.innerText.includes("カウボーイビバップ"));
    assert((await text()).includes("好きなアニメは？"));
    for (const [address, words] of [["#/models", "モデル"], ["#/charts", "絞り込み"], ["#/about", "Konomiについて"], ["#/map", "好みのマップ"], ["#/people", "あなたに似た人たち"], ["#/compare", "2つのモデルを比べる"]]) {
      await page.evaluate((hash) => { location.hash = hash; }, address);
      await visitor.until(`${address} is Japanese`, (words) => document.querySelector("main").innerText.includes(words), words);
    }
    // What is said of the engine is Japanese too.
    assert.match((await visitor.badge("cpu")).reason, /CPUで動いています/);
    await page.select(".language", "en");
    await visitor.until("the page is English", () => document.documentElement.lang === "en" && document.querySelector("main h1"));
    await page.evaluate(() => { location.hash = "#/"; });
    await visitor.hasPicks([1, 5114]);
    await visitor.reload();
    assert.equal(await page.evaluate(() => document.documentElement.lang), "en", "the choice is kept");
  });
});

test("what keeps the page from starting is said in the visitor's language, and without JavaScript in all", async () => {
  await visitHost("chromium", async (visitor, page, host) => {
    host.fail = (path, bytes, response) => {
      if (!path.endsWith("_bg.wasm")) return false;
      response.writeHead(503).end();
      return true;
    };
    for (const [tag, title, words] of [["en-GB", "What do you like?", "could not be loaded"], ["ja-JP", "好きなアニメは？", "読み込めませんでした"]]) {
      await page.evaluateOnNewDocument((tag) => Object.defineProperty(navigator, "languages", { get: () => [tag], configurable: true }), tag);
      await page.goto(visitor.base);
      const failure = await visitor.see("#boot-failure");
      assert((await failure.evaluate((element) => element.textContent)).includes(words));
      assert.equal(await page.$eval("main h1", (element) => element.textContent), title);
      assert.equal(await page.evaluate(() => document.documentElement.lang), tag.slice(0, 2));
    }
    await page.setJavaScriptEnabled(false);
    await page.goto(visitor.base);
    const texts = await page.$$eval("noscript p", (all) => all.map((element) => [element.lang, element.textContent]));
    assert.deepEqual(texts.map(([lang]) => lang), ["en", "ja"]);
    assert(texts[0][1].includes("JavaScript is switched off") && texts[1][1].includes("JavaScriptが無効"));
  }, { failuresExpected: true });
});
