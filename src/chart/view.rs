//! How a figure is looked at: in what size, from where, with what left aside.

/// What a visitor sees of a figure. Lengths are in CSS pixels.
#[derive(Clone, PartialEq, Debug)]
pub struct View {
    /// The width to draw in.
    pub width: f64,
    /// The height to draw in.
    pub height: f64,
    /// How many of the backend's pixels are one CSS pixel: `devicePixelRatio`, as backends know nothing of it. Whoever
    /// draws on a canvas that is transformed by `1 / n` gives n times as much, for edges at fractions of a pixel.
    pub scale: f64,
    /// The entries of [`super::legend`] that are switched off, by their places.
    pub hidden: Vec<usize>,
    /// The part that is shown.
    pub zoom: Zoom,
    /// From where a cloud in space is looked at.
    pub turn: Turn,
    /// The mark that is pointed at or focused, by its place in what [`super::draw`] returns for the same view.
    pub focus: Option<usize>,
}

/// The part of the data that a chart shows along each axis, from a value to a value; all of it where there is none.
/// Columns know the first axis only, points both.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Zoom {
    /// Along the first axis.
    pub x: Option<(f64, f64)>,
    /// Along the second axis.
    pub y: Option<(f64, f64)>,
}

/// A rotation, in radians.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Turn {
    /// About the upright axis.
    pub yaw: f64,
    /// Upwards: at 0 one looks from the side, at a quarter turn from above.
    pub pitch: f64,
}

impl Default for Turn {
    /// From a corner and a little above, where all three axes are seen.
    fn default() -> Self {
        Self { yaw: 0.6, pitch: 0.35 }
    }
}

impl View {
    /// All of a figure in a size, at one pixel a CSS pixel.
    pub fn new(width: f64, height: f64) -> Self {
        Self {
            width,
            height,
            scale: 1.0,
            hidden: Vec::new(),
            zoom: Zoom::default(),
            turn: Turn::default(),
            focus: None,
        }
    }

    pub(super) fn shows(&self, entry: usize) -> bool {
        !self.hidden.contains(&entry)
    }
}
