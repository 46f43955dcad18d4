// Every model that the page offers: what it does, how well, and its weights, fetched when they are wanted.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { visit, visitHost } from "./browsers.mjs";

const PICKS = [
  ["Cowboy Bebop", 1],
  ["Death Note", 1535],
  ["Spirited Away", 199],
];
/** What `konomi recommend` gives for these picks by each model; a native test makes sure of it. */
const EXPECTED = JSON.parse(await readFile(new URL("../fixtures/top20.json", import.meta.url), "utf8"));
/** The match of neighbours in a list may differ by so much where they have changed places. */
const TOLERANCE = 1e-3;

async function pickAll(visitor) {
  for (const [query, id] of PICKS) await visitor.pick(query, id);
}

function assertSame(list, expected, model) {
  const scores = new Map(expected.map(({ id, score }) => [id, score]));
  const last = expected.at(-1).score;
  for (const [rank, { id, score }] of list.entries()) {
    const there = expected[rank].score;
    assert(Math.abs(score - there) < TOLERANCE, `${model}: rank ${rank + 1} scores ${score} and should ${there}`);
    const own = scores.get(id) ?? last;
    assert(Math.abs(score - own) < TOLERANCE, `${model}: anime ${id} scores ${score} and should ${own}`);
  }
}

test("every model can be chosen on its page, and gives the list that the command line gives", async (context) => {
  await visit("chromium", async (visitor, page) => {
    // As the command line ranks: with no rule of franchises.
    await visitor.open("#/?franchise=all");
    await pickAll(visitor);
    await visitor.rankedBy("blend");
    for (const model of Object.keys(EXPECTED)) {
      await context.test(`by ${model}`, async () => {
        await visitor.open("#/models");
        // What was said of the model before may lie over the button of this one.
        const close = await page.$(".toast-close");
        if (close) await close.click();
        const card = await visitor.see(`.model-card[data-model="${model}"]`);
        assert.match(await card.evaluate((it) => it.innerText), /0\.\d\d\d/, "its figures");
        const button = await card.$("button");
        if (button) await button.click();
        await visitor.see(`.model-card[data-model="${model}"][data-used=true]`);
        await visitor.open("#/");
        await visitor.rankedBy(model);
        assertSame(await visitor.recommended(), EXPECTED[model], model);
      });
    }
  });
});

test("NCF answers first where the default is slow to come, and its list gives way without a jump", async () => {
  await visitHost("chromium", async (visitor, page, host) => {
    let release;
    const held = new Promise((resolve) => (release = resolve));
    host.fail = (path, bytes, response) => {
      if (!path.includes("/blend-")) return false;
      held.then(() => response.writeHead(200, { "Content-Length": bytes.length }).end(bytes));
      return true;
    };
    try {
      await visitor.open();
      await pickAll(visitor);
      await visitor.rankedBy("ncf");
      await visitor.see("[data-fetching=blend] progress");
      assert.match(await page.$eval(".results .sub", (it) => it.innerText), /until the blend .* is here/);
      const top = await page.$eval('[aria-label="Recommended"]', (list) => list.getBoundingClientRect().top);
      release();
      await visitor.rankedBy("blend");
      await visitor.recommended();
      assert.equal(await page.$("[data-fetching]"), null, "nothing is on its way any more");
      const after = await page.$eval('[aria-label="Recommended"]', (list) => list.getBoundingClientRect().top);
      assert(Math.abs(after - top) < 60, `the list moved from ${top} to ${after}`);
    } finally {
      host.fail = () => false;
      release();
    }
  });
});

test("a model that can't be had is said so, the list in between stays, and another try works", async () => {
  await visitHost(
    "chromium",
    async (visitor, page, host) => {
      host.fail = (path, _, response) => {
        if (!path.includes("/blend-")) return false;
        response.writeHead(503).end();
        return true;
      };
      try {
        await visitor.open();
        await pickAll(visitor);
        const hint = await visitor.see("[data-instead]");
        assert.match(await hint.evaluate((it) => it.innerText), /answered 503/);
        await visitor.rankedBy("ncf");
        assert.equal((await visitor.recommended()).length, 20);
        await visitor.hasPicks(PICKS.map(([, id]) => id));
        host.fail = () => false;
        await page.click("[data-instead] button");
        await visitor.rankedBy("blend");
      } finally {
        host.fail = () => false;
      }
    },
    { failuresExpected: true },
  );
});

test("weights that are damaged on the way are noticed", async () => {
  await visitHost(
    "chromium",
    async (visitor, page, host) => {
      host.fail = (path, bytes, response) => {
        if (!path.includes("/blend-")) return false;
        const damaged = Buffer.from(bytes);
        damaged[damaged.length >> 1] ^= 1;
        response.writeHead(200).end(damaged);
        return true;
      };
      try {
        await visitor.open();
        await pickAll(visitor);
        const hint = await visitor.see("[data-instead]");
        assert.match(await hint.evaluate((it) => it.innerText), /damaged/);
        await visitor.rankedBy("ncf");
      } finally {
        host.fail = () => false;
      }
    },
    { failuresExpected: true },
  );
});
