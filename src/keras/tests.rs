use super::*;
use hdf5_pure::{AttrValue, FileBuilder};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// A layer as Keras describes it, fed by others.
fn layer(class: &str, name: &str, config: Value, inputs: &[&str]) -> Value {
    let tensor = |name: &&str| json!({"class_name": "__keras_tensor__", "config": {"keras_history": [name, 0, 0]}});
    let tensors: Vec<Value> = inputs.iter().map(tensor).collect();
    let arguments = if tensors.len() == 1 { json!(tensors) } else { json!([tensors]) };
    let nodes = if tensors.is_empty() { json!([]) } else { json!([{"args": arguments, "kwargs": {}}]) };
    json!({"class_name": class, "name": name, "config": config, "inbound_nodes": nodes})
}

/// A weight: the layer's name, its index, its shape and values.
type Weight<'a> = (&'a str, usize, Vec<u64>, Vec<f32>);

fn archive(layers: &[Value], output: &str, weights: &[Weight<'_>], method: CompressionMethod) -> Vec<u8> {
    let mut file = FileBuilder::new();
    let mut group = file.create_group("layers");
    let mut names: Vec<&str> = weights.iter().map(|weight| weight.0).collect();
    names.dedup();
    for (place, name) in names.into_iter().enumerate() {
        // The groups' names tell nothing, as in Keras, where they count the layers of a class.
        let mut of_layer = group.create_group(&format!("g{place}"));
        let mut vars = of_layer.create_group("vars");
        vars.set_attr("name", AttrValue::String(name.to_owned()));
        for (_, index, shape, values) in weights.iter().filter(|weight| weight.0 == name) {
            vars.create_dataset(&index.to_string()).with_f32_data(values).with_shape(shape);
        }
        of_layer.add_group(vars.finish());
        group.add_group(of_layer.finish());
    }
    file.add_group(group.finish());
    let config = json!({"class_name": "Functional", "config": {"layers": layers, "output_layers": [[output, 0, 0]]}});
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(method);
    zip.start_file("config.json", options).unwrap();
    zip.write_all(config.to_string().as_bytes()).unwrap();
    zip.start_file("model.weights.h5", options).unwrap();
    zip.write_all(&file.finish().unwrap()).unwrap();
    zip.finish().unwrap().into_inner()
}

/// Numbers that are all different, so that none can stand in another's place unseen.
fn numbers(count: usize, from: f32) -> Vec<f32> {
    (0..count).map(|place| from + place as f32 / 100.0).collect()
}

/// A RecommenderNet of 2 users and 3 anime, with its items before its users.
fn recommender_net(method: CompressionMethod) -> Vec<u8> {
    let dense = |activation: &str| json!({"activation": activation, "use_bias": true});
    let layers = [
        layer("InputLayer", "anime_in", json!({}), &[]),
        layer("InputLayer", "user_in", json!({}), &[]),
        layer("Embedding", "embedding_7", json!({}), &["anime_in"]),
        layer("Embedding", "embedding_8", json!({}), &["user_in"]),
        layer("Dot", "dot", json!({"normalize": true, "axes": 2}), &["embedding_7", "embedding_8"]),
        layer("Flatten", "flat", json!({}), &["dot"]),
        layer("Dense", "head", dense("relu"), &["flat"]),
        layer("Dense", "out", dense("sigmoid"), &["head"]),
    ];
    let weights = [
        ("embedding_7", 0, vec![3, 2], numbers(6, 1.0)),
        ("embedding_8", 0, vec![2, 2], numbers(4, 2.0)),
        ("head", 0, vec![1, 4], numbers(4, 3.0)),
        ("head", 1, vec![4], numbers(4, 4.0)),
        ("out", 0, vec![4, 1], numbers(4, 5.0)),
        ("out", 1, vec![1], numbers(1, 6.0)),
    ];
    archive(&layers, "out", &weights, method)
}

#[test]
fn a_recommender_net_is_found_by_its_layers_whatever_they_are_called() {
    for method in [CompressionMethod::Stored, CompressionMethod::Deflated] {
        let model = KerasModel::read(Cursor::new(recommender_net(method))).unwrap();
        assert_eq!(model.kind, Kind::RecommenderNet);
        assert_eq!(model.items, Table { width: 2, values: numbers(6, 1.0) });
        assert_eq!(model.users, Table { width: 2, values: numbers(4, 2.0) });
        let values = |name: &str| model.parameters.iter().find(|(found, ..)| found == name).unwrap().2.clone();
        assert_eq!(values("hidden.weight"), numbers(4, 3.0));
        assert_eq!(values("output.bias"), numbers(1, 6.0));
    }
}

#[test]
fn an_ncf_keeps_its_halves_apart_in_whatever_order_they_are_joined() {
    for swapped in [false, true] {
        let dense = |activation: &str| json!({"activation": activation});
        let order = |a: &'static str, b: &'static str| if swapped { [b, a] } else { [a, b] };
        let layers = [
            layer("InputLayer", "user", json!({}), &[]),
            layer("InputLayer", "item", json!({}), &[]),
            layer("Embedding", "gu", json!({}), &["user"]),
            layer("Embedding", "gi", json!({}), &["item"]),
            layer("Embedding", "mu", json!({}), &["user"]),
            layer("Embedding", "mi", json!({}), &["item"]),
            layer("Multiply", "product", json!({}), &order("gu", "gi")),
            layer("Concatenate", "both", json!({}), &order("mu", "mi")),
            layer("Dense", "first", dense("relu"), &["both"]),
            layer("Dropout", "drop", json!({}), &["first"]),
            layer("Dense", "second", dense("relu"), &["drop"]),
            layer("Concatenate", "joined", json!({}), &order("product", "second")),
            layer("Dense", "last", dense("sigmoid"), &["joined"]),
        ];
        let weights = [
            ("gu", 0, vec![2, 2], numbers(4, 1.0)),
            ("gi", 0, vec![3, 2], numbers(6, 2.0)),
            ("mu", 0, vec![2, 1], numbers(2, 3.0)),
            ("mi", 0, vec![3, 1], numbers(3, 4.0)),
            ("first", 0, vec![2, 3], numbers(6, 5.0)),
            ("first", 1, vec![3], numbers(3, 6.0)),
            ("second", 0, vec![3, 1], numbers(3, 7.0)),
            ("second", 1, vec![1], numbers(1, 8.0)),
            ("last", 0, vec![3, 1], numbers(3, 9.0)),
            ("last", 1, vec![1], numbers(1, 10.0)),
        ];
        let file = archive(&layers, "last", &weights, CompressionMethod::Stored);
        let model = KerasModel::read(Cursor::new(file)).unwrap();
        assert_eq!(model.kind, Kind::Ncf);
        assert_eq!(model.users.values, [1.0, 1.01, 3.0, 1.02, 1.03, 3.01], "factors, then the embedding");
        let values = |name: &str| model.parameters.iter().find(|(found, ..)| found == name).unwrap().2.clone();
        let kernel = numbers(6, 5.0);
        let (first, second) = (kernel[..3].to_vec(), kernel[3..].to_vec());
        let (user, item) = if swapped { (second, first) } else { (first, second) };
        assert_eq!((values("user_input.weight"), values("item_input.weight")), (user, item));
        let (factors, perceptron) = if swapped { (vec![9.01, 9.02], vec![9.0]) } else { (vec![9.0, 9.01], vec![9.02]) };
        assert_eq!((values("factor_output.weight"), values("mlp_output.weight")), (factors, perceptron));
        assert_eq!(values("hidden.0.weight"), numbers(3, 7.0));
    }
}

#[test]
fn models_that_are_neither_or_damaged_are_refused_with_the_fault() {
    let dense = json!({"activation": "sigmoid"});
    let plain = [layer("InputLayer", "in", json!({}), &[]), layer("Dense", "out", dense, &["in"])];
    let weights = [("out", 0, vec![1, 1], vec![1.0]), ("out", 1, vec![1], vec![0.0])];
    let neither = archive(&plain, "out", &weights, CompressionMethod::Stored);
    let error = |file: Vec<u8>| KerasModel::read(Cursor::new(file)).unwrap_err().to_string();
    assert!(error(neither).contains("neither a RecommenderNet"));
    assert!(error(b"PK nothing".to_vec()).contains("not a whole Keras"));
    let whole = recommender_net(CompressionMethod::Stored);
    assert!(error(whole[..whole.len() / 2].to_vec()).contains("not a whole"));
    let mut other = ZipWriter::new(Cursor::new(Vec::new()));
    other.start_file("letter.txt", SimpleFileOptions::default()).unwrap();
    assert!(error(other.finish().unwrap().into_inner()).contains("no config.json"));
}

/// `pickle.dumps(LabelEncoder().fit([..]))` in protocol 4, by hand: the module, the class, and the array of its classes.
fn encoder(module: &str, class: &str, dtype: &str, shape: u8, bytes: &[u8]) -> Vec<u8> {
    let mut file = vec![0x80, 4];
    let text = |file: &mut Vec<u8>, text: &str| {
        file.extend([0x8c, text.len() as u8]);
        file.extend(text.as_bytes());
    };
    text(&mut file, module);
    text(&mut file, class);
    file.extend([0x93, b')', 0x81, b'}', b'(']);
    text(&mut file, "classes_");
    text(&mut file, "numpy.core.multiarray");
    text(&mut file, "_reconstruct");
    file.push(0x93);
    text(&mut file, "numpy");
    text(&mut file, "ndarray");
    file.extend([0x93, b'K', 0, 0x85, b'C', 1, b'b', 0x87, b'R', b'(', b'K', 1, b'K', shape, 0x85]);
    text(&mut file, "numpy");
    text(&mut file, "dtype");
    file.push(0x93);
    text(&mut file, dtype);
    file.extend([0x89, 0x88, 0x87, b'R', b'(', b'K', 3]);
    text(&mut file, "<");
    file.extend([b't', b'b', 0x89, b'C', bytes.len() as u8]);
    file.extend(bytes);
    file.extend([b't', b'b', b'u', b'b', b'.']);
    file
}

const MODULE: &str = "sklearn.preprocessing._label";

#[test]
fn encoders_are_read_and_nothing_else_is_built() {
    let labels: Vec<u8> = [1i64, 5, 52_991].iter().flat_map(|label| label.to_le_bytes()).collect();
    assert_eq!(label_encoder(&encoder(MODULE, "LabelEncoder", "i8", 3, &labels)).unwrap(), [1, 5, 52_991]);
    let narrow: Vec<u8> = [7i32, 9].iter().flat_map(|label| label.to_le_bytes()).collect();
    assert_eq!(label_encoder(&encoder(MODULE, "LabelEncoder", "i4", 2, &narrow)).unwrap(), [7, 9]);
    let error = |file: &[u8]| label_encoder(file).unwrap_err().to_string();
    assert!(error(&encoder("posix", "system", "i8", 3, &labels)).contains("posix.system"));
    assert!(error(&encoder("builtins", "eval", "i8", 3, &labels)).contains("nothing of it was run"));
    assert!(error(&encoder(MODULE, "LabelEncoder", "i8", 200, &labels)).contains("200 values"));
    assert!(error(&encoder(MODULE, "LabelEncoder", "i8", 3, &(-1i64).to_le_bytes().repeat(3))).contains("-1 is no id"));
    assert!(error(b"cos\nsystem\n(S'ls'\ntR.").contains("os.system"));
    assert!(error(&[0x80, 4, b'i']).contains("0x69"));
    assert!(error(b"").contains("not a whole pickle"));
}

#[test]
fn arrays_of_every_kind() {
    let file = |header: &str, values: &[u8]| {
        let mut file = b"\x93NUMPY\x01\x00".to_vec();
        file.extend((header.len() as u16).to_le_bytes());
        file.extend(header.as_bytes());
        file.extend(values);
        file
    };
    let floats: Vec<u8> = [1.0f32, 2.0, 3.0, 4.0, 5.0, 6.0].iter().flat_map(|value| value.to_le_bytes()).collect();
    let read = |header: &str| read_npy(&file(header, &floats));
    let rows = read("{'descr': '<f4', 'fortran_order': False, 'shape': (3, 2), }\n").unwrap();
    assert_eq!((rows.shape.clone(), rows.floats("x").unwrap()), (vec![3, 2], vec![1.0, 2.0, 3.0, 4.0, 5.0, 6.0]));
    let columns = read("{'descr': '<f4', 'fortran_order': True, 'shape': (3, 2), }\n").unwrap();
    assert_eq!(columns.floats("x").unwrap(), [1.0, 4.0, 2.0, 5.0, 3.0, 6.0]);
    for (header, words) in [
        ("{'descr': '<f4', 'fortran_order': False, 'shape': (4, 2), }", "8 values"),
        ("{'descr': '<f4', 'fortran_order': False, 'shape': (4000000000, 4000000000), }", "4000000000 x 4000000000"),
        ("{'descr': '|O', 'fortran_order': False, 'shape': (3, 2), }", "the type |O"),
        ("{'descr': '<f4'}", "not a whole NumPy"),
    ] {
        let error = read(header).unwrap_err().to_string();
        assert!(error.contains(words), "{error}");
    }
    let infinite: Vec<u8> = f32::NAN.to_le_bytes().repeat(6);
    let array = read_npy(&file("{'descr': '<f4', 'fortran_order': False, 'shape': (6,), }", &infinite)).unwrap();
    assert_eq!(array.floats("weights"), Err(KerasError::NotFinite("weights".to_owned())));
}

proptest! {
    #[test]
    fn no_bytes_upset_a_reader(bytes in prop::collection::vec(any::<u8>(), 0..300), at in any::<prop::sample::Index>(), with in any::<u8>()) {
        for file in [bytes.clone(), [b"\x93NUMPY\x01\x00".as_slice(), &bytes].concat(), [&[0x80, 4], bytes.as_slice()].concat()] {
            let _ = (label_encoder(&file), scaler(&file), read_npy(&file), KerasModel::read(Cursor::new(file)).is_ok());
        }
        // One byte of a good file changed.
        let mut pickle = encoder(MODULE, "LabelEncoder", "i8", 2, &[1, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0]);
        let place = at.index(pickle.len());
        pickle[place] = with;
        let _ = label_encoder(&pickle);
        let mut model = recommender_net(CompressionMethod::Stored);
        let place = at.index(model.len());
        model[place] = with;
        let _ = KerasModel::read(Cursor::new(model)).is_ok();
    }
}

#[test]
fn encoders_and_scalers_of_every_protocol() {
    let read = |name: &str| std::fs::read(format!("tests/fuzz/seeds/pickle/{name}.pkl")).unwrap();
    for protocol in [2, 4, 5] {
        assert_eq!(label_encoder(&read(&format!("encoder-{protocol}"))).unwrap(), [1, 5, 30, 5114]);
        let scale = scaler(&read(&format!("scaler-{protocol}"))).unwrap();
        assert_eq!((scale.min, scale.max), (1.0, 10.0));
        assert!(matches!(scaler(&read(&format!("encoder-{protocol}"))), Err(KerasError::Unfit(_))));
    }
    assert_eq!(scaler(&read("scaler-infinite")).unwrap_err(), KerasError::NotFinite("data_max_".to_owned()));
}
