// Somebody who trained a model with Keras, and brings its files.

import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { visit } from "./browsers.mjs";

const folder = await mkdtemp(join(tmpdir(), "konomi-own-"));
after(() => rm(folder, { recursive: true }));

/** What the reference's notebooks write; no checkout contains it. */
const KERAS = process.env.KONOMI_DATA && join(process.env.KONOMI_DATA, "../keras");
const NAMES = ["full_anime_model.keras", "ncf_model.keras", "user_encoder.pkl", "anime_encoder.pkl", "scaler.pkl", "anime_weights.npy", "user_weights.npy"];
const missing = !KERAS || !existsSync(KERAS);

async function bring(visitor, page, paths) {
  const input = await page.waitForSelector(".own input[type=file]");
  await input.uploadFile(...paths);
}

async function openModels(visitor, search = "") {
  await visitor.open(`${search}#/?picks=1,5114.9,199,16498.10,9253`);
  await visitor.badge();
  await visitor.recommended();
  await visitor.page.evaluate(() => { location.hash = "#/models"; });
  await visitor.see(".own");
}

for (const browser of ["chromium", "firefox"]) {
  test(`a trainer with Keras files gets lists from them at once (${browser})`, { skip: missing && "needs the folder keras beside KONOMI_DATA" }, async () => {
    await visit(browser, async (visitor, page) => {
      await openModels(visitor);
      const asked = visitor.requests.length;
      await bring(visitor, page, NAMES.map((name) => join(KERAS, name)));
      await visitor.until("both models are here", () => document.querySelectorAll(".own-models li").length === 2);
      const names = await page.$$eval(".own-models li", (items) => items.map((item) => item.dataset.model));
      assert.deepEqual([...names].sort(), ["own-ncf", "own-recommender-net"]);
      await page.evaluate(() => { location.hash = "#/"; });
      await visitor.until("the list is by a model of their own", () => document.querySelector(".results .sub").dataset.rankedBy?.startsWith("own-"));
      const list = await visitor.recommended();
      assert.equal(list.length, 20);
      assert(list.every((item) => item.score > 0 && item.score <= 1));
      assert.equal((await page.$$(".expected")).length, 20, "a model of ratings expects ratings");
      const sent = visitor.requests.slice(asked).filter((address) => /keras|pkl|npy/.test(address) && !address.includes("/keras/keras_reader-"));
      assert.deepEqual(sent, [], "nothing of the files is sent anywhere");
      // They live in this visit alone.
      await visitor.reload();
      await visitor.rankedBy("blend");
    });
  });
}

test("a converted model makes the list though the address names another, until that is undone", async () => {
  await visit("chromium", async (visitor, page) => {
    await openModels(visitor, "?model=als");
    await bring(visitor, page, [new URL("../../static/model/ncf.safetensors", import.meta.url).pathname]);
    await visitor.until("the model is here", () => document.querySelectorAll(".own-models li").length === 1);
    await page.evaluate(() => { location.hash = "#/"; });
    await visitor.rankedBy("own-ncf");
    assert.equal((await visitor.recommended()).length, 20);
    await page.click(".toast button:not(.toast-close)");
    await visitor.rankedBy("als");
  });
});

test("files that make no model are refused by name, and nothing changes", async () => {
  const file = async (name, content) => {
    const path = join(folder, name);
    await writeFile(path, content);
    return path;
  };
  const cut = missing ? Buffer.from("PK\x03\x04 not a model") : (await readFile(join(KERAS, "ncf_model.keras"))).subarray(0, 50_000);
  await visit("chromium", async (visitor, page) => {
    await openModels(visitor);
    for (const [paths, fault] of [
      [[await file("holiday.jpg", "no")], "holiday.jpg"],
      [[await file("cut.keras", cut)], "user_encoder.pkl"],
      [[await file("user_encoder.pkl", "cos\nsystem\n(S'echo'\ntR."), await file("a.keras", cut)], "user_encoder.pkl"],
      [[await file("weights.safetensors", "nothing")], "weights.safetensors"],
    ]) {
      await bring(visitor, page, paths);
      await visitor.until(`${fault} is named`, (fault) => document.querySelector(".own-failure")?.innerText.includes(fault), fault);
    }
    await page.evaluate(() => { location.hash = "#/"; });
    await visitor.rankedBy("blend");
    assert.equal((await visitor.recommended()).length, 20);
  });
});
