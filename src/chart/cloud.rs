//! Many points in few rectangles: what both kinds of clouds share.
//!
//! Nineteen thousand squares are too many calls for a canvas and too large a file. So points are gathered in cells of
//! two pixels, and neighbours of one look are painted together.

use super::sketch::{Area, Paint, Sketch};

/// From how many points on they are gathered.
pub const MANY: usize = 2000;
/// The side of a cell.
const CELL: f64 = 2.0;

/// A grid over a sketch; what its cells hold says how they look.
pub struct Cells<T> {
    columns: usize,
    cells: Vec<Option<T>>,
}

impl<T: Copy + PartialEq> Cells<T> {
    /// A grid of empty cells over all of a sketch.
    pub fn over(sketch: &Sketch) -> Self {
        let [columns, rows] = [sketch.bounds.width, sketch.bounds.height].map(|side| (side / CELL).ceil() as usize + 1);
        Self { columns, cells: vec![None; columns * rows] }
    }

    /// Puts a point into its cell, or changes what is there; a point outside of the sketch is passed over.
    pub fn add(&mut self, (x, y): (f64, f64), new: T, change: impl FnOnce(&mut T)) {
        let (column, row) = ((x / CELL).floor(), (y / CELL).floor());
        if column < 0.0 || row < 0.0 || column >= self.columns as f64 {
            return;
        }
        match self.cells.get_mut(row as usize * self.columns + column as usize) {
            Some(Some(cell)) => change(cell),
            Some(cell) => *cell = Some(new),
            None => {}
        }
    }

    /// Paints the cells, runs of equal ones in one, each as the look `look` says. One look after the other: cells don't
    /// overlap, and a canvas that is told a new colour for every run is mostly told colours.
    pub fn paint(self, sketch: &mut Sketch, looks: &[Paint], look: impl Fn(T) -> usize) {
        let mut areas = vec![Vec::new(); looks.len()];
        for (row, cells) in self.cells.chunks(self.columns).enumerate() {
            let mut column = 0;
            for run in cells.chunk_by(|left, right| left == right) {
                if let Some(Some(cell)) = run.first()
                    && let Some(areas) = areas.get_mut(look(*cell))
                {
                    areas.push(Area::new(column as f64 * CELL, row as f64 * CELL, run.len() as f64 * CELL, CELL));
                }
                column += run.len();
            }
        }
        for (areas, look) in areas.into_iter().zip(looks) {
            areas.into_iter().for_each(|area| sketch.rect(area, *look));
        }
    }
}
