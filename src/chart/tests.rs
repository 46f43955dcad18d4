//! What holds for every kind of chart.

use super::*;

#[test]
#[ignore = "writes pictures to look at into the folder that KONOMI_PICTURES names"]
fn pictures() {
    let folder = std::env::var("KONOMI_PICTURES").unwrap();
    for figure in samples::all() {
        for (name, theme) in [("light", Theme::light().unwrap()), ("dark", Theme::dark().unwrap())] {
            for width in [328.0, 592.0, 1132.0] {
                let text = svg(&figure, width, &theme).unwrap();
                std::fs::write(format!("{folder}/{}-{name}-{width}.svg", figure.id), text).unwrap();
            }
        }
    }
}
