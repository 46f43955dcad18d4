// What a visitor says of titles, and what the page makes of it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { visit } from "./browsers.mjs";

const BEBOP = 1;
const SPIRITED_AWAY = 199;

/** A visitor with two picks and their list, by the default model or by another. */
async function withList(doing, { model, ...options } = {}) {
  await visit(
    "chromium",
    async (visitor, page) => {
      await visitor.open(model ? `?model=${model}` : "");
      await visitor.pick("Cowboy Bebop", BEBOP);
      await visitor.pick("Spirited Away", SPIRITED_AWAY);
      await doing(visitor, page, await visitor.recommended());
    },
    options,
  );
}

const ids = (list) => list.map((item) => item.id);

/** Presses a button of a title in the list by its text. */
async function press(page, id, text) {
  const buttons = await page.$$(`[aria-label="Recommended"] > [data-anime-id="${id}"] button`);
  for (const button of buttons) {
    if ((await button.evaluate((it) => it.textContent)).includes(text)) return button.click();
  }
  throw new Error(`${id} has no button ${text}`);
}

/** Waits for a list other than the one before. */
async function changed(visitor, before) {
  await visitor.until(
    "the list has changed",
    (before) => {
      const list = document.querySelector('[aria-label="Recommended"]');
      const now = [...list.querySelectorAll(":scope > [data-score]")].map((item) => item.dataset.score).join();
      return list.getAttribute("aria-busy") === "false" && now !== before;
    },
    before.map((item) => String(item.score)).join(),
  );
  return visitor.recommended();
}

async function undo(page) {
  const [button] = await page.$$(".toast button");
  await button.click();
}

// A rating says a little more or less than a like that the title is on the list, a low one much less.
for (const model of ["ncf", "blend"]) {
  test(`a rating and a dislike change the list by ${model}, and are kept`, async () => {
    await withList(
      async (visitor, page, liked) => {
        const opinion = `.picks [data-anime-id="${SPIRITED_AWAY}"] select`;
        let before = liked;
        for (const value of ["6", "2", "dislike"]) {
          await page.select(opinion, value);
          before = await changed(visitor, before);
        }
        await visitor.reload();
        await visitor.see(opinion);
        assert.equal(await page.$eval(opinion, (select) => select.value), "dislike");
        assert.deepEqual(ids(await visitor.recommended()), ids(before));
        await page.select(opinion, "like");
        assert.deepEqual(ids(await changed(visitor, before)), ids(liked), "as if nothing had been said");
      },
      { model },
    );
  });
}

for (const [text, words] of [["Not interested", "recommended"], ["Seen it", "seen"]]) {
  test(`"${text}" takes a title off the list for good, until it is undone`, async () => {
    await withList(async (visitor, page, before) => {
      const [first] = before;
      await press(page, first.id, text);
      await visitor.toast(words);
      const after = await changed(visitor, before);
      assert(!ids(after).includes(first.id) && after.length === 20);
      assert.deepEqual(ids(after).slice(0, 19), ids(before).slice(1), "the rest moves up");
      await visitor.reload();
      assert.deepEqual(ids(await visitor.recommended()), ids(after));
      await visitor.hasPicks([BEBOP, SPIRITED_AWAY]);
    });
  });
}

test("a like, and removing a pick, can be undone", async () => {
  await withList(async (visitor, page, before) => {
    const [first] = before;
    await press(page, first.id, "Like");
    await visitor.see(`.picks [data-anime-id="${first.id}"]`);
    const after = await changed(visitor, before);
    assert(!ids(after).includes(first.id));
    await undo(page);
    assert.deepEqual(ids(await changed(visitor, after)), ids(before));
    await page.click(`.picks [data-anime-id="${BEBOP}"] .x`);
    const without = await changed(visitor, before);
    await visitor.hasPicks([SPIRITED_AWAY]);
    await undo(page);
    assert.deepEqual(ids(await changed(visitor, without)), ids(before));
  });
});

test("a title that was liked twice in a row is liked once, and that can be undone", async () => {
  await withList(async (visitor, page, before) => {
    const [first] = before;
    // Both while the card still stands.
    await page.$eval(`[aria-label="Recommended"] > [data-anime-id="${first.id}"] button`, (like) => {
      like.click();
      like.click();
    });
    const after = await changed(visitor, before);
    await visitor.hasPicks([first.id, BEBOP, SPIRITED_AWAY]);
    await undo(page);
    assert.deepEqual(ids(await changed(visitor, after)), ids(before));
    await visitor.hasPicks([BEBOP, SPIRITED_AWAY]);
  });
});

test("a title leaves the list though the next list is long in coming", async () => {
  await withList(async (visitor, page, before) => {
    const [first, ...others] = before;
    // What the engine is not asked it does not answer.
    await page.evaluate(() => (Worker.prototype.postMessage = () => {}));
    await press(page, first.id, "Not interested");
    await visitor.until(
      "the title has gone and the others stand",
      (expected) => {
        const list = document.querySelectorAll('[aria-label="Recommended"] > [data-anime-id]');
        return [...list].map((item) => item.dataset.animeId).join() === expected;
      },
      ids(others).join(),
    );
  });
});

test("without a pick there is no list but something to start from", async () => {
  await visit("chromium", async (visitor, page) => {
    await visitor.open();
    await visitor.see(".start button");
    assert.equal(await page.$('[aria-label="Recommended"]'), null);
    const [first] = await page.$$eval(".start [data-anime-id]", (items) => items.map((item) => Number(item.dataset.animeId)));
    await page.click(`.start [data-anime-id="${first}"] button`);
    assert.equal((await visitor.recommended()).length, 20);
    await visitor.hasPicks([first]);
    assert.equal(await page.$eval(`.start [data-anime-id="${first}"] button`, (it) => it.getAttribute("aria-pressed")), "true");
  });
});

test("the model of ratings says which rating it expects, and the choice of it is kept", async () => {
  await withList(async (visitor, page) => {
    assert.equal(await page.$(".expected"), null, "implicit feedback knows no ratings");
    await visitor.choose("recommender-net");
    await visitor.recommended();
    const ratings = () => page.$$eval(".expected b", (items) => items.map((item) => Number(item.textContent)));
    const before = await ratings();
    assert.equal(before.length, 20);
    assert(before.every((rating) => rating >= 1 && rating <= 10), `${before}`);
    await visitor.reload();
    await visitor.recommended();
    assert.deepEqual(await ratings(), before);
  });
});

test("\"More like this\" leads to the title's page and back to the same list", async () => {
  await withList(async (visitor, page, before) => {
    const [{ id }] = before;
    // Not by its place: the list may still be moving.
    await page.$eval(`[aria-label="Recommended"] > [data-anime-id="${id}"] .act a`, (link) => link.click());
    await visitor.see('[aria-label="Most similar"] [data-cosine]');
    assert.equal(await page.evaluate(() => location.hash), `#/anime/${id}`);
    await page.goBack();
    assert.deepEqual(await visitor.recommended(), before);
  });
});

test("where no engine can be had the page says so, keeps the picks, and tries again when told to", async () => {
  await visit(
    "chromium",
    async (visitor, page) => {
      // With what the browser keeps of the page, the engine could be had without the network.
      await page.evaluateOnNewDocument(() => { delete Navigator.prototype.serviceWorker; });
      await visitor.open();
      await visitor.badge();
      await page.setOfflineMode(true);
      // Two workers in a row fail, and neither can be had anew.
      for (let failures = 0; failures < 2; failures += 1) {
        const [worker] = page.workers();
        await worker?.evaluate(() => setTimeout(() => { throw new Error("on purpose"); })).catch(() => {});
        await new Promise((resolve) => setTimeout(resolve, 1500));
      }
      await visitor.badge("stopped");
      await visitor.pick("Cowboy Bebop", BEBOP);
      await visitor.see(".state-failure");
      await page.setOfflineMode(false);
      await page.click(".state-failure button");
      assert.equal((await visitor.recommended()).length, 20);
      await visitor.hasPicks([BEBOP]);
    },
    { failuresExpected: true },
  );
});
