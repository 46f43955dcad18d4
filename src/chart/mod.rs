//! Charts: a [`Figure`] drawn onto any backend of Plotters, and what a pointer or a key finds there.
//!
//! Each kind of chart makes a sketch (shapes and texts in CSS pixels, pure and quick), and one function paints it. So what
//! is laid out is the same on a canvas, in a file and in a test.

mod axes;
mod bands;
mod bars;
mod boxes;
mod cloud;
mod colour;
mod columns;
mod domain;
mod donut;
mod heat;
mod legend;
mod mark;
mod number;
mod points;
mod shares;
mod sketch;
mod space;
mod text;
mod theme;
mod titled;
mod view;
mod violins;
mod words;

#[cfg(test)]
mod tests;

pub use colour::{Colour, Ramp};
pub use legend::{LegendEntry, Sign, legend};
pub use mark::{Mark, Shape, hit};
pub use theme::Theme;
pub use titled::{draw_titled, svg, titled_height};
pub use view::{Turn, View, Zoom};

use crate::eda::{Figure, Plot};
use crate::t;
use plotters::prelude::DrawingBackend;
use sketch::{Anchor, Sketch};

/// Why a chart was not drawn.
#[derive(Debug, thiserror::Error)]
pub enum ChartError {
    /// A design token is missing or is no colour.
    #[error("{}", t!("chart-token", name = name.as_str(), value = value.as_str()))]
    Token {
        /// Its name, such as `--ink`.
        name: String,
        /// What it says.
        value: String,
    },
    /// The backend failed.
    #[error("{}", t!("chart-undrawn", reason = _0.as_str()))]
    Backend(String),
}

/// Draws a figure, without its title and on no ground of its own, and says where its values are: in the order in which
/// keys step through them.
///
/// # Errors
/// [`ChartError::Backend`] if the backend has one.
pub fn draw<B: DrawingBackend>(
    figure: &Figure,
    view: &View,
    theme: &Theme,
    backend: &mut B,
) -> Result<Vec<Mark>, ChartError> {
    let sketch = sketch(figure, view, theme);
    sketch.paint(view.scale, 1.0, theme, backend)?;
    Ok(sketch.marks)
}

/// The height that suits a figure in a width.
pub fn height(figure: &Figure, width: f64) -> f64 {
    let narrow = width < 400.0;
    match &figure.plot {
        Plot::Bars(bars) => bars::height(bars, width),
        Plot::Columns(_) => {
            if narrow {
                240.0
            } else if width < 900.0 {
                300.0
            } else {
                340.0
            }
        }
        Plot::Points(_) => (width * 0.66).clamp(280.0, 460.0),
        Plot::Space(_) => (width * 0.8).clamp(300.0, 480.0),
        Plot::Violins(data) | Plot::Boxes(data) => bands::height(data, width),
        Plot::Donut(slices) => donut::height(slices, width),
        Plot::Shares(_) => {
            if narrow {
                280.0
            } else {
                320.0
            }
        }
        Plot::Heat(heat) => heat::height(heat, width),
        Plot::Words(_) => (width * 0.6).clamp(260.0, 380.0),
    }
}

/// Which value of each axis is at a place of the chart, for zooming by the pointer; both axes of points, the first one of
/// columns. None where the chart can't be zoomed or the place is outside of the data's area.
pub fn value_at(figure: &Figure, view: &View, theme: &Theme, (x, y): (f64, f64)) -> Option<(f64, f64)> {
    let view = sane(view);
    let mut sketch = Sketch::new(view.width, view.height);
    let (area, across, up) = match &figure.plot {
        Plot::Columns(data) => {
            let layout = columns::lay_out(data, &view, theme, &mut sketch)?;
            (layout.area, layout.x, layout.y)
        }
        Plot::Points(data) => {
            let layout = points::lay_out(data, &view, theme, &mut sketch)?;
            (layout.area, layout.x, layout.y)
        }
        _ => return None,
    };
    let (right, above) = ((x - area.x) / area.width, (area.bottom() - y) / area.height);
    let within = (0.0..=1.0).contains(&right) && (0.0..=1.0).contains(&above);
    within.then(|| (across.value(right), up.value(above)))
}

fn sketch(figure: &Figure, view: &View, theme: &Theme) -> Sketch {
    let view = &sane(view);
    let mut sketch = match &figure.plot {
        Plot::Bars(bars) => bars::sketch(bars, view, theme),
        Plot::Columns(columns) => columns::sketch(columns, view, theme),
        Plot::Points(points) => points::sketch(points, view, theme),
        Plot::Space(space) => space::sketch(space, view, theme),
        Plot::Violins(data) => violins::sketch(data, view, theme),
        Plot::Boxes(data) => boxes::sketch(data, view, theme),
        Plot::Donut(slices) => donut::sketch(slices, view, theme),
        Plot::Shares(shares) => shares::sketch(shares, view, theme),
        Plot::Heat(heat) => heat::sketch(heat, view, theme),
        Plot::Words(all) => words::sketch(all, view, theme),
    };
    if sketch.marks.is_empty() {
        let (x, y) = (view.width / 2.0, view.height / 2.0);
        sketch.text_if_free(x, y, Anchor::Middle, theme.tick(), &t!("chart-nothing"));
    }
    if let Some(mark) = view.focus {
        sketch.highlight(mark, theme);
    }
    sketch
}

/// The least size that is drawn for. In a smaller one nothing could be read; then a part of this is seen.
const LEAST: (f64, f64) = (120.0, 80.0);

/// The view with a size that can be drawn in.
fn sane(view: &View) -> View {
    let sane = |length: f64, least: f64| if length.is_finite() { length.clamp(least, 20_000.0) } else { least };
    View { width: sane(view.width, LEAST.0), height: sane(view.height, LEAST.1), ..view.clone() }
}
