//! What the bundle writes into the page of its files: where the weights are that are not part of the engine, and the hashes
//! of the data.

use crate::engine::protocol::{ModelFile, ModelName};

/// Reads `SLUG ADDRESS BYTES SHA256`, several of them with a semicolon between; behind those of a blend stand its members.
/// `absolute` makes a whole address of one that is relative to the page. What names no model, as an older page's list
/// might, is left out.
pub fn parse(text: &str, absolute: impl Fn(&str) -> Option<String>) -> Vec<ModelFile> {
    let file = |entry: &str| {
        let mut words = entry.split_whitespace();
        let (model, url) = (ModelName::from_slug(words.next()?)?, absolute(words.next()?)?);
        let (bytes, sha256) = (words.next()?.parse().ok()?, words.next()?.to_owned());
        let members = words.map(ModelName::from_slug).collect::<Option<_>>()?;
        Some(ModelFile { model, url, bytes, sha256, members })
    };
    text.split(';').filter_map(file).collect()
}

/// The hash of a file of data in a list of `NAME HASH`, with semicolons between.
pub fn integrity_of<'a>(list: &'a str, name: &str) -> Option<&'a str> {
    list.split(';').find_map(|entry| entry.trim().strip_prefix(name)?.strip_prefix(' '))
}

/// What has to be fetched for a model, its members with it.
pub fn whole_size(files: &[ModelFile], model: ModelName) -> Option<usize> {
    let file = files.iter().find(|file| file.model == model)?;
    let of_member = |member: &ModelName| match member.card().embedded {
        true => Some(0),
        false => files.iter().find(|file| file.model == *member).map(|file| file.bytes),
    };
    file.members.iter().map(of_member).try_fold(file.bytes, |sum, bytes| Some(sum + bytes?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_is_found_by_the_whole_name() {
        let list = "atlas.bin sha256-a=; charts.bin sha256-b=";
        for (name, expected) in [("charts.bin", Some("sha256-b=")), ("chart", None), ("bin", None)] {
            assert_eq!(integrity_of(list, name), expected);
        }
    }

    #[test]
    fn files_are_found_and_nonsense_is_left_out() {
        let absolute = |address: &str| Some(format!("https://example.org/{address}"));
        let text = "blend model/a.safetensors 12 0a ease ncf; ease model/b 7 0b;nobody model/c 1 0;als model/d; ; ease x -1 0;als e 1 0 x; als f 1";
        let files = parse(text, absolute);
        let found: Vec<(&str, &str, usize)> =
            files.iter().map(|file| (file.model.slug(), file.url.as_str(), file.bytes)).collect();
        let at = |file| format!("https://example.org/model/{file}");
        assert_eq!(found, [("blend", at("a.safetensors").as_str(), 12), ("ease", at("b").as_str(), 7)]);
        assert_eq!(whole_size(&files, ModelName::DEFAULT), Some(19));
        assert_eq!(whole_size(&files, ModelName::NCF), None);
        assert!(parse("", absolute).is_empty());
        assert!(parse("blend a 1", |_| None).is_empty());
    }
}
