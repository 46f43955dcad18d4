//! The layers of a model and what feeds them, as its description says.

use super::KerasError;
use crate::t;
use serde_json::Value;
use std::collections::HashMap;

/// A layer.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Layer {
    /// Its class, such as `Dense`.
    pub class: String,
    /// Its settings.
    pub config: Value,
    /// The layers that feed it, in order.
    pub inputs: Vec<String>,
}

/// The layers by name.
pub(super) struct Graph {
    layers: HashMap<String, Layer>,
    /// The layer that gives the model's output.
    pub output: String,
}

/// How many layers in a row only change a value's shape, at most.
const LONGEST_CHAIN: usize = 16;

impl Graph {
    /// The graph of a functional model with one output.
    pub fn new(config: &Value) -> Result<Self, KerasError> {
        let other = || KerasError::Unfit(t!("keras-not-functional"));
        let config = config.get("config").ok_or_else(other)?;
        let mut layers = HashMap::new();
        for layer in config.get("layers").and_then(Value::as_array).ok_or_else(other)? {
            let text = |name: &str| layer.get(name).and_then(Value::as_str).map(str::to_owned);
            let name = text("name").or_else(|| Some(layer.pointer("/config/name")?.as_str()?.to_owned()));
            let (name, class) = (name.ok_or_else(other)?, text("class_name").ok_or_else(other)?);
            let mut inputs = Vec::new();
            // The first call of the layer: these models share none.
            if let Some(node) = layer.pointer("/inbound_nodes/0") {
                histories(node, &mut inputs);
            }
            let config = layer.get("config").cloned().unwrap_or_default();
            layers.insert(name, Layer { class, config, inputs });
        }
        let output = config.get("output_layers").and_then(first_text).ok_or_else(other)?;
        Ok(Self { layers, output })
    }

    /// A layer, which the description promises to be there.
    pub fn get(&self, name: &str) -> Result<&Layer, KerasError> {
        self.layers.get(name).ok_or_else(|| KerasError::Unfit(t!("keras-lacks-layer", name = name)))
    }

    /// The only layer of a class, with its name.
    pub fn only(&self, class: &str) -> Option<(&str, &Layer)> {
        let mut found = self.layers.iter().filter(|(_, layer)| layer.class == class);
        let (name, layer) = found.next()?;
        found.next().is_none().then_some((name.as_str(), layer))
    }

    /// The layer whose values these are, behind layers that only change their shape or act in training alone.
    pub fn behind(&self, name: &str) -> Result<(String, &Layer), KerasError> {
        let mut name = name.to_owned();
        for _ in 0..LONGEST_CHAIN {
            let layer = self.get(&name)?;
            match (layer.class.as_str(), layer.inputs.first()) {
                ("Flatten" | "Reshape" | "Dropout", Some(before)) => name.clone_from(before),
                _ => return Ok((name, layer)),
            }
        }
        Err(KerasError::Unfit(t!("keras-circle")))
    }

    /// The layers that feed a layer, each as of [`Self::behind`].
    pub fn feeding(&self, layer: &Layer) -> Result<Vec<(String, &Layer)>, KerasError> {
        layer.inputs.iter().map(|input| self.behind(input)).collect()
    }
}

/// The names of the layers in the histories of a call's tensors, in their order.
fn histories(node: &Value, inputs: &mut Vec<String>) {
    match node {
        Value::Object(fields) => {
            if let Some(name) = fields.get("keras_history").and_then(|history| history.get(0)).and_then(Value::as_str) {
                inputs.push(name.to_owned());
            } else if let Some(arguments) = fields.get("args") {
                histories(arguments, inputs);
            } else if let Some(config) = fields.get("config") {
                histories(config, inputs);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| histories(item, inputs)),
        _ => {}
    }
}

/// `["name", 0, 0]`, or a list of such.
fn first_text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Array(items) => items.first().and_then(first_text),
        _ => None,
    }
}
