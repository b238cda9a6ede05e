//! Whether the coordinates of a layer are on the datum that they are taken to be on.
//!
//! Points from Amap (GCJ-02) and Baidu (BD-09) lie some 500 m and 1,000 m off. Each point of a layer is looked at three
//! times, taken to be on WGS 84, GCJ-02 and BD-09: does it lie near residential land, and in the township that its own
//! attribute names? A verdict wants a difference that is no chance, by the exact sign test over the points that fit the
//! one datum better than the other (McNemar's test), and that matters. Nothing is ever converted for it.

use geo::Coord;

use super::layer::OpenLayer;
use super::nearness::are_near;
use super::parcel::Piece;
use super::township::TownshipIndex;
use crate::crs::{Plane, Projector, from_wgs84, to_wgs84};
use crate::error::Error;
use crate::note::{Note, Notes, Severity};
use crate::project::{Datum, Field};

/// A facility within this distance of residential land fits, m: it stands in or beside the quarter that it serves. A tenth
/// of the smallest shift, so that a shifted point fits by chance only.
const NEAR_M: f64 = 50.0;
/// So many points tell as much as all of them; they are taken evenly from the layer.
const MOST_POINTS: usize = 500;
/// A datum fits better than the one in use where chance would do it in fewer than one of a thousand layers.
const CHANCE: f64 = 1e-3;
/// And better than the third one where chance would do it in fewer than one of a hundred.
const CHANCE_OF_THIRD: f64 = 1e-2;
/// And where so much more of the points fit.
const LEAST_DIFFERENCE: f64 = 0.1;

/// A point by which a datum is judged.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Probe {
    /// WGS 84 longitude and latitude, as the layer's coordinates are now understood.
    pub(crate) lon_lat: Coord<f64>,
    /// The township that its attributes name.
    pub(crate) named: Option<usize>,
}

/// What a layer is held against.
#[derive(Clone, Copy)]
pub(crate) enum Against<'a> {
    /// Residential land, and the townships that the points name.
    Land(&'a [Piece]),
    /// The townships alone: the one that a point names, else any.
    Townships,
}

/// How the points of a layer fit when its coordinates are taken to be on one datum.
struct Fit {
    datum: Datum,
    /// For each point: how many of the questions it answers with yes.
    scores: Vec<u8>,
    /// How many points lie near residential land, or in a township.
    placed: usize,
    /// How many of those that name a township lie in it.
    in_named: usize,
}

/// What the points tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    /// The datum in use fits better than both others.
    Fits,
    /// Another datum fits better.
    Other(Datum),
    /// The points do not tell.
    Undecided,
}

/// Judges the datum of a layer by its points, and tells the verdict with its evidence: a warning where another datum fits
/// better; where the project does not state the datum also that it fits, and of facilities that the points do not tell.
/// A layer that is projected, or lies outside the box of China, is on no shifted datum.
///
/// # Errors
/// The plane cannot be reached from longitudes and latitudes.
pub(crate) fn judge(
    layer: &OpenLayer,
    probes: &[Probe],
    against: Against<'_>,
    index: &TownshipIndex,
    plane: &Plane,
    notes: &mut Notes,
) -> Result<(), Error> {
    let Some(used) = layer.datum.filter(|_| layer.crs.is_geographic()) else { return Ok(()) };
    let is_shifted = |probe: &Probe| from_wgs84(Datum::Gcj02, probe.lon_lat) != probe.lon_lat;
    let probes: Vec<Probe> = evenly(probes).copied().collect();
    if !probes.iter().any(is_shifted) {
        return Ok(());
    }
    // WGS 84 and CGCS2000 are one datum here.
    let unshifted = if used == Datum::Cgcs2000 { Datum::Cgcs2000 } else { Datum::Wgs84 };
    let projector = plane.projector(&crate::crs::Crs::wgs84(), None)?;
    let datums = [unshifted, Datum::Gcj02, Datum::Bd09];
    let fits = fits(&probes, used, datums, against, index, &projector);
    let verdict = verdict(used, &fits);
    let (severity, code) = match (verdict, against) {
        (Verdict::Other(_), Against::Land(_)) => (Severity::Warning, "datum-doubtful"),
        (Verdict::Other(_), Against::Townships) => (Severity::Warning, "datum-doubtful-in-townships"),
        _ if layer.is_datum_stated => return Ok(()),
        (Verdict::Fits, Against::Land(_)) => (Severity::Info, "datum-fits"),
        (Verdict::Fits, Against::Townships) => (Severity::Info, "datum-fits-in-townships"),
        (Verdict::Undecided, Against::Land(_)) => (Severity::Info, "datum-undecided"),
        (Verdict::Undecided, Against::Townships) => return Ok(()),
    };
    let other = match verdict {
        Verdict::Other(datum) => datum,
        _ => used,
    };
    let n_named = probes.iter().filter(|probe| probe.named.is_some()).count();
    let listed = |of: &dyn Fn(&Fit) -> String| fits.iter().map(of).collect::<Vec<_>>().join(", ");
    notes.push(
        Note::new(severity, code)
            .layer(layer.role)
            .with("used", used.name())
            .with("other", other.name())
            .with("setting", other.key())
            .with("count", probes.len())
            .with(
                "near",
                listed(&|fit| format!("{} {} %", fit.datum.name(), percent(fit.placed, probes.len()))),
            )
            .with("named", n_named)
            .with("inside", listed(&|fit| format!("{} {}", fit.datum.name(), fit.in_named))),
    );
    Ok(())
}

/// Judges the datum of a layer of polygons against the townships, by the centres of its features: each with the place of
/// its feature in the file.
///
/// # Errors
/// Those of [`judge`].
pub(crate) fn judge_polygons(
    layer: &OpenLayer,
    centres: &[(usize, Coord<f64>)],
    index: &TownshipIndex,
    plane: &Plane,
    notes: &mut Notes,
) -> Result<(), Error> {
    let unprojector = plane.unprojector()?;
    let probe = |(feature, centre): &(usize, Coord<f64>)| {
        let feature = layer.layer.features.get(layer.position_of(*feature)?)?;
        let code = layer.fields.text(feature, Field::TownshipCode);
        let named = index.named(code.as_deref(), layer.fields.text(feature, Field::Township).as_deref());
        Some(Probe { lon_lat: unprojector.lon_lat(*centre)?, named: named.township() })
    };
    let probes: Vec<Probe> = evenly(centres).filter_map(probe).collect();
    judge(layer, &probes, Against::Townships, index, plane, notes)
}

/// At most [`MOST_POINTS`] of the points of a layer, evenly spread over it.
fn evenly<T>(all: &[T]) -> impl Iterator<Item = &T> {
    let n = all.len().min(MOST_POINTS);
    (0..n).map(move |i| &all[i * all.len() / n])
}

/// How the points fit when coordinates that are now taken to be on `used` are taken to be on each of some datums.
fn fits(
    probes: &[Probe],
    used: Datum,
    datums: [Datum; 3],
    against: Against<'_>,
    index: &TownshipIndex,
    projector: &Projector,
) -> Vec<Fit> {
    let nowhere = Coord { x: f64::INFINITY, y: f64::INFINITY };
    let place = |datum: Datum, probe: &Probe| {
        let given = from_wgs84(used, probe.lon_lat);
        projector.project(to_wgs84(datum, given)).unwrap_or(nowhere)
    };
    // All of them at once: the land is gone through but once.
    let places: Vec<Coord<f64>> =
        datums.iter().flat_map(|datum| probes.iter().map(|probe| place(*datum, probe))).collect();
    let townships: Vec<Option<usize>> = places.iter().map(|at| index.at_or_beside(*at)).collect();
    let placed: Vec<bool> = match against {
        Against::Land(pieces) => are_near(&places, pieces, NEAR_M),
        Against::Townships => townships.iter().map(Option::is_some).collect(),
    };
    let of_each = townships.chunks(probes.len().max(1)).zip(placed.chunks(probes.len().max(1)));
    datums.into_iter().zip(of_each).map(|(datum, of_it)| Fit::of(datum, probes, of_it)).collect()
}

impl Fit {
    /// By the township that each point lies in, and whether it lies near residential land, or in a township.
    fn of(datum: Datum, probes: &[Probe], (townships, placed): (&[Option<usize>], &[bool])) -> Self {
        let is_in_named =
            |(probe, township): (&Probe, &Option<usize>)| probe.named.is_some() && probe.named == *township;
        let in_named: Vec<bool> = probes.iter().zip(townships).map(is_in_named).collect();
        Self {
            datum,
            scores: placed.iter().zip(&in_named).map(|(a, b)| u8::from(*a) + u8::from(*b)).collect(),
            placed: placed.iter().filter(|is| **is).count(),
            in_named: in_named.iter().filter(|is| **is).count(),
        }
    }
}

fn verdict(used: Datum, fits: &[Fit]) -> Verdict {
    let sum = |fit: &Fit| fit.scores.iter().map(|score| usize::from(*score)).sum::<usize>();
    let Some(now) = fits.iter().find(|fit| fit.datum == used) else { return Verdict::Undecided };
    let mut others: Vec<&Fit> = fits.iter().filter(|fit| fit.datum != used).collect();
    others.sort_by_key(|fit| std::cmp::Reverse(sum(fit)));
    let [rival, third] = others.as_slice() else { return Verdict::Undecided };
    if is_better(rival, now, CHANCE, LEAST_DIFFERENCE) && is_better(rival, third, CHANCE_OF_THIRD, 0.0) {
        Verdict::Other(rival.datum)
    } else if is_better(now, rival, CHANCE, LEAST_DIFFERENCE) {
        Verdict::Fits
    } else {
        Verdict::Undecided
    }
}

/// Whether points fit `a` better than `b`: more of them by at least the `difference` (a part of all), and by chance with
/// a probability below `chance`.
#[expect(clippy::cast_precision_loss, reason = "at most 500 points")]
fn is_better(a: &Fit, b: &Fit, chance: f64, difference: f64) -> bool {
    let pairs = || a.scores.iter().zip(&b.scores);
    let (more, less) = (pairs().filter(|(a, b)| a > b).count(), pairs().filter(|(a, b)| a < b).count());
    more > less
        && (more - less) as f64 >= difference * a.scores.len() as f64
        && sign_test(more, more + less) < chance
}

/// The probability that of `n` fair coins at least `heads` show heads.
#[expect(clippy::cast_precision_loss, reason = "at most 500 points")]
fn sign_test(heads: usize, n: usize) -> f64 {
    // From n heads down: C(n, k − 1) = C(n, k) · k ÷ (n − k + 1).
    let mut term = 0.5_f64.powi(i32::try_from(n).unwrap_or(i32::MAX));
    let mut sum = 0.0;
    for k in (heads..=n).rev() {
        sum += term;
        term *= k as f64 / (n - k + 1) as f64;
    }
    sum
}

#[expect(clippy::cast_precision_loss, reason = "at most 500 points")]
fn percent(part: usize, of: usize) -> String {
    format!("{:.0}", 100.0 * part as f64 / of.max(1) as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sign_test_is_that_of_the_tables() {
        for (heads, n, p) in
            [(10, 10, 1.0 / 1024.0), (9, 10, 11.0 / 1024.0), (0, 7, 1.0), (60, 100, 0.028_444)]
        {
            assert!((sign_test(heads, n) - p).abs() < 1e-6, "{heads} of {n}: {}", sign_test(heads, n));
        }
        assert!(sign_test(500, 500) > 0.0);
    }

    fn fit_of(datum: Datum, fitting: std::ops::Range<usize>) -> Fit {
        let scores: Vec<u8> = (0..100).map(|i| u8::from(fitting.contains(&i))).collect();
        Fit { datum, placed: fitting.len(), in_named: 0, scores }
    }

    /// A hundred points of which some fit: a verdict wants more than chance, more than a tenth, and more than the third.
    #[test]
    fn a_verdict_wants_a_clear_difference() {
        let of = |wgs84, gcj02, bd09| {
            let fits = [(Datum::Wgs84, wgs84), (Datum::Gcj02, gcj02), (Datum::Bd09, bd09)];
            verdict(Datum::Wgs84, &fits.map(|(datum, fitting)| fit_of(datum, fitting)))
        };
        assert_eq!(of(0..90, 0..40, 0..30), Verdict::Fits);
        assert_eq!(of(0..40, 0..90, 0..30), Verdict::Other(Datum::Gcj02));
        assert_eq!(of(0..40, 0..60, 0..95), Verdict::Other(Datum::Bd09));
        assert_eq!(of(0..40, 0..90, 2..91), Verdict::Undecided, "one of two, but which?");
        assert_eq!(of(0..80, 20..100, 0..10), Verdict::Undecided, "as many each way");
        assert_eq!(of(0..90, 0..99, 0..10), Verdict::Undecided, "certain, but less than a tenth");
        assert_eq!(of(0..30, 15..58, 0..5), Verdict::Undecided, "28 against 15 may be chance");
    }
}
