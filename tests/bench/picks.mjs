// How long a visitor with many picks waits for a new list, and for the search; and how much memory that takes.

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
        // The picked title goes at once; a title that was not there before is the answer's.
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
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  return times;
}

/** In the page: types a title and notes how long it takes from each key until the matches stand in the document. */
async function searchInPage(text) {
  const box = document.querySelector("[role=combobox]");
  box.focus();
  const times = [];
  for (let end = 1; end <= text.length; end += 1) {
    const start = performance.now();
    let last = start;
    const observer = new MutationObserver(() => (last = performance.now()));
    observer.observe(document.querySelector(".search-box"), { subtree: true, childList: true, characterData: true, attributes: true });
    box.value = text.slice(0, end);
    box.dispatchEvent(new InputEvent("input", { bubbles: true }));
    // The same matches as before change nothing: then the key has taken what its handlers took.
    last = performance.now();
    await new Promise((resolve) => setTimeout(resolve, 120));
    observer.disconnect();
    times.push(last - start);
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
    await visitor.until("the catalogue is there", () => /\d/.test(document.querySelector("[role=combobox]").placeholder));
    await visitor.badge();
    return page.evaluate(searchInPage, "shingeki no kyojin");
  });
}

/** The memory of page and worker after a visitor has picked title after title, in bytes. */
export async function memory(picks) {
  const server = await host(process.env.KONOMI_DIST, NEAR);
  try {
    return await visit(
      "chromium-memory",
      async (visitor, page) => {
        await visitor.open("?backend=cpu");
        await visitor.badge();
        await visitor.pick("Cowboy Bebop", 1);
        await visitor.recommended();
        for (let pick = 1; pick < picks; pick += 1) {
          await page.$eval('[aria-label="Recommended"] [data-anime-id] button', (button) => button.click());
          await visitor.until("the next list is there", () => document.querySelector('[aria-label="Recommended"]')?.getAttribute("aria-busy") === "false");
        }
        const { bytes, breakdown } = await page.evaluate(() => performance.measureUserAgentSpecificMemory());
        const of = (scope) => breakdown.filter((part) => part.attribution.some((who) => who.scope === scope)).reduce((sum, part) => sum + part.bytes, 0);
        return { bytes, page: of("Window"), worker: of("DedicatedWorkerGlobalScope") };
      },
      { host: server, failuresExpected: true },
    );
  } finally {
    await server.close();
  }
}
