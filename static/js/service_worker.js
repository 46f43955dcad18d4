// The service worker: keeps the whole page, so that it works with the network off, and never mixes two versions of it.
//
// One version of this script belongs to one version of the bundle. It is installed once every file of that version is
// kept and has the right hash, else not at all; then it waits until no tab uses the version before, or until the
// visitor asks for the new one. Until then the old worker answers, from the old files.

/** The files of this version, with their hashes: `cargo xtask` puts them in. */
const { version: VERSION, assets: ASSETS } = { version: "", assets: [] };

/** `cargo xtask serve` says `true`: what was just built is seen at once, and what is kept only with the server gone. */
const NETWORK_FIRST = false;

/** The folder that this script is in; a page elsewhere on the same host is none of its business. */
const SCOPE = new URL("./", self.location.href).href;
const PAGE = `${SCOPE}index.html`;

// The scope is part of the names, for one host may serve several copies of the page.
const OWN = `konomi ${SCOPE} `;
/** What the page needs at any time. */
const WHOLE = `${OWN}${VERSION}`;
/** What is kept from its first use on, by hash: it outlives the versions that it is the same in. */
const ON_DEMAND = `${OWN}on demand`;

const BY_ADDRESS = new Map(ASSETS.map((asset) => [addressOf(asset), asset]));

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));

self.addEventListener("message", (event) => {
  const { data } = event;
  // The visitor's word: no version takes over without it while another is in use.
  if (data === "take over") self.skipWaiting();
  if (data === "what is kept") event.waitUntil(tellOfDemand("idle"));
  if (data === "keep everything") event.waitUntil((keeping ??= keepEverything()).finally(() => { keeping = undefined; }));
});

/** One at a time, however many tabs ask for it. */
let keeping;

self.addEventListener("fetch", (event) => {
  const asset = askedFor(event.request);
  if (asset) event.respondWith(answer(event.request, asset));
});

/** The file that a request means; none if the request goes to the network as if there were no worker. */
function askedFor({ method, url }) {
  if (method !== "GET") return undefined;
  // The page's own addresses differ behind the `?` and the `#` alone.
  const [address] = url.split(/[?#]/, 1);
  return BY_ADDRESS.get(address === SCOPE ? PAGE : address);
}

async function install() {
  const cache = await caches.open(WHOLE);
  // One after the other: the visitor, who is here for the first time, shall not wait for it.
  for (const asset of ASSETS.filter((asset) => !asset.on_demand)) {
    await cache.put(addressOf(asset), (await alreadyKept(asset)) ?? (await fromNetwork(asset)));
  }
  // Another version may have tidied up meanwhile.
  const kept = await (await caches.open(WHOLE)).keys();
  if (kept.length !== ASSETS.filter((asset) => !asset.on_demand).length) throw new Error("the copy is not whole");
  if (NETWORK_FIRST) await self.skipWaiting();
}

async function activate() {
  for (const name of await ownCaches()) {
    if (name !== WHOLE && name !== ON_DEMAND) await caches.delete(name);
  }
  const onDemand = await caches.open(ON_DEMAND);
  const wanted = new Set(ASSETS.filter((asset) => asset.on_demand).map(keyOf));
  for (const { url } of await onDemand.keys()) {
    if (!wanted.has(url)) await onDemand.delete(url);
  }
  await self.clients.claim();
  // A tab of another version has to be loaded anew: from now on it would be given this version's files.
  for (const client of await self.clients.matchAll({ type: "window" })) client.postMessage(VERSION);
}

async function answer(request, asset) {
  if (NETWORK_FIRST) {
    try {
      return await fetch(request);
    } catch {
      // The server is gone, so the copy has to do.
    }
  }
  const cache = await caches.open(asset.on_demand ? ON_DEMAND : WHOLE);
  const kept = await cache.match(keyOf(asset), { ignoreVary: true });
  // Who found what is kept to be damaged asks so.
  const isDamaged = request.mode !== "navigate" && request.cache === "reload";
  if (kept && !isDamaged) return kept;
  try {
    const response = await fromNetwork(asset);
    // Where there is no room, it is fetched again the next time.
    await cache.put(keyOf(asset), response.clone()).catch(() => {});
    return response;
  } catch (error) {
    // Without its own page, this version is of no use any more; a part of another version would be worse than none.
    if (addressOf(asset) === PAGE) return fetch(request);
    if (kept) return kept;
    throw error;
  }
}

/** Keeps what is kept on demand, all of it; what is there by the time that something fails stays. */
async function keepEverything() {
  try {
    await tellOfDemand("keeping");
    const cache = await caches.open(ON_DEMAND);
    for (const asset of await notKept()) {
      await cache.put(keyOf(asset), await fromNetwork(asset));
      await tellOfDemand("keeping");
    }
    await tellOfDemand("idle");
  } catch (error) {
    console.warn(error);
    await tellOfDemand("failed");
  }
}

/** What is kept on demand, and was not asked for yet. */
async function notKept() {
  const kept = new Set((await (await caches.open(ON_DEMAND)).keys()).map(({ url }) => url));
  return ASSETS.filter((asset) => asset.on_demand && !kept.has(keyOf(asset)));
}

/** Tells every tab how many bytes of what is kept on demand are missing, and how many there are in all. */
async function tellOfDemand(state) {
  const bytesOf = (assets) => assets.reduce((sum, { bytes }) => sum + bytes, 0);
  const text = `on demand: ${state} ${bytesOf(await notKept())} ${bytesOf(ASSETS.filter((asset) => asset.on_demand))}`;
  for (const client of await self.clients.matchAll({ type: "window" })) client.postMessage(text);
}

/** What an earlier version, or an installation that was cut off, has kept of the same bytes. */
async function alreadyKept(asset) {
  for (const name of await ownCaches()) {
    const kept = async () => (await caches.open(name)).match(keyOf(asset), { ignoreVary: true });
    const response = await kept();
    // What was read for the comparison is not there to be kept again.
    if (response && (await isRight(response, asset))) return kept();
  }
  return undefined;
}

async function isRight(response, { sha256 }) {
  const digest = await crypto.subtle.digest("SHA-256", await response.arrayBuffer());
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("") === sha256;
}

/** The file from the browser's own cache or the server, whichever has the right bytes. */
async function fromNetwork(asset) {
  // The browser compares them on their way: a copy to be compared here would fill memory until the next garbage collection.
  const options = { credentials: "same-origin", integrity: integrityOf(asset) };
  const response = await fetch(addressOf(asset), options)
    .catch(() => fetch(addressOf(asset), { ...options, cache: "reload" }))
    .catch((error) => {
      throw new Error(`${asset.path} of version ${VERSION} can't be had: ${error.message}`);
    });
  if (!response.ok) throw new Error(`${asset.path}: the server answered ${response.status}`);
  return withoutRedirect(response);
}

/** Some servers send `index.html` on to `./`, and no browser shows a page that came by a detour through a cache. */
function withoutRedirect(response) {
  return response.redirected ? new Response(response.body, { headers: response.headers }) : response;
}

async function ownCaches() {
  return (await caches.keys()).filter((name) => name.startsWith(OWN));
}

function addressOf({ path }) {
  return new URL(path, SCOPE).href;
}

/** The hash as requests have it. */
function integrityOf({ sha256 }) {
  const bytes = sha256.match(/../g).map((digits) => parseInt(digits, 16));
  return `sha256-${btoa(String.fromCharCode(...bytes))}`;
}

/** Under which name a file is kept. */
function keyOf(asset) {
  return asset.on_demand ? `${addressOf(asset)}?${asset.sha256}` : addressOf(asset);
}
