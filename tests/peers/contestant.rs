//! Konomi's scan of the catalogue for a benchmark beside other runtimes: tables and a visitor's row in, scores and the best
//! twenty out. `index.html` beside this file fetches the tables and keeps the time.

#[cfg(target_arch = "wasm32")]
#[path = "tables.rs"]
mod tables;

#[cfg(target_arch = "wasm32")]
mod contestant {
    use super::tables;
    use konomi::model::Matrix;
    use konomi::recommend::kernel::{ByteRows, NcfScan, PiecewiseHead, products};
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
            let rows = Matrix { width, values };
            let bytes = compact.then(|| ByteRows::nearest(&rows)).flatten();
            Self {
                rows: bytes.map_or(Rows::Floats(rows), Rows::Bytes),
                head: PiecewiseHead::new(&tables::cosine_head(head)),
            }
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
        /// Of the tables that [`tables::ncf`] names.
        #[wasm_bindgen(constructor)]
        pub fn new(factors: Vec<f32>, inputs: Vec<f32>, dense: &[f32]) -> Self {
            let (parameters, side) = tables::ncf(factors, inputs, dense);
            Self(NcfScan::new(&parameters, side))
        }

        /// Scores every item for the user's factors and embedding.
        pub fn run(&self, user: &[f32]) -> Run {
            Run::of(self.0.scan(user))
        }
    }
}

fn main() {}
