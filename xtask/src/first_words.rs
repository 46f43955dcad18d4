//! What the page says before its program runs, out of the same files as everything else that it says: English is written
//! into the HTML, and the other languages beside it, for static/js/first_words.js to choose.

use crate::files;
use crate::integrity;
use anyhow::{Context, Result, anyhow, bail, ensure};
use fluent_syntax::ast::{Entry, PatternElement};
use fluent_syntax::parser;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Where the languages are, each a file `TAG.ftl`.
pub const LANGUAGES: &str = "src/language/messages";
/// The language that is written into the HTML.
const ENGLISH: &str = "en";
/// How an element names the message that it says.
const SAYS: &str = "data-say=\"";
/// How an element names the message that it says in every language, since nobody can choose one there.
const SAYS_ALL: &str = "data-say-all=\"";
/// The messages of the page's scripts, which no element names.
const OF_SCRIPTS: &str = "boot-";
/// What stands in the page's source for the words of all languages.
const NO_WORDS: &str = r#"id="first-words">{}<"#;
/// What stands in the page's source for the languages that there are.
const NO_LANGUAGES: &str = r#"name="konomi-languages" content="""#;
/// What stands in the manifest's source for what the page is.
const NO_DESCRIPTION: &str = r#""description": """#;
const MANIFEST: &str = "static/manifest.webmanifest";
const DESCRIPTION: &str = "page-description";

/// Messages by key.
type Words = BTreeMap<String, String>;

/// Writes the words into the bundle's HTML and manifest, and puts every language but the one that the program has among its
/// data.
pub fn place(dist: &Path, languages: &Path) -> Result<()> {
    let words = read(languages)?;
    for tag in words.keys().filter(|tag| *tag != ENGLISH) {
        let file = format!("{tag}.ftl");
        files::write(&dist.join(integrity::DATA).join(&file), files::read(&languages.join(&file))?)?;
    }
    let index = dist.join("index.html");
    let page = filled(&files::read_text(&index)?, &words)?;
    let named = |tag: &String| Ok(format!("{tag} {}", word(&words, tag, "language-name")?));
    let names = words.keys().map(named).collect::<Result<Vec<_>>>()?;
    let list = NO_LANGUAGES.replace("\"\"", &format!("\"{}\"", escaped(&names.join("; "))));
    files::write(&index, files::filled(&page, NO_LANGUAGES, &list)?)?;
    let manifest = dist.join(MANIFEST);
    let text = files::read_text(&manifest)?;
    ensure!(text.matches(NO_DESCRIPTION).count() == 1, "`{NO_DESCRIPTION}` should stand once in {MANIFEST}");
    let description = format!("\"description\": {}", json!(word(&words, ENGLISH, DESCRIPTION)?));
    files::write(&manifest, text.replace(NO_DESCRIPTION, &description))
}

/// The plain messages of every language, by its tag.
fn read(languages: &Path) -> Result<BTreeMap<String, Words>> {
    let mut read = BTreeMap::new();
    for file in files::below(languages)? {
        if file.extension().is_some_and(|extension| extension == "ftl") {
            let tag = file.file_stem().map(|tag| tag.to_string_lossy().into_owned()).unwrap_or_default();
            read.insert(tag, messages(&files::read_text(&file)?).with_context(|| file.display().to_string())?);
        }
    }
    Ok(read)
}

/// The messages of a file that need no values.
fn messages(text: &str) -> Result<Words> {
    let resource = parser::parse(text).map_err(|(_, faults)| anyhow!("it can't be read: {faults:?}"))?;
    let plain = |entry: Entry<&str>| {
        let Entry::Message(message) = entry else { return None };
        let element = |element: PatternElement<&str>| match element {
            PatternElement::TextElement { value } => Some(value.to_owned()),
            PatternElement::Placeable { .. } => None,
        };
        let text: Option<String> = message.value?.elements.into_iter().map(element).collect();
        Some((message.id.name.to_owned(), text?))
    };
    Ok(resource.body.into_iter().filter_map(plain).collect())
}

/// The page with English in it, and with what the other languages say in its place.
fn filled(page: &str, words: &BTreeMap<String, Words>) -> Result<String> {
    let english = words.get(ENGLISH).with_context(|| format!("there is no {ENGLISH}.ftl"))?;
    let mut keys: BTreeSet<&str> =
        english.keys().map(String::as_str).filter(|key| key.starts_with(OF_SCRIPTS)).collect();
    let (mut said, mut rest) = (String::new(), page);
    while let Some((before, key, after)) = next(rest, SAYS)? {
        keys.insert(key);
        let word = escaped(&word(words, ENGLISH, key)?);
        said += before;
        // The text of an element, or the content of a `meta`.
        rest = if let Some(after) = after.strip_prefix(" content=\"\"") {
            said += &format!(" content=\"{word}\"");
            after
        } else if let Some(after) = after.strip_prefix('>').filter(|after| after.starts_with("</")) {
            said += &format!(">{word}");
            after
        } else {
            bail!("the element that says {key} should be empty, and end with what names the message");
        };
    }
    said += rest;
    ensure!(said.matches(SAYS_ALL).count() <= 1, "data-say-all should stand once at most");
    if let Some((before, key, after)) = next(&said.clone(), SAYS_ALL)? {
        let of = |tag: &String| Ok(format!("<p lang=\"{tag}\">{}</p>", escaped(&word(words, tag, key)?)));
        let all = words.keys().map(of).collect::<Result<String>>()?;
        said = format!("{before}>{all}{}", after.strip_prefix('>').context("data-say-all should come last")?);
    }
    ensure!(said.matches(NO_WORDS).count() == 1, "`{NO_WORDS}` should stand once in index.html");
    let chosen = |(tag, of): (&String, &Words)| {
        let say = |key: &&str| Some(((*key).to_owned(), of.get(*key)?.clone()));
        (tag.clone(), keys.iter().filter_map(say).collect::<Words>())
    };
    let all: BTreeMap<String, Words> = words.iter().map(chosen).collect();
    // Nothing in a script's element may look like its end.
    let all = serde_json::to_string(&all)?.replace('<', "\\u003c");
    Ok(said.replace(NO_WORDS, &NO_WORDS.replace("{}", &all)))
}

/// What comes before the key of the next element with this attribute and after it, and the key; the attribute's end
/// belongs to what comes before.
fn next<'a>(page: &'a str, attribute: &str) -> Result<Option<(&'a str, &'a str, &'a str)>> {
    let Some(start) = page.find(attribute).map(|at| at + attribute.len()) else { return Ok(None) };
    let length = page[start..].find('"').context("an attribute without an end")?;
    let end = start + length;
    Ok(Some((&page[..=end], &page[start..end], &page[end + 1..])))
}

fn word(words: &BTreeMap<String, Words>, tag: &str, key: &str) -> Result<String> {
    let word = words.get(tag).and_then(|words| words.get(key));
    word.cloned().with_context(|| format!("{tag}.ftl has no message {key}, or one that needs values"))
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn root() -> &'static Path {
        Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
    }

    #[test]
    fn a_page_says_its_words_in_english_and_has_the_others_at_hand() {
        let words = BTreeMap::from([
            ("en".to_owned(), messages("a = A & <B>\nboot-x = X\nother = O\nvaried = { $n }\n").unwrap()),
            ("ja".to_owned(), messages("a = あ\nboot-x = エ\n").unwrap()),
        ]);
        let page =
            |element: &str| format!(r#"{element}<script type="application/json" id="first-words">{{}}</script>"#);
        let all = r#"{"en":{"a":"A & \u003cB>","boot-x":"X"},"ja":{"a":"あ","boot-x":"エ"}}"#;
        for (element, expected) in [
            (r#"<p data-say="a"></p>"#, r#"<p data-say="a">A &amp; &lt;B></p>"#),
            (r#"<meta data-say="a" content="">"#, r#"<meta data-say="a" content="A &amp; &lt;B>">"#),
        ] {
            let filled = filled(&page(element), &words).unwrap();
            assert_eq!(filled, page(expected).replace("{}", all));
        }
        let everywhere = filled(&page(r#"<p data-say="a"></p><div data-say-all="boot-x"></div>"#), &words).unwrap();
        assert!(everywhere.contains(r#"<p lang="en">X</p><p lang="ja">エ</p></div>"#), "{everywhere}");
        for wrong in [r#"<p data-say="none"></p>"#, r#"<p data-say="varied"></p>"#, r#"<p data-say="a">A</p>"#] {
            assert!(filled(&page(wrong), &words).is_err(), "{wrong}");
        }
        assert!(filled(r#"<p data-say="a"></p>"#, &words).is_err(), "no place for the words");
    }

    #[test]
    fn the_pages_own_words_are_all_there() {
        let words = read(&root().join(LANGUAGES)).unwrap();
        let page = filled(&files::read_text(&root().join("index.html")).unwrap(), &words).unwrap();
        for said in ["What do you like?</h1>", "好きなアニメは？", "Konomi is a program that runs in your browser"]
        {
            assert!(page.contains(said), "{said}");
        }
        for (tag, words) in &words {
            for key in words.keys().filter(|key| key.starts_with(OF_SCRIPTS)) {
                assert!(page.contains(&format!("\"{key}\":")), "{tag}, {key}");
            }
        }
        assert!(files::read_text(&root().join(MANIFEST)).unwrap().contains(NO_DESCRIPTION));
    }
}
