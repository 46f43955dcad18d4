// Nothing leaves the page's origin, and nothing explicit comes up.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { gunzipSync } from "node:zlib";
import { NAMES, visit } from "./browsers.mjs";

for (const name of NAMES) {
  test(`no request leaves the origin in ${name}`, async () => {
    let visitor;
    await visit(name, async (it) => {
      visitor = it;
      await visitor.open(name === "chromium-webgpu" ? "?backend=webgpu" : "");
      await visitor.pick("Cowboy Bebop", 1);
      await visitor.recommended();
      await visitor.open("#/about");
      await visitor.open("#/anime/1");
    });
    const foreign = visitor.requests.filter((url) => !url.startsWith(visitor.base) && !/^(data|blob|about):/.test(url));
    assert.deepEqual(foreign, []);
    // The browsers have business of their own, which no page causes: exactly these hosts, so that fonts or figures from
    // the same companies would be noticed.
    const own = new RegExp(
      `^(https?://)?(${[
        "accounts\\.google\\.com",
        "(android\\.)?clients[0-9]?\\.google\\.com",
        "(content-autofill|optimizationguide-pa|update|safebrowsing)\\.googleapis\\.com",
        "(redirector|edgedl\\.me)\\.gvt1\\.com",
        "([a-z0-9-]+\\.)+mozilla\\.(com|org|net)",
        "detectportal\\.firefox\\.com",
      ].join("|")})(:|/|$)`,
    );
    assert.deepEqual(visitor.strangers.filter((host) => !own.test(host)), []);
  });
}

/** The ids of explicit anime, from the data set; `null` where it is not at hand. */
async function explicitIds() {
  const folder = process.env.KONOMI_DATA;
  if (!folder) return null;
  const text = gunzipSync(await readFile(join(folder, "anime-dataset-2023.csv.gz"))).toString();
  const rows = csv(text);
  const [header] = rows;
  const [id, genres, rating] = ["anime_id", "Genres", "Rating"].map((name) => header.indexOf(name));
  return rows
    .slice(1)
    .filter((row) => /\b(Hentai|Erotica)\b/.test(row[genres]) || row[rating]?.startsWith("Rx"))
    .map((row) => ({ id: Number(row[id]), title: row[1] }));
}

function csv(text) {
  const rows = [[]];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^,\n"]*))(,|\r?\n|$)/g)) {
    rows.at(-1).push(quoted?.replaceAll('""', '"') ?? plain);
    if (end !== ",") rows.push([]);
  }
  return rows;
}

test("explicit titles are neither found nor recommended", async (context) => {
  const explicit = await explicitIds();
  if (!explicit) {
    context.skip("SKIPPED: the data set is not here; KONOMI_DATA may name its folder");
    return;
  }
  assert(explicit.length > 1000, `${explicit.length} explicit titles in the data set`);
  const ids = new Set(explicit.map((anime) => anime.id));
  await visit("chromium", async (visitor) => {
    await visitor.open();
    for (const { title } of explicit.slice(0, 5)) {
      const found = await visitor.search(title.slice(0, 40));
      assert.deepEqual(found.filter((option) => ids.has(option.id)), [], title);
    }
    await visitor.reload();
    // Suggestive, but not explicit: the neighbourhood where explicit titles would turn up.
    for (const [query, id] of [["High School DxD", 11617], ["To LOVE-Ru", 3455], ["Prison School", 30240]]) {
      await visitor.pick(query, id);
    }
    for (const model of ["ncf", "recommender-net"]) {
      await visitor.choose(model);
      const list = await visitor.recommended();
      assert.deepEqual(list.filter((item) => ids.has(item.id)), [], model);
    }
  });
});

test("whoever follows a link that leads out takes no word of this page along", async () => {
  await visit("chromium", async (visitor, page) => {
    await visitor.open("#/?picks=1,1535");
    await visitor.recommended();
    for (const address of ["#/", "#/anime/1", "#/about", "#/models", "#/people"]) {
      await page.evaluate((hash) => { location.hash = hash; }, address);
      await visitor.until("the page is there", () => document.querySelector("main h1"));
      if (address.includes("anime")) await visitor.see("[data-cosine]");
      const leading = await page.$$eval("a[href]", (links) =>
        links.filter((link) => link.origin !== location.origin).map((link) => [link.relList.contains("noreferrer"), link.outerHTML]));
      if (address === "#/") assert(leading.length >= 20, "each title leads to its page elsewhere");
      for (const [isSilent, link] of leading) assert(isSilent, link);
    }
    assert.equal(await page.$eval("meta[name=referrer]", (meta) => meta.content), "no-referrer");
  });
});
