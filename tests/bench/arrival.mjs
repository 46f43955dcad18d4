// How long a visitor waits who opens a link with five picks: until something is painted, and until the first title is.

import { setTimeout as sleep } from "node:timers/promises";
import { visit } from "../e2e/browsers.mjs";
import { host, NEAR, PHONE } from "./network.mjs";

const PICKS = "picks=1,1535,199,9253,19";
/** How many times as slow a phone's processor is. */
const SLOWER = 4;

/**
 * In the page, before anything else: notes when the first title was painted, be it one of the list that this address had at
 * the visit before; when the first of the list that was computed now; and the largest paint.
 */
function watch() {
  window.arrival = {};
  new PerformanceObserver((entries) => {
    for (const entry of entries.getEntries()) window.arrival.largest = entry.startTime;
  }).observe({ type: "largest-contentful-paint", buffered: true });
  const notice = (name, selector) => {
    const observer = new MutationObserver(() => {
      if (!document.querySelector(selector)) return;
      observer.disconnect();
      requestAnimationFrame(() => setTimeout(() => (window.arrival[name] = performance.now())));
    });
    observer.observe(document, { subtree: true, childList: true });
  };
  const computed = '[aria-label="Recommended"] > [data-score]';
  notice("title", `${computed}, .remembered`);
  notice("list", computed);
}

async function arrive(page, address) {
  await page.goto(address, { waitUntil: "domcontentloaded" });
  await page.waitForFunction(() => window.arrival?.list, { polling: 50, timeout: 120_000 });
  return page.evaluate(() => ({
    first_paint: performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? NaN,
    largest_paint: window.arrival.largest ?? NaN,
    first_title: window.arrival.title,
    list: window.arrival.list,
  }));
}

async function slowDown(page) {
  const session = await page.createCDPSession();
  await session.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
  // Chromium may not know this of workers: then they are as fast as ever, and the table says so.
  let workers = true;
  page.on("workercreated", (worker) => {
    worker.client.send("Emulation.setCPUThrottlingRate", { rate: SLOWER }).catch(() => (workers = false));
  });
  return () => workers;
}

/** A first visit and, where the page keeps itself, a second one with the server gone. */
async function visits(kind, { network, phone, backend, again }) {
  const server = await host(process.env.KONOMI_DIST, network);
  try {
    return await visit(
      kind,
      async (_, page) => {
        // Whoever opens a link has a browser that runs: a new one is busy with itself for seconds.
        await sleep(4000);
        await page.evaluateOnNewDocument(watch);
        const slow = phone ? await slowDown(page) : () => true;
        const address = `${server.base}?backend=${backend}#/?${PICKS}`;
        const cold = await arrive(page, address);
        const result = { cold, sent: Object.fromEntries(server.sent), workers_slowed: slow() };
        if (again) {
          // A list is remembered once it has stood for a second.
          await sleep(2000);
          await page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
          await server.close();
          await page.goto("about:blank");
          result.second = await arrive(page, address);
        }
        return result;
      },
      { host: server, failuresExpected: true },
    );
  } finally {
    await server.close().catch(() => {});
  }
}

/** The paths of the files that the page of a first visit has asked for when its list is there; the rest is put by after that. */
export async function askedFirst() {
  const server = await host(process.env.KONOMI_DIST, NEAR);
  try {
    return await visit(
      "chromium",
      async (visitor, page) => {
        await page.evaluateOnNewDocument(watch);
        await arrive(page, `${server.base}?backend=cpu#/?${PICKS}`);
        return visitor.requests.map((address) => decodeURIComponent(new URL(address).pathname.slice(1)) || "index.html");
      },
      { host: server, failuresExpected: true },
    );
  } finally {
    await server.close().catch(() => {});
  }
}

/** The kinds of arrival, by the names that the table gives them. */
export const ARRIVALS = {
  "processor, near": () => visits("chromium", { network: NEAR, backend: "cpu", again: true }),
  "processor, a phone": () => visits("chromium", { network: PHONE, phone: true, backend: "cpu", again: true }),
  "imitated graphics card, near": () => visits("chromium-webgpu", { network: NEAR, backend: "webgpu" }),
};
