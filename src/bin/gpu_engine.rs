//! The worker where there is a graphics card: the engine with WebGPU in it.

#[path = "engine.rs"]
mod engine;

fn main() {
    engine::main();
}
