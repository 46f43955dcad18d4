//! Unicode's rules for letters: in a browser its own, since their tables would be a seventh of the page's program, elsewhere
//! those of Rust's library and a crate.

#[cfg(target_arch = "wasm32")]
use js_sys::JsString;
#[cfg(not(target_arch = "wasm32"))]
use unicode_normalization::UnicodeNormalization;

/// The text in compatibility composition (NFKC): letters of full and half width, ligatures and the like are ordinary ones.
pub fn compatible(text: &str) -> String {
    if text.is_ascii() {
        return text.to_owned();
    }
    #[cfg(target_arch = "wasm32")]
    return JsString::from(text).normalize("NFKC").into();
    #[cfg(not(target_arch = "wasm32"))]
    text.nfkc().collect()
}

/// The character in canonical decomposition (NFD): a letter, and after it its marks.
pub fn decomposed(character: char) -> String {
    #[cfg(target_arch = "wasm32")]
    return JsString::from(character).normalize("NFD").into();
    #[cfg(not(target_arch = "wasm32"))]
    character.nfd().collect()
}

/// The text in small letters.
pub fn small(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    #[cfg(target_arch = "wasm32")]
    return JsString::from(text).to_lower_case().into();
    #[cfg(not(target_arch = "wasm32"))]
    text.to_lowercase()
}

/// The text in capitals.
pub fn capitals(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_uppercase();
    }
    #[cfg(target_arch = "wasm32")]
    return JsString::from(text).to_upper_case().into();
    #[cfg(not(target_arch = "wasm32"))]
    text.to_uppercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_of_many_scripts() {
        assert_eq!(compatible("ｶﾞﾝﾀﾞﾑ Ⅱ ﬁ ㌔"), "ガンダム II fi キロ");
        assert_eq!(decomposed('é'), "e\u{301}");
        assert_eq!(decomposed('ガ'), "カ\u{3099}");
        assert_eq!(decomposed('a'), "a");
        assert_eq!(small("ÉTÉ ΣΊΣΥΦΟΣ 東京"), "été σίσυφος 東京");
        assert_eq!(capitals("straße é 東京"), "STRASSE É 東京");
    }
}
