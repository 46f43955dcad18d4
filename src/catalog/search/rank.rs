//! Which titles match a query, and in which order.
//!
//! Fewer errors always win. Among equals a match is worth so many doublings of an anime's members: who types `death`
//! means Death Note, though the title of some unknown short is that and nothing more.

use super::edit_distance::{Anchor, MAX_PATTERN, Pattern};
use super::fold::{Folded, is_dense};
use super::signature::Signature;
use super::{Hit, SearchIndex, Title};
use crate::catalog::{AnimeId, TitleKind};
use std::collections::HashSet;
use std::ops::Range;

/// The query is the whole title.
const WHOLE: i32 = 6;
/// The query is the start of the title.
const TITLE_START: i32 = 1;
/// The query ends where a word ends.
const WORD_END: i32 = 1;
/// The words of the query stand in the title apart, or in another order.
const SCATTERED: i32 = -3;
/// The query is made of the first letters of the title's words.
const INITIALS: i32 = -4;
/// The query is the start of the title's first letters.
const INITIALS_START: i32 = -8;
/// The query lies within a word.
const WITHIN_WORD: i32 = -6;

/// How many titles with errors are looked at closely, the best known of those with the fewest errors.
const CLOSE_LOOKS: usize = 300;

/// A title that matches, and how well.
struct Match<'a> {
    title: &'a Title,
    errors: u32,
    worth: f32,
}

/// The errors that are forgiven in so many letters.
fn forgiven(letters: usize) -> u32 {
    match letters {
        0..=3 => 0,
        4..=7 => 1,
        8..=12 => 2,
        _ => 3,
    }
}

/// The hits of a folded query, best first.
pub(super) fn search(index: &SearchIndex, query: &Folded, limit: usize, allowed: impl Fn(AnimeId) -> bool) -> Vec<Hit> {
    if query.letters.is_empty() || limit == 0 {
        return Vec::new();
    }
    let pattern = Pattern::new(&query.letters);
    let signature = Signature::new(pattern.letters());
    let words = Words::new(query);
    let mut found = exact(index, &pattern, &signature, &words, &allowed);
    // Titles with errors come after those without, so a full list has no place for them.
    if !fills(&found, limit) {
        found = with_near(index, &pattern, &signature, found, &allowed);
        if !fills(&found, limit) {
            let most = if found.is_empty() { 2 } else { 1 };
            found.extend(words.nearly_scattered(index, most, &allowed));
        }
    }
    let whole = whole_titles(index, query, &found);
    // An anime has a match for each of its titles at most, and perhaps one more for scattered words.
    keep_best(&mut found, limit.saturating_mul(2 * TitleKind::ALL.len()));
    found.sort_unstable_by(order);
    let mut seen = HashSet::new();
    let best = found.into_iter().filter(|found| seen.insert(found.title.anime_id)).take(limit);
    let mut hits: Vec<Hit> = best.map(|found| found.title.hit()).collect();
    // Who typed a title to its end may mean just that, however many better-known ones hold its letters.
    let missing = whole.into_iter().filter(|whole| hits.iter().all(|hit| hit.anime_id != whole.anime_id));
    let missing: Vec<Hit> = missing.take(limit / 2).collect();
    hits.truncate(limit - missing.len());
    hits.extend(missing);
    hits
}

/// The matches whose title is the query and nothing more, each of another anime.
fn whole_titles(index: &SearchIndex, query: &Folded, found: &[Match]) -> Vec<Hit> {
    let is_whole = |found: &&Match| found.errors == 0 && *index.letters_of(found.title) == *query.letters;
    let mut whole: Vec<Hit> = found.iter().filter(is_whole).map(|found| found.title.hit()).collect();
    whole.sort_by_key(|hit| hit.anime_id);
    whole.dedup_by_key(|hit| hit.anime_id);
    whole
}

/// Whether matches are of as many different anime as the list is long.
fn fills(found: &[Match], limit: usize) -> bool {
    let mut different = HashSet::new();
    found.iter().any(|found| different.insert(found.title.anime_id) && different.len() == limit)
}

/// Drops all but the best.
fn keep_best(matches: &mut Vec<Match>, count: usize) {
    if matches.len() > count {
        matches.select_nth_unstable_by(count, order);
        matches.truncate(count);
    }
}

/// The titles that match without an error.
fn exact<'a>(
    index: &'a SearchIndex,
    pattern: &Pattern,
    signature: &Signature,
    words: &Words,
    allowed: impl Fn(AnimeId) -> bool,
) -> Vec<Match<'a>> {
    let worth = |title: &Title| {
        let (letters, starts) = (index.letters_of(title), index.starts_of(title));
        let whole = title.signature.may_hold(signature, 0);
        (whole.then(|| contiguous(pattern.letters(), letters, starts)).flatten())
            .or_else(|| words.scattered(title, letters, starts))
            .or_else(|| initials(pattern.letters(), letters, starts))
    };
    let matches = index.titles.iter().filter_map(|title| {
        let worth = worth(title).filter(|_| allowed(title.anime_id))?;
        Some(Match { title, errors: 0, worth: worth as f32 + title.popularity })
    });
    matches.collect()
}

/// What was found, and the titles that match with the fewest errors.
fn with_near<'a>(
    index: &'a SearchIndex,
    pattern: &Pattern,
    signature: &Signature,
    mut found: Vec<Match<'a>>,
    allowed: impl Fn(AnimeId) -> bool,
) -> Vec<Match<'a>> {
    let nothing_exact = found.is_empty();
    let most = forgiven(pattern.letters().len()).min(if nothing_exact { u32::MAX } else { 1 });
    if most == 0 {
        return found;
    }
    let matches = index.titles.iter().filter(|title| title.signature.may_hold(signature, most)).filter_map(|title| {
        let errors = pattern.distance_within(most, index.letters_of(title), Anchor::Anywhere)?;
        if errors == 0 || !allowed(title.anime_id) {
            return None;
        }
        Some(Match { title, errors, worth: title.popularity })
    });
    let mut near: Vec<Match> = matches.collect();
    let least = if nothing_exact { near.iter().map(|near| near.errors).min().unwrap_or(0) } else { 0 };
    near.retain(|near| near.errors <= least + 1);
    keep_best(&mut near, CLOSE_LOOKS);
    for mut near in near {
        let (letters, starts) = (index.letters_of(near.title), index.starts_of(near.title));
        if near_word(pattern, near.errors, letters, starts) {
            found.push(near);
        } else if nothing_exact && near.errors == least {
            // Within a word it is worth a place only if nothing looks more like it.
            near.worth += WITHIN_WORD as f32;
            found.push(near);
        }
    }
    found
}

fn order(a: &Match, b: &Match) -> std::cmp::Ordering {
    let by_worth = a.errors.cmp(&b.errors).then(b.worth.total_cmp(&a.worth));
    by_worth.then(a.title.anime_id.cmp(&b.title.anime_id)).then(a.title.kind.cmp(&b.title.kind))
}

/// What the best place of the query in a title is worth, if it stands there letter by letter.
fn contiguous(query: &[u16], letters: &[u16], starts: &[bool]) -> Option<i32> {
    let [first, ..] = query else { return None };
    let mut best: Option<i32> = None;
    for at in 0..(letters.len() + 1).saturating_sub(query.len()) {
        if letters[at] != *first || letters[at..at + query.len()] != *query {
            continue;
        }
        let end = at + query.len();
        let worth = match (at, end == letters.len()) {
            (0, true) => WHOLE,
            (0, false) => TITLE_START,
            _ if starts[at] => 0,
            // One or two letters are within a word of everything.
            _ if query.len() < 3 && !is_dense(*first) => continue,
            _ => WITHIN_WORD,
        };
        let word_end = if starts.get(end).is_none_or(|starts| *starts) { WORD_END } else { 0 };
        best = best.max(Some(worth + word_end));
    }
    best
}

/// What it is worth that the query is made of the first letters of the title's words, if it is.
fn initials(query: &[u16], letters: &[u16], starts: &[bool]) -> Option<i32> {
    if query.len() < 3 || query.len() > 6 || letters[0] != query[0] {
        return None;
    }
    let mut firsts = letters.iter().zip(starts).filter(|(_, starts)| **starts).map(|(letter, _)| letter);
    if !query.iter().all(|letter| firsts.next() == Some(letter)) {
        return None;
    }
    Some(if firsts.next().is_none() { INITIALS } else { INITIALS_START })
}

/// Whether some word's start matches with no more errors than the title does anywhere.
fn near_word(pattern: &Pattern, errors: u32, letters: &[u16], starts: &[bool]) -> bool {
    let reach = pattern.letters().len() + errors as usize;
    (0..letters.len()).filter(|at| starts[*at]).any(|at| {
        let word = &letters[at..letters.len().min(at + reach)];
        pattern.distance_within(errors, word, Anchor::Start).is_some()
    })
}

/// The words of a query of two words or more, to be found apart from each other; else none.
struct Words {
    words: Vec<Word>,
    /// What a title must have that holds them all.
    signature: Signature,
}

struct Word {
    pattern: Pattern,
    signature: Signature,
    /// The errors that are forgiven in it.
    most: u32,
}

impl Words {
    fn new(query: &Folded) -> Self {
        let mut ranges = query.words();
        if ranges.len() < 2 || query.letters.len() > MAX_PATTERN {
            ranges.clear();
        }
        let word = |range: Range<usize>| {
            let pattern = Pattern::new(&query.letters[range]);
            let signature = Signature::new(pattern.letters());
            Word { most: forgiven(pattern.letters().len()), pattern, signature }
        };
        let mut words: Vec<Word> = ranges.into_iter().map(word).collect();
        // The longest first: it is the least likely to be there.
        words.sort_by_key(|word| std::cmp::Reverse(word.pattern.letters().len()));
        let signature = Signature::union(words.iter().map(|word| word.signature));
        Self { words, signature }
    }

    /// What it is worth that every word is the start of some word of the title, if it is.
    fn scattered(&self, title: &Title, letters: &[u16], starts: &[bool]) -> Option<i32> {
        if self.words.is_empty() || !title.signature.may_hold(&self.signature, 0) {
            return None;
        }
        let is_there =
            |word: &Word| (0..letters.len()).any(|at| starts[at] && letters[at..].starts_with(word.pattern.letters()));
        self.words.iter().all(is_there).then_some(SCATTERED)
    }

    /// The titles where every word is nearly the start of some word, with one error at least and `most` in all.
    fn nearly_scattered<'a>(
        &self,
        index: &'a SearchIndex,
        most: u32,
        allowed: impl Fn(AnimeId) -> bool,
    ) -> Vec<Match<'a>> {
        let mut matches = Vec::new();
        if self.words.iter().all(|word| word.most == 0) {
            return matches;
        }
        for title in &index.titles {
            let possible = self.words.iter().all(|word| title.signature.may_hold(&word.signature, word.most.min(most)));
            if !possible {
                continue;
            }
            let (letters, starts) = (index.letters_of(title), index.starts_of(title));
            let errors = (self.words.iter())
                .try_fold(0, |errors, word| Some(errors + word.errors_at_starts(most - errors, letters, starts)?));
            if let Some(errors) = errors.filter(|errors| *errors > 0 && allowed(title.anime_id)) {
                matches.push(Match { title, errors, worth: title.popularity + SCATTERED as f32 });
            }
        }
        matches
    }
}

impl Word {
    /// The fewest errors with which it is the start of some word of a title, if they are forgiven and no more than `most`.
    fn errors_at_starts(&self, most: u32, letters: &[u16], starts: &[bool]) -> Option<u32> {
        let most = most.min(self.most);
        // One look at the whole title spares most titles a look from each of their words.
        self.pattern.distance_within(most, letters, Anchor::Anywhere)?;
        let reach = self.pattern.letters().len() + most as usize;
        let words = (0..letters.len()).filter(|at| starts[*at]).map(|at| &letters[at..letters.len().min(at + reach)]);
        words.filter_map(|word| self.pattern.distance_within(most, word, Anchor::Start)).min()
    }
}
