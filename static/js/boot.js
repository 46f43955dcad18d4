// Starts the page's WebAssembly program, and says what is wrong where it can't start.

const UNSUPPORTED =
  "This browser is too old for Konomi, which needs WebAssembly with SIMD. Any Firefox, Chrome, Edge or Safari of the last two years will do.";
const UNREACHABLE = "Konomi could not be loaded. Check your connection, then reload the page.";
const BROKEN = "Konomi could not start. Reload the page; if that does not help, your browser may be blocking WebAssembly.";

// The smallest module with a SIMD instruction: a function that makes a vector of a number and drops it.
const SIMD = new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 10, 9, 1, 7, 0, 65, 0, 253, 15, 26, 11,
]);

function fail(message, error) {
  console.error(error);
  document.getElementById("boot-state").hidden = true;
  const failure = document.getElementById("boot-failure");
  failure.textContent = message;
  failure.hidden = false;
}

async function start() {
  if (typeof WebAssembly !== "object" || !WebAssembly.validate(SIMD)) {
    fail(UNSUPPORTED, "WebAssembly with SIMD is missing");
    return;
  }
  const { app, wasm } = document.querySelector("script[data-app]").dataset;
  let init;
  let module;
  try {
    ({ default: init } = await import(new URL(app, document.baseURI).href));
    const response = await fetch(new URL(wasm, document.baseURI), { credentials: "same-origin" });
    if (!response.ok) throw new Error(`${response.url}: ${response.status}`);
    module = response;
  } catch (error) {
    fail(UNREACHABLE, error);
    return;
  }
  try {
    await init({ module_or_path: module });
  } catch (error) {
    fail(BROKEN, error);
    return;
  }
  document.getElementById("first-paint")?.remove();
}

start();
