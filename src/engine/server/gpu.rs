//! The GPU, where this program has the code for it.

use burn::tensor::Device;

#[cfg(feature = "gpu")]
mod handles {
    use super::Device;
    use burn::tensor::wgpu::WgpuSetup;

    /// The browser's own handles of an opened GPU.
    pub struct Gpu(WgpuSetup);

    impl Gpu {
        /// Opens the browser's GPU; says why not where it can't.
        pub async fn open() -> Result<(Device, Self), String> {
            let opened = Device::wgpu_options().init_with_setup_async().await;
            opened.map(|(device, setup)| (device, Self(setup))).map_err(|error| error.to_string())
        }

        /// Has the loss of the GPU told.
        pub fn on_loss(self, tell: fn(String)) {
            self.0.device.set_device_lost_callback(move |_, message| tell(message));
        }
    }
}

#[cfg(not(feature = "gpu"))]
mod handles {
    use super::Device;
    use crate::t;

    /// None can be opened by this program.
    pub enum Gpu {}

    impl Gpu {
        /// Says that this program has no code for it.
        pub async fn open() -> Result<(Device, Self), String> {
            Err(t!("engine-without-gpu"))
        }

        /// There is none to lose.
        pub fn on_loss(self, _: fn(String)) {
            match self {}
        }
    }
}

pub use handles::Gpu;
