//! The worker: serves the engine's protocol, nothing else. `gpu_engine` is the same with WebGPU among the crate's features.

#[cfg(target_arch = "wasm32")]
pub fn main() {
    console_error_panic_hook::set_once();
    if let Err(error) = konomi::engine::server::serve() {
        wasm_bindgen::throw_val(error);
    }
}

#[cfg(not(target_arch = "wasm32"))]
pub fn main() {
    eprintln!("The engine runs in a browser's worker: build it for wasm32-unknown-unknown.");
}
