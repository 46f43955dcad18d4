//! The models: one file each, shared by the trainer and the engine, and the file format of their weights.
//!
//! A model here is a network over the *rows* of two embedding tables; the tables themselves stay outside of it. So a
//! training step touches only the rows of its batch, a visitor who is in no table is one more row, and the item table
//! can stand on a GPU, on the CPU or in 8 bits without the network knowing.

mod als;
mod cholesky;
mod matrix;
mod mult_vae;
mod neu_mf;
mod pair_network;
mod recommender_net;
mod sparse_rows;
mod weights;

pub use als::{AlsObjective, Observation};
pub use cholesky::solve_in_place;
pub use matrix::{Matrix, dot};
pub use mult_vae::{Latent, MultVae};
pub use neu_mf::{NeuMf, NeuMfConfig, NeuMfHalf};
pub use pair_network::{CosineHead, CosineNetwork, PairIndex, PairNetwork, bce_with_logits, predict_pairs};
pub use recommender_net::RecommenderNet;
pub use sparse_rows::{SparseRows, SparseRowsError};
pub use weights::{Architecture, Precision, WeightsError, WeightsFile, sha256};
