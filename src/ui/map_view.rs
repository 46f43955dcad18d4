//! How a visitor looks at the map: which part, how near, and what is there.

use crate::catalog::{AnimeId, Atlas, Catalogue};

/// The part of the map that is seen: what stands in the middle, and by how much the whole is enlarged.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct MapView {
    /// The middle, in the map's own measure of 0 to 1.
    pub centre: (f64, f64),
    /// 1 shows everything.
    pub zoom: f64,
}

/// As near as one can go.
const NEAREST: f64 = 60.0;
/// Room around the whole map, as a share of the shorter side.
const ROOM: f64 = 0.92;

impl Default for MapView {
    fn default() -> Self {
        Self { centre: (0.5, 0.5), zoom: 1.0 }
    }
}

/// The size of the canvas, in CSS pixels.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Size {
    /// To the right.
    pub width: f64,
    /// Downwards.
    pub height: f64,
}

impl MapView {
    /// CSS pixels for the whole width of the map.
    pub fn scale(self, size: Size) -> f64 {
        size.width.min(size.height) * ROOM * self.zoom
    }

    /// Where a place is on the canvas.
    pub fn to_canvas(self, size: Size, (x, y): (f64, f64)) -> (f64, f64) {
        let scale = self.scale(size);
        (size.width / 2.0 + (x - self.centre.0) * scale, size.height / 2.0 + (y - self.centre.1) * scale)
    }

    /// Which place is there on the canvas.
    pub fn to_map(self, size: Size, (x, y): (f64, f64)) -> (f64, f64) {
        let scale = self.scale(size);
        (self.centre.0 + (x - size.width / 2.0) / scale, self.centre.1 + (y - size.height / 2.0) / scale)
    }

    /// The view after a drag by so many CSS pixels.
    pub fn dragged(self, size: Size, (x, y): (f64, f64)) -> Self {
        let scale = self.scale(size);
        Self { centre: (self.centre.0 - x / scale, self.centre.1 - y / scale), ..self }.within()
    }

    /// The view so many times nearer, with what is at a point of the canvas staying there.
    pub fn zoomed(self, size: Size, times: f64, at: (f64, f64)) -> Self {
        let before = self.to_map(size, at);
        let nearer = Self { zoom: (self.zoom * times).clamp(1.0, NEAREST), ..self };
        let after = nearer.to_map(size, at);
        let centre = (nearer.centre.0 + before.0 - after.0, nearer.centre.1 + before.1 - after.1);
        Self { centre, ..nearer }.within()
    }

    /// The view with a place in the middle, near enough to tell it from those around it.
    pub fn at(self, place: (f64, f64)) -> Self {
        Self { centre: place, zoom: self.zoom.max(8.0) }
    }

    /// Never wholly beside the map; and the whole map in the middle.
    fn within(self) -> Self {
        let reach = 0.5 * (1.0 - 1.0 / self.zoom);
        let clamp = |value: f64| value.clamp(0.5 - reach, 0.5 + reach);
        Self { centre: (clamp(self.centre.0), clamp(self.centre.1)), ..self }
    }
}

/// Kinds of titles that have a colour of their own, by a genre each; the first that a title has is its kind.
pub const KINDS: [&str; 7] = ["Sci-Fi", "Romance", "Slice of Life", "Fantasy", "Action", "Drama", "Comedy"];

/// A part of the map where a genre is at home.
#[derive(Clone, PartialEq, Debug)]
pub struct Region {
    /// The genre, as the data has it.
    pub genre: String,
    /// Its middle.
    pub place: (f64, f64),
}

/// A title on the map.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Point {
    /// Which.
    pub anime_id: AnimeId,
    /// Where, from 0 to 1.
    pub place: (f64, f64),
    /// The place of its kind in [`KINDS`]; their number for any other.
    pub kind: usize,
    /// From 0 to 1, how well it is known.
    pub fame: f32,
}

/// The titles of a map, ready to be drawn, found and listed.
#[derive(Clone, PartialEq, Debug)]
pub struct MapPoints {
    /// The least known first: what is well known is drawn above them.
    points: Vec<Point>,
    regions: Vec<Region>,
    /// For each cell of a grid over the map its points.
    cells: Vec<Vec<u32>>,
}

/// Cells of the grid to each side.
const CELLS: usize = 64;

impl MapPoints {
    /// The titles of an atlas that the catalogue has, without the explicit ones.
    pub fn new(atlas: &Atlas, catalogue: &Catalogue) -> Self {
        let mut points: Vec<(u32, Point)> = Vec::new();
        for place in atlas.places() {
            let Some(anime) = catalogue.get(place.anime_id).filter(|anime| !anime.is_explicit()) else { continue };
            let kind = KINDS.iter().position(|kind| anime.genre_names().any(|genre| genre == *kind));
            let members = anime.members().unwrap_or(0);
            let fame = ((f64::from(members) + 1.0).log10() / 6.5).min(1.0) as f32;
            let place = (f64::from(place.x), f64::from(place.y));
            points.push((members, Point { anime_id: anime.id(), place, kind: kind.unwrap_or(KINDS.len()), fame }));
        }
        points.sort_by_key(|(members, point)| (*members, point.anime_id));
        let points: Vec<Point> = points.into_iter().map(|(_, point)| point).collect();
        let mut cells = vec![Vec::new(); CELLS * CELLS];
        for (index, point) in points.iter().enumerate() {
            cells[cell(point.place.0) + CELLS * cell(point.place.1)].push(index as u32);
        }
        let regions = regions(&points, catalogue);
        Self { points, regions, cells }
    }

    /// Where genres are at home.
    pub fn regions(&self) -> &[Region] {
        &self.regions
    }

    /// All of them, the least known first.
    pub fn points(&self) -> &[Point] {
        &self.points
    }

    /// The point nearest to a place, no farther away than `reach`; of those it covers, the best known.
    pub fn nearest(&self, (x, y): (f64, f64), reach: f64) -> Option<Point> {
        let distance = |point: &Point| (point.place.0 - x).hypot(point.place.1 - y);
        let near = self.within((x - reach, y - reach), (x + reach, y + reach)).filter(|point| distance(point) <= reach);
        near.min_by(|a, b| distance(a).total_cmp(&distance(b)).then(b.fame.total_cmp(&a.fame))).copied()
    }

    /// The points of a rectangle of the map.
    pub fn within(&self, from: (f64, f64), to: (f64, f64)) -> impl Iterator<Item = &Point> {
        let (columns, rows) = (cell(from.0)..=cell(to.0), cell(from.1)..=cell(to.1));
        let cells = rows.flat_map(move |row| columns.clone().map(move |column| column + CELLS * row));
        let points = cells.flat_map(|cell| &self.cells[cell]).map(|index| &self.points[*index as usize]);
        points.filter(move |point| (from.0..=to.0).contains(&point.place.0) && (from.1..=to.1).contains(&point.place.1))
    }

    /// How many titles a view shows, and the `count` best known of them, the best known first.
    pub fn in_view(&self, view: MapView, size: Size, count: usize) -> (usize, Vec<Point>) {
        let (from, to) = (view.to_map(size, (0.0, 0.0)), view.to_map(size, (size.width, size.height)));
        let mut seen: Vec<Point> = self.within(from, to).copied().collect();
        let all = seen.len();
        seen.sort_by(|a, b| b.fame.total_cmp(&a.fame).then(a.anime_id.cmp(&b.anime_id)));
        seen.truncate(count);
        (all, seen)
    }
}

/// Cells to each side of the grid that regions are found in.
const REGION_CELLS: usize = 12;
/// The fewest titles that make a region.
const REGION_LEAST: usize = 24;
/// How many times as frequent as on the whole map a genre must be in its region.
const REGION_LIFT: f64 = 2.0;

/// For each genre the cell where it is most at home: where the titles of it are most above what chance would put there. Of
/// the genres of one cell, and of cells side by side, the one that is most at home names it.
fn regions(points: &[Point], catalogue: &Catalogue) -> Vec<Region> {
    let cell = |value: f64| ((value * REGION_CELLS as f64) as usize).min(REGION_CELLS - 1);
    let genres: Vec<&str> = catalogue.genres().map(|(_, name)| name).collect();
    let mut counts = vec![vec![0usize; REGION_CELLS * REGION_CELLS]; genres.len()];
    let mut all = vec![0usize; REGION_CELLS * REGION_CELLS];
    for point in points {
        let at = cell(point.place.0) + REGION_CELLS * cell(point.place.1);
        all[at] += 1;
        let genres = catalogue.get(point.anime_id).into_iter().flat_map(|anime| anime.genres());
        genres.for_each(|genre| counts[usize::from(genre.0)][at] += 1);
    }
    let mut found: Vec<(f64, Region, (usize, usize))> = Vec::new();
    for (genre, counts) in genres.iter().zip(&counts) {
        let share = counts.iter().sum::<usize>() as f64 / points.len().max(1) as f64;
        let home = |at: usize| (counts[at] as f64 - share * all[at] as f64) / (share * all[at] as f64).max(1.0).sqrt();
        let is_region =
            |at: &usize| counts[*at] >= REGION_LEAST && counts[*at] as f64 > REGION_LIFT * share * all[*at] as f64;
        let best = (0..all.len()).filter(is_region).max_by(|a, b| home(*a).total_cmp(&home(*b)));
        if let Some(at) = best.filter(|_| *genre != "Award Winning") {
            let (column, row) = (at % REGION_CELLS, at / REGION_CELLS);
            let middle = |cell: usize| (cell as f64 + 0.5) / REGION_CELLS as f64;
            let region = Region { genre: (*genre).to_owned(), place: (middle(column), middle(row)) };
            found.push((home(at), region, (column, row)));
        }
    }
    found.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut taken: Vec<(usize, usize)> = Vec::new();
    let is_free = |taken: &[(usize, usize)], cell: (usize, usize)| {
        taken.iter().all(|other| other.0.abs_diff(cell.0) > 2 || other.1.abs_diff(cell.1) > 0)
    };
    let mut regions = Vec::new();
    for (_, region, cell) in found {
        if is_free(&taken, cell) {
            taken.push(cell);
            regions.push(region);
        }
    }
    regions
}

fn cell(value: f64) -> usize {
    ((value * CELLS as f64) as usize).min(CELLS - 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::{Anime, DataSet, Place};
    use proptest::prelude::*;

    const SIZE: Size = Size { width: 800.0, height: 500.0 };

    fn points(places: &[(u32, f32, f32)]) -> MapPoints {
        let anime = places.iter().map(|(id, ..)| Anime { members: Some(id * 100), ..Anime::titled(*id, "A title") });
        let catalogue = Catalogue::new(anime.collect(), DataSet::default());
        // Two corners far apart, so that the map's measure is the places' own.
        let place = |(id, x, y): &(u32, f32, f32)| Place { anime_id: AnimeId(*id), x: *x, y: *y };
        MapPoints::new(&Atlas::new(places.iter().map(place).collect()), &catalogue)
    }

    #[test]
    fn titles_are_found_where_they_are_and_listed_by_fame() {
        let map = points(&[(1, 0.0, 0.0), (2, 1.0, 1.0), (3, 0.5, 0.5), (4, 0.52, 0.5)]);
        let id = |found: Option<Point>| found.map(|point| point.anime_id.0);
        assert_eq!(id(map.nearest((0.505, 0.5), 0.03)), Some(3));
        assert_eq!(id(map.nearest((0.515, 0.5), 0.03)), Some(4));
        assert_eq!(id(map.nearest((0.3, 0.3), 0.03)), None);
        let ids = |found: &[Point]| found.iter().map(|point| point.anime_id.0).collect::<Vec<_>>();
        let (all, first) = map.in_view(MapView::default(), SIZE, 2);
        assert_eq!((all, ids(&first)), (4, vec![4, 3]));
        let near = MapView::default().zoomed(SIZE, 6.0, (400.0, 250.0));
        assert_eq!(map.in_view(near, SIZE, 9).0, 2);
        assert_eq!(ids(map.points()), [1, 2, 3, 4], "the best known is drawn last");
    }

    proptest! {
        #[test]
        fn what_is_under_the_pointer_stays_there(
            x in 0f64..800.0, y in 0f64..500.0, times in prop::collection::vec(0.5f64..3.0, 0..8),
            drags in prop::collection::vec((-900f64..900.0, -900f64..900.0), 0..8),
        ) {
            let mut view = MapView::default().zoomed(SIZE, 20.0, (400.0, 250.0));
            for times in times {
                let before = view.to_map(SIZE, (x, y));
                let next = view.zoomed(SIZE, times, (x, y));
                let free = next == MapView { centre: next.centre, ..next.within() };
                let after = next.to_map(SIZE, (x, y));
                // Unless the edge of the map holds the view back.
                let at_edge = (next.centre.0 - 0.5).abs().max((next.centre.1 - 0.5).abs()) >= 0.5 * (1.0 - 1.0 / next.zoom) - 1e-9;
                prop_assert!(free && (at_edge || (before.0 - after.0).abs() + (before.1 - after.1).abs() < 1e-9));
                view = next;
            }
            for drag in drags {
                view = view.dragged(SIZE, drag);
                let there = view.to_canvas(SIZE, view.to_map(SIZE, (x, y)));
                prop_assert!((there.0 - x).abs() + (there.1 - y).abs() < 1e-6);
                prop_assert!((0.0..=1.0).contains(&view.centre.0) && (0.0..=1.0).contains(&view.centre.1));
            }
        }
    }
}
