//! Colours, and mixing them as the eye would.

use std::fmt;

/// An opaque colour of sRGB. It is read from the design tokens, never written in the source.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Colour {
    /// Red, green and blue.
    pub channels: [u8; 3],
}

impl Colour {
    /// Reads `#` and six hexadecimal digits; nothing else is a colour here.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.trim().strip_prefix('#')?;
        if digits.len() != 6 || !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
            return None;
        }
        let number = u32::from_str_radix(digits, 16).ok()?;
        let [_, red, green, blue] = number.to_be_bytes();
        Some(Self { channels: [red, green, blue] })
    }

    /// The colour at `share` of the way to another one, along a straight line in OKLab, so that lightness changes evenly.
    pub fn mix(self, other: Self, share: f64) -> Self {
        let (from, to) = (self.perceived(), other.perceived());
        Self::from_perceived([0, 1, 2].map(|index| from[index] + (to[index] - from[index]) * share.clamp(0.0, 1.0)))
    }

    /// Lightness in OKLab: 0 is black, 1 is white.
    pub fn lightness(self) -> f64 {
        self.perceived()[0]
    }

    /// The contrast of WCAG 2: 1 for equal colours, 21 for black on white.
    pub fn contrast(self, other: Self) -> f64 {
        let luminance = |colour: Self| {
            let [red, green, blue] = colour.linear();
            0.2126 * red + 0.7152 * green + 0.0722 * blue
        };
        let (a, b) = (luminance(self) + 0.05, luminance(other) + 0.05);
        (a / b).max(b / a)
    }

    /// The channels as light, 0 to 1.
    pub fn linear(self) -> [f64; 3] {
        self.channels.map(|channel| {
            let channel = f64::from(channel) / 255.0;
            if channel <= 0.04045 { channel / 12.92 } else { ((channel + 0.055) / 1.055).powf(2.4) }
        })
    }

    /// The colour of these amounts of light; what is out of range is brought to its edge.
    pub fn from_linear(linear: [f64; 3]) -> Self {
        let channels = linear.map(|light| {
            let light = light.clamp(0.0, 1.0);
            let channel = if light <= 0.003_130_8 { light * 12.92 } else { 1.055 * light.powf(1.0 / 2.4) - 0.055 };
            (channel * 255.0).round() as u8
        });
        Self { channels }
    }

    /// OKLab: lightness, green to red, blue to yellow, after Ottosson, "A perceptual color space for image processing" (2020).
    pub fn perceived(self) -> [f64; 3] {
        let [r, g, b] = self.linear();
        let l = (0.412_221_470_8 * r + 0.536_332_536_3 * g + 0.051_445_992_9 * b).cbrt();
        let m = (0.211_903_498_2 * r + 0.680_699_545_1 * g + 0.107_396_956_6 * b).cbrt();
        let s = (0.088_302_461_9 * r + 0.281_718_837_6 * g + 0.629_978_700_5 * b).cbrt();
        [
            0.210_454_255_3 * l + 0.793_617_785_0 * m - 0.004_072_046_8 * s,
            1.977_998_495_1 * l - 2.428_592_205_0 * m + 0.450_593_709_9 * s,
            0.025_904_037_1 * l + 0.782_771_766_2 * m - 0.808_675_766_0 * s,
        ]
    }

    fn from_perceived([lightness, a, b]: [f64; 3]) -> Self {
        let l = (lightness + 0.396_337_777_4 * a + 0.215_803_757_3 * b).powi(3);
        let m = (lightness - 0.105_561_345_8 * a - 0.063_854_172_8 * b).powi(3);
        let s = (lightness - 0.089_484_177_5 * a - 1.291_485_548_0 * b).powi(3);
        Self::from_linear([
            4.076_741_662_1 * l - 3.307_711_591_3 * m + 0.230_969_929_2 * s,
            -1.268_438_004_6 * l + 2.609_757_401_1 * m - 0.341_319_396_5 * s,
            -0.004_196_086_3 * l - 0.703_418_614_7 * m + 1.707_614_701_0 * s,
        ])
    }
}

/// As CSS writes it.
impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue] = self.channels;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}

/// Colours for numbers from 0 to 1, evenly from the first to the last in lightness.
#[derive(Clone, Copy, Debug)]
pub struct Ramp {
    stops: [Colour; 3],
    /// Where the middle colour stands, so that lightness changes at the same pace on both sides of it.
    middle: f64,
}

impl Ramp {
    /// A ramp through three colours, of which the second is between the others in lightness.
    pub fn new(stops: [Colour; 3]) -> Self {
        let [first, middle, last] = stops.map(Colour::lightness);
        let whole = last - first;
        let middle = if whole == 0.0 { 0.5 } else { ((middle - first) / whole).clamp(0.01, 0.99) };
        Self { stops, middle }
    }

    /// The colour of a number between 0 and 1; of the nearest one outside of it, and of 0 for what is not a number.
    pub fn at(&self, share: f64) -> Colour {
        let share = if share.is_nan() { 0.0 } else { share.clamp(0.0, 1.0) };
        if share <= self.middle {
            self.stops[0].mix(self.stops[1], share / self.middle)
        } else {
            self.stops[1].mix(self.stops[2], (share - self.middle) / (1.0 - self.middle))
        }
    }
}
