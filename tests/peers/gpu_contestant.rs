//! Konomi's scan on WebGPU for a benchmark beside other runtimes: as `contestant.rs`, with the kernels of the graphics card.

#[cfg(target_arch = "wasm32")]
mod contestant {
    use burn::tensor::{Device, Tensor};
    use konomi::model::{CosineHead, Matrix};
    use konomi::recommend::VisitorRow;
    use konomi::recommend::gpu::{Best, Cosines, DeviceScan, Ncf};
    use konomi::recommend::kernel::{ItemSide, Parameters};
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
            let hidden = (head.len() - 1) / 3;
            let part = |at: usize| head[at * hidden..(at + 1) * hidden].to_vec();
            let head = CosineHead {
                hidden_weight: part(0),
                hidden_bias: part(1),
                output_weight: part(2),
                output_bias: head[3 * hidden],
            };
            let scan = Cosines::new(&Matrix { width, values }, &head, &card.0);
            scan.map(|scan| Self(Box::new(scan))).ok_or_else(|| JsError::new("no kernel for this"))
        }

        /// NCF, of the same tables as in `contestant.rs`.
        pub fn ncf(card: &Card, factors: Vec<f32>, inputs: Vec<f32>, dense: &[f32]) -> Result<Contestant, JsError> {
            let mut rest = dense;
            let mut take = |length: usize| {
                let (part, others) = rest.split_at(length);
                rest = others;
                part.to_vec()
            };
            let (user_input, _, _) = (take(64 * 64), take(64 * 64), take(64));
            let named = [
                ("user_input.weight", vec![64, 64], user_input),
                ("hidden.0.weight", vec![64, 32], take(64 * 32)),
                ("hidden.0.bias", vec![32], take(32)),
                ("hidden.1.weight", vec![32, 16], take(32 * 16)),
                ("hidden.1.bias", vec![16], take(16)),
                ("factor_output.weight", vec![64, 1], take(64)),
                ("mlp_output.weight", vec![16, 1], take(16)),
                ("mlp_output.bias", vec![1], take(1)),
            ];
            let parameters: Parameters =
                named.into_iter().map(|(name, shape, values)| (name.to_owned(), (shape, values))).collect();
            let table = |values| Some(Matrix { width: 64, values });
            let side = ItemSide { factors: table(factors), inputs: table(inputs) };
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
