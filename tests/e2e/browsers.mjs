// The browsers that the tests drive, each started once and ended at the end.

import { createRequire } from "node:module";
import { join } from "node:path";
import { listenForStrangers, serve } from "./server.mjs";
import { Visitor } from "./visitor.mjs";

const need = (name) => {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run these tests with \`cargo xtask test e2e\``);
  return value;
};

/** Finds the npm packages in the cache folder, where `import` doesn't look. */
export const require = createRequire(join(need("KONOMI_NPM"), "package.json"));
const puppeteer = require("puppeteer-core");

const CHROMIUM_FLAGS = [
  "--no-sandbox",
  "--disable-dev-shm-usage",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-quic",
];

const KINDS = {
  /** Chromium with WebGPU on a software adapter: correct and slow. */
  "chromium-webgpu": {
    executablePath: need("KONOMI_CHROMIUM"),
    args: [...CHROMIUM_FLAGS, "--enable-unsafe-webgpu", "--use-webgpu-adapter=swiftshader"],
  },
  /** Chromium that has `navigator.gpu` and no adapter. */
  chromium: { executablePath: need("KONOMI_CHROMIUM"), args: CHROMIUM_FLAGS },
  /** The same, and nobody listens to its network: who does has the browser keep a copy of every answer. */
  "chromium-unheard": { executablePath: need("KONOMI_CHROMIUM"), args: CHROMIUM_FLAGS, networkEnabled: false },
  /** Firefox, which has no `navigator.gpu` on Linux. */
  firefox: { browser: "firefox", executablePath: need("KONOMI_FIREFOX"), args: [] },
};

/** Those in which every test of a backend runs. */
export const NAMES = ["chromium-webgpu", "chromium", "firefox"];

let servers;
const running = new Map();

async function setUp() {
  servers ??= Promise.all([serve(need("KONOMI_DIST")), listenForStrangers()]);
  const [server, strangers] = await servers;
  return { server, strangers };
}

async function launch(name) {
  const { strangers } = await setUp();
  const kind = KINDS[name];
  const args = [...kind.args];
  const options = { headless: true, protocolTimeout: 300_000, ...kind, args };
  if (kind.browser === "firefox") {
    const [host, port] = strangers.address.split(":");
    options.extraPrefsFirefox = {
      "network.proxy.type": 1,
      "network.proxy.http": host,
      "network.proxy.http_port": Number(port),
      "network.proxy.ssl": host,
      "network.proxy.ssl_port": Number(port),
      "network.proxy.allow_hijacking_localhost": false,
    };
  } else {
    args.push(`--proxy-server=http://${strangers.address}`, "--proxy-bypass-list=127.0.0.1");
  }
  return puppeteer.launch(options);
}

/** The browser of that name, started if it isn't. */
export async function browser(name) {
  if (!running.has(name)) running.set(name, launch(name));
  return running.get(name);
}

/**
 * Lets a visitor who was never here before do something in a browser, and closes the page behind them. `options.host`
 * is another server than the one that all share.
 */
export async function visit(name, doing, options = {}) {
  const { server, strangers } = await setUp();
  const context = await (await browser(name)).createBrowserContext();
  const page = await context.newPage();
  const visitor = new Visitor(page, (options.host ?? server).base, name === "chromium-webgpu");
  const asked = strangers.asked.length;
  try {
    await page.setViewport({ width: 1280, height: 900, ...options.viewport });
    const result = await doing(visitor, page);
    if (!options.failuresExpected) visitor.assertNoComplaint();
    visitor.strangers.push(...strangers.asked.slice(asked));
    return result;
  } catch (error) {
    error.message += await visitor.describe();
    throw error;
  } finally {
    await context.close();
  }
}

/** The same on a host of the visitor's own, which a test may stop, break or update. */
export async function visitHost(name, doing, { prefix, ...options } = {}) {
  const host = await serve(need("KONOMI_DIST"), prefix);
  try {
    return await visit(name, (visitor, page) => doing(visitor, page, host), { ...options, host });
  } finally {
    await host.close();
  }
}

/** Ends all that was started. */
export async function closeAll() {
  for (const browser of await Promise.all(running.values())) await browser.close();
  if (servers) for (const server of await servers) await server.close();
}
