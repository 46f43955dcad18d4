// What no rule of axe sees: keys, focus, what is said aloud and when, sizes, zoom, stillness.
//
// What a screen reader has of the page stands in `snapshots/aloud/`. What was changed on purpose is written anew by
//
//     KONOMI_SNAPSHOTS=remake cargo xtask test e2e reader

import assert from "node:assert/strict";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { visit } from "./browsers.mjs";

const PAGES = ["#/", "#/anime/1", "#/charts", "#/models", "#/about", "#/compare", "#/map", "#/people"];
const BEBOP = 1;
const NOTE = 1535;

/** Opens one of the pages with picks, and waits until it is whole. */
async function openWith(visitor, address) {
  await visitor.open(`#/?picks=${BEBOP},${NOTE}`);
  await visitor.recommended();
  await visitor.badge();
  if (address === "#/") return;
  await visitor.page.evaluate((hash) => { location.hash = hash; }, address);
  await visitor.until("the page is there", () => !document.querySelector(".home") && document.querySelector("main h1"));
  await visitor.arrived();
  if (address.includes("anime")) await visitor.see("[data-cosine]");
  if (address.includes("charts")) await visitor.chartsDrawn();
}

/** What has the focus: its name as a screen reader says it, and what it is. */
const focused = (page) => page.evaluate(() => {
  const it = document.activeElement;
  return { tag: it.tagName, name: (it.getAttribute("aria-label") ?? it.innerText ?? "").trim().slice(0, 60), id: it.id };
});

for (const address of PAGES) {
  test(`every target on ${address} can be hit: 24 px, or room around it`, async () => {
    await visit("chromium", async (visitor, page) => {
      await openWith(visitor, address);
      const small = await page.evaluate(() => {
        const targets = [...document.querySelectorAll("a[href], button, select, input, summary, [role=option], [role=tab], [role=slider]")]
          .map((element) => ({ element: element.labels?.[0] && element.matches("[type=radio], [type=checkbox], [type=file]") ? element.labels[0] : element }))
          .map(({ element }) => ({ element, box: element.getBoundingClientRect() }))
          .filter(({ element, box }) => box.width > 1 && box.height > 1 && element.checkVisibility({ visibilityProperty: true }));
        const centre = ({ box }) => [box.left + box.width / 2, box.top + box.height / 2];
        // WCAG 2.5.8: what is smaller needs a circle of 24 px for itself; links within a sentence are free.
        const isInSentence = (element) => element.matches("a") && element.closest("p, dd, td, figcaption") && getComputedStyle(element).display === "inline";
        return targets.filter((target) => {
          const { element, box } = target;
          if (box.width >= 24 && box.height >= 24 || isInSentence(element)) return false;
          const [x, y] = centre(target);
          return targets.some((other) => {
            if (other.element === element || other.element.contains(element) || element.contains(other.element)) return false;
            const large = other.box.width >= 24 && other.box.height >= 24;
            const dx = large ? Math.max(other.box.left - x, 0, x - other.box.right) : centre(other)[0] - x;
            const dy = large ? Math.max(other.box.top - y, 0, y - other.box.bottom) : centre(other)[1] - y;
            return Math.hypot(dx, dy) < (large ? 12 : 24);
          });
        }).map(({ element, box }) => `${Math.round(box.width)}x${Math.round(box.height)} ${element.outerHTML.slice(0, 100)}`);
      });
      assert.deepEqual(small, []);
    });
  });

  test(`${address} reflows at 320 px, and with letters of twice the size`, async () => {
    await visit("chromium", async (visitor, page) => {
      await openWith(visitor, address);
      const width = () => page.evaluate(() => document.documentElement.scrollWidth);
      await page.setViewport({ width: 320, height: 640 });
      await visitor.until("it is laid out anew", () => innerWidth === 320);
      assert(await width() <= 320, `${await width()} px in 320`);
      for (const [w, h] of [[1280, 900], [640, 800]]) {
        await page.setViewport({ width: w, height: h });
        await page.evaluate(() => { document.documentElement.style.fontSize = "200%"; });
        await visitor.until("the letters are large", () => getComputedStyle(document.documentElement).fontSize === "32px");
        assert(await width() <= w, `${await width()} px in ${w} with large letters`);
        const cut = await page.evaluate(() => [...document.querySelectorAll("button, .badge, .nav a, h1, h2")]
          .filter((it) => it.checkVisibility() && it.scrollWidth > it.clientWidth + 1 && getComputedStyle(it).overflowX !== "visible" && getComputedStyle(it).display !== "inline")
          .map((it) => it.outerHTML.slice(0, 100)));
        assert.deepEqual(cut, [], "no word is cut off");
        await page.evaluate(() => { document.documentElement.style.fontSize = ""; });
      }
    });
  });

  test(`the focus goes through ${address} in its order, is always seen, and comes round`, async () => {
    await visit("chromium", async (visitor, page) => {
      await page.emulateMediaFeatures([{ name: "prefers-reduced-motion", value: "reduce" }]);
      await openWith(visitor, address);
      await page.evaluate(() => {
        // From the very beginning: a page that was just opened has the focus on its heading.
        document.body.tabIndex = -1;
        document.body.focus();
        document.body.removeAttribute("tabindex");
        window.scrollTo(0, 0);
      });
      const positive = await page.$$eval("[tabindex]", (all) => all.filter((it) => it.tabIndex > 0).length);
      assert.equal(positive, 0, "nothing is taken out of its turn");
      const seen = [];
      for (let steps = 0; steps < 60; steps += 1) {
        await page.keyboard.press("Tab");
        const step = await page.evaluate(() => {
          const it = document.activeElement;
          if (it === document.body) return null;
          const style = getComputedStyle(it);
          const marked = it.matches("input[type=radio], input[type=checkbox], input[type=file]") ? it.closest("label") ?? it.nextElementSibling ?? it : it;
          const frames = [it.parentElement, it.parentElement.parentElement].filter((frame) => frame.matches(":focus-within"));
          const marks = [style, getComputedStyle(marked), getComputedStyle(marked, "::after"), ...frames.map((frame) => getComputedStyle(frame))];
          const isMarked = marks.some((style) => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1.5);
          const box = marked.getBoundingClientRect();
          const isInView = box.bottom > 0 && box.top < innerHeight && box.width > 0;
          const before = window.lastFocused;
          window.lastFocused = it;
          const inOrder = !before?.isConnected || Boolean(before.compareDocumentPosition(it) & Node.DOCUMENT_POSITION_FOLLOWING);
          return { what: it.outerHTML.slice(0, 120), isMarked, isInView, inOrder };
        });
        if (!step) break;
        assert(step.isMarked, `the focus is not to be seen on ${step.what}`);
        assert(step.isInView, `the focus is out of view on ${step.what}`);
        assert(step.inOrder, `the focus went back to ${step.what}`);
        seen.push(step.what);
      }
      assert(seen.length > 5, `${seen.length} stops`);
    });
  });
}

test("the focus is never lost, whatever a press does to the list", async () => {
  await visit("chromium", async (visitor, page) => {
    await openWith(visitor, "#/");
    for (const selector of [
      '[aria-label="Recommended"] .act button:nth-of-type(1)',
      '[aria-label="Recommended"] .act button:nth-of-type(2)',
      '[aria-label="Recommended"] .act button:nth-of-type(3)',
      ".picks button.x",
    ]) {
      await page.focus(selector);
      await page.keyboard.press("Enter");
      await visitor.recommended();
      const { tag, name } = await focused(page);
      assert(tag !== "BODY" && tag !== "HTML", `after ${selector} the focus is nowhere`);
      assert(name.length > 0, `after ${selector} the focus is on something without a name: ${tag}`);
    }
  });
});

test("a new list is announced once", async () => {
  await visit("chromium", async (visitor, page) => {
    await openWith(visitor, "#/");
    await page.evaluate(() => {
      window.said = [];
      for (const region of document.querySelectorAll("[role=status], [role=alert], [aria-live]")) {
        new MutationObserver(() => {
          const text = region.innerText.trim();
          if (text && window.said.at(-1) !== text) window.said.push(text);
        }).observe(region, { subtree: true, childList: true, characterData: true });
      }
    });
    await page.click('[aria-label="Recommended"] .act button');
    await visitor.recommended();
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    const said = await page.evaluate(() => window.said);
    const ofList = said.filter((text) => /recommend|titles? for you|new list|list/i.test(text));
    assert.equal(ofList.length, 1, said.join(" | "));
  });
});

test("where stillness is asked for, nothing moves", async () => {
  await visit("chromium", async (visitor, page) => {
    await page.emulateMediaFeatures([{ name: "prefers-reduced-motion", value: "reduce" }]);
    await openWith(visitor, "#/");
    await page.evaluate(() => {
      window.moved = new Set();
      const look = () => {
        for (const it of document.getAnimations()) {
          const { duration } = it.effect.getComputedTiming();
          if (it.playState === "running" && duration > 1) window.moved.add(`${it.animationName ?? it.transitionProperty ?? "moved"} ${duration} ms`);
        }
        requestAnimationFrame(look);
      };
      look();
    });
    await page.click('[aria-label="Recommended"] .act button');
    await visitor.recommended();
    await page.evaluate(() => { location.hash = "#/anime/1"; });
    await visitor.see("[data-cosine]");
    assert.deepEqual(await page.evaluate(() => [...window.moved]), []);
  });
});

test("a story by keyboard alone: from nothing to a list, a rating, a title's page, and back", async () => {
  await visit("chromium", async (visitor, page) => {
    await visitor.open();
    await visitor.until("the catalogue is there", () => /\d/.test(document.querySelector("[role=combobox]")?.placeholder));
    /** Goes on with Tab until something with this name has the focus. */
    const tabTo = async (pattern, most = 80) => {
      for (let step = 0; step < most; step += 1) {
        const { name } = await focused(page);
        if (pattern.test(name)) return name;
        await page.keyboard.press("Tab");
      }
      throw new Error(`no Tab leads to ${pattern}; the focus is on ${JSON.stringify(await focused(page))}`);
    };
    await page.keyboard.press("/");
    await page.keyboard.type("cowboy bebop");
    await visitor.see("[role=option]");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await visitor.hasPicks([BEBOP]);
    await visitor.recommended();
    await page.keyboard.press("/");
    await page.keyboard.type("death note");
    await visitor.see(`[role=option][data-anime-id="${NOTE}"]`);
    await page.keyboard.press("Enter");
    await visitor.hasPicks([BEBOP, NOTE]);
    await visitor.recommended();
    await tabTo(/opinion|rating|think/i);
    await page.keyboard.press("ArrowDown");
    await visitor.recommended();
    await tabTo(/^Remove/);
    await page.keyboard.press("Enter");
    await visitor.until("one pick is left", () => document.querySelectorAll(".picks [data-anime-id]").length === 1);
    await visitor.toast("");
    await tabTo(/More like/, 200);
    await page.keyboard.press("Enter");
    await visitor.see("[data-cosine]");
    assert.match((await focused(page)).tag, /H1|MAIN|A|BUTTON/, "the focus has come along");
    await page.keyboard.down("Alt");
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.up("Alt");
    if (await page.$("[data-cosine]")) await page.goBack();
    assert.equal((await visitor.recommended()).length, 20);
  });
});

/** What says nothing by itself. */
const SILENT = new Set(["generic", "none", "InlineTextBox", "ListMarker", "MenuListPopup", "LineBreak"]);

/** The tree that a screen reader has, a line each, with numbers that may differ a little left out. */
function lines(node, depth = 0, heard = "") {
  const { role, name = "", value, children = [] } = node;
  const words = `${name}${value === undefined ? "" : ` = ${value}`}`.replace(/\d+([.,]\d+)?/g, "#").trim();
  const isText = role === "StaticText";
  // A text within a link is the link's name, and said once.
  const isSaid = !SILENT.has(role) && !(isText && (!words || heard.includes(words)));
  const own = isSaid ? [`${"  ".repeat(depth)}${isText ? "text" : role}${words ? `: ${words}` : ""}`] : [];
  return [...own, ...children.flatMap((child) => lines(child, depth + own.length, isText ? heard : words || heard))];
}

/** Compares what is said with what is kept of it. */
async function assertSaid(name, said) {
  const file = fileURLToPath(new URL(`./snapshots/aloud/${name}.txt`, import.meta.url));
  const text = `${said.join("\n")}\n`;
  if (process.env.KONOMI_SNAPSHOTS === "remake") {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  }
  assert.equal(text, await readFile(file, "utf8"), `what a screen reader has of "${name}" is another`);
}

test("a story by screen reader: the start, a search, a pick, a list, a chart", async () => {
  await visit("chromium", async (visitor, page) => {
    await page.emulateMediaFeatures([{ name: "prefers-reduced-motion", value: "reduce" }]);
    await visitor.open();
    await visitor.badge();
    await visitor.until("the catalogue is there", () => /\d/.test(document.querySelector("[role=combobox]")?.placeholder));
    const tree = async (root) => lines(await page.accessibility.snapshot({ root: await page.$(root), interestingOnly: false }));
    await assertSaid("the header", await tree("header"));
    await visitor.search("cowboy bebop");
    await page.keyboard.press("ArrowDown");
    await assertSaid("a search", (await tree(".search-box")).slice(0, 12));
    await page.keyboard.press("Enter");
    await visitor.recommended();
    await assertSaid("the picks", await tree(".picks"));
    await assertSaid("a recommended title", await tree('[aria-label="Recommended"] > li'));
    const headings = await page.$$eval("h1, h2, h3", (all) => all.filter((it) => it.checkVisibility()).map((it) => Number(it.tagName[1])));
    assert.equal(headings.filter((level) => level === 1).length, 1, "one heading says what the page is");
    for (const [at, level] of headings.entries()) assert(at === 0 || level <= headings[at - 1] + 1, `no level is left out: ${headings}`);
    for (const landmark of ["header", "nav", "main"]) assert(await page.$(landmark), landmark);
    await page.evaluate(() => { location.hash = "#/charts"; });
    await visitor.chartsDrawn();
    await assertSaid("a chart", await tree(".chart-card"));
  });
});
