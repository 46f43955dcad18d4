// What a visitor does and sees, in the words of the page: roles, names, and the attributes that carry figures.

import assert from "node:assert/strict";

/** How long a visitor waits for anything, in milliseconds; a software GPU compiles its shaders for many seconds. */
const PATIENCE = { usual: 40_000, withSoftwareGpu: 150_000 };

export class Visitor {
  constructor(page, base, softwareGpu) {
    this.page = page;
    this.patience = softwareGpu ? PATIENCE.withSoftwareGpu : PATIENCE.usual;
    this.base = base;
    /** Every address that the page asked for. */
    this.requests = [];
    /** Hosts other than this machine that anything in the browser asked for. */
    this.strangers = [];
    /** What the console and uncaught errors said. */
    this.complaints = [];
    page.setDefaultTimeout(this.patience);
    page.on("request", (request) => this.requests.push(request.url()));
    page.on("pageerror", (error) => this.complaints.push(String(error)));
    page.on("console", (message) => {
      if (message.type() === "error") this.complaints.push(message.text());
    });
  }

  /** Opens an address such as `?backend=cpu#/about`, below the page's folder. */
  async open(address = "") {
    await this.page.goto(this.base + address);
    await this.arrived();
  }

  /** Waits until what the visitor went to stands there, and not only that it is being loaded. */
  async arrived() {
    await this.see("main h1");
    await this.until("its part has come", () => !document.querySelector(".part-loading"));
    // The focus that waited at the heading follows within a frame.
    await this.page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 50)));
  }

  /** Waits until something is there. */
  async see(selector) {
    return this.page.waitForSelector(selector, { visible: true });
  }

  /** Waits until a condition in the page holds; says what was awaited if it doesn't. */
  async until(what, condition, ...values) {
    try {
      await this.page.waitForFunction(condition, { timeout: this.patience, polling: 100 }, ...values);
    } catch (error) {
      throw new Error(`waited in vain until ${what}: ${error.message}`);
    }
  }

  /** Types a title into the search box and takes the match of that id. */
  async pick(query, id) {
    const box = await this.see("[role=combobox]");
    await this.until("the catalogue is there", () =>
      /\d/.test(document.querySelector("[role=combobox]")?.placeholder),
    );
    await box.click();
    await box.type(query);
    const option = await this.see(`[role=option][data-anime-id="${id}"]`);
    await option.click();
    await this.see(`.picks [data-anime-id="${id}"]`);
  }

  /** The options that a query brings up, or none where the page says so. */
  async search(query) {
    const box = await this.see("[role=combobox]");
    await this.until("the catalogue is there", () =>
      /\d/.test(document.querySelector("[role=combobox]")?.placeholder),
    );
    await box.click({ count: 3 });
    await box.type(query);
    await this.until(
      "the search has answered",
      () => document.querySelector("[role=option]") || document.body.innerText.includes("No title found"),
    );
    return this.page.$$eval("[role=option]", (options) =>
      options.map((option) => ({ id: Number(option.dataset.animeId), text: option.innerText })),
    );
  }

  /** The ids of the picks. */
  async picks() {
    return this.page.$$eval(".picks [data-anime-id]", (picks) => picks.map((pick) => Number(pick.dataset.animeId)));
  }

  /** Waits until the picks are those, in any order: a page that was just opened shows them when its catalogue is there. */
  async hasPicks(ids) {
    const wanted = [...ids].sort((a, b) => a - b).join();
    await this.until(
      `the picks are ${wanted}`,
      (wanted) =>
        [...document.querySelectorAll(".picks [data-anime-id]")]
          .map((pick) => Number(pick.dataset.animeId))
          .sort((a, b) => a - b)
          .join() === wanted,
      wanted,
    );
  }

  /** Waits for a toast with these words: another's may still stand when it comes. */
  async toast(words) {
    await this.until(
      `a toast says "${words}"`,
      (words) => document.querySelector(".toast")?.textContent.includes(words),
      words,
    );
  }

  /** Waits until nothing moves within an element: a click that is aimed at a gliding card lands beside it. */
  async atRest(selector) {
    await this.until(
      `${selector} has come to rest`,
      (selector) => {
        const element = document.querySelector(selector);
        if (!element || element.getAnimations({ subtree: true }).some((it) => it.playState === "running")) return false;
        const at = (item) => ((box) => `${box.left} ${box.top + window.scrollY}`)(item.getBoundingClientRect());
        const places = [...element.children].map(at).join();
        const before = element.placesBefore;
        element.placesBefore = places;
        return places === before;
      },
      selector,
    );
  }

  /** Waits for a list that answers all picks and has come to rest, and returns it. */
  async recommended(count = 20) {
    await this.until(
      "the list is there",
      (count) => {
        const list = document.querySelector('[aria-label="Recommended"]');
        return list?.getAttribute("aria-busy") === "false" && list.querySelectorAll("[data-score]").length >= count;
      },
      count,
    );
    await this.atRest('[aria-label="Recommended"]');
    // Titles that were in an older list and are about to leave are not meant.
    return this.page.$$eval('[aria-label="Recommended"] > [data-score]', (items) =>
      items.map((item) => ({ id: Number(item.dataset.animeId), score: Number(item.dataset.score) })),
    );
  }

  /** Chooses a model by the value of its radio button, and waits for its list. */
  async choose(model) {
    await this.page.$eval(`input[type=radio][value="${model}"]`, (radio) => radio.click());
    await this.rankedBy(model);
  }

  /** Waits for a list by a model. */
  async rankedBy(model) {
    await this.until(
      `the list is by ${model}`,
      (model) => document.querySelector(".results .sub")?.dataset.rankedBy === model,
      model,
    );
  }

  /** Waits until the engine runs, and returns what the badge says. */
  async badge(backend) {
    await this.until(
      `the badge says ${backend ?? "something final"}`,
      (backend) => {
        const word = document.querySelector("[data-backend]")?.dataset.backend;
        return backend ? word === backend : word && word !== "starting";
      },
      backend,
    );
    return this.page.$eval("[data-backend]", (badge) => ({ ...badge.dataset }));
  }

  /** Opens the charts and waits until all of them are drawn. */
  async openCharts(query = "") {
    await this.open(`#/charts${query}`);
    await this.chartsDrawn();
  }

  /** Waits until every chart stands. */
  async chartsDrawn() {
    await this.until("all charts are drawn", () => {
      const canvases = [...document.querySelectorAll(".chart-card canvas")];
      return canvases.length > 15 && canvases.every((canvas) => canvas.dataset.marks !== undefined);
    });
  }

  /** Waits until the browser's copy of the page is as it should be: `ready` for a visit without the network. */
  async offline(name) {
    await this.until(
      `the page is ${name} for offline use`,
      (name) => document.querySelector("[data-offline]")?.dataset.offline === name,
      name,
    );
  }

  /** The version of the page that is shown. */
  async version() {
    return this.page.$eval("meta[name=konomi-version]", (meta) => meta.content);
  }

  async reload() {
    await this.page.reload();
    await this.see("main h1");
  }

  assertNoComplaint() {
    assert.deepEqual(this.complaints, [], "the browser's console complains");
  }

  /** What the page looked like, for a failed test's message. */
  async describe() {
    const text = await this.page.evaluate(() => document.body.innerText.slice(0, 600)).catch(() => "(gone)");
    const badge = await this.page
      .evaluate(() => JSON.stringify({ ...document.querySelector("[data-backend]")?.dataset }))
      .catch(() => "(none)");
    return `\n--- badge: ${badge}\n--- console: ${this.complaints.join(" | ") || "nothing"}\n--- page: ${text}`;
  }
}
