//! The page: mounts the components, nothing else.

#[cfg(target_arch = "wasm32")]
fn main() {
    konomi::platform::panic::set_hook();
    // In a task of its own, after that in which the program was checked and set up.
    konomi::platform::timer::after_this(|| leptos::mount::mount_to_body(konomi::ui::App));
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!("The page runs in a browser: build it for wasm32-unknown-unknown.");
}
