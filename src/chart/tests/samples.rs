//! Figures of every kind with numbers as they really are, for tests.

use crate::catalog::AnimeId;
use crate::eda::*;

/// What the numbers of samples are drawn with: splitmix64.
pub struct Dice(pub u64);

impl Dice {
    fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((bits ^ (bits >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    }

    fn normal(&mut self) -> f64 {
        (0..12).map(|_| self.next()).sum::<f64>() - 6.0
    }
}

pub fn axis(name: &str, log: bool) -> Axis {
    Axis { name: name.to_owned(), log }
}

pub fn figure(id: &'static str, title: &str, caption: &str, plot: Plot) -> Figure {
    Figure {
        id,
        section: Section::Titles,
        title: title.to_owned(),
        caption: caption.to_owned(),
        n: 21_904,
        left_out: vec![("without a genre".to_owned(), 5074)],
        unfiltered: None,
        plot,
    }
}

pub fn series(name: &str, values: Vec<f64>) -> Series {
    Series { name: name.to_owned(), values, is_you: false, own_scale: false }
}

pub fn yours(values: Vec<f64>) -> Series {
    Series { name: "You".to_owned(), values, is_you: true, own_scale: true }
}

fn strings(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

const GENRES: [(&str, f64); 20] = [
    ("Comedy", 7587.0),
    ("Fantasy", 5776.0),
    ("Action", 5192.0),
    ("Adventure", 4183.0),
    ("Sci-Fi", 3295.0),
    ("Drama", 2999.0),
    ("Romance", 2186.0),
    ("Slice of Life", 1843.0),
    ("Supernatural", 1546.0),
    ("Hentai", 1494.0),
    ("Mystery", 932.0),
    ("Sports", 896.0),
    ("Ecchi", 808.0),
    ("Horror", 589.0),
    ("Avant Garde", 570.0),
    ("Suspense", 289.0),
    ("Award Winning", 247.0),
    ("Boys Love", 193.0),
    ("Gourmet", 180.0),
    ("Girls Love", 120.0),
];

const TYPES: [(&str, f64); 9] = [
    ("TV", 6738.0),
    ("Movie", 4059.0),
    ("OVA", 4032.0),
    ("ONA", 3533.0),
    ("Music", 3008.0),
    ("Special", 2558.0),
    ("TV Special", 502.0),
    ("CM", 448.0),
    ("PV", 300.0),
];

pub fn bars(rows: &[(&str, f64)], horizontal: bool, more: Vec<Series>) -> Bars {
    Bars {
        horizontal,
        category: "Genre".to_owned(),
        value: axis("Titles", false),
        labels: rows.iter().map(|(label, _)| (*label).to_owned()).collect(),
        series: [vec![series("All titles", rows.iter().map(|(_, value)| *value).collect())], more].concat(),
    }
}

pub fn years() -> Columns {
    let mut dice = Dice(3);
    let years: Vec<u32> = (1917..2024).collect();
    let count = |year: &u32| {
        let rise = ((f64::from(*year) - 1960.0) / 57.0).max(0.02);
        (940.0 * rise.powf(2.2) * (0.9 + 0.2 * dice.next())).round().min(if *year > 2020 { 860.0 } else { 1000.0 })
    };
    let all: Vec<f64> = years.iter().map(count).collect();
    let premiered = all.iter().map(|value| (value * 0.31).round()).collect();
    let aired = all.iter().map(|value| value - (value * 0.31).round()).collect();
    let own = years.iter().map(|year| f64::from(u8::from([1998, 2006, 2009, 2013, 2016].contains(year)))).collect();
    Columns {
        x: axis("Year", false),
        y: axis("Titles", false),
        edges: years.iter().map(|year| f64::from(*year)).chain([2024.0]).collect(),
        labels: years.iter().map(u32::to_string).collect(),
        series: vec![series("Premiered", premiered), series("Aired", aired), yours(own)],
    }
}

pub fn tail() -> Columns {
    let edges: Vec<f64> = (0..18).map(|power| 2f64.powi(power)).collect();
    let labels = edges.windows(2).map(|pair| {
        if pair[1] - pair[0] <= 1.0 { format!("{}", pair[0]) } else { format!("{} to {}", pair[0], pair[1] - 1.0) }
    });
    let values = (0..17).map(|step| (240_000.0 * (-(f64::from(step) - 5.0).powi(2) / 18.0).exp()).round()).collect();
    Columns {
        x: axis("Ratings a user", true),
        y: axis("Users", false),
        labels: labels.collect(),
        edges,
        series: vec![series("Users", values)],
    }
}

pub fn ratings() -> Columns {
    let counts = [171_000.0, 254_000.0, 402_000.0, 960_000.0, 1_890_000.0, 3_700_000.0, 6_330_000.0, 6_420_000.0];
    Columns {
        x: axis("Rating", false),
        y: axis("Ratings", false),
        edges: (1..=11).map(f64::from).collect(),
        labels: (1..=10).map(|rating| rating.to_string()).collect(),
        series: vec![
            series("Everyone", [&counts[..], &[4_200_000.0, 2_800_000.0]].concat()),
            yours(vec![0.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0, 3.0, 5.0, 4.0]),
        ],
    }
}

pub fn cloud(count: usize) -> (Vec<Point>, Vec<String>) {
    let mut dice = Dice(11);
    let point = |index: usize| {
        let score = (6.4 + 0.9 * dice.normal()).clamp(1.5, 9.3);
        let members = 10f64.powf((3.2 + 0.7 * (score - 6.4) + 0.7 * dice.normal()).clamp(1.5, 6.5)).round();
        let rank = (20_000.0 * (1.0 - (members.log10() - 1.5) / 5.0) + 1.0).round();
        Point {
            anime: AnimeId(index as u32 + 1),
            x: members as f32,
            y: ((score * 100.0).round() / 100.0) as f32,
            z: 0.0,
            is_yours: count > 100 && index % (count / 5) == count / 11,
        }
        .with_rank(rank)
    };
    let titles = (0..count).map(|index| match index % 4 {
        0 => format!("Fullmetal Alchemist {index}"),
        1 => format!("Shoujo Kakumei Utena: Adolescence Mokushiroku {index}"),
        2 => format!("海辺の探偵 {index}"),
        _ => format!("Title {index}"),
    });
    ((0..count).map(point).collect(), titles.collect())
}

trait WithRank {
    fn with_rank(self, rank: f64) -> Self;
}

impl WithRank for Point {
    /// Keeps a popularity rank until it is known whether the cloud is plane.
    fn with_rank(self, rank: f64) -> Self {
        Self { z: rank as f32, ..self }
    }
}

pub fn points(count: usize) -> Points {
    let (points, titles) = cloud(count);
    let points = points.into_iter().map(|point| Point { z: 0.0, ..point }).collect();
    Points { x: axis("Members", true), y: axis("Score", false), points, titles }
}

pub fn space(count: usize) -> Space {
    let (points, titles) = cloud(count);
    let points = points.into_iter().map(|point| Point { x: point.z, y: point.x, z: point.y, ..point }).collect();
    Space { axes: [axis("Popularity rank", false), axis("Members", true), axis("Score", false)], points, titles }
}

pub fn distributions(log: bool, own: bool) -> Distributions {
    let mut dice = Dice(5);
    let group = |(place, (label, n)): (usize, &(&str, f64))| {
        let middle = if log { 3.4 - 0.2 * place as f64 } else { 6.9 - 0.13 * place as f64 };
        let count = (*n as usize).min(2500);
        let mut values: Vec<f64> = (0..count).map(|_| middle + 0.8 * dice.normal()).collect();
        values.sort_by(f64::total_cmp);
        let cast = |value: f64| if log { 10f64.powf(value).round() + 1.0 } else { value.clamp(1.8, 9.3) };
        let values: Vec<f64> = values.into_iter().map(cast).collect();
        let at = |share: f64| values[((values.len() - 1) as f64 * share) as usize];
        let quartiles = [at(0.25), at(0.5), at(0.75)];
        let reach = 1.5 * (quartiles[2] - quartiles[0]);
        let (low, high) = (quartiles[0] - reach, quartiles[2] + reach);
        let within: Vec<f64> = values.iter().copied().filter(|value| (low..=high).contains(value)).collect();
        let density = (0..=60).map(|step| {
            let value = -2.4 + 4.8 * f64::from(step) / 60.0;
            (cast(middle + value), (-value * value / 1.28).exp() * (1.0 + 0.3 * (value * 2.0).sin()))
        });
        Distribution {
            label: (*label).to_owned(),
            n: *n as u64,
            quartiles,
            whiskers: [within[0], within[within.len() - 1]],
            range: [at(0.0), at(1.0)],
            outliers: values.iter().copied().filter(|value| !(low..=high).contains(value)).collect(),
            density: density.collect(),
            yours: if own && place < 2 { vec![at(0.8), at(0.95)] } else { Vec::new() },
        }
    };
    Distributions {
        category: "Type".to_owned(),
        value: if log { axis("Members", true) } else { axis("Score", false) },
        groups: TYPES.iter().enumerate().map(group).collect(),
    }
}

pub fn slices(rows: &[(&str, u64, Option<u64>)]) -> Vec<Slice> {
    rows.iter()
        .map(|(label, count, yours)| Slice {
            label: (*label).to_owned(),
            count: *count,
            yours: *yours,
            parts: Vec::new(),
        })
        .collect()
}

pub fn shares() -> Shares {
    let steps = ["1960s", "1970s", "1980s", "1990s", "2000s", "2010s", "2020s"];
    let genre = |(place, name): (usize, &str)| {
        let value = |step: usize| ((80.0 + 40.0 * ((place * 5 + step * 2) as f64).sin()) * (step + 1) as f64).round();
        series(name, (0..steps.len()).map(value).collect())
    };
    let names = ["Comedy", "Fantasy", "Action", "Adventure", "Sci-Fi", "Drama", "Slice of Life", "Other genres"];
    Shares {
        x: axis("Decade", false),
        labels: strings(&steps),
        series: names.into_iter().enumerate().map(genre).collect(),
    }
}

pub fn heat(count: usize) -> Heat {
    let value = |cell: usize| {
        let (row, column) = (cell / count, cell % count);
        let (a, b) = (GENRES[row.min(column)].1, GENRES[row.max(column)].1);
        if row == column { a } else { (a * b / 21_000.0 * (1.2 + ((row * column) as f64).sin())).round() }
    };
    Heat {
        value: axis("Titles", false),
        labels: GENRES[..count].iter().map(|(name, _)| (*name).to_owned()).collect(),
        values: (0..count * count).map(value).collect(),
    }
}

pub fn words() -> Vec<Word> {
    let more =
        [("Kids", 2100), ("School", 1890), ("Music", 3300), ("Mecha", 1180), ("Historical", 1300), ("Parody", 760)];
    let genres = GENRES.iter().map(|(name, count)| (*name, *count as u64));
    let all = genres.chain(more).chain([("Psychological", 420), ("Isekai", 310), ("Mahou Shoujo", 290)]);
    all.map(|(text, count)| Word {
        text: text.to_owned(),
        count,
        is_yours: ["Drama", "Mystery", "School"].contains(&text),
    })
    .collect()
}

/// Every kind, some of them twice.
pub fn all() -> Vec<Figure> {
    let own = || yours((0..20).map(|place| f64::from(u8::from(place % 3 == 0)) * f64::from(5 - place / 4)).collect());
    let n = "Titles a genre · n = 21,904, 5,074 without a genre left out";
    let locations = [
        ("Moscow, Russia", 401.0),
        ("Somewhere quite far away in the north of Norway", 380.0),
        ("東京都、日本", 122.0),
        ("Poland", 91.0),
    ];
    let places = slices(&[("Male", 54_769, None), ("Female", 35_121, None), ("Non-Binary", 1_470, None)]);
    let seasons =
        [("spring", 1790, Some(3)), ("fall", 1630, Some(1)), ("summer", 1180, None), ("winter", 1130, Some(1))];
    let stages: Vec<_> = ["TV", "Movie", "OVA", "ONA", "Music", "Special", "TV Special", "CM", "PV"]
        .map(|name| (name, 100, None))
        .into();
    let kinds = [
        ("genres", "Comedy leads every other genre", Plot::Bars(bars(&GENRES[..8], true, vec![]))),
        ("genres-you", "You watch more drama than others do", Plot::Bars(bars(&GENRES, true, vec![own()]))),
        ("types", "TV series are a quarter of all titles", Plot::Bars(bars(&TYPES, false, vec![]))),
        ("locations", "Most users write Moscow", Plot::Bars(bars(&locations, true, vec![]))),
        ("years", "Production rose until 2016", Plot::Columns(years())),
        ("tail", "Few users rate thousands", Plot::Columns(tail())),
        ("ratings", "An 8 is the most frequent rating", Plot::Columns(ratings())),
        ("members", "The better known, the higher the score", Plot::Points(points(19_000))),
        ("few", "A few titles", Plot::Points(points(150))),
        ("space", "Members and rank tell the same", Plot::Space(space(19_000))),
        ("popularity", "Films are better known than music videos", Plot::Violins(distributions(true, true))),
        ("scores", "TV series score higher than films", Plot::Boxes(distributions(false, true))),
        ("gender", "Three in five users are male", Plot::Donut(places)),
        ("seasons", "Spring and autumn bring the most", Plot::Donut(slices(&seasons))),
        ("many", "Nine parts", Plot::Donut(slices(&stages))),
        ("decades", "Fantasy grew with each decade", Plot::Shares(shares())),
        ("pairs", "Action goes with adventure", Plot::Heat(heat(20))),
        ("few-pairs", "Comedy goes with everything", Plot::Heat(heat(8))),
        ("words", "Comedy is the largest word", Plot::Words(words())),
    ];
    kinds.into_iter().map(|(id, title, plot)| figure(id, title, n, plot)).collect()
}
