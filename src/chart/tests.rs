//! What holds for every kind of chart.

mod colours;
mod legible;
mod parts;
mod recorder;
mod robust;
mod samples;

use super::*;

/// Both themes and what to call them.
fn themes() -> [(&'static str, Theme); 2] {
    [("light", Theme::light().unwrap()), ("dark", Theme::dark().unwrap())]
}

#[test]
#[ignore = "writes pictures to look at into the folder that KONOMI_PICTURES names"]
fn pictures() {
    let folder = std::env::var("KONOMI_PICTURES").unwrap();
    for figure in samples::all() {
        for (name, theme) in themes() {
            for width in [328.0, 592.0, 1132.0] {
                let text = svg(&figure, width, &theme).unwrap();
                std::fs::write(format!("{folder}/{}-{name}-{width}.svg", figure.id), text).unwrap();
            }
        }
    }
}

#[test]
#[ignore = "prints how long large clouds take, which says something only in release"]
fn time() {
    let theme = Theme::light().unwrap();
    let timed = |what: &str, run: &mut dyn FnMut()| {
        run();
        let start = std::time::Instant::now();
        (0..20).for_each(|_| run());
        println!("{what}: {:.2} ms", start.elapsed().as_secs_f64() * 1e3 / 20.0);
    };
    for figure in samples::all() {
        let view = View::new(560.0, height(&figure, 560.0));
        let id = figure.id;
        timed(&format!("{id}, drawn on nothing"), &mut || {
            draw(&figure, &view, &theme, &mut recorder::Nothing).unwrap();
        });
        timed(&format!("{id}, as SVG"), &mut || drop(svg(&figure, 592.0, &theme).unwrap()));
        let marks = draw(&figure, &view, &theme, &mut recorder::Nothing).unwrap();
        timed(&format!("{id}, hit among {} marks", marks.len()), &mut || {
            std::hint::black_box(hit(&marks, 250.0, 150.0));
        });
    }
}
