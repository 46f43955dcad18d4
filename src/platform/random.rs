//! Chance.

/// One of several, or none of none.
pub fn one_of<T>(items: &[T]) -> Option<&T> {
    let at = (js_sys::Math::random() * items.len() as f64) as usize;
    items.get(at.min(items.len().saturating_sub(1)))
}
