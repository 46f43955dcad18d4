// The worker's script: loads the engine's WebAssembly program, which says that it is up once it listens.
// A failure to load ends in an uncaught error, which the page sees as the worker's `error` event.

importScripts("./engine.js");

wasm_bindgen({ module_or_path: "./engine_bg.wasm" }).catch((error) => {
  setTimeout(() => {
    throw error;
  });
});
