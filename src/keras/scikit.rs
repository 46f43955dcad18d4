//! scikit-learn's label encoders and min-max scalers, out of their pickles.

use super::pickle::{self, Id, Node, Pickle};
use super::{Array, KerasError, Values};
use crate::catalog::MinMaxScaler;
use crate::t;

/// From the smallest rating to the largest; half a star of five is far more.
const SMALLEST_SPAN: f32 = 1e-3;

/// The labels of an encoder by row, which are ids here.
pub fn label_encoder(file: &[u8]) -> Result<Vec<u32>, KerasError> {
    let pickle = pickle::read(file)?;
    let nodes = pickle.nodes.as_slice();
    let state = instance(&pickle, "LabelEncoder")?;
    let classes = attribute(nodes, state, "classes_").ok_or_else(|| KerasError::Unfit(t!("keras-unfitted-encoder")))?;
    let array = array(nodes, classes)?;
    let no_id = |label: &dyn std::fmt::Display| KerasError::Unfit(t!("keras-label", label = label.to_string()));
    match array.values {
        Values::Ints(labels) => labels.iter().map(|label| u32::try_from(*label).map_err(|_| no_id(label))).collect(),
        Values::Floats(labels) => (labels.iter())
            .map(|label| Some(*label as u32).filter(|id| f64::from(*id) == *label).ok_or_else(|| no_id(label)))
            .collect(),
        Values::Texts(labels) => labels.iter().map(|label| label.parse().map_err(|_| no_id(label))).collect(),
    }
}

/// The scale of a scaler that scales one column to 0-1.
pub fn scaler(file: &[u8]) -> Result<MinMaxScaler, KerasError> {
    let pickle = pickle::read(file)?;
    let nodes = pickle.nodes.as_slice();
    let state = instance(&pickle, "MinMaxScaler")?;
    let value = |name: &str| -> Result<f32, KerasError> {
        let missing = || KerasError::Unfit(t!("keras-unfitted-scaler"));
        let values = array(nodes, attribute(nodes, state, name).ok_or_else(missing)?)?.floats(name)?;
        match values.as_slice() {
            [value] => Ok(*value as f32),
            _ => Err(KerasError::Unfit(t!("keras-scaler-columns", count = values.len()))),
        }
    };
    let scaler = MinMaxScaler { min: value("data_min_")?, max: value("data_max_")? };
    let span = scaler.max - scaler.min;
    // Finite in the file, they may not be in half the bits.
    if !span.is_finite() {
        return Err(KerasError::NotFinite("data_max_".to_owned()));
    }
    let range = attribute(nodes, state, "feature_range").map(|id| &nodes[id]);
    let is_unit = match range {
        Some(Node::Tuple(ends)) => ends.iter().map(|id| number(&nodes[*id])).eq([Some(0.0), Some(1.0)]),
        _ => false,
    };
    match (is_unit, span >= SMALLEST_SPAN) {
        (true, true) => Ok(scaler),
        (false, _) => Err(KerasError::Unfit(t!("keras-scaler-range"))),
        _ => Err(KerasError::Unfit(t!("keras-scaler-flat"))),
    }
}

fn number(node: &Node) -> Option<f64> {
    match node {
        Node::Int(value) => Some(*value as f64),
        Node::Float(value) => Some(*value),
        _ => None,
    }
}

/// The attributes of the pickled object, if it is of this class.
fn instance(pickle: &Pickle, class: &str) -> Result<Id, KerasError> {
    match pickle.nodes[pickle.root] {
        Node::Object { of, state: Some(state), .. } if is_named(&pickle.nodes[of], class) => Ok(state),
        _ => Err(KerasError::Unfit(t!("keras-other-class", name = class))),
    }
}

fn is_named(node: &Node, name: &str) -> bool {
    matches!(node, Node::Global(_, found) if found == name)
}

fn attribute(nodes: &[Node], dict: Id, name: &str) -> Option<Id> {
    match &nodes[dict] {
        Node::Dict(entries) => {
            // Of a name that stands twice the last counts, as in Python.
            entries.iter().rev().find(|(key, _)| nodes[*key] == Node::Text(name.to_owned())).map(|(_, value)| *value)
        }
        _ => None,
    }
}

fn no_array() -> KerasError {
    KerasError::Damaged("pickle")
}

/// An array of NumPy's, in any of the ways in which pickles hold one.
fn array(nodes: &[Node], id: Id) -> Result<Array, KerasError> {
    let Node::Object { of, arguments, state } = &nodes[id] else { return Err(no_array()) };
    let Node::Global(_, name) = &nodes[*of] else { return Err(no_array()) };
    let Node::Tuple(arguments) = &nodes[*arguments] else { return Err(no_array()) };
    match (name.as_str(), state.map(|state| &nodes[state])) {
        ("_reconstruct", Some(Node::Tuple(state))) => {
            let &[_, shape, dtype, fortran, data] = state.as_slice() else { return Err(no_array()) };
            of_parts(nodes, shape, dtype, nodes[fortran] == Node::Bool(true), data)
        }
        ("_frombuffer", _) => {
            let &[data, dtype, shape, order] = arguments.as_slice() else { return Err(no_array()) };
            of_parts(nodes, shape, dtype, nodes[order] == Node::Text("F".to_owned()), data)
        }
        ("NumpyArrayWrapper", Some(Node::Tuple(both))) => {
            let &[described, data] = both.as_slice() else { return Err(no_array()) };
            let of = |name: &str| attribute(nodes, described, name).ok_or_else(no_array);
            of_parts(nodes, of("shape")?, of("dtype")?, nodes[of("order")?] == Node::Text("F".to_owned()), data)
        }
        _ => Err(no_array()),
    }
}

fn of_parts(nodes: &[Node], shape: Id, dtype: Id, fortran: bool, data: Id) -> Result<Array, KerasError> {
    let shape = extents(nodes, shape)?;
    match &nodes[data] {
        Node::Bytes(bytes) => Array::from_bytes(&type_name(nodes, dtype)?, &shape, fortran, bytes),
        // Protocol 2 has no bytes: they are a text of as many letters, to be encoded as Latin-1.
        Node::Object { of, arguments, .. } if is_named(&nodes[*of], "encode") => match &nodes[*arguments] {
            Node::Tuple(arguments) => match arguments.first().map(|id| &nodes[*id]) {
                Some(Node::Text(text)) => {
                    let bytes: Option<Vec<u8>> = text.chars().map(|c| u8::try_from(u32::from(c)).ok()).collect();
                    Array::from_bytes(&type_name(nodes, dtype)?, &shape, fortran, &bytes.ok_or_else(no_array)?)
                }
                _ => Err(no_array()),
            },
            _ => Err(no_array()),
        },
        // An array of objects: texts or integers.
        Node::List(items) => {
            let texts: Option<Vec<String>> = (items.iter())
                .map(|id| match &nodes[*id] {
                    Node::Text(text) => Some(text.clone()),
                    Node::Int(value) => Some(value.to_string()),
                    _ => None,
                })
                .collect();
            Ok(Array { shape, values: Values::Texts(texts.ok_or_else(no_array)?) })
        }
        _ => Err(no_array()),
    }
}

fn extents(nodes: &[Node], shape: Id) -> Result<Vec<usize>, KerasError> {
    let Node::Tuple(extents) = &nodes[shape] else { return Err(no_array()) };
    let extent = |id: &Id| match nodes[*id] {
        Node::Int(extent) => usize::try_from(extent).map_err(|_| no_array()),
        _ => Err(no_array()),
    };
    extents.iter().map(extent).collect()
}

/// A type such as `<i8`: `dtype('i8', ..)` with the order of bytes in its state.
fn type_name(nodes: &[Node], dtype: Id) -> Result<String, KerasError> {
    let Node::Object { of, arguments, state } = &nodes[dtype] else { return Err(no_array()) };
    let Node::Tuple(arguments) = &nodes[*arguments] else { return Err(no_array()) };
    let Some(Node::Text(name)) = arguments.first().map(|id| &nodes[*id]) else { return Err(no_array()) };
    if !is_named(&nodes[*of], "dtype") {
        return Err(no_array());
    }
    let order = match state.map(|state| &nodes[state]) {
        Some(Node::Tuple(state)) => match state.get(1).map(|id| &nodes[*id]) {
            Some(Node::Text(order)) if order == ">" => ">",
            _ => "<",
        },
        _ => "<",
    };
    Ok(format!("{order}{name}"))
}

/// How many bytes of values follow joblib's stand-in for an array.
pub(super) fn wrapped_bytes(nodes: &[Node], described: Id) -> Result<usize, KerasError> {
    let of = |name: &str| attribute(nodes, described, name).ok_or_else(no_array);
    let shape = extents(nodes, of("shape")?)?;
    let name = type_name(nodes, of("dtype")?)?;
    let units: usize = name.trim_start_matches(|c: char| !c.is_ascii_digit()).parse().map_err(|_| no_array())?;
    let size = if name.contains('U') { units.checked_mul(4) } else { Some(units) };
    size.and_then(|size| super::array::count(&shape).ok()?.checked_mul(size)).ok_or_else(no_array)
}
