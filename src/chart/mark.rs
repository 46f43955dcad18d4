//! Marks: where on a chart a value stands, for pointers and for keys.

use super::number;
use crate::eda::{Axis, Figure, Plot, Points, Space};
use crate::language::letters::small;
use std::f64::consts::{PI, TAU};

/// A region, in CSS pixels from the chart's upper left corner.
#[derive(Clone, PartialEq, Debug)]
pub enum Shape {
    /// An upright rectangle.
    Rect {
        /// The left edge.
        x: f64,
        /// The upper edge.
        y: f64,
        /// The width.
        width: f64,
        /// The height.
        height: f64,
    },
    /// A disc, or a point if it is small: a pointer near it hits it.
    Circle {
        /// The centre.
        x: f64,
        /// The centre.
        y: f64,
        /// The radius.
        radius: f64,
    },
    /// A part of a ring. Angles are in radians, clockwise from the top.
    Wedge {
        /// The ring's centre.
        x: f64,
        /// The ring's centre.
        y: f64,
        /// The inner radius.
        inner: f64,
        /// The outer radius.
        outer: f64,
        /// Where it begins.
        from: f64,
        /// Where it ends.
        to: f64,
    },
}

/// One value of a figure where it was drawn.
#[derive(Clone, PartialEq, Debug)]
pub struct Mark {
    /// Where.
    pub shape: Shape,
    /// The place of the value in its figure's list: of labels, groups, points, slices or words; of a heat map, the place
    /// in its row-major values.
    pub row: usize,
    /// Which series it is of, where there are several. Of points, words and what is in boxes, 1 is the visitor's.
    pub series: usize,
    /// What it is and its value in words; of points none, as a cloud has too many to put all of them in words.
    pub(super) words: Option<(String, String)>,
}

impl Mark {
    /// What it is, such as `Comedy` or an anime's title. The figure is the one that was drawn.
    pub fn label<'a>(&'a self, figure: &'a Figure) -> &'a str {
        match (&self.words, &figure.plot) {
            (Some((label, _)), _) => label,
            (None, Plot::Points(Points { titles, .. }) | Plot::Space(Space { titles, .. })) => {
                titles.get(self.row).map_or("", String::as_str)
            }
            (None, _) => "",
        }
    }

    /// Its exact value in words, such as `7,587 titles`. The figure is the one that was drawn.
    pub fn value(&self, figure: &Figure) -> String {
        let along = |axis: &Axis, value: f32| format!("{} {}", number::exact(value.into()), small(&axis.name));
        let parts = match (&self.words, &figure.plot) {
            (Some((_, value)), _) => return value.clone(),
            (None, Plot::Points(data)) => {
                data.points.get(self.row).map(|point| vec![along(&data.x, point.x), along(&data.y, point.y)])
            }
            (None, Plot::Space(Space { axes: [x, y, z], points, .. })) => {
                points.get(self.row).map(|point| vec![along(x, point.x), along(y, point.y), along(z, point.z)])
            }
            (None, _) => None,
        };
        parts.unwrap_or_default().join(", ")
    }
}

/// How far from a point the pointer may be.
const REACH: f64 = 8.0;

impl Shape {
    /// A point in the midst of the region.
    pub fn centre(&self) -> (f64, f64) {
        match *self {
            Self::Rect { x, y, width, height } => (x + width / 2.0, y + height / 2.0),
            Self::Circle { x, y, .. } => (x, y),
            Self::Wedge { x, y, inner, outer, from, to } => {
                let (angle, radius) = ((from + to) / 2.0, (inner + outer) / 2.0);
                (x + radius * angle.sin(), y - radius * angle.cos())
            }
        }
    }

    /// How well a place hits the region, the less the better: within it, by its area and then by the distance from its
    /// centre; near a disc, by that distance. None if it misses.
    fn miss(&self, at: (f64, f64)) -> Option<(bool, f64, f64)> {
        let centre = self.centre();
        let distance = (at.0 - centre.0).hypot(at.1 - centre.1);
        match *self {
            Self::Rect { x, y, width, height } => {
                let within = |at: f64, from: f64, length: f64| (from..=from + length).contains(&at);
                (within(at.0, x, width) && within(at.1, y, height)).then_some((false, width * height, distance))
            }
            Self::Circle { radius, .. } if distance <= radius => Some((false, PI * radius * radius, distance)),
            Self::Circle { radius, .. } => (distance <= radius.max(REACH)).then_some((true, 0.0, distance)),
            Self::Wedge { x, y, inner, outer, from, to } => {
                let (dx, dy) = (at.0 - x, at.1 - y);
                let (angle, radius) = (dx.atan2(-dy).rem_euclid(TAU), dx.hypot(dy));
                let within = (inner..=outer).contains(&radius) && (from - 1e-9..=to + 1e-9).contains(&angle);
                within.then_some((false, (outer * outer - inner * inner) * (to - from) / 2.0, distance))
            }
        }
    }
}

/// The mark at a place, if there is one: the smallest region around it, or else the nearest point within a finger's
/// precision.
///
/// It looks at each mark: 19,000 of them take less than a millisecond, which a grid would not repay.
pub fn hit(marks: &[Mark], x: f64, y: f64) -> Option<usize> {
    let mut best: Option<(usize, (bool, f64, f64))> = None;
    for (index, mark) in marks.iter().enumerate() {
        if let Some(miss) = mark.shape.miss((x, y))
            && best.is_none_or(|(_, least)| miss < least)
        {
            best = Some((index, miss));
        }
    }
    best.map(|(index, _)| index)
}
