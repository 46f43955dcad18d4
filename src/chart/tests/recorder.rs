//! Backends for tests: one that keeps what is drawn on it, and one that forgets it.

use crate::chart::sketch::Area;
use crate::chart::text;
use plotters_backend::text_anchor::{HPos, VPos};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind, FontStyle,
};
use std::convert::Infallible;

type Done = Result<(), DrawingErrorKind<Infallible>>;

/// Keeps where texts stand, and the outermost places of shapes, in its own pixels.
#[derive(Default, Debug)]
pub struct Recorder {
    pub size: (u32, u32),
    pub texts: Vec<(String, Area)>,
    pub shapes: usize,
    pub left: i32,
    pub top: i32,
    pub right: i32,
    pub bottom: i32,
}

impl Recorder {
    fn reach(&mut self, (x, y): BackendCoord) {
        (self.left, self.top) = (self.left.min(x), self.top.min(y));
        (self.right, self.bottom) = (self.right.max(x), self.bottom.max(y));
    }
}

impl DrawingBackend for Recorder {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }

    fn ensure_prepared(&mut self) -> Done {
        Ok(())
    }

    fn present(&mut self) -> Done {
        Ok(())
    }

    fn draw_pixel(&mut self, point: BackendCoord, _: BackendColor) -> Done {
        self.reach(point);
        Ok(())
    }

    fn draw_rect<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, _: &S, _: bool) -> Done {
        self.shapes += 1;
        self.reach(from);
        self.reach(to);
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, _: &S) -> Done {
        self.shapes += 1;
        path.into_iter().for_each(|point| self.reach(point));
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Done {
        self.draw_path(path, style)
    }

    fn draw_circle<S: BackendStyle>(&mut self, centre: BackendCoord, _: u32, _: &S, _: bool) -> Done {
        self.shapes += 1;
        self.reach(centre);
        Ok(())
    }

    fn draw_text<S: BackendTextStyle>(&mut self, words: &str, style: &S, (x, y): BackendCoord) -> Done {
        let size = style.size();
        let width = text::width(words, size, matches!(style.style(), FontStyle::Bold));
        let height = size * text::LINE;
        let left = match style.anchor().h_pos {
            HPos::Left => 0.0,
            HPos::Center => width / 2.0,
            HPos::Right => width,
        };
        assert!(matches!(style.anchor().v_pos, VPos::Center));
        let area = Area::new(f64::from(x) - left, f64::from(y) - height / 2.0, width, height);
        self.texts.push((words.to_owned(), area));
        Ok(())
    }
}

/// Takes everything and keeps nothing.
pub struct Nothing;

impl DrawingBackend for Nothing {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        (0, 0)
    }

    fn ensure_prepared(&mut self) -> Done {
        Ok(())
    }

    fn present(&mut self) -> Done {
        Ok(())
    }

    fn draw_pixel(&mut self, _: BackendCoord, _: BackendColor) -> Done {
        Ok(())
    }

    fn draw_rect<S: BackendStyle>(&mut self, _: BackendCoord, _: BackendCoord, _: &S, _: bool) -> Done {
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, _: &S) -> Done {
        path.into_iter().for_each(drop);
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Done {
        self.draw_path(path, style)
    }

    fn draw_circle<S: BackendStyle>(&mut self, _: BackendCoord, _: u32, _: &S, _: bool) -> Done {
        Ok(())
    }

    fn draw_text<S: BackendTextStyle>(&mut self, _: &str, _: &S, _: BackendCoord) -> Done {
        Ok(())
    }
}
