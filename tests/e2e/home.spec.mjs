// The start page: three picks found in three ways, the list that follows, and the next visit.

import assert from "node:assert/strict";
import { test } from "node:test";
import { visit } from "./browsers.mjs";

const BEBOP = 1;
const NOTE = 1535;
const TITAN = 16498;

test("three picks, one with a typo and one in Japanese, bring a list of twenty", async () => {
  await visit("chromium", async (visitor) => {
    await visitor.open();
    await visitor.pick("Cowboy Bebop", BEBOP);
    await visitor.pick("Deth Note", NOTE);
    await visitor.pick("進撃の巨人", TITAN);
    const list = await visitor.recommended();
    assert.equal(list.length, 20);
    const ids = list.map((item) => item.id);
    assert.equal(new Set(ids).size, 20, "no title twice");
    for (const id of [BEBOP, NOTE, TITAN]) assert(!ids.includes(id), "a pick is not recommended");
    const scores = list.map((item) => item.score);
    assert.deepEqual(scores, [...scores].sort((a, b) => b - a), "best first");
  });
});

test("picks and their list survive a reload", async () => {
  await visit("chromium", async (visitor) => {
    await visitor.open();
    await visitor.pick("Cowboy Bebop", BEBOP);
    await visitor.pick("Death Note", NOTE);
    const before = await visitor.recommended();
    await visitor.reload();
    const after = await visitor.recommended();
    await visitor.hasPicks([BEBOP, NOTE]);
    assert.deepEqual(after, before);
  });
});

test("the next visit begins with the titles of the last list, one with other picks does not", async () => {
  await visit("chromium", async (visitor, page) => {
    // In the page: the titles that its first paint has, before its program runs.
    await page.evaluateOnNewDocument(() =>
      document.addEventListener("DOMContentLoaded", () => {
        window.atFirst = [...document.querySelectorAll("#first-paint .remembered")].map((title) => title.textContent);
      }),
    );
    const address = "?backend=cpu#/?picks=1,1535,199";
    await visitor.open(address);
    assert.deepEqual(await page.evaluate(() => window.atFirst), [], "nothing is known yet");
    await visitor.recommended();
    const titles = await page.$$eval('[aria-label="Recommended"] > [data-score] h3', (names) => names.map((it) => it.textContent));
    await visitor.until("the list is kept", () => localStorage.getItem("konomi.last-list"));
    await page.goto("about:blank");
    await visitor.open(address);
    assert.deepEqual(await page.evaluate(() => window.atFirst), titles.slice(0, 8));
    await visitor.recommended();
    assert.equal((await page.$$(".remembered")).length, 0, "the list itself has their place");
    await page.goto("about:blank");
    await visitor.open("?backend=cpu#/?picks=20,5114");
    assert.deepEqual(await page.evaluate(() => window.atFirst), []);
  });
});

test("the keyboard alone is enough", async () => {
  await visit("chromium", async (visitor, page) => {
    await visitor.open();
    await visitor.until("the catalogue is there", () =>
      /\d/.test(document.querySelector("[role=combobox]")?.placeholder),
    );
    await page.keyboard.press("/");
    await page.keyboard.type("cowboy bebop");
    await visitor.see("[role=option]");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    assert.equal((await visitor.recommended()).length, 20);
  });
});

test("an anime's page can be reloaded and shared, and shows the most and least similar", async () => {
  await visit("chromium", async (visitor, page) => {
    await visitor.open("#/anime/1");
    await visitor.reload();
    await visitor.until("its title is there", () => document.querySelector("h1").innerText === "Cowboy Bebop");
    for (const label of ["Most similar", "Least similar"]) {
      await visitor.see(`[aria-label="${label}"] [data-cosine]`);
      const cosines = await page.$$eval(`[aria-label="${label}"] [data-cosine]`, (items) =>
        items.map((item) => Number(item.dataset.cosine)),
      );
      assert(cosines.every((cosine) => cosine >= -1.001 && cosine <= 1.001), `cosines: ${cosines}`);
      const sorted = [...cosines].sort((a, b) => (label === "Most similar" ? b - a : a - b));
      assert.deepEqual(cosines, sorted, label);
    }
  });
});

test("addresses that lead nowhere say so", async () => {
  await visit("chromium", async (visitor, page) => {
    for (const [address, words] of [
      ["#/anime/4000000000", "No anime has the number"],
      ["#/no-such-page", "There is nothing here"],
    ]) {
      await visitor.open(address);
      await visitor.until(`${address} says so`, (words) => document.body.innerText.includes(words), words);
      await page.goto("about:blank");
    }
  });
});
