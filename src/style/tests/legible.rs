//! The default's colours in grey print and to the colour-blind.

use super::*;

/// How a reader sees colours.
#[derive(Debug, Clone, Copy)]
enum Sight {
    Usual,
    Deuteranopia,
    Protanopia,
}

impl Sight {
    const ALL: [Self; 3] = [Self::Usual, Self::Deuteranopia, Self::Protanopia];

    /// What becomes of linear RGB. Machado, Oliveira and Fernandes (2009), "A Physiologically-based Model for Simulation
    /// of Color Vision Deficiency", table 1, severity 1.0.
    fn matrix(self) -> [[f64; 3]; 3] {
        match self {
            Self::Usual => [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]],
            Self::Deuteranopia => [
                [0.367_322, 0.860_646, -0.227_968],
                [0.280_085, 0.672_501, 0.047_413],
                [-0.011_820, 0.042_940, 0.968_881],
            ],
            Self::Protanopia => [
                [0.152_286, 1.052_583, -0.204_868],
                [0.114_503, 0.786_281, 0.099_216],
                [-0.003_882, -0.048_116, 1.051_998],
            ],
        }
    }

    /// The distance of two colours in CIELAB (1976, white D65); about 2 is just noticed side by side.
    fn distance(self, one: Colour, other: Colour) -> f64 {
        let (one, other) = (lab(self.of(one)), lab(self.of(other)));
        one.iter().zip(other).map(|(a, b)| (a - b).powi(2)).sum::<f64>().sqrt()
    }

    /// Linear RGB as it is seen.
    fn of(self, colour: Colour) -> [f64; 3] {
        let given = [colour.red, colour.green, colour.blue].map(|channel| {
            let value = f64::from(channel) / 255.0;
            if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        });
        self.matrix().map(|row| row.iter().zip(given).map(|(a, b)| a * b).sum::<f64>().clamp(0.0, 1.0))
    }
}

/// CIELAB of linear sRGB (IEC 61966-2-1).
fn lab([red, green, blue]: [f64; 3]) -> [f64; 3] {
    let f = |t: f64| if t > 216.0 / 24389.0 { t.cbrt() } else { (24389.0 / 27.0 * t + 16.0) / 116.0 };
    let x = f((0.412_456_4 * red + 0.357_576_1 * green + 0.180_437_5 * blue) / 0.950_47);
    let y = f(0.212_672_9 * red + 0.715_152_2 * green + 0.072_175_0 * blue);
    let z = f((0.019_333_9 * red + 0.119_192_0 * green + 0.950_304_1 * blue) / 1.088_83);
    [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
}

/// Contrast of two colours in grey print (WCAG 2.2).
fn contrast(one: Colour, other: Colour) -> f64 {
    let (one, other) = (one.luminance(), other.luminance());
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// Pure red and green, which the colour-blind confuse: the simulation must bring them nearer, or it shows nothing.
#[test]
fn the_simulation_takes_red_and_green_together() {
    let (red, green) = (colour("#ff0000"), colour("#00ff00"));
    let usual = Sight::Usual.distance(red, green);
    // CIELAB of sRGB's primaries: L 53.24, a 80.09, b 67.20 and L 87.73, a -86.18, b 83.18.
    assert!((usual - 170.6).abs() < 0.5, "{usual}");
    for sight in [Sight::Deuteranopia, Sight::Protanopia] {
        assert!(sight.distance(red, green) < 0.5 * usual, "{sight:?}");
        assert!(
            sight.distance(colour("#ffffff"), colour("#000000")) > 99.0,
            "{sight:?} leaves black and white"
        );
    }
}

/// From light to dark: land that a wider circle reaches, land that is covered, land that is not; and what is planned
/// before what exists.
#[test]
fn grey_print_tells_the_classes_apart() {
    let colours = Style::default().colours;
    let land = [colours.ground, colours.partly_covered, colours.covered, colours.uncovered];
    for classes in [land.get(1..).expect("three classes"), &[colours.planned, colours.existing]] {
        for pair in classes.windows(2) {
            let [lighter, darker] = [pair[0], pair[1]];
            assert!(lighter.luminance() > darker.luminance(), "{lighter} and {darker}");
            assert!(
                contrast(lighter, darker) >= 1.5,
                "{lighter} and {darker}: {}",
                contrast(lighter, darker)
            );
        }
    }
    assert!(contrast(colours.ground, colours.partly_covered) >= 1.3);
    for text in [colours.ink, colours.draft_mark] {
        assert!(contrast(text, colours.paper) >= 4.5, "text, as WCAG asks: {text}");
    }
}

#[test]
fn the_colour_blind_tell_apart_what_lies_on_one_map() {
    let style = Style::default();
    let colours = style.colours;
    let symbols: Vec<Colour> = style.symbols.iter().map(|symbol| symbol.colour).collect();
    let homes: Vec<Colour> = style.land_use.iter().map(|land_use| land_use.colour).collect();
    let mut homes = [homes, vec![colours.residential, colours.ground]].concat();
    homes.sort_by_key(Colour::to_string);
    homes.dedup();
    assert_eq!(homes.len(), 4, "urban, rural, not told, and the ground");
    let together = [
        vec![colours.covered, colours.partly_covered, colours.uncovered, colours.ground],
        vec![colours.planned, colours.existing],
        symbols,
        homes,
    ];
    let mut n_pairs = 0;
    for group in together {
        for (at, one) in group.iter().enumerate() {
            for other in group.iter().skip(at + 1) {
                for sight in Sight::ALL {
                    n_pairs += 1;
                    let distance = sight.distance(*one, *other);
                    assert!(distance >= 15.0, "{sight:?}: {one} and {other} are {distance:.1} apart");
                }
            }
        }
    }
    assert_eq!(n_pairs, 3 * (6 + 1 + 15 + 6));
}

/// Context layers are there to find one's way, and do not drown what lies on them.
#[test]
fn context_is_quieter_than_figures() {
    let colours = Style::default().colours;
    for quiet in [colours.water, colours.green, colours.road, colours.other_context] {
        let on_ground = contrast(quiet, colours.ground);
        assert!(on_ground < contrast(colours.covered, colours.ground), "{quiet}");
        assert!(Sight::Usual.distance(quiet, colours.ground) >= 8.0, "{quiet}");
    }
}
