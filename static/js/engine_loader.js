// The worker's script: loads the engine's WebAssembly program, and keeps what the page sends meanwhile.
// A failure to load ends in an uncaught error, which the page sees as the worker's `error` event.

const early = [];
const keep = (event) => {
  early.push(event.data);
};
self.addEventListener("message", keep);

importScripts("./engine.js");

wasm_bindgen({ module_or_path: "./engine_bg.wasm" }).then(
  () => {
    self.removeEventListener("message", keep);
    for (const data of early) self.dispatchEvent(new MessageEvent("message", { data }));
  },
  (error) => {
    setTimeout(() => {
      throw error;
    });
  },
);
