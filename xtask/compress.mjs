// Brotli and gzip beside each file of a bundle, for servers that send what is compressed already: node compress.mjs DIST CACHE

import { createHash } from "node:crypto";
import { copyFile, mkdir, readFile, readdir, rename, stat, writeFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const [dist, cache] = process.argv.slice(2);

/** What is compressed already. */
const COMPRESSED = [".png", ".woff2", ".br", ".gz"];
/** Below this a header more costs what is won. */
const SMALLEST = 1000;

const { BROTLI_PARAM_QUALITY: QUALITY, BROTLI_PARAM_LGWIN: WINDOW, BROTLI_PARAM_SIZE_HINT: SIZE } = constants;
const BY = {
  br: (bytes) => brotliCompressSync(bytes, { params: { [QUALITY]: 11, [WINDOW]: 22, [SIZE]: bytes.length } }),
  gz: (bytes) => gzipSync(bytes, { level: 9 }),
};

await mkdir(cache, { recursive: true });
const sum = { raw: 0, br: 0, gz: 0 };
for (const entry of (await readdir(dist, { recursive: true })).sort()) {
  const file = join(dist, entry);
  if (!(await stat(file)).isFile() || [".br", ".gz"].includes(extname(file))) continue;
  const bytes = await readFile(file);
  sum.raw += bytes.length;
  const skip = COMPRESSED.includes(extname(file)) || bytes.length < SMALLEST;
  // The best takes long, so what was made of the same bytes before is kept.
  const hash = createHash("sha256").update(bytes).digest("hex");
  for (const [end, compress] of Object.entries(BY)) {
    if (skip) {
      sum[end] += bytes.length;
      continue;
    }
    const kept = join(cache, `${hash}.${end}`);
    if (!(await stat(kept).catch(() => undefined))) {
      await writeFile(`${kept}.part`, compress(bytes));
      await rename(`${kept}.part`, kept);
    }
    const { size } = await stat(kept);
    if (size < bytes.length) await copyFile(kept, `${file}.${end}`);
    sum[end] += Math.min(size, bytes.length);
  }
}
const kilobytes = (bytes) => Math.round(bytes / 1000);
console.log(`    the bundle: ${kilobytes(sum.raw)} kB, ${kilobytes(sum.br)} by Brotli, ${kilobytes(sum.gz)} by gzip`);
