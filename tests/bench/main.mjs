// `cargo xtask bench`: what a visitor waits for, in a real browser, in rounds that take turns.

import { existsSync } from "node:fs";
import { readFile, readdir, stat, writeFile } from "node:fs/promises";
import { cpus } from "node:os";
import { join } from "node:path";
import { browser, closeAll } from "../e2e/browsers.mjs";
import { ARRIVALS, askedFirst } from "./arrival.mjs";
import * as charts from "./charts.mjs";
import { blank, memory, search, withPicks } from "./picks.mjs";

const ROUNDS = Number(process.env.KONOMI_BENCH_ROUNDS ?? 3);
/** The tables of `konomi charts`, for those parts that need titles or plotly.js. */
const TABLES = process.env.KONOMI_BENCH_TABLES;
const MODELS = ["blend", "ncf", "recommender-net"];
const PICKS = [50, 500];
const ONLY = process.env.KONOMI_BENCH_ONLY;

const quantile = (values, q) => [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(q * values.length))];
const median = (values) => quantile(values, 0.5);
const ms = (value) => (value < 100 ? value.toFixed(1) : value.toFixed(0));

function table(head, rows) {
  console.log(`\n| ${head.join(" | ")} |`);
  console.log(`|${head.map((_, at) => (at ? "--:|" : "---|")).join("")}`);
  for (const row of rows) console.log(`| ${row.map((cell) => (typeof cell === "number" ? ms(cell) : cell)).join(" | ")} |`);
}

async function popular(count) {
  const [, ...lines] = (await readFile(join(TABLES, "score-members.csv"), "utf8")).trim().split("\n");
  const titles = lines.map((line) => ({ id: Number(line.slice(0, line.indexOf(","))), members: Number(line.split(",").at(-2)) }));
  return titles.sort((a, b) => b.members - a.members).slice(0, count).map(({ id }) => id);
}

/** What the bundle weighs over the network: the page by itself, and what it fetches then. */
async function bytes() {
  const folder = process.env.KONOMI_DIST;
  const sizes = {};
  for (const entry of await readdir(folder, { recursive: true })) {
    const file = join(folder, entry);
    if (/\.(br|gz)$/.test(entry) || !(await stat(file)).isFile()) continue;
    const raw = (await stat(file)).size;
    sizes[entry] = { raw, brotli: existsSync(`${file}.br`) ? (await stat(`${file}.br`)).size : raw };
  }
  return sizes;
}

const results = { rounds: ROUNDS };
const wants = (part) => !ONLY || new RegExp(ONLY).test(part);

async function arrivals() {
  const visits = {};
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [name, arrive] of Object.entries(ARRIVALS)) (visits[name] ??= []).push(await arrive());
  }
  results.arrivals = visits;
  const of = (visits, which, key) => median(visits.map((visit) => visit[which]?.[key] ?? NaN));
  table(
    ["a link with five picks is opened", "first paint, ms", "largest paint", "first title", "second visit, offline: first title", "its list"],
    Object.entries(visits).map(([name, visits]) => [
      name + (visits.every((visit) => visit.workers_slowed) ? "" : " (its worker not slowed)"),
      ...["first_paint", "largest_paint", "first_title"].map((key) => of(visits, "cold", key)),
      ...["first_title", "list"].map((key) => (visits[0].second ? of(visits, "second", key) : "–")),
    ]),
  );
}

async function picks() {
  const rows = [];
  results.picks = {};
  for (const count of PICKS) {
    const ids = await popular(count);
    for (const model of MODELS) {
      const { times, elapsed } = await withPicks(ids, model, count > 100 ? 8 : 15);
      results.picks[`${model} ${count}`] = { times, elapsed };
      rows.push([`${model}, ${count} picks`, ...["first", "whole"].flatMap((key) => [0.5, 0.9].map((q) => quantile(times.map((time) => time[key]), q))), elapsed]);
    }
  }
  table(["one pick more", "first new title, ms", "90 %", "whole list, in frames", "90 %", "badge"], rows);
}

async function keys() {
  const times = [];
  for (let round = 0; round < ROUNDS; round += 1) times.push(...(await search()));
  results.search = times;
  table(["search", "a key, ms", "90 %", "slowest"], [["shingeki no kyojin", median(times), quantile(times, 0.9), Math.max(...times)]]);
}

async function drawn() {
  const own = [];
  const peer = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    own.push(await charts.ours());
    if (TABLES) peer.push(await charts.plotly(TABLES, own[0].names));
  }
  results.charts = { own, peer };
  const of = (key) => median(own.map((round) => round[key]));
  const rows = [[`Konomi, ${own[0].names.length} charts`, of("drawn"), of("from_figures"), of("hover")]];
  if (TABLES) rows.push([`plotly.js, ${peer[0].charts} charts of the same figures`, "–", median(peer.map((round) => round.drawn)), "–"]);
  table(["charts", "read, counted and drawn, ms", "drawn from what is counted", "slowest answer to a pointer"], rows);
  const frames = await charts.map();
  results.map = frames;
  table(["map, 10,000 dots and more", "frame, ms", "90 %", "slowest"], [["dragged", median(frames), quantile(frames, 0.9), Math.max(...frames)]]);
}

async function weight() {
  const sizes = await bytes();
  results.bytes = sizes;
  const kilobytes = (size) => (size / 1000).toFixed(0);
  const large = Object.entries(sizes).sort(([, a], [, b]) => b.brotli - a.brotli);
  table(["file", "kB", "by Brotli"], large.slice(0, 24).map(([name, { raw, brotli }]) => [name, kilobytes(raw), kilobytes(brotli)]));
  const isPage = (name) => !/engine|gpu\/|keras\/|model\/|data\/|screenshots|assets\.json|service_worker/.test(name);
  const page = large.filter(([name]) => isPage(name));
  const asked = new Set(await askedFirst());
  const sum = (files) => kilobytes(files.reduce((sum, [, { brotli }]) => sum + brotli, 0));
  console.log(`\nThe page without engine, weights, catalogue and chart tables, by Brotli: ${sum(page.filter(([name]) => asked.has(name)))} kB`);
  console.log(`until a first visitor's list is there, ${sum(page)} kB with the parts that are fetched when somebody goes to them`);
}

async function remembered() {
  const { bytes, in_use } = await memory(100);
  const empty = await blank();
  results.memory = { bytes, in_use, empty };
  const rows = [
    ["after 100 picks", bytes],
    ["of that in use, without what the browser would clear away", in_use],
    ["of an empty page", empty],
  ];
  table(["memory of the page's process, its workers included", "MB"], rows.map(([what, bytes]) => [what, bytes / 1e6]));
}

try {
  results.version = await (await browser("chromium")).version();
  results.machine = `${cpus().length} cores, ${cpus()[0]?.model.trim()}`;
  console.log(`${results.version}; ${results.machine}; ${new Date().toISOString().slice(0, 10)}; medians of ${ROUNDS} rounds`);
  // What was measured natively just before; the program has printed it.
  if (process.env.KONOMI_BENCH_NATIVE) results.native = JSON.parse(await readFile(process.env.KONOMI_BENCH_NATIVE, "utf8"));
  const parts = { arrivals, picks, keys, drawn, remembered, weight };
  for (const [name, part] of Object.entries(parts)) {
    if (!wants(name)) continue;
    if (name === "picks" && !TABLES) console.log("\nskipped: picks, which need the data (--data DIR)");
    else await part();
  }
} finally {
  if (process.env.KONOMI_BENCH_JSON) await writeFile(process.env.KONOMI_BENCH_JSON, `${JSON.stringify(results, null, 2)}\n`);
  await closeAll();
}
