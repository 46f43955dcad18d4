//! Canvases: their size in the screen's own pixels, and what is drawn on them as a picture.

use super::canvas_backend::CanvasBackend;
use super::files::{NotSaved, save_blob};
use super::page::{document, window};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{Clamped, JsCast};
use web_sys::{Blob, CanvasRenderingContext2d, Element, HtmlCanvasElement, ImageData, ResizeObserver};

pub use super::canvas_backend::CanvasBackend as Backend;

/// How many of the screen's pixels are one CSS pixel.
pub fn scale() -> f64 {
    window().map_or(1.0, |window| window.device_pixel_ratio()).clamp(1.0, 4.0)
}

/// Empties a canvas and gives it a size, in CSS pixels; none where the browser has no canvas.
pub fn prepare(canvas: &HtmlCanvasElement, width: f64, height: f64, scale: f64) -> Option<CanvasBackend> {
    let [width, height] = [width, height].map(|length| (length * scale).round().max(1.0) as u32);
    // A width, be it the same, empties the canvas and forgets what was set.
    canvas.set_width(width);
    canvas.set_height(height);
    let context: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
    Some(CanvasBackend::new(context, (width, height)))
}

/// Draws a picture of a size, in CSS pixels, and saves it as a PNG.
pub fn save_png(
    name: String,
    (width, height): (f64, f64),
    scale: f64,
    draw: impl FnOnce(&mut CanvasBackend),
    failed: impl Fn(NotSaved) + 'static,
) -> Result<(), NotSaved> {
    let canvas = document().and_then(|document| document.create_element("canvas").ok()).ok_or(NotSaved)?;
    let canvas: HtmlCanvasElement = canvas.dyn_into().map_err(|_| NotSaved)?;
    let mut backend = prepare(&canvas, width, height, scale).ok_or(NotSaved)?;
    draw(&mut backend);
    let done = Closure::once_into_js(move |blob: Option<Blob>| {
        if let Err(error) = blob.ok_or(NotSaved).and_then(|blob| save_blob(&name, &blob)) {
            failed(error);
        }
    });
    canvas.to_blob(done.unchecked_ref()).map_err(|_| NotSaved)
}

/// Watches the width of an element until this is dropped.
pub struct WidthWatch {
    observer: ResizeObserver,
    _changed: Closure<dyn FnMut()>,
}

impl WidthWatch {
    /// Calls back with the width, in CSS pixels, at once and after every change.
    pub fn new(element: Element, mut changed: impl FnMut(f64) + 'static) -> Option<Self> {
        let watched = element.clone();
        let changed = Closure::<dyn FnMut()>::new(move || changed(f64::from(watched.client_width())));
        let observer = ResizeObserver::new(changed.as_ref().unchecked_ref()).ok()?;
        observer.observe(&element);
        Some(Self { observer, _changed: changed })
    }
}

impl Drop for WidthWatch {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

/// The value of a design token as it is now.
pub fn token(name: &str) -> Option<String> {
    let root = document()?.document_element()?;
    let value = window()?.get_computed_style(&root).ok()??.get_property_value(name).ok()?;
    Some(value.trim().to_owned()).filter(|value| !value.is_empty())
}

/// Calls back whenever the system changes between light and dark, or the window to a screen of other pixels; for as long
/// as the page lives.
pub fn on_look_change(changed: impl Fn() + Clone + 'static) {
    let Some(window) = window() else { return };
    if let Ok(Some(query)) = window.match_media("(prefers-color-scheme: dark)") {
        let changed = changed.clone();
        let on_change = Closure::<dyn Fn()>::new(changed);
        query.set_onchange(Some(on_change.as_ref().unchecked_ref()));
        on_change.forget();
        // The list is kept alive by its handler only in some browsers.
        std::mem::forget(query);
    }
    let on_resize = Closure::<dyn Fn()>::new(changed);
    // A window always takes listeners.
    let _ = window.add_event_listener_with_callback("resize", on_resize.as_ref().unchecked_ref());
    on_resize.forget();
}

/// Puts a picture of pixels, four bytes each, onto a canvas, which takes its size. A canvas that the browser refuses stays
/// as it is.
pub fn put(canvas: &HtmlCanvasElement, width: usize, height: usize, pixels: &[u8]) {
    let (width, height) = (width as u32, height as u32);
    if canvas.width() != width {
        canvas.set_width(width);
    }
    if canvas.height() != height {
        canvas.set_height(height);
    }
    let context = canvas.get_context("2d").ok().flatten().and_then(|it| it.dyn_into::<CanvasRenderingContext2d>().ok());
    let picture = ImageData::new_with_u8_clamped_array_and_sh(Clamped(pixels), width, height);
    if let (Some(context), Ok(picture)) = (context, picture) {
        let _ = context.put_image_data(&picture, 0.0, 0.0);
    }
}
