//! Where the weights of the models are that are not part of the engine, as the bundle writes them into the page.

use crate::engine::protocol::{ModelFile, ModelName};

/// Reads `SLUG ADDRESS BYTES`, several of them with a semicolon between; `absolute` makes a whole address of one that is
/// relative to the page. What names no model, as an older page's list might, is left out.
pub fn parse(text: &str, absolute: impl Fn(&str) -> Option<String>) -> Vec<ModelFile> {
    let file = |entry: &str| {
        let [slug, address, bytes] = entry.split_whitespace().collect::<Vec<_>>().try_into().ok()?;
        Some(ModelFile { model: ModelName::from_slug(slug)?, url: absolute(address)?, bytes: bytes.parse().ok()? })
    };
    text.split(';').filter_map(file).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_found_and_nonsense_is_left_out() {
        let absolute = |address: &str| Some(format!("https://example.org/{address}"));
        let files =
            parse("blend model/a.safetensors 12; ease model/b 7;nobody model/c 1;als model/d; ; ease x -1", absolute);
        let found: Vec<(&str, &str, usize)> =
            files.iter().map(|file| (file.model.slug(), file.url.as_str(), file.bytes)).collect();
        let at = |file| format!("https://example.org/model/{file}");
        assert_eq!(found, [("blend", at("a.safetensors").as_str(), 12), ("ease", at("b").as_str(), 7)]);
        assert!(parse("", absolute).is_empty());
        assert!(parse("blend a 1", |_| None).is_empty());
    }
}
