// How the page and its workers compile their WebAssembly programs.

/**
 * Compiles a program while it comes, and gives it out only if its bytes have the hash that was built into whoever asks, as
 * `sha256-` and base64. What a cache gives wrongly is asked of the server once more.
 */
self.compileChecked = async (address, hash) => {
  // Elsewhere than at a secure address the browser compares for itself, and nothing is compiled before all is here.
  const subtle = self.crypto && self.crypto.subtle;
  const options = subtle ? {} : { integrity: hash };
  for (const cache of ["default", "reload"]) {
    const response = await fetch(address, { credentials: "same-origin", cache, ...options });
    if (!response.ok) throw new Error(`${response.url}: ${response.status}`);
    const whole = response.clone().arrayBuffer();
    // Only a server that names the file's type lets it be compiled on its way.
    const isNamed = response.headers.get("Content-Type") === "application/wasm";
    const compiled = isNamed ? WebAssembly.compileStreaming(response) : whole.then((bytes) => WebAssembly.compile(bytes));
    // If it is the wrong file, that is what counts, and not what the compiler says of it.
    const [module] = await Promise.allSettled([compiled]);
    if (!subtle || hash === `sha256-${base64(await subtle.digest("SHA-256", await whole))}`) {
      if (module.status === "rejected") throw module.reason;
      return module.value;
    }
  }
  throw Object.assign(new Error(`${address} is not the file that belongs to this page`), { isDamaged: true });
};

function base64(bytes) {
  return btoa(String.fromCharCode(...new Uint8Array(bytes)));
}
