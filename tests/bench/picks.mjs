// How long a visitor with many picks waits for a new list, and for the search; and how much memory that takes.

import { readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { visit } from "../e2e/browsers.mjs";
import { host, NEAR } from "./network.mjs";

/** In the page: picks titles of the list, and notes the time until the list that answers is in the document. */
async function roundsInPage(rounds) {
  const list = () => document.querySelector('[aria-label="Recommended"]');
  const settled = () => list()?.getAttribute("aria-busy") === "false";
  const listed = () => [...list().querySelectorAll("[data-score]")].map((item) => item.dataset.animeId).join();
  const change = (act) =>
    new Promise((resolve, reject) => {
      const before = listed();
      const start = performance.now();
      let first;
      const late = setTimeout(() => reject(new Error("no new list within 60 s")), 60_000);
      const observer = new MutationObserver(() => {
        if (listed() === before) return;
        // The picked title may go by itself; a title that was not there before is the answer's.
        first ??= [...list().querySelectorAll("[data-score]")].some((item) => !before.includes(item.dataset.animeId)) ? performance.now() - start : undefined;
        if (settled() && list().querySelectorAll("[data-score]").length >= 20) {
          observer.disconnect();
          clearTimeout(late);
          resolve({ first: first ?? performance.now() - start, whole: performance.now() - start });
        }
      });
      observer.observe(document.body, { subtree: true, childList: true, attributes: true });
      act();
    });
  const times = [];
  for (let round = 0; round < rounds; round += 1) {
    const card = list().querySelectorAll("[data-anime-id]")[round % 20];
    const id = card.dataset.animeId;
    times.push(await change(() => card.querySelector("button").click()));
    // The same picks before every round: the new one is taken back, unmeasured.
    await change(() => document.querySelector(`.picks [data-anime-id="${id}"] button[aria-label^=Remove]`).click());
    // A hand keeps no time with the screen: a wait of whole frames would have every click just after one.
    await new Promise((resolve) => setTimeout(resolve, 250 + 17 * Math.random()));
  }
  return times;
}

/** In the page: types a title and notes how long it takes from each key until its matches stand in the document. */
async function searchInPage(text) {
  const box = document.querySelector("[role=combobox]");
  box.focus();
  const times = [];
  for (let end = 1; end <= text.length; end += 1) {
    const start = performance.now();
    let matched;
    // Not what comes later: while the search is being prepared, better matches may join the first.
    const observer = new MutationObserver(() => (matched ??= performance.now()));
    observer.observe(document.querySelector("#search-list"), { subtree: true, childList: true });
    box.value = text.slice(0, end);
    box.dispatchEvent(new InputEvent("input", { bubbles: true }));
    // The same matches as before change nothing: then the key has taken what its handlers took.
    const handled = performance.now();
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    observer.disconnect();
    times.push((matched ?? handled) - start);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return times;
}

/** A visitor with so many picks. */
export async function withPicks(ids, model, rounds) {
  return visit("chromium", async (visitor, page) => {
    await visitor.open(`?backend=cpu&model=${model}#/?picks=${ids.join()}`);
    await visitor.recommended();
    // What the engine's time is of it, the badge says.
    const times = await page.evaluate(roundsInPage, rounds);
    const { elapsed } = await page.$eval("[data-backend]", (badge) => ({ elapsed: badge.innerText }));
    return { times, elapsed };
  });
}

/** A visitor who types. */
export async function search() {
  return visit("chromium", async (visitor, page) => {
    await visitor.open("?backend=cpu");
    await visitor.until("the catalogue is there", () => /\d/.test(document.querySelector("[role=combobox]")?.placeholder));
    await visitor.badge();
    return page.evaluate(searchInPage, "shingeki no kyojin");
  });
}

/** The memory of the process that a page and its workers run in, in bytes: what is its own, the browser's part included. */
async function privateMemory(page) {
  const browser = await page.browser().target().createCDPSession();
  const { processInfo } = await browser.send("SystemInfo.getProcessInfo");
  const renderers = processInfo.filter(({ type }) => type === "renderer");
  // Of several, such as a spare one, the page's has worked most.
  const { id } = renderers.sort((a, b) => b.cpuTime - a.cpuTime)[0];
  const rollup = await readFile(`/proc/${id}/smaps_rollup`, "utf8");
  const kilobytes = (name) => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, "m").exec(rollup)[1]);
  return 1024 * (kilobytes("Private_Clean") + kilobytes("Private_Dirty"));
}

/** The memory of page and workers after a visitor has picked title after title. */
export async function memory(picks) {
  const server = await host(process.env.KONOMI_DIST, NEAR);
  try {
    return await visit(
      "chromium-unheard",
      async (visitor, page) => {
        await visitor.open("?backend=cpu");
        await visitor.badge();
        await visitor.pick("Cowboy Bebop", 1);
        await visitor.recommended();
        for (let pick = 1; pick < picks; pick += 1) {
          await page.$eval('[aria-label="Recommended"] [data-anime-id] button', (button) => button.click());
          await visitor.until("the next list is there", () => document.querySelector('[aria-label="Recommended"]')?.getAttribute("aria-busy") === "false");
        }
        const bytes = await privateMemory(page);
        const sessions = [await page.createCDPSession(), ...page.workers().map((worker) => worker.client)];
        for (const session of sessions) await session.send("HeapProfiler.collectGarbage");
        await sleep(3000);
        return { bytes, in_use: await privateMemory(page) };
      },
      { host: server, failuresExpected: true },
    );
  } finally {
    await server.close();
  }
}

/** The same of a page with nothing in it. */
export async function blank() {
  return visit("chromium-unheard", async (_, page) => {
    await page.goto("about:blank");
    return privateMemory(page);
  });
}
