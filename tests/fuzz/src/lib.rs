//! A catalogue of a few titles, of which some would do harm if they were more than text.

use konomi::catalog::{Anime, Catalogue, DataSet};

/// What lists and addresses are resolved against.
pub fn catalogue() -> Catalogue {
    let anime =
        |(id, title, genre): (u32, &str, &str)| Anime { genres: vec![genre.to_owned()], ..Anime::titled(id, title) };
    let titles = [
        (1, "Cowboy Bebop", "Action"),
        (5, "=Formula", "Slice of Life"),
        (30, "Shinseiki Evangelion", "Sci-Fi"),
        (43, "攻殻機動隊", "Action"),
        (918, "<b>Gintama</b>", "Comedy"),
    ];
    Catalogue::new(titles.map(anime).into(), DataSet::default())
}
