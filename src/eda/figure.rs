//! A figure: what a chart shows, as numbers and words, without a pixel.
//!
//! Every number that a chart draws stands in its figure, and [`Figure::table`] gives each of them as a row.

use crate::catalog::AnimeId;

/// Where on the page a figure stands.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Section {
    /// What there is: types, genres, words.
    Titles,
    /// How it is rated and how well it is known.
    Scores,
    /// When it came out.
    Time,
    /// Who made it, and of what.
    Makers,
    /// Who watches.
    People,
    /// What the users' ratings say.
    Ratings,
}

/// The numbers and words of one chart.
#[derive(Clone, PartialEq, Debug)]
pub struct Figure {
    /// Short, of lower-case letters and hyphens; the name of its files and its anchor, such as `genres`.
    pub id: &'static str,
    /// Where it stands.
    pub section: Section,
    /// The finding in a sentence without a full stop, such as `Comedy leads every other genre`.
    pub title: String,
    /// What is counted, n, and what was left out.
    pub caption: String,
    /// How many things were counted.
    pub n: u64,
    /// What was left out and how many, such as (`without a genre`, 5074).
    pub left_out: Vec<(String, u64)>,
    /// What the filters do not reach, if so, such as `Users have no type: filters don't act here`.
    pub unfiltered: Option<String>,
    /// The numbers.
    pub plot: Plot,
}

/// An axis in words.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Axis {
    /// What stands along it, such as `Score` or `Titles`.
    pub name: String,
    /// Whether it is logarithmic; then its values are above 0.
    pub log: bool,
}

/// The kinds of charts and their numbers.
#[derive(Clone, PartialEq, Debug)]
pub enum Plot {
    /// A bar a category; with several series, side by side.
    Bars(Bars),
    /// A bar a step of a number (years, ages, ratings), which can be zoomed.
    Columns(Columns),
    /// Points in the plane.
    Points(Points),
    /// Points in space.
    Space(Space),
    /// A density a category, with its quartiles.
    Violins(Distributions),
    /// Quartiles, whiskers and outliers a category.
    Boxes(Distributions),
    /// Shares of a whole.
    Donut(Vec<Slice>),
    /// Shares of a whole along a number (genres over decades).
    Shares(Shares),
    /// A value a pair of categories.
    Heat(Heat),
    /// Words, the larger the more often.
    Words(Vec<Word>),
}

/// Bars of categories.
#[derive(Clone, PartialEq, Debug)]
pub struct Bars {
    /// Whether the bars lie, which suits long names.
    pub horizontal: bool,
    /// What the categories are, such as `Genre`.
    pub category: String,
    /// What the lengths are.
    pub value: Axis,
    /// The categories, in the order they are drawn.
    pub labels: Vec<String>,
    /// The lengths; the first series is everyone's, a second one the visitor's own, on a scale of its own maximum where
    /// [`Series::own_scale`] says so.
    pub series: Vec<Series>,
}

/// One series of values, one a category or a step.
#[derive(Clone, PartialEq, Debug)]
pub struct Series {
    /// Its name in the legend, such as `All titles` or `You`.
    pub name: String,
    /// One value a label; not a number where there is none.
    pub values: Vec<f64>,
    /// Whether it is the visitor's.
    pub is_you: bool,
    /// Whether its bars are drawn relative to its own greatest value, as a visitor's five picks would not be seen beside
    /// seven thousand titles. Values stay counts.
    pub own_scale: bool,
}

/// Bars along a number.
#[derive(Clone, PartialEq, Debug)]
pub struct Columns {
    /// What stands along the axis, such as `Year`; logarithmic for a long tail.
    pub x: Axis,
    /// What the heights are.
    pub y: Axis,
    /// The first value of each bar and, exclusive, the end of the last: one more than bars.
    pub edges: Vec<f64>,
    /// The name of each bar, such as `1987` or `16 to 31`.
    pub labels: Vec<String>,
    /// The heights, one a bar.
    pub series: Vec<Series>,
}

/// One anime as a point.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Point {
    /// Which.
    pub anime: AnimeId,
    /// The value along the first axis.
    pub x: f32,
    /// The value along the second.
    pub y: f32,
    /// The value along the third, in space; else 0.
    pub z: f32,
    /// Whether it is one of the visitor's picks.
    pub is_yours: bool,
}

/// A cloud of points in the plane.
#[derive(Clone, PartialEq, Debug)]
pub struct Points {
    /// The first axis.
    pub x: Axis,
    /// The second axis.
    pub y: Axis,
    /// The points and the titles of their anime, which say what a point is.
    pub points: Vec<Point>,
    /// The title of each point's anime.
    pub titles: Vec<String>,
}

/// A cloud of points in space, coloured by the last axis.
#[derive(Clone, PartialEq, Debug)]
pub struct Space {
    /// The axes x, y and z.
    pub axes: [Axis; 3],
    /// The points.
    pub points: Vec<Point>,
    /// The title of each point's anime.
    pub titles: Vec<String>,
}

/// Values by category, as a box or as a violin.
#[derive(Clone, PartialEq, Debug)]
pub struct Distributions {
    /// What the categories are, such as `Type`.
    pub category: String,
    /// What is measured.
    pub value: Axis,
    /// One a category.
    pub groups: Vec<Distribution>,
}

/// The distribution of a category.
#[derive(Clone, PartialEq, Debug)]
pub struct Distribution {
    /// The category.
    pub label: String,
    /// How many values.
    pub n: u64,
    /// The quartiles: lower, median, upper.
    pub quartiles: [f64; 3],
    /// The smallest and the largest value within 1.5 interquartile ranges of the box.
    pub whiskers: [f64; 2],
    /// The smallest and the largest value.
    pub range: [f64; 2],
    /// The values outside of the whiskers, sorted.
    pub outliers: Vec<f64>,
    /// For a violin: value and density, from the smallest value to the largest; the greatest density is 1.
    pub density: Vec<(f64, f64)>,
    /// The visitor's own values in this category.
    pub yours: Vec<f64>,
}

/// A share of a whole.
#[derive(Clone, PartialEq, Debug)]
pub struct Slice {
    /// What.
    pub label: String,
    /// How many.
    pub count: u64,
    /// How many of the visitor's picks, if any picks are there.
    pub yours: Option<u64>,
    /// What the count is made of, which the table keeps apart, such as (`Premiered`, 790); empty where it is one thing.
    pub parts: Vec<(&'static str, u64)>,
}

/// Shares along steps: each column adds up to 1.
#[derive(Clone, PartialEq, Debug)]
pub struct Shares {
    /// What stands along the axis, such as `Decade`.
    pub x: Axis,
    /// The steps, such as `1980s`.
    pub labels: Vec<String>,
    /// The counts of a step, one a label; shares are counts by the step's sum.
    pub series: Vec<Series>,
}

/// A value a pair of categories.
#[derive(Clone, PartialEq, Debug)]
pub struct Heat {
    /// What is counted.
    pub value: Axis,
    /// The categories of both sides.
    pub labels: Vec<String>,
    /// Row-major, `labels.len()` squared; symmetric.
    pub values: Vec<f64>,
}

/// A word of a cloud.
#[derive(Clone, PartialEq, Debug)]
pub struct Word {
    /// The word.
    pub text: String,
    /// How often.
    pub count: u64,
    /// Whether it is of one of the visitor's picks.
    pub is_yours: bool,
}
