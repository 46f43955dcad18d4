// What the charts look like: each is compared with its picture in `snapshots/`, in three looks.
//
// A chart that was changed on purpose gets a new picture by
//
//     KONOMI_SNAPSHOTS=remake cargo xtask test e2e snapshots
//
// which is to be looked at before it is committed. What differs is written to `target/snapshots/`.

import assert from "node:assert/strict";
import { mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { visit } from "./browsers.mjs";
import { decode, difference, encode, pictureOf } from "./pictures.mjs";

const LOOKS = {
  light: { scheme: "light", width: 1280 },
  dark: { scheme: "dark", width: 1280 },
  narrow: { scheme: "light", width: 360 },
};
const REMAKE = process.env.KONOMI_SNAPSHOTS === "remake";
const REFERENCES = fileURLToPath(new URL("./snapshots/", import.meta.url));
const DIFFERENCES = fileURLToPath(new URL("../../target/snapshots/", import.meta.url));

/** Every chart of the page in one look, by name. */
async function pictures({ scheme, width }) {
  return visit(
    "chromium",
    async (visitor, page) => {
      await page.emulateMediaFeatures([
        { name: "prefers-color-scheme", value: scheme },
        { name: "prefers-reduced-motion", value: "reduce" },
      ]);
      // A chart is drawn with the letters that are there: the page's own have to be.
      await visitor.open("#/about");
      await page.evaluate(() => document.fonts.load('16px "Inter Variable"'));
      await page.evaluate(() => { location.hash = "#/charts"; });
      await visitor.chartsDrawn();
      const drawn = await page.$$eval(".chart-card", (cards) =>
        cards.map((card) => ({
          id: card.dataset.figure,
          png: card.querySelector("canvas").toDataURL("image/png").split(",")[1],
          background: getComputedStyle(card).backgroundColor.match(/\d+/g).map(Number),
        })),
      );
      return new Map(drawn.map(({ id, png, background }) => [id, pictureOf(Buffer.from(png, "base64"), background)]));
    },
    { viewport: { width, deviceScaleFactor: 1 } },
  );
}

/** Leaves a difference where somebody can look at it. */
async function show(name, parts) {
  await mkdir(DIFFERENCES, { recursive: true });
  for (const [part, picture] of Object.entries(parts)) {
    if (picture) await writeFile(join(DIFFERENCES, `${name}-${part}.png`), encode(picture, { shades: false }));
  }
}

/** Puts pictures in the place of those that there were. */
async function remake(folder, charts) {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  for (const [id, picture] of charts) await writeFile(join(folder, `${id}.png`), encode(picture));
}

for (const [look, how] of Object.entries(LOOKS)) {
  test(`the charts look as in their snapshots, ${look}`, async () => {
    const folder = join(REFERENCES, look);
    const charts = await pictures(how);
    if (REMAKE) await remake(folder, charts);
    const names = (await readdir(folder)).map((name) => name.replace(/\.png$/, ""));
    assert.deepEqual([...charts.keys()].sort(), names.sort(), `each chart has a picture in ${folder}`);
    const differences = [];
    for (const [id, actual] of charts) {
      const reference = decode(await readFile(join(folder, `${id}.png`)));
      const found = difference(actual, reference);
      if (!found) continue;
      differences.push(`${id} ${found.words}`);
      await show(`${look}-${id}`, { actual, reference, difference: found.picture });
    }
    assert.deepEqual(differences, [], `see ${DIFFERENCES}`);
  });
}

/** One bar of a picture: all that hangs together and has the colour that most of the picture has, less the ground. */
function oneBar({ width, height, data }) {
  const colourAt = (pixel) => `${data.subarray(pixel * 4, pixel * 4 + 3)}`;
  const counts = new Map();
  for (let pixel = 0; pixel < width * height; pixel += 1) {
    counts.set(colourAt(pixel), (counts.get(colourAt(pixel)) ?? 0) + 1);
  }
  const [, [colour]] = [...counts].sort((a, b) => b[1] - a[1]);
  const bar = new Set();
  const open = [];
  for (let pixel = 0; open.length === 0; pixel += 1) if (colourAt(pixel) === colour) open.push(pixel);
  while (open.length > 0) {
    const pixel = open.pop();
    if (bar.has(pixel) || colourAt(pixel) !== colour) continue;
    bar.add(pixel);
    open.push(...[pixel - 1, pixel + 1, pixel - width, pixel + width].filter((next) => next >= 0 && next < width * height));
  }
  return [...bar];
}

test("a snapshot tells a missing bar and another colour, and lets pass what a machine may draw otherwise", async () => {
  for (const look of Object.keys(LOOKS)) {
    const reference = decode(await readFile(join(REFERENCES, look, "genres.png")));
    const changed = (change) => {
      const data = reference.data.slice();
      change(data);
      return difference({ ...reference, data }, reference);
    };
    const bar = oneBar(reference);
    const ground = reference.data.slice(0, 3);
    assert.match(changed((data) => bar.forEach((pixel) => data.set(ground, pixel * 4)))?.words ?? "", /differs/, `${look}: a missing bar`);
    const red = (data) => bar.forEach((pixel) => data.set([168, 32, 26], pixel * 4));
    assert.match(changed(red)?.words ?? "", /differs/, `${look}: another colour`);
    const paler = (data) => data.forEach((value, at) => { data[at] = at % 4 === 3 ? value : Math.min(255, value + 12); });
    assert.equal(changed(paler), null, `${look}: other shades`);
    assert.match(difference({ width: 1, height: 1, data: new Uint8Array(4) }, reference).words, /should be/);
  }
});
