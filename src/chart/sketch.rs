//! A chart as a list of shapes and texts in CSS pixels: what each kind of chart makes, and what any backend can paint.

use super::{ChartError, Colour, Mark, Shape, Theme, text};
use plotters::prelude::{DrawingBackend, FontDesc, FontFamily, FontStyle, RGBAColor, TextStyle};
use plotters::style::ShapeStyle;
use plotters::style::text_anchor::{HPos, Pos, VPos};

/// A colour and how opaque it is.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Paint(pub Colour, pub f64);

impl From<Colour> for Paint {
    fn from(colour: Colour) -> Self {
        Self(colour, 1.0)
    }
}

/// Which point of a text stands at its place; upright it is always its middle, where backends agree best.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Anchor {
    Start,
    Middle,
    End,
}

/// How a text looks.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Type {
    pub size: f64,
    pub bold: bool,
    pub colour: Colour,
}

/// An upright rectangle.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Area {
    pub x: f64,
    pub y: f64,
    pub width: f64,
    pub height: f64,
}

impl Area {
    pub fn new(x: f64, y: f64, width: f64, height: f64) -> Self {
        Self { x, y, width, height }
    }

    pub fn right(&self) -> f64 {
        self.x + self.width
    }

    pub fn bottom(&self) -> f64 {
        self.y + self.height
    }

    pub fn meets(&self, other: &Self) -> bool {
        self.x < other.right() && other.x < self.right() && self.y < other.bottom() && other.y < self.bottom()
    }

    pub fn holds(&self, other: &Self) -> bool {
        other.x >= self.x && other.y >= self.y && other.right() <= self.right() && other.bottom() <= self.bottom()
    }
}

impl From<Area> for Shape {
    fn from(Area { x, y, width, height }: Area) -> Self {
        Self::Rect { x, y, width, height }
    }
}

#[derive(Clone, PartialEq, Debug)]
enum Op {
    Rect(Area, Paint),
    Line(Vec<(f64, f64)>, f64, Paint),
    Polygon(Vec<(f64, f64)>, Paint),
    Disc(f64, f64, f64, Paint),
    Ring(f64, f64, f64, f64, Paint),
    Text(f64, f64, Anchor, Type, String),
}

/// Shapes and texts in the order they are painted, and the marks of the values they show.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Sketch {
    ops: Vec<Op>,
    /// What texts keep clear of: other texts, and what must be seen.
    taken: Vec<Area>,
    /// Where texts may stand.
    pub bounds: Area,
    /// In the order of keyboard focus.
    pub marks: Vec<Mark>,
}

impl Sketch {
    /// An empty sketch of a size.
    pub fn new(width: f64, height: f64) -> Self {
        Self { bounds: Area::new(0.0, 0.0, width, height), ..Self::default() }
    }

    pub fn rect(&mut self, area: Area, paint: impl Into<Paint>) {
        self.ops.push(Op::Rect(area, paint.into()));
    }

    /// The outline of a rectangle, within it.
    pub fn frame(&mut self, area: Area, stroke: f64, paint: impl Into<Paint>) {
        let paint = paint.into();
        let stroke = stroke.min(area.width).min(area.height);
        let Area { x, y, width, height } = area;
        self.rect(Area::new(x, y, width, stroke), paint);
        self.rect(Area::new(x, area.bottom() - stroke, width, stroke), paint);
        self.rect(Area::new(x, y + stroke, stroke, (height - 2.0 * stroke).max(0.0)), paint);
        self.rect(Area::new(area.right() - stroke, y + stroke, stroke, (height - 2.0 * stroke).max(0.0)), paint);
    }

    pub fn line(&mut self, points: Vec<(f64, f64)>, stroke: f64, paint: impl Into<Paint>) {
        self.ops.push(Op::Line(points, stroke, paint.into()));
    }

    pub fn polygon(&mut self, points: Vec<(f64, f64)>, paint: impl Into<Paint>) {
        self.ops.push(Op::Polygon(points, paint.into()));
    }

    pub fn disc(&mut self, x: f64, y: f64, radius: f64, paint: impl Into<Paint>) {
        self.ops.push(Op::Disc(x, y, radius, paint.into()));
    }

    pub fn ring(&mut self, x: f64, y: f64, radius: f64, stroke: f64, paint: impl Into<Paint>) {
        self.ops.push(Op::Ring(x, y, radius, stroke, paint.into()));
    }

    /// A visitor's value: a dot that is seen on any colour.
    pub fn dot(&mut self, x: f64, y: f64, radius: f64, theme: &Theme) {
        self.disc(x, y, radius + 1.5, theme.raised);
        self.disc(x, y, radius, theme.accent);
    }

    /// A text. Nothing keeps it clear of others: its place is the caller's to choose.
    pub fn text(&mut self, x: f64, y: f64, anchor: Anchor, kind: Type, words: impl Into<String>) {
        let words = words.into();
        self.taken.push(text_area(x, y, anchor, kind, &words));
        self.ops.push(Op::Text(x, y, anchor, kind, words));
    }

    /// A text, if it is within bounds and keeps clear of all others; whether it is drawn.
    pub fn text_if_free(&mut self, x: f64, y: f64, anchor: Anchor, kind: Type, words: &str) -> bool {
        let free = self.is_free(text_area(x, y, anchor, kind, words));
        if free {
            self.text(x, y, anchor, kind, words);
        }
        free
    }

    /// Keeps texts to come clear of a place.
    pub fn keep_clear(&mut self, area: Area) {
        self.taken.push(area);
    }

    /// Whether a text may stand in a place: within bounds and clear of all others.
    pub fn is_free(&self, area: Area) -> bool {
        self.bounds.holds(&area) && !self.taken.iter().any(|text| text.meets(&area))
    }

    pub fn mark(&mut self, shape: impl Into<Shape>, label: &str, value: String, row: usize, series: usize) {
        self.marks.push(Mark { shape: shape.into(), row, series, words: Some((label.to_owned(), value)) });
    }

    /// Marks a point of a cloud.
    pub fn mark_point(&mut self, (x, y): (f64, f64), row: usize, is_yours: bool) {
        let shape = Shape::Circle { x, y, radius: 3.0 };
        self.marks.push(Mark { shape, row, series: usize::from(is_yours), words: None });
    }

    /// Draws around a mark, so that it is seen which one is meant.
    pub fn highlight(&mut self, mark: usize, theme: &Theme) {
        let Some(Mark { shape, .. }) = self.marks.get(mark) else { return };
        match *shape {
            Shape::Rect { x, y, width, height } => {
                self.frame(Area::new(x, y, width.max(2.0), height.max(2.0)), 2.0, theme.ink);
            }
            Shape::Circle { x, y, radius } => {
                self.ring(x, y, radius + 3.0, 4.0, theme.raised);
                self.ring(x, y, radius + 3.0, 2.0, theme.ink);
            }
            Shape::Wedge { x, y, inner, outer, from, to } => {
                let mut outline = wedge((x, y), (inner, outer), (from, to));
                outline.extend(outline.first().copied());
                self.line(outline, 2.5, theme.ink);
            }
        }
    }

    /// Adds what another sketch draws, moved right and down; not its marks.
    pub fn add(&mut self, mut other: Self, (right, down): (f64, f64)) {
        for op in &mut other.ops {
            match op {
                Op::Rect(area, _) => (area.x, area.y) = (area.x + right, area.y + down),
                Op::Line(points, ..) | Op::Polygon(points, _) => {
                    points.iter_mut().for_each(|(x, y)| (*x, *y) = (*x + right, *y + down));
                }
                Op::Disc(x, y, ..) | Op::Ring(x, y, ..) | Op::Text(x, y, ..) => (*x, *y) = (*x + right, *y + down),
            }
        }
        self.ops.append(&mut other.ops);
    }

    /// Paints everything onto a backend, `scale` of whose pixels are one of the sketch's. `text_scale` is for a backend
    /// that has a size of its own for texts.
    ///
    /// # Errors
    /// [`ChartError::Backend`] if the backend has one.
    pub fn paint<B: DrawingBackend>(
        &self,
        scale: f64,
        text_scale: f64,
        theme: &Theme,
        backend: &mut B,
    ) -> Result<(), ChartError> {
        let px = |length: f64| (length * scale).round() as i32;
        let at = |point: &(f64, f64)| (px(point.0), px(point.1));
        let style = |paint: &Paint, stroke: f64, filled: bool| {
            let stroke_width = (stroke * scale).round().max(1.0) as u32;
            ShapeStyle { color: colour(paint), filled, stroke_width }
        };
        for op in &self.ops {
            match op {
                Op::Rect(area, paint) => {
                    let (x, y) = (px(area.x), px(area.y));
                    // What has an extent is seen, be it less than a pixel.
                    let least = |length: f64| i32::from(length > 0.0);
                    let right = px(area.right()).max(x + least(area.width));
                    let bottom = px(area.bottom()).max(y + least(area.height));
                    backend.draw_rect((x, y), (right, bottom), &style(paint, 1.0, true), true)
                }
                Op::Line(points, stroke, paint) => {
                    backend.draw_path(points.iter().map(at), &style(paint, *stroke, false))
                }
                Op::Polygon(points, paint) => backend.fill_polygon(points.iter().map(at), &style(paint, 1.0, true)),
                Op::Disc(x, y, radius, paint) => {
                    backend.draw_circle(at(&(*x, *y)), px(*radius).max(1) as u32, &style(paint, 1.0, true), true)
                }
                Op::Ring(x, y, radius, stroke, paint) => {
                    backend.draw_circle(at(&(*x, *y)), px(*radius).max(1) as u32, &style(paint, *stroke, false), false)
                }
                Op::Text(x, y, anchor, kind, words) => {
                    let font_style = if kind.bold { FontStyle::Bold } else { FontStyle::Normal };
                    let size = kind.size * scale * text_scale;
                    let font = FontDesc::new(FontFamily::Name(&theme.font), size, font_style);
                    let side = match anchor {
                        Anchor::Start => HPos::Left,
                        Anchor::Middle => HPos::Center,
                        Anchor::End => HPos::Right,
                    };
                    let letters = colour(&Paint::from(kind.colour));
                    let style = TextStyle::from(font).color(&letters).pos(Pos::new(side, VPos::Center));
                    backend.draw_text(words, &style, at(&(*x, *y)))
                }
            }
            .map_err(|error| ChartError::Backend(error.to_string()))?;
        }
        backend.present().map_err(|error| ChartError::Backend(error.to_string()))
    }
}

/// The outline of a part of a ring, or of a disc where the inner radius is 0. Angles are clockwise from the top.
pub fn wedge((x, y): (f64, f64), (inner, outer): (f64, f64), (from, to): (f64, f64)) -> Vec<(f64, f64)> {
    // Steps so short that the chord is seen as an arc.
    let steps = ((to - from).abs() * outer / 3.0).ceil().clamp(1.0, 400.0) as usize;
    let arc = |radius: f64| {
        (0..=steps).map(move |step| {
            let angle = from + (to - from) * step as f64 / steps as f64;
            (x + radius * angle.sin(), y - radius * angle.cos())
        })
    };
    let mut outline: Vec<_> = arc(outer).collect();
    let mut back: Vec<_> = arc(inner).collect();
    back.reverse();
    outline.append(&mut back);
    outline
}

/// The rectangle that a text takes.
pub fn text_area(x: f64, y: f64, anchor: Anchor, kind: Type, words: &str) -> Area {
    let width = text::width(words, kind.size, kind.bold);
    let height = kind.size * text::LINE;
    let left = match anchor {
        Anchor::Start => x,
        Anchor::Middle => x - width / 2.0,
        Anchor::End => x - width,
    };
    Area::new(left, y - height / 2.0, width, height)
}

fn colour(Paint(Colour { channels: [red, green, blue] }, opacity): &Paint) -> RGBAColor {
    RGBAColor(*red, *green, *blue, *opacity)
}
