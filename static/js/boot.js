// Starts the page's WebAssembly program, and says what is wrong where it can't start: to every browser that knows modules, so
// nothing newer than these may stand here.

// The smallest module with a SIMD instruction: a function that makes a vector of a number and drops it.
const SIMD = new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 10, 9, 1, 7, 0, 65, 0, 253, 15, 26, 11,
]);

function fail(key, error) {
  console.error(error);
  if (window.konomiFailure) {
    window.konomiFailure(key);
    return;
  }
  // The script of the first words could not be loaded either: in English, then.
  const failure = document.getElementById("boot-failure");
  failure.textContent = JSON.parse(document.getElementById("first-words").textContent).en[key];
  failure.hidden = false;
}

/**
 * Has what is needed next come while the page's program draws for the first time: the catalogue, and the engine in its
 * worker, which the program takes over with what it has said by then.
 */
function startEngine() {
  const catalogue = document.createElement("link");
  Object.assign(catalogue, { rel: "preload", as: "fetch", crossOrigin: "anonymous", href: "./static/data/catalogue.bin" });
  document.head.append(catalogue);
  const isGpu = new URLSearchParams(location.search).get("backend") === "webgpu";
  const script = document.querySelector(`meta[name="${isGpu ? "konomi-gpu-engine" : "konomi-engine"}"]`).content;
  const worker = new Worker(script);
  const early = { script, worker, reports: [] };
  window.konomiEngine = early;
  worker.onmessage = ({ data }) => early.reports.push(data);
  worker.onerror = (event) => {
    // The program starts one of its own, and tells of it if that fails too.
    event.preventDefault();
    window.konomiEngine = null;
  };
}

/**
 * Until the first words stand: before them the program would share the line with the style sheets and letters that they
 * need. Where it is kept it needs no line, and a page that nobody looks at is not painted.
 */
function firstPaint() {
  const isKept = navigator.serviceWorker && navigator.serviceWorker.controller;
  const words = "first-contentful-paint";
  const isOver = document.visibilityState === "hidden" || performance.getEntriesByName(words).length > 0;
  if (isKept || isOver || !window.PerformanceObserver) return undefined;
  return new Promise((painted) => {
    new PerformanceObserver((list, observer) => {
      if (list.getEntriesByName(words).length === 0) return;
      observer.disconnect();
      painted();
    }).observe({ entryTypes: ["paint"] });
    // Whatever the browser says of it.
    setTimeout(painted, 1000);
  });
}

/**
 * The messages of the visitor's language, which static/js/first_words.js has found: the program has English alone. Where they
 * can't be had it speaks that.
 */
async function fetchMessages() {
  const { lang } = document.documentElement;
  if (lang === "en") return;
  try {
    const hashes = document.querySelector('meta[name="konomi-hashes"]').content.split("; ");
    const [file, integrity] = hashes.map((entry) => entry.split(" ")).find(([file]) => file === `${lang}.ftl`);
    const response = await fetch(`./static/data/${file}`, { credentials: "same-origin", integrity });
    if (!response.ok) throw new Error(`${response.url}: ${response.status}`);
    const messages = Object.assign(document.createElement("script"), { type: "text/plain", id: "messages", lang });
    messages.textContent = await response.text();
    document.head.append(messages);
  } catch (error) {
    console.warn(error);
  }
}

async function start() {
  if (typeof WebAssembly !== "object" || !WebAssembly.validate(SIMD)) {
    fail("boot-no-simd", "WebAssembly with SIMD is missing");
    return;
  }
  const { app, wasm, wasmHash } = document.querySelector("script[data-app]").dataset;
  let init;
  let module;
  try {
    await firstPaint();
    const messages = fetchMessages();
    ({ default: init } = await import(new URL(app, document.baseURI).href));
    module = await compileChecked(new URL(wasm, document.baseURI).href, wasmHash);
    await messages;
  } catch (error) {
    // What can't be compiled though it is the right file is the browser's doing.
    fail(error.isDamaged ? "boot-damaged" : error instanceof WebAssembly.CompileError ? "boot-broken" : "boot-unreachable", error);
    return;
  }
  try {
    // Not before, for the page itself comes first; and not after, for it is busy then. What fails is tried again there.
    try {
      startEngine();
    } catch (error) {
      console.warn(error);
    }
    for (const event of ["error", "unhandledrejection"]) addEventListener(event, sayWhatFailed);
    await init({ module_or_path: module });
  } catch (error) {
    fail("boot-broken", error);
  }
}

/** The program draws in tasks of its own, whose failures come to nobody else. A panic it reports itself, over this. */
function sayWhatFailed(event) {
  // Once it has drawn, there is a page to go on with.
  if (document.getElementById("first-paint")) fail("boot-broken", event.error || event.reason || event);
}

start();
