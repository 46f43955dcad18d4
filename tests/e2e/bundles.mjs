// Further versions of the bundle, as later releases would be.

import { createHash } from "node:crypto";
import { appendFile, cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const hash = (bytes) => createHash("sha256").update(bytes).digest("hex");

/**
 * Makes a copy of a bundle in which some files have something at their end, and gives it a version of its own. Files that
 * the bundle doesn't have are new, and are kept from their first use on.
 */
async function release(folder, version, additions) {
  const copy = await mkdtemp(join(tmpdir(), "konomi-release-"));
  await cp(folder, copy, { recursive: true });
  const change = async (file, from, to) => {
    const text = await readFile(join(copy, file), "utf8");
    if (!text.includes(from)) throw new Error(`${file} has no ${from.slice(0, 80)}`);
    await writeFile(join(copy, file), text.replace(from, () => to));
  };
  const list = JSON.parse(await readFile(join(copy, "assets.json"), "utf8"));
  const before = JSON.stringify(list);
  await change("index.html", `content="${list.version}"`, `content="${version}"`);
  list.version = version;
  for (const [path, text] of Object.entries(additions)) {
    await mkdir(dirname(join(copy, path)), { recursive: true });
    await appendFile(join(copy, path), text);
    if (!list.assets.some((asset) => asset.path === path)) list.assets.push({ path, on_demand: true });
  }
  for (const asset of list.assets) {
    if (asset.path !== "index.html" && !(asset.path in additions)) continue;
    const bytes = await readFile(join(copy, asset.path));
    Object.assign(asset, { bytes: bytes.length, sha256: hash(bytes) });
  }
  await change("service_worker.js", before, JSON.stringify(list));
  await writeFile(join(copy, "assets.json"), JSON.stringify(list));
  return copy;
}

/** Lets a test have another release of the bundle in `folder`, and removes it afterwards. */
export async function withRelease(folder, version, additions, doing) {
  const next = await release(folder, version, additions);
  try {
    return await doing(next);
  } finally {
    await rm(next, { recursive: true });
  }
}
