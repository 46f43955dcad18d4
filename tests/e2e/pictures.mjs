// Pictures of charts, and how they are compared: letters may sit a little otherwise, as they do from one machine to the
// next, but no bar may be missing and no colour may be another.

import { pathToFileURL } from "node:url";
import { require } from "./browsers.mjs";

const { PNG } = require("pngjs");
const { default: pixelmatch } = await import(pathToFileURL(require.resolve("pixelmatch")).href);

/** From here on two pixels differ, as pixelmatch measures it; about a fifth of the way from black to white. */
const DIFFERENT = 0.2;
/** So many pixels may differ: a share of the picture, and never fewer than a few. */
const ALLOWED = { share: 0.002, fewest: 10 };
/** What is kept has 16 shades of each channel, so that 63 pictures are small. */
const SHADE = 17;

/** A canvas's PNG on the colour that it stands on, at half its size. */
export function pictureOf(bytes, background) {
  const { width, height, data } = PNG.sync.read(bytes);
  for (let at = 0; at < data.length; at += 4) {
    const opacity = data[at + 3] / 255;
    for (let channel = 0; channel < 3; channel += 1) {
      data[at + channel] = data[at + channel] * opacity + background[channel] * (1 - opacity);
    }
    data[at + 3] = 255;
  }
  return halved({ width, height, data });
}

/** Each pixel is the mean of four; at an odd edge, of those that there are. */
function halved({ width, height, data }) {
  const half = { width: Math.ceil(width / 2), height: Math.ceil(height / 2) };
  half.data = new Uint8Array(half.width * half.height * 4);
  for (let y = 0; y < half.height; y += 1) {
    for (let x = 0; x < half.width; x += 1) {
      for (let channel = 0; channel < 4; channel += 1) {
        let [sum, count] = [0, 0];
        for (const row of [2 * y, 2 * y + 1]) {
          for (const column of [2 * x, 2 * x + 1]) {
            if (row >= height || column >= width) continue;
            sum += data[(row * width + column) * 4 + channel];
            count += 1;
          }
        }
        half.data[(y * half.width + x) * 4 + channel] = Math.round(sum / count);
      }
    }
  }
  return half;
}

/** A picture as a file. */
export function encode({ width, height, data }, { shades = true } = {}) {
  const image = new PNG({ width, height });
  image.data = Buffer.from(shades ? data.map((value) => Math.round(value / SHADE) * SHADE) : data);
  return PNG.sync.write(image, { colorType: 2, inputHasAlpha: true, deflateLevel: 9 });
}

/** A file as a picture. */
export function decode(bytes) {
  const { width, height, data } = PNG.sync.read(bytes);
  return { width, height, data: new Uint8Array(data) };
}

/** What is different between two pictures, in words and as a picture; `null` where nothing is that counts. */
export function difference(actual, reference) {
  const size = ({ width, height }) => `${width} x ${height}`;
  if (size(actual) !== size(reference)) {
    return { words: `is ${size(actual)} and should be ${size(reference)}`, picture: actual };
  }
  // At a quarter of their size letters are a grey haze, whoever drew them, while a bar is still a bar.
  const [one, other] = [halved(actual), halved(reference)];
  const { width, height } = one;
  const picture = { width, height, data: new Uint8Array(width * height * 4) };
  const options = { threshold: DIFFERENT, includeAA: true };
  const count = pixelmatch(one.data, other.data, picture.data, width, height, options);
  const allowed = Math.max(ALLOWED.fewest, Math.round(ALLOWED.share * width * height));
  return count > allowed ? { words: `differs in ${count} of ${width * height} pixels, ${allowed} may`, picture } : null;
}
