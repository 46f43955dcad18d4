//! Plotters on a canvas. `plotters-canvas` writes colour and font out anew for each mark, which is most of what it does where
//! there are thousands of them; here the canvas is told of those that change.

use plotters_backend::text_anchor::{HPos, VPos};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind, FontTransform,
};
use std::f64::consts::TAU;
use wasm_bindgen::JsValue;
use web_sys::CanvasRenderingContext2d;

/// The browser refuses to draw.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct CanvasError(String);

type Drawn = Result<(), DrawingErrorKind<CanvasError>>;

/// A canvas to draw on.
pub struct CanvasBackend {
    context: CanvasRenderingContext2d,
    size: (u32, u32),
    fill: Option<BackendColor>,
    stroke: Option<(BackendColor, u32)>,
    font: String,
    /// The baseline and the alignment of texts.
    anchor: [&'static str; 2],
}

impl CanvasBackend {
    /// Draws on a canvas of a size, in the screen's own pixels, of which nothing has been set yet.
    pub fn new(context: CanvasRenderingContext2d, size: (u32, u32)) -> Self {
        Self { context, size, fill: None, stroke: None, font: String::new(), anchor: [""; 2] }
    }

    fn fill_with(&mut self, colour: BackendColor) {
        if self.fill.replace(colour).is_none_or(|before| !is_same(before, colour)) {
            self.context.set_fill_style_str(&css(colour));
        }
    }

    fn stroke_with(&mut self, style: &impl BackendStyle) {
        let (colour, width) = (style.color(), style.stroke_width());
        let before = self.stroke.replace((colour, width));
        if before.is_none_or(|(before, _)| !is_same(before, colour)) {
            self.context.set_stroke_style_str(&css(colour));
        }
        if before.is_none_or(|(_, before)| before != width) {
            self.context.set_line_width(f64::from(width));
        }
    }

    fn anchor_at(&mut self, upright: &VPos, lying: &HPos) {
        let anchor = [
            match upright {
                VPos::Top => "top",
                VPos::Center => "middle",
                VPos::Bottom => "bottom",
            },
            match lying {
                HPos::Left => "start",
                HPos::Right => "end",
                HPos::Center => "center",
            },
        ];
        if self.anchor != anchor {
            self.context.set_text_baseline(anchor[0]);
            self.context.set_text_align(anchor[1]);
            self.anchor = anchor;
        }
    }

    /// Begins a path along points; whether there is any.
    fn trace(&self, points: impl IntoIterator<Item = BackendCoord>) -> bool {
        self.context.begin_path();
        let mut points = points.into_iter().map(|(x, y)| (f64::from(x), f64::from(y)));
        let Some((x, y)) = points.next() else { return false };
        self.context.move_to(x, y);
        points.for_each(|(x, y)| self.context.line_to(x, y));
        true
    }
}

fn is_same(a: BackendColor, b: BackendColor) -> bool {
    a.rgb == b.rgb && a.alpha == b.alpha
}

fn css(BackendColor { rgb: (red, green, blue), alpha }: BackendColor) -> String {
    format!("#{red:02x}{green:02x}{blue:02x}{:02x}", (alpha * 255.0).round() as u8)
}

fn refused(error: JsValue) -> DrawingErrorKind<CanvasError> {
    DrawingErrorKind::DrawingError(CanvasError(format!("{error:?}")))
}

impl DrawingBackend for CanvasBackend {
    type ErrorType = CanvasError;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        Ok(())
    }

    fn draw_pixel(&mut self, (x, y): BackendCoord, colour: BackendColor) -> Drawn {
        self.fill_with(colour);
        self.context.fill_rect(f64::from(x), f64::from(y), 1.0, 1.0);
        Ok(())
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Drawn {
        self.draw_path([from, to], style)
    }

    fn draw_rect<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S, fill: bool) -> Drawn {
        let [x, y, width, height] = [from.0, from.1, to.0 - from.0, to.1 - from.1].map(f64::from);
        if fill {
            self.fill_with(style.color());
            self.context.fill_rect(x, y, width, height);
        } else {
            self.stroke_with(style);
            self.context.stroke_rect(x, y, width, height);
        }
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Drawn {
        self.stroke_with(style);
        if self.trace(path) {
            self.context.stroke();
        }
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, corners: I, style: &S) -> Drawn {
        self.fill_with(style.color());
        if self.trace(corners) {
            self.context.close_path();
            self.context.fill();
        }
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(&mut self, centre: BackendCoord, radius: u32, style: &S, fill: bool) -> Drawn {
        self.context.begin_path();
        let (x, y) = (f64::from(centre.0), f64::from(centre.1));
        let arc = self.context.arc(x, y, f64::from(radius), 0.0, TAU);
        arc.map_err(refused)?;
        if fill {
            self.fill_with(style.color());
            self.context.fill();
        } else {
            self.stroke_with(style);
            self.context.stroke();
        }
        Ok(())
    }

    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, style: &S, (x, y): BackendCoord) -> Drawn {
        // No chart here turns its letters.
        debug_assert!(matches!(style.transform(), FontTransform::None));
        self.anchor_at(&style.anchor().v_pos, &style.anchor().h_pos);
        self.fill_with(style.color());
        let font = format!("{} {}px {}", style.style().as_str(), style.size(), style.family().as_str());
        if font != self.font {
            self.context.set_font(&font);
            self.font = font;
        }
        self.context.fill_text(text, f64::from(x), f64::from(y)).map_err(refused)
    }
}
