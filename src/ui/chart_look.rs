//! How a visitor looks at one chart: what is switched off, zoomed into, turned; and which key does what.

use crate::chart::{Turn, Zoom};
use crate::eda::{Figure, Plot};

/// How one chart is looked at.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct ChartLook {
    /// Entries of the legend that are switched off.
    pub hidden: Vec<usize>,
    /// The part that is shown.
    pub zoom: Zoom,
    /// From where a cloud in space is looked at.
    pub turn: Turn,
}

/// What a key asks for.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Act {
    /// Look at the mark of this number.
    Focus(usize),
    /// Look at no mark.
    Leave,
    /// Show the table, or hide it.
    Table,
    /// Show this much of what is shown now: less than 1 is nearer.
    Zoom(f64),
    /// Show everything, from where one looked at first.
    Reset,
    /// Turn by these angles, in radians.
    Turn(f64, f64),
}

/// A tenth of a right angle or so: one press of an arrow key.
const STEP: f64 = 0.15;
/// As near as one press of a key or a button brings.
pub const NEARER: f64 = 0.6;

/// What a key does on a chart with so many marks, of which one may be looked at.
pub fn on_key(figure: &Figure, key: &str, shift: bool, marks: usize, focus: Option<usize>) -> Option<Act> {
    let turns = matches!(figure.plot, Plot::Space(_)) && !shift;
    let last = marks.checked_sub(1);
    let step = |by: isize| {
        let to = match focus {
            None if by > 0 => 0,
            None => last? as isize,
            Some(at) => (at as isize + by).clamp(0, last? as isize),
        };
        last.map(|_| Act::Focus(to as usize))
    };
    match key {
        "ArrowLeft" if turns => Some(Act::Turn(-STEP, 0.0)),
        "ArrowRight" if turns => Some(Act::Turn(STEP, 0.0)),
        "ArrowUp" if turns => Some(Act::Turn(0.0, STEP)),
        "ArrowDown" if turns => Some(Act::Turn(0.0, -STEP)),
        "ArrowRight" | "ArrowDown" => step(1),
        "ArrowLeft" | "ArrowUp" => step(-1),
        "PageDown" => step(20),
        "PageUp" => step(-20),
        "Home" => last.map(|_| Act::Focus(0)),
        "End" => last.map(Act::Focus),
        "Escape" => focus.map(|_| Act::Leave),
        "Enter" | "t" | "T" => Some(Act::Table),
        "+" | "=" if can_zoom(figure) => Some(Act::Zoom(NEARER)),
        "-" if can_zoom(figure) => Some(Act::Zoom(1.0 / NEARER)),
        "0" if can_zoom(figure) || matches!(figure.plot, Plot::Space(_)) => Some(Act::Reset),
        _ => None,
    }
}

/// Whether a figure has an axis of numbers to zoom along.
pub fn can_zoom(figure: &Figure) -> bool {
    matches!(figure.plot, Plot::Columns(_) | Plot::Points(_))
}

/// The values from the first to the last along an axis, and whether the axis is logarithmic.
type Extent = ((f64, f64), bool);

fn extents(figure: &Figure) -> Option<(Extent, Option<Extent>)> {
    match &figure.plot {
        Plot::Columns(columns) => {
            let (first, last) = (*columns.edges.first()?, *columns.edges.last()?);
            Some((((first, last), columns.x.log), None))
        }
        Plot::Points(points) => {
            let range = |value: fn(&crate::eda::Point) -> f32| {
                let values = points.points.iter().map(|point| f64::from(value(point)));
                values.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (low.min(value), high.max(value)))
            };
            let (x, y) = (range(|point| point.x), range(|point| point.y));
            (x.0 <= x.1).then_some(((x, points.x.log), Some((y, points.y.log))))
        }
        _ => None,
    }
}

/// The zoom that shows `share` as much as now, about a place if one is given (in values), else about the middle.
pub fn zoomed(figure: &Figure, zoom: Zoom, share: f64, about: Option<(f64, f64)>) -> Zoom {
    let Some((x, y)) = extents(figure) else { return zoom };
    Zoom {
        x: narrowed(x, zoom.x, share, about.map(|about| about.0)),
        y: y.and_then(|y| narrowed(y, zoom.y, share, about.map(|about| about.1))),
    }
}

fn narrowed((all, log): Extent, now: Option<(f64, f64)>, share: f64, about: Option<f64>) -> Option<(f64, f64)> {
    let to = |value: f64| if log { value.max(f64::MIN_POSITIVE).ln() } else { value };
    let from = |value: f64| if log { value.exp() } else { value };
    let all = (to(all.0), to(all.1));
    let now = now.map_or(all, |(low, high)| (to(low), to(high)));
    let about = about.map_or((now.0 + now.1) / 2.0, to).clamp(now.0, now.1);
    let (low, high) = (about - (about - now.0) * share, about + (now.1 - about) * share);
    let is_all = low <= all.0 && high >= all.1;
    (!is_all && high > low).then(|| (from(low.max(all.0)), from(high.min(all.1))))
}

/// The zoom onto what lies between two places, in values.
pub fn framed(figure: &Figure, from: (f64, f64), to: (f64, f64)) -> Zoom {
    let range = |a: f64, b: f64| (a.min(b) < a.max(b)).then(|| (a.min(b), a.max(b)));
    let both = matches!(figure.plot, Plot::Points(_));
    Zoom { x: range(from.0, to.0), y: if both { range(from.1, to.1) } else { None } }
}

/// A turn by some angles; one can't look from further up than from above.
pub fn turned(turn: Turn, yaw: f64, pitch: f64) -> Turn {
    let quarter = std::f64::consts::FRAC_PI_2;
    Turn { yaw: turn.yaw + yaw, pitch: (turn.pitch + pitch).clamp(-quarter, quarter) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::eda::{Axis, Columns, Section};

    fn years() -> Figure {
        let columns = Columns {
            x: Axis { name: "Year".to_owned(), log: false },
            y: Axis::default(),
            edges: vec![1990.0, 1991.0, 1992.0, 2000.0],
            labels: Vec::new(),
            series: Vec::new(),
        };
        figure(Plot::Columns(columns))
    }

    fn figure(plot: Plot) -> Figure {
        let (title, caption) = (String::new(), String::new());
        let (section, n, left_out) = (Section::Time, 0, Vec::new());
        Figure { id: "a-test", section, title, caption, n, left_out, unfiltered: None, plot }
    }

    #[test]
    fn keys_step_through_the_marks_and_stop_at_the_ends() {
        let years = years();
        for (key, focus, act) in [
            ("ArrowRight", None, Some(Act::Focus(0))),
            ("ArrowLeft", None, Some(Act::Focus(2))),
            ("ArrowDown", Some(1), Some(Act::Focus(2))),
            ("ArrowRight", Some(2), Some(Act::Focus(2))),
            ("PageUp", Some(2), Some(Act::Focus(0))),
            ("End", None, Some(Act::Focus(2))),
            ("Escape", None, None),
            ("Escape", Some(0), Some(Act::Leave)),
            ("Enter", None, Some(Act::Table)),
            ("+", None, Some(Act::Zoom(NEARER))),
            ("x", None, None),
        ] {
            assert_eq!(on_key(&years, key, false, 3, focus), act, "{key} {focus:?}");
        }
        assert_eq!(on_key(&years, "ArrowRight", false, 0, None), None, "an empty chart");
        let donut = figure(Plot::Donut(Vec::new()));
        assert_eq!(on_key(&donut, "+", false, 3, None), None);
    }

    #[test]
    fn zooming_in_and_out_again_shows_everything() {
        let years = years();
        let near = zoomed(&years, Zoom::default(), 0.5, Some((1992.0, 0.0)));
        assert_eq!(near.x, Some((1991.0, 1996.0)));
        assert_eq!(near.y, None);
        assert_eq!(zoomed(&years, near, 4.0, None), Zoom::default());
        assert_eq!(framed(&years, (1999.0, 3.0), (1991.0, 5.0)).x, Some((1991.0, 1999.0)));
        assert_eq!(framed(&years, (1991.0, 3.0), (1991.0, 5.0)), Zoom::default());
    }

    #[test]
    fn a_logarithmic_axis_is_zoomed_by_ratios() {
        assert_eq!(
            narrowed(((1.0, 10_000.0), true), None, 0.5, None).map(|(a, b)| (a.round(), b.round())),
            Some((10.0, 1000.0))
        );
    }

    #[test]
    fn nobody_turns_over_the_top() {
        let turn = turned(Turn::default(), 1.0, 9.0);
        assert!(turn.pitch <= std::f64::consts::FRAC_PI_2);
        assert_eq!(turn.yaw, Turn::default().yaw + 1.0);
    }
}
