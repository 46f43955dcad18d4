// `cargo xtask bench`: how long a visitor waits, in Chromium with the CPU backend.

import { writeFile } from "node:fs/promises";
import { cpus } from "node:os";
import { browser, closeAll, visit } from "./browsers.mjs";

const ROUNDS = 30;
const PICKS = [["Cowboy Bebop", 1], ["Death Note", 1535], ["Spirited Away", 199], ["Steins;Gate", 9253], ["Monster", 19]];
const MODELS = ["ncf", "recommender-net"];

/** In the page: clicks, and the time until the list that answers the click is in the document. */
async function roundsInPage(rounds) {
  const list = () => document.querySelector('[aria-label="Recommended"]');
  const settled = () => list()?.getAttribute("aria-busy") === "false";
  const listed = () => [...list().querySelectorAll("[data-score]")].map((item) => item.dataset.animeId).join();
  const change = (act) =>
    new Promise((resolve, reject) => {
      const before = listed();
      const start = performance.now();
      const late = setTimeout(() => reject(new Error("no new list within 60 s")), 60_000);
      const observer = new MutationObserver(() => {
        if (settled() && listed() !== before && list().querySelectorAll("[data-score]").length >= 20) {
          observer.disconnect();
          clearTimeout(late);
          resolve(performance.now() - start);
        }
      });
      observer.observe(document.body, { subtree: true, childList: true, attributes: true });
      act();
    });
  const frames = { longest: 0, last: performance.now(), on: true };
  const watch = (now) => {
    frames.longest = Math.max(frames.longest, now - frames.last);
    frames.last = now;
    if (frames.on) requestAnimationFrame(watch);
  };
  const tasks = [];
  const observer = new PerformanceObserver((entries) => tasks.push(...entries.getEntries().map((entry) => entry.duration)));
  observer.observe({ type: "longtask" });
  requestAnimationFrame((now) => {
    frames.last = now;
    requestAnimationFrame(watch);
  });
  const times = [];
  for (let round = 0; round < rounds; round += 1) {
    const card = list().querySelectorAll("[data-anime-id]")[round % 20];
    const id = card.dataset.animeId;
    times.push(await change(() => card.querySelector("button").click()));
    // The same picks before every round: the new one is taken back, unmeasured.
    await change(() => document.querySelector(`.picks [data-anime-id="${id}"] button[aria-label^=Remove]`).click());
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
  frames.on = false;
  return { times, longestFrame: frames.longest, longestTask: Math.max(0, ...tasks), longTasks: tasks.length };
}

/** In the page of charts: how long all of them take, and how long the answer to a pointer. */
async function chartsInPage() {
  const canvases = () => [...document.querySelectorAll(".chart-card canvas")];
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const start = performance.now();
  location.hash = "#/charts";
  while (canvases().length < 15 || canvases().some((canvas) => canvas.dataset.marks === undefined)) await frame();
  const drawn = performance.now() - start;
  const cloud = document.querySelector('[data-figure="score-members"] canvas');
  cloud.scrollIntoView({ block: "center" });
  await frame();
  const box = cloud.getBoundingClientRect();
  const answers = [];
  for (let step = 1; step < 60; step += 1) {
    const at = { clientX: box.left + (box.width * step) / 60, clientY: box.top + box.height * 0.45, bubbles: true };
    const before = performance.now();
    cloud.dispatchEvent(new PointerEvent("pointermove", at));
    // The list of marks is searched and the tip is set at once; what is left is the frame.
    answers.push(performance.now() - before);
    await frame();
  }
  return { charts: canvases().length, drawn, hover: Math.max(...answers) };
}

async function measureCharts() {
  return visit("chromium", async (visitor, page) => {
    await visitor.open("?backend=cpu");
    await visitor.badge();
    return page.evaluate(chartsInPage);
  });
}

const quantile = (values, q) => [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(q * values.length))];

async function measure(model) {
  return visit("chromium", async (visitor, page) => {
    await visitor.open(`?backend=cpu&model=${model}`);
    const { backend } = await visitor.badge();
    const ready = await page.evaluate(() => performance.now());
    for (const [query, id] of PICKS) await visitor.pick(query, id);
    await visitor.recommended();
    const paint = await page.evaluate(() => performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? null);
    const { times, longestFrame, longestTask, longTasks } = await page.evaluate(roundsInPage, ROUNDS);
    return {
      model,
      backend,
      rounds: times.length,
      first_paint_ms: paint,
      engine_ready_ms: ready,
      median_ms: quantile(times, 0.5),
      p90_ms: quantile(times, 0.9),
      longest_frame_ms: longestFrame,
      longest_task_ms: longestTask,
      // Each round is two changes of the list.
      tasks_over_50_ms: `${longTasks} of ${2 * times.length}`,
    };
  });
}

try {
  const results = [];
  for (const model of MODELS) results.push(await measure(model));
  const charts = await measureCharts();
  const version = await (await browser("chromium")).version();
  const machine = `${cpus().length} cores, ${cpus()[0]?.model.trim()}`;
  console.log(`\n${version}, CPU backend, ${machine}; ${ROUNDS} picks a model, times in ms\n`);
  const columns = [
    ["model", "model"],
    ["pick to list, median", "median_ms"],
    ["90 %", "p90_ms"],
    ["longest frame", "longest_frame_ms"],
    ["longest task", "longest_task_ms"],
    ["changes with a task over 50 ms", "tasks_over_50_ms"],
    ["first paint", "first_paint_ms"],
    ["engine ready", "engine_ready_ms"],
  ];
  const cell = (value) => (typeof value === "number" ? value.toFixed(1) : String(value));
  console.log(`| ${columns.map(([title]) => title).join(" | ")} |`);
  console.log(`|${columns.map(([, key]) => (key === "model" ? "---|" : "---:|")).join("")}`);
  for (const result of results) console.log(`| ${columns.map(([, key]) => cell(result[key])).join(" | ")} |`);
  const { charts: count, drawn, hover } = charts;
  console.log(`\n${count} charts fetched, computed and drawn in ${drawn.toFixed(0)} ms; the slowest of 59 answers to a pointer ${hover.toFixed(1)} ms`);
  const file = process.env.KONOMI_BENCH_JSON;
  if (file) await writeFile(file, `${JSON.stringify({ version, machine, results, charts }, null, 2)}\n`);
} finally {
  await closeAll();
}
