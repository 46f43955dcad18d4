// Everybody can use the page: no rule of axe is broken, and nothing is cut off on a small phone.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { require, visit } from "./browsers.mjs";

const PAGES = ["", "#/anime/1", "#/charts", "#/about"];
const axe = await readFile(require.resolve("axe-core/axe.min.js"), "utf8");

/** Opens a page with all that it shows to a visitor who has picks. */
async function openFilled(visitor, address) {
  await visitor.open();
  await visitor.pick("Cowboy Bebop", 1);
  await visitor.recommended();
  if (address) {
    await visitor.page.evaluate((hash) => { location.hash = hash; }, address);
    await visitor.until("the page is there", () => !document.querySelector(".home") && document.querySelector("h1"));
    if (address.includes("anime")) await visitor.see("[data-cosine]");
  }
  await visitor.badge();
}

for (const scheme of ["light", "dark"]) {
  for (const address of PAGES) {
    test(`axe finds nothing wrong with ${address || "the start page"}, ${scheme}`, async () => {
      await visit("chromium", async (visitor, page) => {
        // axe adds a style sheet of its own while it looks at contrasts.
        await page.setBypassCSP(true);
        await page.emulateMediaFeatures([
          { name: "prefers-color-scheme", value: scheme },
          { name: "prefers-reduced-motion", value: "reduce" },
        ]);
        await openFilled(visitor, address);
        await page.evaluate(axe);
        const violations = await page.evaluate(async () => {
          const { violations } = await window.axe.run(document);
          return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 120)).join(" ")}`);
        });
        assert.deepEqual(violations, []);
      });
    });
  }
}

for (const address of PAGES) {
  test(`nothing needs sideways scrolling at 360 px on ${address || "the start page"}`, async () => {
    const viewport = { width: 360, height: 740, isMobile: true, hasTouch: true };
    await visit(
      "chromium",
      async (visitor, page) => {
        await openFilled(visitor, address);
        // A phone's layout viewport grows with what overflows: the width that was asked for is what counts.
        const scrolled = await page.evaluate(() => document.documentElement.scrollWidth);
        assert(scrolled <= viewport.width, `${scrolled} px of content in ${viewport.width} px`);
      },
      { viewport },
    );
  });
}
