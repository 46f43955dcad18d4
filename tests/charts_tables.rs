//! The charts' tables of the data set that the page carries, beside those of an independent computation in another
//! language (`tests/fixtures/eda.py`).
// A helper of a test may fail as a test does; the lints know only functions that are tests themselves.
#![allow(clippy::unwrap_used, clippy::panic)]

use konomi::catalog::{Catalogue, Filter};
use konomi::eda::{Cell, ChartData, Figure, Plot, Table, You, figures};
use serde_json::Value;
use std::fs;

fn read(file: &str) -> Vec<u8> {
    fs::read(format!("{}/{file}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

/// Every figure, without a filter and without picks.
fn all_figures() -> Vec<Figure> {
    let catalogue = Catalogue::from_bytes(&read("static/data/catalogue.bin")).unwrap();
    let data = ChartData::from_bytes(&read("static/data/charts.bin"), &catalogue).unwrap();
    figures(&catalogue, &data, &Filter::default(), &You::default())
}

fn text(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => text.clone(),
        other => panic!("{other:?} is no text"),
    }
}

/// A cell as a number; one without counts as 0.
fn number(cell: &Cell) -> f64 {
    match cell {
        Cell::Number(number) => *number,
        Cell::Empty => 0.0,
        Cell::Text(text) => panic!("{text:?} is no number"),
    }
}

/// Whether a cell is the value of the other computation, which rounds to four decimals.
fn is_same(cell: &Cell, expected: &Value) -> bool {
    match expected {
        Value::String(expected) => text(cell) == *expected,
        expected => (number(cell) - expected.as_f64().unwrap()).abs() < 1e-4,
    }
}

/// A list of rows: the same in the same order.
fn check_rows(id: &str, table: &Table, expected: &[Value]) {
    assert_eq!(table.rows.len(), expected.len(), "{id}");
    for (row, expected) in table.rows.iter().zip(expected) {
        let expected = expected.as_array().unwrap();
        assert_eq!(row.len(), expected.len(), "{id}: {row:?}");
        let same = row.iter().zip(expected).all(|(cell, expected)| is_same(cell, expected));
        assert!(same, "{id}: {row:?} beside {expected:?}");
    }
}

/// The categories' rows, which have an n, in any order; and as many outliers listed as counted.
fn check_boxes(id: &str, table: &Table, expected: &serde_json::Map<String, Value>) {
    let (groups, details): (Vec<_>, Vec<_>) = table.rows.iter().partition(|row| row[1] != Cell::Empty);
    assert_eq!(groups.len(), expected.len(), "{id}");
    for row in groups {
        let label = text(&row[0]);
        let expected = expected[&label].as_array().unwrap();
        let same = row[1..].iter().zip(expected).all(|(cell, expected)| is_same(cell, expected));
        assert!(same, "{id}: {row:?} beside {expected:?}");
        if id != "popularity-by-type" {
            let listed: f64 = details.iter().filter(|row| text(&row[0]) == label).map(|row| number(&row[9])).sum();
            assert_eq!(listed, number(&row[9]), "{id}: {label}");
        }
    }
}

/// The number of points and the sum along each axis.
fn check_cloud(id: &str, table: &Table, expected: &[Value]) {
    let sums = (2..table.columns.len()).map(|axis| table.rows.iter().map(|row| number(&row[axis])).sum::<f64>());
    let found: Vec<f64> = std::iter::once(table.rows.len() as f64).chain(sums).collect();
    assert_eq!(found.len(), expected.len(), "{id}");
    for (found, expected) in found.iter().zip(expected) {
        // Scores are single-precision numbers here.
        let expected = expected.as_f64().unwrap();
        assert!((found - expected).abs() <= 1e-6 * expected, "{id}: {found} beside {expected}");
    }
}

#[test]
fn tables_equal_an_independent_computation() {
    let fixture: Value = serde_json::from_slice(&read("tests/fixtures/eda.json")).unwrap();
    let mut expected = fixture["tables"].as_object().unwrap().clone();
    for figure in all_figures() {
        let table = figure.table();
        let expected = expected.remove(figure.id).unwrap_or_else(|| panic!("{} is not in the fixture", figure.id));
        match (&figure.plot, &expected) {
            (Plot::Points(_) | Plot::Space(_), Value::Array(sums)) => check_cloud(figure.id, &table, sums),
            (_, Value::Array(rows)) => check_rows(figure.id, &table, rows),
            (_, Value::Object(groups)) => check_boxes(figure.id, &table, groups),
            other => panic!("{}: {other:?}", figure.id),
        }
        if let Some(columns) = fixture["columns"].get(figure.id) {
            assert_eq!(serde_json::to_value(&table.columns).unwrap(), *columns, "{}", figure.id);
        }
    }
    assert!(expected.is_empty(), "no figures for {:?}", expected.keys());
}

#[test]
fn what_is_known_of_the_data_set() {
    let figures = all_figures();
    for (id, rows, label, count) in [
        ("types", 9, "TV", 6738.0),
        ("types", 9, "Movie", 4059.0),
        ("genres", 50, "Comedy", 7587.0),
        ("studios", 10, "Toei Animation", 822.0),
        ("genders", 3, "Male", 54_769.0),
    ] {
        let table = figures.iter().find(|figure| figure.id == id).unwrap().table();
        let row = table.rows.iter().find(|row| text(&row[0]) == label).unwrap();
        assert_eq!((table.rows.len(), number(&row[1])), (rows, count), "{id}: {label}");
    }
}
