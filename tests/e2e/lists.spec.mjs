// Lists that visitors bring and take away as files.

import assert from "node:assert/strict";
import { mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { gzipSync } from "node:zlib";
import { visit } from "./browsers.mjs";

const folder = await mkdtemp(join(tmpdir(), "konomi-lists-"));
after(() => rm(folder, { recursive: true }));

const BEBOP = 1;
const BROTHERHOOD = 5114;
const MONSTER = 19;

const entry = (id, status, score) =>
  `<anime><series_animedb_id>${id}</series_animedb_id><series_title><![CDATA[Title ${id}]]></series_title>` +
  `<my_score>${score}</my_score><my_status>${status}</my_status></anime>\n`;
const mal = (entries) => `<?xml version="1.0"?>\n<myanimelist>\n${entries.join("")}</myanimelist>\n`;

async function file(name, content) {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

/** Opens the dialog and chooses a file; the dialog then says what is in it, or why it can't be read. */
async function choose(visitor, page, path) {
  await visitor.until("the dialog can be opened", () => document.querySelector("[data-import]")?.disabled === false);
  await page.click("[data-import]");
  const input = await page.waitForSelector("dialog[open] input[type=file]");
  await input.uploadFile(path);
  await page.waitForSelector("[data-import-file], [data-import-failure]");
  return page.$eval("dialog[open] .dialog-body", (body) => body.innerText);
}

for (const browser of ["chromium", "firefox"]) {
  test(`a fan with a file from MyAnimeList gets a list from it, and can undo it (${browser})`, async () => {
    await visit(browser, async (visitor, page) => {
      await visitor.open();
      const path = await file("animelist.xml.gz", gzipSync(mal([
        entry(BROTHERHOOD, "Completed", 10),
        entry(MONSTER, "Dropped", 0),
        entry(30, "Watching", 0),
        entry(43, "Plan to Watch", 0),
        entry(4_000_000_000, "Completed", 9),
      ])));
      const text = await choose(visitor, page, path);
      for (const part of ["animelist.xml.gz", "1 with your rating", "1 dropped", "mild dislike", "1 planned", "1 line not taken"]) {
        assert(text.includes(part), `${part} in: ${text}`);
      }
      assert.deepEqual(await visitor.picks(), [], "nothing is added before the visitor says so");
      await page.click("[data-import-add]");
      await visitor.toast("4 titles added");
      await visitor.see(`.picks [data-anime-id="30"]`);
      await visitor.hasPicks([BROTHERHOOD, MONSTER, 30]);
      assert.deepEqual(await visitor.picks(), [BROTHERHOOD, MONSTER, 30], "in the order of the list");
      const value = (id) => page.$eval(`.picks [data-anime-id="${id}"] select`, (select) => select.value);
      assert.deepEqual([await value(BROTHERHOOD), await value(MONSTER), await value(30)], ["10", "dropped", "like"]);
      const list = await visitor.recommended();
      assert(!list.some(({ id }) => [BROTHERHOOD, MONSTER, 30, 43].includes(id)), "nothing of the list is recommended");
      await visitor.reload();
      await visitor.hasPicks([BROTHERHOOD, MONSTER, 30]);
      assert.deepEqual(await visitor.picks(), [BROTHERHOOD, MONSTER, 30], "in the order of the list");
    });
  });
}

test("an import can be undone, and what was there before stays", async () => {
  await visit("chromium", async (visitor, page) => {
    await visitor.open();
    await visitor.pick("Cowboy Bebop", BEBOP);
    await choose(visitor, page, await file("list.csv", `title,score\n"Fullmetal Alchemist: Brotherhood",9\nCowboy Bebop,\n`));
    await page.click("[data-import-add]");
    await visitor.toast("1 title added, 1 known already");
    await visitor.see(`.picks [data-anime-id="${BROTHERHOOD}"]`);
    await visitor.hasPicks([BEBOP, BROTHERHOOD]);
    assert.deepEqual(await visitor.picks(), [BEBOP, BROTHERHOOD], "in the order of the list");
    await page.click(".toast button");
    await visitor.until("the pick is gone", () => document.querySelectorAll(".picks [data-anime-id]").length === 1);
    await visitor.hasPicks([BEBOP]);
  });
});

test("what is not certain is asked for, and a file that is no list says what to do", async () => {
  await visit("chromium", async (visitor, page) => {
    await visitor.open();
    const failure = await choose(visitor, page, await file("photo.png", Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 255, 254])));
    assert(failure.includes("photo.png") && failure.includes("not a text file"), failure);
    const input = await page.$("dialog[open] input[type=file]");
    await input.uploadFile(await file("titles.txt", "Cowboy Bebob\nMonster, 8\n"));
    await page.waitForSelector(".confirm select");
    const [bebop, monster] = await page.$$(".confirm select");
    await bebop.focus();
    await bebop.select(String(BEBOP));
    assert(await bebop.evaluate((select) => select === document.activeElement), "the choice keeps the focus");
    await monster.select(String(MONSTER));
    await visitor.until("the button counts it", () => document.querySelector("[data-import-add]")?.innerText.includes("2 titles"));
    await page.click("[data-import-add]");
    await visitor.see(`.picks [data-anime-id="${BEBOP}"]`);
    await visitor.see(`.picks [data-anime-id="${MONSTER}"]`);
  });
});

test("a list of 5,000 entries is read in under a second, and the page stays usable with it", async (context) => {
  await visit("chromium", async (visitor, page) => {
    await visitor.open();
    const entries = Array.from({ length: 5000 }, (_, index) => entry(index * 3 + 1, "Completed", 1 + (index % 10)));
    const path = await file("long.xml", mal(entries));
    await visitor.until("the catalogue is there", () => document.querySelector("[data-import]")?.disabled === false);
    await page.click("[data-import]");
    const input = await page.waitForSelector("dialog[open] input[type=file]");
    await page.evaluate(() => {
      const input = document.querySelector("dialog[open] input[type=file]");
      input.addEventListener("change", () => { window.chosen = performance.now(); }, { capture: true });
      new MutationObserver(() => {
        if (document.querySelector("[data-import-file]")) window.read ??= performance.now();
      }).observe(document.querySelector("dialog[open]"), { subtree: true, childList: true });
    });
    await input.uploadFile(path);
    await page.waitForSelector("[data-import-file]");
    const taken = await page.evaluate(() => window.read - window.chosen);
    context.diagnostic(`5,000 entries were read in ${taken.toFixed(0)} ms`);
    await page.click("[data-import-add]");
    assert.equal((await visitor.recommended()).length, 20);
    assert.equal((await visitor.picks()).length, 30, "the rest is shown when asked for");
  });
});

for (const format of ["json", "csv", "xml"]) {
  test(`what is saved as ${format} is the same list when it is brought again`, async () => {
    const downloads = await mkdtemp(join(folder, "downloads-"));
    const saved = await visit("chromium", async (visitor, page) => {
      const session = await page.createCDPSession();
      await session.send("Browser.setDownloadBehavior", {
        behavior: "allow",
        downloadPath: downloads,
        browserContextId: page.browserContext().id,
      });
      await visitor.open();
      await visitor.pick("Cowboy Bebop", BEBOP);
      await visitor.pick("Monster", MONSTER);
      await page.select(`.picks [data-anime-id="${MONSTER}"] select`, "dislike");
      await visitor.pick("Fullmetal Alchemist: Brotherhood", BROTHERHOOD);
      await page.select(`.picks [data-anime-id="${BROTHERHOOD}"] select`, "9");
      await page.click('[data-save-menu="konomi-list"] summary');
      await page.click(`[data-save-menu="konomi-list"] [data-save="${format}"]`);
      const name = `konomi-list.${format}`;
      for (let tries = 0; !(await readdir(downloads)).includes(name); tries += 1) {
        assert(tries < 100, "the file was saved");
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
      return { path: join(downloads, name), picks: await visitor.picks() };
    });
    assert((await readFile(saved.path)).length > 50);
    await visit("chromium", async (visitor, page) => {
      await visitor.open();
      await choose(visitor, page, saved.path);
      await page.click("[data-import-add]");
      await visitor.hasPicks(saved.picks);
      assert.deepEqual(await visitor.picks(), saved.picks, "in the order of the list");
      const values = await page.$$eval(".picks select", (selects) => selects.map((select) => select.value));
      assert.deepEqual(values, ["9", "dislike", "like"]);
    });
  });
}

test("a title in a brought file is text, whatever stands in it", async () => {
  await visit("chromium", async (visitor, page) => {
    await visitor.open();
    const attack = `<img src=x onerror="window.hit=1"><script>window.hit=2</script>`;
    const text = await choose(visitor, page, await file("<b>.csv", `title,score\n"${attack.replaceAll('"', '""')}",9\nCowboy Bebop,9\n`));
    assert(text.includes("<b>.csv"), text);
    const faults = await page.$eval("dialog[open] .faults", (it) => it.textContent);
    assert(faults.includes("<img src=x"), faults);
    await page.click("[data-import-add]");
    await visitor.hasPicks([BEBOP]);
    assert.equal(await page.evaluate(() => window.hit), undefined);
    assert.equal(await page.$('img[src="x"]'), null);
  });
});
