//! Where the networks are trained.

use burn::tensor::Device;

/// The device of the networks' gradients; the embedding tables stay in memory, and a batch's rows go to it.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug, clap::ValueEnum)]
pub enum TrainingDevice {
    /// The processor.
    #[default]
    Cpu,
    /// A graphics card (or what the system has in its place), through Vulkan, Metal or DirectX.
    Gpu,
}

/// The graphics card can't be used.
#[derive(Debug, thiserror::Error)]
pub enum DeviceError {
    /// The program has no code for it.
    #[error(
        "this program has no code for graphics cards: build it with `cargo build --release -p trainer --features gpu`"
    )]
    NotBuilt,
    /// It can't be opened.
    #[cfg(feature = "gpu")]
    #[error("the graphics card can't be opened: {0}; train with --device cpu")]
    Unusable(String),
}

impl TrainingDevice {
    /// Makes the device ready, once in a run of the program.
    pub fn open(self) -> Result<(), DeviceError> {
        match self {
            Self::Cpu => Ok(()),
            #[cfg(feature = "gpu")]
            Self::Gpu => {
                let opened = Device::wgpu_options().init();
                opened.map(drop).map_err(|error| DeviceError::Unusable(error.to_string()))
            }
            #[cfg(not(feature = "gpu"))]
            Self::Gpu => Err(DeviceError::NotBuilt),
        }
    }

    /// The device with gradients, its random numbers seeded for fresh weights.
    pub fn seeded(self, seed: u64) -> Device {
        let device = match self {
            Self::Cpu => Device::flex(),
            #[cfg(feature = "gpu")]
            Self::Gpu => Device::wgpu(burn::tensor::DeviceKind::DefaultDevice),
            #[cfg(not(feature = "gpu"))]
            Self::Gpu => Device::flex(),
        };
        device.seed(seed);
        device.autodiff()
    }
}
