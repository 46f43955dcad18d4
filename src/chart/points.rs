//! A cloud of points in the plane, which can be zoomed; the visitor's picks lie on top, with their titles.

use super::cloud::{Cells, MANY};
use super::domain::Domain;
use super::sketch::{Anchor, Area, Paint, Sketch};
use super::{Theme, View, axes, text};
use crate::eda::{Point, Points};

/// The entries of the legend.
pub const OTHERS: usize = 0;
pub const YOURS: usize = 1;

/// How opaque a point is, so that many are seen to be more than one.
const OPACITY: f64 = 0.4;
/// More points in a place than this look no denser.
const MOST_SEEN: usize = 6;

/// Where the points are, also for pointers.
pub struct Layout {
    pub area: Area,
    pub x: Domain,
    pub y: Domain,
}

impl Layout {
    fn at(&self, point: &Point) -> (f64, f64) {
        let (x, y) = (self.x.share(point.x.into()), self.y.share(point.y.into()));
        (self.area.x + x * self.area.width, self.area.bottom() - y * self.area.height)
    }

    fn holds(&self, point: &Point) -> bool {
        self.x.contains(point.x.into()) && self.y.contains(point.y.into())
    }
}

pub fn sketch(data: &Points, view: &View, theme: &Theme) -> Sketch {
    let mut sketch = Sketch::new(view.width, view.height);
    let Some(layout) = lay_out(data, view, theme, &mut sketch) else { return sketch };
    let Layout { area, x, .. } = &layout;
    axes::lying(&mut sketch, theme, *area, x, &data.x, true);
    sketch.rect(Area::new(area.x, area.bottom(), area.width, 1.0), theme.line_strong);
    let mut order: Vec<usize> = (0..data.points.len()).filter(|index| layout.holds(&data.points[*index])).collect();
    order.retain(|index| view.shows(if data.points[*index].is_yours { YOURS } else { OTHERS }));
    // Keys step from left to right.
    order.sort_by(|a, b| data.points[*a].x.total_cmp(&data.points[*b].x));
    let colour = theme.categories[0];
    let others = || order.iter().map(|index| &data.points[*index]).filter(|point| !point.is_yours);
    if order.len() > MANY {
        let mut cells = Cells::over(&sketch);
        for point in others() {
            cells.add(layout.at(point), 1_usize, |count| *count = (*count + 1).min(MOST_SEEN));
        }
        let of_points = |count: usize| Paint(colour, 1.0 - (1.0 - OPACITY).powi(count as i32));
        let looks: Vec<Paint> = (1..=MOST_SEEN).map(of_points).collect();
        cells.paint(&mut sketch, &looks, |count| count - 1);
    } else {
        for point in others() {
            let (x, y) = layout.at(point);
            sketch.disc(x, y, 2.5, Paint(colour, OPACITY + 0.2));
        }
    }
    let yours = || order.iter().copied().filter(|index| data.points[*index].is_yours);
    for index in yours() {
        let (x, y) = layout.at(&data.points[index]);
        pick(&mut sketch, x, y, theme);
    }
    for index in yours() {
        let (x, y) = layout.at(&data.points[index]);
        title(&mut sketch, x, y, data.titles.get(index).map_or("", String::as_str), theme);
    }
    for index in order {
        sketch.mark_point(layout.at(&data.points[index]), index, data.points[index].is_yours);
    }
    sketch
}

/// Draws the upright axis and says where the points are. None if there is none.
pub fn lay_out(data: &Points, view: &View, theme: &Theme, sketch: &mut Sketch) -> Option<Layout> {
    if data.points.is_empty() {
        return None;
    }
    let domain = |zoom: Option<(f64, f64)>, log: bool, value: fn(&Point) -> f32| {
        let all = || Domain::of(data.points.iter().map(|point| value(point).into()), log).rounded(6);
        zoom.filter(|(low, high)| low < high).map_or_else(all, |(low, high)| Domain::new(low, high, log))
    };
    let x = domain(view.zoom.x, data.x.log, |point| point.x);
    let y = domain(view.zoom.y, data.y.log, |point| point.y);
    let area = axes::upright(sketch, theme, &y, &data.y, axes::below(&data.x));
    Some(Layout { area, x, y })
}

/// A pick: a ring, which no other point is.
pub fn pick(sketch: &mut Sketch, x: f64, y: f64, theme: &Theme) {
    sketch.disc(x, y, 7.0, Paint(theme.raised, 0.9));
    sketch.ring(x, y, 5.0, 2.0, theme.accent);
    sketch.disc(x, y, 2.0, theme.accent);
    sketch.keep_clear(Area::new(x - 6.0, y - 6.0, 12.0, 12.0));
}

/// The title of a pick on the first of its four sides where there is room.
pub fn title(sketch: &mut Sketch, x: f64, y: f64, title: &str, theme: &Theme) {
    let kind = theme.value();
    let words = text::fit(title, kind.size, false, sketch.bounds.width * 0.45);
    let sides = [
        (x + 11.0, y, Anchor::Start),
        (x - 11.0, y, Anchor::End),
        (x, y - 15.0, Anchor::Middle),
        (x, y + 15.0, Anchor::Middle),
    ];
    for (x, y, anchor) in sides {
        let area = super::sketch::text_area(x, y, anchor, kind, &words);
        if sketch.is_free(area) {
            // Letters on a cloud are read only on a ground of their own.
            sketch.rect(area, Paint(theme.raised, 0.8));
            sketch.text(x, y, anchor, kind, words);
            return;
        }
    }
}
