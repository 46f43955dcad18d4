// Whatever goes wrong, the page says so in plain words, keeps the picks, and knows a way on.

import assert from "node:assert/strict";
import { test } from "node:test";
import { visit, visitHost } from "./browsers.mjs";

const BEBOP = 1;
const NOTE = 1535;
const SPIRITED = 199;

/** A page that has not gone blank: it has its heading, the picks are there, and another can be made. */
async function assertUsable(visitor, picks = [BEBOP, NOTE]) {
  await visitor.hasPicks(picks);
  await visitor.pick("Spirited Away", SPIRITED);
  await visitor.hasPicks([...picks, SPIRITED]);
  await visitor.page.evaluate(() => { location.hash = "#/about"; });
  await visitor.until("another page can be opened", () => document.querySelector("main h1")?.innerText.length > 3);
  await visitor.page.evaluate(() => { location.hash = "#/"; });
  await visitor.see("[role=combobox]");
}

async function pickTwo(visitor) {
  await visitor.pick("Cowboy Bebop", BEBOP);
  await visitor.pick("Death Note", NOTE);
}

/** Does something on a host of its own, where failures are no surprise. */
const onHost = (browser, doing) => visitHost(browser, doing, { failuresExpected: true });

/** Has a script run in every worker before its own. */
function beforeWorkers(host, script) {
  host.fail = (path, bytes, response) => {
    if (!path.endsWith("_loader.js")) return false;
    response.writeHead(200, { "Content-Type": "text/javascript" }).end(`{${script}}\n${bytes}`);
    return true;
  };
}

/** The ways in which a file comes wrong. */
const DAMAGES = {
  "missing": (bytes, response) => response.writeHead(404).end("not found"),
  "truncated": (bytes, response, headers) => response.writeHead(200, headers).end(bytes.subarray(0, bytes.length >> 1)),
  "flipped in one bit": (bytes, response, headers) => {
    const flipped = Buffer.from(bytes);
    flipped[flipped.length >> 1] ^= 1;
    response.writeHead(200, headers).end(flipped);
  },
  "of another version": (bytes, response, headers) => response.writeHead(200, headers).end(Buffer.concat([bytes, Buffer.from("\0\0")])),
};

/** Has the files whose paths a pattern fits come wrong, until told otherwise. */
function damage(host, pattern, how) {
  host.fail = (path, bytes, response) => {
    if (!pattern.test(path)) return false;
    DAMAGES[how](bytes, response, { "Content-Type": path.endsWith(".wasm") ? "application/wasm" : "application/octet-stream" });
    return true;
  };
}

const mend = (host) => { host.fail = () => false; };

// The graphics card.

const NO_CARD = {
  "no WebGPU": "delete Object.getPrototypeOf(navigator).gpu;",
  "a null adapter": "navigator.gpu.requestAdapter = async () => null;",
  "an adapter whose limits the kernels exceed": `
    // No card runs this many threads side by side: it refuses them as one that runs fewer would refuse the kernels' own.
    const make = GPUDevice.prototype.createShaderModule;
    GPUDevice.prototype.createShaderModule = function (shader) {
      return make.call(this, { ...shader, code: shader.code.replace(/@workgroup_size\\([^)]*\\)/, "@workgroup_size(65536)") });
    };`,
  "an adapter that opens no device, its limits being too low": `
    const ask = navigator.gpu.requestAdapter.bind(navigator.gpu);
    navigator.gpu.requestAdapter = async (...options) => {
      const adapter = await ask(...options);
      adapter.requestDevice = async () => { throw new DOMException("a limit is too low", "OperationError"); };
      return adapter;
    };`,
};

for (const [what, script] of Object.entries(NO_CARD)) {
  test(`fault: ${what}`, async () => {
    await onHost("chromium-webgpu", async (visitor, page, host) => {
      beforeWorkers(host, script);
      await visitor.open("?backend=webgpu");
      await pickTwo(visitor);
      assert.equal((await visitor.recommended()).length, 20);
      const badge = await visitor.badge("cpu");
      assert(badge.reason.length > 20, badge.reason);
      await assertUsable(visitor);
    });
  });
}

test("fault: no WebGPU, in Firefox", async () => {
  await visit("firefox", async (visitor) => {
    await visitor.open("?backend=webgpu");
    await pickTwo(visitor);
    assert.equal((await visitor.recommended()).length, 20);
    assert((await visitor.badge("cpu")).reason.length > 20);
    await assertUsable(visitor);
  });
});

/** Keeps the device within a worker's reach, to be lost on purpose. */
const KEEP_DEVICE = `
  const ask = navigator.gpu.requestAdapter.bind(navigator.gpu);
  navigator.gpu.requestAdapter = async (...options) => {
    const adapter = await ask(...options);
    const open = adapter.requestDevice.bind(adapter);
    adapter.requestDevice = async (...options) => (self.lent = await open(...options));
    return adapter;
  };`;

const LOSSES = {
  "while it is idle": () => { self.lent.destroy(); },
  "while a list is scored": () => {
    const submit = self.lent.queue.submit.bind(self.lent.queue);
    self.lent.queue.submit = (...buffers) => { submit(...buffers); self.lent.destroy(); };
  },
  "while a visitor is folded in": () => {
    // A question has come, and its answer begins with that.
    self.addEventListener("message", () => { self.lent.destroy(); });
  },
};

for (const [when, lose] of Object.entries(LOSSES)) {
  test(`fault: the graphics card is lost ${when}`, async () => {
    await onHost("chromium-webgpu", async (visitor, page, host) => {
      beforeWorkers(host, KEEP_DEVICE);
      await visitor.open("?backend=webgpu&model=ncf");
      await pickTwo(visitor);
      await visitor.badge("webgpu");
      const before = await visitor.recommended();
      const worker = page.workers().find((worker) => worker.url().includes("gpu_engine"));
      await worker.evaluate(lose);
      // The loss may only be noticed by the next question.
      await visitor.pick("Monster", 19);
      assert((await visitor.badge("cpu")).reason.length > 20);
      assert.equal((await visitor.recommended()).length, 20);
      await page.click('.picks [data-anime-id="19"] button.x');
      await visitor.hasPicks([BEBOP, NOTE]);
      const after = await visitor.recommended();
      assert.equal(after.filter(({ id }) => before.some((item) => item.id === id)).length >= 19, true, "the same list by the processor");
      await assertUsable(visitor);
    });
  });
}

// The engine.

test("fault: the engine's worker is killed, and says nothing of it", async () => {
  await onHost("chromium", async (visitor, page) => {
    await visitor.open();
    await visitor.pick("Cowboy Bebop", BEBOP);
    await visitor.recommended();
    await visitor.badge();
    await page.workers()[0].evaluate(() => self.close());
    await visitor.pick("Death Note", NOTE);
    // Silence is noticed after a while.
    await visitor.until("another worker answers", () =>
      document.querySelector('[aria-label="Recommended"]')?.getAttribute("aria-busy") === "false"
      && document.querySelector("[data-backend=cpu]")?.dataset.reason.length > 20);
    assert.equal((await visitor.recommended()).length, 20);
    await assertUsable(visitor);
  });
});

for (const how of Object.keys(DAMAGES)) {
  for (const browser of how === "flipped in one bit" ? ["chromium", "firefox"] : ["chromium"]) {
    test(`fault: the engine's program is ${how}, in ${browser}`, async () => {
      await onHost(browser, async (visitor, page, host) => {
        damage(host, /(^|\/)engine-.*\.wasm$/, how);
        await visitor.open();
        await pickTwo(visitor);
        const failure = await visitor.see(".state-failure");
        const words = await failure.evaluate((it) => it.innerText);
        assert(words.length > 30 && !/undefined|panicked|CompileError|LinkError/.test(words), words);
        await assertUsable(visitor);
        mend(host);
        await (await visitor.see(".state-failure button")).click();
        assert.equal((await visitor.recommended()).length, 20, "the way on leads on");
      });
    });
  }

  test(`fault: the page's program is ${how}`, async () => {
    await onHost("chromium", async (visitor, page, host) => {
      await visitor.open("#/?picks=1,1535");
      await visitor.hasPicks([BEBOP, NOTE]);
      damage(host, /(^|\/)app-.*\.wasm$/, how);
      await page.evaluate(async () => {
        for (const registration of await navigator.serviceWorker.getRegistrations()) await registration.unregister();
        for (const name of await caches.keys()) await caches.delete(name);
      });
      await page.goto(`${visitor.base}?again`);
      const failure = await visitor.see("#boot-failure");
      assert.match(await failure.evaluate((it) => it.innerText), /[Rr]eload/);
      assert.match(await page.$eval("main h1", (it) => it.innerText), /./, "not blank");
      mend(host);
      await visitor.open("#/?picks=1,1535");
      await assertUsable(visitor);
    });
  });

  test(`fault: a part of the page's program is ${how}`, async () => {
    await onHost("chromium", async (visitor, page, host) => {
      damage(host, /^parts\/.*-(charts|files)\.wasm$/, how);
      await visitor.open();
      await pickTwo(visitor);
      const to = (hash) => page.evaluate((hash) => { location.hash = hash; }, hash);
      await to("#/charts");
      const words = await (await visitor.see("main .state-failure")).evaluate((it) => it.innerText);
      assert(/missing/.test(words) && /try again/i.test(words), words);
      assert.equal(await page.evaluate(() => document.activeElement.matches("main h1")), true, "the focus is on its heading");
      await to("#/");
      await (await visitor.see("[data-import]")).click();
      await visitor.see("dialog .state-failure");
      await page.keyboard.press("Escape");
      await assertUsable(visitor);
      await to("#/charts");
      await visitor.see("main .state-failure");
      mend(host);
      await (await visitor.see("main .state-failure button")).click();
      await page.waitForSelector("main canvas");
      await to("#/");
      await (await visitor.see("[data-import]")).click();
      await page.waitForSelector("dialog input[type=file]");
    });
  });

  test(`fault: the messages of the visitor's language are ${how}`, async () => {
    await onHost("chromium", async (visitor, page, host) => {
      await page.evaluateOnNewDocument(() => Object.defineProperty(navigator, "languages", { get: () => ["ja-JP", "en"] }));
      damage(host, /ja\.ftl$/, how);
      await visitor.open("#/?picks=1,1535");
      await visitor.until("the page is English", () => document.documentElement.lang === "en" && document.querySelector(".results h2"));
      assert.equal((await visitor.recommended()).length, 20);
      mend(host);
      await page.reload();
      await visitor.until("the page is Japanese", () => document.documentElement.lang === "ja" && document.querySelectorAll(".results [data-score]").length === 20);
    });
  });

  test(`fault: the catalogue is ${how}`, async () => {
    await onHost("chromium", async (visitor, page, host) => {
      damage(host, /catalogue\.bin$/, how);
      await visitor.open("#/?picks=1,1535");
      const failure = await visitor.see(".state-failure");
      const words = await failure.evaluate((it) => it.innerText);
      assert(/catalogue/i.test(words) && !/undefined|panicked/.test(words), words);
      mend(host);
      await (await visitor.see(".state-failure button")).click();
      await visitor.hasPicks([BEBOP, NOTE]);
      assert.equal((await visitor.recommended()).length, 20);
      await assertUsable(visitor);
    });
  });

  test(`fault: a file of weights is ${how}`, async () => {
    await onHost("chromium", async (visitor, page, host) => {
      damage(host, /\/blend-[^/]*\.safetensors$/, how);
      await visitor.open();
      await pickTwo(visitor);
      const hint = await visitor.see("[data-instead]");
      assert.match(await hint.evaluate((it) => it.innerText), how === "missing" ? /answered 404/ : /damaged/);
      await visitor.rankedBy("ncf");
      assert.equal((await visitor.recommended()).length, 20, "another model answers meanwhile");
      mend(host);
      await (await page.waitForSelector("[data-instead] button")).click();
      await visitor.rankedBy("blend");
      await assertUsable(visitor);
    });
  });
}

test("fault: what the browser kept of the page is damaged", async () => {
  await onHost("chromium", async (visitor, page) => {
    await visitor.open();
    await pickTwo(visitor);
    await visitor.offline("ready");
    await page.evaluate(async () => {
      for (const name of await caches.keys()) {
        const cache = await caches.open(name);
        for (const request of await cache.keys()) {
          if (!/catalogue\.bin|engine-.*\.wasm/.test(request.url)) continue;
          const kept = await cache.match(request);
          const bytes = new Uint8Array(await kept.arrayBuffer());
          bytes[bytes.length >> 1] ^= 1;
          await cache.put(request, new Response(bytes, { headers: kept.headers }));
        }
      }
    });
    // It is asked of the server once more.
    await visitor.reload();
    await visitor.hasPicks([BEBOP, NOTE]);
    assert.equal((await visitor.recommended()).length, 20);
    await assertUsable(visitor);
  });
});

// What the browser keeps of the visitor.

const STORAGES = {
  "full": () => {
    Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); };
  },
  "forbidden": () => {
    Object.defineProperty(window, "localStorage", { get() { throw new DOMException("forbidden", "SecurityError"); } });
  },
};

for (const [how, script] of Object.entries(STORAGES)) {
  for (const browser of ["chromium", "firefox"]) {
    test(`fault: the storage is ${how}, in ${browser}`, async () => {
      await visit(browser, async (visitor, page) => {
        await page.evaluateOnNewDocument(script);
        await visitor.open();
        await pickTwo(visitor);
        assert.equal((await visitor.recommended()).length, 20);
        await visitor.until("it says that nothing is kept", () => document.querySelector("[data-notice]")?.innerText.length > 20);
        await assertUsable(visitor);
      }, { failuresExpected: true });
    });
  }
}

test("fault: the storage is corrupted", async () => {
  await visit("chromium", async (visitor, page) => {
    await visitor.open();
    await pickTwo(visitor);
    const keys = await page.evaluate(() => Object.keys(localStorage));
    for (const junk of ["", "{", "null", "[[[[", '{"version":1,"picks":7}', '{"version":99}', "\u0000\uffff"]) {
      await page.evaluate((keys, junk) => keys.forEach((key) => localStorage.setItem(key, junk)), keys, junk);
      // Not by the address before, which has the picks too.
      await page.goto("about:blank");
      await visitor.open();
      await visitor.see("[role=combobox]");
      assert.deepEqual(await visitor.picks(), [], junk);
      await visitor.pick("Death Note", NOTE);
      assert.equal((await visitor.recommended()).length, 20, junk);
    }
  }, { failuresExpected: true });
});

// Time and tabs.

test("fault: two tabs at once", async () => {
  await visit("chromium", async (visitor, page) => {
    await visitor.open();
    await visitor.pick("Cowboy Bebop", BEBOP);
    const beside = await page.browserContext().newPage();
    await beside.goto(visitor.base);
    await beside.waitForSelector(`.picks [data-anime-id="${BEBOP}"]`);
    await page.bringToFront();
    await visitor.pick("Death Note", NOTE);
    await beside.bringToFront();
    await beside.waitForSelector(`.picks [data-anime-id="${NOTE}"]`);
    await beside.$eval(`.picks [data-anime-id="${BEBOP}"] button.x`, (button) => button.click());
    await page.bringToFront();
    await visitor.hasPicks([NOTE]);
    assert.equal((await visitor.recommended()).length, 20);
    await assertUsable(visitor, [NOTE]);
  });
});

test("fault: the tab is frozen and resumed", async () => {
  await visit("chromium", async (visitor, page) => {
    await visitor.open();
    await pickTwo(visitor);
    const before = await visitor.recommended();
    const session = await page.createCDPSession();
    // In the middle of a question, behind another tab.
    await page.$eval('[aria-label="Recommended"] .act button', (button) => button.click());
    const beside = await page.browserContext().newPage();
    await beside.bringToFront();
    await session.send("Page.setWebLifecycleState", { state: "frozen" });
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    await session.send("Page.setWebLifecycleState", { state: "active" });
    await page.bringToFront();
    const after = await visitor.recommended();
    assert.equal(after.length, 20);
    assert.notDeepEqual(after, before, "the question was answered");
    await assertUsable(visitor, [before[0].id, BEBOP, NOTE]);
  });
});

test("fault: the clock jumps, back and forth", async () => {
  await visit("chromium", async (visitor, page) => {
    await page.evaluateOnNewDocument(() => {
      const [now, date] = [performance.now.bind(performance), Date.now];
      let asked = 0;
      const jump = () => [0, 86_400_000, -86_400_000][(asked += 1) % 3];
      performance.now = () => now() + jump();
      Date.now = () => date() + jump();
    });
    await visitor.open();
    await pickTwo(visitor);
    assert.equal((await visitor.recommended()).length, 20);
    await page.evaluate(() => { location.hash = "#/charts"; });
    await visitor.chartsDrawn();
    await page.evaluate(() => { location.hash = "#/"; });
    await assertUsable(visitor);
  });
});

// What the page can't do without.

const MISSING = {
  "WebAssembly is missing": [() => { delete window.WebAssembly; }, /too old|WebAssembly/],
  "WebAssembly has no SIMD": [() => { WebAssembly.validate = () => false; }, /SIMD/],
  "WebAssembly is forbidden": [() => {
    const refuse = async () => { throw new WebAssembly.CompileError("refused by policy"); };
    Object.assign(WebAssembly, { compileStreaming: refuse, compile: refuse });
  }, /blocking WebAssembly/],
};

for (const [what, [script, words]] of Object.entries(MISSING)) {
  test(`fault: ${what}`, async () => {
    await visit("chromium", async (visitor, page) => {
      await page.evaluateOnNewDocument(script);
      await page.goto(visitor.base);
      const failure = await visitor.see("#boot-failure");
      assert.match(await failure.evaluate((it) => it.innerText), words);
      assert.match(await page.$eval("main h1", (it) => it.innerText), /./);
    }, { failuresExpected: true });
  });
}

test("fault: the first drawing fails, and not by a panic", async () => {
  await onHost("chromium", async (visitor, page) => {
    // As when memory runs out: the exception goes through the program, which can't say anything any more.
    await page.evaluateOnNewDocument(() => { Node.prototype.cloneNode = () => { throw new RangeError("out of memory"); }; });
    await page.goto(visitor.base);
    const failure = await visitor.see("#boot-failure");
    assert((await failure.evaluate((it) => it.innerText)).length > 20);
  });
});

for (const browser of ["chromium", "firefox"]) {
  test(`fault: the page's program panics, in ${browser}`, async () => {
    await visit(browser, async (visitor, page) => {
      await visitor.open();
      await pickTwo(visitor);
      // No input is known that leads there: the ground is pulled from under it.
      await page.evaluate(() => {
        Document.prototype.createElement = new Proxy(Document.prototype.createElement, {
          apply(create, document, [name, ...rest]) {
            if (["dialog", "h2", "p", "pre", "button"].includes(name)) return Reflect.apply(create, document, [name, ...rest]);
            throw new Error("no element can be made");
          },
        });
        Node.prototype.cloneNode = () => { throw new Error("no element can be copied"); };
        location.hash = "#/about";
      });
      const dialog = await visitor.see("dialog#panic[open]");
      const [reload, copy] = await dialog.$$eval("button", (buttons) => buttons.map((button) => button.innerText));
      assert(/reload/i.test(reload) && /copy/i.test(copy), `${reload}, ${copy}`);
      assert.match(await dialog.$eval(".panic-details", (it) => it.innerText), /Konomi \d/);
      await Promise.all([page.waitForNavigation(), dialog.$eval("button", (button) => button.click())]);
      await page.evaluate(() => { location.hash = "#/"; });
      await assertUsable(visitor);
    }, { failuresExpected: true });
  });
}
