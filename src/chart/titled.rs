//! A chart that stands by itself: with its title, its caption and its legend, for a file.

use super::columns::PALE;
use super::sketch::{Anchor, Area, Paint, Sketch, Type};
use super::{ChartError, LegendEntry, Sign, Theme, View, legend, shares, sketch, text};
use crate::eda::{Figure, Plot};
use plotters::prelude::{DrawingBackend, SVGBackend};

/// The empty rim around everything.
const RIM: f64 = 16.0;
/// How large the letters of the title are, and of the rest.
const TITLE: f64 = 16.0;
const BODY: f64 = 12.0;
/// The room of a line of the legend, and of the sign in it.
const LEGEND: f64 = 22.0;
const SIGN: f64 = 18.0;
/// The file is drawn so many times larger and shown smaller, as a backend knows whole pixels only.
const FINENESS: f64 = 4.0;
/// Plotters' SVG backend divides the size of a text by it.
const SVG_TEXT: f64 = 1.24;

/// Draws a figure with its title, caption and legend on a ground of its own. Of the view, the height is not used:
/// [`titled_height`] says how high it is.
///
/// # Errors
/// [`ChartError::Backend`] if the backend has one.
pub fn draw_titled<B: DrawingBackend>(
    figure: &Figure,
    view: &View,
    theme: &Theme,
    backend: &mut B,
) -> Result<(), ChartError> {
    whole(figure, view, theme).paint(view.scale, 1.0, theme, backend)
}

/// How high a figure with its title, caption and legend is in a width.
pub fn titled_height(figure: &Figure, width: f64, theme: &Theme) -> f64 {
    let inner = inner(width);
    head(figure, inner, theme).1 + super::height(figure, inner) + 2.0 * RIM
}

/// A figure as an SVG with its title, caption and legend, and with both of them for those who don't see it.
///
/// # Errors
/// [`ChartError::Backend`] if the backend has one.
pub fn svg(figure: &Figure, width: f64, theme: &Theme) -> Result<String, ChartError> {
    let mut view = View::new(width, titled_height(figure, width, theme));
    view.scale = FINENESS;
    let size = [view.width, view.height].map(|length| (length * FINENESS).ceil().max(1.0) as u32);
    let mut text = String::new();
    {
        let mut backend = SVGBackend::with_string(&mut text, (size[0], size[1]));
        whole(figure, &view, theme).paint(FINENESS, SVG_TEXT, theme, &mut backend)?;
    }
    let body = text.split_once('>').map_or("", |(_, body)| body.trim_start());
    let [width, height] = [view.width, view.height].map(|length| length.ceil());
    Ok(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-labelledby=\"{id}-title {id}-desc\" \
         width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {} {}\">\n\
         <title id=\"{id}-title\">{}</title>\n<desc id=\"{id}-desc\">{}</desc>\n{body}",
        size[0],
        size[1],
        escaped(&figure.title),
        escaped(&figure.caption),
        id = figure.id,
    ))
}

fn escaped(words: &str) -> String {
    words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn inner(width: f64) -> f64 {
    (width - 2.0 * RIM).max(1.0)
}

fn whole(figure: &Figure, view: &View, theme: &Theme) -> Sketch {
    let inner = inner(view.width);
    let (head, head_height) = head(figure, inner, theme);
    let chart_height = super::height(figure, inner);
    let chart = sketch(figure, &View { width: inner, height: chart_height, focus: None, ..view.clone() }, theme);
    let mut whole = Sketch::new(view.width, head_height + chart_height + 2.0 * RIM);
    whole.rect(whole.bounds, theme.raised);
    whole.add(head, (RIM, RIM));
    whole.add(chart, (RIM, RIM + head_height));
    whole
}

/// What stands above the chart, and how high it is.
fn head(figure: &Figure, width: f64, theme: &Theme) -> (Sketch, f64) {
    let mut sketch = Sketch::new(width, f64::INFINITY);
    let title = Type { size: TITLE, bold: true, colour: theme.ink };
    let body = Type { size: BODY, bold: false, colour: theme.ink_2 };
    let mut y = 0.0;
    for (words, kind) in [(&figure.title, title), (&figure.caption, body)] {
        for line in text::wrap(words, kind.size, kind.bold, width) {
            let height = kind.size * text::LINE + 1.0;
            sketch.text(0.0, y + height / 2.0, Anchor::Start, kind, line);
            y += height;
        }
        y += 4.0;
    }
    // What is named in the chart itself needs no second name.
    let named = match &figure.plot {
        Plot::Donut(_) => true,
        Plot::Shares(data) => shares::names_room(data, width) > 0.0,
        _ => false,
    };
    let entries = legend(figure, theme).into_iter().filter(|entry| !(named && entry.sign == Sign::Square));
    let mut x = 0.0;
    let mut lines = 0.0;
    for entry in entries {
        let name = text::fit(&entry.name, BODY, false, width - SIGN);
        let extent = SIGN + text::width(&name, BODY, false);
        if x > 0.0 && x + extent > width {
            x = 0.0;
            lines += 1.0;
        }
        let middle = y + (lines + 0.5) * LEGEND;
        sign(&mut sketch, &entry, x, middle, theme);
        sketch.text(x + SIGN, middle, Anchor::Start, body, name);
        x += extent + 16.0;
    }
    if x > 0.0 {
        y += (lines + 1.0) * LEGEND;
    }
    // Whole pixels, so that the cells of a cloud stay sharp.
    (sketch, (y + 8.0).ceil())
}

fn sign(sketch: &mut Sketch, entry: &LegendEntry, x: f64, y: f64, theme: &Theme) {
    let colour = entry.colour;
    match entry.sign {
        Sign::Square => sketch.rect(Area::new(x, y - 5.0, 10.0, 10.0), colour),
        Sign::Pale => sketch.rect(Area::new(x, y - 5.0, 10.0, 10.0), Paint(colour, PALE)),
        Sign::Bar => sketch.rect(Area::new(x, y - 2.0, 12.0, 4.0), colour),
        Sign::Dot => sketch.disc(x + 5.0, y, 3.5, colour),
        Sign::Pin => {
            sketch.rect(Area::new(x + 4.5, y - 3.0, 1.0, 9.0), colour);
            sketch.disc(x + 5.0, y - 3.0, 3.0, colour);
        }
        Sign::Ring => {
            sketch.ring(x + 5.0, y, 5.0, 2.0, colour);
            sketch.disc(x + 5.0, y, 2.0, colour);
        }
        Sign::Underline => {
            sketch.text(x + 5.0, y, Anchor::Middle, Type { colour, ..theme.value() }, "A");
            sketch.rect(Area::new(x, y + 6.0, 10.0, 1.0), colour);
        }
    }
}
