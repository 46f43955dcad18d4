//! Whatever the numbers: a chart is drawn, legibly, or it says that there is nothing.

use super::legible::check;
use super::samples::{self, axis, figure, series, yours};
use crate::catalog::AnimeId;
use crate::chart::*;
use crate::eda::*;
use proptest::prelude::*;

/// A number as it comes, and as it should not.
fn number() -> impl Strategy<Value = f64> {
    prop_oneof![
        6 => 0.0..10_000.0_f64,
        1 => Just(0.0),
        1 => Just(f64::NAN),
        1 => Just(f64::INFINITY),
        1 => Just(-3.0),
        1 => Just(1e300),
        1 => Just(5e-324),
    ]
}

fn label() -> impl Strategy<Value = String> {
    prop_oneof![
        "[A-Za-z ]{1,20}",
        Just(String::new()),
        Just("海辺の探偵と名前の長い町".to_owned()),
        Just("an unreasonably long name without an end ".repeat(5))
    ]
}

fn table() -> impl Strategy<Value = (Vec<String>, Vec<Series>)> {
    (prop::collection::vec(label(), 0..40), 0..4_usize, any::<bool>()).prop_flat_map(|(labels, count, own)| {
        let values = prop::collection::vec(number(), labels.len());
        (Just(labels), prop::collection::vec(values, count)).prop_map(move |(labels, columns)| {
            let named = |(place, values)| {
                if place == 1 && own { yours(values) } else { series(&format!("Series {place}"), values) }
            };
            (labels, columns.into_iter().enumerate().map(named).collect())
        })
    })
}

fn points() -> impl Strategy<Value = (Vec<Point>, Vec<String>)> {
    let point = (number(), number(), number(), any::<bool>()).prop_map(|(x, y, z, is_yours)| Point {
        anime: AnimeId(1),
        x: x as f32,
        y: y as f32,
        z: z as f32,
        is_yours,
    });
    let row = (point, label());
    prop::collection::vec(row, 0..40).prop_map(|rows| rows.into_iter().unzip())
}

fn groups() -> impl Strategy<Value = Vec<Distribution>> {
    let values = || prop::collection::vec(number(), 5);
    let group = (label(), values(), values(), values()).prop_map(|(label, five, outliers, yours)| Distribution {
        label,
        n: 5,
        quartiles: [five[0], five[1], five[2]],
        whiskers: [five[3], five[4]],
        range: [five[0], five[4]],
        density: five.iter().copied().zip(outliers.iter().copied()).collect(),
        outliers,
        yours,
    });
    prop::collection::vec(group, 0..12)
}

fn plot() -> impl Strategy<Value = Plot> {
    let bars = (table(), any::<bool>(), any::<bool>()).prop_map(|((labels, series), horizontal, log)| {
        Plot::Bars(Bars { horizontal, category: String::new(), value: axis("Titles", log), labels, series })
    });
    let columns = (table(), any::<bool>(), any::<bool>()).prop_map(|((labels, series), log_x, log_y)| {
        let edges = (0..=labels.len()).map(|edge| edge as f64).collect();
        Plot::Columns(Columns { x: axis("Year", log_x), y: axis("Titles", log_y), edges, labels, series })
    });
    let shares = table().prop_map(|(labels, series)| Plot::Shares(Shares { x: axis("Decade", false), labels, series }));
    let heat = prop::collection::vec(label(), 0..25).prop_flat_map(|labels| {
        let values = prop::collection::vec(number(), labels.len() * labels.len());
        values.prop_map(move |values| Plot::Heat(Heat { value: axis("Titles", false), labels: labels.clone(), values }))
    });
    let donut = prop::collection::vec((label(), any::<u64>(), any::<Option<u64>>()), 0..12).prop_map(|rows| {
        let slice = |(label, count, yours)| Slice { label, count, yours, parts: Vec::new() };
        Plot::Donut(rows.into_iter().map(slice).collect())
    });
    let words = prop::collection::vec((label(), any::<u64>(), any::<bool>()), 0..40).prop_map(|rows| {
        Plot::Words(rows.into_iter().map(|(text, count, is_yours)| Word { text, count, is_yours }).collect())
    });
    let plane = (points(), any::<bool>()).prop_map(|((points, titles), log)| {
        Plot::Points(Points { x: axis("Members", log), y: axis("Score", false), points, titles })
    });
    let space = (points(), any::<bool>()).prop_map(|((points, titles), log)| {
        Plot::Space(Space { axes: ["Rank", "Members", "Score"].map(|name| axis(name, log)), points, titles })
    });
    let spread = (groups(), any::<bool>(), any::<bool>()).prop_map(|(groups, log, violins)| {
        let data = Distributions { category: String::new(), value: axis("Score", log), groups };
        if violins { Plot::Violins(data) } else { Plot::Boxes(data) }
    });
    prop_oneof![bars, columns, shares, heat, donut, words, plane, space, spread]
}

fn view() -> impl Strategy<Value = View> {
    let zoom = || prop::option::of((number(), number()));
    let size = (
        prop_oneof![Just(296.0), Just(1100.0), 1.0..2000.0],
        prop_oneof![3 => Just(None), 1 => (1.0..600.0).prop_map(Some)],
    );
    let rest = (prop::collection::vec(0..4_usize, 0..3), zoom(), zoom(), -9.0..9.0, prop::option::of(0..50_usize));
    (size, rest).prop_map(|((width, height), (hidden, x, y, angle, focus))| {
        let mut view = View::new(width, height.unwrap_or(0.0));
        view.hidden = hidden;
        view.zoom = Zoom { x, y };
        view.turn = Turn { yaw: angle, pitch: angle / 2.0 };
        view.focus = focus;
        view
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_figure_is_drawn_legibly(plot in plot(), mut view in view()) {
        let theme = Theme::light().unwrap();
        let figure = figure("any", "Any <figure> & \"more\"", "Caption", plot);
        if view.height == 0.0 {
            view.height = height(&figure, view.width);
        }
        check("any figure", &figure, &view, &theme);
        let _ = value_at(&figure, &view, &theme, (100.0, 50.0));
        prop_assert!(svg(&figure, view.width, &theme).unwrap().contains("</svg>"));
    }
}

#[test]
fn an_empty_figure_says_so() {
    let theme = Theme::light().unwrap();
    let empty: [Plot; 6] = [
        Plot::Bars(samples::bars(&[], true, vec![])),
        Plot::Points(samples::points(0)),
        Plot::Space(samples::space(0)),
        Plot::Donut(vec![]),
        Plot::Donut(samples::slices(&[("none", 0, None)])),
        Plot::Words(vec![]),
    ];
    for plot in empty {
        let figure = figure("empty", "Nothing", "", plot);
        let mut recorder = super::recorder::Recorder::default();
        let marks = draw(&figure, &View::new(296.0, height(&figure, 296.0)), &theme, &mut recorder).unwrap();
        let texts: Vec<&str> = recorder.texts.iter().map(|(words, _)| words.as_str()).collect();
        assert_eq!((marks.len(), texts.as_slice()), (0, &["Nothing to show here"][..]), "{figure:?}");
    }
}
