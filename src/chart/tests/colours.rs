//! Colours: read from the tokens, told apart by the colour-blind, even in lightness.

use super::themes;
use crate::chart::{Colour, Theme};

/// Machado, Oliveira and Fernandes, "A Physiologically-based Model for Simulation of Color Vision Deficiency" (2009), at
/// full severity, on linear light.
const EYES: [(&str, [[f64; 3]; 3]); 4] = [
    ("full vision", [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]),
    (
        "protanopia",
        [[0.152_286, 1.052_583, -0.204_868], [0.114_503, 0.786_281, 0.099_216], [-0.003_882, -0.048_116, 1.051_998]],
    ),
    (
        "deuteranopia",
        [[0.367_322, 0.860_646, -0.227_968], [0.280_085, 0.672_501, 0.047_413], [-0.011_820, 0.042_940, 0.968_881]],
    ),
    (
        "tritanopia",
        [[1.255_528, -0.076_749, -0.178_779], [-0.078_411, 0.930_809, 0.147_602], [0.004_733, 0.691_367, 0.303_900]],
    ),
];

fn seen(colour: Colour, eye: &[[f64; 3]; 3]) -> [f64; 3] {
    let light = colour.linear();
    Colour::from_linear(eye.map(|row| row.iter().zip(light).map(|(weight, channel)| weight * channel).sum()))
        .perceived()
}

/// The distance of the two most alike categories in OKLab, where 0.02 is just seen, and which they are.
fn most_alike(theme: &Theme, eye: &[[f64; 3]; 3], count: usize) -> (f64, usize, usize) {
    let pairs = (0..count).flat_map(|a| (0..a).map(move |b| (a, b)));
    let distance = |(a, b): (usize, usize)| {
        let (left, right) = (seen(theme.category(a), eye), seen(theme.category(b), eye));
        let square: f64 = left.iter().zip(right).map(|(left, right)| (left - right).powi(2)).sum();
        (square.sqrt(), b + 1, a + 1)
    };
    pairs.map(distance).fold((f64::INFINITY, 0, 0), |least, next| if next.0 < least.0 { next } else { least })
}

#[test]
fn categories_are_told_apart_by_the_colour_blind() {
    for (name, theme) in themes() {
        for (eye, matrix) in EYES {
            let (least, a, b) = most_alike(&theme, &matrix, 8);
            assert!(least >= 0.058, "{name}, {eye}: --c{a} and --c{b} are {least:.3} apart");
        }
    }
}

#[test]
fn categories_are_seen_on_their_ground() {
    for (name, theme) in themes() {
        for index in 0..8 {
            let contrast = theme.category(index).contrast(theme.raised);
            assert!(contrast >= 3.0, "{name}, --c{}: {contrast:.2}", index + 1);
        }
    }
}

#[test]
fn the_ramp_is_even_in_lightness() {
    for (name, theme) in themes() {
        let ramp = theme.ramp();
        let lightness: Vec<f64> = (0..=50).map(|step| ramp.at(f64::from(step) / 50.0).lightness()).collect();
        let steps: Vec<f64> = lightness.windows(2).map(|pair| pair[1] - pair[0]).collect();
        let mean = steps.iter().sum::<f64>() / steps.len() as f64;
        for (place, step) in steps.iter().enumerate() {
            assert!((step / mean - 1.0).abs() < 0.5, "{name}: a step of {step:.4} at {place}, {mean:.4} on average");
        }
    }
}

#[test]
fn letters_are_read_on_every_shade() {
    for (name, theme) in themes() {
        for step in 0..=50 {
            let ground = theme.ramp().at(f64::from(step) / 50.0);
            let contrast = theme.letters_on(ground).contrast(ground);
            assert!(contrast >= 3.7, "{name}: {contrast:.2} at {step}");
        }
    }
}

#[test]
fn a_colour_is_read_and_written() {
    let theme = Theme::light().unwrap();
    for colour in theme.categories.iter().chain([&theme.ink, &theme.raised]) {
        let text = colour.to_string();
        assert_eq!(Colour::parse(&format!(" {text} ")), Some(*colour));
        assert_eq!(colour.mix(theme.accent, 0.0), *colour, "there and back through OKLab");
        for broken in [&text[1..], &text[..6], "", "#", &format!("{text}0"), &text.replace('#', "+")] {
            assert_eq!(Colour::parse(broken), None, "{broken}");
        }
    }
    let error = Theme::from_tokens(|_| None).unwrap_err().to_string();
    assert!(error.contains("--c1"), "{error}");
    assert_eq!(theme.font.split(',').next(), Some("\"Inter Variable\""));
}
