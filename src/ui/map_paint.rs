//! The dots of the map as pixels. Ten thousand of them are painted sixty times a second while the map is moved, which is
//! more than a canvas's own circles can do; a dot here is a small stamp of shares that is mixed into the picture.

use super::map_view::{MapPoints, MapView, Size};

/// Red, green, blue.
pub type Rgb = [u8; 3];

/// A picture of rows of pixels, four bytes each.
#[derive(Default)]
pub struct Picture {
    /// Pixels to the right.
    pub width: usize,
    /// Pixels downwards.
    pub height: usize,
    /// Red, green, blue and opacity of each pixel.
    pub pixels: Vec<u8>,
    stamps: Vec<Stamp>,
}

/// How much of each pixel a disc covers, 0 to 255.
struct Stamp {
    /// Pixels from the middle to the edge.
    reach: i32,
    /// `[2 reach + 1, 2 reach + 1]`.
    cover: Vec<u8>,
}

/// Stamps for each pixel of a radius, so that sizes change smoothly.
const STEPS: f64 = 4.0;
/// The largest radius, in pixels.
const LARGEST: f64 = 24.0;

impl Stamp {
    fn new(radius: f64) -> Self {
        let reach = (radius + 0.5).ceil() as i32;
        let cover = (-reach..=reach).flat_map(|y| (-reach..=reach).map(move |x| (x, y))).map(|(x, y)| {
            // A pixel at the edge is covered by as much as the edge is past its middle.
            let distance = f64::from(x).hypot(f64::from(y));
            ((radius + 0.5 - distance).clamp(0.0, 1.0) * 255.0).round() as u8
        });
        Self { reach, cover: cover.collect() }
    }
}

/// The radius of a dot in CSS pixels: more for what is well known, more the nearer one looks.
pub fn radius(fame: f32, zoom: f64) -> f64 {
    (0.7 + 1.6 * f64::from(fame).powi(3)) * zoom.powf(0.35)
}

impl Picture {
    /// Paints all dots of a view on a ground; `colours` has one for each kind of titles, `scale` pixels are one CSS pixel.
    pub fn paint(&mut self, map: &MapPoints, view: MapView, size: Size, scale: f64, ground: Rgb, colours: &[Rgb]) {
        self.width = (size.width * scale).round().max(1.0) as usize;
        self.height = (size.height * scale).round().max(1.0) as usize;
        let [red, green, blue] = ground;
        self.pixels.clear();
        self.pixels.extend([red, green, blue, 255].repeat(self.width * self.height));
        if self.stamps.is_empty() {
            self.stamps = (0..=(LARGEST * STEPS) as usize).map(|step| Stamp::new(step as f64 / STEPS)).collect();
        }
        for point in map.points() {
            let (x, y) = view.to_canvas(size, point.place);
            let stamp = (radius(point.fame, view.zoom) * scale).min(LARGEST) * STEPS;
            let colour = colours.get(point.kind).or(colours.last()).copied().unwrap_or(ground);
            self.stamp(stamp.round() as usize, ((x * scale) as i32, (y * scale) as i32), colour);
        }
    }

    fn stamp(&mut self, stamp: usize, (x, y): (i32, i32), colour: Rgb) {
        let Some(stamp) = self.stamps.get(stamp) else { return };
        let reach = stamp.reach;
        let (width, height) = (self.width as i32, self.height as i32);
        if x + reach < 0 || y + reach < 0 || x - reach >= width || y - reach >= height {
            return;
        }
        let side = 2 * reach + 1;
        for row in 0..side {
            let py = y - reach + row;
            if !(0..height).contains(&py) {
                continue;
            }
            for column in 0..side {
                let px = x - reach + column;
                let cover = u32::from(stamp.cover[(row * side + column) as usize]);
                if cover == 0 || !(0..width).contains(&px) {
                    continue;
                }
                let at = 4 * (py * width + px) as usize;
                for (pixel, colour) in self.pixels[at..at + 3].iter_mut().zip(colour) {
                    *pixel = ((u32::from(*pixel) * (255 - cover) + u32::from(colour) * cover) / 255) as u8;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::{Anime, AnimeId, Atlas, Catalogue, DataSet, Place};

    const INK: Rgb = [10, 20, 30];
    const PAPER: Rgb = [250, 240, 230];

    #[test]
    fn a_dot_is_where_its_title_is_and_nothing_is_painted_elsewhere() {
        let catalogue = Catalogue::new((1..=3).map(|id| Anime::titled(id, "A title")).collect(), DataSet::default());
        let place = |id, x, y| Place { anime_id: AnimeId(id), x, y };
        let atlas = Atlas::new(vec![place(1, 0.0, 0.0), place(2, 1.0, 1.0), place(3, 0.5, 0.5)]);
        let map = MapPoints::new(&atlas, &catalogue);
        let size = Size { width: 60.0, height: 60.0 };
        let mut picture = Picture::default();
        picture.paint(&map, MapView::default(), size, 2.0, PAPER, &[INK; 8]);
        assert_eq!((picture.width, picture.height, picture.pixels.len()), (120, 120, 4 * 120 * 120));
        let pixel = |x: usize, y: usize| &picture.pixels[4 * (y * 120 + x)..][..4];
        assert_eq!(pixel(60, 60), [10, 20, 30, 255]);
        assert_eq!(pixel(60, 30), [250, 240, 230, 255]);
        let painted = picture.pixels.chunks(4).filter(|pixel| pixel[..3] != PAPER).count();
        // Three dots of a radius of 1.4 pixels, with their soft edges.
        assert!((9..60).contains(&painted), "{painted}");
        // Far off the canvas nothing is painted, and nothing fails.
        let far = MapView { centre: (0.0, 1.0), zoom: 60.0 };
        picture.paint(&map, far, size, 1.0, PAPER, &[INK; 8]);
        assert!(picture.pixels.chunks(4).all(|pixel| pixel[..3] == PAPER));
    }
}
