//! Every kind of chart in every width and theme: texts clear of each other and of the edges, a mark for each value.

use super::recorder::Recorder;
use super::{samples, themes};
use crate::chart::*;
use crate::eda::{Distribution, Distributions, Figure, Plot, Series};
use std::collections::BTreeSet;

const WIDTHS: [f64; 3] = [296.0, 560.0, 1100.0];
/// What rounding to pixels may move a text by.
const ROUNDING: f64 = 1.0;

/// Draws and fails where texts overlap, or anything leaves the area.
pub fn check(name: &str, figure: &Figure, view: &View, theme: &Theme) -> Vec<Mark> {
    let mut recorder = Recorder::default();
    let marks = draw(figure, view, theme, &mut recorder).unwrap();
    check_texts(name, &recorder, (view.width.max(LEAST.0) * view.scale, view.height.max(LEAST.1) * view.scale));
    for mark in &marks {
        let (x, y) = mark.shape.centre();
        assert!(x.is_finite() && y.is_finite(), "{name}: {mark:?}");
    }
    marks
}

fn check_texts(name: &str, recorder: &Recorder, (width, height): (f64, f64)) {
    for (place, (words, area)) in recorder.texts.iter().enumerate() {
        let inside = area.x >= -ROUNDING
            && area.y >= -ROUNDING
            && area.right() <= width + ROUNDING
            && area.bottom() <= height + ROUNDING;
        assert!(inside, "{name}: {words:?} leaves the chart of {width} by {height}: {area:?}");
        for (other, at) in &recorder.texts[..place] {
            let across = area.right().min(at.right()) - area.x.max(at.x);
            let down = area.bottom().min(at.bottom()) - area.y.max(at.y);
            assert!(across <= ROUNDING || down <= ROUNDING, "{name}: {words:?} and {other:?} overlap at {area:?}");
        }
    }
    let reached = f64::from(recorder.right) <= width + 2.0 && f64::from(recorder.bottom) <= height + 2.0;
    assert!(
        reached && recorder.left >= -2 && recorder.top >= -2,
        "{name}: a shape leaves the chart of {width} by {height}: {recorder:?}"
    );
}

/// The row and the series of every value of a figure.
fn values(figure: &Figure) -> BTreeSet<(usize, usize)> {
    let of_series = |series: &[Series]| {
        let rows = |(index, series): (usize, &Series)| {
            let finite = series.values.iter().enumerate().filter(|(_, value)| value.is_finite());
            finite.map(|(row, _)| (row, index)).collect::<Vec<_>>()
        };
        series.iter().enumerate().flat_map(rows).collect()
    };
    let of_groups = |data: &Distributions, outliers: bool| {
        let rows = |(row, group): (usize, &Distribution)| {
            let own = (!group.yours.is_empty()).then_some((row, 1));
            let far = (outliers && !group.outliers.is_empty()).then_some((row, 2));
            [Some((row, 0)), own, far].into_iter().flatten().collect::<Vec<_>>()
        };
        data.groups.iter().enumerate().flat_map(rows).collect()
    };
    let of_points = |points: &[crate::eda::Point]| {
        points.iter().enumerate().map(|(row, point)| (row, usize::from(point.is_yours))).collect()
    };
    match &figure.plot {
        Plot::Bars(bars) => of_series(&bars.series),
        Plot::Columns(columns) => of_series(&columns.series),
        Plot::Shares(shares) => of_series(&shares.series),
        Plot::Points(data) => of_points(&data.points),
        Plot::Space(data) => of_points(&data.points),
        Plot::Violins(data) => of_groups(data, false),
        Plot::Boxes(data) => of_groups(data, true),
        Plot::Donut(slices) => {
            let own = |slice: &crate::eda::Slice| slice.yours.is_some_and(|count| count > 0);
            let rows = slices.iter().enumerate();
            rows.flat_map(|(row, slice)| [Some((row, 0)), own(slice).then_some((row, 1))]).flatten().collect()
        }
        Plot::Heat(heat) => {
            let count = heat.labels.len();
            (0..count).flat_map(|row| (0..=row).map(move |column| (row * count + column, 0))).collect()
        }
        Plot::Words(words) => words.iter().enumerate().map(|(row, word)| (row, usize::from(word.is_yours))).collect(),
    }
}

#[test]
fn every_chart_is_legible_and_marks_each_value() {
    for figure in samples::all() {
        for width in WIDTHS {
            for (theme_name, theme) in themes() {
                for scale in [1.0, 2.0, 1.25] {
                    let mut view = View::new(width, height(&figure, width));
                    view.scale = scale;
                    let name = format!("{} {width} {theme_name} at {scale}", figure.id);
                    let marks = check(&name, &figure, &view, &theme);
                    let marked = marks.iter().map(|mark| (mark.row, mark.series)).collect::<BTreeSet<_>>();
                    assert_eq!(marked, values(&figure), "{name}");
                }
            }
        }
    }
}

#[test]
fn a_chart_with_its_title_is_legible() {
    for figure in samples::all() {
        for width in WIDTHS {
            for (theme_name, theme) in themes() {
                let view = View::new(width, 0.0);
                let mut recorder = Recorder::default();
                draw_titled(&figure, &view, &theme, &mut recorder).unwrap();
                let name = format!("{} {width} {theme_name}", figure.id);
                check_texts(&name, &recorder, (width, titled_height(&figure, width, &theme)));
            }
        }
    }
}

#[test]
fn the_centre_of_a_mark_hits_it() {
    let theme = Theme::light().unwrap();
    for figure in samples::all() {
        for width in WIDTHS {
            let marks = check(figure.id, &figure, &View::new(width, height(&figure, width)), &theme);
            // All of a large cloud would take long; each thirtieth of its points is as good.
            let every = if marks.len() > 2000 { 30 } else { 1 };
            for (index, mark) in marks.iter().enumerate().step_by(every) {
                let (x, y) = mark.shape.centre();
                let found = &marks[hit(&marks, x, y).unwrap()];
                let (found_x, found_y) = found.shape.centre();
                let same = found == mark || (found_x - x).hypot(found_y - y) < 0.5;
                assert!(same, "{} {width}: {index} {mark:?} gives {found:?}", figure.id);
            }
        }
    }
}

#[test]
fn an_svg_says_what_it_shows() {
    for figure in samples::all() {
        let text = svg(&figure, 560.0, &Theme::light().unwrap()).unwrap();
        for part in ["role=\"img\"", "<title id=", &figure.title, "<desc id=", "viewBox=\"0 0 2240 "] {
            assert!(text.contains(part), "{}: {part}", figure.id);
        }
        assert_eq!(text.matches("<svg").count(), 1, "{}", figure.id);
        assert_eq!(text.matches("</svg>").count(), 1, "{}", figure.id);
    }
}

#[test]
fn what_is_hidden_is_not_marked_and_what_is_zoomed_out_neither() {
    let theme = Theme::light().unwrap();
    let marks = |plot: Plot, change: &dyn Fn(&mut View)| {
        let figure = samples::figure("sample", "Title", "Caption", plot);
        let mut view = View::new(560.0, height(&figure, 560.0));
        change(&mut view);
        check("hidden or zoomed", &figure, &view, &theme)
    };
    let years = || Plot::Columns(samples::years());
    assert!(marks(years(), &|view| view.hidden = vec![1]).iter().all(|mark| mark.series != 1));
    let zoomed = marks(years(), &|view| view.zoom.x = Some((1990.0, 2000.0)));
    assert_eq!(zoomed.iter().map(|mark| mark.row).collect::<BTreeSet<_>>().len(), 10);
    let cloud = || Plot::Points(samples::points(3000));
    assert!(marks(cloud(), &|view| view.hidden = vec![0]).iter().all(|mark| mark.series == 1));
    let (all, some) = (marks(cloud(), &|_| {}), marks(cloud(), &|view| view.zoom.y = Some((8.0, 9.0))));
    assert_eq!(all.len(), 3000);
    assert!(!some.is_empty() && some.len() < 300, "{}", some.len());
    let genres = || Plot::Donut(samples::slices(&[("a", 3, None), ("b", 1, None)]));
    let whole = marks(genres(), &|view| view.hidden = vec![1]);
    assert_eq!(whole[0].words, Some(("a".to_owned(), "3, 100%".to_owned())));
}

#[test]
fn bars_without_room_are_counted() {
    let theme = Theme::light().unwrap();
    let labels: Vec<String> = (0..62).map(|place| format!("Category {place}")).collect();
    let rows: Vec<(&str, f64)> = labels.iter().zip(1..).map(|(label, value)| (label.as_str(), value.into())).collect();
    let figure = samples::figure("many", "Many", "", Plot::Bars(samples::bars(&rows, true, vec![])));
    let view = View::new(296.0, height(&figure, 296.0));
    let mut recorder = Recorder::default();
    let marks = draw(&figure, &view, &theme, &mut recorder).unwrap();
    let rest = format!("and {} more in the table", 62 - marks.len());
    assert!(marks.len() >= 20 && recorder.texts.iter().any(|(words, _)| *words == rest), "{rest}");
}

#[test]
fn a_place_has_the_value_of_the_mark_there() {
    let theme = Theme::light().unwrap();
    for (name, plot) in [("years", Plot::Columns(samples::years())), ("cloud", Plot::Points(samples::points(300)))] {
        let figure = samples::figure("sample", "Title", "Caption", plot);
        let view = View::new(560.0, height(&figure, 560.0));
        for mark in check(name, &figure, &view, &theme) {
            let (x, y) = mark.shape.centre();
            let (value, _) = value_at(&figure, &view, &theme, (x, y)).unwrap();
            let expected = match &figure.plot {
                Plot::Columns(columns) => columns.edges[mark.row] + 0.5,
                Plot::Points(points) => points.points[mark.row].x.into(),
                _ => unreachable!(),
            };
            assert!((value - expected).abs() <= expected * 1e-6, "{name}: {value} for {expected}");
        }
        assert_eq!(value_at(&figure, &view, &theme, (0.0, 0.0)), None);
    }
}
