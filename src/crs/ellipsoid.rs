//! Lengths and areas on the CGCS2000 ellipsoid (those on WGS 84 differ by less than 1e-10 of them).

use geo::Coord;

/// Semi-major axis, metres.
const A: f64 = 6_378_137.0;
/// Semi-minor axis, metres.
const B: f64 = 6_356_752.314_140_356;
/// Squared first eccentricity.
const E2: f64 = 0.006_694_380_022_900_686;
const E4: f64 = E2 * E2;
const E6: f64 = E4 * E2;
const E8: f64 = E4 * E4;

/// The coefficients A to E of the area formula.
const SERIES: [f64; 5] = [
    1.0 + 3.0 * E2 / 6.0 + 30.0 * E4 / 80.0 + 35.0 * E6 / 112.0 + 630.0 * E8 / 2304.0,
    E2 / 6.0 + 15.0 * E4 / 80.0 + 21.0 * E6 / 112.0 + 420.0 * E8 / 2304.0,
    3.0 * E4 / 80.0 + 7.0 * E6 / 112.0 + 180.0 * E8 / 2304.0,
    E6 / 112.0 + 45.0 * E8 / 2304.0,
    5.0 * E8 / 2304.0,
];

/// The signed area in square metres between one edge and the meridian `reference`: the term of the land survey's
/// formula for an edge. Longitudes and latitudes in degrees. The terms of a ring add up to its area, positive when
/// it runs counter-clockwise.
///
/// # Source
/// 国土调查办发〔2008〕32号, carried into the third national land survey:
/// `S = 2 b² ΔL [A sin h cos m − B sin 3h cos 3m + C sin 5h cos 5m − D sin 7h cos 7m + E sin 9h cos 9m]` with
/// `h = (B₂ − B₁)/2`, `m = (B₁ + B₂)/2`, `ΔL = (L₁ + L₂)/2 − L₀`.
pub(super) fn edge_area(from: Coord<f64>, to: Coord<f64>, reference: f64) -> f64 {
    // Differences are taken in degrees, where they are exact, and only then turned into radians.
    let h = (0.5 * (to.y - from.y)).to_radians();
    let m = (from.y + 0.5 * (to.y - from.y)).to_radians();
    let delta_l = (0.5 * ((from.x - reference) + (to.x - reference))).to_radians();
    let (sin_h, double_cos_2h) = {
        let sin = if h.abs() < 1e-3 { h - h * h * h / 6.0 * (1.0 - h * h / 20.0) } else { h.sin() };
        (sin, 2.0 - 4.0 * sin * sin)
    };
    let (sin_m, cos_m) = m.sin_cos();
    let double_cos_2m = 2.0 - 4.0 * sin_m * sin_m;
    // sin (k+2)h = 2 cos 2h sin kh − sin (k−2)h, and the same for cosines; sin(−h) = −sin h, cos(−m) = cos m.
    let (mut sin_before, mut sin_k) = (-sin_h, sin_h);
    let (mut cos_before, mut cos_k) = (cos_m, cos_m);
    let mut sum = 0.0;
    let mut sign = 1.0;
    for coefficient in SERIES {
        sum += sign * coefficient * sin_k * cos_k;
        sign = -sign;
        (sin_before, sin_k) = (sin_k, double_cos_2h * sin_k - sin_before);
        (cos_before, cos_k) = (cos_k, double_cos_2m * cos_k - cos_before);
    }
    2.0 * B * B * delta_l * sum
}

/// [`edge_area`] near one place, for the many edges of a small ring.
///
/// The sum of the formula is `½ [Q(B₂) − Q(B₁)]` with `Q(B) = A sin B − B sin 3B + …`, since
/// `2 sin kh cos km = sin kB₂ − sin kB₁`. Q is expanded about the place to the fourth order; within [`NEAR`] of it what
/// is left out is less than 1e-15 of the area.
pub(super) struct NearbyArea {
    place: Coord<f64>,
    /// The factors of B − B₀ to B⁴ − B₀⁴, times b².
    factors: [f64; 4],
}

/// How far from its place an expansion serves, degrees of latitude.
const NEAR: f64 = 0.02;

impl NearbyArea {
    /// About a longitude and latitude in degrees; its meridian is the reference.
    pub(super) fn about(place: Coord<f64>) -> Self {
        let (sin, cos) = place.y.to_radians().sin_cos();
        let double_cos_2 = 2.0 - 4.0 * sin * sin;
        let (mut sin_before, mut sin_k) = (-sin, sin);
        let (mut cos_before, mut cos_k) = (cos, cos);
        let mut factors = [0.0; 4];
        for (coefficient, k) in SERIES.into_iter().zip([1.0, -3.0, 5.0, -7.0, 9.0f64]) {
            // The sign of k is that of the term; that of k³ too, and k² is made to have it.
            let (first, second) = (coefficient * k, coefficient * k * k.abs());
            factors[0] += first * cos_k;
            factors[1] -= second * sin_k / 2.0;
            factors[2] -= first * k * k * cos_k / 6.0;
            factors[3] += second * k * k * sin_k / 24.0;
            (sin_before, sin_k) = (sin_k, double_cos_2 * sin_k - sin_before);
            (cos_before, cos_k) = (cos_k, double_cos_2 * cos_k - cos_before);
        }
        Self { place, factors: factors.map(|factor| B * B * factor) }
    }

    /// The area between an edge and the meridian of the place; longitudes and latitudes in degrees.
    pub(super) fn edge(&self, from: Coord<f64>, to: Coord<f64>) -> f64 {
        let (from_off, to_off) = (from - self.place, to - self.place);
        if from_off.y.abs() > NEAR || to_off.y.abs() > NEAR {
            return edge_area(from, to, self.place.x);
        }
        let [a, b, c, d] = self.factors;
        let rise = |degrees: f64| {
            let t = degrees.to_radians();
            (a + (b + (c + d * t) * t) * t) * t
        };
        (0.5 * (from_off.x + to_off.x)).to_radians() * (rise(to_off.y) - rise(from_off.y))
    }
}

/// Metres on the ellipsoid (east, north) of small differences of longitude and latitude at `latitude`; degrees.
pub(super) fn metres(difference: Coord<f64>, latitude: f64) -> Coord<f64> {
    let (sin, cos) = latitude.to_radians().sin_cos();
    let w2 = 1.0 - E2 * sin * sin;
    let prime_vertical = A / w2.sqrt();
    let meridian = prime_vertical * (1.0 - E2) / w2;
    Coord { x: difference.x.to_radians() * prime_vertical * cos, y: difference.y.to_radians() * meridian }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The zone between the equator and latitude φ, 1 rad wide, has the area b²/2·[sin φ/(1−e² sin² φ) +
    /// atanh(e sin φ)/e] (closed form, any textbook on authalic latitudes).
    #[test]
    fn a_graticule_cell_has_the_area_of_the_closed_form() {
        let zone = |latitude: f64| {
            let (s, e) = (latitude.to_radians().sin(), E2.sqrt());
            B * B / 2.0 * (s / (1.0 - E2 * s * s) + (e * s).atanh() / e)
        };
        for (south, north) in [(29.0, 30.0), (0.0, 1.0), (52.0, 53.0), (29.5, 29.501)] {
            let corners = [(120.0, south), (121.0, south), (121.0, north), (120.0, north), (120.0, south)];
            let area: f64 = corners
                .windows(2)
                .map(|edge| {
                    let [a, b] = [edge[0], edge[1]].map(|(x, y)| Coord { x, y });
                    edge_area(a, b, 120.0)
                })
                .sum();
            let expected = (zone(north) - zone(south)) * 1.0_f64.to_radians();
            // The series breaks off after e⁸: 1e-11 of the area is left out; the closed form itself loses digits
            // in the difference of thin zones.
            assert!((area / expected - 1.0).abs() < 1e-10, "{south}–{north}: {area} {expected}");
        }
    }

    /// Of small rings anywhere both ways give the same to the rounding, a ring too high for the expansion included.
    #[test]
    fn nearby_areas_agree_with_the_formula() {
        for (latitude, size) in [(29.5, 0.001), (0.0, 0.01), (-52.0, 0.019), (70.0, 0.0001), (29.5, 0.5)] {
            let at = |x: f64, y: f64| Coord { x: 120.0 + size * x, y: latitude + size * y };
            let ring = [at(0.0, 0.0), at(0.9, 0.3), at(0.7, 0.8), at(-0.2, 1.0), at(0.0, 0.0)];
            let nearby = NearbyArea::about(ring[0]);
            let sum = |edge: &dyn Fn(Coord<f64>, Coord<f64>) -> f64| -> f64 {
                ring.windows(2).map(|e| edge(e[0], e[1])).sum()
            };
            let (found, expected) = (sum(&|a, b| nearby.edge(a, b)), sum(&|a, b| edge_area(a, b, ring[0].x)));
            assert!((found / expected - 1.0).abs() < 1e-12, "{latitude} {size}: {found} {expected}");
        }
    }

    /// The recurrences give what ten sines and cosines give.
    #[test]
    fn recurrences_agree_with_the_formula_written_out() {
        for (from, to) in [
            ((120.9, 29.5), (120.91, 29.507)),
            ((100.0, -40.0), (101.0, 50.0)),
            ((7.0, 60.0), (7.0, 60.0006)),
        ] {
            let h = 0.5 * f64::to_radians(to.1 - from.1);
            let m = f64::to_radians(0.5 * (from.1 + to.1));
            let delta_l = f64::to_radians(0.5 * (from.0 + to.0) - 6.0);
            let sum: f64 = SERIES
                .iter()
                .zip([1.0, -3.0, 5.0, -7.0, 9.0_f64])
                .map(|(c, k)| c * (k * h).sin() * (k * m).cos())
                .sum();
            let expected = 2.0 * B * B * delta_l * sum;
            let found = edge_area(Coord { x: from.0, y: from.1 }, Coord { x: to.0, y: to.1 }, 6.0);
            assert!((found / expected - 1.0).abs() < 1e-12, "{found} {expected}");
        }
    }
}
