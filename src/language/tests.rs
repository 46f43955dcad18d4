use super::*;
use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use fluent_syntax::parser::parse;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// The keys of a language's file, each with the variables that its message names.
fn messages(language: Language) -> BTreeMap<String, BTreeSet<String>> {
    let resource = parse(language.source().and_then(|source| source.messages).expect("it is built in"))
        .unwrap_or_else(|(_, errors)| panic!("{}: {errors:?}", language.tag()));
    let mut found = BTreeMap::new();
    for entry in resource.body {
        if let Entry::Message(message) = entry {
            let mut variables = BTreeSet::new();
            in_pattern(message.value.as_ref().expect("a message says something"), &mut variables);
            let before = found.insert(message.id.name.to_owned(), variables);
            assert!(before.is_none(), "{} stands twice in {}", message.id.name, language.tag());
        }
    }
    found
}

fn in_pattern(pattern: &Pattern<&str>, variables: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        let PatternElement::Placeable { expression } = element else { continue };
        match expression {
            Expression::Inline(inline) => in_inline(inline, variables),
            Expression::Select { selector, variants } => {
                in_inline(selector, variables);
                variants.iter().for_each(|variant| in_pattern(&variant.value, variables));
            }
        }
    }
}

fn in_inline(inline: &InlineExpression<&str>, variables: &mut BTreeSet<String>) {
    if let InlineExpression::VariableReference { id } = inline {
        variables.insert(id.name.to_owned());
    }
}

/// The program's own files: those of tests speak of what they look for.
fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") && !path.ends_with("tests.rs") {
            found.push(path);
        }
    }
}

#[test]
fn every_language_says_everything_with_the_same_values() {
    let english = messages(ENGLISH);
    assert!(english.len() > 20 && Language::all().len() > 1);
    for language in Language::all() {
        let own = messages(language);
        for (key, variables) in &english {
            let found = own.get(key).unwrap_or_else(|| panic!("{} lacks {key}", language.tag()));
            // A language without plurals needs no number where English has one only to choose the plural by.
            assert!(found.is_subset(variables), "{}, {key}: {found:?} and not {variables:?}", language.tag());
        }
        let unknown: Vec<&String> = own.keys().filter(|key| !english.contains_key(*key)).collect();
        assert!(unknown.is_empty(), "{} says what English does not: {unknown:?}", language.tag());
    }
}

/// Keys that are put together from a prefix and the name of what they are of.
const FAMILIES: [&str; 6] = ["file-kind-", "genre-", "kind-", "model-", "season-", "source-"];

#[test]
fn what_the_sources_say_is_in_the_files_and_nothing_else_is() {
    let mut files = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut files);
    // What is said before the program runs is named by the page's HTML and its scripts.
    for first in ["index.html", "static/js/boot.js", "static/js/unsupported.js"] {
        files.push(Path::new(env!("CARGO_MANIFEST_DIR")).join(first));
    }
    let text: String = files.iter().map(|file| fs::read_to_string(file).unwrap()).collect();
    let english = messages(ENGLISH);
    for (at, _) in text.match_indices("t!(\"") {
        // `assert!(` and the like end in the same letters.
        if text[..at].ends_with(|before: char| before.is_alphanumeric() || before == '_') {
            continue;
        }
        let key = text[at + 4..].split('"').next().unwrap();
        assert!(key.contains('{') || english.contains_key(key), "no message {key}");
    }
    let unused: Vec<&String> = (english.keys())
        .filter(|key| !text.contains(&format!("\"{key}\"")) && !FAMILIES.iter().any(|family| key.starts_with(family)))
        .collect();
    assert!(unused.is_empty(), "nobody says {unused:?}");
}

#[test]
fn every_error_is_said_in_the_readers_language() {
    let mut files = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut files);
    let mut count = 0;
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        for message in text.split("#[error(").skip(1) {
            let message = message.split_inclusive(")]").next().unwrap();
            // Words stand in the languages' files; here there are only the names of values, in braces.
            let own: String = message.split(['{', '}']).step_by(2).collect();
            let is_said = message.contains("t!(") || message.starts_with("transparent");
            assert!(is_said || !own.contains(char::is_alphabetic), "{}: {message}", file.display());
            count += 1;
        }
    }
    assert!(count > 40, "{count}");
}

#[test]
fn a_tag_finds_its_language() {
    for (tag, expected) in [("ja-JP", Some("ja")), ("EN", Some("en")), ("xx", None), ("", None)] {
        assert_eq!(Language::of_tag(tag).map(Language::tag), expected, "{tag}");
    }
    let tags = ["xx", "ja", "en"].map(str::to_owned);
    assert_eq!(Language::best_of(tags).tag(), "ja");
    assert_eq!(Language::best_of([]), ENGLISH);
    assert_eq!(Language::of_tag("ja").unwrap().own_name(), "日本語");
}

#[test]
fn numbers_choose_the_plural_and_are_readable() {
    let count = |count: usize| t!("titles-count", count = count);
    assert_eq!([1, 2, 26_978].map(count), ["1 title", "2 titles", "26,978 titles"]);
    set(Language::of_tag("ja").unwrap());
    assert_eq!([1, 1234].map(count), ["1作品", "1,234作品"]);
    set(ENGLISH);
}

#[test]
fn a_language_may_come_later_with_its_messages_or_without() {
    add("xx", "Xish", None);
    add("yy", "Yish", Some("try-again = Ytry".to_owned()));
    add("en", "another English", Some(String::new()));
    let [xx, yy] = ["xx", "yy-YY"].map(|tag| Language::of_tag(tag).unwrap());
    assert_eq!((xx.own_name(), xx.is_here(), yy.is_here()), ("Xish", false, true));
    assert_eq!(ENGLISH.own_name(), "English");
    for (language, expected) in [(xx, "Try again"), (yy, "Ytry"), (ENGLISH, "Try again")] {
        set(language);
        assert_eq!(say("try-again", &[]), expected);
    }
    set(ENGLISH);
}
