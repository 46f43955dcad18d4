// How long the charts take, beside plotly.js with the same figures; and how long the map's frames are.

import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { visit } from "../e2e/browsers.mjs";

/**
 * In the page: opens the charts, each as soon as it may be, and waits until all stand; then points along the cloud. All of
 * it, the reading and counting too, is `drawn`; what comes after the counting, which is what plotly.js is asked for below,
 * is `from_figures`.
 */
async function chartsInPage() {
  const canvases = () => [...document.querySelectorAll(".chart-card canvas")];
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const start = performance.now();
  location.hash = "#/charts";
  while (canvases().length < 15 || canvases().some((canvas) => canvas.dataset.marks === undefined)) await frame();
  const end = performance.now();
  const drawn = end - start;
  const from_figures = end - performance.getEntriesByName("figures").at(-1).startTime;
  const cloud = document.querySelector('[data-figure="score-members"] canvas');
  cloud.scrollIntoView({ block: "center" });
  await frame();
  const box = cloud.getBoundingClientRect();
  const answers = [];
  for (let step = 1; step < 60; step += 1) {
    const at = { clientX: box.left + (box.width * step) / 60, clientY: box.top + box.height * 0.45, bubbles: true };
    const before = performance.now();
    cloud.dispatchEvent(new PointerEvent("pointermove", at));
    answers.push(performance.now() - before);
    await frame();
  }
  const names = [...document.querySelectorAll("[data-figure]")].map((card) => card.dataset.figure);
  return { names, drawn, from_figures, hover: Math.max(...answers) };
}

/** Konomi's charts, computed and drawn from what the page has fetched. */
export function ours() {
  return visit("chromium", async (visitor, page) => {
    await visitor.open("?backend=cpu");
    await visitor.badge();
    // What the page does in the seconds after its start is no part of the charts.
    await sleep(5000);
    return page.evaluate(chartsInPage);
  });
}

/** In an empty page: draws every table as plotly.js would have it, one after the other, and waits until all stand. */
async function plotlyInPage(tables) {
  const Plotly = window.Plotly;
  const column = (rows, name) => rows.map((row) => row[name]);
  const numbers = (rows, name) => rows.map((row) => Number(row[name]));
  const traces = {
    cloud: (rows, [x, y]) => [{ type: "scattergl", mode: "markers", x: numbers(rows, x), y: numbers(rows, y), text: column(rows, "title") }],
    bars: (rows, names) => names.map((name) => ({ type: "bar", name, x: column(rows, "label"), y: numbers(rows, name) })),
    heat: (rows) => {
      const labels = [...new Set(rows.flatMap((row) => [row.label, row.with]))];
      const z = labels.map(() => labels.map(() => null));
      for (const row of rows) z[labels.indexOf(row.label)][labels.indexOf(row.with)] = Number(row.count);
      return [{ type: "heatmap", x: labels, y: labels, z }];
    },
    boxes: (rows) => {
      const kinds = rows.filter((row) => row.median);
      const at = (name) => numbers(kinds, name);
      const outliers = rows.filter((row) => !row.median);
      return [
        { type: "box", x: column(kinds, "label"), q1: at("lower quartile"), median: at("median"), q3: at("upper quartile"), lowerfence: at("lower whisker"), upperfence: at("upper whisker") },
        { type: "scatter", mode: "markers", x: column(outliers, "label"), y: numbers(outliers, "value") },
      ];
    },
  };
  const start = performance.now();
  const all = tables.map(({ kind, rows, names }) => {
    const place = document.createElement("div");
    place.style.cssText = "width:600px;height:400px";
    document.body.append(place);
    return Plotly.newPlot(place, traces[kind](rows, names), { width: 600, height: 400 });
  });
  await Promise.all(all);
  await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  return performance.now() - start;
}

function parse(csv) {
  const [head, ...lines] = csv.trim().split("\n");
  // Titles with a comma stand in quotes.
  const cells = (line) => [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)].map(([, cell]) => cell.replace(/^"|"$/g, ""));
  const names = cells(head);
  return { names: names.filter(Boolean), rows: lines.map((line) => Object.fromEntries(cells(line).map((cell, at) => [names[at], cell]))) };
}

/** plotly.js with the tables of a folder, those alone that Konomi's page draws. */
export async function plotly(folder, figures) {
  const tables = [];
  for (const file of (await readdir(folder)).filter((file) => file.endsWith(".csv"))) {
    if (!figures.includes(file.slice(0, -4))) continue;
    const { names, rows } = parse(await readFile(join(folder, file), "utf8"));
    if (names.includes("members")) tables.push({ kind: "cloud", rows, names: names.includes("popularity rank") ? ["popularity rank", "members"] : ["members", "score"] });
    else if (names.includes("with")) tables.push({ kind: "heat", rows });
    else if (names.includes("median")) tables.push({ kind: "boxes", rows });
    else tables.push({ kind: "bars", rows, names: names.slice(1) });
  }
  const script = join(process.env.KONOMI_NPM, "node_modules/plotly.js-dist-min/plotly.min.js");
  return visit(
    "chromium",
    async (_, page) => {
      await page.goto("about:blank");
      await page.addScriptTag({ path: script });
      return { charts: tables.length, drawn: await page.evaluate(plotlyInPage, tables) };
    },
    { failuresExpected: true },
  );
}

/** In the map: frames while a pointer drags it about, which is what costs most. */
async function dragInPage() {
  const canvas = document.querySelector(".map canvas");
  const box = canvas.getBoundingClientRect();
  const send = (type, x, y) =>
    canvas.dispatchEvent(new PointerEvent(type, { clientX: box.left + x, clientY: box.top + y, pointerId: 1, bubbles: true, buttons: 1 }));
  const times = [];
  send("pointerdown", box.width / 2, box.height / 2);
  let last = await new Promise((resolve) => requestAnimationFrame(resolve));
  for (let step = 0; step < 90; step += 1) {
    send("pointermove", box.width / 2 + 100 * Math.sin(step / 10), box.height / 2 + 80 * Math.cos(step / 10));
    const now = await new Promise((resolve) => requestAnimationFrame(resolve));
    times.push(now - last);
    last = now;
  }
  send("pointerup", box.width / 2, box.height / 2);
  return times.slice(5);
}

/** The times between frames of the map under a hand. */
export function map() {
  return visit("chromium", async (visitor, page) => {
    await visitor.open("?backend=cpu#/map");
    await visitor.see(".map canvas");
    await visitor.until("the map is drawn", () => document.querySelector(".map canvas")?.width > 300);
    return page.evaluate(dragInPage);
  });
}
