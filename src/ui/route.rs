//! The page's addresses: hash routes, so that every one survives a reload on any static server.

use crate::catalog::AnimeId;
use crate::engine::protocol::{BackendChoice, ModelName};

/// Where the visitor is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Route {
    /// `#/`: picks and recommendations.
    #[default]
    Home,
    /// `#/anime/ID`: one anime and its neighbours.
    Anime(AnimeId),
    /// `#/charts`: the data in charts; filters stand in the query.
    Charts,
    /// `#/compare`: two models side by side; the other one stands in the query, `with=ease`.
    Compare,
    /// `#/map`: all anime as a map.
    Map,
    /// `#/people`: users of like taste, and the taste itself.
    People,
    /// `#/models`: what each model does, and how well.
    Models,
    /// `#/about`: where the data is from and how the page works.
    About,
    /// Any other address.
    NotFound,
}

impl Route {
    /// The route of a location's hash, such as `#/anime/1?model=ncf`.
    pub fn from_hash(hash: &str) -> Self {
        let path = hash.strip_prefix('#').unwrap_or(hash);
        let path = path.split('?').next().unwrap_or_default();
        let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        match parts.as_slice() {
            [] => Self::Home,
            ["about"] => Self::About,
            ["models"] => Self::Models,
            ["compare"] => Self::Compare,
            ["map"] => Self::Map,
            ["people"] => Self::People,
            ["charts"] => Self::Charts,
            ["anime", id] => id.parse().map_or(Self::NotFound, |id| Self::Anime(AnimeId(id))),
            _ => Self::NotFound,
        }
    }

    /// The address, as a link's `href`.
    pub fn href(self) -> String {
        match self {
            Self::Home | Self::NotFound => "#/".to_owned(),
            Self::Anime(id) => format!("#/anime/{id}"),
            Self::Charts => "#/charts".to_owned(),
            Self::About => "#/about".to_owned(),
            Self::Models => "#/models".to_owned(),
            Self::Compare => "#/compare".to_owned(),
            Self::Map => "#/map".to_owned(),
            Self::People => "#/people".to_owned(),
        }
    }
}

/// What an address says of backend and model: `?backend=` and `?model=`, before the hash or within it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Switches {
    /// Which backend to use.
    pub backend: Option<BackendChoice>,
    /// Which model to use.
    pub model: Option<ModelName>,
}

impl Switches {
    /// The switches of a location's search and hash; the hash counts where both have one. Unknown values are ignored.
    pub fn from_location(search: &str, hash: &str) -> Self {
        let within = hash.split_once('?').map_or("", |(_, query)| query);
        let last = |name| value(within, name).or_else(|| value(search.trim_start_matches('?'), name));
        Self {
            backend: last("backend").and_then(|value| match value {
                "auto" => Some(BackendChoice::Auto),
                "webgpu" => Some(BackendChoice::Webgpu),
                "cpu" => Some(BackendChoice::Cpu),
                _ => None,
            }),
            model: last("model").and_then(ModelName::from_slug),
        }
    }
}

/// Search and hash of a location without the switch for the model, which the visitor has just overruled.
pub fn without_model(search: &str, hash: &str) -> (String, String) {
    let strip = |query: &str| {
        let kept: Vec<&str> = query.split('&').filter(|part| !part.is_empty() && name(part) != "model").collect();
        if kept.is_empty() { String::new() } else { format!("?{}", kept.join("&")) }
    };
    let (path, query) = hash.split_once('?').unwrap_or((hash, ""));
    (strip(search.trim_start_matches('?')), format!("{path}{}", strip(query)))
}

/// The part of the comparison's address that names the other model.
pub const WITH: &str = "with";

/// The model that a query of [`Route::Compare`] names.
pub fn compared_with(query: &str) -> Option<ModelName> {
    value(query, WITH).and_then(ModelName::from_slug)
}

/// What stands after the `?` of a hash.
pub fn query_of(hash: &str) -> &str {
    hash.split_once('?').map_or("", |(_, query)| query)
}

/// The names of the charts' filters.
pub const FILTERS: [&str; 3] = ["type", "years", "genre"];

/// A hash with the parts of these names replaced by those of a query; what else stands there stays.
pub fn with_parts(hash: &str, names: &[&str], query: &str) -> String {
    let others = query_of(hash).split('&').filter(|part| !part.is_empty() && !names.contains(&name(part)));
    let parts: Vec<&str> = others.chain([query].into_iter().filter(|query| !query.is_empty())).collect();
    let path = hash.split('?').next().unwrap_or_default();
    if parts.is_empty() { path.to_owned() } else { format!("{path}?{}", parts.join("&")) }
}

fn name(part: &str) -> &str {
    part.split('=').next().unwrap_or_default()
}

fn value<'a>(query: &'a str, wanted: &str) -> Option<&'a str> {
    query.split('&').find(|part| name(part) == wanted)?.split_once('=').map(|(_, value)| value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn filters_stand_beside_what_else_the_address_says() {
        for (hash, filter, with) in [
            ("#/charts", "type=tv", "#/charts?type=tv"),
            ("#/charts?type=movie&model=ncf", "type=tv&genre=comedy", "#/charts?model=ncf&type=tv&genre=comedy"),
            ("#/charts?years=1990-2000", "", "#/charts"),
        ] {
            assert_eq!(with_parts(hash, &FILTERS, filter), with);
        }
    }

    #[test]
    fn hashes_and_their_routes() {
        for (hash, route) in [
            ("", Route::Home),
            ("#", Route::Home),
            ("#/", Route::Home),
            ("#/?model=ncf", Route::Home),
            ("#/about", Route::About),
            ("#/charts?type=tv", Route::Charts),
            ("#/about/", Route::About),
            ("#/anime/1", Route::Anime(AnimeId(1))),
            ("#/anime/52991?model=ncf", Route::Anime(AnimeId(52991))),
            ("#/anime/", Route::NotFound),
            ("#/anime/-1", Route::NotFound),
            ("#/anime/99999999999", Route::NotFound),
            ("#/anime/1/more", Route::NotFound),
            ("#/elsewhere", Route::NotFound),
        ] {
            assert_eq!(Route::from_hash(hash), route, "{hash}");
        }
    }

    #[test]
    fn a_link_leads_where_it_says() {
        for route in [Route::Home, Route::About, Route::Anime(AnimeId(5114))] {
            assert_eq!(Route::from_hash(&route.href()), route);
        }
    }

    #[test]
    fn switches_before_and_within_the_hash() {
        let switches = |backend, model| Switches { backend, model };
        for (search, hash, expected) in [
            ("", "", switches(None, None)),
            ("?backend=cpu", "#/", switches(Some(BackendChoice::Cpu), None)),
            ("?a=1&model=recommender-net", "", switches(None, Some(ModelName::RECOMMENDER_NET))),
            ("", "#/anime/1?backend=webgpu&model=ncf", switches(Some(BackendChoice::Webgpu), Some(ModelName::NCF))),
            ("?backend=cpu", "#/?backend=auto", switches(Some(BackendChoice::Auto), None)),
            ("?backend=gpu&model=", "", switches(None, None)),
        ] {
            assert_eq!(Switches::from_location(search, hash), expected, "{search} {hash}");
        }
    }

    #[test]
    fn the_switch_for_the_model_goes_and_the_others_stay() {
        for (search, hash, expected) in [
            ("", "", ("", "")),
            ("?model=ncf", "#/", ("", "#/")),
            ("?backend=cpu&model=ncf", "#/anime/1?model=ncf&a=b", ("?backend=cpu", "#/anime/1?a=b")),
        ] {
            let (search, hash) = without_model(search, hash);
            assert_eq!((search.as_str(), hash.as_str()), expected);
        }
    }

    proptest! {
        #[test]
        fn any_address_has_a_route(hash in ".*", search in ".*") {
            Route::from_hash(&hash);
            Switches::from_location(&search, &hash);
            without_model(&search, &hash);
        }
    }
}
