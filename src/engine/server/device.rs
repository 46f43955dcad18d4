//! Which device the models run on, and why.

use super::gpu::Gpu;
use crate::engine::protocol::{Backend, BackendChoice};
use crate::t;
use burn::tensor::Device;
use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// A device with the words that the badge says of it.
pub struct Chosen {
    /// Where tensors go.
    pub device: Device,
    /// What it is.
    pub backend: Backend,
    /// Why this one.
    pub reason: String,
    /// The GPU, to hear of its loss.
    pub gpu: Option<Gpu>,
    /// Whether there is a graphics card that the other program, the one with WebGPU, could use.
    pub offers_gpu: bool,
}

impl Chosen {
    /// The CPU, for a reason.
    pub fn cpu(reason: impl Into<String>) -> Self {
        Self { device: Device::flex(), backend: Backend::Cpu, reason: reason.into(), gpu: None, offers_gpu: false }
    }
}

/// What the browser says of its adapter.
enum Adapter {
    /// None, or no WebGPU at all; the key of the message that says so.
    Missing(&'static str),
    /// A GPU imitated by the CPU.
    Software,
    /// A real one.
    Hardware,
}

/// Chooses by the visitor's switch and by what the browser has. Falls back to the CPU, never fails.
pub async fn choose(choice: BackendChoice, after_failure: Option<String>) -> Chosen {
    if let Some(reason) = after_failure {
        return Chosen::cpu(reason);
    }
    let reason = match (choice, adapter().await) {
        (BackendChoice::Cpu, _) => return Chosen::cpu(t!("engine-cpu-asked")),
        (_, Adapter::Missing(why)) => return Chosen::cpu(t!(why)),
        (BackendChoice::Auto, Adapter::Software) => {
            return Chosen::cpu(t!("engine-cpu-imitated"));
        }
        (BackendChoice::Webgpu, Adapter::Software) => t!("engine-gpu-imitated"),
        (BackendChoice::Auto, Adapter::Hardware) if cfg!(not(feature = "gpu")) => {
            return Chosen { offers_gpu: true, ..Chosen::cpu(t!("engine-cpu-first")) };
        }
        (_, Adapter::Hardware) => t!("engine-gpu"),
    };
    match Gpu::open().await {
        Ok((device, gpu)) => Chosen { device, backend: Backend::Webgpu, reason, gpu: Some(gpu), offers_gpu: false },
        Err(reason) => Chosen::cpu(t!("engine-cpu-unusable", reason = reason)),
    }
}

/// Asks `navigator.gpu` itself: wgpu does not tell a software adapter from a real one in a browser.
async fn adapter() -> Adapter {
    const NO_WEBGPU: Adapter = Adapter::Missing("engine-cpu-no-webgpu");
    const NO_ADAPTER: Adapter = Adapter::Missing("engine-cpu-no-adapter");
    let get =
        |object: &JsValue, name: &str| Reflect::get(object, &JsValue::from_str(name)).unwrap_or(JsValue::UNDEFINED);
    let gpu = get(&get(&js_sys::global(), "navigator"), "gpu");
    let Ok(request) = get(&gpu, "requestAdapter").dyn_into::<Function>() else { return NO_WEBGPU };
    let Ok(Ok(promise)) = request.call0(&gpu).map(JsCast::dyn_into::<Promise>) else { return NO_ADAPTER };
    let Ok(adapter) = JsFuture::from(promise).await else { return NO_ADAPTER };
    if !adapter.is_object() {
        return NO_ADAPTER;
    }
    let info = get(&adapter, "info");
    let is = |object: &JsValue, name: &str| get(object, name).as_bool() == Some(true);
    let architecture = get(&info, "architecture").as_string().unwrap_or_default();
    if is(&info, "isFallbackAdapter") || is(&adapter, "isFallbackAdapter") || architecture == "swiftshader" {
        Adapter::Software
    } else {
        Adapter::Hardware
    }
}
