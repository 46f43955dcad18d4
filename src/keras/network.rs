//! A RecommenderNet or an NCF out of an archive, whichever it is: told apart, and its parts found, by the layers.

use super::graph::{Graph, Layer};
use super::{Archive, KerasError, ReadSeek};
use crate::t;

/// Which of the two.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// The cosine of two embeddings, and a head.
    RecommenderNet,
    /// Products of factors and a perceptron, side by side.
    Ncf,
}

/// A table of rows, `[rows, width]`.
#[derive(Clone, PartialEq, Debug)]
pub struct Table {
    /// How many values a row has.
    pub width: usize,
    /// The values.
    pub values: Vec<f32>,
}

/// A model's weights.
#[derive(Clone, PartialEq, Debug)]
pub struct KerasModel {
    /// Which model.
    pub kind: Kind,
    /// The users' rows; of an NCF the factors, then the perceptron's embedding.
    pub users: Table,
    /// The items' rows, alike.
    pub items: Table,
    /// The network's parameters as Konomi's weights files name them: name, shape, values.
    pub parameters: Vec<(String, Vec<usize>, Vec<f32>)>,
}

impl KerasModel {
    /// Reads a model.
    pub fn read(reader: impl ReadSeek + 'static) -> Result<Self, KerasError> {
        let archive = Archive::open(reader)?;
        let graph = Graph::new(&archive.config)?;
        let groups = archive.layers()?;
        let reader = Reader { archive, graph, groups };
        match (reader.graph.only("Dot"), reader.graph.only("Multiply")) {
            (Some((_, dot)), None) => reader.recommender_net(&dot.clone()),
            (None, Some((name, multiply))) => reader.ncf(name, &multiply.clone()),
            _ => Err(KerasError::Unfit(t!("keras-neither"))),
        }
    }
}

struct Reader {
    archive: Archive,
    graph: Graph,
    /// Layers that have weights, with their groups.
    groups: Vec<(String, String)>,
}

/// Whose rows an embedding has.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    User,
    Item,
}

/// A dense layer's kernel `[inputs, outputs]` and its bias.
struct Dense {
    inputs: usize,
    outputs: usize,
    kernel: Vec<f32>,
    bias: Vec<f32>,
}

impl Dense {
    /// Some rows of the kernel.
    fn rows(&self, rows: std::ops::Range<usize>) -> Vec<f32> {
        self.kernel[rows.start * self.outputs..rows.end * self.outputs].to_vec()
    }
}

impl Reader {
    fn recommender_net(&self, dot: &Layer) -> Result<KerasModel, KerasError> {
        if dot.config.get("normalize").and_then(serde_json::Value::as_bool) != Some(true) {
            return Err(KerasError::Unfit(t!("keras-not-normalized")));
        }
        let (users, items) = self.sides(&self.graph.feeding(dot)?)?;
        let chain = self.dense_chain(self.graph.output.clone())?;
        let [hidden, output] = chain.as_slice() else {
            return Err(KerasError::Unfit(t!("keras-dense-count", count = chain.len())));
        };
        if hidden.inputs != 1 || output.outputs != 1 || output.inputs != hidden.outputs {
            return Err(KerasError::Unfit(t!("keras-dense-sizes")));
        }
        let parameters = vec![
            ("hidden.weight".to_owned(), vec![1, hidden.outputs], hidden.kernel.clone()),
            ("hidden.bias".to_owned(), vec![hidden.outputs], hidden.bias.clone()),
            ("output.weight".to_owned(), vec![output.inputs, 1], output.kernel.clone()),
            ("output.bias".to_owned(), vec![1], output.bias.clone()),
        ];
        Ok(KerasModel { kind: Kind::RecommenderNet, users, items, parameters })
    }

    fn ncf(&self, multiply_name: &str, multiply: &Layer) -> Result<KerasModel, KerasError> {
        let (user_factors, item_factors) = self.sides(&self.graph.feeding(multiply)?)?;
        // The last layer, over the products and the perceptron in the order of their concatenation.
        let output_layer = self.graph.get(&self.graph.output)?;
        self.require(output_layer, "Dense", "sigmoid")?;
        let last = self.dense(&self.graph.output)?;
        let joined = self.graph.feeding(output_layer)?;
        let [(_, concatenation)] = joined.as_slice() else { return Err(KerasError::Unfit(t!("keras-last-input"))) };
        let parts = self.graph.feeding(concatenation)?;
        let [first, second] = parts.as_slice() else {
            return Err(KerasError::Unfit(t!("keras-last-join")));
        };
        let factors_first = first.0 == multiply_name;
        let perceptron = if factors_first { second } else { first };
        let factors = user_factors.width;
        let rest = last.inputs.checked_sub(factors).ok_or_else(|| KerasError::Unfit(t!("keras-last-narrow")))?;
        let (of_factors, of_perceptron) = match factors_first {
            true => (last.rows(0..factors), last.rows(factors..last.inputs)),
            false => (last.rows(rest..last.inputs), last.rows(0..rest)),
        };
        let (first_layer, chain) = self.perceptron(perceptron.0.clone())?;
        let inputs = self.graph.feeding(self.graph.get(&first_layer)?)?;
        let [(_, embeddings)] = inputs.as_slice() else { return Err(KerasError::Unfit(t!("keras-perceptron-input"))) };
        let embeddings = self.graph.feeding(embeddings)?;
        let (user_embedding, item_embedding) = self.sides(&embeddings)?;
        let user_first = matches!(embeddings.first(), Some((name, _)) if self.side(name)? == Side::User);
        let first = &chain[0];
        let (own, others) = (user_embedding.width, item_embedding.width);
        if first.inputs != own + others || own != others || last.outputs != 1 {
            return Err(KerasError::Unfit(t!("keras-perceptron-embeddings")));
        }
        let (user_rows, item_rows) = match user_first {
            true => (first.rows(0..own), first.rows(own..own + others)),
            false => (first.rows(others..own + others), first.rows(0..others)),
        };
        let mut parameters = vec![
            ("user_input.weight".to_owned(), vec![own, first.outputs], user_rows),
            ("item_input.weight".to_owned(), vec![others, first.outputs], item_rows),
            ("item_input.bias".to_owned(), vec![first.outputs], first.bias.clone()),
            ("factor_output.weight".to_owned(), vec![factors, 1], of_factors),
            ("mlp_output.weight".to_owned(), vec![rest, 1], of_perceptron),
            ("mlp_output.bias".to_owned(), vec![1], last.bias.clone()),
        ];
        for (index, pair) in chain.windows(2).enumerate() {
            let layer = &pair[1];
            if layer.inputs != pair[0].outputs {
                return Err(KerasError::Unfit(t!("keras-perceptron-sizes")));
            }
            parameters.push((
                format!("hidden.{index}.weight"),
                vec![layer.inputs, layer.outputs],
                layer.kernel.clone(),
            ));
            parameters.push((format!("hidden.{index}.bias"), vec![layer.outputs], layer.bias.clone()));
        }
        if chain.last().map(|layer| layer.outputs) != Some(rest) {
            return Err(KerasError::Unfit(t!("keras-last-perceptron")));
        }
        let (users, items) = (beside(user_factors, user_embedding)?, beside(item_factors, item_embedding)?);
        Ok(KerasModel { kind: Kind::Ncf, users, items, parameters })
    }

    /// The dense layers that lead to one, from the first on, with the name of the first: all but the last are rectified.
    fn perceptron(&self, last: String) -> Result<(String, Vec<Dense>), KerasError> {
        let (mut name, mut chain) = (last, Vec::new());
        loop {
            let layer = self.graph.get(&name)?;
            self.require(layer, "Dense", "relu")?;
            chain.insert(0, self.dense(&name)?);
            match self.graph.feeding(layer)?.as_slice() {
                [(before, layer)] if layer.class == "Dense" && chain.len() < 32 => name.clone_from(before),
                _ => return Ok((name, chain)),
            }
        }
    }

    /// The dense layers between the product and the output, which is a sigmoid.
    fn dense_chain(&self, output: String) -> Result<Vec<Dense>, KerasError> {
        let layer = self.graph.get(&output)?;
        self.require(layer, "Dense", "sigmoid")?;
        let before = self.graph.feeding(layer)?;
        let mut chain = match before.as_slice() {
            [(name, layer)] if layer.class == "Dense" => self.perceptron(name.clone())?.1,
            _ => Vec::new(),
        };
        chain.push(self.dense(&output)?);
        Ok(chain)
    }

    fn require(&self, layer: &Layer, class: &str, activation: &str) -> Result<(), KerasError> {
        let found = layer.config.get("activation").and_then(serde_json::Value::as_str).unwrap_or("none");
        if layer.class == class && found == activation {
            return Ok(());
        }
        let (found, needed) = (format!("{} ({found})", layer.class), format!("{class} ({activation})"));
        Err(KerasError::Unfit(t!("keras-other-layer", found = found, needed = needed)))
    }

    /// The rows of two embeddings, the users' first.
    fn sides(&self, embeddings: &[(String, &Layer)]) -> Result<(Table, Table), KerasError> {
        let [first, second] = embeddings else { return Err(KerasError::Unfit(t!("keras-two-embeddings"))) };
        let (user, item) = match (self.side(&first.0)?, self.side(&second.0)?) {
            (Side::User, Side::Item) => (first, second),
            (Side::Item, Side::User) => (second, first),
            _ => return Err(KerasError::Unfit(t!("keras-same-side"))),
        };
        let (users, items) = (self.table(&user.0)?, self.table(&item.0)?);
        match users.width == items.width {
            true => Ok((users, items)),
            false => Err(KerasError::Unfit(t!("keras-widths"))),
        }
    }

    /// Whose rows an embedding has, by its own name or its input's.
    fn side(&self, name: &str) -> Result<Side, KerasError> {
        let layer = self.graph.get(name)?;
        if layer.class != "Embedding" {
            return Err(KerasError::Unfit(t!("keras-other-layer", found = layer.class.as_str(), needed = "Embedding")));
        }
        let input = self.graph.feeding(layer)?.first().map(|(name, _)| name.to_lowercase()).unwrap_or_default();
        for name in [input, name.to_lowercase()] {
            let is_item = ["item", "anime", "movie"].iter().any(|word| name.contains(word));
            match (name.contains("user"), is_item) {
                (true, false) => return Ok(Side::User),
                (false, true) => return Ok(Side::Item),
                _ => {}
            }
        }
        Err(KerasError::Unfit(t!("keras-no-side", name = name)))
    }

    fn group(&self, name: &str) -> Result<&str, KerasError> {
        let found = self.groups.iter().find(|(layer, _)| layer == name).map(|(_, group)| group.as_str());
        found.ok_or_else(|| KerasError::Unfit(t!("keras-no-weights", name = name)))
    }

    fn table(&self, name: &str) -> Result<Table, KerasError> {
        match self.archive.weight(self.group(name)?, 0, name)? {
            (shape, values) if shape.len() == 2 && shape[1] > 0 => Ok(Table { width: shape[1], values }),
            _ => Err(KerasError::Unfit(t!("keras-no-table", name = name))),
        }
    }

    fn dense(&self, name: &str) -> Result<Dense, KerasError> {
        let group = self.group(name)?;
        let (shape, kernel) = self.archive.weight(group, 0, name)?;
        let &[inputs, outputs] = shape.as_slice() else {
            return Err(KerasError::Unfit(t!("keras-no-table", name = name)));
        };
        let has_bias = self.graph.get(name)?.config.get("use_bias").and_then(serde_json::Value::as_bool) != Some(false);
        let bias = if has_bias { self.archive.weight(group, 1, name)?.1 } else { vec![0.0; outputs] };
        match bias.len() == outputs {
            true => Ok(Dense { inputs, outputs, kernel, bias }),
            false => Err(KerasError::Unfit(t!("keras-bias", name = name))),
        }
    }
}

/// Each row of one table with that of another after it.
fn beside(left: Table, right: Table) -> Result<Table, KerasError> {
    if left.values.len() / left.width != right.values.len() / right.width {
        return Err(KerasError::Unfit(t!("keras-rows-of-halves")));
    }
    let rows = left.values.chunks_exact(left.width).zip(right.values.chunks_exact(right.width));
    let values = rows.flat_map(|(left, right)| left.iter().chain(right).copied()).collect();
    Ok(Table { width: left.width + right.width, values })
}
