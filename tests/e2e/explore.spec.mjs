// Two models compared, people of like taste, and the map.

import assert from "node:assert/strict";
import { test } from "node:test";
import { visit } from "./browsers.mjs";

const PICKS = [1, 5114, 199, 16498, 9253];
const WITH_PICKS = `picks=${PICKS.join()}`;

/** Opens a page of the page with picks. */
async function open(visitor, address) {
  await visitor.open(`#/?${WITH_PICKS}`);
  await visitor.hasPicks(PICKS);
  await visitor.page.evaluate((hash) => { location.hash = hash; }, address);
}

const column = (page, side) =>
  page.$$eval(`[data-side=${side}] li`, (items) =>
    items.map((item) => ({ id: Number(item.dataset.animeId), shared: item.classList.contains("shared") })),
  );

/** Waits until both lists of the comparison are by these models. */
const comparedBy = (visitor, own, other) =>
  visitor.until(
    `${own} stands beside ${other}`,
    (own, other) => {
      const by = (side) => document.querySelector(`[data-side=${side}]`)?.dataset.rankedBy;
      const full = (side) => document.querySelectorAll(`[data-side=${side}] li`).length === 20;
      return by("own") === own && by("other") === other && full("own") && full("other");
    },
    own,
    other,
  );

test("two models stand side by side, with what they share marked and their quality beside their names", async () => {
  await visit("chromium", async (visitor, page) => {
    await open(visitor, "#/compare?with=ncf");
    await comparedBy(visitor, "blend", "ncf");
    for (const other of ["ease", "popularity"]) {
      await page.select("[data-side=other] select", other);
      await comparedBy(visitor, "blend", other);
      const [own, beside] = [await column(page, "own"), await column(page, "other")];
      const shared = own.filter((item) => beside.some((there) => there.id === item.id));
      assert.deepEqual(own.filter((item) => item.shared), shared.map((item) => ({ ...item, shared: true })));
      assert.equal(beside.filter((item) => item.shared).length, shared.length);
      assert.equal(await page.$eval(".compare-sum", (sum) => Number(sum.dataset.shared)), shared.length);
      assert.match(await page.$eval("[data-side=other] [data-quality]", (it) => it.innerText), /0\.\d{3}/);
    }
    assert.equal(await page.evaluate(() => location.hash), "#/compare?with=popularity");
    await visitor.reload();
    await comparedBy(visitor, "blend", "popularity");
    // The visitor's own model is chosen here too.
    await page.select("[data-side=own] select", "recommender-net");
    await comparedBy(visitor, "recommender-net", "popularity");
  });
});

test("without picks every page says what to do", async () => {
  await visit("chromium", async (visitor, page) => {
    for (const address of ["#/compare", "#/people"]) {
      await visitor.open(address);
      await visitor.see(".state a.primary");
      assert.equal(await page.$eval(".state a.primary", (link) => link.getAttribute("href")), "#/");
    }
  });
});

for (const browser of ["chromium", "firefox"]) {
  test(`people of like taste, what they love, and the taste in words (${browser})`, async () => {
    await visit(browser, async (visitor, page) => {
      await open(visitor, "#/people");
      await visitor.see("[data-person]");
      const cosines = await page.$$eval("[data-person]", (rows) => rows.map((row) => Number(row.dataset.cosine)));
      assert.equal(cosines.length, 12);
      assert(cosines.every((cosine, at) => cosine <= 1 && (at === 0 || cosine <= cosines[at - 1])), `${cosines}`);
      const loved = await page.$$eval(".people .row [data-anime-id]", (items) => items.map((item) => Number(item.dataset.animeId)));
      assert(loved.length > 5 && loved.every((id) => !PICKS.includes(id)));
      const words = await page.$$eval(".cloud li", (items) => items.map((item) => item.firstChild.textContent.trim()));
      assert(words.includes("Sci-Fi") && words.includes("Original"), `${words}`);
    });
  });
}

test("the map shows all titles, is moved by keys, and says what is in view", async (context) => {
  await visit("chromium", async (visitor, page) => {
    await open(visitor, "#/map");
    const canvas = await visitor.see(".map-frame canvas[data-points]");
    assert(Number(await canvas.evaluate((it) => it.dataset.points)) > 9000);
    const inView = () => page.$eval(".map-list [role=status]", (it) => Number(it.innerText.replace(/\D/g, "")));
    const all = await inView();
    const listed = () => page.$$eval(".map-list li", (items) => items.map((item) => item.innerText));
    assert((await listed()).length === 12);
    await canvas.focus();
    for (let press = 0; press < 4; press += 1) await page.keyboard.press("+");
    await visitor.until("fewer are in view", (all) => Number(document.querySelector(".map-list [role=status]").innerText.replace(/\D/g, "")) < all / 2, all);
    const near = await listed();
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("ArrowLeft");
    await visitor.until("others are in view", (near) => document.querySelector(".map-list ol").innerText !== near, near.join("\n"));
    await page.keyboard.press("0");
    await visitor.until("all are in view", (all) => Number(document.querySelector(".map-list [role=status]").innerText.replace(/\D/g, "")) === all, all);
    // Frame by frame, as a drag would.
    const frames = await page.evaluate(async () => {
      const canvas = document.querySelector(".map-frame canvas");
      const next = () => new Promise((done) => requestAnimationFrame(done));
      const painted = [];
      for (let at = 0; at < 40; at += 1) {
        canvas.dispatchEvent(new WheelEvent("wheel", { deltaY: at < 20 ? -40 : 40, bubbles: true, cancelable: true }));
        await next();
        await next();
        painted.push(Number(canvas.dataset.paintedMs));
      }
      return painted.sort((a, b) => a - b);
    });
    context.diagnostic(`a frame of the map is painted in ${frames[20]} ms, the slowest of 40 in ${frames[39]} ms`);
    // A title that is searched for is brought into the middle.
    const box = await visitor.see(".map [role=combobox]");
    await box.type("Spirited Away");
    await (await visitor.see(`[role=option][data-anime-id="199"]`)).click();
    await visitor.until("it is pointed out", () => document.querySelector(".map-tip")?.innerText.includes("Spirited Away"));
    assert.equal(await page.$$eval(".map-pick", (marks) => marks.length) > 0, true);
  });
});
