// The charts: every value by pointer, by keyboard and in a table; filters in the address; pictures to save.

import assert from "node:assert/strict";
import { mkdtemp, readFile, readdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { visit } from "./browsers.mjs";

const canvasOf = (id) => `[data-figure="${id}"] canvas`;

/** The rows of a chart's table, which is opened by the keyboard. */
async function tableOf(page, id) {
  await page.focus(canvasOf(id));
  await page.keyboard.press("Enter");
  await page.waitForSelector(`#table-${id} tbody`);
  return page.$$eval(`#table-${id} tbody tr`, (rows) => rows.map((row) => [...row.cells].map((cell) => cell.innerText)));
}

/** Saves what a button of a chart gives, and returns the file. */
async function saved(page, id, text) {
  const folder = await mkdtemp(join(tmpdir(), "konomi-"));
  const session = await page.createCDPSession();
  await session.send("Browser.setDownloadBehavior", { behavior: "allow", downloadPath: folder, browserContextId: page.browserContext().id });
  for (const button of await page.$$(`[data-figure="${id}"] .chart-tools button`)) {
    if ((await button.evaluate((it) => it.innerText)).startsWith(text)) await button.evaluate((it) => it.click());
  }
  const name = `${id}.${text.toLowerCase()}`;
  for (let wait = 0; wait < 100; wait += 1) {
    if ((await readdir(folder)).includes(name)) return readFile(join(folder, name));
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${name} was not saved`);
}

test("every canvas has a name, a description and keys", async () => {
  await visit("chromium", async (visitor, page) => {
    await visitor.openCharts();
    const canvases = await page.$$eval(".chart-card canvas", (canvases) =>
      canvases.map((canvas) => ({
        id: canvas.closest("[data-figure]").dataset.figure,
        name: document.getElementById(canvas.getAttribute("aria-labelledby")).innerText,
        description: canvas.getAttribute("aria-describedby").split(" ").map((id) => document.getElementById(id).textContent).join(" "),
        focusable: canvas.tabIndex === 0,
        marks: Number(canvas.dataset.marks),
      })),
    );
    assert(canvases.length >= 21, `${canvases.length} charts`);
    for (const { id, name, description, focusable, marks } of canvases) {
      assert(name.length > 8 && description.includes("Arrow keys") && focusable && marks > 0, `${id}: ${name} / ${description}`);
    }
  });
});

test("the table of a chart opens by keyboard, and is the chart's CSV", async () => {
  await visit("chromium", async (visitor, page) => {
    await visitor.openCharts();
    const types = await tableOf(page, "types");
    assert.deepEqual(types[0], ["TV", "6738"]);
    assert.equal(types.length, 9);
    const genres = await tableOf(page, "genres");
    assert.deepEqual(genres[0], ["Comedy", "7587"]);
    assert.equal(genres.length, 50);
    for (const [id, rows] of [["types", types], ["genres", genres]]) {
      const csv = (await saved(page, id, "CSV")).toString().trim().split("\n").slice(1);
      assert.deepEqual(csv, rows.map((row) => row.join(",")), id);
    }
  });
});

test("pointer and keys give the exact value, and never more than one at a time", async () => {
  await visit("chromium", async (visitor, page) => {
    await visitor.openCharts();
    const tip = '[data-figure="types"] .chart-tip';
    await page.focus(canvasOf("types"));
    await page.keyboard.press("ArrowRight");
    await visitor.see(tip);
    assert.match(await page.$eval(tip, (it) => it.innerText), /TV\s+6,738/);
    assert.match(await page.$eval('[data-figure="types"] [role=status]', (it) => it.innerText), /^TV: 6,738.*1 of 9/);
    await page.keyboard.press("ArrowRight");
    assert.match(await page.$eval(tip, (it) => it.innerText), /Movie\s+4,059/);
    // Where the outline is, the pointer finds the same.
    const box = await page.$eval('[data-figure="types"] .chart-overlay rect', (it) => {
      const { x, y, width, height } = it.getBoundingClientRect();
      return { x: x + width / 2, y: y + height / 2 };
    });
    await page.keyboard.press("Escape");
    await visitor.until("the value is gone", (tip) => !document.querySelector(tip), tip);
    await page.mouse.move(box.x, box.y);
    await visitor.see(tip);
    assert.match(await page.$eval(tip, (it) => it.innerText), /Movie\s+4,059/);
  });
});

test("filters act on the charts, stay in the address, and a shared link has them", async () => {
  await visit("chromium", async (visitor, page) => {
    await visitor.openCharts("?type=movie");
    const counted = () => page.$eval("[data-count]", (it) => it.innerText);
    assert.match(await counted(), /^4,059 of 26,978/);
    const chips = await page.$$('.chart-filters [aria-label="Types"] button');
    await chips[0].click();
    await visitor.until("the address has both types", () => location.hash === "#/charts?type=tv,movie");
    assert.match(await counted(), /^10,797 of/);
    await page.select('.chart-filters select', await page.$eval('.chart-filters select', (it) => [...it.options].find((option) => option.text === "Comedy").value));
    await visitor.until("the address has the genre", () => location.hash.endsWith("&genre=comedy"));
    const before = await counted();
    await visitor.reload();
    await visitor.until("the filters are there again", (before) => document.querySelector("[data-count]")?.innerText === before, before);
  });
});

test("a chart is saved as the picture that it is", async () => {
  await visit("chromium", async (visitor, page) => {
    await visitor.openCharts();
    const png = await saved(page, "genres", "PNG");
    assert.equal(png.subarray(1, 4).toString(), "PNG");
    const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
    assert(width === 1920 && height > 600, `${width} x ${height}`);
    // Of the colours of the chart there is plenty in it: it is not an empty sheet.
    const colours = await page.evaluate(async (base64) => {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      const image = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
      const canvas = new OffscreenCanvas(image.width, image.height);
      const context = canvas.getContext("2d");
      context.drawImage(image, 0, 0);
      const { data } = context.getImageData(0, 0, image.width, image.height);
      const seen = new Map();
      for (let at = 0; at < data.length; at += 4) {
        const key = `${data[at]},${data[at + 1]},${data[at + 2]}`;
        seen.set(key, (seen.get(key) ?? 0) + 1);
      }
      return [...seen.values()].filter((count) => count > 5000).length;
    }, png.toString("base64"));
    assert(colours >= 3, `${colours}`);
    const svg = (await saved(page, "genres", "SVG")).toString();
    assert(svg.startsWith("<svg") && svg.includes("Comedy") && svg.includes("7,587"), svg.slice(0, 200));
  });
});

test("picks are marked, and a legend's entry can be switched off", async () => {
  await visit("chromium", async (visitor, page) => {
    await visitor.open();
    await visitor.pick("Cowboy Bebop", 1);
    await page.evaluate(() => { location.hash = "#/charts"; });
    await visitor.see('[data-figure="genres"] .chart-legend button');
    const legend = '[data-figure="genres"] .chart-legend button';
    const names = await page.$$eval(legend, (buttons) => buttons.map((button) => button.innerText.trim()));
    const you = names.findIndex((name) => name.startsWith("You"));
    assert(you >= 0, `${names}`);
    const marks = () => page.$eval(canvasOf("genres"), (it) => Number(it.dataset.marks));
    await visitor.until("it is drawn", (it) => document.querySelector(it)?.dataset.marks, canvasOf("genres"));
    const before = await marks();
    const buttons = await page.$$(legend);
    await buttons[you].evaluate((it) => it.click());
    await visitor.until("its bars are gone", (it, before) => Number(document.querySelector(it).dataset.marks) < before, canvasOf("genres"), before);
  });
});
