//! The page's program keeps the linker's notes on what refers to what: `cargo xtask` splits it into parts by them.

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    if std::env::var("CARGO_CFG_TARGET_ARCH").is_ok_and(|target| target == "wasm32") {
        println!("cargo:rustc-link-arg-bin=app=--emit-relocs");
    }
}
