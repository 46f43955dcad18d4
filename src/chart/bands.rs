//! Categories side by side along a measured axis: standing, or lying where their names have no room below them.

use super::domain::Domain;
use super::sketch::{Anchor, Area, Sketch};
use super::{Theme, axes, text};
use crate::eda::Distributions;

/// Where categories and values are.
pub struct Bands {
    lying: bool,
    area: Area,
    domain: Domain,
    count: usize,
}

impl Bands {
    /// Draws the axis of values and the names of the categories.
    pub fn lay_out(sketch: &mut Sketch, theme: &Theme, data: &Distributions) -> Self {
        let values = data.groups.iter().flat_map(|group| group.range.into_iter().chain(group.yours.iter().copied()));
        let domain = Domain::of(values, data.value.log).rounded(6);
        let kind = theme.tick();
        let (bounds, count) = (sketch.bounds, data.groups.len());
        if stands(data, bounds.width) {
            let area = axes::upright(sketch, theme, &domain, &data.value, axes::LINE + 6.0);
            let bands = Self { lying: false, area, domain, count };
            for (index, group) in data.groups.iter().enumerate() {
                let x = bands.across(index as f64 + 0.5);
                sketch.text(x, area.bottom() + axes::LINE / 2.0 + 6.0, Anchor::Middle, kind, group.label.as_str());
            }
            return bands;
        }
        let widest = data.groups.iter().map(|group| text::width(&group.label, kind.size, false)).fold(0.0, f64::max);
        let left = widest.ceil().min(bounds.width * 0.4) + 8.0;
        let below = axes::below(&data.value);
        let area = Area::new(left, 0.0, (bounds.width - left - 14.0).max(1.0), (bounds.height - below).max(1.0));
        let bands = Self { lying: true, area, domain, count };
        axes::lying(sketch, theme, area, &domain, &data.value, true);
        for (index, group) in data.groups.iter().enumerate() {
            let words = text::fit(&group.label, kind.size, false, left - 7.0);
            sketch.text_if_free(left - 8.0, bands.across(index as f64 + 0.5), Anchor::End, kind, &words);
        }
        bands
    }

    /// The room for a category across the values, in pixels.
    pub fn pitch(&self) -> f64 {
        (if self.lying { self.area.height } else { self.area.width }) / self.count.max(1) as f64
    }

    /// The place of a value in a category, whose middle is its index and a half.
    pub fn at(&self, place: f64, value: f64) -> (f64, f64) {
        let share = self.domain.clamped(value);
        if self.lying {
            (self.area.x + share * self.area.width, self.across(place))
        } else {
            (self.across(place), self.area.bottom() - share * self.area.height)
        }
    }

    /// The rectangle between two places and two values.
    pub fn rect(&self, places: (f64, f64), values: (f64, f64)) -> Area {
        let (a, b) = (self.at(places.0, values.0), self.at(places.1, values.1));
        Area::new(a.0.min(b.0), a.1.min(b.1), (a.0 - b.0).abs(), (a.1 - b.1).abs())
    }

    /// A bar of so many pixels around a value in a category, `width` across.
    pub fn tick(&self, place: f64, value: f64, width: f64, stroke: f64) -> Area {
        let (x, y) = self.at(place, value);
        let width = width.min(self.pitch());
        if self.lying {
            Area::new(x - stroke / 2.0, y - width / 2.0, stroke, width)
        } else {
            Area::new(x - width / 2.0, y - stroke / 2.0, width, stroke)
        }
    }

    /// A line of so many pixels between two values in a category.
    pub fn stem(&self, place: f64, values: (f64, f64), stroke: f64) -> Area {
        let half = (stroke / 2.0 / self.pitch()).min(0.5);
        self.rect((place - half, place + half), values)
    }

    fn across(&self, place: f64) -> f64 {
        let start = if self.lying { self.area.y } else { self.area.x };
        start + place * self.pitch()
    }
}

/// The height for categories: the more of them lie, the higher.
pub fn height(data: &Distributions, width: f64) -> f64 {
    if stands(data, width) { 320.0 } else { (data.groups.len() as f64 * 36.0 + axes::below(&data.value)).max(160.0) }
}

fn stands(data: &Distributions, width: f64) -> bool {
    let pitch = (width - 50.0) / data.groups.len().max(1) as f64;
    data.groups.iter().all(|group| text::width(&group.label, 12.0, false) + 8.0 <= pitch)
}
