// The worker's script: loads the engine's WebAssembly program, which says that it is up once it listens.
// A failure to load ends in an uncaught error, which the page sees as the worker's `error` event.

importScripts("./static/js/compile.js", "./engine.js");

/** The program's hash: `cargo xtask` puts it in. */
const HASH = "";

compileChecked("./engine_bg.wasm", HASH)
  .then((module) => wasm_bindgen({ module_or_path: module }))
  .catch((error) => {
    setTimeout(() => {
      throw error;
    });
  });
