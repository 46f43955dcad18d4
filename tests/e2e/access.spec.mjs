// Everybody can use the page: no rule of axe is broken, and nothing is cut off on a small phone.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { require, visit, visitHost } from "./browsers.mjs";
import { withRelease } from "./bundles.mjs";

const PAGES = ["", "#/anime/1", "#/charts", "#/models", "#/about", "#/compare", "#/map", "#/people"];
const axe = await readFile(require.resolve("axe-core/axe.min.js"), "utf8");

/** Opens a page with all that it shows to a visitor who has picks. */
async function openFilled(visitor, address) {
  await visitor.open();
  await visitor.pick("Cowboy Bebop", 1);
  await visitor.recommended();
  if (address) {
    await visitor.page.evaluate((hash) => { location.hash = hash; }, address);
    await visitor.until("the page is there", () => !document.querySelector(".home") && document.querySelector("h1"));
    await visitor.arrived();
    if (address.includes("anime")) await visitor.see("[data-cosine]");
  }
  await visitor.badge();
}

/** What axe finds wrong with what is shown now. */
async function violations(page) {
  // axe adds a style sheet of its own while it looks at contrasts: the page must have been opened without its policy.
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const { violations } = await window.axe.run(document);
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 120)).join(" ")}`);
  });
}

/** Prepares a page for axe, in a colour scheme or with the few colours that a visitor's system has. */
async function prepare(page, scheme) {
  await page.setBypassCSP(true);
  const session = await page.createCDPSession();
  const features = [
    { name: "prefers-color-scheme", value: scheme === "dark" ? "dark" : "light" },
    { name: "prefers-reduced-motion", value: "reduce" },
    { name: "forced-colors", value: scheme === "forced colours" ? "active" : "none" },
  ];
  await session.send("Emulation.setEmulatedMedia", { features });
}

for (const scheme of ["light", "dark", "forced colours"]) {
  test(`axe finds nothing wrong with the offer of a new version, ${scheme}`, async () => {
    await visitHost("chromium", async (visitor, page, host) => {
      await prepare(page, scheme);
      await visitor.open();
      await visitor.offline("ready");
      await withRelease(host.folder, "next", { "static/licence.txt": "\n" }, async (next) => {
        host.folder = next;
        await visitor.reload();
        await visitor.see("[data-update]");
        assert.deepEqual(await violations(page), []);
        await page.setViewport({ width: 320, height: 640 });
        assert((await page.evaluate(() => document.documentElement.scrollWidth)) <= 320);
      });
    });
  });
  for (const address of PAGES) {
    test(`axe finds nothing wrong with ${address || "the start page"}, ${scheme}`, async () => {
      await visit("chromium", async (visitor, page) => {
        await prepare(page, scheme);
        await openFilled(visitor, address);
        assert.deepEqual(await violations(page), []);
      });
    });
  }
}

for (const address of PAGES) {
  test(`nothing needs sideways scrolling at 320 px on ${address || "the start page"}`, async () => {
    const viewport = { width: 320, height: 640, isMobile: true, hasTouch: true };
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
