//! Numbers and facts in words.

use crate::catalog::{AgeRating, AnimeRef, Kind};
use crate::engine::protocol::Backend;
use crate::language::letters::{capitals, small};
use crate::language::{self, names};
use crate::recommend::Opinion;
use crate::t;

pub use crate::eda::thousands;

/// A match between 0 and 1 as per cent; with a decimal near the top, where models tell titles apart by less than one
/// per cent, and never rounded up to certainty.
pub fn match_figure(score: f32) -> String {
    let percent = f64::from(score.clamp(0.0, 1.0)) * 100.0;
    if percent < 98.95 { format!("{percent:.0}%") } else { format!("{:.1}%", (percent * 10.0).floor() / 10.0) }
}

/// A cosine as per cent, with a true minus sign.
pub fn cosine_figure(cosine: f32) -> String {
    let percent = (f64::from(cosine.clamp(-1.0, 1.0)) * 100.0).round();
    if percent < 0.0 { format!("\u{2212}{:.0}%", -percent) } else { format!("{:.0}%", percent.abs()) }
}

/// An expected rating with one decimal: `8.6`.
pub fn rating_figure(rating: f32) -> String {
    format!("{:.1}", f64::from(rating.clamp(1.0, 10.0)))
}

/// Milliseconds for the badge: `6 ms`, `1.4 s`.
pub fn duration(milliseconds: f64) -> String {
    if milliseconds < 1000.0 {
        format!("{:.0} ms", milliseconds.max(1.0))
    } else {
        format!("{:.1} s", milliseconds / 1000.0)
    }
}

/// The title by which most visitors know an anime: the native one for those who read it, else the English one where there
/// is one.
pub fn display_title(anime: AnimeRef<'_>) -> &str {
    if language::current().tag() == "ja"
        && let Some(native) = anime.japanese()
    {
        return native;
    }
    anime.english().unwrap_or_else(|| anime.romaji())
}

/// The form of an anime as it is commonly called; empty where it is not known.
pub fn kind(kind: Kind) -> String {
    match kind {
        Kind::Movie => t!("form-film"),
        Kind::TvSpecial => t!("form-tv-special"),
        Kind::Cm => t!("form-commercial"),
        Kind::Pv => t!("form-promotional"),
        Kind::Music => t!("form-music"),
        Kind::Unknown => String::new(),
        Kind::Tv | Kind::Ova | Kind::Ona | Kind::Special => names::kind(kind.name()),
    }
}

/// Form and year: `TV · 1998`.
pub fn kind_and_year(anime: AnimeRef<'_>) -> String {
    joined([Some(kind(anime.kind())), anime.year().map(|year| year.to_string())])
}

/// Form, year and studio: `TV · 2004 · Manglobe`.
pub fn short_facts(anime: AnimeRef<'_>) -> String {
    joined([Some(kind_and_year(anime)), anime.studios().next().map(str::to_owned)])
}

/// Form, season, length, studios and source: `TV · spring 1998 · 26 episodes · Sunrise · original`.
pub fn long_facts(anime: AnimeRef<'_>) -> String {
    let year = anime.year().map(|year| match anime.season() {
        Some(season) if matches!(anime.kind(), Kind::Tv | Kind::Ona) => {
            t!("season-of-year", season = small(&names::season(season.name())), year = year.to_string())
        }
        _ => year.to_string(),
    });
    let episodes = anime.episodes().filter(|episodes| *episodes > 1 || anime.kind() == Kind::Tv);
    let studios: Vec<&str> = anime.studios().collect();
    let source = anime.source().map(|source| match source {
        "Original" => t!("source-is-original"),
        "Other" => String::new(),
        source => t!("source-is", source = small(&names::source(source))),
    });
    joined([
        Some(kind(anime.kind())),
        year,
        episodes.map(|episodes| t!("episodes-count", count = episodes)),
        Some(studios.join(", ")),
        source,
    ])
}

/// The audience of an anime, as a visitor reads it.
pub fn age_rating(rating: AgeRating) -> String {
    match rating {
        AgeRating::G => t!("age-g"),
        AgeRating::Pg => t!("age-pg"),
        AgeRating::Pg13 => t!("age-pg-13"),
        AgeRating::R => t!("age-r"),
        AgeRating::RPlus => t!("age-r-plus"),
        AgeRating::Rx => t!("age-rx"),
        AgeRating::Unknown => String::new(),
    }
}

/// An opinion as the choice that stands for it.
pub fn opinion(opinion: Opinion) -> String {
    match opinion {
        Opinion::Liked => t!("like"),
        Opinion::Disliked => t!("dislike"),
        Opinion::Dropped => t!("dropped"),
        Opinion::Rated(rating) => rating.get().to_string(),
    }
}

/// A size in bytes: `3.1 MB`.
pub fn megabytes(bytes: usize) -> String {
    format!("{:.1} MB", bytes as f64 / 1e6)
}

/// A backend's name on the badge.
pub fn backend(backend: Backend) -> &'static str {
    match backend {
        Backend::Webgpu => "WebGPU",
        Backend::Cpu => "CPU",
    }
}

/// What is there of the parts, with dots between.
pub fn joined<const N: usize>(parts: [Option<String>; N]) -> String {
    let parts: Vec<String> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
    parts.join(" · ")
}

/// A message as a sentence of its own.
pub fn sentence(message: &str) -> String {
    let (first, rest) = message.split_at(message.chars().next().map_or(0, char::len_utf8));
    let has_end = message.ends_with(['.', '!', '?', '。', '！', '？']);
    let end = if has_end { String::new() } else { t!("sentence-end") };
    format!("{}{rest}{end}", capitals(first))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers() {
        for (number, text) in [(0, "0"), (999, "999"), (1000, "1,000"), (26978, "26,978"), (1771505, "1,771,505")] {
            assert_eq!(thousands(number), text);
        }
    }

    #[test]
    fn a_message_ends_as_its_language_ends_sentences() {
        for (language, message, expected) in [
            ("en", "it is damaged", "It is damaged."),
            ("en", "is it there?", "Is it there?"),
            ("ja", "壊れています", "壊れています。"),
            ("ja", "ありません。", "ありません。"),
        ] {
            language::set(language::Language::of_tag(language).unwrap());
            assert_eq!(sentence(message), expected);
        }
        language::set(language::ENGLISH);
    }

    #[test]
    fn figures() {
        for (score, text) in [
            (0.0, "0%"),
            (0.974, "97%"),
            (0.98, "98%"),
            (0.9899, "98.9%"),
            (0.9951, "99.5%"),
            (0.99999, "99.9%"),
            (1.0, "100.0%"),
            (f32::NAN, "NaN%"),
        ] {
            if !score.is_nan() {
                assert_eq!(match_figure(score), text, "{score}");
            }
        }
        for (cosine, text) in [(0.724, "72%"), (-0.38, "\u{2212}38%"), (-0.001, "0%"), (1.0, "100%")] {
            assert_eq!(cosine_figure(cosine), text, "{cosine}");
        }
        assert_eq!(rating_figure(8.649), "8.6");
    }

    #[test]
    fn durations() {
        for (milliseconds, text) in [(0.2, "1 ms"), (6.4, "6 ms"), (999.0, "999 ms"), (1400.0, "1.4 s")] {
            assert_eq!(duration(milliseconds), text);
        }
    }
}
