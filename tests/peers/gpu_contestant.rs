//! Konomi's scan on WebGPU for a benchmark beside other runtimes: as `contestant.rs`, with the kernels of the graphics card.

#[cfg(target_arch = "wasm32")]
#[path = "tables.rs"]
mod tables;

#[cfg(target_arch = "wasm32")]
mod contestant {
    use super::tables;
    use burn::tensor::{Device, Tensor};
    use konomi::model::Matrix;
    use konomi::recommend::VisitorRow;
    use konomi::recommend::gpu::{Best, Cosines, DeviceScan, Ncf};
    use wasm_bindgen::JsError;
    use wasm_bindgen::prelude::wasm_bindgen;

    const TOP: usize = 20;

    /// An opened graphics card.
    #[wasm_bindgen]
    pub struct Card(Device);

    #[wasm_bindgen]
    impl Card {
        /// Opens it.
        pub async fn open() -> Result<Card, JsError> {
            Ok(Self(Device::wgpu_options().init_async().await?))
        }
    }

    /// A model on the card.
    #[wasm_bindgen]
    pub struct Contestant(Box<dyn DeviceScan>);

    /// What a run has led to.
    #[wasm_bindgen]
    pub struct Run {
        scores: Tensor<1>,
        top: Vec<u32>,
    }

    #[wasm_bindgen]
    impl Run {
        /// The chance of every item.
        pub async fn scores(&self) -> Result<Vec<f32>, JsError> {
            let scores =
                self.scores.clone().into_data_async().await.map_err(|error| JsError::new(&error.to_string()))?;
            Ok(scores.iter::<f32>().collect())
        }

        /// The best twenty.
        pub fn top(&self) -> Vec<u32> {
            self.top.clone()
        }
    }

    #[wasm_bindgen]
    impl Contestant {
        /// RecommenderNet, of rows of length 1, `[items, width]`, and the head: kernel and bias of either layer.
        pub fn dot(card: &Card, values: Vec<f32>, width: usize, head: &[f32]) -> Result<Contestant, JsError> {
            let scan = Cosines::new(&Matrix { width, values }, &tables::cosine_head(head), &card.0);
            scan.map(|scan| Self(Box::new(scan))).ok_or_else(|| JsError::new("no kernel for this"))
        }

        /// NCF, of the tables that [`tables::ncf`] names.
        pub fn ncf(card: &Card, factors: Vec<f32>, inputs: Vec<f32>, dense: &[f32]) -> Result<Contestant, JsError> {
            let (parameters, side) = tables::ncf(factors, inputs, dense);
            let scan = Ncf::new(&parameters, &side, &card.0);
            scan.map(|scan| Self(Box::new(scan))).ok_or_else(|| JsError::new("no kernel for this"))
        }

        /// Scores every item for a visitor's row, and waits for the best twenty alone.
        pub async fn run(&self, user: Vec<f32>) -> Result<Run, JsError> {
            let scores = self.0.scores(&VisitorRow(user));
            let best = Best::of(scores.clone(), TOP, |_| false).ok_or_else(|| JsError::new("not on a card"))?;
            let best = best.read().await?.ok_or_else(|| JsError::new("too many equals"))?;
            Ok(Run { scores, top: best.into_iter().map(|(row, _)| row as u32).collect() })
        }
    }
}

fn main() {}
