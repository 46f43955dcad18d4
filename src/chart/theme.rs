//! The colours and the font of charts, from the page's design tokens.

use super::sketch::Type;
use super::{ChartError, Colour, Ramp};

/// The design tokens as they are compiled in, for what is drawn without a page.
const TOKENS: &str = include_str!("../../static/css/tokens.css");

/// The colours and the font that charts are drawn with.
#[derive(Clone, PartialEq, Debug)]
pub struct Theme {
    /// Letters, and the visitor's marks on coloured ground.
    pub ink: Colour,
    /// Letters of axes and captions.
    pub ink_2: Colour,
    /// Hairlines of the grid.
    pub line: Colour,
    /// The line of an axis.
    pub line_strong: Colour,
    /// What the chart stands on.
    pub raised: Colour,
    /// What the title speaks of, and what is the visitor's.
    pub accent: Colour,
    /// Categories that must be told apart.
    pub categories: [Colour; 8],
    /// A CSS list of font families.
    pub font: String,
}

impl Theme {
    /// The theme of the tokens that `get` knows by their names, such as `--ink`. In a page these are computed styles.
    ///
    /// # Errors
    /// [`ChartError::Token`] where one is missing or is not a colour of six hexadecimal digits.
    pub fn from_tokens(get: impl Fn(&str) -> Option<String>) -> Result<Self, ChartError> {
        let colour = |name: &str| {
            let value = get(name).unwrap_or_default();
            Colour::parse(&value).ok_or(ChartError::Token { name: name.to_owned(), value })
        };
        let mut categories = [colour("--c1")?; 8];
        for (index, category) in categories.iter_mut().enumerate().skip(1) {
            *category = colour(&format!("--c{}", index + 1))?;
        }
        let font = get("--sans").unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ");
        Ok(Self {
            ink: colour("--ink")?,
            ink_2: colour("--ink-2")?,
            line: colour("--line")?,
            line_strong: colour("--line-strong")?,
            raised: colour("--raised")?,
            accent: colour("--accent")?,
            categories,
            font: if font.is_empty() { "sans-serif".to_owned() } else { font },
        })
    }

    /// The light theme, from the tokens that are compiled in.
    ///
    /// # Errors
    /// As [`Theme::from_tokens`]; a test holds that there is none.
    pub fn light() -> Result<Self, ChartError> {
        Self::from_tokens(|name| token(block(":root {"), name))
    }

    /// The dark theme, from the tokens that are compiled in.
    ///
    /// # Errors
    /// As [`Theme::from_tokens`]; a test holds that there is none.
    pub fn dark() -> Result<Self, ChartError> {
        let dark = block(":root[data-theme=dark] {");
        Self::from_tokens(|name| token(dark, name).or_else(|| token(block(":root {"), name)))
    }

    /// The colour of the nth category. Past the eighth they come again, paler.
    pub fn category(&self, index: usize) -> Colour {
        let round = (index / self.categories.len()).min(2) as f64;
        self.categories[index % self.categories.len()].mix(self.raised, 0.35 * round)
    }

    /// Colours for amounts: from the ground through the first category to ink.
    pub fn ramp(&self) -> Ramp {
        Ramp::new([self.raised, self.categories[0], self.ink])
    }

    /// The letters of axes, of names and of what is left out.
    pub(super) fn tick(&self) -> Type {
        Type { size: 12.0, bold: false, colour: self.ink_2 }
    }

    /// The letters of values.
    pub(super) fn value(&self) -> Type {
        Type { size: 12.0, bold: false, colour: self.ink }
    }

    /// Of ink and ground, the one that is read better on a colour.
    pub fn letters_on(&self, ground: Colour) -> Colour {
        if ground.contrast(self.ink) >= ground.contrast(self.raised) { self.ink } else { self.raised }
    }
}

/// What stands between the braces after a selector.
fn block(selector: &str) -> &'static str {
    let rest = TOKENS.find(selector).map_or("", |at| &TOKENS[at + selector.len()..]);
    rest.split('}').next().unwrap_or_default()
}

/// The value of a custom property in a block.
fn token(block: &str, name: &str) -> Option<String> {
    let start = block.find(&format!("{name}:"))? + name.len() + 1;
    let value = block[start..].split(';').next()?;
    Some(value.trim().to_owned())
}
