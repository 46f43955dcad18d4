//! What is drawn on a poster below its title: always the same for the same anime, so that a visitor comes to know it.
//!
//! Colours are not decided here: a poster names the genres that give it its two hues, and the style sheet does the rest.

use super::title_layout::HEIGHT;
use crate::catalog::AnimeRef;

/// How many neutral hues the style sheet has for anime without a genre that has a hue of its own.
const OTHER_HUES: u32 = 6;

/// The genres with a hue of their own in the style sheet: the name, and the part of the class names. The more telling
/// ones come first: by the order of the data, which is the alphabet's, half of all posters would be those of Action.
const HUES: [(&str, &str); 23] = [
    ("Avant Garde", "avant-garde"),
    ("Girls Love", "girls-love"),
    ("Boys Love", "boys-love"),
    ("Gourmet", "gourmet"),
    ("Historical", "historical"),
    ("Horror", "horror"),
    ("Suspense", "suspense"),
    ("Mecha", "mecha"),
    ("School", "school"),
    ("Music", "music"),
    ("Sports", "sports"),
    ("Mystery", "mystery"),
    ("Supernatural", "supernatural"),
    ("Sci-Fi", "sci-fi"),
    ("Romance", "romance"),
    ("Slice of Life", "slice-of-life"),
    ("Kids", "kids"),
    ("Drama", "drama"),
    ("Adventure", "adventure"),
    ("Fantasy", "fantasy"),
    ("Ecchi", "ecchi"),
    ("Action", "action"),
    ("Comedy", "comedy"),
];

/// The pattern of a poster.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Pattern {
    /// Rings around a point low at the left.
    Circles,
    /// Rows of overlapping waves.
    Waves,
    /// A sun over water.
    Sun,
    /// Hills, one behind the other.
    Hills,
}

/// What a poster's drawing is made of.
#[derive(Clone, PartialEq, Debug)]
pub struct PosterArt {
    /// Classes that give the upper and the lower hue.
    pub classes: String,
    /// Which pattern.
    pub pattern: Pattern,
    /// The pattern's strokes or shapes as paths, the faintest first.
    pub paths: Vec<String>,
    /// A disc: centre and radius.
    pub disc: Option<(f32, f32, f32)>,
}

/// The drawing for an anime.
pub fn poster_art(anime: AnimeRef<'_>) -> PosterArt {
    let genres: Vec<&str> = anime.genre_names().collect();
    draw(anime.id().0, &genres)
}

/// The drawing for an id and genres; for equal ones always an equal drawing.
fn draw(id: u32, genres: &[&str]) -> PosterArt {
    let mut random = Random::new(id);
    let (pattern, paths, disc) = match id % 4 {
        0 => (Pattern::Circles, vec![circles(&mut random)], None),
        1 => (Pattern::Waves, vec![waves()], None),
        2 => {
            let disc = (26.0 + 20.0 * random.unit(), 66.0 + 32.0 * random.unit(), 20.0 + 12.0 * random.unit());
            (Pattern::Sun, vec![water(&mut random)], Some(disc))
        }
        _ => (Pattern::Hills, hills(&mut random), None),
    };
    PosterArt { classes: classes(id, genres), pattern, paths, disc }
}

fn classes(id: u32, genres: &[&str]) -> String {
    let mut hues = HUES.iter().filter(|(name, _)| genres.contains(name));
    match (hues.next(), hues.next()) {
        (Some((_, from)), Some((_, to))) => format!("from-{from} to-{to}"),
        (Some((_, from)), None) => format!("from-{from}"),
        _ => format!("from-other-{}", Random::new(id).next() % OTHER_HUES),
    }
}

fn circles(random: &mut Random) -> String {
    let (x, y) = (18.0 + 40.0 * random.unit(), 112.0 + 16.0 * random.unit());
    let rings = (0..9).map(|ring| {
        let radius = 12.0 + 13.0 * ring as f32;
        format!(
            "M{:.1} {y:.1}a{radius} {radius} 0 1 0 {} 0a{radius} {radius} 0 1 0 {} 0",
            x - radius,
            2.0 * radius,
            -2.0 * radius
        )
    });
    rings.collect()
}

fn waves() -> String {
    let mut path = String::new();
    for row in 0..9 {
        for column in 0..7 {
            let x = column as f32 * 20.0 - 10.0 + (row % 2) as f32 * 10.0;
            let y = HEIGHT - row as f32 * 10.0;
            path += &format!("M{x} {y}a10 10 0 0 1 20 0M{} {y}a6 6 0 0 1 12 0", x + 4.0);
        }
    }
    path
}

fn water(random: &mut Random) -> String {
    let lines = (0..5).map(|line| {
        let y = 112 + 11 * line;
        format!("M-5 {y}q32 {:.1} 64 0t66 0", -14.0 + 10.0 * random.unit())
    });
    lines.collect()
}

fn hills(random: &mut Random) -> Vec<String> {
    let hills = (0..7).map(|hill| {
        let x = -30.0 + 24.0 * hill as f32;
        let peak = 62.0 + 40.0 * random.unit();
        format!("M{x} {0}L{1} {peak:.1}L{2} {0}Z", HEIGHT + 10.0, x + 50.0, x + 100.0)
    });
    hills.collect()
}

/// Xorshift with a good mix at the start: the same numbers for the same id in every release and browser.
struct Random(u32);

impl Random {
    fn new(seed: u32) -> Self {
        let mut state = seed.wrapping_add(1).wrapping_mul(0x9e37_79b9);
        state = (state ^ (state >> 16)).wrapping_mul(0x85eb_ca6b);
        state = (state ^ (state >> 13)).wrapping_mul(0xc2b2_ae35);
        Self((state ^ (state >> 16)) | 1)
    }

    fn next(&mut self) -> u32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 17;
        self.0 ^= self.0 << 5;
        self.0
    }

    /// A number from 0 to 1.
    fn unit(&mut self) -> f32 {
        (self.next() >> 8) as f32 / (1u32 << 24) as f32
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_two_most_telling_genres_give_the_hues() {
        for (genres, expected) in [
            (vec!["Action", "Sci-Fi", "Comedy"], "from-sci-fi to-action"),
            (vec!["Space", "Sci-Fi"], "from-sci-fi"),
            (vec!["Slice of Life", "Super Power", "Comedy"], "from-slice-of-life to-comedy"),
        ] {
            assert_eq!(classes(1, &genres), expected);
        }
        assert!(classes(1, &[]).starts_with("from-other-"));
    }

    #[test]
    fn every_hue_is_in_the_style_sheet() {
        let tokens = include_str!("../../static/css/tokens.css");
        let posters = include_str!("../../static/css/posters.css");
        let others = (0..OTHER_HUES).map(|hue| format!("other-{hue}"));
        for class in HUES.iter().map(|(_, class)| (*class).to_owned()).chain(others) {
            assert!(tokens.contains(&format!("--hue-{class}:")), "{class} has no hue");
            assert!(posters.contains(&format!(".from-{class} {{")), "{class} has no upper hue");
        }
        for (_, class) in HUES {
            assert!(posters.contains(&format!(".to-{class} {{")), "{class} has no lower hue");
        }
    }

    proptest! {
        #[test]
        fn the_same_anime_always_has_the_same_poster(id: u32) {
            prop_assert_eq!(draw(id, &["Drama"]), draw(id, &["Drama"]));
        }
    }
}
