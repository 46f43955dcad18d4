//! A cloud of points in space, seen from any side without perspective, coloured by its upright axis.

use super::cloud::{Cells, MANY};
use super::domain::Domain;
use super::points::{self, OTHERS, YOURS};
use super::sketch::{Anchor, Area, Paint, Sketch, Type};
use super::{Theme, View, number, text};
use crate::eda::{Point, Space};
use std::f64::consts::SQRT_2;

/// How many shades the upright axis has: neighbours of one shade are painted together.
const SHADES: u8 = 24;

/// What looks at space.
struct Camera {
    domains: [Domain; 3],
    /// Sine and cosine of the turn about the upright axis, and of the one upwards.
    yaw: (f64, f64),
    pitch: (f64, f64),
    /// Half of the width and depth, and half of the height of the box around all points, in pixels.
    half: (f64, f64),
    centre: (f64, f64),
}

impl Camera {
    fn new(data: &Space, view: &View) -> Self {
        let domain = |axis: usize| {
            let values = data.points.iter().map(|point| f64::from(coordinate(point, axis)));
            Domain::of(values, data.axes[axis].log).rounded(6)
        };
        let pitch = view.turn.pitch.clamp(-1.4, 1.4);
        // The box and the labels around it have room from whichever side one looks.
        let (width, height) = ((view.width - 80.0).max(2.0) / 2.0, (view.height - 52.0).max(2.0) / 2.0);
        let most_depth = height * 0.9 / (SQRT_2 * pitch.sin().abs()).max(0.01);
        let side = (width / SQRT_2).min(height * 0.8).min(most_depth);
        let depth = side * SQRT_2 * pitch.sin().abs();
        let upright = ((height - depth) / pitch.cos()).min(side * 1.2);
        Self {
            domains: [domain(0), domain(1), domain(2)],
            yaw: view.turn.yaw.sin_cos(),
            pitch: pitch.sin_cos(),
            half: (side, upright),
            centre: (view.width / 2.0, view.height / 2.0),
        }
    }

    /// Where a place of the box is seen, whose sides run from -1 to 1, and how near it is.
    fn see(&self, [x, y, z]: [f64; 3]) -> Seen {
        let ((sin, cos), (sin_pitch, cos_pitch)) = (self.yaw, self.pitch);
        let (x, y, z) = (x * self.half.0, y * self.half.0, z * self.half.1);
        let (right, far) = (x * cos - y * sin, x * sin + y * cos);
        let up = z * cos_pitch + far * sin_pitch;
        let near = z * sin_pitch - far * cos_pitch;
        ((self.centre.0 + right, self.centre.1 - up), near)
    }

    fn place(&self, point: &Point) -> [f64; 3] {
        [0, 1, 2].map(|axis| self.domains[axis].clamped(coordinate(point, axis).into()) * 2.0 - 1.0)
    }
}

pub fn sketch(data: &Space, view: &View, theme: &Theme) -> Sketch {
    let mut sketch = Sketch::new(view.width, view.height);
    if data.points.is_empty() {
        return sketch;
    }
    let camera = Camera::new(data, view);
    let drawn = |point: &Point| {
        let on_axes = (0..3).all(|axis| {
            let value = coordinate(point, axis);
            value.is_finite() && (!data.axes[axis].log || value > 0.0)
        });
        on_axes && view.shows(if point.is_yours { YOURS } else { OTHERS })
    };
    let mut order: Vec<usize> = (0..data.points.len()).filter(|index| drawn(&data.points[*index])).collect();
    // Keys step along the first axis, however the box is turned.
    order.sort_by(|a, b| data.points[*a].x.total_cmp(&data.points[*b].x));
    box_behind(&mut sketch, &camera, theme);
    let seen: Vec<Seen> = order.iter().map(|index| camera.see(camera.place(&data.points[*index]))).collect();
    let points = || order.iter().map(|index| &data.points[*index]).zip(&seen);
    let ramp = theme.ramp();
    // The lowest values are no paler than this, else they would not be seen on the ground.
    let shades: Vec<_> = (0..=SHADES).map(|shade| ramp.at(0.3 + 0.7 * f64::from(shade) / f64::from(SHADES))).collect();
    let shade = |point: &Point| (camera.domains[2].clamped(point.z.into()) * f64::from(SHADES)).round() as u8;
    let others = points().filter(|(point, _)| !point.is_yours);
    if order.len() > MANY {
        let mut cells = Cells::over(&sketch);
        for (point, (at, near)) in others {
            let new = Cell { shade: shade(point), near: *near };
            cells.add(*at, new, |cell| {
                if new.near > cell.near {
                    *cell = new;
                }
            });
        }
        let looks: Vec<Paint> = shades.iter().map(|shade| Paint(*shade, 0.85)).collect();
        cells.paint(&mut sketch, &looks, |cell| cell.shade.into());
    } else {
        let mut others: Vec<_> = others.collect();
        others.sort_by(|a, b| a.1.1.total_cmp(&b.1.1));
        for (point, ((x, y), _)) in others {
            sketch.disc(*x, *y, 2.5, Paint(shades[usize::from(shade(point))], 0.85));
        }
    }
    for (_, ((x, y), _)) in points().filter(|(point, _)| point.is_yours) {
        points::pick(&mut sketch, *x, *y, theme);
    }
    label_axes(&mut sketch, &camera, data, theme);
    for (index, ((x, y), _)) in order.iter().zip(&seen).filter(|(index, _)| data.points[**index].is_yours) {
        points::title(&mut sketch, *x, *y, data.titles.get(*index).map_or("", String::as_str), theme);
    }
    for (index, (at, _)) in order.iter().zip(&seen) {
        sketch.mark_point(*at, *index, data.points[*index].is_yours);
    }
    sketch
}

/// Where a place is seen, and how near it is.
type Seen = ((f64, f64), f64);

/// The nearest point of a cell; two cells are alike if they are painted alike.
#[derive(Clone, Copy)]
struct Cell {
    shade: u8,
    near: f64,
}

impl PartialEq for Cell {
    fn eq(&self, other: &Self) -> bool {
        self.shade == other.shade
    }
}

fn coordinate(point: &Point, axis: usize) -> f32 {
    [point.x, point.y, point.z][axis]
}

/// The three sides of the box that are behind the points, with lines at the quarters.
fn box_behind(sketch: &mut Sketch, camera: &Camera, theme: &Theme) {
    for axis in 0..3 {
        let mut ends = [[0.0; 3]; 2];
        (ends[0][axis], ends[1][axis]) = (-1.0, 1.0);
        let far = if camera.see(ends[0]).1 < camera.see(ends[1]).1 { -1.0 } else { 1.0 };
        for (along, across) in [((axis + 1) % 3, (axis + 2) % 3), ((axis + 2) % 3, (axis + 1) % 3)] {
            for step in 0..=4 {
                let mut line = [[0.0; 3]; 2];
                for (end, side) in line.iter_mut().zip([-1.0, 1.0]) {
                    (end[axis], end[along], end[across]) = (far, side, f64::from(step) / 2.0 - 1.0);
                }
                sketch.line(line.map(|end| camera.see(end).0).to_vec(), 0.75, theme.line);
            }
        }
    }
}

/// Names each axis and its ends along an edge of the box that is seen at its rim, outside of the points.
fn label_axes(sketch: &mut Sketch, camera: &Camera, data: &Space, theme: &Theme) {
    let kind = theme.tick();
    for axis in [2, 0, 1] {
        let (a, b) = ((axis + 1) % 3, (axis + 2) % 3);
        let edges = [(-1.0, -1.0), (-1.0, 1.0), (1.0, -1.0), (1.0, 1.0)].map(|(first, second)| {
            [-1.0, 1.0].map(|end| {
                let mut place = [0.0; 3];
                (place[axis], place[a], place[b]) = (end, first, second);
                camera.see(place).0
            })
        });
        let middle = |edge: &[(f64, f64); 2]| ((edge[0].0 + edge[1].0) / 2.0, (edge[0].1 + edge[1].1) / 2.0);
        // The upright axis stands at the left rim, the others lie at the lower one.
        let rim = edges.iter().min_by(|left, right| {
            let key = |edge| if axis == 2 { middle(edge).0 } else { -middle(edge).1 };
            key(left).total_cmp(&key(right))
        });
        let Some(edge) = rim else { continue };
        sketch.line(edge.to_vec(), 1.0, theme.line_strong);
        // Outwards is square to the edge, away from the centre; near a corner, labels of two axes would meet.
        let along = (edge[1].0 - edge[0].0, edge[1].1 - edge[0].1);
        let side = (middle(edge).0 - camera.centre.0) * -along.1 + (middle(edge).1 - camera.centre.1) * along.0;
        let length = along.0.hypot(along.1).max(1.0) * if side < 0.0 { -1.0 } else { 1.0 };
        let outwards = (-along.1 / length, along.0 / length);
        let name = text::fit(&data.axes[axis].name, kind.size, true, sketch.bounds.width / 2.5);
        let ends = [camera.domains[axis].low(), camera.domains[axis].high()].map(number::short);
        let bold = Type { bold: true, ..kind };
        for (share, words, kind) in [(0.5, name.as_str(), bold), (0.06, &ends[0], kind), (0.94, &ends[1], kind)] {
            let at = (edge[0].0 + along.0 * share, edge[0].1 + along.1 * share);
            beside(sketch, at, outwards, kind, words, theme);
        }
    }
}

/// Writes outwards of a place, at the first distance where there is room.
fn beside(sketch: &mut Sketch, at: (f64, f64), outwards: (f64, f64), kind: Type, words: &str, theme: &Theme) {
    let half = text::width(words, kind.size, kind.bold) / 2.0;
    for distance in [9.0, 14.0, 20.0, 28.0] {
        let x = at.0 + outwards.0 * (distance + half);
        let y = at.1 + outwards.1 * distance;
        // At the rim of the chart a text moves inwards.
        let x = x.min(sketch.bounds.width - half).max(half);
        let y = y.min(sketch.bounds.height - 8.0).max(8.0);
        let area = super::sketch::text_area(x, y, Anchor::Middle, kind, words);
        if sketch.is_free(area) {
            sketch.rect(Area { y: area.y + 1.0, height: area.height - 2.0, ..area }, Paint(theme.raised, 0.75));
            sketch.text(x, y, Anchor::Middle, kind, words);
            return;
        }
    }
}
