//! A drawn poster.

use crate::catalog::AnimeRef;
use crate::ui::poster_art::{Pattern, poster_art};
use crate::ui::title_layout::{Direction, HEIGHT, MARGIN, PosterSize, TitleLayout, WIDTH, lay_out};
use crate::ui::words::display_title;
use leptos::prelude::*;

/// What all posters refer to, once a page: how waves fade, and the shade that makes letters stand out.
#[component]
pub fn PosterDefs() -> impl IntoView {
    view! {
        <svg class="poster-defs" aria-hidden="true" focusable="false">
            <defs>
                <linearGradient id="poster-fade" gradientUnits="userSpaceOnUse" x1="0" y1="70" x2="0" y2="160">
                    <stop class="poster-wave-stop" offset="0" />
                    <stop class="poster-wave-stop-2" offset="1" />
                </linearGradient>
                <linearGradient id="poster-shade" x1="0" y1="0" x2="1" y2="0">
                    <stop class="poster-clear-stop" offset="0" />
                    <stop class="poster-shade-stop" offset="1" />
                </linearGradient>
            </defs>
        </svg>
    }
}

/// The poster of an anime: an ornament beside the title in words, so hidden from screen readers.
pub fn poster(anime: AnimeRef<'_>, size: PosterSize, children: impl IntoView + 'static) -> AnyView {
    let art = poster_art(anime);
    let mini = if size == PosterSize::Mini { "poster-mini" } else { "" };
    let pattern = match art.pattern {
        Pattern::Circles | Pattern::Sun => "poster-line",
        Pattern::Waves => "poster-waves",
        Pattern::Hills => "poster-hill",
    };
    let disc = art.disc.map(|(x, y, radius)| view! { <circle class="poster-disc" cx=x cy=y r=radius /> });
    let paths: Vec<_> = art.paths.into_iter().map(|path| view! { <path class=pattern d=path /> }).collect();
    let title = lay_out(anime.japanese(), display_title(anime), size).map(title);
    view! {
        <span class=format!("poster {mini} {}", art.classes)>
            <svg viewBox=format!("0 0 {WIDTH} {HEIGHT}") preserveAspectRatio="xMidYMid slice" aria-hidden="true" focusable="false">
                {disc}
                {paths}
                {title}
            </svg>
            {children}
        </span>
    }
    .into_any()
}

/// A poster that is not known yet.
#[component]
pub fn PosterSkeleton() -> impl IntoView {
    view! { <span class="poster skeleton"></span> }
}

fn title(layout: TitleLayout) -> impl IntoView {
    let vertical = layout.direction == Direction::Vertical;
    let class = if vertical { "poster-title poster-title-vertical" } else { "poster-title" };
    let language = vertical.then_some("ja");
    let lines: Vec<_> = layout
        .lines
        .iter()
        .enumerate()
        .map(|(index, line)| {
            let position = layout.line_position(index);
            let (x, y) = if vertical { (position, MARGIN) } else { (MARGIN, position) };
            view! { <text x=x y=y font-size=layout.font_size>{line.clone()}</text> }
        })
        .collect();
    let shade = vertical
        .then(|| view! { <rect x=WIDTH / 2.0 y="0" width=WIDTH / 2.0 height=HEIGHT fill="url(#poster-shade)" /> });
    view! {
        {shade}
        <g class=class lang=language>{lines}</g>
    }
}
