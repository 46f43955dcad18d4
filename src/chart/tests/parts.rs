//! Numbers, texts, domains and regions.

use super::recorder::Nothing;
use super::samples;
use crate::chart::domain::Domain;
use crate::chart::{Mark, Shape, Theme, View, draw, height, hit, number, text};
use crate::eda::Plot;

#[test]
fn numbers_are_written() {
    for (value, exact, short) in [
        (0.0, "0", "0"),
        (7.0, "7", "7"),
        (7587.0, "7,587", "7,587"),
        (26_978.0, "26,978", "26.98k"),
        (1_000_000.0, "1,000,000", "1M"),
        (8.754, "8.75", "8.75"),
        (6.5, "6.5", "6.5"),
        (-3.25, "\u{2212}3.25", "\u{2212}3.25"),
        (0.005, "0.01", "5e-3"),
        (-0.001, "0", "-1e-3"),
        (2.5e9, "2,500,000,000", "2.5B"),
        (1e20, "100,000,000,000,000,000,000", "1e20"),
        (f64::NAN, "none", "none"),
        (f64::INFINITY, "none", "none"),
    ] {
        assert_eq!((number::exact(value).as_str(), number::short(value).as_str()), (exact, short), "{value}");
    }
    for (share, expected) in [(0.0, "0%"), (0.273, "27.3%"), (1.0, "100%"), (0.000_4, "0%"), (f64::NAN, "none")] {
        assert_eq!(number::per_cent(share), expected, "{share}");
    }
}

#[test]
fn texts_are_measured_and_cut() {
    // Widths of Inter at 12 pixels, measured in a browser.
    for (words, expected) in [
        ("Comedy", 47.62),
        ("Slice of Life", 66.53),
        ("7,587", 29.91),
        ("海辺", 24.0),
        ("TV series score higher than films", 186.72),
        ("and 42 more in the table", 138.13),
        ("", 0.0),
    ] {
        let width = text::width(words, 12.0, false);
        // Kerning, as after the comma, makes a text a little narrower.
        assert!((-0.5..=2.0).contains(&(width - expected)), "{words}: {width} for {expected}");
    }
    for (words, room, expected) in [
        ("Comedy", 100.0, "Comedy"),
        ("Slice of Life", 50.0, "Slice o…"),
        ("海辺の探偵", 40.0, "海辺…"),
        ("Comedy", 2.0, ""),
    ] {
        assert_eq!(text::fit(words, 12.0, false, room), expected);
    }
    for (words, room, expected) in [
        ("one two three", 1000.0, vec!["one two three"]),
        ("one two three", 60.0, vec!["one two", "three"]),
        ("Donaudampfschiff", 50.0, vec!["Donaud", "ampfsch", "iff"]),
        ("", 50.0, vec![]),
    ] {
        assert_eq!(text::wrap(words, 12.0, false, room), expected, "{words}");
    }
}

#[test]
fn ticks_are_round() {
    for (low, high, log, at_most, expected) in [
        (0.0, 7587.0, false, 5, vec![0.0, 2000.0, 4000.0, 6000.0]),
        (0.0, 1.0, false, 6, vec![0.0, 0.2, 0.4, 0.6, 0.8, 1.0]),
        (1.8, 9.1, false, 5, vec![2.0, 4.0, 6.0, 8.0]),
        (1917.0, 2023.0, false, 4, vec![1950.0, 2000.0]),
        (1.0, 1e6, true, 7, vec![1.0, 10.0, 100.0, 1e3, 1e4, 1e5, 1e6]),
        (1.0, 1e6, true, 4, vec![1.0, 100.0, 1e4, 1e6]),
        (20.0, 400.0, true, 8, vec![20.0, 50.0, 100.0, 200.0]),
        (-5.0, 5.0, false, 3, vec![-5.0, 0.0, 5.0]),
    ] {
        let ticks = Domain::new(low, high, log).ticks(at_most);
        let same = ticks.len() == expected.len() && ticks.iter().zip(&expected).all(|(a, b)| (a - b).abs() < 1e-9);
        assert!(same, "{low} to {high}: {ticks:?} for {expected:?}");
    }
}

#[test]
fn domains_are_wide_enough_for_their_values() {
    for (values, log, expected) in [
        (vec![], false, (0.0, 10.0)),
        (vec![f64::NAN], true, (1.0, 10.0)),
        (vec![5.0], false, (2.5, 7.5)),
        (vec![0.0, 100.0], true, (50.0, 200.0)),
        (vec![3.0, f64::INFINITY, 1.0], false, (1.0, 3.0)),
    ] {
        let domain = Domain::of(values.iter().copied(), log);
        assert_eq!((domain.low(), domain.high()), expected, "{values:?}");
    }
    for (low, high, log, expected) in
        [(1.8, 9.1, false, (0.0, 10.0)), (33.0, 3_600_000.0, true, (20.0, 5e6)), (0.0, 940.0, false, (0.0, 1000.0))]
    {
        let domain = Domain::new(low, high, log).rounded(4);
        assert!((domain.low() - expected.0).abs() < 1e-6 && (domain.high() - expected.1).abs() < 1e-6, "{domain:?}");
    }
}

#[test]
fn a_pointer_hits_the_smallest_region_or_the_nearest_point() {
    let mark = |shape| Mark { shape, row: 0, series: 0, words: None };
    let marks = [
        Shape::Rect { x: 0.0, y: 0.0, width: 100.0, height: 50.0 },
        Shape::Rect { x: 10.0, y: 10.0, width: 10.0, height: 10.0 },
        Shape::Circle { x: 60.0, y: 20.0, radius: 3.0 },
        Shape::Circle { x: 200.0, y: 20.0, radius: 3.0 },
        Shape::Wedge { x: 300.0, y: 100.0, inner: 20.0, outer: 40.0, from: 0.0, to: 1.0 },
    ]
    .map(mark);
    for (x, y, expected) in [
        (50.0, 40.0, Some(0)),
        (15.0, 15.0, Some(1)),
        (60.0, 21.0, Some(2)),
        (66.0, 20.0, Some(0)),
        (206.0, 20.0, Some(3)),
        (212.0, 20.0, None),
        (315.0, 75.0, Some(4)),
        (300.0, 100.0, None),
        (f64::NAN, 0.0, None),
    ] {
        assert_eq!(hit(&marks, x, y), expected, "{x}, {y}");
    }
}

#[test]
fn marks_say_what_they_are() {
    let cloud = Plot::Points(samples::points(4));
    let space = Plot::Space(samples::space(4));
    let bars = |own: bool| {
        let more = if own { vec![samples::yours(vec![2.0, 0.0])] } else { vec![] };
        Plot::Bars(samples::bars(&[("Comedy", 7587.0), ("Drama", 2999.0)], true, more))
    };
    for (plot, place, label, value) in [
        (bars(false), 0, "Comedy", "7,587 titles"),
        (bars(true), 1, "Comedy", "You: 2 titles"),
        (Plot::Columns(samples::years()), 300, "2017", "Premiered: 301 titles"),
        (Plot::Columns(samples::tail()), 4, "16 to 31", "227,030 users"),
        (cloud, 3, "海辺の探偵 2", "90,897 members, 7.96 score"),
        (space, 0, "海辺の探偵 2", "6,167 popularity rank, 90,897 members, 7.96 score"),
        (Plot::Donut(samples::slices(&[("Male", 3, None), ("Female", 1, None)])), 1, "Female", "1, 25%"),
        (Plot::Shares(samples::shares()), 0, "1960s", "Comedy: 13.8%, 80"),
        (Plot::Heat(samples::heat(3)), 1, "Fantasy and Comedy", "2,504 titles"),
        (Plot::Words(samples::words()), 0, "Comedy", "7,587"),
    ] {
        let figure = samples::figure("sample", "Title", "Caption", plot);
        let view = View::new(560.0, height(&figure, 560.0));
        let marks = draw(&figure, &view, &Theme::light().unwrap(), &mut Nothing).unwrap();
        let mark = &marks[place];
        assert_eq!((mark.label(&figure), mark.value(&figure).as_str()), (label, value));
    }
}
