// A long evening: picks come and go by the hundred, models change, and neither the page nor its worker grows.
//
//     KONOMI_SOAK=2000 cargo xtask test e2e evening
//
// has the whole of it, some minutes; with the other tests it is shorter.

import assert from "node:assert/strict";
import { test } from "node:test";
import { visitHost } from "./browsers.mjs";

const CHANGES = Number(process.env.KONOMI_SOAK ?? 240);
/** By then whatever is made once has been made: the models are here, the titles prepared, the lists at their longest. */
const WARM = Math.min(200, CHANGES / 2);
/** What the browser's own bookkeeping may add. */
const SLACK = 1e6;

const KEEP_MEMORY = `{
  const instantiate = WebAssembly.instantiate.bind(WebAssembly);
  WebAssembly.instantiate = async (...given) => {
    const made = await instantiate(...given);
    self.programMemory = (made.instance ?? made).exports.memory;
    return made;
  };
}`;

test(`nothing grows in an evening of ${CHANGES} changes`, async () => {
  await visitHost("chromium", async (visitor, page, host) => {
    host.fail = (path, bytes, response) => {
      if (!path.endsWith("_loader.js")) return false;
      response.writeHead(200, { "Content-Type": "text/javascript" }).end(`${KEEP_MEMORY}\n${bytes}`);
      return true;
    };
    await page.evaluateOnNewDocument(KEEP_MEMORY);
    await visitor.open("#/?picks=1,1535,199");
    await visitor.recommended();
    const session = await page.createCDPSession();
    const worker = page.workers()[0];
    const sizes = async () => {
      // Twice: what the first frees on the program's side may have held more on the page's.
      for (let times = 0; times < 2; times += 1) await session.send("HeapProfiler.collectGarbage");
      const { usedSize } = await session.send("Runtime.getHeapUsage");
      const { nodes } = await session.send("Memory.getDOMCounters");
      const program = (at) => at.evaluate(() => self.programMemory.buffer.byteLength);
      return { page: await program(page), worker: await program(worker), heap: usedSize, nodes };
    };
    const models = ["blend", "ncf", "recommender-net"];
    let warm;
    for (let change = 1; change <= CHANGES; change += 1) {
      const picks = await page.$eval("#picks-title .count", (it) => Number(it.innerText));
      // Between three picks and forty, up and down.
      const grows = picks <= 3 || (picks < 40 && change % 80 < 40);
      await page.$eval(grows ? '[aria-label="Recommended"] .act button' : ".picks li:last-child button.x", (button) => button.click());
      if (change % 25 === 0) {
        const model = models[(change / 25) % models.length];
        await page.$eval(`input[type=radio][value="${model}"]`, (radio) => radio.click());
      }
      await visitor.until("the list has followed", (before) =>
        Number(document.querySelector("#picks-title .count")?.innerText) !== before
        && document.querySelector('[aria-label="Recommended"]')?.getAttribute("aria-busy") === "false"
        // No element: whoever waits would hold it for good.
        && Boolean(document.querySelector('[aria-label="Recommended"] .act button')), picks);
      if (change === WARM) warm = await sizes();
      if (change % 250 === 0) console.log(`${change}: ${JSON.stringify(await sizes())}`);
    }
    const after = await sizes();
    console.log(`warm: ${JSON.stringify(warm)}\nafter: ${JSON.stringify(after)}`);
    for (const part of ["page", "worker", "heap"]) {
      assert(after[part] <= warm[part] + SLACK, `${part}: ${warm[part]} bytes after ${WARM} changes, ${after[part]} after ${CHANGES}`);
    }
    assert(after.nodes <= warm.nodes * 1.2 + 500, `${warm.nodes} nodes, then ${after.nodes}`);
  });
});
