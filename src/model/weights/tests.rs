use super::*;
use crate::model::NeuMfConfig;
use burn::tensor::Device;
use proptest::prelude::*;

fn file(rows: Vec<f32>) -> WeightsFile {
    let device = Device::flex();
    let net = NeuMfConfig { factors: 2, mlp_embedding: 1, layers: vec![4, 2] }.init(&device);
    let parameters = crate::model::PairNetwork::parameters(&net);
    let items = LabelEncoder::fit((0..rows.len() as u32 / 3).map(AnimeId));
    WeightsFile {
        scaler: Some(MinMaxScaler::MY_ANIME_LIST),
        rows: Matrix { width: 3, values: rows },
        parameters: parameters.into_iter().map(|(name, shape, values)| (name, (shape, values))).collect(),
        ..WeightsFile::new(Architecture::NeuMf, items)
    }
}

/// Two items with weights from each to the other, and one to itself that is none.
fn sparse_file() -> WeightsFile {
    let mut file = WeightsFile::new(Architecture::ItemToItem, LabelEncoder::fit([AnimeId(3), AnimeId(8)]));
    let rows = [vec![(1, 0.5), (0, -0.25)], vec![]];
    file.sparse.insert("weights".to_owned(), SparseRows::new(2, rows));
    file
}

proptest! {
    #[test]
    fn a_file_survives_the_round_trip(rows in proptest::collection::vec(-4f32..4.0, 1..20)) {
        let rows: Vec<f32> = rows.iter().flat_map(|&x| [x, -x / 2.0, 0.25]).collect();
        let written = file(rows);
        let precisions = [
            (Precision::Single, 0.0),
            (Precision::Half, 4.0 / 1024.0),
            (Precision::Bits(8), 4.0 / 250.0),
            (Precision::Bits(5), 4.0 / 28.0),
        ];
        for (precision, tolerance) in precisions {
            let read = WeightsFile::from_bytes(&written.to_bytes(precision).unwrap()).unwrap();
            for ((name, (shape, found)), (own_name, (own_shape, values))) in read.parameters.iter().zip(&written.parameters) {
                prop_assert_eq!((name, shape), (own_name, own_shape));
                // Among rows of few bits matrices are in half precision.
                let exact = !matches!(precision, Precision::Bits(_)) || shape.len() < 2;
                for (a, b) in found.iter().zip(values) {
                    prop_assert!((a - b).abs() <= if exact { 0.0 } else { b.abs() / 1024.0 }, "{} {} at {:?}", a, b, precision);
                }
            }
            prop_assert_eq!(read.parameters.len(), written.parameters.len());
            prop_assert_eq!(&read.items, &written.items);
            prop_assert_eq!(read.scaler, written.scaler);
            for (a, b) in read.rows.values.iter().zip(&written.rows.values) {
                prop_assert!((a - b).abs() <= tolerance, "{} {} at {:?}", a, b, precision);
            }
        }
    }

    #[test]
    fn damage_anywhere_is_noticed(position in any::<proptest::sample::Index>(), bit in 0..8u8) {
        let mut bytes = file(vec![1.0, 2.0, 3.0]).to_bytes(Precision::Single).unwrap();
        let whole = bytes.clone();
        let position = position.index(bytes.len());
        bytes[position] ^= 1 << bit;
        match WeightsFile::from_bytes(&bytes) {
            Err(_) => {}
            // White space and the like in the header may change without changing what it says.
            Ok(read) => prop_assert_eq!(read, WeightsFile::from_bytes(&whole).unwrap()),
        }
    }
}

#[test]
fn sparse_tables_survive_the_round_trip() {
    for precision in [Precision::Single, Precision::Half, Precision::Bits(8)] {
        let read = WeightsFile::from_bytes(&sparse_file().to_bytes(precision).unwrap()).unwrap();
        let (found, written) = (&read.sparse["weights"], &sparse_file().sparse["weights"]);
        assert_eq!((found.starts(), found.columns(), found.width()), (written.starts(), written.columns(), 2));
        for (a, b) in found.values().iter().zip(written.values()) {
            assert!((a - b).abs() < 0.003, "{a} {b} at {precision:?}");
        }
    }
}

#[test]
fn a_network_is_rebuilt_from_its_file() {
    let device = Device::flex();
    let sizes =
        |factors, mlp_embedding, layers: &[usize]| NeuMfConfig { factors, mlp_embedding, layers: layers.to_vec() };
    for config in [sizes(2, 1, &[4, 2]), sizes(3, 0, &[]), sizes(0, 3, &[5])] {
        let net = config.init(&device);
        let parameters = |net: &_| -> BTreeMap<_, _> {
            crate::model::PairNetwork::parameters(net).into_iter().map(|(n, s, v)| (n, (s, v))).collect()
        };
        let written = WeightsFile { parameters: parameters(&net), ..file(vec![0.5, -1.0, 2.0, 1.0, 0.25, -0.5]) };
        let read = WeightsFile::from_bytes(&written.to_bytes(Precision::Single).unwrap()).unwrap();
        let net = read.neu_mf(&device).unwrap();
        assert_eq!(net.config(), config);
        assert_eq!(parameters(&net), written.parameters);
    }
    let nothing = WeightsFile { parameters: BTreeMap::new(), rows: Matrix::default(), ..file(vec![]) };
    assert!(nothing.neu_mf(&device).is_err());
}

#[test]
fn faults_are_named() {
    let mut short = file(vec![1.0; 6]);
    short.rows.values.truncate(3);
    let mut nan = file(vec![1.0; 3]);
    nan.rows.values[1] = f32::NAN;
    for (file, message) in [(short, "has the shape [1, 3], but [2, 3] is needed"), (nan, "not finite")] {
        let error = WeightsFile::from_bytes(&file.to_bytes(Precision::Single).unwrap()).unwrap_err();
        assert!(error.to_string().contains(message), "{error}");
    }
    assert!(WeightsFile::from_bytes(b"PK\x03\x04").is_err());
}
