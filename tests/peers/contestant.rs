//! Konomi's scan of the catalogue for a benchmark beside other runtimes: tables and a visitor's row in, scores and the best
//! twenty out. `index.html` beside this file fetches the tables and keeps the time.

#[cfg(target_arch = "wasm32")]
mod contestant {
    use konomi::model::{CosineHead, Matrix};
    use konomi::recommend::kernel::{ByteRows, ItemSide, NcfScan, Parameters, PiecewiseHead, products};
    use konomi::recommend::rank;
    use wasm_bindgen::prelude::wasm_bindgen;

    const TOP: usize = 20;

    /// What a run has led to.
    #[wasm_bindgen]
    pub struct Run {
        scores: Vec<f32>,
        top: Vec<u32>,
    }

    #[wasm_bindgen]
    impl Run {
        fn of(scores: Vec<f32>) -> Self {
            let top = rank(&scores, TOP, |_| true).into_iter().map(|row| row as u32).collect();
            Self { scores, top }
        }

        /// The chance of every item.
        pub fn scores(&self) -> Vec<f32> {
            self.scores.clone()
        }

        /// The best twenty.
        pub fn top(&self) -> Vec<u32> {
            self.top.clone()
        }
    }

    /// RecommenderNet.
    #[wasm_bindgen]
    pub struct Dot {
        rows: Rows,
        head: PiecewiseHead,
    }

    enum Rows {
        /// As they are.
        Floats(Matrix),
        /// In 8 bits.
        Bytes(ByteRows),
    }

    #[wasm_bindgen]
    impl Dot {
        /// Of rows of length 1, `[items, width]`, and the head: kernel and bias of either layer. The rows are brought to 8 bits
        /// if they may be.
        #[wasm_bindgen(constructor)]
        pub fn new(values: Vec<f32>, width: usize, head: &[f32], compact: bool) -> Self {
            let hidden = (head.len() - 1) / 3;
            let part = |at: usize| head[at * hidden..(at + 1) * hidden].to_vec();
            let head = CosineHead {
                hidden_weight: part(0),
                hidden_bias: part(1),
                output_weight: part(2),
                output_bias: head[3 * hidden],
            };
            let rows = Matrix { width, values };
            let bytes = compact.then(|| ByteRows::nearest(&rows)).flatten();
            Self { rows: bytes.map_or(Rows::Floats(rows), Rows::Bytes), head: PiecewiseHead::new(&head) }
        }

        /// Scores every item for a row of length 1.
        pub fn run(&self, user: &[f32]) -> Run {
            let mut scores = match &self.rows {
                Rows::Floats(rows) => products(rows, user),
                Rows::Bytes(rows) => rows.products(user),
            };
            self.head.judge(&mut scores);
            Run::of(scores)
        }
    }

    /// NCF.
    #[wasm_bindgen]
    pub struct Ncf(NcfScan);

    #[wasm_bindgen]
    impl Ncf {
        /// Of the factors `[items, 64]`, the items' half of the first layer `[items, 64]`, and kernel and bias of each dense
        /// layer one after the other: 128 to 64 (the user first), 64 to 32, 32 to 16, 80 to 1 (the factors first).
        #[wasm_bindgen(constructor)]
        pub fn new(factors: Vec<f32>, inputs: Vec<f32>, dense: &[f32]) -> Self {
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
            Self(NcfScan::new(&parameters, ItemSide { factors: table(factors), inputs: table(inputs) }))
        }

        /// Scores every item for the user's factors and embedding.
        pub fn run(&self, user: &[f32]) -> Run {
            Run::of(self.0.scan(user))
        }
    }
}

fn main() {}
